"""How long a question takes in a large library, in one process, without the start of the program.

python -m bench.answers.speed --library FOLDER --questions FILE.jsonl... [--plans FOLDER...]

FOLDER is filled from the plans and copies of them (`bench.answers.copied_plans`), where it does not
exist yet.
Prints tables in Markdown; --slowest tells where the slowest questions spend their time.
"""

import argparse
import cProfile
import datetime as dt
import json
import pstats
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.answers.copied_plans import originals, plant
from tests.search.scanning import Scanning
from ui.library import Library

ON = dt.date(2026, 11, 20)
_SHOWN = 10
ODD = (
    "",
    "?",
    "x" * 10_000,
    "số hóa hồ sơ " * 800,
    " ".join(f"nhiệm vụ {n} của xã" for n in range(600)),
    "Căn cứ 61/2018/NĐ-CP, 107/2021/NĐ-CP, " * 260,
    "什么是法律?",
    "Кто отвечает за цифровизацию?",
    "What is the weather like today?",
    "\x00\x01",
)
"""No questions, of 10 KB, in other alphabets."""


def make(library: Library, plans: Sequence[Path], count: int) -> None:
    """Fill a library with `count` texts made of the plans."""
    texts = library.folder.parent / f"{library.folder.name}_texts"
    plant(texts, originals(plans), count)
    library.ingest([texts])


def questions(files: Sequence[Path]) -> list[str]:
    """The questions of JSON Lines files, in order."""
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    return [json.loads(line)["question"] for line in lines]


@dataclass(frozen=True, slots=True)
class Timed:
    """A question asked once. wall, cpu: milliseconds, of the clock and of this process."""

    question: str
    answer: dict[str, Any]
    wall: float
    cpu: float


def timed(library: Library, asked: Sequence[str]) -> list[Timed]:
    """Each question asked once, in order."""
    found = []
    for question in asked:
        begun, worked = time.perf_counter(), time.process_time()
        answer = library.ask(question, on=ON)
        wall, cpu = time.perf_counter() - begun, time.process_time() - worked
        found.append(Timed(question, answer, wall * 1000, cpu * 1000))
    return found


def row(name: str, found: Sequence[Timed]) -> str:
    """One line of the table: of the clock median, 95 %, slowest; of the processor the first two."""
    wall, cpu = (sorted(getattr(one, kind) for one in found) for kind in ("wall", "cpu"))
    high = min(len(found) - 1, int(len(found) * 0.95))
    cells = (statistics.median(wall), wall[high], wall[-1], statistics.median(cpu), cpu[high])
    return f"| {name} | {len(found)} | {' | '.join(f'{cell:.1f}' for cell in cells)} |"


def spent(library: Library, question: str) -> list[str]:
    """Where a question spends its time: functions of the project, the dearest first."""
    profile = cProfile.Profile()
    profile.runcall(library.ask, question, on=ON)
    listed: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    own = [
        (numbers[3], f"{Path(file).name}:{name}")
        for (file, _, name), numbers in listed.items()
        if "site-packages" not in file and file.endswith(".py") and "lib/python" not in file
    ]
    return [f"{1000 * seconds:.0f} {name}" for seconds, name in sorted(own, reverse=True)[:14]]


class Scanned(Scanning):
    """The same library, with words and offices found by reading everything."""

    def __init__(self, library: Library) -> None:
        self.tasks_in = library.tasks_in
        self.targets_in = library.targets_in


def compared(library: Library) -> None:
    """Print what finding by index and by reading everything take."""
    words = "so hoa ho so dich vu cong truc tuyen".split()
    scanned: Any = Scanned(library)
    steps: tuple[tuple[str, Callable[[Any], object]], ...] = (
        ("tasks that share words", lambda by: by.tasks_about(words, None)),
        ("targets that share words", lambda by: by.targets_about(words, None)),
        ("tasks of an office", lambda by: by.tasks_of(["Phòng Nội vụ"], None)),
        ("every office named", lambda by: by.task_offices(None)),
        ("shares of words", lambda by: by.word_shares(words)),
    )
    print("\n| finding | by index, CPU ms | by reading everything, CPU ms |\n|---|---|---|")
    for name, work in steps:
        print(f"| {name} | {_median(work, library.store):.1f} | {_median(work, scanned):.1f} |")


def _median(work: Callable[[Any], object], by: object) -> float:
    times = []
    for _ in range(5):
        begun = time.process_time()
        work(by)
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--plans", type=Path, nargs="*", default=[])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--slowest", action="store_true")
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--compare", action="store_true")
    args = parser.parse_args()
    library = Library.at(args.library)
    if not library.exists():
        make(library, args.plans, args.documents)
    store = library.store
    print(f"{store.count()}, {len(store.tasks())} tasks, {len(store.targets())} targets\n")
    asked = questions(args.questions)
    first = timed(library, asked[:1])
    found = timed(library, asked)
    print("| questions | number | median ms | 95 % ms | slowest ms | median CPU ms | 95 % CPU ms |")
    print("|---|---|---|---|---|---|---|")
    print(row("the very first", first))
    print(row("all", found))
    by_intent: dict[str, list[Timed]] = {}
    for one in found:
        by_intent.setdefault(one.answer["intent"], []).append(one)
    for intent, same in sorted(by_intent.items()):
        print(row(intent, same))
    if args.odd:
        print(row("odd ones", timed(library, ODD)))
    if args.slowest:
        for one in sorted(found, key=lambda one: -one.cpu)[:_SHOWN]:
            print(f"\n{one.wall:.0f} ms, CPU {one.cpu:.0f}, {one.answer['intent']}: {one.question}")
            print("\n".join(f"    {line}" for line in spent(library, one.question)))
    if args.compare:
        compared(library)


if __name__ == "__main__":
    main()
