"""Inconsistencies as users meet them: sentences, the command, the reader, a check, REST."""

import datetime as dt
import json

import pytest

from kg.terms import Certainty, InconsistencyKind
from tests.kg.inconsistencies.drafts import plan
from ui import inconsistency_page, labels, rest
from ui import inconsistency_wording as told
from ui.check_wording import HEADINGS
from ui.library import Library
from ui.reports.cells import sections

CLASH = "- Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 70% trở lên."


def row(kind: str, *, severity: str = "certain", note: str | None = None) -> dict:
    readings = [
        {"value": "08/10/2021", "line": 4, "line_end": 5, "quote": "ngày 08/10/2021"},
        {"value": "08/12/2021", "line": None, "line_end": None, "quote": None},
    ]
    return {
        "kind": kind,
        "subject": "370/KH-UBND",
        "readings": readings,
        "severity": severity,
        "note": note,
    }


@pytest.mark.parametrize("kind", list(InconsistencyKind))
@pytest.mark.parametrize("severity", list(Certainty))
def test_every_kind_has_a_label_and_a_whole_sentence(kind, severity):
    said = told.sentence(row(kind.value, severity=severity.value, note="150/2025/NĐ-CP"))
    assert said.endswith(".")
    assert said[0].isupper() or said[0] in "3“"
    assert "{" not in said
    assert labels.INCONSISTENCIES[kind]
    assert labels.CERTAINTIES[severity]


def test_a_sentence_names_lines_and_what_only_the_registry_says():
    assert told.sentence(row("wrong_date")) == (
        "Văn bản 370/KH-UBND được dẫn ngày “08/10/2021” (dòng 4-5); ngày ký là “08/12/2021” "
        "(theo dữ liệu đã đăng ký)."
    )


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], told.NOTHING),
        (["certain"], "1 điểm chưa khớp trong văn bản: 1 chắc chắn."),
        (["likely"], "1 điểm chưa khớp trong văn bản: 1 cần xem lại."),
        (["certain", "likely"], "2 điểm chưa khớp trong văn bản: 1 chắc chắn, 1 cần xem lại."),
    ],
)
def test_the_count_of_findings(severities, said):
    assert told.summary([row("two_dates", severity=one) for one in severities]) == said


def test_a_block_links_lines_and_runs_no_markup():
    item = row("two_dates") | {"subject": "<script>alert(1)</script>"}
    page = inconsistency_page.block([item], "ke-hoach")
    assert "<script>" not in page
    assert 'href="?tab=document&amp;doc=ke-hoach&amp;line=4"' in page
    assert inconsistency_page.block([], "ke-hoach") == ""


@pytest.fixture
def library(tmp_path) -> Library:
    """A library with a plan that gives one target twice."""
    path = tmp_path / "plan.txt"
    path.write_text(plan(CLASH), "utf-8")
    held = Library.at(tmp_path / "library")
    held.ingest([path], jobs=1)
    return held


@pytest.fixture
def run(library, command):
    def run(*args, expect=0):
        return command("--library", library.folder, "inconsistencies", *args, expect=expect)[0]

    return run


def test_a_held_document_a_file_and_rest_say_the_same(library, tmp_path):
    (item,) = library.inconsistencies("15/KH-UBND")
    assert item.kind is InconsistencyKind.TARGET_TWO_VALUES
    assert library.inconsistencies(None, tmp_path / "plan.txt") == (item,)
    (said,) = rest.functions(library)["inconsistencies"]("15/KH-UBND")["rows"]
    assert said["severity"] == "certain"
    assert [reading["value"] for reading in said["readings"]] == ["≥ 80%", "≥ 70%"]
    assert rest.functions(library)["inconsistencies"]("9/KH-X")["error"]["code"] == "not_found"


