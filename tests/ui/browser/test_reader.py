"""The reader in a real browser: cards, days, lines, keys; compared with the library's own JSON."""

import datetime as dt
import re

import pytest

from kg.terms import ValidityState
from tests.ui.browser.serving import PATIENCE, running
from ui import labels, wording

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY = dt.date(2025, 8, 1)
DEAD = "61/2018/NĐ-CP"  # replaced in 2025


@pytest.fixture
def plan(served):
    """The shipped plan that cites a decree which died in 2025; its reading, the line of that."""
    library = served.library
    for record in library.documents():
        reading, _ = library.read(record.id, None)
        line = next((m.line for m in reading.mentions if m.canonical == DEAD), None)
        if line is not None and (record.header.number or "").startswith("36/"):
            return record, reading, line
    raise AssertionError("no plan cites it")


def opened(page, served, record, **parts):
    """The reader, begun: its text is whole."""
    said = "".join(f"&{name}={value}" for name, value in parts.items())
    page.goto(f"{served.address}/?tab=document&doc={record.id}{said}")
    expect(
        page.locator(".cc-reader[data-begun]:not([data-rest]):not([data-pending])")
    ).to_be_visible()
    return page.locator(".cc-reader")


def state_of(library, mention, on):
    return ValidityState(library.status(mention.target, on=on)["state"])


def test_a_deep_link_opens_the_document_at_the_marked_line(page, served, plan):
    record, reading, line = plan
    opened(page, served, record, line=line)
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{line}")
    expect(page.locator(".cc-target")).to_be_in_viewport()
    expect(page.locator(".cc-line")).to_have_count(len(reading.source.lines))
    expect(page.locator(".cc-outline li")).to_have_count(len(reading.sections))
    expect(page).to_have_title(re.compile("CănCứ"))
    page.locator(".cc-outline a").last.click()
    last = reading.sections[-1].line
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{last}")
    expect(page.locator(".cc-target")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(rf"line={last}$"))
    page.reload()
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{last}")
    expect(page.locator(".cc-target")).to_be_in_viewport()


