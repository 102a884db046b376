"""Which documents a search looks in: held ones and those of datasets, by what a user asks.

What was found out is remembered until passages, links or facts of the library change, so that a
filter costs once what the registry costs, and nothing afterwards.
"""

import datetime as dt
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypedDict

from kg.alive import is_alive
from kg.folding import fold, tokens
from kg.model import DocumentRecord
from kg.number import DocumentNumber, number_key, parse_number
from ui import labels

if TYPE_CHECKING:
    from kg.facts import RegistryEntry
    from kg.registry import Registry
    from kg.store import Store
    from ui.shelf import Shelf

REMEMBERED: Final = 64
"""Filters, and days, whose documents are kept."""
_SHOWN: Final = 12  # known values that are named where the one asked for is none


class SearchFilter(TypedDict, total=False):
    """Which documents to search; what is absent or None does not narrow."""

    document: str | None
    issuer: str | None
    place: str | None
    type: str | None
    year: int | None
    in_force_on: dt.date | None


@dataclass(frozen=True, slots=True)
class _Described:
    """A document of a dataset as one register tells it, or as its number does."""

    type: str | None
    issuer: str | None
    year: int | None
    key: str | None


@dataclass(slots=True)
class _Moment:
    """What filters need of a library at one moment of it."""

    state: tuple[str, ...]
    registry: "Registry"
    numbers: dict[str, list[str]]  # key of a number -> documents of datasets with it
    alive: dict[dt.date, dict[str, bool]] = field(default_factory=dict)
    described: dict[str, tuple[_Described, ...]] = field(default_factory=dict)
    chosen: "OrderedDict[tuple[object, ...], frozenset[str]]" = field(default_factory=OrderedDict)

    def holds(self, key: str, day: dt.date) -> bool:
        """Whether a document is known to be in force on a day, wholly or in part."""
        if day not in self.alive and len(self.alive) >= REMEMBERED:
            self.alive.pop(next(iter(self.alive)))
        known = self.alive.setdefault(day, {})
        if key not in known:
            known[key] = is_alive(key, self.registry, on=day)
        return known[key]

    def descriptions(self, name: str) -> tuple[_Described, ...]:
        """What is known of a document of a dataset; several where a number is of several."""
        if name not in self.described:
            found = tuple(_from_entry(entry) for entry in self.registry.by_number(name))
            self.described[name] = found or (_from_number(name),)
        return self.described[name]


class DocumentChoice:
    """The documents of one library that filters leave."""

    def __init__(self, library: "Shelf") -> None:
        self._library = library
        self._last: _Moment | None = None
        self._working = threading.RLock()  # what several threads ask at once is found out once

    @property
    def _store(self) -> "Store":
        return self._library.store

    def allowed(self, filters: SearchFilter) -> frozenset[str] | None:
        """Ids of held documents and numbers of datasets' that pass; None where nothing narrows.

        Raises NotFoundError and AmbiguousError for a `document` that is none, or several.
        """
        asked = _asked(filters)
        if not asked:
            return None
        with self._working:
            return self._chosen(asked)

    def _chosen(self, asked: SearchFilter) -> frozenset[str]:
        moment = self._moment()
        key = tuple(sorted(asked.items()))
        chosen = moment.chosen.get(key)
        if chosen is None:
            chosen = self._held(asked, moment) | _in_datasets(asked, moment)
            moment.chosen[key] = chosen
            if len(moment.chosen) > REMEMBERED:
                moment.chosen.popitem(last=False)
        return chosen

    def why_none(self, filters: SearchFilter) -> str | None:
        """One sentence for a user whose filters leave no document; None where some is left."""
        if self.allowed(filters) != frozenset():
            return None
        with self._working:
            return self._reason(_asked(filters))

    def _reason(self, asked: SearchFilter) -> str:
        for name, value in asked.items():
            alone: SearchFilter = {name: value}  # type: ignore[misc]
            if not self.allowed(alone):
                return _Known(self._store, self._moment()).sentence(name, value)
        said = ", ".join(f"{_NAMES[name]} “{_shown(value)}”" for name, value in asked.items())
        return f"Không có văn bản nào thỏa mãn cùng lúc các điều kiện: {said}."

    def _moment(self) -> _Moment:
        state = self._store.state
        last = self._last
        if last is None or last.state != state:
            numbers: dict[str, list[str]] = {}
            for name in self._store.dataset_documents():
                numbers.setdefault(number_key(name), []).append(name)
            last = self._last = _Moment(state, self._store.registry_at_once(), numbers)
        return last

    def _held(self, asked: SearchFilter, moment: _Moment) -> frozenset[str]:
        """Held documents that pass."""
        wanted = self._named(asked["document"] or "", moment) if "document" in asked else None
        found = self._store.documents(
            issuer=asked.get("issuer"),
            place=asked.get("place"),
            type=asked.get("type"),
            year=asked.get("year"),
        )
        if "document" in asked:
            found = [record for record in found if record.id == wanted]
        day = asked.get("in_force_on")
        return frozenset(r.id for r in found if day is None or moment.holds(r.key, day))

    def _named(self, name: str, moment: _Moment) -> str | None:
        """Id of the held document of that name; None where only a dataset has it."""
        if number_key(name) in moment.numbers:
            held = [record for record in self._store.find(name) if record.held]
            return held[0].id if held else None
        return self._library.find_held(name).id


