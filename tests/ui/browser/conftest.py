"""A browser before the real web app, over the shipped plans."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.library import Library

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    """Without a browser these tests cannot run; they say so."""
    if CHROMIUM.exists():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"needs chromium at {CHROMIUM}"))


class Served:
    """A running web app: its address and its library."""

    def __init__(self, address: str, library: Library) -> None:
        self.address = address
        self.library = library


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(folder: Path) -> Iterator[Served]:
    port = _free_port()
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder)]
    server = subprocess.Popen(
        [*command, "ui", "--port", str(port), "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    try:
        said = server.stdout.readline()
        assert said == f"CănCứ đang chạy tại http://127.0.0.1:{port}\n"
        yield Served(f"http://127.0.0.1:{port}", Library.at(folder))
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


@pytest.fixture(scope="session")
def served(plans_folder, tmp_path_factory):
    """The web app over a copy of the shipped plans."""
    folder = tmp_path_factory.mktemp("served") / "library"
    shutil.copytree(plans_folder, folder)
    yield from _serve(folder)


@pytest.fixture(scope="session")
def served_empty(tmp_path_factory):
    """The web app over a library in which nothing was ever stored."""
    yield from _serve(tmp_path_factory.mktemp("empty") / "library")


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        shown = player.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield shown
        shown.close()


@pytest.fixture
def page(browser):
    """A page of 1280 px; after the test nothing may have been asked of another host."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="vi-VN", accept_downloads=True
    )
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    shown = context.new_page()
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.set_default_timeout(20_000)
    yield shown
    context.close()
    local = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    assert errors == []
