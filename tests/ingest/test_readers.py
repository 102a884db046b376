import io
import random
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.readers import ReadResult
from ingest.readers import ocr as ocr_reader
from ingest.readers import pdf as pdf_reader
from ingest.readers.dispatch import MAX_BYTES, read_data, read_file
from ingest.readers.kinds import BY_SUFFIX
from ingest.readers.numbering import roman
from ingest.readers.ocr import ImageReader
from ingest.readers.pdf import PdfReader
from ingest.readers.plain import PlainReader
from ingest.readers.web import HtmlReader
from ingest.readers.word import WordReader
from kg.terms import ProblemCode
from tests.ingest import files

READERS = [PlainReader(), WordReader(), HtmlReader(), PdfReader(), ImageReader()]
SCAN = Path(__file__).parents[1] / "data" / "scan.png"
needs_ocr = pytest.mark.skipif(not ocr_reader.ocr_available(), reason="no Vietnamese Tesseract")


def lines(result: ReadResult) -> list[str]:
    return [line for page in result.pages for line in page.lines]


def codes(result: ReadResult) -> list[ProblemCode]:
    return [problem.code for problem in result.problems]


def junk(size: int = 4000) -> bytes:
    return random.Random(7).randbytes(size)


# Bad input: every reader meets the same.
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


# Plain text.
@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch\n\nI. Mục tiêu  \n",
        "một\r\nhai\rba\nbốn",
        "\ufeffSố: 36/QĐ-UBND\nĐiều 1",
        "trang một\n\ftrang hai\n\ftrang ba\x0b\x85\u2028hết",
    ],
)
def test_offsets_are_those_of_text_mode(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert "\n".join(lines(read_file(path))) == path.read_text(encoding="utf-8")


@given(st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Zs", "Po"]) | st.just("\n")))
def test_no_character_of_a_text_is_lost(text):
    result = PlainReader().read(text.encode(), "a.txt")
    if result.pages:
        assert "\n".join(lines(result)) == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258"], ids=str
)
def test_a_text_reads_the_same_in_each_encoding(encoding):
    """NFD of the tones, as Windows-1258 stores them."""
    text = "Quy\u0301ê\u0301t đi\u0323nh ban ha\u0300nh Kê\u0301 hoa\u0323ch"
    assert lines(read_data(text.encode(encoding), "a.txt")) == [text]


def test_some_bad_bytes_cost_only_themselves():
    data = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021".encode() + b"\xff"
    result = read_data(data, "a.txt")
    assert lines(result) == ["Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021\ufffd"]
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]


def test_a_form_feed_starts_a_page():
    result = read_data("một\n\fhai\nba\f\nbốn".encode(), "a.txt")
    assert [(page.number, page.lines) for page in result.pages] == [
        (1, ("một",)),
        (2, ("\fhai", "ba\f")),
        (3, ("bốn",)),
    ]


def test_a_markdown_table_has_its_cells():
    text = "Phụ lục\n| STT | **Nhiệm vụ** |\n|---|---|\n| 1 | Rà soát<br>thủ tục |\n\nhết"
    (table,) = read_data(text.encode(), "a.md").tables
    assert (table.first_line, table.last_line) == (2, 4)
    assert [(c.row, c.column, c.text, c.line) for c in table.cells] == [
        (0, 0, "STT", 2),
        (0, 1, "Nhiệm vụ", 2),
        (1, 0, "1", 4),
        (1, 1, "Rà soát\nthủ tục", 4),
    ]


