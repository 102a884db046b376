"""The tools for assistants, called by the true client over a true connection."""

import asyncio
import datetime as dt
import json
import shutil

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from tests.ui.browser.serving import running
from ui import rest, rest_mcp, views

DAY = dt.date(2025, 8, 1)
SHOWN = "2025-08-01"


@pytest.fixture(scope="module")
def served(plans_folder, tmp_path_factory):
    """The web app as a process of its own, over a copy of the shipped plans."""
    folder = tmp_path_factory.mktemp("mcp") / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder) as (app, _):
        yield app


@pytest.fixture(scope="module")
def session(served):
    """Do something with a session of its own."""

    def done(work):
        async def inside():
            address = f"{served.address}/gradio_api/mcp/"
            async with (
                streamablehttp_client(address) as (read, write, _),
                ClientSession(read, write) as opened,
            ):
                begun = await opened.initialize()
                return await work(opened, begun)

        return asyncio.run(inside())

    return done


@pytest.fixture(scope="module")
def call(session):
    """(answer, whether it is an error) of a tool, its text and its structure compared."""

    def called(tool, /, **given):
        told = session(lambda opened, _: opened.call_tool(tool, given))
        (said,) = told.content
        answer = json.loads(said.text)
        whole = answer if isinstance(answer, dict) else {"result": answer}
        assert told.structuredContent == whole
        assert told.isError is ("error" in whole)
        return answer

    return called


def test_the_tools_are_the_functions_for_programs_and_nothing_of_the_page(session, served):
    tools = session(lambda opened, _: opened.list_tools()).tools
    offered = rest.functions(served.library)
    assert [tool.name for tool in tools][:5] == ["ask", "check", "status", "cited_by", "search"]
    assert {tool.name for tool in tools} == set(offered)
    for tool in tools:
        assert tool.annotations.readOnlyHint
        assert tool.annotations.destructiveHint is False
        assert tool.description.endswith(".")
        assert "Args:" not in tool.description
        schema = tool.inputSchema
        assert schema["type"] == "object"
        assert set(schema.get("required", ())) <= set(schema["properties"])
        for name, said in schema["properties"].items():
            assert said["description"], (tool.name, name)
            assert said["type"] in {"string", "integer", "boolean", "array"}


def test_the_schema_tells_what_is_needed_and_what_is_usual(session):
    tools = {
        tool.name: tool.inputSchema for tool in session(lambda opened, _: opened.list_tools()).tools
    }
    assert tools["status"]["required"] == ["document"]
    assert "required" not in tools["check"]
    assert tools["search"]["properties"]["k"]["default"] == 10
    assert tools["search"]["properties"]["fold_same"] == {
        "type": "boolean", "default": True,
        "description": "true: đoạn gần giống nhau gộp dưới đoạn tốt nhất.",
    }  # fmt: skip
    assert tools["ask"]["properties"]["after"]["items"] == {"type": "string"}
    assert tools["ask_batch"]["properties"]["questions"]["items"] == {"type": "object"}


def test_the_server_says_what_it_is_for(session):
    begun = session(lambda _, begun: asyncio.sleep(0, begun))
    assert begun.serverInfo.name == "CănCứ"
    assert "chỉ đọc" in begun.instructions
    assert begun.capabilities.tools is not None
    assert begun.capabilities.prompts is None


def test_answers_are_the_librarys(call, served):
    library = served.library
    document = library.documents()[0].id
    question = "Kế hoạch của Phường 5 do ai ký?"
    assert call("status", document="76/NQ-CP", as_of=SHOWN) == library.status("76/NQ-CP", on=DAY)
    assert call("ask", question=question, as_of=SHOWN) == library.ask(question, on=DAY)
    assert call("cited_by", document="76/NQ-CP", limit=2) == {
        "total": len(library.cited_by("76/NQ-CP")),
        "offset": 0,
        "rows": library.cited_by("76/NQ-CP", limit=2),
    }
    assert call("search", query="thủ tục hành chính", k=3) == library.search(
        "thủ tục hành chính", 3
    )
    checked = call("check", document=document, as_of=SHOWN)
    assert checked["rows"] == library.check(document, None, on=DAY)["rows"]
    many = call("ask_batch", questions=[{"id": 7, "question": question}], as_of=SHOWN)
    assert many == [{"id": 7} | library.ask(question, on=DAY)]
    tasks = call("tasks", limit=5)
    assert tasks["rows"] == [views.task(t, d) for d, t in library.placed_tasks().pairs[:5]]


