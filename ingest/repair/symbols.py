"""Letters inside a damaged document number: "QD-UBND" was QĐ-UBND. Its digits stay as read."""

import re
from functools import lru_cache

from kg.number import find_numbers

HEAD = re.compile(r".*?\d[a-zđ]?\s?(?:/\s?\d{4}\s?/\s?|[/-]\s?)(?=[^\W\d_]|0[A-ZĐÐ])")
LONE_ZERO = re.compile(r"(?<!\d)0(?!\d)")


@lru_cache(maxsize=4096)
def repair_symbol(figure: str) -> str:
    """A document number with its symbol in standard letters; any other figure as it is.

    Only where the one grammar of numbers (`kg.number`) takes the whole figure for one number,
    and no digit would change but a zero that stands for a letter ("0D" for "QĐ").
    """
    head = HEAD.match(figure)
    if head is None:
        return figure
    matches = find_numbers(figure)
    if len(matches) != 1 or (matches[0].start, matches[0].end) != (0, len(figure)):
        return figure
    symbol, tail = matches[0].number.symbol, figure[head.end() :]
    if re.findall(r"\d+", symbol) != re.findall(r"\d+", LONE_ZERO.sub("", tail)):
        return figure
    return head.group() + symbol
