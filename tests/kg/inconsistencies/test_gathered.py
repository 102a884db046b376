"""Findings on what reading and linking found, on damaged text, and against the registry."""

import datetime as dt
from dataclasses import replace

import pytest

from ingest.pipeline import read_text
from kg.errors import Problem
from kg.inconsistencies import inconsistencies
from kg.inconsistencies.numbering import ordinal
from kg.inconsistencies.spots import days_in, days_misread, figure_apart, years_in
from kg.model import Reading
from kg.registry import load_registry
from kg.terms import Certainty, MentionType, ProblemCode
from kg.terms import InconsistencyKind as Kind
from tests.kg.inconsistencies.drafts import plan

OTHER_DAY = "- Thực hiện Kế hoạch số 370/KH-UBND ngày 08/12/2025 của UBND thành phố Hải Phòng."


def damaged(text: str) -> Reading:
    """A text, read as clean but marked as damaged."""
    reading = read_text(text)
    return replace(reading, source=replace(reading.source, damaged=True))


def kinds(reading: Reading) -> dict[str, str]:
    return {item.kind.value: item.severity.value for item in inconsistencies(reading)}


def test_a_figure_apart_in_damaged_text_is_only_likely():
    assert kinds(damaged(plan(OTHER_DAY))) == {"two_dates": "likely"}
    far = OTHER_DAY.replace("08/12/2025", "21/12/2025")
    assert kinds(damaged(plan(far))) == {"two_dates": "certain"}


def test_two_values_a_figure_apart_in_damaged_text_are_only_likely():
    line = "- Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 60% trở lên."
    assert kinds(damaged(plan(line))) == {"target_two_values": "likely"}


def linked(text: str, number: str, *problems: Problem, target: str | None = None) -> Reading:
    """A text with what linking would say of each mention of a number."""
    reading = read_text(text)
    mentions = tuple(
        replace(m, problems=(*m.problems, *problems), target=target or m.target)
        if m.canonical == number
        else m
        for m in reading.mentions
    )
    return replace(reading, mentions=mentions)


def test_a_registered_day_is_a_reading_without_a_line():
    problem = Problem(
        ProblemCode.CONFLICTING_DATES,
        "61/2018/NĐ-CP 2018-04-23",
        "61/2018/NĐ-CP 2018-05-01",
        choices=("2018-04-23", "2018-05-01"),
    )
    (item,) = inconsistencies(linked(plan(), "61/2018/NĐ-CP", problem))
    assert item.kind is Kind.WRONG_DATE
    assert [(said.value, said.line is None) for said in item.readings] == [
        ("23/4/2018", False),
        ("01/05/2018", True),
    ]


def test_another_documents_title_is_told_with_the_registered_one():
    registry = load_registry()
    entry = registry.by_number("30/2020/NĐ-CP")[0]
    line = (
        "- Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về thực hiện cơ chế "
        "một cửa, một cửa liên thông trong giải quyết thủ tục hành chính."
    )
    reading = linked(plan(line), "30/2020/NĐ-CP", target=entry.key)
    (item,) = inconsistencies(reading, registry)
    assert (item.kind, item.severity) == (Kind.WRONG_TITLE, Certainty.CERTAIN)
    assert item.readings[0].value.startswith("về thực hiện cơ chế một cửa")
    assert item.readings[0].quote
    assert (item.readings[1].value, item.readings[1].line) == (entry.title, None)


def test_the_own_title_of_a_registered_document_is_none():
    registry = load_registry()
    entry = registry.by_number("61/2018/NĐ-CP")[0]
    assert inconsistencies(linked(plan(), "61/2018/NĐ-CP", target=entry.key), registry) == ()


def test_a_document_that_rests_on_itself():
    reading = read_text(plan())
    problem = Problem(ProblemCode.SELF_CITED, "15/KH-UBND", "another document")
    mentions = tuple(
        replace(m, problems=(problem,)) if m.mention_type is MentionType.SELF else m
        for m in reading.mentions
    )
    (item,) = inconsistencies(replace(reading, mentions=mentions))
    assert (item.kind, item.subject) == (Kind.SELF_CITED, "15/KH-UBND")


def test_a_document_with_nothing_read_has_no_findings():
    assert inconsistencies(read_text("")) == ()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("giai đoạn 2021 — 2025, định hướng đến 2030", {(2021, 2025)}),
        ("giai đoạn 2020-2025", {(2020, 2025)}),
        ("năm 2025", {(2025, 2025)}),
        ("năm 2025 và năm 2026", {(2025, 2025), (2026, 2026)}),
        ("số 15/2025/QĐ-UBND", set()),
        ("Quyết định ngày 26 tháng 7 năm 2023", set()),
        ("", set()),
    ],
)
def test_years_of_a_title(text, spans):
    assert years_in(text) == spans


def test_days_in_a_text_are_those_of_the_calendar():
    said = "ngày 08/10/2021, ngày 31/02/2021, ngày 12 tháng 02 năm 2025, số 15/2025/QĐ"
    assert [day for day, _, _ in days_in(said)] == [dt.date(2021, 10, 8), dt.date(2025, 2, 12)]


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [("2021", "2020", True), ("80", "95", False), ("36/QĐ", "36/KH", False), ("80", "8", False)],
)
def test_a_figure_apart(left, right, apart):
    assert figure_apart(left, right) is apart


def test_days_that_misreading_makes_of_one():
    first, second, third = dt.date(2021, 10, 8), dt.date(2021, 12, 8), dt.date(2020, 11, 9)
    assert days_misread(frozenset({first, second}))
    assert not days_misread(frozenset({first, second, third}))


@pytest.mark.parametrize(
    ("label", "number"),
    [("IV", 4), ("Điều 12", 12), ("Phụ lục 03", 3), ("PHỤ LỤC VI", 6), ("PHỤ LỤC", 0), ("", 0)],
)
def test_ordinals_of_labels(label, number):
    assert ordinal(label) == number
