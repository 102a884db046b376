"""Addresses at which the reader asks for more: the rest of a text, another day, a card, the file.

Read only. A refusal has one sentence: as `error` in JSON, as text elsewhere.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from kg.errors import CancuError, UsageError
from ui import inconsistency_page, reader, reader_cards, wording
from ui import reader_wording as words
from ui.days import day
from ui.reader_book import OpenDocument, ReadingDesk, desk_of
from ui.reader_head import FILE_ADDRESS
from ui.reader_lines import Shown, View
from ui.views import plain

if TYPE_CHECKING:
    from ui.library import Library

READER_PATH: Final = "/cancu-reader/{document}/{what}"
CARD_PATH: Final = "/cancu-cards/{document}/{mention}"
FILE_PATH: Final = FILE_ADDRESS
_FRESH: Final = {"cache-control": "private, no-store"}
_MOST_PARTS: Final = 20_000
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReaderRoutes:
    """What the addresses answer, for one library."""

    desk: ReadingDesk

    def more(self, document: str, what: str, request: Request) -> Response:
        """READER_PATH. what: "text", "day" or "unfitting"; JSON."""
        answers: dict[str, Callable[[OpenDocument, Asked], Any]] = {
            "text": self._text,
            "day": self._day,
            "unfitting": self._unfitting,
        }
        if what not in answers:
            return _refused(CancuError(words.NO_SUCH_ADDRESS))
        try:
            opened = self.desk.open(document)
            return JSONResponse(answers[what](opened, request.query_params), headers=_FRESH)
        except CancuError as failure:
            return _refused(failure)

    def card(self, document: str, mention: str, as_of: str = "") -> Response:
        """CARD_PATH: the card of a citation as HTML."""
        try:
            opened = self.desk.open(document)
            said = reader_cards.card(self.desk, opened, mention, day(as_of))
        except CancuError as failure:
            return Response(
                _sentence(failure), 404, media_type="text/plain; charset=utf-8", headers=_FRESH
            )
        return Response(said, media_type="text/html; charset=utf-8", headers=_FRESH)

    def file(self, document: str) -> Response:
        """FILE_PATH: the very file that was read, to be saved."""
        try:
            record = self.desk.library.find_held(document)
            path = Path(record.path)
            with path.open("rb") as opened:
                same = hashlib.file_digest(opened, "sha256").hexdigest() == record.sha256
        except (CancuError, OSError, ValueError):
            same = False
        if not same:
            return Response(words.NO_FILE, 404, media_type="text/plain; charset=utf-8")
        kept = {"content-disposition": f"attachment; filename*=UTF-8''{quote(record.name)}"}
        return FileResponse(path, media_type="application/octet-stream", headers=kept)

    def _text(self, opened: OpenDocument, asked: Asked) -> dict[str, str]:
        view = View(
            opened.record.id,
            day(asked.get("as_of")),
            reader.line_number(asked.get("line") or None),
            shown=_shown(asked.get("view")),
            day_asked=bool(asked.get("as_of")),
        )
        without = [int(part) for part in asked.get("without", "").split(",") if part.isdecimal()]
        pending = bool(asked.get("pending"))
        html = reader.text_of(self.desk, opened, view, without[:_MOST_PARTS], pending=pending)
        return {"html": html}

    def _day(self, opened: OpenDocument, asked: Asked) -> dict[str, Any]:
        return reader.on_day(self.desk, opened, day(asked.get("as_of")))

    def _unfitting(self, opened: OpenDocument, _: Asked) -> dict[str, str]:
        """What does not fit together in the document: seconds in a long one, so asked for last."""
        library = self.desk.library
        rows = plain(library.inconsistencies_of(library.reading_of(opened.record)))
        return {"html": inconsistency_page.block(rows, opened.record.id)}


def offer(app: FastAPI, library: "Library") -> None:
    """Mount the addresses on the app that stands before Gradio's."""
    routes = ReaderRoutes(desk_of(library))
    app.get(READER_PATH)(routes.more)
    app.get(CARD_PATH)(routes.card)
    app.get(FILE_PATH)(routes.file)


def _shown(typed: str | None) -> Shown:
    try:
        return Shown(typed or Shown.TEXT)
    except ValueError:
        raise UsageError(f"Không có cách hiện chữ “{(typed or '')[:40]}”.") from None


def _refused(failure: CancuError) -> JSONResponse:
    return JSONResponse({"error": _sentence(failure)}, 404, headers=_FRESH)


def _sentence(failure: CancuError) -> str:
    said = " ".join(part for part in (failure.message, failure.hint) if part)
    return said or wording.FAILED
