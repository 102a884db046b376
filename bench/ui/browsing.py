"""A browser before the web app, for timing: what it loads, how long until something shows."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.guide_pictures import ARGUMENTS, free_port

CHROMIUM = Path("/usr/bin/chromium")
# Goes to an address as a click on a link would, and waits, frame by frame, for what it brings.
# `fresh`: what stood there before does not count.
GO = """async ([address, wanted, fresh]) => {
  const seen = (box) => box.offsetWidth && !(fresh && box.dataset.old);
  document.querySelectorAll(wanted).forEach((box) => { box.dataset.old = "yes"; });
  const begun = performance.now();
  window.cancuGo(address);
  while (performance.now() < begun + 15000) {
    if ([...document.querySelectorAll(wanted)].some(seen)) return performance.now() - begun;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`nothing came of ${address}`);
}"""


class Server:
    """The web app in a process of its own."""

    def __init__(self, library: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "ui.cli", "--library", str(library), "ui"]
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            [*command, "--no-browser", "--port", str(self.port)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        self._process.stdout.readline()
        self.ready = time.perf_counter() - begun

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Megabytes that the server holds now."""
        return resident(self._process.pid)

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def served(library: Path) -> Iterator[Server]:
    server = Server(library)
    try:
        yield server
    finally:
        server.end()


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        shown = player.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield shown
        shown.close()


def resident(pid: int) -> float:
    """Megabytes in memory of a process (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def weighed(page: Any) -> list[int]:  # noqa: ANN401 - playwright
    """A list that grows by the bytes of each answer, as they came over the wire."""
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    return sizes


def heap(page: Any) -> float:  # noqa: ANN401 - playwright
    """Megabytes of JavaScript that the page holds."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    told = session.send("Performance.getMetrics")["metrics"]
    return next(item["value"] for item in told if item["name"] == "JSHeapUsedSize") / 1e6
