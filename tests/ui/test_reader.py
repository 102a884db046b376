"""The reader's HTML, built from small documents made by hand."""

import datetime as dt
import html
import re

import pytest

from kg.errors import Problem
from kg.model import (
    Attached,
    Choice,
    DocumentRecord,
    Header,
    Line,
    Mention,
    Period,
    Place,
    Reading,
    Section,
    SourceText,
)
from kg.tables import Table, TableCell
from kg.terms import (
    CitationRole,
    MentionType,
    PlaceLevel,
    ProblemCode,
    Relation,
    SectionKind,
    ValidityState,
)
from ui import reader, reader_cards, reader_cited, reader_head, reader_lines, reader_parts
from ui.reader_book import OpenDocument
from ui.reader_lines import Shown, View

DAY = dt.date(2025, 8, 1)
NOTHING = View("ke-hoach-1", DAY)
STATUS = {
    "state": "in_force",
    "as_of": "2025-08-01",
    "registry_as_of": "2026-01-01",
    "effective_from": "2025-01-02",
    "effective_until": None,
    "proof": [],
}


def source(*lines, damaged=False):
    """Lines given as text, or as (raw, text)."""
    built, start = [], 0
    for number, item in enumerate(lines, start=1):
        raw, text = item if isinstance(item, tuple) else (item, item)
        built.append(Line(number, start, raw, text))
        start += len(raw) + 1
    return SourceText(tuple(built), damaged=damaged)


def cited(where, words, *, canonical=None, target=None, start=0, **more):
    """A mention of `words`, found in the clean text; in raw text at the same words."""
    start = where.text.index(words, start)
    raw_start = where.raw.find(words, start)
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


def opened(read, *, held=(), tables=()):
    """The reading as the desk opens it. held: keys of documents that the library holds."""
    cited = reader_lines.citations(read.mentions)
    keys = tuple(dict.fromkeys(one.target for one in cited if one.target))
    records = {key: DocumentRecord(f"id-{key}", key, key in held, Header()) for key in keys}
    own = DocumentRecord("ke-hoach-1", "own", True, read.header, damaged=read.source.damaged)
    numbers = {key: place for place, key in enumerate(keys)}
    return OpenDocument(own, read, cited, keys, numbers, records, tuple(tables), 0)


def shown(read, view=NOTHING, *, held=(), tables=(), **known):
    """Its lines as HTML; known: states by key."""
    book = opened(read, held=held, tables=tables)
    states = [known.get(key, ValidityState.UNKNOWN) for key in book.keys]
    view = View(view.document, view.on, view.line, view.shown, book.held, view.day_asked)
    marks = reader.marks(book, states, view)
    return reader_parts.lines(reader_parts.parts(book, view, marks), view)


def words_of(page):
    """Number and words of each line, without signs and heard words."""
    bare = re.sub(r"<sup.*?</sup>|<span class=\"cc-heard\">.*?</span>", "", page)
    found = re.findall(r'id="L(\d+)"[^>]*>.*?</a>(.*?)</(?:div|tr)>', bare)
    return {int(number): html.unescape(re.sub("<[^>]+>", "", said)) for number, said in found}


def test_a_citation_is_marked_with_its_place_its_document_and_the_sign_and_word_of_its_state():
    where = source("Căn cứ Nghị định số 61/2018/NĐ-CP;")
    mention = cited(where, "61/2018/NĐ-CP", canonical="61/2018/NĐ-CP", target="k")
    page = shown(reading(where, mention), k=ValidityState.EXPIRED)
    mark = re.search(
        r'<a role="button" tabindex="0" class="([^"]+)" data-m="(\d+-\d+)" data-t="0">([^<]+)'
        r'<sup aria-hidden="true">(.)</sup><span class="cc-heard">([^<]+)</span></a>',
        page,
    )
    assert mark is not None
    assert mark[1] == "cc-cite cc-rel-legal_basis cc-state-expired"
    first, last = map(int, mark[2].split("-"))
    assert where.raw[first:last] == mark[3] == "61/2018/NĐ-CP"
    assert (mark[4], mark[5]) == ("✖", " (hết hiệu lực)")


