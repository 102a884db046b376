"""Tables whose heads are lost, in damaged texts."""

import pytest

from ingest.tasks.headless_rows import headless_rows
from kg.terms import OfficeRole

RUNNING = """Phòng Văn hóa - Xã hội có trách nhiệm tổng hợp.

Giao Phòng Văn hóa - Xã hội theo dõi. Phòng Kinh tế bố trí kinh phí.

Phòng Kinh tế phối hợp."""
ROWS = """CẢI CÁCH TÀI CHÍNH
Giao dự toán thu ngân sách nhà Các cơ quan
nước trên địa bàn, thu chi ngân | Phòng Kinh tế chuyên môn 2026 - 2030 Nghị quyết
sách địa phương hằng năm UBND xã
5 | Thực hiện công khai ngân sách | Phòng Kinh tế 2026 - 2030 Báo cáo
Triển khai hệ thống họp trực
tuyến của xã | Phòng Văn hóa - Xã| 2026 - 2030 Hệ thống
hội
CÔNG TÁC CHỈ ĐẠO
Xây dựng kế hoạch đo lường sự | Phòng Văn hóa - Xã) 2026 - 2030 Kế hoạch
hài lòng của người dân""".split("\n")


AFTER = "nước trên địa bàn, thu chi ngân sách địa phương hằng năm"


def read(lines):
    return headless_rows(list(enumerate(lines, 1)), RUNNING, None)


def test_rows_are_told_apart_by_their_verbs_and_their_days():
    tasks, taken = read(["Nghiêm túc triển khai thực hiện./.", "", *ROWS])
    assert [(task.task, task.line_start, task.line_end) for task in tasks] == [
        (
            f"Giao dự toán thu ngân sách nhà {AFTER}",
            4,
            6,
        ),
        ("Thực hiện công khai ngân sách", 7, 7),
        ("Triển khai hệ thống họp trực tuyến của xã", 8, 9),
        ("Xây dựng kế hoạch đo lường sự hài lòng của người dân", 12, 13),
    ]
    assert taken == set(range(3, 14))
    assert {task.deadline_text for task in tasks} == {"2026 - 2030"}


def test_a_name_cut_by_its_column_is_the_document_s_own():
    offices = [[(a.office, a.role) for a in task.assignments] for task in read(ROWS)[0]]
    culture = [("Phòng Văn hóa - Xã hội", OfficeRole.LEAD)]
    assert offices[2:] == [culture, culture]
    assert offices[0] == [
        ("Phòng Kinh tế", OfficeRole.LEAD),
        ("các cơ quan chuyên môn", OfficeRole.COORDINATING),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ROWS[:6],  # too few rows
        [f"Phòng Kinh tế hoàn thành báo cáo năm 202{n}." for n in range(6)],  # sentences
        ["Kinh phí 2026 - 2030 | 500", "Vốn 2026 - 2030 | 300"] * 4,  # no offices
    ],
)
def test_other_lines_are_no_such_table(lines):
    assert read(lines) == ([], set())
