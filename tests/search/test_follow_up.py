"""Questions that continue those before them: what is taken over, what is not."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import fold
from kg.terms import Intent
from search.answer import answer
from search.follow_up import continues, follow
from search.question import understand
from tests.search.hand_made import DECREE, LAW, NEWER, small_library

LIBRARY = small_library()
ON = dt.date(2026, 1, 1)
TASKS = "Phòng Kinh tế của xã Tân Phú phải làm gì?"
BASES = "Kế hoạch của xã Tân Phú căn cứ vào những văn bản nào?"
LEADS = "Cơ quan nào chủ trì rà soát bảng giá đất?"
FORCE = "Nghị định 20/2019/NĐ-CP còn hiệu lực không?"
SIGNER = "Ai ký kế hoạch của xã Tân Phú?"
CITING = "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?"
LAND = ("ra", "soat", "bang", "gia", "dat")


def read(text, *after):
    """Intent, documents held, cited documents and offices of a question after others."""
    asked = follow(text, after, LIBRARY, ON)
    plans, documents = [p.id for p in asked.plans], [d.key for d in asked.documents]
    return asked.intent, plans, documents, list(asked.offices)


CASES = [
    # another place, the same question
    (TASKS, "còn phường Hòa Bình thì sao?",
     (Intent.TASKS_OF_OFFICE, ["hoa-binh"], [], ["Phòng Kinh tế"])),
    (BASES, "còn phường Hòa Bình thì sao?", (Intent.WHAT_IT_CITES, ["hoa-binh"], [], [])),
    (SIGNER, "còn phường Hòa Bình?", (Intent.HEADER, ["hoa-binh"], [], [])),
    # another document, the same question
    (FORCE, "còn Nghị định 80/2025/NĐ-CP?", (Intent.IN_FORCE, [], [NEWER], [])),
    (FORCE, "còn Luật Sổ sách?", (Intent.IN_FORCE, [], [LAW], [])),
    # another office
    (TASKS, "còn Trạm Y tế?", (Intent.TASKS_OF_OFFICE, ["tan-phu"], [], ["Trạm Y tế"])),
    # another question on the same thing
    (BASES, "ai ký?", (Intent.HEADER, ["tan-phu"], [], [])),
    (LEADS, "khi nào xong?", (Intent.DEADLINE, [], [], [])),
    (LEADS, "thế ai phối hợp?", (Intent.WHO_LEADS, [], [], [])),
    (FORCE, "văn bản nào thay thế?", (Intent.RELATED, [], [DECREE], [])),
    (CITING, "nó còn hiệu lực không?", (Intent.IN_FORCE, [], [DECREE], [])),
]  # fmt: skip


@pytest.mark.parametrize(("former", "text", "told"), CASES)
def test_what_is_left_unsaid_is_taken_over(former, text, told):
    assert read(text, former) == told
    assert follow(text, [former], LIBRARY, ON).followed


@pytest.mark.parametrize(("former", "text", "told"), CASES)
def test_a_conversation_without_diacritics_goes_the_same_way(former, text, told):
    assert read(fold(text), fold(former)) == told


def test_the_matter_is_kept():
    assert follow("thế ai phối hợp?", [LEADS], LIBRARY, ON).topic == LAND


def test_the_last_of_several_questions_is_continued():
    assert read("còn phường Hòa Bình?", FORCE, BASES, SIGNER)[:2] == (Intent.HEADER, ["hoa-binh"])
    chain = (SIGNER, "còn phường Hòa Bình thì sao?", "ký ngày nào?")
    assert read("còn xã Tân Phú?", *chain)[:2] == (Intent.HEADER, ["tan-phu"])


@pytest.mark.parametrize(
    "text", [FORCE, CITING, "Trạm Y tế tổ chức việc gì?", "Văn bản nào căn cứ Luật Sổ sách?"]
)
def test_a_whole_question_takes_nothing_over(text):
    assert follow(text, [BASES], LIBRARY, ON) == understand(text, LIBRARY, ON)


def test_a_place_without_documents_is_not_answered_from_the_former_place():
    given_answer = answer("còn thành phố Đà Nẵng thì sao?", LIBRARY, on=ON, after=[TASKS])
    assert (given_answer.answered, given_answer.rows) == (False, ())
    assert given_answer.question.strange_places == ("thành phố Đà Nẵng",)


QUESTIONS = st.sampled_from(
    [TASKS, BASES, LEADS, FORCE, SIGNER, CITING, "", "còn Hòa Bình?", "ai ký?", "🗓️", "Hi", "không"]
)


@pytest.mark.parametrize(
    "text", ["Văn bản nào?", "van ban nao", "Trạm Y tế là gì", "tram y te la gi"]
)
def test_words_that_fold_to_a_districts_name_are_no_place(text):
    assert understand(text, LIBRARY, ON).places == ()
    assert understand("ở huyện Văn Bàn", LIBRARY, ON).places == ("huyện Văn Bàn",)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60) | QUESTIONS)
def test_without_questions_before_it_a_question_stands_alone(text):
    alone = understand(text, LIBRARY, ON)
    assert follow(text, [], LIBRARY, ON) == alone
    assert follow(text, ["", "  \n"], LIBRARY, ON) == alone


@settings(deadline=None, max_examples=40)
@given(st.lists(QUESTIONS | st.text(max_size=40), max_size=6), QUESTIONS | st.text(max_size=40))
def test_any_conversation_is_followed_and_answered_or_refused(after, text):
    asked = follow(text, after, LIBRARY, ON)
    told_before = any(line.strip() for line in after)
    assert asked.followed is (told_before and continues(understand(text, LIBRARY, ON)))
    given_answer = answer(text, LIBRARY, on=ON, after=after)
    assert given_answer.answered is (given_answer.reason is None)


@pytest.mark.parametrize("filler", ["ai ", "🗓️", "\ud800 ", "căn cứ nào "])
def test_ten_kilobytes_may_stand_before_a_question(filler):
    long = filler * (10_000 // len(filler))
    assert follow("còn phường Hòa Bình thì sao?", [long], LIBRARY, ON).text
    assert follow(long, [TASKS], LIBRARY, ON).text == long
