"""The JSON of doubtful places and of what people said of them."""

from typing import TYPE_CHECKING

from ui import views
from ui.page_images import drawable, is_gone
from ui.reader_lines import LINE_ADDRESS
from ui.views import Json

if TYPE_CHECKING:
    from kg.model import DocumentRecord, Line
    from kg.review_ledger import Reviewed, Waiting


def waiting_json(item: "Waiting") -> Json:
    """A place that waits; see `ReviewDesk.review_queue`."""
    record, line, place = item.document, item.line, item.place
    shown = {
        "document": record.id,
        "number": record.header.number,
        "title": record.header.title or record.name,
        "raw": line.raw,
        "text": line.text,
        "line": line.number,
        "page": line.page,
        "box": list(line.box) if line.box else None,
        "image": _image(record, line),
        "pages": line.page is not None and drawable(record),
        "image_gone": line.box is not None and is_gone(record),
    }
    if place is None:
        return shown | _open_citation(item)
    return shown | {
        "kind": place.kind.value,
        "raw_start": place.raw_start,
        "raw_end": place.raw_end,
        "start": place.start,
        "end": place.end,
        "found": place.found,
        "doubts": [list(doubt) for doubt in place.doubts],
        "share": place.share,
        "readings": list(place.choices),
        "choices": [],
        "char_start": None,
        "code": place.code.value if place.code else None,
    }


def _open_citation(item: "Waiting") -> Json:
    """A citation of which several documents may be meant."""
    mention, line = item.mention, item.line
    if mention is None:
        return {}
    raw_start = max(0, mention.char_start - line.start)
    raw_end = min(len(line.raw), max(raw_start, mention.char_end - line.start))
    start, end = line.text_column(raw_start), line.text_column(raw_end)
    return {
        "kind": "choice",
        "raw_start": raw_start,
        "raw_end": raw_end,
        "start": start,
        "end": end,
        "found": line.text[start:end],
        "doubts": [],
        "share": None,
        "readings": [],
        "choices": views.plain(item.choices),
        "char_start": mention.char_start,
        "code": None,
    }


def _image(record: "DocumentRecord", line: "Line") -> str | None:
    """Address of the image of the line, where it stands on a page that can be drawn."""
    if line.page is None or line.box is None or not drawable(record):
        return None
    return LINE_ADDRESS.format(document=record.id, line=line.number)


def reviewed_json(item: "Reviewed") -> Json:
    """What somebody said of a place; see `ReviewDesk.reviews`."""
    review, record = item.review, item.document
    return {
        "review": review.serial,
        "kind": review.kind.value,
        "document": record.id if record else None,
        "number": record.header.number if record else None,
        "title": (record.header.title or record.name) if record else None,
        "line": review.line,
        "raw": review.raw,
        "found": review.found,
        "said": review.said,
        "corrected": review.is_correction,
        "by": review.by,
        "at": review.at,
    }
