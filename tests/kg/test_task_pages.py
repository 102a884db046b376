"""A page of tasks and their counts by SQL, against reading all of them."""

import datetime as dt

import pytest

from kg.task_pages import DeadlineCounts, deadline_counts, tasks_page
from ui.library import Library


@pytest.fixture(scope="module")
def library(plans_folder):
    return Library.at(plans_folder)


@pytest.mark.parametrize(("first", "count"), [(0, 1), (0, 7), (5, 50), (60, 10_000), (10_000, 5)])
def test_a_page_is_a_part_of_all(library, first, count):
    whole = [(item.document, item.task) for item in library.store.tasks()]
    assert tasks_page(library.store.engine, first, count) == whole[first : first + count]


@pytest.mark.parametrize("near", [0, 30, 400])
@pytest.mark.parametrize(
    "day", ["1900-01-01", "2021-12-31", "2025-01-01", "2025-12-15", "2199-1-1"]
)
def test_counts_are_those_of_every_task(library, day, near):
    on = dt.date(*map(int, day.split("-")))
    counts = dict.fromkeys(("passed", "near", "later", "recurring", "none"), 0)
    for item in library.store.tasks():
        due, comes_back = item.task.deadline, item.task.recurrence is not None
        if due is not None and due >= on:
            counts["near" if (due - on).days <= near else "later"] += 1
        elif comes_back:
            counts["recurring"] += 1
        else:
            counts["none" if due is None else "passed"] += 1
    assert deadline_counts(library.store.engine, on, near) == DeadlineCounts(**counts)
    assert sum(counts.values()) == len(library.tasks())


def test_words_of_a_task_are_no_rhythm(tmp_path):
    plan = tmp_path / "a.txt"
    plan.write_text(
        'KẾ HOẠCH\nCải cách\n1. Phòng Nội vụ chủ trì báo cáo "recurrence":"FREQ=DAILY".\n',
        encoding="utf-8",
    )
    library = Library.at(tmp_path / "library")
    library.ingest([plan])
    assert deadline_counts(library.store.engine, dt.date(2025, 1, 1), 30).recurring == 0


def test_an_empty_library_has_none(tmp_path):
    library = Library.at(tmp_path / "library")
    engine = library.writable.engine
    assert tasks_page(engine, 0, 10) == []
    assert deadline_counts(engine, dt.date(2025, 1, 1), 30) == DeadlineCounts(0, 0, 0, 0, 0)
