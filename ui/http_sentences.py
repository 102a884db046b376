"""What the server refuses, in one Vietnamese sentence: Gradio and Starlette tell it in English.

Only answers that are plainly theirs are put into words here (ASCII alone; Vietnamese never is): an
answer of the app's own stays as it is.
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers

from ui import wording
from ui.gate import App, Message, Receive, Send
from ui.plain_page import POLICY, plain_page

NOTHING_HERE: Final = "Không có trang hoặc tệp nào ở địa chỉ này."
NOT_SO: Final = "Địa chỉ này không nhận kiểu yêu cầu ấy."
NOT_ALLOWED: Final = "Không được mở tệp này qua CănCứ."
TOO_LARGE: Final = "Tệp quá lớn; mỗi tệp nhiều nhất {most} MB."
TOO_MUCH: Final = "Nội dung gửi đến quá lớn."
HOME: Final = "Về trang đầu"
_SENTENCES: Final[Mapping[int, str]] = {
    403: NOT_ALLOWED,
    404: NOTHING_HERE,
    405: NOT_SO,
    413: TOO_MUCH,
    500: wording.FAILED,
}
_MOST_HELD: Final = 16_384  # bytes; a longer answer is no such sentence
_MOST_DRAINED: Final = 2**31  # bytes
_LIMIT: Final = re.compile(rb"maximum allowed size of (\d+) bytes")


def in_vietnamese(app: App) -> App:
    """The app with its refusals put into words."""

    async def told(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        await app(scope, answer.receive, answer.send)

    return told


class _Answer:
    """One answer on its way; held back while it may be a refusal in English."""

    def __init__(self, scope: Message, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._start: Message | None = None
        self._body = b""
        self._read = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._read = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in _SENTENCES:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            await self._hold(self._start, message)

    async def _hold(self, start: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self._body) <= _MOST_HELD:
            return
        self._start = None
        new = None if more else self._reworded(start)
        if start["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            await self._drain()
        await self._send(start if new is None else new[0])
        body = self._body if new is None else new[1]
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    def _reworded(self, start: Message) -> tuple[Message, bytes] | None:
        """The answer in words; None where it is the app's own."""
        headers = Headers(raw=start.get("headers", []))
        if not self._body.isascii() or not _is_bare(headers, self._body):
            return None
        sentence, page = _sentence(start["status"], self._body), self._is_for_a_page()
        if page:
            link = f'<p><a href="/">{HOME}</a></p>'
            body, kind = plain_page(sentence, link).encode(), "text/html; charset=utf-8"
        elif headers.get("content-type", "").startswith("application/json"):
            told = json.dumps({"detail": sentence}, ensure_ascii=False)
            body, kind = told.encode(), "application/json"
        else:
            body, kind = sentence.encode(), "text/plain; charset=utf-8"
        new = {"content-type": kind, "content-length": str(len(body))}
        if page:
            new["content-security-policy"] = POLICY
        kept = [pair for pair in start["headers"] if pair[0].decode().lower() not in new]
        named = [(name.encode(), value.encode()) for name, value in new.items()]
        return {**start, "headers": kept + named}, body

    def _is_for_a_page(self) -> bool:
        accepted = Headers(raw=self._scope["headers"]).get("accept", "")
        return self._scope["method"] == "GET" and "text/html" in accepted

    async def _drain(self) -> None:
        """Take what is still being sent: a browser hears an answer only after that."""
        taken = 0
        while not self._read and taken < _MOST_DRAINED:
            taken += len((await self.receive()).get("body", b""))


def _is_bare(headers: Headers, body: bytes) -> bool:
    """Whether an answer says no more than a sentence."""
    kind = headers.get("content-type", "text/plain")
    if kind.startswith("text/plain"):
        return "content-encoding" not in headers
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and said.keys() == {"detail"} and isinstance(said["detail"], str)


def _sentence(status: int, body: bytes) -> str:
    limit = _LIMIT.search(body)
    return TOO_LARGE.format(most=int(limit[1]) // 2**20) if limit else _SENTENCES[status]
