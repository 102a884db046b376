"""Many questions in one run: in their order, as they are ready, and none that is lost or mended."""

import io
import json
import os
import sys
import threading

import pytest

from kg.errors import NotFoundError, UsageError
from tests.ui.crafts import TOPICS, plan
from tests.ui.drafts import write
from ui import cli, search_batch
from ui.library import Library
from ui.search_batch import answers, checked, print_found, questions


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("batch")
    for number, topic in enumerate(TOPICS):
        write(made / "files", f"{number}.txt", plan(number, topic))
    Library.at(made / "library").ingest([made / "files"])
    return made / "library"


@pytest.fixture
def library(folder):
    return Library.at(folder)


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def run(library, path, capsys, k=10, **filters):
    capsys.readouterr()
    print_found(library, path, k, filters)
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_each_question_is_answered_as_it_is_alone(library, tmp_path, capsys):
    asked = [f"nghề {topic} phát triển" for topic in TOPICS] * 7
    path = write(tmp_path, "q.jsonl", lines(*({"id": n, "question": q}
                                              for n, q in enumerate(asked))))  # fmt: skip
    found, err = run(library, path, capsys, 5)
    assert [answer["id"] for answer in found] == list(range(len(asked)))
    assert err == ""
    engine = library.fresh_engine()
    for answer, question in zip(found, asked, strict=True):
        assert set(answer) == {"id", "hits"}
        assert answer["hits"] == [hit.passage for hit in engine.search(question, 5)]


def test_ids_of_any_kind_come_back_as_they_were_and_doubles_stay(library, tmp_path, capsys):
    ids = [1, 1, "1", 1.5, None, True, [1, {"a": None}], {"số": "Đ"}, "", 2**70, "\u2028", "a\x00"]
    path = write(tmp_path, "q.jsonl", lines(*({"id": i, "question": "dệt lụa"} for i in ids)))
    found, _ = run(library, path, capsys)
    assert [answer["id"] for answer in found] == ids
    assert len({tuple(answer["hits"]) for answer in found}) == 1
    path.write_text('{"id": "\\ud800", "question": "dệt \\udfff lụa"}\n')
    assert run(library, path, capsys)[0][0]["id"] == "\ud800"


@pytest.mark.parametrize("question", ["", "   \n\t", "?!…", "\x00\x07", "và của là"])
def test_a_question_without_words_has_an_empty_answer_or_none_that_fits(
    library, tmp_path, capsys, question
):
    path = write(tmp_path, "q.jsonl", lines({"id": 1, "question": question},
                                            {"id": 2, "question": "dệt lụa"}))  # fmt: skip
    first, second = run(library, path, capsys)[0]
    assert question.strip("\x00\x07?!… \n\t") or first["hits"] == []
    assert second["hits"]


def test_a_question_of_a_hundred_kilobytes_is_answered(library, tmp_path, capsys):
    long = "dệt lụa \x01 " + "phát triển nghề " * 6000
    assert len(long.encode()) > 100_000
    path = write(tmp_path, "q.jsonl", lines({"id": 1, "question": long}))
    assert run(library, path, capsys)[0][0]["hits"]


