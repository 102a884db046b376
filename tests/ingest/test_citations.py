"""Citations in excerpts of real provincial documents, labelled by reading, and in made ones."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import citations
from ingest.citations import find_mentions
from ingest.header import read_header
from ingest.relations import between_cited
from ingest.structure import outline
from kg.model import Header, Mention, Place, SourceText
from kg.terms import MentionType, PlaceLevel, ProblemCode
from tests.ingest.texts import source_of

GOLD = Path(__file__).parents[1] / "gold" / "citing" / "provincial_excerpts.jsonl"
EXCERPTS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
QUIET = {MentionType.ANAPHORA, MentionType.STANDARD}


def mentions_of(text: str, header: Header | None = None) -> tuple[SourceText, list[Mention]]:
    source = source_of(text)
    sections, _ = outline(source)
    found = find_mentions(source, header or Header(), sections)
    return source, [mention for mention in found if mention.mention_type not in QUIET]


@pytest.mark.parametrize("excerpt", EXCERPTS, ids=lambda e: e["source"].split()[3])
def test_numbered_documents_of_real_excerpts_come_with_day_and_relation(excerpt):
    source, mentions = mentions_of(excerpt["text"])
    found = [
        [m.canonical, m.date.isoformat() if m.date else None, str(m.relation)]
        for m in mentions
        if m.mention_type in (MentionType.NUMBERED, MentionType.NUMBERED_ABBREV)
    ]
    assert found == excerpt["cited"]
    edges = {(e.source, str(e.relation), e.target) for e in between_cited(source, mentions)}
    assert {tuple(edge) for edge in excerpt["between"]} <= edges


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Căn cứ Nghị định số 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("theo Nghị quyết 18, 19-NQ/TW", ["18-NQ/TW", "19-NQ/TW"]),
        ("quy định tại Nghị định\n33/2023/NĐ-CP của Chính phủ", ["33/2023/NĐ-CP"]),
        ("đến ngày 30/4/2025 có 12/15 xã", []),
        ("theo khoản 2 Điều 5; điện thoại 0273.3841234", []),
        ("Lưu: VT, 12/NC-UBND", []),
    ],
)
def test_citations_are_found_in_order(text, cited):
    source, found = mentions_of(text)
    assert [m.canonical for m in found] == cited
    assert all(source.raw[m.char_start : m.char_end] == m.raw for m in found)


def test_a_law_that_amends_is_one_mention_and_the_laws_in_its_title_are_two_more():
    """Source: Law 47/2019/QH14 of 22 November 2019 amends 76/2015/QH13 and 77/2015/QH13."""
    text = (
        "QUYẾT ĐỊNH\nVề việc thử\nCăn cứ Luật sửa đổi, bổ sung một số điều của Luật Tổ chức "
        "Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;"
    )
    source, found = mentions_of(text, Header(date=dt.date(2021, 9, 11)))
    assert [(m.canonical, str(m.mention_type)) for m in found] == [
        ("47/2019/QH14", "named_law"),
        ("76/2015/QH13", "named_law_embedded"),
        ("77/2015/QH13", "named_law_embedded"),
    ]
    assert found[0].date == dt.date(2019, 11, 22)
    assert found[1].date is None
    assert {(e.source, e.target) for e in between_cited(source, found)} == {
        ("47/2019/QH14", "76/2015/QH13"),
        ("47/2019/QH14", "77/2015/QH13"),
    }


def test_a_law_whose_number_is_printed_is_one_mention_with_the_name_as_its_title():
    _, found = mentions_of("Căn cứ Luật Lâm nghiệp số 16/2017/QH14 ngày 15 tháng 11 năm 2017;")
    assert [(m.canonical, m.title, m.date) for m in found] == [
        ("16/2017/QH14", "Luật Lâm nghiệp", dt.date(2017, 11, 15))
    ]


def test_law_cited_by_name_is_the_one_in_force_on_the_citing_day():
    """Source: 77/2015/QH13 until 28 February 2025; 65/2025/QH15 from 1 March 2025."""
    text = "Căn cứ Luật Tổ chức chính quyền địa phương;"
    for day, number in (
        (dt.date(2025, 2, 28), "77/2015/QH13"),
        (dt.date(2025, 3, 1), "65/2025/QH15"),
    ):
        assert [m.canonical for m in mentions_of(text, Header(date=day))[1]] == [number]


def test_legislation_in_general_names_no_law():
    assert mentions_of("theo quy định của pháp luật; Luật sư; Hội Luật gia; Luật này")[1] == []


def test_the_number_an_attachment_repeats_is_the_documents_own():
    text = (
        "Số: 36/QĐ-UBND Phường 5, ngày 12 tháng 02 năm 2025\nQUYẾT ĐỊNH\nBan hành kế hoạch\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thử.\nNơi nhận:\n- Lưu: VT.\n\n"
        "KẾ HOẠCH\nThử\n(Kèm theo Quyết định số 36/KH-UBND ngày 12 tháng 02 năm 2025)\n"
    )
    source = source_of(text)
    sections, _ = outline(source)
    header, _ = read_header(source, sections)
    found = [
        m for m in find_mentions(source, header, sections) if m.mention_type is MentionType.SELF
    ]
    assert [m.canonical for m in found] == ["36/QĐ-UBND", "36/KH-UBND"]
    assert [p.code for p in found[1].problems] == [ProblemCode.CONFLICTING_NUMBERS]


def test_two_days_for_one_number_are_a_problem_on_both():
    text = (
        "theo Kế hoạch số 370/KH-UBND ngày 08/10/2021 của UBND tỉnh.\n"
        "theo Kế hoạch số 370/KH-UBND ngày 08/12/2021 của UBND tỉnh."
    )
    found = mentions_of(text)[1]
    assert [[p.code for p in m.problems] for m in found] == [[ProblemCode.CONFLICTING_DATES]] * 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_mentions_whose_offsets_give_their_raw_text(text):
    source, found = mentions_of(text.replace("\r", " "))
    assert all(source.raw[m.char_start : m.char_end] == m.raw for m in found)


HA_TINH = Place("tỉnh Hà Tĩnh", PlaceLevel.PROVINCE, None, "tỉnh Hà Tĩnh")
HEAD_2025 = "QUYẾT ĐỊNH\nVỀ VIỆC THỬ\n"


def said(text: str, *facts: str, place: Place | None = None) -> list[tuple[str | None, ...]]:
    _, found = mentions_of(HEAD_2025 + text, Header(date=dt.date(2025, 11, 24), place=place))
    return [
        tuple(None if getattr(m, fact) is None else str(getattr(m, fact)) for fact in facts)
        for m in found
    ]


def test_decrees_amended_by_one_decree_stand_together_in_its_title():
    """Source: decision of a province of 24 November 2025, its third basis."""
    text = (
        "Căn cứ các Nghị định của Chính phủ: số 79/2025/NĐ-CP ngày 01/4/2025 về kiểm tra, rà soát; "
        "số 187/2025/NĐ-CP ngày 01/7/2025 về sửa đổi bổ sung một số điều của Nghị định số "
        "78/2025/NĐ-CP ngày 01/4/2025 và Nghị định số 79/2025/NĐ-CP ngày 01/4/2025 của Chính phủ;"
    )
    assert said(text, "canonical", "role") == [
        ("79/2025/NĐ-CP", "basis"),
        ("187/2025/NĐ-CP", "basis"),
        ("78/2025/NĐ-CP", "quoted_title"),
        ("79/2025/NĐ-CP", "quoted_title"),
    ]


def test_decrees_with_an_issuer_each_stand_side_by_side():
    text = (
        "Căn cứ Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ sửa đổi một số điều của "
        "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ và Nghị định số 61/2018/NĐ-CP "
        "ngày 23/4/2018 của Chính phủ về cơ chế một cửa;"
    )
    assert [role for (role,) in said(text, "role")] == ["basis", "quoted_title", "basis"]


def test_laws_in_small_letters_are_read_in_the_title_that_amends_them():
    """Source: decision of a city of 17 November 2025, its fifth basis (Law 56/2024/QH15)."""
    text = (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của luật chứng khoán, luật kế toán, luật quản lý "
        "thuế, luật dự trữ quốc gia số 56/2024/QH15 ngày 29 tháng 11 năm 2024;"
    )
    assert said(text, "canonical", "mention_type", "role")[-1] == (
        "56/2024/QH15",
        "numbered",
        "basis",
    )
    assert [kind for (kind,) in said(text, "mention_type")] == ["named_law_embedded"] * 4 + [
        "numbered"
    ]
    assert said(text, "title")[-1][0].startswith("Luật sửa đổi, bổ sung một số điều của luật chứng")


def test_small_letters_name_no_law_in_a_sentence():
    assert said("Các luật chuyên ngành, luật thuế và luật đất đai được phổ biến.", "title") == []


def test_a_code_may_be_called_a_law():
    """Source: 45/2019/QH14, Bộ luật Lao động, in force from 1 January 2021."""
    text = "Các ngày nghỉ lễ, tết: Thực hiện theo quy định của Luật Lao động và các văn bản khác."
    assert said(text, "canonical", "title") == [("45/2019/QH14", "Luật Lao động")]


def test_a_proposal_names_its_office_before_its_number():
    """Source: decision of a province of 20 November 2025; its symbol is in no table."""
    text = (
        "Theo đề xuất của Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 454/TTr-SoNNMT "
        "ngày 17 tháng 11 năm\n2025."
    )
    assert said(text, "relation", "issuer") == [("proposed_by", "Sở Nông nghiệp và Môi trường")]


def test_a_text_of_no_stated_type_has_the_type_of_its_symbol():
    text = "Theo đề nghị của Công an tỉnh tại Văn bản số 260/TTr-CAT-PCCC ngày 03/11/2025;"
    assert said(text, "type", "issuer", place=HA_TINH) == [("Tờ trình", "Công an tỉnh Hà Tĩnh")]


def test_what_is_enacted_behind_the_proposal_is_no_proposal():
    """Source: the enacting words of a decision of a province of 24 November 2025."""
    text = (
        "Theo đề nghị của Công an tỉnh tại Văn bản số 260/TTr-CAT-PCCC ngày 03/11/2025; Ủy ban "
        "nhân dân tỉnh ban hành Quyết định bãi bỏ Quyết định số 02/2022/QĐ-UBND ngày 11/01/2022 "
        "của Ủy ban nhân dân tỉnh Hà Tĩnh ban hành Quy định về an toàn phòng cháy."
    )
    assert said(text, "relation", "role", "issuer", place=HA_TINH) == [
        ("proposed_by", "basis", "Công an tỉnh Hà Tĩnh"),
        ("repeals", "amended_object", "UBND tỉnh Hà Tĩnh"),
    ]


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        (
            (
                "(Kèm theo Quyết định số 2813/QĐ-UBND ngày 20/11/2025 của Chủ tịch UBND tỉnh Đồng "
                "Nai)\nSTT\nVăn bản, Quy định kiến nghị đơn giản hóa"
            ),
            "Chủ tịch UBND tỉnh Đồng Nai",
            None,
        ),
        (
            (
                "Nghị định 13/2023/NĐ-CP về Bảo vệ dữ liệu cá nhân (hiệu lực từ ngày 01/07/2023) "
                "yêu cầu xác nhận"
            ),
            "Chính phủ",
            "về Bảo vệ dữ liệu cá nhân",
        ),
        (
            (
                "Căn cứ Thông tư số 03/2025/TT-VPCP ngày 15/9/2025 của Bộ trưởng, Chủ nhiệm Văn "
                "phòng Chính phủ hướng dẫn thi hành một số nội dung;"
            ),
            "Văn phòng Chính phủ",
            "hướng dẫn thi hành một số nội dung",
        ),
    ],
)
def test_issuer_and_title_end_where_the_sentence_says_something_else(text, issuer, title):
    assert said(text, "issuer", "title") == [(issuer, title)]


@settings(max_examples=60, deadline=None)
@given(
    st.text("abc", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=6),
)
def test_blanking_keeps_length_and_all_that_stands_outside_the_spans(text, spans):
    spans = [(min(a, len(text)), min(b, len(text))) for a, b in spans]
    blanked = citations._blanked(text, spans)
    hidden = {at for start, end in spans for at in range(start, end)}
    assert blanked == "".join(" " if at in hidden else sign for at, sign in enumerate(text))


def test_a_law_inside_a_title_is_the_one_of_the_title_s_own_time():
    """52/2019/QH14 amends the law of 2008, not its successor 80/2025/QH15."""
    text = (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức "
        "số 52/2019/QH14;\nHà Nội, ngày 27 tháng 11 năm 2025"
    )
    _, found = mentions_of(text)
    assert [m.canonical for m in found] == ["22/2008/QH12", "58/2010/QH12", "52/2019/QH14"]
