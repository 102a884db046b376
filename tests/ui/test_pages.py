"""The other pieces of HTML: answers, lists, checks, the graph, uploads."""

import datetime as dt
import re
from pathlib import Path

import pytest

from kg.terms import ValidityState
from ui import (
    answer_rows,
    answer_table,
    cards,
    check_page,
    labels,
    links,
    suggestions,
    wording,
)
from ui.library import Library

EVIL = '<script>alert("1")</script>'
DAY = dt.date(2025, 8, 1)


def answer(**more):
    given = {
        "intent": "who_cites",
        "answered": True,
        "answer": "Có.",
        "as_of": "2025-08-01",
        "rows": [],
        "evidence": [],
        "nearest": [],
    }
    return given | more


def piece(**more):
    return {
        "document": "d",
        "file": "kế hoạch.txt",
        "line_start": 3,
        "line_end": 4,
        "quote": "lời văn",
    } | more


def test_every_state_has_a_sign_of_its_own():
    assert set(wording.STATE_SIGNS) == set(ValidityState)
    assert len(set(wording.STATE_SIGNS.values())) == len(ValidityState)


def test_an_address_reads_back_whatever_stands_in_it():
    from urllib.parse import parse_qs

    made = links.address("ask", q='Số 1/QĐ & "2"?#%', line=None)
    assert parse_qs(made.removeprefix("?")) == {"tab": ["ask"], "q": ['Số 1/QĐ & "2"?#%']}


def test_evidence_links_to_its_line():
    page = cards.page(answer(evidence=[piece()]))
    assert '<a href="?tab=document&amp;doc=d&amp;line=3" class="cc-source">' in page
    assert "kế hoạch.txt, dòng 3–4" in page


def test_nearest_sections_of_a_refusal_are_called_no_answer():
    page = cards.page(
        answer(answered=False, reason="unclear", answer="Không rõ.", nearest=[piece()])
    )
    assert "chưa phải câu trả lời" in page
    assert "✔" not in page


def test_rows_are_told_in_words_and_days_as_offices_write_them():
    row = {
        "canonical": "61/2018/NĐ-CP",
        "date": "2018-04-23",
        "state": "expired",
        "relation": "legal_basis",
        "document": "d",
        "line": 7,
        "title": None,
    }
    page = answer_table.rows([row])
    assert "23/4/2018" in page
    assert "✖ Hết hiệu lực" in page
    assert 'data-label="Quan hệ">căn cứ</td>' in page
    assert 'href="?tab=document&amp;doc=d&amp;line=7"' in page
    assert "Trích yếu" not in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"comparator": ">=", "value": 90.0, "value_max": None, "unit": "%"}, "tối thiểu 90%"),
        ({"comparator": "range", "value": 2.0, "value_max": 3.5, "unit": "lần"}, "2 - 3,5 lần"),
    ],
)
def test_amounts_are_read_with_their_comparator(row, said):
    assert answer_rows.cell(row, "value") == said


def test_markup_is_escaped_in_answers_and_lists():
    pages = [
        cards.page(answer(answer=EVIL, evidence=[piece(quote=EVIL, file=EVIL)])),
        cards.examples([EVIL]),
        links.empty(EVIL, EVIL),
    ]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_a_check_shows_each_row_with_sign_word_and_links(plans: Library):
    document = next(r for r in plans.documents() if r.header.number == "36/QĐ-UBND")
    report = plans.check(document.id, None, on=DAY)
    page = check_page.page(report, document.id)
    body = re.findall(r'<tr class="ck-row.*?</tr>', page)
    assert len(body) == len(report["rows"])
    for row, shown in zip(report["rows"], body, strict=True):
        assert check_page.severity(row["severity"]) in shown
        assert links.text(row["canonical"] or row["title"]) in shown
        assert f"line={row['mentions'][0]['line']}" in shown
    assert links.text(labels.check_sentence(report)) in page
    assert page.count("<li>") >= len(report["offices"]) + len(report["places"])


def test_a_draft_has_no_links_to_lines_of_the_library(plans: Library):
    document = plans.documents()[0]
    page = check_page.page(plans.check(document.id, None, on=DAY), None)
    assert "tab=document" not in page


def test_examples_are_answered_by_the_library_they_are_made_from(plans: Library):
    made = suggestions.questions(plans, on=DAY)
    assert not any("chủ trì chủ trì" in question for question in made)
    assert 5 <= len(made) <= 10
    assert all(plans.ask(question, on=DAY)["answered"] for question in made)


def test_an_empty_library_has_no_examples(tmp_path: Path):
    assert suggestions.questions(Library.at(tmp_path / "none"), on=DAY) == []
