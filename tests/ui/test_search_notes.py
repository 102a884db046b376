"""What is said of a search that found nothing, or nothing close."""

import pytest

from ui import search_notes
from ui import search_wording as wording
from ui.search_notes import Asked, note

HELD = {"nuoi", "ong", "uy", "ban", "nhan", "dan", "uy_ban", "nghi", "dinh", "33", "2020"}
HELD.add("#33/2020")


def held(terms):
    return [int(term in HELD) for term in terms]


def told(searched="nuôi ong", **changed):
    values = {"query": searched, "asked": searched, "searched": searched, "found": 3,
              "weak": False, "together": False}  # fmt: skip
    return Asked(**(values | changed))


@pytest.mark.parametrize(
    ("asked", "filters", "sentence"),
    [
        (told(), {}, None),
        (told(weak=True), {}, wording.WEAK_APART),
        (told(weak=True, together=True), {}, wording.WEAK),
        (told(weak=True, searched="ong"), {}, wording.WEAK),
        (told(weak=True, searched="nuôi hươu"), {}, wording.WEAK_UNKNOWN.format(words="“hươu”")),
        (told(found=0), {}, wording.NOTHING_FOUND),
        (told(found=0), {"year": 2025, "place": None},
         wording.NOTHING_FOUND_AMONG.format(filters="năm “2025”")),
        (told(found=0, searched="hươu"), {"year": 2025},
         wording.NOTHING_KNOWN.format(words="“hươu”")),
        (told(asked="nuoi ogn"), {},
         wording.READ_AS.format(query="nuoi ogn", searched="nuôi ong")),
        (told(searched="Điều 5 Nghị định 152/2025/NĐ-CP"), {},
         wording.NUMBER_NOWHERE.format(numbers="“152/2025/NĐ-CP”")),
        (told(searched="nuôi ong 152/2025/NĐ-CP", weak=True), {},
         wording.NUMBER_WEAK.format(numbers="“152/2025/NĐ-CP”")),
        (told(searched="33/2020/NĐ-CP"), {}, None),
        (told(searched="nghị định 33/2020", weak=True, together=True), {}, wording.WEAK),
        (told(searched="nuôi ong 5/2025"), {}, None),
        (told(query="x" * 5000), {}, wording.CUT_QUERY.format(count=4000)),
    ],
)  # fmt: skip
def test_one_sentence_for_each_case(asked, filters, sentence):
    assert note(asked, filters, held) == sentence


def test_an_abbreviation_is_known_by_what_it_stands_for():
    asked = told("UBND", weak=True, together=True)
    assert note(asked, {}, held) == wording.WEAK


@pytest.mark.parametrize(
    ("query", "parts", "has"),
    [
        ("nuôi ong", ["Nuôi", "con ong"], True),
        ("nuoi ong o rung", ["nuôi ong trong rừng"], True),
        ("nuôi hươu", ["nuôi ong"], False),
        ("UBND xã", ["Ủy ban nhân dân xã"], True),
        ("", [], True),
    ],
)
def test_all_words_are_looked_for_in_all_parts(query, parts, has):
    assert search_notes.has_all(query, parts) is has


def test_a_long_query_is_repeated_in_part():
    said = search_notes.unsearchable("của " * 500)
    assert len(said) < 200
