import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from kg.chains import chain
from kg.citation_pages import RESTING
from kg.citing import Tally
from kg.graph import shortest_path
from kg.model import Place
from kg.number import number_key
from kg.opening import reading
from kg.registry import Registry
from kg.severity import ENDS, is_live
from kg.shared_bases import compared
from kg.store import Store
from kg.terms import CitationRole, PlaceLevel, Relation
from tests.kg.readings import link_by_number, make, mention, passages_of

COMMUNE = Place("xã Nguyên Giáp", PlaceLevel.COMMUNE, district="huyện Tứ Kỳ", province="Hải Dương")
PLAN = make("15/KH-UBND", ["76/NQ-CP@2021-07-15", "36/QĐ-UBND", "61/2018/NĐ-CP"])
OTHER = make(
    "15/KH-UBND",
    [("76/NQ-CP@2021-07-15", Relation.IMPLEMENTS), "76/NQ-CP@2021-07-15"],
    day=dt.date(2024, 1, 5),
    place=COMMUNE,
    title="Kế hoạch chuyển đổi số",
)
DECISION = make("36/QĐ-UBND", ["15/KH-UBND@2024-01-05"], title="Về việc ban hành Kế hoạch")
LETTER = make(None, ["1/QĐ-UBND@2025-01-01"], day=None, title="Công văn không số", place=None)
PLAN_KEY = "15/KH-UBND@2025-02-12@UBND phường 5, thị xã Gò Công, tỉnh Tiền Giang"
OTHER_KEY = "15/KH-UBND@2024-01-05@UBND xã Nguyên Giáp, huyện Tứ Kỳ, Hải Dương"
NATIONAL = "76/NQ-CP@2021-07-15"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("library")
    facts = Registry([], catalogue=False)
    with Store.open(folder, facts, linker=link_by_number) as opened:
        for item in (PLAN, OTHER, DECISION, LETTER):
            opened.put(item, passages_of(item))
        yield opened


def titles(records) -> list[str | None]:
    return [record.header.title for record in records]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, [PLAN, DECISION, OTHER, LETTER]),  # newest first, without a day last
        ({"type": "ke hoach", "year": 2024}, [OTHER]),
        ({"issuer": "UBND Phường 5", "year": 2025}, [PLAN, DECISION]),
        ({"place": "nguyen giap"}, [OTHER]),
        ({"place": "Hải Dương"}, [OTHER]),
        ({"place": "phuong 55"}, []),  # not a prefix
        ({"text": "chuyen doi"}, [OTHER]),
        ({"text": "15/KH"}, [PLAN, OTHER]),
        ({"text": "100%_"}, []),
        ({"type": "Quyết định"}, []),
    ],
)
def test_documents_are_listed_by_what_their_header_says(store, where, expected):
    assert titles(store.documents(**where)) == titles(i.header and i for i in expected)


def test_stubs_are_listed_apart(store):
    found = {d.header.number for d in store.documents(stubs=True)}
    assert found == {"76/NQ-CP", "61/2018/NĐ-CP", "1/QĐ-UBND"}
    assert not any(d.held for d in store.documents(stubs=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("76/NQ-CP", {NATIONAL}),
        ("nghi quyet 76/nq-cp", {NATIONAL}),
        ("nghị định 61/2018", {"61/2018/NĐ-CP@?"}),
        ("61/2018", {"61/2018/NĐ-CP@?"}),
        (NATIONAL, {NATIONAL}),
        ("76-nq-cp-2021-07-15", {NATIONAL}),
        ("15/KH-UBND", {PLAN_KEY, OTHER_KEY}),
        ("Kế hoạch 15/KH-UBND Nguyên Giáp", {OTHER_KEY}),
        ("ke hoach so 15/KH-UBND phuong 5", {PLAN_KEY}),
        ("chuyển đổi số nguyên giáp", {OTHER_KEY}),
        ("999/2020/NĐ-CP", set()),
        ("", set()),
        ("''; DROP TABLE documents", set()),
    ],
)
def test_a_document_is_found_by_anything_that_names_it(store, query, expected):
    assert {document.key for document in store.find(query)} == expected


def test_a_group_holds_every_document_of_a_number_held_ones_first(store):
    assert [d.header.date for d in store.group("15/kh-ubnd")] == [
        dt.date(2024, 1, 5),  # cited once
        dt.date(2025, 2, 12),
    ]
    assert [d.held for d in store.group("076/NQ-CP")] == [False]


