"""Images of pages and lines of documents held: drawn when the browser asks for one."""

import hashlib
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Response

from ingest.children import page_image, straight_page
from ingest.line_images import line_image
from ingest.page_images import has_page_images
from kg.errors import CancuError
from kg.model import DocumentRecord
from ui import wording
from ui.reader_lines import LINE_ADDRESS, PAGE_ADDRESS

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = PAGE_ADDRESS.format(document="{document}", page="{page}")
LINE_PATH: Final = LINE_ADDRESS.format(document="{document}", line="{line}")
_KEPT: Final = 64  # page images in memory, about 10 MB
_KEPT_STRAIGHT: Final = 12  # pages that lines are cut from, about 6 MB
_one_by_one: Final = threading.Lock()


def drawable(record: DocumentRecord) -> bool:
    """Whether the file of a document is still there and has pages to be drawn."""
    path = Path(record.path)
    return has_page_images(path) and path.is_file()


def is_gone(record: DocumentRecord) -> bool:
    """Whether its pages could be drawn if its file were still there."""
    path = Path(record.path)
    return has_page_images(path) and not path.is_file()


def offer(app: FastAPI, library: "Library") -> None:
    """Mount the addresses on the app that stands before Gradio's."""
    app.get(PATH)(serve(library))
    app.get(LINE_PATH)(serve_lines(library))


def serve(library: "Library") -> Callable[[str, int], Response]:
    """The web address PATH: a PNG file, or 404 with one sentence."""

    def page(document: str, page: int) -> Response:
        try:
            record = library.find_held(document)
            image = _drawn(record.path, record.sha256, page)
        except (CancuError, OSError, ValueError):
            return _none()
        return Response(image, media_type="image/png", headers={"cache-control": "private"})

    return page


def serve_lines(library: "Library") -> Callable[[str, int], Response]:
    """The web address LINE_PATH: the line as it is printed, levelled; a PNG file, or 404."""

    def line(document: str, line: int) -> Response:
        try:
            record = library.find_held(document)
            found = library.store.lines(record.id, line, line)
            if not found or found[0].page is None or found[0].box is None:
                return _none()
            with _one_by_one:  # lines of one page are asked for at once: it is drawn once
                angle, page = _straight(record.path, record.sha256, found[0].page)
            image = line_image(page, angle, found[0].box)
        except (CancuError, OSError, ValueError):
            return _none()
        return Response(image, media_type="image/png", headers={"cache-control": "private"})

    return line


def _none() -> Response:
    return Response(wording.NO_PAGE_IMAGE, 404, media_type="text/plain; charset=utf-8")


@lru_cache(maxsize=_KEPT)
def _drawn(path: str, sha256: str, page: int) -> bytes:
    return page_image(_same(path, sha256), page)


@lru_cache(maxsize=_KEPT_STRAIGHT)
def _straight(path: str, sha256: str, page: int) -> tuple[float, bytes]:
    return straight_page(_same(path, sha256), page)


def _same(path: str, sha256: str) -> Path:
    """The very file that was read. Raises OSError, ValueError where it is no more."""
    file = Path(path)
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise ValueError(f"{file.name}: changed since it was read")
    return file
