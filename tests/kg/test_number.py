"""The grammar of document numbers: what is a number, which one, and what is none."""

import itertools
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import Problem
from kg.number import DocumentNumber, find_numbers, number_key, parse_number
from kg.number.damage import ALWAYS_DATED, YEAR
from kg.terms import DocumentType, ProblemCode
from tests.strategies import numbers

NATIONAL = [
    line
    for line in (Path(__file__).parents[1] / "gold" / "national_numbers.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


def found(text: str, *, asking: bool = False) -> list[str]:
    matches = find_numbers(text, asking=asking)
    assert all(text[m.start : m.end] == m.raw for m in matches)
    return [str(m.number) for m in matches]


@pytest.mark.parametrize("printed", NATIONAL)
def test_a_national_number_prints_back_to_itself(printed):
    """Source: official codification, two numbers of each symbol."""
    assert str(parse_number(printed)) == printed
    assert found(f"Thông tư số {printed} ngày 01 tháng 01 năm 2015") == [printed]


@pytest.mark.parametrize(
    ("text", "numbers_found"),
    [
        ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", ["61/2018/NĐ-CP"]),
        ("Nghị quyết số 76/NQ-\nCP ngày 15/7/2021", ["76/NQ-CP"]),
        ("Quyết định số 1390/QĐ-UBND-HC của", ["1390/QĐ-UBND-HC"]),
        ("Quyết định số 843/QĐ-UBND-\nHC ngày", ["843/QĐ-UBND-HC"]),
        ("Nghị quyết số 18-NQ/TW và 09-NQ/TU", ["18-NQ/TW", "09-NQ/TU"]),
        ("Chương trình số 15-CTr/ĐU", ["15-CTr/ĐU"]),
        ("Công văn số 1234/UBND-NC, 881/PNV-CCHC", ["1234/UBND-NC", "881/PNV-CCHC"]),
        ("Quyết định số 144/2025/QĐ-CTUBND", ["144/2025/QĐ-CTUBND"]),
        ("Nghị quyết số 66.7/2025/NQ-CP", ["66.7/2025/NQ-CP"]),
        ("Nghị quyết 30c/NQ-CP, 12a/NQ-CP", ["30c/NQ-CP", "12a/NQ-CP"]),
        ("Luật số 65/2025/QH15", ["65/2025/QH15"]),
        (
            "Nghị quyết số 1656/NQ-UBTVQH15, 60/2024/UBTVQH15",
            ["1656/NQ-UBTVQH15", "60/2024/UBTVQH15"],
        ),
        ("Thông tư liên tịch số 01/2015/TTLT-BNV-BTC", ["01/2015/TTLT-BNV-BTC"]),
        ("Số: 36 / QĐ - UBND", ["36/QĐ-UBND"]),
        ("Tờ trình số 454/TTr-SoNNMT", ["454/TTr-SoNNMT"]),
        ("Quyết định số 36/QĐ-UBND. CHỦ TỊCH", ["36/QĐ-UBND"]),
        ("Nghị định số 51/CP ngày", ["51/CP"]),
        ("lĩnh vực hành chính số 761/QĐ-UBND", ["761/QĐ-UBND"]),
        ("nghi dinh 61/2018/nd-cp, 76/nq-cp", ["61/2018/NĐ-CP", "76/NQ-CP"]),
    ],
)
def test_numbers_of_every_kind_are_found(text, numbers_found):
    assert found(text) == numbers_found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Quyét dinh s6 2703/0D-UBND", "2703/QĐ-UBND"),
        ("2703/0D-UBND", "2703/QĐ-UBND"),
        ("Quyét dinh sé 65/QP-UBND ngay", "65/QĐ-UBND"),
        ("Nghi quyét sé6 09-NOQ/TU ngay", "09-NQ/TU"),
        ("Cong vin sé6 881/IPNV-CCHC", "881/PNV-CCHC"),
        ("sér 370/KH—UBND Cone chite", "370/KH-UBND"),
        ("S6: 1390/QP-UBND-HC Pong", "1390/QĐ-UBND-HC"),
        ("Quyét dinh sé 843/QDB-UBND-\nHC ngay", "843/QĐ-UBND-HC"),
        ("so 76/NQ-\nCF", "76/NQ-CP"),
        ("Nghi quyét s6 18-NQITW", "18-NQ/TW"),
        ("s6 36lQD-UBND", "36/QĐ-UBND"),
        ("Nghi dinh s6 61/20181ND-CP", "61/2018/NĐ-CP"),
        ("Nghi dinh s6 61l2018/ND-CP", "61/2018/NĐ-CP"),
        ("Luat s6 65/2025/QHI5", "65/2025/QH15"),
        ("Quyét dinh sé 73/QD-UBHD", "73/QĐ-UBND"),
        ("Quyét dinh sé 468/QD-TTe ngay", "468/QĐ-TTg"),
        ("Nghi quyét 87/NQ-HDPND nam", "87/NQ-HĐND"),
        ("S6: 210/2025'QD-UBND", "210/2025/QĐ-UBND"),
        ("Quyet dink s6 1948. QD-UBND ngity", "1948/QĐ-UBND"),
        ("tai Nghi dink s6 77 2025 NB-CP quy", "77/2025/NĐ-CP"),
        ("Nghi ditih 68:2024/ND-CP", "68/2024/NĐ-CP"),
        ("Nght dink 13 2023 ND-CP vé", "13/2023/NĐ-CP"),
        ("Quyét din 209/2025/QD-L'BND ngdy", "209/2025/QĐ-UBND"),
        ("Cin ct 44/2024/0D-LIBND ngay", "44/2024/QĐ-UBND"),
    ],
)
def test_damaged_letters_of_a_symbol_are_restored_in_silence(text, meant):
    """Prints of an English OCR engine, as seen in scanned plans."""
    (match,) = find_numbers(text)
    assert str(match.number) == meant
    assert not match.problems


