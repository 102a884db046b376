"""What stands between the browser and the web app: its own hosts only, and no other address.

A page of this app may load nothing but from this app (Content-Security-Policy), a request under a
foreign host name (a rebound DNS name) is refused, and so is one that a page of another site sends.
"""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

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
    # With "no-referrer" a browser posts forms with "Origin: null", as pages of others may do too.
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)
FOREIGN_HOST: Final = "Địa chỉ này không thuộc CănCứ."
FOREIGN_PAGE: Final = "Yêu cầu này do một trang khác gửi, không phải từ CănCứ."
_KEPT: Final = ((b"cache-control", b"private, max-age=31536000, immutable"),)
_HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def guarded(app: App, hosts: frozenset[str]) -> App:
    """The app behind the gate. hosts: names, without port, under which it may be asked."""

    async def gate(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        asked = _header(scope, b"host")
        name = _name(asked)
        if name not in hosts and not _is_own_address(name, scope):
            await _refuse(send, 421, FOREIGN_HOST)
            return
        if scope["method"] not in _HARMLESS and not _is_own_page(scope, asked):
            await _refuse(send, 403, FOREIGN_PAGE)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = _KEPT if message["status"] == 200 and _is_hashed(scope) else ()
                message["headers"] = [*message.get("headers", []), *HEADERS, *named]
            await send(message)

        await app(scope, receive, with_headers)

    return gate


def one_page(app: App) -> App:
    """The app without what an address says to its first page: only the browser reads that.

    Gradio takes `page` for one of several pages, and fails where there is none of that name.
    """

    async def asked(scope: Message, receive: Receive, send: Send) -> None:
        plain = scope["type"] == "http" and scope["path"] == "/"
        await app({**scope, "query_string": b""} if plain else scope, receive, send)

    return asked


def _is_hashed(scope: Message) -> bool:
    """Whether an address has the hash of its content in it: Gradio's own scripts and styles."""
    return str(scope["path"]).startswith("/assets/")


def _header(scope: Message, wanted: bytes) -> str:
    """Value of a header; empty where there is none."""
    given = next((value for name, value in scope["headers"] if name == wanted), b"")
    return str(given.decode("latin-1")).lower()


def _name(host: str) -> str:
    """Name in a Host header, without its port."""
    bracketed = host.startswith("[")
    return host.partition("]")[0] + "]" if bracketed else host.partition(":")[0]


def _is_own_address(name: str, scope: Message) -> bool:
    """Whether the address asked for is the one of this computer at which the request came in.

    An address cannot be rebound as a name can; no list of the computer's addresses is needed.
    """
    try:
        named = ipaddress.ip_address(name.strip("[]"))
        came = ipaddress.ip_address((scope.get("server") or ("",))[0])
    except ValueError:
        return False
    if isinstance(came, ipaddress.IPv6Address) and came.ipv4_mapped:
        came = came.ipv4_mapped
    return named == came


def _is_own_page(scope: Message, host: str) -> bool:
    """Whether a page of this app sends (Origin), or a program, which has no page.

    The scheme is not compared: a proxy may speak HTTPS for this server.
    """
    origin = _header(scope, b"origin")
    if not origin:
        return _header(scope, b"sec-fetch-site") in {"", "same-origin", "none"}
    return urlsplit(origin).netloc == host


async def _refuse(send: Send, status: int, sentence: str) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind]})
    await send({"type": "http.response.body", "body": sentence.encode()})
