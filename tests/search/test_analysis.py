"""Terms of texts and questions."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.folding import fold, tokens
from kg.number import find_numbers, number_key
from search.analysis import (
    ARTICLE_ASKED,
    abbreviations,
    article_terms,
    headed_article,
    number_terms,
    pairs,
    query_terms,
    terms,
    words,
)

ROWS = corpus.table("abbreviations") + corpus.table("search_abbreviations")


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Ủy ban nhân dân xã", "uy ban nhan dan xa"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("ỦY BAN NHÂN DÂN", "ủy ban nhân dân"),
        (unicodedata.normalize("NFD", "Đề án cải cách"), "de an cai cach"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("cty tnhh mtv", "Công ty trách nhiệm hữu hạn một thành viên"),
        ("gcn qsdd", "Giấy chứng nhận quyền sử dụng đất"),
        ("GCNQSDĐ", "giay chung nhan quyen su dung dat"),
        (
            "NSDLĐ đóng BHTN cho NLĐ",
            "người sử dụng lao động đóng bảo hiểm thất nghiệp cho người lao động",
        ),
        ("thuế VAT", "thuế GTGT"),
    ],
)
def test_two_ways_to_write_one_thing_give_the_same_words(printed, typed):
    assert words(printed) == words(typed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định số 61/2018/NĐ-CP", ["#61/2018/nd-cp", "#61/2018"]),
        ("Kế hoạch 05/KH-UBND", ["#5/kh-ubnd"]),
        ("nghi dinh 61/2018", ["#61/2018"]),
        ("ngày 30/4/2025", []),
        ("12/15 xã", []),
    ],
)
def test_document_numbers_become_whole_terms(text, expected):
    assert number_terms(text) == expected


def test_a_number_without_its_symbol_shares_a_term_with_the_whole_number():
    assert set(number_terms("61/2018")) & set(number_terms("61/2018/NĐ-CP")) == {"#61/2018"}


@pytest.mark.parametrize("query", ["", "   ", "\x00\x01\x07", "???", "là gì", "như thế nào"])
def test_a_question_that_names_nothing_has_no_terms(query):
    assert query_terms(query) == []


@pytest.mark.parametrize("query", ["một cửa", "mot cua", "cơ chế một cửa là gì", "tự do", "đi lại"])
def test_two_small_words_that_are_a_matter_together_are_looked_for(query):
    assert set(query_terms(query)) >= set(pairs(words(query)))


def test_a_pasted_page_is_read_only_at_its_beginning():
    assert len(query_terms("cải cách " * 12_000)) < 5_000


@given(st.text())
def test_any_text_has_terms_without_blanks(text):
    assert not [term for term in (*terms(text), *query_terms(text)) if len(term.split()) != 1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["short"])
def test_a_short_form_and_its_words_are_one_however_they_are_typed(row):
    expected = tokens(row["long"])
    for written in (row["short"], row["short"].lower(), fold(row["short"]), row["long"]):
        assert words(written) == expected
        assert words(f"hỏi {written}, ai?") == ["hoi", *expected, "ai"]


def test_no_short_form_stands_twice_or_holds_another():
    shorts = [short for short, _ in abbreviations()]
    assert len(shorts) == len(set(shorts)) == len(ROWS)
    assert all(set(row) == {"short", "long"} and all(row.values()) for row in ROWS)


def test_no_short_form_is_a_syllable_of_the_language_once_folded():
    """Such a one ("VAT" is "vật", "BOT" is "bột") is read beside the word that tells."""
    syllables = {fold(row) for row in _plain_syllables()}
    single = {short[0] for short, _ in abbreviations() if len(short) == 1}
    assert len(syllables) > 400
    assert not single & syllables


def _plain_syllables() -> set[str]:
    """Lower-case words of the shipped plans that bear a Vietnamese mark: no short form does."""
    found: set[str] = set()
    for one in corpus.path("plans").glob("*.txt"):
        text = unicodedata.normalize("NFC", one.read_text("utf-8"))
        found.update(word for word in text.split() if word.isalpha() and word.islower())
    return {word for word in found if not word.isascii()}


@pytest.mark.parametrize("text", ["vật chất", "bột mì", "hs lớp 5", "bt 12", "cp cđ", "do cho to"])
def test_words_that_look_like_short_forms_stay_as_they_are(text):
    assert words(text) == tokens(text)


@given(
    st.lists(st.sampled_from(["UBND", "thuế", "VAT", "công", "ty", "CP", "xã", "TNHH", "\u2009"]))
)
def test_each_short_form_is_written_out_in_any_surroundings(parts):
    """Against a plain reading: the longest short form that begins at each place."""
    plain = tokens(" ".join(parts))
    expected: list[str] = []
    while plain:
        fit = [one for one in abbreviations() if tuple(plain[: len(one[0])]) == one[0]]
        short, long = max(fit, key=lambda one: len(one[0]), default=((plain[0],), (plain[0],)))
        expected += long
        del plain[: len(short)]
    assert words(" ".join(parts)) == expected


@given(st.text())
def test_syllables_are_those_of_the_whole_text_folded_at_once(text):
    shorts = {short[0] for short, _ in abbreviations()}
    plain = tokens(text)
    if shorts.isdisjoint(plain):
        assert words(text) == plain


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Điều 5 Luật Viên chức", ["#dieu-5"]),
        ("dieu 05 luat vien chuc", ["#dieu-5"]),
        ("khoản 2 Điều 5", ["#dieu-5"]),
        ("điểm a khoản 1 ĐIỀU 12a", ["#dieu-12a"]),
        ("Điều 5, 6 và 7; Điều 9", ["#dieu-5", "#dieu-6", "#dieu-7", "#dieu-9"]),
        ("điều kiện kinh doanh", []),
        ("điều 5/2020", []),
        ("điều 12.000 người", []),
        ("", []),
        ("Điều 99999", []),
    ],
)
def test_articles_that_a_question_names_become_whole_terms(query, expected):
    assert article_terms(query) == expected
    asked = Counter(term for term in query_terms(query) if term.startswith("#dieu"))
    assert asked == dict.fromkeys(expected, ARTICLE_ASKED)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Điều 5. Phạm vi", ("#dieu-5", "Phạm vi")),
        ("ĐIỀU 12a: Tên gọi", ("#dieu-12a", "Tên gọi")),
        ("Điều 7", ("#dieu-7", "")),
        ("Điều 7.", ("#dieu-7", "")),
        ("Sửa đổi Điều 5 của Luật", ("", "Sửa đổi Điều 5 của Luật")),
        ("Điều khoản 5", ("", "Điều khoản 5")),
        ("", ("", "")),
    ],
)
def test_the_heading_of_an_article_tells_its_number(heading, expected):
    assert headed_article(heading) == expected


def test_a_text_that_mentions_an_article_is_not_that_article():
    assert not [term for term in terms("theo Điều 5 Luật này") if term.startswith("#dieu")]


@given(st.text(alphabet="0123456789/NĐCPQ- sốđiều.l\\|–", max_size=40))
def test_a_text_without_a_joint_has_no_number(text):
    """The quick look says no only where the grammar finds none."""
    found = {"#" + "".join(number_key(str(one.number)).split()) for one in find_numbers(text)}
    assert found <= set(number_terms(text))
