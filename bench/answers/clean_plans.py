"""Clean plans, and how lines are put into them: as a body, or an appendix, has them."""

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.model import Reading
from kg.registry import Registry
from ui.library import Library

_CLOSING: Final = re.compile(r"^\W*Nơi nhận", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """A clean plan. text: its lines; reading: what is read from them, linked."""

    name: str
    text: str
    reading: Reading
    library: Library

    @property
    def registry(self) -> Registry:
        """What is known of other documents."""
        return self.library.registry


Planting = Callable[[Plan, random.Random], str | None]


def added(plan: Plan, *lines: str) -> str:
    """The plan with lines before the last of its body, or else before its list of recipients."""
    all_ = plan.text.split("\n")
    at = next((i for i, line in enumerate(all_) if line.rstrip().endswith("./.")), None)
    if at is None:
        at = next((i for i, line in enumerate(all_) if _CLOSING.match(line)), len(all_))
    return "\n".join((*all_[:at], *lines, *all_[at:]))


def appended(plan: Plan, *lines: str) -> str:
    """The plan with lines behind its end, as an appendix has them."""
    return "\n".join((plan.text.rstrip("\n"), "", *lines))


def written(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
