"""Words that end a document, and words that only name it; wording of official clauses."""

import datetime as dt

import pytest

from kg.ending_words import ends_whole
from kg.facts import EffectClause
from kg.registry import load_registry
from kg.validity import status_of


def clause(quote: str | None) -> EffectClause:
    return EffectClause("x", None, "repeals", None, quote, (), None, "", "high")


@pytest.mark.parametrize(("quote", "number"), [
    ("Luật Lưu trữ số 01/2011/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.", "01/2011/QH13"),
    ("a) Thông tư số 05/2015/TT-X ngày 01 tháng 02 năm 2015 của Bộ trưởng;", "05/2015/TT-X"),
    ("Thông tư này thay thế Thông tư số 05/2015/TT-X.", "05/2015/TT-X"),
    (("Luật Ngân hàng số 01/1997/QH10 và Luật sửa đổi, bổ sung một số điều của Luật Ngân hàng số "
     "10/2003/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực."), "10/2003/QH11"),
    ("Bãi bỏ Điều 5 Thông tư số 34/2018/TT-X; Thông tư số 43/2015/TT-X.", "43/2015/TT-X"),
    (("Kể từ ngày Thông tư này có hiệu lực thi hành, Thông tư số 03/2008/TT-X ngày 11/4/2008 và "
     "Điều 3 Thông tư số 25/2011/TT-X hết hiệu lực."), "03/2008/TT-X"),
    (None, "05/2015/TT-X"),  # no words at hand: the fact stands as it was told
])  # fmt: skip
def test_a_clause_ends_what_it_strikes(quote, number):
    assert ends_whole(clause(quote), number) is True


@pytest.mark.parametrize(("quote", "number"), [
    (("Quan hệ tài sản giữa vợ và chồng được giải quyết theo quy định của Bộ luật này, Luật hôn "
     "nhân và gia đình."), "52/2014/QH13"),
    (("Bãi bỏ Điều 5 của Thông tư số 34/2018/TT-X ngày 26/12/2018 sửa đổi, bổ sung một số điều "
     "Thông tư số 42/2015/TT-X, Thông tư số 43/2015/TT-X."), "43/2015/TT-X"),
    ("Điều 1 Thông tư số 119/2014/TT-X sửa đổi Thông tư 156/2013/TT-X, 219/2013/TT-X;",
     "219/2013/TT-X"),
    ("Các quy định về bảo quản thuốc trong Thông tư số 45/2011/TT-X sửa đổi một số điều của […]",
     "47/2010/TT-X"),
    ("Bãi bỏ các quy định về học bổng tại: Quyết định số 1121/1997/QĐ-TTg;", "1121/1997/QĐ-TTg"),
    ("Bãi bỏ Điều 4 của Pháp lệnh số 01/2018/UBTVQH14 về quy hoạch.", "01/2018/UBTVQH14"),
    (("Nghị quyết số 144/2016/QH13 về việc lùi hiệu lực thi hành của Bộ luật số 100/2015/QH13, "
     "Luật số 99/2015/QH13 hết hiệu lực."), "99/2015/QH13"),
])  # fmt: skip
def test_a_document_named_on_the_way_is_not_ended(quote, number):
    assert ends_whole(clause(quote), number) is False


def test_a_law_that_another_law_only_mentions_is_not_called_dead():
    """Luật Hôn nhân và gia đình 52/2014/QH13 holds; the Civil Code of 2015 refers to it."""
    registry = load_registry()
    for entry in registry.by_number("52/2014/QH13"):
        assert status_of(entry, registry, on=dt.date(2020, 1, 1)).state != "expired"
