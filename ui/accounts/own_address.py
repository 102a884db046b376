"""Addresses to go on to after a login: of this app only, whatever a link says (CWE-601)."""

from typing import Final
from urllib.parse import quote

LONGEST: Final = 4000  # characters
_KEPT: Final = "/?&=#%:@!$'()*+,;~-._"


def own_address(given: str) -> str:
    r"""The address as it may stand in a Location header; "/" where it is none of this app.

    >>> own_address("/?tab=document&doc=15-kh-ubnd")
    '/?tab=document&doc=15-kh-ubnd'
    >>> own_address("//evil.example"), own_address("https://evil.example"), own_address("/\t/x")
    ('/', '/', '/')
    """
    strange = "\\" in given or any(sign < " " or sign == "\x7f" for sign in given)
    if not given.startswith("/") or given.startswith("//") or strange or len(given) > LONGEST:
        return "/"
    return quote(given, safe=_KEPT)
