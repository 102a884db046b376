"""`cancu import`: how far it is, what it refused, and a run that was killed at any moment."""

import functools
import gzip
import io
import itertools
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from tests.ui.drafts import write
from ui import progress
from ui.library import Library
from ui.progress import Amount

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cancu(tmp_path, command):
    """Run one command line on a library of its own; (stdout, stderr)."""
    return functools.partial(command, "--library", tmp_path / "library")


def rows(count, words="sổ sách"):
    return [
        {"id": f"a{n}", "number": f"{n % 7}/2030/QH20", "text": f"Điều {n}. Về {words}"}
        for n in range(count)
    ]


def lines(found):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


def test_refused_rows_are_told_with_line_and_reason(cancu, tmp_path):
    good = rows(2)
    bad = ["hỏng", json.dumps(good[0] | {"id": "x", "text": ""}), json.dumps(good[0])]
    path = write(tmp_path, "law.jsonl", lines(good) + "\n".join(bad) + "\n")
    out, err = cancu("import", path, "--json", expect=1)
    assert json.loads(out)["added"] == 2
    assert [row["place"] for row in json.loads(out)["refused"]] == [
        f"law.jsonl:{line}" for line in (3, 4, 5)
    ]
    told = err.splitlines()
    assert told[0].startswith('law.jsonl:3: Dòng dữ liệu bị từ chối: không phải là {"id": …')
    assert "law.jsonl:4: Dòng dữ liệu bị từ chối: không có nội dung" in told[1]
    assert "law.jsonl:5: Dòng dữ liệu bị từ chối: trùng mã với một dòng ở trên" in told[2]


def test_of_thousands_of_refused_rows_only_the_first_are_told(cancu, tmp_path):
    path = write(tmp_path, "law.jsonl", "hỏng\n" * 3000 + lines(rows(1)))
    out, err = cancu("import", path, expect=1)
    assert out == "Đã nạp 1 dòng, từ chối 3000 dòng.\n"
    assert len(err.splitlines()) == 51
    assert err.splitlines()[-1] == "… và 2.950 dòng khác."


def test_a_file_that_is_no_dataset_is_one_sentence(cancu, tmp_path):
    path = tmp_path / "law.jsonl"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\x00")
    out, err = cancu("import", path, expect=1)
    assert out == ""
    assert len(err.splitlines()) == 1
    cancu("import", tmp_path / "none", expect=3)


def test_a_changed_file_and_a_removed_one_on_the_command_line(cancu, tmp_path):
    path = write(tmp_path, "law.jsonl", lines(rows(30)))
    cancu("import", path)
    write(tmp_path, "law.jsonl", lines([*rows(30)[:5], rows(30, "nuôi ong")[5]]))
    assert cancu("import", path)[0] == "Đã nạp 6 dòng, từ chối 0 dòng.\n"
    hits = json.loads(cancu("search", "về nuôi ong sổ sách", "--json", "-k", "50")[0])["hits"]
    assert hits[0]["passage"] == "a5"
    assert {hit["passage"] for hit in hits} <= {f"a{n}" for n in range(6)}
    cancu("remove", path)
    assert json.loads(cancu("search", "sổ sách", "--json")[0])["hits"] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.store import Store
from sqlalchemy import Engine, event
Store.import_passages.__kwdefaults__["batch"] = 100
folder, file, left = sys.argv[1], sys.argv[2], int(sys.argv[3])

def step(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

from ui.library import Library
library = Library.at(Path(folder))
library.writable
for moment in ("after_cursor_execute", "commit"):
    event.listen(Engine, moment, step)
library.import_articles(Path(file), progress=step)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_import_killed_at_any_moment_goes_on(tmp_path):
    path, folder = tmp_path / "law.jsonl.gz", tmp_path / "library"
    path.write_bytes(gzip.compress(lines(rows(1000)).encode()))
    kills, kept = 0, 0
    for moment in (8, 30, 75):
        run = [sys.executable, "-c", KILLED, str(folder), str(path), str(moment)]
        done = subprocess.run(run, capture_output=True, check=False, cwd=ROOT)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
        kills += done.returncode != 0
        library = Library.at(folder)
        assert library.store.faults() == []
        now = library.store.passage_count()
        assert kept <= now
        kept = now
        found = {hit["passage"] for hit in library.search("sổ sách điều", 1000)["hits"]}
        assert found <= {passage.id for passage in library.store.passages()}
    assert kills >= 2
    assert kept > 0
    library = Library.at(folder)
    assert library.import_articles(path).added == 1000 - kept
    assert [passage.id for passage in library.store.passages()] == [f"a{n}" for n in range(1000)]
    assert len(library.fresh_engine()) == 1000
    assert library.import_articles(path).added == 0


# --- how far it is --------------------------------------------------------------------------------
def amounts(stage="Nạp law.jsonl", count=20):
    return [Amount(stage, n, count, 100 * n) for n in range(1, count + 1)]


def test_off_a_terminal_each_tenth_of_a_long_stage_is_a_line(capsys):
    clock = itertools.count()
    with progress.measured(lambda: float(next(clock))) as tell:
        for stage in ("Nạp law.jsonl", "Lập chỉ mục"):
            for amount in amounts(stage):
                tell(amount)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 20
    assert told[0] == "Nạp law.jsonl: 10 % (200 đoạn, 50 đoạn/giây)"
    assert told[9].startswith("Nạp law.jsonl: 100 % (2.000 đoạn, ")
    assert told[10].startswith("Lập chỉ mục: 10 % (")


def test_what_is_over_in_a_moment_is_not_told(capsys):
    with progress.measured(lambda: 0.0) as tell:
        for amount in [*amounts(), Amount("nothing", 0, 0, 0), Amount("more", 5, 0, 5)]:
            tell(amount)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_a_bar_tells_the_share_the_rate_and_the_time_left(monkeypatch):
    screen, clock = io.StringIO(), itertools.count()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    fake = Console(file=screen, force_terminal=True, width=120, color_system=None,
                   get_time=lambda: next(clock) / 2)  # fmt: skip
    monkeypatch.setattr("rich.console.Console", lambda **_: fake)
    with progress.measured(lambda: next(clock) / 2) as tell:
        for stage in ("Nạp law.jsonl", "Lập chỉ mục"):
            for amount in amounts(stage):
                tell(amount)
    shown = screen.getvalue()
    for words in ("Nạp law.jsonl", "Lập chỉ mục", "100%", "đoạn/giây", "còn"):
        assert words in shown


def test_two_bars_follow_one_another(monkeypatch):
    """The bar of files has ended when the index begins: a terminal shows one at a time."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    fake = Console(file=io.StringIO(), force_terminal=True, width=120)
    monkeypatch.setattr("rich.console.Console", lambda **_: fake)
    with progress.shown() as step, progress.measured() as tell:
        step(progress.Step(1, 1, Path("a.txt"), 10))
        for amount in amounts():
            tell(amount)
