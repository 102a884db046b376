"""The tab “Tìm” in a real browser; what is seen is compared with the library's own JSON."""

import re
from urllib.parse import urlencode

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
TYPED = "thu tuc hanh chinh"


def opened(page, served, **parts):
    """The tab as an address asks for it, its results shown."""
    page.goto(f"{served.address}/?{urlencode({'tab': 'search'} | parts)}")
    expect(page.locator("#search-q")).to_have_value(parts["q"])
    expect(page.locator("#found .cc-found")).to_be_visible()


def test_a_search_without_diacritics_marks_words_and_leads_to_the_line(page, served):
    known = served.library.search(TYPED, 21)["hits"][:20]
    opened(page, served, q=TYPED)
    expect(page.locator(".cc-hit")).to_have_count(len(known))
    expect(page.locator(".cc-counted")).to_contain_text(f"{len(known)} kết quả")
    marked = page.locator(".cc-hit mark").filter(has_text="thủ tục hành chính")
    expect(marked.first).to_be_visible()
    first = known[0]
    page.locator(".cc-hit .cc-source").first.click()
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{first['snippet']['line']}")
    page.go_back()
    expect(page.locator(".cc-hit").first).to_be_focused()
    expect(page.locator(".cc-hit")).to_have_count(len(known))


def test_more_results_come_into_the_same_list(page, served):
    query = "kế hoạch"
    known = served.library.search(query, 41)["hits"]
    assert len(known) > 20
    opened(page, served, q=query)
    hits = page.locator(".cc-hit")
    expect(hits).to_have_count(20)
    page.locator("[data-more]").click()
    expect(hits).to_have_count(min(40, len(known)))
    expect(hits.nth(20)).to_be_focused()
    expect(page).to_have_url(re.compile("count=40"))
    lines = [hit["snippet"]["line"] for hit in known[:40]]
    seen = [
        int(re.search(r"dòng (\d+)", said)[1])
        for said in page.locator(".cc-hit .cc-source").all_inner_texts()
    ]
    assert seen == lines


def test_more_that_failed_does_not_upset_the_next_search(page, served):
    opened(page, served, q="kế hoạch")
    page.route("**/run/predict*", lambda route: route.fulfill(status=500, json={"error": None}))
    page.locator("[data-more]").click()
    expect(page.locator("#search-failed")).to_be_visible()
    page.unroute("**/run/predict*")
    held = []

    def hold(route):
        held.append(route)

    page.route("**/run/predict*", hold)
    box = page.locator("#search-q")
    box.fill("ủy ban nhân dân")
    box.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-searching", "yes")
    for route in held:
        route.continue_()
    page.unroute("**/run/predict*")
    expect(page.locator(".cc-counted")).to_be_visible()
    expect(page.locator("#found-told")).not_to_be_empty()
    expect(page.locator(".cc-hit:focus")).to_have_count(0)


