"""Words of a question as the rest reads them: folded, chat and legal abbreviations written out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from kg.folding import fold, tokens
from search.spoken import MAX_LENGTH, normalise, written_out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("k", "khong"),
        ("dc ko?", "duoc khong"),
        ("ĐC", "duoc"),
        ("cchc tthc dvc", "cai cach hanh chinh thu tuc hanh chinh dich vu cong"),
        ("deadline task nào", "thoi han nhiem vu nao"),
        ("KPI bn %", "chi tieu bao nhieu %"),
        ("p. 5", "phuong 5"),
        ("TP. Gò Công", "thanh pho go cong"),
        ("vb, kh; qd", "van ban ke hoach quyet dinh"),
        # an abbreviation inside a longer word or a number is none
        ("ubnd/kh", "ubnd/kh"),
        ("76/NQ-CP", "76/nq-cp"),
        ("kho bạc", "kho bac"),
        # signs
        ("A.B.C.", "a.b.c"),
        ("x-y-", "x-y"),
        ("85%...", "85%"),
        ("…?!", ""),
        ("你好 мир 🗓️", ""),
        ("\ud800 luật \udfff", "luat"),
        ("a\x00b", "a b"),
    ],
)
def test_words_are_written_out_whole(typed, words):
    assert normalise(typed) == words


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("TP.HCM có kế hoạch nào", "thành phố Hồ Chí Minh có kế hoạch nào"),
        ("TP HCM", "thành phố Hồ Chí Minh"),
        ("Hồ Chí Minh City", "thành phố Hồ Chí Minh"),
        ("CA tỉnh An Giang", "Công an tỉnh An Giang"),
        ("CA nào trực", "CA nào trực"),
        ("ca xã", "ca xã"),
        ("Luật Đất đai số 31/2024 ra sao", "Luật 31/2024 Đất đai ra sao"),
        ("Nghị định về lề đường, số 118/2025?", "Nghị định 118/2025 về lề đường?"),
        ("nghi dinh ve mot cua so 118/2025 con khong", "nghi dinh 118/2025 ve mot cua con khong"),
        # another sentence's number, or one that already stands beside its kind
        ("Nghị định về x. Văn bản số 118/2025", "Nghị định về x. Văn bản số 118/2025"),
        ("Nghị định số 118/2025/NĐ-CP", "Nghị định số 118/2025/NĐ-CP"),
        ("", ""),
    ],
)  # fmt: skip
def test_short_names_and_late_numbers_are_put_in_place(typed, told):
    assert written_out(typed) == told


@pytest.mark.parametrize(
    "row",
    [row for row in corpus.table("abbreviations") if len(" ".join(tokens(row["short"]))) > 3],
    ids=lambda row: row["short"],
)
def test_every_long_abbreviation_of_the_table_is_written_out(row):
    """Upper case or not: people type "cchc"."""
    if row["short"].isalpha():
        said = f" {normalise(row['short'].lower())} "
        rows = [other for other in corpus.table("abbreviations")
                if tokens(other["short"]) == tokens(row["short"])]  # fmt: skip
        assert any(" ".join(tokens(other["long"])) in said for other in rows)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@settings(deadline=None)
@given(WORDS)
def test_words_are_folded_and_single_blanks_stand_between_them(text):
    said = normalise(text)
    assert said == " ".join(said.split())
    assert said == fold(said)
    assert said.isascii()


@settings(deadline=None)
@given(st.lists(st.sampled_from("cchc dc ko vb nào Điều 5 thì sao cq dv UBND xã Tân Phú".split())))
def test_a_question_read_twice_is_the_same(words):
    once = normalise(" ".join(words))
    assert normalise(once) == once


@settings(deadline=None)
@given(WORDS)
def test_writing_out_never_fails_and_keeps_what_has_nothing_to_write(text):
    assert isinstance(written_out(text), str)
    plain = "".join(char for char in text if char not in "HhTtCcLlNnQq")
    assert written_out(plain) == plain


@pytest.mark.parametrize("filler", ["nghị định ", "luật a b c d e số 1/2020 ", "🗓️", "đ", "\ud800"])
def test_ten_kilobytes_are_read_to_the_longest_question(filler):
    text = filler * (10_000 // len(filler) + 1)
    assert normalise(text) == normalise(text[:MAX_LENGTH])
    assert isinstance(written_out(text), str)
