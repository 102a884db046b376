"""Where to look up a document whose effect is not known: never a body that has ended.

Legislation of central bodies stands in the national database of legal documents. Another
document is asked about where it was made, or where that body's tasks or land went:
reference/office_successors.csv, and `kg.territories` for the reform of 1 July 2025 (202/2025/QH15).
A district's body has no heir of its own, so that its papers are with the archives of the province.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import corpus
from kg.folding import fold
from kg.identity import has_year, is_national, issuer_form
from kg.model import Place
from kg.severity import REFORM
from kg.terms import PlaceLevel

_LAWGIVERS: Final = re.compile(r"(?:uy ban thuong vu )?quoc hoi|(?:thu tuong )?chinh phu")
_PARTY: Final = re.compile(r"[-/](?:TU|HU|ĐU|TW|BCHTW)\b")
_PARTY_PROVINCE: Final = re.compile(r"^(?:tỉnh|thành) ủy ", re.IGNORECASE)
_DISTRICT: Final = re.compile(r"\b(?:huyen|quan|thi xa|huyen uy|quan uy|thi uy)\b")
_MINISTRY: Final = re.compile(r"^(?:Bộ|Sở|Ủy ban Dân tộc)\b")


class Where(StrEnum):
    """What kind of place answers."""

    DATABASE = "database"  # the national database of legal documents
    BODY = "body"  # the body that issued it
    HEIR = "heir"  # the body that took over its tasks
    LAND_HEIR = "land_heir"  # the body that now has its land
    ARCHIVE = "archive"  # archives of the province


@dataclass(frozen=True, slots=True)
class Asked:
    """Where to ask. body: its name; None for the database, and where no name is known."""

    where: Where
    body: str | None


BODY_ITSELF: Final = Asked(Where.BODY, None)


def whom_to_ask(
    issuer: str | None,
    number: str | None,
    place: Place | None,
    *,
    signed: dt.date | None = None,
    on: dt.date,
) -> Asked:
    """Who answers for a document on a day. place: of the citing document, for "Đảng bộ tỉnh".

    signed: its own day; from the reform of 1 July 2025 on its body is one of today.
    """
    if number and _PARTY.search(number):
        return _party(issuer, number, place, on)
    if _in_the_database(issuer, number):
        return Asked(Where.DATABASE, None)
    if issuer is None:
        return BODY_ITSELF
    office = _office_now(issuer, on)
    of_today = signed is not None and signed >= REFORM
    moved = None if of_today else _on_its_land(office, on)
    if moved is not None:
        return moved
    return Asked(Where.HEIR if office != issuer else Where.BODY, office)


def _in_the_database(issuer: str | None, number: str | None) -> bool:
    lawgiver = issuer is not None and _LAWGIVERS.fullmatch(fold(issuer)) is not None
    return lawgiver or bool(number and is_national(number) and has_year(number))


def _party(issuer: str | None, number: str, place: Place | None, on: dt.date) -> Asked:
    """The Party's committees: the central one's office, a province's of today."""
    if "TW" in number:
        return Asked(Where.BODY, "Văn phòng Trung ương Đảng")
    named = _PARTY_PROVINCE.sub("", issuer or "")
    province = _province(named, on) if named != (issuer or "") else None
    province = province or (_province(place.province or place.name, on) if place else None)
    if province is None:
        return BODY_ITSELF
    committee = _committee(province)
    if not number.endswith("TU"):
        return Asked(Where.ARCHIVE, committee)
    same = fold(committee) == fold(issuer or "")
    own = issuer is None or named == issuer
    return Asked(Where.BODY if same or own else Where.LAND_HEIR, committee)


def _committee(province: str) -> str:
    """The Party committee of a province or city.

    >>> _committee("tỉnh Đồng Tháp"), _committee("thành phố Huế")
    ('Tỉnh ủy Đồng Tháp', 'Thành ủy Huế')
    """
    name = re.sub(r"^(?:tỉnh|thành phố)\s+", "", province, flags=re.IGNORECASE)
    return f"{'Thành' if fold(province).startswith('thanh') else 'Tỉnh'} ủy {name}"


@lru_cache(maxsize=1)
def _moved_offices() -> tuple[tuple[re.Pattern[str], dt.date, tuple[str, ...]], ...]:
    """Ministries and departments that ended: their names, since when, who took over."""
    found = []
    for row in corpus.table("office_successors"):
        if row["pattern"] and _MINISTRY.match(row["old_body"]) and row["level"] != "huyện":
            heirs = re.sub(r"\s*\([^)]*\)", "", row["successors"]).split("; ")
            named = tuple(heir for heir in heirs if _MINISTRY.match(heir))
            since = dt.date.fromisoformat(row["ceased_on"])
            found.append((re.compile(row["pattern"], re.IGNORECASE), since, named))
    return tuple(found)


def _office_now(issuer: str, on: dt.date) -> str:
    """The ministry or department that has the tasks of one that ended; the place as it was."""
    for pattern, since, heirs in _moved_offices():
        match = pattern.match(issuer)
        if match and heirs and since <= on:
            rest = issuer[match.end() :]
            *most, last = (f"{heir}{rest}" for heir in heirs)
            return f"{', '.join(most)} hoặc {last}" if most else last
    return issuer


def _on_its_land(issuer: str, on: dt.date) -> Asked | None:
    """Who has the land of a body of a place that was merged or ended; None where it stands."""
    from kg.territories import find_places, successors

    if on < REFORM:
        return None
    form = issuer_form(issuer)
    found = [match for match in find_places(form) if match.place.code]
    if not found:
        return Asked(Where.ARCHIVE, None) if _DISTRICT.search(fold(form)) else None
    first = found[0]
    if first.place.level is PlaceLevel.DISTRICT:
        return Asked(Where.ARCHIVE, _province(first.place.province or "", on))
    heirs = [heir.place for heir in successors(first.place) if heir.since <= on]
    names = [f"{form[: first.start]}{_full(heir)}" for heir in heirs]
    if not names:
        return None
    *most, last = dict.fromkeys(names)
    return Asked(Where.LAND_HEIR, f"{', '.join(most)} hoặc {last}" if most else last)


def _full(place: Place) -> str:
    province = place.level is PlaceLevel.PROVINCE or not place.province
    return place.name if province else f"{place.name}, {place.province}"


def _province(name: str, on: dt.date) -> str | None:
    """The province that has the land of one, by its name with or without its kind."""
    from kg.territories import resolve_place, successors

    place = resolve_place(name) if name else None
    if place is None or place.level is not PlaceLevel.PROVINCE:
        return None
    heirs = [heir.place for heir in successors(place) if heir.since <= on]
    return heirs[0].name if heirs else place.name
