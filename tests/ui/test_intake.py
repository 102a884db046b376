import gzip
import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import children
from kg.errors import AmbiguousError, CancuError, NotFoundError, Problem
from kg.store import Store
from kg.terms import ProblemCode
from tests.ui.drafts import four_plans, library_of, text, write
from ui import datasets
from ui.library import Library


@pytest.fixture
def library(tmp_path):
    return Library.at(tmp_path / "library")


def counts(report):
    return {name: report.count(name) for name in ("added", "updated", "unchanged")}


def article(number, **more):
    return {
        "id": f"a{number}",
        "number": "99/2030/QH20",
        "article": number,
        "heading": f"Điều {number}. Nội dung",
        "chapter": "Chương I",
        "topic": "sổ sách",
        "document_title": "Luật Sổ sách",
        "text": f"Điều {number}. Nội dung về sổ sách thứ {number}.",
    } | more


def dataset(folder, rows, name="law.jsonl"):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    return write(folder, name, "\n".join(lines) + "\n")


def found(library, query):
    return [hit["passage"] for hit in library.search(query)["hits"]]


# --- documents ------------------------------------------------------------------------------------
def test_the_report_says_what_was_found_in_each_file(library, tmp_path):
    report = library.ingest([write(tmp_path, "a.txt", text())])
    shown = report.view()
    assert set(shown) == {"documents", "added", "updated", "unchanged", "failed", "seconds"}
    (document,) = shown["documents"]
    assert set(document) == {
        "id", "path", "number", "title", "passages", "citations", "tasks", "problems", "change",
    }  # fmt: skip
    assert (document["number"], document["citations"], document["tasks"]) == ("12/KH-UBND", 2, 2)
    assert document["path"] == str(tmp_path / "a.txt")
    assert document["passages"] == len(list(library.store.passages(documents=[document["id"]])))
    assert report.sentence().startswith("Thêm mới 1, cập nhật 0, không đổi 0, không đọc được 0 (")


def test_a_file_that_changed_takes_the_place_of_what_was_read_before(library, tmp_path):
    path = write(tmp_path, "a.txt", text(task="nuôi ong lấy mật"))
    first = library.ingest([path]).documents[0].id
    write(tmp_path, "a.txt", text(task="trồng sen"))
    report = library.ingest([path])
    assert counts(report) == {"added": 0, "updated": 1, "unchanged": 0}
    assert [record.id for record in library.documents()] == [report.documents[0].id] != [first]
    assert [hit["document"] for hit in library.search("nuôi ong lấy mật")["hits"]].count(first) == 0
    assert library.tasks(text="trồng sen")
    assert library.tasks(text="nuôi ong") == []


def test_the_same_bytes_under_another_name_are_one_document(library, tmp_path):
    report = library.ingest([write(tmp_path, "a.txt", text()), write(tmp_path, "b.txt", text())])
    assert len(library.documents()) == 1
    assert counts(report) == {"added": 1, "updated": 0, "unchanged": 1}


def test_a_folder_is_walked_and_a_second_run_changes_nothing(library, tmp_path):
    four_plans(tmp_path / "files" / "deep")
    write(tmp_path / "files", ".hidden.txt", text(number="77/KH-UBND"))
    write(tmp_path / "files", "table.xyz", "x")
    assert counts(library.ingest([tmp_path / "files"]))["added"] == 4
    stamp = library.store.stamp
    again = library.ingest([tmp_path / "files"])
    assert counts(again) == {"added": 0, "updated": 0, "unchanged": 4}
    assert library.store.stamp == stamp


def test_several_processes_store_what_one_does(tmp_path):
    files = four_plans(tmp_path / "files")
    one, two = Library.at(tmp_path / "one"), Library.at(tmp_path / "two")
    one.ingest(files)
    two.ingest(files, jobs=2)
    assert {r.id for r in one.documents()} == {r.id for r in two.documents()}
    assert [task for _, task in one.tasks()] == [task for _, task in two.tasks()]


