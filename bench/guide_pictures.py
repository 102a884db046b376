"""Take the guide's pictures from the real web app over the shipped plans.

python -m bench.guide_pictures --out docs/guide   (needs chromium and the dev requirements)
"""

import argparse
import io
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import corpus
from ui.library import Library

SIZE = {"width": 1280, "height": 860}
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
COLOURS = 160


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The web app over this library; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder), "ui", "--no-browser"]
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None  # noqa: S101 - a pipe was asked for
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def plan_with_most_citations(library: Library) -> str:
    """The document whose reader, check and graph show most."""
    held = library.documents()
    return max(held, key=lambda record: len(library.store.mentions(record.id))).id


def pictures(library: Library) -> dict[str, tuple[str, str]]:
    """Address and what to wait for, by picture."""
    document = plan_with_most_citations(library)
    reading, _ = library.read(document, None)
    line = next(m.line for m in reading.mentions if m.target and m.line > 12)
    question = "Văn bản nào viện dẫn 76/NQ-CP?"
    return {
        "hoi": (f"?tab=ask&q={question}", ".cc-answer"),
        "van-ban": ("?tab=document", "#documents tbody tr"),
        "doc": (f"?tab=document&doc={document}&line={line}", ".cc-target"),
        "kiem-tra": (f"?tab=check&doc={document}", "#report .cc-check"),
        "nhiem-vu": (f"?tab=tasks&doc={document}", "#tasks .cc-tasks"),
        "do-thi": (f"?tab=graph&doc={document}", ".cc-graph[data-drawn]"),
    }


def small(png: bytes) -> bytes:
    """The picture in few colours: a third of the bytes, as readable."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Any, address: str, library: Library, out: Path) -> None:  # noqa: ANN401 - playwright
    page = browser.new_page(viewport=SIZE, locale="vi-VN")
    for name, (query, wanted) in pictures(library).items():
        page.goto(f"{address}/{query}")
        page.locator(wanted).first.wait_for()
        target = out / f"{name}.png"
        target.write_bytes(small(page.screenshot(animations="disabled")))
        print(f"{target}: {target.stat().st_size // 1024} KiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        library = Library.at(Path(folder) / "library")
        library.ingest([corpus.path("plans")])
        browser = player.chromium.launch(executable_path=given.chromium, args=list(ARGUMENTS))
        with served(library.folder) as address:
            take(browser, address, library, given.out)
        browser.close()


if __name__ == "__main__":
    main()
