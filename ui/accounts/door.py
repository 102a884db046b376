"""The door: behind it every address of the server needs a login, but the login page's own.

A browser logs in on a page and keeps a cookie; a program sends HTTP Basic at each request, or logs
in as gradio_client does (`auth=`). The account's name is put into the ASGI scope, where Gradio
takes it for `gr.Request.username`.
"""

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ui.accounts import wording
from ui.accounts.account_file import Account
from ui.accounts.credentials import Credentials, Entry
from ui.accounts.login_page import (
    LOGIN,
    LOGOUT,
    LoginForm,
    login_page,
    passing_page,
)
from ui.accounts.own_address import own_address
from ui.gate import App, Message, Receive, Send
from ui.plain_page import POLICY, STYLES

ACCOUNT: Final = "cancu.account"
"""Key in the ASGI scope: name of the account that asks."""
PROGRAM_LOGIN: Final = "/login"  # where gradio_client and @gradio/client log in
_LARGEST_FORM: Final = 16_384  # bytes
_FRESH: Final = {"cache-control": "no-store", "content-security-policy": POLICY}


def account_name(request: Request) -> str | None:
    """Name of the account that asks; what Gradio's `auth_dependency` wants."""
    name: str | None = request.scope.get(ACCOUNT)
    return name


class Door:
    """An ASGI app before another one. port: part of the cookie's name, as cookies know no ports."""

    def __init__(self, app: App, credentials: Credentials, port: int) -> None:
        self._app = app
        self._credentials = credentials
        self._cookie = f"cancu-{port}"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let in, or answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no websocket is served
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        if request.method in {"GET", "HEAD"} and request.url.path in STYLES:
            await self._app(scope, receive, send)
            return
        answer = await self._answer(request)
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, _unkept(send))

    async def _answer(self, request: Request) -> Response | None:
        """The door's own answer; None where the request is let in."""
        path, posted = request.url.path, request.method == "POST"
        if path == LOGIN:
            return await self._log_in(request) if posted else self._shown(request)
        if path == PROGRAM_LOGIN and posted:
            return await self._log_in_program(request)
        entry = await self._holder(request)
        if entry.account is None:
            return self._refusal(request, entry)
        if path == LOGOUT:
            return self._log_out(request) if posted else RedirectResponse("/", 303, _FRESH)
        request.scope[ACCOUNT] = entry.account.name
        return None

    async def _holder(self, request: Request) -> Entry:
        account = self._of_session(request)
        header = request.headers.get("authorization", "")
        if account is not None or not header:
            return Entry(account)
        return await self._credentials.basic(header, _address(request))

    def _of_session(self, request: Request) -> Account | None:
        secret = request.cookies.get(self._cookie, "")
        return self._credentials.sessions.holder(secret, self._credentials.roster.current())

    def _shown(self, request: Request) -> Response:
        """The login page; who is logged in goes on."""
        following = own_address(request.query_params.get("next", "/"))
        if self._of_session(request) is not None:
            return RedirectResponse(following, 303, _FRESH)
        said = wording.LEFT if "left" in request.query_params else ""
        if not said and self._cookie in request.cookies:
            said = wording.ENDED
        return HTMLResponse(login_page(LoginForm(following, said=said)), headers=_FRESH)

    async def _log_in(self, request: Request) -> Response:
        given = await _form(request)
        following, name = own_address(given.get("next", "/")), given.get("name", "")
        entry = await self._credentials.enter(name, given.get("password", ""), _address(request))
        if entry.account is None:
            form = LoginForm(following, name[:128], _told(entry), failed=True)
            return HTMLResponse(login_page(form), _status(entry), _FRESH | _retry(entry))
        answer = RedirectResponse(following, 303, _FRESH)
        self._begin(request, answer, entry)
        return answer

    async def _log_in_program(self, request: Request) -> Response:
        given = await _form(request)
        name, password = given.get("username", ""), given.get("password", "")
        entry = await self._credentials.enter(name, password, _address(request))
        if entry.account is None:
            return _told_to_program(request, entry)
        answer = JSONResponse({"success": True}, headers=_FRESH)
        self._begin(request, answer, entry)
        return answer

    def _begin(self, request: Request, answer: Response, entry: Entry) -> None:
        assert entry.account is not None  # noqa: S101 - for the type checker
        sessions = self._credentials.sessions
        sessions.end(request.cookies.get(self._cookie, ""))
        answer.set_cookie(
            self._cookie, sessions.begin(entry.account), httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip

    def _log_out(self, request: Request) -> Response:
        self._credentials.sessions.end(request.cookies.get(self._cookie, ""))
        answer = RedirectResponse(f"{LOGIN}?left", 303, _FRESH)
        answer.delete_cookie(self._cookie, httponly=True, samesite="strict")
        return answer

    def _refusal(self, request: Request, entry: Entry) -> Response:
        """A page goes on to the login page; a program is told."""
        path = request.url.path
        page = "text/html" in request.headers.get("accept", "") and not entry.wait
        if request.method != "GET" or not page or path.startswith("/gradio_api/"):
            return _told_to_program(request, entry)
        wanted = path + (f"?{request.url.query}" if request.url.query else "")
        following = "" if wanted in {"/", LOGOUT} else f"?next={quote(wanted, safe='')}"
        return HTMLResponse(passing_page(LOGIN + following), 401, _FRESH)


def _unkept(send: Send) -> Send:
    """No page or data of an account is kept by the browser: "back" shows none after a logout."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message.get("headers", []))
            kind = headers.get("content-type", "")
            if "cache-control" not in headers and kind.startswith(
                ("text/html", "application/json")
            ):
                message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
        await send(message)

    return sent


async def _form(request: Request) -> Mapping[str, str]:
    """Fields of a posted form; none where it is too large or no form."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_FORM:
                return {}
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=10))
    except (ClientDisconnect, ValueError):
        return {}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _status(entry: Entry) -> int:
    return 429 if entry.wait else 401


def _told(entry: Entry) -> str:
    return wording.WAIT.format(time=wording.waiting(entry.wait)) if entry.wait else wording.WRONG


def _retry(entry: Entry) -> dict[str, str]:
    return {"retry-after": str(entry.wait)} if entry.wait else {}


def _told_to_program(request: Request, entry: Entry) -> Response:
    """One sentence as JSON. On a challenge browsers open a window of their own: none for them."""
    tried = request.method == "POST" and request.url.path == PROGRAM_LOGIN
    given = tried or "authorization" in request.headers
    message = _told(entry) if given else wording.NEEDED
    error = {"code": "login", "message": message, "hint": wording.NEEDED_ADVICE}
    body = json.dumps({"detail": message, "error": error}, ensure_ascii=False).encode()
    headers = {"cache-control": "no-store"} | _retry(entry)
    if "Mozilla" not in request.headers.get("user-agent", ""):
        headers["www-authenticate"] = 'Basic realm="CanCu", charset="UTF-8"'
    return Response(body, _status(entry), headers, "application/json")
