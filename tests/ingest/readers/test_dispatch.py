import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import office
from ingest.readers.dispatch import MAX_BYTES, read_data, read_file
from ingest.readers.kinds import BY_SUFFIX
from ingest.readers.ocr import ImageReader
from ingest.readers.office import OfficeReader
from ingest.readers.pdf import PdfReader
from ingest.readers.plain import PlainReader
from ingest.readers.web import HtmlReader
from ingest.readers.word import WordReader
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, junk, lines

READERS = [
    PlainReader(), WordReader(), HtmlReader(), PdfReader(), ImageReader(), OfficeReader(),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_converter(monkeypatch):
    monkeypatch.setattr(office, "converter", lambda: None)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", junk(), b"\x00" * 500, b"%PDF-" + junk(), b"PK\x03\x04" + junk()],
    ids=["empty", "cut", "junk", "zeros", "broken PDF", "broken archive"],
)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_bad_bytes_come_back_as_a_problem(reader, data):
    result = reader.read(data, "x")
    assert not result.pages
    assert result.problems
    assert all(problem.place == "x" for problem in result.problems)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_every_suffix_of_a_reader_leads_to_it(reader):
    assert reader.suffixes <= set(BY_SUFFIX)


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html"]))
def test_any_bytes_give_pages_or_a_problem(data, name):
    result = read_data(data, name)
    assert result.pages or result.problems


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", ProblemCode.FILE_EMPTY),
        (b" \n\n ", "a.txt", ProblemCode.FILE_EMPTY),
        (junk(), "a.txt", ProblemCode.FILE_UNREADABLE),
        (b"%PDF-1.4 cut", "a.pdf", ProblemCode.FILE_UNREADABLE),
        (b"GIF89a....", "a.gif", ProblemCode.FILE_UNSUPPORTED),
        (b"text", "README", ProblemCode.FILE_UNSUPPORTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.doc", ProblemCode.FILE_UNSUPPORTED),
        (files.zipped(xl__workbook_xml=b"<a/>"), "a.docx", ProblemCode.FILE_UNSUPPORTED),
        (files.locked_pdf(), "a.pdf", ProblemCode.FILE_ENCRYPTED),
        (files.zipped(word__document_xml=b"<broken"), "a.docx", ProblemCode.FILE_UNREADABLE),
        (files.text_pdf([]), "a.pdf", ProblemCode.FILE_EMPTY),
    ],
)
def test_each_kind_of_bad_file_has_its_own_problem(data, name, code):
    result = read_data(data, name)
    assert codes(result) == [code]
    assert not result.pages


def test_an_encrypted_word_file_asks_for_one_without_password():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert codes(read_data(data, "a.docx")) == [ProblemCode.FILE_ENCRYPTED]


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert codes(read_file(path)) == [ProblemCode.FILE_TOO_LARGE]


def test_a_zip_bomb_named_word_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("ingest.readers.word.MAX_UNPACKED", 10**6)
    data = files.zipped(word__document_xml=b" " * (2 * 10**6))
    assert codes(read_data(data, "a.docx")) == [ProblemCode.FILE_TOO_LARGE]


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert codes(read_file(tmp_path / "none.txt")) == [ProblemCode.FILE_UNREADABLE]


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx"])
def test_bytes_decide_not_the_suffix(name):
    assert lines(read_data(files.text_pdf(["Kế hoạch"]), name)) == ["Kế hoạch"]
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    assert lines(read_data(files.saved(document), name)) == ["Kế hoạch"]
