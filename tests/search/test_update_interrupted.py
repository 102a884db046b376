"""Changing an index: what survives a kill, what several writers and readers see."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import corpus
from search import generations
from search.engine import Engine
from tests.search.drawn_library import document, flat, found, library


@pytest.fixture
def folder(tmp_path):
    Engine(tmp_path / "index").rebuild(flat(library(20)), "s0")
    return tmp_path / "index"


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.model import Passage
from search import compaction, generations, indexing
from search.engine import Engine
moment, folder = sys.argv[1], Path(sys.argv[2])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
def passages():
    for number in range(3000):
        if moment == "filling" and number == 2500: die()
        yield Passage(f"d1#{number}", "d1", ("mục",), "chuyển đổi số", 1, 1, title="z")
if moment == "linking":
    link, made = os.link, []
    def some(*names):
        made.append(names)
        die() if len(made) == 5 else link(*names)
    os.link = some
if moment == "tidying": compaction.tidy = die
if moment == "cleaning": compaction.remove_others = die
if moment == "syncing": generations._sync_tree = die
if moment == "pointing": Path.replace = die
if moment == "removing": generations._remove_others = die
Engine(folder).update(["d1"], passages(), "s1")
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize(
    ("moment", "stamp"),
    [
        ("linking", "s0"),
        ("filling", "s0"),
        ("tidying", "s0"),
        ("cleaning", "s0"),
        ("syncing", "s0"),
        ("pointing", "s0"),
        ("removing", "s1"),
    ],
)
def test_killed_while_changing_a_whole_index_answers(folder, moment, stamp):
    before = found(Engine(folder))
    run = subprocess.run(
        [sys.executable, "-c", KILLED, moment, str(folder)],
        cwd=corpus.path().parent,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    engine = Engine(folder)
    assert engine.stamp == stamp
    if stamp == "s0":
        assert found(engine) == before
    else:
        assert engine.search("chuyển đổi số", 1)[0].document == "d1"
    engine.update(["d1"], document("d1"), "s2")
    assert found(Engine(folder)).keys() == before.keys()
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["CURRENT", "LOCK", generations.current(folder).name]
    )


def test_several_writers_at_once_lose_nothing(folder):
    def add(number):
        Engine(folder).update([f"n{number}"], document(f"n{number}"), f"n{number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(8)))
    engine = Engine(folder)
    assert len(engine) == 60 + 24
    assert {f"n{number}#0" for number in range(8)} <= found(engine).keys()


def test_two_processes_that_change_at_once_lose_nothing(folder):
    code = (
        "import sys; from pathlib import Path; from kg.model import Passage\n"
        "from search.engine import Engine\n"
        "for n in range(3):\n"
        "    name = sys.argv[2] + str(n)\n"
        "    passage = Passage(name + '#1', name, (), 'kinh phí xã', 1, 1)\n"
        "    Engine(Path(sys.argv[1])).update([name], [passage], name)\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), name], cwd=corpus.path().parent)
        for name in ("left", "right")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    expected = {f"{name}{n}#1" for name in ("left", "right") for n in range(3)}
    assert expected <= found(Engine(folder)).keys()


def test_readers_go_on_while_a_writer_swaps(folder):
    stop, failures, answers = threading.Event(), [], []

    def read():
        engine = Engine(folder)
        while not stop.is_set():
            try:
                answers.append(len(engine.search("kinh phí xã", 5)))
            except BaseException as error:
                failures.append(error)
                raise

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(8):
        Engine(folder).update(["d1"], document("d1", seed=turn), f"t{turn}")
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert set(answers) == {5}
