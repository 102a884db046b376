"""What stands between the browser and the web app: its own hosts only, and no other address.

A page of this app may load nothing but from this app (Content-Security-Policy), and a request
under a foreign host name (a rebound DNS name) is refused.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# Gradio's own front end needs inline scripts and styles; nothing comes from elsewhere.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def guarded(app: App, hosts: frozenset[str]) -> App:
    """The app behind the gate. hosts: names, without port, under which it may be asked."""

    async def gate(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if _host(scope) not in hosts:
            await _refuse(send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await app(scope, receive, with_headers)

    return gate


def _host(scope: Message) -> str:
    """Name in the Host header, without its port; empty where there is none."""
    given = next((value for name, value in scope["headers"] if name == b"host"), b"")
    name = given.decode("latin-1").lower()
    bracketed = name.startswith("[")
    return name.partition("]")[0] + "]" if bracketed else name.partition(":")[0]


async def _refuse(send: Send) -> None:
    body = "Địa chỉ này không thuộc CănCứ.".encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": 421, "headers": [kind]})
    await send({"type": "http.response.body", "body": body})