@pytest.mark.parametrize("asked", [False, True])
def test_a_citation_of_a_held_document_is_a_link_to_it_on_the_day_asked_for(asked):
    where = source("theo Kế hoạch 15/KH-UBND")
    mention = cited(where, "15/KH-UBND", target="key")
    page = shown(reading(where, mention), View("a", DAY, day_asked=asked), held={"key"})
    day = "&amp;as_of=2025-08-01" if asked else ""
    assert f'<a href="?tab=document&amp;doc=id-key{day}" class="cc-cite' in page


def test_markup_in_a_document_is_shown_and_not_run():
    evil = "<script>alert(1)</script>"
    where = source(f"{evil} 1/QĐ-UBND <img src=x onerror=y>")
    mention = cited(where, "1/QĐ-UBND", title='" onmouseover="x', canonical=evil)
    head = Header(number=evil, title=evil, issuer=evil, signer=evil, recipients=(evil,))
    section = Section(SectionKind.ROMAN, 1, "I", evil, 1, 1, 1, 1)
    problem = Problem(ProblemCode.NUMBER_GUESSED, evil, "x", evil)
    read = reading(where, mention, header=head, sections=(section,), problems=(problem,))
    book = opened(read)
    page = "".join(
        (
            shown(read),
            reader.outline(read, NOTHING),
            reader.notes(read),
            reader_head.header(book, NOTHING, STATUS),
            reader_cited.panel(book, []),
            reader_cards._in_doubt(mention, book),
        )
    )
    assert "<script" not in page
    assert "<img" not in page
    assert 'title="" onmouseover' not in page
    assert page.count("&lt;script&gt;") >= 8


def test_of_two_citations_that_overlap_the_inner_one_keeps_its_own_mark():
    where = source("Luật sửa đổi Luật Đầu tư năm 2020")
    outer = cited(where, "Luật sửa đổi Luật Đầu tư", canonical="outer", target="o")
    inner = cited(where, "Luật Đầu tư", canonical="inner", target="i")
    page = shown(reading(where, outer, inner))
    pieces = re.findall(r'data-m="[^"]*" data-t="(\d)">([^<]+)(<sup)?', page)
    assert pieces == [("0", "Luật sửa đổi ", "<sup"), ("1", "Luật Đầu tư", "<sup")]


def test_a_citation_over_a_line_end_is_marked_on_both_lines_with_one_sign_and_one_stop_of_tab():
    where = source("Quyết định số 1390/QĐ-", "UBND-HC ngày")
    mention = cited(where, "1390/QĐ-\nUBND-HC", canonical="1390/QĐ-UBND-HC")
    page = shown(reading(where, mention))
    assert page.count('class="cc-cite') == 2
    assert page.count("<sup") == 1
    assert page.count('tabindex="0" class="cc-cite') == 1
    assert page.count('tabindex="-1" class="cc-cite') == 1


@pytest.mark.parametrize(("view", "said"), [("text", "Quyết định"), ("raw", "Quyét dinh")])
def test_damaged_text_is_shown_repaired_or_as_it_stands(view, said):
    where = source(("Quyét dinh sé 36", "Quyết định số 36"), damaged=True)
    page = shown(reading(where), View("a", DAY, shown=Shown(view)))
    assert words_of(page)[1].startswith(said)
    assert "đối chiếu" in reader.notes(reading(where))


