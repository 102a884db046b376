"""How long each action in the browser takes, at several sizes of library; weight and memory.

python -m bench.ui LIBRARY... [--out bench/results/ui/actions.md]   (see bench.ui.libraries)

Each time is from the click to the frame in which its outcome shows, in a real browser on the same
machine; medians of several turns, after one that is not counted.
"""

import argparse
import datetime as dt
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.ui.browsing import GO, Server, browser, heap, served, weighed
from ui.library import Library

TURNS = 5
OTHERS = {"?tab=search": "search-q", "?tab=ask": "ask-q"}
FORMS = ("#ask-q", "#check")  # what a tab shows without asking the server
USABLE = "#head .cc-nav a[aria-current]"
Row = tuple[str, str]


def actions(library: Library) -> dict[str, tuple[tuple[str, str], str]]:
    """Two addresses, asked for in turn so that each shows something new, and what shows it."""
    held = library.documents()[:60]
    first, second = sorted(held, key=lambda r: -len(library.store.mentions(r.id)))[:2]
    tasks = sorted(held, key=lambda r: -len(library.store.tasks(r.id)))[:2]
    documents = (f"&doc={first.id}", f"&doc={second.id}")
    of_tasks = (f"&doc={tasks[0].id}", f"&doc={tasks[1].id}")

    def both(tab: str, ends: tuple[str, str]) -> tuple[str, str]:
        return f"?tab={tab}{ends[0]}", f"?tab={tab}{ends[1]}"

    cell = "#documents :is(tbody tr, li)"
    return {
        "Hỏi (ô trống)": (both("ask", ("", "")), "#ask-q"),
        "Hỏi: văn bản nào viện dẫn": (
            both("ask", ("&q=Văn bản nào viện dẫn 76/NQ-CP?", "&q=76/NQ-CP còn hiệu lực không?")),
            ".cc-answer .cc-sentence",
        ),
        "Tìm: một cụm từ": (both("search", ("&q=số hóa hồ sơ", "&q=an toàn thực phẩm")), ".cc-hit"),
        "Văn bản: danh sách": (both("document", ("", "&sort=number")), cell),
        "Văn bản: lọc theo loại": (both("document", ("&type=Kế hoạch", "&type=Quyết định")), cell),
        "Văn bản: đọc (nhiều viện dẫn nhất)": (
            both("document", documents),
            ".cc-reader .cc-line",
        ),
        "Kiểm tra: mở thẻ": (both("check", ("", "")), "#check"),
        "Kiểm tra (nhiều viện dẫn nhất)": (both("check", documents), "#report .cc-sentence"),
        "Nhiệm vụ: danh sách": (both("tasks", ("", "&part=2")), "#tasks .cc-tasks"),
        "Nhiệm vụ: một văn bản": (both("tasks", of_tasks), "#tasks .cc-tasks"),
        "Nhiệm vụ: khối lượng": (
            both("tasks&view=workload", ("", "&field=Cải cách thể chế")),
            "#tasks .cc-loads, #tasks .cc-empty",
        ),
        "Đồ thị: một văn bản": (both("graph", documents), ".cc-graph-list [data-node]"),
    }


def timed(page: Any, addresses: tuple[str, str], wanted: str) -> float:  # noqa: ANN401 - playwright
    """Milliseconds from the click until its outcome shows, median; another room between turns."""
    taken = []
    for turn in range(TURNS + 1):
        address = addresses[turn % 2]
        other = "?tab=search" if "tab=ask" in address else "?tab=ask"
        page.evaluate(GO, [other, f"#{OTHERS[other]}", False])
        one = page.evaluate(GO, [address, wanted, wanted not in FORMS])
        if turn:
            taken.append(one)
    return statistics.median(taken)


def first_pages(shown: Any, server: Server) -> Iterator[Row]:  # noqa: ANN401 - playwright
    """The start page in a browser that never saw it, and once more."""
    context = shown.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    for name in ("lần đầu", "lần sau"):
        page = context.new_page()
        sizes = weighed(page)
        begun = time.perf_counter()
        page.goto(f"{server.address}/", wait_until="commit")
        page.locator(USABLE).wait_for()
        yield f"Trang đầu dùng được, {name}", f"{1000 * (time.perf_counter() - begun):.0f} ms"
        page.locator("#overview-numbers").wait_for()
        yield f"Tải về, {name}", f"{sum(sizes) / 1024:.0f} KiB"
        page.close()
    context.close()


def measured(folder: Path) -> list[Row]:
    """Every row of one library."""
    library = Library.at(folder)
    rows = [("Văn bản", f"{library.store.count()['held']:,}")]
    with served(folder) as server, browser() as shown:
        rows += [("Máy chủ sẵn sàng", f"{server.ready:.1f} s"), *first_pages(shown, server)]
        page = shown.new_page(viewport={"width": 1280, "height": 900}, locale="vi-VN")
        page.set_default_timeout(60_000)
        page.goto(f"{server.address}/?tab=ask")
        page.locator("#ask-q").wait_for()
        for name, (addresses, wanted) in actions(library).items():
            rows.append((name, _safely(lambda a=addresses, w=wanted: timed(page, a, w))))
            print(rows[-1], flush=True)
        rows.append(("Bộ nhớ máy chủ", f"{server.memory():.0f} MB"))
        rows.append(("JavaScript trong trang", f"{heap(page):.0f} MB"))
    return rows


def _safely(run: Callable[[], float]) -> str:
    from playwright.sync_api import Error

    try:
        return f"{run():.0f} ms"
    except Error as failure:
        return f"không: {str(failure).splitlines()[0][:60]}"


def table(columns: list[list[Row]]) -> str:
    """Markdown: a row an action, a column a library."""
    names = [name for name, _ in columns[0]]
    cells = [[dict(column).get(name, "") for column in columns] for name in names]
    lines = [" | ".join((name, *row)) for name, row in zip(names, cells, strict=True)]
    head = f"| {lines[0]} |\n|{'---|' * (len(columns) + 1)}\n"
    return head + "\n".join(f"| {line} |" for line in lines[1:]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    found = table([measured(folder) for folder in given.libraries])
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    said = (
        f"# Actions in the browser\n{day}, {platform.machine()}, medians of {TURNS} turns from the "
        f"click to the frame that shows the outcome (`python -m bench.ui`).\n\n{found}"
    )
    print(said)
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
