"""Form of bases, on small openings; the rules are those of `kg.basis_rules`."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.basis_form import FormCode, form_findings
from kg.basis_lines import Opening, basis_lines
from kg.check import check
from kg.registry import load_registry
from kg.terms import CitationRole, DocumentType, Relation, Severity
from tests.kg.drafted import DECISION, PROVINCE, cite, text

REGISTRY = load_registry()
LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
DECREE = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về một cửa;"
PROPOSAL = "Theo đề nghị của Trưởng phòng Nội vụ."
RULE = "30/2020/NĐ-CP, Phụ lục I, mục II"


def found(source, *mentions, header=DECISION, meant=None):
    keys = meant or {}
    findings = form_findings(header, mentions, source, REGISTRY, keys)
    return [(f.code, f.line, f.found, f.expected) for f in findings]


def law(source, **more):
    said = {"date": dt.date(2015, 6, 19), "issuer": "Quốc hội"} | more
    return cite(source, "Luật Tổ chức chính quyền địa phương", "Luật", **said)


def decree(source, **more):
    said = {"date": dt.date(2018, 4, 23), "issuer": "Chính phủ", "title": "về một cửa"} | more
    return cite(source, "61/2018/NĐ-CP", "Nghị định", **said)


def test_a_well_formed_opening_has_no_finding():
    source = text("ỦY BAN NHÂN DÂN PHƯỜNG 5", LAW, DECREE, PROPOSAL, "QUYẾT ĐỊNH:", "Điều 1. …")
    assert found(source, law(source), decree(source)) == []


def test_a_basis_over_several_lines_is_one_with_its_ending():
    source = text(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức",
        "",
        "chính quyền địa phương ngày 22 tháng 11 năm 2019;",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2024 của",
        "Ủy ban nhân dân tỉnh, về việc ban hành Kế hoạch;",
        PROPOSAL,
        "QUYẾT ĐỊNH:",
    )
    amending = cite(source, "Luật sửa đổi, bổ sung một số điều", "Luật", date=dt.date(2019, 11, 22))
    local = cite(source, "12/QĐ-UBND", date=dt.date(2024, 2, 1), issuer="UBND tỉnh", title="về …")
    mentions = (law(source), amending, local)
    lines = basis_lines(DECISION, mentions, source)
    assert [(line.opening, line.first, line.last, line.ending) for line in lines] == [
        (Opening.BASIS, 1, 4, ";"),
        (Opening.BASIS, 5, 6, ";"),
        (Opening.PROPOSAL, 7, 7, "."),
    ]
    assert found(source, *mentions) == []  # an amending law stands with the law by custom


@pytest.mark.parametrize(
    ("line", "said", "code"),
    [
        ("Căn cứ Kế hoạch phát triển thành phố;", {"raw": "Kế hoạch phát triển"}, "no_number"),
        ("Căn cứ Quyết định số 12/QĐ-UBND của UBND tỉnh về việc A;", {"title": "về A"}, "no_date"),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2024 về A;",
         {"title": "về A", "date": dt.date(2024, 2, 1), "issuer": None}, "no_issuer"),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2024 của UBND tỉnh;",
         {"date": dt.date(2024, 2, 1)}, "no_title"),
        ("Căn cứ Nghị định số 61/NĐ-CP ngày 23/4/2018 về một cửa;",
         {"raw": "61/NĐ-CP", "date": dt.date(2018, 4, 23), "title": "về một cửa"}, "no_year"),
        ("Căn cứ Báo cáo số 12/BC-UBND ngày 01/02/2024 của UBND tỉnh về A;",
         {"raw": "12/BC-UBND", "kind": "Báo cáo", "date": dt.date(2024, 2, 1), "title": "về A"},
         "no_legal_basis"),
    ],
)  # fmt: skip
def test_what_a_basis_lacks_is_named(line, said, code):
    source = text(LAW, line, PROPOSAL, "QUYẾT ĐỊNH:")
    said = {"raw": "12/QĐ-UBND", "kind": "Quyết định", "issuer": "UBND tỉnh"} | said
    mention = cite(source, said.pop("raw"), said.pop("kind"), **said)
    assert [(c, number) for c, number, *_ in found(source, law(source), mention)] == [(code, 2)]


def test_a_later_mention_may_be_short():
    source = text(
        LAW, "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2024 của UBND tỉnh về A;",
        "Căn cứ Công văn giải thích Quyết định 12/QĐ-UBND;", PROPOSAL,
    )  # fmt: skip
    full = cite(
        source, "12/QĐ-UBND", date=dt.date(2024, 2, 1), issuer="UBND tỉnh", title="về A"
    )  # fmt: skip
    short = cite(source, "12/QĐ-UBND", after=source.raw.index("Công văn"))
    assert found(source, law(source), full, short) == []


def test_congress_resolutions_have_no_number_by_custom():
    source = text(LAW, "Căn cứ Nghị quyết Đại hội Đảng bộ xã lần thứ XII;", PROPOSAL)
    mention = cite(source, "Nghị quyết Đại hội Đảng bộ xã lần thứ XII", "Nghị quyết")
    assert found(source, law(source), mention) == []


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((LAW.removesuffix(";"), DECREE, PROPOSAL), [("line_end", 1)]),
        ((LAW, DECREE.replace(";", "."), PROPOSAL), [("line_end", 2)]),
        ((LAW, DECREE.replace(";", "."), "QUYẾT ĐỊNH:"), []),  # the last may end so
        ((LAW, DECREE, "QUYẾT ĐỊNH:"), []),
    ],
)
def test_each_basis_ends_with_a_semicolon_the_last_with_a_full_stop_too(lines, codes):
    source = text(*lines)
    seen = found(source, law(source), decree(source))
    assert [(code, line) for code, line, *_ in seen] == codes
    damaged = replace(source, damaged=True)
    assert found(damaged, law(source), decree(source)) == []  # marks may be misread


def test_two_bases_on_one_line_are_to_be_parted():
    second = "Quyết định số 12/QĐ-UBND ngày 01/02/2024 của UBND tỉnh về A;"
    source = text(LAW, f"{DECREE} {second}", PROPOSAL)
    local = cite(source, "12/QĐ-UBND", date=dt.date(2024, 2, 1), issuer="UBND tỉnh", title="về A")
    assert found(source, law(source), decree(source), local) == [
        ("shared_line", 2, "12/QĐ-UBND", "")
    ]


def test_a_law_after_a_decree_is_a_note_and_party_documents_have_no_rank():
    source = text(DECREE, LAW, "Căn cứ Nghị quyết số 18-NQ/TW ngày 25/10/2017 về A;", PROPOSAL)
    party = cite(source, "18-NQ/TW", "Nghị quyết", date=dt.date(2017, 10, 25), title="về A")
    assert found(source, decree(source), law(source), party) == [
        ("order", 2, "Luật Tổ chức chính quyền địa phương", "61/2018/NĐ-CP")
    ]


@pytest.mark.parametrize(
    ("year", "codes"),
    [("", ["law_undated"]), (" năm 2025", ["law_undated"]), (" năm 2015", [])],
)
def test_a_law_without_its_day_is_doubtful_where_several_bear_its_name(year, codes):
    """77/2015/QH13; 65/2025/QH15 and 72/2025/QH15 are two of one year."""
    source = text(f"Căn cứ Luật Tổ chức chính quyền địa phương{year};", PROPOSAL)
    header = replace(DECISION, date=dt.date(2025, 12, 1))
    assert [code for code, *_ in found(source, law(source, date=None), header=header)] == codes


def test_the_power_to_issue_must_be_among_the_bases():
    source = text(DECREE, PROPOSAL)
    (finding,) = form_findings(DECISION, [decree(source)], source, REGISTRY, {})
    assert (finding.code, finding.expected) == (
        FormCode.NO_AUTHORITY,
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 (được sửa đổi, bổ "
        "sung bởi Luật số 21/2017/QH14 và Luật số 47/2019/QH14);"),
    )  # fmt: skip
    assert (finding.severity, finding.rule) == (Severity.WARNING, RULE)
    plan = replace(DECISION, type=DocumentType.PLAN.value)
    (finding,) = form_findings(plan, [decree(source)], source, REGISTRY, {})
    assert finding.severity is Severity.REVIEW
    older = text("Căn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;", PROPOSAL)
    old = cite(older, "Luật Tổ chức HĐND và UBND", "Luật", date=dt.date(2003, 11, 26))
    assert form_findings(replace(DECISION, date=dt.date(2015, 8, 31)), [old], older, REGISTRY,
                         {}) == ()  # fmt: skip


def test_a_plan_that_opens_with_carrying_out_another_needs_no_such_basis():
    source = text("Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2024 của UBND tỉnh về A, …")
    plan = cite(source, "12/KH-UBND", "Kế hoạch", relation=Relation.IMPLEMENTS, title="về A",
                date=dt.date(2024, 2, 1), issuer="UBND tỉnh")  # fmt: skip
    assert found(source, plan) == []


def test_a_plan_of_a_lower_body_is_no_basis_for_a_higher_one():
    source = text(LAW, "Căn cứ Kế hoạch số 12/KH-UBND ngày 01/02/2024 của UBND xã Tân Phú về A;")
    lower = cite(source, "12/KH-UBND", "Kế hoạch", issuer="UBND xã Tân Phú", title="về A",
                 date=dt.date(2024, 2, 1))  # fmt: skip
    header = replace(DECISION, place=PROVINCE, issuer="UBND tỉnh Đồng Tháp")
    assert [code for code, *_ in found(source, law(source), lower, header=header)] == ["lower_body"]
    assert found(source, law(source), lower) == []  # of equal level


PROGRAMME = "76/NQ-CP@2021-07-15"


@pytest.mark.parametrize(
    ("title", "role", "code", "pair"),
    [
        ("ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2026 - 2030",
         CitationRole.TASK, "title_period", ("2026 - 2030", "2021 - 2030")),
        ("Ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
         CitationRole.BASIS, None, None),
        ("về CCHC nhà nước giai đoạn 2021 - 2030", CitationRole.TASK, None, None),  # shortened
        ("về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
         CitationRole.TASK, "title_differs", None),
    ],
)  # fmt: skip
def test_a_quoted_title_is_held_against_the_registered_one(title, role, code, pair):
    source = text(f"1. Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ {title}.")
    mention = cite(source, "76/NQ-CP", "Nghị quyết", title=title, role=role,
                   date=dt.date(2021, 7, 15), issuer="Chính phủ")  # fmt: skip
    seen = found(source, mention, meant={mention.char_start: PROGRAMME})
    assert [c for c, *_ in seen] == ([code] if code else [])
    if pair:
        assert seen[0][2:] == pair


def test_a_title_that_belongs_to_another_number_is_said_to_be_its():
    """61/2018 with the title of 107/2021, which amends it; both are in the registry."""
    other = next(e for e in REGISTRY.entries.values() if e.number == "45/2020/NĐ-CP")
    source = text(LAW, f"Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 {other.title};", PROPOSAL)
    mention = decree(source, title=other.title)
    keys = {mention.char_start: "61/2018/NĐ-CP@2018-04-23"}
    ((code, line, _, expected),) = found(source, law(source), mention, meant=keys)
    assert (code, line) == ("title_of_another", 2)
    assert expected.startswith("45/2020/NĐ-CP")


def test_rules_of_decree_30_bind_neither_normative_nor_older_documents():
    source = text(LAW.removesuffix(";"), DECREE, PROPOSAL)
    for header, rule in (
        (DECISION, RULE),
        (replace(DECISION, number="36/2025/QĐ-UBND"), None),
        (replace(DECISION, date=dt.date(2020, 3, 4)), None),
        (replace(DECISION, date=dt.date(2020, 3, 5)), RULE),  # 30/2020/NĐ-CP, Điều 37
    ):
        mentions = [law(source), decree(source)]
        (finding,) = form_findings(header, mentions, source, REGISTRY, {})
        assert finding.rule == rule


def test_a_check_carries_the_findings_of_its_bases():
    source = text(DECREE, PROPOSAL)
    report = check(DECISION, [decree(source)], source, REGISTRY, on=dt.date(2025, 2, 12))
    assert [f.code for f in report.form] == [FormCode.NO_AUTHORITY]
    assert check(DECISION, (), None, REGISTRY, on=dt.date(2025, 2, 12)).form == ()
