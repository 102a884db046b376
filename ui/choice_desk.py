"""What users say a citation means: chosen, taken back, listed; used by every check from then on."""

import datetime as dt
import getpass
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import AmbiguousError, NotFoundError, UsageError
from kg.model import Choice, Mention, Reading
from ui import views
from ui.registry_desk import RegistryDesk
from ui.views import Json

if TYPE_CHECKING:
    from kg.choosing import Applied, UserChoice

Text: TypeAlias = str | Path | Reading
"""A held document by id or number, the file of a draft, or what `Library.read` gave of either."""

LONGEST_NAME: Final = 120
_NO_PLACE = "Hãy xem lại danh sách viện dẫn bằng lệnh: cancu citations."


class ChoiceDesk(RegistryDesk):
    """Choices where a citation may mean several documents, as JSON-ready values."""

    def choose(
        self, text: Text, place: int, target: str, *, by: str = "", everywhere: bool = False
    ) -> Json:
        """Say what the citation at `place` means; it holds at once and when the text is read again.

        place: `char_start` of the mention, as the JSON of `citations` and `check` gives it.
        target: key of a document, or its rank among the mention's choices ("1" is the first).
        by: who chose. everywhere: for all places of the text where this number is open.
        Of a draft nothing else is stored. Returns the choice, see `choices`. Raises NotFoundError
        where there is no such citation, UsageError for a target that is no document.
        """
        from kg.choice_ledger import Chosen

        reading = self._text(text)
        mention = _mention_at(reading, place)
        key = self._target(target, mention)
        chosen = Chosen(key, _name(by), _now(), everywhere, mention.choices)
        made = self.writable.choose(reading, place, chosen)
        return self._told(made, [mention])

    def unchoose(self, choice: int, *, by: str = "") -> Json:
        """Take a choice back (its number, `choice` in the JSON); it stays as history.

        Raises NotFoundError where none of that number is.
        """
        return self._told(self.store.take_back(choice, by=_name(by), at=_now()), None)

    def unchoose_at(
        self, text: Text, line: int, *, number: str | None = None, by: str = ""
    ) -> Json:
        """Take back what decides a citation on a line. Raises NotFoundError where nothing does."""
        from kg.number import number_key

        reading = self._text(text)
        wanted = number and number_key(number)
        there = {
            item.choice.serial
            for position, item in self.deciding(reading).items()
            if _on(reading.mentions[position], line)
            and (wanted is None or item.choice.spot.group == wanted)
        }
        if len(there) != 1:
            raise NotFoundError(
                f"Dòng {line} không có lựa chọn nào để bỏ."
                if not there
                else f"Dòng {line} có {len(there)} lựa chọn; hãy nêu rõ bằng --number.",
                "Hãy xem các lựa chọn bằng lệnh: cancu choices.",
            )
        return self.unchoose(there.pop(), by=by)

    def choices(self, text: Text | None = None) -> list[Json]:
        """What users chose in a text, or in all; the newest first, those taken back among them.

        `{choice, document, line, quote, everywhere, target, canonical, title, date, issuer, by, at,
        taken_back: {by, at} or null, active, places: [{line, char_start, char_end}], offered}`.
        active: whether it decides a citation of this text now; null where no text was asked for.
        """
        if text is None:
            found = self.store.choices() if self.exists() else []
            return [self._told(item, None) for item in reversed(found)]
        from kg.choosing import work_of

        reading = self._text(text)
        if not self.exists():
            return []
        work = work_of(reading.header, reading.sha256, reading.name)
        applied = self.deciding(reading)
        places: dict[int, list[Mention]] = {}
        for position, item in applied.items():
            places.setdefault(item.choice.serial, []).append(reading.mentions[position])
        found = self.store.choices(work)
        return [self._told(item, places.get(item.serial, ())) for item in reversed(found)]

    def place_at(self, text: Text, line: int, *, number: str | None = None) -> int:
        """`char_start` of the citation on a line, to choose for: one that is open goes first.

        number: of the citation where several stand on the line. Raises NotFoundError,
        AmbiguousError with those that there are.
        """
        from kg.number import number_key
        from kg.rows import group_key

        there = [
            mention
            for mention in self._text(text).mentions
            if _on(mention, line)
            and group_key(mention)
            and (number is None or group_key(mention) == number_key(number))
        ]
        if not there:
            raise NotFoundError(f"Dòng {line} không có viện dẫn nào để chọn.", _NO_PLACE)
        wanted = [item for item in there if item.choices] or there
        if len(wanted) > 1:
            raise AmbiguousError(
                f"Dòng {line} có {len(wanted)} viện dẫn.",
                "Hãy nêu rõ bằng --number:",
                tuple(item.canonical or item.raw for item in wanted),
            )
        return wanted[0].char_start

    def linked(self, reading: Reading) -> Reading:
        """A file just read (`read_file`), linked as of now; choices made later change it."""
        return replace(reading, mentions=self.link(reading))

    def link(self, reading: Reading) -> tuple[Mention, ...]:
        """Mentions of a draft as the library links them, and as its users chose before."""
        from kg.choosing import decided

        linked = super().link(reading)
        return decided(linked, self._applied(replace(reading, mentions=linked)))

    def _applied(self, reading: Reading) -> "Mapping[int, Applied]":
        """Which choice comes to which mention of a text, by position."""
        from kg.choosing import placed, spots_of, work_of

        if not self.exists():
            return {}
        chosen = self.store.choices(work_of(reading.header, reading.sha256, reading.name))
        if not any(item.taken_back is None for item in chosen):
            return {}
        return placed(chosen, spots_of(reading.mentions, reading.source.text))

    def deciding(self, reading: Reading) -> "dict[int, Applied]":
        """The choices that made mentions of a linked text mean what they mean, by position."""
        return {
            position: item
            for position, item in self._applied(reading).items()
            if reading.mentions[position].target == item.choice.target
        }

    def _text(self, text: Text) -> Reading:
        """A text, linked; of a `Reading` that is as it was linked."""
        if isinstance(text, Path):
            return self.read(None, text)[0]
        if isinstance(text, str):
            return self.read(text, None)[0]
        return text

    def _target(self, target: str, mention: Mention) -> str:
        """Key of the document that a user names. Raises UsageError where that is none."""
        keys = [choice.key for choice in mention.choices]
        if target in keys:
            return target
        if target.isdecimal() and 1 <= int(target) <= len(keys):
            return keys[int(target) - 1]
        if self.registry.get(target) or (self.exists() and self.store.document(target)):
            return target
        raise UsageError(
            f"“{target}” không phải là một trong các văn bản để chọn.",
            "Hãy nêu số thứ tự hoặc mã trong danh sách: "
            + ("; ".join(f"{n}. {key}" for n, key in enumerate(keys, 1)) or "không có văn bản nào")
            + ".",
        )

    def _told(self, item: "UserChoice", places: Sequence[Mention] | None) -> Json:
        first = places[0] if places else None
        return {
            "choice": item.serial,
            "document": item.work.named,
            "line": first.line if first else item.spot.line,
            "quote": item.spot.quote,
            "everywhere": item.everywhere,
            "target": item.target,
            **self._meant(item),
            "by": item.by,
            "at": views.plain(item.at),
            "taken_back": views.plain(item.taken_back),
            "active": None if places is None else bool(places),
            "places": [
                {"line": m.line, "char_start": m.char_start, "char_end": m.char_end}
                for m in places or ()
            ],
            "offered": views.plain(item.offered),
        }

    def _meant(self, item: "UserChoice") -> Json:
        """Number, title, day and issuer of the document chosen."""
        known: Choice | None = next((c for c in item.offered if c.key == item.target), None)
        entry = self.registry.get(item.target) if known is None else None
        record = self.store.document(item.target) if known is None and entry is None else None
        head = record.header if record else None
        return {
            "canonical": known.canonical if known else entry.number if entry
            else head.number if head else None,
            "title": known.title if known else entry.title if entry
            else head.title if head else None,
            "date": views.plain(known.date if known else entry.signed if entry
                                else head.date if head else None),
            "issuer": known.issuer if known else entry.issuer if entry
            else head.issuer if head else None,
        }  # fmt: skip


def this_user() -> str:
    """Name of the user of this computer, empty where the system tells none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _mention_at(reading: Reading, place: int) -> Mention:
    from kg.rows import group_key

    for mention in reading.mentions:
        if mention.char_start == place and group_key(mention):
            return mention
    raise NotFoundError(f"Không có viện dẫn nào ở vị trí {place}.", _NO_PLACE)


def _on(mention: Mention, line: int) -> bool:
    return mention.line <= line <= max(mention.line, mention.line_end)


def _name(by: str) -> str:
    """Who, on one line of bounded length."""
    return " ".join(by.split())[:LONGEST_NAME]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
