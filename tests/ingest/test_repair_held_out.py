"""Documents held out of training: the rule, and repair of lines of two of them."""

import difflib
import json
import re
from pathlib import Path

import pytest

from corpus.build.repair_held_out import Part, documents, held_out, part_of_file, part_of_number
from ingest.repair import repair_lines

SAMPLE = Path(__file__).parents[1] / "data" / "repair_held_out.jsonl"


def test_case_of_a_number_does_not_matter():
    numbers = [f"{i}/2020/NĐ-CP" for i in range(1, 300)]
    assert [part_of_number(n) for n in numbers] == [part_of_number(n.lower()) for n in numbers]


def test_one_document_in_fifty_is_held_out_and_one_for_development():
    parts = [part_of_number(f"{i}/{year}/TT-BTC") for i in range(1, 501) for year in (2015, 2020)]
    assert 8 <= parts.count(Part.HELD) <= 35
    assert 8 <= parts.count(Part.DEV) <= 35


def test_parts_share_no_document(tmp_path):
    file = tmp_path / "texts.jsonl"
    rows = [
        {"number": f"{i}/2019/QĐ-TTg", "heading": "a", "text": f"văn bản {i}"} for i in range(200)
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    plain = tmp_path / "plan.txt"
    plain.write_text("kế hoạch", encoding="utf-8")
    found = [set(documents([file, plain], part)) for part in Part]
    assert sum(map(len, found)) == len(set.union(*found)) == 201
    assert "plan.txt" in found[list(Part).index(part_of_file("plan.txt"))]


def _right(truth, text):
    words = [re.findall(r"[^\W_]+", value.lower()) for value in (truth, text)]
    blocks = difflib.SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(words[0])


@pytest.fixture(scope="module")
def lines():
    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    return rows, repair_lines([row["raw"] for row in rows])


def test_the_sample_is_of_held_out_documents(lines):
    assert all(held_out(row["source"].split(":", 1)[1]) for row in lines[0])


def test_held_out_lines_are_repaired_and_no_figure_is_lost(lines):
    right = total = 0
    for row, line in zip(*lines, strict=True):
        more, size = _right(row["truth"], line.text)
        right, total = right + more, total + size
        assert set(re.findall(r"\d+", row["raw"])) & set(re.findall(r"\d+", row["truth"])) <= set(
            re.findall(r"\d+", line.text)
        )
    assert right >= 0.985 * total
