"""Duties of whole sections: real excerpts labelled by hand, and the forms they are written in."""

import datetime as dt
import json
import pathlib

import pytest

from ingest.paragraphs import paragraphs
from ingest.tasks import find_tasks
from ingest.tasks.office_headings import headings_by_place
from kg.folding import fold
from kg.model import Header, Line, Period, SourceText
from kg.terms import OfficeRole

GOLD = pathlib.Path(__file__).parents[1] / "gold" / "duties"
PLAN = Header(type="Kế hoạch", period=Period(2025, 2025))
LEAD, JOIN, DO = OfficeRole.LEAD, OfficeRole.COORDINATING, OfficeRole.PERFORMING


def source(*lines):
    made, start = [], 0
    for number, text in enumerate(lines, 1):
        made.append(Line(number, start, text, text))
        start += len(text) + 1
    return SourceText(tuple(made))


def tasks(*lines):
    return find_tasks(source(*lines), PLAN, (), ())


def roles(task):
    return [(given.office, given.role) for given in task.assignments]


def words(text):
    return set(fold(text).replace(",", " ").replace(";", " ").replace(".", " ").split())


def same(want, got):
    """Near lines, and most words of the shorter text in the longer one."""
    if got.line_start > want["line_end"] + 1 or want["line_start"] > got.line_end + 1:
        return 0.0
    a, b = words(want["task"]), words(got.task)
    return len(a & b) / max(1, min(len(a), len(b)))


