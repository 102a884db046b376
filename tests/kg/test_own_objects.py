"""Documents that a text itself ends: no basis to be mended, in a check nor in a library's count."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import read, read_text
from kg.check import check
from kg.facts import RegistryEntry
from kg.registry import Registry
from kg.terms import CitationRole, Relation, Severity, ValidityState
from ui.library import Library

REAL = Path(__file__).parent.parent / "gold" / "provincial" / "texts" / "5545b1799f2968c0.txt"
OLD = "32/2018/QĐ-UBND"
NAMED = f"Quyết định số {OLD} ngày 10 tháng 10 năm 2018 của Ủy ban nhân dân tỉnh Hà Giang"
MADE = dt.date(2024, 3, 15)
TODAY = dt.date(2026, 3, 1)


def text_of(basis: str, article: str, more: str = "") -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 12/2024/QĐ-UBND
Hà Giang, ngày 15 tháng 3 năm 2024
QUYẾT ĐỊNH
Về quản lý vỉa hè
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
{basis}
QUYẾT ĐỊNH:
Điều 1. {article}
Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 4 năm 2024.
{more}
"""


def row_of(text: str, ended: dt.date):
    """The row of the old decision in a check two years on, where it ended on that day."""
    reading = read_text(text)
    signed = dt.date(2018, 10, 10)
    entry = RegistryEntry(
        f"{OLD}@{signed}@UBND tỉnh Hà Giang", OLD, "Quyết định", "Về vỉa hè", "UBND tỉnh Hà Giang",
        signed, signed, ended, status="expired",
    )  # fmt: skip
    registry = Registry([entry], catalogue=False)
    report = check(reading.header, reading.mentions, reading.source, registry, on=TODAY)
    (row,) = (row for row in report.rows if row.canonical == OLD)
    return row.severity, row.role, row.relation


ENDED_BY_IT = dt.date(2024, 4, 1)
ENDED_BEFORE = dt.date(2023, 1, 1)
REPEALS = f"Bãi bỏ toàn bộ {NAMED}."
RUNNING = (
    "Điều 3. Hồ sơ đã tiếp nhận trước ngày Quyết định này có hiệu lực thì tiếp tục giải quyết "
    f"theo Quyết định số {OLD}."
)
NOTE = (Severity.NOTE, CitationRole.AMENDED_OBJECT, Relation.REPEALS)
ERROR = (Severity.ERROR, CitationRole.BASIS, Relation.LEGAL_BASIS)


@pytest.mark.parametrize(
    "basis",
    [
        "",
        f"Theo đề nghị của Giám đốc Sở Tư pháp về việc bãi bỏ {NAMED};",
        f"Theo đề nghị của Giám đốc Sở Tư pháp thực hiện rà soát theo {NAMED};",
        f"Căn cứ {NAMED};",
    ],
)
@pytest.mark.parametrize("more", ["", RUNNING])
def test_what_a_decision_repeals_is_no_basis_of_it(basis, more):
    assert row_of(text_of(basis, REPEALS, more), ENDED_BY_IT) == NOTE


@pytest.mark.parametrize("article", ["Sửa đổi, bổ sung Điều 5 ", "Thay thế "])
def test_nor_is_what_it_amends_or_replaces(article):
    severity, role, _ = row_of(text_of("", f"{article}{NAMED}.", RUNNING), ENDED_BY_IT)
    assert (severity, role) == (Severity.NOTE, CitationRole.AMENDED_OBJECT)


def test_a_line_of_bases_that_was_dead_before_is_told_though_it_is_repealed_again():
    assert row_of(text_of(f"Căn cứ {NAMED};", REPEALS), ENDED_BEFORE) == ERROR


def test_a_line_of_bases_of_which_a_part_alone_is_struck_is_told():
    part = f"Bãi bỏ khoản 2 Điều 1 {NAMED}."
    assert row_of(text_of(f"Căn cứ {NAMED};", part), ENDED_BY_IT) == ERROR


@pytest.mark.parametrize("words", ["Theo đề nghị của Sở Tư pháp căn cứ", "Căn cứ"])
def test_dead_bases_that_nothing_ends_are_told(words):
    severity, role, _ = row_of(text_of(f"{words} {NAMED};", "Ban hành Quy định."), ENDED_BY_IT)
    assert (severity, role) == (Severity.ERROR, CitationRole.BASIS)


def test_an_undated_draft_keeps_its_dead_line_of_bases():
    text = text_of(f"Căn cứ {NAMED};", REPEALS).replace(
        "Hà Giang, ngày 15 tháng 3 năm 2024", "Hà Giang, ngày    tháng    năm"
    )
    assert row_of(text, ENDED_BEFORE) == ERROR


def test_a_real_decision_that_repeals_three_rests_on_none_of_them():
    """Đà Nẵng, 81/2025/QĐ-UBND: repealed in title, proposal and articles, dead since by it."""
    reading = read(REAL)
    numbers = ("55/2014/QĐ-UBND", "24/2019/QĐ-UBND", "08/2023/QĐ-UBND")
    day, end = dt.date(2014, 1, 1), dt.date(2025, 11, 27)
    entries = [
        RegistryEntry(number, number, "Quyết định", None, None, None, day, end, status="expired")
        for number in numbers
    ]
    mentions = [
        replace(m, target=m.canonical) if m.canonical in numbers else m for m in reading.mentions
    ]
    registry = Registry(entries, catalogue=False)
    report = check(reading.header, mentions, reading.source, registry, on=TODAY)
    rows = {row.canonical: row for row in report.rows if row.relation is Relation.REPEALS}
    assert set(rows) == set(numbers)
    assert {row.state for row in rows.values()} == {ValidityState.EXPIRED}
    assert {row.severity for row in rows.values()} == {Severity.NOTE}
    assert report.summary["error"] == 0


@pytest.mark.parametrize(
    ("basis", "article", "dead"),
    [
        (f"Căn cứ {NAMED};", REPEALS, False),
        (f"Căn cứ {NAMED};", "Ban hành Quy định.", True),
        (f"Theo đề nghị của Sở Tư pháp thực hiện rà soát theo {NAMED};", REPEALS, False),
        (f"Căn cứ {NAMED};", f"Bãi bỏ khoản 2 Điều 1 {NAMED}.", True),
    ],
)
def test_a_librarys_count_agrees_with_the_check(tmp_path, basis, article, dead):
    later = (
        text_of("", f"Thay thế {NAMED}.").replace("12/2024", "44/2024").replace("3 năm", "6 năm")
    )
    for name, text in (("a", text_of(basis, article)), ("b", later)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.at(tmp_path / "library")
    library.ingest([tmp_path / "a.txt", tmp_path / "b.txt"])
    listed = {row["number"]: row["keys"] for row in library.dead_bases(on=TODAY)["documents"]}
    assert (f"{OLD}@2018-10-10@UBND tỉnh Hà Giang" in listed["12/2024/QĐ-UBND"]) is dead
    row = next(
        row
        for row in library.check("12/2024/QĐ-UBND", None, on=TODAY)["rows"]
        if row["canonical"] == OLD
    )
    assert (row["severity"] == "error") is dead
    assert f"{OLD}@2018-10-10@UBND tỉnh Hà Giang" not in listed["44/2024/QĐ-UBND"]
