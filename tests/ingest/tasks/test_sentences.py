"""Who has to act, where the sentence names him in the middle, behind, or in a list's opening."""

import pytest

from tests.ingest.tasks.told import ADVISE, DO, JOIN, LEAD, WATCH, offices, roles, tasks


@pytest.mark.parametrize(
    ("line", "office"),
    [
        (("4. Căn cứ khối lượng công việc, tính chất, đặc điểm từng chợ, Giám đốc Sở Tài chính "
         "có trách nhiệm hướng dẫn cơ chế tài chính cho các chợ."), "Giám đốc Sở Tài chính"),
        (("Về dữ liệu: Toàn bộ hồ sơ trên hệ thống cũ của ba tỉnh (A, B) Sở Nội vụ có trách nhiệm "
         "chuyển sang hệ thống mới."), "Sở Nội vụ"),
        (("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc và cần bổ sung Kế hoạch, "
         "các sở, ngành phản ánh về Sở Công Thương để tổng hợp."), "Các sở, ngành"),
        ("5. Cơ quan Kiểm lâm chủ trì, phối hợp với chủ rừng tuần tra các vùng trọng điểm cháy.",
         "Cơ quan Kiểm lâm"),
        ("7. Các chủ hộ kinh doanh phải niêm yết giá bán hàng hóa tại điểm kinh doanh.",
         "Các chủ hộ kinh doanh"),
        (("b) Biện pháp phòng cháy, chữa cháy rừng: Chủ tịch Ủy ban nhân dân cấp xã chỉ đạo chủ "
         "rừng tăng cường kiểm tra."), "Chủ tịch Ủy ban nhân dân cấp xã"),
        (("1. Các cơ quan, đơn vị quy định tại Điều 2 Quy chế này có trách nhiệm bảo đảm hạ tầng "
         "công nghệ thông tin."), "Các cơ quan, đơn vị quy định tại Điều 2 Quy chế này"),
        (("Trường hợp mất điện thì người phụ trách quản lý hệ thống tại cơ quan, đơn vị có trách "
         "nhiệm thông báo ngay cho Thủ trưởng."),
         "người phụ trách quản lý hệ thống tại cơ quan, đơn vị"),
    ],
)  # fmt: skip
def test_an_actor_is_found_wherever_its_verb_stands(line, office):
    (task,) = tasks(line)
    assert offices(task)[0] == office


def test_an_actor_in_brackets_behind_the_duty_leads_it():
    (task,) = tasks(
        "2. Phát triển hạ tầng",
        "Nâng cấp mạng truyền số liệu chuyên dùng (Sở Nội vụ chủ trì, phối hợp với Công an tỉnh).",
    )
    assert roles(task) == [("Sở Nội vụ", LEAD), ("Công an tỉnh", JOIN)]


def test_later_parts_of_a_sentence_go_on_with_its_actor():
    found = tasks(
        "2. Sở Nội vụ có trách nhiệm tham mưu UBND tỉnh kiểm tra công vụ; tổng hợp, báo cáo UBND "
        "tỉnh kết quả. Hằng năm báo cáo Bộ Nội vụ tình hình thực hiện."
    )
    assert [roles(task)[0] for task in found] == [
        ("Sở Nội vụ", ADVISE),
        ("Sở Nội vụ", DO),
        ("Sở Nội vụ", DO),
    ]


def test_a_part_with_another_role_is_a_duty_of_its_own_and_one_with_the_same_is_not():
    heading = "1. Phòng Nội vụ"
    assert [
        task.task
        for task in tasks(heading, "a) Xây dựng kế hoạch; bố trí kinh phí; kiểm tra các đơn vị.")
    ] == ["Xây dựng kế hoạch; bố trí kinh phí", "Kiểm tra các đơn vị"]


def test_an_item_that_names_its_own_actor_keeps_it_to_its_end():
    first, second = tasks(
        "1. Trách nhiệm của Chủ tịch UBND xã",
        "- Phòng Kinh tế có trách nhiệm lập dự toán kinh phí; kịp thời tham mưu UBND xã thực hiện.",
    )
    assert offices(first) == ["Phòng Kinh tế"]
    assert roles(second)[0] == ("Phòng Kinh tế", ADVISE)


@pytest.mark.parametrize(
    "opening",
    [
        "Khi xảy ra sự cố thì người phụ trách hệ thống tại cơ quan có trách nhiệm:",
        "Người phụ trách hệ thống tại cơ quan có trách nhiệm sau:",
        "Người phụ trách hệ thống tại cơ quan có trách nhiệm thực hiện các nội dung sau:",
    ],
)
def test_a_sentence_with_a_colon_gives_its_actor_the_items_below(opening):
    found = tasks(
        opening,
        "1. Thông báo ngay cho Thủ trưởng cơ quan về sự cố.",
        "2. Tiến hành các biện pháp khắc phục trong khả năng.",
        "Hệ thống được sao lưu hằng ngày trên máy chủ.",
    )
    assert [task.line_start for task in found] == [2, 3]
    assert {offices(task)[0].lower() for task in found} == {"người phụ trách hệ thống tại cơ quan"}


