"""Filters of tasks that name nothing: said, with what is near, instead of an empty list."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.errors import NotFoundError
from kg.folding import fold, tokens
from kg.model import Place
from kg.placed_tasks import TaskNarrowing
from kg.reform_fields import reform_fields
from ui import task_wording as wording

if TYPE_CHECKING:
    from ui.library import Library


class UnknownFilterError(NotFoundError):
    """A filter names nothing of the library; `name` is the filter, `choices` what it may name."""

    def __init__(self, name: str, message: str, hint: str, choices: tuple[str, ...]) -> None:
        super().__init__(message, hint, choices)
        self.name = name


_NEAR: Final = 5
_ALIKE: Final = 0.5


def refuse_unknown(library: "Library", where: TaskNarrowing) -> None:
    """UnknownFilterError, with the nearest choices, for a field or a place that no task has.

    A known field or a place of the library that has no fitting task is no error: there is none.
    """
    if where.field:
        _field(library, where.field)
    if where.place and library.exists():
        _place(library, where.place)


def _field(library: "Library", asked: str) -> None:
    names = [field.name for field in reform_fields()]
    if fold(asked) in {fold(name) for name in names}:
        return
    if library.exists():
        own = {one.task.field for one in library.placed_tasks().tasks if one.task.field}
        names += sorted(own - set(names))
    if fold(asked) in {fold(name) for name in names}:
        return
    choices = near(asked, names) or tuple(names[:_NEAR])
    raise UnknownFilterError("field", wording.NO_FIELD.format(field=asked), wording.CHOOSE, choices)


def _place(library: "Library", asked: str) -> None:
    records = library.placed_tasks().records.values()
    places = {record.header.place for record in records if record.header.place}
    words = [f" {word} " for word in tokens(asked)]
    if not words or any(all(w in _words(place) for w in words) for place in places):
        return
    choices = near(asked, (place.name for place in places))
    hint = wording.CHOOSE if choices else ""
    raise UnknownFilterError("place", wording.NO_PLACE.format(place=asked), hint, choices)


def _words(place: Place) -> str:
    named = " ".join(filter(None, (place.name, place.district, place.province)))
    return f" {' '.join(tokens(named))} "


def near(asked: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names like the one asked for, with or without diacritics; the most like it first."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(fold(name), name)
    said = fold(asked)
    held = [name for folded, name in known.items() if said and said in folded]
    alike = [known[each] for each in get_close_matches(said, known, _NEAR, _ALIKE)]
    return tuple(dict.fromkeys([*held[:_NEAR], *alike]))[:_NEAR]
