"""Documents cited and not held: described and named alike after any history of writes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from kg.candidates import CitedAt
from kg.choice_ledger import Chosen
from kg.facts import RegistryEntry
from kg.opening import reading
from kg.registry import Registry
from kg.rows import stub_id
from kg.schema import documents, mentions
from kg.store import Store
from kg.stubs import Description, Source, best_of, stub_chosen
from kg.terms import MentionType
from tests.kg.readings import make, mention
from tests.kg.test_linking import FACTS, FEW, LAW, by_name, fuller

DECREE = RegistryEntry(
    "9/2020/NĐ-CP@2020-01-02", "9/2020/NĐ-CP", "Nghị định", "Quy định về đất đai", "Chính phủ",
    dt.date(2020, 1, 2),
)  # fmt: skip
AT = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
LONG = "Danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã " * 2


def named(title, place, *, kind=MentionType.NAMED_DOC, **said):
    """A reading that names a document by its title."""
    item = make(f"{place}/KH-UBND", path=f"{place}.txt", title=f"Bản {place}")
    one = replace(
        mention("", 9000, 1, kind=kind), canonical=None, number=None, title=title, raw=title, **said
    )
    return replace(item, mentions=(*item.mentions, one))


def citing(place, *numbers, **said):
    """A reading that cites these numbers; `said` of all of them."""
    item = make(f"{place}/KH-UBND", numbers, path=f"{place}.txt", title=f"Bản {place}")
    cites = (replace(one, **said) for one in item.mentions[1:])
    return replace(item, mentions=(item.mentions[0], *cites))


UNDATED_LAW = make("77/2015/QH13", day=None, path="h.txt", title="Luật Chưa ai biết", place=None)
BY_NAME = by_name(make("8/KH-UBND", path="8.txt", title="Bản 8"), LAW.title, LAW.signed)
BY_NUMBER = citing(9, "77/2015/QH13@2015-06-19", title="Danh mục thủ tục hành chính cấp xã")
IN_TWO_SPELLINGS = [citing(1, "5/QĐ-UBND", issuer="UBND xã Hoà Bình"),
                    citing(2, "5/QĐ-UBND", issuer="UBND xã Hòa Bình")]  # fmt: skip
OF_ONE_BEGINNING = [named(LONG + "một", 1), named(LONG + "hai", 2)]
NAME_WITH_AND_WITHOUT_KIND = [
    named("Luật Chưa ai biết", 1, date=dt.date(2024, 6, 1)),
    named("Chưa ai biết", 2, date=dt.date(2024, 6, 1), issuer="UBND tỉnh Tiền Giang"),
]


def state(store):
    """Every column of every document and every link, without serials."""
    columns = [column for column in documents.c if column.name != "serial"]
    links = [mentions.c[n] for n in ("position", "target", "confidence", "choices", "problems")]
    joined = select(documents.c.id, *links).join(documents)
    with reading(store.engine) as connection:
        return (
            sorted(map(str, connection.execute(select(*columns)))),
            sorted(map(str, connection.execute(joined))),
        )


def opened(tmp_path_factory, facts=FACTS):
    return Store.open(tmp_path_factory.mktemp("l"), facts)


def at_once(tmp_path_factory, items):
    """What a library says that got all of them in one write."""
    with opened(tmp_path_factory) as store:
        store.put_all([(item, ()) for item in items])
        return state(store)


STEPS = st.lists(st.tuples(st.sampled_from(["put", "put", "out", "again"]), st.integers(0, 4)))


@FEW
@given(fuller(), STEPS)
@example([UNDATED_LAW, BY_NAME, BY_NUMBER], [("put", 0), ("put", 1), ("put", 2), ("out", 2)])
@example([UNDATED_LAW, BY_NAME, BY_NUMBER], [("put", 0), ("put", 2), ("put", 1), ("out", 1)])
@example(IN_TWO_SPELLINGS, [("put", 0), ("put", 1)])
@example(IN_TWO_SPELLINGS, [("put", 1), ("put", 0)])
@example(IN_TWO_SPELLINGS, [("put", 0), ("put", 1), ("out", 1)])
@example(IN_TWO_SPELLINGS, [("put", 0), ("put", 1), ("out", 0)])
@example(OF_ONE_BEGINNING, [("put", 1), ("put", 0)])
@example(NAME_WITH_AND_WITHOUT_KIND, [("put", 1), ("put", 0)])
def test_any_history_gives_what_one_write_of_what_is_left_gives(tmp_path_factory, items, steps):
    held = {}
    with opened(tmp_path_factory) as store:
        for step, place in steps:
            if step == "out" and place in held:
                store.remove(held.pop(place))
            elif step != "out" and place < len(items):
                held[place] = store.put(items[place], again=step == "again").record.id
        found = state(store)
    assert found == at_once(tmp_path_factory, [items[place] for place in sorted(held)])


def choose(store, item, target, everywhere=False):
    return store.choose(item, 9000, Chosen(target, "Lan", AT, everywhere)).serial


@FEW
@given(fuller(), st.sampled_from([LAW.key, "76/NQ-CP@2021-07-15", "5/QĐ-UBND@?@UBND xã"]))
def test_a_choice_taken_back_leaves_links_as_they_were(tmp_path_factory, items, target):
    item = named("Kế hoạch chưa ai biết", 9)
    with opened(tmp_path_factory) as store:
        store.put_all([(each, ()) for each in (*items, item)])
        before = state(store)
        serial = choose(store, item, target)
        assert store.document(target) is not None
        store.take_back(serial, by="Lan", at=AT)
        assert state(store) == before


def test_what_mentions_say_describes_a_stub_before_what_somebody_chose(tmp_path):
    key, chosen = "5/QĐ-UBND@2024-03-01@UBND tỉnh Tiền Giang", named("Bản kế hoạch cũ", 1)
    saying = citing(2, "5/QĐ-UBND@2024-03-01", issuer="UBND tỉnh", title="Quy chế làm việc")
    with Store.open(tmp_path, FACTS) as store:
        store.put(chosen)
        choose(store, chosen, key)
        head = store.document(key).header
        assert (head.number, head.title, head.issuer) == ("5/QĐ-UBND", None, "UBND tỉnh Tiền Giang")
        other = store.put(saying).record.id
        assert store.document(key).header.title == "Quy chế làm việc"
        store.put(chosen, again=True)
        assert store.document(key).header.title == "Quy chế làm việc"
        store.remove(other)
        assert store.document(key).header == head


def test_facts_describe_what_was_chosen_and_nothing_is_left_of_them(tmp_path):
    key, item = "90/2024/QH15@2024-06-01", named("Bản kế hoạch cũ", 1)
    row = {"number": "90/2024/QH15", "signed": "2024-06-01", "type": "Luật", "title": "Luật Mới",
           "source": "Công báo"}  # fmt: skip
    with Store.open(tmp_path, FACTS) as store:
        store.put(item)
        choose(store, item, key)
        before = state(store)
        store.add_facts([row], checked=dt.date(2024, 7, 1))
        assert store.document(key).header.title == "Luật Mới"
        store.remove_facts(key)
        assert state(store) == before


@pytest.mark.parametrize(
    "number",
    ["76/NQ-CP@2021-07-15", "19/2020/NĐ-CP@2020-01-02", "109/2020/NĐ-CP@2020-01-02",
     "1009/2020/NĐ-CP@2020-01-02", "0109/2020/NĐ-CP@2020-01-02", "90/2020/NĐ-CP@2020-01-02"],
)  # fmt: skip
def test_facts_on_another_number_are_held_against_what_is_cited(tmp_path_factory, number):
    """Its title names another document, or its number is a figure away from it."""
    row = {"number": DECREE.number, "signed": "2020-01-02", "type": "Nghị định",
           "title": "Quy định chi tiết thi hành một số điều về đất đai", "source": "x"}  # fmt: skip
    item = citing(1, number, title=row["title"] if "NQ" in number else f"Các {row['title']}")
    found = []
    for facts_first in (True, False):
        with opened(tmp_path_factory) as store:
            for first in (facts_first, not facts_first):
                if first:
                    store.add_facts([row], checked=dt.date(2024, 7, 1))
                else:
                    store.put(item)
            found.append(state(store))
    assert found[0] == found[1]
    assert DECREE.key in found[0][1][1]
    with opened(tmp_path_factory) as store:
        store.put(item)
        before = state(store)
        store.add_facts([row], checked=dt.date(2024, 7, 1))
        store.remove_facts(DECREE.key)
        assert state(store) == before != found[0]


def test_the_best_description_is_that_of_the_registry_then_of_the_first_group():
    stub = stub_chosen(CitedAt(1, mention("1/QĐ-UBND", 0, 1), None), "1/QĐ-UBND@?@?", None)
    told = [Description(stub, source, group) for group in "ba" for source in reversed(Source)]
    assert best_of(told)[stub.key].rank == (Source.REGISTRY, "a")
    assert best_of(one for one in told if one.source is Source.CHOICE)[stub.key].group == "a"
    assert best_of([]) == {}


@pytest.mark.parametrize(
    ("key", "number", "day", "issuer"),
    [
        ("1/QĐ-UBND@2024-03-01@UBND tỉnh", "1/QĐ-UBND", dt.date(2024, 3, 1), "UBND tỉnh"),
        ("1/QĐ-UBND@?@? tỉnh Tiền Giang", "1/QĐ-UBND", None, None),
        ("61/2018/NĐ-CP@2018-04-23", "61/2018/NĐ-CP", dt.date(2018, 4, 23), None),
        ("ke-hoach-nam-2025@?@?", None, None, None),
        ("file:0123456789abcdef", None, None, None),
    ],
)  # fmt: skip
def test_of_a_document_that_only_a_choice_names_its_key_tells(key, number, day, issuer):
    stub = stub_chosen(CitedAt(1, mention("7/QĐ-UBND", 0, 1), None), key, None)
    head = stub.header
    assert (stub.id, stub.key, stub.held) == (stub_id(key), key, False)
    assert (head.number, head.date, head.issuer) == (number, day, issuer)


def test_the_registry_describes_a_stub_that_mentions_describe_otherwise(tmp_path):
    with Store.open(tmp_path, Registry([LAW, DECREE], catalogue=False)) as store:
        store.put_all([(item, ()) for item in (UNDATED_LAW, BY_NUMBER)])
        assert store.document(LAW.key).header.title == LAW.title
