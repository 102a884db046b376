"""The whole program from outside and inside: start-up, ingest, search, checks, sizes, memory.

Timings on shared machines are noisy: medians and ratios count, single figures do not.
"""

import datetime as dt
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import corpus
from ui.library import Library

RESULTS = Path(__file__).parent / "results" / "system.md"
START_UPS = 15
QUERIES = (
    "nhiệm vụ của phòng nội vụ",
    "ty le ho so giai quyet dung han",
    "thanh toán trực tuyến",
    "cải cách tổ chức bộ máy hành chính nhà nước",
    "mo hinh chinh quyen than thien",
    "số hóa kết quả giải quyết thủ tục hành chính",
)
QUESTIONS = (
    "Văn bản nào viện dẫn 76/NQ-CP?",
    "nghi dinh 61/2018 con hieu luc khong",
    "Phường 5 tỷ lệ thanh toán trực tuyến bao nhiêu phần trăm",
    "công chức tư pháp hộ tịch phường 5 phải làm những gì",
)


def seconds(run: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def start_ups() -> list[tuple[str, str]]:
    """Start-up of the program against the bare interpreter, the commands in turn."""
    python = str(Path(sys.executable).resolve())
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "import kg": [python, "-c", "import kg"],
        "cancu --help": [python, "-m", "ui.cli", "--help"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(START_UPS):
        for name, command in commands.items():
            taken[name].append(
                seconds(
                    lambda c=command: subprocess.run(
                        c, env=environment, capture_output=True, check=True
                    )
                )
            )
    bare = statistics.median(taken["python -c pass"])
    medians = {name: statistics.median(runs) for name, runs in taken.items()}
    return [
        (f"start: {name}", f"{median * 1000:.0f} ms ({median / bare:.1f} x bare)")
        for name, median in medians.items()
    ]


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def library_rows(folder: Path) -> list[tuple[str, str]]:
    """From an empty library to answers: the five plans that are shipped."""
    plans = corpus.path("plans")
    library = Library.at(folder)
    first = seconds(lambda: library.ingest([plans]))
    again = seconds(lambda: Library.at(folder).ingest([plans]))
    megabytes = size(plans) / 1e6
    today = dt.date(2026, 11, 20)
    library.ask(QUESTIONS[0], on=today)
    searches = [seconds(lambda q=q: library.search(q)) for q in QUERIES * 5]
    questions = [seconds(lambda q=q: library.ask(q, on=today)) for q in QUESTIONS * 5]
    name = library.documents()[0].id
    checks = [seconds(lambda: library.check(name, None, on=today)) for _ in range(5)]
    return [
        (
            "ingest: five plans into an empty library, index built",
            f"{first:.1f} s ({megabytes / first:.3f} MB/s)",
        ),
        ("ingest: the same again, nothing changed", f"{again:.2f} s"),
        ("search: median / slowest", _milliseconds(searches)),
        ("ask: median / slowest", _milliseconds(questions)),
        ("check: median / slowest", _milliseconds(checks)),
        ("store", f"{sum(f.stat().st_size for f in folder.glob('library.sqlite*')) / 1e6:.2f} MB"),
        ("index", f"{size(folder / 'index') / 1e6:.2f} MB"),
        (
            "peak memory of this process",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
        ),
    ]


def _milliseconds(taken: list[float]) -> str:
    return f"{statistics.median(taken) * 1000:.0f} / {max(taken) * 1000:.0f} ms"


def main() -> None:
    """Measure, print one table, keep it."""
    rows = start_ups()
    with tempfile.TemporaryDirectory() as folder:
        rows += library_rows(Path(folder) / "library")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    head = (
        f"Measured {dt.datetime.now(tz=dt.UTC).date().isoformat()} at commit {commit}, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; "
        "command: `make bench`.\n\n| what | figure |\n|---|---|\n"
    )
    table = head + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(f"# The system, measured\n{table}", encoding="utf-8")
    print(table)
