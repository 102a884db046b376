import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.dispatch import read_data, read_file
from ingest.readers.plain import PlainReader
from kg.terms import ProblemCode
from tests.ingest.readers.found import codes, lines


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch\n\nI. Mục tiêu  \n",
        "một\r\nhai\rba\nbốn",
        "\ufeffSố: 36/QĐ-UBND\nĐiều 1",
        "trang một\n\ftrang hai\n\ftrang ba\x0b\x85\u2028hết",
    ],
)
def test_offsets_are_those_of_text_mode(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert "\n".join(lines(read_file(path))) == path.read_text(encoding="utf-8")


@given(st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Zs", "Po"]) | st.just("\n")))
def test_no_character_of_a_text_is_lost(text):
    result = PlainReader().read(text.encode(), "a.txt")
    if result.pages:
        assert "\n".join(lines(result)) == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258"], ids=str
)
def test_a_text_reads_the_same_in_each_encoding(encoding):
    """NFD of the tones, as Windows-1258 stores them; the letters are the same, composed or not."""
    text = "Quyê\u0301t đi\u0323nh ban ha\u0300nh Kê\u0301 hoa\u0323ch"
    (line,) = lines(read_data(text.encode(encoding), "a.txt"))
    assert unicodedata.normalize("NFC", line) == unicodedata.normalize("NFC", text)


def test_some_bad_bytes_cost_only_themselves():
    data = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021".encode() + b"\xff"
    result = read_data(data, "a.txt")
    assert lines(result) == ["Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021\ufffd"]
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]


def test_a_form_feed_starts_a_page():
    result = read_data("một\n\fhai\nba\f\nbốn".encode(), "a.txt")
    assert [(page.number, page.lines) for page in result.pages] == [
        (1, ("một",)),
        (2, ("\fhai", "ba\f")),
        (3, ("bốn",)),
    ]


def test_a_markdown_table_has_its_cells():
    text = "Phụ lục\n| STT | **Nhiệm vụ** |\n|---|---|\n| 1 | Rà soát<br>thủ tục |\n\nhết"
    (table,) = read_data(text.encode(), "a.md").tables
    assert (table.first_line, table.last_line) == (2, 4)
    assert [(c.row, c.column, c.text, c.line) for c in table.cells] == [
        (0, 0, "STT", 2),
        (0, 1, "Nhiệm vụ", 2),
        (1, 0, "1", 4),
        (1, 1, "Rà soát\nthủ tục", 4),
    ]
