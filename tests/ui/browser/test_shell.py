"""The page around the rooms: its strip, addresses, Back, schemes, widths, paper, keys."""

import datetime as dt
import re
import shutil

import pytest

from tests.ui.browser.serving import running
from ui import wording

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY = dt.date(2025, 12, 31)
ROOMS = tuple(wording.TABS)


def current(page):
    return page.locator(".cc-nav a[aria-current=page]")


def opened(page, served, tab, **parts):
    said = "".join(f"&{name}={value}" for name, value in parts.items())
    page.goto(f"{served.address}/?tab={tab}{said}")
    expect(current(page)).to_have_attribute("data-tab", tab)


def test_the_page_is_vietnamese_and_named_after_its_room(page, served):
    page.goto(served.address)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page).to_have_title("Tổng quan · CănCứ")
    expect(page.get_by_role("navigation", name="Các thẻ").get_by_role("link")).to_have_text(
        list(wording.TABS.values())
    )
    page.get_by_role("link", name="Đồ thị", exact=True).click()
    expect(page).to_have_title("Đồ thị · CănCứ")


def test_rooms_are_changed_without_loading_the_page_again_and_back_returns(page, served):
    page.goto(served.address)
    page.evaluate("window.untouched = true")
    expect(current(page)).to_have_attribute("data-tab", "overview")
    for tab in ROOMS[1:]:
        page.locator(f".cc-nav a[data-tab={tab}]").click()
        expect(current(page)).to_have_attribute("data-tab", tab)
        expect(page).to_have_url(re.compile(rf"\?tab={tab}"))
        shown = page.locator("#tabs [role=tabpanel]").filter(visible=True)
        expect(shown).to_have_count(1)
    for tab in reversed(ROOMS[:-1]):
        page.go_back()
        expect(current(page)).to_have_attribute("data-tab", tab)
    page.go_forward()
    expect(current(page)).to_have_attribute("data-tab", ROOMS[1])
    assert page.evaluate("window.untouched")


def test_a_room_is_found_again_as_it_was_left(page, served):
    document = served.library.documents()[0].id
    opened(page, served, "document", doc=document)
    expect(page.locator(".cc-reader")).to_be_visible()
    page.locator(".cc-nav a[data-tab=check]").click()
    expect(current(page)).to_have_attribute("data-tab", "check")
    page.locator(".cc-nav a[data-tab=document]").click()
    expect(page).to_have_url(re.compile(rf"doc={document}"))
    expect(page.locator(".cc-reader")).to_be_visible()


@pytest.mark.parametrize("tab", ["nothing", "../x", "<script>window.pwned=1</script>", "shell"])
def test_an_address_of_no_room_opens_the_first(page, served, tab):
    page.goto(f"{served.address}/?tab={tab}")
    expect(current(page)).to_have_attribute("data-tab", "overview")
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("tab", ROOMS)
@pytest.mark.parametrize("width", [360, 768, 1920])
def test_no_room_is_wider_than_the_screen(page, served_many, tab, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served_many, tab)
    expect(page.locator("#tabs [role=tabpanel]").filter(visible=True).first).to_be_visible()
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_scheme_follows_the_system_until_one_is_chosen_and_stays_chosen(page, served):
    page.emulate_media(color_scheme="dark")
    opened(page, served, "ask")
    body = page.locator("body")
    expect(body).to_have_class(re.compile(r"\bdark\b"))
    page.get_by_role("button", name="Nền tối").click()
    expect(body).not_to_have_class(re.compile(r"\bdark\b"))
    page.reload()
    expect(current(page)).to_have_attribute("data-tab", "ask")
    expect(body).not_to_have_class(re.compile(r"\bdark\b"))


def test_paper_has_no_strip_and_is_light(page, served):
    page.emulate_media(color_scheme="dark")
    opened(page, served, "document", doc=served.library.documents()[0].id)
    expect(page.locator(".cc-reader")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#head")).to_be_hidden()
    expect(page.locator(".cc-reader")).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_the_keyboard_skips_the_strip(page, served):
    opened(page, served, "overview")  # a room that takes no focus of its own
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Bỏ qua, đến nội dung")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    for _ in ROOMS:
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".cc-nav a").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(current(page)).to_have_attribute("data-tab", ROOMS[-1])


def test_a_page_outlives_its_server_and_goes_on_with_the_next(page, plans_folder, tmp_path):
    """Killed in the middle and started again at the same address: the open page works on."""
    import shutil

    folder = tmp_path / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder) as (app, server):
        port = int(app.address.rpartition(":")[2])
        document = app.library.documents()[0].id
        opened(page, app, "document", doc=document)
        expect(page.locator(".cc-reader .cc-line").first).to_be_visible()
        server.kill()
        server.wait()
    with running(folder, port=port) as (app, _):
        page.goto(f"{app.address}/?tab=document&doc={document}")
        expect(page.locator(".cc-reader .cc-line").first).to_be_visible()
        known = app.library.check(document, None, on=DAY)
        page.goto(f"{app.address}/?tab=check&doc={document}&as_of={DAY.isoformat()}")
        expect(page.locator("#report h3 .ck-count").first).to_have_text(str(len(known["rows"])))


