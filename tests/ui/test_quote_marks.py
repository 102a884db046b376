"""Which words of a quote are marked: against what a reader would underline."""

import pytest

from ui import quote_marks


def marked(quote, slots, **more):
    expressions, topic = quote_marks.wanted({"slots": slots} | more)
    return [quote[a:b] for a, b in quote_marks.marks(quote, expressions, topic)]


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021", ["76/NQ-CP"]),
        ("theo 76/nq-cp, 176/NQ-CP và 76/QĐ-TTg", ["76/nq-cp"]),
        ("không có số nào", []),
    ],
)
def test_a_number_is_marked_whole_and_only_that_number(quote, said):
    assert marked(quote, {"documents": ["76/NQ-CP"]}) == said


def test_words_of_the_topic_are_marked_where_two_stand_together():
    slots = {"topic": ["so", "hoa", "ho"]}
    assert marked("Số hóa hộ tịch; một số việc", slots) == ["Số hóa hộ"]
    assert marked("việc số, hóa giá", {"topic": ["hoa"]}) == ["hóa"]


def test_offices_are_marked_where_the_answer_gives_few():
    quote = "Giao Phòng Nội vụ chủ trì, Văn phòng phối hợp"
    assert marked(quote, {}, offices=["Phòng Nội vụ"]) == ["Phòng Nội vụ"]
    many = ["Phòng Nội vụ", "A", "B", "C", "D"]
    assert marked(quote, {}, offices=many) == []
    assert marked(quote, {"offices": ["Văn phòng"]}, offices=many) == ["Văn phòng"]


def test_nothing_asked_marks_nothing_and_spans_are_apart_and_in_order():
    assert marked("", {"topic": ["a"]}) == []
    assert marked("Bất kỳ", {}) == []
    expressions, topic = [["a", "b"], ["b", "c"]], frozenset()
    assert quote_marks.marks("a b c; a c b", expressions, topic) == [(0, 5)]
