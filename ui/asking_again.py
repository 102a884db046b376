"""Questions put another way: with filters, of one document that was meant, from an address."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from kg.folding import tokens
from ui import labels
from ui.links import address
from ui.output import shorten

Row = Mapping[str, Any]
MOST_EARLIER: Final = 6
"""Questions before the one shown that stay on the page and in its address."""
_LONGEST_ADDRESS: Final = 12_000  # characters; servers refuse what is much longer
_DIGITS: Final = 6  # of a page's number
_END: Final = " ?.!"


def narrowed(question: str, *, document: str | None = None, place: str | None = None) -> str:
    """The question with the document and the place that it is narrowed to, said in its words.

    What the question names already is not said twice.

    >>> narrowed("Ai chủ trì số hóa?", place="Phường 5")
    'Ai chủ trì số hóa (Phường 5)?'
    >>> narrowed("Phường 5 giao ai số hóa?", place="Phường 5")
    'Phường 5 giao ai số hóa?'
    """
    said = f" {' '.join(tokens(question))} "
    meant: list[str] = []
    for name in (document, place):
        known = f" {' '.join(tokens(name))} " if name else "  "
        if name and known.strip() and known not in said:
            meant.append(name.strip())
            said += known
    return f"{question.rstrip(_END)} ({', '.join(meant)})?" if meant else question


def choice_name(choice: Row) -> str:
    """A document that may be meant, told apart from the others: number, day, issuer, title."""
    day = f" ngày {labels.iso_date(choice['date'])}" if choice.get("date") else ""
    issuer = f" của {choice['issuer']}" if choice.get("issuer") else ""
    name = choice.get("canonical") or choice.get("title") or choice["key"]
    title = choice.get("title")
    about = f": {shorten(title, 120)}" if title and title != name else ""
    return f"{name}{day}{issuer}{about}"


def asking_of(question: str, choice: Row) -> str:
    """The question with the document meant told by number, day and issuer.

    >>> asking_of("76/NQ-CP còn hiệu lực không?", {"canonical": "76/NQ-CP", "key": "k",
    ...     "date": "2021-07-15", "issuer": "Chính phủ"})
    '76/NQ-CP ngày 15/7/2021 của Chính phủ còn hiệu lực không?'
    """
    bare = choice_name({**choice, "title": None})
    named = choice.get("canonical")
    day = choice.get("date") or ""
    said = re.sub(
        r",?\s*\bnăm (\d{4})\b", lambda year: year[0] if year[1] == day[:4] else "", question
    )
    if named and named.casefold() in said.casefold():
        return re.sub(re.escape(named), lambda _: bare, said, count=1, flags=re.IGNORECASE)
    return f"{said.rstrip(_END)} ({bare})?"


def with_number(question: str, number: str) -> str:
    """The question with the number that it names, of another year, in place of its own.

    >>> with_number("Nghị định 61/2017/NĐ-CP còn hiệu lực không?", "61/2018/NĐ-CP")
    'Nghị định 61/2018/NĐ-CP còn hiệu lực không?'
    """
    first, _, rest = number.partition("/")
    year, _, _ = rest.partition("/")
    pattern = rf"\b{re.escape(first)}/(?:19|20)\d\d(?=\D|$)"
    changed = re.sub(pattern, f"{first}/{year}", question, count=1)
    return changed if changed != question else f"{question.rstrip(_END)} ({number})?"


def page_of_rows(typed: str | None) -> int | None:
    """The page of the whole list of rows that an address asks for; None where it asks for none.

    >>> page_of_rows("2"), page_of_rows("0"), page_of_rows("hai"), page_of_rows(None)
    (2, None, None, None)
    """
    said = (typed or "").strip()
    known = said.isascii() and said.isdecimal() and len(said) <= _DIGITS
    return (int(said) or None) if known else None


def asked_address(
    question: str,
    earlier: Sequence[str] = (),
    as_of: str | None = None,
    rows: int | None = None,
) -> str:
    """Address that asks a question again, after those before it, on the same day.

    rows: the page of the whole list of rows that it shows, from 1; None for the first rows alone.

    >>> asked_address("Thế ai phối hợp?", ["A?", "B?"])
    '?tab=ask&q=Th%E1%BA%BF+ai+ph%E1%BB%91i+h%E1%BB%A3p%3F&after=A%3F&after=B%3F'
    """
    said = address("ask", q=question, as_of=as_of, rows=rows)
    kept: list[str] = []
    for before in reversed(earlier[-MOST_EARLIER:]):
        part = urlencode({"after": before})
        if len(said) + sum(map(len, kept)) + len(part) > _LONGEST_ADDRESS:
            break
        kept.insert(0, part)
    return "&".join([said, *kept])