def test_keys_move_among_results_and_open_them(page, served):
    known = served.library.search(TYPED, 21)["hits"]
    opened(page, served, q=TYPED)
    page.keyboard.press("j")
    expect(page.locator(".cc-hit").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cc-hit").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    box = page.locator("#search-q")
    expect(box).to_be_focused()
    page.keyboard.type("j")  # while typing a letter is a letter
    expect(box).to_have_value(re.compile("j"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{known[0]['snippet']['line']}")


def test_typing_and_enter_search_and_keep_the_address(page, served):
    opened(page, served, q="rừng", year="1999")
    expect(page.locator("#found .cc-empty")).to_contain_text("1999")
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.press("/")
    box = page.locator("#search-q")
    expect(box).to_be_focused()
    page.locator("#search-form [name=year]").fill("")
    box.fill("thutuc hanhchinh")
    box.press("Enter")
    expect(page.locator("#found .cc-note")).to_contain_text("thủ tục hành chính")
    expect(page).to_have_url(re.compile(r"\?tab=search&q=thutuc\+hanhchinh$"))
    expect(page.locator(".cc-hit").first).to_be_visible()


def test_a_suggestion_is_searched_by_a_click(page, served):
    opened(page, served, q="cai cach thu tuc hanh chihn")
    page.locator(".cc-meant a").click()
    expect(page.locator("#search-q")).to_have_value("cải cách thủ tục hành chính")
    expect(page.locator(".cc-hit mark").first).to_be_visible()


def test_filters_leave_only_what_fits_and_are_taken_off_one_by_one(page, served):
    record = next(r for r in served.library.documents() if r.header.date and r.header.type)
    year, kind = str(record.header.date.year), record.header.type
    known = served.library.search(TYPED, 21, year=int(year), type=kind)["hits"][:20]
    opened(page, served, q=TYPED, year=year, type=kind)
    shown = page.locator(".cc-hit .cc-source")
    expect(shown).to_have_count(len(known))
    for number in {hit["number"] for hit in known}:
        expect(shown.filter(has_text=number or "").first).to_be_visible()
    chips = page.locator(".cc-chip")
    expect(chips).to_have_count(2)
    chips.filter(has_text=year).click()
    expect(chips).to_have_count(1)
    expect(page.locator("#search-form [name=year]")).to_have_value("")
    expect(page.locator("#search-form [name=type]")).to_have_value(kind)


def test_it_begins_with_words_of_the_library_and_what_was_searched_before(page, served):
    page.goto(f"{served.address}/?tab=search")
    expect(page.locator("#search-q")).to_be_focused()
    words = page.locator("#search-examples a")
    expect(words).not_to_have_count(0)
    for word in words.all_inner_texts():
        assert served.library.search(word, 1)["hits"]
    expect(page.locator("#search-recent")).to_be_hidden()
    opened(page, served, q=TYPED)
    expect(page.locator("#search-recent li")).to_have_count(1)
    page.goto(f"{served.address}/?tab=search")
    recent = page.locator("#search-recent li")
    expect(recent.locator("a")).to_have_text(TYPED)
    recent.locator("button").click()
    expect(page.locator("#search-recent")).to_be_hidden()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"year": "20x5"}, "“20x5” không phải là một năm, nên đang tìm trong mọi năm."),
        ({"in_force_on": "30/2/2025"}, "“30/2/2025” không phải là một ngày, nên không lọc"),
        ({"as_of": "hôm qua"}, "Thẻ “Tìm” không dùng phần “as_of”"),
    ],
)
def test_a_filter_that_is_none_is_told_and_the_rest_searched(page, served, parts, said):
    known = served.library.search(TYPED, 21)["hits"][:20]
    page.goto(f"{served.address}/?{urlencode({'tab': 'search', 'q': TYPED} | parts)}")
    expect(page.locator("#found .cc-wrong")).to_contain_text(said)
    expect(page.locator(".cc-hit")).to_have_count(len(known))
    expect(page.locator(".cc-chip")).to_have_count(0)
    (name, value) = next(iter(parts.items()))
    field = page.locator(f"#search-form [name={name}]")
    if field.count():
        expect(field).to_have_value(value)
        expect(field).to_have_attribute("aria-invalid", "true")
    recent = page.locator("#search-recent a").first
    expect(recent).to_have_attribute("href", f"?{urlencode({'tab': 'search', 'q': TYPED})}")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"in_force_on": "abc"}, "“abc” không phải là một ngày"),
        ({"type": "Thánh chỉ"}, "Không có văn bản nào có loại “Thánh chỉ” trong thư viện."),
        ({"place": "Sao Hỏa"}, "Không có văn bản nào có địa phương “Sao Hỏa” trong thư viện."),
    ],
)
def test_a_filter_that_is_none_is_told_before_anything_is_searched(page, served, parts, said):
    page.goto(f"{served.address}/?{urlencode({'tab': 'search'} | parts)}")
    expect(page.locator("#found .cc-wrong")).to_contain_text(said)
    expect(page.locator("#found .cc-empty")).to_contain_text("Chưa nhập từ cần tìm.")
    expect(page.locator("#search-examples a").first).to_be_visible()


def test_markup_in_a_query_is_shown_not_run(page, served):
    query = "<img src=x onerror=window.pwned=1> và của"
    opened(page, served, q=query)
    assert page.locator("#found img, #search-recent img").count() == 0
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_the_page_is_no_wider_than_the_screen(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served, q=TYPED, year="2021")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
