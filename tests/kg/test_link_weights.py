"""How the weights of links are fitted and measured, against cases whose answer is known."""

import datetime as dt

import numpy as np
import pytest

from corpus.build.cited_days import agreed
from corpus.build.link_cases import Case, kind_of
from corpus.build.link_weights import (
    figures,
    fit,
    outcome,
    shares,
    table_of,
    threshold_of,
)
from kg.candidates import Candidate
from kg.link_evidence import NAMES
from kg.statements import Said

DAY, OTHER = dt.date(2021, 7, 15), dt.date(2013, 6, 13)


def case(stated: dt.date | None, truth: str | None, weight: float = 1.0) -> Case:
    said = Said("76/NQ-CP", stated, None, None, None, None, dt.date(2022, 1, 1))
    known = tuple(Candidate(str(d), "76/NQ-CP", None, d, "Chính phủ") for d in (DAY, OTHER))
    return Case("text", kind_of(said), said, known, frozenset(), truth, weight)


def test_the_fit_learns_that_the_day_decides():
    cases = [case(DAY, str(DAY)), case(OTHER, str(OTHER)), case(dt.date(2019, 1, 1), None)] * 20
    table = table_of(cases, NAMES)
    found = shares(table, fit(table, NAMES))
    assert np.allclose(found.sum(axis=1), 1)
    best, right = outcome(found, table.meant)
    assert right[:2].all()
    assert (best[:2] > 0.9).all()
    assert found[2, 0] > 0.9  # neither: a document that is not among the candidates


def test_a_case_counts_by_its_weight():
    cases = [case(None, str(DAY), 3.0), case(None, str(OTHER), 1.0)]
    table = table_of(cases, NAMES)
    best, right = outcome(shares(table, np.zeros(len(NAMES))), table.meant)
    found = figures(best, right, best > 0, table)
    assert found.links == 1
    assert found.wrong == pytest.approx(0.25)


def test_the_threshold_is_the_lowest_with_few_enough_wrong():
    best = np.array([0.99, 0.9, 0.8, 0.7])
    right = np.array([True, True, True, False])
    assert threshold_of(best, right, np.ones(4)) == 0.8
    assert threshold_of(best, ~right, np.ones(4)) == 1.0


def test_calibration_error_is_the_gap_between_share_and_truth():
    cases = [case(DAY, str(DAY))] * 4
    table = table_of(cases, NAMES)
    best, right = np.full(4, 0.75), np.array([True, True, True, False])
    assert figures(best, right, best > 1, table).ece == pytest.approx(0.0)
    assert figures(best, ~right, best > 1, table).ece == pytest.approx(0.5)


@pytest.mark.parametrize(("days", "day"), [
    ({DAY: {"a", "b"}}, DAY),
    ({DAY: {"a"}}, None),  # one text alone
    ({DAY: {"a", "b"}, OTHER: {"c"}}, DAY),
    ({DAY: {"a", "b", "c"}, OTHER: {"d", "e"}}, None),  # they do not agree
])  # fmt: skip
def test_a_day_is_kept_where_texts_agree(days, day):
    found = agreed(days)
    assert (found and found[0]) == day
