"""The reader's HTML, built from small documents made by hand."""

import datetime as dt
import re

import pytest

from kg.errors import Problem
from kg.model import (
    Attached,
    Choice,
    Header,
    Line,
    Mention,
    Period,
    Place,
    Reading,
    Section,
    SourceText,
)
from kg.terms import (
    CitationRole,
    MentionType,
    PlaceLevel,
    ProblemCode,
    Relation,
    SectionKind,
    ValidityState,
)
from ui import reader, reader_lines
from ui.reader_lines import Shown, View

DAY = dt.date(2025, 8, 1)
NOTHING = View("ke-hoach-1", DAY)


def source(*lines, damaged=False):
    """Lines given as text, or as (raw, text)."""
    built, start = [], 0
    for number, item in enumerate(lines, start=1):
        raw, text = item if isinstance(item, tuple) else (item, item)
        built.append(Line(number, start, raw, text))
        start += len(raw) + 1
    return SourceText(tuple(built), damaged=damaged)


def cited(where, words, *, canonical=None, target=None, **more):
    """A mention of `words`, found in the clean text; in raw text at the same words."""
    start = where.text.index(words)
    raw_start = where.raw.find(words)
    values = {
        "canonical": canonical,
        "type": None,
        "number": None,
        "year": None,
        "issuer": None,
        "date": None,
        "title": None,
        "relation": Relation.LEGAL_BASIS,
        "role": CitationRole.BASIS,
        "mention_type": MentionType.NUMBERED,
    } | more
    return Mention(
        **values,
        target=target,
        raw=words,
        text_start=start,
        text_end=start + len(words),
        char_start=raw_start,
        char_end=raw_start + len(words),
        line=where.line_at(start).number,
        line_end=where.line_at(start + len(words) - 1).number,
    )


def reading(where, *mentions, header=None, sections=(), problems=()):
    return Reading(
        "kế hoạch.txt", "", "", where, header or Header(), sections, mentions, problems=problems
    )


def states(**known):
    return lambda key: known.get(key, ValidityState.UNKNOWN)


def test_a_citation_is_marked_with_its_document_day_issuer_relation_and_state():
    where = source("Căn cứ Nghị định số 61/2018/NĐ-CP;")
    mention = cited(
        where,
        "61/2018/NĐ-CP",
        canonical="61/2018/NĐ-CP",
        target="k",
        date=dt.date(2018, 4, 23),
        issuer="Chính phủ",
    )
    page = reader.page(reading(where, mention), NOTHING, states(k=ValidityState.EXPIRED))
    mark = re.search(
        r'<mark class="([^"]+)" title="([^"]+)">([^<]+)<sup[^>]*>(.)</sup></mark>', page
    )
    assert mark is not None
    assert mark[1] == "cc-cite cc-rel-legal_basis cc-state-expired"
    assert mark[2] == (
        "61/2018/NĐ-CP · ngày 23/4/2018 · Chính phủ · quan hệ: căn cứ · ✖ Hết hiệu lực"
    )
    assert (mark[3], mark[4]) == ("61/2018/NĐ-CP", "✖")


def test_a_citation_of_a_held_document_is_a_link_to_it():
    where = source("theo Kế hoạch 15/KH-UBND")
    mention = cited(where, "15/KH-UBND", target="key")
    view = View("a", DAY, held={"key": "15-kh-ubnd"})
    page = reader.page(reading(where, mention), view, states())
    assert '<a href="?tab=document&amp;doc=15-kh-ubnd" class="cc-cite' in page


def test_markup_in_a_document_is_shown_and_not_run():
    evil = "<script>alert(1)</script>"
    where = source(f"{evil} 1/QĐ-UBND <img src=x onerror=y>")
    mention = cited(where, "1/QĐ-UBND", title='" onmouseover="x', canonical=evil)
    head = Header(number=evil, title=evil, issuer=evil, signer=evil, recipients=(evil,))
    section = Section(SectionKind.ROMAN, 1, "I", evil, 1, 1, 1, 1)
    problem = Problem(ProblemCode.NUMBER_GUESSED, evil, "x", evil)
    page = reader.page(
        reading(where, mention, header=head, sections=(section,), problems=(problem,)),
        NOTHING,
        states(),
    )
    assert "<script" not in page
    assert "<img" not in page
    assert 'title="" onmouseover' not in page
    assert page.count("&lt;script&gt;") >= 6


