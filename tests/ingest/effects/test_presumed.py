"""The law's rule where a document is silent; the rules as printed in the laws named."""

import datetime as dt

import pytest

from ingest.effects.presumed import presumed_beginning
from kg.model import Header, Place
from kg.terms import PlaceLevel
from tests.ingest.effects.clause_texts import effects_of


def header(number, date, level=None):
    place = Place("nơi", level) if level else None
    return Header(number=number, date=dt.date.fromisoformat(date), place=place)


@pytest.mark.parametrize(
    ("number", "signed", "level", "day", "article"),
    [
        ("12/2020/TT-BTC", "2020-03-02", None, "2020-04-16", "Điều 151 Luật 80/2015/QH13"),
        ("12/2026/TT-BTC", "2026-03-02", None, "2026-04-16", "Điều 53 Luật 64/2025/QH15"),
        ("12/2010/TT-BTC", "2010-03-02", None, "2010-04-16", "Điều 78 Luật 17/2008/QH12"),
        ("5/2020/QĐ-UBND", "2020-03-02", PlaceLevel.PROVINCE, "2020-03-12", "Điều 151"),
        ("5/2020/QĐ-UBND", "2020-03-02", PlaceLevel.COMMUNE, "2020-03-09", "Điều 151"),
        ("5/2026/NQ-HĐND", "2026-03-02", PlaceLevel.COMMUNE, "2026-03-12", "Điều 53"),
        ("5/2010/QĐ-UBND", "2010-03-02", PlaceLevel.DISTRICT, "2010-03-09", "31/2004/QH11"),
    ],
)
def test_the_earliest_day_of_the_law_is_presumed_with_its_article(
    number, signed, level, day, article
):
    effect = presumed_beginning(header(number, signed, level))
    assert effect.day == dt.date.fromisoformat(day)
    assert article in effect.rule
    assert effect.confidence <= 0.5


@pytest.mark.parametrize(
    "head",
    [
        header("36/QĐ-UBND", "2020-03-02", PlaceLevel.PROVINCE),  # administrative: no rule
        header("5/2020/QĐ-UBND", "2020-03-02"),  # whose level is not known
        header("12/2004/TT-BTC", "2004-03-02"),  # counted from the gazette
        Header(number="12/2020/TT-BTC"),
        Header(number="không số", date=dt.date(2020, 1, 1)),
        Header(),
    ],
)
def test_no_rule_gives_no_day(head):
    assert presumed_beginning(head) is None


def test_words_come_before_the_rule():
    said = effects_of("Điều 2. Thông tư này có hiệu lực từ ngày 01/9/2020.", "12/2020/TT-BTC")
    assert [(e.day, e.rule) for e in said] == [(dt.date(2020, 9, 1), None)]
    (silent,) = effects_of("Điều 2. Các đơn vị chịu trách nhiệm thi hành.", "12/2020/TT-BTC")
    assert silent.rule is not None
    assert silent.quote == ""
