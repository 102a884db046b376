"""Suggestions for misspelt queries; words and slips here are invented for the tests."""

import random
import unicodedata

import pytest

from kg.folding import fold, tokens
from search.spelling import suggest
from search.spelling.input_methods import decoded
from search.spelling.slips import candidates
from search.spelling.words import spellings


def nothing_held(terms):
    return [0] * len(terms)


def meant(query, held=nothing_held):
    found = suggest(query, held)
    return found.text if found else None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("quyeets ddinhj", "quyết định"),
        ("thur tucj hanhf chinhs", "thủ tục hành chính"),
        ("quye61t d9i5nh", "quyết định"),
        ("thutuc hanhchinh", "thủ tục hành chính"),
        ("thutuchanhchinh", "thủ tục hành chính"),
        ("qu yet dinh xu phat", "quyết định xử phạt"),
        ("thu tuc hanh chin", "thủ tục hành chính"),
        ("thu tcu hanh chinh", "thủ tục hành chính"),
        ("dang ky khai xinh", "đăng ký khai sinh"),
        ("Thu tuc hanh chihn", "Thủ tục hành chính"),
        ("lươgn hưu", "lương hưu"),
        ("bao hiem xax hooij", "bảo hiểm xã hội"),
    ],
)
def test_a_misspelt_query_is_read_as_it_was_meant(typed, text):
    assert meant(typed) == text


@pytest.mark.parametrize(
    "query",
    [
        "thủ tục hành chính", "thu tuc hanh chinh", "THỦ TỤC HÀNH CHÍNH", "uỷ ban nhân dân",
        "Nghị định 61/2018/NĐ-CP về một cửa", "nghi dinh 61/2018", "15/KH-UBND", "UBND xã làm gì",
        "giấy phép lái xe hạng A1", "vùng biển A2 là gì?", "ODA", "5G", "là gì", "", "   ", "?!",
        "🙂", "\x00\x01", "中文", "x" * 100_000, "thủ " * 3000,
    ],
    ids=lambda query: query[:20],
)  # fmt: skip
def test_what_reads_well_or_is_no_language_is_left_alone(query):
    assert meant(query) is None


def test_what_the_library_says_is_no_misspelling():
    """ "Nguyên Giáp" is no word of the law, but a library may hold a commune of that name."""
    assert meant("thu tcu hanh chinh") is not None

    def held(terms):
        return [40] * len(terms)

    assert meant("thu tcu hanh chinh", held) is None


def test_the_rest_of_the_query_is_kept_as_it_was_written():
    found = meant("Theo Nghị định 61/2018/NĐ-CP, UBND xã ra quyeets ddinhj gì?")
    assert found == "Theo Nghị định 61/2018/NĐ-CP, UBND xã ra quyết định gì?"


def test_a_suggestion_names_what_it_changed():
    found = suggest("thu tuc hanh chihn", nothing_held)
    assert found.changed == ("chinh",)
    assert fold(found.text) == "thu tuc hanh chinh"


def telex(word):
    """Letters with their marks doubled and the tone at the end, made from the definition."""
    tones = dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj", strict=True))
    typed, tone = "", ""
    for part in unicodedata.normalize("NFD", word):
        if part in tones:
            tone = tones[part]
        elif part == "\u0302":
            typed += typed[-1]
        elif part in "\u031b\u0306":
            typed += "w"
        else:
            typed += "dd" if part == "đ" else part
    return typed + tone


def vni(word):
    digits = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678", strict=True))
    parts = unicodedata.normalize("NFD", word)
    return "".join(digits.get(part, "d9" if part == "đ" else part) for part in parts)


@pytest.mark.parametrize(
    "word", ["quyết", "định", "phường", "được", "nghị", "đã", "ưu", "tỉnh", "nước", "khỏe", "yếu"]
)
@pytest.mark.parametrize("typed", [telex, vni])
def test_every_spelling_comes_back_from_its_keys(word, typed):
    assert word in spellings(fold(word))
    assert word in decoded(typed(word)).get(fold(word), ())


def test_a_word_that_needs_no_keys_is_not_decoded():
    assert decoded("lai") == {}
    assert "hanh" not in decoded("hanh")


def distance(left, right):
    """Letters put in, left out, changed or swapped: Damerau's, by the full table."""
    rows = [
        [i + j if not i * j else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)
    ]
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def test_every_known_word_one_slip_away_is_a_candidate():
    """Against Damerau's distance to every word of a sample of the table."""
    from search.spelling.words import _table

    rng = random.Random(3)
    vietnamese = set("abcdeghiklmnopqrstuvxy")
    known = [word for word in _table() if set(word) <= vietnamese]
    for typed in [*rng.sample(known, 6), "chihn", "tuxc", "quyt"]:
        near = {word for word in known if distance(typed, word) == 1}
        assert near <= candidates(typed).keys()


@pytest.mark.parametrize("kind", ["swap", "double"])
def test_slips_in_sentences_of_the_law_are_mended(kind):
    """Eight common sentences, one slip each: at least seven come back whole."""
    rng = random.Random(5)
    said = ["thủ tục đăng ký khai sinh", "quản lý và sử dụng đất đai", "xử phạt vi phạm hành chính",
            "bảo vệ môi trường nước", "quyền và nghĩa vụ của người lao động", "hợp đồng lao động",
            "cải cách hành chính nhà nước", "giải quyết khiếu nại, tố cáo"]  # fmt: skip
    right = 0
    for sentence in said:
        words = tokens(sentence)
        at = max(range(len(words)), key=lambda one: len(words[one]))
        spot = rng.randrange(len(words[at]) - 1)
        word, typed = words[at], list(words)
        typed[at] = (
            word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
            if kind == "swap"
            else word[: spot + 1] + word[spot:]
        )
        found = meant(" ".join(typed))
        right += tokens(found or " ".join(typed)) == words
    assert right >= 7
