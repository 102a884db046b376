"""What commands print: JSON on standard output, or a Vietnamese table fitted to the terminal."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from kg.errors import CancuError, Problem
from ui import labels, views


def print_json(value: object) -> None:
    """One JSON value, readable, UTF-8."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_json_line(value: object) -> None:
    """One JSON value on one line (JSON Lines)."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table as wide as the terminal, colour on a terminal only; `empty` where no row is."""
    filled = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not filled:
        print(empty)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    view = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column in columns:
        view.add_column(column, overflow="fold")
    for row in filled:
        view.add_row(*(Text(cell) for cell in row))
    # A pipe or a file has no width of its own: wide enough for a row to stay readable.
    width = None if sys.stdout.isatty() else 160
    Console(highlight=False, width=width).print(view)


def print_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    """Lines "name: value", those without a value left out."""
    for name, value in pairs:
        if value not in (None, "", (), []):
            print(f"{name}: {value}")


def say(sentence: str) -> None:
    """One line to the user beside the output: progress, warnings, problems."""
    print(sentence, file=sys.stderr)


def say_problem(problem: Problem) -> None:
    """One finding as one sentence: where, what kind, what was found."""
    say(labels.problem_sentence(problem))


def fail(failure: CancuError, *, as_json: bool) -> int:
    """Tell an error and give its exit code."""
    if as_json:
        print_json(views.error(failure))
    say(" ".join(part for part in (failure.message, failure.hint) if part))
    for choice in failure.choices:
        say(f"  - {choice}")
    return failure.exit_code


def shorten(text: str | None, width: int = 160) -> str:
    """Text on one line, cut at a word with an ellipsis."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= width else flat[:width].rsplit(" ", 1)[0] + " …"


Json = dict[str, Any]
