"""The room of the graph where answers come late, fail, or are of an earlier drawing or day."""

import re

import pytest

from tests.ui.browser.serving import numbered
from tests.ui.browser.test_graph import DRAWN, FRAME, count, open_graph, pointed, states
from ui.graph_view import GraphView

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
CARD = ".cc-graph-card"


class Held:
    """Keeps the requests of one kind back until they are let go; `fits` tells which."""

    def __init__(self, page, what, fits):
        self.page, self.routes = page, []
        self.path = f"**/cancu-graph/{what}"
        page.route(self.path, lambda route: self._take(route, fits))

    def _take(self, route, fits):
        if fits(route.request.post_data_json):
            self.routes.append(route)
        else:
            route.continue_()

    def wait(self):
        """Until one was asked for."""
        while not self.routes:
            self.page.evaluate(FRAME)

    def release(self):
        """The answers come, and what they do is done."""
        for route in self.routes:
            request = route.request
            with self.page.expect_event("requestfinished", lambda one, r=request: one == r):
                route.continue_()
        self.page.evaluate(FRAME)


def go(page, address):
    page.evaluate("(to) => window.cancuGo(to)", address)


def by_number(known, number):
    return next(n["data"]["id"] for n in known["nodes"] if n["data"]["number"] == number)


def find_typed(page, text, key=None):
    """Types into the box of documents, and a key at once, before anything is looked for."""
    page.locator("#cc-wanted").evaluate(
        """(box, [text, key]) => {
          box.focus();
          box.value = text;
          box.dispatchEvent(new Event("input", { bubbles: true }));
          if (key) box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }""",
        [text, key],
    )


