"""Asking in a real browser; what is seen is compared with the library's own JSON."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from ui import answer_copy
from ui.asking_again import narrowed
from ui.labels import vietnamese_date

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY = dt.date(2025, 8, 1)
SHOWN_DAY = "01/8/2025"
QUESTION = "Văn bản nào viện dẫn 76/NQ-CP?"
FIRST = "Kế hoạch của Phường 5 do ai ký?"
NEXT = "còn xã Nguyên Giáp thì sao?"
BLOCKED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('blocked', 'SecurityError'); } });"""


def start(page, served):
    """The room as it is opened in the morning, its box ready."""
    page.goto(f"{served.address}/?tab=ask")
    box = page.locator("#ask-q")
    expect(box).to_be_focused()
    return box


def opened(page, served, question, *after, **more):
    """The tab as an address asks for it, its answer shown and its box filled."""
    said = [("tab", "ask"), ("q", question), ("as_of", "2025-08-01"), *more.items()]
    page.goto(f"{served.address}/?{urlencode([*said, *(('after', text) for text in after)])}")
    expect(page.locator("#answer .cc-answer .cc-sentence").first).to_be_visible()
    expect(page.locator("#ask-q")).to_have_value(question)


def sent(page):
    """What the browser sends from now on, as text."""
    found = []
    page.on("request", lambda request: found.append(request.url + (request.post_data or "")))
    return found


def asked_of(found, question):
    return [one for one in found if question in one or question.split()[-1] in one]


# --- answers --------------------------------------------------------------------------------------
def test_a_question_is_answered_with_links_to_the_lines_that_prove_it(page, served):
    known = served.library.ask(QUESTION, on=DAY)
    box = start(page, served)
    page.locator("#ask-form [name=as_of]").fill(SHOWN_DAY)
    box.fill(QUESTION)
    page.locator("#ask").click()
    answer = page.locator("#answer")
    expect(answer.locator(".cc-sentence").first).to_contain_text(known["answer"])
    expect(answer.locator(".cc-rows tbody tr")).to_have_count(len(known["rows"]))
    expect(answer.locator(".cc-proof")).to_have_count(min(12, len(known["evidence"])))
    expect(answer.locator(".cc-proof mark").first).to_have_text("76/NQ-CP")
    kept = parse_qs(urlsplit(page.url).query)
    assert kept == {"tab": ["ask"], "q": [QUESTION], "as_of": [SHOWN_DAY]}
    expect(page.locator("#answer-told")).to_contain_text(known["answer"][:40])
    first = known["evidence"][0]
    answer.locator(".cc-proof .cc-source").first.click()
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{first['line_start']}")
    expect(page.locator(".cc-target")).to_contain_text(first["quote"].split()[0])


def test_back_from_the_reader_shows_the_very_answer_without_asking_anew(page, served):
    opened(page, served, QUESTION)
    page.evaluate("document.querySelector('#answer .cc-answer').dataset.mine = 'yes'")
    link = page.locator("#answer .cc-proof .cc-source").last
    link.click()
    expect(page.locator(".cc-target")).to_be_visible()
    page.go_back()
    expect(page.locator("#answer .cc-answer[data-mine]")).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    expect(page.locator("#ask-q")).to_have_value(QUESTION)


def test_a_question_in_the_address_is_answered_at_once(page, served):
    page.goto(f"{served.address}/?q=76/NQ-CP còn hiệu lực không?")
    expect(page.locator("#ask-q")).to_have_value("76/NQ-CP còn hiệu lực không?")
    expect(page.locator("#answer .cc-sentence")).to_contain_text("76/NQ-CP")


def test_a_refusal_shows_its_reason_and_what_to_do_next(page, served):
    question = "Giá vàng hôm nay là bao nhiêu?"
    known = served.library.ask(question, on=DAY)
    assert not known["answered"]
    opened(page, served, question)
    refused = page.locator("#answer .cc-refused")
    expect(refused.locator(".cc-sentence")).to_contain_text(known["answer"])
    expect(refused.locator(".cc-advice")).to_contain_text(known["advice"])
    expect(refused.locator(".cc-nearest .cc-card")).to_have_count(min(12, len(known["nearest"])))
    refused.locator(".cc-actions a").last.click()
    expect(page.locator("#search-q")).to_have_value(question)


