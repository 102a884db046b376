"""Questions with their slots masked: phrasings told apart from what fills them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.masking import DAY, DOCUMENT, NUMBER, OFFICE, PLACE, PLAN, YEAR, masked, with_plans
from search.spoken import normalise

MASKS = {DOCUMENT, OFFICE, PLACE, DAY, YEAR, NUMBER}


def hidden(text):
    return normalise(masked(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nghị định 61/2018/NĐ-CP còn hiệu lực không?", "nghi dinh docmask con hieu luc khong"),
        ("nghi dinh 9/2020/nd-cp con hieu luc khong", "nghi dinh docmask con hieu luc khong"),
        ("Luật 15/2017/QH14", "luat docmask"),
        ("12/KH-UBND", "docmask"),
        ("Kế hoạch số 12/KH-UBND ngày 05/3/2025", "ke hoach so docmask ngay daymask"),
        ("Sở Nội vụ và Sở Tài chính", "officemask va officemask"),
        ("Ở thành phố Hồ Chí Minh năm 2024", "o placemask nam yearmask"),
        ("từ 2022 đến 2026", "tu yearmask den yearmask"),
        ("15/9 xong, 85% năm 2025", "daymask xong nummask % nam yearmask"),
        ("1,5 tỷ đồng, 3.000 hồ sơ", "nummask ty dong nummask ho so"),
        ("nghị định 5/2020/NĐ-CP ngày 15/9/2025 đạt 3 việc",
         "nghi dinh docmask ngay daymask dat nummask viec"),
        # traps: nothing to mask
        ("ai?", "ai"),
        ("cán bộ ký số", "can bo ky so"),
        ("A4x", "a4x"),
        ("", ""),
        ("   \n\t", ""),
        ("🗓️ Привет 你好", ""),
    ],
)  # fmt: skip
def test_a_question_is_masked_whole(text, told):
    assert hidden(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 61/2018/NĐ-CP còn hiệu lực không?",
        "Sở Nội vụ phải làm gì trước ngày 15/9/2025?",
        "Kế hoạch của thành phố Hồ Chí Minh do ai ký?",
    ],
)
def test_every_normal_form_is_masked_alike(text):
    assert masked(unicodedata.normalize("NFD", text)) == masked(text)


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(2000, 2029), st.sampled_from(("NĐ-CP", "NQ-CP", "QĐ-TTg")))
def test_whatever_number_is_asked_about_the_phrasing_is_one(number, year, code):
    assert (
        hidden(f"Văn bản {number}/{year}/{code} còn dùng không") == "van ban docmask con dung khong"
    )


@settings(deadline=None)
@given(st.dates(), st.integers(0, 99))
def test_days_and_counts_leave_no_digit(day, count):
    told = hidden(f"xong trước ngày {day.day}/{day.month}/2025 được {count} việc")
    assert told == "xong truoc ngay daymask duoc nummask viec"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_masked(text):
    assert isinstance(masked(text), str)


@settings(deadline=None)
@given(st.text("aăâbcdđeê 0123456789/-.%QĐUBNDphòngxã", max_size=80))
def test_words_are_masked_never_made(text):
    """What is left beside the masks stood in the text."""
    letters = unicodedata.normalize("NFC", text)
    rest = " ".join(word for word in masked(text).split() if word not in MASKS)
    assert all(part in letters for part in rest.split())


@pytest.mark.parametrize("filler", ["9/9/2025 ", "Sở Nội vụ ", "12/KH-UBND ", "1 ", "\ud800", "é"])
def test_ten_kilobytes_are_masked(filler):
    assert masked(filler * (10_000 // len(filler)))


@pytest.mark.parametrize(
    ("folded", "titles", "told"),
    [
        ("ke hoach cua placemask do ai ky", set(), "planmask do ai ky"),
        ("placemask placemask", set(), "planmask"),
        ("ke hoach chuyen doi so cua docmask con hieu luc khong", {"chuyen", "doi", "so"},
         "planmask cua docmask con hieu luc khong"),  # what joins it to the next slot is left
        ("theo ke hoach chuyen doi so ai lam", {"chuyen", "doi", "so"},
         "theo planmask ai lam"),
        # too little to be a name
        ("ke hoach nao", {"ke", "hoach"}, "ke hoach nao"),
        ("chuyen doi la gi", {"chuyen", "doi"}, "chuyen doi la gi"),
        ("viec ban hanh ke hoach", {"ban", "hanh", "ke", "hoach"}, "viec ban hanh ke hoach"),
        ("ai ky", {"cai", "cach"}, "ai ky"),
        ("", set(), ""),
    ],
)  # fmt: skip
def test_a_document_called_by_its_title_becomes_one_word(folded, titles, told):
    assert with_plans(folded, titles) == told


FOLDED = st.sampled_from(f"ke hoach cua o nam ai gi {PLACE} {YEAR} {DAY} chuyen doi so".split())


@settings(deadline=None)
@given(st.lists(FOLDED, max_size=12), st.frozensets(FOLDED, max_size=4))
def test_naming_documents_keeps_the_order_of_the_other_words(words, titles):
    left = [word for word in with_plans(" ".join(words), titles).split() if word != PLAN]
    rest = iter(words)
    assert all(word in rest for word in left)
