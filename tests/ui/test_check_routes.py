"""Addresses beside the tab “Kiểm tra”: drafts, choices and files, by a client of their own."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.ui.drafts import DECREE, text, write
from ui import check_book, check_routes
from ui.check_book import CheckBook, CheckWish, book_of
from ui.library import Library

DAY = "2025-08-01"
ALIVE = "76/NQ-CP@2021-07-15"
PLAN = text(bases=(DECREE, "Nghị quyết số 76/NQ-CP của Chính phủ"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.at(tmp_path / "library")


@pytest.fixture
def client(library: Library, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    app = FastAPI()
    check_routes.offer(app, library)
    return TestClient(app)


def hand_over(client, content=PLAN, name="dự thảo.txt"):
    return client.post(check_routes.DRAFT, params={"name": name}, content=content.encode())


def saved(client, form="json", **parts):
    return client.get(check_routes.SAVE.format(form=form), params={"as_of": DAY, **parts})


def test_a_draft_is_taken_checked_and_given_back_as_files(client, library, tmp_path):
    told = hand_over(client).json()
    assert told["name"] == "dự thảo.txt"
    got = saved(client, draft=told["draft"])
    file = write(tmp_path, "same.txt", PLAN)
    assert got.json() == json.loads(json.dumps(library.check(None, file, on=_day())))
    disposition = unquote(got.headers["content-disposition"])
    assert disposition.endswith(f"kiem-tra-{got.json()['document']}.json")
    assert not library.exists()
    assert saved(client, "comments", draft=told["draft"]).status_code == 404
    assert saved(client, draft="none").status_code == 404
    assert "thả lại" in saved(client, draft="none").text


def test_a_choice_is_made_and_taken_back_for_a_draft_that_is_kept(client, library):
    draft = hand_over(client).json()["draft"]
    before = saved(client, draft=draft).json()
    row = next(row for row in before["rows"] if row["choices"])
    place = row["mentions"][0]["char_start"]
    wish = {"draft": draft, "place": place, "target": ALIVE, "everywhere": True}
    made = client.post(check_routes.CHOOSE, json=wish).json()
    assert "Đã chọn" in made["told"]
    (known,) = library.choices()
    assert (known["choice"], known["target"], known["everywhere"]) == (made["choice"], ALIVE, True)
    after = saved(client, draft=draft).json()
    assert [row["key"] for row in after["rows"] if row["chosen"]] == [ALIVE]
    undone = client.post(check_routes.UNDO, json={"choice": made["choice"]}).json()
    assert "Đã bỏ" in undone["told"]
    assert not any(row["chosen"] for row in saved(client, draft=draft).json()["rows"])


@pytest.mark.parametrize("body", [
    "[]", "{", "null", "{}", '{"draft": "x", "place": "y", "target": "z"}',
    '{"draft": "x", "place": 1, "target": "z"}', '{"doc": "x", "place": 1, "target": "z"}',
])  # fmt: skip
def test_a_wrong_request_is_told_in_one_sentence(client, body):
    for path in (check_routes.CHOOSE, check_routes.UNDO):
        answer = client.post(path, content=body)
        assert answer.status_code == 422
        assert answer.json()["error"]["message"]


def test_a_file_over_the_limit_leaves_nothing_behind(client, tmp_path, monkeypatch):
    monkeypatch.setattr(check_routes, "MAX_BYTES", 100)
    answer = hand_over(client)
    assert answer.status_code == 422
    assert "quá lớn" in answer.json()["error"]["message"]
    assert list(tmp_path.glob("cancu-draft-*")) == []


@pytest.mark.parametrize(("name", "content"), [
    ("a.exe", "MZ"), ("../../b.pdf", "%PDF-1.4 hỏng"), ("..", ""), ("rỗng.docx", ""),
])  # fmt: skip
def test_a_file_that_gives_no_text_is_told_and_forgotten(client, tmp_path, name, content):
    answer = hand_over(client, content, name)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
    assert list(tmp_path.rglob("cancu-draft-*")) == []


def test_documents_are_offered_by_their_words_and_never_many(client, library, tmp_path):
    assert client.get(check_routes.DOCUMENTS).json() == []
    paths = [write(tmp_path / "in", f"{n}.txt", text(number=f"{n}/KH-UBND")) for n in range(1, 16)]
    library.ingest(paths)
    everything = client.get(check_routes.DOCUMENTS, params={"text": ""}).json()
    assert len(everything) == 12
    (one,) = client.get(check_routes.DOCUMENTS, params={"text": "7/kh-ubnd"}).json()
    assert one["id"] == library.find_held("7/KH-UBND").id
    assert one["named"].startswith("7/KH-UBND, ")
    assert client.get(check_routes.DOCUMENTS, params={"text": "%_' OR 1=1"}).json() == []
    report = saved(client, doc=one["id"]).json()
    assert report == json.loads(json.dumps(library.check(one["id"], None, on=_day())))


def test_only_the_last_drafts_and_checks_are_kept(library, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(check_book, "MOST_DRAFTS", 2)
    monkeypatch.setattr(check_book, "MOST_CHECKS", 1)
    book = CheckBook(library)
    reading = library.read_file(write(tmp_path, "a.txt", PLAN))
    monkeypatch.setattr(library, "read_file", lambda path: reading)
    drafts = []
    for n in range(3):
        folder = book.place()
        drafts.append(book.take(write(folder, f"{n}.txt", PLAN)))
    assert [draft.path.exists() for draft in drafts] == [False, True, True]
    first = book.check(CheckWish(draft=drafts[1].token, typed_day=DAY))
    assert book.check(CheckWish(draft=drafts[1].token, typed_day=DAY)) is first
    book.check(CheckWish(draft=drafts[2].token, typed_day=DAY))
    assert book.check(CheckWish(draft=drafts[1].token, typed_day=DAY)) is not first
    book.forget()
    assert not drafts[1].path.exists()
    assert book_of(library) is book_of(library)


@pytest.mark.parametrize(("parts", "wish"), [
    ([], CheckWish()),
    ([("doc", "a"), ("draft", "t")], CheckWish(draft="t")),
    ([("doc", " a "), ("doc", "b"), ("as_of", "")], CheckWish(doc="a")),
    ([("doc", "a"), ("as_of", "x"), ("level", "error"), ("rows", "all")],
     CheckWish("a", None, "x", "error", whole=True)),
])  # fmt: skip
def test_an_address_says_what_is_wished(parts, wish):
    assert CheckWish.of(parts) == wish
    assert wish.asks is bool(wish.doc or wish.draft)


def _day():
    from ui.days import day

    return day(DAY)
