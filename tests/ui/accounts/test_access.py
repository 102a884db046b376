"""Under which names the app may be asked, with accounts and without."""

import socket

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import gate
from ui.accounts.access import Access
from ui.accounts.door import account_name
from ui.accounts.login_page import LOGIN

INNER = Starlette(routes=[Route("/", lambda _: PlainTextResponse("in"))])


def status(server, host, came="127.0.0.1"):
    """Status for a Host header; `came`: own address of this computer at which it came in."""

    async def placed(scope, receive, send):
        if scope["type"] == "http":
            scope["server"] = (came, 7860)
        await server(scope, receive, send)

    client = TestClient(placed, base_url="http://127.0.0.1")
    return client.get(LOGIN, headers={"host": host}).status_code


def test_without_accounts_only_this_computers_loopback_is_meant():
    server = Access().guard(INNER, "127.0.0.1", 7860)
    assert Access().who is None
    for host in ("127.0.0.1:7860", "localhost", "[::1]:7860"):
        assert status(server, host) == 404
    for host in ("evil.example", socket.gethostname() + "x", "10.0.0.5"):
        assert status(server, host) == 421


@pytest.mark.parametrize(
    ("host", "came", "expected"),
    [
        ("127.0.0.1:7860", "127.0.0.1", 200),
        ("10.0.0.5:7860", "10.0.0.5", 200),
        ("10.0.0.5:7860", "::ffff:10.0.0.5", 200),
        ("[2001:db8::5]:7860", "2001:db8:0::5", 200),
        ("10.0.0.6:7860", "10.0.0.5", 421),
        (socket.gethostname(), "10.0.0.5", 200),
        (f"{socket.gethostname()}.local:7860", "10.0.0.5", 200),
        ("cancu.xa.example", "10.0.0.5", 200),
        ("CANCU.xa.example:443", "10.0.0.5", 200),
        ("xa.example", "10.0.0.5", 421),
        ("cancu.xa.example.evil.example", "10.0.0.5", 421),
        ("0.0.0.0:7860", "10.0.0.5", 200),
        ("", "10.0.0.5", 421),
        ("]", "10.0.0.5", 421),
    ],
)
def test_with_accounts_a_rebound_name_is_refused_all_the_same(accounts, host, came, expected):
    access = Access(accounts, ("Cancu.xa.example.",))
    server = access.guard(INNER, "0.0.0.0", 7860)  # noqa: S104 - what is tested
    assert access.who is account_name
    assert status(server, host, came) == expected


def test_the_gate_lets_forms_of_its_own_pages_send_their_origin():
    assert dict(gate.HEADERS)[b"referrer-policy"] == b"same-origin"


def test_only_what_is_not_packed_yet_is_compressed(accounts, passwords):
    kinds = {
        "/page": "text/html", "/stream": "text/event-stream", "/png": "image/png",
        "/docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }  # fmt: skip

    def route(kind):
        return lambda _: PlainTextResponse("chữ " * 1000, headers={"content-type": kind})

    inner = Starlette(routes=[Route(path, route(kind)) for path, kind in kinds.items()])
    client = TestClient(
        Access(accounts).guard(inner, "127.0.0.1", 7860), base_url="http://127.0.0.1"
    )
    client.post("/login", data={"username": "minh", "password": passwords["minh"]})
    packed = {
        path: client.get(path, headers={"accept-encoding": "gzip"}).headers.get("content-encoding")
        for path in kinds
    }
    assert packed == {"/page": "gzip", "/stream": None, "/png": None, "/docx": None}
