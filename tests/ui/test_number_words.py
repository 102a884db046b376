"""Numbers in sentences, each with its kind."""

import pytest

from ui.number_words import named


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("61/2018/NĐ-CP", "Nghị định số 61/2018/NĐ-CP"),
        ("13/2023/ND-CP", "Nghị định số 13/2023/NĐ-CP"),
        ("06/QĐ-TTg", "Quyết định số 06/QĐ-TTg"),
        ("72/2025/QH15", "Luật số 72/2025/QH15"),
        ("202/2025/QH15", "Nghị quyết số 202/2025/QH15"),
        ("45/2019/QH14", "Bộ luật số 45/2019/QH14"),
        ("9999/2025/QH15", "9999/2025/QH15"),
        ("Luật Đất đai", "Luật Đất đai"),
        ("", ""),
    ],
)
def test_a_number_is_said_with_its_kind_where_that_is_known(number, said):
    assert named(number) == said
