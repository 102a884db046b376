"""First and last days by a document's own words; the days are counted by hand."""

import datetime as dt

import pytest

from kg.facts import Scope
from kg.terms import EffectKind
from tests.ingest.effects.clause_texts import SIGNED, effects_of


def own(text, kind=EffectKind.EFFECTIVE, number="12/QĐ-UBND", signed=SIGNED):
    return [e for e in effects_of(text, number, signed) if e.on_itself and e.kind is kind]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2022.", "2022-04-01"),
        ("Quyết định này có hiệu lực kể từ ngày 05/12/2025.", "2025-12-05"),
        (
            "Thông tư liên tịch nàycó hiệu lực thi hành kể từ ngày17 tháng 02 năm 2021.",
            "2021-02-17",
        ),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2020-03-02"),
        ("Quyết định có hiệu lực kể từ ngày ký ban hành./.", "2020-03-02"),
        ("Thông tư này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.", "2020-04-16"),
        ("Quyết định này có hiệu lực sau mười lăm ngày, kể từ ngày ký.", "2020-03-17"),
        ("Thông tư này có hiệu lực sau 6 tháng kể từ ngày ký ban hành.", "2020-09-02"),
        ("Luật này có hiệu lực thi hành từ năm ngân sách 2026.", "2026-01-01"),
        ("Nghị quyết này có hiệu lực kể từ ngày thông qua.", "2020-03-02"),
        (
            (
                "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa X, kỳ họp thứ 5 thông qua ngày "
                "08 tháng 12 năm 2022 và có hiệu lực từ ngày 18 tháng 12 năm 2022."
            ),
            "2022-12-18",
        ),
        (
            (
                "Nghị quyết này được Hội đồng nhân dân tỉnh thông qua ngày 08 tháng 12 năm 2022 "
                "và có "
                "hiệu lực kể từ ngày thông qua."
            ),
            "2022-12-08",
        ),
    ],
)
def test_the_first_day_is_as_said(words, day):
    (effect,) = own(f"Điều 3. {words}")
    assert effect.day == dt.date.fromisoformat(day)
    assert effect.clause == "Điều 3"
    assert effect.scope is Scope.FULL
    assert effect.rule is None
    assert effect.quote == words


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo.",
        "Quyết định này có hiệu lực theo Quyết định số 3740/QĐ-BTC ngày 05/11/2025.",
    ],
)
def test_a_day_that_the_words_do_not_give_stays_unknown_and_the_words_are_kept(words):
    (effect,) = own(f"Điều 3. {words}")
    assert (effect.day, effect.quote) == (None, words)


@pytest.mark.parametrize(
    "words",
    [
        "Kể từ ngày Nghị định này có hiệu lực thi hành, các tổ chức phải báo cáo.",
        "Hồ sơ nộp trước ngày Thông tư này có hiệu lực thì thực hiện theo quy định cũ.",
        "Giấy phép này có hiệu lực kể từ ngày ký.",
        "Các chế độ quy định tại Nghị định này được tính hưởng kể từ ngày 01 tháng 7 năm 2018.",
        "Hiệp định có hiệu lực từ ngày 01 tháng 7 năm 2018 đối với Việt Nam.",
    ],
)
def test_other_days_are_no_beginning(words):
    assert own(f"Điều 3. {words}") == []


def test_parts_that_begin_later_are_told_apart():
    text = (
        "Điều 50. Hiệu lực thi hành\n"
        "1. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026, trừ trường hợp quy định "
        "tại khoản 2 Điều này.\n"
        "2. Các điều 11, 22 và 43 của Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025."
    )
    whole, part = own(text, number="71/2025/QH15")
    assert (whole.day, whole.scope) == (dt.date(2026, 1, 1), Scope.FULL)
    assert (part.day, part.scope, part.clause) == (
        dt.date(2025, 7, 1),
        Scope.PARTIAL,
        "khoản 2 Điều 50",
    )
    assert "11, 22 và 43" in part.provisions


def test_a_last_day_ends_it_on_the_day_after():
    text = (
        "Điều 6. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 10 năm 2024 đến hết ngày "
        "31 tháng 12 năm 2027."
    )
    (begin,) = own(text)
    (end,) = own(text, EffectKind.EXPIRES)
    assert (begin.day, end.day) == (dt.date(2024, 10, 15), dt.date(2028, 1, 1))


def test_what_is_done_under_a_document_until_a_day_does_not_end_it():
    text = (
        "Điều 7. Việc ký hợp đồng theo quy định tại Thông tư này được thực hiện đến hết ngày "
        "31/12/2020."
    )
    assert own(text, EffectKind.EXPIRES) == []


def test_impossible_days_and_empty_texts_give_no_day():
    (effect,) = own("Điều 1. Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2020.") or [None]
    assert effect is None or effect.day is None
    assert effects_of("") == ()


def test_a_form_in_an_appendix_begins_nothing():
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành mẫu\n"
        "Điều 1. Ban hành mẫu quyết định.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01/7/2025.\n"
        "Nơi nhận:\n- Lưu: VT.\n"
        "PHỤ LỤC I\nMẪU QUYẾT ĐỊNH\n"
        "Điều 3. Quyết định này có hiệu lực từ ngày 01/01/2030."
    )
    assert [effect.day for effect in own(text)] == [dt.date(2025, 7, 1)]
