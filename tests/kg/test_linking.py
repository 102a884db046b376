"""The store with the linker that is shipped: links depend on what is held, not on how it came."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kg import linking
from kg.facts import RegistryEntry
from kg.model import Reading
from kg.opening import writing
from kg.registry import Registry
from kg.rows import title_key
from kg.schema import mentions
from kg.store import Store
from kg.terms import MentionType
from tests.kg.readings import make, mention

LAW = RegistryEntry(
    key="77/2015/QH13@2015-06-19",
    number="77/2015/QH13",
    type="Luật",
    title="Luật Tổ chức chính quyền địa phương",
    issuer="Quốc hội",
    signed=dt.date(2015, 6, 19),
)
PROGRAMMES = [
    RegistryEntry(f"76/NQ-CP@{day}", "76/NQ-CP", "Nghị quyết", title, "Chính phủ", day)
    for day, title in (
        (dt.date(2013, 6, 13), "Sửa đổi, bổ sung một số điều của Nghị quyết số 30c/NQ-CP"),
        (dt.date(2021, 7, 15), "Ban hành Chương trình tổng thể cải cách hành chính nhà nước"),
    )
]
FACTS = Registry([LAW, *PROGRAMMES], catalogue=False)
FEW = settings(max_examples=20, deadline=None)


def by_name(item: Reading, title: str, day: dt.date | None) -> Reading:
    """The same reading with a law that it cites by name."""
    law = replace(
        mention("", 9000, 1, day=day, kind=MentionType.NAMED_LAW),
        canonical=None, number=None, title=title, type="Luật", raw=title,
    )  # fmt: skip
    return replace(item, mentions=(*item.mentions, law))


NUMBERS = st.sampled_from(["76/NQ-CP", "1/QĐ-UBND", "2/2020/NĐ-CP", "77/2015/QH13"])
DAYS = st.sampled_from([None, dt.date(2013, 6, 13), dt.date(2021, 7, 15), dt.date(2024, 3, 1)])


@st.composite
def libraries(draw: st.DrawFn) -> list[Reading]:
    items = []
    for place in range(draw(st.integers(1, 5))):
        cites = draw(st.lists(st.tuples(NUMBERS, DAYS), max_size=4))
        said = [f"{number}@{day}" if day else number for number, day in cites]
        item = make(
            draw(NUMBERS), said, day=draw(DAYS), path=f"{place}.txt", title=f"Văn bản {place}"
        )
        named = draw(st.sampled_from([None, LAW.title, "Luật Chưa ai biết"]))
        items.append(by_name(item, named, draw(DAYS)) if named else item)
    return items


def links(store: Store) -> object:
    return (
        {r.id: [replace(m, raw="") for m in store.mentions(r.id)] for r in store.documents()},
        {r.id: [m.target for m in store.mentions(r.id)] for r in store.documents()},
        {r.id: [len(m.choices) for m in store.mentions(r.id)] for r in store.documents()},
        store.documents(stubs=True),
    )


@FEW
@given(libraries(), st.randoms())
def test_links_do_not_depend_on_the_order_of_adding(tmp_path_factory, items, random):
    found = []
    for order in (items, random.sample(items, len(items))):
        with Store.open(tmp_path_factory.mktemp("l"), FACTS) as store:
            for item in order:
                store.put(item)
            found.append(links(store))
    assert found[0] == found[1]


TWO_FILES_OF_ONE_DOCUMENT = [
    make("3/KH-UBND", ["76/NQ-CP"], path="0.txt", title="Văn bản 0"),
    make("1/QĐ-UBND", ["76/NQ-CP@2021-07-15"], path="1.txt", title="Văn bản 1"),
    make("1/QĐ-UBND", ["76/NQ-CP"], path="2.txt", title="Văn bản 2"),
]
"""The second file named in full what the first one means, as if they were one text."""


@FEW
@given(libraries())
@example(TWO_FILES_OF_ONE_DOCUMENT)
def test_links_are_as_before_once_a_document_is_gone(tmp_path_factory, items):
    with Store.open(tmp_path_factory.mktemp("l"), FACTS) as store:
        for item in items[1:]:
            store.put(item)
        before = links(store)
        store.remove(store.put(items[0]).record.id)
        assert links(store) == before


@FEW
@given(libraries())
def test_every_target_is_a_document_held_or_a_stub_and_every_stub_is_cited(tmp_path_factory, items):
    with Store.open(tmp_path_factory.mktemp("l"), FACTS) as store:
        for item in items:
            store.put(item)
        targets = {m.target for r in store.documents() for m in store.mentions(r.id) if m.target}
        stubs = {record.key for record in store.documents(stubs=True)}
        held = {record.key for record in store.documents()}
        assert stubs <= targets <= stubs | held
        assert not stubs & held


def test_a_law_cited_by_name_becomes_a_stub_with_its_number(tmp_path):
    with Store.open(tmp_path, FACTS) as store:
        record = store.add(by_name(make("1/QĐ-UBND"), LAW.title, LAW.signed))
        assert store.mentions(record.id)[-1].target == LAW.key
        [stub] = store.documents(stubs=True)
        assert (stub.id, stub.header.number) == ("77-2015-qh13-2015-06-19", "77/2015/QH13")
        assert [c.citing.id for c in store.citing(LAW.key)] == [record.id]


def test_a_number_of_two_documents_stays_open_until_the_day_tells(tmp_path):
    with Store.open(tmp_path, FACTS) as store:
        record = store.add(make("1/QĐ-UBND", ["76/NQ-CP", "76/NQ-CP@2021-07-15"], title="a"))
        undated = store.add(make("3/QĐ-UBND", ["76/NQ-CP"], title="b"))
        assert store.mentions(record.id)[2].target == "76/NQ-CP@2021-07-15"
        doubtful = store.mentions(undated.id)[1]
        assert doubtful.target is None or doubtful.confidence < 1
        if doubtful.target is None:
            assert {c.key[-10:] for c in doubtful.choices} == {"2013-06-13", "2021-07-15"}


def test_a_fact_that_users_add_links_what_was_open(tmp_path):
    with Store.open(tmp_path, FACTS) as store:
        record = store.add(by_name(make("1/QĐ-UBND"), "Luật Chưa ai biết", dt.date(2024, 6, 1)))
        before = store.mentions(record.id)[-1].target
        row = {
            "number": "90/2024/QH15", "signed": "2024-06-01", "type": "Luật",
            "title": "Luật Chưa ai biết", "source": "Công báo",
        }  # fmt: skip
        assert store.add_facts([row], checked=dt.date(2024, 7, 1)) == (1, [])
        assert before != "90/2024/QH15@2024-06-01"
        assert store.mentions(record.id)[-1].target == "90/2024/QH15@2024-06-01"


def test_titles_are_compared_without_the_kind_of_document():
    assert title_key("Luật Tổ chức chính quyền địa phương") == "to chuc chinh quyen dia phuong"
    assert title_key("TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG") == "to chuc chinh quyen dia phuong"
    assert title_key("Luật") == "luat"
    assert title_key(None) is title_key(" ") is None


ISSUERS = st.sampled_from([None, "UBND tỉnh", "UBND tỉnh Hậu Giang"])
TITLES = st.sampled_from([None, "Ban hành Chương trình tổng thể cải cách hành chính nhà nước"])
KINDS = st.sampled_from([MentionType.NUMBERED] * 3 + [MentionType.ANAPHORA])


@st.composite
def fuller(draw: st.DrawFn) -> list[Reading]:
    """Libraries whose mentions state issuers and titles too, and point back."""
    return [
        replace(
            item,
            mentions=tuple(
                said
                if said.mention_type is MentionType.SELF
                else replace(
                    said, issuer=draw(ISSUERS), title=said.title or draw(TITLES),
                    mention_type=draw(KINDS) if said.canonical else said.mention_type,
                )
                for said in item.mentions
            ),
        )
        for item in draw(libraries())
    ]  # fmt: skip


@FEW
@given(fuller(), st.randoms())
def test_links_do_not_depend_on_the_order_or_on_how_many_come_at_once(
    tmp_path_factory, items, random
):
    found = []
    for order, size in ((items, 1), (random.sample(items, len(items)), 2), (items, len(items))):
        with Store.open(tmp_path_factory.mktemp("l"), FACTS) as store:
            for start in range(0, len(order), size):
                store.put_all([(item, ()) for item in order[start : start + size]])
            found.append(links(store))
    assert found[0] == found[1] == found[2]


@FEW
@given(fuller())
def test_linking_new_mentions_alone_leaves_what_linking_all_anew_gives(tmp_path_factory, items):
    with Store.open(tmp_path_factory.mktemp("l"), FACTS) as store:
        for item in items:
            store.put(item)
        before = links(store)
        with writing(store.engine) as connection:
            groups = set(connection.scalars(select(mentions.c.group_key).distinct())) - {None}
            store._relink(connection, groups)
        assert links(store) == before


@pytest.fixture
def linked(monkeypatch):
    """How many mentions of a group each write looked at, of groups that it had seen before."""
    counts: list[tuple[str, int]] = []
    rows = linking._group_rows

    def counting(connection, group, **more):
        found = rows(connection, group, **more)
        counts.append((group, len(found)))
        return found

    monkeypatch.setattr(linking, "_group_rows", counting)
    return counts


def test_of_a_registered_document_only_the_new_mention_is_linked(tmp_path, linked):
    with Store.open(tmp_path, FACTS) as store:
        for number in range(1, 6):
            day = dt.date(2025, 2, number)
            store.put(make(f"{number}/KH-UBND", ["77/2015/QH13"], day=day, title=f"Bản {number}"))
    assert [count for group, count in linked if group == "77/2015/qh13"] == [1] * 5


def test_of_a_document_that_mentions_describe_only_those_that_say_more_are_linked_with_all(
    tmp_path, linked
):
    """A later mention may tell its day or its issuer more fully."""
    cites = ["99/2020/NĐ-CP", "99/2020/NĐ-CP@2020-03-01", "99/2020/NĐ-CP@2020-03-01"]
    with Store.open(tmp_path, FACTS) as store:
        for number, cited in enumerate(cites, 1):
            store.put(make(f"{number}/KH-UBND", [cited], title=f"Bản {number}"))
        targets = {m.target for r in store.documents() for m in store.mentions(r.id)[1:]}
    assert targets == {"99/2020/NĐ-CP@2020-03-01"}
    asked = [count for group, count in linked if group == "99/2020/nd-cp"]
    assert max(asked) == 2
    assert asked[-1] == 1


def test_pointing_words_are_no_edge_and_want_no_document(tmp_path):
    item = make("1/KH-UBND", ["77/2015/QH13"])
    pointing = replace(item.mentions[-1], mention_type=MentionType.ANAPHORA, char_start=9000)
    own = replace(item.mentions[0], mention_type=MentionType.ANAPHORA, char_start=9100)
    with Store.open(tmp_path, FACTS) as store:
        record = store.add(replace(item, mentions=(*item.mentions, pointing, own)))
        assert [m.target for m in store.mentions(record.id)[1:]] == [LAW.key, LAW.key, record.key]
        [citation] = store.cited(record.id)
        assert len(citation.mentions) == 1
        assert [(w.record.key, w.cited_by) for w in store.most_wanted()] == [(LAW.key, 1)]
