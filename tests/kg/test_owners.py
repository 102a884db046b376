"""Who owns a piece of work, place by place."""

from kg.owners import owners
from kg.placed_tasks import placed
from tests.kg.given_tasks import (
    CITY,
    DOES,
    HELPS,
    LEAD,
    WATCHES,
    of_city,
    of_other,
    of_ward,
    task,
)  # fmt: skip


def rows(work, tasks):
    return [
        (each.place.name if each.place else None, each.office.name if each.office else None,
         each.role, each.task.document, each.task.task.line_start, each.exact)
        for each in owners(work, tasks)
    ]  # fmt: skip


def test_each_place_has_its_offices_and_lines():
    assert rows("số hóa hồ sơ", [*of_city(), *of_ward(), *of_other()]) == [
        ("huyện Lai Vung", "Phòng Nội vụ", LEAD, "lv", 7, True),
        ("thành phố Sa Đéc", "các phòng, ban", DOES, "tp", 12, False),
        ("Phường 5", "Bộ phận Tiếp nhận và Trả kết quả", DOES, "p5", 6, True),
    ]


def test_where_one_leads_the_others_do_not_own_the_work():
    tasks = placed([task("Trồng sen", ("Phòng Y tế", DOES), ("Phòng Nội vụ", LEAD),
                         ("Phòng Tư pháp", HELPS))], "d", CITY)  # fmt: skip
    assert rows("trồng sen", tasks) == [(CITY.name, "Phòng Nội vụ", LEAD, "d", 1, True)]


def test_where_none_leads_all_that_act_own_it_once_each():
    tasks = placed([task("Trồng sen", ("Phòng Y tế", DOES), ("Trưởng phòng Y tế", WATCHES),
                         ("Phòng Nội vụ", DOES), ("Phòng Tư pháp", HELPS))], "d", CITY)  # fmt: skip
    assert [row[1] for row in rows("trồng sen", tasks)] == ["Phòng Nội vụ", "Phòng Y tế"]


def test_a_task_that_names_nobody_is_shown_as_such():
    tasks = placed([task("Trồng sen"), task("Trồng sen", ("Phòng Y tế", HELPS), line=2)])
    assert rows("trồng sen", tasks) == [(None, "Phòng Y tế", HELPS, None, 2, True),
                                        (None, None, None, None, 1, True)]  # fmt: skip


def test_words_far_apart_or_in_another_order_are_other_work():
    tasks = placed([task("Hồ sơ văn hóa số"), task("Trồng một hai ba bốn năm sen")])
    assert rows("số hóa hồ sơ", tasks) == []
    assert rows("trồng sen", tasks) == []
    assert rows("", tasks) == rows("…", tasks) == []