@pytest.mark.parametrize(
    ("text", "meant", "other"),
    [
        ("(Kém theo Quyét dinh 562077 /OP-UBND-HC", "2077/QĐ-UBND-HC", "562077/QĐ-UBND-HC"),
        ("$62077/QD-UBND-HC", "2077/QĐ-UBND-HC", "62077/QĐ-UBND-HC"),
        ("Quyét dinh 56207/QD-UBND", "56207/QĐ-UBND", "207/QĐ-UBND"),
        ("s6370/KH-UBND", "370/KH-UBND", "6370/KH-UBND"),
        ("Nghị định số O1/2021/NĐ-CP", "01/2021/NĐ-CP", "1/2021/NĐ-CP"),
        ("số 361QĐ-UBND", "361/QĐ-UBND", "36/QĐ-UBND"),
        ("Nghi dinh 6112018/ND-CP", "61/2018/NĐ-CP", "6112018/NĐ-CP"),
        ("Nghi quyét 102022/NQ-HBND", "10/2022/NQ-HĐND", "102022/NQ-HĐND"),
        ("Nghi dinh s6 0B/2022/ND-CP", "08/2022/NĐ-CP", "0B/2022/NĐ-CP"),
    ],
)
def test_a_guess_on_digits_is_a_problem_with_the_other_reading(text, meant, other):
    (match,) = find_numbers(text)
    assert str(match.number) == meant
    assert [str(number) for number in match.alternatives] == [other]
    assert [problem.code for problem in match.problems] == [ProblemCode.NUMBER_GUESSED]
    assert match.problems[0].choices == (other,)
    assert text[match.start : match.end] == match.raw


def test_a_number_of_too_many_digits_is_kept_with_a_problem():
    (match,) = find_numbers("Nghi dinh s6 278025/ND-CP")
    assert str(match.number) == "278025/NĐ-CP"
    assert [problem.code for problem in match.problems] == [ProblemCode.NUMBER_UNREADABLE]


@pytest.mark.parametrize(
    ("text", "raws", "numbers_found"),
    [
        ("Nghị quyết số 18, 19-NQ/TW", ["18", "19-NQ/TW"], ["18-NQ/TW", "19-NQ/TW"]),
        (
            "các Quyết định số 405, 406 và 407/QĐ-UBND",
            ["405", "406", "407/QĐ-UBND"],
            ["405/QĐ-UBND", "406/QĐ-UBND", "407/QĐ-UBND"],
        ),
        (
            "các Nghị định số 61/2018, 107/2021/NĐ-CP",
            ["61/2018", "107/2021/NĐ-CP"],
            ["61/2018/NĐ-CP", "107/2021/NĐ-CP"],
        ),
        (
            "405/QĐ-UBND, 406/QĐ-UBND",
            ["405/QĐ-UBND", "406/QĐ-UBND"],
            ["405/QĐ-UBND", "406/QĐ-UBND"],
        ),
        ("ngày 15, 36/QĐ-UBND", ["36/QĐ-UBND"], ["36/QĐ-UBND"]),
    ],
)
def test_short_numbers_lean_on_the_full_one_behind_them(text, raws, numbers_found):
    matches = find_numbers(text)
    assert [m.raw for m in matches] == raws
    assert [str(m.number) for m in matches] == numbers_found
    assert [m.abbreviated for m in matches] == ["-" not in raw for raw in raws]