def test_the_command_prints_a_table_and_json(run, tmp_path):
    assert "ghi hai mức" in run("15/KH-UBND")
    (found,) = json.loads(run("--file", tmp_path / "plan.txt", "--json"))
    assert found["kind"] == "target_two_values"
    assert set(found) == {"kind", "subject", "readings", "severity", "note"}
    assert set(found["readings"][0]) == {"value", "line", "line_end", "quote"}


def test_the_command_says_that_nothing_was_found(run, tmp_path):
    path = tmp_path / "clean.txt"
    path.write_text(plan(), "utf-8")
    assert run("--file", path).strip() == told.NOTHING
    assert json.loads(run("--file", path, "--json")) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["9/KH-X"], 3), (["15/KH-UBND", "--file", "x.txt"], 2), (["--file", "no.txt"], 3)],
)
def test_wrong_use_is_told(run, arguments, code):
    run(*arguments, expect=code)


def test_a_check_tells_them_too(library):
    report = library.check("15/KH-UBND", None, on=dt.date(2026, 6, 1))
    named = dict(sections(report))
    (said,) = named[told.HEADING]
    assert said.startswith("Chắc chắn: Chỉ tiêu “")


@pytest.mark.parametrize(
    ("day", "note", "said"),
    [
        ("31/4/2026", "30", "“31/4/2026” (dòng 7) không có trong lịch: tháng này chỉ có 30 ngày."),
        ("29/02/2025", "28",
         "“29/02/2025” (dòng 7) không có trong lịch: tháng 2 của năm đó chỉ có 28 ngày."),
        ("tháng 13/2026", "twelve_months",
         "“tháng 13/2026” (dòng 7) không có trong lịch: một năm chỉ có 12 tháng."),
        ("00/5/2026", None, "“00/5/2026” (dòng 7) không có trong lịch."),
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_told_with_its_reason(day, note, said):
    reading = {"value": day, "line": 7, "line_end": 7, "quote": f"trước ngày {day}"}
    found = row("impossible_day", note=note) | {"subject": day, "readings": [reading]}
    assert told.sentence(found) == said


def test_a_check_tells_an_impossible_day_once_with_its_line(library, tmp_path):
    """Whether it stands in the body or behind a cited number, which reading reports as well."""
    path = tmp_path / "draft.txt"
    body = "- Giao Phòng Kinh tế báo cáo kết quả trước ngày 32/01/2026."
    cited = "- Theo Quyết định số 15/QĐ-UBND ngày 31 tháng 11 năm 2024 của UBND tỉnh."
    path.write_text(plan(body, cited), "utf-8")
    lines = plan(body, cited).split("\n")
    report = library.check(None, path, on=dt.date(2026, 6, 1))
    assert [item["code"] for item in report["problems"]] == ["date_impossible"]
    said = [sentence for _, sentences in sections(report) for sentence in sentences]
    first, second = (lines.index(line) + 1 for line in (body, cited))
    day = f"“32/01/2026” (dòng {first}) không có trong lịch: một tháng có nhiều nhất 31 ngày."
    other = f"“31 tháng 11 năm 2024” (dòng {second}) không có trong lịch: tháng này chỉ có 30 ngày."
    days = [sentence for sentence in said if "32/01" in sentence or "31 tháng 11" in sentence]
    assert days == [f"Chắc chắn: {which}" for which in (day, other)]


def test_only_the_impossible_day_itself_is_left_out_of_the_problems(library, tmp_path):
    """Another problem of the line, whose words hold the same day, is told."""
    path = tmp_path / "draft.txt"
    cited = "- Theo Quyết định số 15/QĐ-UBND ngày 31 tháng 11 năm 2024 của UBND tỉnh."
    path.write_text(plan(cited), "utf-8")
    report = library.check(None, path, on=dt.date(2026, 6, 1))
    (day,) = report["problems"]
    other = day | {"code": "number_unreadable"}
    told_twice = dict(sections(report | {"problems": [day, other]}))
    assert HEADINGS["problems"] not in dict(sections(report))
    assert len(told_twice[HEADINGS["problems"]]) == 1
