"""The door before a small app of the test's own: who comes in, who is told what."""

import base64
import re

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.accounts import account_file, attempts, wording
from ui.accounts.access import Access
from ui.accounts.door import ACCOUNT, account_name
from ui.accounts.login_page import LOGIN, LOGOUT

HERE = "http://127.0.0.1:7860"
PAGE = {"accept": "text/html,*/*;q=0.8", "user-agent": "Mozilla/5.0"}
LAN = "Nguyễn Lan"


def _inner():
    def who(request):
        return PlainTextResponse(account_name(request) or "nobody")

    def page(_request):
        return HTMLResponse("<p>in</p>")

    def style(_request):
        return PlainTextResponse("style")

    def config(_request):
        return JSONResponse({"held": "text" * 1000})

    return Starlette(
        routes=[
            Route("/", page),
            Route("/who", who, methods=["GET", "POST"]),
            Route("/gradio_api/config", config),
            Route("/cancu-static/css/login.css", style),
            Route("/cancu-static/css/base.css", style),
            Route("/cancu-static/css/other.css", style),
        ]
    )


@pytest.fixture
def server(accounts):
    return Access(accounts).guard(_inner(), "127.0.0.1", 7860)


def client_of(server, **more):
    return TestClient(server, base_url=HERE, follow_redirects=False, **more)


@pytest.fixture
def client(server):
    return client_of(server)


def log_in(client, name, password, **more):
    form = {"name": name, "password": password, "next": more.pop("next", "/who")}
    return client.post(LOGIN, data=form, headers={"origin": HERE, **PAGE}, **more)


def basic(name, password):
    coded = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"authorization": f"Basic {coded}"}


def test_every_address_but_the_login_page_and_its_styles_needs_a_login(client):
    for path in ("/who", "/gradio_api/config", "/cancu-static/css/other.css", "/none", LOGOUT):
        for method in ("GET", "POST", "HEAD", "PUT", "DELETE"):
            assert client.request(method, path).status_code == 401, (method, path)
    for path in (LOGIN, "/cancu-static/css/login.css", "/cancu-static/css/base.css"):
        assert client.get(path).status_code == 200
    for path in (
        "/cancu-static/css/../css/other.css", "/cancu-static/css/login.css/",
        "/cancu-static/css/login.css%2f..%2fother.css", f"{LOGIN}/../who", f"{LOGIN}/",
        "//cancu-static/css/base.css", "/CANCU-LOGIN",
    ):  # fmt: skip
        assert client.get(path).status_code == 401, path
    assert client.post("/cancu-static/css/login.css").status_code == 401


def test_a_page_goes_on_to_the_login_page_and_from_there_back(client, passwords):
    deep = "/?tab=document&doc=15-kh-ubnd&line=12"
    refused = client.get(deep, headers=PAGE)
    assert refused.status_code == 401
    onward = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', refused.text)[1]
    shown = client.get(onward, headers=PAGE)
    assert shown.status_code == 200
    assert 'lang="vi"' in shown.text
    assert wording.AFTERWARDS in shown.text
    following = re.search(r'name="next" value="([^"]+)"', shown.text)[1].replace("&amp;", "&")
    assert following == deep
    entered = log_in(client, "minh", passwords["minh"], next=following)
    assert (entered.status_code, entered.headers["location"]) == (303, deep)
    assert client.get("/who").text == "minh"
    # Who is logged in is not asked again.
    again = client.get(onward, headers=PAGE)
    assert (again.status_code, again.headers["location"]) == (303, deep)


def test_the_cookie_is_secret_strict_and_of_this_port(client, passwords):
    cookie = log_in(client, "minh", passwords["minh"]).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "cancu-7860"
    assert "httponly" in rest.lower()
    assert "samesite=strict" in rest.lower()
    assert "secure" not in rest.lower()
    assert "domain" not in rest.lower()


def test_over_https_the_cookie_is_for_https_alone(server, passwords):
    client = TestClient(server, base_url="https://127.0.0.1", follow_redirects=False)
    form = {"name": "minh", "password": passwords["minh"]}
    answer = client.post(LOGIN, data=form, headers={"origin": "https://127.0.0.1"})
    assert "; secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("name", ["nguyễn lan", " NGUYỄN  LAN "])
