"""Words without which an intent is not asked for, and the fields of a header that are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import fold
from kg.terms import Intent
from search.guards import HEADER_FIELDS, allows, header_fields
from search.spoken import normalise

GUARDED = (Intent.WHAT_IT_CITES, Intent.SUPERSEDED, Intent.HEADER)
CITES, ENDED, HEADER = GUARDED


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Kế hoạch của xã Tân Phú dựa vào đâu?", {CITES}),
        ("Kế hoạch của xã Tân Phú căn cứ vào đâu?", {CITES, ENDED}),  # bases are what may be dead
        ("Kế hoạch này viện dẫn luật gì?", {CITES}),
        ("kế hoạch được xây trên cơ sở pháp lý gì", {CITES}),
        ("Luật Sổ sách đã bị bãi bỏ hay chưa?", {ENDED}),
        ("cái này còn dùng được không", {ENDED}),
        ("Ai ký kế hoạch?", {HEADER}),
        ("Số hiệu là gì?", {HEADER}),
        ("Giai đoạn nào?", {HEADER}),
        ("Kế hoạch căn cứ luật đã hết hiệu lực nào?", {CITES, ENDED, HEADER}),
        # nothing of the three
        ("Tân Phú có gì hay", set()),
        ("Phòng Kinh tế làm gì", set()),
        ("chòi canh lửa rừng", set()),
        ("cán bộ", set()),  # no "căn cứ"
        ("", set()),
        ("What is the weather?", set()),
        ("Привет 你好 🗓️", set()),
    ],
)
def test_a_guarded_intent_needs_its_words(text, asked):
    for folded in (normalise(text), normalise(fold(text))):
        assert {intent for intent in GUARDED if allows(intent, folded)} == asked


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Ai ký kế hoạch?", {"signer", "issuer"}),
        ("Người ký là ông nào?", {"signer"}),
        ("Kế hoạch ban hành ngày nào?", {"date"}),
        ("kế hoạch ra đời bao giờ", {"date"}),
        ("Số hiệu là gì?", {"number"}),
        ("văn bản mang số mấy", {"number"}),
        ("Cơ quan nào ban hành?", {"issuer"}),
        ("Trích yếu là gì?", {"title"}),
        ("tiêu đề là gì", {"title"}),
        ("Giai đoạn nào?", {"period"}),
        ("Thi hành từ lúc trời sáng?", {"effective"}),
        ("Gửi cho ai?", {"recipients"}),
        ("nơi nhận là ai", {"recipients"}),
        ("Ai ký, số mấy?", {"signer", "issuer", "number"}),
        ("", set()),
        ("Phòng Kinh tế chủ trì việc gì?", set()),
        ("hiệu quả", set()),
        ("kỳ họp thứ 5", {"signer"}),  # folds to "ký": the field only orders what is shown
    ],
)
def test_fields_of_a_header_are_found_by_their_words(text, fields):
    asked = header_fields(normalise(text))
    assert set(asked) == fields
    assert list(asked) == [name for name in HEADER_FIELDS if name in asked]


@settings(deadline=None)
@given(st.text(max_size=150))
def test_other_intents_are_always_allowed(text):
    folded = normalise(text)
    assert all(allows(intent, folded) for intent in Intent if intent not in GUARDED)
    assert set(header_fields(folded)) <= set(HEADER_FIELDS)


@settings(deadline=None)
@given(st.sampled_from(["ai ky", "can cu dau", "het hieu luc"]), st.text("a bcđ\t", max_size=20))
def test_more_words_around_do_not_take_a_guard_away(asking, beside):
    for intent in GUARDED:
        if allows(intent, asking):
            assert allows(intent, f"{normalise(beside)} {asking} {normalise(beside)}")


@pytest.mark.parametrize("name", HEADER_FIELDS)
def test_the_words_of_each_field_are_expressions(name):
    assert re.compile(HEADER_FIELDS[name])


@pytest.mark.parametrize("filler", ["căn cứ ", "ký ", "x", "🗓️", "\ud800", "hay là "])
def test_ten_kilobytes_are_guarded(filler):
    folded = normalise(filler * (10_000 // len(filler)))
    assert all(isinstance(allows(intent, folded), bool) for intent in Intent)
