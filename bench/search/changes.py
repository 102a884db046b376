"""A fresh process that adds, changes and removes documents of a library; run by `cost`.

    python -m bench.search.changes LIBRARY PLAN.txt HOW_MANY

Each time the plan under another number. Through the command line (a process for each), then in
one process that is open already, where the index's own share is told apart. Prints JSON: seconds.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.search.building import Clock
from bench.search.processes import cancu, say, seconds
from search.engine import Engine
from ui.library import Library


def plan(text: str, number: int, remark: str = "") -> str:
    """The same plan under a number of its own."""
    lines = text.splitlines()
    at = next((at for at, line in enumerate(lines[:40]) if line.startswith("Số:")), 0)
    lines[at] = f"Số: {number}/KH-UBND   Vị Thanh, ngày 05 tháng 3 năm 2021"
    return "\n".join([*lines, remark, ""])


def by_command(library: Path, text: str, file: Path, number: int) -> dict[str, Any]:
    """What each command took."""
    file.write_text(plan(text, number), "utf-8")
    added = cancu(library, "ingest", file)
    file.write_text(plan(text, number, "Kế hoạch này được rà soát hằng năm."), "utf-8")
    changed = cancu(library, "ingest", file)
    name = f"{number}/KH-UBND"
    return {"add": added, "change": changed, "remove": cancu(library, "remove", name)}


def in_process(library: Library, text: str, file: Path, number: int) -> dict[str, float]:
    """Seconds of a call, and of `Engine.update` inside it."""
    found: dict[str, float] = {}
    clock = Clock()
    original = Engine.update
    Engine.update = clock.timed("index", original)  # type: ignore[method-assign]
    try:
        for name, remark in (("add", ""), ("change", "Kế hoạch này được rà soát hằng năm.")):
            file.write_text(plan(text, number, remark), "utf-8")
            clock.spent.clear()
            found[name] = seconds(lambda: library.ingest([file]))
            found[f"{name}: index"] = clock.spent["index"]
        clock.spent.clear()
        found["remove"] = seconds(lambda: library.remove(f"{number}/KH-UBND"))
        found["remove: index"] = clock.spent["index"]
    finally:
        Engine.update = original  # type: ignore[method-assign]
    return found


def main() -> None:
    """Change, measure, print."""
    folder, text, count = Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8"), int(sys.argv[3])
    found: dict[str, Any] = {"command": [], "process": []}
    with tempfile.TemporaryDirectory() as drafts:
        for number in range(count):
            file = Path(drafts) / f"{number}.txt"
            found["command"].append(by_command(folder, text, file, 8100 + number))
        library = Library.at(folder)
        library.search("kế hoạch")
        for number in range(count):
            file = Path(drafts) / f"p{number}.txt"
            found["process"].append(in_process(library, text, file, 8200 + number))
    say(found)


if __name__ == "__main__":
    main()
