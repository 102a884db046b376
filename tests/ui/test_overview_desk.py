"""The overview's figures, held against what counts them one by one."""

import datetime as dt
import shutil
from collections import Counter

import pytest

from kg.terms import CitationRole, MentionType, Relation, ValidityState
from ui.library import Library

DAYS = (dt.date(2016, 1, 1), dt.date(2025, 2, 12), dt.date(2025, 7, 1), dt.date(2026, 11, 20))
ENDS = {Relation.REPLACES, Relation.REPEALS, Relation.ANNULS, Relation.SUSPENDS}


@pytest.fixture
def library(plans_folder, tmp_path):
    shutil.copytree(plans_folder, tmp_path / "library")
    return Library.at(tmp_path / "library")


def test_holdings_are_what_the_documents_say(plans):
    found = plans.holdings(on=dt.date(2030, 1, 1))
    held = plans.documents()
    mentions = [m for record in held for m in plans.store.mentions(record.id)]
    assert found["held"] == len(held)
    assert found["stubs"] == len(plans.documents(stubs=True))
    assert found["citations"] == sum(
        m.target is not None and m.mention_type not in {MentionType.SELF, MentionType.ANAPHORA}
        for m in mentions
    )
    assert found["tasks"] == len(plans.tasks())
    assert found["passages"] == plans.store.passage_count()
    for name, own in (
        ("types", lambda r: r.header.type),
        ("levels", lambda r: r.header.place.level.value if r.header.place else None),
        ("years", lambda r: r.header.date.year if r.header.date else None),
    ):
        counted = {row["value"]: row["count"] for row in found[name]}
        assert counted == Counter(own(record) for record in held), name
    checked = dt.date.fromisoformat(found["registry_as_of"])
    assert found["registry_age"] == (dt.date(2030, 1, 1) - checked).days


@pytest.mark.parametrize("day", DAYS)
def test_dead_bases_are_those_that_a_check_of_each_plan_finds(plans, day):
    """Brute force: the table of authorities of each plan, row by row."""
    expected = {}
    for record in plans.documents():
        bases = {
            m.target
            for m in plans.store.mentions(record.id)
            if m.role is CitationRole.BASIS and m.relation not in ENDS and m.target
            and m.target != record.key
        }  # fmt: skip
        rows = plans.check(record.id, None, on=day)["rows"]
        dead = {
            row["key"]
            for row in rows
            if row["key"] in bases and row["state"] == ValidityState.EXPIRED.value
        }
        if dead:
            expected[record.id] = dead
    found = plans.dead_bases(on=day, limit=100)
    assert {row["document"]: set(row["keys"]) for row in found["documents"]} == expected
    assert found["total"] == len(expected)
    counts = [row["dead"] for row in found["documents"]]
    assert counts == sorted(counts, reverse=True)


def test_dead_bases_are_reckoned_once_until_the_library_changes(library, monkeypatch):
    import kg.dead_bases

    calls, real = [], kg.dead_bases.dead_bases
    monkeypatch.setattr(
        kg.dead_bases, "dead_bases", lambda *a, **k: calls.append(1) or real(*a, **k)
    )
    first = library.dead_bases(on=DAYS[3], limit=1)
    assert library.dead_bases(on=DAYS[3], limit=1, offset=1)["total"] == first["total"]
    assert len(calls) == 1
    gone = first["documents"][0]["document"]
    library.remove(gone, by="An")
    after = library.dead_bases(on=DAYS[3])
    assert len(calls) == 2
    assert after["total"] == first["total"] - 1
    assert gone not in {row["document"] for row in after["documents"]}


@pytest.mark.parametrize("first", [dt.date(2025, 12, 1), dt.date(2025, 6, 15), dt.date(1999, 1, 1)])
def test_deadlines_are_those_of_the_next_days_the_nearest_first(plans, first):
    last = first + dt.timedelta(days=30)
    expected = sorted(
        task.deadline.isoformat()
        for _, task in plans.tasks()
        if task.deadline and first <= task.deadline <= last
    )
    found = plans.due_soon(on=first, limit=1000)
    assert [row["deadline"] for row in found["tasks"]] == expected
    assert found["total"] == len(expected)
    assert all(0 <= row["days"] <= 30 for row in found["tasks"])
    assert len(plans.due_soon(on=first, limit=2)["tasks"]) == min(2, len(expected))


def test_changes_are_those_after_the_last_visit(library):
    whole = library.changes(None)
    assert whole["since"] is None
    assert sum(group["total"] for group in whole["happened"]) == whole["total"] == 5
    seen = whole["last"]
    assert library.changes(seen)["happened"] == []
    removed = library.documents()[0]
    library.remove(removed.id, by="An")
    later = library.changes(seen)
    (group,) = later["happened"]
    assert (group["kind"], group["by"], group["total"]) == ("document_removed", "An", 1)
    assert group["events"][0]["number"] == removed.header.number
    assert later["last"] > seen


@pytest.mark.parametrize("since", [-1, 10**9, None])
def test_a_visit_to_another_library_is_the_first_one(plans, since):
    assert plans.changes(since)["since"] is None


def test_two_libraries_are_told_apart(plans, tmp_path):
    assert plans.identity() == Library.at(plans.folder).identity()
    assert plans.identity() != Library.at(tmp_path).identity()


def test_an_empty_folder_has_nothing_and_stays_as_it_is(tmp_path):
    empty = Library.at(tmp_path / "none")
    day = dt.date(2026, 1, 1)
    assert empty.holdings(on=day)["held"] == 0
    assert empty.changes(3) == {"last": 0, "since": None, "total": 0, "happened": []}
    assert empty.dead_bases(on=day)["total"] == 0
    assert empty.due_soon(on=day)["tasks"] == []
    assert empty.wanted(on=day) == []
    assert not (tmp_path / "none").exists()
