"""Many searches at once: each gets the answer it gets alone, also while documents come and go."""

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.ui.browser.serving import running
from tests.ui.crafts import TOPICS, holds, plan
from tests.ui.drafts import write
from ui.library import Library

MANY = 50
REST = ("", "", "", "", 0, "", True)  # what the function for programs takes besides
FILTERS = ({}, {"document": "3/KH-UBND"}, {"type": "Kế hoạch"}, {"year": 1999}, {"place": "Huế"})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library of twelve plans, each of a craft of its own."""
    folder = tmp_path_factory.mktemp("twelve")
    for number, topic in enumerate(TOPICS):
        write(folder / "files", f"{number}.txt", plan(number, topic))
    Library.at(folder / "library").ingest([folder / "files"])
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made / "library", tmp_path / "library")


def asked():
    """Questions with filters, all different."""
    return [
        (f"nghề {TOPICS[n % len(TOPICS)]} năm {n}", FILTERS[n % len(FILTERS)]) for n in range(MANY)
    ]


def test_fifty_searches_at_once_on_a_library_just_opened(folder):
    alone = Library.at(folder)
    expected = [alone.search(query, 5, **filters) for query, filters in asked()]
    together, start = Library.at(folder), threading.Barrier(MANY)

    def search(one):
        start.wait()
        return together.search(one[0], 5, **one[1])

    with ThreadPoolExecutor(MANY) as threads:
        assert list(threads.map(search, asked())) == expected
    assert any(found["hits"] for found in expected)


def test_searches_are_answered_while_documents_come_and_go(folder, tmp_path):
    """Removed by one program, searched in another: what stays is always found."""
    reader, writer, done = Library.at(folder), Library.at(folder), threading.Event()
    writer.engine.search("mở trước")
    files = {number: write(tmp_path, f"{number}.txt", plan(number, TOPICS[number]))
             for number in range(3)}  # fmt: skip

    def search(number):
        rounds = 0
        while not done.is_set() or not rounds:
            topic = TOPICS[3 + number % 9]
            hits = reader.search(f"kế hoạch phát triển nghề {topic}", 50)["hits"]
            assert f"{3 + number % 9}/KH-UBND" in {hit["number"] for hit in hits}
            rounds += 1
        return rounds

    with ThreadPoolExecutor(6) as threads:
        running_searches = [threads.submit(search, number) for number in range(6)]
        try:
            for number, file in files.items():
                writer.remove(f"{number}/KH-UBND")
                writer.ingest([file])
        finally:
            done.set()
        assert all(one.result(60) for one in running_searches)
    assert holds(Library.at(folder))


def test_fifty_searches_at_once_of_a_running_server(folder):
    alone = Library.at(folder)
    queries = [query for query, _ in asked()]
    with running(folder) as (served, _), httpx.Client(base_url=served.address, timeout=60) as web:

        def search(query):
            begun = web.post("/gradio_api/call/search", json={"data": [query, 5, *REST]})
            event = begun.raise_for_status().json()["event_id"]
            told = web.get(f"/gradio_api/call/search/{event}").raise_for_status().text
            kind, _, data = told.rstrip().rpartition("\ndata: ")
            assert kind.endswith("event: complete"), told
            return json.loads(data)[0]

        with ThreadPoolExecutor(MANY) as threads:
            found = list(threads.map(search, queries))
    assert found == [alone.search(query, 5) for query in queries]
