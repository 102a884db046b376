import datetime as dt
from enum import StrEnum
from types import MappingProxyType

import pytest

from kg import terms
from kg.errors import Problem
from kg.model import DocumentRecord, Header
from kg.terms import NoAnswer, ProblemCode, Severity
from ui import labels

TABLES = {name: table for name, table in vars(labels).items() if type(table) is MappingProxyType}
VOCABULARIES = {
    name: kind
    for name, kind in vars(terms).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
}
# Their members are Vietnamese names or signs already, or are never shown.
UNLABELLED = {"DocumentType", "PlaceLevel", "Comparator", "TaskSource", "SectionKind"}


@pytest.mark.parametrize("table", TABLES)
def test_every_member_of_a_vocabulary_has_a_label(table):
    said = TABLES[table]
    assert set(said) == set(type(next(iter(said))))


def test_every_vocabulary_has_a_table_or_needs_none():
    labelled = {type(next(iter(table))).__name__ for table in TABLES.values()}
    assert labelled | UNLABELLED == set(VOCABULARIES)
    assert labelled & UNLABELLED == set()


@pytest.mark.parametrize("table", TABLES)
def test_no_label_is_empty_or_stands_twice(table):
    said = list(TABLES[table].values())
    assert all(label.strip() == label != "" for label in said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("reason", NoAnswer)
def test_every_refusal_is_a_whole_sentence(reason):
    """`ui.sentences` puts the subject before the final full stop."""
    assert labels.NO_ANSWERS[reason].endswith(".")


def test_unknown_is_not_worded_as_in_force():
    assert labels.STATES[terms.ValidityState.UNKNOWN] == "Chưa rõ hiệu lực"
    assert labels.STATES[terms.ValidityState.IN_FORCE] == "Còn hiệu lực"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem(ProblemCode.NUMBER_UNREADABLE, "O1/2021/NĐ-CP", "a number", "plan.txt:85"),
            "plan.txt:85: Không đọc được số, ký hiệu (“O1/2021/NĐ-CP”).",
        ),
        (
            Problem(ProblemCode.FILE_EMPTY, "0 bytes", "a text", "a.txt"),
            "a.txt: Tệp không có nội dung.",
        ),
        (Problem(ProblemCode.CONTRADICTION, "", ""), "Dữ liệu hiệu lực mâu thuẫn."),
    ],
)
def test_a_problem_is_told_where_what_and_what_was_found(problem, said):
    assert labels.problem_sentence(problem) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2025, 7, 1), "01/7/2025"),
        (dt.date(2025, 2, 12), "12/02/2025"),
        (dt.date(2025, 1, 3), "03/01/2025"),
        (dt.date(2025, 11, 21), "21/11/2025"),
        (None, ""),
    ],
)
def test_a_day_is_written_as_offices_write_it(day, said):
    """Decree 30/2020/NĐ-CP, Appendix I: a zero before days below 10 and months 1 and 2."""
    assert labels.vietnamese_date(day) == said
    assert labels.iso_date(day.isoformat() if day else None) == said


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            Header(number="1/KH-UBND", date=dt.date(2025, 3, 5), issuer="UBND xã A", title="Về B"),
            "x: 1/KH-UBND, ngày 05/3/2025, UBND xã A: Về B",
        ),
        (Header(number="1/KH-UBND"), "x: 1/KH-UBND"),
    ],
)
def test_a_choice_is_named_by_id_number_day_issuer_and_title(header, said):
    assert labels.record_line(DocumentRecord("x", "k", True, header)) == said


def checked(**counts):
    summary = {severity.value: counts.get(severity.value, 0) for severity in Severity}
    return {"summary": summary, "as_of": "2025-07-01", "registry_as_of": "2025-06-30"}


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (
            checked(note=1, error=2),
            "Xét vào ngày 01/7/2025: 2 lỗi, 1 lưu ý. Dữ liệu hiệu lực kiểm tra đến ngày 30/6/2025.",
        ),
        (
            checked(),
            (
                "Xét vào ngày 01/7/2025: không có viện dẫn nào. "
                "Dữ liệu hiệu lực kiểm tra đến ngày 30/6/2025."
            ),
        ),
    ],
)
def test_a_check_is_summed_up_worst_first(report, said):
    assert labels.check_sentence(report) == said
