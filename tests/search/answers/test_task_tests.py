"""What tasks lack, beside the views of tasks, which must count the same."""

import pytest

from kg.model import Assignment, Task
from kg.placed_tasks import PlacedTask, TaskGap, gaps
from kg.terms import OfficeRole
from search.answers.task_tests import WITHOUT
from search.conditions import Lacking
from tests.search.hand_made import small_library

ROOM, STATION = "Phòng Kinh tế", "Trạm Y tế"


def task(*given, **said):
    parts = tuple(Assignment(office, role) for office, role in given)
    return Task("Đo nước", parts, 1, 1, **said)


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ([], True),
        ([(ROOM, OfficeRole.LEAD)], False),
        ([(ROOM, OfficeRole.PERFORMING)], False),
        ([(ROOM, OfficeRole.PERFORMING), (STATION, OfficeRole.PERFORMING)], True),
        ([(ROOM, OfficeRole.PERFORMING), (STATION, OfficeRole.COORDINATING)], False),
        ([("Các phòng, ban", OfficeRole.PERFORMING)], True),
        ([(ROOM, OfficeRole.COORDINATING)], True),
    ],
)
def test_a_task_has_no_lead_where_nobody_or_nobody_named_answers_for_it(given, lacks):
    assert WITHOUT[Lacking.LEAD](task(*given)) is lacks


def test_what_tasks_lack_is_what_their_views_show():
    said = [one for held in small_library().documents.values() for one in held.tasks]
    assert said
    for one in said:
        open_ = gaps(PlacedTask(one))
        assert WITHOUT[Lacking.LEAD](one) is (TaskGap.LEAD in open_)
        assert WITHOUT[Lacking.DEADLINE](one) is (TaskGap.DEADLINE in open_)