def test_filters_are_said_in_the_question_and_kept_in_the_address(page, served):
    question = "Ai ký kế hoạch?"
    asked = narrowed(question, place="Phường 5")
    known = served.library.ask(asked, on=DAY)
    box = start(page, served)
    page.locator("#ask-form [name=place]").fill("Phường 5")
    page.locator("#ask-form [name=as_of]").fill(SHOWN_DAY)
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#answer .cc-asked")).to_have_text(asked)
    expect(page.locator("#answer .cc-sentence").first).to_contain_text(known["answer"])
    expect(page).to_have_url(re.compile("place=Ph"))
    page.reload()
    expect(page.locator("#answer .cc-sentence").first).to_contain_text(known["answer"])
    expect(page.locator("#ask-form [name=place]")).to_have_value("Phường 5")


def test_the_examples_are_questions_that_the_library_answers(page, served):
    start(page, served)
    offered = page.locator("#examples a")
    expect(offered).not_to_have_count(0)
    for question in offered.all_inner_texts():
        assert served.library.ask(question, on=dt.date.today())["answered"]  # noqa: DTZ011
    first = offered.first.inner_text()
    offered.first.click()
    expect(page.locator("#answer .cc-asked")).to_have_text(first)
    expect(page.locator("#examples")).to_be_hidden()


def test_an_answer_is_copied_with_its_citation(page, served):
    known = served.library.ask(FIRST, on=DAY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, served, FIRST)
    page.locator("#answer [data-copy]").click()
    expect(page.locator("#answer [data-copy]")).to_contain_text("Đã sao chép")
    assert page.evaluate("navigator.clipboard.readText()") == answer_copy.plain(known)
    assert "dòng" in answer_copy.plain(known)


# --- conversation ---------------------------------------------------------------------------------
def test_a_follow_up_is_answered_after_the_question_before_it(page, served):
    opened(page, served, FIRST)
    box = page.locator("#ask-q")
    box.fill(NEXT)
    box.press("Enter")
    known = served.library.ask(NEXT, on=DAY, after=(FIRST,))
    assert known["slots"]["followed"]
    shown = page.locator("#answer")
    expect(shown.locator(".cc-asked")).to_have_text(NEXT)
    expect(shown.locator(".cc-sentence").first).to_contain_text(known["answer"])
    expect(shown.locator(".cc-taken").first).to_be_visible()
    expect(shown.locator(".cc-follows a")).to_have_text(FIRST)
    earlier = page.locator(".cc-earlier details")
    expect(earlier).to_have_count(1)
    expect(earlier.locator("summary")).to_contain_text(FIRST)
    expect(earlier.locator(".cc-sentence")).to_be_hidden()
    earlier.locator("summary").focus()
    page.keyboard.press("Enter")
    first = served.library.ask(FIRST, on=DAY)
    expect(earlier.locator(".cc-sentence")).to_contain_text(first["answer"])
    kept = parse_qs(urlsplit(page.url).query)
    assert kept == {"tab": ["ask"], "q": [NEXT], "as_of": ["2025-08-01"], "after": [FIRST]}
    page.go_back()
    expect(shown.locator(".cc-asked")).to_have_text(FIRST)


def test_an_address_with_earlier_questions_gives_the_same_page_again(page, served):
    opened(page, served, NEXT, FIRST)
    known = served.library.ask(NEXT, on=DAY, after=(FIRST,))
    expect(page.locator("#answer .cc-sentence").first).to_contain_text(known["answer"])
    expect(page.locator(".cc-earlier summary")).to_contain_text(FIRST)
    page.locator("#ask-new").click()
    expect(page.locator("#ask-q")).to_have_value("")
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


def test_of_two_questions_sent_at_once_the_last_is_shown(page, served):
    box = start(page, served)
    for question in (FIRST, QUESTION):
        box.fill(question)
        box.press("Enter")
    expect(page.locator("#answer .cc-asked")).to_have_text(QUESTION)
    expect(page).to_have_url(re.compile("76%2FNQ-CP"))


def test_two_pages_at_once_do_not_mix(page, served):
    other = page.context.new_page()
    boxes = [start(page, served), start(other, served)]
    for box, question in zip(boxes, (FIRST, QUESTION), strict=True):
        box.fill(question)
    for box in boxes:
        box.press("Enter")
    for shown, question in ((page, FIRST), (other, QUESTION)):
        expect(shown.locator("#answer .cc-asked")).to_have_text(question)
        known = served.library.ask(question, on=dt.date.today())  # noqa: DTZ011
        expect(shown.locator("#answer .cc-sentence").first).to_contain_text(known["answer"])


