"""With accounts: a real browser logs in, two people work at once, programs use HTTP Basic."""

import asyncio
import datetime as dt
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError

from tests.ui.browser.serving import PATIENCE, running
from ui.accounts import account_file, wording

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
PASSWORDS = MappingProxyType({"Nguyễn Lan": "mưa rào tháng bảy", "minh": "nắng to tháng sáu"})
QUESTION = "Văn bản nào viện dẫn 76/NQ-CP?"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    file = tmp_path_factory.mktemp("accounts") / "tai-khoan.json"
    for name, password in PASSWORDS.items():
        account_file.add(file, name, password)
    return file


@pytest.fixture(scope="module")
def locked(plans_folder, tmp_path_factory, accounts):
    """The web app over the shipped plans, for those with accounts."""
    folder = tmp_path_factory.mktemp("locked") / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder, "--accounts", str(accounts), "--allow-host", "cancu.example") as (app, _):
        yield app


@pytest.fixture
def other_page(browser):
    """A second person's browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def log_in(page, name, password=None):
    page.get_by_label(wording.NAME, exact=True).fill(name)
    page.get_by_label(wording.PASSWORD, exact=True).fill(password or PASSWORDS[name])
    page.get_by_role("button", name=wording.ENTER, exact=True).click()


def test_a_deep_link_leads_to_the_login_and_back_to_the_line(page, locked):
    record = next(r for r in locked.library.documents() if (r.header.number or "")[:3] == "36/")
    deep = f"{locked.address}/?tab=document&doc={record.id}&line=12"
    page.goto(deep)
    expect(page).to_have_title(re.compile("Đăng nhập"))
    expect(page).to_have_url(re.compile("/cancu-login"))
    expect(page.get_by_label(wording.NAME, exact=True)).to_be_focused()
    log_in(page, "Nguyễn Lan")
    expect(page).to_have_url(deep)
    expect(page.locator(".cc-target")).to_have_attribute("id", "L12")
    expect(page.locator(".cc-account .cc-who")).to_have_text("Nguyễn Lan")


def test_the_login_works_by_keyboard_and_without_scripts(browser, locked):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{locked.address}/")
    expect(page.locator("h1")).to_have_text(wording.HEADING)
    expect(page.get_by_label(wording.NAME, exact=True)).to_be_focused()
    page.keyboard.type("minh")
    page.keyboard.press("Tab")
    page.keyboard.type("không phải thế")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(wording.WRONG)
    expect(page.get_by_label(wording.NAME, exact=True)).to_have_value("minh")
    expect(page.get_by_label(wording.PASSWORD, exact=True)).to_be_focused()
    page.keyboard.type(PASSWORDS["minh"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{locked.address}/")
    cookie = next(each for each in context.cookies() if each["name"].startswith("cancu-"))
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    context.close()


def test_a_link_of_another_site_finds_who_is_logged_in(browser, locked):
    """The cookie does not come along from there; the door's own page goes on, and then it does."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(locked.address)
    log_in(page, "minh")
    expect(page.locator(".cc-account .cc-who")).to_have_text("minh")
    deep = f"{locked.address}/?tab=tasks"
    mail = f'<a href="{deep}">xem</a>'
    context.route("http://mail.example/**", lambda route: route.fulfill(body=mail))
    page.goto("http://mail.example/")
    page.locator("a").click()
    expect(page).to_have_url(deep)
    expect(page.locator(".cc-account .cc-who")).to_have_text("minh")
    context.close()


def test_logging_out_closes_every_page_of_the_session(page, locked):
    page.goto(f"{locked.address}/?tab=ask")
    log_in(page, "minh")
    expect(page.locator(".cc-account .cc-who")).to_have_text("minh")
    second = page.context.new_page()
    second.goto(f"{locked.address}/?tab=ask")
    expect(second.locator(".cc-account .cc-who")).to_have_text("minh")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("status")).to_have_text(wording.LEFT)
    page.go_back()
    expect(page.locator("h1")).to_have_text(wording.HEADING)
    expect(page.locator("#tabs")).to_have_count(0)
    # The page left open tells it at the next click, and leads back to where it was.
    second.locator('.cc-nav a[data-tab="document"]').click()
    expect(second.locator("#cc-ended")).to_contain_text("Phiên đăng nhập đã hết")
    second.locator("#cc-ended a").click()
    log_in(second, "minh")
    expect(second).to_have_url(re.compile(r"\?tab=document"))
    expect(second.locator(".cc-nav a[aria-current]")).to_have_text("Văn bản")


def test_two_people_at_once_do_not_see_each_others_work(page, other_page, locked):
    number = "61/2018/NĐ-CP"
    asked = {
        page: ("Nguyễn Lan", QUESTION),
        other_page: ("minh", f"Văn bản nào viện dẫn {number}?"),
    }
    for shown, (name, _) in asked.items():
        shown.goto(locked.address)
        log_in(shown, name)
        expect(shown.locator(".cc-account .cc-who")).to_have_text(name)
    for shown, (_, question) in asked.items():
        shown.goto(f"{locked.address}/?tab=ask&q={question}")
    for shown, (name, question) in asked.items():
        known = locked.library.ask(question, on=dt.date.today())  # noqa: DTZ011
        expect(shown.locator(".cc-answer .cc-sentence")).to_contain_text(known["answer"])
        expect(shown.locator(".cc-account .cc-who")).to_have_text(name)
    # Nor after a new page of each: what was asked stays with who asked it.
    for shown, (name, question) in asked.items():
        foreign = next(q for who, q in asked.values() if who != name)
        shown.goto(f"{locked.address}/?tab=ask")
        expect(shown.locator(".cc-account .cc-who")).to_have_text(name)
        kept = shown.evaluate("JSON.stringify(Object.entries(localStorage))")
        assert question in kept
        assert foreign not in kept


