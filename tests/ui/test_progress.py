import io
import itertools
import sys
from pathlib import Path

from rich.console import Console

from ui import progress
from ui.ingest_report import Step


def steps(count, size=2**20):
    return [Step(n, count, Path(f"{n}.txt"), size) for n in range(1, count + 1)]


def test_off_a_terminal_each_file_is_a_line(capsys):
    with progress.shown() as watch:
        for step in steps(2):
            watch(step)
    out, err = capsys.readouterr()
    assert (out, err) == ("", "[1/2] 1.txt\n[2/2] 2.txt\n")


def test_on_a_terminal_a_bar_tells_how_many_the_rate_and_the_time_left(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = itertools.count()
    fake = Console(
        file=screen,
        force_terminal=True,
        width=120,
        get_time=lambda: next(clock) / 2,
        color_system=None,
    )
    monkeypatch.setattr("rich.console.Console", lambda **_: fake)
    with progress.shown() as watch:
        for step in steps(20):
            watch(step)
    shown = screen.getvalue()
    assert "20/20" in shown
    assert "tệp/giây" in shown
    assert "MB/giây" in shown
    assert "còn" in shown
