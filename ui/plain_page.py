"""A page without the web app: what a browser is told before a login, or where there is nothing."""

import base64
import hashlib
from typing import Final

from ui import wording
from ui.links import text
from ui.tabs.head import icon

STYLES: Final = ("/cancu-static/css/base.css", "/cancu-static/css/login.css")
"""What such a page loads."""

# The scheme that was chosen in the app, as ui/static/js/theme.js keeps it.
_THEME: Final = (
    'let k=null;try{k=localStorage.getItem("cancu-theme")}catch{}'
    'document.body.classList.toggle("dark",'
    '(k||(matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"))==="dark");'
)
_THEME_HASH: Final = base64.b64encode(hashlib.sha256(_THEME.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'self'; script-src 'sha256-{_THEME_HASH}'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE: Final = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
{head}</head>
<body class="cc-login">
<script>{theme}</script>
<main class="cc-login-card">
<p class="cc-login-brand">{icon}{brand}</p>
<h1>{heading}</h1>
{body}
</main>
</body>
</html>
"""


def plain_page(heading: str, body: str, head: str = "") -> str:
    """The whole page. body, head: HTML; whole without JavaScript."""
    styles = "".join(f'<link rel="stylesheet" href="{each}">\n' for each in STYLES)
    return _PAGE.format(
        title=text(f"{heading} · {wording.TITLE}"), head=head + styles, theme=_THEME,
        icon=icon("brand"), brand=text(wording.TITLE), heading=text(heading), body=body,
    )  # fmt: skip
