"""What there is to choose from among documents."""

from collections.abc import Iterable

from kg.model import DocumentRecord
from ui import wording


def choices(found: Iterable[DocumentRecord]) -> list[tuple[str, str]]:
    """(words, id) of documents to choose from in a list."""
    return [(_named(record), record.id) for record in found]


def _named(record: DocumentRecord) -> str:
    head = record.header
    title = head.title or record.name
    short = title if len(title) <= 90 else title[:89] + "…"
    place = head.place.name if head.place else None
    number = head.number or f"{head.type or 'Văn bản'} {wording.NO_NUMBER}"
    return ", ".join(part for part in (number, place) if part) + f": {short}"


def types(found: Iterable[DocumentRecord]) -> list[str]:
    """Kinds of documents among these."""
    return sorted({record.header.type for record in found if record.header.type})


def places(found: Iterable[DocumentRecord]) -> list[str]:
    """Places that the documents belong to."""
    return sorted({record.header.place.name for record in found if record.header.place})


def years(found: Iterable[DocumentRecord]) -> list[int]:
    """Years in which the documents were issued, newest first."""
    return sorted({record.header.date.year for record in found if record.header.date}, reverse=True)
