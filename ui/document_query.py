"""What the list of documents is asked to show: filters as a part of an address, and back."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from kg.document_pages import Narrowing, Order
from kg.errors import UsageError
from kg.terms import ValidityState
from ui.days import day

ROWS: Final = 50
"""Documents of one page."""
NONE: Final = "-"
"""In an address: documents of which this is not known."""
STUBS: Final = "cited"
_TEXTS: Final = (
    "text",
    "type",
    "place",
    "level",
    "year",
    "state",
    "as_of",
    "repaired",
    "held",
    "sort",
)
_LONGEST: Final = 300  # characters of one filter that are read


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Filters as an address has them; "" does not narrow. part: number of the page, from 1.

    state: code of `ValidityState` on the day as_of (as typed; "" for today). repaired: "1" for
    documents whose text was damaged. held: STUBS for those cited and not held. sort: an `Order`.
    """

    text: str = ""
    type: str = ""
    place: str = ""
    level: str = ""
    year: str = ""
    state: str = ""
    as_of: str = ""
    repaired: str = ""
    held: str = ""
    sort: str = ""
    part: int = 1

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "DocumentQuery":
        """From the parts of an address; what it does not know is left out."""
        said = {name: value.strip()[:_LONGEST] for name, value in pairs}
        texts = {name: said[name] for name in _TEXTS if name in said}
        part = said.get("part", "")
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 7 else 1
        return cls(**texts, part=max(1, number))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts of an address, empty ones left out."""
        said = [(name, getattr(self, name)) for name in _TEXTS]
        part = [("part", str(self.part))] if self.part > 1 else []
        return [pair for pair in said if pair[1]] + part

    @property
    def address(self) -> str:
        """Address of the list in this state."""
        return "?" + urlencode([("tab", "document"), *self.pairs])

    def but(self, **changed: str) -> "DocumentQuery":
        """The first page with other filters."""
        return replace(self, part=1, **changed)

    def on_part(self, part: int) -> "DocumentQuery":
        """Another page of the same list."""
        return replace(self, part=part)

    @property
    def narrows(self) -> bool:
        """Whether any filter is set; held or cited alone is none."""
        kept = {"as_of", "held", "sort"}
        return any(getattr(self, name) for name in _TEXTS if name not in kept)

    @property
    def order(self) -> Order:
        """How to sort; newest first where the address says nothing that is known."""
        return Order(self.sort) if self.sort in set(Order) else Order.NEWEST

    @property
    def on(self) -> dt.date:
        """The day of view. Raises UsageError."""
        return day(self.as_of)

    @property
    def wanted_state(self) -> ValidityState | None:
        """The state asked for. Raises UsageError on a word that is none."""
        if not self.state:
            return None
        if self.state not in set(ValidityState):
            raise UsageError(f"“{self.state}” không phải là một tình trạng hiệu lực.")
        return ValidityState(self.state)

    def narrowing(self, only: Collection[str] | None = None) -> Narrowing:
        """The filters but that of the state. Raises UsageError on a year that is none."""
        if self.year and self.year != NONE and not (self.year.isascii() and self.year.isdigit()):
            raise UsageError(f"“{self.year}” không phải là một năm.", "Hãy ghi năm dạng 2025.")
        return Narrowing(
            text=self.text or None,
            type=_known(self.type),
            place=self.place or None,
            level=_known(self.level),
            year=None if not self.year else 0 if self.year == NONE else int(self.year[:4]),
            repaired=bool(self.repaired),
            stubs=self.held == STUBS,
            only=only,
        )


def _known(said: str) -> str | None:
    """A filter of words: None does not narrow, "" is for what is not known."""
    return None if not said else "" if said == NONE else said
