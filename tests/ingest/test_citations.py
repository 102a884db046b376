"""Citations in excerpts of real provincial documents, labelled by reading, and in made ones."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citations import find_mentions
from ingest.header import read_header
from ingest.relations import between_cited
from ingest.structure import outline
from kg.model import Header, Mention, SourceText
from kg.terms import MentionType, ProblemCode
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
