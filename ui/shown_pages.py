"""What a browser's page was shown last, so that going back shows the same without asking anew."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any, Final

KEPT: Final = 6
"""Pages kept: as many as one goes back by hand."""


@dataclass(frozen=True, slots=True)
class ShownPages:
    """The last pages by what they were asked for; the last entry is the one on the screen.

    A key holds everything that the page depends on (address, day, state of the library), so that
    a page is never shown again once it would be another one.
    """

    entries: tuple[tuple[Hashable, Any], ...] = ()

    def current(self) -> Hashable:
        """The key of the page on the screen; None where nothing is shown."""
        return self.entries[-1][0] if self.entries else None

    def get(self, key: Hashable) -> Any:  # noqa: ANN401 - as it was given
        """The page made for this key; None where there is none."""
        return next((page for known, page in self.entries if known == key), None)

    def showing(self, key: Hashable, page: object) -> "ShownPages":
        """The same with this page on the screen."""
        others = tuple(one for one in self.entries if one[0] != key)
        return replace(self, entries=(*others, (key, page))[-KEPT:])
