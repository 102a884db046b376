"""Tasks in appendix tables: columns known by the words of their heads.

Four layouts: tables that the file's format marks; tables that a web export wrote one cell a line;
tables rebuilt from lines that an OCR engine read across or down their columns (`rebuilt_rows`); and
those of them that damage leaves too little of (`run_together`): there only the row numbers, the
main column and the offices' known short forms can be told, at low confidence.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from ingest.deadlines import is_deadline
from ingest.paragraphs import printed
from ingest.readers import Table, TableCell
from ingest.tasks.columns import column, columns
from ingest.tasks.drawn_tables import Place, from_tables
from ingest.tasks.headless_rows import headless_rows
from ingest.tasks.rebuilt_rows import rebuilt_tasks
from ingest.tasks.run_together import flat_rows
from ingest.tasks.table_rows import Row, row_task
from kg.folding import fold
from kg.model import SourceText, Task

_ROW_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[a-zđ])[.)]?")
_GROUP_LABEL = re.compile(r"[IVX]{1,5}[.)]?|[A-E][.)]?")
_BREAK = re.compile(r"<br\s*/?>")  # Markdown has no other line break in a cell
_DELIMITER = re.compile(r"\s*[|\t]\s*")
_TABLE_END = re.compile(r"^\W*(?:noi nhan|phu luc|tm\.|ghi chu|tong cong)\b")


def from_lines(
    source: SourceText, covered: Collection[int], *, year: int | None
) -> tuple[list[Task], set[int]]:
    """Tasks of tables that stand in the text's lines, and the numbers of the lines they take.

    covered: lines of tables that the format marks, which are not read again.
    """
    lines = [(line.number, printed(line)) for line in source.lines]
    lines = [pair for pair in lines if pair[0] not in covered]
    drawn = list(_delimited(lines))
    tasks = from_tables(drawn, year=year)
    taken = {n for table in drawn for n in range(table.first_line, table.last_line + 1)}
    stacked, more = _stacked([pair for pair in lines if pair[0] not in taken], year)
    tasks, taken = tasks + stacked, taken | more
    rebuilt, more = rebuilt_tasks(source, {*covered, *taken}, year=year)
    tasks, taken = tasks + rebuilt, taken | more
    flat, more = flat_rows([pair for pair in lines if pair[0] not in taken], year)
    tasks, taken = tasks + flat, taken | more
    if not source.damaged:
        return tasks, taken
    headless, more = headless_rows(
        [pair for pair in lines if pair[0] not in taken], source.text, year
    )
    return tasks + headless, taken | more


def _delimited(lines: Sequence[tuple[int, str]]) -> Iterator[Table]:
    """Tables whose cells are parted by tabs or bars: a line of heads, and the lines after it."""
    index = 0
    while index < len(lines):
        rows = [_DELIMITER.split(lines[index][1])]
        if len(rows[0]) < 3 or not columns(enumerate(rows[0])):
            index += 1
            continue
        first = lines[index][0]
        index += 1
        while index < len(lines) and len(row := _DELIMITER.split(lines[index][1])) > 1:
            rows.append(row)
            index += 1
        cells = tuple(
            TableCell(r, c, _BREAK.sub("\n", text), first + r)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        )
        yield Table(cells, first, first + len(rows) - 1)


def _stacked(lines: Sequence[tuple[int, str]], year: int | None) -> tuple[list[Task], set[int]]:
    """Tables written one cell a line: heads first, then each row's number and cells."""
    filled = [(number, text) for number, text in lines if text]
    tasks: list[Task] = []
    taken: set[int] = set()
    index = 0
    while index < len(filled):
        heads = _stacked_heads(filled, index)
        if not heads:
            index += 1
            continue
        rows = list(_stacked_rows(filled, index + len(heads), heads))
        tasks += [task for row, _ in rows if (task := row_task(row, year))]
        end = rows[-1][1] if rows else index + len(heads)
        taken |= {number for number, _ in filled[index:end]}
        index = end
    return tasks, taken


def _stacked_heads(filled: Sequence[tuple[int, str]], index: int) -> list[str]:
    """Heads from here, one a line, or none; the first cell after them must number a row."""
    heads: list[str] = []
    for _, text in filled[index : index + 10]:
        if _ROW_LABEL.fullmatch(text) or _GROUP_LABEL.fullmatch(text):
            break
        heads.append(text)
    else:
        return []
    return (
        heads if len(heads) >= 3 and columns(enumerate(heads)) and max(map(len, heads)) < 90 else []
    )


def _stacked_rows(
    filled: Sequence[tuple[int, str]], index: int, heads: Sequence[str]
) -> Iterator[tuple[Row, int]]:
    """Rows with the index after each."""
    place = Place()
    while index < len(filled):
        number, label = filled[index]
        grouping = _GROUP_LABEL.fullmatch(label) is not None
        if not grouping and not _ROW_LABEL.fullmatch(label):
            return
        cells = _cells(filled, index + 1, len(heads))
        if not cells:
            return
        index += 1 + len(cells)
        if grouping:
            place.open_group(" ".join(text for _, text in cells), label.strip(" .)"))
            continue
        label = label.strip("(.) ")
        named = place.complete(_by_kind([text for _, text in cells], heads), label)
        yield Row(named, label, place.group, (number, cells[-1][0])), index


def _cells(filled: Sequence[tuple[int, str]], index: int, most: int) -> list[tuple[int, str]]:
    """Cells up to the next row's label; at most a few more than there are columns."""
    cells: list[tuple[int, str]] = []
    for pair in filled[index : index + most + 3]:
        text = pair[1]
        if (
            _ROW_LABEL.fullmatch(text)
            or _GROUP_LABEL.fullmatch(text)
            or _TABLE_END.match(fold(text))
        ):
            break
        cells.append(pair)
    return cells


def _by_kind(cells: Sequence[str], heads: Sequence[str]) -> dict[str, str]:
    """Cells by column: in order where none is missing, else by what they look like."""
    wanted = [name for head in heads if (name := column(head) or "other") != "number"]
    if len(cells) == len(wanted):
        return dict(zip(wanted, cells, strict=True))
    named = {"task": cells[0]} if cells else {}
    free = [name for name in wanted if name not in ("task", "deadline", "product", "other")]
    for text in cells[1:]:
        if "deadline" in wanted and "deadline" not in named and is_deadline(text):
            named["deadline"] = text
        elif free and "deadline" not in named:
            named[free.pop(0)] = text
        else:
            named.setdefault("product", text)
    return named