# --- what was asked before ------------------------------------------------------------------------
def test_what_was_asked_stays_in_the_browser_and_is_not_sent(page, served):
    opened(page, served, FIRST)
    page.locator("#ask-q").fill("Giá vàng hôm nay là bao nhiêu?")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-history li")).to_have_count(2)
    found = sent(page)
    start(page, served)
    listed = page.locator("#ask-history li")
    expect(listed).to_have_count(2)
    page.locator("#ask-history summary").click()
    expect(listed.nth(0)).to_contain_text("Giá vàng hôm nay")
    expect(listed.nth(0)).to_contain_text("chưa trả lời")
    expect(listed.nth(1)).to_contain_text("có câu trả lời")
    page.locator("#examples a").first.wait_for()
    assert found
    assert asked_of(found, "Giá vàng hôm nay") == []
    listed.nth(0).locator("button").click()
    expect(listed).to_have_count(1)
    expect(listed.locator("button")).to_be_focused()
    listed.locator("a").click()
    expect(page.locator("#answer .cc-asked")).to_have_text(FIRST)
    listed.locator("button").click()
    expect(page.locator("#ask-history")).to_be_hidden()
    expect(page.locator("#ask-q")).to_be_focused()
    page.reload()
    expect(page.locator("#answer .cc-asked")).to_have_text(FIRST)
    expect(page.locator("#ask-history li")).to_have_count(1)  # asked again by the address


def test_the_room_works_where_the_browser_keeps_nothing(page, served):
    page.add_init_script(BLOCKED)
    box = start(page, served)
    box.fill(FIRST)
    box.press("Enter")
    expect(page.locator("#answer .cc-asked")).to_have_text(FIRST)
    expect(page.locator("#ask-history li")).to_have_count(1)


# --- keys -----------------------------------------------------------------------------------------
def test_a_question_is_asked_and_its_proof_opened_by_keys_alone(page, served):
    start(page, served)
    page.keyboard.type("Văn bản nào viện dẫn")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("76/NQ-CP?")
    expect(page.locator("#ask-q")).to_have_value("Văn bản nào viện dẫn\n76/NQ-CP?")
    page.keyboard.press("Enter")
    expect(page.locator("#answer .cc-proof").first).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#answer .cc-proof .cc-source')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".cc-target")).to_be_visible()


def test_keys_bring_back_the_last_question_leave_the_box_and_change_rooms(page, served):
    opened(page, served, FIRST)
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.locator("#answer .cc-asked")).to_be_visible()
    box = page.locator("#ask-q")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill("")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(FIRST)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("")
    page.keyboard.type("gt?/")
    expect(box).to_have_value("gt?/")


def test_the_table_of_keys_keeps_the_focus_and_closes_with_escape(page, served):
    box = start(page, served)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    panel = page.get_by_role("dialog", name="Phím tắt")
    expect(panel).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || "
        assert page.evaluate(inside + "!!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.keyboard.press("/")
    expect(box).to_be_focused()


# --- bad input ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "question", ["<img src=x onerror=window.pwned=1>", "<script>window.pwned=1</script>?",
                 "${window.pwned=1} {{value}} là gì?"]
)  # fmt: skip
def test_markup_in_a_question_is_shown_not_run(page, served, question):
    opened(page, served, question)
    expect(page.locator("#answer .cc-asked")).to_have_text(question)
    page.locator("#ask-history summary").click()
    expect(page.locator("#ask-history a")).to_have_text(question)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#answer img, #ask-history img").count() == 0