# Word.
def plan_in_word() -> bytes:
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH TIỀN GIANG"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Căn cứ Luật\tTổ chức\xa0chính quyền;")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate(
        [("STT", "Nhiệm vụ", "Chủ trì"), ("I", "", ""), ("1", "Rà soát\nthủ tục", "Sở Nội vụ")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(1, 2)).text = "I. Cải cách thể chế"
    document.add_paragraph("Hết")
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    return files.saved(document)


def test_word_paragraphs_and_tables_come_in_order():
    result = read_data(plan_in_word(), "a.docx")
    assert lines(result) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH TIỀN GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Căn cứ Luật Tổ chức chính quyền;",
        "STT | Nhiệm vụ | Chủ trì",
        "I. Cải cách thể chế",
        "1 | Rà soát thủ tục | Sở Nội vụ",
        "Hết",
    ]
    (table,) = result.tables
    assert (table.first_line, table.last_line) == (5, 7)
    assert [(c.row, c.column, c.text, c.line) for c in table.cells[3:6]] == [
        (1, 0, "I. Cải cách thể chế", 6),
        (2, 0, "1", 7),
        (2, 1, "Rà soát\nthủ tục", 7),
    ]


def test_a_cell_merged_downwards_has_its_rows_and_is_printed_once():
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, text in enumerate(["Nhiệm vụ", "Rà soát", "Công khai"]):
        table.cell(row, 0).text = text
    table.cell(0, 1).text = "Chủ trì"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Sở Nội vụ"
    result = read_data(files.saved(document), "a.docx")
    assert lines(result) == ["Nhiệm vụ | Chủ trì", "Rà soát | Sở Nội vụ", "Công khai | "]
    merged = [c for c in result.tables[0].cells if c.column == 1]
    assert [(c.row, c.text, c.line, c.row_span) for c in merged] == [
        (0, "Chủ trì", 1, 1),
        (1, "Sở Nội vụ", 2, 2),
    ]


def numbered_paragraph(document, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_numId().val = 77
    numbering.get_or_add_ilvl().val = level


def test_list_labels_that_word_draws_are_in_the_text():
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    drawn = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (fmt, text) in enumerate(levels)
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{drawn}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for text, level in [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 0), ("G", 1)]:
        numbered_paragraph(document, text, level)
    assert lines(read_data(files.saved(document), "a.docx")) == [
        "I. A", "1. B", "a) C", "b) D", "2. E", "II. F", "1. G",
    ]  # fmt: skip


def test_deleted_text_is_not_read_and_inserted_text_is():
    document = docx.Document()
    paragraph = document.add_paragraph("Giao Sở ")
    for tag, text in (("del", "<w:delText>Y tế</w:delText>"), ("ins", "<w:t>Nội vụ</w:t>")):
        paragraph._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r>{text}</w:r></w:{tag}>')
        )
    assert lines(read_data(files.saved(document), "a.docx")) == ["Giao Sở Nội vụ"]


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(number):
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in roman(number)]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(-digit if digit < after else digit for digit, after in pairs) == number


def test_text_in_a_content_control_is_read():
    document = docx.Document()
    document.add_paragraph("trước")
    inner = "<w:sdtContent><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:sdtContent>"
    document._body._element.insert(0, parse_xml(f"<w:sdt {nsdecls('w')}>{inner}</w:sdt>"))
    assert lines(read_data(files.saved(document), "a.docx")) == ["trong", "trước"]


# HTML.
def test_a_web_page_gives_its_blocks_and_tables():
    page = """<html><head><title>x</title><style>p {}</style></head><body><p>Căn  cứ
    <b>Luật</b> số 1;<br>Điều 1</p><table><tr><th>STT<th>Chủ trì<tr><td>1<td rowspan=2>Sở Nội vụ
    <tr><td>2</table><script>alert(1)</script>hết</body></html>"""
    result = read_data(page.encode(), "a.doc")
    assert lines(result) == [
        "Căn cứ Luật số 1;", "Điều 1", "STT | Chủ trì", "1 | Sở Nội vụ", "2 | ", "hết",
    ]  # fmt: skip
    assert [(c.row, c.column, c.text, c.row_span) for c in result.tables[0].cells[2:]] == [
        (1, 0, "1", 1),
        (1, 1, "Sở Nội vụ", 2),
        (2, 0, "2", 1),
    ]


