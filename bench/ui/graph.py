"""The graph with 300 documents: server time, time until it is drawn, frames while panning, memory.

python -m bench.ui.graph LIBRARY... [--out bench/results/ui/graph.md]   (see bench.ui.libraries)
"""

import argparse
import datetime as dt
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bench.ui.browsing import Server, browser, heap, served
from ui.graph_view import GraphView
from ui.graph_wording import LAYOUTS
from ui.library import Library

LIMIT = 300
SMALL = 60
TURNS = 3
PANNED = 3.0  # seconds of dragging
Row = tuple[str, str]
# Goes to an address as a click on a link would, until the new drawing has painted a frame.
DRAW = """async (address) => {
  const box = document.querySelector(".cc-graph");
  const old = box && box.cancuGraph;
  const begun = performance.now();
  window.cancuGo(address);
  const fresh = () => { const one = document.querySelector(".cc-graph"); return one && one.cancuGraph && one.cancuGraph !== old; };
  while (!fresh()) {
    if (performance.now() > begun + 60000) throw new Error(address);
    await new Promise(requestAnimationFrame);
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""  # noqa: E501 - a script
COUNT = """() => { window.cancuFrames = []; const note = (now) => { window.cancuFrames.push(now);
  window.cancuFrame = requestAnimationFrame(note); }; requestAnimationFrame(note); }"""
STOP = "() => { cancelAnimationFrame(window.cancuFrame); return window.cancuFrames; }"


def asked(server: Server, what: str, said: dict[str, Any]) -> tuple[float, int]:
    """Milliseconds of an answer over HTTP, and its bytes."""
    body = json.dumps(said).encode()
    wanted = Request(  # noqa: S310 - this computer
        f"{server.address}/cancu-graph/{what}", body, {"content-type": "application/json"}
    )
    begun = time.perf_counter()
    with urlopen(wanted, timeout=60) as got:  # noqa: S310
        size = len(got.read())
    return 1000 * (time.perf_counter() - begun), size


def of_server(server: Server, hub: str, shown: list[str]) -> Iterator[Row]:
    """Each kind of question: the first time, then the median."""
    questions: dict[str, tuple[str, dict[str, Any]]] = {
        f"Máy chủ: quanh văn bản được viện dẫn nhiều nhất, {LIMIT}": (
            "view",
            {"doc": hub, "depth": 2, "limit": LIMIT},
        ),
        f"Máy chủ: cả thư viện, {LIMIT}": ("view", {"limit": LIMIT}),
        "Máy chủ: mở rộng một văn bản": ("more", {"doc": hub, "shown": shown}),
        "Máy chủ: tìm": ("find", {"q": "61/2018"}),
        "Máy chủ: chứng minh hiệu lực": ("proof", {"doc": hub}),
        "Máy chủ: dòng thời gian": ("lineage", {"doc": hub}),
    }
    for name, (what, said) in questions.items():
        first, size = asked(server, what, said)
        rest = statistics.median(asked(server, what, said)[0] for _ in range(TURNS))
        yield name, f"{rest:.0f} ms (lần đầu {first:.0f} ms), {size / 1024:.0f} KiB"


def of_browser(server: Server, hub: str) -> Iterator[Row]:
    """Drawing and panning of 300 documents in each layout."""
    with browser() as shown:
        page = shown.new_page(viewport={"width": 1280, "height": 900}, locale="vi-VN")
        page.set_default_timeout(60_000)
        page.goto(f"{server.address}/?tab=graph&limit={SMALL}")
        page.wait_for_function("document.querySelector('.cc-graph')?.cancuGraph")
        yield "Trình duyệt trước đó: JavaScript, cả trình duyệt", _memory(page)
        for layout, name in LAYOUTS.items():
            whole = f"?tab=graph&limit={LIMIT}&layout={layout}"
            taken = []
            for _ in range(TURNS):
                page.evaluate(DRAW, f"?tab=graph&doc={hub}")
                taken.append(page.evaluate(DRAW, whole))
            frames, longest = panned(page)
            yield f"Vẽ xong {LIMIT} văn bản, {name}", f"{statistics.median(taken):.0f} ms"
            yield f"Kéo hình, {name}", f"{frames:.0f} khung/giây, chậm nhất {longest:.0f} ms"
        yield "Quan hệ viện dẫn trong hình", str(page.evaluate(_EDGES))
        days = page.evaluate(_DAYS)
        yield "Đổi ngày (tô lại toàn hình)", f"{days:.0f} ms"
        yield f"Trình duyệt với {LIMIT} văn bản: JavaScript, cả trình duyệt", _memory(page)


_EDGES = "document.querySelector('.cc-graph').cancuGraph.edges().length"
_DAYS = """async () => { const slider = document.querySelector(".cc-slide input"); const taken = [];
  for (let turn = 0; turn < 9; turn += 1) {
    const begun = performance.now();
    slider.value = String(Number(slider.max) - 400 * (turn + 1));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - begun);
  }
  return taken.sort((one, other) => one - other)[4]; }"""


def panned(page: Any) -> tuple[float, float]:  # noqa: ANN401 - playwright
    """Frames a second while the mouse drags the drawing to and fro, and the longest gap, ms."""
    box = page.locator(".cc-graph").bounding_box()
    x, y = box["x"] + 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    begun, turn = time.perf_counter(), 0
    while time.perf_counter() - begun < PANNED:
        turn += 1
        page.mouse.move(x + 6 * abs(turn % 60 - 30), y + 3 * abs(turn % 40 - 20))
    times = page.evaluate(STOP)
    page.mouse.up()
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return 1000 * len(gaps) / (times[-1] - times[0]), max(gaps)


def _memory(page: Any) -> str:  # noqa: ANN401 - playwright
    return f"{heap(page):.0f} MB, {browser_memory():.0f} MB"


def browser_memory() -> float:
    """Megabytes of the browser's processes that this one started; shared pages in parts (PSS)."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except OSError:
                continue
    total = 0
    for process in parents:
        line = [process]
        while line[-1] in parents and line[-1] != os.getpid():
            line.append(parents[line[-1]])
        if os.getpid() in line and "chrom" in _command(process):
            total += _proportional(process)
    return total / 1024


