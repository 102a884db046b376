"""Terms of texts and questions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import number_terms, query_terms, terms, words


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Ủy ban nhân dân xã", "uy ban nhan dan xa"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("ỦY BAN NHÂN DÂN", "ủy ban nhân dân"),
        (unicodedata.normalize("NFD", "Đề án cải cách"), "de an cai cach"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
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


def test_a_pasted_page_is_read_only_at_its_beginning():
    assert len(query_terms("cải cách " * 12_000)) < 5_000


@given(st.text())
def test_any_text_has_terms_without_blanks(text):
    assert not [term for term in (*terms(text), *query_terms(text)) if len(term.split()) != 1]
