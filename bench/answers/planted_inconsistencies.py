"""Inconsistencies planted into clean plans: how many are found, and what is found without any.

A plan as it stands is the control: what is found there is to be judged by reading.

    python -m bench.answers.planted_inconsistencies FOLDER [--names LIST] [--list]
"""

import argparse
import random
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.answers.baits import baited
from bench.answers.clashes import PLANTINGS
from bench.answers.clean_plans import Plan
from ingest.pipeline import read, read_text
from kg.inconsistencies import Inconsistency, inconsistencies
from kg.model import Reading
from kg.terms import Certainty
from kg.terms import InconsistencyKind as Kind
from ui.library import Library


def plans(paths: Sequence[Path], library: Library) -> Iterator[Plan]:
    """Clean plans among the files; damaged ones are left out."""
    for path in paths:
        reading = read(path)
        if not reading.source.damaged and reading.mentions:
            text = "\n".join(line.raw for line in reading.source.lines)
            linked = replace(reading, mentions=library.link(reading))
            yield Plan(path.name, text, linked, library)


def found_in(reading: Reading, library: Library) -> tuple[Inconsistency, ...]:
    """All findings on a reading, linked as the program links it."""
    linked = replace(reading, mentions=library.link(reading))
    return inconsistencies(linked, library.registry)


def _known(item: Inconsistency) -> tuple[object, ...]:
    return item.kind, item.subject, tuple(said.value for said in item.readings)


@dataclass(slots=True)
class Counts:
    """What was planted, found, and found besides; what plans and baits gave by themselves."""

    planted: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    other: Counter[Kind] = field(default_factory=Counter)
    clean: Counter[Certainty] = field(default_factory=Counter)
    plans: int = 0
    baits: int = 0
    bitten: int = 0


def measure(paths: Sequence[Path], library: Library, *, show: bool) -> Counts:
    """Every planting and every bait in every plan. show: print what is missed or too much."""
    counts = Counts()
    for plan in plans(paths, library):
        control = found_in(plan.reading, library)
        counts.plans += 1
        counts.clean.update(item.severity for item in control)
        known = {_known(item) for item in control}
        for kind, plant in PLANTINGS.items():
            draw = random.Random(f"{plan.name} {kind}")  # noqa: S311 - no secret
            if (changed := plant(plan, draw)) is not None:
                _count(counts, kind, _new(plan, changed, known), show=show, name=plan.name)
        for changed in baited(plan):
            new = _new(plan, changed, known)
            counts.baits += 1
            counts.bitten += bool(new)
            if show and new:
                print(plan.name, "BITTEN", *map(_short, new))
    return counts


def _new(plan: Plan, changed: str, known: Container[object]) -> list[Inconsistency]:
    found = found_in(read_text(changed, plan.name), plan.library)
    return [item for item in found if _known(item) not in known]


def _count(
    counts: Counts, kind: Kind, new: Sequence[Inconsistency], *, show: bool, name: str
) -> None:
    hit = any(item.kind is kind for item in new)
    others = [item for item in new if item.kind is not kind]
    counts.planted[kind] += 1
    counts.found[kind] += hit
    counts.other[kind] += len(others)
    if show and (not hit or others):
        print(name, kind, "found" if hit else "MISSED", *map(_short, others))


def _short(item: Inconsistency) -> str:
    return f"{item.kind}({item.subject[:40]})"


def table(counts: Counts) -> str:
    """The measured figures as Markdown."""
    rows = ["| kind | planted | found | share | other findings |", "|---|---|---|---|---|"]
    for kind in PLANTINGS:
        planted, found = counts.planted[kind], counts.found[kind]
        share = f"{found / planted:.2f}" if planted else ""
        rows.append(f"| {kind} | {planted} | {found} | {share} | {counts.other[kind]} |")
    planted, found = counts.planted.total(), counts.found.total()
    share = f"{found / max(planted, 1):.3f}"
    rest = (
        f"{counts.plans} plans as they stand: {counts.clean[Certainty.CERTAIN]} findings certain, "
        f"{counts.clean[Certainty.LIKELY]} likely. Lines that only look like a clash: "
        f"{counts.baits}, of which {counts.bitten} gave a finding."
    )
    rows += [
        f"| **all** | {planted} | {found} | {share} | {counts.other.total()} |",
        "",
        rest,
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure over a folder of plans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", type=Path, help="a list of file names, one a line")
    parser.add_argument("--list", action="store_true", help="print what is missed")
    given = parser.parse_args()
    paths = sorted(given.folder.glob("*.txt"))
    if given.names:
        wanted = set(given.names.read_text("utf-8").split())
        paths = [path for path in paths if path.name in wanted]
    library = Library.at(Path("no-library"))
    print(table(measure(paths, library, show=given.list)))


if __name__ == "__main__":
    main()
