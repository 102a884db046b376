"""Reading a short text as one document, for the tests of clauses of effect."""

import datetime as dt

from ingest import pages
from ingest.citations import find_mentions
from ingest.effects import find_effects
from ingest.readers.plain import PlainReader
from ingest.structure import outline
from kg.effects import Effect
from kg.model import Header

SIGNED = dt.date(2020, 3, 2)


def effects_of(
    text: str, number: str | None = "12/QĐ-UBND", signed: dt.date | None = SIGNED
) -> tuple[Effect, ...]:
    """All effects that the text gives."""
    source = pages.build(PlainReader().read(text.encode(), "text.txt"))
    sections, _ = outline(source)
    header = Header(number=number, date=signed)
    return find_effects(source, header, sections, find_mentions(source, header, sections))


def acts_of(text: str, number: str = "12/2020/NĐ-CP") -> list[tuple[str, str | None, str]]:
    """(kind, number or name, scope) of what the text does to others."""
    return [
        (effect.kind.value, effect.canonical or effect.title, effect.scope.value)
        for effect in effects_of(text, number)
        if not effect.on_itself
    ]
