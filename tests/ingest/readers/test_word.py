import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.dispatch import read_data
from ingest.readers.numbering import roman
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.baits import zip_bomb
from tests.ingest.readers.found import codes, lines


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


# What is printed, and what is not.
W = nsdecls("w")
XML = "<w:document {} {}><w:body>{}</w:body></w:document>"
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="v" xmlns:p="p"'
)


def in_word(body: str, **parts: str) -> bytes:
    """A Word file of a body; parts: more parts of it, by kind."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "".join(
        f'<Relationship Id="r{n}" Type="{base}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts)
    )
    opening = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    main = (
        f'{opening}<Relationship Id="d" Type="{base}/officeDocument" Target="word/document.xml"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", f"{main}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"{opening}{rels}</Relationships>")
        archive.writestr("word/document.xml", XML.format(W, MC, body))
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", xml)
    return out.getvalue()


def p(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Kế hoạch") + r(" ẩn", "<w:vanish/>")), ["Kế hoạch"]),
        (p(r("Kế hoạch", '<w:vanish w:val="0"/>')), ["Kế hoạch"]),
        (p(r("Kế hoạch", "<w:caps/>")), ["KẾ HOẠCH"]),
        (p(r("năm 2021") + r("1", '<w:vertAlign w:val="superscript"/>')), ["năm 2021¹"]),
        (p(r("một", "") + "<w:r><w:br/></w:r>" + r("hai")), ["một", "hai"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + r(" gạch")), ["- gạch"]),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("chữ")), ["chữ"]),
        (p(r("Giao "), "<w:rPr><w:del/></w:rPr>") + p(r("Sở Nội vụ")), ["Giao Sở Nội vụ"]),
        (f"<w:ins>{p(r('chèn'))}</w:ins>", ["chèn"]),
    ],
)  # fmt: skip
def test_what_word_prints_is_read(body, expected):
    assert lines(read_data(in_word(body), "a.docx")) == expected


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p(r('DỰ THẢO'))}</w:txbxContent>"
    versions = (
        f'<mc:AlternateContent><mc:Choice Requires="p"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = in_word(p(f"<w:r>{versions}</w:r>" + r("Kế hoạch")) + p(r("hết")))
    assert lines(read_data(data, "a.docx")) == ["Kế hoạch", "DỰ THẢO", "hết"]


def test_a_note_stands_after_its_paragraph():
    note = f'<w:footnote w:id="2">{p(r("Nghị quyết số 76"))}</w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    body = p(r("năm 2021") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" đến")) + p(r("hết"))
    result = read_data(in_word(body, footnotes=notes), "a.docx")
    assert lines(result) == ["năm 2021 đến", "[2] Nghị quyết số 76", "hết"]


def test_pages_are_those_of_the_last_layout():
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    cells = f"<w:tc>{p(r('1'))}</w:tc><w:tc>{p(r('Nội vụ'))}</w:tc>"
    next_row = f"<w:tc>{p(turn + r('2'))}</w:tc><w:tc>{p(turn + r('Tư pháp'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{next_row}</w:tr></w:tbl>"
    data = in_word(p(r("một")) + p(turn + r("hai")) + p(r("ba ") + turn + r("dài")) + table)
    pages = read_data(data, "a.docx").pages
    assert [(page.number, page.lines) for page in pages] == [
        (1, ("một",)), (2, ("hai", "ba dài")), (3, ("1 | Nội vụ",)), (4, ("2 | Tư pháp",)),
    ]  # fmt: skip


def test_rows_inside_a_content_control_are_read():
    def row(*texts):
        return f"<w:tr>{''.join(f'<w:tc>{p(r(t))}</w:tc>' for t in texts)}</w:tr>"

    inner = f"<w:sdt><w:sdtContent>{row('1', 'Rà soát')}</w:sdtContent></w:sdt>"
    deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(r("xóa")) + "</w:tc></w:tr>"
    data = in_word(f"<w:tbl>{row('STT', 'Nhiệm vụ')}{inner}{deleted}</w:tbl>")
    assert lines(read_data(data, "a.docx")) == ["STT | Nhiệm vụ", "1 | Rà soát"]


def test_a_letterhead_in_the_header_is_read_and_a_running_head_is_not():
    for text, expected in [("Số: 36/KH-UBND", ["Số: 36/KH-UBND", "thân"]), ("Trang 1", ["thân"])]:
        header = f"<w:hdr {W}>{p(r(text))}</w:hdr>"
        ns = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        section = f'<w:sectPr><w:headerReference {ns} w:type="default" r:id="r0"/></w:sectPr>'
        data = in_word(p(r("thân")) + section, header=header)
        assert lines(read_data(data, "a.docx")) == expected


def test_a_list_style_says_the_level():
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/><w:pStyle w:val="S{n}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate([("upperRoman", "%1."), ("decimal", "%1.%2.")])
    ).replace('<w:lvlText w:val="%1.%2."', '<w:isLgl/><w:lvlText w:val="%1.%2."')
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:pPr><w:numPr><w:numId w:val="5"/>'
        "</w:numPr></w:pPr></w:style>"
        for n in range(2)
    )
    body = "".join(p(r(t), f'<w:pStyle w:val="S{n}"/>') for t, n in [("A", 0), ("B", 1), ("C", 1)])
    data = in_word(body, numbering=numbering, styles=f"<w:styles {W}>{styles}</w:styles>")
    assert lines(read_data(data, "a.docx")) == ["I. A", "1.1. B", "1.2. C"]


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_not_expanded(xml):
    data = files.zipped(word__document_xml=(xml + XML.format(W, MC, p(r("x&c;y")))).encode())
    assert lines(read_data(data, "a.docx")) in (["x"], [])


def test_deep_nesting_and_missing_parts_are_problems():
    deep = "<w:sdtContent>" * 5000 + "</w:sdtContent>" * 5000
    for data in (
        in_word(deep),
        in_word("", styles="<broken"),
        files.zipped(word__document_xml=b""),
    ):
        result = read_data(data, "a.docx")
        assert codes(result)
        assert set(codes(result)) <= {ProblemCode.FILE_UNREADABLE, ProblemCode.FILE_EMPTY}


def test_a_strict_file_is_read():
    strict = in_word(p(r("Kế hoạch")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    assert lines(read_data(out.getvalue(), "a.docx")) == ["Kế hoạch"]


def test_a_part_that_says_the_same_over_and_over_is_refused_before_it_is_unpacked():
    assert codes(read_data(zip_bomb(64 * 2**20), "bomb.docx")) == [ProblemCode.FILE_TOO_LARGE]