def test_raw_and_repaired_text_stand_side_by_side_with_what_changed_marked():
    pieces = ((0, 5, 0, 5), (5, 6, 5, 6), (6, 8, 6, 10), (8, 11, 10, 13))
    line = Line(1, 0, "Quyét <sé> 36", "Quyết số 36", pieces=pieces)
    where = SourceText((line, Line(2, 14, "một", "một")), damaged=True)
    page = shown(reading(where), View("a", DAY, shown=Shown.BOTH))
    assert '<span class="cc-raw"><del>Quyét</del> <del>&lt;sé&gt;</del> 36</span>' in page
    assert "<span><ins>Quyết</ins> <ins>số</ins> 36</span>" in page
    assert page.count("cc-beside") == 2
    assert page.count("<del>") == page.count("<ins>") == 2


def test_doubtful_syllables_are_underlined_inside_citations_too():
    line = Line(1, 0, "theo 36/QD-UBND", "theo 36/QĐ-UBND", doubts=((0, 4, 0.5), (8, 15, 0.625)))
    where = SourceText((line,), damaged=True)
    mention = cited(where, "36/QĐ-UBND", target="k")
    page = shown(reading(where, mention))
    doubted = re.findall(
        r'<u class="cc-doubt" title="[^"]*\(độ tin cậy (\d+) %\)">([^<]*)</u>', page
    )
    assert doubted == [("50", "theo"), ("62", "QĐ-UBND")]
    assert "2 chữ đọc chưa chắc chắn" in reader.notes(reading(where))
    assert "cc-doubt" not in shown(reading(where), View("a", DAY, shown=Shown.RAW))


def test_pages_stand_beside_their_images_and_lines_know_their_boxes():
    lines = (
        Line(1, 0, "một", "một", page=1, box=(0.1, 0.2, 0.9, 0.25)),
        Line(2, 4, "hai", "hai", page=1),
        Line(3, 8, "ba", "ba", page=2),
    )
    page = shown(reading(SourceText(lines)), View('a"b', DAY, shown=Shown.PAGES))
    assert re.findall(r'<img src="([^"]*)"', page) == [
        "/cancu-pages/a&quot;b/1.png",
        "/cancu-pages/a&quot;b/2.png",
    ]
    assert 'id="L1" data-box="0.1000,0.2000,0.9000,0.2500"' in page
    assert page.count("data-box") == 1
    assert page.count('class="cc-part"') == page.count("<figure>") == 2


def test_the_words_shown_are_the_words_of_the_document():
    where = source("Căn cứ A & B <1>", "", "  thụt vào 61/2018/NĐ-CP ;")
    page = shown(reading(where, cited(where, "61/2018/NĐ-CP")))
    assert list(words_of(page).values()) == [where.lines[0].text, "\xa0", where.lines[2].text]


def test_the_line_asked_for_is_marked():
    page = shown(reading(source("một", "hai", "ba")), View("a", DAY, line=2))
    assert '<div class="cc-line cc-target" id="L2">' in page
    assert page.count("cc-target") == 1


