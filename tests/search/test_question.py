import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import fold
from kg.model import Assignment, Place, Task
from kg.terms import Intent, OfficeRole, PlaceLevel
from search.answer import answer
from search.conditions import Lacking
from search.question import understand
from search.spoken import MAX_LENGTH, normalise
from search.topic import topic_words
from tests.search.hand_made import DECREE, HandMade, held, small_library

LIBRARY = small_library()
ASKED = [
    "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
    "Kế hoạch của xã Tân Phú căn cứ vào những văn bản nào?",
    "Nghị định 20/2019/NĐ-CP còn hiệu lực không?",
    "Cơ quan nào chủ trì rà soát bảng giá đất?",
    "Phòng Kinh tế phải làm nhiệm vụ gì?",
    "Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?",
    "Ai ký kế hoạch của xã Tân Phú?",
]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Căn cứ nào?", "can cu nao"),
        ("vb nao can cu ND 20/2019", "van ban nao can cu nghi dinh 20/2019"),
        ("UBND xã", "uy ban nhan dan xa"),
        ("cchc dc ko?", "cai cach hanh chinh duoc khong"),
        ("đạt 85%...", "dat 85%"),
        ("Số 12/KH-UBND.", "so 12/kh-ubnd"),
        ("  \t\n ", ""),
        ("!?…", ""),
    ],
)
def test_a_question_becomes_folded_words_without_abbreviations(typed, folded):
    assert normalise(typed) == folded


@pytest.mark.parametrize("text", ASKED)
def test_typing_without_diacritics_or_in_another_normal_form_asks_the_same(text):
    plain = understand(text, LIBRARY)
    for variant in (unicodedata.normalize("NFD", text), fold(text), f"  {text.upper()} "):
        other = understand(variant, LIBRARY)
        assert other.intent is plain.intent, variant
        assert [d.key for d in other.documents] == [d.key for d in plain.documents]
        assert [d.id for d in other.plans] == [d.id for d in plain.plans]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (ASKED[0], Intent.WHO_CITES),
        (ASKED[1], Intent.WHAT_IT_CITES),
        (ASKED[2], Intent.IN_FORCE),
        (ASKED[3], Intent.WHO_LEADS),
        (ASKED[4], Intent.TASKS_OF_OFFICE),
        (ASKED[5], Intent.TARGET),
        (ASKED[6], Intent.HEADER),
        ("nđ 20/2019 bị bãi bỏ chưa", Intent.IN_FORCE),
        ("Rà soát bảng giá đất xong khi nào?", Intent.DEADLINE),
        ("Luật Sổ sách được sửa đổi bởi luật nào?", Intent.RELATED),
        ("chòi canh lửa rừng", Intent.FIND_SECTION),
        ("xyz", Intent.UNKNOWN),
        ("", Intent.UNKNOWN),
    ],
)
def test_the_intent_is_the_strongest_one_whose_slots_are_filled(text, intent):
    assert understand(text, LIBRARY).intent is intent


def test_without_a_document_nothing_can_be_in_force():
    """The same cue without a number or a law's name is no question on validity."""
    assert understand("còn hiệu lực không", LIBRARY).intent is not Intent.IN_FORCE


def test_a_number_is_linked_to_the_document_of_that_number():
    asked = understand("nghị định 20/2019 còn hiệu lực không", LIBRARY)
    assert [record.key for record in asked.documents] == [DECREE]
    assert not asked.unknown_number


def test_a_number_that_nobody_knows_is_told_as_unknown():
    asked = understand("Nghị định 99/2031/NĐ-CP còn hiệu lực không?", LIBRARY)
    assert (asked.documents, asked.unknown_number) == ((), True)


def test_a_law_is_linked_by_its_name():
    asked = understand("luat so sach con hieu luc khong", LIBRARY)
    assert [record.header.number for record in asked.documents] == ["15/2017/QH14"]


def test_offices_are_taken_as_the_tasks_call_them():
    assert understand("trạm y tế phải làm gì", LIBRARY).offices == ("Trạm Y tế",)


