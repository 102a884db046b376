import pytest

from kg.titles import TitleDifference, compare_titles, likeness

PROGRAMME = "Ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"


@pytest.mark.parametrize(
    ("quoted", "registered", "difference"),
    [
        (f"về việc {PROGRAMME.lower()}", PROGRAMME, "none"),
        (PROGRAMME.replace(" nhà", " (CCHC) nhà"), PROGRAMME, "none"),
        (PROGRAMME.replace("cải cách hành chính", "CCHC"), PROGRAMME, "none"),
        (f"Nghị quyết {PROGRAMME}, được chỉnh lý", PROGRAMME, "none"),  # more than the title
        (PROGRAMME.replace("2021", "2026"), PROGRAMME, "period"),
        ("Quy định về tinh giản biên", "Quy định về tinh giản biên chế", "cut"),
        (PROGRAMME.replace("nhà nước", "công vụ"), PROGRAMME, "words"),
        ("về công tác văn thư, lưu trữ", PROGRAMME, "other"),
        ("về", PROGRAMME, "none"),  # not read to its end
        ("Sửa đổi, bổ sung một số điều của Nghị định số 78/2025/NĐ-CP ngày 01/4/2025 về A",
         "Sửa đổi, bổ sung một số điều của Nghị định số 78/2025/NĐ-CP và 79/2025/NĐ-CP", "none"),
        ("về chữ ký số công vụ", "Quy định về chữ ký số công vụ", "none"),  # how it opens
        ("", PROGRAMME, "none"),
    ],
)  # fmt: skip
def test_titles_are_compared_by_words_and_periods(quoted, registered, difference):
    assert compare_titles(quoted, registered).difference == difference


def test_the_parts_that_differ_are_given_as_printed():
    other = compare_titles(PROGRAMME.replace("nhà nước", "công vụ"), PROGRAMME)
    assert (other.quoted, other.registered) == ("công vụ", "nhà nước")
    period = compare_titles(PROGRAMME.replace("2021", "2026"), PROGRAMME)
    assert (period.quoted, period.registered) == ("2026 - 2030", "2021 - 2030")
    assert period.difference is TitleDifference.PERIOD


def test_likeness_passes_over_marks_and_case():
    assert likeness("Trung tâm", "trung tam") == 1.0
    assert likeness("Trung tâm Phục vụ", "Bộ phận Một cửa") < 0.6
