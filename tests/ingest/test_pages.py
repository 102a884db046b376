import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import pages, repair
from ingest.cleaning import clean_line, composed, raw_range
from ingest.readers import Page, ReadResult
from ingest.readers.plain import PlainReader
from kg.model import SourceText

# Text of the genre with everything that cleaning touches.
PIECES = st.sampled_from(
    ["Căn cứ", "Nghị quyết", "số 76/NQ-CP", " ", "  ", "**", "*", "## ", "\\-", "\ufeff", "\xa0",
     "\t", "\f", "\u200b", "Kê\u0301 hoa\u0323ch", "<br>", "&amp;", "(*)", "a*b", "đ", "1.", "\\",
     "Ủy", "\u0301"]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=12).map("".join)
TOKEN = re.compile(r"\S+")


def built(*lines: str) -> SourceText:
    return pages.build(ReadResult((Page(None, lines),)))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("**KẾ HOẠCH**  ", "KẾ HOẠCH"),
        ("### **1. Công tác chỉ đạo**", "1. Công tác chỉ đạo"),
        ("### ***Nơi nhận:***", "Nơi nhận:"),
        ("Số: *Vị Thanh, ngày tháng năm*", "Số: Vị Thanh, ngày tháng năm"),
        ("*(Đính kèm Phụ lục)*", "(Đính kèm Phụ lục)"),
        ("* Mục tiêu chung", "* Mục tiêu chung"),  # a bullet
        ("(*) Ghi chú: 2*3 (*)", "(*) Ghi chú: 2*3 (*)"),  # a footnote, a product
        ("1\\. Mục tiêu \\- chung \\", "1. Mục tiêu - chung"),
        ("*****", "*****"),
        ("#hashtag", "#hashtag"),
        ("\ufeffSố:\xa036/QĐ-UBND", "Số: 36/QĐ-UBND"),
        ("\fĐiều 1", "Điều 1"),
        ("Kê\u0301 hoa\u0323ch", "Kế hoạch"),
        ("Sở A<br>Sở B &amp; C", "Sở A Sở B & C"),
        ("tỷ lệ <5% và >3%", "tỷ lệ <5% và >3%"),
        ("thử\xadnghiệm", "thửnghiệm"),
    ],
)
def test_marks_go_and_words_stay(raw, text):
    assert clean_line(raw).text == text


@given(LINES)
def test_clean_text_is_nfc_without_trailing_blanks(raw):
    text = clean_line(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert "\n" not in text
    assert not text.endswith("\t")


@given(LINES)
def test_pieces_are_gapless_in_text_and_ascending_in_raw(raw):
    line = clean_line(raw)
    if line.pieces:
        assert line.pieces[0][0] == 0
        assert line.pieces[-1][1] == len(line.text)
        for before, after in pairwise(line.pieces):
            assert before[1] == after[0]
            assert before[3] <= after[2]


@given(LINES)
def test_each_piece_of_equal_length_is_the_same_text(raw):
    """Blanks of other kinds count as blanks; what was composed may differ in length only."""
    line = clean_line(raw)
    for start, end, raw_start, raw_end in line.pieces:
        text, original = line.text[start:end], raw[raw_start:raw_end]
        if len(text) == len(original):
            assert text.split() == unicodedata.normalize("NFC", original).split()


@given(st.lists(LINES, min_size=1, max_size=5))
def test_the_raw_span_of_a_token_lies_within_its_line(lines):
    source = built(*lines)
    assert source.raw == "\n".join(lines)
    for match in TOKEN.finditer(source.text):
        start, end = source.raw_span(*match.span())
        line = source.line_at(match.start())
        assert line.start <= start < end <= line.start + len(line.raw)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_the_letters_of_a_token_are_letters_of_its_raw_span(lines):
    source = built(*lines)
    for match in TOKEN.finditer(source.text):
        start, end = source.raw_span(*match.span())
        # A mark joins its letter over what is invisible between them, Markdown's stars included.
        seen = re.sub("[*\ufeff\f\xad\u200b-\u200f\u2060]", "", source.raw[start:end])
        found = unicodedata.normalize("NFC", seen)
        assert [c for c in match[0] if c.isalnum()] == [
            c for c in found.replace("<br>", " ").replace("&amp;", "&") if c.isalnum()
        ]


def test_decomposed_text_gives_the_spans_of_its_own_file():
    text = "Căn cứ Quyết định số 36/QĐ-UBND ngày 12 tháng 02 năm 2025"
    raw = unicodedata.normalize("NFD", text)
    source = built(raw)
    assert source.text == text
    start = text.index("36/QĐ-UBND")
    span = source.raw_span(start, start + len("36/QĐ-UBND"))
    assert raw[slice(*span)] == unicodedata.normalize("NFD", "36/QĐ-UBND")


SEGMENTS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), max_size=5)


