"""Tables whose columns ran together, rebuilt from their lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.plain_tables import SURE, TextLine, rebuild
from ingest.plain_tables.columns import best_columns
from ingest.plain_tables.cutting import cut_lines, split_ordinal
from ingest.plain_tables.groups import group_label, is_noise
from ingest.plain_tables.heads import find_heads, is_end

HEADS = "STT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm"
ACROSS = (
    "PHỤ LỤC",
    "",
    HEADS,
    "1 | Rà soát, kiểm tra văn bản quy phạm pháp luật Sở Tư pháp Các sở, ban, ngành Quý I Báo cáo",
    "trên địa bàn toàn tỉnh trong thời gian tới",
    (
        "2 | Tổ chức tập huấn nghiệp vụ cho cán bộ, công Sở Nội vụ UBND các xã, phường "
        "Thường xuyên Kế hoạch"
    ),
    "chức trực tiếp giải quyết hồ sơ hành chính",
)
DOWN = (
    "STT", "", "Nhiệm vụ", "",
    "Rà soát, kiểm tra văn bản quy phạm", "pháp luật trên địa bàn toàn tỉnh", "",
    "Tổ chức tập huấn nghiệp vụ cho", "cán bộ giải quyết hồ sơ", "",
    "Bố trí kinh phí thực hiện kế hoạch", "",
    "Cơ quan chủ trì", "", "Sở Tư pháp", "", "Sở Khoa học và", "Công nghệ", "", "Sở Tài chính", "",
    "Thời hạn", "", "Quý I", "", "Thường xuyên", "", "Trước ngày", "30/11/2025", "",
)  # fmt: skip


def lines(*texts):
    return [TextLine(number, text) for number, text in enumerate(texts, 1)]


def texts(row):
    return {name: cell.text for name, cell in row.cells.items()}


def test_lines_across_the_columns_are_cut_and_joined_to_cells():
    (table,) = rebuild(lines(*ACROSS))
    assert table.columns == ("task", "lead", "coordinating", "deadline", "product")
    assert [(row.label, texts(row), row.lines) for row in table.rows] == [
        ("1", {"task": "Rà soát, kiểm tra văn bản quy phạm pháp luật trên địa bàn toàn tỉnh trong "
                       "thời gian tới", "lead": "Sở Tư pháp", "coordinating": "Các sở, ban, ngành",
               "deadline": "Quý I", "product": "Báo cáo"}, (4, 5)),
        ("2", {"task": "Tổ chức tập huấn nghiệp vụ cho cán bộ, công chức trực tiếp giải quyết hồ sơ"
                       " hành chính", "lead": "Sở Nội vụ", "coordinating": "UBND các xã, phường",
               "deadline": "Thường xuyên", "product": "Kế hoạch"}, (6, 7)),
    ]  # fmt: skip
    assert all(cell.confidence >= SURE for row in table.rows for cell in row.cells.values())


def test_columns_below_their_own_heads_are_put_side_by_side():
    (table,) = rebuild(lines(*DOWN))
    assert [texts(row) for row in table.rows] == [
        {"task": "Rà soát, kiểm tra văn bản quy phạm pháp luật trên địa bàn toàn tỉnh",
         "lead": "Sở Tư pháp", "deadline": "Quý I"},
        {"task": "Tổ chức tập huấn nghiệp vụ cho cán bộ giải quyết hồ sơ",
         "lead": "Sở Khoa học và Công nghệ", "deadline": "Thường xuyên"},
        {"task": "Bố trí kinh phí thực hiện kế hoạch", "lead": "Sở Tài chính",
         "deadline": "Trước ngày 30/11/2025"},
    ]  # fmt: skip
    assert all(cell.confidence >= SURE for row in table.rows for cell in row.cells.values())


def test_a_column_with_another_number_of_cells_is_marked_or_left_out():
    broken = [text for text in DOWN if text not in ("Sở Tài chính", "Sở Tư pháp")]
    (table,) = rebuild(lines(*broken))
    assert len(table.rows) == 3
    assert all("lead" not in row.cells or row.cells["lead"].confidence < SURE for row in table.rows)
    assert [row.cells["deadline"].confidence >= SURE for row in table.rows] == [True] * 3


def test_a_line_read_badly_makes_its_cells_doubtful():
    doubtful = [TextLine(n, text, 0.6) for n, text in enumerate(ACROSS, 1)]
    (table,) = rebuild(doubtful)
    assert all(cell.confidence < SURE for row in table.rows for cell in row.cells.values())


def test_a_rebuilt_table_is_a_table_with_confidences():
    (found,) = rebuild(lines(*ACROSS))
    table = found.as_table()
    assert (table.first_line, table.last_line, table.head_rows) == (3, 7, 1)
    body = [cell for cell in table.cells if cell.row]
    assert [(cell.row, cell.column, cell.line) for cell in body[:6]] == [
        (1, 0, 4), (1, 1, 4), (1, 2, 4), (1, 3, 4), (1, 4, 4), (2, 0, 6),
    ]  # fmt: skip
    assert all(0 < cell.confidence < 1 for cell in body)


def test_a_repeated_head_and_recipients_are_no_cells():
    (table,) = rebuild(lines(*ACROSS[:5], HEADS, *ACROSS[5:], "Nơi nhận:", "- Sở Nội vụ;"))
    said = " ".join(text for row in table.rows for text in texts(row).values())
    assert not {"STT", "nhận:"} & set(said.split())
    assert len(table.rows) == 2


def test_a_group_s_title_goes_to_its_rows():
    (table,) = rebuild(lines(*ACROSS[:3], "I. CẢI CÁCH THỂ CHẾ", *ACROSS[3:]))
    assert {(row.group, row.title) for row in table.rows} == {("I", "I. CẢI CÁCH THỂ CHẾ")}
    assert table.groups == ((4, 4, "I. CẢI CÁCH THỂ CHẾ"),)


@pytest.mark.parametrize(
    "said",
    [
        (),
        ("",),
        ("STT",),
        (HEADS,),  # heads without a row
        (HEADS, "", "Nơi nhận:", "- Sở Nội vụ;"),
        ("Cột STT ghi số thứ tự, cột nội dung ghi nhiệm vụ và cơ quan chủ trì thực hiện.",),
        ("1. Nội dung: cải cách thể chế.", "2. Cơ quan chủ trì: Sở Tư pháp.",
         "3. Thời gian: Quý I."),
        ("STT Tên hàng Đơn vị tính Đơn giá", "1 Xi măng tấn 1.500.000", "2 Cát m3 300.000"),
        ("- Nhiệm vụ;", "- Cơ quan phối hợp;", "- Thời gian thực hiện;"),
        ("|||", "| | |", "1 |", "\x00", "%" * 500),
    ],
)  # fmt: skip
def test_what_is_no_table_of_tasks_gives_none(said):
    assert list(rebuild(lines(*said))) == []


def test_work_grows_with_the_lines_and_not_faster():
    """5,000 lines below heads: every line is cut a fixed number of times (no timing here)."""
    body = []
    for row in range(2500):
        first, second = ACROSS[3:5] if row % 2 else ACROSS[5:]
        body += [f"{row % 900 + 1}{first[1:]}", second]
    (table,) = rebuild(lines(HEADS, *body))
    assert len(table.rows) == 2500
    assert all(len(row.cells) == 5 for row in table.rows)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 | Rà soát", (1, "Rà soát", True)),
        ("12. Kiểm tra", (12, "Kiểm tra", True)),
        ("3 thông khảo sát", (3, "thông khảo sát", False)),
        ("30/10/2018 của Chính phủ", (None, "30/10/2018 của Chính phủ", False)),
        ("Rà soát 5 văn bản", (None, "Rà soát 5 văn bản", False)),
    ],
)
def test_a_number_at_the_head_of_a_line(text, parts):
    assert split_ordinal(text) == parts


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH (Công chức hướng dẫn)", "I"),
        ("II | CẢI CÁCH THỂ CHẾ", "II"),
        ("CẢI CÁCH TÀI CHÍNH CÔNG", ""),
        ("UBND tỉnh", None),
        ("Kiểm tra công vụ", None),
    ],
)
def test_titles_of_groups(text, label):
    assert group_label(text) == label


def test_rules_and_specks_are_noise_and_short_cells_are_not():
    noise = [text for text in ("; . : — ~", "A . . , \\", "2025", "xã", "Quý I") if is_noise(text)]
    assert noise == ["; . : — ~", "A . . , \\"]


def test_heads_side_by_side_and_over_two_lines():
    (heads,) = find_heads(["STT Nhiệm vụ Cơ quan chủ trì Thời gian hoàn | Kết quả, sản",
                           "thành phẩm", "1 | Rà soát văn bản"])  # fmt: skip
    assert (heads.first, heads.last) == (0, 1)
    assert heads.columns == ("number", "task", "lead", "deadline", "product")
    ends = [text for text in ("noi nhan:", "tm. uy ban nhan dan", "so noi vu") if is_end(text)]
    assert ends == ["noi nhan:", "tm. uy ban nhan dan"]


def test_the_order_of_columns_is_the_one_their_cells_have():
    (heads,) = find_heads([HEADS.replace("Thời gian Sản phẩm", "Sản phẩm Thời gian")])
    body = [TextLine(1, "Rà soát văn bản quy phạm pháp luật Sở Tư pháp Các sở, ban, ngành Báo cáo "
                        "Quý I")]  # fmt: skip
    columns = best_columns(body, heads)
    assert columns == ("task", "lead", "coordinating", "product", "deadline")
    (cut,), _ = cut_lines(body, columns)
    assert [text for _, text in cut.segments][1:] == [
        "Sở Tư pháp", "Các sở, ban, ngành", "Báo cáo", "Quý I",
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("Sở Y tế các ngành Quý I1|.;- \tTháng", max_size=40), max_size=12))
def test_any_lines_below_heads_say_only_what_they_said(said):
    source = lines(HEADS, *said)
    words = {word for line in source for word in line.text.replace("|", " ").split()}
    for table in rebuild(source):
        for row in table.rows:
            assert 1 <= row.lines[0] <= row.lines[1] <= len(source)
            for cell in row.cells.values():
                assert 0 <= cell.confidence <= 1
                assert all(any(w in word for word in words) for w in cell.text.split())