def test_bad_files_are_told_and_the_others_go_in(library, tmp_path):
    good = write(tmp_path, "good.txt", text())
    empty = write(tmp_path, "empty.txt", "")
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(bytes(range(256)) * 4)
    told = []
    report = library.ingest([empty, good, junk], progress=told.append)
    assert counts(report)["added"] == 1
    assert {problem.code for problem in report.failures} == {
        ProblemCode.FILE_EMPTY,
        ProblemCode.FILE_UNREADABLE,
    }
    assert {step.path.name for step in told} == {"empty.txt", "good.txt", "junk.pdf"}
    assert [(step.done, step.total) for step in told] == [(1, 3), (2, 3), (3, 3)]
    assert {step.path.name: step.failure is None for step in told}["good.txt"]
    assert [failure.place for failure in report.failures] == [str(empty), str(junk)]


def test_where_every_file_is_bad_no_document_is_held(library, tmp_path):
    report = library.ingest([write(tmp_path, "empty.txt", "")])
    assert (len(report.documents), len(report.failures)) == (0, 1)
    assert library.documents() == []
    assert library.is_empty()


def test_files_are_stored_in_batches_and_counted_as_the_store_counts_them(library, tmp_path):
    files = [
        write(tmp_path / "files", f"{n:02}.txt", text(number=f"{n}/KH-UBND")) for n in range(20)
    ]
    report = library.ingest(files, jobs=2)
    assert [Path(item.path) for item in report.documents] == files
    assert report.documents == tuple(
        replace(library.told(library.find_held(item.id)), change="added")
        for item in report.documents
    )


def test_a_run_that_goes_on_does_not_try_again_what_failed(library, tmp_path, monkeypatch):
    good, bad = write(tmp_path, "good.txt", text()), tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    first = library.ingest([good, bad])
    read = []
    monkeypatch.setattr(children, "read_all", lambda paths, *_: _noting(read, paths))
    resumed = library.ingest([good, bad], resume=True)
    assert read == []
    assert counts(resumed) == {"added": 0, "updated": 0, "unchanged": 1}
    assert resumed.failures == first.failures
    library.ingest([good, bad])
    assert read == [bad]  # asked for without --resume it is tried again
    bad.write_bytes(b"%PDF-1.7 other")
    library.ingest([good, bad], resume=True)
    assert read == [bad, bad]


def _noting(read, paths):
    for path in paths:
        read.append(path)
        yield children.Read(path, 0, Problem(ProblemCode.FILE_LIMIT, "x", "y", path.name))


def test_a_damaged_record_of_failures_is_no_failure(library, tmp_path):
    bad = write(tmp_path, "bad.txt", "")
    library.ingest([bad])
    record = library.folder / "unread.jsonl"
    record.write_bytes(record.read_bytes() + b'{"sha256": "12\n[]\n')
    assert library.ingest([bad], resume=True).failures[0].code is ProblemCode.FILE_EMPTY
    record.write_bytes(b"\xff")
    assert library.ingest([bad], resume=True).failures[0].code is ProblemCode.FILE_EMPTY


def test_what_was_read_is_kept_when_a_run_is_broken_off(library, tmp_path):
    files = [write(tmp_path, f"{n}.txt", text(number=f"{n}/KH-UBND")) for n in range(6)]

    def stop(step):
        if step.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.ingest(files, progress=stop)
    held = library.documents()
    assert len(held) >= 4
    assert library.store.faults() == []
    again = library.ingest(files, resume=True)
    assert counts(again) == {"added": 6 - len(held), "updated": 0, "unchanged": len(held)}
    assert len(library.cited_by("61/2018/NĐ-CP")) == 6
    assert library.search("cải cách hành chính")["hits"]


def test_a_classified_document_is_refused_unless_it_is_allowed(library, tmp_path):
    path = write(tmp_path, "a.txt", f"TỐI MẬT\n{text()}")
    report = library.ingest([path])
    (failure,) = report.failures
    assert (failure.code, failure.place) == (ProblemCode.FILE_CLASSIFIED, f"{path}:1")
    assert (library.documents(), report.documents) == ([], ())
    assert "12/KH-UBND" not in (library.folder / "unread.jsonl").read_text(encoding="utf-8")
    assert library.ingest([path], resume=True).failures[0].code is ProblemCode.FILE_CLASSIFIED
    allowed = library.ingest([path], resume=True, allow_classified=True)
    assert counts(allowed)["added"] == 1


