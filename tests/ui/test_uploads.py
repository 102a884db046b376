"""Files that come over the web: taken in, refused, kept, removed; two at once; killed between."""

import asyncio
import hashlib
import os
import threading
from pathlib import Path

import docx
import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect

import corpus
from ingest import pipeline
from ingest.readers import findings
from kg.errors import NotFoundError
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ui.drafts import LOCAL, text
from ui import document_routes, originals, samples, upload_rows, uploads
from ui.library import Library

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def library(tmp_path):
    return Library.at(tmp_path / "library")


@pytest.fixture
def served(library):
    """The addresses of the tab, as a page would ask them: (name, bytes) to the answer."""
    outer = FastAPI()
    document_routes.offer(outer, library)
    return outer


async def _sent(outer, *asked):
    transport = httpx.ASGITransport(app=outer)
    async with httpx.AsyncClient(transport=transport, base_url="http://app", timeout=120) as client:
        return await asyncio.gather(*(work(client) for work in asked))


def post(outer, *sent):
    """Send files all at once; the answers in their order."""

    def one(name, data):
        return lambda client: client.post(document_routes.ADD, params={"name": name}, content=data)

    answers = asyncio.run(_sent(outer, *(one(*item) for item in sent)))
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json() for answer in answers]


def kept(library):
    return sorted(p for p in (library.folder / "files").rglob("*") if p.is_file())


def word_file(content):
    document = docx.Document()
    for line in content.splitlines():
        document.add_paragraph(line)
    return files.saved(document)


