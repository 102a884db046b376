"""What a question is about: tables of whole topics, and what must hold for any question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import tokens
from search.spoken import normalise
from search.topic import beyond_titles, topic_words
from tests.search.hand_made import small_library

LIBRARY = small_library()
HELD = LIBRARY.held()


def topic(text, offices=(), places=()):
    return " ".join(topic_words(normalise(text), HELD, offices, text=text, places=places))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cơ quan nào chủ trì rà soát bảng giá đất?", "ra soat bang gia dat"),
        ("co quan nao chu tri ra soat bang gia dat", "ra soat bang gia dat"),
        ("cho em hỏi ai lo tài chính nhỉ", "tai chinh"),
        ("tại xã Tân Phú ai làm", ""),
        ("năm 2025 xã nào có 12/KH-UBND", ""),
        ("bảo hiểm y tế đạt bao nhiêu phần trăm", "bao hiem y te"),
        ("đấu giá đất ở đâu", "dau gia dat"),
        ("máy chủ", "may chu"),
        ("may chu nao", "may chu"),
        ("đào tạo kỹ năng số không?", "dao tao ky nang so"),
        ("không dùng tiền mặt", "khong dung tien mat"),  # denies; at the end it asks
        ("hạn chót tu sửa đê điều là khi nào", "tu sua de dieu"),
        ("thế còn hạn cuối cùng?", ""),
        ("con người là gì", "con nguoi"),
        ("Liệt kê toàn bộ nhiệm vụ của xã Tân Phú ạ", ""),
        ("Tổng hợp các nhiệm vụ về nước sạch", "nuoc sach"),
        ("tổng hợp báo cáo do ai làm", "tong hop bao cao"),  # a matter, no order
        ("", ""),
        ("?", ""),
        ("ai gì nào đâu", ""),
        ("🗓️ Привет", ""),
    ],
)
def test_a_topic_is_told_whole(text, words):
    assert topic(text) == words


@pytest.mark.parametrize(
    ("typed", "word", "meant"),
    [
        ("tài sản công ở xã", "tai", True),
        ("tại trụ sở", "tai", False),
        ("báo cáo quý", "bao", True),
        ("bao nhiêu hộ", "bao", False),
        ("đầu tư công", "dau", True),
        ("nước sạch ở đâu", "dau", False),
        ("cần xử lý rác", "can", False),
        ("cán bộ xử lý rác", "can", True),
    ],
)
def test_diacritics_tell_words_of_the_matter_from_those_that_ask(typed, word, meant):
    assert (word in topic(typed).split()) is meant


@pytest.mark.parametrize(
    "text",
    ["tài chính", "báo cáo", "cán bộ", "đầu tư công", "bảo hiểm xã hội", "máy tính", "quy trình"],
)
def test_a_matter_typed_without_diacritics_keeps_its_words(text):
    assert topic(normalise(text)).split() == tokens(text)


def test_offices_and_places_are_no_matter():
    assert topic("Phòng Kinh tế làm gì về nước sạch", ["Phòng Kinh tế"]) == "nuoc sach"
    assert topic("nước sạch ở Vị Thanh", places=["thành phố Vị Thanh"]) == "nuoc sach"
    assert topic("nước sạch ở Tân Phú") == "nuoc sach"  # a place of the documents held


QUESTION = st.lists(
    st.sampled_from(
        """Cơ quan nào chủ trì rà soát bảng giá đất Tân Phú Phòng Kinh tế tài chính đạt 85% năm 2025
        12/KH-UBND không chưa ? văn bản hết hiệu lực ai ạ báo cáo 🗓️ ko vb""".split()
    ),
    max_size=14,
).map(" ".join)


@settings(deadline=None)
@given(QUESTION, st.sampled_from([(), ("Phòng Kinh tế",)]), st.sampled_from([(), ("xã Tân Phú",)]))
def test_a_topic_is_words_of_the_question_in_their_order(text, offices, places):
    folded = normalise(text)
    said = iter(tokens(folded))
    assert all(
        word in said for word in topic_words(folded, HELD, offices, text=text, places=places)
    )


@settings(deadline=None)
@given(st.text(max_size=150))
def test_any_text_has_a_topic(text):
    folded = normalise(text)
    words = topic_words(folded, HELD, (), text=text)
    assert set(words) <= set(tokens(folded))


@pytest.mark.parametrize("filler", ["bảng giá đất ", "không ", "🗓️", "\ud800", "x" * 50 + " "])
def test_ten_kilobytes_have_a_topic(filler):
    text = filler * (10_000 // len(filler))
    words = topic_words(normalise(text), HELD, (), text=text)
    assert set(words) <= set(tokens(normalise(text)))


PLANS = {record.id: record for record in HELD}
TOPIC = ("chuyen", "doi", "so", "nuoc")


@pytest.mark.parametrize(
    ("plans", "left"),
    [
        ((), TOPIC),
        (("hoa-binh",), ("nuoc",)),
        (("tan-phu",), TOPIC),
        (("hoa-binh", "tan-phu"), TOPIC),  # only what all of them are about says nothing
        (("hoa-binh", "hoa-binh"), ("nuoc",)),
    ],
)
def test_what_all_documents_meant_are_about_is_left_out(plans, left):
    assert beyond_titles(TOPIC, [PLANS[name] for name in plans]) == left
