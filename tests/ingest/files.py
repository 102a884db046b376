"""Makes small real files for tests: PDF by hand (no library that writes it), Word, images."""

import io
import zipfile
from dataclasses import dataclass, field

# A font without outlines: character code = Unicode, every glyph half an em wide.
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + b"".join(
        b"64 beginbfrange\n"
        + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (i, i, i) for i in range(start, start + 64))
        + b"endbfrange\n"
        for start in range(0, 256, 64)
    )
    + b"endcmap end end"
)
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
    b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 800"
    b" /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 500 800] >> >>"
)


@dataclass
class PdfPage:
    """A page in points: texts (x, y, size, text), rules (x0, y0, x1, y1), a JPEG picture."""

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    jpeg: bytes = b""
    pixels: tuple[int, int] = (0, 0)

    def content(self) -> bytes:
        out = [f"{a} {b} m {c} {d} l S" for a, b, c, d in self.rules]
        if self.jpeg:
            out.append("q 595 0 0 842 0 0 cm /I Do Q")
        out += [
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in self.texts
        ]
        return "\n".join(out).encode()


def pdf(pages: list[PdfPage], trailer: bytes = b"") -> bytes:
    """A PDF file of A4 pages."""
    kids = b" ".join(b"%d 0 R" % (6 + 3 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        FONT,
        GLYPHS,
        _stream(TO_UNICODE),
    ]
    for n, page in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources"
            b" << /Font << /F 3 0 R >> /XObject << /I %d 0 R >> >> >>" % (7 + 3 * n, 8 + 3 * n),
            _stream(page.content()),
            _stream(
                page.jpeg,
                b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 /Filter /DCTDecode" % page.pixels,
            )
            if page.jpeg
            else b"null",
        ]
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF"
        % (size, trailer, len(out))
    )


def _stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), keys, data)


def text_pdf(*pages: list[str], size: float = 13) -> bytes:
    """A PDF with plain lines of text, from the top of each page down."""
    return pdf([PdfPage([(80, 760 - 20 * n, size, t) for n, t in enumerate(p)]) for p in pages])


def locked_pdf() -> bytes:
    """A PDF that asks for a password (no password opens it: its key hashes are zeros)."""
    keys = b"/Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s>"
    blank = b"00" * 32
    trailer = b"/Encrypt << %s >> /ID [<00> <00>]" % (keys % (blank, blank))
    return pdf([PdfPage([(80, 760, 13, "Kế hoạch")])], trailer)


def table_rules(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    """Rules of a full grid of columns and rows."""
    across = [(xs[0], y, xs[-1], y) for y in ys]
    return across + [(x, ys[0], x, ys[-1]) for x in xs]


def zipped(**parts: bytes) -> bytes:
    """A zip archive; "__" in a name stands for "/", "_" before the suffix for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def blank_image(kind: str = "PNG", size: tuple[int, int] = (200, 200)) -> bytes:
    """A white page image."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", size, 255).save(out, kind)
    return out.getvalue()


def saved(document) -> bytes:
    """Bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
