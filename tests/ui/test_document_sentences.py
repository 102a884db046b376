"""Answers on several documents in plain sentences: every fact told stands in the answer's rows."""

import datetime as dt
import re

import pytest

from kg.inconsistencies import Inconsistency, Stated
from kg.terms import Certainty, InconsistencyKind, Intent
from search.answers import ANSWERERS
from search.question import understand
from tests.search.hand_made import HandMade, small_library
from ui import document_sentences
from ui.sentences import sentence

ON = dt.date(2025, 10, 1)


class Contradicting(HandMade):
    """One finding in the commune's plan."""

    def inconsistencies(self, document_id: str):
        readings = (Stated("21/02/2019", 4, 4, "a"), Stated("12/02/2019", 6, 6, "b"))
        kind = InconsistencyKind.TWO_DATES
        found = Inconsistency(kind, "20/2019/NĐ-CP", readings, Certainty.CERTAIN)
        return [found] if document_id == "tan-phu" else []


SMALL = small_library()
LIBRARY = Contradicting(list(SMALL.documents.values()), SMALL.stubs)


def told(intent: Intent, text: str) -> str:
    given = ANSWERERS[intent](understand(text, LIBRARY, ON), LIBRARY, ON)
    assert given.answered, text
    word = getattr(document_sentences, intent.value)
    return word(given)


WHICH, COMPARE = Intent.WHICH_DOCUMENTS, Intent.COMPARE
SUCCESSOR, INCONSISTENCY = Intent.SUCCESSOR, Intent.INCONSISTENCY


@pytest.mark.parametrize(
    ("intent", "text", "parts"),
    [
        (WHICH, "Kế hoạch nào viện dẫn Nghị định 80/2025/NĐ-CP?",
         ["1 văn bản viện dẫn 80/2025/NĐ-CP", "45/KH-UBND của phường Hòa Bình (dòng 4)"]),
        (WHICH, "Tân Phú và Hòa Bình, kế hoạch nào không dẫn Nghị định 80/2025/NĐ-CP?",
         ["không viện dẫn 80/2025/NĐ-CP: 12/KH-UBND", "Đã đọc toàn văn 2 văn bản",
          "Còn lại viện dẫn 80/2025/NĐ-CP: 45/KH-UBND"]),
        (WHICH, "Tân Phú và Hòa Bình, kế hoạch nào không dẫn Nghị định 20/2019/NĐ-CP?",
         ["Không có văn bản nào không viện dẫn 20/2019/NĐ-CP."]),
        (WHICH, "Kế hoạch nào giao việc không có hạn?", ["nhiệm vụ không ghi thời hạn"]),
        (WHICH, "Kế hoạch nào có nhiệm vụ về rà soát bảng giá đất?",
         ["có nhiệm vụ về “rà soát bảng giá đất”"]),
        (WHICH, "Các kế hoạch năm 2025", ["1 văn bản: 12/KH-UBND của xã Tân Phú."]),
        (WHICH, "Kế hoạch nào còn viện dẫn văn bản hết hiệu lực?", ["vào ngày 01/10/2025"]),
        (COMPARE, "Tân Phú và Hòa Bình dẫn chung văn bản nào?",
         ["1 văn bản cùng được viện dẫn: 20/2019/NĐ-CP.", "Chỉ 45/KH-UBND (phường Hòa Bình)"]),
        (COMPARE, "Tân Phú và Hòa Bình có căn cứ chung nào?", ["1 căn cứ chung: 20/2019/NĐ-CP"]),
        (COMPARE, "Kế hoạch nào nhiều nhiệm vụ hơn, Tân Phú hay Hòa Bình?",
         ["12/KH-UBND (xã Tân Phú) có nhiều nhiệm vụ hơn", "Tân Phú): 2", "Hòa Bình): 1"]),
        (COMPARE, "Nghị định 20/2019/NĐ-CP hay Nghị định 80/2025/NĐ-CP mới hơn?",
         ["80/2025/NĐ-CP mới hơn", "20/2019/NĐ-CP ngày 21/02/2019", "ngày 02/5/2025"]),
        (COMPARE, "So sánh Tân Phú và Hòa Bình", ["2 nhiệm vụ, 2 chỉ tiêu", "giai đoạn 2022"]),
        (SUCCESSOR, "Phòng Nội vụ huyện nay là cơ quan nào?",
         ["Từ ngày 01/7/2025, Phòng Nội vụ được thay bằng: Phòng Văn hóa - Xã hội",
          "150/2025/NĐ-CP"]),
        (SUCCESSOR, "Tỉnh Tiền Giang giờ thuộc tỉnh nào?",
         ["Từ ngày 01/7/2025, tỉnh Tiền Giang nay là: tỉnh Đồng Tháp (theo 202/2025/QH15)."]),
        (SUCCESSOR, "Thành phố Vị Thanh nay là những phường nào?", ["được chia về: phường Vị"]),
        (SUCCESSOR, "Tỉnh Nghệ An nay là tỉnh nào?", ["Tỉnh Nghệ An vẫn giữ tên này"]),
        (SUCCESSOR, "Tỉnh Đồng Tháp mới gồm những tỉnh nào nhập lại?",
         ["được lập từ ngày 01/7/2025 trên cơ sở: "]),
        (INCONSISTENCY, "Kế hoạch Tân Phú có mâu thuẫn gì không?",
         ["có 1 điểm chưa khớp: một văn bản ghi hai ngày (1).", "“21/02/2019” (dòng 4)"]),
        (INCONSISTENCY, "Kế hoạch Hòa Bình có mâu thuẫn gì không?",
         ["Không tìm thấy điểm chưa khớp nào", "đã đối chiếu"]),
    ],
)  # fmt: skip
def test_facts_stand_in_the_sentence(intent, text, parts):
    said = told(intent, text)
    for part in parts:
        assert part in said


@pytest.mark.parametrize("text", ["Kế hoạch nào viện dẫn Nghị định 20/2019/NĐ-CP?"])
def test_sentences_begin_large_end_with_a_point_and_show_no_codes(text):
    said = told(WHICH, text)
    assert said.endswith(".")
    assert not re.search(r"[a-z]+_[a-z]+|None|True|False", said)


def test_the_wording_of_answers_finds_them():
    for intent, text in (
        (WHICH, "Các kế hoạch năm 2025"),
        (COMPARE, "So sánh Tân Phú và Hòa Bình"),
        (SUCCESSOR, "Tỉnh Tiền Giang giờ thuộc tỉnh nào?"),
        (INCONSISTENCY, "Kế hoạch Tân Phú có mâu thuẫn gì không?"),
    ):
        question = understand(text, LIBRARY, ON)
        given = ANSWERERS[intent](question, LIBRARY, ON)
        if question.intent is intent:
            assert sentence(given, ON) == told(intent, text)
