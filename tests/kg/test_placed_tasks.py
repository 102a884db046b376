"""Tasks narrowed by office, role, day, words, gaps; each against a list made by hand."""

import datetime as dt

import pytest

from kg.placed_tasks import (
    TaskGap,
    TaskNarrowing,
    gaps,
    given_to_groups,
    leader,
    narrow,
    office_in,
    office_key,
    offices_meant,
    placed,
    with_words,
)
from tests.kg.given_tasks import (
    ADVISES,
    APPROVES,
    CITY,
    DOES,
    HELPS,
    LEAD,
    OTHER,
    WARD,
    WATCHES,
    day,
    of_city,
    of_other,
    of_ward,
    task,
)  # fmt: skip

ALL = [*of_city(), *of_ward(), *of_other()]


def lines(tasks):
    return [(one.document, one.task.line_start, one.ordinal) for one in tasks]


@pytest.mark.parametrize(
    "asked", ["Phòng Nội vụ", "phong noi vu", "PNV", "Trưởng phòng Nội vụ", "PHÒNG NỘI VỤ"]
)
def test_one_office_is_found_under_all_its_spellings(asked):
    assert lines(narrow(ALL, TaskNarrowing(office=asked))) == [
        ("tp", 10, 1), ("tp", 11, 1), ("tp", 14, 1), ("p5", 5, 1), ("lv", 7, 1),
    ]  # fmt: skip


def test_an_office_named_with_its_town_is_that_towns():
    found = narrow(ALL, TaskNarrowing(office="Phòng Nội vụ huyện Lai Vung"))
    assert lines(found) == [("lv", 7, 1)]


def test_an_office_within_a_longer_name_is_another_office():
    tasks = placed([task("a", ("Văn phòng UBND tỉnh", LEAD)), task("b", ("UBND tỉnh", LEAD))])
    assert [one.task.task for one in narrow(tasks, TaskNarrowing(office="UBND tỉnh"))] == ["b"]


def test_a_part_of_a_name_finds_the_offices_that_have_it():
    tasks = placed([task("a", ("Văn phòng HĐND và UBND", LEAD)), task("b", ("Phòng Y tế", LEAD))])
    assert [one.task.task for one in narrow(tasks, TaskNarrowing(office="văn phòng"))] == ["a"]
    assert narrow(tasks, TaskNarrowing(office="…")) == []


def test_the_role_is_that_of_the_office_asked_for():
    assert lines(narrow(ALL, TaskNarrowing(office="Phòng Nội vụ", role=HELPS))) == [
        ("tp", 14, 1), ("p5", 5, 1),
    ]  # fmt: skip
    assert lines(narrow(ALL, TaskNarrowing(role=LEAD))) == [
        ("tp", 10, 1),
        ("p5", 5, 1),
        ("lv", 7, 1),
    ]


def test_what_is_given_to_a_group_is_counted_only_where_it_is_asked_for():
    where = TaskNarrowing(office="Phòng Tài chính - Kế hoạch")
    wide = TaskNarrowing(office="Phòng Tài chính - Kế hoạch", with_groups=True)
    assert lines(narrow(of_city(), where)) == [("tp", 14, 1)]
    assert lines(narrow(of_city(), wide)) == [("tp", 10, 1), ("tp", 12, 1), ("tp", 14, 1)]
    assert given_to_groups(of_city(), where, 1) == 2
    assert given_to_groups(of_city(), wide, 3) == 0
    assert given_to_groups(of_city(), TaskNarrowing(), 5) == 0


def test_a_group_is_asked_for_as_itself():
    assert lines(narrow(ALL, TaskNarrowing(office="các ban, phòng"))) == [
        ("tp", 10, 1),
        ("tp", 12, 1),
    ]


def test_the_office_of_a_city_is_one_in_the_plans_of_its_wards():
    city, ward = of_city()[0], of_ward()[0]
    own = office_key(office_in(city.task.assignments[0], city), CITY)
    named = office_key(office_in(ward.task.assignments[0], ward), WARD)
    other = of_other()[0]
    assert own == named == ("phong noi vu", "thanh pho sa dec", "tinh dong thap")
    assert office_key(office_in(other.task.assignments[0], other), OTHER) != own
    assert offices_meant(ALL, TaskNarrowing(office="Phòng Nội vụ")) == {
        own, ("phong noi vu", "huyen lai vung", "tinh dong thap"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"due_from": day(6, 1)}, [10, 11, 14, 5]),
        ({"due_from": day(6, 2)}, [10, 11, 5]),
        ({"due_before": day(6, 30)}, [14]),
        ({"due_before": day(7, 1)}, [10, 14]),
        ({"due_from": day(6, 2), "due_before": day(12, 1)}, [10, 5]),
        ({"field": "CÔNG TÁC CHỈ ĐẠO điều hành"}, [11]),
        ({"place": "Sa Đéc"}, [10, 11, 12, 12, 14, 5, 6]),
        ({"place": "phuong 5"}, [5, 6]),
        ({"place": "Đồng Tháp", "text": "hồ sơ"}, [12, 6, 7]),
        ({"place": "Cần Thơ"}, []),
        ({"without": (TaskGap.DEADLINE,)}, [12, 6, 7]),
        ({"without": (TaskGap.LEAD,)}, [12, 12]),
        ({"without": (TaskGap.DEADLINE, TaskGap.LEAD)}, [12]),
        ({"without": (TaskGap.FIELD, TaskGap.DEADLINE), "role": LEAD}, [7]),
    ],
    ids=str,
)
def test_each_filter_keeps_what_fits(where, expected):
    found = narrow(ALL, TaskNarrowing(**where))
    assert [one.task.line_start for one in found] == expected