# PDF.
def test_pdf_lines_have_pages_and_no_page_numbers():
    pages = [
        files.PdfPage([(300, 810, 13, str(n)), (80, 700, 13, f"Điều {n}. Ban hành"),
                       (80, 20, 9, f"Kế hoạch, trang {n} của 4")])
        for n in range(1, 5)
    ]  # fmt: skip
    result = read_data(files.pdf(pages), "a.pdf")
    assert [(page.number, page.lines) for page in result.pages] == [
        (n, (f"Điều {n}. Ban hành",)) for n in range(1, 5)
    ]


def test_pdf_heading_in_two_columns_is_read_column_by_column():
    texts = [
        (60, 780, 13, "ỦY BAN NHÂN DÂN"), (300, 780, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (60, 765, 13, "TỈNH TIỀN GIANG"), (300, 765, 13, "Độc lập - Tự do - Hạnh phúc"),
        (60, 700, 13, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
    ]  # fmt: skip
    assert lines(read_data(files.pdf([files.PdfPage(texts)]), "a.pdf")) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH TIỀN GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
    ]


def test_a_hyphen_at_a_line_end_stays():
    result = read_data(files.text_pdf(["phát triển kinh tế -", "xã hội"]), "a.pdf")
    assert lines(result) == ["phát triển kinh tế -", "xã hội"]


def ruled_page(rows: list[tuple[str, ...]], top: float, *, before: str = "", after: str = ""):
    xs = [60.0, 100.0, 320.0, 500.0]
    ys = [top - 40 * n for n in range(len(rows) + 1)]
    texts = [
        (x + 5, y - 15 - 13 * n, 11, line)
        for row, y in zip(rows, ys, strict=False)
        for x, text in zip(xs, row, strict=False)
        for n, line in enumerate(text.split("\n"))
    ]
    texts += [(60, top + 20, 12, before)] if before else []
    texts += [(60, ys[-1] - 30, 12, after)] if after else []
    return files.PdfPage(texts, files.table_rules(xs, ys))


HEAD = ("STT", "Nhiệm vụ", "Chủ trì")


def test_a_ruled_pdf_table_is_read_row_by_row():
    rows = [HEAD, ("1", "Rà soát các\nthủ tục", "Sở Nội vụ"), ("2", "Công khai", "Sở Tư pháp")]
    page = ruled_page(rows, 600, before="Danh mục", after="Hết")
    result = read_data(files.pdf([page]), "a.pdf")
    assert lines(result) == [
        "Danh mục",
        "STT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát các thủ tục | Sở Nội vụ",
        "2 | Công khai | Sở Tư pháp",
        "Hết",
    ]
    (table,) = result.tables
    assert (table.first_line, table.last_line) == (2, 4)
    assert [c.text for c in table.cells if c.row == 1] == ["1", "Rà soát các\nthủ tục", "Sở Nội vụ"]


@pytest.mark.parametrize("box", [b"[9 9 595 842]", b"[0-99 595 900]", b"[0 90 595 842]"])
def test_a_page_may_have_its_origin_anywhere(box):
    rows = [HEAD, ("1", "Rà soát", "Sở Nội vụ")]
    data = files.pdf([ruled_page(rows, 600, before="Danh mục")])
    moved = data.replace(b"[0 0 595 842]", box.ljust(13))
    assert lines(read_data(moved, "a.pdf")) == lines(read_data(data, "a.pdf"))


def test_a_table_over_two_pages_is_one_table():
    pages = [
        ruled_page([HEAD, ("1", "Rà soát", "Sở Nội vụ")], 200, before="Danh mục"),
        ruled_page([HEAD, ("2", "Công khai", "Sở Tư pháp")], 760, after="Hết"),
    ]
    (table,) = read_data(files.pdf(pages), "a.pdf").tables
    assert [(c.row, c.text, c.line) for c in table.cells if c.column == 1] == [
        (0, "Nhiệm vụ", 2),
        (1, "Rà soát", 3),
        (2, "Công khai", 5),
    ]


# Scans.
def scanned_sheet() -> files.PdfPage:
    page = Image.new("L", (1240, 1754), 255)
    with Image.open(SCAN) as image:
        page.paste(image.convert("L"), (0, 100))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=90)
    return files.PdfPage(jpeg=out.getvalue(), pixels=page.size)


