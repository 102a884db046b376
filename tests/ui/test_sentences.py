"""Answers on hand-made documents, each told in one whole sentence."""

import datetime as dt

import pytest

from kg.model import Assignment, Task
from kg.terms import Comparator, Intent, NoAnswer, OfficeRole
from search.answer import answer
from search.evidence import Answer
from tests.search.hand_made import small_library
from ui.listed import listed
from ui.sentences import _WORDING, sentence

ON = dt.date(2026, 1, 1)
CHECKED = " (dữ liệu hiệu lực kiểm tra đến ngày 01/01/2026)."


def tell(text, sources=None, on=ON):
    return sentence(answer(text, sources or small_library(), on=on), on)


def test_each_document_is_told_by_what_proves_its_own_day():
    known = {"state": "unknown", "title": None, "effective_from": "2018-06-21",
             "effective_until": None, "replaced_by": [], "amended_by": [], "as_of": "2026-01-01",
             "registry_as_of": "2026-01-01"}  # fmt: skip
    one = known | {"canonical": "5/2018/QH14", "begun_by": "9/2018/NĐ-CP"}
    other = known | {"canonical": "6/2018/QH14", "unproven": True}
    question = answer("20/2019/NĐ-CP còn hiệu lực không?", small_library(), on=ON).question
    said = sentence(Answer(question, answered=True, rows=(one, other)), ON)
    assert "5/2018/QH14 có hiệu lực từ ngày 21/6/2018 theo 9/2018/NĐ-CP;" in said
    assert "6/2018/QH14 theo danh mục có hiệu lực từ ngày 21/6/2018;" in said


def test_every_intent_that_is_answered_has_its_wording():
    assert set(_WORDING) == set(Intent) - {Intent.UNKNOWN, Intent.OUT_OF_SCOPE}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
            (
                "2 văn bản viện dẫn 20/2019/NĐ-CP: 12/KH-UBND của xã Tân Phú (1 lần); "
                "45/KH-UBND của phường Hòa Bình (2 lần)."
            ),
        ),
        (
            "Kế hoạch của xã Tân Phú căn cứ vào những văn bản nào?",
            (
                "Văn bản 12/KH-UBND viện dẫn 2 văn bản: 20/2019/NĐ-CP ngày 21/02/2019 "
                "của Chính phủ; 15/2017/QH14 của Quốc hội."
            ),
        ),
        (
            "Nghị định 20/2019/NĐ-CP còn hiệu lực không?",
            "20/2019/NĐ-CP đã hết hiệu lực (xét vào ngày 01/01/2026), có hiệu lực từ ngày "
            "15/4/2019, đến hết ngày 14/6/2025, được thay thế bởi 80/2025/NĐ-CP" + CHECKED,
        ),
        (
            "Luật Sổ sách còn hiệu lực không?",
            "15/2017/QH14 còn hiệu lực vào ngày 01/01/2026, có hiệu lực từ ngày 01/01/2018, "
            "được sửa đổi, bổ sung bởi 70/2022/QH15" + CHECKED,
        ),
        (
            "Nghị quyết 9-NQ/HU còn hiệu lực không?",
            (
                "Chưa rõ hiệu lực của văn bản (9-NQ/HU ngày 01/10/2020 của Huyện ủy): "
                "danh mục hiệu lực chưa có thông tin, nên không thể coi là còn hiệu lực."
            ),
        ),
        (
            "Nghị định 20/2019/NĐ-CP được thay thế bằng văn bản nào?",
            "20/2019/NĐ-CP được thay thế bởi 80/2025/NĐ-CP (từ ngày 15/6/2025).",
        ),
        (
            "Luật Sổ sách được sửa đổi bởi luật nào?",
            "15/2017/QH14 được sửa đổi, bổ sung bởi 70/2022/QH15 (từ ngày 01/01/2023).",
        ),
        (
            "Cơ quan nào chủ trì rà soát bảng giá đất?",
            "Rà soát bảng giá đất (chủ trì: Phòng Kinh tế; thời hạn: trước ngày 15/9/2025).",
        ),
        (
            "Cơ quan nào chủ trì tổ chức tiêm chủng mở rộng?",
            "Tổ chức tiêm chủng mở rộng (chủ trì: Trạm Y tế; phối hợp: Phòng Kinh tế).",
        ),
        (
            "Phòng Kinh tế phải làm nhiệm vụ gì?",
            "Phòng Kinh tế có 2 nhiệm vụ: Rà soát bảng giá đất; Tổ chức tiêm chủng mở rộng.",
        ),
        (
            "Rà soát bảng giá đất phải xong trước ngày nào?",
            "Rà soát bảng giá đất (chủ trì: Phòng Kinh tế; thời hạn: trước ngày 15/9/2025).",
        ),
        (
            "Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?",
            "Tỷ lệ hồ sơ trực tuyến: tối thiểu 85% (năm 2025).",
        ),
        ("Kinh phí thực hiện là bao nhiêu tỷ đồng?", "Kinh phí thực hiện: 12 tỷ đồng."),
        (
            "Ai ký kế hoạch của xã Tân Phú?",
            (
                "Kế hoạch 12/KH-UBND, ngày 05/3/2025, của UBND xã Tân Phú, do Trần Văn Sơn ký: "
                "Kế hoạch cải cách hành chính năm 2025."
            ),
        ),
        (
            "Kế hoạch của tỉnh Bình An số bao nhiêu, ban hành ngày nào?",
            (
                "Kế hoạch để trống số, để trống ngày ban hành, của UBND tỉnh Bình An: "
                "Kế hoạch phòng cháy, chữa cháy rừng."
            ),
        ),
        (
            "Nghị định 20/2019/NĐ-CP ban hành ngày nào?",
            (
                "Các chỗ viện dẫn ghi mâu thuẫn nhau, cần kiểm tra bản gốc: "
                "20/2019/NĐ-CP ngày 21/02/2019 và 12/02/2019, của Chính phủ."
            ),
        ),
        (
            "Phường Hòa Bình ghi nghị định 20/2019/NĐ-CP ban hành ngày nào?",
            "20/2019/NĐ-CP ngày 12/02/2019.",
        ),
        ("Nghị định 80/2025/NĐ-CP ban hành ngày nào?", "80/2025/NĐ-CP không ghi ngày."),
        (
            "Chòi canh lửa rừng ghi ở mục nào?",
            (
                "Nội dung nằm ở mục: Kế hoạch phòng cháy, chữa cháy rừng, từ dòng 2 đến dòng 2: "
                "“Mỗi xã dựng một chòi canh lửa rừng.”."
            ),
        ),
    ],
)
def test_an_answer_is_one_whole_sentence(text, said):
    assert tell(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xyz", "“xyz” chưa thành câu hỏi."),
        (
            "Văn bản nào căn cứ Nghị định 99/2031/NĐ-CP?",
            "Không thấy số 99/2031/NĐ-CP ở đâu trong thư viện và danh mục hiệu lực.",
        ),
        (
            "Kế hoạch của thành phố Đà Nẵng do ai ký?",
            "Thư viện chưa có văn bản nào của thành phố Đà Nẵng.",
        ),
    ],
)
def test_a_refusal_says_what_is_not_known(text, said):
    assert tell(text) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (
            dt.date(2025, 6, 14),
            (
                "Đến ngày 14/6/2025, chưa phát hiện văn bản nào mà 12/KH-UBND viện dẫn "
                "đã hết hiệu lực (văn bản chưa rõ hiệu lực không được tính)."
            ),
        ),
        (
            dt.date(2025, 6, 15),
            (
                "Có: đến ngày 15/6/2025, 1 văn bản được viện dẫn không còn hiệu lực đầy đủ: "
                "20/2019/NĐ-CP, được thay thế bởi 80/2025/NĐ-CP."
            ),
        ),
    ],
)
def test_dead_bases_are_told_as_of_the_day(on, said):
    question = "Những văn bản đã hết hiệu lực mà kế hoạch xã Tân Phú viện dẫn"
    given = answer(question, small_library(), on=on)
    assert given.question.intent is Intent.SUPERSEDED
    assert sentence(given, on) == said


