"""What a document does to others; clauses in the wording of official texts."""

import datetime as dt

import pytest

from kg.facts import Scope
from kg.terms import EffectKind
from tests.ingest.effects.clause_texts import acts_of, effects_of

TRADE = "Nghị định số 45/2013/NĐ-CP ngày 10 tháng 5 năm 2013 của Chính phủ về thời giờ làm việc"


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (
            f"Nghị định này có hiệu lực từ ngày 01/7/2020 và thay thế {TRADE}.",
            [("replaces", "45/2013/NĐ-CP", "full")],
        ),
        (
            f"{TRADE} hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
            [("repeals", "45/2013/NĐ-CP", "full")],
        ),
        (f"Bãi bỏ {TRADE}.", [("repeals", "45/2013/NĐ-CP", "full")]),
        (
            "Bãi bỏ khoản 10 và khoản 11 Điều 1 của Nghị định số 45/2013/NĐ-CP.",
            [("repeals", "45/2013/NĐ-CP", "partial")],
        ),
        (
            "Bãi bỏ cụm từ “Bộ Nội vụ” tại khoản 1 Điều 7 Nghị định số 45/2013/NĐ-CP.",
            [("amends", "45/2013/NĐ-CP", "partial")],
        ),
        (
            "Thay thế Mẫu số 3 tại Phụ lục ban hành kèm theo Nghị định số 45/2013/NĐ-CP.",
            [("amends", "45/2013/NĐ-CP", "partial")],
        ),
        (
            "Nghị định này thay thế Nghị định số 33/2005/NĐ-CP; Điều 4 Nghị định số 98/2011/NĐ-CP.",
            [("replaces", "33/2005/NĐ-CP", "full"), ("replaces", "98/2011/NĐ-CP", "partial")],
        ),
        (
            (
                "Ngưng hiệu lực thi hành khoản 3 Điều 12 Nghị định số 45/2013/NĐ-CP đến hết ngày "
                "31 tháng 12 năm 2021."
            ),
            [("suspends", "45/2013/NĐ-CP", "partial"), ("resumes", "45/2013/NĐ-CP", "partial")],
        ),
    ],
)
def test_clauses_act_as_they_say(words, acts):
    assert acts_of(f"Điều 9. {words}") == acts


@pytest.mark.parametrize(
    "words",
    [
        (
            "Trường hợp các văn bản dẫn chiếu tại Nghị định này được sửa đổi, bổ sung, thay "
            "thế thì "
            "áp dụng theo văn bản thay thế."
        ),
        "Nếu Nghị định số 45/2013/NĐ-CP được thay thế thì thực hiện theo văn bản mới.",
        "Mọi quy định trước đây trái với Nghị định này đều bãi bỏ.",
        "Bộ trưởng có trách nhiệm rà soát, sửa đổi, bổ sung Thông tư số 12/2010/TT-BNV.",
        "Bộ Tư pháp kiến nghị bãi bỏ Quyết định số 12/2010/QĐ-BNV.",
        "Nghị định số 45/2013/NĐ-CP đã được sửa đổi, bổ sung theo Nghị định số 12/2015/NĐ-CP.",
        "Thực hiện thay thế thành viên Hội đồng theo Nghị định số 45/2013/NĐ-CP.",
        "Công ty bị đình chỉ hoạt động theo quy định tại Điều 94 Luật Chứng khoán.",
        "Các văn bản hướng dẫn thi hành Luật Thủy sản số 17/2003/QH11 hết hiệu lực.",
        "Đến ngày Nghị định số 45/2013/NĐ-CP hết hiệu lực thì nộp báo cáo.",
    ],
)
def test_what_may_happen_what_happened_and_what_others_may_do_is_no_effect(words):
    assert acts_of(f"Điều 9. {words}") == []


