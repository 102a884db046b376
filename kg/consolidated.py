"""Consolidated texts (văn bản hợp nhất) beside the acts they put together.

A consolidated text has no effect of its own: consolidating changes neither wording nor effect of
the acts (Ordinance 01/2012/UBTVQH13, khoản 2 Điều 3); where it differs from them, they apply
(khoản 1 Điều 9). Its title is that of the act amended (khoản 1 Điều 12).
"""

from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.facts import RegistryEntry
from kg.number import DocumentNumber, find_numbers, number_key, parse_number
from kg.registry import Registry

_CODE = "VBHN"


@dataclass(frozen=True, slots=True)
class ConsolidatedText:
    """One row of reference/consolidated_texts.csv. Its number may restart with each year."""

    number: str
    year: str
    acts: tuple[str, ...]

    @property
    def shown(self) -> str:
        """Number, with the year where the number has none."""
        return self.number if f"/{self.year}/" in self.number else f"{self.number} ({self.year})"


@lru_cache(maxsize=1)
def _known() -> tuple[ConsolidatedText, ...]:
    return tuple(
        ConsolidatedText(row["number"], row["year"], tuple(row["consolidates"].split(";")))
        for row in corpus.table("consolidated_texts")
    )


@lru_cache(maxsize=8192)
def is_consolidated(number: str) -> bool:
    """Whether a number is that of a consolidated text.

    >>> is_consolidated("03/VBHN-BTC"), is_consolidated("03/2013/TT-BTC")
    (True, False)
    """
    parsed = parse_number(number)
    return isinstance(parsed, DocumentNumber) and _CODE in parsed.symbol.split("-")


def consolidates(
    number: str, year: str | None, title: str | None, registry: Registry
) -> tuple[str, ...]:
    """Acts that a consolidated text puts together, as far as the table or its title tells.

    year: of signing, None where not known; a number that several years have is then left open.
    """
    key = number_key(number)
    same = [text for text in _known() if number_key(text.number) == key]
    same = [text for text in same if year in (None, text.year)]
    if len(same) == 1:
        return same[0].acts
    named = [str(match.number) for match in find_numbers(title or "")]
    if named or not title:
        return tuple(dict.fromkeys(named))
    laws = registry.law_named(title) if title.lower().startswith(("luật", "bộ luật")) else []
    return (laws[0].number,) if len(laws) == 1 else ()


def consolidated_in(entry: RegistryEntry) -> tuple[str, ...]:
    """Consolidated texts that take in an act, oldest first."""
    key = number_key(entry.number)
    found = [text for text in _known() if key in {number_key(act) for act in text.acts[:1]}]
    return tuple(text.shown for text in sorted(found, key=lambda text: text.year))
