"""The states of the documents that an answer quotes, on its day of view."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.library import Library


def states(library: "Library", given: Mapping[str, Any]) -> dict[str, str]:
    """States by id of the documents held that evidence and nearest sections stand in."""
    on = dt.date.fromisoformat(given["as_of"])
    quoted = {piece["document"] for piece in (*given["evidence"], *given["nearest"])}
    return {
        record.id: library.validity(record.key, on).state.value
        for record in library.held()
        if record.id in quoted
    }
