"""What in an address means nothing to a room is told in sentences; the room is shown without it."""

import datetime as dt
import json
from urllib.parse import urlencode

import pytest

from kg.model import Place
from ui import search_wording, wrong_parts
from ui.shown_pages import ShownPages
from ui.tabs import ask, search
from ui.tabs.opening import Asked
from ui.wrong_parts import WrongPart

TODAY = "21/11/2026"
SAID = "“{day}” không phải là một ngày, nên đang xét vào hôm nay, {today}."
QUESTION = "Kế hoạch của Phường 5 do ai ký?"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """One day for all of a test, also at midnight."""
    for module in (wrong_parts, ask):
        monkeypatch.setattr(module, "today", lambda: dt.date(2026, 11, 21))


def searched(library, **parts):
    """(page, what the browser is told) for an address of the room “Tìm”."""
    return opened(search._search, library, parts)


def answered(library, **parts):
    """(page, what the browser is told) for an address of the room “Hỏi”."""
    return opened(ask._answer, library, parts)


def opened(room, library, parts):
    raw = "?" + urlencode(parts)
    page, said, _ = room(library, ShownPages(), Asked(tuple(parts.items())), raw)
    return page, json.loads(said)


@pytest.mark.parametrize(
    "typed",
    ["2025-02-31", "31/02/2025", "hôm qua", "abc", "2025", "0", "01/7", "9" * 500, "9999-99-99"],
)
def test_what_is_no_day_is_told_with_what_is_shown_instead(typed):
    [part] = wrong_parts.wrong_day("on", typed, SAID)
    assert part.name == "on"
    assert typed[:60] in part.sentence
    assert part.sentence.endswith(f"không phải là một ngày, nên đang xét vào hôm nay, {TODAY}.")
    assert len(part.sentence) < 150


@pytest.mark.parametrize("typed", [None, "", "  ", "2025-07-01", "01/7/2025", " 1.7.2025 "])
def test_a_day_or_nothing_is_not_told(typed):
    assert wrong_parts.wrong_day("on", typed, search_wording.BAD_DAY) == []


def test_names_that_a_room_does_not_read_are_told_once():
    names = ["tab", "q", "level", "level", "__theme", "view", "x" * 200]
    told = wrong_parts.unread(names, {"q"}, "Tìm")
    assert [part.name for part in told] == ["level", "x" * 200]
    assert told[0].sentence == "Thẻ “Tìm” không dùng phần “level” của địa chỉ, nên bỏ qua."
    assert len(told[1].sentence) < 150


def test_sentences_are_text_and_few():
    assert wrong_parts.told([]) == ""
    said = wrong_parts.told([WrongPart("a", "<script>x</script>"), WrongPart("b", "B.")])
    assert "<script>" not in said
    assert said.count("<p>") == 2
    assert 'role="alert"' in said
    many = wrong_parts.told(WrongPart(str(n), f"{n}.") for n in range(100))
    assert many.count("<p>") < 10


def test_a_search_is_made_without_what_means_nothing(plans):
    page, told = searched(plans, q="thủ tục", year="20x5", in_force_on="2025-02-31", level="xã")
    assert told["kind"] == "found"
    assert told["wrong"] == ["in_force_on", "year", "level"]
    assert page.count('role="alert"') == 1
    assert "“2025-02-31” không phải là một ngày" in page
    assert "“20x5” không phải là một năm" in page
    assert "không dùng phần “level”" in page
    assert page.count("cc-hit-head") == len(plans.search("thủ tục", 21)["hits"][:20])
    assert "cc-chip" not in page


def test_a_search_with_what_is_known_tells_nothing(plans):
    page, told = searched(plans, q="thủ tục", in_force_on="01/7/2025", count="40", tab="search")
    assert told["wrong"] == []
    assert "cc-wrong" not in page
    assert "01/7/2025" in page


@pytest.mark.parametrize("count", ["nhiều", "-4", "²", "99999"])
def test_a_number_of_results_that_is_none_is_told(plans, count):
    page, told = searched(plans, q="thủ tục", count=count)
    assert told["wrong"] == ["count"]
    assert f"“{count}” không phải là số kết quả, nên đang hiện 20 kết quả đầu." in page
    assert page.count("cc-hit-head") <= 20


def test_filters_without_words_are_looked_at_too(plans):
    page, told = searched(plans, type="Thánh chỉ", year="20x5")
    assert (told["kind"], told["wrong"]) == ("start", ["year"])
    assert "Không có văn bản nào có loại “Thánh chỉ”" in page
    assert "“20x5” không phải là một năm" in page
    assert searched(plans)[0] == ""


def test_a_question_on_a_day_that_is_none_is_answered_for_today(plans):
    page, told = answered(plans, q=QUESTION, as_of="hôm qua")
    known = plans.ask(QUESTION, on=dt.date(2026, 11, 21))
    assert (told["kind"], told["answer"]) == ("answer", known["answer"])
    assert told["wrong"] == ["as_of"]
    assert page.startswith('<div class="cc-wrong" role="alert">')
    assert f"“hôm qua” không phải là một ngày, nên đang xét vào hôm nay, {TODAY}." in page
    assert "cc-wrong" not in answered(plans, q=QUESTION, as_of="2025-08-01")[0]


@pytest.mark.parametrize("rows", ["hai", "0", "-1"])
def test_a_page_of_rows_that_is_none_is_told(plans, rows):
    page, told = answered(plans, q=QUESTION, rows=rows)
    assert told["wrong"] == ["rows"]
    assert f"“{rows}” không phải là số trang của danh sách, nên chỉ hiện các dòng đầu." in page
    assert answered(plans, q=QUESTION, rows="2")[1]["wrong"] == []


def test_a_place_and_a_document_that_the_library_lacks_are_told_where_nothing_is_answered(plans):
    page, _ = answered(plans, place="Sao Hỏa", document="zzz-9")
    assert "địa phương “Sao Hỏa”" in page
    assert "Thư viện không có văn bản nào là “zzz-9”." in page
    page, told = answered(plans, q="Ai ký?", document="zzz-9")
    assert not told["answered"]
    assert "Thư viện không có văn bản nào là “zzz-9”." in page
    own = next(r.header.place for r in plans.documents() if r.header.place)
    assert isinstance(own, Place)
    assert answered(plans, place=own.name)[0] == ""
