"""A passage as folded syllables field by field."""

import pytest

from kg.model import Passage
from search.analysis import number_terms, words
from search.fields import ARTICLE_WEIGHT, read

LAW = "Luật số 58/2010/QH12 Luật Viên chức"


def _passage(*headings: str, text: str = "Nội dung", title: str = LAW) -> Passage:
    return Passage("a#1", "a", headings, text, 0, 0, title=title)


def test_each_part_of_a_passage_is_a_field():
    fields = read(_passage(LAW, "Chương I", "Phạm vi", text="UBND xã theo 61/2018/NĐ-CP"))
    assert fields.title == tuple(words(LAW))
    assert (fields.above, fields.heading) == (("chuong", "i"), ("pham", "vi"))
    assert fields.body == tuple(words("UBND xã theo 61/2018/NĐ-CP"))
    assert fields.numbers == ("#58/2010/qh12", "#58/2010", "#61/2018/nd-cp", "#61/2018")


def test_the_title_counts_once():
    fields = read(_passage(LAW))
    assert (fields.heading, fields.above) == ((), ())
    assert fields.numbers == tuple(number_terms(LAW))


@pytest.mark.parametrize(
    "headings",
    [
        ("Điều 5. Phạm vi",),
        (LAW, "Chương I", "Điều 5. Phạm vi"),
        (LAW, "Điều 4. Khác", "Điều 5. Phạm vi"),
    ],
)
def test_an_article_has_its_number_as_a_term_and_not_in_its_heading(headings):
    fields = read(_passage(*headings, text="như Điều 9"))
    assert fields.heading == ("pham", "vi")
    assert fields.numbers.count("#dieu-5") == ARTICLE_WEIGHT
    assert [one for one in fields.numbers if one.startswith("#dieu")] == ["#dieu-5"] * 8


def test_a_part_of_an_article_belongs_to_the_article():
    assert "#dieu-5" in read(_passage(LAW, "Điều 5. Phạm vi", "Khoản 1")).numbers


@pytest.mark.parametrize(
    "headings", [(), ("",), ("Điều",), ("Điều kiện",), ("\x00",), ("Điều x.",)]
)
def test_headings_without_an_article_have_no_such_term(headings):
    fields = read(_passage(*headings, text="", title=""))
    assert fields.numbers == ()
    assert fields.body == fields.title == ()
