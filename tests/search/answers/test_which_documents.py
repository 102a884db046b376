"""Which documents have, or lack, what is asked: on hand-made documents, against reading them."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.folding import fold
from kg.terms import Intent, NoAnswer, Relation
from search.answers.settled import settled
from search.answers.which_documents import which_documents
from search.question import understand
from tests.search.hand_made import DECREE, HandMade, cited, small_library

LIBRARY = small_library()
ON = dt.date(2025, 10, 1)


def asked(text: str, library: HandMade = LIBRARY):
    return which_documents(understand(text, library, ON), library, ON)


def ids(given) -> list[str]:
    return sorted(row["document"] for row in given.rows if row["fits"])


def citing(number: str, library: HandMade = LIBRARY) -> list[str]:
    """Documents whose mentions have the number: read one by one."""
    return sorted(
        item.record.id
        for item in library.documents.values()
        if any(mention.canonical == number for mention in item.mentions)
    )


ALL = sorted(LIBRARY.documents)


@pytest.mark.parametrize("number", ["20/2019/NĐ-CP", "80/2025/NĐ-CP"])
def test_documents_that_cite_and_those_that_do_not_are_all_documents(number):
    have = asked(f"Kế hoạch nào viện dẫn Nghị định {number}?")
    lack = asked(f"Kế hoạch nào không viện dẫn Nghị định {number}?")
    assert ids(have) == citing(number)
    assert ids(lack) == sorted(set(ALL) - set(citing(number)))
    assert have.total == len(citing(number))


@pytest.mark.parametrize(
    "text",
    [
        "Trong Tân Phú và Hòa Bình, kế hoạch nào không viện dẫn Nghị định 80/2025/NĐ-CP?",
        "Tân Phú, Hòa Bình: kế hoạch của nơi nào không nhắc Nghị định 80/2025/NĐ-CP",
        "Kế hoạch 12 và 45, văn bản nào không dẫn Nghị định 80/2025/NĐ-CP?",
        "Kế hoạch 12 và 45, cái nào không lấy Nghị định 80/2025/NĐ-CP về sổ sách làm căn cứ?",
    ],
)
@pytest.mark.parametrize("bare", [False, True])
def test_a_set_closed_by_places_or_numbers_is_the_set_asked_about(text, bare):
    given = asked(fold(text) if bare else text)
    assert ids(given) == ["tan-phu"]
    assert given.evidence[0].document == "tan-phu"
    assert {row["document"] for row in given.rows} <= {"tan-phu", "hoa-binh"}


def test_a_citation_that_is_no_basis_leaves_a_doubt_where_bases_are_denied():
    """The ward's plan speaks of 80/2025 in its text: it neither rests on it nor is silent."""
    given = asked("Kế hoạch 12 và 45, kế hoạch nào không căn cứ Nghị định 80/2025/NĐ-CP?")
    assert ids(given) == ["tan-phu"]
    assert [row["document"] for row in given.rows if row["fits"] is None] == ["hoa-binh"]


def test_where_each_of_a_named_set_has_it_none_lacks_it():
    given = asked("Trong Tân Phú và Hòa Bình, kế hoạch nào không dẫn Nghị định 20/2019/NĐ-CP?")
    assert given.answered
    assert (given.total, ids(given)) == (0, [])
    assert {row["document"] for row in given.rows} == {"tan-phu", "hoa-binh"}


def test_what_a_damaged_text_does_not_show_is_not_denied():
    library = small_library()
    plan = library.documents["binh-an"]
    plan.record = replace(plan.record, damaged=True)
    given = asked("Kế hoạch nào không viện dẫn Nghị định 20/2019/NĐ-CP?", library)
    assert not given.answered  # the only one that does not cite it may do so where nobody can read
    assert given.reason is NoAnswer.NOT_FOUND


