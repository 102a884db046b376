"""The keys that scripts and other offices' systems rely on; more may come, none may go."""

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.errors import AmbiguousError, NotFoundError, Problem, UsageError
from kg.model import (
    Assignment,
    Attached,
    Choice,
    DocumentRecord,
    Header,
    Line,
    Mention,
    Period,
    Place,
    Reading,
    Section,
    SourceText,
    Target,
    Task,
)
from kg.terms import (
    CitationRole,
    Comparator,
    LinkReason,
    MentionType,
    OfficeRole,
    PlaceLevel,
    ProblemCode,
    Relation,
    SectionKind,
    TaskSource,
)
from ui import views

DAY = dt.date(2025, 3, 5)
PROBLEM = Problem(ProblemCode.NUMBER_GUESSED, "O1", "01", "a.txt:3", ("01", "07"))
PROBLEM_VIEW = {
    "code": "number_guessed",
    "found": "O1",
    "expected": "01",
    "place": "a.txt:3",
    "choices": ["01", "07"],
}
HEADER = Header(
    number="12/KH-UBND",
    type="Kế hoạch",
    date=DAY,
    issuer="UBND xã Tân Phú",
    place=Place("xã Tân Phú", PlaceLevel.COMMUNE, "huyện Đông Sơn", "tỉnh Bình An", "123"),
    title="Kế hoạch",
    period=Period(2025, 2026),
    signer="Trần Văn Sơn",
    signer_title="Chủ tịch",
    recipients=("Như trên", "Lưu: VT"),
    effective_from=DAY,
    effective_note="kể từ ngày ký",
    attached=Attached("Kế hoạch", "Kế hoạch kèm theo", 7),
    signed_line=9,
)
SOURCE = SourceText((Line(1, 0, "a", "a"),), damaged=True)
SECTION = Section(SectionKind.ROMAN, 2, "II", "NHIỆM VỤ", 3, 4, 5, 9, ("KẾ HOẠCH", "NHIỆM VỤ"))
READING = Reading("a.txt", "plans/a.txt", "0" * 64, SOURCE, HEADER, (SECTION,), problems=(PROBLEM,))
CHOICE = Choice("k@1", "20/2019/NĐ-CP", None, DAY, None, 0.5, LinkReason.SAME_YEAR)
MENTION = Mention(
    canonical="20/2019/NĐ-CP",
    type="Nghị định",
    number="20",
    year=2019,
    issuer="Chính phủ",
    date=DAY,
    title="Về sổ sách",
    relation=Relation.LEGAL_BASIS,
    role=CitationRole.BASIS,
    mention_type=MentionType.NUMBERED,
    provision="Điều 3",
    target="k@1",
    confidence=0.123456,
    choices=(CHOICE,),
    problems=(PROBLEM,),
    raw="20/2019/NĐ-CP",
    line=4,
    line_end=5,
    char_start=10,
    char_end=23,
    page=2,
)
ROLES = tuple(Assignment(role.value, role) for role in OfficeRole)
TASK = Task(
    "Rà soát", ROLES, 3, 4, "đất đai", DAY, "trước ngày 5/3", "Báo cáo", "Chủ tịch",
    TaskSource.TABLE, "II.1", 0.98765,
)  # fmt: skip
TARGET = Target("Tỷ lệ", Comparator.RANGE, 80.0, 6, 90.0, "%", 2025, "năm", "2025-2026", "số")


def test_a_header_has_every_key_and_years_as_integers():
    shown = views.header(READING, "tan-phu")
    assert set(shown) == {
        "id", "number", "type", "date", "issuer", "place", "title", "period", "signer",
        "signer_title", "recipients", "effective_from", "effective_note", "attached", "source",
        "damaged", "outline", "problems",
    }  # fmt: skip
    assert shown["place"] == {
        "name": "xã Tân Phú",
        "level": "xã",
        "district": "huyện Đông Sơn",
        "province": "tỉnh Bình An",
    }
    assert shown["period"] == {"start": 2025, "end": 2026}
    assert shown["attached"] == {"type": "Kế hoạch", "title": "Kế hoạch kèm theo", "line": 7}
    assert shown["outline"] == [
        {"level": 2, "label": "II", "heading": "NHIỆM VỤ", "line": 3, "line_end": 4,
         "kind": "roman"}
    ]  # fmt: skip
    assert shown["problems"] == [PROBLEM_VIEW]
    assert (shown["id"], shown["date"], shown["damaged"]) == ("tan-phu", "2025-03-05", True)
    assert shown["recipients"] == ["Như trên", "Lưu: VT"]


def test_what_a_document_does_not_say_is_null_not_left_out():
    empty = views.header(Reading("b.txt", "", "1" * 64, SourceText(()), Header()))
    assert set(empty) == set(views.header(READING))
    nulls = {name for name, value in empty.items() if value is None}
    assert nulls == {
        "id", "number", "type", "date", "issuer", "place", "title", "period", "signer",
        "signer_title", "effective_from", "effective_note", "attached",
    }  # fmt: skip
    assert empty["source"] == "b.txt"


