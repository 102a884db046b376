"""Each tab's main task in a real browser; what is seen is compared with the library's own JSON."""

import asyncio
import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.ui.browser.serving import running
from ui import rest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
expect.set_options(timeout=20_000)
DAY = dt.date(2025, 8, 1)
SHOWN_DAY = "01/8/2025"


def numbered(library, start):
    """The held document whose number begins so."""
    return next(r for r in library.documents() if (r.header.number or "").startswith(start))


def until_seen(act, seen):
    """Act until what it brings is seen.

    Gradio mounts a tab's fields a moment after their first content shows; what is typed in that
    moment is lost, as a person would see and type it again.
    """
    for _ in range(3):
        act()
        try:
            seen(7_000)
        except AssertionError:
            continue
        return
    act()
    seen(20_000)


def test_an_empty_library_says_how_to_add_documents_and_takes_the_first(page, served_empty):
    for tab in ("ask", "document", "tasks", "graph"):
        page.goto(f"{served_empty.address}/?tab={tab}")
        said = page.get_by_text("Thư viện chưa có văn bản nào.").filter(visible=True)
        expect(said.first).to_be_visible()
    assert not served_empty.library.exists()
    plan = {"name": "a.txt", "mimeType": "text/plain", "buffer": "KẾ HOẠCH\nCải cách".encode()}
    page.goto(f"{served_empty.address}/?tab=document")
    page.locator("#upload input[type=file]").set_input_files(plan)
    expect(page.locator("#upload-results li")).to_contain_text(["a.txt: đã thêm"])
    expect(page.locator("#documents tbody tr")).to_have_count(1)


def test_the_server_ends_though_a_page_is_open_and_leaves_no_uploads(page, tmp_path):
    """The app's own folder of uploads goes with it."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with running(tmp_path / "library", TMPDIR=str(temporary)) as (served, server):
        page.goto(f"{served.address}/?tab=check")
        draft = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"KE HOACH"}
        page.locator("#draft input[type=file]").set_input_files(draft)
        page.locator("#check").click()
        expect(page.locator("#report")).to_contain_text("Xét vào ngày")
        assert [path.name for path in temporary.rglob("a.txt")] == ["a.txt"]
        server.terminate()
        assert server.wait(timeout=20) == 0
    assert list(temporary.rglob("a.txt")) == []


def test_the_page_is_vietnamese_and_named(page, served):
    page.goto(served.address)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page).to_have_title("CănCứ")
    for name in ("Hỏi", "Văn bản", "Kiểm tra", "Nhiệm vụ", "Đồ thị"):
        expect(page.get_by_role("tab", name=name, exact=True)).to_be_visible()


def test_assistants_may_call_the_same_functions(served):
    pytest.importorskip("mcp", reason="MCP is offered where its package is installed")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def call():
        async with (
            streamablehttp_client(f"{served.address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name for tool in (await session.list_tools()).tools}
            said = await session.call_tool(
                "status", {"document": "76/NQ-CP", "as_of": "2025-08-01"}
            )
            return tools, said.content[0].text

    with ThreadPoolExecutor(1) as apart:  # this thread's event loop is the browser's
        tools, said = apart.submit(asyncio.run, call()).result()
    assert tools == set(rest.functions(served.library))
    assert served.library.status("76/NQ-CP", on=DAY)["state"] in said
