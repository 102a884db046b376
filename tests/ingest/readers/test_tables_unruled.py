"""Tables without rules: columns by the blanks under heads, rows by numbers and blanks."""

import pytest

from ingest.readers.dispatch import read_data
from ingest.readers.tables.gutters import PlacedWord, word_lines
from ingest.readers.tables.unruled import has_heads, is_head, unruled_tables
from tests.ingest import files
from tests.ingest.readers.found import lines

SIZE = (600.0, 800.0)
XS = (60, 100, 260, 360, 470)
HEADS = ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian", "Sản phẩm"]
ROWS = [
    ["1", "Xây dựng kế hoạch\nvà triển khai", "Sở Nội vụ", "Quý I", "Kế hoạch"],
    ["2", "Tuyên truyền", "Sở Tư pháp\nvà các sở", "Quý II", "Báo cáo"],
    ["3", "Tập huấn", "Công an tỉnh", "Thường\nxuyên", ""],
]


def printed(x: float, y: float, text: str, *, wide: float = 5.0, sure: float = 1.0):
    """Words of a text in lines 13 points apart, each letter `wide`, 11 points high."""
    for number, line in enumerate(text.split("\n")):
        at = x
        for word in line.split():
            right = at + wide * len(word)
            yield PlacedWord(word, at, y + 13 * number, right, y + 13 * number + 11, sure)
            at = right + 3


def table_words(rows, *, top: float = 100, xs=XS, pad: float = 7, centred: bool = False, sure=1.0):
    found, y = [], top
    for row in rows:
        high = max(text.count("\n") + 1 for text in row)
        for x, text in zip(xs, row, strict=False):
            down = 6.5 * (high - text.count("\n") - 1) if centred else 0
            found += printed(x, y + down, text, sure=sure)
        y += 13 * high + pad
    return found


def read(words):
    """Texts of each table's cells, row by row, with the columns that a cell covers."""
    return [
        [[(cell.text, cell.column_span) for cell in row] for row in table.rows]
        for table in unruled_tables(words, 1, SIZE)
    ]


def plain(rows):
    return [[(text, 1) for text in row] for row in rows]


def test_rows_and_columns_are_found_by_blanks_and_numbers():
    assert read(table_words([HEADS, *ROWS])) == [plain([HEADS, *ROWS])]


def test_the_order_of_the_words_does_not_matter():
    words = table_words([HEADS, *ROWS])
    assert read(list(reversed(words))) == read(words)


def test_cells_centred_on_their_row_stay_in_it():
    assert read(table_words([HEADS, *ROWS], centred=True)) == [plain([HEADS, *ROWS])]


def test_rows_without_blanks_between_them_begin_with_their_numbers():
    assert read(table_words([HEADS, *ROWS], pad=0)) == [plain([HEADS, *ROWS])]


def test_rows_without_numbers_are_parted_by_blanks():
    heads, rows = ["Nhóm", *HEADS[1:]], [["Nhóm lớn", *row[1:]] for row in ROWS]
    assert read(table_words([heads, *rows], xs=(40, *XS[1:]))) == [plain([heads, *rows])]


def test_a_group_row_covers_the_columns_after_its_label():
    title = "NHIỆM VỤ CỦA CÁC CƠ QUAN, ĐƠN VỊ TRONG TỈNH, CÁC XÃ VÀ PHƯỜNG"
    (table,) = read(table_words([HEADS, ["I", title], *ROWS, ["II", "HẬU KIỂM"], ROWS[0]]))
    assert table[1] == [("I", 1), (title, 4)]
    assert table[5] == [("II", 1), ("HẬU KIỂM", 4)]
    assert table[2:5] == plain(ROWS)


def test_heads_over_two_lines_are_one_row():
    heads = ["TT", "Nội dung", "Cơ quan\nchủ trì", "Thời gian\nhoàn thành", "Sản phẩm"]
    assert read(table_words([heads, *ROWS])) == [plain([heads, *ROWS])]


def test_boxes_are_shares_of_the_page_and_nothing_is_certain():
    (table,) = unruled_tables(table_words([HEADS, *ROWS], sure=0.5), 3, SIZE)
    cell = table.rows[1][2]
    right = (260 + 2 * 5 + 3 + 3 * 5 + 3 + 2 * 5) / 600
    assert cell.reading.box == pytest.approx((260 / 600, 120 / 800, right, 131 / 800))
    assert cell.page == 3
    assert cell.reading.confidence < 0.5
    assert [cell.text[a:b] for a, b, _ in cell.reading.doubts] == ["Sở", "Nội", "vụ"]
    assert unruled_tables(table_words([HEADS, *ROWS]), 1, SIZE)[0].rows[0][0].reading.confidence < 1