def scanned_pdf() -> bytes:
    return files.pdf([scanned_sheet()])


@pytest.fixture
def no_ocr(monkeypatch):
    monkeypatch.setattr(ocr_reader, "ocr_available", lambda: False)
    monkeypatch.setattr(pdf_reader, "ocr_available", lambda: False)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    ("data", "name"), [(SCAN.read_bytes(), "a.png"), (scanned_pdf(), "a.pdf")], ids=["png", "pdf"]
)
def test_a_scan_without_ocr_says_what_to_install(data, name):
    result = read_data(data, name)
    assert not result.pages
    assert codes(result) == [ProblemCode.OCR_MISSING]
    assert "tesseract-ocr-vie" in result.problems[0].expected


@pytest.mark.usefixtures("no_ocr")
def test_pages_with_text_are_read_though_others_are_scans():
    with_text = files.PdfPage([(80, 700, 13, "Điều 1. Ban hành Kế hoạch")])
    jpeg = files.blank_image("JPEG")
    data = files.pdf([with_text, files.PdfPage(jpeg=jpeg, pixels=(200, 200))])
    result = read_data(data, "a.pdf")
    assert lines(result) == ["Điều 1. Ban hành Kế hoạch"]
    assert [(p.code, p.found) for p in result.problems] == [
        (ProblemCode.OCR_MISSING, "scanned pages (2)")
    ]


TRUTH = [
    "QUYẾT ĐỊNH",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.",
]


@needs_ocr
def test_a_scanned_image_is_read_in_vietnamese():
    result = read_data(SCAN.read_bytes(), "a.png")
    assert [line for line in lines(result) if line.strip()] == TRUTH


@needs_ocr
def test_a_scanned_pdf_is_read_from_its_page_images():
    found = [line for line in lines(read_data(scanned_pdf(), "a.pdf")) if line.strip()]
    assert len(found) == len(TRUTH)
    assert "76/NQ-CP" in found[2]


DAMAGED_LAYER = [
    "QUYET PINH",
    "Can cir Ludt Té chire chinh quyén dia phuong ngay 19 thang 6 nam 2015;",
    "Can ctr Nghi quyét sé 76/NQ-CP ngay 15 thang 7 nam 2021 cia Chinh phu;",
    "Piéu 1. Ban hanh kém theo Quyét dinh nay Ké hoach cai cach hanh chinh.",
] * 3


def scan_with_damaged_layer() -> bytes:
    page = scanned_sheet()
    page.texts = [(60, 500 - 20 * n, 11, line) for n, line in enumerate(DAMAGED_LAYER)]
    return files.pdf([page])


@needs_ocr
def test_a_damaged_text_layer_is_read_again_from_the_image():
    found = [line for line in lines(read_data(scan_with_damaged_layer(), "a.pdf")) if line.strip()]
    assert "Căn cứ Luật Tổ chức" in " ".join(found)


@pytest.mark.usefixtures("no_ocr")
def test_a_damaged_text_layer_stays_where_there_is_no_ocr():
    result = read_data(scan_with_damaged_layer(), "a.pdf")
    assert lines(result) == DAMAGED_LAYER
    assert not result.problems


@needs_ocr
def test_a_blank_page_image_is_an_empty_file():
    assert codes(read_data(files.blank_image(), "a.png")) == [ProblemCode.FILE_EMPTY]


def test_a_huge_page_image_is_not_loaded(monkeypatch):
    monkeypatch.setattr(ocr_reader, "MAX_PIXELS", 100)
    assert codes(read_data(files.blank_image(), "a.png")) == [ProblemCode.FILE_TOO_LARGE]
