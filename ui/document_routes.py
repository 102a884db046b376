"""Addresses of the tab “Văn bản” beside the page: put files in, take documents out, save lists.

What is asked by POST comes from a page of this app only (`ui.gate`), with accounts from somebody
who is logged in (`ui.accounts.door`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from kg.errors import CancuError, Problem
from ui import document_export, originals, upload_rows, views
from ui import document_wording as words
from ui.document_export import KINDS, PATH
from ui.document_list import DocumentLists, lists_of
from ui.document_query import DocumentQuery
from ui.document_rows import named
from ui.uploads import Outcome, UploadDesk, actor, broken_off

if TYPE_CHECKING:
    from ui.library import Library

ADD: Final = "/cancu-documents/add"
REMOVE: Final = "/cancu-documents/remove"
_NO_FILE: Final = "Không có tệp này để tải về."


def offer(outer: FastAPI, library: "Library") -> None:
    """Add the addresses to the server."""
    desk, lists = UploadDesk(library), lists_of(library)
    desk.sweep()
    outer.post(ADD)(_add(desk))
    outer.post(REMOVE)(_remove(library))
    outer.get(PATH)(_save(library, lists))


def _add(desk: UploadDesk) -> Callable[..., Awaitable[JSONResponse]]:
    async def add(request: Request, name: str = "", sample: str = "") -> JSONResponse:
        """A file (the body, its name in the address) or a sample; what became of it."""
        by = actor(request)
        shown = sample or originals.plain_name(name)
        try:
            if sample:
                return _told(shown, await _unless_gone(request, desk.add_sample(sample, by)))
            arrived = await desk.arrive(name, request.stream())
            if isinstance(arrived, Problem):
                return _told(shown, arrived)
            return _told(shown, await _unless_gone(request, desk.add(arrived, by)))
        except CancuError as failure:
            return JSONResponse({"outcome": "refused", "html": upload_rows.failed(shown, failure)})

    return add


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """What comes of `work`; it is broken off where who asked has gone, or the server ends."""
    task = asyncio.create_task(work)
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        return broken_off("")
    finally:
        gone.cancel()
        task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _told(name: str, outcome: Outcome) -> JSONResponse:
    if isinstance(outcome, Problem):
        said = {"outcome": "refused", "code": outcome.code.value, "document": None}
        return JSONResponse(said | {"html": upload_rows.refused(name, outcome)})
    said = {"outcome": outcome.change, "code": None, "document": outcome.id}
    return JSONResponse(said | {"html": upload_rows.stored(name, outcome)})


def _remove(library: "Library") -> Callable[..., JSONResponse]:
    def remove(request: Request, doc: str) -> JSONResponse:
        """Take a document out, by its id."""
        try:
            record = library.find_held(doc)
            library.remove(record.id, by=actor(request))
        except CancuError as failure:
            return JSONResponse(views.error(failure), 404)
        return JSONResponse(
            {"removed": record.id, "told": words.REMOVED.format(named=named(record))}
        )

    return remove


def _save(library: "Library", lists: DocumentLists) -> Callable[..., Response]:
    def save(name: str, request: Request) -> Response:
        """A file with the list that the address's filters leave."""
        try:
            if name not in KINDS or not library.exists():
                return _sentence(_NO_FILE)
            query = DocumentQuery.of(request.query_params.multi_items())
            content = document_export.made(lists, name, query)
        except CancuError as failure:
            return _sentence(" ".join(filter(None, (failure.message, failure.hint))))
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        }
        return Response(content, media_type=KINDS[name], headers=headers)

    return save


def _sentence(said: str) -> Response:
    return Response(said, 404, media_type="text/plain; charset=utf-8")
