"""How long a browser may keep a style or a script, and that it comes compressed."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from ui.static_files import static_files

TEXT = "a { color: red; }\n" * 500


@pytest.fixture
def client(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text(TEXT, encoding="utf-8")
    (tmp_path.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return TestClient(Starlette(routes=[Mount("/s", app=static_files(tmp_path))]))


def test_an_address_with_a_version_is_kept_for_good(client):
    kept = client.get("/s/css/a.css?v=0123456789ab")
    assert "immutable" in kept.headers["cache-control"]
    assert "max-age=31536000" in kept.headers["cache-control"]


def test_another_address_is_asked_again_and_found_the_same(client):
    first = client.get("/s/css/a.css")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/s/css/a.css", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


def test_it_comes_compressed_to_who_reads_that(client):
    with client.stream("GET", "/s/css/a.css", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).decode() == TEXT
    assert len(raw) < len(TEXT) / 10
    plain = client.get("/s/css/a.css", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == TEXT


@pytest.mark.parametrize("path", ["none.css", "../secret.txt", "%2e%2e/secret.txt", "css"])
def test_nothing_else_is_served_nor_kept(client, path):
    answer = client.get(f"/s/{path}?v=1")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