@pytest.mark.parametrize(
    ("comparator", "value", "most", "unit", "said"),
    [
        (Comparator.AT_LEAST, 90.0, None, "%", "tối thiểu 90%"),
        (Comparator.MORE, 2.0, None, "mô hình", "trên 2 mô hình"),
        (Comparator.EQUAL, 100.0, None, "%", "100%"),
        (Comparator.AT_MOST, 30.0, None, "phút", "tối đa 30 phút"),
        (Comparator.LESS, 5.0, None, None, "dưới 5"),
        (Comparator.RANGE, 3.0, 5.0, "ngày", "3 - 5 ngày"),
    ],
)
def test_a_target_says_how_its_figure_is_meant(comparator, value, most, unit, said):
    question = answer(
        "Chỉ tiêu thu ngân sách là bao nhiêu tỷ đồng?", small_library(), on=ON
    ).question
    row = {"indicator": "Mức", "comparator": comparator.value, "value": value,
           "value_max": most, "unit": unit, "year": None}  # fmt: skip
    told = Answer(question, answered=True, rows=(row,))
    assert question.intent is Intent.TARGET
    assert sentence(told, ON) == f"Mức: {said}."


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "v1"), (6, "v1; v2; v3; v4; v5; v6"),
     (8, "v1; v2; v3; v4; v5; v6; và 2 nội dung khác")],
)  # fmt: skip
def test_long_lists_are_cut_with_the_count_of_the_rest(count, said):
    assert listed([f"v{place}" for place in range(1, count + 1)]) == said


def test_the_count_told_is_the_whole_one_though_rows_are_cut():
    sources = small_library()
    office = (Assignment("Trạm Y tế", OfficeRole.LEAD),)
    held = sources.documents["tan-phu"]
    held.tasks += [Task(f"Việc số {place}", office, 8, 8) for place in range(70)]
    assert tell("Trạm Y tế phải làm nhiệm vụ gì?", sources).startswith("Trạm Y tế có 71 nhiệm vụ")


def test_large_figures_are_written_out():
    question = answer(
        "Chỉ tiêu thu ngân sách là bao nhiêu tỷ đồng?", small_library(), on=ON
    ).question
    row = {"indicator": "Mức", "comparator": "=", "value": 1_500_000.0, "value_max": None,
           "unit": "đồng", "year": None}  # fmt: skip
    assert sentence(Answer(question, answered=True, rows=(row,)), ON) == "Mức: 1.500.000 đồng."


@pytest.mark.parametrize("reason", NoAnswer)
@pytest.mark.parametrize("subject", ["", "12/KH-UBND"])
def test_every_refusal_ends_as_a_sentence_and_names_its_subject(reason, subject):
    question = answer("xyz", small_library(), on=ON).question
    told = sentence(Answer(question, answered=False, reason=reason, subject=subject), ON)
    assert told.endswith(".")
    assert subject in told
    assert told[0].isupper() or told[0] == "“"
