"""How long a state on a day takes in a registry of 100,000 documents, real ones multiplied.

python -m bench.law.status_speed --documents 100000
"""

import argparse
import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from kg import catalogue
from kg.facts import RegistryEntry
from kg.lineage import heirs, timeline
from kg.registry import Registry, load_registry
from kg.validity import status_of

DAY = dt.date(2026, 11, 20)


def multiplied(count: int) -> Registry:
    """The shipped documents, then copies under numbers of their own, up to `count`."""
    shipped = load_registry()
    real = [*shipped.entries.values(), *catalogue.entries()]
    copies = (
        replace(entry, key=f"{turn}9{entry.key}", number=f"{turn}9{entry.number}")
        for turn in itertools.count(1)
        for entry in real
    )
    more = itertools.islice(copies, max(0, count - len(real)))
    return Registry([*real, *more], shipped.clauses, catalogue=False)


def times(entries: list[RegistryEntry], ask: Callable[[RegistryEntry], object]) -> str:
    """Median, 99th percentile and worst, in milliseconds."""
    taken = []
    for entry in entries:
        begun = time.perf_counter()
        ask(entry)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    high = taken[int(len(taken) * 0.99)]
    return f"{statistics.median(taken):.2f} | {high:.2f} | {taken[-1]:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    args = parser.parse_args()
    registry = multiplied(args.documents)
    asked = list(registry.entries.values())[:: max(1, args.documents // 2000)]
    for warm in asked[:200]:  # tables of places and names load when first used
        status_of(warm, registry, on=DAY)
    print(f"{len(registry.entries)} documents, {len(asked)} asked about\n")
    print("| question | median ms | 99 % ms | worst ms |\n|---|---|---|---|")
    rows: tuple[tuple[str, Callable[[RegistryEntry], object]], ...] = (
        ("state on a day", lambda entry: status_of(entry, registry, on=DAY)),
        ("time line", lambda entry: timeline(entry.key, registry)),
        ("what to cite instead", lambda entry: heirs(entry.key, registry, on=DAY)),
    )
    for name, ask in rows:
        print(f"| {name} | {times(asked, ask)} |")


if __name__ == "__main__":
    main()
