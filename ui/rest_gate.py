"""What stands before Gradio's REST: one sentence for a call that is none.

Gradio answers “Internal Server Error” where a parameter is missing, unknown or one too many. Here
a call by position (`run`, `call`) or by name (`call/v2`) is filled up first, so that the function
itself tells what it lacks.
"""

import inspect
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.responses import JSONResponse

from kg.errors import NotFoundError, UsageError
from ui import views
from ui.gate import App, Message, Receive, Send

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a call; a draft of the longest kind fits in."""
_CALL: Final = re.compile(r"/gradio_api/(run|call|call/v2)/([^/]+)/?")
_OF_PAGE: Final = frozenset({"fn_index", "session_hash"})
_NO_JSON: Final = "Nội dung gửi đến không phải là JSON."
_NO_DATA: Final = "Nội dung gửi đến phải có dạng {{“data”: [{names}]}}."
_NO_OBJECT: Final = "Nội dung gửi đến phải có dạng {“tham số”: giá trị}."
_TOO_MANY: Final = "Hàm “{name}” có {most} tham số; ở đây có {given}."
_UNKNOWN: Final = "Hàm “{name}” không có tham số “{parameter}”."
_NO_FUNCTION: Final = "Không có hàm “{name}”."
_NAMES: Final = "Các tham số: {names}."
_FUNCTIONS: Final = "Danh sách hàm: /gradio_api/info."
_TOO_LARGE: Final = "Nội dung gửi đến quá lớn (nhiều nhất {most} MB)."


def orderly(app: App, offered: Mapping[str, Callable[..., Any]]) -> App:
    """The app behind this gate. offered: the functions by the name under which they are called."""
    known = {name: list(inspect.signature(work).parameters) for name, work in offered.items()}

    async def gate(scope: Message, receive: Receive, send: Send) -> None:
        call = _CALL.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if call is None or scope["method"] != "POST":
            await app(scope, receive, send)
            return
        try:
            body = await _body(receive)
            filled = _filled(call[1], call[2], known.get(call[2]), body)
        except UsageError as failure:
            await JSONResponse(views.error(failure), 422)(scope, receive, send)
        except NotFoundError as failure:
            await JSONResponse(views.error(failure), 404)(scope, receive, send)
        else:
            length = [(b"content-length", str(len(filled)).encode())]
            kept = [pair for pair in scope["headers"] if pair[0] != b"content-length"]
            await app({**scope, "headers": kept + length}, _again(filled, receive), send)

    return gate


async def _body(receive: Receive) -> bytes:
    """All of a request's content. Raises UsageError where it is too large."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST:
            raise UsageError(_TOO_LARGE.format(most=LARGEST // 2**20))
        parts.append(part)
        more = message.get("more_body", False) and message["type"] == "http.request"
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """`receive` that gives a content already read, then what comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _filled(way: str, name: str, parameters: list[str] | None, body: bytes) -> bytes:
    """The content with every parameter; what is not said is null."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise UsageError(_NO_JSON, _FUNCTIONS) from None
    if isinstance(said, dict) and _OF_PAGE & said.keys():
        return body  # an event of the page
    if parameters is None:
        raise NotFoundError(_NO_FUNCTION.format(name=name), _FUNCTIONS)
    if way == "call/v2":
        return json.dumps(_by_name(name, parameters, said)).encode()
    data = said.get("data") if isinstance(said, dict) else None
    if not isinstance(data, list):
        raise UsageError(_NO_DATA.format(names=", ".join(parameters)))
    if len(data) > len(parameters):
        told = _TOO_MANY.format(name=name, most=len(parameters), given=len(data))
        raise UsageError(told, _NAMES.format(names=", ".join(parameters)))
    return json.dumps({"data": data + [None] * (len(parameters) - len(data))}).encode()


def _by_name(name: str, parameters: list[str], said: object) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise UsageError(_NO_OBJECT)
    for parameter in said:
        if parameter not in parameters:
            told = _UNKNOWN.format(name=name, parameter=parameter)
            raise UsageError(told, _NAMES.format(names=", ".join(parameters)))
    return {parameter: said.get(parameter) for parameter in parameters}
