"""The room of the graph in a real browser, compared with the library's own JSON."""

import datetime as dt
import io
import json
import re

import networkx as nx
import pytest
from lxml import etree

from tests.ui.browser.serving import numbered, running
from tests.ui.drafts import library_of, text, write
from ui import labels
from ui.graph_view import GraphView
from ui.labels import vietnamese_date

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
EVIL = "</script><script>document.title='run'</script> \"a\" <b>'c'</b>"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = "document.querySelector('.cc-graph')?.cancuGraph"
# Styles are worked out when a frame is drawn; the second one comes after it.
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def open_graph(page, app, search=""):
    """The room, once it is drawn."""
    page.goto(f"{app.address}/?tab=graph{search}")
    page.wait_for_function(
        f"{DRAWN} && document.querySelector('.cc-graph').dataset.pending === '0'"
    )


def states(page):
    """State of every document that is drawn, by key."""
    return page.evaluate(
        f"""{FRAME}.then(() => Object.fromEntries({DRAWN}.nodes("[!guide]")
        .filter((n) => n.visible())
        .map((n) => [n.id(), n.classes().find((c) => c.startsWith("s-")).slice(2)])))"""
    )


def count(page, what, visible=True):
    """How many documents or citations are drawn."""
    seen = ".filter((one) => one.visible())" if visible else ""
    return page.evaluate(f"{FRAME}.then(() => {DRAWN}.elements('{what}'){seen}.length)")


def pointed(page, key, how):
    """The mouse comes to a document, or presses it; what `emit` gives back is the whole graph."""
    page.evaluate(f"([key, how]) => void {DRAWN}.getElementById(key).emit(how)", [key, how])


