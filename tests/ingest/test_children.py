"""Children with limits: what breaks them is told, and nothing else breaks."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from ingest import children, pipeline
from ingest.children import alone, nursery
from ingest.children.limits import Limits, limits_for
from kg.errors import CancuError, Problem
from kg.terms import ProblemCode
from tests.ui.drafts import text

ROOT = str(Path(__file__).parents[2])
TIGHT = Limits(memory=400 * 2**20, cpu=1.0, wall=20.0, disk=2**20, answer=2**16)
LIMIT, UNREADABLE = ProblemCode.FILE_LIMIT, ProblemCode.FILE_UNREADABLE
linux = pytest.mark.skipif(sys.platform != "linux", reason="resource limits as Linux has them")


@pytest.fixture(scope="module")
def ward():
    """A nursery whose reader does harm where a file says so."""
    with_limits = children.Nursery("tests.ingest.bad_readers:read", lambda _size: TIGHT)
    yield with_limits
    with_limits.close()


def told(path, work, ward):
    """The one problem of a file that makes its reader do `work`."""
    path.write_text(work, encoding="utf-8")
    reading = ward.read(path)
    assert reading.source.lines == ()
    assert (reading.name, reading.path) == (path.name, str(path))
    (problem,) = reading.problems
    return problem


# --- what children give ---------------------------------------------------------------------------
def test_a_child_reads_what_this_process_reads(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text(), encoding="utf-8")
    assert children.read(path) == pipeline.read(path)
    assert len(children.read(path).tasks) == 2


def test_a_relative_path_is_read_from_where_the_caller_is(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(text(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    reading = children.read(Path("a.txt"))
    assert reading.path == "a.txt"
    assert reading.header.number == "12/KH-UBND"


def test_what_the_pipeline_says_of_a_file_comes_through(tmp_path):
    assert children.read(tmp_path / "none.txt").problems[0].code is UNREADABLE
    name = os.fsdecode(b"k\xff.txt")
    with suppress(OSError):  # not every file system takes such a name
        (tmp_path / name).write_bytes(b"")
        assert children.read(tmp_path / name).problems[0].code is ProblemCode.FILE_EMPTY


def test_a_module_beside_the_files_is_not_taken_for_a_library(tmp_path, monkeypatch):
    (tmp_path / "lxml.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "a.html").write_text("<html><body><p>Kế hoạch</p></body></html>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    fresh = children.Nursery()
    assert [line.text for line in fresh.read(Path("a.html")).source.lines] == ["Kế hoạch"]
    fresh.close()


# --- limits ---------------------------------------------------------------------------------------
@linux
@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        ("hoard", LIMIT, "reading took too much memory"),
        ("killed", LIMIT, "reading took too much memory"),
        ("spin", LIMIT, "reading took too long"),
        ("flood", LIMIT, "more text than a document has"),
        ("abort", UNREADABLE, "its reader crashed (signal 6)"),
        ("crash", UNREADABLE, "its reader crashed (signal 11)"),
        ("end", UNREADABLE, "its reader sent no reading"),
        ("raise", UNREADABLE, "its reader broke down"),
        ("recurse", UNREADABLE, "its reader broke down"),
        ("fill", UNREADABLE, "its reader broke down"),
    ],
)
def test_a_reader_that_breaks_down_is_a_problem_and_the_next_file_goes_on(
    tmp_path, ward, work, code, said
):
    problem = told(tmp_path / "bad.txt", work, ward)
    assert (problem.code, problem.found, problem.place) == (code, said, "bad.txt")
    good = tmp_path / "good.txt"
    good.write_text(text(), encoding="utf-8")
    assert ward.read(good).header.number == "12/KH-UBND"


@linux
def test_a_reader_that_waits_for_ever_is_ended_by_the_clock_with_all_it_started(tmp_path):
    short = Limits(wall=2.0)
    ward = children.Nursery("tests.ingest.bad_readers:read", lambda _size: short)
    problem = told(tmp_path / "bad.txt", "leave", ward)
    assert (problem.code, problem.expected) == (LIMIT, "at most 2 seconds")
    left = int((tmp_path / "bad.pid").read_text())
    ward.close()
    assert not Path(f"/proc/{left}").exists() or "Z" in state_of(left)


def test_a_page_that_is_drawn_has_a_short_limit_however_large_its_file(tmp_path, monkeypatch):
    path, given = tmp_path / "scan.pdf", []

    def ended(_self, request, limits, _calls):
        given.append((request["limits"]["wall"], limits.cpu))

    path.write_bytes(b" " * 20_000_000)
    monkeypatch.setattr(nursery.Nursery, "_ended", ended)
    for draw in (children.page_image, children.straight_page):
        with pytest.raises(ValueError, match="broken off"):
            draw(path, 1)
    children.read(path)
    assert given[:2] == [(30.0, 30.0)] * 2
    assert given[2][0] > 1_000.0


def state_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0]


@linux
def test_temporary_files_of_a_killed_child_are_removed(tmp_path, ward):
    told(tmp_path / "bad.txt", "litter", ward)
    assert not Path((tmp_path / "bad.folder").read_text()).exists()


@linux
def test_what_a_reader_prints_is_not_printed(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text("chatter", encoding="utf-8")
    code = (
        f"import sys\nsys.path.insert(0, {ROOT!r})\nfrom pathlib import Path\n"
        "from ingest.children import Nursery\n"
        "ward = Nursery('tests.ingest.bad_readers:read')\n"
        "print(len(ward.read(Path(sys.argv[1])).source.lines))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("2\n", "")


def test_time_grows_with_the_file_and_memory_does_not():
    small, scan, huge = limits_for(1000), limits_for(9 * 10**6), limits_for(10**9)
    assert small.cpu == pytest.approx(60, abs=1)
    assert scan.cpu == pytest.approx(2760)
    assert huge.cpu == 7200
    assert {small.memory, scan.memory, huge.memory} == {2 * 2**30}
    assert all(limits.wall == 2 * limits.cpu for limits in (small, scan, huge))


# --- the nursery itself ---------------------------------------------------------------------------
@linux
def test_a_nursery_that_cannot_start_is_an_error_and_no_fault_of_the_file(tmp_path, capfd):
    with pytest.raises(CancuError):
        children.Nursery("no.such.module:read").read(tmp_path / "a.txt")
    assert "No module named 'no'" in capfd.readouterr().err


@linux
def test_a_nursery_that_was_killed_is_started_again(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text(), encoding="utf-8")
    ward = children.Nursery()
    first = ward.read(path)
    ward._process.kill()
    ward._process.wait()
    assert ward.read(path) == first
    ward.close()


@linux
def test_a_nursery_ends_with_its_parent(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("sleep", encoding="utf-8")
    code = (
        f"import os, sys, threading\nsys.path.insert(0, {ROOT!r})\nfrom pathlib import Path\n"
        "from ingest.children import Nursery\nward = Nursery('tests.ingest.bad_readers:read')\n"
        "ward.read(Path(sys.argv[1] + 'none'))\n"
        "threading.Thread(target=ward.read, args=[Path(sys.argv[1])], daemon=True).start()\n"
        "print(ward._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -9
    gone(int(done.stdout))


def gone(pid):
    """Wait for a process that is on its way out; the test's own time limit is the bound."""
    watched = os.pidfd_open(pid) if Path(f"/proc/{pid}").exists() else None
    if watched is not None:
        import select

        assert select.select([watched], [], [], 30)[0]
        os.close(watched)


