"""Rooms that are left and found again: their addresses, their places, the work that goes on."""

import re

import pytest

from tests.ui.browser.holding import hold
from ui import wording

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}"""
DRAFT = {"name": "a.txt", "mimeType": "text/plain", "buffer": "KẾ HOẠCH\nRà soát".encode()}


def room(page, name):
    return page.locator(f'.cc-nav a[data-tab="{name}"]')


def expect_room(page, name):
    expect(room(page, name)).to_have_attribute("aria-current", "page")
    expect(page.locator("#tabs [role=tabpanel]").filter(visible=True)).to_have_count(1)


def opened(page, served, name, more=""):
    page.goto(f"{served.address}/?tab={name}{more}")
    expect_room(page, name)


def plans(served):
    return served.library.documents()


def test_after_back_the_strip_leads_to_each_room_as_it_was(page, served):
    opened(page, served, "overview")
    document = plans(served)[0].id
    page.evaluate("to => window.cancuGo(to)", f"?tab=check&doc={document}")
    expect(page.locator("#report .ck-row").first).to_be_visible()
    page.go_back()
    expect_room(page, "overview")
    room(page, "check").click()
    expect_room(page, "check")
    expect(page).to_have_url(re.compile(f"doc={document}$"))
    expect(page.locator("#report .ck-row").first).to_be_visible()


def test_each_room_is_scrolled_as_it_was_left(page, served):
    page.set_viewport_size({"width": 1280, "height": 400})
    opened(page, served, "overview")
    expect(page.locator("#overview-dead .ov-list > li").first).to_be_visible()
    room(page, "document").click()
    with page.expect_response("**/cancu-reader/*/unfitting*"):  # what comes last
        page.locator("a.cc-shelf-link").first.click()
    expect(page.locator(".cc-unfitting > *").first).to_be_attached()
    page.evaluate("window.scrollTo({ top: 1500, behavior: 'instant' })")
    page.wait_for_function("window.scrollY === 1500")
    room(page, "overview").click()
    expect(page.locator("#overview-dead")).to_be_visible()
    page.wait_for_function("window.scrollY === 0")
    room(page, "document").click()
    expect(page.locator(".cc-reader")).to_be_visible()
    page.wait_for_function("window.scrollY === 1500")


def test_the_link_past_the_strip_is_no_step_of_the_history(page, served):
    opened(page, served, "overview")
    before = page.url
    page.get_by_role("link", name=wording.SKIP).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tabs")).to_be_focused()
    expect(page).to_have_url(before)


def test_where_storage_is_blocked_the_overview_and_the_scheme_work(page, served):
    page.add_init_script(BLOCKED)
    opened(page, served, "overview")
    expect(page.locator("#overview-changes")).to_contain_text("lần đầu mở trang này")
    page.get_by_role("button", name=wording.DARK).click()
    expect(page.locator("body")).to_have_class(re.compile(r"\bdark\b"))
    page.get_by_role("button", name=wording.DARK).click()
    expect(page.locator("body")).not_to_have_class(re.compile(r"\bdark\b"))


FAILED = {"status": 500, "json": {"error": "Không đọc được thư viện."}}


def test_a_check_that_fails_is_not_waited_for_any_more(page, served):
    opened(page, served, "check")
    page.route("**/run/predict*", lambda route: route.fulfill(**FAILED))
    page.get_by_role("combobox").fill(plans(served)[0].id)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").locator("span")).to_have_text(FAILED["json"]["error"])
    expect(page.locator("#check-wait")).to_be_hidden()
    expect(page.locator("#report")).to_have_attribute("aria-busy", "false")


def test_a_list_that_fails_is_not_busy_any_more(page, served):
    opened(page, served, "document")
    expect(page.locator("#documents tbody tr")).to_have_count(len(plans(served)))
    page.route("**/run/predict*", lambda route: route.fulfill(**FAILED))
    page.locator("#documents-type").select_option("Quyết định")
    expect(page.get_by_role("alert").locator("span")).to_have_text(FAILED["json"]["error"])
    expect(page.locator("#documents-list")).not_to_have_attribute("aria-busy", "true")


def test_a_draft_that_was_read_meanwhile_is_checked_when_its_room_is_shown_again(page, served):
    opened(page, served, "check")
    held = hold(page, "**/cancu-check/draft*")
    with page.expect_request("**/cancu-check/draft*"):
        page.locator("#draft-file").set_input_files(DRAFT)
    room(page, "overview").click()
    expect_room(page, "overview")
    held[0].continue_()
    expect(page.locator("#check-wait")).to_have_attribute("hidden", "")
    expect_room(page, "overview")
    room(page, "check").click()
    expect(page.locator("#report .cc-sentence")).to_be_visible()
    expect(page).to_have_url(re.compile("draft="))


def test_who_goes_on_while_a_document_is_removed_stays_there(page, served):
    opened(page, served, "document")
    held = hold(page, "**/cancu-documents/remove*")
    page.locator("button[data-remove]").first.click()
    with page.expect_request("**/cancu-documents/remove*"):
        page.locator("#remove-yes").click()
    room(page, "overview").click()
    expect_room(page, "overview")
    held[0].fulfill(json={"told": "Đã xóa một văn bản."})
    expect(page.locator("#upload-said")).to_have_text("Đã xóa một văn bản.")
    expect_room(page, "overview")


def test_what_is_typed_while_a_report_comes_is_checked_next(page, served):
    first, second = (record.id for record in plans(served)[:2])
    opened(page, served, "check")
    box = page.get_by_role("combobox")
    held = hold(page, "**/run/predict*")
    box.fill(first)
    with page.expect_request("**/run/predict*"):
        box.press("Enter")
    box.fill(second)
    expect(page.get_by_role("option")).not_to_have_count(0)
    held[0].continue_()
    page.unroute_all()
    expect(page.locator(f'#report .cc-report[data-doc="{first}"]')).to_be_visible()
    box.press("Enter")
    expect(page.locator(f'#report .cc-report[data-doc="{second}"]')).to_be_visible()
    expect(page.locator("#check-docs")).to_be_hidden()
