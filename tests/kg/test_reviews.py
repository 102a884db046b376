import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.doubtful import DoubtKind
from kg.errors import UsageError
from kg.model import Line, SourceText
from kg.reviews import Review, checked_words, reviewed_line, reviewed_tables
from kg.tables import Table, TableCell


def review(start, end, said, *, line=1, serial=1, raw="", found=""):
    return Review(serial, "s", DoubtKind.WORDS, line, start, end, raw, found, said, "An", "")


# --- what may be typed ----------------------------------------------------------------------------
def test_words_are_kept_in_nfc_without_blanks_around():
    assert checked_words(unicodedata.normalize("NFD", "  Quyết định ")) == "Quyết định"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Chưa nhập"),
        (" \t ", "Chưa nhập"),
        ("một\nhai", "một dòng"),
        ("một\u2028hai", "một dòng"),
        ("một\x00hai", "không in được"),
        ("một\u202ehai", "không in được"),
        ("một\ud800", "không in được"),
        ("x" * 501, "501 ký tự"),
    ],
)
def test_words_that_cannot_be_are_refused_in_one_sentence(typed, told):
    with pytest.raises(UsageError, match=told):
        checked_words(typed)


# --- lines ----------------------------------------------------------------------------------------
def test_a_number_typed_takes_the_place_of_what_was_read_and_leads_to_the_raw_one():
    line = Line(1, 0, "$62077/QD-UBND ngay 19", "$62077/QĐ-UBND ngày 19")
    new = reviewed_line(line, [review(0, 14, "Số: 2077/QĐ-UBND")])
    assert new.text == "Số: 2077/QĐ-UBND ngày 19"
    assert new.raw == line.raw
    source = SourceText((new,))
    start = new.text.index("ngày")
    low, high = source.raw_span(start, start + 4)
    assert source.raw[low:high] == "ngay"
    low, high = source.raw_span(0, 16)
    assert source.raw[low:high] == "$62077/QD-UBND"


def test_accepting_settles_the_doubts_of_the_place_and_of_no_other():
    line = Line(1, 0, "Bang Thanh uy", "Bảng Thành ủy", None, 0.7, (),
                ((0, 4, 0.4), (5, 10, 0.7)))  # fmt: skip
    new = reviewed_line(line, [review(0, 4, "Bảng")])
    assert (new.text, new.doubts) == (line.text, ((5, 10, 0.7),))
    assert new.confidence == pytest.approx(0.7 + 0.6 / 3)
    whole = reviewed_line(line, [review(0, 13, "Bảng Thành ủy")])
    assert (whole.doubts, whole.pieces) == ((), ())


def test_doubts_behind_a_longer_word_move_with_their_words():
    line = Line(1, 0, "o Ludt o", "o Luật o", None, 0.7, (), ((0, 1, 0.5), (7, 8, 0.5)))
    new = reviewed_line(line, [review(0, 1, "ông")])
    ((start, end, _),) = new.doubts
    assert new.text[start:end] == "o"
    assert (start, end) == (9, 10)


def test_words_corrected_back_to_the_files_own_need_no_pieces():
    line = Line(1, 0, "cua", "của")
    assert reviewed_line(line, [review(0, 3, "cua")]).pieces == ()


syllable = st.text(alphabet="aăâbcdđeêơưyẾộ", min_size=1, max_size=6)


@st.composite
def repaired_lines(draw):
    """A line of words, each read from a raw word of its own length, and its pieces."""
    texts = draw(st.lists(syllable, min_size=1, max_size=8))
    raws = [
        draw(st.sampled_from((word, word + "x", "q" * max(1, len(word) - 1)))) for word in texts
    ]
    pieces, at, raw_at = [], 0, 0
    for word, raw in zip(texts, raws, strict=True):
        pieces.append((at, at + len(word), raw_at, raw_at + len(raw)))
        pieces.append(
            (at + len(word), at + len(word) + 1, raw_at + len(raw), raw_at + len(raw) + 1)
        )
        at, raw_at = at + len(word) + 1, raw_at + len(raw) + 1
    return Line(1, 0, " ".join(raws), " ".join(texts), pieces=tuple(pieces[:-1])), pieces[:-1][::2]


@given(repaired_lines(), st.data())
@settings(deadline=None)
def test_every_other_word_still_leads_to_its_own_raw_word(made, data):
    line, words = made
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True, min_size=1))
    saids = [data.draw(st.one_of(syllable, st.just("hai từ"))) for _ in chosen]
    made = [review(piece[2], piece[3], said, serial=n)
            for n, (piece, said) in enumerate(zip(chosen, saids, strict=True), 1)]  # fmt: skip
    new = reviewed_line(line, made)
    said = dict(zip(chosen, saids, strict=True))
    expected = [said.get(piece, line.text[piece[0] : piece[1]]) for piece in words]
    assert new.text == " ".join(expected)
    assert new.raw == line.raw
    source, at = SourceText((new,)), 0
    for piece, word in zip(words, expected, strict=True):
        assert source.raw_span(at, at + len(word)) == piece[2:]
        at += len(word) + 1
    ends = [piece[1] for piece in new.pieces]
    assert [piece[0] for piece in new.pieces] == [0, *ends][: len(ends)]
    assert not new.pieces or ends[-1] == len(new.text)


# --- tables ---------------------------------------------------------------------------------------
def test_the_cell_that_holds_the_words_is_corrected_and_no_other():
    line = Line(4, 0, "So Noi vu | So Noi vu | 2025", "Sở Nội vu | Sở Nội vu | 2025")
    row = [TableCell(1, n, said, 4) for n, said in enumerate(("So Noi vu", "So Noi vu", "2025"))]
    table = Table((TableCell(0, 0, "So Noi vu", 2), *row), 2, 4)
    start = line.raw.index("So Noi vu", 5)
    said = review(start, start + 9, "Sở Nội vụ", line=4, raw="So Noi vu", found="Sở Nội vu")
    (new,) = reviewed_tables([table], line, [said])
    assert [cell.text for cell in new.cells] == ["So Noi vu", "So Noi vu", "Sở Nội vụ", "2025"]


def test_a_table_elsewhere_stays_as_it_is():
    line = Line(9, 0, "So Noi vu", "Sở Nội vu")
    table = Table((TableCell(0, 0, "So Noi vu", 2),), 2, 4)
    said = review(0, 9, "Sở Nội vụ", line=9, raw="So Noi vu", found="Sở Nội vu")
    assert reviewed_tables([table], line, [said]) == (table,)
