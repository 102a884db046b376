"""Every dated case: what was the law on that day, by clauses that were read by hand.

The table was made from the wording of official texts by somebody who had not seen the registry
(tests/gold/law/dated/README.md). Two mistakes must not happen at all: a dead document called
alive, and a living one called dead. "Unknown" is allowed, and counted in bench/results.
"""

from collections import Counter
from pathlib import Path

import pytest

from bench.law.dated import Case, read_cases, verdicts
from kg.registry import load_registry

CASES = Path(__file__).parents[1] / "gold" / "law" / "dated" / "cases.csv"


@pytest.fixture(scope="module")
def found():
    return list(verdicts(read_cases(CASES), load_registry()))


def told(found, kind: str) -> list[tuple[str, str, str, str]]:
    return [
        (v.case.number, v.case.day.isoformat(), v.case.expected, v.found)
        for v in found
        if v.kind == kind
    ]


def test_the_table_holds_every_kind_of_day(found):
    assert len(found) >= 150
    assert {"day_before_first", "first", "last", "day_after"} <= {v.case.which for v in found}


def test_no_dead_document_is_called_alive(found):
    assert told(found, "false_in_force") == []


def test_no_living_document_is_called_dead(found):
    assert told(found, "false_dead") == []


def test_most_cases_are_settled_and_right(found):
    counts = Counter(v.kind for v in found)
    assert counts["right"] > len(found) / 2
    assert counts["wrong"] <= len(found) // 50


def test_a_case_is_told_apart_from_its_verdict():
    (case,) = [c for c in read_cases(CASES) if c.number == "80/2015/QH13" and c.which == "day_after"
               and c.expected == "expired"]  # fmt: skip
    assert isinstance(case, Case)
    assert (case.day.isoformat(), case.accepts) == ("2025-04-01", frozenset({"partly"}))
