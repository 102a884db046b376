import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.dispatch import read_data
from ingest.readers.numbering import roman
from tests.ingest import files
from tests.ingest.readers.found import lines


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
