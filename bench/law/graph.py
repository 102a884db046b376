"""How fast questions on the citation graph are at 100,000 documents, on an invented library.

    python -m bench.law.graph PLANS_FOLDER... [--documents 100000] [--keep FOLDER]

PLANS_FOLDER: folders of real plans as text, whose citing structure is multiplied
(`bench.law.synthetic_library`). The library is made in a temporary folder, about 2.3 GB for
100,000 documents, and taken away afterwards unless it is kept; one that is there is used again.
"""

import argparse
import datetime as dt
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, text

from bench.law.synthetic_library import make
from kg.chains import chain
from kg.citing import Citation
from kg.graph import neighbourhood, shortest_path
from kg.lapsed import lapsed, still_citing
from kg.opening import reading
from kg.registry import load_registry
from kg.schema import documents
from kg.shared_bases import compared
from kg.store import Store
from kg.terms import PlaceLevel
from ui.library import Library

RESULTS: Final = Path(__file__).parents[1] / "results" / "law" / "graph.md"
ON: Final = dt.date(2026, 11, 21)
SHORT, LONG = 40, 5
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one question, asked `times` times, of different documents where it can.

    found: rows of the last answer, or the answer itself where it is a text.
    """

    name: str
    found: str
    times: int
    median: float
    p95: float


def timed(name: str, ask: Callable[[int], object], times: int = SHORT) -> Timing:
    """Ask, and say how long it took; the first call warms caches and is left out."""
    answer = ask(0)
    taken = []
    for turn in range(times):
        begun = time.perf_counter()
        answer = ask(turn)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    found = answer if isinstance(answer, str) else f"{len(answer):,}"  # type: ignore[arg-type]
    return Timing(
        name, found, times, statistics.median(taken), taken[min(len(taken) - 1, int(times * 0.95))]
    )


class Asked:
    """The documents that are asked about. hub: the most cited; dead: the most cited dead one."""

    def __init__(self, store: Store) -> None:
        drawn = random.Random(SEED)  # noqa: S311 - documents to ask about, no secret
        self.wanted = store.most_wanted(40)
        self.hub = self.wanted[0].record.key
        self.cited_by = self.wanted[0].cited_by
        with reading(store.engine) as connection:
            held = connection.scalars(text("SELECT id FROM documents WHERE held ORDER BY serial"))
            names = held.all()
        picked = drawn.sample(names, 2 * SHORT)
        self.plans, self.others = picked[:SHORT], picked[SHORT:]
        self.oldest = drawn.sample(names[: len(names) // 10], SHORT)
        self.dead = lapsed(store, store.registry, on=ON, limit=1)[0].key


def questions(store: Store, library: Library, of: Asked) -> Iterator[Timing]:
    """Every question, with how long it took."""
    yield from lists(store, of)
    yield from ways(store, of)
    yield from states(store, library, of)


def lists(store: Store, of: Asked) -> Iterator[Timing]:
    """Who cites, what is cited, what two documents share."""
    hub = of.hub
    yield timed("cited-by, hub: first page of 50", lambda _: store.citing(hub, limit=50))
    yield timed("cited-by, hub: count", lambda _: str(store.tally(hub).documents))
    yield timed(
        "cited-by, hub: page at 20,000", lambda _: store.citing(hub, limit=50, offset=20_000)
    )
    yield timed("cited-by, hub: whole list with quotes", lambda _: store.citing(hub), LONG)
    since = dt.date(2020, 1, 1)
    filters: dict[str, dict[str, Any]] = {
        "relation": {"relation": ["implements", "guides"]},
        "days of one year": {"since": since, "until": dt.date(2020, 12, 31)},
        "level and province": {"level": PlaceLevel.COMMUNE, "place": "tỉnh Mẫu 7"},
        "role, relation, days, province": {
            "role": "basis", "relation": "legal_basis", "since": since, "place": "tỉnh Mẫu 7",
        },
    }  # fmt: skip
    for name, where in filters.items():
        yield timed(
            f"cited-by, hub, by {name}: first page",
            lambda _, where=where: store.citing(hub, **where, limit=50),  # type: ignore[misc]
        )
        yield timed(
            f"cited-by, hub, by {name}: count",
            lambda _, where=where: str(store.tally(hub, **where).citations),  # type: ignore[misc]
            LONG,
        )
    yield timed("cites, a plan", lambda turn: store.cited(of.plans[turn]))
    yield timed(
        "common bases of two plans",
        lambda turn: compared(store, [_held(store, of.plans[turn]), _held(store, of.others[turn])])
        .shared,
    )  # fmt: skip
    yield timed("most wanted: first 20", lambda _: store.most_wanted(20), LONG)


def ways(store: Store, of: Asked) -> Iterator[Timing]:
    """Chains, paths, views."""
    yield timed("chain, a plan, cites, depth 3", lambda turn: chain(store, of.plans[turn]).links)
    yield timed(
        "chain, an old plan, cited-by, depth 3",
        lambda turn: chain(store, of.oldest[turn], direction="citing").links,
    )
    yield timed(
        "chain, hub, cited-by, depth 3 (cut at 200)",
        lambda _: chain(store, of.hub, direction="citing").links,
    )
    yield timed(
        "path between two plans", lambda turn: shortest_path(store, of.plans[turn], of.others[turn])
    )
    yield timed(
        "path between two plans, directed",
        lambda turn: shortest_path(store, of.plans[turn], of.oldest[turn], directed=True),
    )
    yield timed(
        "path over two relations, either way",
        lambda turn: shortest_path(
            store, of.plans[turn], of.others[turn], relations=["replaces", "implements"]
        ),
        LONG,
    )
    yield timed("view around a plan, 1 step", lambda turn: neighbourhood(store, of.plans[turn]))
    yield timed("view around the hub, 1 step", lambda _: neighbourhood(store, of.hub), LONG)


def states(store: Store, library: Library, of: Asked) -> Iterator[Timing]:
    """What is in force, and who cites what is not."""
    numbers = [item.record.header.number or "" for item in of.wanted]
    keys = [item.record.key for item in of.wanted]
    yield timed(
        "status, by key", lambda turn: library.status(keys[turn % len(keys)], on=ON)["state"]
    )
    yield timed("status, the hub", lambda _: library.status(of.hub, on=ON)["state"])
    alone = [name for name in numbers if len(store.group(name)) == 1]
    yield timed(
        "status, by number", lambda turn: library.status(alone[turn % len(alone)], on=ON)["state"]
    )
    yield timed("status, a plan by id", lambda turn: library.status(of.plans[turn], on=ON)["state"])
    yield timed(
        "still-cites, the dead document most rested on: first page",
        lambda _: still_citing(store, store.registry, of.dead, on=ON, limit=50).resting,
    )
    yield timed(
        "still-cites --all: first 50",
        lambda _: lapsed(store, store.registry, on=ON, limit=50),
        LONG,
    )


def _held(store: Store, name: str) -> Any:  # noqa: ANN401 - asked about documents that are held
    return store.document(name)


def agrees(store: Store, key: str) -> bool:
    """The hub's list against a plain scan of every mention, in Python."""
    listed: list[Citation] = store.citing(key)
    with reading(store.engine) as connection:
        query = select(documents.c.serial).where(documents.c.key == key)
        own = set(connection.scalars(query))
        edges = {
            (serial, relation)
            for serial, relation, target, kind in connection.execute(
                text("SELECT document, relation, target, mention_type FROM mentions NOT INDEXED")
            )
            if target == key and kind not in ("self", "anaphora") and serial not in own
        }
    return len(edges) == len(listed) == store.tally(key).citations


