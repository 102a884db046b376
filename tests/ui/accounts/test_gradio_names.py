"""Gradio hears the account's name; the true app with accounts is shut without one."""

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio import events
from starlette.testclient import TestClient

from ui import app
from ui.accounts.access import Access
from ui.library import Library

HERE = "http://127.0.0.1:7860"


def logged_in(server, name, password):
    client = TestClient(server, base_url=HERE)
    client.post("/login", data={"username": name, "password": password})
    return client


@pytest.fixture
def small(accounts):
    """Gradio with one function that tells who calls it."""

    def who(request: gr.Request) -> str:
        return request.username or "nobody"

    access = Access(accounts)
    with gr.Blocks() as page:
        events.api(who, api_name="who", queue=False)
    outer = FastAPI()
    gr.mount_gradio_app(outer, page, path="/", auth_dependency=access.who)
    return access.guard(outer, "127.0.0.1", 7860)


def test_a_function_hears_the_name_of_the_account_that_calls(small, passwords):
    for name, password in passwords.items():
        client = logged_in(small, name, password)
        assert client.post("/gradio_api/run/who", json={"data": []}).json()["data"] == [name]
        program = TestClient(small, base_url=HERE)
        basic = (name.encode(), password.encode())
        told = program.post("/gradio_api/run/who", json={"data": []}, auth=basic)
        assert told.json()["data"] == [name]
    nobody = TestClient(small, base_url=HERE)
    assert nobody.post("/gradio_api/run/who", json={"data": []}).status_code == 401


@pytest.fixture(scope="module")
def whole(plans_folder, tmp_path_factory):
    from tests.ui.accounts.conftest import PASSWORDS
    from ui.accounts import account_file

    file = tmp_path_factory.mktemp("accounts") / "tai-khoan.json"
    account_file.add(file, "minh", PASSWORDS["minh"])
    return app.application(Library.at(plans_folder), access=Access(file))


def test_every_address_of_the_true_app_needs_a_login(whole, passwords):
    nobody = TestClient(whole, base_url=HERE, raise_server_exceptions=False)
    paths = ["/", "/config", "/theme.css", "/assets/x.js", "/static/x", "/gradio_api/info",
             "/gradio_api/file=/etc/passwd", "/gradio_api/queue/data?session_hash=x",
             "/gradio_api/mcp/", "/gradio_api/mcp/schema", "/cancu-pages/x/1", "/monitoring",
             "/cancu-tasks/nhiem-vu.csv", "/logout", "/robots.txt", "/cancu-static/js/account.js",
             "/manifest.json", "/favicon.ico", "/gradio_api/app_id", "/none"]  # fmt: skip
    for path in paths:
        assert nobody.get(path).status_code == 401, path
    client = logged_in(whole, "minh", passwords["minh"])
    page = client.get("/")
    assert page.status_code == 200
    assert '"username":"minh"' in page.text.replace(": ", ":")
    assert client.get("/gradio_api/info").status_code == 200
    assert client.get("/gradio_api/file=/etc/passwd").status_code == 403


def test_refusals_of_the_true_app_are_in_vietnamese(whole, passwords):
    client = logged_in(whole, "minh", passwords["minh"])
    assert client.get("/none").json()["detail"] == "Không có trang hoặc tệp nào ở địa chỉ này."
    assert "kiểu yêu cầu" in client.delete("/config").json()["detail"]
    shown = client.get("/none", headers={"accept": "text/html"})
    assert "Không có trang hoặc tệp nào" in shown.text
    assert 'lang="vi"' in shown.text


def test_a_file_over_the_limit_is_told_in_vietnamese(whole, passwords, monkeypatch):
    client = logged_in(whole, "minh", passwords["minh"])
    monkeypatch.setattr("gradio.routes.GradioMultiPartParser", _Small, raising=False)
    monkeypatch.setattr("gradio.route_utils.GradioMultiPartParser", _Small)
    refused = client.post("/gradio_api/upload", files={"files": ("a.txt", b"a" * 3_000_000)})
    assert refused.status_code == 413
    assert refused.text == "Tệp quá lớn; mỗi tệp nhiều nhất 1 MB."


class _Small:
    """Gradio's own parser, with a limit of one megabyte."""

    def __new__(cls, *given, **named):
        return _PARSER(*given, **(named | {"max_file_size": 2**20}))


_PARSER = __import__("gradio.route_utils").route_utils.GradioMultiPartParser
