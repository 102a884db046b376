"""Images of pages and lines of documents held: drawn when the browser asks for one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Response

from ingest.children import page_image, straight_page
from ingest.line_images import line_image
from ingest.page_images import has_page_images
from kg.errors import CancuError
from kg.model import DocumentRecord
from ui import wording
from ui.page_drawings import PageDrawings
from ui.reader_lines import LINE_ADDRESS, PAGE_ADDRESS

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = PAGE_ADDRESS.format(document="{document}", page="{page}")
LINE_PATH: Final = LINE_ADDRESS.format(document="{document}", line="{line}")
_KEPT: Final = 64  # page images in memory, about 10 MB
_KEPT_STRAIGHT: Final = 12  # pages that lines are cut from, about 6 MB
_LARGEST: Final = 2**31 - 1  # number of a page or line that the store and the readers can hold
_drawn: Final = PageDrawings(page_image, _KEPT)
_straight: Final = PageDrawings(straight_page, _KEPT_STRAIGHT)


def is_gone(record: DocumentRecord) -> bool:
    """Whether the file from which a document was read is no longer there."""
    return bool(record.path) and not Path(record.path).is_file()


def drawable(record: DocumentRecord) -> bool:
    """Whether the file of a document is still there and has pages to be drawn."""
    return has_page_images(Path(record.path)) and not is_gone(record)


def offer(app: FastAPI, library: "Library") -> None:
    """Mount the addresses on the app that stands before Gradio's."""
    app.get(PATH)(serve(library))
    app.get(LINE_PATH)(serve_lines(library))


def serve(library: "Library") -> Callable[[str, int], Response]:
    """The web address PATH: a PNG file, or 404 with one sentence."""

    def page(document: str, page: int) -> Response:
        if not 0 < page <= _LARGEST:
            return _none()
        try:
            record = library.find_held(document)
            image = _drawn.of(Path(record.path), record.sha256, page)
        except (CancuError, OSError, ValueError):
            return _none()
        return Response(image, media_type="image/png", headers={"cache-control": "private"})

    return page


def serve_lines(library: "Library") -> Callable[[str, int], Response]:
    """The web address LINE_PATH: the line as it is printed, levelled; a PNG file, or 404."""

    def line(document: str, line: int) -> Response:
        if not 0 < line <= _LARGEST:
            return _none()
        try:
            record = library.find_held(document)
            found = library.store.lines(record.id, line, line)
            if not found or found[0].page is None or found[0].box is None:
                return _none()
            angle, page = _straight.of(Path(record.path), record.sha256, found[0].page)
            image = line_image(page, angle, found[0].box)
        except (CancuError, OSError, ValueError):
            return _none()
        return Response(image, media_type="image/png", headers={"cache-control": "private"})

    return line


def _none() -> Response:
    return Response(wording.NO_PAGE_IMAGE, 404, media_type="text/plain; charset=utf-8")
