"""`cancu ask` for people: what is printed, questions that follow others, what is wrong usage."""

import functools
import json

import pytest

from tests.ui.drafts import four_plans, library_of, write

FIRST = "Ai chủ trì trực chòi canh lửa rừng?"
KNOWN = "Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("asking")
    library_of(made / "library", four_plans(made / "files"))
    return made


@pytest.fixture
def ask(folder, command):
    """Run `cancu ask` on the library of four plans; (stdout, stderr)."""
    return functools.partial(command, "--library", folder / "library", "ask")


def as_json(ask, *args):
    return json.loads(ask(*args, "--json")[0])


def test_an_answer_is_its_sentence_how_it_was_read_its_rows_and_its_proof(ask):
    given = as_json(ask, KNOWN)
    out, _ = ask(KNOWN)
    lines = out.splitlines()
    assert lines[0] == given["answer"]
    assert lines[1].startswith("Mức tin cậy: ")
    assert "Hiểu là: Muốn biết: văn bản nào viện dẫn; Văn bản: 61/2018/NĐ-CP" in out
    proof = lines.index("Dòng chứng minh:")
    table = "\n".join(lines[:proof])
    for row in given["rows"]:
        assert row["number"] in table
    for piece, line in zip(given["evidence"], lines[proof + 1 :], strict=False):
        assert piece["file"] in line
        assert f"dòng {piece['line_start']}" in line
    assert max(map(len, lines[:proof])) <= 160


def test_a_refusal_says_why_and_what_to_do_and_its_rows_are_not_printed(ask):
    given = as_json(ask, "xyz")
    out, _ = ask("xyz")
    assert out.splitlines()[:2] == [given["answer"], f"Nên làm: {given['advice']}"]
    assert "Dòng chứng minh" not in out


def test_a_question_may_follow_others(ask):
    alone = as_json(ask, "thế ai phối hợp?")
    assert not alone["slots"]["followed"]
    after = as_json(ask, "thế ai phối hợp?", "--after", KNOWN, "--after", FIRST)
    assert after["slots"]["followed"]
    assert after["slots"]["topic"] == as_json(ask, FIRST)["slots"]["topic"]


def test_a_line_of_a_batch_may_follow_others(ask, tmp_path):
    rows = [{"id": 1, "question": "thế ai phối hợp?", "after": [FIRST]},
            {"id": 2, "question": "thế ai phối hợp?", "after": None},
            {"id": 3, "question": "thế ai phối hợp?"}]  # fmt: skip
    path = write(tmp_path, "q.jsonl", "\n".join(json.dumps(row) for row in rows))
    told = [json.loads(line) for line in ask("--batch", path)[0].splitlines()]
    assert told[0] == {"id": 1} | as_json(ask, "thế ai phối hợp?", "--after", FIRST)
    assert told[1] | {"id": 3} == told[2] == {"id": 3} | as_json(ask, "thế ai phối hợp?")


@pytest.mark.parametrize("after", ['"x"', "[1]", "{}", "1"])
def test_what_a_line_follows_is_a_list_of_questions(ask, tmp_path, after):
    path = write(tmp_path, "q.jsonl", f'{{"id": 1, "question": "a", "after": {after}}}')
    assert '"after"' in ask("--batch", path, expect=2)[1]


def test_a_batch_says_itself_what_its_questions_follow(ask, tmp_path):
    path = write(tmp_path, "q.jsonl", '{"id": 1, "question": "a"}')
    assert "--after" in ask("--batch", path, "--after", FIRST, expect=2)[1]


@pytest.mark.parametrize("question", ["", "x" * 10_000, "<b>'; DROP TABLE x;--</b>", "[red]a[/]"])
def test_whatever_is_asked_ends_in_order(ask, question):
    out, _ = ask(question)
    assert out.strip()
