"""Standards: found whole, in one spelling, and not where only letters look alike."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.standards import find_standards


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hệ thống TCVN ISO 9001:2015 tại", ["TCVN ISO 9001:2015"]),
        ("áp dụng TCVN ISO\n9001: 2015 vào", ["TCVN ISO 9001:2015"]),
        ("QCVN 21:2015/BGTVT và TCVN 6909:2001.", ["QCVN 21:2015/BGTVT", "TCVN 6909:2001"]),
        ("đạt ISO/IEC 27001, ISO 14001", ["ISO/IEC 27001", "ISO 14001"]),
        ("TCVN ISO/TS 29001:2013", ["TCVN ISO/TS 29001:2013"]),
        ("phần mềm ISO điện tử", [None]),
        ("theo TCVN 1SO 9001:2015", ["TCVN ISO 9001:2015"]),
        ("ISOLATE, 61/2018/NĐ-CP", []),
    ],
)
def test_standards_are_found_in_one_spelling(text, names):
    found = find_standards(text)
    assert [standard.canonical for standard in found] == names
    assert all(text[s.start : s.end] == s.raw for s in found)


@given(st.text(alphabet="TCVNISO0 :9/1.\n-", max_size=80))
def test_spans_are_ordered_and_never_overlap(text):
    found = find_standards(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(s.raw and text[s.start : s.end] == s.raw for s in found)