def test_filters_together_keep_what_each_of_them_keeps():
    """Against the sets of each alone, for every pair of these filters."""
    alone = [{"office": "Phòng Nội vụ"}, {"due_before": day(12, 1)}, {"place": "Sa Đéc"},
             {"field": "cải cách thủ tục hành chính"}, {"without": (TaskGap.FIELD,)}]  # fmt: skip
    kept = [{id(one) for one in narrow(ALL, TaskNarrowing(**where))} for where in alone]
    for first, one in zip(alone, kept, strict=True):
        for second, other in zip(alone, kept, strict=True):
            both = narrow(ALL, TaskNarrowing(**first | second))
            if first.keys() != second.keys():
                assert {id(task) for task in both} == one & other


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("số hóa hồ sơ", ["Số hóa toàn bộ giấy tờ, hồ sơ", "Số hóa hồ sơ", "Số hóa hồ sơ lưu trữ"]),
        ("so hoa ho so", ["Số hóa toàn bộ giấy tờ, hồ sơ", "Số hóa hồ sơ", "Số hóa hồ sơ lưu trữ"]),
        ('"số hóa hồ sơ"', ["Số hóa hồ sơ", "Số hóa hồ sơ lưu trữ"]),
        ("“số hóa” giấy", ["Số hóa toàn bộ giấy tờ, hồ sơ"]),
        ("hồ sơ lưu", ["Số hóa hồ sơ lưu trữ"]),
        ("hồ sơ số hóa", ["Số hóa toàn bộ giấy tờ, hồ sơ", "Số hóa hồ sơ", "Số hóa hồ sơ lưu trữ"]),
        ('"hồ sơ số hóa"', []),
        ("tuyên tru", ["Tuyên truyền"]),
        ("báo cáo", ["Rà soát thủ tục hành chính", "Báo cáo kết quả"]),
        ("…", [one.task.task for one in ALL]),
    ],
)
def test_words_are_looked_for_near_each_other_first(asked, expected):
    assert [one.task.task for one in with_words(ALL, asked)] == expected


@pytest.mark.parametrize(
    ("given", "led_by"),
    [
        ([("Phòng Nội vụ", LEAD), ("Phòng Y tế", HELPS)], "Phòng Nội vụ"),
        ([("Phòng Y tế", DOES), ("Phòng Nội vụ", LEAD)], "Phòng Nội vụ"),
        ([("Phòng Y tế", DOES)], "Phòng Y tế"),
        ([("Phòng Y tế", ADVISES), ("UBND thành phố", APPROVES)], "Phòng Y tế"),
        ([("Phòng Y tế", WATCHES), ("Phòng Nội vụ", HELPS)], "Phòng Y tế"),
        ([("các phòng, ban", LEAD)], "các phòng, ban"),
        ([("các phòng, ban", DOES)], None),
        ([("Phòng Y tế", DOES), ("Phòng Nội vụ", DOES)], None),
        ([("Phòng Y tế", HELPS)], None),
        ([], None),
    ],
)  # fmt: skip
def test_who_answers_for_a_task_is_its_lead_or_the_one_office_that_acts(given, led_by):
    one = placed([task("a", *given)], "d", CITY)[0]
    found = leader(one)
    assert (found.office if found else None) == led_by
    assert (TaskGap.LEAD in gaps(one)) == (led_by is None)


def test_a_rhythm_or_words_of_a_deadline_leave_no_gap():
    for more in ({"deadline_text": "hằng quý"}, {"recurrence": "FREQ=YEARLY"},
                 {"deadline": dt.date(2025, 1, 1)}):  # fmt: skip
        assert TaskGap.DEADLINE not in gaps(placed([task("a", **more)])[0])
    assert gaps(placed([task("a")])[0]) == set(TaskGap)


def test_tasks_that_begin_at_one_line_are_told_apart():
    assert lines(of_city())[2:4] == [("tp", 12, 1), ("tp", 12, 2)]
