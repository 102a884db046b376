"""A long quote cut so that what was asked for stays in it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.folding import TOKEN, fold, tokens
from ui.quote_marks import nfc, wanted

Row = Mapping[str, Any]
_NUMBER: Final = re.compile(r"\d[\w./%-]*")
_BEFORE: Final = 60  # characters that stay before what was asked for
_MORE: Final = "…"


def sought(given: Row) -> list[list[str]]:
    """Folded expressions that an excerpt under an answer has to keep, weightiest first.

    given: the JSON of an answer. Numbers that the question holds, then what the answer names.
    """
    expressions, topic = wanted(given)
    numbers = [tokens(one) for one in _NUMBER.findall(given.get("question") or "")]
    named = [one for one in expressions if any(word[0].isdigit() for word in one)]
    rest = [one for one in expressions if one not in named]
    return [one for one in (*named, *numbers, *rest, *([word] for word in sorted(topic))) if one]


def excerpt(quote: str, expressions: Sequence[Sequence[str]], width: int) -> str:
    """At most about `width` characters of a quote, cut at blanks, with what is sought in them.

    The beginning where that has the weightiest expression that the quote holds; else the words
    around it, "…" where some are left out.

    >>> excerpt("Căn cứ " + "rất dài " * 9 + "Quyết định 9/QĐ-X.", [["9", "qd", "x"]], 40)
    '… dài rất dài rất dài Quyết định 9/QĐ-X.'
    """
    flat = " ".join(nfc(quote).split())
    if len(flat) <= width:
        return flat
    at = _place(flat, expressions)
    if at is None:
        return f"{_head(flat, width)} {_MORE}"
    at = _words(flat, at, width)
    if at[1] <= width - len(_MORE):
        return f"{_head(flat, width, at[1])} {_MORE}"
    first = max(at[0] - _BEFORE, at[1] - width)
    begin = flat.find(" ", first, at[0]) + 1 or at[0]
    told = flat[begin:]
    kept = _head(told, width, at[1] - begin)
    return f"{_MORE} {kept}" if kept == told else f"{_MORE} {kept} {_MORE}"


def _head(text: str, width: int, least: int = 0) -> str:
    """The first whole words of a text; a part of a word where `least` characters must be there."""
    if len(text) <= width:
        return text
    whole = text[: width + 1].rsplit(" ", 1)[0]
    return text[:width] if len(whole) < least <= width else whole[:width]


def _words(flat: str, at: tuple[int, int], width: int) -> tuple[int, int]:
    """The whole words in which a place stands; the place itself where they are too long."""
    start, end = flat.rfind(" ", 0, at[0]) + 1, flat.find(" ", at[1])
    end = len(flat) if end < 0 else end
    return (start, end) if end - start <= width else at


def _place(flat: str, expressions: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Where the first expression that a text holds stands in it; half-open."""
    folded = fold(flat)
    found = list(TOKEN.finditer(folded))
    words = [match[0] for match in found]
    for expression in expressions:
        size = len(expression)
        for at in range(len(words) - size + 1):
            if words[at : at + size] == list(expression):
                return found[at].start(), found[at + size - 1].end()
    return None
