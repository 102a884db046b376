"""Reviewing doubtful readings of the shipped plans: accept, correct, take back, by whom."""

import shutil
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

import corpus
from ingest import pipeline
from kg.doubtful import RANKS, DoubtKind, places
from kg.errors import CancuError, NotFoundError, UsageError
from kg.schema import metadata
from tests.kg.test_store import contents
from ui.library import Library

PLANS = [path for path in sorted(Path(corpus.path("plans")).iterdir())
         if path.name.startswith(("000", "004"))]  # fmt: skip


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory):
    """A library of the two plans that have every kind of doubt."""
    folder = tmp_path_factory.mktemp("two") / "library"
    Library.at(folder).ingest(PLANS)
    return folder


@pytest.fixture
def library(two_plans, tmp_path):
    shutil.copytree(two_plans, tmp_path / "library")
    return Library.at(tmp_path / "library")


def first(library, kind, **where):
    return library.review_queue(kinds=[DoubtKind(kind)], limit=1, **where)[0]


def place_of(item):
    return item["document"], item["kind"], item["line"], (item["raw_start"], item["raw_end"])


def test_the_queue_holds_the_doubts_of_every_plan(library):
    expected = []
    for path in PLANS:
        expected += [place.kind for place in places(pipeline.read(path))]
    queue = library.review_queue(limit=2000)
    found = [DoubtKind(item["kind"]) for item in queue if item["kind"] != "choice"]
    assert sorted(found) == sorted(expected)
    assert [RANKS[kind] for kind in found] == sorted(RANKS[kind] for kind in found)
    for item in queue:
        assert item["text"][item["start"] : item["end"]] == item["found"]
        line = library.store.lines(item["document"], item["line"], item["line"])[0]
        assert (line.raw, line.text) == (item["raw"], item["text"])


def test_a_correction_is_read_by_everything_and_taking_back_undoes_all_of_it(library):
    own = library.find_held("15/KH-UBND")
    before, item = contents(library.store), first(library, "header_date", document=own.id)
    counts = library.review_counts()
    made = library.correct_reading(*place_of(item), "ngày 04 tháng 9 năm 2025", by="An")
    assert made["corrected"]
    record = library.find_held("15/KH-UBND")
    assert own.header.date is None
    assert record.header.date.isoformat() == "2025-09-04"
    assert record.id == made["document"] != own.id
    line = library.store.lines(record.id, item["line"], item["line"])[0]
    assert line.text.endswith("ngày 04 tháng 9 năm 2025")
    assert line.raw == item["raw"]
    found = library.search("cải cách hành chính xã Nguyên Giáp", limit=5)
    assert own.id not in {hit["document"] for hit in found["hits"]}
    assert record.id in {hit["document"] for hit in found["hits"]}
    assert library.review_counts().get("header_date", 0) == counts["header_date"] - 1
    (done,) = library.reviews()
    assert (done["said"], done["by"], done["document"]) == (
        "ngày 04 tháng 9 năm 2025", "An", record.id,
    )  # fmt: skip
    assert done["raw"] in line.raw
    library.undo_review(done["review"], by="Bình")
    assert contents(library.store) == before
    assert library.reviews() == []
    assert [(event.kind.value, event.by) for event in library.store.events(limit=2)] == [
        ("review_undone", "Bình"),
        ("reading_corrected", "An"),
    ]


def test_an_accepted_reading_leaves_the_queue_and_the_readers_doubts(library):
    item = first(library, "words")
    before = contents(library.store)
    library.accept_reading(*place_of(item), by="An")
    with pytest.raises(NotFoundError, match="không còn chờ soát"):
        library.accept_reading(*place_of(item), by="Bình")
    line = library.store.lines(item["document"], item["line"], item["line"])[0]
    assert line.text == item["text"]
    assert not any(d[0] < item["end"] and d[1] > item["start"] for d in line.doubts)
    assert not library.reviews()[0]["corrected"]
    library.undo_review(library.reviews()[0]["review"], by="An")
    assert contents(library.store) == before


def test_what_was_said_holds_when_the_file_is_read_anew(library):
    item = first(library, "header_number")
    library.correct_reading(*place_of(item), "Số: 2099/QĐ-UBND-HC", by="An")
    expected = contents(library.store)
    record = library.find_held("2099/QĐ-UBND-HC")
    path = next(p for p in Path(corpus.path("plans")).iterdir() if p.name == record.name)
    reading = library._reviewed(pipeline.read(path))
    from search.passages import split

    passages = list(split(reading, record.id))
    library.store.put(reading, passages, again=True, by="An")
    assert contents(library.store) | {"documents": []} == expected | {"documents": []}


def test_nothing_of_a_removed_document_stays_in_any_table(library):
    item = first(library, "header_number")
    said = "Số: 2099/QĐ-ABC xyzđộcnhất"
    library.correct_reading(*place_of(item), said, by="An")
    record = next(r for r in library.documents() if r.sha256 == _digest(library, item))
    library.remove(record.id, by="An")
    with library.store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(text(f"SELECT * FROM {table.name}")).all()
            assert "xyzđộcnhất" not in repr(rows), table.name
    assert library.reviews() == []


def _digest(library, item):
    return next(
        review.sha256 for record in library.documents()
        for review in library.store.reviews_of(record.sha256)
    )  # fmt: skip