def test_the_accounts_own_name_is_told_to_the_app(client, passwords, name):
    log_in(client, name, passwords[LAN])
    assert client.get("/who").text == LAN


def test_a_failure_does_not_tell_whether_there_is_such_a_name(client):
    answers = [log_in(client, name, "sai mật khẩu rồi") for name in ("minh", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("set-cookie" not in answer.headers for answer in answers)
    told = [answer.text.replace("minh", "").replace("nobody", "") for answer in answers]
    assert told[0] == told[1]
    assert wording.WRONG in told[0]
    assert 'role="alert"' in told[0]


def test_what_is_typed_is_shown_and_not_run(client):
    shown = log_in(client, '"><script>x()</script>', "sai", next='/"><script>x()</script>').text
    assert "<script>x()" not in shown
    assert "&lt;script&gt;x()" in shown


@pytest.mark.parametrize("following", ["//evil.example", "https://evil.example", "/\\evil"])
def test_no_login_leads_elsewhere(client, passwords, following):
    assert log_in(client, "minh", passwords["minh"], next=following).headers["location"] == "/"


def test_too_many_wrong_tries_wait_and_are_told_how_long(server, passwords):
    client = client_of(server)
    for _ in range(attempts.FREE_TOGETHER - 1):
        assert log_in(client, "minh", "sai").status_code == 401
    refused = log_in(client, "minh", "sai")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "30"
    assert "đợi 30 giây" in refused.text
    # The right one is not looked at meanwhile, by a form or by a program.
    assert log_in(client, "minh", passwords["minh"]).status_code == 429
    told = client.get("/who", headers=basic("minh", passwords["minh"]))
    assert told.status_code == 429
    assert "đợi" in told.json()["detail"]
    # Others go on.
    assert log_in(client_of(server), LAN, passwords[LAN]).status_code == 303
    elsewhere = client_of(server, client=("10.0.0.9", 50_000))
    assert log_in(elsewhere, "minh", passwords["minh"]).status_code == 303


def test_a_program_sends_basic(client, passwords, monkeypatch):
    checked = []
    true = account_file.passwords.fits
    monkeypatch.setattr(
        "ui.accounts.passwords.fits", lambda *given: checked.append(1) or true(*given)
    )
    for _ in range(3):
        assert client.get("/who", headers=basic(LAN, passwords[LAN])).text == LAN
    assert len(checked) == 1  # argon2 once, not at every request
    assert client.get("/who", headers=basic(LAN, "sai")).status_code == 401
    assert "set-cookie" not in client.get("/who", headers=basic(LAN, passwords[LAN])).headers


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!", "Basic bWluaA==", "Bearer x", "Basic " + "A" * 9000, "Basic 4Q=="],
)
def test_a_header_that_is_no_basic_is_nobodys(client, header):
    refused = client.get("/who", headers={"authorization": header})
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "login"


def test_a_program_is_asked_for_basic_and_a_browser_is_not(client):
    program = client.get("/gradio_api/config")
    assert program.headers["www-authenticate"].startswith("Basic ")
    assert program.json()["detail"] == wording.NEEDED
    browser = client.get("/gradio_api/config", headers=PAGE)
    assert "www-authenticate" not in browser.headers
    assert browser.json()["detail"] == wording.NEEDED


def test_a_program_logs_in_as_gradios_clients_do(client, passwords):
    wrong = client.post("/login", data={"username": "minh", "password": "sai"})
    assert wrong.status_code == 401
    right = client.post("/login", data={"username": "minh", "password": passwords["minh"]})
    assert right.json() == {"success": True}
    assert client.get("/who").text == "minh"


def test_logging_out_ends_the_session_itself(client, passwords):
    log_in(client, "minh", passwords["minh"])
    kept = client.cookies["cancu-7860"]
    assert client.get(LOGOUT).status_code == 303  # a link or an image logs nobody out
    assert client.get("/who").text == "minh"
    left = client.post(LOGOUT, headers={"origin": HERE})
    assert left.headers["location"].startswith(LOGIN)
    assert wording.LEFT in client.get(left.headers["location"]).text
    client.cookies.set("cancu-7860", kept)
    assert client.get("/who").status_code == 401


def test_a_login_makes_a_new_secret_and_ends_the_old_one(client, passwords):
    log_in(client, "minh", passwords["minh"])
    first = client.cookies["cancu-7860"]
    log_in(client, LAN, passwords[LAN])
    assert client.cookies["cancu-7860"] != first
    assert client.get("/who").text == LAN
    other = client_of(client.app)
    other.cookies.set("cancu-7860", first)
    assert other.get("/who").status_code == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_what_another_site_sends_is_refused(client, passwords, origin):
    form = {"name": "minh", "password": passwords["minh"]}
    for path in (LOGIN, LOGOUT, "/login"):
        refused = client.post(path, data=form, headers={"origin": origin})
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
    log_in(client, "minh", passwords["minh"])
    assert client.post("/who", headers={"origin": origin}).status_code == 403
    assert client.post("/who", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/who", headers={"origin": HERE}).text == "minh"
    assert client.post("/who").text == "minh"  # a program


def test_a_changed_password_or_a_removed_account_ends_what_was_open(client, accounts, passwords):
    log_in(client, "minh", passwords["minh"])
    lan = client_of(client.app)
    log_in(lan, LAN, passwords[LAN])
    header = basic("minh", passwords["minh"])
    program = client_of(client.app)
    assert program.get("/who", headers=header).text == "minh"
    account_file.change(accounts, "minh", "gió mùa đông bắc")
    assert client.get("/who").status_code == 401
    assert wording.ENDED in client.get(LOGIN).text
    assert program.get("/who", headers=header).status_code == 401
    assert program.get("/who", headers=basic("minh", "gió mùa đông bắc")).text == "minh"
    assert lan.get("/who").text == LAN
    account_file.remove(accounts, LAN)
    assert lan.get("/who").status_code == 401
    account_file.add(accounts, "hoa", "gió mùa đông bắc")
    assert log_in(lan, "hoa", "gió mùa đông bắc").status_code == 303


def test_a_file_damaged_meanwhile_shuts_nobody_out_and_a_lost_one_everybody(
    client, accounts, passwords, capsys
):
    log_in(client, "minh", passwords["minh"])
    accounts.write_text("{", encoding="utf-8")
    assert client.get("/who").text == "minh"
    assert client.get("/who").text == "minh"
    assert capsys.readouterr().err.count("không đúng dạng") == 1
    accounts.unlink()
    assert client.get("/who").status_code == 401
    assert log_in(client, "minh", passwords["minh"]).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"name=minh",
        b"\xff\xfe",
        b"name=" + b"a" * 20_000,
        b"&" * 5000,
        b"name=minh&password=%00",
    ],
)
def test_a_form_that_is_none_is_a_failure(client, body):
    kind = {"content-type": "application/x-www-form-urlencoded", "origin": HERE}
    assert client.post(LOGIN, content=body, headers=kind).status_code == 401


def test_pages_and_data_are_not_kept_by_the_browser(client, passwords):
    log_in(client, "minh", passwords["minh"])
    for path in ("/", "/gradio_api/config", LOGIN):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/cancu-static/css/other.css").headers


def test_nobody_can_name_himself_in_a_header(server):
    sneaked = {ACCOUNT: "minh", "x-forwarded-user": "minh", "remote-user": "minh"}
    assert client_of(server).get("/who", headers=sneaked).status_code == 401


def test_a_websocket_is_not_opened(server):
    with pytest.raises(Exception), client_of(server).websocket_connect("/who"):  # noqa: B017, PT011
        pass


def test_the_login_page_is_whole_without_scripts_and_named_for_machines(client):
    from lxml import html

    page = html.fromstring(client.get(LOGIN).text)
    fields = {field.get("id"): field for field in page.xpath("//input[@id]")}
    for label in page.xpath("//label"):
        assert label.text_content().strip()
        assert label.get("for") in fields
    assert fields["name"].get("autocomplete") == "username"
    assert fields["password"].get("autocomplete") == "current-password"
    assert fields["password"].get("type") == "password"
    form = page.xpath("//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", LOGIN)
    assert page.get("lang") == "vi"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
