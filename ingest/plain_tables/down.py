"""Rows of a table that was read one column after another, or one cell after another.

Each column is split into cells (a blank line, a capital after a short line); the number of rows is
the one that most columns agree on. A column that has another number of cells is split at its best
places and marked unsure; one that has too few lines is left out, since no line says which row
its cells belong to.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.deadlines import is_deadline
from ingest.plain_tables.cell_words import KIND, goes_on, starts_cell
from ingest.plain_tables.cutting import TextLine, cut_lines, split_ordinal
from ingest.plain_tables.groups import group_label, is_numeral_only
from ingest.plain_tables.rebuilt import RebuiltCell, RebuiltRow, fitness
from kg.folding import fold

Group = tuple[int, int, str]
_LINKS = frozenset("thuoc cua va voi theo cac cap do".split())  # no sentence ends with them
DISAGREES = 0.45  # factor for cells of a column that has another number of cells
GUESSED = 0.7  # factor where columns begin at guessed places
ALONE = 0.8  # factor where only one column gives the number of rows


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below one head, or below several that stand together. columns: their names."""

    columns: tuple[str, ...]
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines of one column, scores of a cell's beginning before each, and groups by line."""

    name: str
    lines: tuple[TextLine, ...]
    scores: tuple[float, ...]
    groups: Mapping[int, Group]

    @property
    def natural(self) -> int:
        return 1 + sum(score > 0.4 for score in self.scores[1:])


def rows_down(
    blocks: Sequence[Block], *, guessed: bool = False
) -> tuple[list[RebuiltRow], list[Group]]:
    """Rows of the blocks of one page, and the titles of groups in them.

    guessed: no head says where each block begins; then no cell is sure.
    """
    columns = [column for block in blocks for column in _columns(block) if column.lines]
    named = {column.name: column for column in columns}
    if "task" not in named or len(named) < 2:
        return [], []
    count, agreed = _agreed(list(named.values()))
    parted = {name: _cells(column, count) for name, column in named.items()}
    labels = parted.pop("number", None)
    rows = []
    for index in range(count):
        cells, spans = {}, []
        for name, parts in parted.items():
            if index >= len(parts):
                continue
            lines = parts[index]
            factor = (1.0 if agreed > 1 else ALONE) if named[name].natural == count else DISAGREES
            factor *= GUESSED if guessed else 1.0
            cells[name] = _cell(name, lines, factor)
            spans += [line.number for line in lines]
        if cells:
            label = _label(labels[index]) if labels and index < len(labels) else ""
            group = _group_of(named["task"], parted["task"], index)
            title = group[2] if group else ""
            rows.append(
                RebuiltRow(
                    label or _own_number(parted["task"], index),
                    (group_label(title) or "") if title else "",
                    title,
                    cells,
                    (min(spans), max(spans)),
                )
            )
    return rows, sorted({*named["task"].groups.values()})


def _columns(block: Block) -> list[_Column]:
    """The columns of a block; its lines are cut where several heads stand above them."""
    if len(block.columns) == 1:
        return [_column(block.columns[0], block.lines)]
    known = [name for name in block.columns if name in KIND]
    if not known:
        return []
    cuts, _ = cut_lines(block.lines, known)
    return [
        _column(
            name,
            tuple(
                replace(cut.line, text=text)
                for cut in cuts
                for column, text in cut.segments
                if column == place
            ),
        )
        for place, name in enumerate(known)
    ]


def _column(name: str, lines: Sequence[TextLine]) -> _Column:
    kept: list[TextLine] = []
    groups: dict[int, Group] = {}
    open_group: Group | None = None
    for line in lines:
        if name == "number":
            if split_ordinal(f"{line.text.strip(' .|')} x")[0] is not None:
                kept.append(line)
        elif name == "task" and group_label(line.text) is not None:
            first = open_group[0] if open_group else line.number
            title = f"{open_group[2]} {line.text}" if open_group else line.text
            open_group = (first, line.number, title)
        elif name != "task" or not is_numeral_only(line.text):
            if open_group:
                groups[len(kept)] = open_group
                kept.append(replace(line, fresh=True))
                open_group = None
            else:
                kept.append(line)
    return _Column(name, tuple(kept), tuple(_scores(name, kept)), groups)


