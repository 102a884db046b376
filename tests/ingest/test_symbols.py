"""Letters of damaged document numbers."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.repair.symbols import repair_symbol


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("2703/QD-UBND", "2703/QĐ-UBND"),
        ("61/2018/ND-CP", "61/2018/NĐ-CP"),
        ("03/2021/0D-UBND", "03/2021/QĐ-UBND"),
        ("1390/QP-UBND-HC", "1390/QĐ-UBND-HC"),
        ("09-NOQ/TU", "09-NQ/TU"),
        ("18-NQ/TW", "18-NQ/TW"),
        ("468/QD-TTg", "468/QĐ-TTg"),
        ("29/2024/TT-BGDDT", "29/2024/TT-BGDĐT"),
        ("12/HD-HDND", "12/HD-HĐND"),
        ("15/7/2021", "15/7/2021"),
        ("85,5%", "85,5%"),
        ("", ""),
    ],
)
def test_the_symbol_of_a_number_is_repaired_and_other_figures_stay(read, printed):
    assert repair_symbol(read) == printed


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("0123456789/-QDNPUBHCTOĐ "), max_size=16))
def test_digits_before_the_symbol_are_never_changed(figure):
    head = re.match(r"[\d /-]*", figure).group().rstrip(" /-0")
    assert repair_symbol(figure).startswith(head)