def test_a_question_of_ten_thousand_characters_is_refused_in_one_sentence(page, served):
    question = "ồ " * 5_000
    known = served.library.ask(question.strip(), on=dt.date.today())  # noqa: DTZ011
    box = start(page, served)
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#answer .cc-refused .cc-sentence")).to_have_text(known["answer"])
    expect(page).to_have_url(re.compile(r"\?tab=ask$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_whole_list_is_one_link_away_by_keyboard_and_by_its_address(page, served):
    question = "Liệt kê nhiệm vụ không ghi thời hạn"
    known = served.library.ask(question, on=DAY, every_row=True)
    assert len(known["rows"]) == known["listed"] > 50
    opened(page, served, question)
    rows = page.locator("#answer .cc-rows tbody tr")
    expect(rows).to_have_count(50)
    whole = page.locator("#answer .cc-rest a").first
    expect(whole).to_have_text(f"Xem cả {known['listed']} dòng")
    whole.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(known["listed"])
    assert parse_qs(urlsplit(page.url).query)["rows"] == ["1"]
    page.reload()
    expect(rows).to_have_count(known["listed"])
    expect(page.locator("#answer .cc-wrong")).to_have_count(0)
    page.locator("#answer .cc-pages a").first.click()
    expect(rows).to_have_count(50)


def test_a_day_that_is_none_is_told_and_today_is_asked_about(page, served):
    before = dt.date.today()  # noqa: DTZ011
    known = served.library.ask(FIRST, on=before)
    page.goto(f"{served.address}/?{urlencode({'tab': 'ask', 'q': FIRST, 'as_of': '32/13/2025'})}")
    told = page.locator("#answer .cc-wrong")
    expect(told).to_have_text(re.compile("^“32/13/2025” không phải là một ngày, nên đang xét"))
    days = {vietnamese_date(day) for day in (before, dt.date.today())}  # noqa: DTZ011
    assert told.inner_text().rpartition(" ")[2].rstrip(".") in days
    expect(page.locator("#answer .cc-sentence").first).to_contain_text(known["answer"])
    day = page.locator("#ask-form [name=as_of]")
    expect(day).to_have_value("32/13/2025")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".toast-body")).to_have_count(0)
    page.locator("#ask-history summary").click()
    kept = page.locator("#ask-history a").get_attribute("href")
    assert parse_qs(kept[1:]) == {"tab": ["ask"], "q": [FIRST]}  # without what meant nothing
    day.fill(SHOWN_DAY)
    expect(day).not_to_have_attribute("aria-invalid", "true")
    page.locator("#ask").click()
    expect(page.locator("#answer .cc-wrong")).to_have_count(0)
    expect(page.locator("#answer .cc-sentence").first).to_be_visible()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"as_of": "hôm qua"}, "“hôm qua” không phải là một ngày, nên đang xét vào hôm nay"),
        ({"place": "Sao Hỏa"}, "Không có văn bản nào có địa phương “Sao Hỏa” trong thư viện."),
        ({"document": "zzz-9"}, "Thư viện không có văn bản nào là “zzz-9”."),
        ({"level": "tỉnh"}, "Thẻ “Hỏi” không dùng phần “level”"),
    ],
)
def test_what_means_nothing_in_an_address_is_told_before_anything_is_asked(
    page, served, parts, said
):
    page.goto(f"{served.address}/?{urlencode({'tab': 'ask'} | parts)}")
    expect(page.locator("#answer .cc-wrong")).to_contain_text(said)
    expect(page.locator("#ask-q")).to_be_focused()
    expect(page.locator("#examples a").first).to_be_visible()


def test_an_empty_box_is_told_where_one_looks(page, served):
    box = start(page, served)
    box.fill("  ")
    box.press("Enter")
    assert box.evaluate("box => box.validationMessage") == "Hãy nhập câu hỏi."


def test_a_program_that_does_not_answer_is_told_and_may_be_asked_again(page, served):
    box = start(page, served)
    page.locator("#examples a").first.wait_for()
    page.route("**/run/predict*", lambda route: route.fulfill(status=500, json={"error": None}))
    box.fill(FIRST)
    box.press("Enter")
    expect(page.locator("#ask-failed")).to_be_visible()
    page.unroute("**/run/predict*")
    box.press("Enter")
    expect(page.locator("#answer .cc-asked")).to_have_text(FIRST)
    expect(page.locator("#ask-failed")).to_be_hidden()


def test_an_empty_library_says_how_to_begin(page, served_empty):
    page.goto(f"{served_empty.address}/?tab=ask")
    expect(page.locator("#answer")).to_contain_text("Thư viện chưa có văn bản nào.")


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_conversation_is_no_wider_than_the_screen(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served, NEXT, FIRST)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    opened(page, served, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    display = "getComputedStyle(document.querySelector('#answer .cc-rows tbody td')).display"
    assert page.evaluate(display) == ("block" if width == 360 else "table-cell")
