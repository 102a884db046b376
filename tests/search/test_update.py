"""Changing an index a document at a time: what it holds after."""

import hashlib

import numpy as np
import pytest

from kg.errors import IndexMissing
from search import compaction, dense, generations
from search.engine import Engine
from search.fields import read
from search.forward import shipped
from tests.search.drawn_library import document, flat, found, library


@pytest.fixture
def folder(tmp_path):
    Engine(tmp_path / "index").rebuild(flat(library(20)), "s0")
    return tmp_path / "index"


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


def test_nothing_but_the_stamp_can_change(folder):
    engine = Engine(folder)
    engine.update(["d1"], [], "s1")
    before = found(engine)
    assert engine.update([], [], "s2") == 0
    assert engine.stamp == "s2"
    assert found(Engine(folder)) == before
    with pytest.raises(ValueError, match="none of the documents"):
        engine.update([], document("d1"), "s3")
