"""A conversation in a real browser; what is seen is compared with the library's own JSON."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
expect.set_options(timeout=20_000)
DAY = dt.date(2025, 8, 1)
FIRST = "Kế hoạch của Phường 5 do ai ký?"
NEXT = "còn xã Nguyên Giáp thì sao?"


def opened(page, served, question, *after):
    """The tab as an address asks for it, its answer shown and its box filled."""
    said = [("tab", "ask"), ("q", question), ("as_of", "2025-08-01")]
    page.goto(f"{served.address}/?{urlencode([*said, *(('after', text) for text in after)])}")
    expect(page.locator(".cc-answer .cc-sentence").last).to_be_visible()
    expect(page.locator("#question textarea")).to_have_value(question)


def test_a_follow_up_is_answered_after_the_question_before_it(page, served):
    opened(page, served, FIRST)
    box = page.locator("#question textarea")
    box.fill(NEXT)
    box.press("Enter")
    known = served.library.ask(NEXT, on=DAY, after=(FIRST,))
    assert known["slots"]["followed"]
    shown = page.locator("#answer")
    expect(shown.locator(".cc-asked")).to_have_text(NEXT)
    expect(shown.locator(".cc-sentence")).to_contain_text(known["answer"])
    expect(shown.locator(".cc-taken").first).to_be_visible()
    earlier = page.locator("#earlier details")
    expect(earlier).to_have_count(1)
    expect(earlier.locator("summary")).to_contain_text(FIRST)
    expect(earlier.locator(".cc-sentence")).to_be_hidden()
    earlier.locator("summary").focus()
    page.keyboard.press("Enter")
    first = served.library.ask(FIRST, on=DAY)
    expect(earlier.locator(".cc-sentence")).to_contain_text(first["answer"])
    expect(page.locator("#answer-told")).to_contain_text(known["answer"][:40])
    expect(page).to_have_url(re.compile(r"after="))
    kept = parse_qs(urlsplit(page.url).query)
    assert kept == {"tab": ["ask"], "q": [NEXT], "as_of": ["2025-08-01"], "after": [FIRST]}


def test_an_address_with_earlier_questions_gives_the_same_page_again(page, served):
    opened(page, served, NEXT, FIRST)
    known = served.library.ask(NEXT, on=DAY, after=(FIRST,))
    expect(page.locator("#answer .cc-sentence")).to_contain_text(known["answer"])
    expect(page.locator("#earlier summary")).to_contain_text(FIRST)
    page.locator("#ask-new").click()
    expect(page.locator("#question textarea")).to_have_value("")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator(".cc-answer")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?tab=ask$"))


def test_a_choice_is_asked_about_by_a_click(page, served):
    question = "Nghị quyết 76/NQ-CP năm 2019 còn hiệu lực không?"
    opened(page, served, question)
    expect(page.locator(".cc-unclear .cc-reason")).to_contain_text("Chưa rõ câu hỏi")
    page.locator(".cc-choices a").filter(has_text="15/7/2021").click()
    expect(page.locator("#answer .cc-answer:not(.cc-refused) .cc-sentence")).to_contain_text(
        "76/NQ-CP ngày 15/7/2021"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_the_conversation_is_no_wider_than_the_screen(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served, NEXT, FIRST)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
