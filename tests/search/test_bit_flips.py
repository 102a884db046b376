"""Files of the right length with wrong bits in them: an answer or IndexMissing, nothing else."""

import json
import random
import shutil
from pathlib import Path

import pytest

from kg.errors import IndexMissing
from search import generations
from search.engine import Engine
from search.indexing import ForeignPassageError
from tests.search.test_engine import PASSAGES

FLIPS = 3
"""Damaged copies that are tried of each file."""
QUERIES = ("kinh phí thực hiện", "61/2018/NĐ-CP", "Phòng Nội vụ làm gì?", "trực tuyến")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """An index that was changed once: two segments, dead rows."""
    folder = tmp_path_factory.mktemp("index")
    searcher = Engine(folder)
    searcher.rebuild(PASSAGES * 20, "s1")
    searcher.update(["c"], [one for one in PASSAGES if one.document == "c"], "s2")
    return folder


def files():
    """What an index consists of, by patterns, as names differ from one to the next."""
    lexical = ("meta.json", ".managed.json", "*.term", "*.idx", "*.fast", "*.fieldnorm", "*.del")
    rows = ("rows.bin", "ordinals.bin", "passages.bytes", "passages.ends", "documents.bytes")
    other = ("documents.ends", "tokens.bin", "lengths.bin", "starts.bin", "vectors.faiss")
    return [
        "CURRENT",
        *(f"gen-*/{name}" for name in ("manifest.json", "dead.bin")),
        *(f"gen-*/lexical/{name}" for name in lexical),
        *(f"gen-*/seg-*/{name}" for name in (*rows, *other)),
    ]


def flip(folder: Path, pattern: str, seed: int) -> None:
    """Change some bits of the files of a pattern; their length stays."""
    drawn = random.Random(f"{pattern} {seed}")
    for file in sorted(folder.glob(pattern)):
        data = bytearray(file.read_bytes())
        for _ in range(drawn.choice([1, 4, 40])):
            data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
        file.unlink()  # it may be a link
        file.write_bytes(data)


def unchecked(folder: Path) -> None:
    """As an index is whose files are too large for checksums."""
    file = generations.current(folder) / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"sums": {}}))


def ask(searcher: Engine) -> None:
    for query in QUERIES:
        searcher.search(query, 6)
    searcher.search(QUERIES[0], 6, documents=["a", "c"])
    searcher.frequencies(["kinh_phi", "xa"])
    len(searcher)


@pytest.mark.parametrize("pattern", files())
def test_flipped_bits_end_in_an_answer_or_in_a_missing_index(built, tmp_path, pattern):
    assert list(built.glob(pattern))
    for seed in range(FLIPS):
        folder = Path(shutil.copytree(built, tmp_path / str(seed)))
        unchecked(folder)
        flip(folder, pattern, seed)
        searcher = Engine(folder)
        try:
            ask(searcher)
            searcher.update(["b"], [one for one in PASSAGES if one.document == "b"], "s3")
            ask(searcher)
        except IndexMissing:
            assert searcher.rebuild(PASSAGES, "s4") == len(PASSAGES)
        assert searcher.stamp in {"s3", "s4"}
        ask(searcher)


def test_a_generation_whose_damage_a_question_met_is_not_used_again(built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "index"))
    unchecked(folder)
    for file in folder.glob("gen-*/seg-*/passages.bytes"):
        file.write_bytes(b"\xff" * file.stat().st_size)
    searcher = Engine(folder)
    assert searcher.stamp == "s2"
    with pytest.raises(IndexMissing):
        searcher.search(QUERIES[0], 3)
    assert searcher.stamp is None
    assert searcher.stale("s2")
    with pytest.raises(IndexMissing):
        searcher.update(["c"], [], "s3")
    searcher.rebuild(PASSAGES, "s4")
    assert searcher.search(QUERIES[0], 3)[0].passage == "a#2"


@pytest.mark.parametrize("name", ["dead.bin", "seg-*/rows.bin", "seg-*/passages.bytes"])
def test_one_flipped_bit_of_a_small_file_is_noticed_at_opening(built, tmp_path, name):
    folder = Path(shutil.copytree(built, tmp_path / "index"))
    for file in folder.glob(f"gen-*/{name}"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.unlink()
        file.write_bytes(data)
    assert Engine(folder).stamp is None


def test_a_callers_mistake_stays_one(built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "index"))
    searcher = Engine(folder)
    with pytest.raises(ForeignPassageError, match="documents to change"):
        searcher.update(["c"], [PASSAGES[0]], "s3")
    assert searcher.stamp == "s2"
    assert generations.current(folder).is_dir()