def test_a_list_is_governed_by_the_verb_above_it():
    text = (
        "Điều 2. Hiệu lực thi hành\n"
        "1. Nghị định này có hiệu lực từ ngày 10 tháng 12 năm 2025.\n"
        "2. Các Nghị định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:\n"
        "a) Nghị định số 43/2022/NĐ-CP ngày 23 tháng 9 năm 2022 của Chính phủ;\n"
        "b) Khoản 1 Điều 2 Nghị định số 44/2024/NĐ-CP ngày 21 tháng 8 năm 2024 của Chính phủ.\n"
        "3. Trường hợp Nghị định số 99/2010/NĐ-CP được thay thế thì áp dụng văn bản mới."
    )
    whole, part = (e for e in effects_of(text, "12/2025/NĐ-CP") if not e.on_itself)
    assert (whole.canonical, whole.scope, whole.date) == (
        "43/2022/NĐ-CP",
        Scope.FULL,
        dt.date(2022, 9, 23),
    )
    assert whole.clause == "điểm a khoản 2 Điều 2"
    assert (part.canonical, part.scope) == ("44/2024/NĐ-CP", Scope.PARTIAL)
    assert part.provisions == "Khoản 1 Điều 2"
    assert {whole.day, part.day} == {dt.date(2025, 12, 10)}


def test_what_stands_in_the_title_of_an_amending_document_is_not_struck():
    text = (
        "Điều 14. Bãi bỏ Nghị định số 48/2012/NĐ-CP ngày 04 tháng 6 năm 2012 của Chính phủ sửa "
        "đổi, bổ sung một số điều của Nghị định số 157/2005/NĐ-CP ngày 23 tháng 12 năm 2005."
    )
    assert acts_of(text) == [("repeals", "48/2012/NĐ-CP", "full")]


def test_a_law_ends_with_those_that_amended_it_as_its_lost_base():
    text = (
        "Điều 64. Luật Nhà ở số 65/2014/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số "
        "40/2019/QH14 và Luật số 61/2020/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực."
    )
    assert acts_of(text, "27/2023/QH15") == [
        ("repeals", "65/2014/QH13", "full"),
        ("repeals", "40/2019/QH14", "lost_base"),
        ("repeals", "61/2020/QH14", "lost_base"),
    ]


@pytest.mark.parametrize(
    ("exception", "scope"),
    [
        ("trừ trường hợp quy định tại Điều 142 của Luật này", "full"),
        ("trừ Điều 5 và Điều 6 tiếp tục có hiệu lực đến hết ngày 31/12/2025", "partial"),
    ],
)
def test_only_an_exception_of_the_old_law_keeps_a_part_of_it(exception, scope):
    text = (
        "Điều 141. Luật Lưu trữ số 01/2011/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực, "
        f"{exception}."
    )
    struck = [act for act in acts_of(text, "33/2024/QH15") if act[0] == "repeals"]
    assert struck == [("repeals", "01/2011/QH13", scope)]


def test_changes_inside_an_amended_document_are_its_own():
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 143/2016/NĐ-CP như sau:\n"
        "1. Sửa đổi khoản 1 Điều 14 như sau:\n"
        "“1. Nghị định này thay thế Nghị định số 11/2011/NĐ-CP.”\n"
        "2. Bãi bỏ điểm đ khoản 2 Điều 14."
    )
    assert acts_of(text) == [
        ("amends", "143/2016/NĐ-CP", "partial"),
        ("amends", "143/2016/NĐ-CP", "partial"),
        ("repeals", "143/2016/NĐ-CP", "partial"),
    ]


def test_a_circular_cannot_end_a_decree():
    text = "Điều 7. Thông tư này thay thế Nghị định số 83/2013/NĐ-CP."
    assert acts_of(text, "301/2016/TT-BTC") == []


