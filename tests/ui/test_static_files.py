"""How long a browser may keep a style or a script, and that it comes compressed."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

import ui
from ui.static_files import bundle, bundle_address, static_files

STATIC = Path(ui.__file__).parent / "static"
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


def test_the_apps_scripts_are_one_file_in_one_order(tmp_path):
    (tmp_path / "js").mkdir()
    for name in ("b.js", "a.js", "kept.js"):
        (tmp_path / "js" / name).write_text(f"// {name}", encoding="utf-8")
    assert bundle(tmp_path, "app.js") == b"// kept.js\n// a.js\n// b.js"
    app = Starlette(routes=[Mount("/cancu-static", app=static_files(tmp_path))])
    answer = TestClient(app).get(bundle_address(tmp_path, "app.js"))
    assert answer.content == bundle(tmp_path, "app.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


def test_the_address_of_a_bundle_changes_with_its_content(tmp_path):
    addresses = set()
    for number, content in enumerate(("p {}", "p { margin: 0 }")):
        folder = tmp_path / str(number)
        (folder / "css").mkdir(parents=True)
        (folder / "css" / "a.css").write_text(content, encoding="utf-8")
        addresses.add(bundle_address(folder, "app.css"))
    assert len(addresses) == 2
    assert bundle(STATIC, "app.css").count(b"--cc-paper:") == 2  # light and dark
