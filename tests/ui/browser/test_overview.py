"""The overview in a browser: what is new since the last visit, the queue of doubtful readings."""

import re
import shutil
from pathlib import Path

import pytest

import corpus
from kg.doubtful import DoubtKind
from tests.ui.browser.serving import running
from ui.accounts import account_file, wording
from ui.library import Library

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect

PLAN = """ỦY BAN NHÂN DÂN
XÃ HÒA BÌNH

Số: {number}/KH-UBND
Hòa Bình, ngày 12 tháng 02 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
"""


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory):
    """A library of the two plans that have every kind of doubt."""
    folder = tmp_path_factory.mktemp("two") / "library"
    plans = sorted(Path(corpus.path("plans")).iterdir())
    Library.at(folder).ingest([path for path in plans if path.name.startswith(("000", "004"))])
    return folder


@pytest.fixture(scope="module")
def reviewed(two_plans, tmp_path_factory):
    """The web app over a library that these tests change."""
    folder = tmp_path_factory.mktemp("reviewed") / "library"
    shutil.copytree(two_plans, folder)
    with running(folder) as (app, _):
        yield app


def figure(count):
    return f"{count:,}".replace(",", ".")


def test_the_board_shows_what_the_library_counts(page, served):
    library = served.library
    page.goto(served.address)
    held = library.holdings(on=_today())
    numbers = page.locator("#overview-numbers .ov-numbers b")
    expect(numbers.first).to_have_text(figure(held["held"]))
    expect(page).to_have_title(re.compile("Tổng quan"))
    bars = page.locator("#overview-holdings .ov-bars > div").first.locator("li")
    expect(bars).to_have_count(len(held["types"]))
    dead = library.dead_bases(on=_today(), limit=6)
    expect(page.locator("#overview-dead .ov-list > li")).to_have_count(len(dead["documents"]))
    wanted = library.wanted(on=_today())
    expect(page.locator("#overview-wanted .ov-list > li")).to_have_count(len(wanted))
    counts = library.review_counts()
    shown = page.locator("#overview-grid .ov-kinds b")
    expect(shown.first).to_have_text(figure(next(iter(counts.values()))))
    page.locator("#overview-dead a.ov-go").first.click()
    expect(page).to_have_url(re.compile(r"tab=check&doc="))


def test_an_empty_library_says_what_to_do_and_takes_the_samples(page, tmp_path):
    with running(tmp_path / "library") as (app, _):
        page.goto(app.address)
        welcome = page.locator(".ov-welcome")
        expect(welcome.locator("a.ov-button")).to_have_attribute("href", "?tab=document")
        welcome.locator("button[data-act=samples]").click()
        expect(welcome.get_by_text("Đang đọc năm kế hoạch mẫu")).to_be_visible()
        held = page.locator("#overview-numbers .ov-numbers b").first
        expect(held).to_have_text("5", timeout=300_000)
        expect(page.locator("#overview-changes")).to_contain_text("thêm 5 văn bản")
        assert len(app.library.documents()) == 5


def test_what_is_added_between_two_visits_is_told_at_the_second(page, reviewed, tmp_path):
    page.goto(reviewed.address)
    changes = page.locator("#overview-changes")
    expect(changes).to_contain_text("lần đầu mở trang này")
    page.wait_for_function("Object.keys(localStorage).some(k => k.startsWith('cancu-visit'))")
    path = tmp_path / "mới.txt"
    path.write_text(PLAN.format(number=4711), encoding="utf-8")
    reviewed.library.ingest([path], by="Chị Lan")
    later = page.context.new_page()
    later.goto(reviewed.address)
    shown = later.locator("#overview-changes")
    expect(shown).to_contain_text("Từ lần mở trước")
    expect(shown).to_contain_text("Chị Lan thêm văn bản")
    expect(shown.locator("a", has_text="4711/KH-UBND")).to_have_count(1)
    expect(shown.locator(".ov-events time")).to_have_count(1)
    later.close()


