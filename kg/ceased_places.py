"""Places named in a document that no longer exist on a day, and the body that made it.

Source: `kg.territories` (the statistics office's table of 1 July 2025; 202/2025/QH15 and the
resolutions on communes). That authorities of districts ended: 72/2025/QH15, khoản 3 Điều 51.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ceased import CEASED, CeasedOffice, NamedAt, named_at
from kg.ceased_days import made_by
from kg.folding import fold
from kg.identity import issuer_form
from kg.model import Header, Mention, Place, SourceText
from kg.proofs import Proof
from kg.severity import DISTRICT_BODIES_END, REFORM
from kg.terms import PlaceLevel

_HEADING = 12  # lines in which a document names its issuer
_COMMUNES = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})


@dataclass(frozen=True, slots=True)
class CeasedPlace:
    """A unit that ended on 1 July 2025, wholly or in parts. successors: the new units' names."""

    place: str
    state: str
    successor: str | None
    since: dt.date
    proof: tuple[Proof, ...]
    mentions: tuple[NamedAt, ...]
    successors: tuple[str, ...] = ()


def ceased_places(
    header: Header, mentions: Sequence[Mention], source: SourceText, *, on: dt.date
) -> tuple[CeasedPlace, ...]:
    """Units named in the text that had ended by `on`, larger units first.

    A document made after the reform means the units of after it, so nothing is reported there.
    """
    from kg.territories import successors

    made = made_by(header, mentions, source)
    if on < REFORM or (made and made >= REFORM):
        return ()
    named: dict[Place, list[tuple[int, int]]] = {}
    for place, span in _places(header, source):
        named.setdefault(place, []).append(span)
    rows = []
    for place, spans in named.items():
        heirs = successors(place)
        if heirs and heirs[0].since <= on:
            names = tuple(dict.fromkeys(_full_name(heir.place) for heir in heirs))
            proof = Proof(heirs[0].source, None, None, heirs[0].source, heirs[0].since, "high")
            rows.append((place, CeasedPlace(
                place=_full_name(place),
                state=CEASED,
                successor="; ".join(names),
                since=heirs[0].since,
                proof=(proof,),
                mentions=tuple(named_at(source, span) for span in sorted(spans)),
                successors=names,
            )))  # fmt: skip
    levels = list(PlaceLevel)
    rows.sort(key=lambda row: (levels.index(row[0].level), row[1].mentions[0].char_start))
    return tuple(row for _, row in rows)


def _places(header: Header, source: SourceText) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Places in the text, each completed by what contains it; ambiguous ones are left out."""
    from kg.territories import find_places, resolve_place

    own = header.place
    for match in find_places(source.text):
        place = match.place
        if place.code is None and own is not None:
            district = own.name if own.level is PlaceLevel.DISTRICT else own.district
            province = own.name if own.level is PlaceLevel.PROVINCE else own.province
            within = district if place.level in _COMMUNES else None
            place = resolve_place(place.name, district=within, province=province) or place
        if place.code is not None:
            yield place, (match.start, match.end)


def _full_name(place: Place) -> str:
    """A place with its province: names of communes repeat across the country."""
    if place.level is PlaceLevel.PROVINCE or not place.province:
        return place.name
    return f"{place.name}, {place.province}"


def ceased_issuer(header: Header, source: SourceText, *, on: dt.date) -> CeasedOffice | None:
    """The committee or council that issued the document, where it had ended by `on`.

    Only authorities of a place; what became of a place tells who goes on with its matters.
    """
    from kg.territories import successors

    place, made = header.place, header.date
    if header.issuer is None or place is None or on < REFORM or (made and made >= REFORM):
        return None
    form = issuer_form(header.issuer)
    body = next((b for b in ("UBND", "HĐND") if form.startswith(b)), None)
    heirs = successors(place) if body else ()
    if not heirs or heirs[0].since > on:
        return None
    names = tuple(dict.fromkeys(f"{body} {_full_name(heir.place)}" for heir in heirs))
    proof = Proof(heirs[0].source, None, None, heirs[0].source, heirs[0].since, "high")
    district = (DISTRICT_BODIES_END,) if place.level is PlaceLevel.DISTRICT else ()
    return CeasedOffice(
        office=f"{body} {place.name}",
        state=CEASED,
        successor="; ".join(names),
        since=heirs[0].since,
        proof=(*district, proof),
        mentions=_issued_at(form, source),
        issuer=True,
    )


def _issued_at(form: str, source: SourceText) -> tuple[NamedAt, ...]:
    """The line of the heading that names the issuer, else the first line of all."""
    name = fold(form).partition(" ")[2]
    for line in source.lines[:_HEADING]:
        at = fold(line.text).find(name)
        if name and at >= 0:
            start = source.text_starts[line.number - 1] + at
            return (named_at(source, (start, start + len(name))),)
    return ()
