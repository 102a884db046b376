"""HTML pages, also those that carry another suffix: block text, lists and tables in order."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.readers import Page, ReadResult
from ingest.readers.decoding import decode
from ingest.readers.findings import empty, nothing, unreadable
from ingest.readers.layout import Collected, GridCell

BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SKIPPED = frozenset({"script", "style", "head", "nav", "noscript", "template", "title"})
BLOCK_TAGS = (
    "address article aside blockquote body caption center dd div dl dt fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section tr ul"
)
BLOCKS = frozenset(BLOCK_TAGS.split())


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Web pages as saved, or as `.doc` files that are HTML inside."""

    suffixes: frozenset[str] = frozenset({".htm", ".html"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE."""
        if not data.strip():
            return nothing(empty(name))
        text = decode(data)
        root = None if text is None else _parsed(text)
        if root is None:
            return nothing(unreadable(name, "bytes that are no web page", "HTML in UTF-8"))
        collected = Collected()
        _Walk(collected).block(root)
        if not collected.lines:
            return nothing(empty(name))
        return ReadResult((Page(None, tuple(collected.lines)),), tuple(collected.tables))


def _parsed(text: str) -> Any:  # noqa: ANN401 (lxml has no types)
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        return html.document_fromstring(DECLARATION.sub("", text.lstrip("\ufeff")))
    except (etree.ParserError, ValueError):
        return None


@dataclass(slots=True)
class _Walk:
    """Collects the lines of a tree; `line` is the one being filled."""

    collected: Collected
    line: str = ""

    def block(self, element: Any) -> None:  # noqa: ANN401
        """Add an element's text; its lines end where it does."""
        self.end_line()
        self.inside(element)
        self.end_line()

    def inside(self, element: Any) -> None:  # noqa: ANN401
        self.line += element.text or ""
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                self.end_line()
            elif tag == "table":
                self.end_line()
                self.collected.add_table(_rows(child))
            elif tag in BLOCKS:
                self.block(child)
            elif tag and tag not in SKIPPED:
                self.inside(child)
            self.line += child.tail or ""

    def end_line(self) -> None:
        text = BLANKS.sub(" ", self.line).strip(" ")
        if text:
            self.collected.add_text(text)
        self.line = ""


def _rows(table: Any) -> list[list[GridCell]]:  # noqa: ANN401
    """Rows of a table; cells that span rows go on in the rows below."""
    rows: list[list[GridCell]] = []
    open_cells: dict[int, tuple[int, str]] = {}  # column -> rows still to come, text
    for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
        cells = [GridCell(column, text, continued=True) for column, (_, text) in open_cells.items()]
        taken = set(open_cells)
        open_cells = {c: (n - 1, text) for c, (n, text) in open_cells.items() if n > 1}
        column = 0
        for cell in row.xpath("./td | ./th"):
            while column in taken:
                column += 1
            text = _text(cell)
            cells.append(GridCell(column, text))
            if (span := _span(cell, "rowspan")) > 1:
                open_cells[column] = (span - 1, text)
            column += _span(cell, "colspan")
        rows.append(sorted(cells, key=lambda c: c.column))
    return rows


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    value = str(cell.get(name, "1")).strip()
    return min(1000, max(1, int(value))) if value.isascii() and value.isdigit() else 1


def _text(cell: Any) -> str:  # noqa: ANN401
    inner = Collected()
    _Walk(inner).block(cell)
    return "\n".join(inner.lines)
