"""Checks of small hand-made documents; severities by the table of the contract."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.check import check
from kg.errors import Problem
from kg.facts import Change, RegistryEntry
from kg.model import Choice, Header, Line, Mention, Place, SourceText
from kg.registry import Registry, load_registry
from kg.severity import severity_of
from kg.terms import (
    CitationRole,
    MentionType,
    PlaceLevel,
    ProblemCode,
    Relation,
    Severity,
    ValidityState,
)
from kg.validity import status_on

REGISTRY = load_registry()
TODAY = dt.date(2026, 11, 20)
WARD = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")
HEADER = Header(number="36/QĐ-UBND", type="Quyết định", date=dt.date(2025, 2, 12),
                issuer="UBND Phường 5", place=WARD)  # fmt: skip


def text(*lines: str) -> SourceText:
    made, start = [], 0
    for number, line in enumerate(lines, 1):
        made.append(Line(number, start, line, line))
        start += len(line) + 1
    return SourceText(tuple(made))


def cite(
    source: SourceText,
    raw: str,
    role: CitationRole = CitationRole.BASIS,
    relation: Relation = Relation.LEGAL_BASIS,
    kind: MentionType = MentionType.NUMBERED,
    **said,
) -> Mention:
    start = source.raw.index(raw)
    line = source.line_at(start).number
    named = kind is MentionType.NAMED_LAW
    return Mention(
        canonical=None if named else said.pop("canonical", raw),
        type="Luật" if named else None,
        number=None,
        year=None,
        issuer=said.pop("issuer", None),
        date=said.pop("date", None),
        title=raw if named else said.pop("title", None),
        relation=relation,
        role=role,
        mention_type=kind,
        raw=raw,
        line=line,
        line_end=line,
        char_start=start,
        char_end=start + len(raw),
        text_start=start,
        text_end=start + len(raw),
        **said,
    )


def rows_of(source: SourceText, *mentions: Mention, on: dt.date = TODAY, header: Header = HEADER):
    return check(header, mentions, source, REGISTRY, on=on).rows


# state on the day of view; role; severity. Each key and day is a document in that state.
EXPIRED = ("61/2018/NĐ-CP@2018-04-23", dt.date(2025, 7, 1))
NOT_YET_LATER = ("118/2025/NĐ-CP@2025-06-09", dt.date(2025, 6, 10))  # after 12 Feb 2025
PARTLY = ("33/2023/NĐ-CP@2023-06-10", dt.date(2025, 7, 1))
ORPHAN = ("01/2018/TT-VPCP@2018-11-23", dt.date(2025, 7, 1))
AMENDED = ("45/2020/NĐ-CP@2020-04-08", dt.date(2025, 2, 12))
PLAIN = ("30/2020/NĐ-CP@2020-03-05", dt.date(2025, 2, 12))
UNKNOWN = ("01/2023/TT-VPCP@2023-04-05", dt.date(2025, 2, 12))
LOST = ("04/2015/NĐ-CP@2015-01-09", dt.date(2025, 2, 12))
BASIS, TASK, REPORT = CitationRole.BASIS, CitationRole.TASK, CitationRole.REPORT
HISTORY, QUOTED = CitationRole.HISTORY, CitationRole.QUOTED_TITLE


@pytest.mark.parametrize(("case", "live", "past"), [
    (EXPIRED, Severity.ERROR, Severity.NOTE),
    (NOT_YET_LATER, Severity.ERROR, Severity.NOTE),
    (PARTLY, Severity.WARNING, Severity.NOTE),
    (ORPHAN, Severity.REVIEW, Severity.NOTE),
    (LOST, Severity.REVIEW, Severity.NOTE),  # presumed expired
    (AMENDED, Severity.NOTE, Severity.OK),
    (PLAIN, Severity.OK, Severity.OK),
    (UNKNOWN, Severity.UNKNOWN, Severity.UNKNOWN),
])  # fmt: skip
def test_severity_follows_state_and_role(case, live, past):
    key, on = case
    validity = status_on(key, REGISTRY, on=on)
    mention = cite(text("x 61/2018/NĐ-CP"), "61/2018/NĐ-CP")
    for role in (BASIS, TASK):
        assert severity_of(validity, replace(mention, role=role), HEADER) is live
    for role in (REPORT, HISTORY, QUOTED):
        assert severity_of(validity, replace(mention, role=role), HEADER) is past


def test_a_suspended_basis_is_an_error_and_a_note_in_history():
    suspended = replace(status_on(PLAIN[0], REGISTRY, on=TODAY), state=ValidityState.SUSPENDED)
    mention = cite(text("x 30/2020/NĐ-CP"), "30/2020/NĐ-CP")
    assert severity_of(suspended, mention, HEADER) is Severity.ERROR
    assert severity_of(suspended, replace(mention, role=HISTORY), HEADER) is Severity.NOTE


@pytest.mark.parametrize(("own_day", "severity"), [
    (dt.date(2025, 7, 1), Severity.WARNING),  # takes effect with the document: lawful
    (dt.date(2025, 6, 30), Severity.ERROR),
    (None, Severity.ERROR),  # the document takes effect when signed, 12 Feb 2025
])  # fmt: skip
def test_a_basis_not_yet_in_force_is_an_error_only_if_it_begins_after_the_document(
    own_day, severity
):
    validity = status_on("118/2025/NĐ-CP@2025-06-09", REGISTRY, on=dt.date(2025, 6, 20))
    mention = cite(text("x 118/2025/NĐ-CP"), "118/2025/NĐ-CP")
    assert severity_of(validity, mention, replace(HEADER, effective_from=own_day)) is severity


PLAN = text(
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
    "Căn cứ Quyết định số 65/QĐ-UBND ngày 13/01/2025 của UBND tỉnh;",
    "Năm 2024 đã làm theo Thông tư số 01/2018/TT-VPCP.",
)
MENTIONS = (
    cite(PLAN, "Luật Tổ chức chính quyền địa phương", kind=MentionType.NAMED_LAW,
         date=dt.date(2015, 6, 19)),
    cite(PLAN, "61/2018/NĐ-CP"),
    cite(PLAN, "76/NQ-CP", date=dt.date(2021, 7, 15)),
    cite(PLAN, "65/QĐ-UBND", date=dt.date(2025, 1, 13), issuer="UBND tỉnh"),
    cite(PLAN, "01/2018/TT-VPCP", HISTORY, Relation.REFERS_TO),
)  # fmt: skip


def test_a_plan_right_on_its_day_is_out_of_date_today_and_both_are_shown():
    rows = rows_of(PLAN, *MENTIONS)
    assert [(r.canonical, r.severity, r.state, r.state_on_document_day) for r in rows] == [
        ("77/2015/QH13", "error", "expired", "partly"),  # 21/2017/QH14 struck a point
        ("61/2018/NĐ-CP", "error", "expired", "in_force"),
        ("65/QĐ-UBND", "unknown", "unknown", "unknown"),
        ("01/2018/TT-VPCP", "note", "expired", "in_force"),
        ("76/NQ-CP", "ok", "in_force", "in_force"),
    ]
    decree = rows[1]
    assert decree.effective_until == dt.date(2025, 6, 30)
    assert [(s.canonical, s.since) for s in decree.suggestion] == [
        ("118/2025/NĐ-CP", dt.date(2025, 7, 1))
    ]
    assert [s.canonical for s in rows[0].suggestion] == ["72/2025/QH15"]
    assert rows[2].issuer == "UBND tỉnh Tiền Giang"
    assert rows[3].suggestion == ()  # history is not to be rewritten


def test_on_its_own_day_the_same_plan_has_no_error():
    report = check(HEADER, MENTIONS, PLAN, REGISTRY, on=dt.date(2025, 2, 12))
    assert report.summary["error"] == 0
    assert sum(report.summary.values()) == len(report.rows) == 5
    assert set(report.summary) == {severity.value for severity in Severity}
    assert (report.as_of, report.registry_as_of) == (dt.date(2025, 2, 12), REGISTRY.compiled)


def test_a_mention_says_where_it_stands():
    for row in rows_of(PLAN, *MENTIONS):
        for place in row.mentions:
            raw = PLAN.raw[place.char_start : place.char_end]
            assert raw in place.quote
            assert place.quote == PLAN.lines[place.line - 1].text


def test_mentions_of_one_document_are_one_row_with_the_weightiest_role():
    source = text("Báo cáo theo 61/2018/NĐ-CP.", "Căn cứ Nghị định 61/2018/ND-CP;")
    first = cite(source, "61/2018/NĐ-CP", REPORT, Relation.REFERS_TO)
    second = cite(source, "61/2018/ND-CP", canonical="61/2018/NĐ-CP")
    (row,) = rows_of(source, first, second)
    assert (row.role, row.relation, row.severity) == (BASIS, Relation.LEGAL_BASIS, "error")
    assert [place.line for place in row.mentions] == [1, 2]


def test_targets_already_linked_give_the_same_rows_as_mentions_without():
    keys = {"61/2018/NĐ-CP": "61/2018/NĐ-CP@2018-04-23", "76/NQ-CP": "76/NQ-CP@2021-07-15"}
    linked = [replace(m, target=keys.get(m.canonical or "")) for m in MENTIONS]
    assert [(r.key, r.severity) for r in rows_of(PLAN, *linked)] == [
        (r.key, r.severity) for r in rows_of(PLAN, *MENTIONS)
    ]


def test_two_possible_documents_are_for_review_whatever_their_state():
    source = text("Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ.")
    header = replace(HEADER, date=dt.date(2022, 1, 12))
    (row,) = rows_of(source, cite(source, "76/NQ-CP", TASK), header=header)
    assert (row.severity, row.state, row.key) == ("review", "unknown", None)
    assert [c.key for c in row.choices] == ["76/NQ-CP@2021-07-15", "76/NQ-CP@2013-06-13"]
    assert row.suggestion == ()


def test_what_the_text_names_in_full_settles_what_it_names_in_short():
    source = text("Nghị quyết số 76/NQ-CP ngày 15/7/2021;", "theo Nghị quyết 76/NQ-CP nêu trên")
    header = replace(HEADER, date=dt.date(2022, 1, 12))
    start = source.raw.rindex("76/NQ-CP")
    full = cite(source, "76/NQ-CP", date=dt.date(2021, 7, 15))
    short = replace(full, date=None, line=2, line_end=2, char_start=start, char_end=start + 8)
    (row,) = rows_of(source, short, full, header=header)
    assert (row.key, len(row.mentions), row.choices) == ("76/NQ-CP@2021-07-15", 2, ())


def test_a_normative_number_named_with_and_without_its_day_is_one_row():
    source = text("Nghị quyết số 197/2025/QH15 ngày 17/5/2025;", "Nghị quyết 197/2025/QH15.")
    start = source.raw.rindex("197/2025/QH15")
    full = cite(source, "197/2025/QH15", date=dt.date(2025, 5, 17))
    short = replace(full, date=None, line=2, line_end=2, char_start=start, char_end=start + 13)
    (row,) = rows_of(source, full, short)
    assert (row.date, row.state, row.severity) == (dt.date(2025, 5, 17), "unknown", "unknown")


def test_a_link_that_is_not_sure_is_for_review():
    source = text("Căn cứ Nghị định số 61/2018/NĐ-CP;")
    (row,) = rows_of(source, cite(source, "61/2018/NĐ-CP", confidence=0.3))
    assert row.severity is Severity.REVIEW
    choices = (Choice("a", "1/QĐ-TTg", None, None, None, 0.5, "same_number"),)
    (row,) = rows_of(source, cite(source, "61/2018/NĐ-CP", choices=choices))
    assert (row.severity, row.choices) == (Severity.REVIEW, choices)


def test_an_object_that_the_document_itself_ends_is_no_error():
    source = text("Quyết định này thay thế Quyết định 09/2015/QĐ-TTg.")
    mention = cite(source, "09/2015/QĐ-TTg", CitationRole.TASK, Relation.REPLACES)
    (row,) = rows_of(source, mention)
    assert (row.state, row.severity) == ("expired", "note")


def test_the_documents_own_number_is_not_a_row():
    source = text("Số: 36/QĐ-UBND")
    assert rows_of(source, cite(source, "36/QĐ-UBND", kind=MentionType.SELF)) == ()


@pytest.mark.parametrize(("on", "state", "until", "severity"), [
    (dt.date(2025, 6, 30), "unknown", None, "unknown"),
    (dt.date(2025, 7, 1), "unknown", dt.date(2027, 2, 28), "review"),
    (dt.date(2027, 2, 28), "unknown", dt.date(2027, 2, 28), "review"),
    (dt.date(2027, 3, 1), "expired", dt.date(2027, 2, 28), "review"),  # presumed
])  # fmt: skip
def test_normative_documents_of_districts_hold_to_the_end_of_february_2027_at_most(
    on, state, until, severity
):
    """87/2025/QH15, khoản 1 Điều 3: "đến hết ngày 28 tháng 02 năm 2027, trừ trường hợp …"."""
    source = text("Căn cứ Quyết định số 03/2023/QĐ-UBND của UBND huyện Cái Bè;")
    mention = cite(source, "03/2023/QĐ-UBND", issuer="UBND huyện Cái Bè")
    (row,) = rows_of(source, mention, on=on)
    assert (row.state, row.effective_until, row.severity) == (state, until, severity)
    if until:
        assert row.proof[0].document == "87/2025/QH15"


def test_normative_documents_of_provinces_and_central_cities_are_not_touched_by_that():
    for issuer in ("UBND tỉnh Tiền Giang", "UBND thành phố Hà Nội"):
        source = text(f"Căn cứ Quyết định số 03/2023/QĐ-UBND của {issuer};")
        (row,) = rows_of(source, cite(source, "03/2023/QĐ-UBND", issuer=issuer))
        assert (row.state, row.effective_until) == ("unknown", None)


DUTIES = text(
    "Giao Phòng Nội vụ chủ trì, phối hợp với công chức Văn phòng - Thống kê.",
    "Sở Thông tin và Truyền thông hướng dẫn; Sở Nội vụ theo dõi.",
    "Theo Quyết định số 12/QĐ-BTTTT ngày 01/02/2020 của Bộ Thông tin và Truyền thông.",
)


def offices(on: dt.date, day: dt.date | None = HEADER.date, source: SourceText = DUTIES):
    cited = [cite(source, "12/QĐ-BTTTT", date=dt.date(2020, 2, 1))] if source is DUTIES else []
    report = check(replace(HEADER, date=day), cited, source, REGISTRY, on=on)
    return {office.office: office for office in report.offices if not office.issuer}


def test_duties_of_bodies_that_ended_are_found_with_their_lines_and_successors():
    found = offices(dt.date(2025, 7, 1))
    assert list(found) == [
        "Phòng Nội vụ",
        "công chức Văn phòng - Thống kê",
        "Sở Thông tin và Truyền thông",
    ]  # fmt: skip  (the ministry is only the issuer of what is cited)
    room = found["Phòng Nội vụ"]
    assert [(m.line, DUTIES.raw[m.char_start : m.char_end]) for m in room.mentions] == [
        (1, "Phòng Nội vụ")
    ]
    assert room.since == dt.date(2025, 7, 1)
    assert "Phòng Văn hóa - Xã hội" in (room.successor or "")
    assert ("72/2025/QH15", "khoản 3 Điều 51", None) in [
        (proof.document, proof.clause, proof.quote) for proof in room.proof
    ]


def test_a_body_whose_duty_moved_is_reported_only_where_that_duty_is_named():
    source = text("Nơi nhận:", "- Văn phòng Chính phủ;",
                  "Báo cáo Văn phòng Chính phủ về kiểm soát thủ tục hành chính.")  # fmt: skip
    (office,) = offices(TODAY, source=source).values()
    assert (office.state, [m.line for m in office.mentions]) == ("may_have_ceased", [3])


@pytest.mark.parametrize(("on", "count"), [
    (dt.date(2025, 2, 28), 0),
    (dt.date(2025, 3, 1), 1),  # sở of the province, from 1 March
    (dt.date(2025, 6, 30), 1),
    (dt.date(2025, 7, 1), 3),
])  # fmt: skip
def test_a_body_is_reported_from_the_day_it_ended(on, count):
    assert len(offices(on)) == count


def test_a_name_that_a_new_body_bears_is_read_by_the_documents_day():
    source = text("Văn phòng HĐND và UBND chủ trì.")
    old = offices(TODAY, dt.date(2025, 2, 12), source)
    new = offices(TODAY, dt.date(2025, 9, 1), source)
    undated = offices(TODAY, None, source)
    assert [office.state for office in old.values()] == ["ceased"]
    assert new == {}
    assert [office.state for office in undated.values()] == ["may_have_ceased"]


def test_places_that_ended_are_named_with_what_took_their_place():
    source = text("UBND Phường 5, thành phố Gò Công, tỉnh Tiền Giang", "xã hội; Phường 5")
    report = check(HEADER, (), source, REGISTRY, on=TODAY)
    found = {place.place: place for place in report.places}
    assert found["tỉnh Tiền Giang"].successor == "tỉnh Đồng Tháp"
    ward = found["Phường 5, tỉnh Tiền Giang"]
    assert ward.since == dt.date(2025, 7, 1)
    assert all("tỉnh Đồng Tháp" in name for name in ward.successors)
    assert check(HEADER, (), source, REGISTRY, on=dt.date(2025, 6, 30)).places == ()
    after = replace(HEADER, date=dt.date(2025, 8, 1))
    assert check(after, (), source, REGISTRY, on=TODAY).places == ()


def test_a_check_without_text_or_mentions_is_empty_not_an_error():
    report = check(Header(), (), None, REGISTRY, on=TODAY)
    assert (report.rows, report.offices, report.places, report.document_date) == ((), (), (), None)


def test_the_first_words_of_a_longer_name_are_no_law_of_their_own():
    """55/2024/QH15 took the place of 27/2001/QH10, whose name its own begins with."""
    line = "Căn cứ Luật phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15;"
    source = text(line)
    begun = cite(source, "Luật phòng cháy, chữa cháy", kind=MentionType.NAMED_LAW)
    (row,) = rows_of(source, begun, cite(source, "55/2024/QH15"))
    assert row.canonical == "55/2024/QH15"
    two = text("Luật phòng cháy, chữa cháy; Luật Nhà ở số 27/2023/QH15;")
    both = (
        cite(two, "Luật phòng cháy, chữa cháy", kind=MentionType.NAMED_LAW),
        cite(two, "27/2023/QH15"),
    )
    assert len(rows_of(two, *both)) == 2


def test_a_number_alone_means_what_the_document_names_in_full():
    source = text("Quyết định số 7619/QĐ-BCA ngày 08/9/2025;", "theo Quyết định số 7619/QĐ-BCA")
    start = source.raw.rindex("7619/QĐ-BCA")
    full = cite(source, "7619/QĐ-BCA", date=dt.date(2025, 9, 8), issuer="Bộ Công an")
    short = replace(full, date=None, line=2, line_end=2, char_start=start, char_end=start + 11,
                    text_start=start, text_end=start + 11)  # fmt: skip
    key = "7619/QĐ-BCA@2025-09-08"
    doubt = (Choice(key, "7619/QĐ-BCA", None, full.date, "Bộ Công an", 0.5, "same_number"),)
    linked = replace(full, target=key)
    for one in (short, replace(short, choices=doubt)):
        (row,) = rows_of(source, linked, one)
        assert (len(row.mentions), row.choices, row.key) == (2, (), key)
    other = (replace(doubt[0], key="7619/QĐ-BCA@2020-01-01"),)
    assert len(rows_of(source, linked, replace(short, choices=other))) == 2


@pytest.mark.parametrize(("number", "title", "heirs"), [
    ("10/2012/QH13", "Bộ luật Lao động", ["45/2019/QH14"]),  # 92/2015/QH13 struck a part in 2016
    ("34/2016/NĐ-CP", None, ["78/2025/NĐ-CP", "79/2025/NĐ-CP"]),  # two took it over on one day
])  # fmt: skip
def test_only_what_took_over_is_proposed(number, title, heirs):
    source = text(f"Thực hiện {number}.")
    (row,) = rows_of(source, cite(source, number, TASK, title=title))
    assert [item.canonical for item in row.suggestion] == heirs


def test_a_cited_document_whose_stated_parent_is_dead_says_so_and_stays_unknown():
    number, parent = "7/2019/TT-BNV", "20/2017/NĐ-CP"
    title = f"quy định chi tiết một số điều của Nghị định số {parent}"
    dead = RegistryEntry(
        f"{parent}@2017-02-24", parent, "Nghị định", "về sổ sách", "Chính phủ",
        dt.date(2017, 2, 24), dt.date(2017, 5, 1), dt.date(2021, 1, 1), status="expired",
    )  # fmt: skip
    source = text("QUYẾT ĐỊNH", f"Căn cứ Thông tư số {number}")
    mention = cite(source, number, title=title, date=dt.date(2019, 3, 1))
    report = check(HEADER, [mention], source, Registry([dead], catalogue=False), on=TODAY)
    (row,) = report.rows
    assert (row.state, row.severity) == (ValidityState.UNKNOWN, Severity.UNKNOWN)
    assert row.dead_parents == (parent,)
    assert [risk.since for risk in row.chain] == [dt.date(2021, 1, 1)]
    assert ("80/2015/QH13", "khoản 4 Điều 154") in [(p.document, p.clause) for p in row.proof]


def test_a_line_that_names_what_amended_a_document_needs_no_addition():
    amended, by = "5/2020/NĐ-CP", "6/2023/NĐ-CP"
    day = dt.date(2020, 1, 1)
    facts = [
        RegistryEntry(f"{amended}@2020-01-01", amended, "Nghị định", "về sổ sách", "Chính phủ",
                      day, day, status="in_force", amended_by=(Change(by, date=day),)),
        RegistryEntry(f"{by}@2020-01-01", by, "Nghị định", "Sửa đổi", "Chính phủ", day, day,
                      status="in_force"),
    ]  # fmt: skip
    registry = Registry(facts, catalogue=False)
    source = text("QUYẾT ĐỊNH", f"Căn cứ {amended};", f"Căn cứ {by};")
    alone, both = ([cite(source, n) for n in names] for names in ([amended], [amended, by]))
    row = check(HEADER, alone, source, registry, on=TODAY).rows[0]
    assert (row.amendments_cited, row.severity) == (False, Severity.NOTE)
    assert by in (row.wording or "")
    told = check(HEADER, both, source, registry, on=TODAY).rows[0]
    assert (told.amendments_cited, told.severity, told.wording) == (True, Severity.NOTE, None)


def conflict(code: ProblemCode, found: str, expected: str, *choices: str) -> Problem:
    return Problem(code, found, expected, "line 1", choices)


@pytest.mark.parametrize(("days", "count"), [(("2021-10-08", "2021-12-08"), 1), ((), 2)])
def test_documents_apart_only_by_a_day_in_conflict_are_one_row_with_the_conflict(days, count):
    source = text("KẾ HOẠCH", "370/KH-UBND ngày 8/10/2021", "số 0370/KH-UBND ngày 8/12/2021")
    problems = (conflict(ProblemCode.CONFLICTING_DATES, "a", "one day", *days),) if days else ()
    mentions = [
        cite(source, raw, date=dt.date(2021, month, 8), issuer="UBND tỉnh Tiền Giang",
             problems=problems, canonical="370/KH-UBND",
             target=f"370/KH-UBND@2021-{month}-08@UBND tỉnh Tiền Giang")
        for raw, month in (("370/KH-UBND", 10), ("0370/KH-UBND", 12))
    ]  # fmt: skip
    rows = rows_of(source, *mentions)
    assert len(rows) == count
    assert sum(len(row.mentions) for row in rows) == 2


@pytest.mark.parametrize(("day", "count"), [(HEADER.date, 0), (dt.date(2024, 1, 1), 1)])
def test_the_document_itself_under_its_misprinted_number_is_no_row(day, count):
    source = text("Kèm theo Quyết định số 3/QĐ-UBND", "theo Quyết định số 03/QĐ-UBND")
    wrong = (conflict(ProblemCode.CONFLICTING_NUMBERS, "3/QĐ-UBND", "36/QĐ-UBND"),)
    itself = cite(source, "3/QĐ-UBND", kind=MentionType.SELF, problems=wrong)
    cited = cite(source, "03/QĐ-UBND", canonical="3/QĐ-UBND", date=day,
                 issuer="UBND tỉnh Tiền Giang")  # fmt: skip
    assert len(rows_of(source, itself, cited)) == count
