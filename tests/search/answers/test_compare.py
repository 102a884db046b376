"""Documents side by side: on hand-made plans, against their lists."""

import datetime as dt

import pytest

from kg.folding import fold
from kg.model import Assignment, Place, Target, Task
from kg.terms import Comparator, MentionType, NoAnswer, OfficeRole, PlaceLevel
from search.answers.compare import compare
from search.question import understand
from tests.search.hand_made import DECREE, HandMade, cited, held, small_library

ON = dt.date(2025, 10, 1)


def third_plan():
    """A commune's plan of 2024 with a like target, a like task and one shared basis."""
    made = held(
        "an-thoi",
        [
            "ỦY BAN NHÂN DÂN XÃ AN THỚI",
            "KẾ HOẠCH cải cách hành chính năm 2024",
            "Căn cứ Nghị định số 20/2019/NĐ-CP ngày 21/02/2019 của Chính phủ;",
            "Phòng Kinh tế chủ trì rà soát bảng giá đất trước ngày 30/8/2025.",
            "Tỷ lệ hồ sơ trực tuyến đạt 70%.",
            "Sở Xây dựng trả lời trong 07 ngày.",
        ],
        number="77/KH-UBND",
        type="Kế hoạch",
        date=dt.date(2024, 1, 9),
        issuer="UBND xã An Thới",
        place=Place("xã An Thới", PlaceLevel.COMMUNE, "huyện Đông Sơn", "tỉnh Bình An"),
        title="Kế hoạch cải cách hành chính năm 2024",
    )
    made.mentions.append(
        cited(made.source, 3, "20/2019/NĐ-CP", DECREE, type="Nghị định", issuer="Chính phủ",
              date=dt.date(2019, 2, 21))
    )  # fmt: skip
    lead = (Assignment("Phòng Kinh tế", OfficeRole.LEAD),)
    made.tasks += [
        Task("Rà soát bảng giá đất", lead, 4, 4, deadline=dt.date(2025, 8, 30),
             deadline_text="trước ngày 30/8/2025"),
    ]  # fmt: skip
    made.targets.append(
        Target("Tỷ lệ hồ sơ trực tuyến", Comparator.AT_LEAST, 70.0, 5, unit="%", year=2025)
    )
    return made


@pytest.fixture(scope="module")
def library() -> HandMade:
    small = small_library()
    return HandMade([*small.documents.values(), third_plan()], small.stubs)


def asked(text: str, library: HandMade):
    return compare(understand(text, library, ON), library, ON)


def bases(library: HandMade, name: str) -> set[str]:
    mentions = library.documents[name].mentions
    return {m.canonical for m in mentions if m.mention_type is MentionType.NUMBERED and m.canonical}


def test_shared_and_own_citations_are_those_of_the_lists(library):
    given = asked("Kế hoạch Tân Phú và Hòa Bình dẫn chung văn bản nào?", library)
    mine, theirs = bases(library, "tan-phu"), bases(library, "hoa-binh")
    assert {r["canonical"] for r in given.rows if r["shared"]} == mine & theirs
    assert {r["canonical"] for r in given.rows if not r["shared"]} == mine ^ theirs
    for row in given.rows:
        for document, line in row["lines"].items():
            text = library.source(document).lines[line - 1].text
            assert row["canonical"].partition("/")[0] in text


@pytest.mark.parametrize("bare", [False, True])
def test_the_higher_target_is_told_with_both_values_and_lines(library, bare):
    text = "Tân Phú hay An Thới đặt tỷ lệ hồ sơ trực tuyến cao hơn?"
    given = asked(fold(text) if bare else text, library)
    assert [(r["document"], r["value"], r["most"]) for r in given.rows] == [
        ("tan-phu", 85.0, True),
        ("an-thoi", 70.0, False),
    ]
    assert [(e.document, e.line_start) for e in given.evidence] == [("tan-phu", 9), ("an-thoi", 5)]


def test_equal_values_have_no_winner(library):
    library.documents["an-thoi"].targets[0] = Target(
        "Tỷ lệ hồ sơ trực tuyến", Comparator.AT_LEAST, 85.0, 5, unit="%"
    )
    given = asked("Tân Phú hay An Thới đặt tỷ lệ hồ sơ trực tuyến cao hơn?", library)
    assert not any(row["most"] or row["least"] for row in given.rows)
    library.documents["an-thoi"].targets[0] = third_plan().targets[0]


def test_values_in_other_units_are_not_compared(library):
    library.documents["an-thoi"].targets[0] = Target(
        "Tỷ lệ hồ sơ trực tuyến", Comparator.AT_LEAST, 70.0, 5, unit="hồ sơ"
    )
    given = asked("Tân Phú hay An Thới đặt tỷ lệ hồ sơ trực tuyến cao hơn?", library)
    assert given.reason is NoAnswer.UNCLEAR
    library.documents["an-thoi"].targets[0] = third_plan().targets[0]


def test_the_later_deadline_of_the_like_task(library):
    given = asked("Hạn rà soát bảng giá đất của Tân Phú muộn hơn hay sớm hơn An Thới?", library)
    days = {row["document"]: row["deadline"] for row in given.rows}
    assert days == {"tan-phu": "2025-09-15", "an-thoi": "2025-08-30"}
    assert next(row["document"] for row in given.rows if row["most"]) == "tan-phu"


