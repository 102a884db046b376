"""Targets in tables: "Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2025 | Năm 2026 …", a figure a cell.

A table has targets if one column's head names the indicator ("Chỉ tiêu", "Mục tiêu") and another
the value to reach ("Kế hoạch năm 2025", "Mục tiêu đến năm 2030", "Năm 2026", "Chỉ tiêu giao").
Columns of results ("Thực hiện 2024", "Ước thực hiện", "Hiện trạng") are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.figures import Figure, cell_figures
from ingest.paragraphs import printed
from ingest.readers import Table, TableCell
from kg.folding import fold
from kg.model import SourceText, Target
from kg.reform_fields import classify_field

_INDICATOR = re.compile(r"^(?:ten |cac |noi dung )?(?:chi tieu|muc tieu|chi so|noi dung)\b")
_UNIT = re.compile(r"^(?:don vi(?: tinh)?|dvt)\b")
_RESULT = re.compile(
    r"\b(?:thuc hien|uoc|ket qua|hien trang|nam goc|da dat|so voi|ty le hoan thanh)\b"
)
_VALUE = re.compile(
    r"\b(?:ke hoach|muc tieu|chi tieu|giao|phan dau|muc dat|gia tri|nam 20\d\d)\b"
    r"|^20\d\d$|\bgiai doan 20\d\d"
)
_YEAR = re.compile(r"\b(20\d\d)\b(?!\s?[-–—]\s?20)")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[a-zđ]|[IVX]{1,5}|[A-E])[.)]?")
_CELL_SPLIT = re.compile(r"\s*[|\t]\s*")
_EACH = re.compile(r"\b(?:h[ah]ng|moi) (nam|quy|thang)\b|/(nam|quy|thang)\b")
MOST_COLUMNS = 12


def table_targets(
    source: SourceText, tables: Sequence[Table], plan_period: str | None
) -> tuple[list[Target], set[int]]:
    """Targets of all tables, and the numbers of the lines that they take.

    plan_period: as `Target` has it. A table of which few rows are targets takes
    these rows' lines only: the others are read as any text.
    """
    covered = {n for table in tables for n in range(table.first_line, table.last_line + 1)}
    lines = [(line.number, printed(line)) for line in source.lines if line.number not in covered]
    found: list[Target] = []
    taken: set[int] = set()
    for table in (*tables, *_delimited(lines), *_stacked(lines)):
        targets = list(_targets(table, plan_period))
        if targets:
            found += targets
            rows = {target.line for target in targets}
            whole = 2 * len(rows) >= max(cell.row for cell in table.cells)
            taken |= set(range(table.first_line, table.last_line + 1)) if whole else rows
    return found, taken


def _targets(table: Table, plan_period: str | None) -> Iterator[Target]:
    rows = table.rows()
    head = next((i for i, (_, row) in enumerate(rows[:3]) if _columns(row)), None)
    if head is None:
        return
    names = dict(rows[head][1])
    if head + 1 < len(rows) and table.head_rows > head + 1:  # years under a common head
        names = {i: f"{names.get(i, '')} {text}" for i, text in rows[head + 1][1].items()}
    columns = _columns(names) or _columns(rows[head][1])
    for line, row in rows[max(head + 1, table.head_rows) :]:
        yield from _row_targets(row, line, columns, names, plan_period)


def _row_targets(
    row: Mapping[int, str],
    line: int,
    columns: Mapping[int, str],
    names: Mapping[int, str],
    plan_period: str | None,
) -> Iterator[Target]:
    by_name = {name: " ".join(row.get(i, "").split()) for i, name in columns.items()}
    indicator, unit = by_name.get("indicator", ""), by_name.get("unit", "")
    if len(indicator) < 6:
        return
    percent = unit.strip() == "%" or "phan tram" in fold(unit)
    each = _EACH.search(fold(f"{indicator} {unit}"))
    for index, name in columns.items():
        if name != "value":
            continue
        cell = " ".join(row.get(index, "").split())
        for figure in cell_figures(fold(cell), percent=percent):
            year = _YEAR.search(fold(names.get(index, "")))
            yield _target(
                indicator, figure, line, unit=figure.unit or unit or _rest(cell), year=year,
                often=each, plan_period=plan_period,
            )  # fmt: skip


def _target(  # noqa: PLR0913  one place where the parts of a target meet
    indicator: str,
    figure: Figure,
    line: int,
    *,
    unit: str,
    year: re.Match[str] | None,
    often: re.Match[str] | None,
    plan_period: str | None,
) -> Target:
    single = int(plan_period) if plan_period and plan_period.isdigit() else None
    how_often = {"nam": "hằng năm", "quy": "hằng quý", "thang": "hằng tháng"}
    found = Target(
        indicator=indicator,
        comparator=figure.comparator,
        value=figure.value,
        line=line,
        value_max=figure.high,
        unit=unit or None,
        year=int(year[1]) if year else single,
        frequency=how_often[often[1] or often[2]] if often else None,
        plan_period=plan_period,
    )
    return replace(found, field=classify_field(fold(indicator), folded=True))


def _rest(cell: str) -> str:
    """The unit written beside the figure: "950 xe"."""
    return re.sub(r"^.*?\d[\d.,]*\s?", "", cell).strip()


def _columns(heads: Mapping[int, str]) -> dict[int, str]:
    """indicator, unit or value by column, where the heads are those of a target table; else {}."""
    found: dict[int, str] = {}
    for index, head in heads.items():
        folded = " ".join(fold(head).split())
        if len(folded) > 90:
            continue
        if "indicator" not in found.values() and _INDICATOR.match(folded):
            found[index] = "indicator"
        elif _UNIT.match(folded):
            found[index] = "unit"
        elif _VALUE.search(folded) and not _RESULT.search(folded):
            found[index] = "value"
    names = set(found.values())
    told = fold(" ".join(heads.values()))
    goals = "chi tieu" in told or "muc tieu" in told or "chi so" in told
    return found if goals and {"indicator", "value"} <= names else {}


def _delimited(lines: Sequence[tuple[int, str]]) -> Iterator[Table]:
    """Tables whose cells are parted by tabs or bars: a line of heads, and the lines after it."""
    index = 0
    while index < len(lines):
        rows = [(lines[index][0], _CELL_SPLIT.split(lines[index][1].strip("| ")))]
        if len(rows[0][1]) < 2 or not _columns(dict(enumerate(rows[0][1]))):
            index += 1
            continue
        index += 1
        while index < len(lines):
            row = _CELL_SPLIT.split(lines[index][1].strip("| "))
            if len(row) < 2:
                break
            rows.append((lines[index][0], row))
            index += 1
        yield _table(rows, rows[-1][0])


def _stacked(lines: Sequence[tuple[int, str]]) -> Iterator[Table]:
    """Tables written one cell a line: heads first, then each row's number and cells."""
    filled = [(number, text) for number, text in lines if text]
    index = 0
    while index < len(filled):
        heads = _stacked_heads(filled, index)
        if not heads:
            index += 1
            continue
        rows = [(filled[index][0], heads)]
        index += len(heads)
        while row := _stacked_row(filled, index, len(heads)):
            rows.append((filled[index][0], row))
            index += len(row)
        yield _table(rows, filled[index - 1][0])


def _stacked_heads(filled: Sequence[tuple[int, str]], index: int) -> list[str]:
    """Heads from here, one a line, the first of them the rows' number; or none."""
    if fold(filled[index][1]) not in ("stt", "tt", "so tt"):
        return []
    heads = []
    for _, text in filled[index : index + MOST_COLUMNS]:
        if _LABEL.fullmatch(text):
            break
        heads.append(text)
    return heads if 3 <= len(heads) < MOST_COLUMNS and _columns(dict(enumerate(heads))) else []


def _stacked_row(filled: Sequence[tuple[int, str]], index: int, width: int) -> list[str]:
    """A row's cells, its label first: as many as there are heads, then the next row's label."""
    row = [text for _, text in filled[index : index + width]]
    following = filled[index + width][1] if index + width < len(filled) else ""
    if not row or not _LABEL.fullmatch(row[0]) or len(row) < width:
        return []
    whole = not following or _LABEL.fullmatch(following) or len(following) > 30
    return row if whole else []


def _table(rows: Sequence[tuple[int, Sequence[str]]], last_line: int) -> Table:
    cells = tuple(
        TableCell(place, column, text, line)
        for place, (line, row) in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Table(cells, rows[0][0], last_line)