@pytest.mark.parametrize(
    "name",
    [
        "đơn vị quản lý, khai thác chợ",
        "thuê bao",
        "doanh nghiệp cung cấp dịch vụ",
        "văn thư cơ quan",
    ],
)
def test_whoever_a_heading_makes_responsible_has_the_duties_below(name):
    found = tasks(
        f"Điều 5. Trách nhiệm của {name}", "1. Bố trí đủ nhân lực.", "2. Thu đúng các loại phí."
    )
    assert [offices(task)[0].lower() for task in found] == [name] * 2


@pytest.mark.parametrize(
    "lines",
    [
        ("a) Ban Tổ chức", "- Mức 400.000 đồng/buổi đối với Trưởng ban;", "- Mức 350.000 đồng;"),
        ("NGƯỜI CÓ THẨM QUYỀN ĐÁNH GIÁ XẾP LOẠI (Ký tên, đóng dấu)",),
        ("Lãnh đạo Trung tâm gồm có:", "- Giám đốc và Phó Giám đốc.", "- Các phòng chuyên môn."),
        (("Công chức xã có tinh thần trách nhiệm, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi "
         "ích chung của nhân dân."),),
        ("Điều 4. Tiêu chí đánh giá cán bộ", "1. Cán bộ, công chức thực hiện tốt nội quy cơ quan."),
    ],
)  # fmt: skip
def test_payments_staffing_signatures_and_virtues_are_no_duties(lines):
    assert tasks(*lines) == ()


def test_an_order_inside_an_article_is_read():
    (task,) = tasks(
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Giao Văn phòng UBND tỉnh chủ trì, phối "
        "hợp với Sở Tư pháp công khai danh mục trên Cổng thông tin."
    )
    assert roles(task) == [("Văn phòng UBND tỉnh", LEAD), ("Sở Tư pháp", JOIN)]


def test_steps_of_procedures_in_an_appendix_are_left_out():
    found = tasks(
        "Điều 1. Giao Sở Tài chính niêm yết công khai danh mục thủ tục trên trang điện tử.",
        "Nơi nhận:", "- Như trên;",
        "PHỤ LỤC QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Công chức của Sở Tài chính tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công.",
    )  # fmt: skip
    assert [task.line_start for task in found] == [1]


def test_those_who_watch_have_a_task_of_their_own():
    do, watch = tasks(
        "7. Tiếp nhận hồ sơ tại nhà",
        "- Cơ quan thực hiện: UBND cấp xã.",
        "- Cơ quan theo dõi, kiểm tra: Văn phòng UBND tỉnh.",
    )
    assert roles(do) == [("UBND cấp xã", DO)]
    assert roles(watch) == [("Văn phòng UBND tỉnh", WATCH)]


def test_labels_below_several_duties_belong_to_each():
    found = tasks(
        "1. Hoàn thiện thể chế",
        "- Rà soát quy chế quản trị Cổng thông tin điện tử.",
        "- Ban hành quy chế bảo đảm an toàn thông tin.",
        "- Cơ quan chủ trì: Sở Khoa học và Công nghệ.",
        "- Thời gian thực hiện: Quý II năm 2025.",
    )
    assert [(offices(task), task.deadline_text) for task in found] == [
        (["Sở Khoa học và Công nghệ"], "Quý II năm 2025")
    ] * 2


PAID = "- Nhân viên phục vụ, công an, nhân viên làm nhiệm vụ y tế, bảo vệ"


@pytest.mark.parametrize(
    "row",
    [
        [PAID, "346", "người/ngày"],
        ["- Nhân viên phục vụ, công an, bảo vệ làm việc vòng ngoài", "1.346", "đồng/người/ngày"],
        ["- Trưởng đoàn Kiểm tra/ giám sát", "442", "người/buổi"],
    ],
)
def test_a_row_of_a_price_list_is_no_task(row):
    assert not tasks("1. Hội đồng/Ban Coi thi", *row, *row)


@pytest.mark.parametrize(
    "lines",
    [
        ["- Công an xã có trách nhiệm tiếp nhận ít nhất 20 hồ sơ/ngày."],
        ["- Công an xã có trách nhiệm tiếp nhận và giải quyết ít nhất", "20 hồ sơ/ngày"],
    ],
)
def test_a_task_with_a_rate_of_its_own_stays_one(lines):
    (task,) = tasks(*lines)
    assert offices(task) == ["Công an xã"]
