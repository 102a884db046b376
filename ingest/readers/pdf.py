"""PDF: the text layer where there is one, page images read by OCR where there is none.

A hostile or broken file can crash the C libraries below; nothing here guards against that,
it needs a process of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ingest.readers import ReadResult
from ingest.readers.findings import (
    MAX_PAGES,
    MAX_PIXELS,
    empty,
    encrypted,
    nothing,
    ocr_missing,
    too_large,
    unreadable,
)
from ingest.readers.ocr import ocr_available, read_images
from ingest.readers.pdf_lines import PageLines, page_lines, without_running_heads
from ingest.readers.pdf_paragraphs import with_continuations
from ingest.readers.pdf_tables import laid_out
from kg.errors import Problem

if TYPE_CHECKING:
    from ingest.readers.scans.pages import ScannedPage

OCR_DPI = 300
MIN_LETTERS = 12  # fewer on a page with an image: a stamp or a page number on a scan
EXPECTED = "a PDF file"


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Born-digital and scanned PDF. Page numbers and running heads are left out."""

    suffixes: frozenset[str] = frozenset({".pdf"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: every FILE_ code but FILE_UNSUPPORTED, and OCR_MISSING."""
        import pypdfium2

        if not data:
            return nothing(empty(name))
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            problem = encrypted(name) if locked else unreadable(name, "a damaged PDF", EXPECTED)
            return nothing(problem)
        try:
            return _read(document, data, name)
        except pypdfium2.PdfiumError as error:
            return nothing(unreadable(name, f"a damaged PDF ({error})", EXPECTED))
        finally:
            document.close()


def _read(document: Any, data: bytes, name: str) -> ReadResult:  # noqa: ANN401
    if len(document) > MAX_PAGES:
        return nothing(too_large(name, f"{len(document)} pages", f"{MAX_PAGES} pages"))
    pages = [page_lines(document[index], index + 1) for index in range(len(document))]
    scanned, problems = _read_images(document, _to_read_again(pages), name)
    pages = [
        replace(page, lines=(), ruled=False) if page.number in scanned else page
        for page in without_running_heads(pages)
    ]
    result = laid_out(with_continuations(pages), data, document, scanned)
    if not any(line.strip() for page in result.pages for line in page.lines):
        return ReadResult((), problems=problems or (empty(name),))
    return ReadResult(result.pages, result.tables, problems)


def _to_read_again(pages: Sequence[PageLines]) -> list[PageLines]:
    """Pages to be read from their images: those without text, and those with damaged lines.

    A damaged text layer was made by an OCR engine without Vietnamese; only the image has more.
    """
    from ingest.repair import damaged_lines

    places = [(page.number, line.text) for page in pages for line in page.lines]
    states = damaged_lines([text for _, text in places]) if ocr_available() else ()
    damaged = {number for (number, _), state in zip(places, states, strict=False) if state}
    return [
        page
        for page in pages
        if page.image and (page.number in damaged or page.letters < MIN_LETTERS)
    ]


def _read_images(
    document: Any,  # noqa: ANN401
    pages: Sequence[PageLines],
    name: str,
) -> tuple[dict[int, "ScannedPage"], tuple[Problem, ...]]:
    """Pages read from their images, by number; pages that cannot be read are problems."""
    if not pages:
        return {}, ()
    if not ocr_available():
        numbers = ", ".join(str(page.number) for page in pages)
        return {}, (ocr_missing(name, f"scanned pages ({numbers})"),)
    return read_images(
        ((page.number, _rendered(document[page.number - 1])) for page in pages), name
    )


def _rendered(page: Any) -> Any:  # noqa: ANN401
    """Image of a page at OCR_DPI, or at what a page of huge size allows."""
    width, height = page.get_size()
    scale = min(OCR_DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale).to_pil()  # in colour: stamps are told by it