def _asked(filters: SearchFilter) -> SearchFilter:
    """The filters that narrow, without the blanks around what was typed."""
    narrowing = ((name, value) for name, value in filters.items() if value is not None)
    return {n: v.strip() if isinstance(v, str) else v for n, v in narrowing}  # type: ignore[return-value]


def _in_datasets(asked: SearchFilter, moment: _Moment) -> frozenset[str]:
    """Documents of datasets that pass: by number, and by what is registered of them."""
    if "place" in asked:
        return frozenset()  # datasets hold national documents
    named = asked.get("document")
    names = (
        moment.numbers.get(number_key(named), [])
        if named is not None
        else [name for group in moment.numbers.values() for name in group]
    )
    if set(asked) == {"document"}:
        return frozenset(names)
    fits = _test(asked, moment)
    return frozenset(name for name in names if any(map(fits, moment.descriptions(name))))


def _test(asked: SearchFilter, moment: _Moment) -> Callable[[_Described], bool]:
    """Whether one description passes all filters but that of the document."""
    kind = fold(asked.get("type") or "")
    issuer = set(tokens(asked.get("issuer") or ""))
    year, day = asked.get("year"), asked.get("in_force_on")

    def fits(one: _Described) -> bool:
        return (
            (not kind or fold(one.type or "") == kind)
            and issuer <= set(tokens(one.issuer or ""))
            and (year is None or one.year == year)
            and (day is None or (one.key is not None and moment.holds(one.key, day)))
        )

    return fits


def _from_entry(entry: "RegistryEntry") -> _Described:
    year = entry.signed.year if entry.signed else None
    return _Described(entry.type, entry.issuer, year, entry.key)


def _from_number(name: str) -> _Described:
    """What the number of a document that nobody registered tells: 33/2023/TT-BTC."""
    number = parse_number(name)
    if not isinstance(number, DocumentNumber):
        return _Described(None, None, None, None)
    kind = number.document_type
    return _Described(kind.value if kind else None, None, number.year, None)


# --- why nothing is left --------------------------------------------------------------------------
_NAMES: Final = {
    "document": "văn bản",
    "issuer": "cơ quan ban hành",
    "place": "địa phương",
    "type": "loại",
    "year": "năm",
    "in_force_on": "còn hiệu lực vào ngày",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """The values that documents of a library have."""

    store: "Store"
    moment: _Moment

    def sentence(self, name: str, value: object) -> str:
        """That no document has this value, and which values there are."""
        if name == "in_force_on":
            return f"Không biết văn bản nào còn hiệu lực vào ngày {_shown(value)}."
        told = f"Không có văn bản nào có {_NAMES[name]} “{_shown(value)}” trong thư viện."
        known = self._values(name)
        more = ", …" if len(known) > _SHOWN else ""
        return f"{told} Hiện có: {', '.join(known[:_SHOWN])}{more}." if known else told

    def _values(self, name: str) -> list[str]:
        """Values of a field, the most frequent first; years in their order."""
        held = self.store.documents()
        found = Counter(filter(None, (_value_of(record, name) for record in held)))
        if name != "place":
            found.update(filter(None, (getattr(one, name) for one in self._of_datasets())))
        if name == "year":
            return sorted(map(str, found), reverse=True)
        return [str(value) for value, _ in found.most_common()]

    def _of_datasets(self) -> Iterable[_Described]:
        for group in self.moment.numbers.values():
            for name in group:
                yield self.moment.descriptions(name)[0]


def _value_of(record: DocumentRecord, name: str) -> str | int | None:
    head = record.header
    if name == "year":
        return head.date.year if head.date else None
    if name == "place":
        return head.place.name if head.place else None
    return head.type if name == "type" else head.issuer


def _shown(value: object) -> str:
    return labels.vietnamese_date(value) if isinstance(value, dt.date) else str(value)