def test_an_office_with_a_hyphen_is_found_with_and_without_blanks_around_it():
    plan = held("x", ["KẾ HOẠCH"], title="Kế hoạch nước sạch")
    plan.tasks.append(
        Task("Đo nước", (Assignment("Tổ Nước sạch - Vệ sinh", OfficeRole.LEAD),), 1, 1)
    )
    sources = HandMade([plan], [])
    for written in ("Tổ Nước sạch - Vệ sinh", "Tổ Nước sạch-Vệ sinh"):
        assert understand(f"{written} phải làm gì?", sources).offices == ("Tổ Nước sạch - Vệ sinh",)


def test_years_are_told_once_and_in_order():
    assert understand("từ 2026 đến 2022 và 2026, số 20250", LIBRARY).years == (2022, 2026)


def test_words_that_only_fold_to_a_places_name_do_not_name_it():
    """ "Cơ quan thành phố" folds to words in which "Quan Thanh" stands side by side."""
    place = Place("xã Quan Thanh", PlaceLevel.COMMUNE)
    plan = held("quan-thanh", ["KẾ HOẠCH"], place=place, title="Kế hoạch nước sạch")
    sources = HandMade([plan], [])
    assert understand("nhiệm vụ của xã Quan Thanh", sources).plans
    assert understand("nhiem vu cua xa quan thanh", sources).plans
    assert not understand("nhiệm vụ của các cơ quan thành phố", sources).plans


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Kế hoạch của thành phố Đà Nẵng do ai ký?", ("thành phố Đà Nẵng",)),
        ("Kế hoạch của xã Tân Phú do ai ký?", ()),
        ("Cơ quan nào chủ trì ở huyện Đông Sơn?", ()),
        ("Ở Cà Mau ai chủ trì số hóa?", ("tỉnh Cà Mau",)),
        ("Giữa Phường 7 và phuong 7 nơi nào cao hơn?", ("Phường 7",)),
        ("ai chu tri so hoa o ca mau", ("tỉnh Cà Mau",)),
        ("Sở nào thống nhất quản lý đất đai?", ()),
    ],
)
def test_places_of_no_held_document_are_told(text, strange):
    assert understand(text, LIBRARY).strange_places == strange


@pytest.mark.parametrize("says", ["không có", "chưa có", "chưa ghi"])
def test_what_tasks_lack_is_no_matter_that_they_are_about(says):
    asked = understand(f"Nhiệm vụ nào {says} thời hạn?", LIBRARY)
    assert asked.conditions.lacking == {Lacking.DEADLINE}
    assert asked.topic == ()


def test_a_part_in_a_task_is_no_office_though_a_tables_heading_is_read_as_one():
    plan = held("heading", ["KẾ HOẠCH"], title="Kế hoạch nước sạch")
    offices = ("Cơ quan chủ trì", "Ban Quản lý chợ Tân Phú")
    parts = tuple(Assignment(office, OfficeRole.LEAD) for office in offices)
    plan.tasks.append(Task("Đo nước", parts, 1, 1))
    sources = HandMade([plan], [])
    assert understand("Nhiệm vụ nào chưa có cơ quan chủ trì?", sources).offices == ()
    assert understand("Ban Quản lý chợ Tân Phú phải làm gì?", sources).offices


def test_the_topic_leaves_out_question_words_places_offices_and_numbers():
    held = LIBRARY.held()
    folded = "phong kinh te xa tan phu phai lam gi ve nuoc sach theo 12/kh-ubnd"
    assert topic_words(folded, held, ["Phòng Kinh tế"]) == ("nuoc", "sach")


def test_what_stands_behind_the_longest_question_is_not_read():
    tail = " nghị định 20/2019/NĐ-CP còn hiệu lực không"
    assert understand("ờ " * MAX_LENGTH + tail, LIBRARY).numbers == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_understood_or_refused_but_never_fails(text):
    given_answer = answer(text, LIBRARY, on=dt.date(2026, 1, 1))
    assert given_answer.answered is (given_answer.reason is None)


def test_an_empty_library_still_understands():
    asked = understand(ASKED[0], HandMade([], []))
    assert asked.intent is Intent.WHO_CITES
    assert asked.unknown_number
