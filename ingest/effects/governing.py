"""A verb as it is said in its sentence, and as it governs the units below."""

import datetime as dt
from dataclasses import dataclass

from ingest.effects.objects import Named
from ingest.effects.units import Unit
from ingest.effects.verbs import Verb


@dataclass(frozen=True, slots=True)
class Governing:
    """A verb that governs the units below it; day: that the words around it give.

    words: it exchanges words or forms. part: span of "quy định về … tại", where no more than that
    is struck of what is listed. object: "Sửa đổi … Nghị định số … như sau:" acts on it.
    """

    verb: Verb
    day: dt.date | None
    words: bool
    part: tuple[int, int] | None = None
    object: Named | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One verb in its sentence [start, end), with the day that it gives."""

    unit: Unit
    start: int
    end: int
    verb: Verb
    day: dt.date | None