def test_the_rows_of_a_list_in_the_appendix_are_struck():
    text = (
        "QUYẾT ĐỊNH\nBãi bỏ một số văn bản\n"
        "Điều 1. Bãi bỏ các văn bản quy phạm pháp luật tại Danh mục ban hành kèm theo Quyết "
        "định này.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01/7/2025.\n"
        "Nơi nhận:\n- Lưu: VT.\n"
        "PHỤ LỤC\nDANH MỤC VĂN BẢN BÃI BỎ\n"
        "1. Quyết định số 12/2015/QĐ-UBND ngày 02/3/2015 ban hành Quy chế làm việc\n"
        "2. Quyết định số 13/2016/QĐ-UBND ngày 02/3/2016 ban hành Quy chế phối hợp\n"
    )
    found = [e for e in effects_of(text, "20/2025/QĐ-UBND") if not e.on_itself]
    assert [(e.canonical, e.day) for e in found] == [
        ("12/2015/QĐ-UBND", dt.date(2025, 7, 1)),
        ("13/2016/QĐ-UBND", dt.date(2025, 7, 1)),
    ]
    assert all(e.confidence < 0.9 for e in found)


def test_a_stated_day_of_the_end_is_taken_for_the_documents_own():
    text = (
        "Điều 3. Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2025.\n"
        "Nghị định số 45/2013/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2025."
    )
    (struck,) = (e for e in effects_of(text, "12/2025/NĐ-CP") if not e.on_itself)
    assert struck.day == dt.date(2025, 7, 1)


def test_a_law_known_by_name_alone_keeps_its_name():
    text = (
        "Điều 323. Luật này có hiệu lực từ ngày 01/01/2007.\n"
        "Pháp lệnh luật sư năm 2001 hết hiệu lực kể từ ngày Luật này có hiệu lực."
    )
    (struck,) = (e for e in effects_of(text, "65/2006/QH11") if not e.on_itself)
    assert struck.title == "Pháp lệnh luật sư năm 2001"
    assert struck.kind is EffectKind.REPEALS


def test_each_row_of_a_drawn_table_in_the_appendix_is_struck():
    text = (
        "Điều 1. Bãi bỏ các văn bản tại Danh mục ban hành kèm theo Quyết định này.\n"
        "Phụ lục\nDANH MỤC VĂN BẢN BỊ BÃI BỎ\n"
        "| 1 | Quyết định | 32/2018/QĐ-UBND | Không phù hợp Nghị định số 100/2013/NĐ-CP |\n"
        "| 2 | 07/2020/QĐ-UBND | 05/5/2020 | Hết hiệu lực |\n"
        "| 3 | | không số | |\n"
        "| 4 | Nghị quyết số 12/2019/NQ-HĐND | |"
    )
    assert acts_of(text, "12/QĐ-UBND") == [
        ("repeals", "32/2018/QĐ-UBND", "full"),
        ("repeals", "07/2020/QĐ-UBND", "full"),
        ("repeals", "12/2019/NQ-HĐND", "full"),
    ]


def test_documents_go_on_for_some():
    text = (
        "Điều 8. Hồ sơ đã tiếp nhận thì tiếp tục thực hiện theo quy định tại Nghị định số "
        "61/2018/NĐ-CP đến hết ngày 31/12/2026."
    )
    assert acts_of(text) == [("transitional", "61/2018/NĐ-CP", "partial")]


@pytest.mark.parametrize(
    "words", ["bãi bỏ ", "hết hiệu lực ", "Luật sửa đổi ", "như sau: “", "trừ "]
)
def test_lines_made_of_one_phrase_end(words):
    assert effects_of(f"Điều 1. {words * 9000}") == ()


