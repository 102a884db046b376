"""A few check at once, a few wait, the others are told so. Events, no clocks."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from kg.errors import CancuError
from tests.ui.drafts import library_of, text, write
from ui import check_page_wording as words
from ui.check_book import CheckBook, CheckWish
from ui.tabs import check, overview
from ui.turns import AT_ONCE, WAITING, Turns

LONG = 30.0  # seconds that a test waits before it fails; never waited out
BUSY = "Đang có nhiều lượt kiểm tra, hãy thử lại sau ít phút."


class Slow:
    """Work that goes on until `go`; `begun` counts those at work, `most` how many at once."""

    def __init__(self):
        self.go, self.begun = threading.Event(), threading.Semaphore(0)
        self._lock, self._now, self.most = threading.Lock(), 0, 0

    def __call__(self, *_args, **_how):
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.begun.release()
        assert self.go.wait(LONG)
        with self._lock:
            self._now -= 1
        return "done"

    def all_at_work(self):
        for _ in range(AT_ONCE):
            assert self.begun.acquire(timeout=LONG)


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.go.set()


@pytest.fixture
def pool():
    with ThreadPoolExecutor(64) as threads:
        yield threads


def in_turn(turns, work):
    with turns.taken():
        return work()


def test_a_few_work_a_few_wait_and_the_rest_are_told_at_once(slow, pool):
    turns = Turns(BUSY, LONG)
    asked = [pool.submit(in_turn, turns, slow) for _ in range(40)]
    slow.all_at_work()
    refused = 40 - AT_ONCE - WAITING
    told = [one for one in asked if one not in waiting(asked, refused)]
    assert len(told) == refused
    assert {str(one.exception()) for one in told} == {BUSY}
    slow.go.set()
    assert [one.result(LONG) for one in asked if one not in told] == ["done"] * (40 - refused)
    assert slow.most == AT_ONCE


def waiting(asked, refused):
    """Those not done once so many are."""
    done = threading.Semaphore(0)
    for one in asked:
        one.add_done_callback(lambda _: done.release())
    for _ in range(refused):
        assert done.acquire(timeout=LONG)
    return {one for one in asked if not one.done()}


def test_who_waits_in_vain_is_told_and_the_turn_comes_back(slow, pool):
    turns = Turns(BUSY, 0.0)
    asked = [pool.submit(in_turn, turns, slow) for _ in range(AT_ONCE)]
    slow.all_at_work()
    for _ in range(AT_ONCE + WAITING + 1):
        with pytest.raises(CancuError, match=BUSY):
            in_turn(turns, slow)
    slow.go.set()
    assert [one.result(LONG) for one in asked] == ["done"] * AT_ONCE
    for _ in range(AT_ONCE + 1):
        with pytest.raises(KeyError):
            in_turn(turns, lambda: {}["none"])
    assert in_turn(turns, slow) == "done"


def test_checks_take_turns_and_the_room_tells_who_gets_none(slow, pool, tmp_path, monkeypatch):
    library = library_of(tmp_path / "library", [write(tmp_path, "a.txt", text())])
    book = CheckBook(library)
    book._turns = Turns(words.BUSY, 0.0)
    wishes = [CheckWish(doc="12/KH-UBND", typed_day=f"2025-07-{n:02}") for n in range(1, 7)]
    known = book.check(wishes[-1])
    monkeypatch.setattr(library, "check_reading", slow)
    asked = [pool.submit(book.check, wish) for wish in wishes[:AT_ONCE]]
    slow.all_at_work()
    page = check._checked(book, wishes[AT_ONCE])
    assert page.count(BUSY) == 1
    assert 'role="alert"' in page
    assert book.check(wishes[-1]) is known  # what is known needs no turn
    slow.go.set()
    assert {one.result(LONG).on for one in asked} == {dt.date(2025, 7, n) for n in range(1, 5)}


def test_the_overview_tells_that_its_slow_part_gets_no_turn(slow, pool, monkeypatch):
    monkeypatch.setattr(overview, "_turns", Turns(words.BUSY, 0.0))
    monkeypatch.setattr(overview.needs, "dead_bases", lambda found: found)
    opened = SimpleNamespace(_data={"address": "?tab=overview"})
    part = overview._told("dead", overview._dead)
    library = SimpleNamespace(dead_bases=slow)
    asked = [pool.submit(part, library, opened) for _ in range(AT_ONCE)]
    slow.all_at_work()
    assert BUSY in part(library, opened)
    slow.go.set()
    assert [one.result(LONG) for one in asked] == ["done"] * AT_ONCE
