import pytest

from ingest.readers.dispatch import read_data
from tests.ingest import files
from tests.ingest.readers.found import lines


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