def test_who_cites_gives_one_citation_per_document_and_relation_with_lines(store):
    found = store.citing(NATIONAL)
    assert [(c.citing.header.date.year, c.relation, len(c.mentions)) for c in found] == [
        (2025, Relation.LEGAL_BASIS, 1),
        (2024, Relation.IMPLEMENTS, 1),
        (2024, Relation.LEGAL_BASIS, 1),
    ]
    first = found[0].mentions[0]
    assert (first.mention.line, first.quote) == (3, "Căn cứ văn bản số 76/NQ-CP;")
    assert found[0].cited.header.number == "76/NQ-CP"


@pytest.mark.parametrize(
    ("where", "years"),
    [
        ({"level": "xã"}, [2024, 2024]),
        ({"level": PlaceLevel.WARD}, [2025]),
        ({"level": "tỉnh"}, []),
        ({"place": "Tiền Giang"}, [2025]),
        ({"relation": Relation.IMPLEMENTS}, [2024]),
        ({"relation": "amends"}, []),
        ({"limit": 1}, [2025]),
    ],
)
def test_who_cites_can_be_narrowed(store, where, years):
    assert [c.citing.header.date.year for c in store.citing(NATIONAL, **where)] == years


def test_documents_may_be_named_by_id_and_several_at_once(store):
    other = next(d for d in store.documents(year=2024))
    by_id, by_key = store.citing(other.id), store.citing(other.key)
    assert by_id == by_key
    assert [c.citing.header.number for c in by_id] == ["36/QĐ-UBND"]
    assert len(store.citing([other.id, NATIONAL])) == 4
    assert store.citing("nothing") == []


def test_what_a_document_cites_comes_in_text_order_without_itself(store):
    plan = next(d for d in store.documents(year=2025, text="15"))
    assert [c.canonical for c in store.cited(plan.id)] == [
        "76/NQ-CP",
        "36/QĐ-UBND",
        "61/2018/NĐ-CP",
    ]
    assert [c.cited.held for c in store.cited(plan.id)] == [False, True, False]
    assert store.cited(plan.key) == store.cited(plan.id)


def test_a_citation_in_doubt_is_listed_without_a_target(tmp_path):
    with Store.open(tmp_path, Registry([], catalogue=False), linker=link_by_number) as store:
        for item in (PLAN, OTHER):
            store.put(item)
        doubtful = store.add(make("2/BC-UBND", ["15/KH-UBND"]))
        [citation] = store.cited(doubtful.id)
        assert (citation.target, citation.canonical, citation.cited) == (None, "15/KH-UBND", None)
        assert len(citation.mentions[0].mention.choices) == 2
        assert [(d.id, e.mention.line) for d, e in store.mentions_of("15/KH-UBND")] == [
            (doubtful.id, 3)
        ]


def test_chains_follow_citations_both_ways(store):
    decision = next(d for d in store.documents(text="36"))
    forward = {link.key.split("@")[0]: link.depth for link in chain(store, decision.id).links}
    assert forward == {"15/KH-UBND": 1, "76/NQ-CP": 2}
    backward = chain(store, NATIONAL, direction="citing")
    assert [(link.depth, link.key) for link in backward.links] == [
        (1, PLAN_KEY),  # newest first
        (1, OTHER_KEY),
        (2, decision.key),
    ]
    assert backward.complete


def test_every_way_of_a_chain_is_proved_step_by_step(store):
    decision = next(d for d in store.documents(text="36"))
    last = chain(store, decision.id).links[-1]
    assert last.way == (decision.key, OTHER_KEY, NATIONAL)
    assert {edge.relation for edge in last.edges} == {Relation.LEGAL_BASIS, Relation.IMPLEMENTS}
    assert {(e.source, e.target) for e in last.edges} == {(OTHER_KEY, NATIONAL)}
    assert last.edges[0].quotes[0].quote == "Căn cứ văn bản số 76/NQ-CP;"


def test_a_chain_that_is_cut_off_says_so(store):
    cut = chain(store, NATIONAL, direction="citing", limit=1)
    assert ([link.key for link in cut.links], cut.complete) == ([PLAN_KEY], False)
    only = chain(store, NATIONAL, direction="citing", relations=[Relation.IMPLEMENTS])
    assert [link.key for link in only.links] == [OTHER_KEY]
    assert chain(store, "nothing").links == ()


