"""No login leads to another site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.accounts.own_address import LONGEST, own_address

HERE = "http://canbo.example:7860/cancu-login"


@pytest.mark.parametrize(
    "address",
    ["/", "/?tab=document&doc=15-kh-ubnd&line=12", "/?q=c%E1%BA%A3i+c%C3%A1ch", "/cancu-pages/x/1"],
)
def test_own_addresses_are_kept_as_they_are(address):
    assert own_address(address) == address


def test_letters_are_written_as_a_header_can_hold_them():
    assert own_address("/?q=cải cách") == "/?q=c%E1%BA%A3i%20c%C3%A1ch"


@pytest.mark.parametrize(
    "address",
    [
        "", "evil.example", "//evil.example", "///evil.example", "https://evil.example",
        "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example",
        "javascript:alert(1)", "/\r\nset-cookie: a=b", "/" + "a" * LONGEST, "/\x7f",
    ],
)  # fmt: skip
def test_others_lead_to_the_start(address):
    assert own_address(address) == "/"


@given(st.text(alphabet="/\\\t\n\r :@?#.evilhtps%2f\x00ấ", max_size=20))
def test_a_browser_stays_here(address):
    # What browsers do before they read an address (WHATWG URL): blanks at the ends and tabs and
    # line ends are dropped, a backslash is a slash.
    read = own_address(address).strip("".join(map(chr, range(33))))
    for sign in "\t\n\r":
        read = read.replace(sign, "")
    gone = urlsplit(urljoin(HERE, read.replace("\\", "/")))
    assert (gone.scheme, gone.netloc) == ("http", "canbo.example:7860")