def test_a_removed_document_is_a_stub_as_long_as_another_cites_it(tmp_path):
    library = library_of(tmp_path / "library", four_plans(tmp_path / "files"))
    key = library.find_held("12/KH-UBND Tân Phú").key
    gone = library.remove("12/KH-UBND Tân Phú")
    assert [record.key for record in library.documents(stubs=True)].count(key) == 1
    assert all(hit["document"] != gone for hit in library.search("cải cách hành chính")["hits"])
    library.remove("12/KH-UBND Hòa Bình")
    assert [record.key for record in library.documents(stubs=True)].count(key) == 0


def test_what_is_not_held_cannot_be_removed(tmp_path):
    library = library_of(tmp_path / "library", four_plans(tmp_path / "files"))
    for name in ("999/QĐ-XYZ", "61/2018/NĐ-CP"):
        with pytest.raises(NotFoundError):
            library.remove(name)
    assert len(library.documents()) == 4


# --- bulk articles --------------------------------------------------------------------------------
def test_articles_keep_their_ids_and_are_found(library, tmp_path):
    report = library.import_articles(dataset(tmp_path, [article(1), article(2, chapter=None)]))
    assert (report.added, report.failures) == (2, ())
    assert found(library, "sổ sách thứ 2")[0] == "a2"
    first = next(hit for hit in library.search("sổ sách")["hits"] if hit["passage"] == "a1")
    assert first["heading_path"] == ["Luật Sổ sách", "Chương I", "Điều 1. Nội dung"]
    assert (first["document"], first["number"]) == ("99/2030/QH20", "99/2030/QH20")
    assert (first["line_start"], first["line_end"]) == (None, None)


def test_rows_that_are_no_article_are_refused_with_their_line(library, tmp_path):
    rows = [article(1), "không phải JSON", {"id": "x"}, article(2), "[1, 2]", "null", '"chữ"']
    report = library.import_articles(dataset(tmp_path, rows))
    assert report.added == 2
    places = [problem.place for problem in report.failures]
    assert places == [f"law.jsonl:{line}" for line in (2, 3, 5, 6, 7)]
    assert {problem.code for problem in report.failures} == {ProblemCode.ROW_REFUSED}
    assert report.sentence() == "Đã nạp 2 dòng, từ chối 5 dòng."
    assert set(report.view()) == {"added", "refused", "seconds"}


def test_a_packed_dataset_is_read_alike(library, tmp_path):
    plain = dataset(tmp_path, [article(1), article(2)])
    packed = tmp_path / "law.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert library.import_articles(packed).added == 2
    assert set(found(library, "sổ sách")) == {"a1", "a2"}


def test_an_import_that_broke_off_goes_on_where_it_stopped(library, tmp_path, monkeypatch):
    monkeypatch.setitem(Store.import_passages.__kwdefaults__, "batch", 2)
    path = dataset(tmp_path, [article(number) for number in range(1, 8)])
    calls = []

    def stop(passages):
        for passage in passages:
            if passage.id == "a6" and not calls:
                calls.append(passage.id)
                raise KeyboardInterrupt
            yield passage

    whole = Store.import_passages
    monkeypatch.setattr(
        Store, "import_passages", lambda self, name, rows, **more: whole(self, name, stop(rows))
    )
    with pytest.raises(KeyboardInterrupt):
        library.import_articles(path)
    kept = [passage.id for passage in library.store.passages()]
    assert kept == ["a1", "a2", "a3", "a4"]
    assert library.import_articles(path).added == 3
    assert sorted(p.id for p in library.store.passages()) == [f"a{n}" for n in range(1, 8)]
    assert library.import_articles(path).added == 0


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(json.dumps(article(1)).encode())[:-20],  # cut
        gzip.compress(b"x" * 40)[:12] + b"\xff" * 40,  # its middle overwritten
        b"not packed at all",
        gzip.compress("chữ".encode("utf-16")),
    ],
    ids=["cut", "overwritten", "not packed", "no UTF-8"],  # packed bytes hold the time
)
def test_a_damaged_dataset_is_one_sentence(library, tmp_path, data):
    path = tmp_path / "law.jsonl.gz"
    path.write_bytes(data)
    with pytest.raises(CancuError) as failed:
        library.import_articles(path)
    assert failed.value.hint == "Tệp phải là JSONL hoặc JSONL.gz."


