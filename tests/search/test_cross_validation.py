"""The page of a cross-validation: measures by hand, intervals against scipy's bootstrap."""

import math

import numpy as np
import pytest
from scipy import stats

from corpus.build import cross_validation as page

PLACES = [1, 2, 10, 11, 100, 101, 0]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("Acc@1", [1, 0, 0, 0, 0, 0, 0]),
        ("Acc@10", [1, 1, 1, 0, 0, 0, 0]),
        ("MRR@10", [1, 1 / 2, 1 / 10, 0, 0, 0, 0]),
        ("Recall@100", [1, 1, 1, 1, 1, 0, 0]),
    ],
)
def test_measures_of_places(measure, expected):
    assert page.MEASURES[measure](np.array(PLACES)).tolist() == expected


@pytest.mark.parametrize("kind", ["binary", "reciprocal"])
@pytest.mark.parametrize("seed", range(3))
def test_intervals_are_those_of_scipys_bootstrap(kind, seed):
    rng = np.random.default_rng(seed)
    values = (rng.random(400) < 0.7).astype(float)
    if kind == "reciprocal":
        values = values / rng.integers(1, 11, 400)
    mean, low, high = page.interval(values)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=4_000, method="percentile", rng=seed
    ).confidence_interval
    assert mean == pytest.approx(values.mean())
    # Two bootstraps of so many draws differ by less than a twentieth of their width or so.
    assert low == pytest.approx(theirs.low, abs=0.08 * (high - low))
    assert high == pytest.approx(theirs.high, abs=0.08 * (high - low))
    assert low <= mean <= high


def test_an_interval_is_about_two_standard_errors_on_either_side():
    values = np.repeat([0.0, 1.0], 500)
    mean, low, high = page.interval(values)
    error = math.sqrt(0.25 / 1000)
    assert (mean - low, high - mean) == pytest.approx((1.96 * error, 1.96 * error), rel=0.1)


@pytest.mark.parametrize("value", [0.0, 0.25, 1.0])
def test_values_all_alike_leave_no_doubt(value):
    assert page.interval(np.full(50, value)) == (value, value, value)
    assert page.interval(np.array([value])) == (value, value, value)


def test_intervals_do_not_change_from_run_to_run():
    values = np.random.default_rng(1).random(100)
    assert page.interval(values) == page.interval(values.copy())


def test_the_page_has_a_table_for_all_and_for_each_split(tmp_path):
    file = tmp_path / "bench" / "page.md"
    places = {"words": [1, 0, 2, 1], "second stage": [1, 1, 1, 1]}
    page.write(file, places, ["dev", "dev", "train", "train"])
    text = file.read_text("utf-8")
    assert text.startswith("# Five-fold")
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    counted = [("All", 4), ("Of the dev split", 2), ("Of the train split", 2)]
    assert titles == [f"## {name}: {count} questions" for name, count in counted]
    tables = [line for line in text.splitlines() if line.startswith(("| words", "| second"))]
    acc = [row.split("|")[2].split()[0] for row in tables]
    assert acc == ["50.0", "100.0", "50.0", "100.0", "50.0", "100.0"]
    mrr = [row.split("|")[4].split()[0] for row in tables]
    assert mrr == ["62.5", "100.0", "50.0", "100.0", "75.0", "100.0"]
    assert all(row.count("|") == 6 for row in tables)
    assert "| 100.0 (100.0-100.0) | 100.0 (100.0-100.0) |" in tables[1]


def test_rows_are_of_the_chosen_questions_only():
    chosen = np.array([False, True, True])
    (row,) = page.rows({"words": [1, 0, 0]}, chosen)
    assert row == "| words | " + " | ".join(["0.0 (0.0-0.0)"] * 4) + " |"
