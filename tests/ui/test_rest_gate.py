"""REST as it comes over HTTP: by position, by name, and what is no call at all."""

import json

import pytest
from fastapi.testclient import TestClient

from ui import rest
from ui.app import application
from ui.library import Library
from ui.rest_words import PARAMETERS

SHOWN = "2025-08-01"


@pytest.fixture(scope="module")
def library(plans_folder):
    return Library.at(plans_folder)


@pytest.fixture(scope="module")
def web(library):
    with TestClient(application(library), base_url="http://127.0.0.1:7860") as client:
        yield client


def test_a_call_by_position_may_leave_the_last_parameters_out(web, library):
    offered = rest.functions(library)
    for given in (["61/2018/NĐ-CP"], ["61/2018/NĐ-CP", SHOWN], ["61/2018/NĐ-CP", SHOWN, None]):
        told = web.post("/gradio_api/run/status", json={"data": given}).json()["data"]
        assert told == [offered["status"](*given)]


def test_a_call_by_name_may_leave_any_out(web, library):
    begun = web.post("/gradio_api/call/v2/search", json={"query": "thủ tục", "k": 2}).json()
    said = web.get(f"/gradio_api/call/search/{begun['event_id']}").text
    event, data = said.strip().splitlines()[-2:]
    assert event == "event: complete"
    assert json.loads(data.removeprefix("data: ")) == [
        rest.functions(library)["search"]("thủ tục", 2)
    ]


def test_what_a_function_lacks_it_tells_itself(web):
    told = web.post("/gradio_api/run/status", json={"data": []})
    assert told.status_code == 200
    assert told.json()["data"][0]["error"]["message"] == "Thiếu tham số “document”."


@pytest.mark.parametrize(
    ("path", "content", "status", "part"),
    [
        ("run/status", b"xx", 422, "JSON"),
        ("run/status", b"", 422, "JSON"),
        ("run/status", b"[" * 100_000, 422, "JSON"),
        ("run/status", b"[1]", 422, "data"),
        ("run/status", b'{"dat": []}', 422, "data"),
        ("run/status", b'{"data": "x"}', 422, "data"),
        ("run/status", b'{"data": [1, 2, 3, 4]}', 422, "4"),
        ("call/status", b'{"data": [1, 2, 3, 4]}', 422, "4"),
        ("call/v2/status", b"[]", 422, "tham"),
        ("call/v2/status", b'{"docu": "x"}', 422, "docu"),
        ("run/nothing", b'{"data": []}', 404, "nothing"),
        ("call/nothing", b'{"data": []}', 404, "nothing"),
        ("call/v2/nothing", b"{}", 404, "nothing"),
        ("run/_open", b'{"data": []}', 404, "_open"),
        ("run/_show", b'{"data": []}', 404, "_show"),
    ],
)
def test_what_is_no_call_is_told_in_one_sentence(web, path, content, status, part):
    told = web.post(
        f"/gradio_api/{path}", content=content, headers={"content-type": "application/json"}
    )
    assert told.status_code == status
    error = told.json()["error"]
    assert error["code"] == ("usage" if status == 422 else "not_found")
    assert part in error["message"]


def test_a_call_that_is_too_large_is_refused(web):
    told = web.post("/gradio_api/run/check", content=b" " * (16 * 1024 * 1024 + 1))
    assert told.status_code == 422
    assert "16 MB" in told.json()["error"]["message"]


def test_the_list_of_functions_describes_each_with_its_parameters(web, library):
    listed = web.get("/gradio_api/info").json()
    assert listed["unnamed_endpoints"] == {}
    named = listed["named_endpoints"]
    assert {name.strip("/") for name in named} == set(rest.functions(library))
    for name, one in named.items():
        assert one["description"].endswith("."), name
        for parameter in one["parameters"]:
            assert parameter["label"] == parameter["parameter_name"]
            assert parameter["python_type"]["description"], (name, parameter["label"])
    (question,) = (p for p in named["/ask"]["parameters"] if p["label"] == "question")
    assert question["python_type"]["description"] == PARAMETERS["question"]


def test_a_long_batch_does_not_hold_up_others(web):
    """None of the functions waits in Gradio's queue behind another call of the same name."""
    config = web.get("/config").json()
    offered = [one for one in config["dependencies"] if one["api_visibility"] == "public"]
    assert len(offered) == 24
    assert not any(one["queue"] for one in offered)
