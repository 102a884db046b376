"""Verdicts on dated cases: what the law was on a day, by clauses read by hand, and what we say.

python -m bench.law.dated tests/gold/law/dated/cases.csv --out bench/results/law/dated.md
"""

import argparse
import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.facts import RegistryEntry
from kg.registry import Registry, load_registry
from kg.terms import ValidityState
from kg.validity import status_of

ALIVE: Final = frozenset({"in_force", "partly"})
DEAD: Final = frozenset({"expired", "not_yet", "suspended"})
OPEN: Final = "unknown_ok"
"""Expected where the texts show no end: any state but a dead one is right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document on one day. accepts: other states that are right too."""

    number: str
    signed: dt.date | None
    day: dt.date
    expected: str
    which: str
    accepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What we say. found: a ValidityState value; "unknown" where no such document is known."""

    case: Case
    found: str
    known: bool
    struck: bool = False

    @property
    def kind(self) -> str:
        """One of `KINDS`.

        false_in_force: dead, said alive; false_dead: the other way round; further: partly in
        force, by a quoted clause that the table's texts did not show.
        """
        case, found = self.case, self.found
        right = {"in_force", "partly", "unknown"} if case.expected == OPEN else {case.expected}
        if found in right | case.accepts:
            return "right"
        if found == ValidityState.UNKNOWN:
            return "unknown"
        if found == ValidityState.PARTLY and case.expected == "in_force" and self.struck:
            return "further"
        if found in ALIVE and case.expected in DEAD:
            return "false_in_force"
        if found in DEAD and case.expected not in DEAD:
            return "false_dead"
        return "wrong"


def read_cases(path: Path) -> list[Case]:
    """Cases of a CSV with columns number, signed, day, expected, which, accepts."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                number=row["number"],
                signed=dt.date.fromisoformat(row["signed"]) if row["signed"] else None,
                day=dt.date.fromisoformat(row["day"]),
                expected=row["expected"],
                which=row["which"],
                accepts=frozenset(row["accepts"].replace(";", ",").replace(" ", "").split(","))
                - {""},
            )
            for row in csv.DictReader(file)
        ]


def meant(case: Case, registry: Registry) -> RegistryEntry | None:
    """The document of this number, by its day of signing where several bear it."""
    same = registry.by_number(case.number)
    dated = [entry for entry in same if case.signed in (None, entry.signed)]
    return next(iter(dated or same), None)


def verdicts(cases: Iterable[Case], registry: Registry) -> Iterator[Verdict]:
    """What the registry says of each case."""
    for case in cases:
        entry = meant(case, registry)
        if entry is None:
            yield Verdict(case, ValidityState.UNKNOWN.value, known=False)
            continue
        found = status_of(entry, registry, on=case.day)
        struck = any(part.quote for part in found.struck)
        yield Verdict(case, found.state.value, known=True, struck=struck)


KINDS: Final = ("right", "unknown", "further", "false_in_force", "false_dead", "wrong")


def table(found: list[Verdict]) -> str:
    """Counts by expected state and by kind of boundary, and every verdict that is wrong."""
    lines = [
        (
            "| cases | all | right | unknown | partly by a further clause | false in force "
            "| false dead | otherwise wrong |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, group in _groups(found):
        counts = Counter(verdict.kind for verdict in group)
        cells = " | ".join(str(counts[kind]) for kind in KINDS)
        lines.append(f"| {name} | {len(group)} | {cells} |")
    missed = [v for v in found if v.kind not in ("right", "unknown")]
    if missed:
        lines += ["", "Neither right nor unknown:", ""]
        lines += [
            f"- {v.case.number} on {v.case.day} ({v.case.which}): {v.found}, not {v.case.expected}"
            for v in missed
        ]
    return "\n".join(lines)


def _groups(found: list[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    yield "**all**", found
    for state in dict.fromkeys(v.case.expected for v in found):
        yield f"expected {state}", [v for v in found if v.case.expected == state]
    for which in dict.fromkeys(v.case.which for v in found):
        yield f"day: {which}", [v for v in found if v.case.which == which]


def main() -> None:
    """Print the table, or write it as a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    registry = load_registry()
    found = list(verdicts(read_cases(args.cases), registry))
    if args.out is None:
        print(table(found))
        return
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(_page(args, found, registry), encoding="utf-8")


def _page(args: argparse.Namespace, found: list[Verdict], registry: Registry) -> str:
    documents = len({verdict.case.number for verdict in found})
    return f"""# Verdicts on dated cases
2026-11-21, `python -m bench.law.dated {args.cases} --out {args.out}`

{len(found)} cases about {documents} documents, made by reading clauses of official texts (see
tests/gold/law/dated/README.md) before any registry was run on them. Facts of the registry as of
{registry.compiled}. "Unknown" is what we say where no text that was read settles it: never in
force. The cases were looked at while the logic of doubts was written (an exception in the ending
clause, a beginning moved by an amendment, a halt behind an end, a document without the power);
no number or day of a case stands in the code.

{table(found)}
"""


if __name__ == "__main__":
    main()
