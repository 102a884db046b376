"""The table of bodies that ended in 2025 and 2026, as rules: what to look for, and what it says.

Source: reference/office_successors.csv (72/2025/QH15, 150/2025/NĐ-CP, 118/2025/NĐ-CP and others).
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.proofs import Proof
from kg.terms import PlaceLevel

_NOT_GENERAL = re.compile(r"not a general end|office itself goes on", re.IGNORECASE)
_LIVES_ON = re.compile(r"van phong|\bphong\b|bo phan mot cua")
_COMMITTEE = r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)"
_BODIES = r"(?:UBND|Ủy ban nhân dân|HĐND)\s+(?:các\s+huyện|(?:các\s+)?cấp\s+huyện)"
_ROOM = r"Văn phòng\s+(?:HĐND|Hội đồng nhân dân)(?:\s+và\s+|\s*[-–,&]\s*)(?:UBND|Ủy ban nhân dân)"
_CITIES = {"(UB": rf"{_COMMITTEE} CITY", "Chủ": rf"Chủ tịch {_COMMITTEE} CITY"}
_SPELLINGS = (
    ("Ủy", "[ỦU][ỷy]"),
    (r"thị\s+xã", r"(?:thị\s+xã|TX\.?)"),
    ("CITY", r"(?:thành\s+phố|TP\.?)"),
)


@dataclass(frozen=True, slots=True)
class SuccessionRule:
    """A row of the table: what to look for, and what it says.

    name: the body's, None where the row is on several (`bodies` as printed). level: of government.
    general: False where the body itself goes on. successor: the heirs, apart by "; ". of_city: the
    body of a city, which only the city's name tells from one that goes on.
    """

    name: str | None
    bodies: str
    pattern: re.Pattern[str]
    folded: re.Pattern[str]
    level: str
    since: dt.date
    successor: str | None
    scope: str | None
    proofs: tuple[Proof, ...]
    general: bool
    of_city: re.Pattern[str] | None = None

    @property
    def lives_on(self) -> bool:
        """Whether another body may bear the name since the reform: then that one is meant.

        Rooms ("Phòng …") are units of many bodies; a body that goes on where conditions are met
        is named by those who know that it does.
        """
        return not self.general or bool(_LIVES_ON.search(fold(self.name or self.pattern.pattern)))


@lru_cache(maxsize=1)
def succession_rules() -> tuple[SuccessionRule, ...]:
    """Rows of the table; heads before their bodies, whose names they contain, as `_turn`."""
    rows = [row for row in corpus.table("office_successors") if row["pattern"]]
    return tuple(_rule(row) for row in sorted(rows, key=lambda row: _turn(row["pattern"])))


def _turn(pattern: str) -> int:
    """Heads, offices, committees ("Văn phòng HĐND và UBND huyện" names one too), then counters."""
    return {"Chủ": 0, "(UB": 2, "(Bộ": 3}.get(pattern[:3], 1)


def _rule(row: dict[str, str]) -> SuccessionRule:
    pattern, of_city = row["pattern"].replace(" ", r"\s+"), None
    if row["level"] == PlaceLevel.DISTRICT.value:
        head = rf"Chủ\s+tịch\s+(?:{_BODIES})"
        more = {"Văn": _ROOM, "(UB": _BODIES, "Chủ": head}.get(pattern[:3])
        of_city = _CITIES.get(pattern[:3])
        pattern = _spelt(f"{pattern}|{more}" if more else pattern)
    return SuccessionRule(
        name=_name(row["old_body"]),
        bodies=row["old_body"],
        pattern=_compiled(pattern),
        folded=re.compile(rf"(?<!\w)(?:{fold(pattern)})(?!\w)"),
        level=row["level"],
        since=dt.date.fromisoformat(row["ceased_on"]),
        successor=row["successors"] or None,
        scope=row["scope"] or None,
        proofs=_proofs(row),
        general=not _NOT_GENERAL.search(row["note"]),
        of_city=_compiled(_spelt(of_city.replace(" ", r"\s+"))) if of_city else None,
    )


def _spelt(pattern: str) -> str:
    """The pattern with the other spellings of what it names: "Uỷ ban", "TX.", "TP"."""
    for word, forms in _SPELLINGS:
        pattern = pattern.replace(word, forms)
    return pattern


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _name(old_body: str) -> str | None:
    """The body's name, where the row is on one body; None where it is on several."""
    name = re.sub(r"\s*\([^)]*\)", "", old_body).strip()
    return None if ";" in name or "/" in name else name


def _proofs(row: dict[str, str]) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            document=item["document"],
            clause=item["clause"],
            quote=item["quote"],
            source=row["source"],
            checked=None,
            confidence=row["confidence"],
        )
        for item in json.loads(row["proofs"])
    )