def paired(name):
    """(wanted, found) pairs of a labelled excerpt, and how many were wanted and found."""
    wanted = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text().splitlines()]
    found = list(tasks(*(GOLD / f"{name}.txt").read_text().splitlines()))
    order = sorted(
        ((same(w, g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(found)),
        reverse=True,
    )
    pairs = {}
    for value, i, j in order:
        if value >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(wanted[i], found[j]) for i, j in pairs.items()], len(wanted), len(found)


NAMES = ("export_plan", "inventory_plan", "price_regulation", "taxi_decision", "network_plan")


@pytest.mark.parametrize("name", NAMES)
def test_nineteen_in_twenty_duties_of_a_section_are_found_and_few_are_invented(name):
    pairs, wanted, found = paired(name)
    assert len(pairs) / wanted >= 0.95
    assert len(pairs) / found >= 0.88


@pytest.mark.parametrize("name", NAMES)
def test_a_duty_is_given_to_the_offices_that_its_section_names(name):
    pairs, _, _ = paired(name)
    given = [
        any(
            words(office) <= words(a.office) or len(words(office) & words(a.office)) >= 2
            for a in got.assignments
        )
        for want, got in pairs
        for office in want["offices"]
    ]
    assert sum(given) / len(given) >= 0.9


def test_nine_in_ten_deadlines_are_read_in_their_printed_words():
    pairs = [pair for name in NAMES for pair in paired(name)[0]]
    due = [(want["deadline"], got.deadline_text) for want, got in pairs if want["deadline"]]
    right = [fold(want) == fold(got or "") for want, got in due]
    assert len(due) > 20
    assert sum(right) >= 0.9 * len(right)


def test_a_line_that_says_when_gives_its_deadline_to_the_duty_before_it():
    found = tasks(
        "VI. TỔ CHỨC THỰC HIỆN",
        "1. Ủy ban nhân dân các phường, xã, đặc khu",
        "- Xây dựng, ban hành kế hoạch kiểm kê, xác định thời hạn của từng đối tượng.",
        "Thời gian hoàn thành: Trước ngày 15/11/2025.",
        "- Hướng dẫn, tập huấn cho các đối tượng kiểm kê.",
    )
    assert [(task.deadline_text, task.deadline) for task in found] == [
        ("Trước ngày 15/11/2025", dt.date(2025, 11, 15)),
        (None, None),
    ]


def test_a_line_that_only_opens_a_list_lends_its_role_to_the_items():
    found = tasks(
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Sở Công Thương",
        "a) Chủ trì, phối hợp với các sở, ban, ngành và cơ quan, đơn vị có liên quan",
        "- Tổ chức chương trình tập huấn kiến thức về hội nhập kinh tế quốc tế.",
        "b) Phối hợp với Sở Tài chính",
        "- Hỗ trợ các nhà đầu tư phát triển hạ tầng thương mại.",
    )
    assert [roles(task)[0] for task in found] == [
        ("Sở Công Thương", LEAD),
        ("Sở Công Thương", JOIN),
    ]
    assert roles(found[1])[1] == ("Sở Tài chính", JOIN)


def test_the_items_under_an_office_with_chu_tri_and_a_colon_are_led_by_it():
    found = tasks(
        "1. Sở Tài chính chủ trì, phối hợp với các cơ quan, đơn vị có liên quan:",
        "a) Tham mưu Ủy ban nhân dân tỉnh quyết định đầu tư cơ sở dữ liệu về giá.",
        "b) Tổ chức việc quản trị, điều hành hoạt động của cơ sở dữ liệu về giá.",
    )
    assert [roles(task)[0] for task in found] == [("Sở Tài chính", LEAD)] * 2


def test_a_list_of_things_is_one_duty_not_many():
    found = tasks(
        "1. Sở Tài chính chịu trách nhiệm cập nhật các thông tin, dữ liệu về giá đối với:",
        "a) Báo cáo giá thị trường theo quy định của Bộ Tài chính;",
        "b) Giá tính lệ phí trước bạ do Ủy ban nhân dân cấp tỉnh ban hành;",
        "c) Giá hàng hóa, dịch vụ khác thuộc thẩm quyền.",
    )
    assert [(task.line_start, roles(task)) for task in found] == [(1, [("Sở Tài chính", DO)])]


@pytest.mark.parametrize(
    "heading",
    [
        "5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng Khu công nghiệp",
        "6. Các doanh nghiệp thứ cấp đang hoạt động trong KCN",
        "7. Trách nhiệm của đối tượng thực hiện kiểm kê:",
    ],
)
def test_a_heading_among_those_of_offices_names_who_has_to_act(heading):
    found = tasks("1. Sở Tài chính", "- Bố trí kinh phí.", heading, "- Đề xuất các nhu cầu.")
    assert len(found) == 2
    assert fold(found[1].assignments[0].office) in fold(heading)


def test_headings_of_contents_are_no_offices_though_one_among_them_is():
    items = paragraphs(
        source("1. Sở Tài chính", "- Bố trí.", "2. Kinh phí thực hiện", "- Từ ngân sách.")
    )
    assert headings_by_place(items) == {}


@pytest.mark.parametrize(
    ("line", "office"),
    [
        (("3. Tổ chức, cá nhân sản xuất, kinh doanh hàng hóa, dịch vụ có trách nhiệm chấp hành "
         "biện pháp bình ổn giá được công bố."),
         "Tổ chức, cá nhân sản xuất, kinh doanh hàng hóa, dịch vụ"),
        (("b) Sở quản lý ngành, lĩnh vực đối với hàng hóa, dịch vụ (quy định tại Phụ lục I) có "
         "trách nhiệm lấy ý kiến của Sở Tài chính trong quá trình thẩm định phương án giá."),
         "Sở quản lý ngành, lĩnh vực"),
        (("Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành triển khai kịp thời các nhiệm vụ được "
         "giao."), "Các sở, ban, ngành"),
        (("3. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh "
         "về Sở Tài chính để xem xét."), "Các cơ quan, đơn vị"),
        ("2. Bộ CHQS tỉnh có trách nhiệm tham mưu Ủy ban nhân dân tỉnh kiểm tra, đôn đốc.",
         "Bộ CHQS tỉnh"),
        ("1. Sở Giao thông vận tải có trách nhiệm tổ chức công bố công khai Quy hoạch này.",
         "Sở Giao thông vận tải"),
        (("Trên đây là Kế hoạch chuyển đổi số. Đề nghị các cơ quan, đơn vị nghiêm túc triển khai "
         "thực hiện các nhiệm vụ được giao."), "Các cơ quan, đơn vị"),
    ],
)  # fmt: skip
def test_the_actor_of_a_sentence_is_read(line, office):
    found = tasks(line)
    assert [given.office for task in found for given in task.assignments][:1] == [office]


@pytest.mark.parametrize(
    "line",
    [
        "Điều 16. Thanh tra, kiểm tra việc quản lý chất thải rắn sinh hoạt",
        "Ủy ban nhân dân tỉnh ban hành Quyết định Quy định phân công nhiệm vụ quản lý giá.",
        "Trên đây là Kế hoạch chuyển đổi số của tỉnh.",
    ],
)
def test_titles_and_formulas_give_no_task(line):
    assert tasks(line) == ()


@pytest.mark.parametrize(
    ("line", "offices"),
    [
        (("Điều 4. Quyết định này có hiệu lực thi hành kể từ ngày ký. Chánh Văn phòng Ủy ban nhân "
          "dân tỉnh; Giám đốc Sở Nông nghiệp và Môi trường; Thủ trưởng các sở, ban, ngành chịu "
          "trách nhiệm thi hành Quyết định này./."),
         ["Chánh Văn phòng Ủy ban nhân dân tỉnh", "Giám đốc Sở Nông nghiệp và Môi trường",
          "Thủ trưởng các sở, ban, ngành"]),
        (("2. Chánh Văn phòng Ủy ban nhân dân Thành phố, Giám đốc Sở Xây dựng, Thủ trưởng các Sở, "
          "ban, ngành chịu trách nhiệm thi hành Quyết định này./."),
         ["Chánh Văn phòng Ủy ban nhân dân Thành phố", "Giám đốc Sở Xây dựng",
          "Thủ trưởng các Sở, ban, ngành"]),
        (("2. Chánh Văn phòng Ủy ban nhân dân thành phố; Giám đốc các Sở: Nông nghiệp và Môi "
          "trường, Tài chính; Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành Quyết "
          "định này."),
         ["Chánh Văn phòng Ủy ban nhân dân thành phố", "Giám đốc Sở Nông nghiệp và Môi trường",
          "Giám đốc Sở Tài chính", "Chủ tịch Ủy ban nhân dân các xã"]),
    ],
)  # fmt: skip
def test_a_last_article_names_each_of_those_who_carry_it_out(line, offices):
    found = tasks(line)
    assert [[given.office for given in task.assignments] for task in found] == [offices]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (("Trên đây là Kế hoạch phát triển, yêu cầu Thủ trưởng các sở, ban, ngành, Chủ tịch UBND "
         "các xã, phường nghiêm túc triển khai thực hiện."), "Thủ trưởng các sở, ban, ngành"),
        (("Trên đây là Kế hoạch phát triển, Ủy ban nhân dân tỉnh đề nghị các cơ quan, đơn vị triển "
         "khai thực hiện./."), "Các cơ quan, đơn vị"),
        (("Nhận được Chỉ thị này, yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc triển khai thực "
         "hiện./."), "Thủ trưởng các sở, ban, ngành"),
        ("Sở Xây dựng có ý kiến hướng dẫn bằng văn bản trong thời hạn 05 ngày làm việc.",
         "Sở Xây dựng"),
    ],
)  # fmt: skip
def test_closing_orders_and_answers_are_tasks_of_those_they_name(line, first):
    assert [roles(task)[0][0] for task in tasks(line)] == [first]


