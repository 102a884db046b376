"""Files that were made to harm their reader, each small and made here."""

import io
import struct
import zipfile
import zlib

from tests.ingest.files import pdf, text_pdf, zipped

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    b'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def deflated_blanks(size: int) -> bytes:
    """`size` blanks (whole MB) as a zlib stream, without ever having them in memory.

    A block ended by a full flush knows nothing of those before it and may be repeated. Adler-32
    of n equal bytes b: 1 + nb and n + b n (n + 1) / 2, modulo 65521 (RFC 1950).
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    low = (1 + size * 32) % 65521
    high = (size + 32 * size * (size + 1) // 2) % 65521
    return b"\x78\xda" + block * (size >> 20) + b"\x03\x00" + struct.pack("!HH", high, low)


def pdf_bomb(size: int = 8 * 2**30) -> bytes:
    """A PDF of some KB whose one page is `size` bytes when unpacked (two layers of Flate)."""
    content = zlib.compress(deflated_blanks(size), 9)
    plain = pdf([])  # the objects of a document; its page is added
    keys = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(content)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R >>"
    body = plain[: plain.index(b"xref\n")].replace(b"/Count 0 /Kids []", b"/Count 1 /Kids [6 0 R]")
    stream = b"7 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (keys, content)
    page = b"6 0 obj\n%s\nendobj\n" % page
    return body + page + stream + b"trailer << /Size 8 /Root 1 0 R >>\n%%EOF"


def nested_pdf(depth: int = 200_000) -> bytes:
    """A PDF with arrays in arrays, where a reader that calls itself runs out of stack."""
    plain = text_pdf(["Kế hoạch"])
    deep = b"/Annots " + b"[" * depth + b"]" * depth
    return plain.replace(b"/MediaBox", deep + b" /MediaBox", 1)


def word(body: str, before: str = "") -> bytes:
    """A Word file of the fewest parts; `body` inside w:body, `before` after the XML declaration."""
    text = f'<?xml version="1.0"?>{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>'
    return _package(text.encode())


def _package(document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def paragraph(text: str) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zip_bomb(size: int) -> bytes:
    """A Word file whose document part is `size` bytes of empty paragraphs when unpacked."""
    begin = f'<?xml version="1.0"?><w:document {_WORD}><w:body>'.encode()
    chunk = b"<w:p/>" * 2**17
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        with archive.open("word/document.xml", "w") as part:
            part.write(begin)
            for _ in range(size // len(chunk)):
                part.write(chunk)
            part.write(b"</w:body></w:document>")
    return out.getvalue()


def lying_zip() -> bytes:
    """A Word file that declares fewer bytes for its document than it unpacks to."""
    whole = bytearray(word(paragraph("Kế hoạch " * 100_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return bytes(whole).replace(struct.pack("<I", size), struct.pack("<I", 1000))


def laughs(levels: int = 10) -> str:
    """A document type whose entity `a9` stands for a thousand million words."""
    entities = ['<!ENTITY a0 "ha ">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE w [{''.join(entities)}]>"


def outside(path: str) -> str:
    """A document type whose entity `x` is a file of the machine that reads."""
    return f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{path}">]>'


def png_bomb(side: int = 60_000) -> bytes:
    """A PNG of some hundred KB with side * side black points, a gigabyte and more unpacked."""
    rows = zlib.compress(bytes(1 + side // 8) * 64, 9)  # never read so far: its size is refused
    header = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def archive_without_word() -> bytes:
    """A zip archive named like a Word file."""
    return zipped(readme_txt=b"x")
