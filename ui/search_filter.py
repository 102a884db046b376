"""Which documents a search looks in: held ones and those of datasets, by what a user asks."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from kg.folding import fold, tokens
from kg.number import number_key
from kg.terms import ValidityState
from kg.validity import status_on

if TYPE_CHECKING:
    from ui.shelf import Shelf


class SearchFilter(TypedDict, total=False):
    """Which documents to search; what is absent or None does not narrow."""

    document: str | None
    issuer: str | None
    place: str | None
    type: str | None
    year: int | None
    in_force_on: dt.date | None


class DocumentChoice:
    """The documents of one library that filters leave."""

    def __init__(self, library: "Shelf") -> None:
        self._library = library

    def allowed(self, filters: SearchFilter) -> set[str] | None:
        """Ids of documents that the filters leave; None where nothing narrows."""
        if not any(value is not None for value in filters.values()):
            return None
        return self._held(filters) | self._in_datasets(filters)

    def _held(self, filters: SearchFilter) -> set[str]:
        """Held documents that the filters leave."""
        found = self._library.store.documents(
            issuer=filters.get("issuer"),
            place=filters.get("place"),
            type=filters.get("type"),
            year=filters.get("year"),
        )
        named = filters.get("document")
        if named is not None:
            wanted = self._named(named)
            found = [record for record in found if record.id == wanted]
        day = filters.get("in_force_on")
        return {record.id for record in found if day is None or self._alive(record.key, day)}

    def _in_datasets(self, filters: SearchFilter) -> set[str]:
        """Documents of datasets that the filters leave: by number, and what is registered."""
        if filters.get("place") is not None:
            return set()  # datasets hold national documents
        named = filters.get("document")
        key = number_key(named) if named is not None else None
        names = self._library.store.dataset_documents()
        return {
            name
            for name in names
            if (key is None or number_key(name) == key) and self._registered_fits(name, filters)
        }

    def _registered_fits(self, name: str, filters: SearchFilter) -> bool:
        """Whether some registered document of this number passes the filters."""
        day = filters.get("in_force_on")
        kind, issuer, year = filters.get("type"), filters.get("issuer"), filters.get("year")
        if kind is None and issuer is None and year is None and day is None:
            return True
        return any(
            (kind is None or fold(entry.type or "") == fold(kind))
            and (issuer is None or set(tokens(issuer)) <= set(tokens(entry.issuer or "")))
            and (year is None or (entry.signed is not None and entry.signed.year == year))
            and (day is None or self._alive(entry.key, day))
            for entry in self._library.registry.by_number(name)
        )

    def _alive(self, key: str, day: dt.date) -> bool:
        alive = {ValidityState.IN_FORCE, ValidityState.PARTLY}
        return status_on(key, self._library.registry, on=day).state in alive

    def _named(self, name: str) -> str | None:
        """Id of the held document of that name; None where only a dataset has it."""
        key = number_key(name)
        if any(number_key(number) == key for number in self._library.store.dataset_documents()):
            held = [record for record in self._library.store.find(name) if record.held]
            return held[0].id if held else None
        return self._library.find_held(name).id
