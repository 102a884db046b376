"""Pointing words, names without numbers and pinpoints, in made sentences of the genre."""

import datetime as dt

import pytest

from ingest.citations import find_mentions
from ingest.citations.programmes import find_programmes
from ingest.citations.provisions import provision_after, provision_before
from ingest.structure import outline
from kg.folding import fold
from kg.model import Attached, Header, Mention
from kg.terms import DocumentType, MentionType, Relation
from tests.ingest.texts import source_of

DECISION = Header(
    "36/QĐ-UBND",
    DocumentType.DECISION,
    dt.date(2025, 2, 12),
    "UBND phường 5",
    title="Ban hành Kế hoạch thử",
    attached=Attached("Kế hoạch", "Thử", 9),
)


def read(text: str, header: Header = DECISION) -> list[Mention]:
    source = source_of(text)
    found = find_mentions(source, header, outline(source)[0])
    assert all(source.raw[m.char_start : m.char_end] == m.raw for m in found)
    return list(found)


def pointed(text: str, header: Header = DECISION) -> list[tuple[str, str | None]]:
    found = read(text, header)
    return [(m.raw, m.canonical) for m in found if m.mention_type is MentionType.ANAPHORA]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Điều 2. Quyết định này có hiệu lực.", [("Quyết định này", "36/QĐ-UBND")]),
        ("Trách nhiệm thi hành Kế hoạch này.", [("Kế hoạch này", "36/QĐ-UBND")]),
        (
            "Căn cứ Nghị định số 61/2018/NĐ-CP; thẩm quyền theo khoản 2 Điều 5 Nghị định này.",
            [("Nghị định này", "61/2018/NĐ-CP")],
        ),
        (
            "Theo Quyết định số 15/QĐ-UBND và Kế hoạch số 7/KH-UBND. Quyết định nêu trên hết hạn.",
            [("Quyết định nêu trên", "15/QĐ-UBND")],
        ),
        (
            "Theo Nghị định số 61/2018/NĐ-CP và Nghị định số 107/2021/NĐ-CP. Nghị định này đúng.",
            [("Nghị định này", None)],  # two stand equally near: never a guess
        ),
        (
            "Nghị quyết số 18-NQ/TW và 19-NQ/TW. Thực hiện các Nghị quyết trên.",
            [("Nghị quyết trên", None)],
        ),
        (
            "Quyết định số 36/QĐ-BNV, Quyết định số 40/QĐ-BNV. Quyết định số 36 nêu trên đã hết.",
            [("Quyết định số 36 nêu trên", "36/QĐ-BNV")],
        ),
        (
            "Kế hoạch số 9/KH-UBND thực hiện Nghị định số 61/2018/NĐ-CP; Thông tư này đã lâu.",
            [("Thông tư này", None)],
        ),
        ("theo quy định này, kế hoạch này và báo cáo này", []),
        (
            (
                "Nghị định số 200/2025/NĐ-CP (sau đây gọi tắt là Nghị định). Lập quỹ (Điều 51 Nghị "
                "định). Nghị định của Chính phủ thì khác."
            ),
            [("Nghị định", "200/2025/NĐ-CP")],
        ),
    ],
)
def test_pointing_words_mean_the_document_they_point_back_to(text, meant):
    assert pointed(text) == meant


def test_inside_a_passage_to_be_put_into_a_decree_that_decree_is_meant():
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP\n"
        "1. Sửa đổi Điều 3 như sau:\n“Điều 3. Nghị định này áp dụng cho cơ quan.”\n"
        "Điều 2. Nghị định này có hiệu lực từ ngày ký."
    )
    header = Header("107/2021/NĐ-CP", DocumentType.DECREE, dt.date(2021, 12, 6), "Chính phủ")
    assert [number for _, number in pointed(text, header)] == ["61/2018/NĐ-CP", "107/2021/NĐ-CP"]


def test_the_document_itself_brings_what_its_header_says():
    (mention,) = [
        m for m in read("Ban hành kèm theo Quyết định này Kế hoạch thử.") if "này" in m.raw
    ]
    assert (mention.number, mention.year, mention.date) == ("36", 2025, dt.date(2025, 2, 12))
    assert mention.relation is Relation.PROMULGATES


