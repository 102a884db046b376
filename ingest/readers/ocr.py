"""Scanned pages: image files, and page images that other readers draw, read in parallel."""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from ingest.readers import Page, ReadResult, Table
from ingest.readers.findings import (
    MAX_PAGES,
    MAX_PIXELS,
    empty,
    nothing,
    ocr_missing,
    too_large,
    unreadable,
)
from ingest.readers.scans.words import OcrFailedError, ocr_available
from kg.errors import Problem

if TYPE_CHECKING:
    from ingest.readers.scans.pages import ScannedPage

__all__ = ["ImageReader", "OcrFailedError", "ocr_available", "read_images"]


def read_images(
    images: Iterable[tuple[int, Any]], name: str
) -> tuple[dict[int, "ScannedPage"], tuple[Problem, ...]]:
    """Read (page number, PIL image) pairs, one on each core; images are drawn as they are needed.

    Returns the pages by number; each page that cannot be read is one FILE_UNREADABLE.
    """
    from ingest.readers.scans.pages import in_parallel, read_page

    numbers: list[int] = []

    def numbered() -> Iterator[tuple[int, Any]]:
        for number, image in images:
            numbers.append(number)
            yield number, image

    read: dict[int, ScannedPage] = {}
    problems = []
    results = in_parallel(numbered(), lambda page: read_page(page[1], page[0]), os.cpu_count() or 1)
    for index, found in enumerate(results):
        if isinstance(found, OcrFailedError):
            problems.append(_given_up(name, numbers[index], found))
        else:
            read[numbers[index]] = found
    return read, tuple(problems)


def _given_up(name: str, number: int, error: Exception) -> Problem:
    place = f"{name}, page {number}"
    return unreadable(place, f"a page that OCR gave up ({error})", "a clear scan")


@dataclass(frozen=True, slots=True)
class ImageReader:
    """Scanned pages as image files; a TIFF file may hold several."""

    suffixes: frozenset[str] = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE, FILE_TOO_LARGE, OCR_MISSING."""
        from PIL import Image

        if not data:
            return nothing(empty(name))
        try:
            with Image.open(io.BytesIO(data)) as image:
                return _read_frames(image, name)
        except Image.DecompressionBombError:
            return nothing(too_large(name, "a page image", f"{MAX_PIXELS // 10**6} megapixels"))
        except (OSError, ValueError, SyntaxError) as error:
            return nothing(unreadable(name, f"{type(error).__name__}", "a page image"))


@dataclass(slots=True)
class _Frames:
    """Frames of an image file, loaded one by one; `problem` says why the last one ended it."""

    image: Any
    name: str
    problem: Problem | None = None

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        for number in count(1):
            try:
                self.image.seek(number - 1)
            except EOFError:
                return
            except (OSError, ValueError, SyntaxError) as error:
                self.problem = _given_up(self.name, number, error)
                return
            self.problem = self._limits(number)
            if self.problem:
                return
            yield from self._loaded(number)

    def _limits(self, number: int) -> Problem | None:
        wide, high = self.image.size
        if wide * high > MAX_PIXELS:
            found, limit = f"a page image of {wide} x {high} pixels", MAX_PIXELS // 10**6
            return too_large(self.name, found, f"{limit} megapixels")
        if number > MAX_PAGES:
            return too_large(self.name, f"more than {MAX_PAGES} pages", f"{MAX_PAGES} pages")
        return None

    def _loaded(self, number: int) -> Iterator[tuple[int, Any]]:
        try:
            yield number, self.image.copy()
        except (OSError, ValueError, SyntaxError) as error:
            if number == 1:
                raise
            self.problem = _given_up(self.name, number, error)


def _read_frames(image: Any, name: str) -> ReadResult:  # noqa: ANN401
    frames = _Frames(image, name)
    if not ocr_available():
        limit = frames._limits(1)  # noqa: SLF001 (of this module)
        return nothing(limit or ocr_missing(name, "a page image"))
    scanned, problems = read_images(frames, name)
    problems += (frames.problem,) if frames.problem else ()
    result = _pages(scanned)
    if not any(line.strip() for page in result.pages for line in page.lines):
        return ReadResult((), problems=problems or (empty(name),))
    return ReadResult(result.pages, result.tables, problems)


def _pages(scanned: dict[int, "ScannedPage"]) -> ReadResult:
    from ingest.readers.scans.pages import page_of
    from ingest.readers.tables.joining import joined

    pages: list[Page] = []
    tables: list[Table] = []
    offset = 0
    for number, found in scanned.items():
        page, own = page_of(number, found, offset)
        pages.append(page)
        tables += own
        offset += len(page.lines)
    lines = [line for page in pages for line in page.lines]
    return ReadResult(tuple(pages), tuple(joined(tables, lines)))
