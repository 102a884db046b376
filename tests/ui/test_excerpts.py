"""What is left of a long quote has what was asked for; checked by looking the number up in it."""

import random

import pytest

from kg.folding import tokens
from ui.answer_copy import plain
from ui.excerpts import excerpt, sought

NUMBER = "61/2018/NĐ-CP"
FILLING = "theo quy định tại các văn bản hướng dẫn thi hành của cơ quan có thẩm quyền"


def long_quote(place):
    words = (FILLING + " ").split() * 20
    return " ".join([*words[:place], "Nghị định", NUMBER, *words[place:]])


@pytest.mark.parametrize("place", [0, 1, 20, 40, 41, 60, 150, 250, 340])
@pytest.mark.parametrize("width", [60, 200, 320, 600])
def test_the_number_is_in_the_excerpt_wherever_it_stands(place, width):
    cut = excerpt(long_quote(place), [tokens(NUMBER)], width)
    assert NUMBER in cut
    assert len(cut) <= width + 4
    assert set(cut.split()) <= set(long_quote(place).split()) | {"…"}


@pytest.mark.parametrize("before", [*range(64), 225, 230, 233, 238, 400])
@pytest.mark.parametrize("expression", [["61", "2018"], ["2018"], ["2018", "nd"], ["cp", "cua"]])
def test_the_words_stay_whole_in_which_a_part_was_sought(before, expression):
    said = f"{'x' * before} {NUMBER} của Chính phủ {FILLING * 9}"
    for width in (40, 60, 240):
        cut = excerpt(said, [expression], width)
        assert NUMBER in cut
        assert len(cut) <= width + 4


def test_what_is_sought_stays_in_a_word_that_is_too_long_to_be_shown():
    chance = random.Random(7)
    for _ in range(200):
        before, after = (chance.randint(0, 300) for _ in range(2))
        said = f"{FILLING} {'x' * before}.{NUMBER}.{'y' * after} {FILLING}"
        for expression in [["61", "2018"], ["2018", "nd", "cp"]]:
            for width in (20, 90, 240):
                assert "2018" in excerpt(said, [expression], width)


def test_a_short_quote_stays_whole_and_one_without_the_number_keeps_its_beginning():
    assert excerpt("Căn cứ 76/NQ-CP.", [["9"]], 60) == "Căn cứ 76/NQ-CP."
    cut = excerpt(FILLING * 3, [["không", "có"]], 60)
    assert cut.endswith(" …")
    assert FILLING.startswith(cut.removesuffix(" …"))


def test_a_number_weighs_more_than_a_word_of_the_topic():
    given = {
        "question": "Nghị định 61/2018/NĐ-CP quy định gì?",
        "slots": {"documents": [NUMBER], "offices": [], "topic": ["quy", "dinh"]},
        "rows": [],
    }
    assert NUMBER in excerpt(long_quote(200), sought(given), 200)


def test_a_figure_of_the_question_is_kept_though_it_is_no_document():
    given = {"question": "Chỉ tiêu 95,5% là gì?", "slots": {"topic": []}, "rows": []}
    said = f"{FILLING} " * 9 + "đạt 95,5% vào năm 2025 " + f"{FILLING} " * 9
    assert "95,5%" in excerpt(said, sought(given), 120)


def test_an_excerpt_of_any_text_is_part_of_it():
    chance = random.Random(3)
    for _ in range(300):
        words = [chance.choice("một hai 3 4/KH Ủy ban, (5) – ồ".split()) for _ in range(90)]
        text = " ".join(words)
        width = chance.randint(20, 300)
        cut = excerpt(text, [["4", "kh"], ["5"]], width)
        bare = cut.removeprefix("… ").removesuffix(" …")
        assert bare in text
        assert "4/KH" in cut or "4/KH" not in text


def test_a_copied_answer_keeps_the_number_in_its_quote():
    given = {
        "question": f"Văn bản nào căn cứ {NUMBER}?", "answer": "Có.", "as_of": "2025-08-01",
        "slots": {"documents": [NUMBER], "topic": []}, "rows": [],
        "evidence": [{"document": "d", "file": "d.txt", "line_start": 1, "line_end": 1,
                      "quote": long_quote(300)}],
    }  # fmt: skip
    assert NUMBER in plain(given)
