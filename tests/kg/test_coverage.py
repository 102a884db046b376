"""What a plan leaves open, on plans made by hand."""

from kg.coverage import coverage, idle_offices
from kg.model import Line, SourceText
from kg.placed_tasks import TaskGap, placed
from kg.reform_fields import reform_fields
from tests.kg.given_tasks import CITY, DOES, LEAD, WARD, of_city, record, task

FIELDS = [field.name for field in reform_fields()]


def source(*texts):
    lines, start = [], 0
    for number, text in enumerate(texts, 1):
        lines.append(Line(number, start, text, text))
        start += len(text) + 1
    return SourceText(tuple(lines))


def test_fields_without_a_task_are_those_of_a_plan_of_the_programme():
    found = coverage(of_city(), record("tp", CITY, title="Cải cách hành chính năm 2025"))
    there = {"cải cách thủ tục hành chính", "công tác chỉ đạo điều hành"}
    assert found.fields_missing == tuple(name for name in FIELDS if name not in there)
    assert found.fields == {
        "cải cách thủ tục hành chính": 1,
        "công tác chỉ đạo điều hành": 1,
        None: 3,
    }


def test_another_plan_lacks_no_field_of_the_programme():
    assert coverage(of_city(), record("tp", CITY, title="Phòng cháy")).fields_missing is None
    nothing = coverage([], record("tp", CITY, title="Cải cách hành chính"))
    assert (nothing.tasks, nothing.fields_missing) == (0, None)


def test_a_plan_of_most_fields_is_one_of_the_programme_whatever_its_title():
    tasks = placed([task("a", field=name) for name in FIELDS[:5]])
    assert coverage(tasks, record("d", CITY, title="Nhiệm vụ")).fields_missing == tuple(FIELDS[5:])
    assert coverage(tasks[:4], record("d", CITY, title="Nhiệm vụ")).fields_missing is None


def test_open_tasks_are_listed_by_what_they_lack():
    found = coverage(of_city(), record("tp", CITY)).open
    said = {gap: [one.task.line_start for one in tasks] for gap, tasks in found.items()}
    assert said == {
        TaskGap.DEADLINE: [12], TaskGap.LEAD: [12, 12], TaskGap.OFFICE: [],
        TaskGap.FIELD: [12, 12, 14],
    }  # fmt: skip


def test_offices_that_are_named_and_have_no_task_are_told_with_their_lines():
    text = source(
        "Căn cứ Nghị quyết của HĐND thành phố;",
        "Theo đề nghị của Trưởng phòng Tư pháp;",
        "1. Phòng Nội vụ chủ trì rà soát.",
        "2. Kết quả gửi Phòng Lao động - Thương binh và Xã hội và Sở Nội vụ.",
        "3. Thanh tra thành phố và Phòng Lao động - Thương binh và Xã hội nhận báo cáo.",
        "Nơi nhận:",
        "- Phòng Y tế;",
    )
    head = record("tp", CITY, issuer="UBND thành phố Sa Đéc", recipients=("Phòng Y tế",))
    tasks = placed([task("rà soát", ("Phòng Nội vụ", LEAD), line=3)], "tp", CITY)
    found = idle_offices(tasks, head, text)
    assert [(each.office.name, each.lines, each.group) for each in found] == [
        ("Phòng Lao động - Thương binh và Xã hội", (4, 5), None),
        ("Thanh tra thành phố Sa Đéc", (5,), None),
    ]
    assert coverage(tasks, head, text).idle == found
    assert coverage(tasks, head).idle is None


def test_an_office_that_a_group_with_a_task_may_hold_says_so():
    text = source("1. Các phòng, ban thực hiện.", "2. Kết quả gửi Phòng Y tế.")
    tasks = placed([task("thực hiện", ("Các phòng, ban", DOES))], "tp", CITY)
    (found,) = idle_offices(tasks, record("tp", CITY), text)
    assert (found.office.name, found.group) == ("Phòng Y tế", "Các phòng, ban")


def test_a_ward_gives_the_citys_offices_no_work():
    text = source("1. Báo cáo Phòng Nội vụ thành phố và Trạm Y tế.")
    found = idle_offices([], record("p5", WARD), text)
    assert [each.office.name for each in found] == ["Trạm Y tế"]
