"""Tasks of tables that the format marks, or whose cells stand apart in the lines.

A row without an office of its own has the one that its group's title names ("I. Sở Nội vụ"), or
that of the row it is a part of ("1.1" of "1", "a)" of the row above).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers import Table
from ingest.tasks.actors import actors_at
from ingest.tasks.columns import headed
from ingest.tasks.table_rows import Row, heading_task, row_task
from kg.folding import fold
from kg.model import Task

OFFICES = ("lead", "doing", "coordinating", "approving", "watching")
_PART_LABEL = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{1,2})*)\.\d{1,2}\.?")
_PART = re.compile(r"\s*(?:[-–+•*]\s|\(?[a-zđ]\)\s|\(?[ivx]{1,4}\)\s)")
_LETTER = re.compile(r"\(?[a-zđ][.)]?|[-–+•*]")
_NUMERAL = re.compile(r"(?:[IVX]{1,5}|[A-E])(?:[.)\s]|$)")
_TITLE = re.compile(
    r"^(?:[ivx]{1,5}|[a-e]|\d{1,2})?[.)\s]*(?:nhiem vu (?:cua |giao )?|giao |doi voi |phan cong )?"
)
_TITLE_END = re.compile(r"\s*(?:chu tri(?: thuc hien)?|thuc hien|phu trach)?[\s.:;]*$")


@dataclass(slots=True)
class Place:
    """Where in a table a row stands: its group, and the row that it may be a part of."""

    group: str = ""
    offices: str = ""  # that the group's title names
    whole: str = ""  # label of the last row that has offices of its own
    given: dict[str, str] = field(default_factory=dict)  # that row's cells of offices

    def open_group(self, title: str, label: str) -> None:
        """Go on below a title over a group of rows."""
        self.group = label or _leading_label(title)
        self.offices = _titled_offices(title)
        self.whole, self.given = "", {}

    def complete(self, cells: dict[str, str], label: str) -> dict[str, str]:
        """The cells of a row with the offices that its place gives it."""
        own = {name: cells[name] for name in OFFICES if name in cells}
        if self.is_part(cells, label):
            return {**{k: v for k, v in self.given.items() if k not in own}, **cells}
        self.whole, self.given = label, own
        if self.offices and not {"lead", "doing"} & set(own):
            return {**cells, "lead": self.offices}
        return cells

    def is_part(self, cells: Mapping[str, str], label: str) -> bool:
        """Whether a row is a part of the last whole one and leaves its offices to that."""
        if not self.given or {"lead", "doing"} & set(cells):
            return False
        if part := _PART_LABEL.fullmatch(label):
            return part["whole"] == self.whole.strip(".")
        lettered = bool(label) and _LETTER.fullmatch(label) is not None
        return lettered or (not label and _PART.match(cells.get("task", "")) is not None)


def from_tables(tables: Sequence[Table], *, year: int | None) -> list[Task]:
    """Tasks of the tables that the format marks; a table without heads goes on the one before."""
    tasks: list[Task] = []
    columns: dict[int, str] = {}
    place = Place()
    for table in tables:
        rows = table.rows()
        found, after = headed([row for _, row in rows])
        if found:
            columns, place = found, Place()
        elif not rows or len(rows[0][1]) < len(columns):
            columns = {}
        if columns:
            start = max(after, table.head_rows) if found else 0
            tasks += _tasks(rows, start, columns, place, (table.last_line, year))
    return tasks


def _tasks(
    rows: Sequence[tuple[int, dict[int, str]]],
    start: int,
    columns: Mapping[int, str],
    place: Place,
    last: tuple[int, int | None],
) -> list[Task]:
    """Tasks of the rows under the heads. last: the table's last line, and the plan's year."""
    tasks: list[Task] = []
    ends = [line - 1 for line, _ in rows[1:]] + [last[0]]
    for (line, row), end in zip(rows[start:], ends[start:], strict=True):
        named = {columns[i]: text for i, text in row.items() if i in columns and text.strip()}
        texts = {" ".join(text.split()) for text in row.values() if text.strip()}
        label = named.pop("number", "").strip(" .")
        if _is_group(named, texts) and not place.is_part(named, label):
            title = max(texts, key=len, default="")
            place.open_group(title, label)
            if said := heading_task(title, (line, line)):
                tasks.append(said)
            continue
        cells = place.complete(named, label)
        if task := row_task(Row(cells, label, place.group, (line, max(line, end))), last[1]):
            tasks.append(task)
    return tasks


def _is_group(named: Mapping[str, str], texts: set[str]) -> bool:
    """Whether a row only opens a group: one text in it, or its task cell alone."""
    texts = {text for text in texts if len(text) > 5}
    return len(texts) <= 1 or set(named) <= {"task"}


def _leading_label(text: str) -> str:
    match = _NUMERAL.match(text)
    return match[0].strip(" .)") if match else ""


def _titled_offices(title: str) -> str:
    """The offices of a group's title that is nothing but their names, else ""."""
    folded = fold(title)
    lead = _TITLE.match(folded)
    start = lead.end() if lead else 0
    listed = actors_at(folded, start)
    if listed is None or listed.spans[0][0] > start + 1 or not _TITLE_END.match(folded, listed.end):
        return ""
    return title[listed.spans[0][0] : listed.end]
