"""Answers as pages: earlier ones, refusals, addresses that ask again."""

import html
import re
from urllib.parse import parse_qs

import pytest

from kg.terms import NoAnswer
from tests.ui.test_pages import EVIL, answer, piece
from ui import answer_table, asking_again, cards
from ui import ask_wording as words


def given(**more):
    slots = {"documents": [], "plans": [], "offices": [], "years": [], "topic": [], "taken": []}
    blank = {"question": "Hỏi?", "slots": slots, "choices": [], "similar": [], "names": {},
             "confidence": 0.97, "total": 0, "advice": None}  # fmt: skip
    return answer(**(blank | more))


def refused(reason, **more):
    return given(answered=False, reason=reason, answer="Không.", advice="Hãy thử.", **more)


def read_back(made):
    return parse_qs(made.removeprefix("?"))


# --- addresses ------------------------------------------------------------------------------------
def test_an_address_holds_the_question_its_day_and_those_before_it_in_order():
    made = asking_again.asked_address("Còn “B” & C?", ["A=1?", "Đ#?"], "2025-08-01")
    assert read_back(made) == {
        "tab": ["ask"], "q": ["Còn “B” & C?"], "as_of": ["2025-08-01"], "after": ["A=1?", "Đ#?"]
    }  # fmt: skip


def test_an_address_keeps_the_last_questions_and_stays_short():
    many = [f"câu {place}" for place in range(20)]
    kept = many[-asking_again.MOST_EARLIER :]
    assert read_back(asking_again.asked_address("q", many))["after"] == kept
    long = asking_again.asked_address("q", ["ồ" * 1000, "ế" * 1000, "ngắn"])
    assert len(long) < 12_100
    assert read_back(long)["after"][-1] == "ngắn"


CHOICE = {"key": "k", "canonical": "76/NQ-CP", "date": "2021-07-15", "issuer": "Chính phủ",
          "title": "Ban hành Chương trình tổng thể"}  # fmt: skip
MEANT = "76/NQ-CP ngày 15/7/2021 của Chính phủ"


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("76/NQ-CP còn hiệu lực không?", f"{MEANT} còn hiệu lực không?"),
        ("76/nq-cp năm 2019 còn không?", f"{MEANT} còn không?"),
        ("76/NQ-CP năm 2021 còn không?", f"{MEANT} năm 2021 còn không?"),
        ("nq 76 con hieu luc ko?", f"nq 76 con hieu luc ko ({MEANT})?"),
    ],
)
def test_a_choice_asks_the_question_again_of_one_document(question, again):
    assert asking_again.asking_of(question, CHOICE) == again


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("Nghị định 61/2017/NĐ-CP còn không?", "Nghị định 61/2018/NĐ-CP còn không?"),
        ("nd 61/2017 con khong", "nd 61/2018 con khong"),
        ("161/2017/NĐ-CP?", "161/2017/NĐ-CP (61/2018/NĐ-CP)?"),
    ],
)
def test_a_number_of_another_year_takes_the_place_of_the_one_asked(question, again):
    assert asking_again.with_number(question, "61/2018/NĐ-CP") == again


# --- pages ----------------------------------------------------------------------------------------
def test_each_refusal_looks_and_reads_its_own_way_and_says_what_to_do():
    pages = {reason: cards.page(refused(reason.value)) for reason in NoAnswer}
    for reason, page in pages.items():
        sign, name = words.REFUSALS[reason]
        assert f"cc-{reason.value}" in page
        assert sign in page
        assert name in page
        assert "Hãy thử." in page
        assert "✔" not in page
    assert len({words.REFUSALS[reason] for reason in NoAnswer}) == len(NoAnswer)


def test_choices_and_numbers_of_other_years_are_links_that_keep_the_conversation():
    page = cards.page(refused("unclear", choices=[CHOICE]), ["Trước?"])
    assert "Hỏi về 76/NQ-CP ngày 15/7/2021 của Chính phủ: Ban hành" in page
    assert "after=Tr" in page
    page = cards.page(refused("not_found", question="61/2017/NĐ-CP?", similar=["61/2018/NĐ-CP"]))
    assert "q=61%2F2018%2FN" in page


@pytest.mark.parametrize(("confidence", "said"), [(0.99, "chắc chắn"), (0.85, "khá chắc")])
def test_how_sure_an_answer_is_is_told_in_words(confidence, said):
    page = cards.page(given(confidence=confidence))
    assert f"<b>{said}" in page
    assert str(confidence) not in page


def test_earlier_answers_are_short_and_whole_when_opened():
    first = given(question="A?", answer="Một.", evidence=[piece(quote="lời A")])
    second = refused("not_held") | {"question": "B?"}
    page = cards.earlier([first, second])
    assert page.count("<details") == page.count("<summary>") == 2
    assert page.index("A?") < page.index("lời A") < page.index("B?")
    assert "Thư viện chưa có. Không." in page
    assert cards.earlier([]) == ""


def test_how_a_question_was_read_is_told_and_what_came_from_before_is_marked():
    slots = {"documents": [], "plans": ["d"], "plan_names": ["15/KH-UBND của xã Nguyên Giáp"],
             "offices": [], "topic": ["so", "hoa"], "about": "số hóa", "taken": ["intent"],
             "conditions": {}}  # fmt: skip
    page = cards.page(given(intent="who_leads", slots=slots))
    assert "Muốn biết" in page
    assert "cơ quan nào chủ trì <span" in page
    assert page.count("(theo câu trước)") == 1
    assert "15/KH-UBND của xã Nguyên Giáp" in page
    assert "số hóa" in page


