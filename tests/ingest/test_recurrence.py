"""What recurs in a document: unsure syllables follow it, sure ones and figures do not change."""

import re

from ingest.repair import repair_lines


def test_other_lines_of_a_document_change_only_unsure_syllables():
    line = "Uy ban nhan dan phuong 5 ban hanh Ké hoach"
    alone = repair_lines([line])[0]
    among = repair_lines([line, *["Uy ban nhan dan Phudng 5"] * 6])[0]
    for (one, share), (other, _) in zip(alone.syllables, among.syllables, strict=True):
        assert one == other or share < 0.97


def test_a_name_that_recurs_clearly_is_read_the_same_where_it_is_unclear():
    clear = ["trén dia ban phudng", "cua phudng 5", "tai phudng 5"] * 4
    text = repair_lines([*clear, "nhan dan phuong 5"])[-1].text
    assert text.endswith("phường 5")


def test_recurring_figures_stay_as_read():
    lines = ["Phuong 5 nam 2025", "Phuong 6 nam 2026"] * 5
    for raw, line in zip(lines, repair_lines(lines), strict=True):
        assert re.findall(r"\d+", line.text) == re.findall(r"\d+", raw)


def test_an_unsure_reading_does_not_support_itself_by_recurring():
    """A title that recurs three times damaged alike must follow the word as read elsewhere."""
    clear = ["cua UBND x4 Nguyén Gidp", "Uy ban nhan dan x4 Nguyén Gidp"] * 6
    title = ["chuong trinh cai cach hanh chinh nha nudc xa Nguyén Gidp giai doan 2026"] * 3
    for line in repair_lines([*clear, *title])[-3:]:
        assert "nước xã " in line.text
