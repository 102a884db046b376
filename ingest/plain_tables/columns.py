"""Which columns a table has, and in which order: by its heads, and by what its lines say."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from ingest.plain_tables.cutting import CutLine, TextLine, cut_lines
from ingest.plain_tables.heads import Heads

SAMPLE = 60  # lines that the choice is made on
EXTRA = 0.12  # price of a column that no head names, per line
_OFFICES = ("lead", "coordinating")
_LATER = ("approving", "deadline", "product")
UNNAMED = Heads((), -1, -1, (), (), doubtful=True)


def best_columns(lines: Sequence[TextLine], heads: Heads) -> tuple[str, ...]:
    """The columns from left to right, "task" first, number and notes left out.

    What is printed legibly is taken; for heads that are damaged, the order and a further column
    are those under which the lines are cut best.
    """
    sample = lines[:SAMPLE]
    choices = list(dict.fromkeys(_choices(heads)))
    if len(choices) == 1:
        return choices[0]
    named = set(heads.columns)

    def worth(columns: tuple[str, ...]) -> float:
        extra = sum(name not in named for name in columns)
        return cut_lines(sample, columns)[1] - EXTRA * extra * len(sample)

    return max(choices, key=worth)


def cut_table(lines: Sequence[TextLine], columns: Sequence[str]) -> list[CutLine]:
    """All lines of a table cut at its columns."""
    return cut_lines(lines, columns)[0]


def _choices(heads: Heads) -> Iterator[tuple[str, ...]]:
    named = set(heads.columns)
    offices: list[tuple[str, ...]] = [tuple(name for name in _OFFICES if name in named)]
    if len(offices[0]) < 2:
        offices = [*(offices if "lead" in named else ()), _OFFICES]
    later = tuple(name for name in _LATER if name in named)
    sets = [later]
    if not {"deadline"} & named:
        sets.append((*later, "deadline"))
    if heads is UNNAMED:
        sets = [("deadline", "product"), ("deadline",)]
    for some in offices:
        for group in sets:
            printed = sorted(group, key=lambda name: _place(name, heads))
            for order in [tuple(printed), *permutations(group)]:
                yield ("task", *some, *order)


def _place(name: str, heads: Heads) -> int:
    return heads.columns.index(name) if name in heads.columns else len(heads.columns)