def sizes(store: Store, file: Path) -> str:
    """Numbers of the library, in a sentence."""
    with reading(store.engine) as connection:
        mentions = connection.scalar(text("SELECT count(*) FROM mentions"))
    count = store.count()
    return (
        f"{count['held']:,} documents held, {count['stubs']:,} cited and not held, {mentions:,} "
        f"mentions, {file.stat().st_size / 1e9:.2f} GB"
    )


def main() -> None:
    """Make the library (or use one that is kept), time every question, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        file = folder / "library.sqlite"
        made = _made(file, given.folders, given.documents)
        with Store.open(folder, load_registry()) as store:
            of = Asked(store)
            right = agrees(store, of.hub)
            rows = list(questions(store, Library.at(folder), of))
            written = _table(sizes(store, file), made, of, rows, right=right)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(written, encoding="utf-8")
    print(written)


_HEAD: Final = """# Questions on the citation graph at 100,000 documents
2026-11-21; `python -m bench.law.graph PLANS_FOLDER...`; the library is **synthetic**: the citing
structure of real plans, multiplied with a seed (`bench.law.synthetic_library`). No fact in it is
true, and only lines that cite are in it. Nothing was tuned on a library of real documents.

Library: {size}; made in {made} s. Hub: cited by {hub} documents; its list {right} with a scan of
all mentions in Python. Machine: {cores} cores shared with other work, Python {python}; caches
warm. Functions called inside the program; rows are whole values with their lines and quotes.
"Found": rows of the last call, or what it said.
A first question about a document that the codification alone knows and tens of thousands cite
reads what their texts say of it (30 to 200 ms), which is then remembered until links change.

| question | found | times | median ms | p95 ms |
|---|---|---|---|---|"""


def _made(file: Path, folders: list[Path], number: int) -> float:
    """Have the library; returns the seconds that making it took, now or when it was made."""
    note = file.with_name("seconds.txt")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        make(file, folders, number)
        note.write_text(f"{time.perf_counter() - begun:.0f}", encoding="utf-8")
    return float(note.read_text(encoding="utf-8"))


def _table(size: str, made: float, of: Asked, rows: list[Timing], *, right: bool) -> str:
    head = _HEAD.format(
        size=size,
        made=f"{made:.0f}",
        hub=f"{of.cited_by:,}",
        right="agrees" if right else "DOES NOT AGREE",
        cores=os.cpu_count(),
        python=platform.python_version(),
    )
    lines = [head]
    lines += [
        f"| {row.name} | {row.found} | {row.times} | {row.median:.1f} | {row.p95:.1f} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