@pytest.mark.parametrize(
    ("where", "years"),
    [
        ({"since": dt.date(2025, 2, 12)}, [2025]),
        ({"since": dt.date(2025, 2, 13)}, []),
        ({"until": dt.date(2024, 1, 5)}, [2024, 2024]),
        ({"until": dt.date(2024, 1, 4)}, []),
        ({"type": "ke hoach"}, [2025, 2024, 2024]),
        ({"type": "Quyết định"}, []),
        ({"role": CitationRole.BASIS}, [2025, 2024, 2024]),
        ({"role": ["history", "report"]}, []),
        ({"relation": ["implements", "legal_basis"]}, [2025, 2024, 2024]),
        ({"rests": True}, [2025, 2024, 2024]),
        ({"rests": False}, []),
        ({"limit": 2, "offset": 1}, [2024, 2024]),
        ({"limit": 5, "offset": 3}, []),
        ({"undated": True}, []),
    ],
)
def test_who_cites_can_be_narrowed_by_day_kind_and_role_and_paged(store, where, years):
    found = store.citing(NATIONAL, **where)
    assert [c.citing.header.date.year for c in found] == years
    if "limit" not in where:
        assert store.tally(NATIONAL, **where) == Tally(len(set(years)), len(years))


def test_a_document_without_a_day_comes_last_and_can_be_asked_for(tmp_path):
    with Store.open(tmp_path, Registry([], catalogue=False), linker=link_by_number) as store:
        for item in (make("1/KH-UBND", [NATIONAL], day=None), make("2/KH-UBND", [NATIONAL])):
            store.put(item)
        numbers = [c.citing.header.number for c in store.citing(NATIONAL)]
        assert numbers == ["2/KH-UBND", "1/KH-UBND"]
        assert [c.citing.header.number for c in store.citing(NATIONAL, limit=1, offset=1)] == [
            "1/KH-UBND"
        ]
        [undated] = store.citing(NATIONAL, undated=True)
        assert undated.citing.header.number == "1/KH-UBND"


def test_what_rests_on_a_document_is_what_a_check_takes_for_live():
    for role in CitationRole:
        for relation in Relation:
            said = mention("1/NQ-CP", 0, 1, relation=relation)
            live = is_live(replace(said, role=role))
            assert live == (role in RESTING and relation not in ENDS)


def test_the_most_wanted_are_stubs_by_documents_that_cite_them(store):
    wanted = store.most_wanted(2)
    assert [(w.record.header.number, w.cited_by) for w in wanted] == [
        ("76/NQ-CP", 2),
        ("1/QĐ-UBND", 1),
    ]


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ({}, 4),
        ({"office": "phong noi vu"}, 4),
        ({"office": "noi"}, 4),
        ({"office": "noi v"}, 0),  # whole words
        ({"office": "Văn phòng HĐND và UBND"}, 4),
        ({"office": "nội vụ văn phòng"}, 0),  # not across two offices
        ({"field": "Cải cách thể chế"}, 4),
        ({"field": "cải cách"}, 0),
        ({"due_before": dt.date(2025, 12, 15)}, 0),
        ({"due_before": dt.date(2025, 12, 16)}, 4),
        ({"text": "kiem tra"}, 4),
        ({"text": "họp"}, 0),
    ],
)
def test_tasks_are_found_by_office_field_deadline_and_words(store, where, number):
    assert len(store.tasks(**where)) == number


def test_tasks_and_targets_of_one_document_name_it(store):
    plan = store.documents(year=2024)[0]
    assert [t.document for t in store.tasks(plan.id)] == [plan.id]
    assert [t.document for t in store.targets(plan.id)] == [plan.id]
    assert store.targets(plan.id, year=2024) == []
    assert len(store.targets(text="ho so dung han")) == 4


def test_what_documents_say_between_others_is_found_from_either_end(store):
    said = store.relations_on("2/qd-ubnd")
    assert said == store.relations_on("01/QĐ-UBND")
    assert {(r.source, r.target, r.relation) for _, r in said} == {
        ("1/QĐ-UBND", "2/QĐ-UBND", Relation.AMENDS)
    }
    assert sorted(name for name, _ in said) == sorted(d.id for d in store.documents())
    assert store.relations_on("3/QĐ-UBND") == []


