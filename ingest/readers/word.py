"""Word documents (.docx): paragraphs, lists, tables, text boxes and notes in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.readers import Page, ReadResult
from ingest.readers.findings import MAX_UNPACKED, empty, encrypted, nothing, too_large, unreadable
from ingest.readers.layout import Collected, GridCell
from ingest.readers.numbering import Numbering, numbering_of
from ingest.readers.word_package import RELATION_ID, Package, W
from ingest.readers.word_styles import OFF, Styles, styles_of, value
from ingest.readers.word_tables import grid, is_side_by_side, rows_of
from ingest.readers.word_text import Printed
from kg.folding import fold

BLANKS = re.compile(r"[\t\xa0]+")
PLAIN_SIZE, MOST_SHRUNK = 16 * 1024 * 1024, 150  # 400 pages; one row said 10,000 times over
EXPECTED = "a Word document (.docx)"
LETTERHEAD = re.compile(r"cong hoa xa hoi chu nghia|doc lap\W+tu do|\bso\s*:\s*\S*\s*/")
WRAPPERS = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)


@dataclass(frozen=True, slots=True)
class WordReader:
    """Word 2007 and later. Headers and footers are left out, save one with the letterhead.

    Tracked deletions and hidden text are not read, tracked insertions are, as Word would print
    the final text. Pages are those of Word's last layout, where the file keeps it.
    """

    suffixes: frozenset[str] = frozenset({".docx", ".docm"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, _UNREADABLE, _TOO_LARGE, _ENCRYPTED."""
        if not data:
            return nothing(empty(name))
        refused = _refused(data, name)
        if refused is not None:
            return refused
        try:
            body = _read(Package.of(data))
        except Exception as error:  # noqa: BLE001 (zipfile and lxml raise of every kind)
            return nothing(unreadable(name, f"{type(error).__name__} inside the file", EXPECTED))
        if not any(line.strip() for line in body.collected.lines):
            return nothing(empty(name))
        return ReadResult(tuple(body.pages()), tuple(body.collected.tables))


def _refused(data: bytes, name: str) -> ReadResult | None:
    """Refuse what is no archive or unpacks to too much, by the sizes that it declares.

    zipfile never unpacks more of a part than its declared size, so that the sum bounds memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return nothing(unreadable(name, "a damaged archive", EXPECTED))
    if any(part.flag_bits & 1 for part in parts):
        return nothing(encrypted(name))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(_is_bomb(part) for part in parts):
        found = f"{unpacked / 2**20:.0f} MB when unpacked"
        return nothing(too_large(name, found, f"{MAX_UNPACKED // 2**20} MB"))
    return None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    """Whether a large part says hardly anything: Word's own XML shrinks to a tenth."""
    return part.file_size > PLAIN_SIZE and part.file_size > MOST_SHRUNK * part.compress_size


