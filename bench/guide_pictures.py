"""Take the guide's pictures from the real web app over the shipped plans and a made draft.

python -m bench.guide_pictures --out docs/guide   (needs chromium and the dev requirements)
"""

import argparse
import io
import os
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

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
CLERK = "Nguyễn Lan"  # who is said to have done what the pictures show
EXACT = 192  # colours of a picture that are kept just as they are
HEIGHT = 820  # px of the window
MOST_BYTES = 120 * 1024
_WAIT = 120_000  # ms until something is there: pictures are not taken for their speed
_AROUND = 12  # px left around a part of the page


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The web app over this library; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder), "ui", "--no-browser"]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"LOGNAME": CLERK},
    )
    try:
        assert server.stdout is not None  # noqa: S101 - a pipe was asked for
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


class Camera:
    """A window of the browser before the web app, and where its pictures go."""

    def __init__(
        self,
        browser: Any,  # noqa: ANN401 - playwright's
        address: str,
        out: Path,
        *,
        width: int = 1280,
        dark: bool = False,
    ) -> None:
        self._address, self._out = address, out
        self._context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale="vi-VN",
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(_WAIT)

    def open(self, query: str, wanted: str) -> None:
        """Go to an address and wait for what it brings."""
        self.page.goto(f"{self._address}/{query}")
        self.see(wanted)

    def see(self, wanted: str) -> None:
        """Wait until something is there to be seen."""
        self.page.locator(wanted).first.wait_for()

    def tall(self, height: int) -> None:
        """The window so many pixels high from now on."""
        self.page.set_viewport_size({**self.page.viewport_size, "height": height})

    def take(self, name: str, *parts: Any) -> None:  # noqa: ANN401 - playwright's
        """A picture of the window, or of what these parts of the page (locators) cover."""
        self.page.evaluate("document.fonts.ready")
        how: dict[str, Any] = {"animations": "disabled", "caret": "hide"}
        if parts:
            how |= {"clip": self._around(parts), "full_page": True}
        target = self._out / f"{name}.png"
        target.write_bytes(small(self.page.screenshot(**how)))
        size = target.stat().st_size
        print(f"{target.name}: {size // 1024} KiB", flush=True)
        if size > MOST_BYTES:
            raise SystemExit(f"{name} is too heavy for the guide.")

    def _around(self, parts: tuple[Any, ...]) -> dict[str, float]:
        boxes = [part.bounding_box() for part in parts]
        down = self.page.evaluate("window.scrollY")
        left = max(0, min(box["x"] for box in boxes) - _AROUND)
        top = max(0, min(box["y"] for box in boxes) + down - _AROUND)
        right = max(box["x"] + box["width"] for box in boxes) + _AROUND
        bottom = max(box["y"] + box["height"] for box in boxes) + down + _AROUND
        width = min(right, self.page.viewport_size["width"]) - left
        return {"x": left, "y": top, "width": width, "height": bottom - top}

    def close(self) -> None:
        self._context.close()


def small(png: bytes) -> bytes:
    """The picture in 256 colours: the most frequent as they are, the others as near as may be.

    A third of the bytes, as readable; thin lines keep their colours.
    """
    from PIL import Image

    out, whole = io.BytesIO(), Image.open(io.BytesIO(png)).convert("RGB")
    counted: Any = whole.getcolors(whole.width * whole.height)
    seen = sorted(counted, reverse=True)[:EXACT]
    others = whole.quantize(256 - EXACT, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(side for _, colour in seen for side in colour), *others][:768])
    few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def taken(library: Library, out: Path, chromium: Path) -> None:
    """Every picture of the guide into a folder; the library gets the walk's plan."""
    from playwright.sync_api import sync_playwright

    from bench.guide_walk import FRAMES

    with sync_playwright() as player, served(library.folder) as address:
        browser = player.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for how, frames in FRAMES:
            camera = Camera(browser, address, out, **how)
            for frame in frames:
                frame(camera, library)
            camera.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    given = parser.parse_args()
    os.environ["LOGNAME"] = CLERK
    with tempfile.TemporaryDirectory() as folder:
        library = Library.at(Path(folder) / "library")
        library.ingest([corpus.path("plans")])
        taken(library, given.out, given.chromium)


if __name__ == "__main__":
    main()
