"""Workload of offices against counts made with plain loops; metamorphic: order, one more task."""

import random
from collections import Counter

from kg.placed_tasks import office_in, office_key, placed
from kg.workload import by_month, by_quarter, office_loads
from tests.kg.given_tasks import (
    CITY,
    DOES,
    HELPS,
    LEAD,
    day,
    of_city,
    of_other,
    of_ward,
    task,
)  # fmt: skip

ALL = [*of_city(), *of_ward(), *of_other()]


def named(loads):
    return [(load.office.name, load.unit, load.office.group, len(load.tasks)) for load in loads]


def test_spellings_heads_and_plans_of_wards_make_one_office():
    assert named(office_loads(ALL)) == [
        ("Phòng Nội vụ", "thành phố Sa Đéc", False, 4),
        ("Bộ phận Tiếp nhận và Trả kết quả", "Phường 5", False, 1),
        ("Phòng Nội vụ", "huyện Lai Vung", False, 1),
        ("Phòng Tài chính - Kế hoạch", "thành phố Sa Đéc", False, 1),
        ("Phòng Văn hóa và Thông tin", "thành phố Sa Đéc", False, 1),
        ("UBND phường", "thành phố Sa Đéc", False, 1),
        ("UBND Phường 5", "Phường 5", False, 1),
        ("các phòng, ban", "thành phố Sa Đéc", True, 2),
    ]


def test_roles_fields_and_months_add_up_to_what_a_plain_loop_counts():
    loads = {load.key: load for load in office_loads(ALL)}
    roles, fields, months = Counter(), Counter(), Counter()
    for one in ALL:
        keys = [(office_key(office_in(a, one), one.place), a.role) for a in one.task.assignments]
        roles.update(set(keys))
        for key in {key for key, _ in keys}:
            fields[key, one.task.field] += 1
            if one.task.deadline:
                months[key, (one.task.deadline.year, one.task.deadline.month)] += 1
    assert {(key, r): n for key, load in loads.items() for r, n in load.by_role.items()} == roles
    assert {(key, f): n for key, load in loads.items() for f, n in load.by_field.items()} == fields
    assert {(key, m): n for key, load in loads.items() for m, n in load.by_month.items()} == months


def test_the_order_of_tasks_changes_no_figure():
    shuffled = list(ALL)
    random.Random(7).shuffle(shuffled)
    first, second = ({load.key: (len(load.tasks), load.by_role, load.by_month)
                      for load in office_loads(tasks)} for tasks in (ALL, shuffled))  # fmt: skip
    assert first == second


def test_one_office_named_twice_in_a_task_has_it_once():
    one = placed([task("a", ("Phòng Nội vụ", LEAD), ("Trưởng phòng Nội vụ", HELPS))], "d", CITY)
    (load,) = office_loads(one)
    assert len(load.tasks) == 1
    assert load.by_role == {LEAD: 1, HELPS: 1}


def test_a_group_of_heads_is_named_as_the_group_of_their_offices():
    tasks = placed([task("a", ("Thủ trưởng các phòng, ban", DOES)),
                    task("b", ("các phòng, ban", DOES), line=2)], "d", CITY)  # fmt: skip
    assert named(office_loads(tasks)) == [("các phòng, ban", "thành phố Sa Đéc", True, 2)]


def test_days_are_over_from_the_day_after():
    tasks = placed([task("a", ("Phòng Y tế", DOES), deadline=day(6, 30)),
                    task("b", ("Phòng Y tế", DOES), deadline=day(9, 1)),
                    task("c", ("Phòng Y tế", DOES))], "d", CITY)  # fmt: skip
    (load,) = office_loads(tasks)
    assert [load.passed(day(6, 29)), load.passed(day(6, 30)), load.passed(day(7, 1))] == [0, 0, 1]
    assert load.upcoming(day(6, 30)) == day(6, 30)
    assert load.upcoming(day(7, 1)) == day(9, 1)
    assert load.upcoming(day(9, 2)) is None
    assert load.undated == 1


def test_months_and_quarters_are_in_times_order():
    tasks = [task("a", deadline=day(12, 31, 2024)), task("b", deadline=day(1, 1)), task("c"),
             task("d", deadline=day(3, 31)), task("e", deadline=day(4, 1)),
             task("f", deadline=day(1, 31))]  # fmt: skip
    months = by_month(tasks)
    assert list(months.items()) == [((2024, 12), 1), ((2025, 1), 2), ((2025, 3), 1), ((2025, 4), 1)]
    assert list(by_quarter(months).items()) == [((2024, 4), 1), ((2025, 1), 3), ((2025, 2), 1)]


def test_no_tasks_make_no_workload():
    assert office_loads([]) == []