@pytest.mark.parametrize(
    "text",
    [
        "Mẫu số 01/TT-BTC",
        "Mẫu số: 05-PA/UBND",
        "Biểu số 03/BC-UBND",
        "Số:      /2025/QĐ-UBND",
        "mã thủ tục 1.012345",
        "ngày 30/4/2025 có 12/15 xã, trực 24/7",
        "khoản 2 Điều 5, điểm a khoản 1 Điều 12",
        "điện thoại 0273/3.872.345, tài khoản 3713.0.1/KBNN",
        "giai đoạn 2021-2025, định hướng 2030/UBND",
        "Hợp đồng số 12/2025/HĐ-XYZ",
        "10°21'35\"N, 106°21'53\"E",
        "Quyết định này; Kết luận số 5 của",
        "90/100 điểm; đạt 95%/năm; 3/4 TT-HT",
        "năm 2025\n- KH-UBND",
        "Nghi djl £3:2023/ND-CP",  # the number's own digits are lost, 2023 is its year
        "15. QĐ-UBND; mục 3: NQ-CP",
    ],
)
def test_what_only_looks_like_a_number_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("question", "numbers_found"),
    [
        ("nghị định 61/2018 còn hiệu lực không", ["61/2018/NĐ-CP"]),
        ("nghi dinh 118", ["118/NĐ-CP"]),
        ("quyết định 2703 là gì", ["2703"]),
        ("luật 65/2025", ["65/2025/QH15"]),
        ("luật 12/2021", ["12/2021"]),
        ("nghi dinh so 61 nam 2018", ["61/2018/NĐ-CP"]),
        ("thông tư 01 năm 2023", ["01/2023"]),
        ("quyết định 36 năm 2025 của phường 5", ["36"]),  # the year is no part of its number
        ("nd 118/2025", ["118/2025/NĐ-CP"]),
        ("76 nq cp", ["76/NQ-CP"]),
        ("61-2018-nd-cp", ["61/2018/NĐ-CP"]),
        ("76/NQ nói gì", ["76/NQ"]),
        ("36-qd-ubnd", ["36/QĐ-UBND"]),
        ("61/2018 nd cp", ["61/2018/NĐ-CP"]),
        ("nghi quyet 18 nq tw", ["18-NQ/TW"]),
        ("kế hoạch 5 năm", []),
        ("kế hoạch số 15", ["15"]),
        ("điều 5 khoản 2", []),
    ],
)
def test_a_question_may_leave_the_symbol_out(question, numbers_found):
    """In a year with two legislatures (2021) a law's symbol stays open."""
    assert found(question, asking=True) == numbers_found


def test_a_bare_number_is_only_read_when_asking():
    assert found("nghị định 61/2018 còn hiệu lực không") == []


def test_the_parts_of_a_number_say_type_and_issuer():
    number = parse_number("1390/QĐ-UBND-HC")
    assert isinstance(number, DocumentNumber)
    assert (number.type_code, number.issuer_code) == ("QĐ", "UBND")
    assert number.document_type is DocumentType.DECISION


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("881/PNV-CCHC", DocumentType.OFFICIAL_LETTER),
        ("65/2025/QH15", None),  # a law or a resolution: the words tell
        ("15-CTr/TU", DocumentType.PROGRAMME),
        ("02/2022/QyĐ-UBND", DocumentType.RULE),
    ],
)
def test_the_type_comes_from_the_number_only_where_it_can(printed, kind):
    number = parse_number(printed)
    assert isinstance(number, DocumentNumber)
    assert number.document_type is kind


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("85/2017/nđ-cp", "85/2017/NĐ-CP"),
        ("23/2017/QĐ-TTG", "23/2017/QĐ-TTg"),
        ("01/2016/NQ.HĐTP", "01/2016/NQ-HĐTP"),
        ("77/2016/NĐ-CP.", "77/2016/NĐ-CP"),
        ("05/2018/TTLT-VKSNDTC-", "05/2018/TTLT-VKSNDTC"),
        ("89/2015/NÐ-CP", "89/2015/NĐ-CP"),  # U+00D0, which some fonts print for Đ
        ("18/NQ-TW", "18-NQ/TW"),
    ],
)
def test_prints_that_differ_in_spelling_have_one_canonical_form(printed, canonical):
    assert str(parse_number(printed)) == canonical


@pytest.mark.parametrize("text", ["", "O1/2021/NĐ-CP", "61", "02/2020/", "Thông tư?", "a" * 10_000])
def test_what_is_not_one_number_is_a_problem(text):
    problem = parse_number(text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.found) == (ProblemCode.NUMBER_UNREADABLE, text)


