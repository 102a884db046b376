"""Who took over from an office in 2025 and 2026: the table of ended bodies, and merged units.

Source: reference/office_successors.csv (72/2025/QH15, 150/2025/NĐ-CP, 118/2025/NĐ-CP and others)
by `kg.ceased_rules`; the units' successors by `kg.territories` (202/2025/QH15 and its like).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ceased_rules import SuccessionRule, succession_rules
from kg.folding import fold
from kg.model import Place
from kg.terms import PlaceLevel

_OF_A_UNIT = frozenset({"UBND", "HĐND"})
_PROVINCIAL = re.compile(r"(?:Sở|UBND|HĐND|Thanh tra|Văn phòng UBND)\b")


@dataclass(frozen=True, slots=True)
class SuccessorFact:
    """What became of an office. old: as named, with its unit where that was merged.

    successors: as the table names them. since: first day. scope: which duties went where.
    document, clause, quote: the rule that says so; confidence: "high" or "medium".
    """

    old: str
    successors: tuple[str, ...]
    since: dt.date
    scope: str | None
    clause: str | None
    document: str
    quote: str | None
    confidence: str


def successors_of(
    name: str, level: str, unit: str, place: Place | None, *, head: bool = False
) -> tuple[SuccessorFact, ...]:
    """Facts on the office `name` (usual name) of a level ("huyện") and unit ("" if unknown)."""
    ruled = [_fact(name, rule) for rule in _rules_on(name, level, head=head)]
    names = [name]
    if ruled and name not in _OF_A_UNIT:
        heirs = [re.sub(r"\s*\(.*", "", heir) for fact in ruled for heir in fact.successors]
        names = [heir for heir in heirs if heir.startswith("Sở ")]
    return (*ruled, *(fact for heir in names for fact in _moved(heir, level, unit, place)))


@lru_cache(maxsize=4096)
def _rules_on(name: str, level: str, *, head: bool) -> tuple[SuccessionRule, ...]:
    """Rows on the office: the level has to be the row's, for names live on at other levels."""
    if not level:
        return ()
    probes = [f"{name} {level}"]
    if head and name == "UBND":
        probes.insert(0, f"Chủ tịch {probes[0]}")
    for probe in probes:
        found = [r for r in succession_rules() if r.level == level and _is_on(r, name, probe)]
        if found:
            return tuple(found[:1])
    return ()


def _is_on(rule: SuccessionRule, name: str, probe: str) -> bool:
    match = rule.pattern.search(probe)
    if match is not None:
        before = fold(probe[: match.start()]).strip()
        return before in {"", "cong chuc"}
    bodies = re.split(r"\s*[;/]\s*", re.sub(r"\s*\([^)]*\)", "", rule.bodies))
    return fold(name) in {fold(body.strip()) for body in bodies}


def _fact(name: str, rule: SuccessionRule) -> SuccessorFact:
    proof = max(rule.proofs, key=lambda p: (p.quote is not None, p.clause is not None))
    return SuccessorFact(
        old=name,
        successors=tuple(
            heir.replace("UBND/HĐND", name) for heir in (rule.successor or "").split("; ") if heir
        ),
        since=rule.since,
        scope=rule.scope,
        clause=proof.clause,
        document=proof.document,
        quote=proof.quote,
        confidence=proof.confidence,
    )


def _moved(name: str, level: str, unit: str, place: Place | None) -> Iterator[SuccessorFact]:
    """The same body of the unit that took over: certain for committees, a custom for others."""
    certain = name in _OF_A_UNIT
    if not unit or not (certain or (level == "tỉnh" and _PROVINCIAL.match(name))):
        return
    heirs = _heirs(unit, level, place)
    if heirs:
        yield SuccessorFact(
            old=f"{name} {unit}",
            successors=tuple(dict.fromkeys(f"{name} {heir}" for heir, _, _ in heirs)),
            since=heirs[0][1],
            scope=None,
            clause=None,
            document=heirs[0][2],
            quote=None,
            confidence="high" if certain else "medium",
        )


def _heirs(unit: str, level: str, place: Place | None) -> list[tuple[str, dt.date, str]]:
    """Units after the reform: name (with its province, for communes), first day, source."""
    from kg.territories import resolve_place, successors

    found = place if place is not None and fold(place.name) == fold(unit) else None
    if found is None or found.code is None:
        district, province = (place.district, place.province) if place is not None else (None, None)
        district = district if level == "xã" else None
        nearby = resolve_place(unit, district=district, province=province)
        found = nearby or resolve_place(unit) or found
    if found is None:
        return []
    return [
        (
            heir.place.name
            if heir.place.level is PlaceLevel.PROVINCE
            else f"{heir.place.name}, {heir.place.province}",
            heir.since,
            heir.source,
        )
        for heir in successors(found)
    ]
