import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from kg import events
from kg.choice_ledger import Chosen
from kg.events import EventKind
from kg.model import Passage
from kg.registry import Registry
from kg.store import Store
from tests.kg.readings import SIGNED, link_by_number, make, passages_of

ONLY_THERE = "chữ chỉ văn bản này có"


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path, Registry([], catalogue=False), linker=link_by_number) as opened:
        yield opened


def put(store: Store, item, by="An", **options):
    return store.put(item, passages_of(item), by=by, **options).record


def told(store: Store):
    return [(event.kind, event.by, event.document, event.number) for event in store.events()]


def test_a_document_added_read_again_and_removed_is_told_with_who_did_it(store):
    record = put(store, make("15/KH-UBND"))
    assert told(store) == [(EventKind.DOCUMENT_ADDED, "An", record.id, "15/KH-UBND")]
    again = put(store, make("15/KH-UBND"), by="Bình", again=True)
    assert told(store)[0] == (EventKind.DOCUMENT_READ_AGAIN, "Bình", again.id, "15/KH-UBND")
    (event, _) = store.events()
    assert event.title == "Kế hoạch cải cách hành chính năm 2025"
    assert abs(dt.datetime.now(dt.UTC) - event.at) < dt.timedelta(minutes=5)
    store.remove(record.id, by="Chi")
    assert told(store) == [(EventKind.DOCUMENT_REMOVED, "Chi", None, "15/KH-UBND")]


def test_the_same_bytes_are_no_event(store):
    put(store, make("15/KH-UBND"))
    put(store, make("15/KH-UBND"))
    assert store.event_count() == 1


def test_other_bytes_at_one_path_leave_only_what_is_held_now(store):
    put(store, make("15/KH-UBND", path="a.txt", title=ONLY_THERE))
    new = put(store, make("16/KH-UBND", path="a.txt"))
    assert told(store) == [(EventKind.DOCUMENT_READ_AGAIN, "An", new.id, "16/KH-UBND")]


def test_a_document_that_nothing_came_for_is_told_as_removed(store):
    kept = put(store, make("1/KH-UBND", path="b.txt"))
    put(store, make("2/KH-UBND", path="a.txt"))
    put(store, make("1/KH-UBND", path="a.txt"), by="Bình")
    assert told(store) == [
        (EventKind.DOCUMENT_REMOVED, "Bình", None, "2/KH-UBND"),
        (EventKind.DOCUMENT_ADDED, "An", kept.id, "1/KH-UBND"),
    ]


@pytest.mark.parametrize("number", ["15/KH-UBND", None])
def test_of_a_removed_document_nothing_stays_but_its_number(store, number):
    record = put(store, make(number, ["76/NQ-CP"], title=ONLY_THERE, name="tệp riêng.txt"))
    put(store, make(number, ["76/NQ-CP"], title=ONLY_THERE, name="tệp riêng.txt"), again=True)
    store.choose(made := make(number, ["76/NQ-CP"], title=ONLY_THERE, name="tệp riêng.txt"),
                 made.mentions[-1].char_start,
                 Chosen("x", "An", dt.datetime(2025, 1, 1, tzinfo=dt.UTC)))  # fmt: skip
    assert store.events()[0].kind is EventKind.CHOICE_MADE
    store.remove(record.id)
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM events")).mappings().all()
    (row,) = rows
    kept = {name: value for name, value in row.items() if value is not None}
    assert set(kept) - {"serial", "at", "kind", "actor"} == ({"number"} if number else set())
    assert ONLY_THERE not in repr(rows)
    assert "riêng" not in repr(rows)


def test_serials_are_never_given_twice_so_that_a_reader_misses_nothing(store):
    record = put(store, make("15/KH-UBND"))
    seen = store.last_event()
    store.remove(record.id)
    assert store.last_event() > seen
    assert [event.kind for event in store.events(since=seen)] == [EventKind.DOCUMENT_REMOVED]


