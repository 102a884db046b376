"""HTML pages, also those that carry another suffix: block text, lists and tables in order."""

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers import Page, ReadResult
from ingest.readers.decoding import decode
from ingest.readers.findings import empty, nothing, unreadable
from ingest.readers.kinds import Kind, kind_of
from ingest.readers.layout import Collected, GridCell
from ingest.readers.numbering import formatted
from ingest.readers.word_text import SUPERSCRIPTS

BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# As browsers do, only where the page begins: HTML 5, 13.2.3.2.
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
CHARSET_WITHIN = 4096
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
SKIPPED = frozenset(
    "script style head nav noscript template title del select button textarea svg iframe".split()
)
BLOCK_TAGS = (
    "address article aside blockquote body caption center dd div dl dt fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section tr ul"
)
BLOCKS = frozenset(BLOCK_TAGS.split())
LIST_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
MAX_SPAN = 1000  # HTML 5, 4.9.11
MAX_CELLS = 200_000  # of one table; beyond it cells no longer go on in the rows below


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Web pages as saved (.mht too), or as `.doc` files that are HTML inside."""

    suffixes: frozenset[str] = frozenset({".htm", ".html", ".xhtml", ".mht", ".mhtml"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE."""
        if not data.strip():
            return nothing(empty(name))
        text = _archived(data) if kind_of(data, name) is Kind.MHTML else _decoded(data)
        root = None if text is None else _parsed(text)
        if root is None:
            return nothing(unreadable(name, "bytes that are no web page", "HTML in UTF-8"))
        collected = Collected()
        _Walk(collected).block(root)
        if not collected.lines:
            return nothing(empty(name))
        return ReadResult((Page(None, tuple(collected.lines)),), tuple(collected.tables))


def _decoded(data: bytes, stated: str | None = None) -> str | None:
    """Characters of a page: UTF-8 where it is, then the encoding that the page names.

    Pages often name another encoding than theirs, but hardly a text is UTF-8 by chance.
    """
    named = CHARSET.search(data[:CHARSET_WITHIN])
    encoding = stated or (named[1].decode("ascii", "replace") if named else "")
    for tried in ("utf-8", *_stated(encoding)):
        try:
            text = data.decode(tried)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    looked_at = decode(data)
    if looked_at is None and kind_of(data, "") is Kind.HTML:
        return data.decode("cp1252", errors="replace")  # tags hide how its letters look
    return looked_at


def _stated(encoding: str) -> tuple[str, ...]:
    """The encoding that a page names, if there is one of that name."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return ()
    # Browsers take Latin-1 for Windows-1252 (Encoding Standard, 4.2).
    return ("cp1252",) if name in {"iso8859-1", "ascii"} else (name,)


def _archived(data: bytes) -> str | None:
    """The page inside a web archive (MHTML, RFC 2557), which is written as a mail is."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return _decoded(payload, part.get_content_charset())
    return None


def _parsed(text: str) -> Any:  # noqa: ANN401 (lxml has no types)
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        return html.document_fromstring(DECLARATION.sub("", text.lstrip("\ufeff")))
    except (etree.ParserError, ValueError):
        return None


@dataclass(slots=True)
class _Walk:
    """Collects the lines of a tree. line: parts of the one being filled; label: of its item."""

    collected: Collected
    line: list[str] = field(default_factory=list)
    label: str = ""
    kept: bool = False

    def block(self, element: Any) -> None:  # noqa: ANN401
        """Add an element's text; its lines end where it does."""
        self.end_line()
        before, self.kept = self.kept, self.kept or element.tag == "pre"
        self.inside(element)
        self.end_line()
        self.kept = before

    def inside(self, element: Any) -> None:  # noqa: ANN401
        """Add what is inside an element."""
        self._text(element.text)
        labels = _labels(element) if element.tag in {"ol", "ul"} else iter(())
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "li":
                self.label = next(labels, "")
            if tag == "br":
                self.end_line()
            elif tag and tag not in SKIPPED and not _is_hidden(child):
                self._element(child, tag)
            self._text(child.tail)

    def _element(self, child: Any, tag: str) -> None:  # noqa: ANN401
        if tag == "table":
            self.end_line()
            self._table(child)
        elif tag in BLOCKS:
            self.block(child)
        else:
            start = len(self.line)
            self.inside(child)
            if tag == "sup":
                self.line[start:] = [part.translate(SUPERSCRIPTS) for part in self.line[start:]]

    def _table(self, table: Any) -> None:  # noqa: ANN401
        """A table; one of a single row or column only lays out what it holds."""
        rows = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
        if len(rows) == 1 or all(len(row.xpath("./td | ./th")) <= 1 for row in rows):
            for cell in table.xpath("./caption") + [c for r in rows for c in r.xpath("./td|./th")]:
                self.block(cell)
            return
        for caption in table.xpath("./caption"):
            self.block(caption)
        self.collected.add_table(_grid(rows))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.kept:
            self.line.append(text)
            return
        *lines, rest = text.split("\n")
        for line in lines:
            self.line.append(line)
            self.end_line()
        self.line.append(rest)

    def end_line(self) -> None:
        """Add the line that was being filled, if it has text, behind its item's label."""
        text = BLANKS.sub(" ", "".join(self.line)).strip(" ")
        self.line.clear()
        if text:
            self.collected.add_text(f"{self.label} {text}" if self.label else text)
            self.label = ""


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    return element.get("hidden") is not None or HIDDEN.search(element.get("style", "")) is not None


def _labels(listing: Any) -> Iterator[str]:  # noqa: ANN401
    """Labels that a browser draws before the items of a list, which are not in the text."""
    style = LIST_FORMATS.get(listing.get("type", ""), "decimal")
    number = _integer(listing.get("start"), 1)
    for item in listing:
        if item.tag == "li":
            number = _integer(item.get("value"), number)
            yield f"{formatted(number, style)}." if listing.tag == "ol" else "-"
            number += 1


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _grid(rows: list[Any]) -> list[list[GridCell]]:
    """Rows of a table; cells that span rows go on in the rows below."""
    grid: list[list[GridCell]] = []
    going_on: dict[int, tuple[int, GridCell]] = {}  # column -> rows still to come, the cell
    held = 0
    for row in rows:
        cells = [
            GridCell(column, cell.text, continued=True, column_span=cell.column_span)
            for column, (_, cell) in going_on.items()
        ]
        taken = {c.column + n for c in cells for n in range(c.column_span)}
        going_on = {c: (n - 1, cell) for c, (n, cell) in going_on.items() if n > 1}
        column = 0
        for element in row.xpath("./td | ./th"):
            while column in taken:
                column += 1
            span = _span(element, "colspan")
            cells.append(GridCell(column, _cell_text(element), column_span=span))
            if (down := _span(element, "rowspan")) > 1 and held < MAX_CELLS:
                going_on[column] = (down - 1, cells[-1])
            column += span
        held += len(cells)
        going_on = going_on if held < MAX_CELLS else {}
        grid.append(sorted(cells, key=lambda cell: cell.column))
    return grid


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    return min(MAX_SPAN, max(1, _integer(cell.get(name), 1)))


def _cell_text(cell: Any) -> str:  # noqa: ANN401
    inner = Collected()
    if not _is_hidden(cell):
        _Walk(inner).block(cell)
    return "\n".join(inner.lines)
