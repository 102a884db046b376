import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import event

from kg.model import Place
from kg.opening import reading
from kg.registry import Registry
from kg.store import Store
from kg.terms import PlaceLevel, Relation
from tests.kg.readings import link_by_number, make, passages_of

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
    forward = {link.key.split("@")[0]: link.depth for link in store.chain(decision.id)}
    assert forward == {"15/KH-UBND": 1, "76/NQ-CP": 2}
    backward = [(k.key, k.depth) for k in store.chain(NATIONAL, direction="citing")]
    assert [depth for _, depth in backward] == [1, 1, 2]
    assert store.chain(NATIONAL, direction="citing", depth=1, limit=1) == [
        min(store.chain(NATIONAL, direction="citing", depth=1), key=lambda link: link.key)
    ]


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
    assert store.tasks("x") == store.targets("x") == store.chain("x") == []


def test_who_cites_is_answered_by_indexes_alone(store):
    """No step of the query's plan reads a whole table of the library."""
    asked = []
    watch = ("before_cursor_execute", lambda c, cur, sql, values, *_: asked.append((sql, values)))
    event.listen(store.engine, *watch)
    store.citing(NATIONAL)
    event.remove(store.engine, *watch)
    with reading(store.engine) as connection:
        plans = [
            row[-1]
            for sql, values in asked
            if sql.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    assert any("ix_mentions_target" in step for step in plans)
    assert [step for step in plans if "SCAN" in step and "json_each" not in step
            and "anon" not in step] == []  # fmt: skip
