"""Addresses of the tab “Kiểm tra” beside the page: hand over a draft, choose, take files away.

What is asked by POST comes from a page of this app only (`ui.gate`), with accounts from somebody
who is logged in (`ui.accounts.door`).
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from ingest.readers.findings import MAX_BYTES
from kg.errors import CancuError, Problem, UsageError
from kg.terms import ProblemCode
from ui import choice_wording, labels, listing, originals, views
from ui.check_book import CheckBook, Checked, CheckWish, book_of
from ui.os_reasons import os_reason
from ui.reports import WRITERS
from ui.uploads import actor

if TYPE_CHECKING:
    from ui.library import Library

DRAFT: Final = "/cancu-check/draft"
CHOOSE: Final = "/cancu-check/choose"
UNDO: Final = "/cancu-check/undo"
DOCUMENTS: Final = "/cancu-check/documents"
SAVE: Final = "/cancu-check/save/{form}"
COMMENTS: Final = "comments"
_SUGGESTED: Final = 12
_KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
Answer = Callable[..., Awaitable[Response]]


def offer(outer: FastAPI, library: "Library") -> None:
    """Add the addresses to the server."""
    book = book_of(library)
    outer.post(DRAFT)(_draft(book))
    outer.post(CHOOSE)(_choose(book))
    outer.post(UNDO)(_undo(book))
    outer.get(DOCUMENTS)(_documents(library))
    outer.get(SAVE)(_save(book))


def _draft(book: CheckBook) -> Answer:
    async def draft(request: Request, name: str = "") -> Response:
        """A file (the body, its name in the address); by which name it is kept."""
        try:
            path = await _arrive(book, originals.plain_name(name), request)
            taken = await asyncio.to_thread(book.take, path)
        except CancuError as failure:
            return JSONResponse(views.error(failure), 422)
        return JSONResponse({"draft": taken.token, "name": taken.name})

    return draft


async def _arrive(book: CheckBook, name: str, request: Request) -> Path:
    """Take a file in, not more of it than a document may have. Raises CancuError."""
    size = 0
    folder: Path | None = None
    try:
        folder = book.place()
        path = folder / name
        with path.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size <= MAX_BYTES:
                    file.write(chunk)
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise CancuError(f"Không nhận được tệp “{name}” ({os_reason(error)}).") from error
    except BaseException:  # who sent it has gone
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if size > MAX_BYTES:
        shutil.rmtree(folder, ignore_errors=True)
        limit = f"at most {MAX_BYTES} bytes"
        found = Problem(ProblemCode.FILE_TOO_LARGE, f"{size} bytes", limit, name)
        raise CancuError(labels.problem_sentence(found))
    return path


def _choose(book: CheckBook) -> Answer:
    async def choose(request: Request) -> Response:
        """{doc or draft, place, target, everywhere}: what was chosen, and the sentence for it."""
        try:
            said = await _body(request)
            wish = CheckWish(doc=said.get("doc"), draft=said.get("draft"))
            made = await asyncio.to_thread(
                book.choose,
                wish,
                int(said["place"]),
                str(said["target"]),
                by=actor(request),
                everywhere=bool(said.get("everywhere")),
            )
        except (KeyError, ValueError, TypeError):
            return JSONResponse(views.error(UsageError("Yêu cầu chưa đủ để chọn.")), 422)
        except CancuError as failure:
            return JSONResponse(views.error(failure), 422)
        return JSONResponse({"choice": made["choice"], "told": choice_wording.done_sentence(made)})

    return choose


def _undo(book: CheckBook) -> Answer:
    async def undo(request: Request) -> Response:
        """{choice}: it is taken back."""
        try:
            said = await _body(request)
            number = int(said["choice"])
            made = await asyncio.to_thread(book.unchoose, number, by=actor(request))
        except (KeyError, ValueError, TypeError):
            return JSONResponse(views.error(UsageError("Yêu cầu chưa đủ để bỏ lựa chọn.")), 422)
        except CancuError as failure:
            return JSONResponse(views.error(failure), 422)
        return JSONResponse({"choice": made["choice"], "told": choice_wording.done_sentence(made)})

    return undo


async def _body(request: Request) -> dict[str, Any]:
    said = await request.json()
    if not isinstance(said, dict):
        raise TypeError("not an object")
    return said


def _documents(library: "Library") -> Callable[..., Response]:
    def documents(text: str = "") -> Response:
        """Held documents whose header has the words typed, newest first; not more than a few."""
        from kg.document_pages import Narrowing, Order, page

        if not library.exists():
            return JSONResponse([])
        where = Narrowing(text=text[:200])
        found = page(library.store.engine, where, Order.NEWEST, limit=_SUGGESTED, offset=0)
        return JSONResponse(
            [{"id": name, "named": named} for named, name in listing.choices(found)]
        )

    return documents


def _save(book: CheckBook) -> Callable[..., Response]:
    def save(form: str, request: Request) -> Response:
        """The check of the address in this format."""
        try:
            if form not in (*WRITERS, COMMENTS):
                raise UsageError("Không có dạng tệp này để tải về.")
            checked = book.check(CheckWish.of(request.query_params.multi_items()))
            name, content = _made(checked, form)
        except CancuError as failure:
            said = " ".join(filter(None, (failure.message, failure.hint)))
            return Response(said, 404, media_type="text/plain; charset=utf-8")
        kind = _KINDS["docx" if form == COMMENTS else form]
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "cache-control": "no-store",
        }
        return Response(content, media_type=kind, headers=headers)

    return save


def _made(checked: Checked, form: str) -> tuple[str, bytes]:
    """Name and bytes of a file with the check. Raises CancuError."""
    name = f"kiem-tra-{checked.report['document']}"
    if form != COMMENTS:
        return f"{name}.{form}", WRITERS[form](checked.report)
    from ui.reports.comments import commented, notes

    draft = checked.draft
    if draft is None or draft.path.suffix.lower() != ".docx":
        raise UsageError("Chỉ dự thảo Word (.docx) mới có bản ghi chú.")
    content, _ = commented(draft.path.read_bytes(), notes(checked.report))
    return f"{draft.path.stem}-co-ghi-chu.docx", content
