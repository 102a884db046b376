"""Requests of a page that are held back until the test lets them go."""

from typing import Any


def hold(page: Any, pattern: str) -> list[Any]:
    """The routes of requests that fit `pattern`, as they come; none goes on by itself."""
    held: list[Any] = []

    def keep(route: Any) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held
