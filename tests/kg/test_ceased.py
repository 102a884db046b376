"""Bodies and places that ended: what counts as a duty, and what does not."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.ceased import ceased_offices
from kg.ceased_places import ceased_issuer, ceased_places
from kg.check import check
from kg.errors import Problem
from kg.model import Header, Place
from kg.registry import load_registry
from kg.terms import CitationRole, MentionType, PlaceLevel, ProblemCode, Relation
from tests.kg.drafted import DECISION, PROVINCE, cite, text

TODAY = dt.date(2026, 11, 20)
REFORM = dt.date(2025, 7, 1)  # 72/2025/QH15, khoản 3 Điều 51
CITY = Place("thành phố Hồng Ngự", PlaceLevel.DISTRICT, None, "tỉnh Đồng Tháp")


def offices(*lines, mentions=(), day=DECISION.date, on=TODAY):
    source = text(*lines)
    made = mentions(source) if callable(mentions) else mentions
    found = ceased_offices(replace(DECISION, date=day), made, source, on=on)
    return {office.office: [m.line for m in office.mentions] for office in found}


def test_a_name_inside_a_quoted_title_is_no_duty():
    title = "về người hoạt động không chuyên trách ở cấp xã"

    def decree(source):
        return [cite(source, "34/2019/NĐ-CP", "Nghị định", title=title, role=CitationRole.TASK)]

    line = f"Thực hiện Nghị định số 34/2019/NĐ-CP ngày 24/4/2019 {title}."
    assert offices(line, mentions=decree) == {}
    assert len(offices(f"Giao nhiệm vụ {title}.")) == 1


def test_bases_and_proposals_are_no_duties():
    def law(source):
        return [cite(source, "Luật Tổ chức chính quyền địa phương", "Luật")]

    lines = (
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Theo đề nghị của Trưởng phòng Nội vụ.",
        "QUYẾT ĐỊNH:",
        "Giao Phòng Nội vụ theo dõi.",
    )
    assert offices(*lines, mentions=law) == {"Phòng Nội vụ": [4]}


def test_what_a_document_ends_needs_no_body():
    def ended(source):
        return [cite(source, "65/2024/QĐ-UBND", relation=Relation.REPLACES)]

    line = "Thay thế Quyết định số 65/2024/QĐ-UBND về quy chế giữa sở và UBND cấp huyện."
    assert offices(line, mentions=ended) == {}
    assert offices("Quy chế giữa sở và UBND cấp huyện.") == {"UBND, HĐND cấp huyện": [1]}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Chủ tịch Ủy ban nhân dân các huyện chịu trách nhiệm.", "Chủ tịch UBND cấp huyện"),
        ("UBND các huyện, thị xã rà soát.", "UBND, HĐND cấp huyện"),
        ("Bộ Tài nguyên và Môi trường (nay là Bộ Nông nghiệp và Môi trường) hướng dẫn.", None),
        ("Bộ Tài nguyên và Môi trường hướng dẫn.", "Bộ Tài nguyên và Môi trường"),
    ],
)  # fmt: skip
def test_bodies_are_found_by_the_names_that_documents_use(line, name):
    assert list(offices(line)) == ([name] if name else [])


@pytest.mark.parametrize(
    "line",
    ["Trung tâm gồm Phòng Tài chính - Kế hoạch và Phòng Y tế.", "Sở Ngoại vụ phối hợp.",
     "Phòng Kinh tế (xã) hoặc phòng Kinh tế hạ tầng và đô thị (phường)."],
)  # fmt: skip
def test_after_the_reform_such_names_are_of_other_units(line):
    assert offices(line, day=dt.date(2025, 11, 18)) == {}


def test_a_body_of_a_lower_level_is_still_named_after_the_reform():
    assert offices("UBND cấp huyện rà soát.", day=dt.date(2025, 11, 18)) == {
        "UBND, HĐND cấp huyện": [1]
    }


# --- the issuer -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("on", "ended"), [(dt.date(2025, 6, 30), False), (REFORM, True)])
def test_the_issuer_itself_ended_with_its_unit(on, ended):
    header = Header(issuer="UBND thành phố Hồng Ngự", place=CITY, date=dt.date(2021, 10, 19))
    source = text("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒNG NGỰ")
    found = ceased_issuer(header, source, on=on)
    assert (found is not None) == ended
    if found:
        assert (found.office, found.since, found.issuer) == (
            "UBND thành phố Hồng Ngự", REFORM, True,
        )  # fmt: skip
        assert "UBND phường Hồng Ngự, tỉnh Đồng Tháp" in (found.successor or "")
        assert (found.proof[0].document, found.proof[0].clause) == (
            "72/2025/QH15", "khoản 3 Điều 51",
        )  # fmt: skip
        assert [m.line for m in found.mentions] == [2]


@pytest.mark.parametrize(
    "header",
    [
        Header(issuer="UBND tỉnh Đồng Tháp", place=PROVINCE),  # goes on, enlarged
        Header(issuer="Sở Nội vụ tỉnh Tiền Giang", place=PROVINCE),
        Header(issuer="UBND thành phố Hồng Ngự", place=CITY, date=REFORM),
        Header(issuer=None, place=CITY),
        Header(issuer="Chính phủ"),
    ],
)
def test_issuers_that_go_on_or_are_not_known_are_not_reported(header):
    assert ceased_issuer(header, text("x"), on=TODAY) is None


def test_places_of_a_document_made_after_the_reform_are_those_of_after_it():
    source = text("UBND thành phố Hồng Ngự")
    header = Header(place=CITY, date=dt.date(2021, 1, 1))
    assert [p.place for p in ceased_places(header, (), source, on=TODAY)] == [
        "thành phố Hồng Ngự, tỉnh Đồng Tháp"
    ]
    assert ceased_places(replace(header, date=REFORM), (), source, on=TODAY) == ()


def test_what_a_document_says_amiss_of_itself_is_told_beside_the_rows():
    source = text("Kèm theo Quyết định số 37/QĐ-UBND")
    problem = Problem(ProblemCode.CONFLICTING_NUMBERS, "37/QĐ-UBND", "36/QĐ-UBND", "line 1")
    own = replace(cite(source, "37/QĐ-UBND", problems=(problem,)), mention_type=MentionType.SELF)
    report = check(DECISION, [own, own], source, load_registry(), on=TODAY)
    assert (report.rows, report.problems) == ((), (problem,))
