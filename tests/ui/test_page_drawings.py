"""Pages are drawn once, beside one another; one that fails holds nobody up. Events, no clocks."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui import page_drawings
from ui.page_drawings import AT_ONCE, PAUSE, PageDrawings

LONG = 30.0  # seconds that a test waits before it fails; never waited out


class Draw:
    """Draws words; pages of a file named "bad" wait for `go` and then fail."""

    def __init__(self):
        self.asked = []
        self.go, self.begun = threading.Event(), threading.Semaphore(0)

    def __call__(self, path, page):
        self.asked.append((path.name, page))
        if path.name != "bad":
            return f"{path.name} {page}"
        self.begun.release()
        assert self.go.wait(LONG)
        raise ValueError("cannot be drawn")


@pytest.fixture
def draw():
    made = Draw()
    yield made
    made.go.set()


@pytest.fixture
def pool():
    with ThreadPoolExecutor(16) as threads:
        yield threads


@pytest.fixture
def files(tmp_path):
    """Path and sum of a file of a name."""

    def file(name):
        path = tmp_path / name
        path.write_text(name, encoding="utf-8")
        return path, hashlib.sha256(path.read_bytes()).hexdigest()

    return file


def test_a_page_that_does_not_come_holds_up_no_other(draw, pool, files):
    pages = PageDrawings(draw, 4)
    slow = pool.submit(pages.of, *files("bad"), 1)
    assert draw.begun.acquire(timeout=LONG)
    assert pages.of(*files("good"), 1) == "good 1"
    assert not slow.done()
    draw.go.set()
    assert isinstance(slow.exception(LONG), ValueError)


def test_those_who_wait_for_a_page_that_fails_do_not_try_again(draw, pool, files):
    now = [0.0]
    pages = PageDrawings(draw, 4, lambda: now[0])
    waiting = [pool.submit(pages.of, *files("bad"), 1) for _ in range(8)]
    assert draw.begun.acquire(timeout=LONG)
    draw.go.set()
    assert all(isinstance(one.exception(LONG), ValueError) for one in waiting)
    assert draw.asked == [("bad", 1)]
    now[0] = PAUSE + 1.0
    with pytest.raises(ValueError, match="cannot be drawn"):
        pages.of(*files("bad"), 1)
    assert draw.asked == [("bad", 1)] * 2


def test_lines_of_one_page_draw_it_once(draw, pool, files):
    pages = PageDrawings(draw, 4)
    path, digest = files("good")
    assert set(pool.map(lambda _: pages.of(path, digest, 1), range(16))) == {"good 1"}
    assert draw.asked == [("good", 1)]


def test_no_more_than_a_few_are_drawn_at_once(draw, pool, files, monkeypatch):
    pages = PageDrawings(draw, 4)
    bad, good = files("bad"), files("good")
    at_work = [pool.submit(pages.of, *bad, page) for page in range(1, 40)]
    for _ in range(AT_ONCE):
        assert draw.begun.acquire(timeout=LONG)
    monkeypatch.setattr(page_drawings, "PATIENCE", 0.0)
    with pytest.raises(ValueError, match="too many"):
        pages.of(*good, 1)
    assert len(draw.asked) == AT_ONCE
    draw.go.set()
    assert all(one.exception(LONG) for one in at_work)
    assert pages.of(*good, 1) == "good 1"  # waiting in vain is not remembered


def test_a_file_that_is_gone_or_changed_is_not_remembered_as_one_that_fails(draw, files):
    pages = PageDrawings(draw, 4)
    path, digest = files("good")
    path.write_text("other", encoding="utf-8")
    with pytest.raises(ValueError, match="changed"):
        pages.of(path, digest, 1)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        pages.of(path, digest, 1)
    assert pages.of(*files("good"), 1) == "good 1"


def test_what_failed_is_forgotten_when_much_else_failed(draw, files, monkeypatch):
    monkeypatch.setattr(page_drawings, "_MOST_FAILED", 3)
    draw.go.set()
    pages = PageDrawings(draw, 4)
    for page in (1, 2, 3, 4, 1):
        with pytest.raises(ValueError, match="cannot be drawn"):
            pages.of(*files("bad"), page)
    assert len(draw.asked) == 5
