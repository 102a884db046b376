"""Speed and memory of `cancu ingest` over many files, and what a child costs a single one.

    python -m bench.reading.bulk FOLDER [--runs 1:1000 2:1000] [--output FILE]

FOLDER holds text files; small distinct documents are made of them: a piece of each, its number
changed. A run is JOBS:FILES, in a process of its own with a fresh library. CPU seconds count the
parent, its nursery and every child; on a busy machine they are what compares.
"""

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ui.ingest_report import Step

SIZE = 5000  # characters of a document made
ROWS = {
    "files": "files",
    "mb": "MB",
    "seconds": "seconds",
    "files_s": "files/s",
    "mb_s": "MB/s",
    "cpu": "CPU seconds",
    "cpu_file": "CPU s/file",
    "rss_tenth": "parent RSS after a tenth of the files, MB",
    "rss_end": "parent RSS after the last, MB",
    "peak": "peak of the parent with the index, MB",
}


def made(source: Path, target: Path, count: int) -> None:
    """`count` distinct documents: heads of the sources, another piece of the body in each."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))]
    for place in range(count):
        text = texts[place % len(texts)]
        head, body = text[:1500], text[1500:]
        start = place // len(texts) * 997 % max(1, len(body) - SIZE)
        piece = body[start : start + SIZE - 1500]
        numbered = re.sub(r"(?<=Số: )\d*", str(1000 + place), head, count=1)
        (target / f"{place:05}.txt").write_text(
            f"{numbered}\n{piece}\n{place}. Hết.\n", encoding="utf-8"
        )


def rss() -> float:
    """Resident memory of this process now, MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def run(folder: Path, library: Path, jobs: int) -> dict[str, float]:
    """One run in this process."""
    from ingest.children import nursery
    from ui.library import Library

    memory: list[float] = []
    sizes: list[int] = []

    def note(step: Step) -> None:
        memory.append(rss())
        sizes.append(step.size)

    begun = time.perf_counter()
    report = Library.at(library).ingest([folder], jobs=jobs, progress=note)
    seconds = time.perf_counter() - begun
    nursery.shared().close()
    if report.failures:
        sys.exit(f"{len(report.failures)} files failed: {report.failures[0]}")
    megabytes = sum(sizes) / 2**20
    used = cpu(resource.RUSAGE_SELF) + cpu(resource.RUSAGE_CHILDREN)
    return {
        "files": len(sizes),
        "mb": megabytes,
        "seconds": seconds,
        "files_s": len(sizes) / seconds,
        "mb_s": megabytes / seconds,
        "cpu": used,
        "cpu_file": used / len(sizes),
        "rss_tenth": memory[len(memory) // 10],
        "rss_end": memory[-1],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def latency(folder: Path) -> dict[str, float]:
    """Milliseconds of one file in this process and in a child, both warm; first calls apart."""
    from ingest import children, pipeline

    files = sorted(folder.iterdir())[:40]

    def milliseconds(read: Callable[[Path], object]) -> list[float]:
        taken = []
        for path in files:
            begun = time.perf_counter()
            read(path)
            taken.append(1000 * (time.perf_counter() - begun))
        return taken

    child, own = milliseconds(children.read), milliseconds(pipeline.read)
    again_child, again_own = milliseconds(children.read), milliseconds(pipeline.read)
    pairs = zip(again_child, again_own, strict=True)
    return {
        "first file in a child": child[0],
        "first file in this process": own[0],
        "a file in a child, median": statistics.median(again_child),
        "a file in this process, median": statistics.median(again_own),
        "a child costs more, median": statistics.median(a - b for a, b in pairs),
    }


def table(runs: dict[str, dict[str, float]], single: dict[str, float], command: str) -> str:
    """The results as Markdown."""
    lines = [
        "# Bulk reading (2026-11-21)",
        f"`{command}` on {platform.system()}, {os.cpu_count()} cores shared with other work",
        f"(load {os.getloadavg()[0]:.1f} at the end). Documents of about {SIZE} characters, cut",
        "from the texts given; nothing was tuned on them.",
        "",
        "| | " + " | ".join(runs) + " |",
        "|---|" + "---:|" * len(runs),
    ]
    for key, name in ROWS.items():
        cells = " | ".join(f"{found[key]:.{_digits(key)}f}" for found in runs.values())
        lines.append(f"| {name} | {cells} |")
    lines += ["", "| one file | ms |", "|---|---:|"]
    lines += [f"| {name} | {value:.0f} |" for name, value in single.items()]
    return "\n".join(lines) + "\n"


def _digits(key: str) -> int:
    return {"files": 0, "seconds": 0, "cpu": 0, "peak": 0, "rss_tenth": 0, "rss_end": 0}.get(key, 2)


def measured(mode: str, *args: object) -> dict[str, float]:
    """What a fresh process of this script measures."""
    command = [sys.executable, "-m", "bench.reading.bulk", "--only", mode, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return dict(json.loads(done.stdout))


def main() -> None:
    if sys.argv[1:2] == ["--only"]:
        mode, folder, *more = sys.argv[2:]
        found = (
            latency(Path(folder))
            if mode == "latency"
            else run(Path(folder), Path(more[0]), int(more[1]))
        )
        print(json.dumps(found))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", nargs="+", default=["1:1000", "2:1000"])
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        runs: dict[str, dict[str, float]] = {}
        for name in args.runs:
            jobs, count = map(int, name.split(":"))
            files = Path(place, name)
            files.mkdir()
            made(args.folder, files, count)
            runs[f"--jobs {jobs}"] = measured("run", files, Path(place, f"library{jobs}"), jobs)
        single = measured("latency", files)
    text = table(runs, single, f"python -m bench.reading.bulk TEXTS --runs {' '.join(args.runs)}")
    print(text)
    if args.output:
        args.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