@pytest.mark.parametrize(("line", "there"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_line_that_is_not_there_is_told_with_a_way_back(line, there):
    said = reader._missing(opened(reading(source("một", "hai", "ba"))), View("a", DAY, line=line))
    if there:
        assert said == ""
        return
    assert f"không có dòng {line}: văn bản có 3 dòng" in said
    assert 'href="?tab=document&amp;doc=a"' in said


def test_the_outline_links_to_lines_and_their_lines_are_headings():
    where = source("I. MỤC ĐÍCH", "1. Yêu cầu", "chữ")
    sections = (
        Section(SectionKind.ROMAN, 1, "I", "MỤC ĐÍCH", 1, 1, 1, 3),
        Section(SectionKind.NUMBERED, 2, "1", "1. Yêu cầu", 2, 2, 3, 3),
    )
    read = reading(where, sections=sections)
    page = reader.outline(read, View("a", DAY))
    assert ">I. MỤC ĐÍCH</a>" in page
    assert '<a href="?tab=document&amp;doc=a&amp;line=2" data-goto="2">1. Yêu cầu</a>' in page
    assert re.findall(r'role="heading" aria-level="(\d)">([^<]+)', shown(read)) == [
        ("3", "I. MỤC ĐÍCH"),
        ("4", "1. Yêu cầu"),
    ]


def test_the_header_says_what_the_document_leaves_out_and_its_own_state():
    page = reader_head.header(opened(reading(source("x"))), NOTHING, STATUS)
    assert "<dd>không ghi số</dd>" in page
    assert "<dd>không ghi đủ ngày</dd>" in page
    assert "Người ký" not in page
    assert "✔</span> Còn hiệu lực vào ngày 01/8/2025" in page
    assert "Có hiệu lực từ ngày 02/01/2025" in page


def test_the_header_names_place_period_and_signer():
    head = Header(
        number="36/QĐ-UBND",
        date=dt.date(2025, 2, 12),
        place=Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang"),
        period=Period(2021, 2030),
        signer="Nguyễn Văn A",
        signer_title="Chủ tịch",
    )
    page = reader_head.header(opened(reading(source("x"), header=head)), NOTHING, STATUS)
    for said in (
        "36/QĐ-UBND",
        "12/02/2025",
        "Phường 5, thành phố Gò Công, tỉnh Tiền Giang",
        "2021 - 2030",
        "Chủ tịch, Nguyễn Văn A",
    ):
        assert f"<dd>{said}</dd>" in page


def test_an_open_citation_says_which_documents_fit_and_where_to_choose():
    choices = tuple(
        Choice(f"k{n}", "65/QĐ-UBND", None, dt.date(2020 + n, 1, 2), f"Cơ quan {n}", 0.5, "")
        for n in (1, 2)
    )
    where = source("65/QĐ-UBND")
    mention = cited(where, "65/QĐ-UBND", canonical="65/QĐ-UBND", choices=choices)
    card = reader_cards._in_doubt(mention, opened(reading(where, mention)))
    assert "một trong 2 văn bản" in card
    assert card.count("<li>65/QĐ-UBND ngày ") == 2
    assert 'href="?tab=check&amp;doc=ke-hoach-1"' in card
    assert "có 2 văn bản phù hợp" in reader_cited.panel(opened(reading(where, mention)), [])


def test_the_documents_own_number_and_references_back_are_not_marked_as_citations():
    where = source("Số: 36/QĐ-UBND", "Quyết định này có hiệu lực")
    own = cited(where, "36/QĐ-UBND", mention_type=MentionType.SELF)
    back = cited(where, "Quyết định này", mention_type=MentionType.ANAPHORA)
    read = reading(where, own, back)
    assert "cc-cite" not in shown(read)
    assert "không viện dẫn văn bản nào" in reader_cited.panel(opened(read), [])


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("KẾ HOẠCH Cải cách hành chính", "KẾ HOẠCH Cải cách hành chính"),
        ("Cải cách hành chính", "Kế hoạch Cải cách hành chính"),
    ],
)
def test_an_attached_plan_is_named_with_its_kind_once(title, named):
    assert reader_head.attached_name(Attached("Kế hoạch", title, 1)) == named


def test_the_list_of_citations_has_the_worst_first_and_every_place():
    where = source("A và B", "A và C", "A và B")
    spots = [("A", 0), ("B", 0), ("A", 1), ("C", 1), ("A", 2), ("B", 2)]
    mentions = [
        cited(where, name, canonical=name, target=name, start=where.text_starts[line])
        for name, line in spots
    ]
    book = opened(reading(where, *mentions))
    assert book.keys == ("A", "B", "C")
    states = [ValidityState.IN_FORCE, ValidityState.EXPIRED, ValidityState.UNKNOWN]
    page = reader_cited.panel(book, states)
    assert "6 chỗ viện dẫn, 3 văn bản" in page
    assert re.findall(r"<li><b>(.)</b>", page) == ["B", "C", "A"]
    assert re.findall(r'data-goto="(\d)" data-cite="([^"]+)"', page) == [
        (str(one.line), reader_lines.place_of(one))
        for name in "BCA"
        for one in mentions
        if one.canonical == name
    ]