def articles_of(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_a_packed_dataset_that_was_cut_says_after_which_line(library, tmp_path, monkeypatch):
    monkeypatch.setitem(Store.import_passages.__kwdefaults__, "batch", 2)
    path = tmp_path / "law.jsonl.gz"
    rows = [article(n, text=f"Điều {n} {n**40}") for n in range(200)]
    whole = gzip.compress(articles_of(*rows))
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CancuError, match=r"bị hỏng hoặc bị cắt sau dòng \d+\.") as failed:
        library.import_articles(path)
    assert failed.value.hint == "Hãy lấy lại tệp nguyên vẹn rồi nạp lại."
    kept = library.store.passage_count()
    assert 0 < kept < 200
    path.write_bytes(whole)
    assert library.import_articles(path).added == 200
    assert library.store.passage_count() == 200


REFUSED = {
    "id": {"id": " "},
    "control": {"id": "a\x001"},
    "number": {"number": ""},
    "blank": {"text": " \n\t "},
    "only control": {"text": "\x00\x07"},
    "null": {"text": None},
    "list": {"text": ["Điều 1"]},
    "true": {"id": True},
}


@pytest.mark.parametrize("wrong", REFUSED.values(), ids=REFUSED)
def test_a_row_without_what_a_passage_needs_is_refused(library, tmp_path, wrong):
    report = library.import_articles(dataset(tmp_path, [article(1), article(2) | wrong]))
    assert report.added == 1
    assert [problem.place for problem in report.failures] == ["law.jsonl:2"]


def test_of_rows_with_one_id_the_first_counts(library, tmp_path):
    rows = [article(1), article(2), article(1, text="Điều khác")]
    report = library.import_articles(dataset(tmp_path, rows))
    assert (report.added, [problem.place for problem in report.failures]) == (2, ["law.jsonl:3"])
    texts = {passage.id: passage.text for passage in library.store.passages()}
    assert texts["a1"] == rows[0]["text"]


def test_an_overlong_row_is_refused_and_the_next_is_read(library, tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "LONGEST_ROW", 5000)
    monkeypatch.setattr(datasets, "_CHUNK", 100)
    path = tmp_path / "law.jsonl"
    long, last = article(2, text="x" * 100_000), article(3)
    path.write_bytes(articles_of(article(1), long, last, article(4, text="x" * 9000))[:-1])
    report = library.import_articles(path)
    assert report.added == 2
    assert [problem.place for problem in report.failures] == ["law.jsonl:2", "law.jsonl:4"]
    assert {len(problem.found) for problem in report.failures} == {80}


NO_ROWS = {
    "not UTF-8": b'{"id": "b", "number": "1", "text": "\xff"}',
    "half a character": b'{"id": "b", "number": "1", "text": "\\ud800"}',
    "deep": b"[" * 200_000,
    "infinite": b'{"id": 1e999, "number": "1", "text": "x"}',
    "control": b'{"id": "b\x01"}',
}


@pytest.mark.parametrize("line", NO_ROWS.values(), ids=NO_ROWS)
def test_bytes_that_are_no_row_are_refused(library, tmp_path, line):
    path = tmp_path / "law.jsonl"
    path.write_bytes(articles_of(article(1)) + line + b"\n" + articles_of(article(2)))
    report = library.import_articles(path)
    assert report.added == 2
    (problem,) = report.failures
    assert problem.place == "law.jsonl:2"
    assert problem.found.isprintable()


