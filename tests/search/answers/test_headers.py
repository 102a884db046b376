"""What a document is: of held ones from their head, of cited ones from who cites them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.terms import NoAnswer
from search.answers.headers import header
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2026, 1, 1)
LIBRARY = small_library()


def ask(text, sources=LIBRARY):
    return header(understand(text, sources, ON), sources, ON)


TAN_PHU = {
    "document": "tan-phu", "number": "12/KH-UBND", "date": "2025-03-05", "type": "Kế hoạch",
    "title": "Kế hoạch cải cách hành chính năm 2025", "issuer": "UBND xã Tân Phú",
    "signer": "Trần Văn Sơn", "signer_title": "Chủ tịch", "period": "2025 - 2025",
    "effective": None, "effective_from": None, "recipients": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Ai ký kế hoạch của xã Tân Phú?", "ai ky ke hoach xa tan phu", "Kế hoạch 12/KH-UBND ai ký?"],
)
def test_the_whole_header_is_told(text):
    given_answer = ask(text)
    assert given_answer.rows == (TAN_PHU,)
    assert given_answer.documents == ("12/KH-UBND",)
    assert given_answer.offices == ("UBND xã Tân Phú",)
    assert given_answer.places == ("xã Tân Phú (huyện Đông Sơn)",)


def test_the_head_the_own_number_and_the_signature_prove_it():
    spans = [(p.line_start, p.line_end) for p in ask("Ai ký kế hoạch của xã Tân Phú?").evidence]
    assert {(1, 12), (2, 2), (12, 12)} == set(spans)


def test_a_field_left_blank_is_told_as_blank():
    (row,) = ask("Ai ký kế hoạch của tỉnh Bình An?").rows
    assert (row["number"], row["date"], row["signer"], row["period"]) == (None,) * 4


def test_several_documents_are_less_sure_than_one():
    twins = [held(name, [""], number=f"{n}/KH-UBND", title="Kế hoạch lọc nước phèn")
             for n, name in enumerate("ab", 1)]  # fmt: skip
    both = ask("Ai ký kế hoạch lọc nước phèn?", HandMade(twins, []))
    assert {row["document"] for row in both.rows} == {"a", "b"}
    assert both.confidence < ask("Ai ký kế hoạch của xã Tân Phú?").confidence


def test_a_document_not_held_is_told_by_those_that_cite_it_with_every_reading():
    given_answer = ask("Nghị định 20/2019/NĐ-CP ban hành ngày nào?")
    read = [(row["document"], row["date"], row["line"]) for row in given_answer.rows]
    assert read == [
        ("tan-phu", "2019-02-21", 4),
        ("hoa-binh", "2019-02-12", 3),
        ("hoa-binh", None, 4),
    ]
    assert given_answer.documents == ("20/2019/NĐ-CP",)
    lines = [(piece.document, piece.line_start) for piece in given_answer.evidence]
    assert set(lines) == {(document, line) for document, _, line in read}


def test_a_plan_named_beside_it_is_the_only_one_asked():
    given_answer = ask("Kế hoạch của xã Tân Phú ghi Nghị định 20/2019/NĐ-CP ngày nào?")
    assert [row["document"] for row in given_answer.rows] == ["tan-phu"]


def test_a_law_by_name_is_told_by_those_that_cite_it():
    assert [row["number"] for row in ask("Luật Sổ sách số mấy?").rows] == ["15/2017/QH14"]


@pytest.mark.parametrize("text", ["Ai ký?", "", "🗓️", "Ai ký nghị định 99/2031/NĐ-CP?"])
def test_without_a_document_that_is_known_nothing_is_told(text):
    given_answer = ask(text)
    assert (given_answer.answered, given_answer.reason) == (False, NoAnswer.NOT_HELD)


def effective(note, day):
    lines = ["QUYẾT ĐỊNH", "Điều 1. Lọc nước phèn.", note or "Điều 2. Thi hành."]
    made = held("x", lines, number="5/QĐ-UBND", title="Quyết định lọc nước phèn",
                effective_note=note, effective_from=day)  # fmt: skip
    return HandMade([made], [])


def test_when_a_document_takes_effect_is_told_with_its_line_first():
    note = "Quyết định này có hiệu lực từ ngày 01/7/2025"
    text = "Quyết định lọc nước phèn có hiệu lực từ ngày nào?"
    given_answer = ask(text, effective(note, dt.date(2025, 7, 1)))
    (row,) = given_answer.rows
    assert (row["effective"], row["effective_from"]) == (note, "2025-07-01")
    assert given_answer.evidence[0].quote == note
    assert ask(text, effective(None, None)).reason is NoAnswer.NOT_FOUND


def test_words_on_effect_that_go_on_over_the_end_of_a_line_are_told_with_both_lines():
    note = "có hiệu lực kể từ ngày 01/7/2025"
    lines = ["QUYẾT ĐỊNH", "Điều 2. Quyết định này có hiệu lực kể", " từ ngày 01/7/2025.", "Hết."]
    made = held("x", lines, number="5/QĐ-UBND", title="Quyết định lọc nước phèn",
                effective_note=note, effective_from=dt.date(2025, 7, 1))  # fmt: skip
    given_answer = ask("Quyết định lọc nước phèn có hiệu lực từ ngày nào?", HandMade([made], []))
    first = given_answer.evidence[0]
    assert (first.line_start, first.line_end) == (2, 3)
    assert first.quote.endswith("có hiệu lực kể từ ngày 01/7/2025.")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_question_is_answered_with_proof_or_refused(text):
    given_answer = ask(text)
    assert given_answer.answered is (given_answer.reason is None)
    assert given_answer.answered is bool(given_answer.evidence)