PLAN = text()
FORMATS = {
    "a.txt": PLAN.encode(),
    "a.md": PLAN.encode(),
    "a.html": f"<html><meta charset=utf-8><body>{PLAN.replace(chr(10), '<br>')}</body>".encode(),
    "a.docx": word_file(PLAN),
    "a.pdf": files.text_pdf(PLAN.splitlines()),
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_told_of_a_file_is_what_the_library_tells(library, served, tmp_path, name):
    (told,) = post(served, (name, FORMATS[name]))
    (record,) = library.documents()
    assert (told["outcome"], told["document"]) == ("added", record.id)
    assert (record.name, Path(record.path).read_bytes()) == (name, FORMATS[name])
    file = tmp_path / name
    file.write_bytes(FORMATS[name])
    other = Library.at(tmp_path / "other")
    (known,) = other.ingest([file]).documents
    assert (known.id, known.number) == (record.id, record.header.number)
    assert told["html"] == upload_rows.stored(name, known)


def test_files_sent_at_once_by_two_people_are_all_there(library, served):
    sent = [(f"{n}.txt", text(number=f"{n}/KH-UBND", task=f"việc {n}").encode()) for n in range(6)]
    told = post(served, *sent)
    assert {one["outcome"] for one in told} == {"added"}
    assert sorted(r.header.number for r in library.documents()) == [
        f"{n}/KH-UBND" for n in range(6)
    ]
    assert len(kept(library)) == 6
    assert library.store.faults() == []


def test_one_file_sent_by_two_at_once_is_one_document(library, served):
    told = post(served, *[("a.txt", PLAN.encode())] * 3, ("b.txt", PLAN.encode()))
    assert sorted(one["outcome"] for one in told) == ["added", *["unchanged"] * 3]
    (record,) = library.documents()
    assert kept(library) == [Path(record.path)]


def test_two_files_of_one_name_are_two_documents(library, served):
    told = post(served, ("a.txt", text(number="1/KH-UBND").encode()))
    told += post(served, ("a.txt", text(number="2/KH-UBND").encode()))
    assert [one["outcome"] for one in told] == ["added", "added"]
    assert [path.name for path in kept(library)] == ["a.txt", "a.txt"]


REFUSED = {
    "trống.txt": (b"", ProblemCode.FILE_EMPTY),
    "hỏng.pdf": (b"%PDF-1.4 nothing", ProblemCode.FILE_UNREADABLE),
    "a.exe": (b"MZ\0\0" * 99, ProblemCode.FILE_UNSUPPORTED),
    "khóa.pdf": (files.locked_pdf(), ProblemCode.FILE_ENCRYPTED),
    "bom.docx": (
        files.zipped(word__document_xml=b" " * (2**20 * 100)),
        ProblemCode.FILE_TOO_LARGE,
    ),
    "mật.txt": (f"TUYỆT MẬT\n{PLAN}".encode(), ProblemCode.FILE_CLASSIFIED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_with_reason_and_advice_and_leaves_nothing(
    library, served, name
):
    data, code = REFUSED[name]
    (told,) = post(served, (name, data))
    assert (told["outcome"], told["code"]) == ("refused", code.value)
    assert upload_rows.ADVICE[code] in told["html"]
    assert str(library.folder) not in told["html"]
    assert library.documents() == []
    assert kept(library) == []


def test_a_file_over_the_limit_is_not_kept(library, served, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 1000)
    (told,) = post(served, ("a.txt", b"a\n" * 501))
    assert (told["outcome"], told["code"]) == ("refused", "file_too_large")
    assert kept(library) == []
    assert findings.MAX_BYTES == 50 * 2**20


def test_markup_in_names_and_titles_is_shown_not_run(library, served):
    told = post(
        served,
        (f"{EVIL}.txt", text(title=f"Về {EVIL}").encode()),
        (f"{EVIL}.pdf", b"%PDF-1.4 nothing"),
    )
    for one in told:
        assert "<img" not in one["html"]
        assert "onerror" in one["html"]


def test_a_full_disk_is_told_in_one_sentence(library, served, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(originals, "keep", full)
    (told,) = post(served, ("a.txt", PLAN.encode()))
    assert told["outcome"] == "refused"
    assert "ổ đĩa đã đầy" in told["html"]
    assert kept(library) == []


def test_a_second_document_of_one_number_is_pointed_out(library, served):
    post(served, ("a.txt", PLAN.encode()))
    post(served, ("b.txt", text(task="việc khác").encode()))
    (first,) = [r for r in library.documents() if r.name == "a.txt"]
    (told,) = post(served, ("b.txt", text(task="việc khác").encode()))
    assert told["outcome"] == "unchanged"
    assert f"doc={first.id}" in told["html"]


def test_who_goes_away_has_nothing_stored(library):
    """The reading is broken off with the request."""
    desk = uploads.UploadDesk(library)
    sent = threading.Event()

    async def chunks():
        yield PLAN.encode()

    async def broken():
        arrived = await desk.arrive("a.txt", chunks())
        task = asyncio.create_task(desk.add(arrived, ""))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        desk._pool.shutdown(wait=True)
        sent.set()

    asyncio.run(broken())
    assert sent.is_set()
    held = library.documents()
    assert kept(library) == [Path(record.path) for record in held]


def test_half_a_file_leaves_nothing(library):
    desk = uploads.UploadDesk(library)

    async def chunks():
        yield b"half"
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        asyncio.run(desk.arrive("a.txt", chunks()))
    assert kept(library) == []


def test_samples_are_the_shipped_plans(library, served):
    async def ask(client):
        return await client.post(document_routes.ADD, params={"sample": samples.names()[0]})

    async def none(client):
        return await client.post(document_routes.ADD, params={"sample": "../../x"})

    first, other = asyncio.run(_sent(served, ask, none))
    assert first.json()["outcome"] == "added"
    assert other.json()["outcome"] == "refused"
    assert [record.name for record in library.documents()] == [samples.names()[0]]
    assert samples.samples() == pipeline.walk([corpus.path("plans")])[0]


# --- out again ------------------------------------------------------------------------------------
def removed(outer, name):
    async def ask(client):
        return await client.post(document_routes.REMOVE, params={"doc": name})

    return asyncio.run(_sent(outer, ask))[0]


def test_removing_a_document_takes_its_file_too(library, served):
    post(served, ("a.txt", PLAN.encode()), ("b.txt", text(number="2/KH-UBND").encode()))
    one, other = library.documents()
    answer = removed(served, one.id)
    assert (answer.status_code, answer.json()["removed"]) == (200, one.id)
    assert [record.id for record in library.documents()] == [other.id]
    assert kept(library) == [Path(other.path)]
    assert not Path(one.path).parent.exists()
    again = removed(served, one.id)
    assert again.status_code == 404
    assert again.json()["error"]["message"]


def test_a_removed_document_that_others_cite_is_a_stub(library, served):
    cited = text("Hòa Bình", number="9/KH-UBND", title="Nước sạch")
    citing = text(bases=(LOCAL, "Kế hoạch số 9/KH-UBND ngày 05 tháng 3 năm 2025"))
    post(served, ("a.txt", cited.encode()), ("b.txt", citing.encode()))
    record = next(r for r in library.documents() if r.name == "a.txt")
    removed(served, record.id)
    assert any(r.header.number == "9/KH-UBND" for r in library.documents(stubs=True))
    assert [path.name for path in kept(library)] == ["b.txt"]


def test_files_of_others_are_never_removed(library, tmp_path):
    mine = tmp_path / "own.txt"
    mine.write_text(PLAN, encoding="utf-8")
    library.ingest([mine])
    library.remove(library.documents()[0].id)
    assert mine.exists()
    with pytest.raises(NotFoundError):
        library.remove("own.txt")


def test_what_a_killed_program_left_is_swept_and_nothing_else(library, served):
    post(served, ("a.txt", PLAN.encode()))
    (record,) = library.documents()
    for name in (".incoming/x", "0123456789abcdef/b.txt"):
        path = library.folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("left", encoding="utf-8")
    assert originals.sweep(library.folder, library.documents()) == []  # may be at work
    gone = originals.sweep(library.folder, library.documents(), older=-1)
    assert sorted(path.name for path in gone) == ["b.txt", "x"]
    assert kept(library) == [Path(record.path)]


def test_a_file_that_was_sent_again_under_another_name_is_not_swept(library, served, tmp_path):
    first = tmp_path / "ke-hoach.txt"
    first.write_text(PLAN, encoding="utf-8")
    library.ingest([first])
    first.unlink()
    post(served, ("Kế hoạch 5.txt", PLAN.encode()))
    (record,) = library.documents()
    assert (record.name, Path(record.path).name) == ("ke-hoach.txt", "Kế hoạch 5.txt")
    assert originals.sweep(library.folder, library.documents(), older=-1) == []
    assert kept(library) == [Path(record.path)]


@given(st.text())
def test_a_name_is_one_name_in_its_folder(said):
    name = originals.plain_name(said)
    assert name not in {"", ".", ".."}
    assert not set(name) & set('/\\<>:"|?*\0\n')
    assert len(os.fsencode(name)) <= 255
    assert originals.plain_name(name) == name


def test_a_kept_file_lies_under_its_digest(tmp_path):
    arrived = originals.incoming(tmp_path)
    arrived.write_bytes(b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    path = originals.keep(tmp_path, arrived, digest, "kế hoạch.txt")
    assert path == tmp_path / "files" / digest[:16] / "kế hoạch.txt"
    assert not arrived.exists()
    assert originals.is_kept(tmp_path, path)
    assert not originals.is_kept(tmp_path, Path("a.txt"))