def test_text_is_cleaned_and_ids_are_kept_as_they_are(library, tmp_path):
    loose = unicodedata.normalize("NFD", "Điều 1.\x00\x1b Sổ sách\n\tmới")
    rows = [article(1, id="Đ/2#é", text=loose, heading=5, chapter=None, article=None),
            article(7, id=7)]  # fmt: skip
    path = tmp_path / "law.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + articles_of(*rows))
    assert library.import_articles(path).failures == ()
    first, second = library.store.passages()
    assert (first.id, second.id) == ("Đ/2#é", "7")
    assert first.text == "Điều 1.   Sổ sách\n\tmới"
    assert first.heading_path == ("Luật Sổ sách", "5")


def test_a_file_that_changed_takes_the_place_of_what_was_read_from_it(library, tmp_path):
    library.import_articles(dataset(tmp_path, [article(n) for n in range(1, 6)]))
    before = library.store.stamp
    later = [article(1), article(2, text="Điều 2. Nuôi ong") | {"number": "100/2030/QH20"}]
    assert library.import_articles(dataset(tmp_path, later)).added == 2
    assert sorted(p.id for p in library.store.passages()) == ["a1", "a2"]
    assert set(found(library, "sổ sách thứ 3 thứ 4 ong")) == {"a1", "a2"}
    assert library.store.stamp != before
    assert library.import_articles(dataset(tmp_path, later)).added == 0


def test_a_dataset_is_removed_by_its_file_and_never_found_again(library, tmp_path):
    one = dataset(tmp_path / "one", [article(1)])
    dataset(tmp_path / "two", [article(2)])
    for folder in ("one", "two"):
        library.import_articles(tmp_path / folder / "law.jsonl")
    with pytest.raises(AmbiguousError) as doubt:
        library.remove("law.jsonl")
    assert sorted(doubt.value.choices) == [str(tmp_path / f / "law.jsonl") for f in ("one", "two")]
    assert library.remove(str(one)) == str(one)
    assert found(library, "sổ sách") == ["a2"]
    library.remove("law.jsonl")
    assert found(library, "sổ sách") == []
    with pytest.raises(NotFoundError):
        library.remove("law.jsonl")
    assert library.import_articles(one).added == 1
    assert found(library, "sổ sách") == ["a1"]


def test_how_far_an_import_is_is_told(library, tmp_path):
    told = []
    rows = [article(n) for n in range(1, 2501)]
    library.import_articles(dataset(tmp_path, rows), progress=told.append)
    reading = [amount for amount in told if amount.stage == "Nạp law.jsonl"]
    size = (tmp_path / "law.jsonl").stat().st_size
    assert [amount.passages for amount in reading] == [1000, 2000]
    assert all(0 < amount.done <= amount.total == size for amount in reading)


def test_a_dataset_that_is_none_or_a_folder_is_one_sentence(library, tmp_path):
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(CancuError):
            library.import_articles(path)


def test_a_dataset_that_was_mended_is_taken_again(library, tmp_path):
    library.import_articles(dataset(tmp_path, [article(1), "hỏng"]))
    report = library.import_articles(dataset(tmp_path, [article(1), article(2, text="Về ong")]))
    assert report.failures == ()
    assert found(library, "ong")[0] == "a2"
    assert found(library, "sổ sách")[0] == "a1"


def test_two_datasets_of_one_file_name_are_both_taken(library, tmp_path):
    library.import_articles(dataset(tmp_path / "one", [article(1)]))
    library.import_articles(dataset(tmp_path / "two", [article(2)]))
    assert set(found(library, "sổ sách")) == {"a1", "a2"}


def test_documents_and_articles_are_searched_together(library, tmp_path):
    library.ingest([write(tmp_path, "a.txt", text(topic="nuôi ong lấy mật"))])
    library.import_articles(dataset(tmp_path, [article(1, text="Điều 1. Nuôi ong lấy mật.")]))
    owners = {hit["document"] for hit in library.search("nuôi ong lấy mật")["hits"]}
    assert owners == {"99/2030/QH20", library.documents()[0].id}
