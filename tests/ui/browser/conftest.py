"""A browser before the real web app, over the shipped plans."""

import shutil
from pathlib import Path

import pytest

import corpus
from tests.ui.browser.serving import PATIENCE, numbered, running
from ui.graph_view import GraphView
from ui.library import Library

PROVINCIAL = Path(__file__).parents[2] / "gold" / "provincial" / "texts"
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


@pytest.fixture(scope="session")
def served(plans_folder, tmp_path_factory):
    """The web app over a copy of the shipped plans."""
    folder = tmp_path_factory.mktemp("served") / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder) as (app, _):
        yield app


@pytest.fixture(scope="session")
def provincial_folder(tmp_path_factory):
    """A library of 68 real documents: the shipped plans and tests/gold/provincial."""
    folder = tmp_path_factory.mktemp("provincial") / "library"
    Library.at(folder).ingest([PROVINCIAL, corpus.path("plans")])
    return folder


@pytest.fixture(scope="session")
def served_many(provincial_folder):
    """The web app over the library of 68 documents; tests leave it as they found it."""
    with running(provincial_folder) as (app, _):
        yield app


@pytest.fixture(scope="session")
def served_empty(tmp_path_factory):
    """The web app over a library in which nothing was ever stored."""
    with running(tmp_path_factory.mktemp("empty") / "library") as (app, _):
        yield app


@pytest.fixture
def record(served):
    """A decision with citations of many kinds, which the tests of the graph draw."""
    return numbered(served.library, "36/")


@pytest.fixture
def known(served, record):
    """What the library says is around it."""
    return GraphView(served.library).around(record.id)


@pytest.fixture(scope="module")
def browser():
    """Ended with the module: while it lives, its event loop is this thread's."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
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
    shown.set_default_timeout(PATIENCE)
    yield shown
    context.close()
    local = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    assert errors == []
