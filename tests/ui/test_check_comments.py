"""Comments on the lines of a Word draft. The file is made by python-docx and read back by it."""

import datetime as dt
import io

import pytest
from docx import Document

from ui.library import Library
from ui.reports.comments import AUTHOR, commented, commented_file, notes

LINES = (
    "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ",
    "Số: 12/KH-UBND",
    "Tân Phú, ngày 05 tháng 3 năm 2025",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2025",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về một cửa;",
    "I. NHIỆM VỤ",
    "1. Giao công chức Văn phòng - Thống kê chủ trì rà soát thủ tục.",
)
ON = dt.date(2025, 7, 1)


@pytest.fixture
def draft(tmp_path):
    document = Document()
    for line in LINES[:-1]:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=1).cell(0, 0).text = LINES[-1]
    path = tmp_path / "dự thảo.docx"
    document.save(str(path))
    return path


def report_of(draft, tmp_path):
    return Library.at(tmp_path / "none").check(None, draft, on=ON)


def test_each_finding_is_a_comment_on_its_own_line(draft, tmp_path):
    target = commented_file(draft, report_of(draft, tmp_path), tmp_path / "out.docx")
    assert target == tmp_path / "dự thảo-co-ghi-chu.docx"
    document = Document(str(target))
    said = [comment.text for comment in document.comments]
    assert {comment.author for comment in document.comments} == {AUTHOR}
    assert any(
        "118/2025/NĐ-CP" in text and "Hết hiệu lực từ ngày 01/7/2025" in text for text in said
    )
    assert any("Văn phòng - Thống kê không còn" in text for text in said)
    marked = [p.text for p in document.paragraphs if "commentRangeStart" in p._p.xml]
    assert marked == [LINES[5]]
    assert "commentRangeStart" in document.tables[0].cell(0, 0).paragraphs[0]._p.xml
    assert [p.text for p in document.paragraphs] == list(LINES[:-1])  # its words are left alone


def test_a_clean_draft_gets_no_copy(tmp_path):
    document = Document()
    document.add_paragraph("Thông báo nghỉ lễ.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert commented_file(path, report_of(path, tmp_path), tmp_path / "out.docx") is None
    assert not list(tmp_path.glob("*ghi-chu*"))


def test_what_is_not_found_again_in_the_file_is_left_out(draft, tmp_path):
    found = notes(report_of(draft, tmp_path))
    other = io.BytesIO()
    document = Document()
    document.add_paragraph("Một đoạn khác hẳn.")
    document.add_paragraph("")
    document.save(other)
    _, placed = commented(other.getvalue(), found)
    assert found
    assert placed == 0
