"""A library that is moved keeps its files: page images, reading again, download, check."""

import asyncio
import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

import corpus
from kg.opening import library_file
from tests.ingest import files
from tests.ui.drafts import text, write
from ui import document_routes, originals, page_images, reader_head, reader_routes
from ui.library import Library
from ui.reader_book import desk_of
from ui.reader_lines import View

PLAN = next(p for p in sorted(Path(corpus.path("plans")).iterdir()) if p.name.startswith("000"))
ON = dt.date(2025, 6, 1)
SCAN = files.text_pdf(PLAN.read_text(encoding="utf-8").splitlines()[:40])


def asked(library, *requests):
    """Answers of the web addresses of a library to (method, address, more) one after another."""
    app = FastAPI()
    document_routes.offer(app, library)
    reader_routes.offer(app, library)
    app.get(page_images.PATH)(page_images.serve(library))

    async def work():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return [await client.request(method, to, **more) for method, to, more in requests]

    return asyncio.run(work())


def upload(library, name, data):
    (answer,) = asked(
        library, ("POST", document_routes.ADD, {"params": {"name": name}, "content": data})
    )
    return answer.json()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library with an uploaded PDF file, one that lies in its folder and one from elsewhere."""
    home = tmp_path_factory.mktemp("made")
    library = Library.at(home / "library")
    upload(library, "quét.pdf", SCAN)
    inside = write(library.folder / "nguồn", "2.txt", text(number="2/KH-UBND"))
    library.ingest([inside, write(home, "3.txt", text(number="3/KH-UBND"))])
    library.store.close()
    return home


@pytest.fixture
def moved(made, tmp_path):
    """That library in another folder, the first one gone."""
    copy, library = tmp_path / "made", tmp_path / "usb" / "thư viện"
    shutil.copytree(made, copy)
    library.parent.mkdir()
    shutil.move(copy / "library", library)
    made.rename(made.with_name("away"))
    yield library
    made.with_name("away").rename(made)


def by_name(library, name):
    return next(record for record in library.documents() if record.name == name)


def works(library):
    """Page images, download, check and reading again of the uploaded file."""
    record = by_name(library, "quét.pdf")
    image, file = asked(
        library,
        ("GET", page_images.PATH.format(document=record.id, page=1), {}),
        ("GET", reader_routes.FILE_PATH.format(document=record.id), {}),
    )
    assert (image.status_code, image.content[:4]) == (200, b"\x89PNG")
    assert file.content == SCAN
    assert library.check(record.id, None, on=ON)["rows"]
    place = next(item for item in library.review_queue(document=record.id, limit=200))
    assert place["image"] or place["box"] is None
    before = library.review_counts(record.id)
    spot = (place["line"], (place["raw_start"], place["raw_end"]))
    library.accept_reading(record.id, place["kind"], *spot, by="Lan")
    assert sum(library.review_counts(record.id).values()) < sum(before.values())
    assert by_name(library, "quét.pdf").path == record.path
    return record


def stored(folder):
    with sqlite3.connect(library_file(folder)) as raw:
        return dict(raw.execute("SELECT name, path FROM documents WHERE held"))


def test_a_moved_library_has_all_its_files(moved, made):
    library = Library.at(moved)
    record = works(library)
    assert Path(record.path).is_relative_to(moved)
    assert by_name(library, "2.txt").path == str(moved / "nguồn" / "2.txt")
    assert by_name(library, "3.txt").path == str(made / "3.txt")
    assert originals.sweep(moved, library.documents(), older=-1) == []
    kept = stored(moved)
    assert kept["2.txt"] == "./nguồn/2.txt"
    assert kept["quét.pdf"] == f"./files/{record.sha256[:16]}/quét.pdf"
    assert str(made) not in kept["quét.pdf"] + kept["2.txt"]


def test_a_document_of_an_earlier_version_is_read_from_its_moved_file(moved):
    with sqlite3.connect(library_file(moved)) as raw:
        raw.execute("DELETE FROM as_read")
    works(Library.at(moved))


def test_a_changed_file_in_a_moved_library_takes_the_place_of_the_old(moved):
    path = write(moved / "nguồn", "2.txt", text(number="2/KH-UBND", task="việc khác"))
    library = Library.at(moved)
    (told,) = library.ingest([path]).documents
    assert told.change == "updated"
    assert told.path == str(path)
    assert len(library.documents()) == 3


def test_an_original_that_is_gone_is_told_and_taken_again(moved, made, tmp_path):
    library = Library.at(moved)
    record = by_name(library, "3.txt")
    page = asked(library, ("GET", reader_routes.FILE_PATH.format(document=record.id), {}))[0]
    assert (page.status_code, page.text) == (404, reader_routes.words.NO_FILE)
    again = tmp_path / "3 (1).txt"
    again.write_bytes((made.with_name("away") / "3.txt").read_bytes())
    (told,) = library.ingest([again]).documents
    assert (told.change, told.id, told.path) == ("unchanged", record.id, str(again))
    page = asked(library, ("GET", reader_routes.FILE_PATH.format(document=record.id), {}))[0]
    assert page.content == again.read_bytes()
    again.unlink()
    upload(library, "3.txt", text(number="3/KH-UBND").encode())
    assert originals.is_kept(moved, Path(by_name(library, "3.txt").path))
    upload(library, "khác.txt", text(number="3/KH-UBND").encode())
    assert by_name(library, "3.txt").name == "3.txt"
    assert [p.name for p in (moved / "files").rglob("*") if p.is_file()].count("khác.txt") == 0


def test_a_path_typed_from_a_folder_is_found_from_another(tmp_path, monkeypatch):
    write(tmp_path / "here", "a.txt", text())
    monkeypatch.chdir(tmp_path / "here")
    library = Library.at(Path("../library"))
    library.ingest([Path("a.txt")])
    monkeypatch.chdir(tmp_path)
    assert Library.at(Path("library")).documents()[0].path == str(tmp_path / "here" / "a.txt")


# --- libraries of earlier versions ----------------------------------------------------------------
def aged(folder, **paths):
    """The library as revision 0008 kept it: whole paths of where it was."""
    with sqlite3.connect(library_file(folder)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0008'")
        for name, path in paths.items():
            raw.execute("UPDATE documents SET path = ? WHERE name LIKE ?", (path, f"{name}%"))


@pytest.mark.parametrize("was", ["/home/lan/cancu", r"C:\Users\Lan\AppData\Local\cancu", None])
def test_an_old_library_finds_its_files_again(moved, was):
    digest = by_name(Library.at(moved), "quét.pdf").sha256[:16]
    joint = "\\" if was and "\\" in was else "/"
    whole = joint.join((was or str(moved), "files", digest, "quét.pdf"))
    aged(moved, quét=whole, **{"2": str(moved / "nguồn" / "2.txt"), "3": "cũ/3.txt"})
    works(Library.at(moved))
    kept = stored(moved)
    assert kept == {
        "quét.pdf": f"./files/{digest}/quét.pdf",
        "2.txt": "./nguồn/2.txt",
        "3.txt": "cũ/3.txt",
    }


def test_a_file_that_another_library_still_keeps_stays_there(moved, tmp_path):
    record = by_name(Library.at(moved), "quét.pdf")
    other = tmp_path / "other" / "files" / record.sha256[:16] / "quét.pdf"
    other.parent.mkdir(parents=True)
    shutil.move(record.path, other)
    aged(moved, quét=str(other))
    assert by_name(Library.at(moved), "quét.pdf").path == str(other)
    works(Library.at(moved))


def test_a_dataset_in_the_folder_is_one_dataset_after_a_move(moved):
    rows = '{"id": "a1", "number": "9/2020/QH14", "text": "Điều 1. Kế hoạch"}\n'
    path = write(moved, "luật.jsonl", rows)
    library = Library.at(moved)
    library.import_articles(path)
    library.store.close()
    there = moved.with_name("there")
    moved.rename(there)
    try:
        path = write(there, "luật.jsonl", rows.replace("a1", "a2"))
        library = Library.at(there)
        assert library.store.datasets()[0][1] == str(path)
        library.import_articles(path)
        assert [source for _, source in library.store.datasets()] == [str(path)]
        assert library.remove(str(path)) == str(path)
    finally:
        there.rename(moved)


def test_where_nothing_is_left_one_sentence_says_so(moved):
    library = Library.at(moved)
    record = by_name(library, "quét.pdf")
    Path(record.path).unlink()
    with sqlite3.connect(library_file(moved)) as raw:
        raw.execute("DELETE FROM as_read")
    item = library.review_queue(document=record.id, limit=1)[0]
    assert (item["image"], item["image_gone"]) == (None, item["box"] is not None)
    image = asked(library, ("GET", page_images.PATH.format(document=record.id, page=1), {}))[0]
    assert image.status_code == 404
    assert image.text.startswith("Tệp gốc không còn")
    spot = (item["line"], (item["raw_start"], item["raw_end"]))
    library.accept_reading(record.id, item["kind"], *spot, by="Lan")  # its lines tell all
    opened = desk_of(library).open(by_name(library, "quét.pdf").id)
    head = reader_head.actions(opened, View(opened.record.id, ON))
    assert f"Tệp gốc “{record.name}” không còn ở chỗ cũ;" in head
    assert str(library.folder) not in head
    assert reader_head.words.FILE not in head
