import hashlib
import unicodedata
from pathlib import Path

import docx
import pytest

import corpus
from ingest.pipeline import read, read_text, walk
from kg.terms import ProblemCode
from tests.ingest import files

DECISION = """ỦY BAN NHÂN DÂN
TỈNH TIỀN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 65/QĐ-UBND
Tiền Giang, ngày 13 tháng 01 năm 2025
QUYẾT ĐỊNH
Ban hành Kế hoạch cải cách hành chính năm 2025
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;
Theo đề nghị của Giám đốc Sở Nội vụ,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.
Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp theo dõi việc thực hiện.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn An
"""


def codes(reading):
    return {problem.code for problem in reading.problems}


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_decision_gives_its_header_citations_and_outline(tmp_path):
    path = written(tmp_path, "a.txt", DECISION.encode())
    reading = read(path)
    assert (reading.name, reading.path) == ("a.txt", str(path))
    assert reading.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.header.number == "65/QĐ-UBND"
    assert "76/NQ-CP" in {mention.canonical for mention in reading.mentions}
    assert any(section.label == "Điều 2" for section in reading.sections)
    assert ProblemCode.NUMBER_MISSING not in codes(reading)
    assert ProblemCode.TEXT_DAMAGED not in codes(reading)


def test_a_mention_is_found_where_it_says():
    reading = read(corpus.path("plans", "001_0387e2864a5773df.txt"))
    assert reading.mentions
    for mention in reading.mentions:
        assert reading.source.raw[mention.char_start : mention.char_end] == mention.raw
        assert reading.source.lines[mention.line - 1].start <= mention.char_start


def test_pasted_text_reads_as_its_file_does(tmp_path):
    file = read(written(tmp_path, "a.txt", DECISION.encode()))
    pasted = read_text(DECISION, "a.txt")
    assert pasted.path == ""
    for name in ("sha256", "source", "header", "sections", "mentions", "tasks", "problems"):
        assert getattr(pasted, name) == getattr(file, name)


def test_text_in_nfd_gives_the_citations_of_nfc():
    composed, decomposed = read_text(DECISION), read_text(unicodedata.normalize("NFD", DECISION))
    assert decomposed.mentions == composed.mentions
    assert decomposed.header == composed.header
    for mention in decomposed.mentions:
        assert decomposed.source.raw[mention.char_start : mention.char_end] == mention.raw


def as_word(text: str) -> bytes:
    document = docx.Document()
    for line in text.rstrip("\n").split("\n"):
        document.add_paragraph(line)
    return files.saved(document)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", as_word(DECISION)), ("a.pdf", files.text_pdf(DECISION.rstrip("\n").split("\n")))],
    ids=["word", "pdf"],
)
def test_one_document_reads_the_same_in_every_format(tmp_path, name, data):
    text, other = read_text(DECISION), read(written(tmp_path, name, data))
    assert other.header == text.header
    assert other.mentions == text.mentions
    assert other.tasks == text.tasks


DAMAGED = """UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
PHUONG 5 Déc lap - Tu do - Hanh phuc
Sé: 36/QD-UBND Phuong 5, ngay 12 thang 02 nam 2025
Can cir Ludt Té chire Chinh quyén dia phwong ngdy 19 thang 6 ndam 2015;
Can cit Nghi quyét sé 76/NQ-CP ngay 15 thang 7 nam 2021 cua Chinh phu;
"""


def test_damaged_text_is_said_to_be_damaged_and_still_read():
    reading = read_text(DAMAGED, "scan.txt")
    assert ProblemCode.TEXT_DAMAGED in codes(reading)
    (mention,) = (m for m in reading.mentions if m.canonical == "76/NQ-CP")
    assert mention.raw == "76/NQ-CP"
    assert DAMAGED[mention.char_start : mention.char_end] == "76/NQ-CP"
    assert mention.line == 5


def test_a_text_without_a_number_of_its_own_says_so_once():
    reading = read_text(
        "KẾ HOẠCH\nCải cách hành chính\n\nI. MỤC TIÊU\nNâng cao chất lượng.", "a.txt"
    )
    found = [p for p in reading.problems if p.code is ProblemCode.NUMBER_MISSING]
    assert len(found) == 1
    assert found[0].place.startswith("a.txt")
    assert reading.header.number is None


@pytest.mark.parametrize(
    "text", ["", "  \n", "x", "Căn cứ", "\n" * 50, "|" * 300, "Điều 1\n" * 30, "76/NQ-CP"]
)
def test_any_text_reads_without_an_error(text):
    reading = read_text(text)
    assert reading.problems
    assert all(problem.place.startswith("text.txt") for problem in reading.problems)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", ProblemCode.FILE_EMPTY),
        ("a.txt", b"\x00\x01\x02" * 99, ProblemCode.FILE_UNREADABLE),
        ("a.xyz", b"text", ProblemCode.FILE_UNSUPPORTED),
    ],
)
def test_a_file_that_gives_no_text_gives_an_empty_reading(tmp_path, name, data, code):
    reading = read(written(tmp_path, name, data))
    assert codes(reading) == {code}
    assert not reading.source.lines
    assert reading.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path):
    reading = read(tmp_path / "none.txt")
    assert codes(reading) == {ProblemCode.FILE_UNREADABLE}
    assert reading.sha256 == ""


def test_folders_are_walked_in_order_and_only_for_documents(tmp_path):
    for name in ("b.txt", "a.docx", "x.csv", ".hidden.txt", "~$a.docx", "sub/c.PDF", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, b"x")
    found, problems = walk([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.docx", "b.txt", "sub/c.PDF"]
    assert not problems


def test_a_file_named_itself_is_given_once_whatever_it_is(tmp_path, monkeypatch):
    path = written(tmp_path, "x.csv", b"x")
    other = written(tmp_path, "a.txt", b"x")
    monkeypatch.chdir(tmp_path)
    assert walk([path, other, tmp_path, path, Path("a.txt")]) == ((path, other), ())


def test_a_folder_without_documents_and_a_missing_path_are_problems(tmp_path):
    found, problems = walk([tmp_path, tmp_path / "none"])
    assert found == ()
    assert [problem.code for problem in problems] == [
        ProblemCode.NO_DOCUMENTS,
        ProblemCode.FILE_UNREADABLE,
    ]
    assert problems[0].place == str(tmp_path)