def test_a_mention_in_doubt_leaves_its_document_in_doubt():
    library = small_library()
    plan = library.documents["binh-an"]
    mention = cited(
        plan.source, 1, None, None, title="phòng cháy, chữa cháy rừng", relation=Relation.REFERS_TO
    )
    plan.mentions.append(replace(mention, canonical="9-NQ/HU"))
    given = asked("Kế hoạch nào không dẫn Nghị quyết 9-NQ/HU?", library)
    assert ids(given) == ["hoa-binh"]
    assert [row["document"] for row in given.rows if row["fits"] is None] == ["binh-an"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch nào còn viện dẫn văn bản hết hiệu lực?", ["hoa-binh", "tan-phu"]),
        ("Văn bản nào không có căn cứ?", ["binh-an"]),
        ("Kế hoạch nào không ghi ngày ban hành?", ["binh-an"]),
        ("Văn bản nào chưa có số?", ["binh-an"]),
        ("Kế hoạch nào giao việc không có hạn?", ["hoa-binh", "tan-phu"]),
        ("Kế hoạch nào có nhiệm vụ về rà soát bảng giá đất?", ["tan-phu"]),
        ("Kế hoạch nào không có nhiệm vụ về tiêm chủng mở rộng?", ["binh-an", "hoa-binh"]),
        ("Kế hoạch nào có chỉ tiêu hồ sơ trực tuyến trên 80%?", ["tan-phu"]),
        ("Kế hoạch nào giao việc cho Phòng Kinh tế?", ["tan-phu"]),
        ("Kế hoạch nào nhắc đến chòi canh lửa rừng?", ["binh-an"]),
        ("Những kế hoạch của phường Hòa Bình?", ["hoa-binh"]),
        ("Các kế hoạch năm 2025", ["tan-phu"]),
        ("kế hoạch giai đoạn 2022-2026", ["hoa-binh"]),
        ("Kế hoạch nào về chuyển đổi số?", ["hoa-binh"]),
        ("Xã nào có kế hoạch cải cách hành chính?", ["tan-phu"]),
        ("văn bản nào do Trần Văn Sơn ký?", ["tan-phu"]),
        ("các văn bản ban hành sau ngày 01/01/2025", ["tan-phu"]),
        ("Văn bản mới nhất là văn bản nào?", ["tan-phu"]),
        ("văn bản cũ nhất", ["hoa-binh"]),
        ("Kế hoạch nào có nhiều nhiệm vụ nhất?", ["tan-phu"]),
        ("Kế hoạch nào có ít nhiệm vụ nhất?", ["binh-an"]),
        ("kế hoạch nào nhiều chỉ tiêu nhất", ["tan-phu"]),
    ],
)
def test_conditions_pick_the_documents_that_meet_them(text, expected):
    given = asked(text)
    assert ids(given) == expected
    assert given.total == len(expected)


def test_a_target_of_another_value_does_not_fit():
    assert not asked("Kế hoạch nào có chỉ tiêu hồ sơ trực tuyến trên 90%?").answered


def test_lines_that_prove_are_those_of_the_document():
    given = asked("Kế hoạch nào viện dẫn Nghị định 20/2019/NĐ-CP?")
    lines = {row["document"]: row["lines"] for row in given.rows}
    assert lines == {"tan-phu": [4], "hoa-binh": [3, 4]}
    assert {(item.document, item.line_start) for item in given.evidence} == {
        ("tan-phu", 4),
        ("hoa-binh", 3),
        ("hoa-binh", 4),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch nào hay nhất?",
        "Kế hoạch nào tốn kém?",
        "Xã nào giàu?",
        "Xã nào chưa có kế hoạch chuyển đổi số?",
        "Kế hoạch nào không hợp lý?",
        "Kế hoạch nào không căn cứ Nghị định 999/2031/NĐ-CP?",
        "Kế hoạch nào căn cứ Nghị định 20/2019/NĐ-CP mà không căn cứ Nghị định 80/2025/NĐ-CP?",
        "Kế hoạch 12 và 999, kế hoạch nào không dẫn Nghị định 20/2019/NĐ-CP?",
        "Kế hoạch nào nói về nuôi cá tra xuất khẩu?",
        "Kế hoạch của phường Hòa Bình về nuôi tôm?",
        "Kế hoạch nào có nhiệm vụ về tiêm chủng mở rộng mà chưa có hạn?",
        "Kế hoạch nào dẫn nghị định về sổ sách đã hết hiệu lực?",
        "văn bản nào",
        "kho có gì",
        "nào",
        "",
        "?" * 300,
        "không " * 500,
    ],
)
def test_what_is_not_wholly_understood_is_refused(text):
    given = asked(text)
    assert not given.answered
    assert given.rows == ()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Kế hoạch nào không căn cứ Nghị định 20/2019/NĐ-CP?", Intent.WHICH_DOCUMENTS),
        ("tân phú, hòa bình: nơi nào chưa dẫn nghị định 20/2019", Intent.WHICH_DOCUMENTS),
        ("Bao nhiêu kế hoạch căn cứ Nghị định 20/2019/NĐ-CP?", Intent.WHICH_DOCUMENTS),
        ("Tân Phú và Hòa Bình cùng căn cứ văn bản nào?", Intent.COMPARE),
    ],
)
def test_words_settle_what_is_asked(text, intent):
    assert settled(understand(text, LIBRARY, ON)).intent is intent


def test_other_questions_keep_their_intent():
    for text in ("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", "Ai ký kế hoạch của xã Tân Phú?"):
        question = understand(text, LIBRARY, ON)
        assert settled(question) is question


def test_a_decree_is_meant_by_its_number_alone():
    assert LIBRARY.matching("20/2019/NĐ-CP")[0].key == DECREE
    assert ids(asked("ke hoach nao khong dan nd 20/2019")) == ["binh-an"]
