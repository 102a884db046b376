"""Names of bodies cut short; full names as in Law 63/2025/QH15 and the decrees on ministries."""

import pytest

from kg.cut_issuers import whole_issuer
from kg.identity import completed
from kg.territories import resolve_place


@pytest.mark.parametrize(
    ("issuer", "number", "whole"),
    [
        ("Bộ Văn hóa", "945/QĐ-BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ Giao thông vận", "63/2014/TT-BGTVT", "Bộ Giao thông vận tải"),
        ("Bộ Nội vụ", "945/QĐ-BVHTTDL", "Bộ Nội vụ"),
        ("UBND tỉnh A", "12/QĐ-UBND", "UBND tỉnh A"),
        ("Bộ Văn hóa", None, "Bộ Văn hóa"),
        (None, "945/QĐ-BVHTTDL", None),
        ("Bộ", "no number at all", "Bộ"),
    ],
)
def test_only_the_beginning_of_the_name_is_made_whole(issuer, number, whole):
    assert whole_issuer(issuer, number) == whole


@pytest.mark.parametrize("stated", ["UBND tỉnh", "UBND tỉnh Hà Tĩnh"])
def test_a_province_whose_name_ends_like_the_word_province_is_named_once(stated):
    place = resolve_place("tỉnh Hà Tĩnh")
    assert completed(stated, place) == "UBND tỉnh Hà Tĩnh"
