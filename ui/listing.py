"""The list of documents as a page, and what its filters offer."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.model import DocumentRecord
from ui import labels, wording
from ui.links import address, empty, link, table, text

MOST_ROWS: Final = 200


def page(found: Sequence[DocumentRecord], *, empty_library: bool, chosen: str | None = None) -> str:
    """The documents that fit, newest first; else what to do."""
    if empty_library:
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    if not found:
        return empty(wording.NO_MATCH, wording.NO_MATCH_ADVICE)
    rows = [_row(record, chosen) for record in found[:MOST_ROWS]]
    rest = len(found) - MOST_ROWS
    more = f'<p class="cc-small">Còn {rest} văn bản nữa; hãy lọc thêm.</p>' if rest > 0 else ""
    count = f'<p class="cc-small">{len(found)} văn bản.</p>'
    return count + table(wording.DOCUMENT_COLUMNS, rows, kind="cc-documents") + more


def _row(record: DocumentRecord, chosen: str | None) -> tuple[str, ...]:
    head = record.header
    to = address("document", doc=record.id)
    mark = "▸ " if record.id == chosen else ""
    damaged = ' <span class="cc-badge">▲ chữ đã phục hồi</span>' if record.damaged else ""
    return (
        link(to, f"{mark}{head.number or wording.NO_NUMBER}") + damaged,
        text(labels.vietnamese_date(head.date)),
        text(head.issuer),
        link(to, head.title or record.name),
    )


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