def _scores(name: str, lines: Sequence[TextLine]) -> list[float]:
    """How well a cell begins with each line."""
    if name == "number":
        return [1.0] * len(lines)
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 8 // 10] if lengths else 0
    fresh = sum(line.fresh for line in lines[1:]) >= 0.15 * len(lines)
    scores = []
    for index, line in enumerate(lines):
        before = lines[index - 1].text if index else ""
        scores.append(_score(name, line, before, width, blanks=fresh))
    return scores


def _score(name: str, line: TextLine, before: str, width: int, *, blanks: bool) -> float:
    ordinal, rest, _ = split_ordinal(line.text)
    text = rest if name == "task" else line.text
    kind = KIND.get(name, "task")
    score = 0.6 if starts_cell(kind, fold(text), text) else -1.6
    if blanks:
        score += 0.9 if line.fresh else -0.7
    score += 1.2 if ordinal is not None and name == "task" else 0.0
    words = fold(before).split()
    asks = words and (words[-1] in _LINKS if name == "task" else goes_on(words[-1]))
    score -= 1.5 if asks or before.endswith(",") else 0.0
    score += -0.3 if len(before) + len(text.split(" ")[0]) > 0.97 * width else 0.25
    score += 0.4 if name == "task" and before.endswith((".", ";")) else 0.0
    if name == "deadline":
        whole = is_deadline(f"{before} {text}")
        both = is_deadline(before) and is_deadline(text) and len(fold(text).split()[0]) > 3
        score += 0.9 if both else -0.8 if whole else 0.0
    return score


def _agreed(columns: Sequence[_Column]) -> tuple[int, int]:
    """The number of rows, and how many columns have it by themselves."""
    votes: Counter[int] = Counter()
    for column in columns:
        if column.name == "number" and _counts_up(column.lines):
            votes[len(column.lines)] += 7
        elif column.name not in ("note", "number"):
            votes[column.natural] += 2 if column.name == "task" else 3
    count, _ = max(votes.items(), key=lambda pair: (pair[1], pair[0]))
    return count, sum(column.natural == count for column in columns)


def _counts_up(lines: Sequence[TextLine]) -> bool:
    """Whether the row numbers are all there: 1, 2, 3 …, or again from 1 in the next group."""
    numbers = [split_ordinal(f"{line.text.strip(' .|')} x")[0] or 0 for line in lines]
    steps = zip([0, *numbers], numbers, strict=False)
    return len(numbers) > 1 and all(b in (1, a + 1) for a, b in steps)


def _cells(column: _Column, count: int) -> list[list[TextLine]]:
    """A column's lines in `count` cells; none where there are not as many lines."""
    if len(column.lines) < count:
        return []
    places = sorted(range(1, len(column.lines)), key=lambda i: -column.scores[i])[: count - 1]
    bounds = [0, *sorted(places), len(column.lines)]
    return [list(column.lines[first:end]) for first, end in pairwise(bounds)]


def _cell(name: str, lines: Sequence[TextLine], factor: float) -> RebuiltCell:
    text = " ".join(line.text.strip(" |") for line in lines)
    if name == "task":
        text = split_ordinal(text)[1]
    sure = sum(line.confidence for line in lines) / len(lines)
    share = fitness(name, text) if name in KIND else 0.5
    return RebuiltCell(text, round(share * sure * factor, 3))


def _label(lines: Sequence[TextLine]) -> str:
    return lines[0].text.strip(" .|)") if len(lines) == 1 else ""


def _own_number(tasks: Sequence[Sequence[TextLine]], index: int) -> str:
    if index >= len(tasks):
        return ""
    ordinal = split_ordinal(tasks[index][0].text)[0]
    return str(ordinal) if ordinal is not None else ""


def _group_of(column: _Column, tasks: Sequence[Sequence[TextLine]], index: int) -> Group | None:
    """The last title before a row's first line of words."""
    start = sum(len(part) for part in tasks[:index])
    places = [place for place in column.groups if place <= start]
    return column.groups[max(places)] if places else None
