"""The table of read clauses beside the official catalogue and beside clauses compiled by hand."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.build.read_clauses import day as printed_day
from kg.number import number_key

Record = dict[str, Any]


def records(path: Path) -> Iterator[Record]:
    """Objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def catalogue_agreement(table: Path, catalogue: Path) -> tuple[int, int]:
    """First days in the table that the official catalogue has too; and that it has otherwise."""
    with catalogue.open(encoding="utf-8-sig", newline="") as file:
        days = {
            number_key(row["so_hieu"]): printed_day(row["ngay_hieu_luc"])
            for row in csv.DictReader(file)
        }
    same = other = 0
    for row in records(table):
        known = days.get(number_key(row["number"]))
        own = row["kind"] == "effective" and not row.get("provisions") and row["rule"] is None
        if own and known and row["takes_effect"] and row["confidence"] != "low":
            same += row["takes_effect"] == known.isoformat()
            other += row["takes_effect"] != known.isoformat()
    return same, other


def hand_made_agreement(table: Path, clauses: Path) -> tuple[int, int, int, int]:
    """Acts and first days of the hand-made clauses whose documents the table has.

    Gives acts found with the same scope and day, all acts, same first days, all first days.
    """
    acts: dict[tuple[str, str], set[tuple[str, str | None]]] = {}
    days: dict[str, str | None] = {}
    known = set()
    for row in records(table):
        own = number_key(row["number"])
        known.add(own)
        for item in row["affects"]:
            other = number_key(item["number"] or "0")
            acts.setdefault((own, other), set()).add((item["scope"], row["takes_effect"]))
        if row["kind"] == "effective" and not row.get("provisions"):
            days.setdefault(own, row["takes_effect"])
    same = total = same_days = all_days = 0
    for row in records(clauses):
        own, day = number_key(row["number"]), row["takes_effect"]
        if own not in known or not row["quote"] or not day:
            continue
        if row["kind"] == "effective" and not row["affects"]:
            all_days += 1
            same_days += days.get(own) == day
        if row["kind"] in {"repeals", "amends"}:
            for item in (item for item in row["affects"] if item["number"]):
                total += 1
                same += (item["scope"], day) in acts.get((own, number_key(item["number"])), set())
    return same, total, same_days, all_days