def test_accepting_correcting_and_taking_back_are_seen_in_the_reader(page, reviewed):
    library = reviewed.library
    before = library.review_counts()["header_number"]
    item = next(
        one
        for one in library.review_queue(kinds=[DoubtKind.HEADER_NUMBER], limit=9)
        if one["readings"]
    )
    page.goto(f"{reviewed.address}/?tab=overview&view=review&kind=header_number")
    cards = page.locator(".rv-card")
    expect(cards).to_have_count(before)
    card = page.locator(f'.rv-card[data-line="{item["line"]}"]', has_text=item["found"])
    card.locator(".rv-reading").first.click()
    expect(card.locator("input[name=text]")).to_have_value(item["readings"][0])
    card.locator("input[name=text]").fill("Số: 2077/QĐ-UBND-HC")
    card.get_by_role("button", name="Sửa").click()
    expect(page.locator("#overview-said")).to_contain_text("đã được đọc lại")
    expect(cards).to_have_count(before - 1)
    done = page.locator(".rv-done li").first
    expect(done).to_contain_text("sửa thành “Số: 2077/QĐ-UBND-HC”")
    (kept,) = library.reviews()
    expect(done).to_contain_text(kept["by"])
    done.locator("a").first.click()
    line = page.locator(f"#L{item['line']}")
    expect(line).to_contain_text("Số: 2077/QĐ-UBND-HC")
    page.goto(f"{reviewed.address}/?tab=overview&view=review&kind=header_number")
    page.locator(".rv-done button[data-act=undo]").first.click()
    expect(page.locator("#overview-said")).to_contain_text("Đã hoàn tác")
    expect(cards).to_have_count(before)
    assert library.reviews() == []


def test_a_word_accepted_by_keyboard_leaves_the_queue(page, reviewed):
    library = reviewed.library
    before = library.review_counts()["header"]
    page.goto(f"{reviewed.address}/?tab=overview&view=review&kind=header")
    expect(page.locator(".rv-card")).to_have_count(before)
    page.locator(".rv-card button[data-act=accept]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#overview-said")).to_contain_text("đọc đúng")
    expect(page.locator(".rv-card")).to_have_count(before - 1)
    assert library.review_counts()["header"] == before - 1


def test_a_place_that_somebody_else_reviewed_meanwhile_is_one_sentence(page, reviewed):
    library = reviewed.library
    page.goto(f"{reviewed.address}/?tab=overview&view=review&kind=words")
    card = page.locator(".rv-card").first
    expect(card).to_be_visible()
    item = library.review_queue(kinds=[DoubtKind.WORDS], limit=1)[0]
    place = (item["document"], item["kind"], item["line"], (item["raw_start"], item["raw_end"]))
    library.accept_reading(*place, by="Anh Minh")
    card.get_by_role("button", name="Đúng rồi").click()
    expect(page.get_by_text("không còn chờ soát")).to_be_visible()
    expect(page.get_by_role("alert").locator("b")).to_have_text("Chưa làm được")
    expect(page.locator("[data-busy]")).to_have_count(0)
    assert library.reviews()[0]["by"] == "Anh Minh"


def test_two_people_review_under_their_own_names(browser, two_plans, tmp_path):
    file, folder = tmp_path / "tai-khoan.json", tmp_path / "library"
    shutil.copytree(two_plans, folder)
    people = {"Nguyễn Lan": "mưa rào tháng bảy", "Minh": "nắng to tháng sáu"}
    for name, password in people.items():
        account_file.add(file, name, password)
    with running(folder, "--accounts", str(file)) as (app, _):
        for name, password in people.items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(f"{app.address}/?tab=overview&view=review&kind=words")
            page.get_by_label(wording.NAME, exact=True).fill(name)
            page.get_by_label(wording.PASSWORD, exact=True).fill(password)
            page.get_by_role("button", name=wording.ENTER, exact=True).click()
            page.locator(".rv-card button[data-act=accept]").first.click()
            expect(page.locator("#overview-said")).to_contain_text("đọc đúng")
            expect(page.locator(".rv-done li").first).to_contain_text(name)
            context.close()
        assert [done["by"] for done in app.library.reviews()] == ["Minh", "Nguyễn Lan"]
        events = app.library.changes(None)["happened"]
        accepted = [group["by"] for group in events if group["kind"] == "reading_accepted"]
        assert accepted == ["Minh", "Nguyễn Lan"]


def _today():
    from ui.days import today

    return today()