@pytest.mark.parametrize(
    ("before", "provision"),
    [
        (
            "điểm a, b khoản 2 Điều 3 và Điều 7 của ",
            "điểm a khoản 2 Điều 3; điểm b khoản 2 Điều 3; Điều 7",
        ),
        ("các điều 3, 5 và 7 ", "Điều 3; Điều 5; Điều 7"),
        ("khoản 1, khoản 2 Điều 5 ", "khoản 1 Điều 5; khoản 2 Điều 5"),
        (
            "khoản 1 và điểm e khoản 3, khoản 4 Điều 11 của ",
            "khoản 1 Điều 11; điểm e khoản 3 Điều 11; khoản 4 Điều 11",
        ),
        ("từ Điều 10 đến Điều 13 ", "Điều 10-13"),
        ("Mục 1 Chương II ", "Mục 1 Chương II"),
        ("Điều 7, Điều 8 Phụ lục I ", "Điều 7 Phụ lục I; Điều 8 Phụ lục I"),
        ("Điều 5 Quy chế quản lý ban hành kèm theo ", "Điều 5"),
        ("điểm đ khoản 2, Điều 5 ", "điểm đ khoản 2 Điều 5"),
        ("diem b khoan 3 Dieu 22 ", "điểm b khoản 3 Điều 22"),
        ("theo mục tiêu của ", None),
        ("năm 2020 của ", None),
        ("", None),
    ],
)
def test_pinpoints_before_a_document_have_one_normal_form(before, provision):
    assert provision_before(before, fold(before), len(before)) == provision


@pytest.mark.parametrize(
    ("behind", "provision"),
    [
        (" tại Điều 5.", "Điều 5"),
        (" ngày 23/4/2018 tại khoản 2 Điều 5 và Điều 7;", "khoản 2 Điều 5; Điều 7"),
        (" (khoản 2 Điều 5);", "khoản 2 Điều 5"),
        (" tại Điều 5 Kế hoạch này", None),
        (", Điều 5", None),
    ],
)
def test_pinpoints_behind_a_document_are_its_own_only_where_nothing_follows(behind, provision):
    assert provision_after(behind, fold(behind), 0) == provision


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Triển khai Đề án 06 và Đề án 06/CP.", [("Đề án 06", "06/QĐ-TTg")] * 2),
        (
            "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030",
            [("Chương trình tổng thể", "76/NQ-CP")],
        ),
        ("Chương trình tổng thể cải cách hành chính nhà nước xã A giai đoạn 2026 - 2030", []),
        ("Chương trình làm việc; Đề án 061; Đề án 06-ĐA/TU; chương trình 135", []),
        ("Kế hoạch số 139 của UBND tỉnh", [("Kế hoạch số 139", None)]),
        ("Kế hoạch số 139/KH-UBND; kế hoạch số 5 năm", []),
    ],
)
def test_programmes_are_known_by_name(text, named):
    """Source: corpus/reference/named_programmes.csv, from the registry's rows."""
    found = find_programmes(text, fold(text))
    assert [(p.known.number if p.known else None) for p in found] == [number for _, number in named]
    places = zip(found, named, strict=True)
    assert all(text[p.start : p.end].startswith(name) for p, (name, _) in places)


def test_a_programme_in_a_title_is_no_second_citation():
    text = (
        "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải "
        "cách hành chính nhà nước giai đoạn 2021 - 2030;"
    )
    assert [m.canonical for m in read(text)] == ["76/NQ-CP"]


def test_a_number_without_symbol_is_the_one_named_in_full_elsewhere():
    text = (
        "Thực hiện Kế hoạch số 139/KH-UBND ngày 05/3/2025 của UBND tỉnh.\n"
        "Theo Kế hoạch số 139 của UBND tỉnh, các phòng báo cáo."
    )
    assert [m.canonical for m in read(text)] == ["139/KH-UBND"] * 2


def test_a_title_repeated_without_its_number_is_that_document():
    text = (
        "Căn cứ Nghị định số 200/2025/NĐ-CP ngày 09/7/2025 của Chính phủ quy định chi tiết một số "
        "điều của Luật Phòng thủ dân sự;\n\nĐiều 1. Thi hành Nghị định quy định chi tiết một số "
        "điều của Luật Phòng thủ dân sự.\n"
    )
    found = [m for m in read(text) if m.mention_type is MentionType.NAMED_DOC]
    assert [m.canonical for m in found] == ["200/2025/NĐ-CP"]


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("Theo Luật Vũ trụ dân dụng có liên quan, hồ sơ.", ["Luật Vũ trụ dân dụng"]),
        ("Theo Luật Việt Nam và Luật sư A; Hiến pháp và pháp luật", []),
        ("Quyền con người theo Hiến pháp năm 2013 và Luật này", ["Hiến pháp năm 2013"]),
        ("một số điều của luật an toàn thực phẩm;", ["luật an toàn thực phẩm"]),
        ("Luật Thử nghiệm và Kiểm tra số 1/2030/QH19", []),  # the number is the mention
    ],
)
def test_laws_no_table_has_are_known_by_their_capitals(text, laws):
    kinds = (MentionType.NAMED_LAW, MentionType.NAMED_LAW_EMBEDDED)
    assert [m.raw for m in read(text) if m.mention_type in kinds] == laws
