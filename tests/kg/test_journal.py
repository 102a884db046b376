"""What an index is told of a library: followed change by change, it holds what the store holds."""

import datetime as dt
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from kg.choice_ledger import Chosen
from kg.model import Passage
from kg.opening import library_file
from kg.registry import Registry
from kg.store import Store
from tests.kg.readings import link_by_number, make, passages_of
from tests.kg.test_migrations import first_library


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path, Registry([], catalogue=False), linker=link_by_number) as opened:
        yield opened


class Follower:
    """An index as simple as can be: passages by document, changed only as the journal tells."""

    def __init__(self):
        self.stamp, self.rows, self.rebuilt = "never", [], 0

    def follow(self, store):
        now, changed = store.stamp, store.changed_since(self.stamp)
        if changed is None:
            self.rows, self.rebuilt = list(store.passages()), self.rebuilt + 1
        else:
            kept = [row for row in self.rows if row.document not in changed]
            self.rows = kept + list(store.passages(documents=changed))
        self.stamp = now
        return changed


def in_order(passages):
    return sorted(passages, key=lambda passage: (passage.id, passage.text))


def article(number, document, words=""):
    return Passage(f"a{number}", document, (), f"Điều {number} {words}", 0, 0)


SAMPLES = [make(f"{n}/KH-UBND", path=f"p{n % 5}.txt", extra="x " * n) for n in range(8)]


def step(store, draw):
    """One change, or none, of any kind that a library knows."""
    kind = draw.randrange(6)
    if kind == 0:
        held = store.documents()
        if held:
            store.remove(draw.choice(held).id)
    elif kind <= 2:
        chosen = draw.sample(SAMPLES, draw.randint(1, 3))
        store.put_all([(one, passages_of(one)) for one in chosen], again=draw.random() < 0.5)
    elif kind == 3:
        store.remove_dataset(draw.choice(["law 1", "law 2", "other"]))
    else:
        rows = [
            article(n, f"doc-{draw.randrange(3)}", draw.choice("ab"))
            for n in draw.sample(range(9), draw.randint(0, 6))
        ]
        name = draw.choice(["law 1", "law 2", "other"])
        source = None if name == "other" else "law.jsonl"
        store.import_passages(name, rows, source=source, batch=2, resume=draw.random() < 0.5)


@pytest.mark.parametrize("seed", range(6))
def test_an_index_that_follows_the_journal_holds_what_the_store_holds(store, seed):
    draw, followers = random.Random(seed), (Follower(), Follower())
    store.put(SAMPLES[0])  # the stamp of a library that never had anything is not remembered
    for _ in range(40):
        step(store, draw)
        for follower, share in zip(followers, (1.0, 0.3), strict=True):
            if draw.random() < share:
                follower.follow(store)
                assert in_order(follower.rows) == in_order(store.passages())
    assert [follower.rebuilt for follower in followers] == [1, 1]


def test_only_what_changed_is_told(store):
    store.put_all([(one, passages_of(one)) for one in SAMPLES[:3]])
    before = store.stamp
    assert store.changed_since(before) == set()
    added = store.put(SAMPLES[3], passages_of(SAMPLES[3])).record.id
    assert store.changed_since(before) == {added}
    store.put(SAMPLES[3], passages_of(SAMPLES[3]))  # the same bytes
    store.remove(store.documents()[0].id)
    assert len(store.changed_since(before)) == 2


def test_a_file_that_changed_tells_of_the_old_and_the_new_document(store):
    old = store.put(SAMPLES[0], passages_of(SAMPLES[0])).record
    before = store.stamp
    mended = make("77/KH-UBND", path=old.path, extra="mới")
    new = store.put(mended, passages_of(mended)).record
    assert store.changed_since(before) == {old.id, new.id}


def test_a_document_held_and_one_of_a_dataset_may_be_called_alike(store):
    own = store.put(SAMPLES[0], passages_of(SAMPLES[0])).record.id
    store.import_passages("law", [article(1, own), article(2, "other")])
    before = store.stamp
    store.remove(own)
    assert store.changed_since(before) == {own}
    assert [passage.id for passage in store.passages(documents=[own])] == ["a1"]


def test_a_stamp_that_is_not_known_tells_nothing(store, tmp_path):
    assert store.changed_since("") == set()  # nothing was ever here
    store.put(SAMPLES[0])
    assert store.changed_since("") is None
    with Store.open(tmp_path / "other", Registry([], catalogue=False)) as other:
        other.import_passages("law", [article(1, "doc")])
        assert store.changed_since(other.stamp) is None


def test_a_library_restored_from_a_copy_does_not_trust_what_came_after_it(store, tmp_path):
    store.put(SAMPLES[0])
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(library_file(tmp_path))) as raw:
        raw.execute("VACUUM INTO ?", (str(library_file(copy)),))
    store.put(SAMPLES[1])
    indexed = store.stamp
    with Store.open(copy, Registry([], catalogue=False), linker=link_by_number) as restored:
        restored.put(SAMPLES[2])
        restored.put(SAMPLES[3])
        assert restored.changed_since(indexed) is None


def test_what_an_index_took_in_is_forgotten(store):
    name = store.put(SAMPLES[0], passages_of(SAMPLES[0])).record.id
    first = store.stamp
    store.remove(name)
    store.forget_changes(store.stamp)
    store.forget_changes("not known")
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM passage_changes")).all() == []
    assert store.changed_since(store.stamp) == set()
    assert store.changed_since(first) is None
    assert name.encode() not in library_bytes(store)


def library_bytes(store):
    """All bytes of the library's file, what was deleted and lies unused cleared away."""
    file = Path(store.engine.url.database)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


def test_what_changes_while_an_index_is_made_is_told_to_it_afterwards(store):
    store.put(SAMPLES[0])
    stamp = store.stamp
    late = store.put(SAMPLES[1]).record.id
    store.forget_changes(stamp)
    assert store.changed_since(stamp) == {late}


def test_an_old_librarys_stamp_stays_known(tmp_path):
    first_library(tmp_path)
    engine = create_engine(f"sqlite:///{library_file(tmp_path)}")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO library VALUES ('stamp', 'abc')"))
        connection.execute(text("INSERT INTO datasets VALUES ('law', 7, 0), ('done', 9, 1)"))
    engine.dispose()
    with Store.open(tmp_path, Registry([], catalogue=False), linker=link_by_number) as store:
        assert store.stamp == "abc"
        assert store.changed_since("abc") == set()
        assert (store.dataset("law"), store.dataset("done")) == ((0, False), (9, True))
        added = store.put(replace(SAMPLES[0], path="new")).record.id
        assert store.changed_since("abc") == {added}


def test_the_state_changes_with_passages_facts_and_links(store):
    seen = {store.state}
    item = make("1/KH-UBND", ["76/NQ-CP"])
    store.put(item, passages_of(item))
    seen.add(store.state)
    stamp = store.stamp
    now = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    store.choose(item, item.mentions[1].char_start, Chosen("x", "An", now))
    seen.add(store.state)
    assert (len(seen), store.stamp) == (3, stamp)
