"""Tables of real appendices, and documents drawn from them: Word, born-digital PDF, page images.

The plans' texts hold their tables one cell a line, or with bars. Rows whose cells can be told for
sure are taken: a label, then as many lines as there are heads after it.
"""

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.readers.layout import LABEL

ROMAN = re.compile(r"[IVX]{1,5}[.)]?|[A-E][.)]?")
STYLE = """
@page {{ size: A4 {turn}; margin: 20mm 15mm 20mm 25mm; }}
body {{ font-family: 'Tinos'; font-size: 12pt; line-height: 1.25; }}
h1 {{ font-size: 13pt; text-align: center; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: {border}; padding: {pad}; vertical-align: top; text-align: left; }}
"""


@dataclass(frozen=True, slots=True)
class RealTable:
    """Heads and rows of a table; a group row has two cells, its label and its title."""

    document: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def truth(self) -> list[list[str]]:
        """The text of every cell, in order, row by row."""
        return [list(self.heads), *map(list, self.rows)]


def real_tables(folder: Path, rows: int = 14) -> Iterator[RealTable]:
    """Tables of the texts in a folder with at least four sure rows; of each its first rows."""
    for path in sorted(folder.glob("*.txt")):
        lines = [" ".join(line.split()) for line in path.read_text("utf-8").split("\n")]
        for index, line in enumerate(lines):
            if line.startswith("|") and lines[index + 1].startswith("|||"):
                table = _barred(path.stem, lines[index:])
            elif line.upper() in {"STT", "TT"}:
                table = _stacked(path.stem, [text for text in lines[index:] if text])
            else:
                continue
            if len(table.heads) > 2 and sum(len(row) > 2 for row in table.rows) >= 4:
                yield RealTable(table.document, table.heads, table.rows[:rows])


def _barred(document: str, lines: Sequence[str]) -> RealTable:
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    heads = tuple(head for head in rows[0] if head)
    kept = [row[: len(heads)] for row in rows[2:] if not any(row[len(heads) :])]
    return RealTable(document, heads, tuple(row for row in kept if len(row) == len(heads)))


def _stacked(document: str, lines: Sequence[str]) -> RealTable:
    first = next((i for i, line in enumerate(lines[:12]) if i and LABEL.fullmatch(line)), 0)
    heads = tuple(lines[:first])
    rows: list[tuple[str, ...]] = []
    current: list[str] = []
    for line in lines[first : first + 400]:
        if LABEL.fullmatch(line):
            _keep(rows, current, len(heads))
            current = []
        current.append(line)
    return RealTable(document, heads, tuple(rows))


def _keep(rows: list[tuple[str, ...]], cells: list[str], wanted: int) -> None:
    if len(cells) == wanted or (len(cells) == 2 < wanted and ROMAN.fullmatch(cells[0])):
        rows.append(tuple(cells))


def as_page(table: RealTable, kind: str) -> str:
    """HTML of a document with the table. kind: ruled, unruled, landscape, two pages."""
    turn = "landscape" if kind == "landscape" else "portrait"
    border, pad = ("none", "4px 14px") if kind == "unruled" else ("1px solid black", "3px 5px")
    lead = 20 if kind == "two pages" else 1
    parts = ["<h1>PHỤ LỤC</h1>", *["<p>Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh.</p>"] * lead]
    parts += ["<table><thead>", _row(table.heads, "th", len(table.heads)), "</thead><tbody>"]
    parts += [_row(row, "td", len(table.heads)) for row in table.rows]
    style = STYLE.format(turn=turn, border=border, pad=pad)
    return f'<html lang="vi"><style>{style}</style><body>{"".join(parts)}</tbody></table></body>'


def _row(cells: Sequence[str], tag: str, wanted: int) -> str:
    span = f' colspan="{wanted - 1}"' if len(cells) == 2 < wanted else ""
    drawn = [
        f"<{tag}{span if i == 1 else ''}>{html.escape(c)}</{tag}>" for i, c in enumerate(cells)
    ]
    return f"<tr>{''.join(drawn)}</tr>"


def as_word(table: RealTable, kind: str) -> bytes:
    """A Word document with the table; group rows merged over the columns after their label."""
    import docx

    document: Any = docx.Document()
    document.add_paragraph("PHỤ LỤC")
    style = None if kind == "unruled" else "Table Grid"
    drawn = document.add_table(rows=len(table.rows) + 1, cols=len(table.heads), style=style)
    for number, row in enumerate(table.truth()):
        if len(row) == 2 < len(table.heads):
            drawn.cell(number, 1).merge(drawn.cell(number, len(table.heads) - 1))
        for column, text in enumerate(row):
            drawn.cell(number, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