def test_evidence_names_document_page_and_line_and_opens_there():
    page = cards.page(given(evidence=[piece(page=2)], names={"d": "15/KH-UBND"}))
    assert "15/KH-UBND, trang 2, dòng 3–4" in page
    assert "kế hoạch.txt" in page
    assert 'href="?tab=document&amp;doc=d&amp;line=3"' in page


def test_a_table_of_several_documents_names_each_and_counts_what_it_leaves_out():
    tasks = [{"document": name, "task": f"Việc {name}", "assignments": [], "deadline": None,
              "deadline_text": None, "line_start": 3} for name in "ab"]  # fmt: skip
    page = answer_table.rows(tasks, {"a": "1/KH", "b": "2/KH"}, answer_table.Listing(60))
    assert "1/KH: <a href" in page
    assert "Còn 58 dòng nữa" in page
    alone = answer_table.rows(tasks[:1], {"a": "1/KH"})
    assert "1/KH: " not in alone
    assert 'aria-label="1/KH, dòng 3"' in alone
    assert "Còn" not in alone


def many_rows(count, **more):
    return [{"document": "d", "number": f"{at}/KH", "place": None, "times": 1, "lines": [at]}
            | more for at in range(1, count + 1)]  # fmt: skip


def numbers_of(page):
    return re.findall(r">(\d+/KH)<", page)


def test_the_rows_that_are_left_out_are_one_link_away_and_the_link_has_an_address():
    page = cards.page(given(question="B?", rows=many_rows(50), listed=137, total=90), ["A?"])
    assert numbers_of(page) == [f"{at}/KH" for at in range(1, 51)]
    assert "Còn 87 dòng nữa." in page
    (whole,) = re.findall(r'<a href="([^"]+)">Xem cả 137 dòng</a>', page)
    assert read_back(html.unescape(whole)) == {
        "tab": ["ask"], "q": ["B?"], "after": ["A?"], "as_of": ["01/8/2025"], "rows": ["1"]
    }  # fmt: skip
    shown = cards.page(given(question="B?", rows=many_rows(137), listed=137), ["A?"], None, 1)
    assert numbers_of(shown) == [f"{at}/KH" for at in range(1, 138)]
    assert "dòng nữa" not in shown
    (short,) = re.findall(r'<a href="([^"]+)">Chỉ xem các dòng đầu</a>', shown)[:1] or [""]
    assert "rows" not in read_back(html.unescape(short))


@pytest.mark.parametrize(
    ("page", "first", "last"), [(1, 1, 500), (2, 501, 1000), (3, 1001, 1203), (9, 1001, 1203)]
)
def test_every_row_of_a_very_long_list_stands_on_one_of_its_pages(page, first, last):
    shown = cards.page(given(question="B?", rows=many_rows(1203), listed=1203), (), None, page)
    assert numbers_of(shown) == [f"{at}/KH" for at in range(first, last + 1)]
    links = re.findall(r'rows=(\d)"( aria-current="page")?', shown)
    assert {int(number) for number, _ in links} == {1, 2, 3}
    assert {number for number, current in links if current} == {str(min(page, 3))}


def test_rows_name_their_document_wherever_the_list_has_rows_of_others():
    own = [{"document": "a", "task": f"Việc {at}", "assignments": [], "deadline": None,
            "deadline_text": None, "line_start": at} for at in range(1, 501)]  # fmt: skip
    listing = answer_table.Listing(501, 1, lambda page: f"?rows={page}")
    page = answer_table.rows([*own, own[0] | {"document": "b"}], {"a": "1/KH"}, listing)
    assert page.count("1/KH: <a href") == 500
    of_more = answer_table.rows(own[:50], {"a": "1/KH"}, answer_table.Listing(501))
    assert of_more.count("1/KH: <a href") == 50
    of_one = answer_table.rows(own, {"a": "1/KH"}, answer_table.Listing(500, 1, listing.to))
    assert "1/KH: " not in of_one


def test_the_last_page_of_a_list_ends_with_its_last_row():
    page = cards.page(given(question="B?", rows=many_rows(610), listed=610), (), None, 1)
    assert 'aria-label="Trang 1: dòng 1 đến 500"' in page
    assert 'aria-label="Trang 2: dòng 501 đến 610"' in page


def test_lines_that_are_left_out_are_one_link_away_too():
    row = many_rows(1)[0] | {"lines": list(range(1, 31))}
    page = cards.page(given(question="B?", rows=[row]))
    assert "và 18 dòng khác</a>" in page
    whole = cards.page(given(question="B?", rows=[row]), (), None, 1)
    assert len(re.findall(r'aria-label="d, dòng \d+"', whole)) == 30


def test_markup_is_escaped_wherever_a_user_or_a_document_wrote_it():
    choice = CHOICE | {"canonical": EVIL, "title": EVIL, "issuer": EVIL}
    nasty = refused("unclear", choices=[choice], similar=[EVIL], nearest=[piece(quote=EVIL)])
    nasty |= {"question": EVIL, "answer": EVIL, "advice": EVIL, "names": {"d": EVIL}}
    rows = [{"document": "d", "task": EVIL, "assignments": [], "line_start": 1}]
    whole = given(question=EVIL, rows=rows, names={"d": EVIL}, evidence=[piece(file=EVIL)])
    for page in (cards.page(nasty, [EVIL]), cards.page(whole), cards.earlier([nasty, whole])):
        assert "<script" not in page
        assert "&lt;script" in page
