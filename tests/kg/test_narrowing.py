"""The level of the body that issued a cited document, by all that may tell it."""

import datetime as dt

import pytest

from kg.citing import Citation, Evidence
from kg.model import DocumentRecord, Header, Place
from kg.narrowing import CitedFilter, level_of, narrowed
from kg.terms import PlaceLevel, Relation
from tests.kg.readings import WARD, mention


def citation(canonical: str, issuer: str | None, place: Place | None = None, day=None) -> Citation:
    head = Header(number=canonical, issuer=issuer, place=place, date=day, type="Quyết định")
    record = DocumentRecord("id", "key", False, head)
    citing = DocumentRecord("a", "a", True, Header())
    said = Evidence(mention(canonical, 0, 1), "")
    return Citation(citing, "key", canonical, record, Relation.LEGAL_BASIS, (said,))


@pytest.mark.parametrize(
    ("canonical", "issuer", "place", "level"),
    [
        ("61/2018/NĐ-CP", None, None, PlaceLevel.CENTRAL),
        ("36/QĐ-UBND", "UBND Phường 5", WARD, PlaceLevel.WARD),
        ("36/QĐ-UBND", "UBND tỉnh Tiền Giang", None, PlaceLevel.PROVINCE),
        ("36/QĐ-UBND", "Ủy ban nhân dân tỉnh", None, PlaceLevel.PROVINCE),
        ("36/QĐ-UBND", "UBND xã Nguyên Giáp, huyện Tứ Kỳ, Hải Dương", None, PlaceLevel.COMMUNE),
        ("36/QĐ-UBND", "UBND huyện", None, PlaceLevel.DISTRICT),
        ("09-NQ/TU", "Tỉnh ủy", None, PlaceLevel.PROVINCE),
        ("36/QĐ-UBND", "UBND", None, None),
        ("36/QĐ-UBND", None, None, None),
    ],
)
def test_a_level_is_told_by_place_number_or_issuer(canonical, issuer, place, level):
    assert level_of(citation(canonical, issuer, place)) is level


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        (CitedFilter(place="tien giang"), True),
        (CitedFilter(place="tiền"), True),
        (CitedFilter(place="gian"), False),  # whole words
        (CitedFilter(type="quyet dinh"), True),
        (CitedFilter(type="Nghị định"), False),
        (CitedFilter(since=dt.date(2021, 10, 18), until=dt.date(2021, 10, 18)), True),
        (CitedFilter(since=dt.date(2021, 10, 19)), False),
        (CitedFilter(until=dt.date(2021, 10, 17)), False),
    ],
)
def test_citations_are_kept_by_what_is_known_of_the_cited(where, fits):
    known = citation("1/QĐ-UBND", "UBND tỉnh Tiền Giang", day=dt.date(2021, 10, 18))
    assert narrowed([known], where) == ([known] if fits else [])


def test_a_document_without_a_day_is_in_no_span():
    unknown = citation("1/QĐ-UBND", None)
    assert narrowed([unknown], CitedFilter(since=dt.date(1945, 1, 1))) == []
    assert narrowed([unknown], CitedFilter()) == [unknown]
