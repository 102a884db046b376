"""Search results as a page and as a table: what is marked, escaped, linked."""

import html
import re

import pytest

from ui import search_page, search_table
from ui import search_wording as wording

EVIL = "<script>alert('x')</script> & <b>đậm</b>"


def hit(**changed):
    """A hit of a held document."""
    return {
        "passage": "15-kh#3", "document": "15-kh", "number": "15/KH-UBND", "title": "Kế hoạch năm",
        "heading_path": ["Kế hoạch năm", "II. NHIỆM VỤ"], "line_start": 4, "line_end": 9,
        "page": None, "text": "Rà soát thủ tục hành chính.", "score": 1.0, "lexical": 1.0,
        "dense": 0.9, "found_by": "both", "state": "expired", "held": True,
        "snippet": {"text": "Rà soát thủ tục hành chính.", "marks": [[8, 26]], "line": 5,
                    "page": None, "cut_before": False, "cut_after": True},
        "heading_marks": [[], [[4, 12]]], "duplicates": [],
    } | changed  # fmt: skip


def found(*hits, **changed):
    return {"query": "thủ tục", "searched": "thủ tục", "did_you_mean": None, "note": None,
            "weak": False, "hits": list(hits), "as_of": "2026-01-31"} | changed  # fmt: skip


def other(**changed):
    return {"passage": "8-kh#1", "document": "8-kh", "number": "8/KH-UBND", "title": "Kế hoạch",
            "line_start": 7, "differs": [{"here": "95%", "there": "90%"}]} | changed  # fmt: skip


def text_of(page):
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_a_card_marks_the_words_and_leads_to_the_line():
    card = search_page.card(hit())
    assert "Rà soát <mark>thủ tục hành chính</mark>. …" in card
    assert 'href="?tab=document&amp;doc=15-kh&amp;line=5"' in card
    assert "II. <mark>NHIỆM VỤ</mark>" in card
    assert "15/KH-UBND, dòng 5" in card
    assert "✖ Hết hiệu lực" in card
    assert "Tìm thấy: cả hai" in card


def test_a_document_without_a_number_is_named_once():
    assert text_of(search_page.card(hit(number=None))).count("Kế hoạch năm") == 1
    assert text_of(search_page.card(hit())).count("Kế hoạch năm") == 1


def test_what_looks_like_markup_is_shown_not_run():
    page = search_page.page(
        found(
            hit(
                number=EVIL, title=EVIL, heading_path=[EVIL], heading_marks=[[[0, 8]]], text=EVIL,
                held=False,
                duplicates=[other(number=EVIL, differs=[{"here": EVIL, "there": EVIL}])],
                snippet=hit()["snippet"] | {"text": EVIL, "marks": [[0, 8], [9, 14]]},
            ),
            query=EVIL, searched=EVIL, did_you_mean=EVIL + "y", note=EVIL,
        ),
        {"place": EVIL},
    )  # fmt: skip
    assert "<script" not in page
    assert "<b>" not in page
    assert "<mark>&lt;script&gt;</mark>a<mark>lert(</mark>" in page
    assert EVIL in text_of(page)


def test_a_suggestion_is_a_link_that_searches_it_with_the_same_filters():
    page = search_page.page(found(hit(), did_you_mean="thủ tục hành chính"), {"year": "2025"})
    assert "q=th%E1%BB%A7+t%E1%BB%A5c+h%C3%A0nh+ch%C3%ADnh&amp;year=2025" in page
    assert "Có phải ý anh chị là:" in page


def test_nothing_found_says_why():
    page = search_page.page(found(note=wording.NOTHING_FOUND), {})
    assert wording.NOTHING_FOUND in page
    assert "cc-hits" not in page


def test_duplicates_name_what_differs_and_lead_to_their_lines():
    card = search_page.card(hit(duplicates=[other(), other(line_start=None, differs=[])]))
    assert "Đoạn gần như vậy ở 2 văn bản khác" in card
    assert 'href="?tab=document&amp;doc=8-kh&amp;line=7"' in card
    assert "khác: “95%” → “90%”" in card


def test_a_passage_of_a_dataset_is_unfolded_in_place():
    card = search_page.card(hit(held=False, text="Cả đoạn dài.\nHai dòng.", state=None,
                                passage="9/2020/nđ-cp#4",
                                snippet=hit()["snippet"] | {"line": None}))  # fmt: skip
    assert "href" not in card
    assert "Cả đoạn dài.\nHai dòng." in card
    assert "Điều 4" in card


@pytest.mark.parametrize("width", [50, 160])
def test_the_table_says_what_the_json_says_at_any_width(width, monkeypatch, capsys):
    monkeypatch.setattr(search_table, "_PIPE", width)
    search_table.print_results(
        found(hit(duplicates=[other()]), did_you_mean="thủ tục hành chính", note=EVIL)
    )
    shown = " ".join(capsys.readouterr().out.split())
    for said in ("15/KH-UBND", "dòng 5", "cả hai", "Hết hiệu lực", "“95%” → “90%”", "hành chính"):
        assert all(word in shown for word in said.split())
    assert "Có phải ý anh chị là: thủ tục hành chính" in shown


def test_a_terminal_shows_no_control_characters(capsys):
    search_table.print_results(
        found(hit(number="1\x1b[31m", title="\x07", heading_path=["\x1b]0;x\x07"],
                  heading_marks=[[]]))
    )  # fmt: skip
    assert "\x1b" not in capsys.readouterr().out


def test_the_page_is_named_where_a_document_has_pages():
    paged = hit(snippet=hit()["snippet"] | {"page": 3})
    assert search_table.place(paged) == "dòng 5, trang 3"


def test_filters_are_chips_that_are_taken_off_one_by_one():
    page = search_page.page(found(hit()), {"year": "2025", "type": EVIL, "place": ""})
    assert page.count('class="cc-chip"') == 2
    assert 'href="?tab=search&amp;q=th%E1%BB%A7+t%E1%BB%A5c&amp;year=2025"' in page
    assert "<script" not in page


def test_the_next_results_are_offered_where_there_are_more():
    hits = [hit()] * 21
    page = search_page.page(found(*hits), {"year": "2025"}, count=20, seconds=0.071)
    assert page.count("cc-hit-head") == 20
    assert "20 kết quả đầu" in text_of(page)
    assert "0,07 giây" in text_of(page)
    assert "year=2025&amp;count=40" in page
    assert "data-more" not in search_page.page(found(*hits[:20]), {}, count=20)


def test_weak_results_and_national_articles_are_told_as_such():
    assert "cc-weak" in search_page.page(found(hit(), weak=True, note=wording.WEAK), {})
    card = search_page.card(hit(held=False, passage="9/2020/nđ-cp#4", text="Cả\u00ad điều.",
                                snippet=hit()["snippet"] | {"line": None}))  # fmt: skip
    assert wording.NATIONAL in card
    assert wording.WHOLE_ARTICLE in card
    assert "\u00ad" not in card
    assert wording.NATIONAL not in search_page.card(hit())
