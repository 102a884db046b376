"""The login page: plain HTML of the server, in Vietnamese, whole without JavaScript."""

from dataclasses import dataclass
from typing import Final

from ui.accounts import wording
from ui.links import attribute, text
from ui.plain_page import plain_page

LOGIN: Final = "/cancu-login"
LOGOUT: Final = "/cancu-logout"


@dataclass(frozen=True, slots=True)
class LoginForm:
    """What the page shows. following: own address to go to afterwards; said: why it is shown."""

    following: str = "/"
    name: str = ""
    said: str = ""
    failed: bool = False


def login_page(form: LoginForm) -> str:
    """The page with the form."""
    told = ""
    if form.said:
        role, kind = ("alert", "cc-login-failed") if form.failed else ("status", "cc-login-told")
        told = f'<p id="told" class="{kind}" role="{role}">{text(form.said)}</p>\n'
    elif form.following != "/":
        told = f'<p class="cc-login-told">{text(wording.AFTERWARDS)}</p>\n'
    wrong = ' aria-invalid="true" aria-describedby="told"' if form.failed else ""
    first, second = ("", " autofocus") if form.name else (" autofocus", "")
    body = (
        f'{told}<form method="post" action="{LOGIN}">\n'
        f'<input type="hidden" name="next" value="{attribute(form.following)}">\n'
        f'<label for="name">{text(wording.NAME)}</label>\n'
        f'<input id="name" name="name" value="{attribute(form.name)}" required maxlength="128" '
        f'autocomplete="username" autocapitalize="none" spellcheck="false"{first}{wrong}>\n'
        f'<label for="password">{text(wording.PASSWORD)}</label>\n'
        '<input id="password" name="password" type="password" required '
        f'autocomplete="current-password"{second}{wrong}>\n'
        f'<button type="submit">{text(wording.ENTER)}</button>\n</form>\n'
        f'<p class="cc-login-help">{text(wording.WHOM_TO_ASK)}</p>'
    )
    return plain_page(wording.HEADING, body)


def passing_page(address: str) -> str:
    """A page that goes on by itself to an own address.

    A cookie with SameSite=Strict is not sent where a link of another site (a mail, a message) leads
    here, nor after a redirect from there; it is sent where a page of this app goes on.
    """
    link = f'<p><a href="{attribute(address)}">{text(wording.TO_LOGIN)}</a></p>'
    refresh = f'<meta http-equiv="refresh" content="0;url={attribute(address)}">\n'
    return plain_page(wording.NEEDED, link, refresh)
