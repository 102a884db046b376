"""Text in legacy encodings of Vietnamese: found, decoded, places kept; nothing else touched."""

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import corpus
from ingest import pages
from ingest.readers import Page, ReadResult, Table, TableCell
from ingest.readers.dispatch import read_data
from ingest.readers.encodings import Encoding, decode_legacy, decode_lines, shown_by_font
from ingest.readers.encodings.cells import with_cells_decoded
from ingest.readers.encodings.codes import COLUMNS, as_1252, vietnamese_letters
from ingest.readers.encodings.spelling import is_syllable
from ingest.repair import is_damaged

ROWS = corpus.table("legacy_encodings")
UNICODE = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ; “§ 5”, 20 °C, 3 µm",
]
FRENCH = [
    "L'Assemblée nationale a adopté, où l'été fut à la forêt ; là, déjà vu, naïf, Noël, « île »",
    "Über die Straße gehen Müller, Schröder; Größe, Öl; señor Muñoz, año; Þingvellir; på gård",
    "x^2 + y^2 = z^2; e^n, a^n, o^n, f(a(b)), u+v, address@host.vn, 5 µm, ± 2 ¸ ¹ ® © · Nam",
]


def shown(text: str, column: str) -> str:
    """Text in a table's codes, as Windows-1252 shows them; of small letters where need be."""
    codes = {row["letter"]: row[column] for row in ROWS}
    codes = {letter: code or codes[letter.lower()] for letter, code in codes.items()}
    return "".join(as_1252(bytes.fromhex(codes[c])) if c in codes else c for c in text)