@linux
def test_closing_the_reading_of_many_kills_the_children_at_work(tmp_path, ward):
    files = [tmp_path / "good.txt", tmp_path / "a.txt", tmp_path / "b.txt"]
    files[0].write_text(text(), encoding="utf-8")
    for path in files[1:]:
        path.write_text("sleep", encoding="utf-8")
    reads = children.read_all(files, 3, nursery=ward)
    assert next(reads).path == files[0]
    reads.close()  # waits for its threads: they end at once, long before the clock's limit
    assert not [name for name in threading.enumerate() if name.name.startswith("cancu-read")]


@linux
def test_many_files_are_read_as_they_come_and_paths_are_drawn_as_needed(tmp_path, ward):
    drawn = []

    def files():
        for number in range(12):
            path = tmp_path / f"{number}.txt"
            path.write_text(text(number=f"{number}/KH-UBND"), encoding="utf-8")
            drawn.append(path)
            yield path

    reads = children.read_all(files(), 2, nursery=ward)
    first = next(reads)
    assert len(drawn) <= 5
    rest = [first, *reads]
    assert sorted(read.path for read in rest) == sorted(drawn)
    assert all(read.failure() is None for read in rest)
    assert {read.reading().header.number for read in rest} == {f"{n}/KH-UBND" for n in range(12)}
    assert first.size == first.path.stat().st_size
    assert first.weight() == len(first.answer)


# --- where nothing can fork -----------------------------------------------------------------------
def test_without_fork_a_fresh_interpreter_reads(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(text(), encoding="utf-8")
    monkeypatch.setattr(nursery, "HAS_FORK", False)
    assert children.Nursery().read(path) == pipeline.read(path)


@linux
def test_without_fork_the_clock_still_binds(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("sleep", encoding="utf-8")
    request = {"path": str(path), "cwd": str(tmp_path), "options": {}, "limits": {"wall": 1.0}}
    ended = alone.ask_alone("tests.ingest.bad_readers:read", request, Limits(wall=1.0))
    assert ended[:1] + ended[2:3] == (b"", True)


def test_a_socket_that_is_shut_is_no_crash():
    calls = nursery.Calls()
    calls.cancel()
    near, far = socket.socketpair()
    with near, far:
        calls.add(near)
        assert far.recv(1) == b""


def test_a_problem_stands_where_the_file_is():
    problem = Problem(LIMIT, found="x", expected="y", place="")
    reading = children.ending.reading_of(Path("folder/a.txt"), problem)
    assert reading.problems[0].place == "a.txt"
    assert children.ending.reading_of(Path("a.txt"), b"\xc1").problems[0].code is UNREADABLE
