import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import pdf_chars
from ingest.readers.dispatch import read_data
from ingest.readers.pdf_chars import turned
from ingest.readers.pdf_paragraphs import run_on
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, lines


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


def test_a_year_at_the_top_of_a_page_is_no_page_number():
    pages = [
        files.PdfPage([(300, 810, 13, f"- {n + 56} -"), (80, 790, 13, text)])
        for n, text in enumerate(["Kế hoạch đến năm", "2030", "<10"], 1)
    ]
    assert lines(read_data(files.pdf(pages), "a.pdf")) == ["Kế hoạch đến năm", "2030", "<10"]


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


# Lines to paragraphs. A letter is half its size wide (see files.FONT).
SIZE = 12.0
INDENT, LEFT = 116.0, 80.0


def paragraphs_on(pages: list[list[tuple[float, str]]]) -> bytes:
    """A PDF of lines (left edge, text), from the top down, a new page for each list."""
    return files.pdf(
        [
            files.PdfPage([(x, 760 - 18 * n, SIZE, text) for n, (x, text) in enumerate(page)])
            for page in pages
        ]
    )


def words(count: int, mark: str = "") -> str:
    """A line of `count` letters, blanks among them."""
    return (mark + "kế hoạch thực hiện cải cách hành chính " * 4)[: count - 1].rstrip() + "x"


def test_wrapped_lines_of_a_paragraph_are_joined():
    first, rest, last = words(68), words(74), "hết đoạn."
    page = [(INDENT, first), (LEFT, rest), (LEFT, last)] * 4
    result = read_data(paragraphs_on([page]), "a.pdf")
    assert lines(result) == [f"{first} {rest} {last}"] * 4


def test_a_paragraph_that_ends_at_the_margin_is_not_joined_with_the_next():
    first, rest = words(68), words(73) + "."
    page = [(INDENT, first), (LEFT, rest)] * 5
    assert lines(read_data(paragraphs_on([page]), "a.pdf")) == [f"{first} {rest}"] * 5


def test_a_paragraph_over_two_pages_stands_where_it_begins():
    first, rest = words(68), words(74)
    pages = [[(INDENT, first), (LEFT, rest)] * 4, [(LEFT, "phần cuối."), (INDENT, "Đoạn mới.")]]
    result = read_data(paragraphs_on(pages), "a.pdf")
    assert result.pages[0].lines[-1] == f"{first} {rest} phần cuối."
    assert result.pages[1].lines == ("Đoạn mới.",)


def test_a_list_of_short_lines_is_not_joined():
    page = [(LEFT, f"Sở Nội vụ thành phố {n}") for n in range(10, 30)]
    assert lines(read_data(paragraphs_on([page]), "a.pdf")) == [text for _, text in page]


def test_a_number_broken_at_its_hyphen_is_whole_again():
    assert run_on("số 12/2018/QĐ-", "UBND") == "số 12/2018/QĐ-UBND"
    assert run_on("kinh tế -", "xã hội") == "kinh tế - xã hội"
    assert run_on("cải cách", "hành chính") == "cải cách hành chính"


# Letters where they stand.
def test_letters_drawn_after_their_line_come_where_they_stand():
    """As programs do that take letters which a font lacks from another: "C NG HÒA ... Ộ"."""
    glyphs = [
        pdf_chars.Glyph(ord(char), (80 + 6 * n, 700, 86 + 6 * n, 710), 80 + 6 * n, 700, 12, False)
        for n, char in enumerate("CỘNG HÒA XÃ HỘI")
        if char != " "
    ]
    drawn = [g for g in glyphs if chr(g.code) not in "ỘÒ"]
    late = [g for g in glyphs if chr(g.code) in "ỘÒ"]
    found = pdf_chars.in_order([*drawn, *late])
    assert "".join(chr(code) for code, _ in found) == "CỘNG HÒA XÃ HỘI"


def test_the_number_of_a_note_is_no_digit_of_the_year():
    texts = [(80, 700, 12.0, "ngày 15/7/2021"), (164, 705, 7.0, "1"), (170, 700, 12.0, "của")]
    assert lines(read_data(files.pdf([files.PdfPage(texts)]), "a.pdf")) == ["ngày 15/7/2021¹ của"]


def test_a_column_with_more_lines_keeps_them():
    texts = [
        (60, 780, 12, "ỦY BAN NHÂN DÂN"), (300, 780, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (60, 765, 12, "PHƯỜNG 5"), (320, 765, 12, "Độc lập - Tự do - Hạnh phúc"),
        (60, 750, 12, "Số: 36/KH-UBND"),
        (240, 700, 12, "KẾ HOẠCH"),
    ]  # fmt: skip
    assert lines(read_data(files.pdf([files.PdfPage(texts)]), "a.pdf")) == [
        "ỦY BAN NHÂN DÂN", "PHƯỜNG 5", "Số: 36/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "KẾ HOẠCH",
    ]  # fmt: skip


def test_a_list_label_stays_with_its_text():
    texts = [(80, 700, 12, "1."), (120, 700, 12, "Rà soát thủ tục hành chính")]
    assert lines(read_data(files.pdf([files.PdfPage(texts)]), "a.pdf")) == [
        "1. Rà soát thủ tục hành chính"
    ]


def canvas(draw, **options) -> bytes:
    out = io.BytesIO()
    page = Canvas(out, pagesize=(595, 842), **options)
    draw(page)
    page.showPage()
    page.save()
    return out.getvalue()


@pytest.mark.parametrize(("degrees", "move"), [(90, (595, 0)), (180, (595, 842)), (270, (0, 842))])
def test_a_turned_page_is_read_as_it_is_shown(degrees, move):
    def draw(page):
        page.setPageRotation(degrees)
        page.translate(*move)
        page.rotate(degrees)
        for y, (left, right) in zip(
            (550, 535), [("UBND", "MOTTO"), ("PHUONG", "date")], strict=True
        ):
            page.drawString(60, y, left)
            page.drawString(300, y, right)

    assert lines(read_data(canvas(draw), "a.pdf")) == ["UBND", "PHUONG", "MOTTO", "date"]
    assert turned(turned((1, 2, 3, 4), degrees), 360 - degrees) == (1, 2, 3, 4)


def test_a_password_of_the_owner_alone_locks_nothing():
    def draw(page):
        page.drawString(80, 700, "Plan 36/KH-UBND")

    open_to_all = canvas(draw, encrypt=StandardEncryption("", ownerPassword="x"))
    assert lines(read_data(open_to_all, "a.pdf")) == ["Plan 36/KH-UBND"]
    locked = canvas(draw, encrypt=StandardEncryption("secret", ownerPassword="x"))
    assert codes(read_data(locked, "a.pdf")) == [ProblemCode.FILE_ENCRYPTED]


def test_a_truncated_pdf_is_read_as_far_as_it_goes_or_is_a_problem():
    data = files.text_pdf(["Kế hoạch"], ["Hết"])
    for size in range(0, len(data), len(data) // 7):
        result = read_data(data[:size], "a.pdf")
        assert result.pages or codes(result)
