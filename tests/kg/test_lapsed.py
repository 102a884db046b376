"""Who cites a document after its end: days counted by hand, on both sides of the end."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.facts import Change, RegistryEntry, Scope
from kg.lapsed import ended_on, lapsed, still_citing
from kg.registry import Registry
from kg.store import Store
from kg.terms import CitationRole, Relation, ValidityState
from tests.kg.readings import link_by_number, make

OLD, NEWER, NEWEST = "1/2010/NĐ-CP@2010-01-01", "2/2020/NĐ-CP@2020-01-05", "3/2024/NĐ-CP@2024-02-01"
ALIVE = "9/2011/NĐ-CP@2011-01-01"
END, END_OF_NEWER = dt.date(2020, 3, 1), dt.date(2024, 4, 1)
ON = dt.date(2025, 6, 30)


def entry(key: str, effective: dt.date, end: dt.date | None = None, by: str = "") -> RegistryEntry:
    number, _, signed = key.partition("@")
    later = (Change(by.partition("@")[0], key=by, date=end, scope=Scope.FULL),) if by else ()
    return RegistryEntry(
        key, number, "Nghị định", None, "Chính phủ", dt.date.fromisoformat(signed), effective,
        end, status="expired" if end else "in_force", replaced_by=later, compiled=ON,
    )  # fmt: skip


FACTS = Registry(
    [
        entry(OLD, dt.date(2010, 3, 1), END, NEWER),
        entry(NEWER, END, END_OF_NEWER, NEWEST),
        entry(NEWEST, END_OF_NEWER),
        entry(ALIVE, dt.date(2011, 3, 1)),
    ],
    catalogue=False,
)


def plan(number: int, day: dt.date | None, *cites, role: CitationRole | None = None):
    made = make(f"{number}/KH-UBND", cites, day=day, title=f"Kế hoạch {number}")
    if role is None:
        return made
    return replace(made, mentions=tuple(replace(said, role=role) for said in made.mentions))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("l"), FACTS, linker=link_by_number) as opened:
        for item in (
            plan(1, dt.date(2020, 2, 29), OLD),  # the last day: right
            plan(2, END, OLD, ALIVE),  # the first day without effect
            plan(3, dt.date(2024, 3, 31), OLD, NEWER),
            plan(4, dt.date(2024, 4, 1), OLD, OLD, NEWER),
            plan(5, dt.date(2025, 7, 1), OLD),  # later than the day asked about
            plan(6, dt.date(2021, 1, 1), OLD, role=CitationRole.HISTORY),
            plan(7, dt.date(2021, 1, 2), (OLD, Relation.REPEALS)),
            plan(8, None, OLD),
        ):
            opened.put(item)
        yield opened


def numbers(found) -> list[int]:
    return [int(item.citation.citing.header.number.split("/")[0]) for item in found]


def test_only_documents_signed_from_the_day_of_the_end_cite_late(store):
    found = still_citing(store, FACTS, OLD, on=ON)
    assert (found.ended, found.validity.state) == (END, ValidityState.EXPIRED)
    assert numbers(found.resting) == [4, 3, 2]
    assert numbers(found.telling) == [7, 6]  # history, and what ends it
    assert numbers(found.undated) == [8]
    assert [(t.documents, t.citations) for t in found.totals] == [(3, 3), (2, 2), (1, 1)]
    assert found.resting[0].citation.mentions[0].quote == "Căn cứ văn bản số 1/2010/NĐ-CP;"


def test_what_to_cite_instead_is_what_held_on_the_citing_day(store):
    found = still_citing(store, FACTS, OLD, on=ON)
    instead = [[step.canonical for step in item.instead] for item in found.resting]
    assert instead == [["3/2024/NĐ-CP"], ["2/2020/NĐ-CP"], ["2/2020/NĐ-CP"]]


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (dt.date(2020, 2, 29), []),
        (dt.date(2020, 3, 1), [2]),
        (dt.date(2024, 4, 1), [4, 3, 2]),
        (dt.date(2025, 7, 1), [5, 4, 3, 2]),
    ],
)
def test_a_day_earlier_or_later_tells_of_that_day(store, on, late):
    found = still_citing(store, FACTS, OLD, on=on)
    assert numbers(found.resting) == late
    assert (found.ended is None) == (on < END)


def test_a_limit_cuts_the_lists_not_the_totals(store):
    found = still_citing(store, FACTS, OLD, on=ON, limit=1)
    assert (numbers(found.resting), found.totals[0].documents) == ([4], 3)


@pytest.mark.parametrize("key", [ALIVE, "77/2000/NĐ-CP@2000-01-01", "nothing"])
def test_nobody_cites_a_document_late_that_is_not_known_to_have_ended(store, key):
    found = still_citing(store, FACTS, key, on=ON)
    assert found.ended is ended_on(found.validity) is None
    assert (found.resting, found.telling, found.undated) == ((), (), ())


def test_dead_documents_are_listed_by_those_that_rest_on_them(store):
    found = lapsed(store, FACTS, on=ON)
    assert [(i.key, i.documents, i.latest) for i in found] == [
        (OLD, 3, dt.date(2024, 4, 1)),
        (NEWER, 1, dt.date(2024, 4, 1)),
    ]
    assert [i.ended for i in found] == [END, END_OF_NEWER]
    assert [[step.canonical for step in i.instead] for i in found] == [["3/2024/NĐ-CP"]] * 2
    assert lapsed(store, FACTS, on=ON, limit=1) == found[:1]
    assert lapsed(store, FACTS, on=dt.date(2020, 2, 29)) == []


def test_the_list_of_all_agrees_with_each_asked_alone(store):
    for day in (dt.date(2020, 3, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 1), ON):
        alone = {
            key: still_citing(store, FACTS, key, on=day).totals[0].documents
            for key in (OLD, NEWER, NEWEST, ALIVE)
        }
        listed = {item.key: item.documents for item in lapsed(store, FACTS, on=day)}
        assert listed == {key: number for key, number in alone.items() if number}
