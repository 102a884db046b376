"""Tables rebuilt from damaged text: `python -m bench.reading.plain_tables PLAN... --work DIR`.

Draws one appendix table of each plan given (see `plain_table_pages`), reads it with Tesseract's
English model in three segmentation modes, repairs the text and rebuilds the table from its lines.
Measured on cells of the columns drawn: found (the row's cell holds at least half of its words and
little else), exact (the same letters and digits, marks and case aside), rows right (every cell
found), and how true the confidence is. Two more orders are made from the same cells without an
engine: column after column and cell after cell, each line wrapped at its column's width.
"""

import argparse
import datetime as dt
import difflib
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.reading.plain_table_pages import HEADS, DrawnTable, drawn_tables
from ingest.paragraphs import printed
from ingest.pipeline import read_text
from ingest.plain_tables import SURE, RebuiltCell, RebuiltRow, TextLine, rebuild
from kg.folding import tokens

NAMES = {3: "psm 3", 4: "psm 4", 6: "psm 6", -1: "columns in turn", -2: "cells in turn"}
WRAP = {"number": 5, "task": 48, "lead": 22, "coordinating": 24, "deadline": 18, "product": 22}
FOUND = 0.6  # F1 of words, from which a cell is found


@dataclass(slots=True)
class Count:
    """What was counted for one order of reading."""

    tables: int = 0
    seen: int = 0
    rows: int = 0
    rows_right: int = 0
    cells: int = 0
    found: int = 0
    exact: int = 0
    given: int = 0
    sure: int = 0
    sure_found: int = 0
    sure_exact: int = 0
    spoiled: list[str] = field(default_factory=list)


def simulated(table: DrawnTable) -> Iterator[DrawnTable]:
    """The same cells, clean, in the two orders that need no engine."""
    heads = [HEADS[name][0] for name in table.columns]
    wrapped = [
        [textwrap.wrap(row[name], WRAP[name]) for name in table.columns] for row in table.rows
    ]
    down = [line for place in range(len(heads)) for row in wrapped for line in row[place]]
    turn = [line for row in wrapped for cell in row for line in cell]
    top = ["Phụ lục", "DANH MỤC NHIỆM VỤ", *heads]
    yield replace(table, reading=-1, text="\n".join([*top, *down]))
    yield replace(table, reading=-2, text="\n".join([*top, *turn]))


def measure(table: DrawnTable, count: Count) -> None:
    """Add one table to a count."""
    source = read_text(table.text).source
    lines = [TextLine(line.number, printed(line), line.confidence) for line in source.lines]
    made = [row for rebuilt in rebuild(lines) for row in rebuilt.rows]
    names = [name for name in table.columns if name != "number"]
    count.tables += 1
    count.seen += bool(made)
    count.rows += len(table.rows)
    count.cells += len(names) * len(table.rows)
    pairs = dict(_aligned(table.rows, made))
    for index, row in enumerate(table.rows):
        rebuilt = pairs.get(index)
        right = [name for name in names if rebuilt and _found(row[name], rebuilt.cells.get(name))]
        count.found += len(right)
        count.rows_right += len(right) == len(names)
        if rebuilt:
            for name in names:
                count.exact += _exact(row[name], rebuilt.cells.get(name))
    taken = {id(made_row): table.rows[index] for index, made_row in pairs.items()}
    for made_row in made:
        _trust(made_row, taken.get(id(made_row)), count)


def _trust(made: RebuiltRow, true: dict[str, str] | None, count: Count) -> None:
    for name, cell in made.cells.items():
        count.given += 1
        if cell.confidence >= SURE:
            count.sure += 1
            held = true is not None and name in true and _found(true[name], cell)
            count.sure_found += held
            count.sure_exact += true is not None and name in true and _exact(true[name], cell)
            if not held:
                said = true.get(name, "-") if true else "(no row)"
                count.spoiled.append(f"{name} {cell.confidence}: {cell.text} | {said}")


def _aligned(
    rows: Sequence[dict[str, str]], made: Sequence[RebuiltRow]
) -> Iterator[tuple[int, RebuiltRow]]:
    """True rows with the rebuilt rows most like them, each used once, by the whole row's words."""
    scored = sorted(
        (
            (_like(" ".join(row.values()), " ".join(c.text for c in other.cells.values())), i, j)
            for i, row in enumerate(rows)
            for j, other in enumerate(made)
        ),
        reverse=True,
    )
    used_rows: set[int] = set()
    used: set[int] = set()
    for score, i, j in scored:
        if score > 0.3 and i not in used_rows and j not in used:
            used_rows.add(i)
            used.add(j)
            yield i, made[j]


def _like(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio()


def _found(true: str, cell: RebuiltCell | None) -> bool:
    return cell is not None and _like(true, cell.text) >= FOUND


def _exact(true: str, cell: RebuiltCell | None) -> bool:
    return cell is not None and tokens(true) == tokens(cell.text)


def main() -> None:
    """Measure and print one line an order of reading, as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for the engine's texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spoiled", action="store_true", help="print sure cells that are wrong")
    options = parser.parse_args()
    counts = {mode: Count() for mode in NAMES}
    for table in drawn_tables(options.plans, options.work, seed=options.seed):
        measure(table, counts[table.reading])
        for other in simulated(table) if table.reading == 6 else ():
            measure(other, counts[other.reading])
    print(f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, {len(options.plans)} plans\n")
    print("| order | tables found | rows right | cells found | exact | sure cells"
          " | sure and found | sure and exact |\n|" + "---|" * 8)  # fmt: skip
    for mode, c in counts.items():
        print(
            f"| {NAMES[mode]} | {c.seen} of {c.tables} | {c.rows_right} of {c.rows}"
            f" | {c.found} of {c.cells} = {c.found / max(1, c.cells):.3f}"
            f" | {c.exact / max(1, c.cells):.3f} | {c.sure} of {c.given} given"
            f" | {c.sure_found / max(1, c.sure):.3f} | {c.sure_exact / max(1, c.sure):.3f} |"
        )
        if options.spoiled:
            print("\n".join(c.spoiled))


if __name__ == "__main__":
    main()
