"""Each kind planted into a plan in which nothing clashes; what each finding must say, by hand."""

import pytest

from kg.terms import Certainty
from kg.terms import InconsistencyKind as Kind
from tests.kg.inconsistencies.drafts import findings, found, one, plan

SURE, LIKELY = Certainty.CERTAIN, Certainty.LIKELY
DUTY = "xây dựng cơ sở dữ liệu dùng chung về hồ sơ của xã"
ROOM = "- Giao Phòng Kinh tế chủ trì, phối hợp với các cơ quan, đơn vị liên quan"

PLANTED = [
    (
        Kind.TWO_DATES,
        "- Thực hiện Kế hoạch số 370/KH-UBND ngày 08/12/2025 của UBND thành phố Hải Phòng.",
        ("08/10/2025", "08/12/2025"),
        SURE,
    ),
    (
        Kind.TWO_DATES,
        "- Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09/6/2024 của Chính phủ.",
        ("09/6/2024", "118/2025/NĐ-CP"),
        SURE,
    ),
    (
        Kind.TWO_TYPES,
        "- Thực hiện Quyết định số 76/NQ-CP ngày 15/7/2021 của Chính phủ.",
        ("Quyết định", "76/NQ-CP"),
        SURE,
    ),
    (
        Kind.TWO_TYPES,
        ("- Thực hiện Quyết định số 370/QĐ-UBND ngày 08/10/2025 của UBND thành phố Hải Phòng về "
        "chuyển đổi số giai đoạn 2026 - 2030."),
        ("370/KH-UBND", "370/QĐ-UBND"),
        SURE,
    ),
    (
        Kind.TWO_PERIODS,
        ("- Thực hiện Kế hoạch số 370/KH-UBND ngày 08/10/2025 của UBND thành phố Hải Phòng về "
        "chuyển đổi số giai đoạn 2021 - 2025."),
        ("2026 - 2030", "2021 - 2025"),
        SURE,
    ),
    (
        Kind.TWO_NUMBERS,
        ("- Thực hiện Nghị định số 16/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế "
        "một cửa, một cửa liên thông trong giải quyết thủ tục hành chính."),
        ("61/2018/NĐ-CP", "16/2018/NĐ-CP"),
        SURE,
    ),
    (
        Kind.CITED_LATER,
        "- Thực hiện Quyết định số 1200/QĐ-TTg ngày 20/3/2026 của Thủ tướng Chính phủ.",
        ("20/3/2026", "14/01/2026"),
        SURE,
    ),
    (
        Kind.WRONG_ISSUER,
        "- Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của UBND thành phố Hải Phòng.",
        ("UBND thành phố Hải Phòng", "76/NQ-CP"),
        SURE,
    ),
    (
        Kind.OWN_PERIOD,
        "Trên đây là Kế hoạch cải cách hành chính năm 2025 của xã Nguyên Giáp.",
        ("2026", "2025"),
        SURE,
    ),
    (
        Kind.TWO_DATES,
        "- Thực hiện Kế hoạch số 370/KH-UBND ngày 08/10/2024 của UBND thành phố Hải Phòng.",
        ("08/10/2025", "08/10/2024"),
        LIKELY,
    ),
    (
        Kind.TWO_LEADS,
        f"- Giao Phòng Kinh tế và Phòng Văn hóa - Xã hội chủ trì, phối hợp với các thôn {DUTY}.",
        ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội"),
        SURE,
    ),
    (
        Kind.DEADLINE_BEFORE_PLAN,
        f"{ROOM} {DUTY}, hoàn thành trước ngày 15/12/2025.",
        ("hoàn thành trước ngày 15/12/2025", "14/01/2026"),
        SURE,
    ),
    (
        Kind.DEADLINE_OUTSIDE_PERIOD,
        f"{ROOM} {DUTY}, hoàn thành trước ngày 30/6/2028.",
        ("hoàn thành trước ngày 30/6/2028", "2026"),
        LIKELY,
    ),
    (
        Kind.TARGET_TWO_VALUES,
        "- Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 70% trở lên.",
        ("≥ 80%", "≥ 70%"),
        SURE,
    ),
    (
        Kind.OFFICE_NOT_OF_LEVEL,
        f"- Giao Phòng Nội vụ chủ trì, phối hợp với các thôn {DUTY}.",
        ("Phòng Nội vụ",),
        SURE,
    ),
    (
        Kind.OFFICE_NOT_OF_LEVEL,
        f"- Giao UBND huyện Tứ Kỳ chủ trì, phối hợp với các thôn {DUTY}.",
        ("UBND huyện",),
        SURE,
    ),
    (
        Kind.HEADING_ORDER,
        "VI. GIẢI PHÁP\n1. Tăng cường tuyên truyền.",
        ("III. TỔ CHỨC THỰC HIỆN", "VI. GIẢI PHÁP", "IV. KINH PHÍ"),
        SURE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line", "values", "severity"), PLANTED)
def test_a_planted_clash_is_found_with_both_readings(kind, line, values, severity):
    item = one(plan(line), kind)
    assert tuple(said.value for said in item.readings) == values
    assert item.severity is severity
    assert found(plan(line)) == [(kind.value, severity.value)]


@pytest.mark.parametrize(("kind", "line", "values", "severity"), PLANTED)
def test_readings_stand_on_the_lines_they_name(kind, line, values, severity):
    text = plan(line)
    lines = text.split("\n")
    for said in one(text, kind).readings:
        if said.line is None:
            assert said.quote is None
            continue
        words = " ".join(" ".join(lines[said.line - 1 : said.line_end]).split())
        assert said.quote is not None
        assert said.quote.strip("…").strip() in words


def test_one_task_twice_with_two_deadlines():
    twice = [f"{ROOM} {DUTY}, hoàn thành trước ngày {day}." for day in ("30/6/2026", "30/9/2026")]
    item = one(plan(*twice), Kind.TASK_TWO_DEADLINES)
    assert [said.value for said in item.readings] == [
        "hoàn thành trước ngày 30/6/2026",
        "hoàn thành trước ngày 30/9/2026",
    ]
    assert item.severity is SURE


def test_one_task_twice_with_two_leads():
    offices = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
    twice = [f"- Giao {office} chủ trì, phối hợp với các thôn {DUTY}." for office in offices]
    item = one(plan(*twice), Kind.TASK_TWO_LEADS)
    assert tuple(said.value for said in item.readings) == offices
    assert item.severity is LIKELY


@pytest.mark.parametrize(
    ("line", "kind", "values"),
    [
        (
            "(Kèm theo Kế hoạch số 15/QĐ-UBND ngày 14 tháng 01 năm 2026 của UBND xã Nguyên Giáp)",
            Kind.OWN_NUMBER,
            ("15/KH-UBND", "15/QĐ-UBND"),
        ),
        (
            "(Kèm theo Kế hoạch số 51/KH-UBND ngày 14 tháng 01 năm 2026 của UBND xã Nguyên Giáp)",
            Kind.OWN_NUMBER,
            ("15/KH-UBND", "51/KH-UBND"),
        ),
        (
            "(Kèm theo Kế hoạch số 15/KH-UBND ngày 24 tháng 01 năm 2026 của UBND xã Nguyên Giáp)",
            Kind.OWN_DATE,
            ("14/01/2026", "24 tháng 01 năm 2026"),
        ),
    ],
)
def test_an_appendix_that_names_the_plan_otherwise(line, kind, values):
    text = plan(end=f"\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{line}\n")
    item = one(text, kind)
    assert tuple(said.value for said in item.readings) == values
    assert found(text) == [(kind.value, "certain")]


DECISION = """ỦY BAN NHÂN DÂN XÃ NGUYÊN GIÁP
Số: 36/QĐ-UBND
Nguyên Giáp, ngày 14 tháng 01 năm 2026
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch cải cách hành chính năm 2026 xã Nguyên Giáp
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm {first} xã Nguyên Giáp.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Lưu: VT.

KẾ HOẠCH
Cải cách hành chính năm {second} xã Nguyên Giáp
I. MỤC TIÊU
Nâng cao chất lượng phục vụ.

PHỤ LỤC
DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM {third}
"""


@pytest.mark.parametrize("wrong", ["first", "second", "third"])
def test_a_decision_and_its_plan_name_the_same_year(wrong):
    years = {"first": "2026", "second": "2026", "third": "2026"}
    assert findings(DECISION.format(**years)) == ()
    item = one(DECISION.format(**(years | {wrong: "2025"})), Kind.OWN_PERIOD)
    assert [said.value for said in item.readings] == ["2026", "2025"]


def test_an_appendix_left_out():
    heads = "".join(f"\nPHỤ LỤC {n}\nDANH MỤC {n}\nNội dung.\n" for n in ("I", "II", "IV"))
    item = one(plan(end=heads), Kind.APPENDIX_ORDER)
    assert [said.line is not None for said in item.readings] == [True, True]
    assert item.subject == "PHỤ LỤC I, PHỤ LỤC II, PHỤ LỤC IV"


def test_certain_findings_stand_first_then_those_above():
    later = f"{ROOM} {DUTY}, hoàn thành trước ngày 30/6/2028."
    twice = "- Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 70% trở lên."
    kinds = [kind for kind, _ in found(plan(later, twice))]
    assert kinds == [Kind.TARGET_TWO_VALUES, Kind.DEADLINE_OUTSIDE_PERIOD]


def test_a_text_of_nothing_has_no_findings():
    assert findings("") == ()
    assert findings("Không có gì.") == ()