def test_a_card_shows_on_hover_and_on_focus_and_goes_with_escape(page, served, plan):
    record, reading, line = plan
    opened(page, served, record, line=line, as_of=DAY)
    mention = next(m for m in reading.mentions if m.line == line and m.canonical == DEAD)
    cite = page.locator(f'.cc-cite[data-m="{mention.char_start}-{mention.char_end}"]').first
    card = page.locator("#cc-card")
    known = served.library.status(DEAD, on=DAY)
    heirs = served.library.lineage(DEAD, on=DAY)["heirs"]

    def full():
        expect(card).to_be_visible()
        state = labels.STATES[ValidityState(known["state"])]
        expect(card.locator("h4")).to_have_text(DEAD)
        expect(card).to_contain_text(f"{state} vào ngày 01/8/2025")
        expect(card).to_contain_text(labels.iso_date(known["effective_until"]))
        expect(card).to_contain_text(known["proof"][0]["document"])
        for heir in heirs:
            expect(card.locator(".cc-instead")).to_contain_text(heir["canonical"])

    cite.hover()
    full()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(5, 5)
    cite.focus()
    full()
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")  # into the card, which stands behind its citation
    expect(card.locator(".cc-copy").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_card_stays_on_a_narrow_screen_and_nothing_scrolls_sideways(browser, served, plan):
    record, _, line = plan
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    opened(page, served, record, line=line)
    expect(page.locator(".cc-outline details")).not_to_have_attribute("open", "")
    card = page.locator("#cc-card")
    for cite in page.locator(f'[id="L{line}"] .cc-cite').all()[:3]:
        cite.tap()
        expect(card.locator("h4")).to_be_visible()
        box = card.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 741
        expect(page).to_have_url(re.compile(record.id))  # the first tap only shows
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    context.close()


def test_another_day_recolours_the_citations_and_keeps_the_place(page, served, plan):
    record, reading, line = plan
    opened(page, served, record, line=line)
    mention = next(m for m in reading.mentions if m.line == line and m.canonical == DEAD)
    cite = page.locator(f'.cc-cite[data-m="{mention.char_start}-{mention.char_end}"]').first
    days = {"01/8/2025": DAY, "2020-01-01": dt.date(2020, 1, 1), "15/3/2018": dt.date(2018, 3, 15)}
    for typed, on in days.items():
        before = page.locator(".cc-target").bounding_box()["y"]
        page.locator("#cc-read-day").fill(typed)
        page.locator("#cc-read-day").press("Enter")
        expect(page.locator(".cc-reader")).to_have_attribute("data-on", on.isoformat())
        state = state_of(served.library, mention, on)
        expect(cite).to_have_class(re.compile(rf"cc-state-{state.value}\b"))
        expect(cite.locator("sup")).to_have_text(wording.STATE_SIGNS[state])
        expect(cite.locator(".cc-heard")).to_have_text(f" ({labels.STATES[state].lower()})")
        expect(page).to_have_url(re.compile(f"as_of={on.isoformat()}"))
        assert abs(page.locator(".cc-target").bounding_box()["y"] - before) < 3
        expect(page.locator(".cc-doc-state summary")).to_contain_text(labels.vietnamese_date(on))
    page.locator("#cc-read-day").fill("31/02/2025")
    page.locator("#cc-read-day").press("Enter")
    expect(page.locator(".cc-tools-said")).to_contain_text("31/02/2025")
    page.get_by_role("button", name="Hôm nay").click()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(page.locator(".cc-tools-said")).to_be_hidden()


def test_keys_go_from_citation_to_citation_and_to_the_next_dead_one(page, served, plan):
    record, _, _ = plan
    opened(page, served, record, as_of=DAY)
    stops = page.locator('.cc-cite:not([tabindex="-1"])')
    count = stops.count()
    dead = page.locator('.cc-cite.cc-state-expired:not([tabindex="-1"])')
    assert 0 < dead.count() < count
    for place in range(2):
        page.keyboard.press("n")
        expect(stops.nth(place)).to_be_focused()
        expect(page.locator(".cc-step-count")).to_have_text(f"{place + 1}/{count}")
        expect(page.locator("#cc-card h4")).to_be_visible()
    page.keyboard.press("p")
    expect(stops.nth(0)).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Shift+N")
    expect(page.locator(".cc-step-count")).to_have_text(re.compile(rf"^\d+/{dead.count()}$"))
    expect(page.locator(".cc-cite:focus")).to_have_class(re.compile("cc-state-expired"))
    expect(page.locator(".cc-cite:focus")).to_be_in_viewport()


def test_the_list_beside_the_text_has_every_citation_and_leads_to_its_place(page, served, plan):
    record, reading, _ = plan
    opened(page, served, record)
    places = page.locator(".cc-cited-list a[data-cite]")
    marked = [m for m in reading.mentions if m.mention_type.value not in ("self", "anaphora")]
    expect(places).to_have_count(len(marked))
    last = places.last
    wanted = last.get_attribute("data-cite")
    last.click()
    expect(page.locator(f'.cc-cite[data-m="{wanted}"]').first).to_be_focused()
    expect(page.locator(f'.cc-cite[data-m="{wanted}"]').first).to_be_in_viewport()


def test_words_are_found_with_and_without_marks(page, served, plan):
    record, reading, _ = plan
    opened(page, served, record)
    box, told = page.locator("#cc-find"), page.locator(".cc-find output")
    whole = sum(line.text.lower().count("thủ tục hành chính") for line in reading.source.lines)
    assert whole > 3
    box.fill("thủ tục hành chính")
    expect(told).to_have_text(re.compile(rf"^1/{whole}$|^\d+/{whole}$"))
    box.press("Enter")
    box.fill("thu tuc hanh chinh")
    expect(told).to_have_text(re.compile(r"^\d+/\d+$"))
    assert int(told.inner_text().split("/")[1]) >= whole
    box.fill("không có chữ này đâu")
    expect(told).to_have_text("không có")


def test_a_repaired_document_can_be_read_as_it_stands_and_side_by_side(page, served):
    record = next(r for r in served.library.documents() if r.damaged)
    reading, _ = served.library.read(record.id, None)
    line = next(item for item in reading.source.lines if item.raw != item.text)
    opened(page, served, record)
    shown = page.locator(f'[id="L{line.number}"] > span').last
    expect(shown).to_contain_text(line.text.strip()[:20])
    page.get_by_label("Nguyên văn trong tệp").check()
    expect(shown).to_contain_text(line.raw.strip()[:20])
    expect(page).to_have_url(re.compile("view=raw"))
    page.get_by_label("Đối chiếu hai cột").check()
    expect(page.locator(f'[id="L{line.number}"] > .cc-raw')).to_contain_text(line.raw.strip()[:20])
    expect(page.locator(".cc-line ins")).not_to_have_count(0)
    page.reload()
    expect(page.get_by_label("Đối chiếu hai cột")).to_be_checked()
    expect(page.locator(".cc-line")).to_have_count(len(reading.source.lines))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("doc=khong-co-van-ban-nay", "khong-co-van-ban-nay"),
        ("doc={id}&line=dòng", "không phải là số dòng"),
        ("doc={id}&as_of=31/02/2025", "31/02/2025"),
        ("doc={id}&line=99999", "không có dòng 99.999"),
    ],
)
def test_what_is_not_there_is_told_in_the_page_with_a_way_back(page, served, plan, address, said):
    page.goto(f"{served.address}/?tab=document&{address.format(id=plan[0].id)}")
    told = page.locator("#reader [role=alert]").filter(visible=True).first
    expect(told).to_contain_text(said)
    expect(page.locator("body")).not_to_contain_text("Traceback")
    page.locator(".cc-to-list").click()
    expect(page.locator("#documents")).to_be_visible()


