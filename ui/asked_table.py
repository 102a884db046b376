"""An answer in a terminal: its sentence, how it was read, its rows, its proof."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ui import (
    answer_copy,
    answer_rows,
    ask_wording,
    asking_again,
    labels,
    proof_words,
    understood,
    wording,
)
from ui.excerpts import excerpt, sought
from ui.output import shorten

Row = Mapping[str, Any]
_MOST_ROWS: Final = 20
_PIPE: Final = 120  # columns of a pipe or a file, which have no width of their own
_QUOTE: Final = 200  # characters of a quote
_LEAST: Final = 8  # columns of the narrowest cell
_NARROW: Final = frozenset({"year", "count", "times", "tasks", "targets", "date", "where"})


def print_answer(given: Row, *, every_row: bool = False) -> None:
    """The JSON of `cancu ask` for a reader. every_row: all rows that the JSON has, not a few."""
    print(given["answer"])
    if given["answered"]:
        sure = understood.sureness(
            given["confidence"], damaged=given["damaged"], proven=given["proven"]
        )
        print(f"Mức tin cậy: {sure}. Xét vào ngày {labels.iso_date(given['as_of'])}.")
    elif given["advice"]:
        print(f"Nên làm: {given['advice']}")
    read = [
        f"{name}: {value}{' (theo câu trước)' if taken else ''}"
        for name, value, taken in understood.words(given)
    ]
    if read:
        print(f"Hiểu là: {'; '.join(read)}")
    for choice in given["choices"]:
        print(f"  - {asking_again.choice_name(choice)}")
    if given["answered"]:
        _print_rows(given, None if every_row else _MOST_ROWS)
        _print_unproven(given)
        proving, naming = proof_words.proving_and_naming(given)
        _print_pieces(f"{ask_wording.PROOF}:", proving, given)
        _print_pieces(f"{ask_wording.NAMED}:", naming, given)
    else:
        _print_pieces(f"{wording.NOT_AN_ANSWER}:", given["nearest"], given)


def _print_rows(given: Row, most: int | None) -> None:
    """The rows as a table as wide as the terminal; cells that are too long are cut."""
    rows = given["rows"][:most]
    keys = answer_rows.columns(rows)
    if not keys or (len(rows) == 1 and len(keys) == 1):
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(
        highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else _PIPE
    )
    view = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for key in keys:
        view.add_column(
            answer_rows.COLUMNS[key],
            overflow="fold",
            min_width=_LEAST,
            ratio=None if key in _NARROW else 1,
        )
    longest = max(3 * console.width // len(keys), 4 * _LEAST)
    for row in rows:
        view.add_row(*(Text(shorten(_cell(row, key, given), longest)) for key in keys))
    console.print(view)
    rest = given["listed"] - len(rows)
    if rest > 0:
        print(f"Còn {rest} dòng nữa; --all-rows cho mọi dòng.")


def _cell(row: Row, key: str, given: Row) -> str:
    told = answer_rows.cell(row, key)
    several = answer_rows.stand_apart(given["rows"], given["listed"])
    if key != answer_rows.WHERE or not told or not several or answer_rows.names_itself(row):
        return told
    return f"{given['names'].get(row['document'], row['document'])}, {told}"


def _print_unproven(given: Row) -> None:
    """What is told without words that prove it, and where it is from."""
    facts = proof_words.rests_on(given)
    if facts:
        print(f"{proof_words.RESTS_ON}:")
    for fact in facts:
        print(f"  {fact}")


def _print_pieces(heading: str, pieces: Sequence[Row], given: Row) -> None:
    if not pieces:
        return
    print(heading)
    kept = sought(given)
    for piece in pieces:
        name = given["names"].get(piece["document"])
        found = proof_words.found_in(piece)
        file = f" ({piece['file']})" if name and piece["file"] else ""
        source = f" ({found})" if found else ""
        said = excerpt(piece["quote"], kept, _QUOTE)
        print(f"  {answer_copy.place(piece, name)}{file}: {said}{source}")