def test_of_two_citations_that_overlap_the_inner_one_keeps_its_own_mark():
    where = source("Luật sửa đổi Luật Đầu tư năm 2020")
    outer = cited(where, "Luật sửa đổi Luật Đầu tư", canonical="outer")
    inner = cited(where, "Luật Đầu tư", canonical="inner")
    page = reader.page(reading(where, outer, inner), NOTHING, states())
    pieces = re.findall(r'title="(outer|inner) [^"]*">([^<]+)', page)
    assert pieces == [("outer", "Luật sửa đổi "), ("inner", "Luật Đầu tư")]


def test_a_citation_over_a_line_end_is_marked_on_both_lines_with_one_sign():
    where = source("Quyết định số 1390/QĐ-", "UBND-HC ngày")
    mention = cited(where, "1390/QĐ-\nUBND-HC", canonical="1390/QĐ-UBND-HC")
    page = reader.page(reading(where, mention), NOTHING, states())
    assert page.count("<mark") == 2
    assert page.count("<sup") == 1


@pytest.mark.parametrize(("view", "shown"), [("text", "Quyết định"), ("raw", "Quyét dinh")])
def test_damaged_text_is_shown_repaired_or_as_it_stands(view, shown):
    where = source(("Quyét dinh sé 36", "Quyết định số 36"), damaged=True)
    page = reader.page(reading(where), View("a", DAY, shown=Shown(view)), states())
    line = re.search(r'<div class="cc-line" id="L1">.*?<span[^>]*>([^<]*)</span>', page)
    assert line is not None
    assert line[1].startswith(shown)
    assert "đối chiếu" in page


def test_raw_and_repaired_text_stand_side_by_side():
    where = source(("Quyét dinh <sé> 36", "Quyết định số 36"), "một", damaged=True)
    page = reader.page(reading(where), View("a", DAY, shown=Shown.BOTH), states())
    assert "<span class=cc-raw>Quyét dinh &lt;sé&gt; 36</span><span>Quyết định số 36</span>" in page
    assert page.count("cc-beside") == 2


def test_doubtful_syllables_are_underlined_inside_citations_too():
    line = Line(1, 0, "theo 36/QD-UBND", "theo 36/QĐ-UBND", doubts=((0, 4, 0.5), (8, 15, 0.625)))
    where = SourceText((line,), damaged=True)
    mention = cited(where, "36/QĐ-UBND", target="k") if "36/QĐ-UBND" in where.text else None
    assert mention is not None
    page = reader.page(reading(where, mention), NOTHING, states())
    doubted = re.findall(
        r'<u class="cc-doubt" title="[^"]*\(độ tin cậy (\d+) %\)">([^<]*)</u>', page
    )
    assert doubted == [("50", "theo"), ("62", "QĐ-UBND")]
    assert "2 chữ đọc chưa chắc chắn" in page
    raw = reader.page(reading(where), View("a", DAY, shown=Shown.RAW), states())
    assert "cc-doubt" not in raw


def test_pages_stand_beside_their_images_and_lines_know_their_boxes():
    lines = (
        Line(1, 0, "một", "một", page=1, box=(0.1, 0.2, 0.9, 0.25)),
        Line(2, 4, "hai", "hai", page=1),
        Line(3, 8, "ba", "ba", page=2),
    )
    shown = View('a"b', DAY, shown=Shown.PAGES)
    page = reader.page(reading(SourceText(lines)), shown, states())
    assert re.findall(r'<img src="([^"]*)"', page) == [
        "/cancu-pages/a&quot;b/1.png",
        "/cancu-pages/a&quot;b/2.png",
    ]
    assert 'id="L1" data-box="0.1000,0.2000,0.9000,0.2500"' in page
    assert page.count("data-box") == 1
    assert page.index("Ảnh trang 1") < page.index('id="L2"') < page.index("Ảnh trang 2")


