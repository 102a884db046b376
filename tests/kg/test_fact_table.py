"""Users' facts on validity: the table as clerks keep it, its refusals, its contradictions."""

import datetime as dt

import pytest

from kg.fact_table import COLUMNS, FactFault, rows_of, take
from kg.registry import load_registry
from kg.terms import ProblemCode, ValidityState
from kg.validity import status_on

REGISTRY = load_registry()
TODAY = dt.date(2026, 11, 21)

FACT = {
    "number": "36/2024/QĐ-UBND",
    "signed": "12/02/2024",
    "issuer": "UBND tỉnh Tiền Giang",
    "effective": "2024-03-01",
    "expired": "2025-01-01",
    "replaced_by": "50/2024/QĐ-UBND",
    "source": "Công báo tỉnh Tiền Giang số 5",
}
KEY = "36/2024/QĐ-UBND@2024-02-12@UBND tỉnh Tiền Giang"


def test_a_users_fact_answers_for_its_document_with_its_source():
    registry = REGISTRY.with_facts([FACT])
    assert registry.problems == ()
    last = status_on(KEY, registry, on=dt.date(2024, 12, 31))
    after = status_on(KEY, registry, on=dt.date(2025, 1, 1))
    assert (last.state, after.state) == (ValidityState.IN_FORCE, ValidityState.EXPIRED)
    assert after.proof[0].source == FACT["source"]
    assert after.replaced_by[0].canonical == "50/2024/QĐ-UBND"
    assert KEY not in REGISTRY.entries  # the shipped registry is as it was


@pytest.mark.parametrize(("change", "found"), [
    ({"number": ""}, "number: empty"),
    ({"source": "  "}, "source: empty"),
    ({"signed": None}, "signed: empty"),
    ({"number": "không số"}, "number: không số"),
    ({"expired": "31/02/2025"}, "expired: 31/02/2025"),
    ({"effective": "hôm qua"}, "effective: hôm qua"),
    ({"replaced_by": "???"}, "replaced_by: ???"),
    ({"suspended": "2025-03-01/2025-01-01"}, "suspended: 2025-03-01/2025-01-01"),
])  # fmt: skip
def test_a_bad_row_is_refused_with_its_line_and_the_others_go_in(change, found):
    other = {**FACT, "number": "37/2024/QĐ-UBND"}
    registry = REGISTRY.with_facts([{**FACT, **change}, other])
    (problem,) = registry.problems
    assert problem.code is ProblemCode.ROW_REFUSED
    assert (problem.found, problem.place) == (found, "line 2")
    assert KEY.replace("36/", "37/") in registry.entries
    assert KEY not in registry.entries


def test_a_fact_that_ends_before_it_begins_is_a_contradiction():
    registry = REGISTRY.with_facts([{**FACT, "expired": "2024-02-29"}])
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]
    assert KEY not in registry.entries


def test_a_fact_against_the_registry_is_a_contradiction_and_changes_nothing():
    row = {"number": "61/2018/NĐ-CP", "signed": "2018-04-23", "expired": "2024-01-01",
           "source": "x"}  # fmt: skip
    registry = REGISTRY.with_facts([row])
    (problem,) = registry.problems
    assert problem.code is ProblemCode.CONTRADICTION
    assert "2025-07-01" in problem.expected
    key = "61/2018/NĐ-CP@2018-04-23"
    assert registry.entries[key] == REGISTRY.entries[key]


def test_a_replacement_older_than_what_it_replaces_is_a_contradiction():
    rows = [{**FACT, "number": "50/2023/QĐ-UBND", "signed": "2023-05-01", "replaced_by": None,
             "effective": None, "expired": None},
            {**FACT, "replaced_by": "50/2023/QĐ-UBND"}]  # fmt: skip
    registry = REGISTRY.with_facts(rows)
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]


def test_a_ring_of_replacements_is_a_contradiction():
    first = {**FACT, "replaced_by": "50/2024/QĐ-UBND"}
    second = {**FACT, "number": "50/2024/QĐ-UBND", "signed": "2024-12-01",
              "effective": "2025-01-01", "expired": "2025-06-01",
              "replaced_by": "36/2024/QĐ-UBND@2024-02-12@UBND tỉnh Tiền Giang"}  # fmt: skip
    registry = REGISTRY.with_facts([first, second])
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]