def test_two_people_at_once_do_not_see_each_others_pages(browser, served):
    """Each asks another question at the same moment; each sees the answer to their own."""
    questions = ("76/NQ-CP còn hiệu lực không?", "61/2018/NĐ-CP còn hiệu lực không?")
    contexts = [browser.new_context(locale="vi-VN") for _ in questions]
    try:
        pages = [context.new_page() for context in contexts]
        for shown, question in zip(pages, questions, strict=True):
            shown.goto(f"{served.address}/?tab=ask&q={question}", wait_until="commit")
        for shown, question in zip(pages, questions, strict=True):
            sentence = shown.locator("#answer .cc-sentence").last
            expect(sentence).to_contain_text(question.partition(" ")[0])
    finally:
        for context in contexts:
            context.close()


@pytest.mark.parametrize("tab", ["overview", "ask", "search", "document", "tasks", "graph"])
def test_an_empty_library_is_told_in_every_room(page, served_empty, tab):
    opened(page, served_empty, tab)
    said = page.get_by_text("Thư viện chưa có văn bản nào").filter(visible=True)
    expect(said.first).to_be_visible()
    assert not served_empty.library.exists()


def test_the_server_ends_though_a_page_is_open_and_leaves_no_drafts(page, tmp_path):
    """The app's own folder of uploads goes with it."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with running(tmp_path / "library", TMPDIR=str(temporary)) as (app, server):
        opened(page, app, "check")
        draft = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"KE HOACH"}
        page.locator("#draft-file").set_input_files(draft)
        expect(page.locator("#report .cc-sentence")).to_be_visible()
        server.terminate()
        assert server.wait(timeout=20) == 0
    assert list(temporary.rglob("*a.txt*")) == []


@pytest.mark.parametrize(
    ("tab", "wanted"),
    [
        ("check", "#report .ck-row"),
        ("document", ".cc-reader[data-begun]"),
        ("tasks", ".cc-task-chip"),
    ],
)
def test_of_links_clicked_at_once_the_last_is_shown(page, served, tab, wanted):
    document = served.library.documents()[0].id
    opened(page, served, "ask")
    page.evaluate(
        "([first, last]) => { window.cancuGo(first); window.cancuGo(last); }",
        [f"?tab={tab}", f"?tab={tab}&doc={document}"],
    )
    expect(page.locator(wanted).first).to_be_visible()
    page.evaluate(
        "([first, last]) => { for (const to of [first, last, first, last]) window.cancuGo(to); }",
        [f"?tab={tab}&doc={document}", f"?tab={tab}"],
    )
    expect(page.locator(wanted).filter(visible=True)).to_have_count(0)


# Counts the rooms' own events that are not answered yet.
UNDER_WAY = """(() => {
  const fetched = window.fetch.bind(window);
  window.underWay = 0;
  window.fetch = (...asked) => {
    window.underWay += 1;
    return fetched(...asked).finally(() => { window.underWay -= 1; });
  };
})();"""


@pytest.fixture
def broken(page, plans_folder, tmp_path):
    """A page over a library that is no library any more."""
    folder = tmp_path / "library"
    shutil.copytree(plans_folder, folder)
    page.add_init_script(UNDER_WAY)
    with running(folder) as (app, _):
        opened(page, app, "ask")
        for file in folder.glob("library.sqlite*"):
            file.write_bytes(b"no library" * 2000)
        yield folder
        page.close()  # before the server ends: the page may still be fetching its modules


@pytest.mark.parametrize("tab", ["overview", "document", "tasks"])
def test_a_library_that_breaks_while_it_is_used_is_told_in_one_sentence(page, broken, tab):
    page.locator(f'.cc-nav a[data-tab="{tab}"]').click()
    told = page.get_by_role("alert").locator("span")
    expect(told).to_contain_text(re.compile(r"\w+ .*\."))
    assert "Traceback" not in told.inner_text()
    page.get_by_role("button", name="Đóng", exact=True).click()
    page.wait_for_function("window.underWay === 0")
    expect(told).to_have_count(0)
    page.locator(f'.cc-nav a[data-tab="{tab}"]').click()
    expect(told).to_have_count(1)  # asked for again, it is told again


def test_each_part_of_the_overview_that_fails_says_so_in_its_place(page, broken):
    page.locator('.cc-nav a[data-tab="overview"]').click()
    failed = page.locator("#overview-grid .ov-failed")
    expect(failed).to_have_count(6)
    expect(failed.first).to_contain_text(re.compile(r"\w+ .*\."))
    expect(page.get_by_role("alert")).to_be_visible()


CLICKED_UNTIL_SHOWN = """() => {
  if (document.querySelector('#overview-numbers a')) return true;
  document.querySelector('.cc-nav a[data-tab="overview"]').click();
  return false;
}"""


def test_a_room_whose_event_failed_is_asked_anew_when_one_goes_there_again(page, served):
    events = re.compile("/run/predict")
    failure = {"error": "Máy chủ bận.", "title": "Lỗi"}
    opened(page, served, "ask")
    page.route(events, lambda route: route.fulfill(status=500, json=failure))
    page.locator('.cc-nav a[data-tab="overview"]').click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Máy chủ bận.")
    page.unroute(events)
    page.wait_for_function(CLICKED_UNTIL_SHOWN, polling=1000)  # a room that loads takes no click
    expect(page.locator("#overview-numbers")).to_contain_text("5")
    expect(told).to_have_count(0)