def test_the_login_page_has_no_serious_finding(page, locked):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
    for scheme, width in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{locked.address}/?tab=ask")
        log_in(page, "minh", "không phải thế")
        expect(page.get_by_role("alert")).to_be_visible()
        found = axe.Axe().run(page).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # One right login clears the wrong tries of the tests.
    log_in(page, "minh")
    expect(page.locator(".cc-account")).to_be_visible()


def test_programs_without_a_login_are_refused(locked):
    for path in ("", "config", "gradio_api/info", "gradio_api/mcp", "cancu-tasks/nhiem-vu.csv"):
        assert httpx.get(f"{locked.address}/{path}").status_code == 401, path
    for path in ("gradio_api/call/ask", "gradio_api/run/ask", "gradio_api/upload"):
        refused = httpx.post(f"{locked.address}/{path}", json={"data": [QUESTION]})
        assert refused.status_code == 401, path
        assert refused.json()["error"]["message"] == wording.NEEDED
    with pytest.raises(ValueError, match="credentials were not provided"):
        Client(locked.address, verbose=False)
    with pytest.raises(AuthenticationError):
        Client(locked.address, verbose=False, auth=("minh", "sai"))


@pytest.mark.parametrize("way", ["basic", "login"])
def test_gradio_client_asks_with_an_account(locked, way):
    pair = ("Nguyễn Lan", PASSWORDS["Nguyễn Lan"])
    if way == "basic":
        # As the header itself: not every library writes letters beyond ASCII as UTF-8.
        client = Client(
            locked.address, verbose=False, httpx_kwargs={"auth": httpx.BasicAuth(*pair)}
        )
    else:
        client = Client(locked.address, verbose=False, auth=pair)
    answer = client.predict(QUESTION, "2025-08-01", api_name="/ask")
    known = locked.library.ask(QUESTION, on=dt.date(2025, 8, 1))
    assert answer["answer"] == known["answer"]
    assert answer["rows"] == known["rows"]


def test_an_mcp_client_asks_with_an_account(locked):
    pytest.importorskip("mcp", reason="needs mcp")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def ask():
        auth = httpx.BasicAuth("minh", PASSWORDS["minh"])
        address = f"{locked.address}/gradio_api/mcp/"
        async with (
            streamablehttp_client(address, auth=auth) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await session.call_tool("ask", {"question": QUESTION, "as_of": "2025-08-01"})

    with ThreadPoolExecutor(1) as aside:  # the browser's loop is this thread's
        answer = aside.submit(asyncio.run, ask()).result(timeout=60)
    known = locked.library.ask(QUESTION, on=dt.date(2025, 8, 1))
    assert not answer.isError
    assert known["answer"] in answer.content[0].text.replace("\\", "")


def test_only_allowed_names_are_answered(locked):
    port = locked.address.rpartition(":")[2]
    for host, status in ((f"cancu.example:{port}", 200), (f"evil.example:{port}", 421)):
        answer = httpx.get(f"{locked.address}/cancu-login", headers={"host": host})
        assert answer.status_code == status


def test_behind_a_proxy_with_https_the_cookie_is_for_https_alone(locked):
    form = {"name": "minh", "password": PASSWORDS["minh"]}
    for told, secure in (("https", True), ("http", False)):
        answer = httpx.post(
            f"{locked.address}/cancu-login", data=form, headers={"x-forwarded-proto": told}
        )
        assert answer.status_code == 303
        assert ("secure" in answer.headers["set-cookie"].lower()) == secure


def test_a_password_changed_meanwhile_ends_the_page(page, locked, accounts):
    account_file.add(accounts, "Hoa", "gió mùa đông bắc")
    page.goto(f"{locked.address}/?tab=ask")
    log_in(page, "Hoa", "gió mùa đông bắc")
    expect(page.locator(".cc-account .cc-who")).to_have_text("Hoa")
    account_file.change(accounts, "Hoa", "một mật khẩu khác")
    page.reload()
    expect(page.get_by_role("status")).to_have_text(wording.ENDED)
    account_file.remove(accounts, "Hoa")
    log_in(page, "Hoa", "một mật khẩu khác")
    expect(page.get_by_role("alert")).to_have_text(wording.WRONG)


def test_the_graph_tells_an_ended_login_in_words(page, locked):
    page.goto(f"{locked.address}/?tab=graph")
    log_in(page, "minh")
    page.wait_for_function("document.querySelector('.cc-graph')?.cancuGraph")
    page.context.clear_cookies()
    page.get_by_label("2 bước").check()
    told = page.locator(".cc-graph-empty")
    expect(told).to_contain_text(wording.NEEDED)
    expect(told).to_contain_text(wording.NEEDED_ADVICE)