def test_what_is_drawn_and_listed_is_the_librarys_json(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    assert count(page, "node[!guide]") == len(known["nodes"])
    assert count(page, "edge") == len(known["edges"]) > 10
    listed = page.locator(".cc-graph-list")
    expect(listed.locator("[data-node]")).to_have_count(len(known["nodes"]))
    expect(listed.locator("[data-edge]")).to_have_count(len(known["edges"]))
    first = next(e["data"] for e in known["edges"] if e["data"]["quotes"])
    line = listed.locator(f'[data-edge="{first["id"]}"] a').first
    expect(line).to_have_attribute("href", re.compile(f"line={first['quotes'][0]['line']}$"))
    today = vietnamese_date(dt.date.fromisoformat(known["today"]))
    expect(page.locator(".cc-graph-status")).to_contain_text(
        f"{len(known['nodes'])} văn bản, {len(known['edges'])} quan hệ viện dẫn vào ngày {today}"
    )


def test_the_day_replays_what_was_in_force(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    dates = {n["data"]["id"]: n["data"]["date"] for n in known["nodes"]}
    for day in ("2026-11-01", "2025-07-01", "2025-06-30", "2019-03-01"):
        page.locator(".cc-day").fill(vietnamese_date(dt.date.fromisoformat(day)))
        page.locator(".cc-day").press("Enter")
        page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day === '{day}'")
        shown = states(page)
        assert set(shown) == {key for key, date in dates.items() if not date or date <= day}
        for key, state in shown.items():
            on = dt.date.fromisoformat(day)
            assert state == served.library.status(key, on=on)["state"], (key, day)
        expect(page).to_have_url(re.compile(f"on={day}"))
    page.reload()
    page.wait_for_function(f"document.querySelector('.cc-graph')?.dataset.day === '{day}'")
    page.wait_for_function("document.querySelector('.cc-graph').dataset.pending === '0'")
    assert states(page) == shown


def test_the_slider_its_buttons_and_play_move_the_day(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}&on=2019-03-01")
    days = {d for n in known["nodes"] for d, _ in n["data"]["states"] if d}
    days |= {n["data"]["date"] for n in known["nodes"] if n["data"]["date"]}
    expect(page.locator(".cc-ticks i")).to_have_count(len({d for d in days if d >= "2000-01-01"}))
    page.get_by_role("button", name="Ngày có thay đổi liền sau").click()
    after = min(day for day in days if day > "2019-03-01")
    page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day === '{after}'")
    page.get_by_role("button", name="Ngày có thay đổi liền trước").click()
    before = max(day for day in days if day < after)
    page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day === '{before}'")
    page.get_by_label("Ngày xem hiệu lực, kéo để đổi").press("ArrowRight")
    next_day = str(dt.date.fromisoformat(before) + dt.timedelta(days=1))
    page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day === '{next_day}'")
    page.get_by_role("button", name="Phát").click()
    page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day > '{next_day}'")
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Phát")).to_be_visible()


def test_a_day_that_is_none_is_told(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    page.locator(".cc-day").fill("31/02/2025")
    page.locator(".cc-day").press("Enter")
    expect(page.locator(".cc-day-error")).to_contain_text("“31/02/2025” không phải là một ngày")


@pytest.mark.parametrize("day", ["2025-02-31", "hôm qua", "abc"])
def test_a_day_of_the_address_that_is_none_is_told_and_today_is_drawn(page, served, record, day):
    open_graph(page, served, f"&doc={record.id}&on={day}")
    today = dt.date.today()  # noqa: DTZ011
    told = page.locator(".cc-graph-wrong")
    expect(told).to_have_text(
        f"“{day}” không phải là một ngày, nên đang xem vào hôm nay, {vietnamese_date(today)}."
    )
    page.wait_for_function(f"document.querySelector('.cc-graph').dataset.day === '{today}'")
    expect(page.locator(".cc-day")).to_have_value(vietnamese_date(today))
    expect(page).to_have_url(re.compile(rf"\?tab=graph&doc={record.id}$"))
    page.get_by_role("link", name="Cả thư viện").click()
    expect(told).to_be_hidden()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("layout=xoắn", "“xoắn” không phải là một cách dàn, nên đang dàn thành vòng theo cấp."),
        ("depth=9", "“9” không phải là số bước từ 1 đến 3, nên đang vẽ 1 bước."),
        ("limit=-4", "Không vẽ được nhiều nhất “-4” văn bản, nên đang vẽ nhiều nhất 120."),
        ("hide=legal_basis.cites", "“cites” không phải là một quan hệ"),
        ("hide=constructor", "“constructor” không phải là một quan hệ"),
        ("levels=0.77", "“77” không phải là một cấp ban hành"),
        ("level=tỉnh", "Thẻ “Đồ thị” không dùng phần “level”"),
        ("as_of=hôm qua", "Thẻ “Đồ thị” không dùng phần “as_of”"),
        (f"layout={EVIL}", "</script><script>document.title='run'"),
    ],
)
def test_what_means_nothing_in_the_address_is_told_and_the_rest_drawn(page, served, part, said):
    open_graph(page, served, f"&{part}")
    told = page.locator(".cc-graph-wrong p")
    expect(told).to_have_count(1)
    expect(told).to_contain_text(said)
    expect(page.locator("[name=depth][value='1']")).to_be_checked()
    expect(page.locator('[data-relation="legal_basis"] input')).to_be_checked(
        checked="legal_basis" not in part
    )
    expect(page.locator('[data-level="trung ương"] input')).to_be_checked(
        checked="levels=0" not in part
    )
    assert page.evaluate("document.title") != "run"


def test_filters_hide_from_the_drawing_and_the_list(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    bases = [e for e in known["edges"] if e["data"]["relation"] == "legal_basis"]
    page.locator('[data-relation="legal_basis"] input').uncheck()
    expect(page.locator(".cc-graph-list [data-edge]")).to_have_count(
        len(known["edges"]) - len(bases)
    )
    assert count(page, "edge") == len(known["edges"]) - len(bases)
    expect(page).to_have_url(re.compile("hide=legal_basis"))
    central = [n for n in known["nodes"] if n["data"]["level"] == "trung ương"]
    page.locator('[data-level="trung ương"] input').uncheck()
    rest = len(known["nodes"]) - len(central)
    expect(page.locator(".cc-graph-list [data-node]")).to_have_count(rest)
    assert count(page, "node[!guide]") == rest
    page.reload()
    page.wait_for_function(DRAWN)
    assert count(page, "node[!guide]") == rest
    expect(page.locator('[data-relation="legal_basis"] input')).not_to_be_checked()


def test_a_document_is_unfolded_without_moving_the_others_and_folded_again(page, served, record):
    library = served.library
    key = max(
        (n["data"] for n in GraphView(library).around("76/NQ-CP")["nodes"]),
        key=lambda data: data["either"] if data["id"] != record.key else 0,
    )["id"]
    open_graph(page, served, "&doc=76/NQ-CP")
    before = page.evaluate(
        f"Object.fromEntries({DRAWN}.nodes('[!guide]').map((n) => [n.id(), n.position()]))"
    )
    more = GraphView(library).more(key, list(before))
    assert more["nodes"]
    pointed(page, key, "onetap")
    page.get_by_role("button", name=re.compile("^Mở rộng")).click()
    page.wait_for_function(
        f"(n) => {DRAWN}.nodes('[!guide]').length === n", arg=len(before) + len(more["nodes"])
    )
    after = page.evaluate(
        f"Object.fromEntries({DRAWN}.nodes('[!guide]').map((n) => [n.id(), n.position()]))"
    )
    assert {name: after[name] for name in before} == before
    spots = {(round(at["x"]), round(at["y"])) for at in after.values()}
    assert len(spots) == len(after)
    expect(page.locator(".cc-graph-list [data-node]")).to_have_count(len(after))
    page.get_by_role("button", name="Thu gọn").click()
    page.wait_for_function(f"(n) => {DRAWN}.nodes('[!guide]').length <= n", arg=len(before))


def test_search_centres_what_is_drawn_and_opens_what_is_not(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}")
    box = page.get_by_role("combobox", name="Tìm văn bản")
    box.fill("76 nq cp")
    expect(page.get_by_role("option").first).to_contain_text("76/NQ-CP")
    box.press("Enter")
    middle = page.evaluate(
        f"""() => {{ const cy = {DRAWN}; const at = cy.nodes(".chosen").renderedPosition();
        return [at.x - cy.width() / 2, at.y - cy.height() / 2]; }}"""
    )
    assert max(map(abs, middle)) < 20  # with its name below it
    expect(page.locator(".cc-graph-card")).to_contain_text("76/NQ-CP")
    shown = {n["data"]["id"] for n in known["nodes"]}
    other = next(r for r in served.library.documents() if r.key not in shown)
    box.fill(other.header.number)
    option = page.get_by_role("option").filter(has_text="trong thư viện").first
    expect(option).to_contain_text(other.header.number)
    option.click()
    expect(page.locator(".cc-graph-status")).to_contain_text(f"{other.header.number}:")
    assert page.evaluate(f"{DRAWN}.nodes('.centre').id()") == other.key


def test_a_path_is_the_librarys(page, served, record):
    other = numbered(served.library, "15/")
    known = served.library.path(record.id, other.id)
    open_graph(page, served, f"&doc={record.id}")
    page.get_by_text("Đường viện dẫn giữa hai văn bản").click()
    page.get_by_role("combobox", name="Từ văn bản").fill(record.id)
    page.get_by_role("combobox", name="Đến văn bản").fill(other.id)
    page.get_by_role("button", name="Tìm đường", exact=True).click()
    expect(page.locator(".cc-way")).to_contain_text("Đường ngắn nhất qua")
    ways = page.evaluate(
        f"[{DRAWN}.nodes('.way').map((n) => n.id()), {DRAWN}.edges('.way').map((e) => e.id())]"
    )
    assert set(ways[0]) == set(known["documents"])
    steps = {f"{e['source']} {e['relation']} {e['target']}" for e in known["edges"]}
    assert set(ways[1]) == steps
    page.get_by_role("button", name="Bỏ đường").click()
    assert count(page, ".way", visible=False) == 0


def test_a_card_tells_state_and_proof_and_leads_on(page, served, record, known):
    open_graph(page, served, f"&doc={record.id}&on=2026-01-01")
    key = next(n["data"]["id"] for n in known["nodes"] if n["data"]["number"] == "61/2018/NĐ-CP")
    pointed(page, key, "mouseover")
    card = page.locator(".cc-graph-card")
    expect(card).to_contain_text("Hết hiệu lực (01/01/2026)")
    expect(card.locator(".cc-proof")).to_contain_text("118/2025/NĐ-CP")
    expect(page.locator(".cc-graph-list .cc-on")).to_have_attribute("data-node", key)
    pointed(page, key, "onetap")
    expect(page.locator(".cc-lineage h3")).to_contain_text("61/2018/NĐ-CP")
    moments = served.library.lineage(key, on=dt.date(2026, 1, 1))["moments"]
    expect(page.locator(".cc-moments li")).to_have_count(len(moments))
    page.locator('.cc-moments [data-day="2018-06-21"]').first.click()
    page.wait_for_function("document.querySelector('.cc-graph').dataset.day === '2018-06-21'")
    card.get_by_role("link", name="Đưa vào giữa").click()
    expect(page.locator(".cc-graph-status")).to_contain_text("61/2018/NĐ-CP:")
    expect(page).to_have_url(re.compile("on=2018-06-21"))


def test_files_hold_what_is_shown(page, served, record, known):
    from PIL import Image

    day = dt.date(2026, 1, 1)
    open_graph(page, served, f"&doc={record.id}&on={day}")
    taken = {}
    for kind in ("PNG", "SVG", "GraphML"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).click()
        assert download.value.suggested_filename.endswith(f"-{day}.{kind.lower()}")
        taken[kind] = download.value.path().read_bytes()
    picture = Image.open(io.BytesIO(taken["PNG"])).convert("RGB")
    assert min(picture.size) > 300
    assert len(picture.getcolors(1 << 24)) > 20
    drawn = etree.fromstring(taken["SVG"])
    keys = {n["data"]["id"] for n in known["nodes"] if (n["data"]["date"] or "") <= str(day)}
    marks = drawn.findall(f".//{SVG}g[@class='node']")
    assert {mark.get("data-id") for mark in marks} == keys
    for mark in marks:
        on = served.library.status(mark.get("data-id"), on=day)["state"]
        assert mark.get("data-state") == on
        assert labels.STATES[on] in mark.find(f"{SVG}title").text
    assert len(drawn.findall(f".//{SVG}g[@class='edge']")) == count(page, "edge")
    assert "36/QĐ-UBND" in "".join(drawn.itertext())
    graph = nx.parse_graphml(taken["GraphML"].decode())
    assert set(graph.nodes) == keys
    assert graph.is_directed()
    for key, data in graph.nodes(data=True):
        assert data["state"] == served.library.status(key, on=day)["state"]
    assert sorted((s, t, d["relation"]) for s, t, d in graph.edges(data=True)) == sorted(
        (e["data"]["source"], e["data"]["target"], e["data"]["relation"]) for e in known["edges"]
    )


def test_the_list_is_used_by_keyboard_alone(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    buttons = page.locator(".cc-graph-list .cc-entry button")
    expect(buttons.first).to_have_attribute("tabindex", "0")
    buttons.first.focus()
    page.keyboard.press("ArrowDown")
    expect(buttons.nth(1)).to_be_focused()
    key = buttons.nth(1).get_attribute("data-key")
    assert page.evaluate(f"(key) => {DRAWN}.getElementById(key).hasClass('near')", key)
    page.keyboard.press("Enter")
    assert page.evaluate(f"{DRAWN}.nodes('.chosen').id()") == key
    page.keyboard.press("End")
    expect(buttons.last).to_be_focused()
    expect(page.locator(".cc-graph-list .cc-entry button[tabindex='0']")).to_have_count(1)


def test_the_drawing_is_moved_and_used_by_keyboard(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    page.locator(".cc-graph").focus()
    before = page.evaluate(f"[{DRAWN}.pan().x, {DRAWN}.zoom()]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    after = page.evaluate(f"[{DRAWN}.pan().x, {DRAWN}.zoom()]")
    assert after[0] != before[0]
    assert after[1] > before[1]
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect(page.locator(".cc-graph-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cc-graph-card")).to_be_hidden()


@pytest.mark.parametrize("layout", ["rings", "time", "force"])
def test_every_layout_shows_each_document_in_a_place_of_its_own(page, served, layout):
    open_graph(page, served, f"&limit=300&layout={layout}")
    expect(page.get_by_label("Cách dàn")).to_have_value(layout)
    spots = page.evaluate(f"{DRAWN}.nodes('[!guide]').map((n) => n.position())")
    assert len(spots) > 50
    assert len({(round(at["x"]), round(at["y"])) for at in spots}) == len(spots)
    boxes = page.evaluate(
        f"""{DRAWN}.nodes(".named").map((n) => {{ const b = n.renderedBoundingBox({{
        includeNodes: false, includeOverlays: false, includeEdges: false }});
        return [b.x1, b.y1, b.x2, b.y2]; }})"""
    )
    assert len(boxes) > 5
    clashes = sum(
        one[0] + 3 < other[2]
        and other[0] + 3 < one[2]
        and one[1] + 3 < other[3]
        and other[1] + 3 < one[3]
        for place, one in enumerate(boxes)
        for other in boxes[:place]
    )
    assert clashes <= len(boxes) // 20


def test_the_whole_library_and_steps_are_chosen(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    page.get_by_label("2 bước").check()
    two = GraphView(served.library).around(record.id, depth=2)
    page.wait_for_function(f"(n) => {DRAWN}.nodes('[!guide]').length === n", arg=len(two["nodes"]))
    expect(page).to_have_url(re.compile("depth=2"))
    page.get_by_role("link", name="Cả thư viện").click()
    whole = GraphView(served.library).around(None)
    page.wait_for_function(
        f"(n) => {DRAWN}.nodes('[!guide]').length === n && !{DRAWN}.nodes('.centre').length",
        arg=len(whole["nodes"]),
    )
    page.go_back()
    expect(page.locator(".cc-graph-status")).to_contain_text("36/QĐ-UBND:")


def test_dark_colours_are_taken_when_the_scheme_changes(page, served, record):
    open_graph(page, served, f"&doc={record.id}")
    colour = f"{DRAWN}.nodes('.stub').style('background-color')"
    light = page.evaluate(colour)
    page.locator("#cc-theme").click()
    page.wait_for_function(f"(old) => {colour} !== old", arg=light)


def test_a_document_that_is_gone_is_told_and_another_can_be_opened(page, served):
    page.goto(f"{served.address}/?tab=graph&doc=khong-con-nua")
    expect(page.locator(".cc-graph-empty")).to_contain_text("khong-con-nua")
    page.get_by_role("link", name="Cả thư viện").click()
    page.wait_for_function(DRAWN)
    expect(page.locator(".cc-graph-empty")).to_be_hidden()


def test_an_empty_library_says_what_to_do(page, served_empty):
    page.goto(f"{served_empty.address}/?tab=graph")
    expect(page.locator(".cc-graph-empty")).to_contain_text("Thư viện chưa có văn bản nào")


def test_narrow_screens_have_no_sideways_scrolling(browser, served, record):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    narrow = context.new_page()
    open_graph(narrow, served, f"&doc={record.id}")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360
    frame = narrow.locator(".cc-graph").bounding_box()
    beside = narrow.locator(".cc-graph-aside").bounding_box()
    assert beside["y"] > frame["y"] + frame["height"]
    spot = narrow.evaluate(
        f"""() => {{ const cy = {DRAWN}; const at = cy.nodes(".centre").renderedPosition();
        cy.container().scrollIntoView({{ block: "center" }});
        const box = cy.container().getBoundingClientRect();
        return [box.x + at.x, box.y + at.y]; }}"""
    )
    narrow.touchscreen.tap(*spot)
    expect(narrow.locator(".cc-graph-card")).to_contain_text("36/QĐ-UBND")
    context.close()


def test_markup_in_titles_is_shown_never_run(page, tmp_path):
    file = write(tmp_path, "evil.txt", text("Cẩm Vân", title=EVIL))
    library_of(tmp_path / "library", [file])
    with running(tmp_path / "library") as (app, _):
        document = app.library.documents()[0]
        open_graph(page, app, f"&doc={document.id}")
        page.evaluate(f"void {DRAWN}.nodes('.centre').emit('onetap')")
        expect(page.locator(".cc-graph-card")).to_contain_text("<script>document.title='run'")
        assert page.evaluate("document.title") != "run"
        with page.expect_download() as download:
            page.get_by_role("button", name="SVG", exact=True).click()
        drawn = etree.fromstring(download.value.path().read_bytes())
        assert any("document.title" in (t.text or "") for t in drawn.iter(f"{SVG}title"))
        assert not list(drawn.iter(f"{SVG}script"))


def test_the_page_on_its_own_is_drawn_without_any_program(page, served, record, known, tmp_path):
    file = tmp_path / "graph.html"
    file.write_text(
        served.library.graph_text(record.id, depth=1, limit=120, form="html"), encoding="utf-8"
    )
    page.route("**/*", lambda route: route.continue_())
    page.set_content(file.read_text(encoding="utf-8"))
    page.wait_for_function(DRAWN)
    assert count(page, "node[!guide]") == len(known["nodes"])
    expect(page.locator(".cc-graph-list [data-edge]")).to_have_count(len(known["edges"]))
    page.locator('[data-relation="legal_basis"] input').uncheck()
    hidden = [e for e in known["edges"] if e["data"]["relation"] == "legal_basis"]
    assert count(page, "edge") == len(known["edges"]) - len(hidden)
    data = page.evaluate("document.getElementById('cc-graph-data').textContent")
    assert json.loads(data)["centre"] == record.key