def as_pieces(segments):
    """Segments (text length, raw length) as gapless pieces."""
    pieces, text, raw = [], 0, 0
    for length, raw_length in segments:
        pieces.append((text, text + length, raw, raw + raw_length))
        text, raw = text + length, raw + raw_length
    return tuple(pieces)


@given(SEGMENTS, st.data())
def test_two_steps_of_pieces_map_as_one(earlier, data):
    """Against the two steps one after another, for every span of whole later pieces."""
    first = as_pieces(earlier)
    middle = first[-1][1] if first else 0
    cuts = sorted(data.draw(st.sets(st.integers(1, middle - 1)))) if middle > 1 else []
    bounds = [0, *cuts, middle] if middle else [0]
    second, text = [], 0
    for start, end in pairwise(bounds):
        length = data.draw(st.integers(1, 3))
        second.append((text, text + length, start, end))
        text += length
    both = composed(tuple(second), first)
    assert [piece[0] for piece in both] == [0, *(piece[1] for piece in both[:-1])][: len(both)]
    for start, end, middle_start, middle_end in second if first else []:
        assert raw_range(both, start, end) == raw_range(first, middle_start, middle_end)


DAMAGED = [
    "Can cir Ludt Té chire Chinh quyén dia phwong ngdy 19 thang 6 ndam 2015;",
    "Can cit Nghi quyét sé6 09-NQ/TU ngay 06 thang 10 nam 2021 cia Tinh iy",
    "Tién Giang vé ddy manh cdi cdch hanh chinh, ndng cao cdc chi sé cdi cdch",
    "hanh chinh tinh Tién Giang, giai doan 2021 - 2025;",
]


def test_damaged_lines_are_repaired_line_for_line():
    source = built(*DAMAGED)
    assert source.damaged
    assert [line.raw for line in source.lines] == DAMAGED
    assert "Căn cứ Luật Tổ chức" in source.lines[0].text
    assert "hành chính tỉnh Tiền Giang" in source.lines[3].text
    assert all(0 < line.confidence <= 1 for line in source.lines)


def test_a_number_in_a_repaired_line_is_found_in_the_raw_one():
    source = built(*DAMAGED)
    start = source.text.index("09-NQ/TU")
    assert source.raw[slice(*source.raw_span(start, start + len("09-NQ/TU")))] == "09-NQ/TU"


def test_marks_and_damage_in_one_line_are_both_undone():
    source = built(*(f"**{line}**" for line in DAMAGED))
    assert source.damaged
    assert "*" not in source.text
    start = source.text.index("09-NQ/TU")
    assert source.raw[slice(*source.raw_span(start, start + len("09-NQ/TU")))] == "09-NQ/TU"
    for match in TOKEN.finditer(source.text):
        first, last = source.raw_span(*match.span())
        line = source.line_at(match.start())
        assert line.start <= first < last <= line.start + len(line.raw)


def test_a_clean_text_is_not_repaired(monkeypatch):
    monkeypatch.setattr(repair, "repair_lines", lambda _: pytest.fail("repaired"))
    source = built("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "KH 5")
    assert not source.damaged
    assert all(line.confidence == 1.0 and not line.pieces for line in source.lines)


def test_lines_know_their_page():
    source = pages.build(PlainReader().read("một\n\fhai\nba".encode(), "a.txt"))
    assert [(line.number, line.page, line.text) for line in source.lines] == [
        (1, 1, "một"), (2, 2, "hai"), (3, 2, "ba"),
    ]  # fmt: skip


def test_nothing_read_gives_an_empty_text():
    assert pages.build(ReadResult(())).lines == ()