def test_the_words_shown_are_the_words_of_the_document():
    where = source("Căn cứ A & B <1>", "", "  thụt vào 61/2018/NĐ-CP ;")
    mention = cited(where, "61/2018/NĐ-CP")
    page = reader.page(reading(where, mention), NOTHING, states())
    import html

    lines = re.findall(r'<div class="cc-line[^>]*>.*?</a><span[^>]*>(.*?)</span></div>', page)
    plain = [html.unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", "", line)) for line in lines]
    assert plain == [where.lines[0].text, "\xa0", where.lines[2].text]


def test_the_line_asked_for_is_marked_and_named():
    where = source("một", "hai", "ba")
    page = reader.page(reading(where), View("a", DAY, line=2), states())
    assert '<div class="cc-line cc-target" id="L2">' in page
    assert page.count("cc-target") == 1
    assert 'data-line="2"' in page


def test_the_outline_links_to_lines():
    where = source("I. MỤC ĐÍCH", "1. Yêu cầu")
    sections = (
        Section(SectionKind.ROMAN, 1, "I", "MỤC ĐÍCH", 1, 1, 1, 2),
        Section(SectionKind.NUMBERED, 2, "1", "1. Yêu cầu", 2, 2, 2, 2),
    )
    page = reader.outline(reading(where, sections=sections), View("a", DAY))
    assert ">I. MỤC ĐÍCH</a>" in page
    assert '<a href="?tab=document&amp;doc=a&amp;line=2" data-goto="2">1. Yêu cầu</a>' in page


def test_the_header_says_what_the_document_leaves_out():
    page = reader.header(reading(source("x")), NOTHING)
    assert "<dd>không ghi số</dd>" in page
    assert "<dd>không ghi đủ ngày</dd>" in page
    assert "Người ký" not in page


def test_the_header_names_place_period_and_signer():
    head = Header(
        number="36/QĐ-UBND",
        date=dt.date(2025, 2, 12),
        place=Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang"),
        period=Period(2021, 2030),
        signer="Nguyễn Văn A",
        signer_title="Chủ tịch",
    )
    page = reader.header(reading(source("x"), header=head), NOTHING)
    for said in (
        "36/QĐ-UBND",
        "12/02/2025",
        "Phường 5, thành phố Gò Công, tỉnh Tiền Giang",
        "2021 - 2030",
        "Chủ tịch, Nguyễn Văn A",
    ):
        assert f"<dd>{said}</dd>" in page


def test_an_unresolved_citation_says_how_many_documents_fit():
    choice = Choice("k", "65/QĐ-UBND", None, None, None, 0.5, "")
    where = source("65/QĐ-UBND")
    mention = cited(where, "65/QĐ-UBND", canonical="65/QĐ-UBND", choices=(choice, choice))
    said = reader_lines.citation_title(mention, ValidityState.UNKNOWN)
    assert said.endswith("? Chưa rõ hiệu lực · có 2 văn bản phù hợp, cần xem lại")


def test_the_documents_own_number_and_references_back_are_not_marked_as_citations():
    where = source("Số: 36/QĐ-UBND", "Quyết định này có hiệu lực")
    own = cited(where, "36/QĐ-UBND", mention_type=MentionType.SELF)
    back = cited(where, "Quyết định này", mention_type=MentionType.ANAPHORA)
    page = reader.page(reading(where, own, back), NOTHING, states())
    assert "<mark" not in page
    assert "không viện dẫn văn bản nào" in page


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("KẾ HOẠCH Cải cách hành chính", "KẾ HOẠCH Cải cách hành chính"),
        ("Cải cách hành chính", "Kế hoạch Cải cách hành chính"),
    ],
)
def test_an_attached_plan_is_named_with_its_kind_once(title, named):
    assert reader.attached_name(Attached("Kế hoạch", title, 1)) == named
