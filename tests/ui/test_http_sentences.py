"""Refusals of the server in one Vietnamese sentence; everything else goes through untouched."""

import asyncio

import pytest
from fastapi import FastAPI, HTTPException
from lxml import html
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from kg.folding import fold
from ui.http_sentences import NOTHING_HERE, in_vietnamese

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def _inner():
    app = FastAPI()

    @app.get("/fine")
    def fine():
        return {"detail": "Not Found"}

    @app.get("/own")
    def own():
        return PlainTextResponse("Không có ảnh của trang này.", 404)

    @app.get("/rest")
    def rest():
        return JSONResponse({"error": {"code": "not_found"}}, 404)

    @app.get("/listed")
    def listed():
        return JSONResponse({"detail": [{"loc": "x"}]}, 404)

    @app.get("/broken")
    def broken():
        raise ValueError

    @app.get("/forbidden")
    def forbidden():
        raise HTTPException(403, "File not allowed: /etc/passwd.")

    @app.get("/long")
    def long():
        return StreamingResponse(iter(["a" * 10_000] * 5), 404, media_type="text/plain")

    @app.get("/bytes")
    def of_bytes():
        return Response(b"\x00\x01", 404, media_type="application/octet-stream")

    @app.post("/upload")
    async def upload():
        told = "File size exceeded maximum allowed size of 209715200 bytes."
        return PlainTextResponse(told, 413)

    return app


@pytest.fixture(scope="module")
def client():
    return TestClient(in_vietnamese(_inner()), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/none", 404),
        ("POST", "/fine", 405),
        ("GET", "/broken", 500),
        ("GET", "/forbidden", 403),
        ("POST", "/upload", 413),
    ],
)
@pytest.mark.parametrize("accept", [{}, BROWSER])
def test_what_was_english_is_one_vietnamese_sentence(client, method, path, status, accept):
    answer = client.request(method, path, headers=accept)
    assert answer.status_code == status
    assert int(answer.headers["content-length"]) == len(answer.content)
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/html":
        page = html.fromstring(answer.text)
        said = page.xpath("string(//h1)")
        assert page.get("lang") == "vi"
        assert page.xpath("//a/@href") == ["/"]
    else:
        said = answer.json()["detail"] if kind == "application/json" else answer.text
    assert (kind == "text/html") == (accept == BROWSER and method == "GET")
    assert fold(said) != said.lower()  # has diacritics
    assert said.count(".") == said.rstrip().endswith(".") or status == 500
    assert "etc/passwd" not in answer.text


def test_the_limit_is_told_in_megabytes(client):
    assert client.post("/upload").text == "Tệp quá lớn; mỗi tệp nhiều nhất 200 MB."


def test_a_method_that_is_refused_still_tells_the_right_one(client):
    assert client.post("/fine").headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["/fine", "/own", "/rest", "/listed", "/long", "/bytes"])
def test_what_is_no_bare_english_sentence_is_left_as_it_is(client, path):
    plain = TestClient(_inner())
    given, left = plain.get(path, headers=BROWSER), client.get(path, headers=BROWSER)
    assert (left.status_code, left.content) == (given.status_code, given.content)
    assert left.headers["content-type"] == given.headers["content-type"]


def test_a_head_request_gets_no_body(client):
    assert client.head("/none").content == b""


def test_what_is_still_being_sent_is_taken_before_a_browser_is_told():
    """A browser that is answered while it sends shows its own error, not ours."""
    order = []

    async def inner(_scope, receive, send):
        await receive()
        kind = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 413, "headers": kind})
        await send({"type": "http.response.body", "body": b"maximum allowed size of 1048576 bytes"})

    sent = iter([(b"a", True), (b"b", True), (b"c", False)])

    async def receive():
        body, more = next(sent)
        order.append(body)
        return {"type": "http.request", "body": body, "more_body": more}

    async def send(message):
        order.append(message["type"])

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(in_vietnamese(inner)(scope, receive, send))
    assert order == [b"a", b"b", b"c", "http.response.start", "http.response.body"]


def test_a_stream_of_events_is_not_held_back():
    """Each event is passed on when it is made."""
    passed = []

    async def inner(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for number in range(3):
            body = f"data: {number}\n\n".encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})
            assert passed[-1]["body"] == body

    async def send(message):
        passed.append(message)

    scope = {"type": "http", "method": "GET", "headers": []}
    asyncio.run(in_vietnamese(inner)(scope, None, send))
    assert len(passed) == 4


def test_the_sentence_for_nothing_names_an_address():
    assert "địa chỉ" in NOTHING_HERE
