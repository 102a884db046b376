"""Tables whose layout is lost: rebuilt from the lines of a text alone.

An engine without Vietnamese, or one that takes a page for running text, reads a table line by
line across its columns (`across`) or one column after another (`down`). The heads say which
columns there are; what the cells say (offices, days, numbers) where one ends and the next begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.plain_tables.across import across
from ingest.plain_tables.columns import best_columns
from ingest.plain_tables.cutting import TextLine
from ingest.plain_tables.down import Block, Group, rows_down
from ingest.plain_tables.groups import is_noise, is_page_number
from ingest.plain_tables.heads import Heads, find_heads, is_end, is_repeated
from ingest.plain_tables.order import Unit, apart, blocks_below, head_units, runs_across
from ingest.plain_tables.rebuilt import SURE, RebuiltCell, RebuiltRow, RebuiltTable
from kg.folding import fold

__all__ = ["SURE", "RebuiltCell", "RebuiltRow", "RebuiltTable", "TextLine", "rebuild"]

PROSE = 16  # lines with nothing but words of the first column, after which the table is over
FEWEST = 2  # rows that make a table


def rebuild(lines: Sequence[TextLine]) -> Iterator[RebuiltTable]:
    """The tables of a text without layout. `lines`: all of them, empty ones too, in order.

    Only tables of tasks are found: their heads name a task and an office. Cells that are not
    certain have a confidence below `SURE`; nothing is written into a cell that no line says.
    """
    texts = [line.text.strip() for line in lines]
    taken: set[int] = set()
    units = head_units(texts)
    for run in apart(units):
        after = next((unit.first for unit in units if unit.first > run[-1].last), len(lines))
        found = _apart_table(lines, texts, run, after)
        if found is not None:
            yield found[0]
            taken |= set(range(run[0].first, found[1]))
    bands = [band for band in find_heads(texts) if band.first not in taken]
    while bands:
        band, *rest = bands
        stop = next((index for index in sorted(taken) if index > band.last), len(lines))
        body, end = _body(lines, texts, band, stop)
        table = _table(body, band, lines[band.first].number)
        if table is not None:
            yield table
            rest = [later for later in rest if later.first >= end]
        bands = rest


def _body(
    lines: Sequence[TextLine], texts: Sequence[str], band: Heads, stop: int
) -> tuple[list[TextLine], int]:
    """Lines with words below the heads to the table's end, and the index after the last one."""
    body: list[TextLine] = []
    fresh, index = False, band.last + 1
    while index < stop:
        text, folded = texts[index], fold(texts[index])
        if is_end(folded):
            break
        if not text or is_noise(text):
            fresh = fresh or not text
        elif not is_repeated(folded, band):
            body.append(replace(lines[index], text=text, fresh=fresh or lines[index].fresh))
            fresh = False
        index += 1
    return body, index


def _table(body: Sequence[TextLine], band: Heads, first_line: int) -> RebuiltTable | None:
    """The table below one band of heads, in whichever order its cells were read."""
    if len(body) < FEWEST:
        return None
    columns = best_columns(body, band)
    if runs_across(body, columns):
        columns, rows, groups = across(body, band)
    else:
        rows, groups = _in_turn(body, columns, numbered="number" in band.columns)
    return _checked(columns, rows, groups, band.printed, first_line)


def _in_turn(
    body: Sequence[TextLine], columns: Sequence[str], *, numbered: bool
) -> tuple[list[RebuiltRow], list[Group]]:
    blocks, by_row = blocks_below(body, columns, numbered=numbered)
    if blocks:
        return rows_down(blocks, guessed=True)
    rows: list[RebuiltRow] = []
    groups: list[Group] = []
    for parts in by_row:
        made, titles = rows_down(parts)
        rows += made[:1] if len(made) == 1 else ()
        groups += titles
    return rows, groups


def _apart_table(
    lines: Sequence[TextLine], texts: Sequence[str], run: Sequence[Unit], after: int
) -> tuple[RebuiltTable, int] | None:
    """The table whose heads stand each over its own column, and the index after it."""
    end = next((i for i in range(run[-1].last + 1, after) if is_end(fold(texts[i]))), after)
    starts = [*(unit.first for unit in run), end]
    blocks = []
    for unit, (_, stop) in zip(run, pairwise(starts), strict=True):
        body, fresh = [], False
        for index in range(unit.last + 1, stop):
            page = is_page_number(texts[index]) and "number" not in unit.names
            if texts[index] and not is_noise(texts[index]) and not page:
                body.append(replace(lines[index], text=texts[index], fresh=fresh))
            fresh = not texts[index]
        blocks.append(Block(unit.names, tuple(body)))
    rows, groups = rows_down(blocks)
    columns = tuple(n for unit in run for n in unit.names if n not in ("number", "note"))
    table = _checked(columns, rows, groups, (), lines[run[0].first].number)
    return (table, end) if table else None


def _checked(
    columns: Sequence[str],
    rows: Sequence[RebuiltRow],
    groups: Sequence[Group],
    heads: tuple[tuple[str, str], ...],
    first_line: int,
) -> RebuiltTable | None:
    """The table, if it has rows with cells beside the task's; lists and prose have none."""
    beside = sum(len(set(row.cells) - {"task"}) for row in rows)
    if len(rows) < FEWEST or beside < len(rows):
        return None
    last = max(row.lines[1] for row in rows)
    return RebuiltTable(tuple(columns), tuple(rows), tuple(groups), heads, first_line, last)
