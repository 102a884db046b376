"""Bodies and places that ended: what counts as a duty, and what does not."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.ceased import ceased_offices
from kg.ceased_levels import unit_behind
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


# --- proposals, and whose body a name means since the reform --------------------------------------
AFTER = dt.date(2025, 9, 15)
NEW_WARD = Place("phường Hồng Ngự", PlaceLevel.WARD, None, "tỉnh Đồng Tháp", "29955")
NOT_FILLED = "Hồng Ngự, ngày     tháng     năm 2026"


def proposed(line, *, day=AFTER, place=NEW_WARD, head="Hồng Ngự", duty="Điều 1. Phê duyệt."):
    """What had ended of the bodies named in a decision that opens with a basis and this line."""
    lines = (head, "Căn cứ Luật Đất đai;", line, "QUYẾT ĐỊNH:", duty)
    source = text(*lines)
    header = replace(DECISION, date=day, place=place)
    found = ceased_offices(header, [cite(source, "Luật Đất đai", "Luật")], source, on=TODAY)
    return {office.office: (office.state, [m.line for m in office.mentions]) for office in found}


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("Theo đề nghị của Trưởng phòng Tài nguyên và Môi trường huyện Hồng Ngự.",
         "Phòng Tài nguyên và Môi trường"),
        ("Theo đề nghị của Phòng Tài nguyên và Môi trường huyện Tứ Kỳ ngày 10 tháng 9 năm 2025;",
         "Phòng Tài nguyên và Môi trường"),
        ("Theo đề nghị của Trưởng phòng Nội vụ thành phố Hồng Ngự tại Tờ trình số 15/TTr-PNV.",
         "Phòng Nội vụ"),
        ("Xét đề nghị của Trưởng Phòng Nông nghiệp và Phát triển nông thôn thị xã Cai Lậy,",
         "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Theo đề nghị của Trưởng phòng Tài chính - Kế hoạch thuộc UBND quận Ninh Kiều.",
         "Phòng Tài chính - Kế hoạch"),
        ("Theo đề nghị của Trưởng phòng Tư pháp TP. Cao Lãnh.", "Phòng Tư pháp"),
        ("Theo đề nghị của Chánh Văn phòng HĐND và UBND huyện Hồng Ngự.",
         "Văn phòng HĐND và UBND"),
        ("Theo đề nghị của Chủ tịch UBND huyện Cái Bè tại Tờ trình số 9/TTr-UBND ngày 01/9/2025.",
         "Chủ tịch UBND cấp huyện"),
        ("Theo đề nghị của Ủy ban nhân dân thành phố Mỹ Tho.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của UBND TP Mỹ Tho.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của UBND TP. Mỹ Tho.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của UBND TP.Mỹ Tho.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của UBND TX Cai Lậy.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của Chủ tịch UBND TX.Cai Lậy.", "Chủ tịch UBND cấp huyện"),
        ("Theo đề nghị của Uỷ ban nhân dân huyện Cái Bè.", "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của Phòng Tư pháp thuộc Uỷ ban nhân dân huyện Cái Bè.", "Phòng Tư pháp"),
        ("Xét Tờ trình số 45/TTr-UBND ngày 10 tháng 9 năm 2025 của UBND huyện Cái Bè;",
         "UBND, HĐND cấp huyện"),
        ("Theo đề nghị của Giám đốc Sở Kế hoạch và Đầu tư tại Tờ trình ngày 05/9/2025.",
         "Sở Kế hoạch và Đầu tư"),
        ("Theo đề nghị của Trưởng phòng Nội vụ.", "Phòng Nội vụ"),  # a commune has none
    ],
)  # fmt: skip
def test_a_body_that_had_ended_cannot_propose(line, office):
    """72/2025/QH15, khoản 3 Điều 51; 150/2025/NĐ-CP, Điều 15."""
    assert proposed(line) == {office: ("ceased", [3])}
    assert proposed(line, day=dt.date(2025, 2, 12)) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Theo đề nghị của Chánh Văn phòng HĐND và UBND phường.",
        "Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.",
        "Theo đề nghị của Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường Hồng Ngự.",
        "Theo đề nghị của Trưởng phòng Kinh tế, Hạ tầng và Đô thị.",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 3/TTr-VHXH.",
        "Theo đề nghị của Giám đốc Trung tâm Phục vụ hành chính công phường.",
        "Theo đề nghị của Trưởng phòng Nội vụ huyện Hồng Ngự tại Tờ trình ngày 20/6/2025.",
        "Theo đề nghị của UBND huyện Cái Bè tại Tờ trình số 9/TTr-UBND ngày 20 tháng 6 năm 2025.",
        "Theo đề nghị của Trưởng phòng Nội vụ thành phố Hồng Ngự (nay là phường Hồng Ngự).",
        "Theo đề nghị của Trưởng phòng Nội vụ huyện Hồng Ngự trước đây.",
        "Theo đề nghị của Chánh Thanh tra thành phố Hải Phòng.",
    ],
)
def test_offices_that_exist_and_proposals_of_before_are_not_named(line):
    assert proposed(line) == {}


def test_a_room_without_a_unit_may_be_a_departments_own():
    line = "Theo đề nghị của Trưởng phòng Nội vụ."
    assert proposed(line, place=PROVINCE) == {}


def test_a_proposal_may_end_the_paragraph_of_a_basis():
    source = text(
        "Căn cứ Luật Đất đai; theo đề nghị của Trưởng phòng Nội vụ huyện Hồng Ngự;", "QUYẾT ĐỊNH:"
    )
    header = replace(DECISION, date=AFTER, place=NEW_WARD)
    found = ceased_offices(header, [cite(source, "Luật Đất đai", "Luật")], source, on=TODAY)
    assert [office.office for office in found] == ["Phòng Nội vụ"]


@pytest.mark.parametrize("head", [NOT_FILLED, "Hồng Ngự, ngày … tháng … năm 2026",
                                  "Hồng Ngự, ngày    tháng 9 năm 2025"])  # fmt: skip
def test_a_draft_is_of_the_year_printed_where_its_day_is_to_be_filled_in(head):
    line = "Theo đề nghị của Trưởng phòng Nội vụ huyện Hồng Ngự."
    assert proposed(line, day=None, head=head) == {"Phòng Nội vụ": ("ceased", [3])}
    assert proposed(line, day=None, head=head.replace("2026", "2024").replace("2025", "2024")) == {}


@pytest.mark.parametrize(
    ("place", "names"), [(NEW_WARD, {"Phòng Nội vụ"}), (PROVINCE, set())]
)  # fmt: skip
def test_a_draft_of_a_commune_gives_no_duty_to_a_room_that_it_has_not(place, names):
    """A province's department may have such a room."""
    duty = "1. Phòng Nội vụ chủ trì kiểm tra."
    line = "Theo đề nghị của Trưởng phòng Kinh tế."
    assert set(proposed(line, day=None, place=place, head=NOT_FILLED, duty=duty)) == names


