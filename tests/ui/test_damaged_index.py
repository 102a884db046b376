"""An index with wrong bits in it, on the command line: an answer, at most one sentence beside."""

import json
import random
import shutil
import sys

import pytest

from search import generations
from tests.ui.crafts import TOPICS, holds, plan
from tests.ui.drafts import write
from ui import cli
from ui.library import Library

ROWS = ("passages.bytes", "passages.ends", "documents.bytes", "documents.ends", "ordinals.bin")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twelve")
    for number, topic in enumerate(TOPICS):
        write(folder / "files", f"{number}.txt", plan(number, topic))
    Library.at(folder / "library").ingest([folder / "files"])
    return folder / "library"


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "library")


@pytest.fixture
def cancu(capfd, monkeypatch):
    """Run one command line on a library; (stdout, stderr), what libraries write there too."""
    monkeypatch.delenv("CANCU_LIBRARY", raising=False)

    def run(folder, *args):
        monkeypatch.setattr(sys, "argv", ["cancu", "--library", str(folder), *map(str, args)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        assert ended.value.code == 0, err
        return out, err

    return run


def harm(folder, pattern, seed=None):
    """Flip bits in the files of a pattern; without a seed, every bit.

    The checksums are taken away first, as large files have none.
    """
    manifest = generations.current(folder / "index") / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"sums": {}}))
    drawn = random.Random(f"{pattern} {seed}")
    for file in generations.current(folder / "index").glob(pattern):
        data = bytearray(file.read_bytes())
        if seed is None:
            data = bytearray(byte ^ 0xFF for byte in data)
        for _ in range(8 if seed is not None and data else 0):
            data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
        file.write_bytes(data)


@pytest.mark.parametrize("name", ROWS)
def test_damage_that_a_search_meets_is_mended_and_the_search_answered(folder, cancu, name):
    query = ("search", "nghề dệt lụa", "--json")
    expected = json.loads(cancu(folder, *query)[0])
    harm(folder, f"seg-*/{name}")
    out, err = cancu(folder, *query)
    assert json.loads(out) == expected
    (line,) = err.splitlines()
    assert line.startswith("Chỉ mục tìm kiếm bị hỏng")
    assert cancu(folder, *query) == (json.dumps(expected, ensure_ascii=False, indent=2) + "\n", "")
    assert holds(Library.at(folder))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("pattern", ["lexical/*", "seg-*/*", "*.*"])
def test_flipped_bits_are_never_more_than_one_sentence(folder, cancu, pattern, seed):
    harm(folder, pattern, seed)
    for query in ("nghề dệt lụa", "kế hoạch"):
        out, err = cancu(folder, "search", query, "--json")
        assert "hits" in json.loads(out)
        assert len(err.splitlines()) <= 1
        assert "Traceback" not in err


def test_a_batch_and_a_question_go_on_over_damage(folder, cancu, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        "".join(json.dumps({"id": n, "question": f"nghề {TOPICS[n % 12]}"}) + "\n"
                for n in range(40)), "utf-8",
    )  # fmt: skip
    expected, _ = cancu(folder, "search", "--batch", batch)
    harm(folder, "seg-*/passages.bytes")
    out, err = cancu(folder, "search", "--batch", batch)
    assert out == expected
    assert len(err.splitlines()) == 1
    asked = ("ask", "Nghề dệt lụa được hỗ trợ thế nào?", "--json")
    answer, _ = cancu(folder, *asked)
    harm(folder, "seg-*/passages.bytes")
    assert cancu(folder, *asked)[0] == answer
