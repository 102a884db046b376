"""Which intents a question may have: probabilities under the slots that are filled."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.terms import Intent
from search.deciding import Chances, Filled, beside_header, chances
from search.spoken import normalise

NOTHING = Filled()
EVERYTHING = Filled(document=True, held=True, plan=True, office=True, place=True)
NEED = {
    Intent.WHO_CITES: Filled(document=True),
    Intent.IN_FORCE: Filled(document=True),
    Intent.RELATED: Filled(document=True),
    Intent.SUPERSEDED: Filled(plan=True),
    Intent.INCONSISTENCY: Filled(plan=True),
    Intent.TASKS_OF_OFFICE: Filled(office=True),
    Intent.SUCCESSOR: Filled(place=True),
}
QUESTIONS = [
    "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
    "Kế hoạch căn cứ vào những văn bản nào?",
    "Nghị định 20/2019/NĐ-CP còn hiệu lực không?",
    "Cơ quan nào chủ trì rà soát bảng giá đất?",
    "Phòng Kinh tế phải làm nhiệm vụ gì?",
    "Rà soát bảng giá đất xong khi nào?",
    "Ai ký kế hoạch này?",
    "Căn cứ nào của kế hoạch đã hết hiệu lực?",
    "Kế hoạch có chỗ nào mâu thuẫn?",
    "Phòng Nội vụ nay là cơ quan nào?",
    "Hôm nay trời có mưa không?",
]
SLOTS = [Filled(*slots) for slots in product((False, True), repeat=5)]


def told(text, filled=EVERYTHING):
    return chances(text, normalise(text), filled)


def sums_to_one(found):
    """Up to the intents that are left out because they are hardly possible (below 0.02)."""
    left_out = 0.02 * (len(Intent) - len(found.intents))
    return 1 - left_out - 1e-9 <= math.fsum(found.intents.values()) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("text", "filled", "intent"),
    [
        (QUESTIONS[0], Filled(document=True), Intent.WHO_CITES),
        (QUESTIONS[1], Filled(plan=True), Intent.WHAT_IT_CITES),
        (QUESTIONS[2], Filled(document=True), Intent.IN_FORCE),
        (QUESTIONS[3], NOTHING, Intent.WHO_LEADS),
        (QUESTIONS[4], Filled(office=True), Intent.TASKS_OF_OFFICE),
        (QUESTIONS[5], NOTHING, Intent.DEADLINE),
        (QUESTIONS[6], Filled(plan=True), Intent.HEADER),
        (QUESTIONS[10], NOTHING, Intent.OUT_OF_SCOPE),
        ("chòi canh lửa rừng", NOTHING, Intent.FIND_SECTION),  # words to look for
        ("nghi dinh 20/2019/nd-cp con hieu luc khong", Filled(document=True), Intent.IN_FORCE),
    ],
)
def test_the_likeliest_intent_of_plain_questions(text, filled, intent):
    assert told(text, filled).best is intent


@pytest.mark.parametrize("text", ["", "?", "ai", "căn cứ", "xyz abc", "🗓️", "你好"])
def test_too_few_words_that_name_nothing_ask_for_nothing(text):
    assert told(text, NOTHING) == Chances({})


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("intent", NEED)
def test_an_intent_without_what_it_asks_about_is_impossible(text, intent):
    assert told(text, NOTHING).of(intent) == 0.0


@pytest.mark.parametrize("text", QUESTIONS)
def test_probabilities_are_ranked_and_sum_to_one_whatever_is_filled(text):
    for filled in SLOTS:
        found = told(text, filled)
        shares = list(found.intents.values())
        assert shares == sorted(shares, reverse=True)
        assert sums_to_one(found)
        assert all(0 < share <= 1 + 1e-9 for share in shares)
        assert 0 <= found.follow_up <= 1
        assert found.best_chance == shares[0] == found.of(found.best)


def test_several_documents_that_lack_something_are_which_documents():
    several = Filled(document=True, plan=True, place=True, several=True)
    text = "Tân Phú và Hòa Bình, kế hoạch nào không viện dẫn Nghị định 20/2019/NĐ-CP?"
    assert told(text, several).intents == {Intent.WHICH_DOCUMENTS: 1.0}
    assert told(text.replace("không", "có"), several).intents != {Intent.WHICH_DOCUMENTS: 1.0}


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=120), st.sampled_from(SLOTS))
def test_any_text_has_probabilities(text, filled):
    found = told(text, filled)
    assert not found.intents or sums_to_one(found)
    assert found.best is Intent.UNKNOWN or found.best in found.intents


@pytest.mark.parametrize("filler", ["căn cứ ", "🗓️", "\ud800 a ", "12/KH-UBND ", "Sở Nội vụ "])
def test_ten_kilobytes_have_probabilities(filler):
    found = told(filler * (10_000 // len(filler)))
    assert not found.intents or sums_to_one(found)


HEADED = Chances({Intent.HEADER: 0.6, Intent.WHO_LEADS: 0.3, Intent.DEADLINE: 0.1}, 0.25)


@pytest.mark.parametrize(
    ("beyond", "left"),
    [
        ((), HEADED.intents),
        (("ky",), HEADED.intents),
        (("nguoi", "ky", "van", "ban"), HEADED.intents),  # a header's own words
        (("nuoc",), HEADED.intents),
        (("nuoc", "sach"), {Intent.WHO_LEADS: 0.75, Intent.DEADLINE: 0.25}),
    ],
)
def test_a_header_is_not_asked_for_beside_another_matter(beyond, left):
    found = beside_header(HEADED, beyond)
    assert found.follow_up == HEADED.follow_up
    assert found.intents == pytest.approx(left)


def test_a_header_that_is_the_only_reading_stays():
    only = Chances({Intent.HEADER: 1.0})
    assert beside_header(only, ("nuoc", "sach")) == only


def test_no_chances_are_unknown():
    assert (Chances({}).best, Chances({}).best_chance) == (Intent.UNKNOWN, 0.0)
    assert Chances({}).of(Intent.HEADER) == 0.0
