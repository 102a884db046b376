"""The command line as a user runs it: JSON, exit codes, sentences."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from kg.model import Header
from ui.library import Library

SAMPLE = """ỦY BAN NHÂN DÂN XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
Cải cách hành chính năm 2025
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;
I. NHIỆM VỤ
1. Giao công chức Văn phòng - Thống kê chủ trì báo cáo trước ngày 15/12/2025.
"""


def cancu(*args, library=None, expect=0):
    """Run the command in a process of its own; (stdout, stderr)."""
    named = ["--library", str(library)] if library else []
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *named, *map(str, args)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def as_json(*args, library=None, expect=0):
    return json.loads(cancu(*args, "--json", library=library, expect=expect)[0])


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def test_cited_by_names_exactly_the_plans_whose_text_has_the_number(plans_folder):
    """Brute force over the files: the damaged ones print the number unharmed."""
    files = sorted(corpus.path("plans").glob("*.txt"))
    wanted = {path.name for path in files if "76/NQ-C" in path.read_text(encoding="utf-8")}
    found = as_json("cited-by", "76/NQ-CP", library=plans_folder)
    names = {r["id"]: Path(r["source"]).name for r in as_json("documents", library=plans_folder)}
    assert {names[row["document"]] for row in found} == wanted
    for row in found:
        lines = (corpus.path("plans") / names[row["document"]]).read_text("utf-8").split("\n")
        for mention in row["mentions"]:
            assert "76/NQ" in lines[mention["line"] - 1]


@pytest.mark.parametrize(
    ("day", "state", "severity"),
    [("2025-06-30", "in_force", "note"), ("2025-07-01", "expired", "error")],
)
def test_a_check_turns_on_the_day_the_successor_takes_effect(plans_folder, day, state, severity):
    """61/2018 holds (amended) to the end of 30 June 2025: 118/2025/NĐ-CP, Điều 40."""
    report = as_json("check", "36/QĐ-UBND", "--as-of", day, library=plans_folder)
    row = next(r for r in report["rows"] if r["canonical"] == "61/2018/NĐ-CP")
    assert (row["state"], row["severity"]) == (state, severity)
    assert row["state_on_document_day"] == "in_force"
    assert row["effective_until"] == "2025-06-30"
    heirs = [(heir["canonical"], heir["date"]) for heir in row["replaced_by"]]
    assert heirs == [("118/2025/NĐ-CP", "2025-07-01")]


def test_unknown_is_never_shown_as_in_force(plans_folder):
    report = as_json("check", "36/QĐ-UBND", "--as-of", "2026-11-20", library=plans_folder)
    local = [r for r in report["rows"] if (r["canonical"] or "").endswith("QĐ-UBND")]
    assert local
    assert {row["state"] for row in local} == {"unknown"}
    assert {row["severity"] for row in local} == {"unknown"}


def test_reading_a_file_stores_nothing(tmp_path, sample):
    shown = as_json("show", "--file", sample, library=tmp_path / "none")
    assert (shown["number"], shown["date"]) == ("12/KH-UBND", "2025-03-05")
    cited = as_json("citations", "--file", sample, library=tmp_path / "none")
    assert [m["canonical"] for m in cited if m["mention_type"] == "numbered"] == ["61/2018/NĐ-CP"]
    assert all(SAMPLE[m["char_start"] : m["char_end"]] == m["raw"] for m in cited)
    tasks = as_json("tasks", "--file", sample, library=tmp_path / "none")
    assert [task["deadline"] for task in tasks] == ["2025-12-15"]
    assert not (tmp_path / "none").exists()


def test_ingest_twice_changes_nothing_and_remove_leaves_nothing(tmp_path, sample):
    library = tmp_path / "library"
    first = as_json("ingest", sample, library=library)
    again = as_json("ingest", sample, library=library)
    assert (first["added"], again["added"], again["unchanged"]) == (1, 0, 1)
    assert as_json("documents", "--stubs", library=library)
    removed = as_json("remove", "12/KH-UBND", library=library)
    assert removed == {"removed": first["documents"][0]["id"]}
    assert as_json("documents", library=library) == []
    assert as_json("documents", "--stubs", library=library) == []
    assert as_json("search", "cải cách hành chính", library=library)["hits"] == []


def test_a_bad_file_is_one_sentence_and_the_others_go_on(tmp_path, sample):
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(bytes(range(256)) * 20)
    empty = tmp_path / "empty.txt"
    empty.touch()
    folder = tmp_path / "nothing"
    folder.mkdir()
    out, err = cancu(
        "ingest", junk, empty, folder, sample, "--json", library=tmp_path / "library", expect=1
    )
    report = json.loads(out)
    assert report["added"] == 1
    codes = sorted(problem["code"] for problem in report["failed"])
    assert codes == ["file_empty", "file_unreadable", "no_documents"]
    told = [line for line in err.splitlines() if not line.startswith("[")]
    assert len(told) == 3


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("show", "999/QĐ-XYZ"), 3),
        (("show",), 2),
        (("status", "76/NQ-CP", "--as-of", "2025-13-01"), 2),
        (("status", "không có văn bản này"), 3),
        (("cited-by", "76/NQ-CP", "--relation", "likes"), 2),
        (("graph", "--format", "png"), 2),
        (("nope",), 2),
        (("ui", "--host", "0.0.0.0"), 2),  # noqa: S104 - the address that must be refused
        (("ingest", "/no/such/file"), 3),
        (("ask",), 2),
    ],
)
def test_errors_are_a_sentence_and_an_exit_code(plans_folder, args, code):
    out, err = cancu(*args, library=plans_folder, expect=code)
    assert out == ""
    assert err.strip()


def test_an_error_in_json_has_a_code_a_message_and_a_hint(plans_folder):
    failed = as_json("show", "999/QĐ-XYZ", library=plans_folder, expect=3)
    assert failed["error"]["code"] == "not_found"
    assert failed["error"]["message"]
    assert failed["error"]["hint"]


def test_a_number_of_two_years_is_named_with_its_choices(tmp_path):
    """76/NQ-CP exists in 2013 and 2021; where no library cites one, nobody can tell which."""
    failed = as_json("status", "76/NQ-CP", library=tmp_path / "none", expect=3)
    years = {choice.split("@")[1][:4] for choice in failed["error"]["choices"]}
    assert years == {"2013", "2021"}


def test_batches_answer_line_by_line(plans_folder, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "thanh toan truc tuyen"}\n\n{"id": 2, "question": "x"}\n'
    )
    out, _ = cancu("search", "--batch", batch, "-k", "3", library=plans_folder)
    found = [json.loads(line) for line in out.splitlines()]
    assert [record["id"] for record in found] == ["a", 2]
    assert len(found[0]["hits"]) == 3
    batch.write_text("không phải JSON\n")
    cancu("search", "--batch", batch, library=plans_folder, expect=2)


def test_a_broken_library_file_is_told_as_such(tmp_path, sample):
    library = tmp_path / "library"
    cancu("ingest", sample, library=library)
    (library / "library.sqlite").write_bytes(b"not a database" * 1000)
    for suffix in ("-wal", "-shm"):
        (library / f"library.sqlite{suffix}").unlink(missing_ok=True)
    failed = as_json("documents", library=library, expect=4)
    assert failed["error"]["code"] == "library"


def plan_folder(tmp_path, count):
    """Many small plans, each with a number of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for place in range(1, count + 1):
        text = SAMPLE.replace("12/KH-UBND", f"{place}/KH-UBND") + f"2. Việc thứ {place}.\n"
        (folder / f"{place:03}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_killed_ingest_leaves_whole_documents_and_goes_on(tmp_path):
    """Real SIGKILLs, each as soon as the store has grown by some documents."""
    folder, library = plan_folder(tmp_path, 24), tmp_path / "library"
    command = [sys.executable, "-m", "ui.cli", "--library", str(library), "ingest", str(folder)]
    held = 0
    for step in (1, 5, 9):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for line in child.stderr:  # one line a document that is being stored
            if int(line.split(b"/")[0].strip(b"[")) >= held + step:
                break
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert child.returncode == -signal.SIGKILL
        kept = Library.at(library).documents() if library.exists() else []
        assert len(kept) >= held
        held = len(kept)
        for record in kept:
            reading = Library.at(library).reading_of(record)
            assert reading.header != Header()
            assert len(reading.source.lines) == len(SAMPLE.splitlines()) + 2
            assert len(reading.mentions) == 2
            assert len(reading.tasks) == 1
    report = as_json("ingest", folder, library=library)
    assert (report["added"], report["unchanged"]) == (24 - held, held)
    assert len(as_json("cited-by", "61/2018/NĐ-CP", library=library)) == 24


def test_help_and_the_core_load_nothing_heavy():
    """`cancu --help` must be quick: none of the large libraries may be loaded for it."""
    heavy = "numpy networkx spacy torch faiss gradio sqlalchemy"
    code = (
        "import sys, runpy\nsys.argv = ['cancu', '--help']\n"
        "try: runpy.run_module('ui.cli', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"print('loaded:', [name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded: []"
