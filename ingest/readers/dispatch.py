"""The right reader for a file: bytes first, then its name. Nothing is raised for bad content."""

from importlib import import_module
from pathlib import Path

from ingest.readers import Reader, ReadResult
from ingest.readers.encodings.cells import with_cells_decoded
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

READERS = {
    Kind.TEXT: ("plain", "PlainReader"),
    Kind.WORD: ("word", "WordReader"),
    Kind.PDF: ("pdf", "PdfReader"),
    Kind.IMAGE: ("ocr", "ImageReader"),
} | dict.fromkeys((Kind.HTML, Kind.MHTML), ("web", "HtmlReader"))
READERS |= dict.fromkeys(
    (Kind.OLD_WORD, Kind.WORD_XML, Kind.RTF, Kind.ODT), ("office", "OfficeReader")
)
REFUSED = {
    Kind.ARCHIVE: "an archive that is no Word document",
    Kind.OTHER_OLE: "an Office 97-2003 file that is no Word document",
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
    return with_cells_decoded(reader.read(data, name))


def _oversize(name: str, size: int) -> Problem:
    return too_large(name, f"{size / 2**20:.0f} MB", f"{MAX_BYTES // 2**20} MB")


def reader_for(kind: Kind) -> Reader | None:
    """The reader of a kind; its libraries load with its first use."""
    if kind not in READERS:
        return None
    module, name = READERS[kind]
    reader: Reader = getattr(import_module(f"ingest.readers.{module}"), name)()
    return reader
