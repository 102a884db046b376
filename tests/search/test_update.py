"""Changing an index a document at a time: what it holds after, what survives a kill."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import corpus
from kg.errors import IndexMissing
from kg.model import Passage
from search import compaction, dense, generations
from search.engine import Engine
from search.fields import read
from search.forward import shipped

SYLLABLES = "xa phuong kinh phi ke hoach nhan dan so mot cua ho giay phep dat dai thue".split()


def document(name, count=3, seed=0, own=""):
    random = np.random.default_rng([seed, *name.encode()])
    return [
        Passage(
            f"{name}#{at}",
            name,
            ("Chương", " ".join(random.choice(SYLLABLES, 2))),
            f"{own} {' '.join(random.choice(SYLLABLES, 20))}",
            1,
            1,
            title=f"Quyết định {random.choice(SYLLABLES)}",
        )
        for at in range(count)
    ]


def library(count):
    return {f"d{number}": document(f"d{number}") for number in range(count)}


def flat(held):
    return [passage for passages in held.values() for passage in passages]


@pytest.fixture
def folder(tmp_path):
    Engine(tmp_path / "index").rebuild(flat(library(20)), "s0")
    return tmp_path / "index"


def found(engine, query="kinh phí xã", k=500, **filters):
    return {hit.passage: hit for hit in engine.search(query, k, **filters)}


def test_an_index_changed_many_times_finds_what_one_made_anew_finds(folder, tmp_path):
    """Documents come, change and go in an order drawn by lot; segments join underneath."""
    random, held, engine = np.random.default_rng(4), library(20), Engine(folder)
    for turn in range(25):
        name = f"d{random.integers(0, 30)}"
        if random.random() < 0.3:
            held.pop(name, None)
            engine.update([name], [], f"t{turn}")
        else:
            held[name] = document(name, int(random.integers(1, 6)), seed=turn)
            assert engine.update([name], held[name], f"t{turn}") == len(held[name])
        assert len(engine) == len(flat(held))
    anew = Engine(tmp_path / "anew")
    anew.rebuild(flat(held), "t24")
    assert engine.stamp == anew.stamp == "t24"
    for query in ("kinh phí xã", "giấy phép đất đai", "thuế"):
        left, right = found(engine, query), found(anew, query)
        assert left.keys() == right.keys()
        for passage, hit in left.items():
            assert hit.dense == pytest.approx(right[passage].dense, abs=2e-3)
    chosen = [f"d{number}" for number in range(0, 30, 3)]
    assert found(engine, documents=chosen).keys() == found(anew, documents=chosen).keys()


@pytest.mark.parametrize("query", ["tàu vũ trụ", "phi thuyền ngoài hành tinh"])
def test_a_deleted_passage_never_comes_back(folder, query):
    """Neither by its words nor by its meaning, nor after merges and a second life."""
    engine = Engine(folder)
    engine.update(["x"], document("x", own="Tàu vũ trụ, phi thuyền ngoài hành tinh"), "s1")
    assert engine.search(query, 1)[0].document == "x"
    engine.update(["x"], [], "s2")
    for turn in range(6):
        assert all(hit.document != "x" for hit in engine.search(query, 100))
        assert found(engine, query, documents=["x"]) == {}
        engine.update([f"d{turn}"], document(f"d{turn}", seed=9), f"m{turn}")
    engine.update(["x"], document("x", 1, own="Xe buýt"), "s3")
    assert set(found(engine, query, documents=["x"])) <= {"x#0"}


def test_an_emptied_index_finds_nothing_and_can_be_filled_again(folder):
    engine = Engine(folder)
    assert engine.update(list(library(20)), [], "s1") == 0
    assert len(engine) == 0
    assert engine.search("kinh phí xã", 5) == []
    assert engine.update(["n"], document("n"), "s2") == 3
    assert {hit.document for hit in engine.search("kinh phí xã", 5)} == {"n"}


def test_row_numbers_are_never_used_twice(folder):
    engine, seen = Engine(folder), 0
    for turn in range(8):
        engine.update(["d1"], document("d1", seed=turn), f"t{turn}")
        facts = generations.manifest(generations.current(folder))
        assert facts["next_row"] == 60 + 3 * (turn + 1) > seen
        seen = facts["next_row"]


def test_segments_stay_few_and_mostly_alive(folder):
    engine = Engine(folder)
    for turn in range(20):
        name = f"n{turn % 12}"
        engine.update([name], document(name, 2, seed=turn), f"t{turn}")
    facts = generations.manifest(generations.current(folder))
    assert len(facts["segments"]) <= 4
    assert facts["dead"] <= facts["passages"] / 2
    folders = {path.name for path in generations.current(folder).glob("seg-*")}
    assert folders == {one["name"] for one in facts["segments"]}


def test_a_passage_of_another_document_is_refused_and_changes_nothing(folder):
    engine = Engine(folder)
    before = found(engine)
    with pytest.raises(ValueError, match="none of the documents"):
        engine.update(["d1"], document("d2"), "s1")
    assert engine.stamp == "s0"
    assert found(engine) == before


def test_nothing_can_be_changed_where_there_is_no_index(tmp_path):
    with pytest.raises(IndexMissing):
        Engine(tmp_path / "none").update(["a"], document("a"), "s1")
    assert Engine(tmp_path / "none").stamp is None


def digests(generation):
    return {
        path.relative_to(generation): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in generation.rglob("*")
        if path.is_file()
    }


def test_a_change_writes_to_no_file_of_the_old_generation(folder, monkeypatch):
    """It stays as it is even when what follows the swap is left undone."""
    monkeypatch.setattr(generations, "_remove_others", lambda *_: None)
    old = generations.current(folder)
    before, engine = digests(old), Engine(folder)
    for turn in range(5):
        engine.update([f"d{turn}", "n"], document("n", seed=turn), f"t{turn}")
    assert digests(old) == before


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


def test_an_open_segment_is_taken_over_by_the_next_generation(folder):
    engine = Engine(folder)
    engine.search("kinh phí", 1)
    (base,) = engine._index.rows.segments
    engine.update(["n"], document("n"), "s1")
    engine.search("kinh phí", 1)
    assert engine._index.rows.segments[0] is base


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_list_of_dead_rows_is_an_index_missing(folder, damage):
    Engine(folder).update(["d1"], [], "s1")
    file = generations.current(folder) / compaction.DEAD
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(IndexMissing):
        Engine(folder).search("kinh phí", 1)
    with pytest.raises(IndexMissing):
        Engine(folder).update(["d2"], [], "s2")


def test_syllables_are_kept_through_changes_and_merges(folder):
    engine = Engine(folder)
    for turn in range(4):
        engine.update([f"d{turn}"], document(f"d{turn}", seed=5), f"t{turn}")
    engine.search("kinh phí", 1)
    expected = {
        one.id: one
        for one in flat(
            library(20) | {f"d{turn}": document(f"d{turn}", seed=5) for turn in range(4)}
        )
    }
    view = engine._index.rows
    rows = view.rows(view.alive)
    for (name, _), parts in zip(view.names(rows), view.read(rows), strict=True):
        for part, wanted in zip(parts, shipped().ids(read(expected[name])), strict=True):
            np.testing.assert_array_equal(part, wanted)


def test_a_large_base_with_an_inverted_file_is_changed_like_any_other(tmp_path, monkeypatch):
    monkeypatch.setattr(dense, "EXACT_UP_TO", 400)
    monkeypatch.setattr(compaction, "EXACT_UP_TO", 400)
    engine = Engine(tmp_path)
    engine.rebuild(flat(library(200)), "s0")
    (base,) = generations.manifest(generations.current(tmp_path))["segments"]
    assert base["inverted"]["recall"] >= 0.99
    engine.update(["x"], document("x", own="tàu vũ trụ"), "s1")
    engine.update(["d7"], [], "s2")
    assert engine.search("tàu vũ trụ", 1)[0].document == "x"
    assert all(hit.document != "d7" for hit in engine.search("kinh phí xã", 600))
    assert {hit.document for hit in engine.search("xã dân", 9, documents=["d1", "d2", "x"])} == {
        "d1",
        "d2",
        "x",
    }
    assert generations.manifest(generations.current(tmp_path))["segments"][0] == base
