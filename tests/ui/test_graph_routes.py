"""What cannot be drawn is refused in JSON, whatever is asked and whatever the library is."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.ui.drafts import library_of, text, write
from ui import graph_routes, wording
from ui.library import Library
from ui.shelf import STORE_FILE


def client_of(library: Library) -> TestClient:
    app = FastAPI()
    serving = graph_routes.serve(library)
    app.api_route(graph_routes.PATH, methods=list(graph_routes.METHODS))(serving)
    return TestClient(app)


@pytest.mark.parametrize("what", ["view", "find", "states"])
def test_a_library_that_cannot_be_opened_is_told_in_json(tmp_path, what):
    (tmp_path / STORE_FILE).write_bytes(b"no database at all" * 300)
    asked = {"view": {}, "find": {"q": "a"}, "states": {"keys": ["a"]}}[what]
    answer = client_of(Library.at(tmp_path)).post(f"/cancu-graph/{what}", json=asked)
    assert answer.status_code == 404
    assert "không" in answer.json()["error"]


def test_an_empty_library_says_what_to_do(tmp_path):
    answer = client_of(Library.at(tmp_path)).get("/cancu-graph/view")
    assert (answer.status_code, answer.json()["error"]) == (404, wording.EMPTY_LIBRARY)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    return client_of(library_of(folder / "library", [write(folder, "a.txt", text())]))


@pytest.mark.parametrize("doc", [["zzz"], {"zzz": 1}, 7_654_321, True])
def test_a_document_that_is_no_text_is_read_as_its_words(client, doc):
    answers = [
        client.post(f"/cancu-graph/{what}", json={"doc": said})
        for what in ("view", "lineage")
        for said in (doc, str(doc))
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all(answer.json()["error"] for answer in answers)
    assert answers[0].json() == answers[1].json()
