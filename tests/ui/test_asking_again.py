"""Questions narrowed by filters, copied with their citation, kept for going back."""

import json

import pytest

from ui import answer_copy
from ui.asking_again import narrowed
from ui.days import today
from ui.shown_pages import KEPT, ShownPages
from ui.tabs import ask
from ui.tabs.opening import Asked


@pytest.mark.parametrize(
    ("question", "filters", "asked"),
    [
        ("Ai ký?", {}, "Ai ký?"),
        ("Ai ký?", {"place": "Phường 5"}, "Ai ký (Phường 5)?"),
        ("Ai ký", {"place": " ", "document": ""}, "Ai ký"),
        ("phuong 5 ai ký?", {"place": "Phường 5"}, "phuong 5 ai ký?"),
        ("Phường 55 ai ký?", {"place": "Phường 5"}, "Phường 55 ai ký (Phường 5)?"),
        (
            "Ai ký?",
            {"document": "36/QĐ-UBND của Phường 5", "place": "Phường 5"},
            "Ai ký (36/QĐ-UBND của Phường 5)?",
        ),
    ],
)
def test_filters_are_said_once(question, filters, asked):
    assert narrowed(question, **filters) == asked


def test_a_copied_answer_names_document_page_line_and_day():
    piece = {"document": "d", "file": "a.txt", "page": 2, "line_start": 3, "line_end": 4,
             "quote": "lời  văn <b>"}  # fmt: skip
    others = [piece | {"page": None, "line_end": 3}] * answer_copy.MOST
    given = {"answer": "Có.", "as_of": "2025-08-01", "names": {"d": "15/KH-UBND"},
             "evidence": [piece, *others]}  # fmt: skip
    said = answer_copy.plain(given).splitlines()
    assert said[:3] == ["Có.", "Xét vào ngày 01/8/2025.", "Căn cứ:"]
    assert said[3].startswith("- 15/KH-UBND, trang 2, dòng 3–4: “lời")
    assert said[4].startswith("- 15/KH-UBND, dòng 3: “")
    assert said[-1] == "(và 1 chỗ khác)"
    assert answer_copy.plain(given | {"evidence": []}) == "Có.\nXét vào ngày 01/8/2025.\n"


def test_lines_that_only_name_a_document_are_not_copied_as_proof():
    line = {"document": "d", "file": "a.txt", "page": None, "line_start": 3, "line_end": 3,
            "quote": "Căn cứ Nghị định 9"}  # fmt: skip
    given = {"answer": "Còn.", "as_of": "2025-08-01", "names": {},
             "evidence": [line | {"quote": "có hiệu lực", "names_only": False},
                          line | {"names_only": True}]}  # fmt: skip
    assert answer_copy.plain(given).splitlines()[2:] == [
        "Căn cứ:",
        "- a.txt, dòng 3: “có hiệu lực”",
    ]
    bare = given | {"evidence": given["evidence"][1:]}
    assert answer_copy.plain(bare) == "Còn.\nXét vào ngày 01/8/2025.\n"


def test_the_last_pages_are_kept_and_the_newest_is_on_the_screen():
    shown = ShownPages()
    assert shown.current() is None
    for place in range(KEPT + 2):
        shown = shown.showing(place, f"page {place}")
    assert shown.get(0) is None
    assert shown.get(KEPT) == f"page {KEPT}"
    assert shown.current() == KEPT + 1
    again = shown.showing(2, "page 2")
    assert again.current() == 2
    assert len(again.entries) == KEPT
    assert shown.current() == KEPT + 1  # the former is as it was


def test_what_is_kept_of_a_long_list_is_its_pages_and_not_its_rows(plans):
    question = "Liệt kê nhiệm vụ không ghi thời hạn"
    rows = plans.ask(question, on=today(), every_row=True)["rows"]
    assert len(rows) > 50
    kept = ShownPages()
    for number in ("1", "2"):
        asked = Asked((("q", question), ("after", "Ai ký?"), ("rows", number)))
        page, said, kept = ask._answer(plans, kept, asked, "")
        known = kept.entries[-1][1]
        assert known.page == page
        assert known.told == {
            name: value
            for name, value in json.loads(said).items()
            if name in {"question", "answer", "answered"}
        }
        assert len(json.dumps(known.told)) < 2_000
    assert len(kept.entries) == 2
