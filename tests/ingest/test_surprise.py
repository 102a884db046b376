"""A reading that no neighbour expects is searched again; expected ones stay."""

import pytest

from ingest.repair import repair_lines


@pytest.mark.parametrize(
    ("raw", "opening"),
    [
        ("Thuyc hién Nghi quyét sb 76/NQ-CP ngay 15 thang 7 nam 2021", "Thực hiện Nghị quyết"),
        ("Cin ctit Nghi quyét s6 76/NQ-CP ngay 15/7/2021", "Căn cứ Nghị quyết"),
    ],
)
def test_a_formula_is_read_though_a_rare_syllable_looks_more_like_the_token(
    raw: str, opening: str
) -> None:
    """Lines of real scans; truth read off the printed page."""
    text = repair_lines(["ban hanh.", raw])[1].text
    assert text.startswith(opening)


@pytest.mark.parametrize("raw", ["Cin", "ctit", "Qx", "100% s6", "76/NQ-CP", "¢)"])
def test_a_token_alone_is_read_within_its_own_columns(raw: str) -> None:
    line = repair_lines([raw])[0]
    for start, end, raw_start, raw_end in line.pieces:
        assert 0 <= start <= end <= len(line.text)
        assert 0 <= raw_start <= raw_end <= len(raw)
