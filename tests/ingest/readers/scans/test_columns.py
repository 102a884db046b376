from ingest.readers.scans.columns import bands, rows_of
from ingest.readers.scans.words import Word


def words(*lines: tuple[int, list[tuple[int, int]]]) -> list[Word]:
    """Words 20 pixels high; each line: (top, [(left, right) ...])."""
    return [
        Word("x", left, top, right, top + 20, (1, 1, number), 95.0)
        for number, (top, spans) in enumerate(lines)
        for left, right in spans
    ]


FULL = [(left, left + 70) for left in range(0, 1000, 80)]


def found(*lines):
    return [(band.first, band.last) for band in bands(rows_of(words(*lines)))]


def test_a_heading_of_two_columns_is_a_band_and_text_is_none():
    head = [(0, [(0, 300), (500, 900)]), (30, [(50, 250), (550, 850)]), (60, [(50, 200)])]
    assert found(*head, (120, FULL), (150, FULL)) == [(0, 2)]
    assert found((0, FULL), (30, FULL), (60, FULL[:5])) == []


def test_a_band_does_not_take_the_paragraph_above():
    """The band's blank would shrink to a blank between two words of the paragraph."""
    end = [(90, [(0, 200), (600, 900)]), (120, [(0, 180), (620, 880)]), (150, [(0, 150)])]
    assert found((0, FULL), (30, FULL), *end) == [(2, 4)]


def test_three_columns_and_a_single_row_are_no_band():
    assert found(*((top, [(0, 100), (300, 400), (600, 700)]) for top in (0, 30, 60))) == []
    assert found((0, FULL), (30, [(0, 100), (600, 700)]), (60, FULL)) == []


def test_left_lines_far_below_belong_to_the_text():
    head = [(0, [(0, 300), (500, 900)]), (30, [(50, 250), (550, 850)])]
    assert found(*head, (120, [(0, 200)]), (150, FULL)) == [(0, 1)]