def test_of_two_who_review_one_place_at_once_one_is_told_so(library):
    item, start, outcomes = first(library, "header"), Barrier(2), []

    def work(by):
        own = Library.at(library.folder)
        start.wait()
        try:
            outcomes.append(own.correct_reading(*place_of(item), f"chữ của {by}", by=by))
        except NotFoundError as error:
            outcomes.append(error)

    threads = [Thread(target=work, args=(by,)) for by in ("An", "Bình")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, NotFoundError) for outcome in outcomes) == 1
    assert len(library.reviews()) == 1


def test_two_who_review_two_places_of_one_document_both_keep_theirs(library):
    items = library.review_queue(kinds=[DoubtKind.WORDS], limit=2)
    assert items[0]["document"] == items[1]["document"]
    for item, by in zip(items, ("An", "Bình"), strict=True):
        library.correct_reading(*place_of(item), f"chữ {by}", by=by)
    lines = [library.store.lines(i["document"], i["line"], i["line"])[0].text for i in items]
    assert "chữ An" in lines[0]
    assert "chữ Bình" in lines[1]
    assert [done["by"] for done in library.reviews()] == ["Bình", "An"]


@pytest.mark.parametrize(
    ("kind", "line", "span", "said"),
    [
        ("words", 99999, (0, 1), "x"),
        ("words", -1, (0, 1), "x"),
        ("choice", 1, (0, 1), "x"),
        ("header_number", 1, (-5, 10**8), "x"),
    ],
)
def test_a_place_that_does_not_wait_is_one_sentence(library, kind, line, span, said):
    document = library.documents()[0].id
    with pytest.raises(NotFoundError, match="không còn chờ soát"):
        library.correct_reading(document, kind, line, span, said, by="An")


def test_words_that_cannot_be_change_nothing(library):
    before, item = contents(library.store), first(library, "header_number")
    for said in ("", "một\nhai", "x" * 501, "\x00"):
        with pytest.raises(UsageError):
            library.correct_reading(*place_of(item), said, by="An")
    with pytest.raises(UsageError, match="Không có loại"):
        library.correct_reading(item["document"], "none", 1, (0, 1), "x", by="An")
    assert contents(library.store) == before


def test_words_that_show_a_secret_are_refused(library):
    plan = PLANS[0].read_text(encoding="utf-8").splitlines()
    path = library.folder / "không số.txt"
    path.write_text("\n".join(["Số:        /KH-UBND", *plan[5:40]]), encoding="utf-8")
    library.ingest([path])
    queue = library.review_queue(kinds=[DoubtKind.HEADER_NUMBER], limit=9)
    item = next(one for one in queue if one["found"] == one["text"])
    before = contents(library.store)
    with pytest.raises(UsageError, match="dấu chỉ độ mật"):
        library.correct_reading(*place_of(item), "Độ mật: Tối mật", by="An")
    assert contents(library.store) == before


def test_what_is_not_there_cannot_be_taken_back(library):
    with pytest.raises(NotFoundError, match="đã được hoàn tác"):
        library.undo_review(7, by="An")


def test_a_folder_without_a_library_has_no_queue(tmp_path):
    empty = Library.at(tmp_path / "none")
    assert (empty.review_queue(), empty.review_counts(), empty.reviews()) == ([], {}, [])
    assert empty.review_documents() == []
    with pytest.raises(NotFoundError):
        empty.accept_reading("x", "words", 1, (0, 1), by="An")
    assert not (tmp_path / "none").exists()


# --- documents that an earlier version ingested ---------------------------------------------------
def forget_how_it_was_read(library, path=None):
    with library.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM as_read"))
        if path is not None:
            connection.execute(text("UPDATE documents SET path = :path"), {"path": path})


@pytest.mark.parametrize("path", [None, "/none/of/this/a.txt"])
def test_an_earlier_versions_document_is_read_from_its_file_or_its_lines(library, path):
    forget_how_it_was_read(library, path)
    item = first(library, "header_number")
    library.correct_reading(*place_of(item), "Số: 2099/QĐ-UBND-HC", by="An")
    before = contents(library.store)
    assert library.find_held("2099/QĐ-UBND-HC")
    library.undo_review(library.reviews()[0]["review"], by="An")
    assert contents(library.store) != before
    assert first(library, "header_number")["found"] == item["found"]


def test_a_table_that_only_the_lost_file_tells_is_not_given_up(library, tmp_path):
    page = """<html><body><p>KẾ HOẠCH</p><p>Cải cách hành chính năm 2025</p><p>PHỤ LỤC</p>
    <table><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th></tr>
    <tr><td>1</td><td>Xây dựng báo cáo cải cách hành chính</td><td>Sở Nội vụ</td></tr>
    <tr><td>2</td><td>Kiểm tra công tác tiếp dân</td><td>Thanh tra tỉnh</td></tr>
    </table></body></html>"""
    path = tmp_path / "bảng.html"
    path.write_text(page, encoding="utf-8")
    (ingested,) = library.ingest([path]).documents
    item = first(library, "header_number", document=ingested.id)
    forget_how_it_was_read(library)
    path.unlink()
    bare = [task.task for task in library.store.tasks(ingested.id)]
    if len(bare) < 2:
        pytest.skip("the table was not read")
    before = contents(library.store)
    refused = None
    try:
        library.accept_reading(*place_of(item), by="An")
    except CancuError as error:
        refused = error
    if refused is not None:
        assert "nạp lại tệp" in refused.hint
        assert contents(library.store) == before
    assert [task.task for task in library.store.tasks(ingested.id)] == bare
