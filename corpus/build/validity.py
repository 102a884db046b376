"""Facts on validity of documents outside the hand-made registry, merged from official texts.

Applies the clauses of effect_clauses.jsonl and read_clauses.jsonl.gz to the documents of the
catalogue, one after the other, with the rules of `kg.merging`, and writes validity.jsonl.gz in
the registry's own format. What contradicts is refused and listed in the report, with how far the
clauses agree with the hand-made registry and with the first days that the catalogue prints:
neither was used to make the reader.

    python -m corpus.build.validity --checked 2026-11-20 --out corpus/reference \
        --report bench/results/law/registry.md
"""

import argparse
import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import corpus
from corpus.build.validity_merger import Merger
from kg import catalogue
from kg.fact_rows import clause_of, entry_of, named_entry
from kg.facts import Change, RegistryEntry

FIELDS = ("key", "number", "type", "title", "issuer", "signed", "effective", "expired",
          "expired_by", "status", "source", "confidence")  # fmt: skip
CHANGES = ("replaced_by", "replaces", "amended_by", "amends", "succeeded_by", "succeeds", "guides")
CHANGE_FIELDS = ("number", "key", "date", "clause", "scope", "provisions", "why")


def row_of(entry: RegistryEntry, checked: str) -> dict[str, Any]:
    """An entry in the registry's own format. checked: day on which its facts were put together."""
    row: dict[str, Any] = {name: plain(getattr(entry, name)) for name in FIELDS}
    for name in CHANGES:
        row[name] = [change_row(change) for change in getattr(entry, name)]
    if entry.suspended:
        row["suspended"] = plain(entry.suspended)
    if entry.shown_alive:
        row["shown_alive"] = plain(entry.shown_alive)
    return {**row, "compiled": checked}


def change_row(change: Change) -> dict[str, Any]:
    """A change without its empty fields."""
    found = {name: plain(getattr(change, name)) for name in CHANGE_FIELDS}
    return {name: value for name, value in found.items() if value}


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Days as ISO, tuples as lists."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def merge() -> Merger:
    """All clauses applied: the hand-made ones first, then those read, by the acting day."""
    named = [
        *catalogue.named(),
        *(named_entry(row) for row in corpus.table("same_numbers")),
    ]
    merger = Merger((entry_of(row) for row in corpus.records("registry")), named)
    read = [clause_of(row) for row in corpus.records("read_clauses.jsonl.gz")]
    read.sort(key=lambda clause: (clause.date or dt.date.min, clause.number))
    own = (clause_of(row) for row in corpus.records("effect_clauses") if row["quote"])
    for clause in (*own, *read):
        merger.apply(clause)
    for row in corpus.table("recent_laws"):
        merger.recent(row)
    merger.move()
    merger.settle()
    return merger


def codified_and_dead(merger: Merger) -> list[str]:
    """Documents that the codification holds and a clause of another codified one ends."""
    codified = {row["number"] for row in corpus.table("catalogue.csv.gz")}
    return sorted(
        f"{entry.number}: ended {entry.expired} by {', '.join(c.number for c in entry.replaced_by)}"
        for entry in merger.touched.values()
        if entry.expired and entry.number in codified
    )


def report(merger: Merger, checked: str) -> str:
    """What the merging came to, as a page."""
    outcome = merger.outcome
    ended = sum(1 for entry in merger.touched.values() if entry.expired)
    lines = [
        "# Registry merged from clauses",
        f"Made by `python -m corpus.build.validity`, facts put together on {checked}.",
        "",
        f"{len(merger.touched)} documents outside the hand-made registry; {ended} of them end.",
        "",
        "| what | count |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in sorted(outcome.counts.items())),
        f"| clauses refused: they contradict | {len(outcome.refused)} |",
        "",
    ]
    for title, found in (
        ("Sources differ", outcome.differing),
        ("Refused", [f"{p.place}: {p.found}" for p in outcome.refused]),
        ("Held by the codification, ended by a clause", codified_and_dead(merger)),
    ):
        lines += [f"## {title}", *(f"- {item}" for item in found), ""]
    return "\n".join(lines)


def main() -> None:
    """Write validity.jsonl.gz and the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checked", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--report", type=Path)
    args = parser.parse_args()
    merger = merge()
    rows = [row_of(merger.touched[key], args.checked) for key in sorted(merger.touched)]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    data = gzip.compress(text.encode("utf-8"), mtime=0)
    (args.out / "validity.jsonl.gz").write_bytes(data)
    if args.report:
        args.report.parent.mkdir(parents=True, exist_ok=True)
        args.report.write_text(report(merger, args.checked) + "\n", encoding="utf-8")
    print(f"{len(rows)} documents known from clauses")


if __name__ == "__main__":
    main()
