"""What kind of file this is: by its first bytes, then by its name."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97-2003, and encrypted .docx
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Kind(StrEnum):
    """Kinds of files told apart; those without a reader have a problem of their own."""

    TEXT = "text"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"
    IMAGE = "image"
    OLD_WORD = "old_word"
    LOCKED_WORD = "locked_word"
    RTF = "rtf"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


BY_SUFFIX = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.TEXT, ".markdown": Kind.TEXT,
    ".htm": Kind.HTML, ".html": Kind.HTML, ".docx": Kind.WORD, ".docm": Kind.WORD,
    ".pdf": Kind.PDF, ".png": Kind.IMAGE, ".jpg": Kind.IMAGE, ".jpeg": Kind.IMAGE,
    ".tif": Kind.IMAGE, ".tiff": Kind.IMAGE,
}  # fmt: skip


def kind_of(data: bytes, name: str) -> Kind:
    """The kind that the bytes show; where they show none, what the name says."""
    by_magic = _kind_of_bytes(data)
    return by_magic or BY_SUFFIX.get(PurePath(name).suffix.lower(), Kind.UNKNOWN)


def _kind_of_bytes(data: bytes) -> Kind | None:
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(IMAGES):
        return Kind.IMAGE
    if data.startswith(b"PK\x03\x04"):
        return Kind.WORD if _is_word(data) else Kind.ARCHIVE
    if data.startswith(OLE):
        return Kind.LOCKED_WORD if OLE_ENCRYPTED in data else Kind.OLD_WORD
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return Kind.HTML if start.startswith(HTML_STARTS) else None


def _is_word(data: bytes) -> bool:
    """Whether a zip archive is a Word file; one too broken to list is taken for Word's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True