def test_a_draft_is_sent_as_text(call):
    told = call("check", text="Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018;", name="a.docx")
    assert told["draft"] == "a.docx"
    assert [row["canonical"] for row in told["rows"]] == ["61/2018/NĐ-CP"]


@pytest.mark.parametrize(
    ("tool", "given", "code", "part"),
    [
        ("status", {}, "usage", "“document”"),
        ("status", {"document": None}, "usage", "“document”"),
        ("status", {"document": 5}, "usage", "chuỗi chữ"),
        ("status", {"docu": "x"}, "usage", "“docu”"),
        ("status", {"document": "999/QĐ-XYZ"}, "not_found", "999/QĐ-XYZ"),
        ("status", {"document": "76/NQ-CP", "as_of": "31/02/2025"}, "usage", "31/02/2025"),
        ("search", {"query": "x", "k": "ba"}, "usage", "“k”"),
        ("search", {"query": "x", "fold_same": "có"}, "usage", "“fold_same”"),
        ("ask", {"question": "x", "after": "y"}, "usage", "“after”"),
        ("ask", {"question": "x" * 20_001}, "usage", "20000"),
        ("tasks", {"limit": 5000}, "usage", "“limit”"),
        ("check", {}, "usage", "text"),
        ("khong_co", {}, "not_found", "khong_co"),
        ("_open", {}, "not_found", "_open"),
    ],
)
def test_an_error_is_marked_and_one_sentence(call, tool, given, code, part):
    error = call(tool, **given)["error"]
    assert error["code"] == code
    assert part in error["message"]
    assert "\n" not in error["message"]


def test_a_question_of_ten_kilobytes_is_answered_or_refused_as_any_other(call):
    told = call("ask", question="Ai chủ trì số hóa hồ sơ? " * 400)
    assert told["reason"] or told["answered"]


def test_several_assistants_at_once_get_each_their_own_answer(served):
    numbers = ["76/NQ-CP", "61/2018/NĐ-CP", "45/2020/NĐ-CP", "999/QĐ-XYZ"] * 3

    async def one(number):
        async with (
            streamablehttp_client(f"{served.address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as opened,
        ):
            await opened.initialize()
            said = await opened.call_tool("status", {"document": number, "as_of": SHOWN})
            return json.loads(said.content[0].text)

    async def all_():
        return await asyncio.gather(*map(one, numbers))

    offered = rest.functions(served.library)
    assert asyncio.run(all_()) == [offered["status"](number, SHOWN) for number in numbers]


def test_a_browser_at_the_address_is_told_what_it_is(served):
    told = httpx.get(f"{served.address}/gradio_api/mcp/")
    assert told.status_code == 200
    assert "MCP" in told.text
    listed = httpx.get(f"{served.address}/gradio_api/mcp/schema").json()
    assert {tool["name"] for tool in listed} == set(rest.functions(served.library))


def test_pages_of_others_do_not_reach_the_tools(served):
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    taken = {"accept": "application/json, text/event-stream"}
    address = f"{served.address}/gradio_api/mcp/"
    assert httpx.post(address, json=asked, headers=taken).status_code == 200
    foreign = httpx.post(address, json=asked, headers=taken | {"host": "evil.example"})
    assert foreign.status_code == 421


def test_without_the_package_nothing_is_served(plans, monkeypatch):
    from fastapi import FastAPI

    monkeypatch.setattr(rest_mcp, "find_spec", lambda _: None)
    app = FastAPI()
    before = len(app.routes)
    rest_mcp.offer(app, rest.functions(plans))
    assert len(app.routes) == before
