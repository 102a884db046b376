"""How a question was read: what is told of it, and what came from the questions before."""

import datetime as dt

import pytest

from search.follow_up import follow
from search.question import understand
from tests.search.hand_made import small_library
from ui.understood import EXTREMES, LACKING, condition_words, slots, sureness, words

ON = dt.date(2026, 1, 1)
FIRST = "Kế hoạch của xã Tân Phú do ai ký?"
NEXT = "còn phường Hòa Bình thì sao?"


def read(text, before=()):
    sources = small_library()
    asked = follow(text, before, sources, ON) if before else understand(text, sources, ON)
    alone = understand(text, sources, ON) if asked.followed else None
    return {"question": text, "intent": asked.intent.value, "slots": slots(asked, before, alone)}


def told(given):
    return {name: value for name, value, _ in words(given)}


def test_the_document_meant_is_told_with_its_place():
    given = read(FIRST)
    assert told(given)["Văn bản"] == "12/KH-UBND của xã Tân Phú"
    assert told(given)["Muốn biết"] == "thông tin văn bản"
    assert "Địa phương" not in told(given)  # the document's name says it
    assert not any(taken for _, _, taken in words(given))


def test_what_a_question_takes_from_the_one_before_is_marked():
    given = read(NEXT, [FIRST])
    assert given["slots"]["followed"]
    marked = {name: taken for name, _, taken in words(given)}
    assert marked["Muốn biết"]
    assert not marked["Văn bản"]
    assert told(given)["Văn bản"] == "45/KH-UBND của phường Hòa Bình"


def test_a_question_that_stands_alone_takes_nothing():
    given = read("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", [FIRST])
    assert not given["slots"]["followed"]
    assert given["slots"]["taken"] == []
    assert told(given)["Văn bản"] == "20/2019/NĐ-CP"


def test_conditions_are_told_as_days_and_words():
    given = read("Trạm Y tế có bao nhiêu nhiệm vụ phải xong trước tháng 6/2025?")
    assert given["slots"]["conditions"]["due"] == {"first": None, "last": "2025-05-31"}
    assert "hạn đến hết ngày 31/5/2025" in told(given)["Điều kiện"]
    assert told(given)["Cơ quan"] == "Trạm Y tế"


@pytest.mark.parametrize("text", ["xyz", "thời tiết hôm nay thế nào", ""])
def test_of_a_question_that_was_not_understood_nothing_is_told(text):
    assert words(read(text)) == []


def test_the_matter_is_told_as_it_was_typed():
    assert "Chòi canh lửa" in told(read("Chòi canh lửa rừng ghi ở mục nào?"))["Nói về"]
    assert "choi canh lua" in told(read("choi canh lua rung ghi o muc nao"))["Nói về"]


def test_every_condition_has_its_words():
    for what, said in LACKING.items():
        assert condition_words({"lacking": [what]}) == [said]
    for which, said in EXTREMES.items():
        assert condition_words({"extreme": which}) == [said]
    assert condition_words({"role": "coordinating", "field": "tài chính công"}) == [
        "vai trò phối hợp", "lĩnh vực tài chính công"
    ]  # fmt: skip
    assert condition_words({}) == []


def test_only_a_high_chance_is_called_sure():
    assert sureness(0.9) == "chắc chắn"
    assert sureness(0.8999).startswith("khá chắc")


def test_what_is_read_from_a_damaged_text_is_never_called_sure(plans):
    assert "bị hỏng" in sureness(0.99, damaged=True)
    read = plans.ask("Ai chủ trì số hóa hồ sơ ở Phường 5?", on=dt.date(2026, 1, 1))
    assert (read["answered"], read["damaged"]) == (True, True)
    clean = plans.ask("Nhiệm vụ của Phòng Nội vụ Vị Thanh?", on=dt.date(2026, 1, 1))
    assert (clean["answered"], clean["damaged"]) == (True, False)
    known = plans.ask("Nghị định 61/2018/NĐ-CP còn hiệu lực không?", on=dt.date(2026, 1, 1))
    assert known["damaged"] is False


def test_a_kind_of_words_is_no_place(plans):
    """“Văn bản nào” typed with diacritics does not ask about the district Văn Bàn."""
    given = plans.ask("Văn bản nào viện dẫn 76/NQ-CP?", on=ON)
    assert "Địa phương" not in told(given)
