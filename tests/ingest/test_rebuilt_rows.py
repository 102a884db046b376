"""Tasks of tables that are rebuilt from lines."""

from ingest.tasks.rebuilt_rows import rebuilt_tasks
from kg.model import Line, SourceText
from kg.terms import OfficeRole

TEXT = (
    "PHỤ LỤC",
    "STT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian Sản phẩm",
    "1 | Rà soát, kiểm tra văn bản quy phạm pháp luật Sở Tư pháp Các sở, ban, ngành Quý I Báo cáo",
    "trên địa bàn toàn tỉnh trong thời gian tới",
    "2 | Tổ chức tập huấn nghiệp vụ cho cán bộ, công Sở Nội vụ UBND các xã, phường Thường xuyên",
    "chức trực tiếp giải quyết hồ sơ hành chính",
)


def source(*, confidence=1.0, doubtful=()):
    made, start = [], 0
    for number, text in enumerate(TEXT, 1):
        sure = 0.6 if number in doubtful else confidence
        made.append(Line(number, start, text, text, None, sure))
        start += len(text) + 1
    return SourceText(tuple(made))


def test_rows_become_tasks_below_full_confidence():
    tasks, taken = rebuilt_tasks(source(), (), year=2025)
    assert [(t.row, t.line_start, t.line_end, t.deadline_text, t.product) for t in tasks] == [
        ("1", 3, 4, "Quý I", "Báo cáo"),
        ("2", 5, 6, "Thường xuyên", None),
    ]
    lead, join = OfficeRole.LEAD, OfficeRole.COORDINATING
    assert [[(a.office, a.role) for a in task.assignments] for task in tasks] == [
        [("Sở Tư pháp", lead), ("Các sở, ban, ngành", join)],
        [("Sở Nội vụ", lead), ("UBND các xã, phường", join)],
    ]
    assert all(task.confidence <= 0.85 for task in tasks)
    assert taken == {2, 3, 4, 5, 6}


def test_doubtful_cells_give_no_office():
    """The second row's lines are read badly: a wrong office is worse than none."""
    tasks, _ = rebuilt_tasks(source(doubtful=(5,)), (), year=2025)
    assert [bool(task.assignments) for task in tasks][:1] == [True]
    assert all(not task.assignments and task.confidence < 0.5 for task in tasks[1:])


def test_tables_under_damaged_heads_or_known_otherwise_are_left_alone():
    assert rebuilt_tasks(source(confidence=0.5), (), year=2025) == ([], set())
    assert rebuilt_tasks(source(), range(1, 7), year=2025) == ([], set())
    assert rebuilt_tasks(SourceText(()), (), year=None) == ([], set())