def test_a_list_of_offices_parted_by_semicolons_is_one_task():
    found = tasks(
        "Điều 3. Trách nhiệm thi hành",
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân "
        "dân các xã, phường chịu trách nhiệm thi hành Quyết định này.",
    )
    assert [len(task.assignments) for task in found] == [3]


def test_a_list_of_offices_with_a_colon_in_it_is_one_task():
    found = tasks(
        "Chánh Văn phòng Ủy ban nhân dân thành phố; Giám đốc các Sở: Nội vụ, Tư pháp, Tài chính; "
        "Thủ trưởng các đơn vị liên quan chịu trách nhiệm thi hành Quyết định này.",
    )
    assert len(found) == 1
    assert roles(found[0])[0] == ("Chánh Văn phòng Ủy ban nhân dân thành phố", DO)


def test_a_heading_without_a_proper_name_gives_its_items_to_whom_it_describes():
    found = tasks(
        "3. Cơ quan chủ trì giải quyết thủ tục đầu tư dự án",
        "a) Tiếp nhận hồ sơ của nhà đầu tư theo quy định.",
        "b) Lấy ý kiến các cơ quan liên quan.",
        "4. Cơ quan phối hợp:",
        "- Có ý kiến bằng văn bản đúng thời hạn quy định.",
    )
    assert [(task.line_start, roles(task)[0][0]) for task in found] == [
        (2, "Cơ quan chủ trì giải quyết thủ tục đầu tư dự án"),
        (3, "Cơ quan chủ trì giải quyết thủ tục đầu tư dự án"),
        (5, "Cơ quan phối hợp"),
    ]


def test_a_generic_heading_over_things_is_no_actor():
    assert tasks("2. Cơ quan phối hợp:", "- Sở Tài chính;", "- Công an tỉnh.") == ()


def test_points_after_an_order_to_many_are_tasks_of_all_until_a_point_names_its_own():
    found = tasks(
        "Để triển khai hiệu quả, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các Sở, ngành, UBND cấp xã "
        "triển khai thực hiện những nội dung sau:",
        "1. Tăng cường công tác tuyên truyền, phổ biến pháp luật về đầu tư.",
        "2. Sở Tài chính:",
        "a) Bố trí kinh phí cho công tác này.",
        "3. Đẩy mạnh cải cách thủ tục hành chính về đầu tư.",
    )
    assert [(task.line_start, [name for name, _ in roles(task)]) for task in found] == [
        (2, ["Các Sở, ngành", "UBND cấp xã"]),
        (4, ["Sở Tài chính"]),
        (5, ["Các Sở, ngành", "UBND cấp xã"]),
    ]


def test_a_line_that_only_names_what_follows_is_no_duty():
    found = tasks(
        "2. Sở Xây dựng",
        "2.1. Trách nhiệm chung",
        "a) Rà soát quy hoạch ngành.",
        "2.2. Trách nhiệm cụ thể",
        "Ngoài các trách nhiệm chung quy định tại khoản 1 còn thực hiện:",
        "a) Thẩm định thiết kế cơ sở.",
    )
    assert [task.line_start for task in found] == [3, 6]


def test_an_office_at_the_head_of_an_item_acts_itself_whatever_the_heading_says():
    found = tasks(
        "3. Các cơ quan, đơn vị",
        "a) Cập nhật quy trình nội bộ giải quyết thủ tục hành chính.",
        "b) Sở Tài chính, UBND các xã, phường niêm yết công khai thủ tục tại Trung tâm Phục vụ "
        "hành chính công.",
    )
    assert [[name for name, _ in roles(task)] for task in found] == [
        ["Các cơ quan, đơn vị"],
        ["Sở Tài chính", "UBND các xã, phường"],
    ]


def test_an_answer_in_writing_is_a_task():
    found = tasks("Sở Tài chính trả lời bằng văn bản cho nhà đầu tư trong 03 ngày.")
    assert [roles(task) for task in found] == [[("Sở Tài chính", DO)]]
