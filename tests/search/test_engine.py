"""The engine: what it finds, what it survives."""

import json
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import corpus
from kg.errors import IndexMissing
from kg.model import Passage
from search import engine, generations
from search.engine import Engine

TEXTS = {
    "a#1": ("Phòng Nội vụ", "Chủ trì, phối hợp với các cơ quan theo dõi cải cách hành chính."),
    "a#2": ("Kinh phí thực hiện", "Kinh phí được bố trí trong dự toán ngân sách hằng năm."),
    "a#3": ("Căn cứ", "Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ về một cửa."),
    "b#1": ("Phòng Tài chính", "Tham mưu bố trí kinh phí cho các nhiệm vụ của kế hoạch."),
    "b#2": ("Trách nhiệm của UBND xã", "Tổ chức tuyên truyền đến người dân trên địa bàn."),
    "c#1": ("Chuyển đổi số", "Nâng tỷ lệ hồ sơ trực tuyến, thanh toán không dùng tiền mặt."),
}
PASSAGES = [
    Passage(name, name[0], ("Kế hoạch", heading), text, 1, 2, title="Kế hoạch")
    for name, (heading, text) in TEXTS.items()
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    assert Engine(folder).rebuild(PASSAGES, "s1") == len(PASSAGES)
    return folder


@pytest.fixture
def own(built, tmp_path):
    """A copy that a test may damage."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Phòng Nội vụ làm gì?", "a#1"),
        ("kinh phí thực hiện lấy ở đâu", "a#2"),
        ("61/2018/NĐ-CP", "a#3"),
        ("nghị định 61/2018", "a#3"),
        ("ủy ban nhân dân xã có trách nhiệm gì", "b#2"),
        ("thanh toán không dùng tiền mặt", "c#1"),
    ],
)
def test_a_question_finds_its_section_with_and_without_diacritics(built, query, best):
    searcher = Engine(built)
    plain = unicodedata.normalize("NFD", query.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    hits = searcher.search(query, 3)
    assert hits[0].passage == best
    assert searcher.search(plain, 3) == hits


def test_scores_fall_and_stay_in_range(built):
    hits = Engine(built).search("kinh phí của Phòng Tài chính", 6)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 and 0 <= hit.lexical <= 1 for hit in hits)
    assert all(-1.001 <= hit.dense <= 1.001 for hit in hits)


@pytest.mark.parametrize("documents", [["b"], {"b", "c"}, ["c"], ["nowhere"], []])
def test_a_filter_leaves_the_ranking_of_what_it_lets_through(built, documents):
    """Nothing else appears, and what would rank first among all is still found."""
    hits = Engine(built).search("kinh phí thực hiện", 6, documents=documents)
    assert {hit.document for hit in hits} <= set(documents)
    if "b" in documents:
        assert hits[0].passage == "b#1"


@pytest.mark.parametrize(
    "query", ["", "  ", "\x00\x07\x1b", "là gì thế nào", "?!", "\ud800", "🙂"], ids=repr
)
def test_a_question_without_content_finds_nothing(built, query):
    assert Engine(built).search(query, 5) == []


def test_a_question_of_100_kilobytes_is_answered(built):
    assert Engine(built).search("kinh phí " * 11_000, 1)[0].passage in TEXTS


@pytest.mark.parametrize("query", ['a" OR terms:*', "(((", "[1 TO 2]", "\\", "kinh phí AND NOT"])
def test_query_syntax_has_no_power(built, query):
    assert len(Engine(built).search(query, 5)) <= 5


def test_many_questions_at_once_are_answered_as_one_by_one(built):
    searcher = Engine(built)
    queries = ["kinh phí", "", "Phòng Nội vụ", "chuyển đổi số"]
    assert searcher.search_many(queries, 4) == [searcher.search(query, 4) for query in queries]


def test_k_bounds_the_hits(built):
    assert len(Engine(built).search("kinh phí kế hoạch", 2)) == 2
    assert Engine(built).search("kinh phí", 0) == []


def test_an_empty_library_is_indexed_and_finds_nothing(tmp_path):
    searcher = Engine(tmp_path)
    assert searcher.rebuild([], "s0") == 0
    assert searcher.search("kinh phí", 5) == []
    assert searcher.search("kinh phí", 5, documents=["a"]) == []


def test_the_order_of_passages_does_not_change_what_is_found(built, tmp_path):
    backwards = Engine(tmp_path)
    backwards.rebuild(reversed(PASSAGES), "s1")
    for query in ("kinh phí", "phòng nội vụ", "UBND"):
        left = {hit.passage: round(hit.score, 4) for hit in Engine(built).search(query, 6)}
        right = {hit.passage: round(hit.score, 4) for hit in backwards.search(query, 6)}
        assert left == right


def test_a_missing_index_is_named_and_stale(tmp_path):
    searcher = Engine(tmp_path / "none")
    assert searcher.stale("s1")
    with pytest.raises(IndexMissing, match="Chỉ mục"):
        searcher.search("kinh phí", 1)


@pytest.mark.parametrize(
    "name",
    [
        "CURRENT",
        "manifest.json",
        "lexical/meta.json",
        "lexical/*.term",
        "lexical/*.idx",
        "lexical/*.fast",
        "seg-*/vectors.faiss",
        "seg-*/rows.bin",
        "seg-*/ordinals.bin",
        "seg-*/passages.bytes",
        "seg-*/passages.ends",
        "seg-*/documents.bytes",
        "seg-*/documents.ends",
        "seg-*/tokens.bin",
        "seg-*/lengths.bin",
        "seg-*/starts.bin",
    ],
)
@pytest.mark.parametrize("damage", ["remove", "empty", "cut", "short"])
def test_a_damaged_index_is_an_index_missing(own, name, damage):
    file = own / name
    if name != "CURRENT":
        (file,) = generations.current(own).glob(name)
    if damage == "remove":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] if damage == "cut" else data[:-3])
    with pytest.raises(IndexMissing):
        Engine(own).search("kinh phí", 1)
    assert Engine(own).stale("s1")
    Engine(own).rebuild(PASSAGES, "s1")
    assert Engine(own).search("chuyển đổi số", 1)[0].passage == "c#1"


def test_two_writers_at_once_take_turns(own):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda stamp: Engine(own).rebuild(PASSAGES, stamp), ["s8", "s9"]))
    assert sorted([Engine(own).stale("s8"), Engine(own).stale("s9")]) == [False, True]
    assert len(list(own.glob("gen-*"))) == 1


def test_an_index_is_stale_for_another_store_model_or_analysis(own, monkeypatch):
    assert not Engine(own).stale("s1")
    assert Engine(own).stale("s2")
    with monkeypatch.context() as patch:
        patch.setattr(engine, "ANALYSIS", -1)
        assert Engine(own).stale("s1")
        with pytest.raises(IndexMissing):
            Engine(own).search("kinh phí", 1)
    other = generations.current(own) / "manifest.json"
    facts = json.loads(other.read_text()) | {"fingerprint": "another"}
    other.write_text(json.dumps(facts))
    assert Engine(own).stale("s1")


def test_an_open_engine_follows_a_new_generation_and_old_ones_go(own):
    searcher = Engine(own)
    assert searcher.search("chuyển đổi số", 1)[0].passage == "c#1"
    before = generations.current(own)
    Engine(own).rebuild([PASSAGES[0]], "s2")
    assert [hit.passage for hit in searcher.search("chuyển đổi số phòng", 5)] == ["a#1"]
    assert not before.exists()
    assert len(list(own.glob("gen-*"))) == 1


def test_a_failing_rebuild_leaves_the_old_index(own):
    def broken():
        yield PASSAGES[0]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        Engine(own).rebuild(broken(), "s2")
    assert Engine(own).search("chuyển đổi số", 1)[0].passage == "c#1"
    assert len(list(own.glob("gen-*"))) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.model import Passage
from search import generations
from search.engine import Engine
moment, folder = sys.argv[1], Path(sys.argv[2])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
def passages():
    for number in range(3000):
        if moment == "filling" and number == 2500: die()
        yield Passage(f"z#{number}", "z", ("mục",), "chuyển đổi số", 1, 1, title="z")
if moment == "syncing": generations._sync_tree = die
if moment == "pointing": Path.replace = die
if moment == "removing": generations._remove_others = die
Engine(folder).rebuild(passages(), "s2")
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize(
    ("moment", "found"),
    [("filling", "c"), ("syncing", "c"), ("pointing", "c"), ("removing", "z")],
)
def test_killed_while_rebuilding_a_whole_index_answers(own, moment, found):
    """The old one until the swap, the new one after; the next rebuild clears the ruins."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED, moment, str(own)], cwd=corpus.path().parent, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert Engine(own).search("chuyển đổi số", 1)[0].document == found
    assert Engine(own).stale("s1") is (found == "z")
    Engine(own).rebuild(PASSAGES, "s3")
    assert sorted(path.name for path in own.iterdir()) == sorted(
        ["CURRENT", "LOCK", generations.current(own).name]
    )
