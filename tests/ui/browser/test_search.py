"""The tab “Tìm” in a real browser; what is seen is compared with the library's own JSON."""

import re

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
expect.set_options(timeout=20_000)
TYPED = "thu tuc hanh chinh"


def opened(page, served, **parts):
    """The tab as an address asks for it, its results shown."""
    said = "&".join(f"{name}={value}" for name, value in parts.items())
    page.goto(f"{served.address}/?tab=search&{said}")
    expect(page.locator("#search-query input, #search-query textarea")).to_have_value(parts["q"])
    expect(page.locator("#found .cc-found")).to_be_visible()


def test_a_search_without_diacritics_marks_words_and_leads_to_the_line(page, served):
    known = served.library.search(TYPED, 20)
    opened(page, served, q=TYPED)
    expect(page.locator(".cc-hit")).to_have_count(len(known["hits"]))
    marked = page.locator(".cc-hit mark").filter(has_text="thủ tục hành chính")
    expect(marked.first).to_be_visible()
    first = known["hits"][0]
    page.locator(".cc-hit .cc-source").first.click()
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{first['snippet']['line']}")


def test_typing_and_enter_search_and_keep_the_address(page, served):
    opened(page, served, q="rừng", year="1999")
    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("/")
    box = page.locator("#search-query input, #search-query textarea")
    expect(box).to_be_focused()
    expect(page.locator("#found .cc-empty")).to_contain_text("1999")
    page.locator("#search-year input, #search-year textarea").fill("")
    box.fill("thutuc hanhchinh")
    box.press("Enter")
    expect(page.locator("#found .cc-note")).to_contain_text("thủ tục hành chính")
    expect(page).to_have_url(re.compile(r"\?tab=search&q=thutuc\+hanhchinh$"))
    expect(page.locator(".cc-hit").first).to_be_visible()


def test_a_suggestion_is_searched_by_a_click(page, served):
    opened(page, served, q="cai cach thu tuc hanh chihn")
    page.locator(".cc-meant a").click()
    expect(page.locator("#search-query input, #search-query textarea")).to_have_value(
        "cải cách thủ tục hành chính"
    )
    expect(page.locator(".cc-hit mark").first).to_be_visible()


def test_filters_leave_only_what_fits(page, served):
    record = next(r for r in served.library.documents() if r.header.date)
    year = str(record.header.date.year)
    known = served.library.search(TYPED, 20, year=int(year))
    opened(page, served, q=TYPED, year=year)
    shown = page.locator(".cc-hit .cc-source")
    expect(shown).to_have_count(len(known["hits"]))
    for number in {hit["number"] for hit in known["hits"]}:
        expect(shown.filter(has_text=number or "").first).to_be_visible()


def test_markup_in_a_query_is_shown_not_run(page, served):
    page.goto(f"{served.address}/?tab=search&q=<img src=x onerror=alert(1)> và của")
    expect(page.locator("#found .cc-found")).to_be_visible()
    assert page.locator("#found img").count() == 0


@pytest.mark.parametrize("width", [360, 768])
def test_the_page_is_no_wider_than_the_screen(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served, q=TYPED, year="2021")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
