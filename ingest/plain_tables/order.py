"""In which order a table's cells were read, where no line runs across its columns.

Below one band of heads the columns follow one another, or the cells of each row do: both are tried
as paths over (line, column), and the better one is taken. Below heads that stand apart, each
over its own column, the order is plain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.plain_tables.cell_words import KIND, line_tokens, starts_cell, weight
from ingest.plain_tables.cutting import SAMPLE, TextLine, cut_lines, split_ordinal
from ingest.plain_tables.down import Block
from ingest.plain_tables.groups import is_numeral_only
from ingest.plain_tables.heads import head_names
from kg.folding import fold

ACROSS = 0.2  # share of lines with words of two columns, from which lines are read across
CLIP = 5.0  # most that one line counts
NEW_CELL = -0.8  # a line that looks like a new cell, yet goes on with the one before
WRAPS = 0.0  # price of a new row
APART = 500  # lines that the columns of one page may take


@dataclass(frozen=True, slots=True)
class Unit:
    """Heads that stand together: first and last index of their lines, and their names."""

    first: int
    last: int
    names: tuple[str, ...]


def runs_across(lines: Sequence[TextLine], columns: Sequence[str]) -> bool:
    """Whether the lines hold words of several columns side by side."""
    cuts, _ = cut_lines(lines[:SAMPLE], columns)
    return sum(len(cut.segments) > 1 for cut in cuts) >= ACROSS * len(cuts)


def head_units(texts: Sequence[str]) -> list[Unit]:
    """Heads alone on their lines, joined where nothing but blank lines stands between them."""
    units: list[Unit] = []
    for index, text in enumerate(texts):
        names = head_names(text)
        if not names:
            continue
        between = texts[units[-1].last + 1 : index] if units else ["x"]
        if not any(between):
            units[-1] = Unit(units[-1].first, index, (*units[-1].names, *names))
        else:
            units.append(Unit(index, index, names))
    return [Unit(u.first, u.last, tuple(dict.fromkeys(u.names))) for u in units]


def apart(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Runs of heads over their own columns, each head once, that make the columns of one page."""
    run: list[Unit] = []
    for unit in units:
        seen = {name for old in run for name in old.names}
        far = bool(run) and unit.first - run[0].first > APART
        if run and (far or seen & set(unit.names) - {"number"}):
            if _whole(run):
                yield run
            run = []
        run.append(unit)
    if _whole(run):
        yield run


def _whole(run: Sequence[Unit]) -> bool:
    names = {name for unit in run for name in unit.names}
    gaps = sum(later.first - unit.last > 2 for unit, later in pairwise(run))
    return (
        len(run) > 1
        and gaps >= 1
        and "task" in names
        and bool({"lead", "coordinating"} & names)
        and len(names - {"number", "note"}) >= 3
    )


def blocks_below(
    lines: Sequence[TextLine], columns: Sequence[str], *, numbered: bool
) -> tuple[list[Block], list[list[Block]]]:
    """Blocks of columns in turn, or else one list of blocks a row; the other is empty."""
    body = [line for line in lines if not is_numeral_only(line.text)]
    labels = tuple(line for line in lines if is_numeral_only(line.text)) if numbered else ()
    down, down_score = _path(body, columns, wraps=False)
    cells, cell_score = _path(body, columns, wraps=True)
    if down_score >= cell_score:
        found = [
            Block((name,), tuple(line for line, at in zip(body, down, strict=True) if at == place))
            for place, name in enumerate(columns)
        ]
        head = [Block(("number",), labels)] if labels else []
        return [*head, *found], []
    return [], _rows(body, cells, columns)


def _rows(
    body: Sequence[TextLine], places: Sequence[int], columns: Sequence[str]
) -> list[list[Block]]:
    rows: list[list[Block]] = []
    for index, (line, place) in enumerate(zip(body, places, strict=True)):
        before = places[index - 1] if index else None
        if before is None or (place == 0 and before > 0):
            rows.append([])
        if rows[-1] and before == place:
            last = rows[-1][-1]
            rows[-1][-1] = Block(last.columns, (*last.lines, line))
        else:
            rows[-1].append(Block((columns[place],), (line,)))
    return rows


def _path(
    lines: Sequence[TextLine], columns: Sequence[str], *, wraps: bool
) -> tuple[list[int], float]:
    """The best column of each line. wraps: after a later column the first may follow again."""
    if not lines:
        return [], 0.0
    scores = [[0.0 if place == 0 else -9.0 for place in range(len(columns))]]
    back: list[list[int]] = [[0] * len(columns)]
    for index, line in enumerate(lines):
        row, origin = [], []
        for place, name in enumerate(columns):
            fits, starts = _fit(name, line)
            if index == 0:
                row.append(scores[0][place] + fits)
                origin.append(place)
                continue
            old = scores[-1]
            options = [(old[place] + (NEW_CELL if starts and wraps else 0.0), place)]
            entry = 0.5 if starts else -2.5
            options += [
                (old[before] + entry - 0.5 * (place - before - 1), before)
                for before in range(place)
            ]
            if wraps and place == 0:
                options += [
                    (old[before] + entry + WRAPS, before) for before in range(1, len(columns))
                ]
            score, before = max(options)
            row.append(score + fits)
            origin.append(before)
        scores.append(row)
        back.append(origin)
    place = max(range(len(columns)), key=lambda at: scores[-1][at])
    total, path = scores[-1][place], []
    for index in range(len(lines), 0, -1):
        path.append(place)
        place = back[index][place]
    return path[::-1], total


def _fit(name: str, line: TextLine) -> tuple[float, bool]:
    """How well a line fits a column, and whether a cell may begin with it there."""
    text = split_ordinal(line.text)[1] if name == "task" else line.text
    kind = KIND[name]
    worth = sum(weight(kind, token.folded) for token in line_tokens(text))
    return max(-CLIP, min(CLIP, worth)), starts_cell(kind, fold(text), text)
