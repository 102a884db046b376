"""The address of page images: the very file that was read, or 404."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from kg.errors import NotFoundError
from kg.model import DocumentRecord, Header, Line
from tests.ui.drafts import library_of, text, write
from ui import wording
from ui.page_images import LINE_PATH, PATH, drawable, is_gone, offer, serve, serve_lines


@pytest.fixture
def scan(tmp_path: Path) -> DocumentRecord:
    """A held page image."""
    import hashlib

    file = tmp_path / "scan.png"
    Image.new("L", (300, 400), 255).save(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return DocumentRecord("scan-1", "k", True, Header(), "scan.png", str(file), digest, False)


@pytest.fixture
def client(scan: DocumentRecord) -> TestClient:
    def find_held(name: str) -> DocumentRecord:
        if name != scan.id:
            raise NotFoundError("Không có.", "")
        return scan

    app = FastAPI()
    app.get(PATH)(serve(SimpleNamespace(find_held=find_held)))
    return TestClient(app)


def test_a_page_is_served_as_an_image(client: TestClient):
    answer = client.get("/cancu-pages/scan-1/1.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "asked",
    ["scan-1/2.png", "scan-1/0.png", "other/1.png"]
    + [f"scan-1/{n}.png" for n in (-(10**19), 2**31, 2**63, 10**19, 10**400)],
)
def test_what_is_not_there_is_not_found(client: TestClient, asked: str):
    answer = client.get(f"/cancu-pages/{asked}")
    assert answer.status_code == 404
    assert answer.text.startswith("Tệp gốc không còn")


def test_a_file_that_changed_since_it_was_read_is_not_shown(client, scan):
    Image.new("L", (300, 400), 0).save(scan.path)
    assert client.get("/cancu-pages/scan-1/1.png").status_code == 404
    Path(scan.path).unlink()
    assert client.get("/cancu-pages/scan-1/1.png").status_code == 404
    assert not drawable(scan)


def test_a_file_that_breaks_its_reader_is_not_found_and_the_next_one_is(client, scan):
    import hashlib

    good = Path(scan.path).read_bytes()
    Path(scan.path).write_bytes(b"\x89PNG\r\n\x1a\n" + b"broken" * 99)
    digest = hashlib.sha256(Path(scan.path).read_bytes()).hexdigest()
    broken = replace(scan, sha256=digest)
    app = FastAPI()
    app.get(PATH)(serve(SimpleNamespace(find_held=lambda _: broken)))
    assert TestClient(app).get("/cancu-pages/scan-1/1.png").status_code == 404
    Path(scan.path).write_bytes(good)
    assert client.get("/cancu-pages/scan-1/1.png").status_code == 200


def test_a_line_is_cut_out_of_its_page_or_not_found(scan):
    lines = {
        1: Line(1, 0, "a", "a", 1, box=(0.1, 0.5, 0.6, 0.55)),
        2: Line(2, 2, "b", "b", 1),
        3: Line(3, 4, "c", "c", 9, box=(0.1, 0.5, 0.6, 0.55)),
    }
    store = SimpleNamespace(lines=lambda _, n, __: [lines[n]] if n in lines else [])
    app = FastAPI()
    app.get(LINE_PATH)(serve_lines(SimpleNamespace(find_held=lambda _: scan, store=store)))
    client = TestClient(app)
    codes = [client.get(f"/cancu-lines/scan-1/{n}.png").status_code for n in range(1, 5)]
    assert codes == [200, 404, 404, 404]
    assert not is_gone(scan)
    Path(scan.path).unlink()
    assert is_gone(scan)


@pytest.mark.parametrize("number", [-(10**19), 0, 2**31, 2**63, 10**19, 10**400])
def test_a_line_of_a_number_that_no_store_can_hold_is_not_found(tmp_path, number):
    app = FastAPI()
    library = library_of(tmp_path / "library", [write(tmp_path, "a.txt", text())])
    offer(app, library)
    document = library.documents()[0].id
    answer = TestClient(app).get(f"/cancu-lines/{document}/{number}.png")
    assert (answer.status_code, answer.text) == (404, wording.NO_PAGE_IMAGE)
