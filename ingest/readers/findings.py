"""Problems that several readers report, worded once, and the limits on what they accept."""

from ingest.readers import ReadResult
from kg.errors import Problem
from kg.terms import ProblemCode

MAX_BYTES = 50 * 1024 * 1024  # a scan of some hundred pages; larger is no single document
MAX_UNPACKED = 400 * 1024 * 1024  # of a Word file, all its parts: beyond is a zip bomb
MAX_PIXELS = 60_000_000  # one page image; A3 at 400 dpi is 31 million
MAX_PAGES = 2000


def empty(name: str) -> Problem:
    """The file holds no text at all."""
    return Problem(ProblemCode.FILE_EMPTY, found="no text", expected="a file with text", place=name)


def unreadable(name: str, found: str, expected: str) -> Problem:
    """The bytes are not what the format asks for."""
    return Problem(ProblemCode.FILE_UNREADABLE, found=found, expected=expected, place=name)


def unsupported(name: str, found: str) -> Problem:
    """A format that no reader reads."""
    expected = (
        "a .txt, .md, .html, .mht, .docx, .doc, .rtf, .odt or .pdf file, or a page image"
        " (.png, .jpg, .tif)"
    )
    return Problem(ProblemCode.FILE_UNSUPPORTED, found=found, expected=expected, place=name)


def encrypted(name: str) -> Problem:
    """A file that asks for a password."""
    return Problem(
        ProblemCode.FILE_ENCRYPTED,
        found="a file locked with a password",
        expected="the same file saved without a password",
        place=name,
    )


def too_large(name: str, found: str, limit: str) -> Problem:
    """A file beyond a limit; nothing of it is read."""
    return Problem(ProblemCode.FILE_TOO_LARGE, found=found, expected=f"at most {limit}", place=name)


def ocr_missing(name: str, found: str) -> Problem:
    """Page images, and no program to read them."""
    return Problem(
        ProblemCode.OCR_MISSING,
        found=found,
        expected="Tesseract with Vietnamese installed (packages tesseract-ocr, tesseract-ocr-vie)",
        place=name,
    )


def converter_missing(name: str, suffix: str) -> Problem:
    """A format that only LibreOffice opens, and LibreOffice is not there."""
    return Problem(
        ProblemCode.CONVERTER_MISSING,
        found=f"a {suffix} file, and no LibreOffice",
        expected="LibreOffice installed (package libreoffice-writer-nogui), or the file as .docx",
        place=name,
    )


def nothing(problem: Problem) -> ReadResult:
    """A result without pages, and why."""
    return ReadResult(pages=(), problems=(problem,))