@dataclass(slots=True)
class _Document:
    """What all texts of one file share."""

    package: Package
    styles: Styles
    numbering: Numbering
    rendered: bool
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Body:
    """Collects the blocks of a body, a cell or a box.

    starts: how many lines stand before each page after the first. held: text of a paragraph
    whose end was deleted, which goes on in the next. notes: those referred to, not yet read.
    """

    document: _Document
    collected: Collected = field(default_factory=Collected)
    starts: list[int] = field(default_factory=list)
    held: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)

    def add(self, element: Any) -> None:  # noqa: ANN401 (lxml has no types)
        """Add paragraphs and tables in order, those inside content controls too."""
        for child in element:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag == W + "altChunk":
                self._chunk(child.get(RELATION_ID, ""))
            elif child.tag in WRAPPERS:
                self.add(child)

    def pages(self) -> Iterator[Page]:
        """The lines by pages; one page without a number where the file knows none."""
        lines = self.collected.lines
        if not self.document.rendered:
            yield Page(None, tuple(lines))
            return
        edges = [0, *self.starts, len(lines)]
        for number, (first, last) in enumerate(pairwise(edges), 1):
            yield Page(number, tuple(lines[first:last]))

    def _paragraph(self, element: Any) -> None:  # noqa: ANN401
        document, properties = self.document, element.find(W + "pPr")
        _, style = document.styles.of_paragraph(properties)
        printed = Printed(document.styles)
        printed.add(element, style.look)
        before, after = printed.rendered if document.rendered else printed.set_by_hand
        self._break(before)
        text = self.held + printed.text
        self.held = ""
        self.notes += printed.notes
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.held = text
            return
        label = document.numbering.label(properties, document.styles)
        # As many line feeds as before: each ends a line.
        text = "\n".join(part.strip(" ") for part in BLANKS.sub(" ", text).split("\n"))
        self.collected.add_text(f"{label} {text}" if label and text else text)
        for box in printed.boxes:
            self.add(box)
        self._break(after)
        self._notes()

    def _break(self, count: int) -> None:
        self.starts += [len(self.collected.lines)] * count

    def _notes(self) -> None:
        """Notes on what was just read, a line each: "[1] ..."."""
        waiting, self.notes = self.notes, []
        for note in waiting:
            node = self.document.notes.get(note)
            if node is None:
                continue
            inner = _Body(self.document)
            inner.add(node)
            if text := " ".join(" ".join(inner.collected.lines).split()):
                self.collected.add_text(f"[{note[1]}] {text}")

    def _table(self, table: Any) -> None:  # noqa: ANN401
        if is_side_by_side(table):
            for row in rows_of(table):
                for _, cell in row:
                    self.add(cell.element)
            return
        rows: list[list[GridCell]] = []
        breaks, before = [], len(self.collected.lines)
        for row in rows_of(table):
            cells, most = [], 0
            for column, cell in row:
                inner = _Body(self.document)
                if not cell.continued:
                    inner.add(cell.element)
                most = max(most, len(inner.starts))
                self.notes += inner.notes
                lines = "\n".join(line for line in inner.collected.lines if line)
                cells.append((column, cell, lines))
            rows.append(grid(cells, rows[-1] if rows else []))
            breaks.append(most)
        self._place(rows, breaks, before)
        self._notes()

    def _place(self, rows: list[list[GridCell]], breaks: list[int], before: int) -> None:
        """Add the rows, and each page break before the row that it stands in."""
        held = len(self.collected.tables)
        self.collected.add_table(rows)
        filled = [
            count for row, count in zip(rows, breaks, strict=True) if any(c.text for c in row)
        ]
        if len(self.collected.tables) > held:
            for number, count in enumerate(filled):
                self.starts += [before + number] * count
        else:
            self._break(sum(breaks))

    def _chunk(self, identity: str) -> None:
        """A web page that stands for a part of the document, as some programs export."""
        from ingest.readers.web import HtmlReader

        package = self.document.package
        name = package.by_id(package.document, identity)
        if name is not None:
            for page in HtmlReader().read(package.read(name), name).pages:
                for line in page.lines:
                    self.collected.add_text(line)


def _read(package: Package) -> _Body:
    root = package.tree(package.document)
    document = _Document(
        package,
        styles_of(package.first("styles")),
        numbering_of(package.first("numbering")),
        rendered=next(root.iter(W + "lastRenderedPageBreak"), None) is not None,
    )
    for kind in ("footnotes", "endnotes"):
        notes = package.first(kind)
        for note in () if notes is None else notes:
            if note.get(W + "type") in {None, "normal"}:
                document.notes[kind, note.get(W + "id", "")] = note
    body = _Body(document)
    content = root.find(W + "body")
    for header in _headers(package, content):
        _letterhead(body, header)
    body.add(content)
    return body


def _headers(package: Package, content: Any) -> Iterator[Any]:  # noqa: ANN401
    """Header of the first page."""
    section = next(content.iter(W + "sectPr"), None)
    if section is None:
        return
    by_type = {node.get(W + "type"): node for node in section.findall(W + "headerReference")}
    first = value(section, "titlePg") is not None and value(section, "titlePg") not in OFF
    chosen = by_type.get("first" if first else "default")
    name = None if chosen is None else package.by_id(package.document, chosen.get(RELATION_ID, ""))
    if name in package.names and name is not None:
        yield package.tree(name)


def _letterhead(body: _Body, header: Any) -> None:  # noqa: ANN401
    """Read a header if it has the document's number or the national motto, not a page number."""
    inner = _Body(body.document)
    inner.add(header)
    if LETTERHEAD.search(fold(" ".join(inner.collected.lines))):
        body.add(header)
