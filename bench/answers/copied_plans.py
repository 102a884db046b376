"""A large library of texts for timing: real plans copied, each copy another document.

A copy has another number, another day of signing, another place of the same kind, and other
deadlines, drawn with a seed: the same every time. What it says of its place is not true.
"""

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.pipeline import read
from kg.model import Header
from kg.units import units

_DAY: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(20\d\d)(?![\d/])")
_WRITTEN: Final = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(20\d\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Original:
    """A real plan: its text, and what it says of itself."""

    name: str
    text: str
    header: Header


def originals(folders: Sequence[Path]) -> list[Original]:
    """The text files of some folders, by name."""
    files = sorted(path for folder in folders for path in folder.glob("*.txt"))
    return [Original(path.name, path.read_text("utf-8"), read(path).header) for path in files]


def plant(folder: Path, plans: Sequence[Original], count: int, seed: int = 7) -> None:
    """Write `count` texts: the originals, then copies of them in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)  # noqa: S311 - no secret
    for serial, (name, text) in zip(range(count), _texts(plans, draw), strict=False):
        (folder / f"{serial:05d}_{name}").write_text(text, "utf-8")


def _texts(plans: Sequence[Original], draw: random.Random) -> Iterator[tuple[str, str]]:
    yield from ((plan.name, plan.text) for plan in plans)
    while True:
        yield from ((plan.name, _copy(plan, draw)) for plan in plans)


def _copy(plan: Original, draw: random.Random) -> str:
    text = _elsewhere(plan, draw)
    number, signed = plan.header.number, plan.header.date
    if number:
        ordinal, rest = number.split("/", 1)
        text = re.sub(rf"\b0*{ordinal}(?=\s*/\s*{re.escape(rest)})", str(_ordinal(draw)), text)
    if signed is None:
        return text
    shift = draw.randint(1, 27)
    text = _WRITTEN.sub(lambda m: _written(m, signed, shift), text)
    return _DAY.sub(lambda m: _later(m, signed, shift), text)


def _ordinal(draw: random.Random) -> int:
    return draw.randint(1, 4999)


def _written(found: re.Match[str], signed: dt.date, shift: int) -> str:
    """The day of signing, moved within its month; other days stay."""
    if [int(part) for part in found.groups()] != [signed.day, signed.month, signed.year]:
        return found[0]
    day = (signed.day + shift - 1) % 28 + 1
    return f"ngày {day:02d} tháng {signed.month:02d} năm {signed.year}"


def _later(found: re.Match[str], signed: dt.date, shift: int) -> str:
    """A day after the signing (a deadline), moved within its month; earlier ones stay."""
    day, month, year = map(int, found.groups())
    if (year, month) <= (signed.year, signed.month):
        return found[0]
    return f"{(day + shift - 1) % 28 + 1}/{month}/{year}"


def _elsewhere(plan: Original, draw: random.Random) -> str:
    """The text with the name of its place replaced by another of the same kind."""
    place = plan.header.place
    if place is None:
        return plan.text
    kind = place.name.split()[0].lower()
    same = [u.place.name for u in units().units if u.place.name.lower().startswith(f"{kind} ")]
    other = draw.choice(same)
    own, new = _bare(place.name), _bare(other)
    text = plan.text
    pairs = ((place.name, other), *(() if own.isdigit() else ((own, new),)))
    for old, fresh in pairs:
        for form in (str, str.upper, str.title):
            text = text.replace(form(old), form(fresh))
    return text


def _bare(name: str) -> str:
    """A place's name without its kind."""
    return re.sub(r"(?i)^(?:thành phố|thị xã|thị trấn|đặc khu|\w+)\s+", "", name)
