"""Images of the pages of documents held, for the reader: drawn when the browser asks for one."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import Response

from ingest.children import page_image
from ingest.page_images import has_page_images
from kg.errors import CancuError
from kg.model import DocumentRecord
from ui import wording
from ui.reader_lines import PAGE_ADDRESS

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = PAGE_ADDRESS.format(document="{document}", page="{page}")
_KEPT: Final = 64  # page images in memory, about 10 MB


def drawable(record: DocumentRecord) -> bool:
    """Whether the file of a document is still there and has pages to be drawn."""
    path = Path(record.path)
    return has_page_images(path) and path.is_file()


def is_gone(record: DocumentRecord) -> bool:
    """Whether its pages could be drawn if its file were still there."""
    path = Path(record.path)
    return has_page_images(path) and not path.is_file()


def serve(library: "Library") -> Callable[[str, int], Response]:
    """The web address PATH: a PNG file, or 404 with one sentence."""

    def page(document: str, page: int) -> Response:
        try:
            record = library.find_held(document)
            image = _drawn(record.path, record.sha256, page)
        except (CancuError, OSError, ValueError):
            return Response(wording.NO_PAGE_IMAGE, 404, media_type="text/plain; charset=utf-8")
        return Response(image, media_type="image/png", headers={"cache-control": "private"})

    return page


@lru_cache(maxsize=_KEPT)
def _drawn(path: str, sha256: str, page: int) -> bytes:
    """A page of the very file that was read. Raises OSError, ValueError where it is no more."""
    file = Path(path)
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise ValueError(f"{file.name}: changed since it was read")
    return page_image(file, page)
