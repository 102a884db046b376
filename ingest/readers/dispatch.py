"""The right reader for a file: bytes first, then its name. Nothing is raised for bad content."""

from pathlib import Path

from ingest.readers import Reader, ReadResult
from ingest.readers.findings import (
    MAX_BYTES,
    empty,
    encrypted,
    nothing,
    too_large,
    unreadable,
    unsupported,
)
from ingest.readers.kinds import BY_SUFFIX, Kind, kind_of
from kg.errors import Problem

REFUSED = {
    Kind.OLD_WORD: "a Word 97-2003 file; open it in Word and save it as .docx",
    Kind.ARCHIVE: "an archive that is no Word document",
    Kind.RTF: "a rich text file; open it in Word and save it as .docx",
}


def is_supported(path: Path) -> bool:
    """Whether the name's suffix belongs to a format that is read."""
    return path.suffix.lower() in BY_SUFFIX


def read_file(path: Path) -> ReadResult:
    """Read one file. Problems: every FILE_ code, OCR_MISSING; never raises for content."""
    problem = too_large_file(path)
    if problem is not None:
        return nothing(problem)
    try:
        data = path.read_bytes()
    except OSError as error:
        return nothing(unreadable_file(path, error))
    return read_data(data, path.name)


def too_large_file(path: Path) -> Problem | None:
    """FILE_TOO_LARGE where a file is beyond the limit; its bytes are not read."""
    try:
        size = path.stat().st_size
    except OSError:
        return None  # reading it will say what is wrong
    return _oversize(path.name, size) if size > MAX_BYTES else None


def unreadable_file(path: Path, error: OSError) -> Problem:
    """FILE_UNREADABLE for a file that the system does not give."""
    return unreadable(path.name, error.strerror or "an error", "a file that can be opened")


def read_data(data: bytes, name: str) -> ReadResult:
    """Read the bytes of one file; `name` gives its suffix and stands in problems."""
    if len(data) > MAX_BYTES:
        return nothing(_oversize(name, len(data)))
    if not data.strip():
        return nothing(empty(name))
    kind = kind_of(data, name)
    if kind is Kind.LOCKED_WORD:
        return nothing(encrypted(name))
    reader = reader_for(kind)
    if reader is None:
        suffix = Path(name).suffix
        found = REFUSED.get(kind, f'a "{suffix}" file' if suffix else "a file without a suffix")
        return nothing(unsupported(name, found))
    return reader.read(data, name)


def _oversize(name: str, size: int) -> Problem:
    return too_large(name, f"{size / 2**20:.0f} MB", f"{MAX_BYTES // 2**20} MB")


def reader_for(kind: Kind) -> Reader | None:
    """The reader of a kind; its libraries load with its first use."""
    if kind is Kind.TEXT:
        from ingest.readers.plain import PlainReader

        return PlainReader()
    if kind is Kind.WORD:
        from ingest.readers.word import WordReader

        return WordReader()
    if kind is Kind.PDF:
        from ingest.readers.pdf import PdfReader

        return PdfReader()
    if kind is Kind.IMAGE:
        from ingest.readers.ocr import ImageReader

        return ImageReader()
    if kind is Kind.HTML:
        from ingest.readers.web import HtmlReader

        return HtmlReader()
    return None
