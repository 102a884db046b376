"""Fields of the reform programme, and tasks by office."""

import pytest

from kg.assignments import classify_field, reform_fields, workloads
from kg.folding import fold
from kg.model import Assignment, Task
from kg.terms import OfficeRole


def test_the_programme_has_six_fields_and_its_steering():
    """Source: 76/NQ-CP of 15/7/2021, section II; the seventh is the plans' own first heading."""
    assert [field.code for field in reform_fields()] == [
        "institutions", "procedures", "organisation", "civil_service", "public_finance",
        "digital_government", "steering",
    ]  # fmt: skip
    assert all(field.cues for field in reform_fields())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Rà soát, hệ thống hóa văn bản quy phạm pháp luật", "cải cách thể chế"),
        ("Công khai TTHC tại Bộ phận Một cửa", "cải cách thủ tục hành chính"),
        ("Sắp xếp tổ chức bộ máy tinh gọn", "cải cách tổ chức bộ máy"),
        ("Đào tạo, bồi dưỡng cán bộ, công chức", "cải cách chế độ công vụ"),
        ("Bố trí kinh phí từ ngân sách", "cải cách tài chính công"),
        ("Ứng dụng công nghệ thông tin, chữ ký số",
         "xây dựng và phát triển chính quyền điện tử, chính quyền số"),
        ("Báo cáo công tác CCHC", "công tác chỉ đạo điều hành"),
        ("Trồng cây xanh", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_text_falls_into_the_field_it_speaks_of_most(text, field):
    assert classify_field(text) == field
    assert classify_field(fold(text), folded=True) == field


def task(text, *pairs, field=None):
    given = tuple(Assignment(office, role) for office, role in pairs)
    return Task(text, given, 1, 1, field=field)


def test_tasks_are_grouped_by_office_the_busiest_first():
    one = task("một", ("Phòng Nội vụ", OfficeRole.LEAD), ("Sở Y tế", OfficeRole.COORDINATING))
    two = task("hai", ("phòng nội vụ", OfficeRole.LEAD), field="cải cách thể chế")
    loads = workloads([one, two])
    assert [(load.office, len(load.tasks)) for load in loads] == [
        ("Phòng Nội vụ", 2),
        ("Sở Y tế", 1),
    ]
    assert loads[0].by_role == {OfficeRole.LEAD: 2}
    assert loads[0].fields == {None: 1, "cải cách thể chế": 1}


def test_spellings_of_one_office_fall_together_by_its_usual_name():
    usual = {"PNV": "Phòng Nội vụ"}
    tasks = [task("một", ("PNV", OfficeRole.LEAD)), task("hai", ("Phòng Nội vụ", OfficeRole.LEAD))]
    loads = workloads(tasks, name=lambda office: usual.get(office, office))
    assert [(load.office, len(load.tasks)) for load in loads] == [("Phòng Nội vụ", 2)]


def test_no_tasks_make_no_workloads():
    assert workloads([]) == []