def test_choices_facts_and_datasets_are_told(store):
    for day in (SIGNED, dt.date(2021, 7, 15)):
        put(store, make("76/NQ-CP", day=day, title=f"ngày {day}"))
    item = make("15/KH-UBND", ["76/NQ-CP"])
    record = put(store, item)
    at = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    made = store.choose(item, item.mentions[1].char_start, Chosen("76/NQ-CP@2021", "Dung", at))
    store.take_back(made.serial, by="Em", at=at)
    newest = store.events(limit=2)
    assert [(e.kind, e.by, e.document) for e in newest] == [
        (EventKind.CHOICE_TAKEN_BACK, "Em", record.id),
        (EventKind.CHOICE_MADE, "Dung", record.id),
    ]
    fact = {"number": "61/2018/NĐ-CP", "type": "Nghị định", "signed": "2018-04-23",
            "issuer": "Chính phủ", "effective": "2018-06-21", "source": "Công báo"}  # fmt: skip
    taken = store.take_facts([fact], checked=SIGNED, by="Giang")
    assert taken.added
    assert store.events(limit=1)[0].kind is EventKind.FACTS_ADDED
    store.remove_facts(taken.added[0], by="Giang")
    assert store.events(limit=1)[0].kind is EventKind.FACTS_REMOVED
    passages = [Passage(f"a{n}", "1/2020/QH14", ("Điều 1",), "x", 1, 1) for n in range(7)]
    store.import_passages("law.jsonl 0f3a", passages, batch=3, by="Hà")
    store.import_passages("law.jsonl 0f3a", passages, batch=3, by="Hà")  # held already
    newest = store.events(limit=1)[0]
    assert (newest.kind, newest.detail, newest.count) == (
        EventKind.DATASET_IMPORTED, "law.jsonl", 7,
    )  # fmt: skip
    store.remove_dataset("law.jsonl 0f3a", by="Hà")
    store.remove_dataset("law.jsonl 0f3a", by="Hà")  # gone already
    kinds = [event.kind for event in store.events(limit=3)]
    assert kinds[:2] == [EventKind.DATASET_REMOVED, EventKind.DATASET_IMPORTED]


def test_a_choice_in_a_draft_is_nobody_elses_matter(store):
    draft = make("15/KH-UBND", ["76/NQ-CP"])
    store.choose(draft, draft.mentions[1].char_start,
                 Chosen("x", "An", dt.datetime(2025, 1, 1, tzinfo=dt.UTC)))  # fmt: skip
    assert store.events() == []


def test_what_fails_leaves_no_event(store):
    item = make("15/KH-UBND")
    with pytest.raises(ValueError, match="another document"):
        store.put_all([(make("1/KH-UBND"), ()), (item, passages_of(make("2/KH-UBND")))])
    assert store.events() == []
    assert store.count()["held"] == 0


def test_old_events_go_where_there_are_many(store, monkeypatch):
    monkeypatch.setattr(events, "MOST", 10)
    monkeypatch.setattr(events, "_SLACK", 3)
    for n in range(1, 30):
        put(store, make(f"{n}/KH-UBND"))
        assert store.event_count() <= 13
    kept = [event.number for event in store.events()]
    assert kept[:10] == [f"{n}/KH-UBND" for n in range(29, 19, -1)]


def test_events_are_joined_by_day_kind_and_person(store):
    for n, by in enumerate(("An", "An", "Bình", "An"), 1):
        put(store, make(f"{n}/KH-UBND"), by=by)
    found = store.happened(each=2)
    assert [(group.by, group.total, [e.number for e in group.events]) for group in found] == [
        ("An", 3, ["4/KH-UBND", "2/KH-UBND"]),
        ("Bình", 1, ["3/KH-UBND"]),
    ]
    today = dt.datetime.now(dt.UTC).astimezone().date()
    assert abs(found[0].day - today) <= dt.timedelta(days=1)
    since = found[1].last
    later = store.happened(since=since)
    assert [(group.by, group.total) for group in later] == [("An", 1)]
    assert store.event_count(since=since) == 1


def test_a_document_read_anew_under_another_name_keeps_its_history(store):
    item = make("15/KH-UBND")
    record = put(store, item)
    with store.engine.begin() as connection:
        new = replace(record, id="x", header=replace(record.header, title="tên mới"))
        events.rename(connection, [record.id], new)
    assert [(e.document, e.title) for e in store.events()] == [("x", "tên mới")]