@pytest.mark.parametrize("head", ["Hồng Ngự", NOT_FILLED])
@pytest.mark.parametrize(
    "office",
    ["Chánh Văn phòng HĐND và UBND phường", "Chánh Văn phòng HĐND và UBND",
     "Văn phòng HĐND&UBND xã Nguyên Giáp", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân đặc khu",
     "Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường", "Phòng Kinh tế, Hạ tầng và Đô thị"],
)  # fmt: skip
def test_offices_of_a_commune_are_not_named_in_its_draft_without_a_day(office, head):
    """150/2025/NĐ-CP, Điều 15: they exist since 1 July 2025."""
    duty = f"Điều 2. {office} chịu trách nhiệm thi hành."
    assert proposed("Theo đề nghị của Trưởng phòng Kinh tế.", day=None, head=head, duty=duty) == {}


@pytest.mark.parametrize(
    ("duty", "names"),
    [
        ("Giao Phòng Nội vụ huyện Tứ Kỳ chủ trì.", ["Phòng Nội vụ"]),
        ("Giao Phòng Tư pháp các huyện, thị xã, thành phố rà soát.", ["Phòng Tư pháp"]),
        ("Giao Phòng Giáo dục và Đào tạo TP Cao Lãnh rà soát.", ["Phòng Giáo dục và Đào tạo"]),
        ("UBND thành phố Mỹ Tho rà soát.", ["UBND, HĐND cấp huyện"]),
        ("UBND thành phố Cần Thơ rà soát.", []),
        ("UBND TP. Cần Thơ rà soát.", []),
        ("UBND thành phố rà soát.", []),
        ("Thanh tra thành phố Hải Phòng kiểm tra.", []),
        ("Tiếp nhận hồ sơ của Phòng Nội vụ huyện Tứ Kỳ.", []),
        ("Hồ sơ do Phòng Nội vụ huyện Tứ Kỳ bàn giao.", []),
        ("Phòng Nội vụ huyện Tứ Kỳ cũ đã lập.", []),
        ("Phòng Văn hóa và Thông tin quản lý tài liệu.", []),
        ("Phòng Y tế rà soát.", []),
        ("Giao Phòng Nội vụ Huyện và Phòng Tư pháp Huyện thực hiện.",
         ["Phòng Nội vụ", "Phòng Tư pháp"]),
        ("GIAO PHÒNG NỘI VỤ HUYỆN CÁI BÈ VÀ PHÒNG TƯ PHÁP HUYỆN CÁI BÈ THỰC HIỆN.",
         ["Phòng Nội vụ", "Phòng Tư pháp"]),
        ("PHÒNG NỘI VỤ HUYỆN PHÒNG TƯ PHÁP HUYỆN", ["Phòng Nội vụ", "Phòng Tư pháp"]),
        ("Phòng Nội vụ huyện đã kết thúc hoạt động.", []),
        ("Phòng Nội vụ Huyện Cái Bè đã kết thúc hoạt động.", []),
    ],
)  # fmt: skip
def test_a_room_with_its_districts_name_is_the_one_of_before(duty, names):
    found = proposed("Theo đề nghị của Giám đốc Sở Nội vụ.", place=PROVINCE, duty=duty)
    assert list(found) == names


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (dt.date(2021, 3, 1), PlaceLevel.DISTRICT),
        (dt.date(2025, 9, 15), PlaceLevel.DISTRICT),
        (dt.date(2026, 10, 1), PlaceLevel.PROVINCE),  # a city since 20 September 2026
        (None, None),
    ],
)
def test_a_city_of_one_name_is_of_the_level_that_it_has_on_the_day(day, level):
    name = "Thanh tra thành phố"
    assert unit_behind(f"{name} Bắc Ninh", (0, len(name)), day)[0] is level


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


@pytest.mark.parametrize(("head", "count"), [(NOT_FILLED, 0), (NOT_FILLED.replace("26", "24"), 1)])
def test_places_of_a_draft_are_those_of_the_year_printed_where_its_day_is_to_be_filled_in(
    head, count
):
    source = text(head, "UBND thành phố Hồng Ngự")
    assert len(ceased_places(Header(place=CITY), (), source, on=TODAY)) == count


def test_what_a_document_says_amiss_of_itself_is_told_beside_the_rows():
    source = text("Kèm theo Quyết định số 37/QĐ-UBND")
    problem = Problem(ProblemCode.CONFLICTING_NUMBERS, "37/QĐ-UBND", "36/QĐ-UBND", "line 1")
    own = replace(cite(source, "37/QĐ-UBND", problems=(problem,)), mention_type=MentionType.SELF)
    report = check(DECISION, [own, own], source, load_registry(), on=TODAY)
    assert (report.rows, report.problems) == ((), (problem,))
