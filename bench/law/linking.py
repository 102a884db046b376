"""How well mentions are linked: wrong links, links found, calibration, on documents not fitted on.

    python -m bench.law.linking --plans DIR --leave-out names.txt --articles articles.jsonl.gz \
        --output bench/results/law/linking.md
    python -m bench.law.linking --bulk 2000

The first form draws cases as `corpus.build.link_cases` does and reports on the half that the
weights were not fitted on, beside the weights that had been set by hand. The second adds
synthetic documents that all cite the same few, one write each.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.build.link_cases import Case, Setting, World, cases_of, read_texts, whole_mentions
from corpus.build.link_weights import Figures, figures, halves, outcome, shares, table_of
from kg.link_evidence import NAMES, weights
from kg.model import Header, Mention, Place, Reading, SourceText
from kg.store import Store
from kg.terms import CitationRole, MentionType, PlaceLevel, Relation

BY_HAND: Mapping[str, float] = {
    "age": -1.5, "same_day": 6.0, "digit_day": -2.0, "other_day": -2.0, "other_year": -5.0,
    "same_year": 3.0, "title_same": 3.3, "title_other": -1.2, "same_issuer": 2.0,
    "same_place": 1.0, "near": 4.0, "local_near": 4.0, "unique": 6.0, "registered": 1.5,
    "unknown_unique": -6.0, "unknown_party": -0.5, "unknown_central": 0.5, "unknown_local": 1.6,
    "unknown_local_year": 1.0, "unknown_named": -1.0, "unknown_dated": 0.5, "threshold": 0.6,
}  # fmt: skip
"""The weights before they were fitted, in today's evidence; then the lead over the next counted."""
LEAD = 3.0
SERIES = {
    "unknown_unique": "number with its year",
    "unknown_central": "central, no year (76/NQ-CP)",
    "unknown_party": "Party, no year (18-NQ/TW)",
    "unknown_local": "local, no year (65/QĐ-UBND)",
    "unknown_local_year": "local with year, no issuer",
    "unknown_named": "no number, title alone",
}
HUBS = ("61/2018/NĐ-CP", "76/NQ-CP", "118/2025/NĐ-CP", "468/QĐ-TTg", "77/2015/QH13")
LOCAL_HUBS = ("2703/QĐ-UBND", "65/QĐ-UBND", "15/KH-UBND")


def judged(cases: Sequence[Case], known: Mapping[str, float], *, lead: bool) -> Figures:
    """Figures of these cases with these weights."""
    table = table_of(cases, NAMES)
    found = shares(table, np.array([known.get(name, 0.0) for name in NAMES]))
    best, right = outcome(found, table.meant)
    taken = best >= known["threshold"]
    if lead:
        second = np.sort(found[:, 1:], axis=1)[:, -2] if found.shape[1] > 2 else 0.0
        taken &= best >= LEAD * second
    return figures(best, right, taken, table)


def report(cases: Sequence[Case]) -> Iterator[str]:
    """Lines of the table: all cases, each series, before and after, then the bins."""
    yield "| cases | number | known | linked | wrong of links | found of known | ECE |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, known, lead in (("by hand", BY_HAND, True), ("fitted", weights(), False)):
        for series in ("", *SERIES):
            part = [case for case in cases if series in ("", case.series)]
            if part:
                yield _row(f"{SERIES.get(series, 'all')}, {name}", part, known, lead=lead)
    yield ""
    yield "| share of the likeliest (fitted) | cases | mean share | meant |"
    yield "|---|---:|---:|---:|"
    for count, mean, right in judged(cases, weights(), lead=False).bins:
        yield f"| {int(mean * 10) / 10:.1f} | {count} | {mean:.3f} | {right:.3f} |"


def _row(name: str, cases: Sequence[Case], known: Mapping[str, float], *, lead: bool) -> str:
    found = judged(cases, known, lead=lead)
    share = sum(case.truth is not None for case in cases) / len(cases)
    cells = (share, found.links, found.wrong, found.found)
    return (
        f"| {name} | {found.cases} | "
        + " | ".join(f"{x:.2%}" for x in cells)
        + (f" | {found.ece:.3f} |")
    )


def synthetic(count: int) -> Iterator[Reading]:
    """Documents of one province: each cites the hubs, and three documents of its own."""
    place = Place("Phường 5", PlaceLevel.WARD, "thị xã Gò Công", "tỉnh Tiền Giang")
    for number in range(count):
        own = [f"{number * 3 + place_}/QĐ-UBND" for place_ in range(10_000, 10_003)]
        cited = (*HUBS, *LOCAL_HUBS, *own)
        mentions = tuple(_mention(canonical, at) for at, canonical in enumerate(cited))
        name = f"{number + 1000}/KH-UBND"
        head = Header(number=name, type="Kế hoạch", issuer="UBND Phường 5", place=place, title=name)
        yield Reading(name, f"{number}.txt", f"{number:064}", SourceText(()), head, (), mentions)


def _mention(canonical: str, at: int) -> Mention:
    import datetime as dt

    day = dt.date(2021, 7, 15) if canonical == "76/NQ-CP" else None
    if canonical.endswith("UBND"):
        day = dt.date(2024, 10, 18)
    issuer = "UBND tỉnh" if canonical.endswith("UBND") else None
    bare = Mention(
        canonical, "Quyết định", None, None, issuer, day, None, Relation.LEGAL_BASIS,
        CitationRole.BASIS, MentionType.NUMBERED,
    )  # fmt: skip
    return replace(bare, char_start=at * 100, char_end=at * 100 + 9, line=at + 1)


def bulk(count: int) -> Iterator[str]:
    """CPU milliseconds for each document, one write each, for each quarter of them."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        began = time.process_time()
        for number, reading in enumerate(synthetic(count), 1):
            store.put(reading)
            if number % (count // 4) == 0:
                now = time.process_time()
                yield f"up to {number}: {(now - began) / (count // 4) * 1000:.1f} CPU ms a document"
                began = now


def main() -> None:
    """Measure and print; with --output, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--bulk", type=int)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    if given.bulk:
        for line in bulk(given.bulk):
            print(line, flush=True)
        return
    left_out = frozenset(given.leave_out.read_text(encoding="utf-8").split())
    mentions = whole_mentions(read_texts(given.plans, left_out, given.articles))
    _, held_out = halves(cases_of(mentions, World(mentions), Setting(), seed=1))
    text = "\n".join(report(held_out))
    if given.output:
        given.output.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
