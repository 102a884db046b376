from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from ingest import pipeline
from ingest.rereading import read_again
from kg.doubtful import DoubtKind, places
from kg.reviews import Review
from kg.terms import ProblemCode

PLANS = sorted(path for path in Path(corpus.path("plans")).iterdir() if path.suffix == ".txt")


@pytest.fixture(scope="module")
def readings():
    return {path.name[:3]: pipeline.read(path) for path in PLANS}


def said_of(reading, place, said, serial=1):
    raw = reading.source.lines[place.line - 1].raw[place.raw_start : place.raw_end]
    return Review(serial, reading.sha256, place.kind, place.line, place.raw_start, place.raw_end,
                  raw, place.found, said, "An", "2026-01-01T00:00:00Z")  # fmt: skip


def same(one, other):
    return one == other and one.as_read == other.as_read


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_without_reviews_a_document_reads_as_its_file_did(readings, name):
    assert same(read_again(readings[name], []), readings[name])


def test_a_number_of_the_head_corrected_is_the_documents_number_and_no_doubt(readings):
    reading = readings["000"]
    place = next(p for p in places(reading) if p.kind is DoubtKind.HEADER_NUMBER)
    new = read_again(reading, [said_of(reading, place, "Số: 2078/QĐ-UBND")])
    assert reading.header.number == "2077/QĐ-UBND-HC"
    assert new.header.number == "2078/QĐ-UBND"
    assert all(p.kind is not DoubtKind.HEADER_NUMBER for p in places(new))
    assert new.source.raw == reading.source.raw
    for mention in new.mentions:  # every citation still leads to its own raw words
        assert new.source.raw[mention.char_start : mention.char_end] == mention.raw
    assert same(read_again(new, []), reading)


def test_a_guess_accepted_is_no_problem_any_more_and_stays_what_was_read(readings):
    reading = readings["000"]
    place = next(p for p in places(reading) if p.kind is DoubtKind.NUMBER)
    new = read_again(reading, [said_of(reading, place, place.found)])
    assert new.source == reading.source
    assert new.header == reading.header
    gone = set(reading.problems) - set(new.problems)
    assert {problem.code for problem in gone} == {ProblemCode.NUMBER_GUESSED}
    assert place.spot not in {p.spot for p in places(new)}
    (mention,) = [m for m in new.mentions if m.line == place.line and m.canonical]
    assert (mention.confidence, mention.problems) == (1.0, ())


def test_a_day_that_no_calendar_has_corrected_is_the_documents_day(readings):
    reading = readings["004"]
    place = next(p for p in places(reading) if p.kind is DoubtKind.HEADER_DATE)
    new = read_again(reading, [said_of(reading, place, "ngày 04 tháng 9 năm 2025")])
    assert reading.header.date is None
    assert new.header.date.isoformat() == "2025-09-04"


def test_the_order_of_taking_back_does_not_matter(readings):
    reading = readings["004"]
    found = [p for p in places(reading) if p.kind is DoubtKind.WORDS][:3]
    made = [said_of(reading, p, f"chữ {n}", n) for n, p in enumerate(found, 1)]
    whole = read_again(reading, made)
    step = read_again(read_again(read_again(reading, made[:1]), made[:2]), made)
    assert same(whole, step)
    assert same(read_again(whole, made[1:2]), read_again(reading, made[1:2]))
    assert same(read_again(whole, []), reading)


def test_a_word_of_a_tables_cell_is_corrected_in_the_task_that_the_row_tells(tmp_path):
    page = """<html><body><p>KẾ HOẠCH</p><p>Cải cách hành chính năm 2025</p>
    <p>PHỤ LỤC</p><p>Danh mục nhiệm vụ</p><table>
    <tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian hoàn thành</th></tr>
    <tr><td>1</td><td>Xây dựng báo cáo cải cách hành chính</td><td>Sở Nộl vụ</td>
    <td>Tháng 6/2025</td></tr>
    <tr><td>2</td><td>Kiểm tra công tác tiếp dân tại các đơn vị</td><td>Thanh tra tỉnh</td>
    <td>Tháng 9/2025</td></tr></table></body></html>"""
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    reading = pipeline.read(path)
    assert reading.as_read.tables
    line = next(line for line in reading.source.lines if "Nộl" in line.text)
    start = line.raw.index("Sở Nộl vụ")
    review = Review(1, reading.sha256, DoubtKind.WORDS, line.number, start, start + 9, "Sở Nộl vụ",
                    "Sở Nộl vụ", "Sở Nội vụ", "An", "")  # fmt: skip
    offices = [[a.office for a in task.assignments] for task in reading.tasks]
    new = read_again(reading, [review])
    corrected = [[a.office for a in task.assignments] for task in new.tasks]
    assert len(offices) == 2
    assert corrected == [["Sở Nội vụ"], ["Thanh tra tỉnh"]]
    assert same(read_again(new, []), reading)


def test_what_the_files_reader_found_stays_known(readings):
    reading = readings["003"]
    problem = replace(readings["000"].problems[0], code=ProblemCode.OCR_MISSING, place="x")
    as_read = replace(reading.as_read, problems=(problem,))
    new = read_again(replace(reading, as_read=as_read), [])
    assert problem in new.problems
