"""What a proposal asks to be ended is an object; what an office proposes by stays a basis.

Wording of decisions of 2025 by provinces, numbers and titles cut short.
"""

import pytest

from ingest import pages
from ingest.acted_on import acted_on
from ingest.citations import find_mentions
from ingest.effects import find_effects
from ingest.header import read_header
from ingest.readers.plain import PlainReader
from ingest.structure import outline

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 12/2024/QĐ-UBND
Hà Giang, ngày 15 tháng 3 năm 2024
QUYẾT ĐỊNH
Về việc bãi bỏ văn bản quy phạm pháp luật
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
{proposal}
QUYẾT ĐỊNH:
Điều 1. {act}
Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 4 năm 2024.
{more}"""
OLD = "Quyết định số 55/2014/QĐ-UBND ngày 31/12/2014 của UBND tỉnh"
OTHER = "Quyết định số 08/2023/QĐ-UBND ngày 23/02/2023 của UBND tỉnh"
FIRST, SECOND = "55/2014/QĐ-UBND", "08/2023/QĐ-UBND"
OBJECT, QUOTED = "amended_object", "quoted_title"


def roles(proposal: str, act: str = "Ban hành Quy định.", more: str = "") -> list[tuple[str, ...]]:
    """(number, relation, role) of the provincial decisions that the text names."""
    text = HEAD.format(proposal=proposal, act=act, more=more)
    source = pages.build(PlainReader().read(text.encode(), "text.txt"))
    sections, _ = outline(source)
    header, _ = read_header(source, sections)
    mentions = find_mentions(source, header, sections)
    mentions = acted_on(mentions, find_effects(source, header, sections, mentions))
    return [
        (m.canonical, m.relation.value, m.role.value)
        for m in mentions
        if m.canonical in {FIRST, SECOND, "100/2013/NĐ-CP", "4834/TTr-SXD", "20/BC-STP"}
    ]


SUBMITTED = ("4834/TTr-SXD", "proposed_by", "basis")


def test_the_committee_that_enacts_in_the_proposals_own_line_names_its_objects():
    proposal = (
        "Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 4834/TTr-SXD ngày 19 tháng 9 năm "
        "2025; và kết luận của UBND thành phố tại phiên họp ngày 07 tháng 10 năm 2025; UBND thành "
        f"phố Đà Nẵng ban hành Quyết định bãi bỏ {OLD} Quy định về quản lý vỉa hè và {OTHER} Sửa "
        "đổi, bổ sung một số điều của Quy định."
    )
    assert roles(proposal) == [
        SUBMITTED, (FIRST, "repeals", OBJECT), (SECOND, "repeals", OBJECT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("proposal", "relation"),
    [
        (f"Theo đề nghị của Giám đốc Sở Tư pháp về việc bãi bỏ {OLD}.", "repeals"),
        (f"Theo đề nghị của Sở Tư pháp về việc thay thế {OLD};", "replaces"),
        (f"Theo đề nghị của Sở Tư pháp về việc sửa đổi, bổ sung Điều 3 {OLD};", "amends"),
        (f"Xét đề nghị của Sở Tư pháp về việc bãi bỏ các quy định tại {OLD};", "repeals"),
        (f"Theo đề nghị của Sở Tư pháp về việc chấm dứt hiệu lực thi hành của {OLD};", "repeals"),
        (f"Theo đề nghị của Sở Tư pháp, về việc ngưng hiệu lực {OLD};", "suspends"),
        (f"Theo de nghi cua So Tu phap ve viec bai bo {OLD};", "repeals"),
        (f"Theo đề nghị của Sở Tư pháp về việc bãi bỏ toàn bộ 02 văn bản là {OLD};", "repeals"),
        (f"Theo đề nghị của Sở Tư pháp về việc thay thế một số nội dung tại {OLD};", "replaces"),
        (f"Theo đề nghị của Sở Tư pháp về việc hủy bỏ khoản 2 Điều 3 {OLD};", "annuls"),
        (
            f"Theo đề nghị của Sở về việc bãi bỏ Quy định về cấp giấy phép kèm theo {OLD};",
            "repeals",
        ),
        (
            f"Theo đề nghị của Sở Tư pháp về việc sửa đổi mức chi hỗ trợ quy định tại {OLD};",
            "amends",
        ),
    ],
)
def test_what_an_office_proposes_to_end_is_an_object(proposal, relation):
    assert roles(proposal) == [(FIRST, relation, OBJECT)]


def test_those_listed_behind_the_first_in_a_proposals_title_are_objects_too():
    proposal = (
        "Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 4834/TTr-SXD ngày 19 tháng 9 năm "
        f"2025 về việc bãi bỏ {OLD} và {OTHER}."
    )
    assert roles(proposal) == [
        SUBMITTED, (FIRST, "refers_to", QUOTED), (SECOND, "repeals", OBJECT),
    ]  # fmt: skip


def test_of_what_a_proposal_does_to_people_no_document_listed_is_an_object():
    proposal = (
        "Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 4834/TTr-SXD ngày 19 tháng 9 năm "
        "2025 về việc thay thế thành viên Ban Chỉ đạo được thành lập tại "
        f"{OLD} và {OTHER}."
    )
    assert roles(proposal) == [
        SUBMITTED, (FIRST, "refers_to", QUOTED), (SECOND, "proposed_by", "basis"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "proposal",
    [
        f"Theo đề nghị của Sở về việc thay thế thành viên Ban Chỉ đạo được thành lập tại {OLD};",
        f"Theo đề nghị của Sở Tư pháp về việc hủy bỏ kết quả đấu thầu phê duyệt tại {OLD};",
        f"Theo đề nghị của Sở Tư pháp về việc cấp, sửa đổi giấy phép quy định tại {OLD};",
        f"Theo đề nghị của Sở Tư pháp căn cứ {OLD};",
        f"Theo đề nghị của Sở Tư pháp thực hiện nhiệm vụ theo {OLD};",
        f"Theo đề nghị của Sở Tư pháp về việc sửa đổi mức thu theo quy định tại {OLD};",
        f"Theo đề nghị của Sở Tư pháp về các nội dung đã được sửa đổi, bổ sung tại {OLD};",
        f"Theo đề nghị của Hội đồng thành lập theo {OLD};",
        f"Theo đề nghị của Sở Tư pháp về việc bãi bỏ thủ tục; ý kiến của Hội đồng nêu tại {OLD};",
    ],
)
def test_what_an_office_proposes_by_stays_a_basis(proposal):
    assert roles(proposal) == [(FIRST, "proposed_by", "basis")]


def test_the_proposal_itself_and_what_was_reported_are_never_ended():
    proposal = (
        "Theo đề nghị của Giám đốc Sở Xây dựng về việc bãi bỏ thủ tục hành chính tại Tờ trình số "
        "4834/TTr-SXD và Báo cáo số 20/BC-STP;"
    )
    assert roles(proposal) == [SUBMITTED, ("20/BC-STP", "proposed_by", "basis")]


def test_a_line_of_bases_stays_one_beside_a_repeal():
    proposal = f"Căn cứ {OLD};\nTheo đề nghị của Sở Tư pháp về việc bãi bỏ {OTHER};"
    assert roles(proposal) == [(FIRST, "legal_basis", "basis"), (SECOND, "repeals", OBJECT)]


TABLE = f"""Phụ lục
DANH MỤC VĂN BẢN BỊ BÃI BỎ
| STT | Loại | Số, ký hiệu | Tên văn bản | Lý do bãi bỏ |
|---|---|---|---|---|
| 1 | Quyết định | {FIRST} | Về quản lý vỉa hè | Không phù hợp Nghị định số 100/2013/NĐ-CP |
| 2 | {SECOND} | 23/02/2023 | Sửa đổi Quy định | Căn cứ ban hành hết hiệu lực |
"""
ATTACHED = "Bãi bỏ toàn bộ các văn bản tại Danh mục ban hành kèm theo Quyết định này."


def test_each_row_of_the_list_that_is_repealed_is_an_object_and_its_reason_history():
    assert roles("Theo đề nghị của Sở Tư pháp;", ATTACHED, TABLE) == [
        (FIRST, "repeals", OBJECT),
        ("100/2013/NĐ-CP", "refers_to", "history"),
        (SECOND, "repeals", OBJECT),
    ]


def test_an_appendix_that_nothing_repeals_stays_as_it_was():
    found = roles(
        "Theo đề nghị của Sở Tư pháp;", "Công bố Danh mục kèm theo Quyết định này.", TABLE
    )
    assert {relation for _, relation, _ in found} == {"refers_to"}
    assert {role for _, _, role in found} == {"task"}


@pytest.mark.parametrize(
    "words", ["Theo đề nghị về việc bãi bỏ ", "về việc ; bãi bỏ : và ", "| 1 |"]
)
def test_words_that_go_nowhere_end(words):
    assert roles(words * 3000) == []
