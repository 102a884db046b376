"""Tasks of tables that are rebuilt from lines alone (`ingest.plain_tables`).

A cell that is not certain gives nothing: a row keeps its task at low confidence without an office
rather than with a wrong one. A table most of whose cells are doubtful is left to other readers.
"""

from collections.abc import Collection
from dataclasses import replace

from ingest.paragraphs import printed
from ingest.plain_tables import SURE, RebuiltRow, RebuiltTable, TextLine, rebuild
from ingest.tasks.duties import make_task
from ingest.tasks.table_rows import Row, heading_task, row_task
from kg.model import SourceText, Task
from kg.terms import TaskSource

TRUSTED = 0.6  # share of certain cells, from which a table's rows are read as tasks
HEAD_LINES, LEGIBLE = 2, 0.93  # of heads less sure, the columns are guesses
READABLE = 0.6  # confidence of a task's own cell, from which a row without sure offices is kept
UNASSIGNED = 0.35  # confidence of such a task
MOST = 0.85  # of any task from a rebuilt row


def rebuilt_tasks(
    source: SourceText, covered: Collection[int], *, year: int | None
) -> tuple[list[Task], set[int]]:
    """Tasks of the rebuilt tables that can be trusted, and the numbers of the lines they take.

    covered: lines of tables that are known otherwise.
    """
    lines = [
        TextLine(line.number, "" if line.number in covered else printed(line), line.confidence)
        for line in source.lines
    ]
    tasks: list[Task] = []
    taken: set[int] = set()
    for table in rebuild(lines):
        said = [line for line in lines[table.first_line - 1 : table.last_line] if line.text]
        heads = [line.confidence for line in said[:HEAD_LINES]]
        if _trusted(table) and sum(heads) >= LEGIBLE * len(heads):
            tasks += _tasks(table, year)
            taken |= set(range(table.first_line, table.last_line + 1))
    return tasks, taken


def _trusted(table: RebuiltTable) -> bool:
    """Whether a table's rows may be read as tasks.

    Three columns of offices (who leads, joins, approves) cannot be told apart by their words, so
    that such a table is left to `run_together`, which knows offices by their short forms.
    """
    if "approving" in table.columns:
        return False
    cells = [cell for row in table.rows for cell in row.cells.values()]
    return sum(cell.confidence >= SURE for cell in cells) >= TRUSTED * len(cells)


def _tasks(table: RebuiltTable, year: int | None) -> list[Task]:
    titled = (heading_task(title, (first, last)) for first, last, title in table.groups)
    rows = (_row(row, year) for row in table.rows)
    return [task for task in (*titled, *rows) if task]


def _row(row: RebuiltRow, year: int | None) -> Task | None:
    task = row.cells.get("task")
    if task is None or task.confidence < READABLE:
        return None
    sure = {n: cell.text for n, cell in row.cells.items() if cell.confidence >= SURE}
    found = row_task(Row({**sure, "task": task.text}, row.label, row.group, row.lines), year)
    if found is not None:
        least = min([task.confidence, *(row.cells[name].confidence for name in sure)])
        return replace(found, confidence=round(min(MOST, least), 2))
    return _unassigned(row, task.text, year)


def _unassigned(row: RebuiltRow, text: str, year: int | None) -> Task | None:
    """A task whose office no certain cell names."""
    if len(text.split()) < 4:
        return None
    label = ".".join(part for part in (row.group, row.label) if part) or None
    found = make_task(
        text, (), row.lines, year=year, confidence=UNASSIGNED, source=TaskSource.TABLE
    )
    return replace(found, row=label)
