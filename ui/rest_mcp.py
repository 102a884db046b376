"""The functions for other programs as tools of the Model Context Protocol (streamable HTTP).

A tool's answer is the function's JSON, as text and as structured content; an error is marked as
one. Every tool only reads, and says so. Gradio's own MCP server would give the text of a Python
value, and English words for a parameter that is missing.
"""

import inspect
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

import anyio.to_thread
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route

from kg.errors import NotFoundError
from ui import rest, views, wording
from ui.rest_words import parameter

if TYPE_CHECKING:
    from mcp import types
    from mcp.server import Server
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

Functions = Mapping[str, Callable[..., Any]]
PATH: Final = "/gradio_api/mcp"
INSTRUCTIONS: Final = (
    "Tra cứu văn bản hành chính và pháp luật Việt Nam trong một thư viện CănCứ: hỏi đáp (ask), "
    "kiểm tra căn cứ của văn bản hoặc dự thảo (check), hiệu lực vào một ngày (status), văn bản "
    "nào viện dẫn (cited_by), tìm đoạn (search) và các hàm khác. Mọi hàm chỉ đọc. Luôn nêu văn "
    "bản và dòng làm chứng cứ; nơi nào câu trả lời nói không rõ thì không được đoán."
)
_OFTEN: Final = ("ask", "check", "status", "cited_by", "search")
_FOR_PROGRAMS: Final = (
    "Đây là địa chỉ MCP của CănCứ, dành cho chương trình (POST); xem “Gọi từ chương trình khác” "
    "trong hướng dẫn.\n"
)
_UNKNOWN: Final = "Không có hàm “{name}”."
_KINDS: Final[Mapping[object, str]] = {str: "string", int: "integer", bool: "boolean"}


def offer(app: FastAPI, offered: Functions) -> None:
    """Serve the tools under PATH while the app runs; nothing where `mcp` is not installed."""
    if find_spec("mcp") is None:
        return
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    server, before = _server(offered), app.router.lifespan_context
    managers: list[StreamableHTTPSessionManager] = []

    @asynccontextmanager
    async def lifespan(whole: FastAPI) -> AsyncIterator[Any]:
        managers[:] = [StreamableHTTPSessionManager(server, json_response=True, stateless=True)]
        async with managers[0].run(), before(whole) as state:
            yield state

    async def streamed(scope: "Scope", receive: "Receive", send: "Send") -> None:
        accepted = dict(scope["headers"]).get(b"accept", b"")
        if scope["method"] == "GET" and b"text/event-stream" not in accepted:
            await PlainTextResponse(_FOR_PROGRAMS)(scope, receive, send)
        else:
            await managers[0].handle_request(scope, receive, send)

    async def schema(_: "Request") -> "Response":
        return JSONResponse([tool.model_dump(exclude_none=True) for tool in tools(offered)])

    app.router.lifespan_context = lifespan
    app.mount(PATH, Starlette(routes=[Route("/schema", schema), Mount("/", app=streamed)]))


def tools(offered: Functions) -> "list[types.Tool]":
    """The tools as a client sees them, those that are used most first."""
    from mcp import types

    hints = types.ToolAnnotations(
        readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False
    )
    names = [*_OFTEN, *(name for name in offered if name not in _OFTEN)]
    return [
        types.Tool(
            name=name,
            description=(inspect.getdoc(offered[name]) or "").partition("\n")[0],
            inputSchema=schema_of(name, offered[name]),
            annotations=hints,
        )
        for name in names
    ]


def schema_of(name: str, work: Callable[..., Any]) -> dict[str, Any]:
    """The JSON schema of a function's parameters, each with what it is."""
    known = inspect.signature(work).parameters
    properties = {
        said: _schema(taken.annotation)
        | {"description": parameter(name, said)}
        | ({} if taken.default in {taken.empty, None, ""} else {"default": taken.default})
        for said, taken in known.items()
    }
    needed = [said for said, taken in known.items() if taken.default is taken.empty]
    told = {"type": "object", "properties": properties, "additionalProperties": False}
    return told | {"required": needed} if needed else told


def _schema(kind: object) -> dict[str, Any]:
    if get_origin(kind) is UnionType:
        return _schema(get_args(kind)[0])
    if get_origin(kind) is list:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    return {"type": _KINDS.get(kind, "object")}


def _server(offered: Functions) -> "Server[Any, Any]":
    from mcp import types
    from mcp.server import Server

    server: Server[Any, Any] = Server(wording.TITLE, instructions=INSTRUCTIONS)
    known = tools(offered)

    @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
    async def listed() -> list[types.Tool]:
        return known

    @server.call_tool(validate_input=False)  # type: ignore[untyped-decorator]
    async def called(name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        return await anyio.to_thread.run_sync(_call, offered, name, arguments)

    return server


def _call(offered: Functions, name: str, arguments: dict[str, Any]) -> "types.CallToolResult":
    from mcp import types

    if name in offered:
        answer = rest.named(offered[name], arguments)
    else:
        answer = views.error(NotFoundError(_UNKNOWN.format(name=name)))
    whole = answer if isinstance(answer, dict) else {"result": answer}
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))],
        structuredContent=whole,
        isError="error" in whole,
    )