def test_leads_of_the_like_task(library):
    text = "Rà soát bảng giá đất ở Tân Phú và An Thới có cùng đơn vị chủ trì không?"
    given = asked(text, library)
    assert [row["leads"] for row in given.rows] == [["Phòng Kinh tế"], ["Phòng Kinh tế"]]
    assert all(row["same"] for row in given.rows)


@pytest.mark.parametrize(
    ("what", "expected"),
    [("nhiệm vụ", {"tan-phu": 2, "hoa-binh": 1}), ("chỉ tiêu", {"tan-phu": 2, "hoa-binh": 0})],
)
def test_counts_are_those_of_the_lists(library, what, expected):
    given = asked(f"Kế hoạch nào nhiều {what} hơn, Tân Phú hay Hòa Bình?", library)
    assert {row["document"]: row["count"] for row in given.rows} == expected
    assert next(row["document"] for row in given.rows if row["most"]) == "tan-phu"


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("Kế hoạch Tân Phú và kế hoạch Hòa Bình, kế hoạch nào mới hơn?", "12/KH-UBND"),
        ("Nghị định 20/2019/NĐ-CP hay Nghị định 80/2025/NĐ-CP mới hơn?", "80/2025/NĐ-CP"),
        ("12/KH-UBND và 77/KH-UBND cái nào ban hành sau?", "12/KH-UBND"),
    ],
)
def test_the_newer_document_is_the_one_signed_later(library, text, newest):
    given = asked(text, library)
    assert [row["canonical"] for row in given.rows if row["most"]] == [newest]
    days = [row["date"] for row in given.rows]
    assert max(days) == next(row["date"] for row in given.rows if row["most"])


def with_decrees_on_one_matter(*, alike: bool) -> HandMade:
    """Each plan cites a decree on archives: another one each, or (alike) the same."""
    plans = []
    numbers = ("20/2019/NĐ-CP", "20/2019/NĐ-CP" if alike else "80/2025/NĐ-CP")
    for name, place, number in zip(("a", "b"), ("xã Tân Phú", "xã An Thới"), numbers, strict=True):
        line = f"Căn cứ Nghị định số {number} của Chính phủ về công tác văn thư, lưu trữ;"
        plan = held(name, ["KẾ HOẠCH", line], type="Kế hoạch",
                    place=Place(place, PlaceLevel.COMMUNE, None, "tỉnh Bình An"),
                    title=f"Kế hoạch của {place}")  # fmt: skip
        target = next(s.key for s in small_library().stubs if s.header.number == number)
        plan.mentions.append(cited(plan.source, 2, number, target, type="Nghị định"))
        plans.append(plan)
    return HandMade(plans, small_library().stubs)


QUESTION = "Tân Phú và An Thới dẫn hai nghị định khác nhau về văn thư, nghị định nào mới hơn?"


def test_two_decrees_may_be_told_by_who_cites_them_and_on_what():
    given = asked(QUESTION, with_decrees_on_one_matter(alike=False))
    assert [(r["canonical"], r["date"], r["most"]) for r in given.rows] == [
        ("20/2019/NĐ-CP", "2019-02-21", False),
        ("80/2025/NĐ-CP", "2025-05-02", True),
    ]


def test_one_decree_cited_by_both_is_not_newer_than_itself():
    assert asked(QUESTION, with_decrees_on_one_matter(alike=True)).reason is NoAnswer.UNCLEAR


def test_decrees_on_another_matter_are_not_taken():
    other = QUESTION.replace("văn thư", "chăn nuôi gia cầm")
    assert not asked(other, with_decrees_on_one_matter(alike=False)).answered


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tân Phú đặt chỉ tiêu hồ sơ trực tuyến cao hơn không?", NoAnswer.UNCLEAR),
        ("So sánh kế hoạch của Tân Phú với tỉnh Quảng Ninh", NoAnswer.NOT_HELD),
        ("Kế hoạch Tân Phú với kế hoạch tỉnh Bình An, cái nào mới hơn?", NoAnswer.NOT_FOUND),
        ("Tân Phú hay Hòa Bình có tỷ lệ hộ nghèo cao hơn?", NoAnswer.NOT_FOUND),
        ("So sánh hai kế hoạch", NoAnswer.UNCLEAR),
        ("cái nào cao hơn?", NoAnswer.UNCLEAR),
        ("", NoAnswer.UNCLEAR),
        ("hơn " * 400, NoAnswer.UNCLEAR),
    ],
)
def test_without_two_sides_or_a_like_thing_nothing_is_told(library, text, reason):
    given = asked(text, library)
    assert (given.answered, given.reason) == (False, reason)


def test_the_one_side_that_is_known_is_named(library):
    given = asked("Tân Phú đặt chỉ tiêu hồ sơ trực tuyến cao hơn không?", library)
    assert "Tân Phú" in given.subject


def test_as_wholes_documents_are_told_by_their_numbers_of_things(library):
    given = asked("So sánh Tân Phú và Hòa Bình", library)
    plans = library.documents
    for row in given.rows:
        plan = plans[row["document"]]
        assert (row["tasks"], row["targets"]) == (len(plan.tasks), len(plan.targets))
