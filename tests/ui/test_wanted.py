"""`cancu wanted`: what the library's documents cite most and it does not hold."""

import json

import pytest

from tests.ui.drafts import four_plans, library_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("wanted")
    library_of(made / "library", four_plans(made / "files"))
    return made


def run(folder, command, *args, expect=0):
    return command("--library", folder, *args, expect=expect)[0]


def wanted(folder, command, *args):
    return json.loads(run(folder, command, "wanted", "--json", *args))


def test_rows_are_counted_by_citing_documents_most_first(folder, command):
    library = folder / "library"
    rows = wanted(library, command, "--as-of", "2025-07-01")
    counts = [row["cited_by"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    for row in rows:
        cited = json.loads(run(library, command, "cited-by", row["key"], "--json"))
        assert len({one["document"] for one in cited}) == row["cited_by"]


def test_the_state_is_that_of_the_day_asked_for(folder, command):
    library = folder / "library"
    states = {}
    for day in ("2025-06-30", "2025-07-01"):
        rows = wanted(library, command, "--as-of", day)
        [decree] = [row for row in rows if row["canonical"] == "61/2018/NĐ-CP"]
        states[day] = decree["state"]
        assert (decree["date"], decree["cited_by"]) == ("2018-04-23", 2)
    assert states["2025-07-01"] == "expired"
    assert states["2025-06-30"] != "expired"


def test_what_nobody_checked_is_unknown_and_what_is_held_is_not_wanted(folder, command):
    library = folder / "library"
    rows = wanted(library, command)
    held = {row["id"] for row in json.loads(run(library, command, "documents", "--json"))}
    assert held
    assert not {row["document"] for row in rows} & held
    assert {row["state"] for row in rows if row["canonical"] == "45/QĐ-UBND"} <= {"unknown"}


def test_the_table_is_vietnamese_and_cut_at_the_limit(folder, command):
    out = run(folder / "library", command, "wanted", "--as-of", "2025-07-01")
    assert "Số văn bản viện dẫn" in out
    assert "Hết hiệu lực" in out
    assert len(wanted(folder / "library", command, "--limit", "1")) == 1


def test_an_empty_library_wants_nothing(folder, command):
    assert wanted(folder / "none", command) == []
    out = run(folder / "none", command, "wanted")
    assert "chưa có" in out


def test_a_wrong_day_is_a_usage_error(folder, command):
    run(folder / "library", command, "wanted", "--as-of", "2025-13-01", expect=2)