# Phrases as files of the nineties have them, and their reading.
@pytest.mark.parametrize(
    ("line", "text", "encoding"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "TCVN3"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "TCVN3"),
        ("C¨n cø NghÞ ®Þnh sè 15/CP", "Căn cứ Nghị định số 15/CP", "TCVN3"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TCVN3"),
        ("Th«ng t­ h­íng dÉn thùc hiÖn", "Thông tư hướng dẫn thực hiện", "TCVN3"),
        ("Th«ng t- sè 12 h-íng dÉn quyÕt ®Þnh", "Thông tư số 12 hướng dẫn quyết định", "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "VNI"),
        ("QUYEÁT ÑÒNH CUÛA CHÍNH PHUÛ", "QUYẾT ĐỊNH CỦA CHÍNH PHỦ", "VNI"),
        ("Co^.ng ho`a xa~ ho^.i chu? nghi~a", "Cộng hòa xã hội chủ nghĩa", "VIQR"),
        ("Quye^'t ddi.nh so^' 5/QDD cu?a Bo^.", "Quyết định số 5/QĐ của Bộ", "VIQR"),
        ("Cá»™ng hÃ²a xÃ£ há»™i", "Cộng hòa xã hội", "UTF-8 read as Windows-1252"),
        ("CôòÞng hoÌa chuÒ nghiÞa Viêòt ðiònh", None, "Windows-1258"),
    ],
)
def test_phrases_of_each_encoding(line, text, encoding):
    lines, found = decode_legacy([line])
    assert found == encoding
    if text is not None:
        assert lines == [text]


@pytest.mark.parametrize("encoding", list(COLUMNS))
@pytest.mark.parametrize("line", UNICODE[:2])
def test_a_line_goes_through_each_table_and_back(encoding, line):
    line = line if encoding is not Encoding.TCVN3 else line.lower()
    decoded, found = decode_legacy([shown(line, COLUMNS[encoding])])
    assert decoded == [line] or (encoding is Encoding.TCVN1 and decoded[0].lower() == line.lower())
    assert found in {encoding, Encoding.TCVN3}


def test_windows_1258_shown_as_1252():
    marked = []
    for char in "Điều 1. Quyết định của Chính phủ về cải cách":
        base, *tones = unicodedata.normalize("NFD", char)
        own = [t for t in tones if t in "\u0302\u0306\u031b"]
        marked.append(unicodedata.normalize("NFC", base + "".join(own)))
        marked += [t for t in tones if t not in own]
    line = "".join(marked).encode("cp1258").decode("cp1252")
    assert decode_legacy([line]) == (["Điều 1. Quyết định của Chính phủ về cải cách"],
                                     Encoding.WINDOWS_1258)  # fmt: skip


# The tables, against tools that have their own.
@pytest.mark.skipif(shutil.which("iconv") is None, reason="no iconv")
@pytest.mark.parametrize(("column", "charset"), [("tcvn1", "TCVN"), ("viscii", "VISCII")])
def test_the_table_is_that_of_iconv(column, charset):
    known = subprocess.run(["iconv", "-l"], capture_output=True, text=True, check=True).stdout
    if charset not in known.replace("/", " ").split():
        pytest.skip(f"this iconv has no {charset}")
    codes = b"\n".join(bytes.fromhex(row[column]) for row in ROWS)
    text = subprocess.run(
        ["iconv", "-f", charset, "-t", "UTF-8"], input=codes, capture_output=True, check=True
    ).stdout.decode()
    assert unicodedata.normalize("NFC", text).split("\n") == [row["letter"] for row in ROWS]


@pytest.mark.skipif(shutil.which("recode") is None, reason="no GNU recode")
@pytest.mark.parametrize(("column", "charset"), [("vni", "VNI"), ("vps", "VPS")])
def test_the_table_is_that_of_recode(column, charset):
    """Recode 3.6 and 3.7 exchange VNI's Ằ and Ắ (not ằ, ắ) and lack VPS's Ỗ."""
    rows = [row for row in ROWS if row["letter"] not in "ẰẮỖ"]
    codes = b"\n".join(bytes.fromhex(row[column]) for row in rows)
    done = subprocess.run(
        ["recode", f"{charset}..UTF-8"], input=codes, capture_output=True, check=False
    )
    text = unicodedata.normalize("NFC", done.stdout.decode())
    assert text.split("\n") == [row["letter"] for row in rows]


def test_the_tables_have_each_letter_once():
    assert len(ROWS) == len(vietnamese_letters()) == 134
    for column in ("tcvn1", "vni", "viscii", "vps"):
        assert len({row[column] for row in ROWS}) == 134
    small = [row for row in ROWS if row["tcvn3"]]
    assert len({row["tcvn3"] for row in small}) == 74
    assert all(row["tcvn1"] == row["tcvn3"] for row in small)  # TCVN 5712-1 contains TCVN3


# What is not legacy stays.
@pytest.mark.parametrize("lines", [UNICODE, FRENCH, [*UNICODE, *FRENCH], [*FRENCH] * 20], ids=len)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_other_text_is_not_changed(lines, form):
    lines = [unicodedata.normalize(form, line) for line in lines]
    assert decode_legacy(lines) == (lines, None)


def test_a_legacy_paragraph_inside_unicode_text_and_the_other_way_round():
    legacy = [shown(line.lower(), "tcvn3") for line in UNICODE[:2]]
    lines, found = decode_legacy([*UNICODE, *legacy, *UNICODE, "Müller & Söhne, 36/QĐ-UBND"])
    assert found is Encoding.TCVN3
    assert lines == [*UNICODE, *(line.lower() for line in UNICODE[:2]), *UNICODE,
                     "Müller & Söhne, 36/QĐ-UBND"]  # fmt: skip


def test_legacy_and_unicode_within_one_line():
    line = "| Căn cứ | C¨n cø NghÞ ®Þnh sè 15/CP ngµy 2 th¸ng 3 | của Chính phủ hướng dẫn"
    text = "| Căn cứ | Căn cứ Nghị định số 15/CP ngày 2 tháng 3 | của Chính phủ hướng dẫn"
    assert decode_legacy([line])[0] == [text]


def test_two_encodings_in_one_text():
    lines = [shown(UNICODE[1], "vni"), "", shown(UNICODE[1], "tcvn3")] * 3
    assert decode_legacy(lines)[0] == [UNICODE[1], "", UNICODE[1]] * 3


def test_viqr_without_backslashes_keeps_the_ends_of_sentences_and_addresses():
    line = "Ddie^`u na`y ha.n che^' vie^.c qua. Cu+? www.chinhphu.vn, a.b@c.vn theo. "
    assert decode_legacy([line])[0][0].endswith("việc qua. Cử www.chinhphu.vn, a.b@c.vn theo. ")


# Places.
def test_a_number_in_vni_is_cited_where_it_stands_in_the_file():
    raw = "**Căn cứ** Quyeát ñònh soá 36/QÑ-UÛBND ngaøy 12 thaùng 02 naêm 2025  "
    source = pages.build(ReadResult((Page(None, (raw,)),)))
    assert source.text == "Căn cứ Quyết định số 36/QĐ-ỦBND ngày 12 tháng 02 năm 2025"
    start = source.text.index("36/")
    assert raw[slice(*source.raw_span(start, start + 10))] == "36/QÑ-UÛBND"


@given(st.lists(st.sampled_from(["Quyeát", "ñònh", "UÛ", " ", "15/CP", "Ban", "**", "\ufeff"])))
@hypothesis_settings(deadline=None)
def test_pieces_are_gapless_and_each_says_its_own_letters(parts):
    line = "Quyeát ñònh cuûa hoäi " + "".join(parts)
    decoded = decode_lines([line])[0]
    assert decoded.pieces[0][:3:2] == (0, 0)
    assert decoded.pieces[-1][1::2] == (len(decoded.text), len(line))
    for (_, end, _, raw_end), (start, _, raw_start, _) in zip(
        decoded.pieces, decoded.pieces[1:], strict=False
    ):
        assert (end, raw_end) == (start, raw_start)
    for start, end, raw_start, raw_end in decoded.pieces:
        if end - start != raw_end - raw_start:
            assert end - start == 1
            assert shown(decoded.text[start:end], "vni") == line[raw_start:raw_end]


def test_cells_of_tables_are_decoded_with_their_lines():
    cells = (TableCell(0, 0, "NghÞ quyÕt", 1), TableCell(0, 1, "12.000", 1))
    lines = (shown(UNICODE[1], "tcvn3"), "NghÞ quyÕt | 12.000")
    result = with_cells_decoded(ReadResult((Page(None, lines),), (Table(cells, 2, 2),)))
    assert [cell.text for cell in result.tables[0].cells] == ["Nghị quyết", "12.000"]
    assert result.pages[0].lines == lines  # pages.build decodes those, with places


def test_a_legacy_text_is_not_damaged():
    assert not is_damaged([shown(line.lower(), "tcvn3") for line in UNICODE] * 5)


def test_fonts_for_capitals_show_capitals():
    assert shown_by_font("céng hßa", ".VnTimeH") == "CéNG HßA"
    assert shown_by_font("céng hßa", "ABCDEF+.VnArialH-Bold") == "CéNG HßA"
    assert shown_by_font("Céng hßa", ".VnTime") == "Céng hßa"
    assert shown_by_font("Smith", "Times New RomanH") == "Smith"


@pytest.mark.parametrize("column", ["tcvn3", "vni", "viscii", "vps", "tcvn1"])
def test_a_file_of_bytes_in_a_legacy_encoding(column):
    codes = {row["letter"]: bytes.fromhex(row[column]) for row in ROWS}
    text = "\n".join(UNICODE[1:2] * 3).lower()
    data = b"".join(codes[c] if c in codes else c.encode() for c in text)
    result = read_data(data, "a.txt")
    assert "\n".join(result.pages[0].lines) == text
    assert not result.problems


# Bad input: linear, never raised.
@given(st.lists(st.text(), max_size=6))
@hypothesis_settings(deadline=None)
def test_any_text_gives_as_many_lines(lines):
    assert len(decode_legacy(lines)[0]) == len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "\ud800\udc00\udfff" * 300,
        "Céng hßa \ud800 x· héi chñ nghÜa",
        "µ¸¹" + "(a(" * 60_000,
        "a^" * 100_000,
        "Ã¡" * 100_000,
        "µ¸¹ " + "t-" * 100_000,
        "Céng hßa x· héi chñ nghÜa ViÖt Nam " * 2_000,
        "x" * 5_000_000,
        "\x00\x01\x1f\x80\x9f" * 1000,
    ],
    ids=["surrogates", "one surrogate", "brackets", "viqr", "mojibake", "hyphens", "long TCVN3",
         "5 MB", "controls"],
)  # fmt: skip
def test_bait_is_read_in_linear_time(line):
    decoded = decode_lines([line])
    assert len(decoded) == 1


def test_no_lines():
    assert decode_legacy([]) == ([], None)


# Spelling, the judge of words.
@pytest.mark.parametrize("word", ["Nghiêng", "quyết", "hoà", "hòa", "gìn", "giếng", "ủy", "ĐƯỜNG"])
def test_syllables_are_spelt(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghÜa", "quyột", "xét̀", "ka", "ngê", "cáp2", "", "UBND", "áá"])
def test_other_words_are_not(word):
    assert not is_syllable(unicodedata.normalize("NFC", word))