def test_passages_come_by_id_in_the_order_asked_and_by_document(store):
    everything = [p.id for p in store.passages()]
    assert (
        len(everything)
        == store.passage_count()
        == sum(len(i.source.lines) for i in (PLAN, OTHER, DECISION, LETTER))
    )
    wanted = [everything[5], "unknown", everything[1], everything[5]]
    assert [p.id for p in store.passages(wanted)] == [wanted[0], wanted[2], wanted[0]]
    plan = store.documents(year=2024)[0]
    assert {p.document for p in store.passages(documents=[plan.id])} == {plan.id}
    assert list(store.passages([])) == []


def test_unknown_documents_have_nothing(store):
    assert store.document("x") is None
    assert store.source("x") is None
    for ask in (store.sections, store.mentions, store.cited, store.problems, store.relations):
        assert ask("x") == []
    assert store.tasks("x") == store.targets("x") == []
    assert chain(store, "x").links == ()


def plans_of(store, ask) -> list[str]:
    """Steps of SQLite's plans for all that `ask` asks of the library."""
    asked = []
    watch = ("before_cursor_execute", lambda c, cur, sql, values, *_: asked.append((sql, values)))
    event.listen(store.engine, *watch)
    ask()
    event.remove(store.engine, *watch)
    with reading(store.engine) as connection:
        return [
            row[-1]
            for sql, values in asked
            if sql.lstrip().startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]


TABLES = re.compile(r"SCAN (?:documents|mentions|lines|effects|d|m|l)\b(?! VIRTUAL)")


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.citing(NATIONAL),
        lambda store: store.citing(NATIONAL, limit=1, level="xã", relation=["implements"]),
        lambda store: store.tally(NATIONAL),
        lambda store: chain(store, NATIONAL, direction="citing"),
        lambda store: chain(store, PLAN_KEY),
        lambda store: shortest_path(store, PLAN_KEY, OTHER_KEY),
        lambda store: compared(store, [store.document(key) for key in (PLAN_KEY, OTHER_KEY)]),
    ],
)
def test_questions_on_citations_are_answered_by_indexes_alone(store, ask):
    """No step of a query's plan reads a whole table of the library."""
    plans = plans_of(store, lambda: ask(store))
    assert plans
    assert [step for step in plans if TABLES.search(step)] == []


def test_the_first_page_of_a_hub_is_found_without_sorting_its_list(store):
    [first, *_] = [
        step
        for step in plans_of(store, lambda: store.citing(NATIONAL, limit=1))
        if "ix_mentions_target" in step
    ]
    assert "COVERING INDEX" in first
    oldest = plans_of(store, lambda: store.citing(NATIONAL, limit=1))
    begun = oldest.index(first)
    assert "TEMP B-TREE" not in " ".join(oldest[begun : begun + 3])


# --- what answering reads -------------------------------------------------------------------
def test_mentions_that_mean_a_document_are_those_of_its_citations(store):
    for name in (NATIONAL, PLAN_KEY, OTHER_KEY, "nothing"):
        listed = [
            (citation.citing.id, evidence.mention)
            for citation in store.citing([name])
            for evidence in citation.mentions
        ]
        found = store.mentions_meaning(name)
        assert sorted(found, key=_place) == sorted(listed, key=_place)
        days = [store.document(document).header.date for document, _ in found]
        assert days == sorted(days, reverse=True)


def test_mentions_that_name_a_number_are_all_of_it_the_documents_own_among_them(store):
    for number in ("15/KH-UBND", "36/QĐ-UBND", "76/nq-cp", "9/9"):
        every = [
            (record.id, mention)
            for record in store.documents()
            for mention in store.mentions(record.id)
            if number_key(mention.canonical or "") == number_key(number)
        ]
        assert store.naming(number) == sorted(every, key=_place)


def _place(pair):
    return pair[0], pair[1].char_start


def test_some_lines_are_those_of_the_whole_text(store):
    name = store.find("36/QĐ-UBND")[0].id
    lines = store.source(name).lines
    for first in range(len(lines) + 2):
        for last in range(-1, len(lines) + 3):
            assert store.lines(name, first, last) == list(lines[max(first, 1) - 1 : max(last, 0)])
    assert store.lines("nothing", 1, 5) == []


def test_tasks_and_targets_of_some_documents_are_theirs_among_all(store):
    chosen = [record.id for record in store.documents()][:2]
    for read, every in ((store.tasks_in, store.tasks()), (store.targets_in, store.targets())):
        pairs = [(item.document, getattr(item, "task", None) or item.target) for item in every]
        assert read(None) == pairs
        assert read(chosen) == [pair for pair in pairs if pair[0] in chosen]
        assert read([]) == []
