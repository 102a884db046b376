"""What in an address means nothing to its room: a sentence each; the room is shown without it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import UsageError
from ui import labels
from ui.days import day, today
from ui.links import text

UNREAD: Final = "Thẻ “{room}” không dùng phần “{name}” của địa chỉ, nên bỏ qua."
NO_FILTERS: Final = frozenset({"tab", "view", "footer", "deep_link"})
"""Names that are nobody's filter: the strip of rooms', and Gradio's, which also has `__theme`."""
_MOST: Final = 8  # sentences about one address
_LONGEST: Final = 60  # characters of a value that are repeated in a sentence


@dataclass(frozen=True, slots=True)
class WrongPart:
    """A part of an address. name: as the address has it. sentence: what is wrong, what is shown."""

    name: str
    sentence: str


def wrong_day(name: str, typed: str | None, said: str) -> list[WrongPart]:
    """The part, where it is no day. said: a sentence with {day} and {today}."""
    try:
        day(typed)
    except UsageError:
        shown = labels.vietnamese_date(today())
        return [WrongPart(name, said.format(day=cut((typed or "").strip()), today=shown))]
    return []


def unread(names: Iterable[str], known: Collection[str], room: str) -> list[WrongPart]:
    """Names that the room called `room` does not read: filters of another one, or misspelt."""
    strange = [
        name
        for name in dict.fromkeys(names)
        if name not in known and name not in NO_FILTERS and not name.startswith("__")
    ]
    return [WrongPart(name, UNREAD.format(room=room, name=cut(name))) for name in strange]


def told(wrong: Iterable[WrongPart]) -> str:
    """The sentences as HTML, in their order; empty where nothing is wrong."""
    said = list(dict.fromkeys(part.sentence for part in wrong))[:_MOST]
    inner = "".join(f"<p>{text(sentence)}</p>" for sentence in said)
    return f'<div class="cc-wrong" role="alert">{inner}</div>' if said else ""


def cut(said: str) -> str:
    """What somebody typed, as long as a sentence bears."""
    return said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + "…"