@given(numbers())
def test_a_printed_number_reads_back(number):
    assert parse_number(str(number)) == number


@given(numbers())
def test_a_number_is_found_in_a_sentence_as_it_is_parsed(number):
    year_alone = number.year is None and number.type_code in ALWAYS_DATED
    assume(not (year_alone and YEAR.fullmatch(number.ordinal)))  # the year of a lost ordinal
    assert [m.number for m in find_numbers(f"theo văn bản số {number} ngày")] == [number]


@given(numbers())
def test_case_diacritics_and_zeros_do_not_change_the_key(number):
    plain = str(number).lower().replace("đ", "d").lstrip("0")
    assert number_key(str(number)) == number.key
    if plain[:1].isdigit():
        assert number_key(plain) == number.key


@given(st.text())
def test_any_text_gives_a_number_or_a_problem(text):
    assert isinstance(parse_number(text), DocumentNumber | Problem)


@given(st.text(alphabet="số 0123456789/-–.,NQĐUBCPqđ\nếé́", max_size=120))
def test_nfd_and_nfc_texts_hold_the_same_numbers(text):
    composed = find_numbers(unicodedata.normalize("NFC", text))
    decomposed = unicodedata.normalize("NFD", text)
    matches = find_numbers(decomposed)
    assert [m.number for m in matches] == [m.number for m in composed]
    assert all(decomposed[m.start : m.end] == m.raw for m in matches)


@given(st.text(alphabet="số123/-, NQĐUBNDCPTW\n", max_size=200))
def test_spans_are_ordered_and_never_overlap(text):
    matches = find_numbers(text, asking=True)
    assert all(a.end <= b.start for a, b in itertools.pairwise(matches))
    assert all(m.raw and text[m.start : m.end] == m.raw for m in matches)


@pytest.mark.parametrize(
    "piece", ["1", "1/", "1/Q-", "số ", "1, ", "12/NQ-", "1/\n", " ", "-HC", "Q"]
)
def test_200_kb_of_bait_is_read_without_finding_anything(piece):
    """A pattern that backtracks without bound would not come back from here."""
    assert find_numbers(piece * (200_000 // len(piece))) == []


def test_no_code_of_the_tables_stands_there_twice():
    """Word lists are data: a code twice in a table would hide the second meaning."""
    import corpus

    for name in ("document_types", "issuers"):
        listed = [row["code"] for row in corpus.table(name)]
        assert len(listed) == len(set(listed))
    assert len(corpus.table("issuers")) > 150


def test_shuffled_sentences_hold_the_same_numbers():
    sentences = [f"Căn cứ văn bản số {number};" for number in NATIONAL[:50]]
    shuffled = sentences.copy()
    random.Random(5).shuffle(shuffled)
    assert sorted(found("\n".join(shuffled))) == sorted(found("\n".join(sentences)))


@pytest.mark.parametrize("printed", ["0/2018/NĐ-CP", "00/QĐ-UBND"])
def test_the_number_nought_is_kept_with_a_problem(printed):
    (match,) = find_numbers(f"Nghị định số {printed}")
    assert str(match.number) == printed
    assert [problem.code for problem in match.problems] == [ProblemCode.NUMBER_UNREADABLE]


@pytest.mark.parametrize(
    ("text", "numbers_found"),
    [
        ("Văn bản hợp nhất số 12/VBHN-VPQH", ["12/VBHN-VPQH"]),
        ("Thông tư liên tịch số 01/2015/TTLT-BNV-\nBTC", ["01/2015/TTLT-BNV-BTC"]),
        ("Công điện số 71/CĐ-TTg; Sắc lệnh số 63/SL", ["71/CĐ-TTg", "63/SL"]),
        ("Kết luận số 41-KL/TW, Thông báo số 123-TB/VPTU", ["41-KL/TW", "123-TB/VPTU"]),
        ("QUYẾT ĐỊNH SỐ 12/2020/QĐ-TTG", ["12/2020/QĐ-TTg"]),
        ("Nghị quyết số 19 -NQ/TW; số 36/QĐ – UBND", ["19-NQ/TW", "36/QĐ-UBND"]),
        ("Pháp lệnh số 02/2020/UBTVQH14, Lệnh số 05/2025/L-CTN",
         ["02/2020/UBTVQH14", "05/2025/L-CTN"]),
        ("| STT | Số: 15/KH-UBND | 05/HD-BNV |", ["15/KH-UBND", "05/HD-BNV"]),
        ("khoản 5/2018; Số: ……/QĐ-UBND; mã 1.012345.H05; 3/4; 24/7", []),
    ],
)  # fmt: skip
def test_further_kinds_of_the_genre(text, numbers_found):
    assert found(text) == numbers_found
