"""Which documents a question means: those it names by number, by law or by programme."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord
from kg.number import DocumentNumber
from search.naming import (
    Named,
    Programme,
    asked_days,
    fitting,
    named_in,
    programme_in,
    without_asked_days,
)
from search.sources import Sources

# A law named in words, up to what is asked of it.
_LAW: Final = re.compile(
    r"\b((?:hien phap|(?:bo luat|luat|phap lenh) (?!nao|gi|nay|do\b|sua|bao|moi|cu\b)\w+)"
    r"(?: \w+){0,14}?)"
    r"(?= (?:con|co|het|bi|da|duoc|vao|tu|den|tinh|khi|khong|chua|hieu|do|nao|ngay)\b|$)"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """Documents that a question names. choices: those among which it does not tell.

    day: the day asked about, None where none is stated. by_name: a law named without its number.
    unknown: a law or a programme named that nothing is known of.
    """

    documents: tuple[DocumentRecord, ...] = ()
    choices: tuple[DocumentRecord, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    day: dt.date | None = None
    by_name: bool = False
    unknown: str = ""


def meant_by(text: str, folded: str, sources: Sources, on: dt.date | None) -> Meant:
    """Documents that a question (NFC) names by number, else a programme's, else a law's.

    folded: the question's folded words. on: the day of view, on which a law's name is read.
    """
    named = named_in(text)
    days = asked_days(text)
    programme = programme_in(folded)
    if programme is not None and all(programme.has(str(item.number)) for item in named):
        return _programme(programme, sources, days[0][0] if days else None)
    if not named:
        return _by_name(folded, text, sources, days, on)
    found: dict[str, DocumentRecord] = {}
    choices: dict[str, DocumentRecord] = {}
    for item in named:
        records, several = _of_number(item, sources)
        found.update({r.key: r for r in records if r.key not in found})
        choices.update({r.key: r for r in several if r.key not in choices})
    signed = {record.header.date for record in found.values()}
    # "NĐ 34/2016 ngày 12/02/2025 …": a day of a later year is asked about, not the document's.
    days += [(n.day, False) for n in named if n.day and n.unique and _is_later(n.day, signed)]
    asked = [day for day, loose in days if not (loose and day in signed)]
    return Meant(
        tuple(found.values()),
        tuple(choices.values()),
        tuple(item.number for item in named),
        asked[0] if asked else None,
    )


def _is_later(day: dt.date, signed: Collection[dt.date | None]) -> bool:
    """Whether a day is of a later year than every day of signing."""
    return bool(signed) and all(own is not None and day.year > own.year for own in signed)


def _of_number(named: Named, sources: Sources) -> tuple[list[DocumentRecord], list[DocumentRecord]]:
    """The documents of a number that the question leaves; and the choices, where not just one."""
    known = list(sources.matching(str(named.number)))
    listed = list(sources.listed(str(named.number)))
    everything = list({record.key: record for record in (*known, *listed)}.values())
    if named.loose and any(record.header.date == named.loose for record in everything):
        named = replace(named, day=named.loose)
    if named.unique:
        sure = {record.key for record in listed}
        known = [record for record in known if record.key in sure] or known
        left = fitting(named, known) or known
        return left, (left if len(left) > 1 else [])
    left = fitting(named, known) or fitting(named, listed)
    if not left and named.day:
        told = sources.stated(named.text)
        left = [told] if told else []
    if len(left) == 1:
        return left, []
    if not left and (named.year or named.day) and everything:
        return [], everything  # only others of this number are known
    return left or everything, left or everything


def _by_name(
    folded: str,
    text: str,
    sources: Sources,
    days: list[tuple[dt.date, bool]],
    on: dt.date | None,
) -> Meant:
    day = days[0][0] if days else None
    spoken = _without(folded, text)
    laws = tuple(sources.laws_named_in(spoken, day or on))
    if laws:
        return Meant(laws, laws if len(laws) > 1 else (), day=day, by_name=True)
    law = _LAW.search(spoken)
    return Meant(day=day, unknown=_as_written(law[1], text) if law else "")


def _as_written(folded: str, text: str) -> str:
    """Folded words as a text has them; the words themselves where abbreviations hide them."""
    found = re.search(r"\W+".join(folded.split()) + r"\)?", fold(text))
    return text[found.start() : found.end()] if found else folded


def _without(folded: str, text: str) -> str:
    """The folded question without the days it asks about."""
    if without_asked_days(text) == text:
        return folded
    from search.spoken import normalise

    return normalise(without_asked_days(text))


def _programme(programme: Programme, sources: Sources, day: dt.date | None) -> Meant:
    """The document that issued a named programme; choices where its period is needed."""
    found: dict[str, DocumentRecord] = {}
    for number, signed in programme.documents:
        same = [*sources.matching(number), *sources.listed(number)]
        exact = [r for r in same if r.header.date and r.header.date.isoformat() == signed]
        found.update({record.key: record for record in exact[:1]})
    records = tuple(found.values())
    return Meant(records, () if programme.sure else records, day=day, unknown=programme.name)