def test_text_around_a_table_stays_out_of_it():
    prose = "Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh về cải cách hành chính trong năm nay và sau"
    words = [
        *printed(60, 60, prose),
        *table_words([HEADS, *ROWS]),
        *printed(60, 230, "\n".join([prose] * 6)),
    ]
    assert read(words) == [plain([HEADS, *ROWS])]


def test_a_signature_below_ends_a_table():
    words = [
        *table_words([HEADS, *ROWS]),
        *printed(60, 235, "Nơi nhận:\n- Như trên;\n- Lưu: VT."),
        *printed(360, 235, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
    ]
    assert read(words) == [plain([HEADS, *ROWS])]


def test_two_tables_on_a_page_are_two():
    words = [*table_words([HEADS, *ROWS]), *table_words([HEADS, *ROWS], top=400)]
    assert read(words) == [plain([HEADS, *ROWS])] * 2


HEADING = [
    *printed(60, 60, "ỦY BAN NHÂN DÂN\nTỈNH TIỀN GIANG\nSố: 12/KH-UBND"),
    *printed(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do - Hạnh phúc\nngày 1 tháng 2"),
]
LIST = [
    *table_words([["1.", "Nội dung thứ nhất"], ["2.", "Nhiệm vụ thứ hai"], ["3.", "Thời gian"]]),
]
COLUMNS = [
    *printed(40, 60, "\n".join(["Nội dung nhiệm vụ của các cơ quan trong tỉnh"] * 20)),
    *printed(310, 60, "\n".join(["Thời gian thực hiện và sản phẩm của đơn vị"] * 20)),
]
NO_HEADS = table_words([["A", "Xin chào", "các bạn", "đọc", "sách"], *ROWS])
TWO_COLUMNS = table_words([row[:2] for row in [HEADS, *ROWS]])
HEADS_ALONE = table_words([HEADS, ["1", "Xây dựng", "Sở Nội vụ", "Quý I", ""]])


@pytest.mark.parametrize("words", [HEADING, LIST, COLUMNS, NO_HEADS, TWO_COLUMNS, HEADS_ALONE, []])
def test_what_is_no_table_is_left_alone(words):
    assert unruled_tables(words, 1, SIZE) == []


def test_heads_on_a_page_are_seen_without_their_rows():
    assert has_heads(table_words([HEADS]))
    assert not has_heads(HEADING)
    assert not has_heads(LIST)
    assert not has_heads([])


def test_bad_input_gives_no_table():
    words = table_words([HEADS, *ROWS])
    flat = [PlacedWord(w.text, w.left, w.top, w.right, w.top) for w in words]
    assert unruled_tables(flat, 1, SIZE) == []
    assert unruled_tables(words, 1, (0, 0)) == []
    assert unruled_tables([PlacedWord(" ", 1, 1, 5, 5)], None, SIZE) == []
    assert unruled_tables(words * 100, 1, SIZE) == []


@pytest.mark.parametrize("text", ["STT", "S ố TT", "Cơ quan phối họp", "Thòi gian thực hiện"])
def test_heads_are_known_as_ocr_reads_them(text):
    assert is_head(text)


@pytest.mark.parametrize("text", ["", "Phường Bến Nghé", "12", "và các sở, ngành;"])
def test_other_texts_are_no_heads(text):
    assert not is_head(text)


def test_lines_half_a_line_apart_are_two():
    words = [*printed(0, 0, "một hai"), *printed(100, 6.5, "ba"), *printed(60, 0.5, "tư")]
    assert [line.text() for line in word_lines(words, 11)] == ["một hai tư", "ba"]


def test_a_pdf_gives_its_unruled_table_row_by_row():
    texts, y = [(60.0, 780.0, 11, "PHỤ LỤC")], 740.0
    for row in [HEADS, *ROWS]:
        for x, text in zip(XS, row, strict=True):
            texts += [(x, y - 13 * n, 11, line) for n, line in enumerate(text.split("\n"))]
        y -= 13 * max(text.count("\n") + 1 for text in row) + 8
    texts.append((60.0, y - 60, 11, "Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện."))
    result = read_data(files.pdf([files.PdfPage(texts)]), "a.pdf")
    (table,) = result.tables
    assert table.head_rows == 1
    assert [cell.text for cell in table.cells if cell.row == 1] == ROWS[0]
    assert lines(result) == [
        "PHỤ LỤC",
        *(" | ".join(text.replace("\n", " ") for text in row) for row in [HEADS, *ROWS]),
        "Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện.",
    ]
    assert all(0 < cell.confidence < 1 for cell in table.cells)
