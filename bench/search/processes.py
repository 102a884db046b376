"""Child processes: each measurement starts in a fresh one and says what it found as JSON."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent.parent


def environment(*, one_core: bool = False) -> dict[str, str]:
    """Variables for a child that finds the project; one_core: no library starts threads."""
    found = os.environ | {"PYTHONPATH": str(_ROOT)}
    if one_core:
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        found |= dict.fromkeys((*names, "RAYON_NUM_THREADS"), "1")
    return found


def child(module: str, *arguments: object, one_core: bool = False) -> dict[str, Any]:
    """Run `python -m module arguments` and read the JSON that it prints last.

    one_core: it may use one core only. Raises CalledProcessError where it fails.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command,
        env=environment(one_core=one_core),
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=_keep_to_one_core if one_core else None,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _keep_to_one_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def cancu(library: Path, *arguments: object) -> dict[str, float]:
    """One `cancu` command from its start to its exit.

    wall: seconds by the clock. used: seconds of the processor, its children's included.
    peak: megabytes of its own process. Raises RuntimeError where it fails.
    """
    command = [sys.executable, "-m", "ui.cli", "--library", str(library), *map(str, arguments)]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {process.returncode}")
    return {
        "wall": wall,
        "used": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024 / 1e6,
    }


def seconds(run: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def memory() -> dict[str, float]:
    """Megabytes (10^6 bytes) of this process: `peak`, and `own` now, without files it maps.

    From /proc: what getrusage tells of a child may be its parent's.
    """
    lines = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines()
    )
    read = {"peak": "VmHWM", "own": "RssAnon"}
    return {name: int(lines[key].split()[0]) * 1024 / 1e6 for name, key in read.items()}


def percentiles(taken: Sequence[float]) -> dict[str, float]:
    """Median, 95th and greatest."""
    ordered = sorted(taken)
    return {
        "median": statistics.median(ordered),
        "p95": ordered[int(0.95 * (len(ordered) - 1))],
        "most": ordered[-1],
    }


def say(found: object) -> None:
    """Tell the parent."""
    print(json.dumps(found), flush=True)
