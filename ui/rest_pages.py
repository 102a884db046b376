"""Long answers to other programs: a part of the rows, and how many there are in all."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from kg.errors import UsageError

MOST: Final = 1_000
"""Rows of one answer."""
USUAL: Final = 50
"""Rows of an answer where nothing else is asked for."""
_WRONG: Final = "“{name}” phải là số từ {least} đến {most}, không phải {given}."
_LAST: Final = 10**12

Json = dict[str, Any]


def bounds(limit: int, offset: int = 0) -> slice:
    """The rows asked for. Raises UsageError for a limit beyond MOST or an offset below 0."""
    within("limit", limit, 1, MOST)
    within("offset", offset, 0, _LAST)
    return slice(offset, offset + limit)


def within(name: str, given: int, least: int, most: int) -> None:
    """Raises UsageError unless a number is one of these."""
    if not least <= given <= most:
        raise UsageError(_WRONG.format(name=name, least=least, most=most, given=given))


def part(
    rows: Sequence[Any], limit: int, offset: int = 0, shown: Callable[[Any], Any] | None = None
) -> Json:
    """`{"total", "offset", "rows"}`; `shown` makes the JSON of a row that is given."""
    asked = rows[bounds(limit, offset)]
    listed = [shown(row) for row in asked] if shown else list(asked)
    return {"total": len(rows), "offset": offset, "rows": listed}


def cut(answer: Json, limit: int, *names: str) -> Json:
    """An answer whose lists of these names are no longer than `limit`; `totals` counts all."""
    asked = bounds(limit)
    totals = {name: len(answer[name]) for name in names}
    return answer | {name: answer[name][asked] for name in names} | {"totals": totals}
