"""Reviews in the store: the queue, one transaction for each, kills in the middle of it."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from kg.doubtful import RANKS, DoubtKind, places
from kg.errors import Problem
from kg.events import EventKind, now
from kg.model import AsRead, Line, SourceText
from kg.opening import library_file
from kg.registry import Registry
from kg.review_rows import reviews_in
from kg.reviews import Review, ReviewChange, reviewed_line
from kg.store import Store
from kg.terms import ProblemCode
from tests.kg.readings import link_by_number, make, passages_of
from tests.kg.test_store import contents

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]


def opened(folder: Path) -> Store:
    return Store.open(folder, Registry([], catalogue=False), linker=link_by_number)


@pytest.fixture
def store(tmp_path: Path):
    with opened(tmp_path) as made:
        yield made


def doubtful(number="15/KH-UBND", words="Phòng Nội vu"):
    """A document whose last line has a doubtful word, and whose own number was guessed."""
    base = make(number, ["76/NQ-CP"])
    *lines, last = base.source.lines
    made = Line(last.number, last.start, words, words, None, 0.8, (), ((10, 12, 0.4),))
    told = Problem(ProblemCode.NUMBER_GUESSED, f"Số: {number}", number, "a.txt:1", ("16/KH",))
    return replace(base, source=SourceText((*lines, made)), problems=(told,), as_read=AsRead())


def put(store, reading, **options):
    return store.put(reading, passages_of(reading), **options).record


def change_of(reading, said, known=()):
    """A review of its doubtful word, and the reading that comes of it."""
    *lines, last = reading.source.lines
    review = Review(0, reading.sha256, DoubtKind.WORDS, last.number, 10, 12, "vu", "vu", said,
                    "An", now())  # fmt: skip
    new = reviewed_line(last, [review])
    read = replace(reading, source=SourceText((*lines, new)), as_read=AsRead(lines=(last,)))
    return read, ReviewChange(review, tuple(known), "An")


def review(store, reading, said="vụ", known=()):
    read, change = change_of(reading, said, known)
    return store.put_review(read, passages_of(read), change)


# --- the queue ------------------------------------------------------------------------------------
def test_the_queue_is_what_the_documents_doubts_are_what_matters_most_first(store):
    readings = [doubtful(f"{n}/KH-UBND") for n in range(1, 8)]
    for one in readings:
        put(store, one)
    for day in ("2021-07-15", "2013-06-06"):
        put(store, make("76/NQ-CP", day=dt.date.fromisoformat(day), title=day))
    expected = sorted(RANKS[place.kind] for one in readings for place in places(one))
    expected = sorted([*expected, *[RANKS[DoubtKind.CHOICE]] * 7])
    whole = store.waiting(limit=100)
    ranks = [RANKS[w.place.kind] if w.place else RANKS[DoubtKind.CHOICE] for w in whole]
    assert ranks == expected
    assert len(whole) == sum(store.waiting_counts().values()) == 21
    assert [len(w.choices) for w in whole if w.place is None] == [2] * 7
    for size in (1, 3, 4, 100):
        paged = [w for start in range(0, 30, size) for w in store.waiting(limit=size, offset=start)]
        assert paged == whole
    only = [w for w in whole if w.place and w.place.kind is DoubtKind.WORDS]
    assert store.waiting(kinds=[DoubtKind.WORDS], limit=50) == only
    name = whole[0].document.id
    own = store.waiting(document=name, limit=50)
    assert own == [w for w in whole if w.document.id == name]
    assert store.waiting_counts(name) == dict.fromkeys(
        (DoubtKind.HEADER_NUMBER, DoubtKind.CHOICE, DoubtKind.WORDS), 1
    )
    assert [count for *_, count in store.waiting_documents()] == [2] * 7
    assert store.waiting(document="none") == []


def test_the_migration_fills_the_queue_that_writing_makes(tmp_path):
    with opened(tmp_path) as store:
        for n in range(1, 4):
            put(store, doubtful(f"{n}/KH-UBND"))
        put(store, make("9/KH-UBND"))
        expected = contents(store)["doubtful_places"]
        assert len(expected) == 6
        with store.engine.begin() as connection:
            for table in ("events", "as_read", "doubtful_places", "reviews"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("DROP INDEX ix_mentions_open"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    with opened(tmp_path) as store:
        assert contents(store)["doubtful_places"] == expected
        assert store.faults() == []
        assert store.as_read(store.documents()[0].id) is None


# --- one transaction for each ---------------------------------------------------------------------
def test_a_review_is_kept_with_the_document_as_it_reads_then(store):
    reading = doubtful()
    record = put(store, reading)
    done = review(store, reading)
    assert done.record.id == record.id
    assert store.source(record.id).lines[-1].text == "Phòng Nội vụ"
    assert store.source(record.id).lines[-1].raw == "Phòng Nội vu"
    assert [w.place.kind for w in store.waiting()] == [DoubtKind.HEADER_NUMBER]
    (kept,) = store.reviews_of(reading.sha256)
    assert (kept.raw, kept.found, kept.said, kept.by) == ("vu", "vu", "vụ", "An")
    assert store.reviewed()[0].document.id == record.id
    assert store.as_read(record.id).lines == (reading.source.lines[-1],)
    assert store.events()[0].kind is EventKind.READING_CORRECTED


def test_taking_back_leaves_the_library_as_it_was(store):
    reading = doubtful()
    put(store, make("1/KH-UBND", ["15/KH-UBND"]))
    put(store, reading)
    before = contents(store)
    review(store, reading)
    assert contents(store) != before
    (kept,) = store.reviews_of(reading.sha256)
    change = ReviewChange(kept, (kept.serial,), "Bình")
    assert store.put_review(reading, passages_of(reading), change) is not None
    assert contents(store) == before
    assert store.faults() == []
    event = store.events()[0]
    assert (event.kind, event.by) == (EventKind.REVIEW_UNDONE, "Bình")


def test_who_was_not_told_of_anothers_review_writes_nothing(store):
    reading = doubtful()
    put(store, reading)
    review(store, reading)
    before = contents(store)
    assert review(store, reading, "vú") is None
    assert contents(store) == before


def test_a_review_of_a_document_that_is_gone_writes_nothing(store):
    reading = doubtful()
    record = put(store, reading)
    store.remove(record.id)
    assert review(store, reading) is None
    assert not any(contents(store).values())


def test_reviews_outlive_a_new_reading_of_the_file_and_go_with_the_document(store):
    reading = doubtful()
    put(store, reading)
    review(store, reading)
    record = put(store, reading, again=True)
    assert len(store.reviews_of(reading.sha256)) == 1
    store.remove(record.id)
    assert store.reviews_of(reading.sha256) == []


def test_reviews_go_with_the_bytes_that_others_took_the_place_of(store):
    old = replace(doubtful(), path="a.txt")
    put(store, old)
    review(store, old)
    put(store, replace(make("16/KH-UBND"), path="a.txt"))
    assert store.reviewed() == []
    assert store.reviewed_count() == 0


# --- killed in the middle -------------------------------------------------------------------------
def child(folder: str, statements: int) -> None:
    """Review the document; be killed at the statement of that number."""
    from tests.kg.test_crash import count_down

    with opened(Path(folder)) as store:
        count_down(statements)
        review(store, doubtful())


def reviewed_until_killed(folder: Path, statements: int) -> bool:
    code = f"from test_review_ledger import child as c; c({str(folder)!r}, {statements})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])},
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_kill_leaves_all_of_a_review_or_nothing(tmp_path):
    base = tmp_path / "base"
    with opened(base) as store:
        put(store, make("1/KH-UBND", ["15/KH-UBND"]))
        put(store, doubtful())
        before = contents(store)
        with store.engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    killed, whole = 0, 0
    for statements in (1, 4, 9, 15, 22, 30, 34, 36, 60):
        folder = tmp_path / str(statements)
        folder.mkdir()
        shutil.copy(library_file(base), library_file(folder))
        killed += reviewed_until_killed(folder, statements)
        with opened(folder) as store:
            found = contents(store)
            is_whole = bool(found["reviews"])
            whole += is_whole
            events = [event.kind for event in store.events()]
            assert (EventKind.READING_CORRECTED in events) == is_whole
            if not is_whole:
                assert found == before
            else:
                assert "Nội vụ" in "".join(found["lines"])
            assert store.faults() == []
    assert killed >= 5
    assert whole >= 1


def test_reviews_are_read_inside_a_transaction_too(store):
    put(store, doubtful())
    review(store, doubtful())
    with store.engine.connect() as connection:
        assert reviews_in(connection, doubtful().sha256) == store.reviews_of(doubtful().sha256)
