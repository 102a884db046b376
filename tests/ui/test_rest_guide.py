"""Every example of the guide on other programs is run, by its own client, and answers truly."""

import asyncio
import datetime as dt
import io
import json
import re
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tests.ui.browser.serving import running
from ui.accounts import account_file

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "chuong-trinh-khac.md"
BLOCK = re.compile(r"<!-- (\w+) (\w+) -->\n```(\w+)\n(.*?)```", re.DOTALL)
EXAMPLES = {(by, what): code for by, what, _, code in BLOCK.findall(GUIDE.read_text("utf-8"))}
DAY = dt.date(2025, 8, 1)
ASKED = "Kế hoạch của Phường 5 do ai ký?"
NEXT = "còn xã Nguyên Giáp thì sao?"
LAW = "61/2018/NĐ-CP"


@pytest.fixture(scope="module")
def served(plans_folder, tmp_path_factory):
    """The web app as a process of its own, over a copy of the shipped plans."""
    folder = tmp_path_factory.mktemp("programs") / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder) as (app, _):
        yield app


@pytest.fixture(scope="module")
def locked(plans_folder, tmp_path_factory):
    """The same for those with accounts."""
    folder = tmp_path_factory.mktemp("locked")
    shutil.copytree(plans_folder, folder / "library")
    account_file.add(folder / "accounts.json", "chuong-trinh", "mot-mat-khau-dai")
    with running(folder / "library", "--accounts", str(folder / "accounts.json")) as (app, _):
        yield app


@pytest.fixture
def run(request):
    """Run an example against the served app; what it prints."""

    def ran(by, what):
        served = request.getfixturevalue("locked" if what == "account" else "served")
        code = EXAMPLES[by, what].replace("http://127.0.0.1:7860", served.address)
        assert served.address in code
        if by != "curl":  # in this process: its libraries take seconds to load
            said = io.StringIO()
            with redirect_stdout(said):
                exec(compile(code, str(GUIDE), "exec"), {"__name__": "__main__"})  # noqa: S102
            return said.getvalue()
        if not (shutil.which("curl") and shutil.which("bash")):
            pytest.skip("needs curl")
        told = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        return told.stdout

    return ran


def test_every_block_of_code_is_tried():
    assert GUIDE.read_text("utf-8").count("```") // 2 == len(EXAMPLES)
    tried = {name for name in globals() if name.startswith("test_example_")}
    assert {f"test_example_{by}_{what}" for by, what in EXAMPLES if by != "json"} | {
        "test_example_json_"
    } == tried


def test_example_curl_status(run, served):
    (answer,) = json.loads(run("curl", "status"))["data"]
    assert answer == served.library.status(LAW, on=DAY)


def test_example_curl_ask(run, served):
    (answer,) = json.loads(run("curl", "ask"))["data"]
    assert answer["answered"]
    assert answer["answer"] == served.library.ask(ASKED, on=DAY)["answer"]


def test_example_curl_cited_by(run, served):
    said = run("curl", "cited_by")
    event, data = said.strip().splitlines()[-2:]
    assert event == "event: complete"
    (answer,) = json.loads(data.removeprefix("data: "))
    rows = served.library.cited_by("76/NQ-CP")
    assert answer == {"total": len(rows), "offset": 0, "rows": rows[:3]}


def test_example_python_ask(run, served):
    known = served.library.ask(ASKED, on=DAY)
    said = run("python", "ask")
    assert said.splitlines()[0] == known["answer"]
    for proof in known["evidence"]:
        assert f"{proof['document']} {proof['line_start']} {proof['quote']}" in said


def test_example_python_batch(run, served):
    known = [served.library.ask(ASKED, on=DAY), served.library.ask(NEXT, on=DAY, after=(ASKED,))]
    assert run("python", "batch").splitlines() == [
        f"{number} {answer['answer']}" for number, answer in enumerate(known, 1)
    ]


def test_example_python_check(run, served):
    said = [line.split() for line in run("python", "check").splitlines()]
    states = {number: state for _, number, state in said}
    assert states == {
        number: served.library.status(number, on=DAY)["state"] for number in (LAW, "76/NQ-CP")
    }


def test_example_python_pages(run, served):
    total, read = run("python", "pages").split()
    assert total == read == str(len(served.library.tasks(text="hồ sơ")))


def test_example_python_error(run):
    code, _, message = run("python", "error").strip().partition(" ")
    assert code == "not_found"
    assert "999/QĐ-XYZ" in message


def test_example_python_mcp(run, served):
    tools, state = run("python", "mcp").splitlines()
    for name in ("ask", "check", "status", "cited_by", "search"):
        assert f"'{name}'" in tools
    assert state == served.library.status(LAW, on=DAY)["state"]


def test_example_curl_account(run, served):
    (answer,) = json.loads(run("curl", "account"))["data"]
    assert answer == served.library.status(LAW, on=DAY)


def test_example_python_account(run, served):
    assert run("python", "account").strip() == served.library.status(LAW, on=DAY)["state"]


@pytest.mark.parametrize("what", ["mcp", "account"])
def test_example_json_(what, request):
    """The configuration leads a client to the server: its address and its headers are enough."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    served = request.getfixturevalue("locked" if what == "account" else "served")
    (server,) = json.loads(EXAMPLES["json", what])["mcpServers"].values()
    assert server["type"] == "http"
    address = server["url"].replace("http://127.0.0.1:7860", served.address)

    async def greeted():
        async with (
            streamablehttp_client(address, headers=server.get("headers")) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            return (await session.initialize()).serverInfo.name

    assert asyncio.run(greeted()) == "CănCứ"
