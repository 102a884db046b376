"""The command `check` on files and folders: what it prints, writes, keeps, and with which code."""

import functools
import json

import pytest
from docx import Document

from tests.ui.drafts import DECREE, text, write


@pytest.fixture
def cancu(tmp_path, command, monkeypatch):
    """Run `cancu check` on a library that does not exist; (stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    return functools.partial(command, "--library", tmp_path / "library", "check")


@pytest.fixture
def drafts(tmp_path):
    write(tmp_path / "drafts", "a.txt", text(bases=(DECREE,)))
    return tmp_path / "drafts"


ON = ("--as-of", "2025-07-01")


def test_a_check_reads_as_a_lawyer_would_say_it(cancu, drafts):
    out, _ = cancu("--file", drafts / "a.txt", *ON)
    for said in (
        "Kế hoạch số 12/KH-UBND ngày 05/3/2025 của UBND xã Tân Phú",
        "Cần sửa: 1 văn bản mà kế hoạch này dựa vào không còn hiệu lực vào ngày 01/7/2025.",
        "Vào ngày ban hành (05/3/2025) văn bản ấy còn hiệu lực.",
        "Hình thức viện dẫn:",
        "Công chức Văn phòng - Thống kê không còn từ ngày 01/7/2025",
        "Phiên bản dữ liệu hiệu lực:",
    ):
        assert said in out


def test_a_folder_is_checked_as_a_table_json_or_files(cancu, drafts, tmp_path):
    out, _ = cancu("--folder", drafts, *ON)
    assert "a.txt" in out
    run = json.loads(cancu("--folder", drafts, *ON, "--json")[0])
    assert [item["file"] for item in run["documents"]] == ["a.txt"]
    out, err = cancu("--folder", drafts, *ON, "--format", "docx", "--output", tmp_path / "out")
    assert out == ""
    assert "Đã ghi 1 báo cáo" in err
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"a.docx", "index.html"}


def test_the_last_run_is_remembered_and_what_changed_is_told(cancu, drafts):
    cancu("--folder", drafts, "--as-of", "2025-06-30")
    out, _ = cancu("--folder", drafts, *ON)
    assert "a.txt: 61/2018/NĐ-CP từ “lưu ý: còn hiệu lực” thành “lỗi: hết hiệu lực”." in out
    assert "So với lần kiểm tra trước: không có thay đổi." in cancu("--folder", drafts, *ON)[0]


def test_a_run_kept_by_the_user_is_compared_with(cancu, drafts, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(cancu("--folder", drafts, "--as-of", "2025-06-30", "--json")[0], "utf-8")
    run = json.loads(cancu("--folder", drafts, *ON, "--previous", kept, "--json")[0])
    assert [row["canonical"] for row in run["changes"]["changed"]] == ["61/2018/NĐ-CP"]


def test_since_tells_what_became_of_the_bases(cancu, drafts):
    out, _ = cancu("--file", drafts / "a.txt", *ON, "--since", "2025-06-30")
    assert "61/2018/NĐ-CP từ còn hiệu lực thành hết hiệu lực (01/7/2025:" in out
    assert "nay viện dẫn 118/2025/NĐ-CP" in out


def test_unreadable_files_give_code_1_and_a_sentence_each(cancu, drafts):
    (drafts / "b.pdf").write_bytes(b"%PDF broken")
    out, err = cancu("--folder", drafts, *ON, expect=1)
    assert "a.txt" in out
    assert err.startswith("b.pdf: ")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--folder", "none"], 3),
        (["--folder", "drafts", "--file", "drafts/a.txt"], 2),
        (["--folder", "drafts", "7/KH-UBND"], 2),
        (["--file", "drafts/a.txt", "--previous", "x.json"], 2),
        (["--folder", "drafts", "--previous", "none.json"], 2),
        (["--folder", "drafts", "--format", "png", "--output", "out"], 2),
        (["--file", "drafts/a.txt", "--since", "hôm qua"], 2),
        (["--file", "drafts/a.txt", "--as-of", "2025-07-01", "--since", "2025-07-02"], 2),
        (["--folder", "drafts", "--format", "html", "--output", "drafts/a.txt"], 1),
    ],
)
def test_wrong_use_is_one_sentence_with_its_code(cancu, drafts, args, code):
    assert drafts.exists()
    _, err = cancu(*args, expect=code)
    assert len(err.strip().splitlines()) == 1


def test_a_word_draft_gets_its_comments_beside_the_report(cancu, tmp_path):
    document = Document()
    for line in text(bases=(DECREE,)).splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "draft.docx"))
    _, err = cancu("--file", "draft.docx", *ON, "--output", tmp_path / "report.docx")
    assert "Đã ghi bản dự thảo có ghi chú" in err
    copy = Document(str(tmp_path / "draft-co-ghi-chu.docx"))
    assert any("118/2025/NĐ-CP" in comment.text for comment in copy.comments)