def test_the_link_to_a_line_is_copied(browser, served, plan):
    record, _, line = plan
    context = browser.new_context(locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    opened(page, served, record, line=line)
    button = page.get_by_role("button", name=f"Chép liên kết đến dòng {line}")
    button.click()
    expect(page.locator("#cc-reader-said")).to_contain_text(f"dòng {line}")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{served.address}/?tab=document&doc={record.id}&line={line}"
    context.close()


def test_paper_has_the_text_and_the_states_in_words_and_no_tools(page, served, plan):
    record, reading, line = plan
    opened(page, served, record, line=line, as_of=DAY)
    page.emulate_media(media="print")
    for gone in (".cc-tools-strip", ".cc-outline", ".cc-cited", "#head", ".cc-back"):
        expect(page.locator(gone)).to_be_hidden()
    cite = page.locator(f'[id="L{line}"] .cc-cite').first
    expect(cite.locator("sup")).to_be_hidden()
    word = cite.locator(".cc-heard").bounding_box()
    assert word["width"] > 20
    assert re.search(r"\((còn|hết|chưa|ngưng)", cite.inner_text())
    last = reading.source.lines[-1].number
    expect(page.locator(f'[id="L{last}"]')).to_be_visible()


def test_scripts_in_titles_and_words_are_shown_as_text(page, tmp_path):
    evil = "<script>window.pwned = 1</script><img src=x onerror=window.pwned=1>"
    plan = tmp_path / "kế hoạch thử.txt"
    plan.write_text(
        "ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\n\nSố: 7/KH-UBND\nBình An, ngày 05 tháng 3 năm 2025\n\n"
        f"KẾ HOẠCH\nVề {evil}\n\nI. {evil}\n"
        f"Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ về {evil};\n"
        f"| Việc | Cơ quan |\n| {evil} | Sở Nội vụ |\n",
        encoding="utf-8",
    )
    with running(tmp_path / "library") as (served, _):
        served.library.ingest([plan])
        record = served.library.documents()[0]
        opened(page, served, record, line=8)
        expect(page.locator(".cc-target")).to_contain_text("<script>window.pwned = 1</script>")
        expect(page.locator(".cc-grid")).to_contain_text("<img src=x onerror=window.pwned=1>")
        page.keyboard.press("n")
        expect(page.locator("#cc-card h4")).to_have_text("76/NQ-CP")
        assert page.evaluate("window.pwned") is None


def test_a_long_text_opens_at_a_line_of_its_last_part_and_keeps_it_in_sight(page, tmp_path):
    lines = ["KẾ HOẠCH", "Rà soát văn bản"]
    lines += [
        f"Dòng {n} theo Nghị định số {n % 90 + 10}/2020/NĐ-CP ngày 05/02/2020 của Chính phủ;"
        if n % 40 == 0
        else f"Nội dung thứ {n} của kế hoạch này, giao các cơ quan thực hiện đúng thời hạn."
        for n in range(3, 1201)
    ]
    long = tmp_path / "dai.txt"
    long.write_text("\n".join(lines), encoding="utf-8")
    with running(tmp_path / "library") as (served, _):
        served.library.ingest([long])
        record = served.library.documents()[0]
        opened(page, served, record, line=1190)
        expect(page.locator(".cc-line")).to_have_count(1200)
        expect(page.locator(".cc-target")).to_have_attribute("id", "L1190")
        expect(page.locator(".cc-target")).to_be_in_viewport()
        expect(page.locator(".cc-target")).to_contain_text("Nội dung thứ 1190")
        page.keyboard.press("p")
        expect(page.locator(".cc-cite:focus")).to_be_in_viewport()
        expect(page.locator('[id="L1160"] .cc-cite')).to_be_focused()
