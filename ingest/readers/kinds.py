"""What kind of file this is: by its first bytes, then by its name."""

import codecs
import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97-2003, and encrypted .docx
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
FLAGS = re.IGNORECASE | re.DOTALL
_BEFORE = rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*"
HTML_START = re.compile(
    _BEFORE + rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
HTML_PIECE = re.compile(  # how programs export "Word" files; a Markdown text may begin so too
    _BEFORE + rb"<(?:meta|title|style|div|table|p|font|center|h[1-6])\b", FLAGS
)
MAIL_HEAD = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}", re.IGNORECASE)
WORDML = (b"schemas.microsoft.com/office/word/2003/wordml", b"opendocument:xmlns:office")
WRITTEN_AS_HTML = frozenset({".doc", ".docx", ".rtf"})
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE_WORD = "WordDocument".encode("utf-16-le")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


class Kind(StrEnum):
    """Kinds of files told apart; those without a reader have a problem of their own."""

    TEXT = "text"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"
    IMAGE = "image"
    OLD_WORD = "old_word"
    LOCKED_WORD = "locked_word"
    OTHER_OLE = "other_ole"
    WORD_XML = "word_xml"
    RTF = "rtf"
    ODT = "odt"
    MHTML = "mhtml"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


BY_SUFFIX = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.TEXT, ".markdown": Kind.TEXT,
    ".htm": Kind.HTML, ".html": Kind.HTML, ".xhtml": Kind.HTML, ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML, ".doc": Kind.TEXT, ".rtf": Kind.TEXT, ".odt": Kind.TEXT,
    ".docx": Kind.WORD, ".docm": Kind.WORD,
    ".pdf": Kind.PDF, ".png": Kind.IMAGE, ".jpg": Kind.IMAGE, ".jpeg": Kind.IMAGE,
    ".tif": Kind.IMAGE, ".tiff": Kind.IMAGE,
}  # fmt: skip


def kind_of(data: bytes, name: str) -> Kind:
    """The kind that the bytes show; where they show none, what the name says."""
    by_magic = _kind_of_bytes(data)
    suffix = PurePath(name).suffix.lower()
    if by_magic is None and suffix in WRITTEN_AS_HTML and HTML_PIECE.match(_start(data)):
        return Kind.HTML
    return by_magic or BY_SUFFIX.get(suffix, Kind.UNKNOWN)


def _kind_of_bytes(data: bytes) -> Kind | None:
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(IMAGES):
        return Kind.IMAGE
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(OLE):
        if OLE_ENCRYPTED in data:
            return Kind.LOCKED_WORD
        return Kind.OLD_WORD if OLE_WORD in data else Kind.OTHER_OLE
    return _kind_of_marks(_start(data))


def _start(data: bytes) -> bytes:
    """The first characters in one-byte codes, without the mark of an encoding."""
    start = data[:4096]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", errors="ignore").encode("ascii", errors="replace")
    return start.removeprefix(codecs.BOM_UTF8)


def _kind_of_marks(start: bytes) -> Kind | None:
    """Formats that are texts with marks."""
    if start.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if start.lstrip().startswith(b"<?xml") and any(mark in start for mark in WORDML):
        return Kind.WORD_XML
    if (head := MAIL_HEAD.match(start)) and b"mime-version:" in head[0].lower():
        return Kind.MHTML
    return Kind.HTML if HTML_START.match(start) else None


def _kind_of_archive(data: bytes) -> Kind:
    """The kind of a zip archive; one too broken to list is taken for Word's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            # ODF 1.3, part 2, 3.3: the first part of a package says its type.
            said = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error):
        return Kind.WORD
    if "word/document.xml" in names:
        return Kind.WORD
    return Kind.ODT if said.strip() == ODT_TYPE and "content.xml" in names else Kind.ARCHIVE
