import random

import pytest

from kg.folding import tokens
from search.duplicates import CLOSE, RESEMBLANCE, Difference, Text, differences, fold_duplicates

PLAN = """Giao công chức Văn phòng - Thống kê xã {place} chủ trì, phối hợp với các ngành rà soát,
công khai thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả; tổng hợp phản ánh, kiến nghị của
người dân về quy định hành chính trên địa bàn; báo cáo Ủy ban nhân dân huyện trước ngày 15 tháng 12
hằng năm. Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ {share} trở lên, hồ sơ trực tuyến toàn trình đạt
từ 40% trở lên trên tổng số hồ sơ đã tiếp nhận trong năm."""


def plan(document, place="Tân Phú", share="95%", heading="Nhiệm vụ"):
    return Text(document, heading, PLAN.format(place=place, share=share))


def resemblance(left, right):
    """Jaccard of runs of four syllables, counted as strings."""
    a, b = (
        {" ".join(words[at : at + 4]) for at in range(len(words) - 3)}
        for words in (tokens(left), tokens(right))
    )
    return len(a & b) / len(a | b)


def test_a_plan_that_wards_copied_is_told_once():
    texts = [plan("a"), Text("b", "", "Trồng rừng ngập mặn ven biển theo kế hoạch năm nay."),
             plan("c", "Hòa Bình"), plan("d", "Long Sơn", "90%")]  # fmt: skip
    assert fold_duplicates(texts) == [(0, (2, 3)), (1, ())]


def test_names_and_figures_that_differ_are_told_figures_first():
    one, other = plan("a").text, plan("b", "Hòa Bình", "90%").text
    assert differences(one, other) == (
        Difference("95%", "90%"),
        Difference("Tân Phú", "Hòa Bình"),
    )
    assert differences(one, one) == ()


def test_two_provisions_of_one_document_stay_two():
    assert fold_duplicates([plan("a"), plan("a")]) == [(0, ()), (1, ())]


def test_the_same_words_under_another_heading_stay_two():
    texts = [plan("a", heading="Hồ sơ đăng ký khai sinh"), plan("b", heading="Cấp lại thẻ")]
    assert fold_duplicates(texts) == [(0, ()), (1, ())]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2016 và thay Thông tư cũ về phí.",
         "Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2018 và thay Thông tư cũ về phí.", False),
        ("Có hiệu lực từ ngày ký.", "Có hiệu lực từ ngày ký.", True),
        ("Có hiệu lực từ ngày ký.", "Có hiệu lực từ ngày đăng.", False),
        ("", "", True),
    ],
)  # fmt: skip
def test_a_short_text_is_folded_only_where_it_says_the_same(left, right, same):
    found = fold_duplicates([Text("a", "", left), Text("b", "", right)])
    assert found == ([(0, (1,))] if same else [(0, ()), (1, ())])


def test_folding_agrees_with_comparing_every_pair():
    """Random edits of random texts against Jaccard over all pairs, without sketches."""
    rng = random.Random(7)
    syllables = [f"am{n}x".replace("0", "o") for n in range(100, 400)]
    syllables = ["".join(chr(97 + int(d)) if d.isdigit() else d for d in s) for s in syllables]
    texts = []
    for number in range(60):
        if texts and rng.random() < 0.6:
            words = rng.choice(texts).text.split()
            for _ in range(rng.randrange(8)):
                words[rng.randrange(len(words))] = rng.choice(syllables)
        else:
            words = rng.choices(syllables, k=rng.randrange(90, 200))
        texts.append(Text(str(number), "", " ".join(words)))
    expected, shown = [], []
    for at, text in enumerate(texts):
        near = [g for g in shown if resemblance(texts[g].text, text.text) >= RESEMBLANCE]
        if near:
            expected[shown.index(near[0])][1].append(at)
        else:
            shown.append(at)
            expected.append((at, []))
    assert fold_duplicates(texts) == [(first, tuple(others)) for first, others in expected]
    assert CLOSE > RESEMBLANCE
    assert any(others for _, others in expected)
