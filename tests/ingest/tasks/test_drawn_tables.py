"""Tables of tasks in the layouts that plans use, each cell read as its column says."""

import datetime as dt

import pytest

from ingest.readers import Table, TableCell
from ingest.tasks.columns import column, headed
from ingest.tasks.drawn_tables import from_tables
from kg.terms import OfficeRole

HEADS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
LEAD, JOIN, DO = OfficeRole.LEAD, OfficeRole.COORDINATING, OfficeRole.PERFORMING
APPROVE, WATCH = OfficeRole.APPROVING, OfficeRole.MONITORING


def table(*rows, spans=None):
    """A table from rows of cells; None stands where a merged cell reaches."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is not None:
                down, across = (spans or {}).get((r, c), (1, 1))
                cells.append(TableCell(r, c, text, 1 + r, row_span=down, column_span=across))
    return Table(tuple(cells), 1, len(rows))


def read(*tables):
    return from_tables(tables, year=2025)


def given(task):
    return [(each.office, each.role) for each in task.assignments]


def test_each_column_gives_its_part_of_the_task():
    (task,) = read(
        table(
            HEADS,
            ("1", "Xây dựng đề án vị trí việc làm", "Sở Nội vụ", "Các sở, ngành; UBND cấp xã",
             "Quý III/2025", "Đề án"),
        )
    )  # fmt: skip
    assert given(task) == [("Sở Nội vụ", LEAD), ("Các sở, ngành", JOIN), ("UBND cấp xã", JOIN)]
    assert (task.deadline, task.deadline_text) == (dt.date(2025, 9, 30), "Quý III/2025")
    assert (task.product, task.row, task.line_start) == ("Đề án", "1", 2)


def test_a_group_titled_by_an_office_gives_it_the_rows_below():
    tasks = read(
        table(
            ("TT", "Nhiệm vụ", "Cơ quan phối hợp", "Thời hạn"),
            ("I", "Sở Nội vụ", "", ""),
            ("1", "Thanh tra công vụ đột xuất", "Các sở, ngành", "Thường xuyên"),
            ("2", "Tập huấn nghiệp vụ văn thư", "", "Tháng 9/2025"),
            ("II", "Sở Tài chính chủ trì", "", ""),
            ("1", "Bố trí kinh phí thực hiện", "Sở Nội vụ", "Quý IV/2025"),
        )
    )
    assert [(task.row, given(task)[0]) for task in tasks] == [
        ("I.1", ("Sở Nội vụ", LEAD)),
        ("I.2", ("Sở Nội vụ", LEAD)),
        ("II.1", ("Sở Tài chính", LEAD)),
    ]


def test_a_group_titled_by_a_field_gives_no_office():
    assert not read(
        table(
            ("TT", "Nhiệm vụ", "Cơ quan phối hợp"),
            ("I", "Cải cách thể chế", ""),
            ("1", "Rà soát văn bản đã ban hành", ""),
        )
    )


@pytest.mark.parametrize(
    ("label", "task"),
    [("1.1", "Phủ sóng 5G các khu công nghiệp"), ("a", "Phủ sóng 5G"), ("", "- Phủ sóng 5G")],
)
def test_parts_of_a_row_keep_its_offices(label, task):
    whole, part, other = read(
        table(
            HEADS,
            ("1", "Phát triển hạ tầng số", "Sở KH&CN", "Viễn thông tỉnh", "2025", ""),
            (label, task, "", "", "", ""),
            ("2", "Đào tạo kỹ năng số", "Sở Nội vụ", "", "Hằng năm", ""),
        )
    )
    assert given(part) == given(whole) == [("Sở KH&CN", LEAD), ("Viễn thông tỉnh", JOIN)]
    assert given(other) == [("Sở Nội vụ", LEAD)]


def test_heads_in_two_rows_and_cells_merged_downwards():
    tasks = read(
        table(
            ("STT", "Nội dung công việc", "Phân công thực hiện", None, "Thời gian"),
            (None, None, "Chủ trì", "Phối hợp", None),
            ("1", "Rà soát thủ tục nội bộ", "Văn phòng UBND tỉnh", "Các sở", "Quý II"),
            ("2", "Công bố danh mục dịch vụ", None, "Sở Tư pháp", "Quý III"),
            spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1), (2, 2): (2, 1)},
        )
    )
    assert [given(task) for task in tasks] == [
        [("Văn phòng UBND tỉnh", LEAD), ("Các sở", JOIN)],
        [("Văn phòng UBND tỉnh", LEAD), ("Sở Tư pháp", JOIN)],
    ]


def test_a_cell_of_several_offices_is_parted_at_its_marks():
    (task,) = read(
        table(
            HEADS,
            ("1", "Kiểm tra công tác văn thư", "- Sở Nội vụ;\n- Văn phòng UBND tỉnh",
             "+ Các sở, ngành\n+ Phòng Văn hóa - Xã hội", "", ""),
        )
    )  # fmt: skip
    assert given(task) == [
        ("Sở Nội vụ", LEAD),
        ("Văn phòng UBND tỉnh", LEAD),
        ("Các sở, ngành", JOIN),
        ("Phòng Văn hóa - Xã hội", JOIN),
    ]


def test_a_hyphen_inside_a_wrapped_name_parts_nothing():
    (task,) = read(
        table(HEADS, ("1", "Treo băng rôn tuyên truyền", "Phòng Văn hóa\n- Xã hội", "", "", ""))
    )
    assert given(task) == [("Phòng Văn hóa - Xã hội", LEAD)]


@pytest.mark.parametrize(
    ("product", "issuer"),
    [
        ("Quyết định của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh"),
        ("Nghị quyết của HĐND tỉnh", "HĐND tỉnh"),
        ("Kế hoạch của UBND tỉnh", "UBND tỉnh"),
        ("Báo cáo", None),
        ("Quyết định", None),
    ],
)
def test_who_issues_a_product_approves_it(product, issuer):
    (task,) = read(table(HEADS, ("1", "Xây dựng quy chế quản lý", "Sở Nội vụ", "", "", product)))
    assert task.approver == issuer
    assert [name for name, role in given(task) if role is APPROVE] == ([issuer] if issuer else [])


def test_a_table_goes_on_without_heads_on_the_next_page():
    more = table(("2", "Đào tạo kỹ năng số", "Sở Nội vụ", "", "Hằng năm", ""))
    first = table(HEADS, ("1", "Phát triển hạ tầng số", "Sở KH&CN", "", "2025", ""))
    assert [given(task) for task in read(first, more)] == [
        [("Sở KH&CN", LEAD)],
        [("Sở Nội vụ", LEAD)],
    ]


def test_a_table_of_other_things_has_no_tasks():
    assert not read(table(("STT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn A", "Giám đốc Sở")))
    assert not read(Table((), 1, 1))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị soạn thảo", "lead"),
        ("Đơn vị thực hiện", "doing"),
        ("Cơ quan phối hợp", "coordinating"),
        ("Cấp ban hành/phê duyệt", "approving"),
        ("Lãnh đạo phụ trách", "watching"),
        ("Thời gian hoàn thành", "deadline"),
        ("Sản phẩm đầu ra", "product"),
        ("TT", "number"),
        ("Ghi chú", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_head(head, kind):
    assert column(head) == kind


def test_heads_are_sought_in_the_first_rows_only():
    rows = [{0: "x"}] * 5 + [dict(enumerate(HEADS))]
    assert headed(rows) == ({}, 0)
    assert headed(rows[4:])[1] == 2
