"""Where documents of units that were merged or ended on 1 July 2025 still hold.

Documents of a province that was merged go on within its old borders until the new province rules
otherwise (Law 64/2025/QH15, khoản 2 Điều 54, as amended by Law 87/2025/QH15); so does what a
commune issued. Normative documents of districts go on within the old district to the end of
28 February 2027 at most (Law 87/2025/QH15, khoản 1 Điều 3). Papers that are not normative go on
until they run out or are changed (Resolution 190/2025/QH15, khoản 1 Điều 10). Party documents
are under none of these. The clauses' words: reference/validity_rules.csv.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.folding import fold
from kg.identity import has_year, is_national, issuer_form
from kg.model import Place
from kg.proofs import Proof, rule_proof
from kg.rules import rule
from kg.terms import PlaceLevel
from kg.territories import TABLE, find_places, successors
from kg.units import REFORM, Unit, units

_DAY: Final = dt.timedelta(days=1)
_PARTY: Final = re.compile(
    r"(?:ban (?:thuong vu|chap hanh|to chuc|tuyen giao|dan van)|tinh uy|thanh uy|huyen uy|quan uy"
    r"|thi uy|dang uy|dang bo|van phong (?:tinh|thanh|huyen) uy)(?!\w)"
)
_YEAR: Final = re.compile(r"/((?:19|20)\d\d)/")


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a document of a former unit holds.

    holds_in: "tỉnh Tiền Giang (cũ)". now_in: what that land belongs to on the day asked.
    until: last day at most, where a law sets one.
    """

    holds_in: tuple[str, ...]
    now_in: str | None
    since: dt.date
    until: dt.date | None
    proof: tuple[Proof, ...]


def territory_of(
    number: str, issuer: str | None, signed: dt.date | None, *, on: dt.date
) -> Territory | None:
    """Borders of a local document on a day; None where its unit goes on unchanged, or is unknown.

    issuer: "UBND tỉnh Tiền Giang", "HĐND huyện Cái Bè, tỉnh Tiền Giang".
    """
    if on < REFORM or not issuer or (signed and signed >= REFORM) or is_national(number):
        return None
    place = _place(issuer)
    if place is None or not (_surely_before(number, signed) or not _goes_on(place)):
        return None
    if place.level is PlaceLevel.PROVINCE:
        return _of_province(place, number, on)
    if place.level is PlaceLevel.DISTRICT:
        return _of_district(place, number, on)
    return _of_commune(place, number)


def last_day(number: str, issuer: str | None, signed: dt.date | None) -> dt.date | None:
    """Last day at most of a former unit's document, where a law sets one: `Territory.until`.

    Only a normative document of a district has one, so that others cost nothing.
    """
    borders = territory_of(number, issuer, signed, on=REFORM) if is_normative(number) else None
    return borders.until if borders else None


def is_normative(number: str) -> bool:
    """Whether a local number is of a normative document: the year is part of it.

    Source: Decree 30/2020/NĐ-CP, Article 8, and Decree 78/2025/NĐ-CP (wording not at hand).
    """
    return has_year(number)


def _place(issuer: str) -> Place | None:
    """The unit whose body issued it, as it was on the eve of the reform; None for Party bodies."""
    form = issuer_form(issuer)
    if _PARTY.match(fold(form)):
        return None
    found = find_places(form, on=REFORM - _DAY)
    return found[0].place if found and found[0].place.code else None


def _surely_before(number: str, signed: dt.date | None) -> bool:
    """Whether the document is older than the reform: by its day, else by the year in its number."""
    if signed is not None:
        return signed < REFORM
    year = _YEAR.search(number)
    return year is not None and int(year[1]) < REFORM.year


def _goes_on(place: Place) -> bool:
    """Whether a unit of that name is in being after the reform."""
    return any(unit.stands(REFORM) for unit in _named(place))


def _named(place: Place) -> Sequence[Unit]:
    return _by_name().get((fold(place.name), place.level), ())


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, PlaceLevel], list[Unit]]:
    found: dict[tuple[str, PlaceLevel], list[Unit]] = {}
    for unit in units().units:
        found.setdefault((fold(unit.place.name), unit.place.level), []).append(unit)
    return found


def _former(name: str) -> tuple[str, ...]:
    return (f"{name} (cũ)",)


@lru_cache(maxsize=1024)
def _province_now(code: str, on: dt.date) -> tuple[str | None, str, int]:
    """Name of the province on the old province's land, the act, and how many it was made of."""
    table = units()
    new, act = table.merged[code]
    names = [
        unit.place.name
        for unit in table.units
        if unit.code == new and unit.place.level is PlaceLevel.PROVINCE
        and unit.since is not None and unit.stands(on)
    ]  # fmt: skip
    made_of = sum(1 for target, _ in table.merged.values() if target == new)
    return (names[0] if names else None), act, made_of


def _of_province(place: Place, number: str, on: dt.date) -> Territory | None:
    now, act, made_of = _province_now(place.code or "", on)
    if made_of < 2:
        return None
    merger = Proof(act, None, None, TABLE, None, "high")
    return Territory(_former(place.name), now, REFORM, None, (_rule(number), merger))


def _rule(number: str) -> Proof:
    return rule_proof(rule("merged_units" if is_normative(number) else "papers_before"))


def _of_district(place: Place, number: str, on: dt.date) -> Territory:
    district = next(u for u in units().units if u.code == place.code and u.place.level is
                    PlaceLevel.DISTRICT)  # fmt: skip
    now, _, _ = _province_now(district.province, on)
    if not is_normative(number):
        return Territory(_former(_within(place)), now, REFORM, None, (_rule(number),))
    ends = rule("district_units")
    last = ends.until - _DAY if ends.until else None
    return Territory(_former(_within(place)), now, REFORM, last, (rule_proof(ends),))


def _of_commune(place: Place, number: str) -> Territory | None:
    heirs = successors(place)
    if not heirs:
        return None
    names = "; ".join(_within(heir.place) for heir in heirs)
    return Territory(_former(_within(place)), names, REFORM, None, (_rule(number),))


def _within(place: Place) -> str:
    """A place with what contains it: "Phường 5, thành phố Mỹ Tho, tỉnh Tiền Giang"."""
    parts = (place.name, place.district, place.province)
    return ", ".join(dict.fromkeys(part for part in parts if part))