def test_what_goes_on_apart_from_a_list_of_repeals_is_not_repealed():
    text = (
        "Điều 17. Hiệu lực\n"
        "1. Thông tư này có hiệu lực từ ngày 10 tháng 01 năm 2019.\n"
        "2. Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực:\n"
        "a) Thông tư số 03/2016/TT-BYT ngày 21 tháng 01 năm 2016 của Bộ trưởng Bộ Y tế;\n"
        "b) Riêng các quy định tại Điều 5 Thông tư số 04/2016/TT-BYT được tiếp tục có hiệu lực "
        "đến hết ngày 31/12/2020."
    )
    assert acts_of(text, "35/2018/TT-BYT") == [
        ("repeals", "03/2016/TT-BYT", "full"),
        ("transitional", "04/2016/TT-BYT", "partial"),
    ]


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("Bãi bỏ một phần Thông tư số 21/2015/TT-BKHCN.", "partial"),
        ("Bãi bỏ các quy định về miễn thuế tại Thông tư số 21/2015/TT-BKHCN.", "partial"),
        ("Bãi bỏ toàn bộ Thông tư số 21/2015/TT-BKHCN.", "full"),
        ("Bãi bỏ hiệu lực thi hành của Thông tư số 21/2015/TT-BKHCN.", "full"),
        (
            "Các quy định trong Thông tư số 21/2015/TT-BKHCN trái với Thông tư này đều bãi bỏ.",
            "partial",
        ),
    ],
)
def test_no_more_is_struck_than_said(words, scope):
    assert acts_of(f"Điều 9. {words}", "05/2023/TT-BKHCN") == [
        ("repeals", "21/2015/TT-BKHCN", scope)
    ]


def test_the_documents_of_one_phrase_are_struck_in_the_same_part():
    text = (
        "Điều 9. Bãi bỏ quy định về miễn thuế tại các Quyết định: số 31/2015/QĐ-TTg ngày 04 tháng "
        "8 năm 2015, số 52/2015/QĐ-TTg ngày 20 tháng 10 năm 2015 và Điều 7 Quyết định số "
        "119/2009/QĐ-TTg."
    )
    assert acts_of(text, "134/2016/NĐ-CP") == [
        ("repeals", "31/2015/QĐ-TTg", "partial"),
        ("repeals", "52/2015/QĐ-TTg", "partial"),
        ("repeals", "119/2009/QĐ-TTg", "partial"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        (
            "sửa đổi, bổ sung Thông tư 50/2015/TT-BNNPTNT, Thông tư 25/2013/TT-BNNPTNT và Thông tư "
            "02/2006/TT-BTS"
        ),
        (
            "về sửa đổi, bổ sung một số điều của Thông tư số 29/2018/TT-BGTVT ngày 14 tháng 5 năm "
            "2018 quy định về kiểm tra và Thông tư số 31/2018/TT-BGTVT ngày 15 tháng 5 năm 2018 "
            "quy định về đánh giá"
        ),
        (
            "về việc sửa đổi, bổ sung một số Điều của Quyết định số 86 và Thông tư số "
            "06/2010/TT-BNNPTNT ngày 02/02/2010"
        ),
    ],
)
def test_what_an_amending_title_lists_stays_as_it_is(title):
    text = f"Điều 9. Bãi bỏ Điều 5 Thông tư số 02/2018/TT-BNNPTNT ngày 31/01/2018 {title}."
    assert acts_of(text, "36/2018/TT-BNNPTNT") == [("repeals", "02/2018/TT-BNNPTNT", "partial")]


def test_a_part_said_over_a_list_is_all_that_is_struck_of_it():
    text = (
        "Điều 12. Hiệu lực thi hành\n"
        "2. Bãi bỏ các quy định về học bổng tại các văn bản sau:\n"
        "a) Quyết định số 1121/1997/QĐ-TTg ngày 23 tháng 12 năm 1997;\n"
        "b) Quyết định số 239/1999/QĐ-TTg ngày 28 tháng 12 năm 1999."
    )
    found = [e for e in effects_of(text, "84/2020/NĐ-CP") if not e.on_itself]
    assert [e.scope for e in found] == [Scope.PARTIAL, Scope.PARTIAL]
    assert all("quy định về học bổng" in (e.provisions or "") for e in found)


def test_an_annex_taken_for_a_whole_document_is_never_sure():
    text = (
        "Điều 9. Thông tư này thay thế Quy chế thực hiện dân chủ ban hành kèm theo Quyết định số "
        "729/1998/QĐ-BCA."
    )
    (found,) = (e for e in effects_of(text, "126/2020/TT-BCA") if not e.on_itself)
    assert found.confidence < 0.9