def test_a_row_of_documents_has_its_keys():
    record = DocumentRecord("tan-phu", "k@1", True, HEADER, "a.txt", "plans/a.txt", "0", True)
    shown = views.record(record)
    assert set(shown) == {
        "id", "key", "held", "number", "type", "date", "issuer", "place", "level", "province",
        "title", "period", "source", "damaged",
    }  # fmt: skip
    assert (shown["place"], shown["level"], shown["source"]) == ("xã Tân Phú", "xã", "plans/a.txt")


def test_a_mention_has_every_key():
    assert views.mention(MENTION) == {
        "line": 4,
        "line_end": 5,
        "page": 2,
        "char_start": 10,
        "char_end": 23,
        "raw": "20/2019/NĐ-CP",
        "canonical": "20/2019/NĐ-CP",
        "type": "Nghị định",
        "number": "20",
        "year": 2019,
        "issuer": "Chính phủ",
        "date": "2025-03-05",
        "title": "Về sổ sách",
        "relation": "legal_basis",
        "role": "basis",
        "provision": "Điều 3",
        "mention_type": "numbered",
        "target": "k@1",
        "choices": [
            {
                "key": "k@1",
                "canonical": "20/2019/NĐ-CP",
                "title": None,
                "date": "2025-03-05",
                "issuer": None,
                "probability": 0.5,
                "reason": "same_year",
            }
        ],
        "confidence": 0.1235,
        "problems": [PROBLEM_VIEW],
    }


def test_a_task_has_every_key_and_parts_its_offices_by_role():
    shown = views.task(TASK, "tan-phu")
    assert shown == {
        "document": "tan-phu",
        "line_start": 3,
        "line_end": 4,
        "task": "Rà soát",
        "assignments": [{"office": role.value, "role": role.value} for role in OfficeRole],
        "offices": ["lead", "performing", "advising", "monitoring"],
        "coordinating": ["coordinating"],
        "field": "đất đai",
        "deadline": "2025-03-05",
        "deadline_text": "trước ngày 5/3",
        "recurrence": None,
        "product": "Báo cáo",
        "approver": "Chủ tịch",
        "reports_to": [],
        "source": "table",
        "row": "II.1",
        "confidence": 0.9877,
    }


def test_a_target_has_every_key():
    assert views.target(TARGET, None) == {
        "document": None,
        "line": 6,
        "indicator": "Tỷ lệ",
        "comparator": "range",
        "value": 80.0,
        "value_max": 90.0,
        "unit": "%",
        "year": 2025,
        "frequency": "năm",
        "plan_period": "2025-2026",
        "field": "số",
    }


@pytest.mark.parametrize(
    ("failure", "body"),
    [
        (
            NotFoundError("Không có.", "Hãy xem."),
            {"code": "not_found", "message": "Không có.", "hint": "Hãy xem."},
        ),
        (UsageError("Sai."), {"code": "usage", "message": "Sai.", "hint": ""}),
        (
            AmbiguousError("Hai.", "Chọn:", ("a", "b")),
            {"code": "ambiguous", "message": "Hai.", "hint": "Chọn:", "choices": ["a", "b"]},
        ),
    ],
)
def test_an_error_has_a_code_a_message_a_hint_and_choices_only_where_there_are_any(failure, body):
    assert views.error(failure) == {"error": body}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (DAY, "2025-03-05"),
        (dt.datetime(2025, 3, 5, 7, 30, tzinfo=dt.UTC), "2025-03-05T07:30:00+00:00"),
        (Relation.AMENDS, "amends"),
        (Period(2025, 2026), {"start": 2025, "end": 2026}),
        ((1, [DAY, None]), [1, ["2025-03-05", None]]),
        ({Relation.AMENDS: (DAY,)}, {"amends": ["2025-03-05"]}),
        (Path("a") / "b", str(Path("a") / "b")),
        (True, True),
        (1.5, 1.5),
        ("chữ", "chữ"),
    ],
)
def test_plain_values_are_what_json_can_hold(value, shown):
    assert views.plain(value) == shown
    assert json.loads(json.dumps(views.plain(value))) == shown


@pytest.mark.parametrize(
    "view",
    [views.header(READING), views.mention(MENTION), views.task(TASK, None),
     views.target(TARGET, None), views.problem(PROBLEM), views.section(SECTION)],
    ids=["header", "mention", "task", "target", "problem", "section"],
)  # fmt: skip
def test_no_view_holds_what_json_cannot_write(view):
    """Codes are plain strings too: an enum would print as one but compare by its class."""
    assert json.loads(json.dumps(view, ensure_ascii=False)) == view
    kinds = {type(value) for value in view.values()}
    assert kinds <= {str, int, float, bool, list, dict, type(None)}
