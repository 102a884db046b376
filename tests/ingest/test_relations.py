"""Relations and roles by their words; each row is a way of citing seen in real plans."""

import pytest

from ingest.relations import Setting, relation_and_role
from kg.folding import fold
from kg.terms import CitationRole, Relation


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        ("Triển khai, tổ chức thực hiện có hiệu quả ", Relation.IMPLEMENTS),
        ("Cụ thể hóa nội dung ", Relation.IMPLEMENTS),
        ("sắp xếp lại cơ quan theo tinh thần ", Relation.IMPLEMENTS),
        ("Thực hiện tốt mục tiêu chung được Chính phủ đề ra tại ", Relation.IMPLEMENTS),
        ("sắp xếp đội ngũ cán bộ, công chức theo ", Relation.REFERS_TO),
        (
            "Thực hiện tốt việc số hóa hồ sơ theo đúng quy định của Chính phủ tại ",
            Relation.REFERS_TO,
        ),
        ("đạt chuẩn theo quy định tại ", Relation.REFERS_TO),
    ],
)
def test_the_nearest_verb_governs_a_citation_in_the_body(before, relation):
    assert relation_and_role(Setting(before=fold(before)))[0] is relation


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        ("Quyết định này thay thế ", Relation.REPLACES),
        ("Bãi bỏ ", Relation.REPEALS),
        ("Sửa đổi, bổ sung một số điều của ", Relation.AMENDS),
    ],
)
def test_a_verb_of_effect_counts_where_the_document_enacts(before, relation):
    setting = Setting(before=fold(before), enacting=True)
    assert relation_and_role(setting) == (relation, CitationRole.AMENDED_OBJECT)


def test_deeds_under_a_decree_do_not_change_the_decree():
    before = "Cấp, sửa đổi, cấp lại, thu hồi Giấy chứng nhận lưu hành quy định tại khoản 1 Điều 11 "
    setting = Setting(before=fold(before), enacting=True)
    assert relation_and_role(setting)[0] is Relation.REFERS_TO


def test_a_document_listed_under_the_lapsing_ones_is_repealed():
    lead = fold("Các Quyết định sau đây hết hiệu lực:")
    assert relation_and_role(Setting("", lead=lead, enacting=True))[0] is Relation.REPEALS


def test_a_number_in_anothers_title_is_only_quoted():
    setting = Setting(before="sua doi, bo sung ", quoted=True, enacting=True)
    assert relation_and_role(setting) == (Relation.REFERS_TO, CitationRole.QUOTED_TITLE)


def test_a_past_result_is_a_report():
    setting = Setting(fold("Thời gian qua, tỉnh đã triển khai thực hiện "))
    assert relation_and_role(setting) == (Relation.IMPLEMENTS, CitationRole.REPORT)
