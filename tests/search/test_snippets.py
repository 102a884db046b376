import unicodedata

import pytest

from kg.folding import tokens
from search import analysis
from search.snippets import WORDS, best, marks
from search.wanted import wanted

RARE = {"khai": 3, "sinh": 9, "khai_sinh": 2}


def asked(query, rarity=RARE):
    """Terms not named stand in 100 of 1,000 passages."""
    return wanted(query, lambda terms: [rarity.get(term, 100) for term in terms], 1000)


def marked(text, query):
    return [text[start:end] for start, end in marks(text, asked(query))]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("ubnd xa", "Báo cáo Ủy ban nhân dân xã trước ngày 15.", ["Ủy ban nhân dân xã"]),
        ("ủy ban nhân dân", "Trình UBND tỉnh.", ["UBND"]),
        ("Ủy ban nhân dân", "Kế hoạch 15/KH-UBND năm nay", []),
        ("cán bộ, công chức", "Đội ngũ CBCC của huyện", ["CBCC"]),
        ("thủ tục hành chính", "Cải cách thủ tục\nhành chính", ["thủ tục\nhành chính"]),
        ("thu tuc hanh chinh", "THỦ TỤC HÀNH CHÍNH", ["THỦ TỤC HÀNH CHÍNH"]),
        ("nghi dinh 61/2018", "Theo Nghị định số 61/2018/NĐ-CP đã ban hành",
         ["Nghị định", "61/2018/NĐ-CP"]),
        ("hòa giải", "Tổ hoà giải ở cơ sở", ["hoà giải"]),
        ("bán hàng", "Ban chỉ đạo, bạn đọc", []),
        ("huyện quản lý", "các huyện, quận và thị xã", ["huyện"]),
        ("đất ở", "đất nông nghiệp", ["đất"]),
        ("giá bao nhiêu", "phải tham gia bảo hiểm tiền gửi", []),
        ("giá bao nhiêu", "Giá bao gồm thuế", ["Giá bao"]),
        ("can bo xã", "Cán bộ ở xã", ["Cán bộ", "xã"]),
        ("cải cach tổ chưc", "cải cách tổ chức", ["cải cách tổ chức"]),
        ("hòa giải", "Tổ hoà gỉải ở cơ sở", ["hoà gỉải"]),  # a scan's error
        ("ubnd và cbcc xã", "Ủy ban nhân dân, cán bộ", ["Ủy ban nhân dân", "cán bộ"]),
        ("", "không có gì", []),
        ("của và các", "của và các bộ", []),
    ],
)  # fmt: skip
def test_words_are_marked_where_they_stand(query, text, expected):
    assert marked(text, query) == expected


def test_the_best_list_item_is_shown_with_its_line():
    text = "\n".join(
        ["1. Hồ sơ gồm:", "a) Đơn đề nghị theo mẫu;", "b) Giấy khai sinh của trẻ;", ""]
        + [f"{n}. Điều kiện khác về nhà ở, đất đai và các khoản thu của hộ gia đình trong năm, "
           "được xét từng năm một theo quy định chung của pháp luật." for n in range(2, 9)]
    )  # fmt: skip
    found = best(text, asked("khai sinh"))
    assert "Giấy khai sinh của trẻ;" in found.text
    assert [found.text[a:b] for a, b in found.marks] == ["khai sinh"]
    assert found.text.startswith(text.split("\n")[found.line].strip()[:10])
    assert not found.before
    assert len(found.text.split()) <= WORDS


def test_rarer_words_decide():
    text = (
        "Cơ quan nhà nước tiếp nhận hồ sơ hợp lệ trong giờ làm việc. " + "Nội dung khác. " * 30
        + "Người dân đăng ký khai sinh tại xã."
    )  # fmt: skip
    found = best(text, asked("cơ quan nhà nước đăng ký khai sinh"))
    assert "đăng ký khai sinh" in found.text


def test_a_long_sentence_is_cut_around_what_it_meets():
    text = "mở đầu " * 60 + "đăng ký khai sinh " + "kết thúc " * 60
    found = best(text, asked("khai sinh"))
    assert found.before
    assert found.after
    assert len(found.text.split()) == WORDS
    assert "khai sinh" in found.text


def test_a_sentence_broken_over_lines_is_one():
    text = "Điều 1. Mở đầu.\nNgười dân nộp tờ khai\nđăng ký khai sinh\ntại Ủy ban nhân dân xã."
    found = best(text, asked("khai sinh"))
    assert "nộp tờ khai đăng ký khai sinh tại Ủy ban" in found.text
    assert "\n" not in found.text


def test_a_passage_without_the_words_shows_its_beginning():
    found = best("Mở đầu văn bản. Tiếp theo là nội dung.", asked("rừng"))
    assert (found.text, found.marks, found.line) == (
        "Mở đầu văn bản. Tiếp theo là nội dung.", (), 0
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x1b[31m khai sinh\x1b[0m", "🙂 khai sinh 🙂",
                                  "<script>alert('khai sinh')</script>",
                                  unicodedata.normalize("NFD", "Giấy khai sinh của trẻ"),
                                  "x" * 200_000, "khai sinh " * 5000])  # fmt: skip
def test_no_text_breaks_a_snippet(text):
    found = best(text, asked("khai sinh"))
    assert not any(ord(char) < 32 for char in found.text)
    assert [tokens(found.text[a:b]) for a, b in found.marks][:1] in ([], [["khai", "sinh"]]) or (
        found.text[slice(*found.marks[0])].startswith("khai sinh")
    )
    ends = [0, *(place for mark in found.marks for place in mark)]
    assert ends == sorted(ends)


def test_every_mark_means_a_word_of_the_query(library_texts):
    """Each word marked is the query's own, an abbreviation of it, or a part of a number in it."""
    query = "Ủy ban nhân dân xã niêm yết công khai thủ tục hành chính theo Nghị định 61/2018/NĐ-CP"
    allowed = set(analysis.words(query)) | {"61", "2018", "nd", "cp"}
    seen = 0
    for text in library_texts:
        found = best(text, asked(query))
        for start, end in found.marks:
            assert set(analysis.words(found.text[start:end])) <= allowed
            seen += 1
    assert seen > 50


@pytest.fixture(scope="module")
def library_texts():
    import corpus

    folder = corpus.path("plans")
    lines = "\n".join(p.read_text("utf-8") for p in sorted(folder.iterdir())[1:2]).split("\n")
    return ["\n".join(lines[at : at + 12]) for at in range(0, len(lines), 12)]
