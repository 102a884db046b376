"""The reader keeps what was chosen, whichever answer comes first, and tells what failed."""

import datetime as dt
import re

import pytest

from kg.terms import ValidityState
from tests.ui.browser.holding import hold
from tests.ui.browser.serving import PATIENCE, running
from ui import wording
from ui.accounts import account_file
from ui.accounts import wording as login
from ui.days import today

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY = dt.date(2015, 1, 1)
BOTH = wording.READER_VIEWS[2][0]


def begun(page):
    """The reader with its whole text."""
    shown = page.locator(".cc-reader[data-begun]:not([data-rest]):not([data-pending])")
    expect(shown).to_be_visible()
    return page.locator(".cc-reader")


@pytest.fixture
def damaged(page, served):
    """A plan that can be read in two columns, opened; its reading."""
    for record in served.library.documents():
        reading, _ = served.library.read(record.id, None)
        if record.damaged and reading.sections:
            page.goto(f"{served.address}/?tab=document&doc={record.id}")
            begun(page)
            return record, reading
    raise AssertionError("no plan can be read in two columns")


def choose_day(page, day):
    page.locator("#cc-read-day").fill(day.isoformat())
    page.locator("#cc-read-day").press("Enter")


def changing(library, reading):
    """A citation whose document is in another state on DAY, and that state."""
    for mention in reading.mentions:
        if mention.target and mention.mention_type.value not in ("self", "anaphora"):
            then = library.status(mention.target, on=DAY)["state"]
            if then != library.status(mention.target, on=today())["state"]:
                return mention, ValidityState(then)
    raise AssertionError("every state stays")


def test_a_heading_of_the_outline_keeps_the_day_and_the_two_columns(page, served, damaged):
    record, reading = damaged
    page.get_by_label(BOTH).check()
    expect(page.locator(".cc-reader.cc-view-both")).to_be_visible()
    choose_day(page, DAY)
    reader = page.locator(".cc-reader")
    expect(reader).to_have_attribute("data-on", DAY.isoformat())
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".cc-outline a").last.click()
    line = reading.sections[-1].line
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{line}")
    expect(page).to_have_url(
        f"{served.address}/?tab=document&doc={record.id}&line={line}&as_of={DAY.isoformat()}"
        "&view=both"
    )
    expect(page.get_by_label(BOTH)).to_be_checked()
    expect(reader).to_have_attribute("data-on", DAY.isoformat())
    assert [url for url in asked if "/run/predict" in url] == []


def test_a_day_and_a_view_chosen_one_after_the_other_are_both_shown(page, served, damaged):
    _, reading = damaged
    mention, state = changing(served.library, reading)
    held = hold(page, "**/cancu-reader/*/day?*")
    with page.expect_request("**/cancu-reader/*/day?*"):
        choose_day(page, DAY)
    page.get_by_label(BOTH).check()
    expect(page.locator(".cc-reader.cc-view-both")).to_be_visible()
    for route in held:  # Enter both changes the box and sends its form
        route.continue_()
    reader = page.locator(".cc-reader")
    expect(reader).to_have_attribute("data-on", DAY.isoformat())
    expect(reader).not_to_have_attribute("aria-busy", "true")
    cite = page.locator(f'.cc-cite[data-m="{mention.char_start}-{mention.char_end}"]').first
    expect(cite).to_have_class(re.compile(rf"cc-state-{state.value}\b"))
    expect(page).to_have_url(re.compile(f"as_of={DAY.isoformat()}&view=both$"))


def test_a_view_that_cannot_be_had_leaves_the_one_shown_chosen(page, damaged):
    page.route("**/cancu-reader/*/text?*", lambda route: route.abort())
    page.get_by_label(BOTH).click()
    expect(page.locator(".cc-tools-said")).to_contain_text("Không hỏi được máy chủ")
    expect(page.get_by_label(wording.READER_VIEWS[0][0])).to_be_checked()


def test_copying_from_a_card_says_so_and_puts_the_button_back(browser, served):
    record, mention = next(
        (record, mention)
        for record in served.library.documents()
        for mention in served.library.read(record.id, None)[0].mentions
        if mention.canonical == "61/2018/NĐ-CP"  # replaced in 2025
    )
    context = browser.new_context(locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{served.address}/?tab=document&doc={record.id}&line={mention.line}")
    begun(page)
    page.locator(f'.cc-cite[data-m="{mention.char_start}-{mention.char_end}"]').first.focus()
    expect(page.locator("#cc-card .cc-copy").first).to_be_visible()
    page.keyboard.press("Tab")
    button = page.locator("#cc-card .cc-copy").first
    expect(button).to_be_focused()
    before = button.inner_html()
    page.keyboard.press("Enter")
    expect(button).to_have_text("✔ Đã chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == button.get_attribute("data-copy")
    expect(button.locator(".cc-heard")).to_have_count(1)
    assert button.inner_html() == before
    context.close()


def test_places_found_are_those_of_the_document_shown(page, served, damaged):
    other = next(r for r in served.library.documents() if r.id != damaged[0].id)
    page.locator("#cc-find").fill("thực hiện")
    expect(page.locator(".cc-find output")).to_have_text(re.compile(r"^\d+/\d+$"))
    page.evaluate("to => window.cancuGo(to)", f"?tab=document&doc={other.id}")
    expect(page.locator(f'.cc-reader[data-begun][data-doc="{other.id}"]')).to_be_visible()
    reading, _ = served.library.read(other.id, None)
    whole = sum(line.text.lower().count("thực hiện") for line in reading.source.lines)
    expect(page.locator("#cc-find")).to_have_value("thực hiện")
    expect(page.locator(".cc-find output")).to_have_text(f"{whole} chỗ")
    page.locator(".cc-find [data-find='1']").click()
    expect(page.locator(".cc-find output")).to_have_text(f"1/{whole}")


def test_an_ended_login_is_told_in_words(page, damaged, served, tmp_path):
    """The server asks for a login again: the cookie is gone."""
    file = tmp_path / "tai-khoan.json"
    account_file.add(file, "Lan", "mưa rào tháng bảy")
    with running(served.library.folder, "--accounts", str(file)) as (app, _):
        page.goto(f"{app.address}/?tab=document&doc={damaged[0].id}")
        page.get_by_label(login.NAME, exact=True).fill("Lan")
        page.get_by_label(login.PASSWORD, exact=True).fill("mưa rào tháng bảy")
        page.get_by_role("button", name=login.ENTER, exact=True).click()
        begun(page)
        page.context.clear_cookies()
        choose_day(page, DAY)
        expect(page.locator(".cc-tools-said")).to_have_text(login.NEEDED)
        page.locator(".cc-reader .cc-cite").first.focus()
        expect(page.locator("#cc-card")).to_have_text(login.NEEDED)
        page.close()
