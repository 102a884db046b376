"""Inconsistencies as users meet them: sentences, the command, the reader, a check, REST."""

import datetime as dt
import json

import pytest

from kg.terms import Certainty, InconsistencyKind
from tests.kg.inconsistencies.drafts import plan
from ui import inconsistency_page, labels, rest
from ui import inconsistency_wording as told
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
