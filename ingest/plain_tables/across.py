"""Rows of a table that was read line by line across its columns."""

from collections.abc import Iterator, Sequence

from ingest.plain_tables.columns import best_columns, cut_table
from ingest.plain_tables.cutting import CutLine, TextLine
from ingest.plain_tables.groups import group_label
from ingest.plain_tables.heads import Heads
from ingest.plain_tables.rebuilt import RebuiltCell, RebuiltRow, fitness
from ingest.plain_tables.rows import row_spans

Group = tuple[int, int, str]


def across(
    lines: Sequence[TextLine], heads: Heads
) -> tuple[tuple[str, ...], list[RebuiltRow], list[Group]]:
    """Columns, rows and group titles of the lines below a table's heads."""
    parts = list(_parts(lines))
    body = [line for _, part in parts for line in part]
    if not body:
        return (), [], []
    columns = best_columns(body, heads)
    cuts = {cut.line.number: cut for cut in cut_table(body, columns)}
    rows: list[RebuiltRow] = []
    for group, part in parts:
        own = [cuts[line.number] for line in part]
        label = group_label(group[2]) or "" if group else ""
        for first, end in row_spans(own, columns):
            row = _row(own[first:end], columns, label, group[2] if group else "")
            if row is not None:
                rows.append(row)
    return columns, _numbered(rows), [group for group, _ in parts if group]


def _parts(lines: Sequence[TextLine]) -> Iterator[tuple[Group | None, list[TextLine]]]:
    """Lines by the group they stand in; a title may take several lines."""
    group: Group | None = None
    part: list[TextLine] = []
    for line in lines:
        label = group_label(line.text)
        open_bracket = group is not None and group[2].count("(") > group[2].count(")") and not part
        if label is None and not open_bracket:
            part.append(line)
        elif group is not None and not part and (label == "" or open_bracket):
            group = (group[0], line.number, f"{group[2]} {line.text}")
        else:
            if group or part:
                yield group, part
            group, part = (line.number, line.number, line.text), []
    if group or part:
        yield group, part


def _row(
    cuts: Sequence[CutLine], columns: Sequence[str], label: str, title: str
) -> RebuiltRow | None:
    cells: dict[str, RebuiltCell] = {}
    for place, name in enumerate(columns):
        said = [(text, cut) for cut in cuts for column, text in cut.segments if column == place]
        text = " ".join(text for text, _ in said if text).strip()
        if text:
            begun = sum(place in cut.starts for _, cut in said)
            sure = sum(cut.line.confidence for _, cut in said) / len(said)
            one = 1.0 if begun <= 1 or name == "task" else 0.65
            cells[name] = RebuiltCell(text, round(fitness(name, text) * sure * one, 3))
    numbers = [str(cut.ordinal) for cut in cuts if cut.ordinal is not None]
    if not cells:
        return None
    lines = cuts[0].line.number, cuts[-1].line.number
    return RebuiltRow(numbers[0] if len(numbers) == 1 else "", label, title, cells, lines)


def _numbered(rows: Sequence[RebuiltRow]) -> list[RebuiltRow]:
    """Rows, those less sure whose number is missing or out of order in a numbered table."""
    numbered = sum(bool(row.label) for row in rows)
    found = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        follows = _follows(before, row) if row.label else numbered < 0.3 * len(rows)
        factor = 1.0 if row.label and follows else 0.85 if follows else 0.7
        cells = {
            name: RebuiltCell(cell.text, round(cell.confidence * factor, 3))
            for name, cell in row.cells.items()
        }
        found.append(RebuiltRow(row.label, row.group, row.title, cells, row.lines))
    return found


def _follows(before: RebuiltRow | None, row: RebuiltRow) -> bool:
    if before is None or row.label == "1":
        return True
    return before.label.isdigit() and int(row.label) == int(before.label) + 1
