"""Days as people type them: 01/7/2025 or 2025-07-01."""

import datetime as dt
import re

from kg.errors import UsageError
from ui import wording

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def today() -> dt.date:
    """The day on this computer."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def day(typed: str | None) -> dt.date:
    """A day as typed, 01/7/2025 or 2025-07-01; today where nothing is. Raises UsageError."""
    said = (typed or "").strip()
    if not said:
        return today()
    match = _DAY.fullmatch(said)
    try:
        if match:
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        return dt.date.fromisoformat(said)
    except ValueError:
        raise UsageError(wording.BAD_DAY.format(day=said), wording.DAY_HINT) from None
