"""The documents held as questions speak of them: places, titles, years and numbers."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import fold, tokens
from kg.model import Attached, Place
from kg.number import number_key
from kg.terms import PlaceLevel
from search.holdings import (
    known,
    names_place,
    place_key,
    places_around,
    places_of,
    says,
    title_words,
)
from search.spoken import normalise
from tests.search.hand_made import held, small_library

HELD = tuple(small_library().held())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("thành phố Vị Thanh", "vi thanh"),
        ("Phường 5", "phuong 5"),  # a number alone names nothing
        ("Quận 10", "quan 10"),
        ("phường Hòa Bình", "hoa binh"),
        ("XÃ TÂN PHÚ", "tan phu"),
        ("TP Gò Công", "go cong"),
        ("đặc khu Phú Quốc", "phu quoc"),
        ("Tân Phú", "tan phu"),
        ("xã", "xa"),
        ("", ""),
        ("🗓️", ""),
    ],
)
def test_a_place_is_known_without_its_kind(name, key):
    assert place_key(name) == key
    assert place_key(unicodedata.normalize("NFD", name)) == key
    assert place_key(fold(name)) == key


@pytest.mark.parametrize(
    ("phrase", "folded", "whole"),
    [
        ("tan phu", "ke hoach cua tan phu", True),
        ("tan phu", "tan phuc", False),
        ("tan phu", "quan phu", False),
        ("phuong 5", "phuong 50", False),
        ("12/kh-ubnd", "theo 12/kh-ubnd", True),
        ("12/kh-ubnd", "theo 112/kh-ubnd", False),
        ("a.b", "a.b c", True),
        ("a.b", "axb", False),  # signs are signs
        ("", "tan phu", False),
    ],
)
def test_a_phrase_is_said_whole_or_not_at_all(phrase, folded, whole):
    assert says(phrase, folded) is whole


WORDS = st.lists(st.sampled_from("tan phu hoa binh a b".split()), max_size=6)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_saying_a_phrase_is_finding_its_words_in_a_row(phrase, folded):
    rows = [folded[at : at + len(phrase)] for at in range(len(folded))]
    assert says(" ".join(phrase), " ".join(folded)) is (bool(phrase) and phrase in rows)


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("nhiệm vụ của xã Tân Phú", "xã Tân Phú", True),
        ("nhiem vu cua tan phu", "xã Tân Phú", True),
        ("TÂN PHÚ có gì", "xã Tân Phú", True),
        ("xã Tân Phủ", "xã Tân Phú", False),  # typed with marks, they must be the place's own
        ("các cơ quan thành phố", "xã Quan Thanh", False),
        ("cac co quan thanh pho", "xã Quan Thanh", True),  # without marks both are meant
        ("Phường 5 và Phường 6", "Phường 5", True),
        ("Phường 50", "Phường 5", False),
        ("", "xã Tân Phú", False),
    ],
)
def test_a_question_names_a_place_as_it_is_spelt(text, name, named):
    assert names_place(text, normalise(text), name) is named


def test_titles_are_read_with_what_is_attached_and_without_abbreviations():
    plan = held(
        "x",
        ["QUYẾT ĐỊNH"],
        title="Về việc ban hành Kế hoạch CCHC",
        attached=Attached("Kế hoạch", "Kế hoạch CCHC năm 2025", 1),
    )
    words = title_words(plan.record)
    assert words[:5] == ["ve", "viec", "ban", "hanh", "ke"]
    assert words[-2:] == ["nam", "2025"]
    assert words.count("chinh") == 2  # "cải cách hành chính", twice
    assert title_words(held("y", [""]).record) == []


def test_places_held_and_what_they_lie_in():
    assert set(places_of(HELD)) == {"tan phu", "hoa binh", "binh an"}
    assert set(places_around(HELD)) == {"tan phu", "hoa binh", "binh an", "dong son", "minh long"}
    assert list(places_of(())) == []


def test_each_plan_is_listed_under_all_that_names_it():
    """Against reading every record."""
    found = known(HELD)
    assert [plan.record for plan in found.plans] == list(HELD)
    for index, record in enumerate(HELD):
        head = record.header
        words = set(tokens(head.title))
        assert {word for word, at in found.by_word.items() if index in at} >= words
        numbers = {key for key, at in found.by_number.items() if index in at}
        assert numbers == ({number_key(head.number)} if head.number else set())
        places = {name for name, at in found.by_place.items() if index in at}
        assert places == ({head.place.name} if head.place else set())


def test_years_ordinals_and_districts_of_plans():
    told = {
        plan.record.id: (plan.ordinal, set(plan.years), plan.district) for plan in known(HELD).plans
    }
    assert told == {
        "tan-phu": ("12", {"2025"}, "dong son"),
        "hoa-binh": ("45", {"2022", "2026"}, "minh long"),
        "binh-an": ("", set(), ""),
    }


def test_leading_zeros_are_not_part_of_a_bare_number():
    plan = held("x", [""], number="007/KH-UBND", date=dt.date(2025, 1, 2)).record
    assert known((plan,)).plans[0].ordinal == "7"


def test_rare_words_weigh_more_and_none_weighs_less_than_nothing():
    rarity = known(HELD).rarity
    assert rarity["ke"] == min(rarity.values()) > 0  # in every title
    assert rarity["rung"] == max(rarity.values())


def test_another_library_is_read_anew():
    one = held("x", [""], title="Nước sạch", place=Place("xã A Lưới", PlaceLevel.COMMUNE)).record
    assert set(places_of((one,))) == {"a luoi"}
    assert "tan phu" in places_of(HELD)
    changing = [one]
    assert set(places_of(changing)) == {"a luoi"}
    changing.clear()
    assert list(places_of(changing)) == []


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["xã Tân Phú", "Phường 5", ""]))
def test_any_text_names_a_place_or_not(text, name):
    assert names_place(text, normalise(text), name) in (True, False)
    assert place_key(text) == place_key(text.lower()) or not text.isascii()