WRONG = {
    "no JSON": "không phải",
    "no object": "[1]",
    "no id": '{"question": "a"}',
    "no question": '{"id": 1}',
    "null": '{"id": 1, "question": null}',
    "number": '{"id": 1, "question": 5}',
    "deep": '{"id": ' + "[" * 100_000,
    "control": '{"id": 1, "question": "a\x01b"}',
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_named_before_anything_is_answered(library, tmp_path, capsys, line):
    good = lines({"id": 1, "question": "dệt lụa"})
    path = write(tmp_path, "q.jsonl", f"{good}\n\n{line}\n{good}")
    with pytest.raises(UsageError, match=r"q\.jsonl:4: ") as failed:
        print_found(library, path, 10, {})
    assert capsys.readouterr().out == ""
    assert failed.value.hint == "Hãy sửa dòng đó."


def test_a_line_that_is_no_utf8_or_too_long_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(search_batch, "LONGEST_LINE", 1000)
    path = tmp_path / "q.jsonl"
    good = lines({"id": 1, "question": "a"}).encode()
    path.write_bytes(b"\xef\xbb\xbf" + good + b'{"id": 2, "question": "\xff"}\n')
    with pytest.raises(UsageError, match=r"q\.jsonl:2: dòng này không phải"):
        list(questions(path))
    path.write_bytes(good * 2 + b'{"id": 2, "question": "' + b"x" * 5000)
    with pytest.raises(UsageError, match=r"q\.jsonl:3: dòng này dài quá"):
        list(questions(path))


def test_a_file_that_is_none_or_a_folder_is_one_sentence(tmp_path):
    with pytest.raises(NotFoundError):
        list(questions(tmp_path / "none"))
    with pytest.raises(UsageError):
        list(checked(tmp_path))


def test_answers_come_before_all_questions_are_read(library, monkeypatch):
    monkeypatch.setattr(search_batch, "CHUNK", 3)
    read = []

    def asked():
        for number in range(100):
            read.append(number)
            yield number, "dệt lụa"

    given = answers(library, asked(), 5, {})
    assert next(given)[0] == 0
    assert len(read) == 3
    assert [identifier for identifier, _ in given] == list(range(1, 100))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_questions_from_a_pipe_are_answered_while_it_is_open(library, tmp_path, monkeypatch):
    monkeypatch.setattr(search_batch, "CHUNK", 1)
    pipe, shown = tmp_path / "pipe", io.StringIO()
    os.mkfifo(pipe)
    monkeypatch.setattr(sys, "stdout", shown)
    running = threading.Thread(target=print_found, args=(library, pipe, 3, {}))
    running.start()
    with pipe.open("w", encoding="utf-8") as questions_in:
        questions_in.write(lines({"id": "a", "question": "dệt lụa"}) * 2)
    running.join()
    assert shown.getvalue().count('{"id": "a", "hits": ["') == 2


def test_filters_hold_for_every_question(library, tmp_path, capsys):
    wanted = library.find_held("3/KH-UBND").id
    path = write(tmp_path, "q.jsonl", lines(*({"id": t, "question": t} for t in TOPICS)))
    found, _ = run(library, path, capsys, 50, document="3/KH-UBND")
    assert {hit.partition("#")[0] for answer in found for hit in answer["hits"]} == {wanted}
    found, err = run(library, path, capsys, 50, type="Luật")
    assert [answer["hits"] for answer in found] == [[]] * len(TOPICS)
    assert err.startswith("Không có văn bản nào có loại “Luật”")


def test_what_is_taken_out_meanwhile_is_not_answered(tmp_path):
    files = [write(tmp_path, f"{n}.txt", plan(n, TOPICS[n])) for n in range(6)]
    library = Library.at(tmp_path / "library")
    library.ingest(files)
    gone = library.find_held("3/KH-UBND").id
    given = answers(library, ((n, "kế hoạch dệt lụa") for n in range(100)), 50, {})
    assert any(hit.startswith(gone) for hit in next(given)[1])
    library.store.remove(gone)
    later = list(given)[search_batch.CHUNK :]
    assert later
    assert all(best and not any(hit.startswith(gone) for hit in best) for _, best in later)


def test_the_model_is_loaded_once(library, tmp_path, monkeypatch, capsys):
    path = write(tmp_path, "q.jsonl", lines(*({"id": n, "question": "lụa"} for n in range(100))))
    opened = []
    monkeypatch.setattr(
        Library, "fresh_engine", lambda self: opened.append(1) or self.index.fresh()
    )
    assert len(run(library, path, capsys)[0]) == 100
    assert opened == [1]


def test_the_command_prints_json_lines_with_or_without_json(folder, tmp_path, monkeypatch, capsys):
    path = write(tmp_path, "q.jsonl", lines({"id": 1, "question": "dệt lụa"}))
    shown = []
    for more in ([], ["--json"]):
        monkeypatch.setattr(
            sys, "argv", ["cancu", "--library", str(folder), "search", "--batch", str(path), *more]
        )
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert json.loads(shown[0])["hits"]