# --- tables -------------------------------------------------------------------------------------
def rows_of(page):
    rows = [
        re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall("<tr.*?</tr>", page)
    ]
    return [[html.unescape(re.sub("<[^>]+>", "", cell)) for cell in row] for row in rows]


def test_lines_that_are_rows_of_cells_are_a_table_and_keep_their_numbers():
    where = source("Bảng:", "| STT | Việc |", "| --- | --- |", "| 1 | Theo 76/NQ-CP |", "hết")
    mention = cited(where, "76/NQ-CP", target="k")
    page = shown(reading(where, mention), k=ValidityState.IN_FORCE)
    assert rows_of(re.sub(r"<sup.*?</span>", "", page)) == [
        ["2", "STT", "Việc"],
        ["4", "1", "Theo 76/NQ-CP"],
    ]
    assert page.count("<th") == 2
    assert '<tr class="cc-line" id="L4">' in page
    assert page.count('class="cc-cite') == 1


def test_a_rule_of_strokes_below_the_first_row_makes_it_the_head():
    page = shown(reading(source("| Nhóm | Hệ số |", "|||", "| 1 | 5 |", "hết")))
    assert rows_of(page) == [["1", "Nhóm", "Hệ số"], ["3", "1", "5"]]
    assert page.count("<th") == 2


def test_a_table_of_the_file_keeps_rows_with_fewer_cells():
    where = source("STT | Việc | Cơ quan", "I. Nhóm việc", "1 | Việc một | Sở Nội vụ", "hết")
    cells = (TableCell(0, 0, "STT", 1), TableCell(1, 0, "I. Nhóm việc", 2, column_span=3))
    page = shown(reading(where), tables=[Table(cells, 1, 3, head_rows=1)])
    assert rows_of(page) == [
        ["1", "STT", "Việc", "Cơ quan"],
        ["2", "I. Nhóm việc"],
        ["3", "1", "Việc một", "Sở Nội vụ"],
    ]
    assert '<td colspan="3">I. Nhóm việc</td>' in page


@pytest.mark.parametrize(
    ("lines", "damaged"),
    [
        (["A | B"], False),  # one row is no table
        (["A | B", "một | hai | ba"], False),  # unequal
        (["A |B", "C |D"], False),  # no strokes between cells
        (["A | B", "C | D"], True),  # strokes of a damaged file are chance
    ],
)
def test_strokes_that_make_no_table_are_shown_as_they_stand(lines, damaged):
    where = source(*lines, damaged=damaged)
    page = shown(reading(where))
    assert "<table" not in page
    assert list(words_of(page).values()) == lines


# --- long texts ---------------------------------------------------------------------------------
def test_a_long_text_comes_with_its_first_parts_and_those_around_the_line():
    where = source(*(f"dòng {number}" for number in range(1, 1_001)))
    book = opened(reading(where))
    for line, expected in ((None, 400), (1, 400), (990, 400)):
        view = View("a", DAY, line=line)
        made = reader_parts.parts(book, view, [])
        assert [part.first for part in made][1:] == [part.last + 1 for part in made][:-1]
        numbers = reader_parts.at_once(made, line)
        page = reader_parts.lines(made, view, numbers)
        there = set(words_of(page))
        assert page.count('data-empty="yes"') == len(made) - len(numbers)
        assert {1} <= there
        assert len(there) <= expected + 2 * reader_parts.PART
        if line:
            assert {line, line - 1} & set(range(1, 1_001)) <= there
        rest = reader_parts.lines([part for part in made if part.number not in numbers], view)
        assert there | set(words_of(rest)) == set(range(1, 1_001))
        assert not there & set(words_of(rest))


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "٣", "9" * 12, "1e3"])
def test_a_line_that_is_no_number_is_told(typed):
    from kg.errors import UsageError

    with pytest.raises(UsageError, match="không phải là số dòng"):
        reader.line_number(typed)