def _command(process: int) -> str:
    return _read(process, "comm")


def _proportional(process: int) -> int:
    lines = _read(process, "smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def measured(folder: Path, tell: Callable[[Row], None]) -> list[Row]:
    """Every row of one library."""
    library = Library.at(folder)
    hub = library.store.busiest(1)[0]
    document = library.find(hub).id
    shown = [node["data"]["id"] for node in GraphView(library).around(hub, limit=120)["nodes"]]
    rows = [("Văn bản", f"{library.store.count()['held']:,}")]
    with served(folder) as server:
        for row in chain(of_server(server, document, shown), of_browser(server, document)):
            rows.append(row)
            tell(row)
        rows.append(("Bộ nhớ máy chủ", f"{server.memory():.0f} MB"))
    return rows


def table(columns: list[list[Row]]) -> str:
    """Markdown: a row a measure, a column a library."""
    names = [name for name, _ in columns[0]]
    lines = [
        " | ".join((name, *(dict(column).get(name, "") for column in columns))) for name in names
    ]
    head = f"| {lines[0]} |\n|{'---|' * (len(columns) + 1)}\n"
    return head + "\n".join(f"| {line} |" for line in lines[1:]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    found = table([measured(folder, print) for folder in given.libraries])
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    busy = os.getloadavg()[0]
    said = (
        f"# The graph with {LIMIT} documents\n{day}, {os.cpu_count()} cores, load average "
        f"{busy:.1f} at the end (`python -m bench.ui.graph`). Chromium without a graphics card, "
        f"1280 × 900. Medians of {TURNS} turns; drawing is timed from the click to the painted "
        f"frame; {PANNED:.0f} s of dragging; browser memory is the proportional set size of all "
        f"its processes.\n\n{found}"
    )
    print(said)
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