def test_an_older_answer_does_not_replace_the_newer_wish(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    held = Held(page, "view", lambda body: body["depth"] == 2)
    page.get_by_label("2 bước").check()
    held.wait()
    page.get_by_label("1 bước").check()
    expect(page.locator(".cc-graph-told")).to_have_text("")
    expect(page.locator(".cc-graph-room")).not_to_have_attribute("aria-busy", "true")
    held.release()
    assert count(page, "node[!guide]") == len(known["nodes"])
    expect(page.get_by_label("1 bước")).to_be_checked()
    expect(page).to_have_url(re.compile(rf"\?tab=graph&doc={record.id}$"))


def test_a_path_is_asked_from_the_document_that_the_box_shows(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    other = numbered(served.library, "15/")
    pointed(page, by_number(known, "61/2018/NĐ-CP"), "onetap")
    page.locator(CARD).get_by_role("button", name="Tìm đường từ đây").click()
    box = page.get_by_role("combobox", name="Từ văn bản")
    expect(box).to_have_value(re.compile("61/2018/NĐ-CP"))
    go(page, f"?tab=graph&doc={other.id}")
    expect(box).to_have_value(re.compile("15/"))
    page.get_by_role("combobox", name="Đến văn bản").fill(record.id)
    page.get_by_role("button", name="Tìm đường", exact=True).click()
    expect(page.locator(".cc-way")).to_contain_text("Đường ngắn nhất qua")
    way = page.evaluate(f"{DRAWN}.nodes('.way').map((n) => n.id())")
    assert set(way) == set(served.library.path(other.id, record.id)["documents"])


def test_enter_takes_what_was_typed_last(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    shown = {n["data"]["id"] for n in known["nodes"]}
    other = next(r for r in served.library.documents() if r.key not in shown)
    find_typed(page, "76 nq cp")
    expect(page.get_by_role("option").first).to_contain_text("76/NQ-CP")
    find_typed(page, other.header.number, "Enter")
    expect(page.locator(".cc-graph-status")).to_contain_text(f"{other.header.number}:")


def test_enter_in_an_emptied_box_takes_nothing(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    find_typed(page, "76 nq cp")
    expect(page.get_by_role("option").first).to_contain_text("76/NQ-CP")
    find_typed(page, "", "Enter")
    expect(page.locator("#cc-wanted-list")).to_be_hidden()
    page.evaluate(FRAME)
    assert count(page, ".chosen") == 0
    expect(page.locator("#cc-wanted")).to_have_value("")


def test_what_a_document_brings_is_not_put_into_another_drawing(page, served, record, known):
    open_graph(page, served, "&doc=76/NQ-CP")
    data = max(
        (n["data"] for n in GraphView(served.library).around("76/NQ-CP")["nodes"]),
        key=lambda data: data["either"] if data["id"] != record.key else 0,
    )
    key = data["id"]
    alone = next(
        r.id
        for r in served.library.documents()
        if key not in {n["data"]["id"] for n in GraphView(served.library).around(r.id)["nodes"]}
    )
    held = Held(page, "more", lambda body: body["doc"] == key)
    pointed(page, key, "onetap")
    page.get_by_role("button", name=re.compile("^Mở rộng")).click()
    held.wait()
    go(page, f"?tab=graph&doc={alone}")
    drawn = GraphView(served.library).around(alone)["nodes"]
    page.wait_for_function(f"(n) => {DRAWN}.nodes('[!guide]').length === n", arg=len(drawn))
    held.release()
    expect(page.locator(".cc-graph-told")).to_have_text("")
    assert count(page, "node[!guide]", visible=False) == len(drawn)
    assert set(states(page)) <= {n["data"]["id"] for n in drawn}


def test_the_line_of_days_is_of_the_day_that_is_shown(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}&on=2026-01-01")
    pointed(page, by_number(known, "61/2018/NĐ-CP"), "onetap")
    line = page.locator(".cc-lineage")
    expect(line.locator("h3")).to_contain_text("61/2018/NĐ-CP")
    held = Held(page, "lineage", lambda body: body["on"] == "2018-07-01")
    field = page.locator(".cc-day")
    field.fill("01/7/2018")
    field.press("Enter")
    held.wait()
    page.route(
        "**/cancu-graph/lineage",
        lambda route: (
            route.fulfill(json={"html": "<h3>Ngày mới</h3>"})
            if route.request.post_data_json["on"] == "2026-03-01"
            else route.fallback()
        ),
    )
    field.fill("01/3/2026")
    field.press("Enter")
    expect(line).to_have_text("Ngày mới")
    held.release()
    expect(line).to_have_text("Ngày mới")


def test_proof_that_failed_is_asked_for_again(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}&on=2026-01-01")
    key = by_number(known, "61/2018/NĐ-CP")
    proof = page.locator(f"{CARD} .cc-proof")
    page.route("**/cancu-graph/proof", lambda route: route.abort())
    pointed(page, key, "onetap")
    expect(proof).to_have_text(re.compile("."))
    expect(proof).not_to_contain_text("118/2025/NĐ-CP")
    page.unroute("**/cancu-graph/proof")
    page.locator(CARD).get_by_role("button", name="Đóng").click()
    pointed(page, key, "onetap")
    expect(proof).to_contain_text("118/2025/NĐ-CP")


def test_another_address_stops_the_play_of_days(page, served, record):
    open_graph(page, served, f"&doc={record.id}&on=2019-03-01")
    page.get_by_role("button", name="Phát").click()
    page.wait_for_function("document.querySelector('.cc-graph').dataset.day > '2019-03-01'")
    go(page, f"?tab=graph&doc={record.id}&on=2021-06-01")
    expect(page.get_by_role("button", name="Phát")).to_be_visible()
    expect(page.locator(".cc-graph")).to_have_attribute("data-day", "2021-06-01")


def test_the_whole_library_is_told_as_what_is_shown(page, served, record):
    open_graph(page, served)
    whole = page.get_by_role("link", name="Cả thư viện")
    expect(whole).to_have_attribute("aria-current", "true")
    go(page, f"?tab=graph&doc={record.id}")
    expect(page.locator(".cc-graph-status")).to_contain_text("36/QĐ-UBND:")
    assert whole.get_attribute("aria-current") is None
