"""Lists of documents a page at a time, and how many each value of a filter would leave.

All is asked of SQL: a page reads the rows that it shows, whatever the size of the library, and
one grouped query (`Cube`) counts for every filter at once.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Engine, Integer, Select, case, cast, func, select

from kg.citation_pages import NO_EDGE
from kg.folding import fold, tokens
from kg.model import DocumentRecord, Place
from kg.opening import reading
from kg.queries import all_words
from kg.records import load
from kg.rows import RECORD_COLUMNS, among, record_of, word_key
from kg.schema import documents, mentions, tasks
from kg.terms import PlaceLevel

_NO_WORDS: Final = word_key()
_WARD: Final = PlaceLevel.WARD.value
_LEVEL: Final = case(
    (documents.c.place_level == _WARD, PlaceLevel.COMMUNE.value),
    (documents.c.place_level.is_not(None), documents.c.place_level),
    (documents.c.issuer_key != _NO_WORDS, PlaceLevel.CENTRAL.value),
    else_="",
)
"""A document of no place whose issuer is known is of the centre; "" where neither is known."""
_TYPE: Final = func.coalesce(documents.c.type_key, "")
_YEAR: Final = func.coalesce(documents.c.year, 0)
_GROUPS: Final = (
    _TYPE,
    documents.c.place_key,
    _LEVEL,
    _YEAR,
    documents.c.damaged,
    documents.c.held,
)


class Order(StrEnum):
    """How a list is sorted. ADDED: last put into the library first."""

    NEWEST = "newest"
    NUMBER = "number"
    CITED = "cited"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which documents to list; what is None does not narrow.

    text: words of the header, with or without diacritics, all of them. type: whole; "" for
    documents whose kind is not known. place: words of it and of what contains it. level: a
    commune's for wards too; "" for unknown. year: 0 for documents without a day. repaired: whose
    text was damaged. stubs: those cited and not held, instead of those held. only: keys.
    """

    text: str | None = None
    type: str | None = None
    place: str | None = None
    level: str | None = None
    year: int | None = None
    repaired: bool = False
    stubs: bool = False
    only: Collection[str] | None = None


Group: TypeAlias = tuple[str, str, str, int, bool, bool]
"""type key, place key, level, year (0: none), damaged, held."""


@dataclass(frozen=True, slots=True)
class Cube:
    """How many documents there are of each kind, place, level, year and condition at once."""

    groups: Mapping[Group, int]

    def counts(self, where: Narrowing) -> "Counts":
        """For every filter: what each of its values would leave, the other filters staying."""
        tests = _tests(where)
        found: tuple[Counter[Any], ...] = tuple(Counter() for _ in tests)
        total = 0
        for group, number in self.groups.items():
            failed = [place for place, test in enumerate(tests) if not test(group[place])]
            if not failed:
                total += number
                for place, counter in enumerate(found):
                    counter[group[place]] += number
            elif len(failed) == 1:
                found[failed[0]][group[failed[0]]] += number
        types, places, levels, years, repaired, held = found
        return Counts(total, types, places, levels, years, repaired[True], held[False], held[True])


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents fit, and how many for each value. types, places: by key."""

    total: int
    types: Mapping[str, int]
    places: Mapping[str, int]
    levels: Mapping[str, int]
    years: Mapping[int, int]
    repaired: int
    stubs: int
    held: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one document: documents that it cites, its tasks, documents held that cite it."""

    cites: int = 0
    tasks: int = 0
    cited_by: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """How keys are written: a kind of document, a place with what contains it."""

    types: Mapping[str, str]
    places: Mapping[str, Place]


def cube(engine: Engine, where: Narrowing) -> Cube:
    """Counts of the documents with the words and keys of `where`.

    Its other filters are for `Cube.counts`.
    """
    query = select(*_GROUPS, func.count()).where(*_said(where)).group_by(*_GROUPS)
    with reading(engine) as connection:
        rows = connection.execute(query)
        return Cube(
            {(r[0], r[1] or _NO_WORDS, r[2], r[3], bool(r[4]), bool(r[5])): r[6] for r in rows}
        )


def keys(engine: Engine, where: Narrowing) -> list[str]:
    """The key of each document that fits; two documents held may have one."""
    query = select(documents.c.key).where(*_conditions(where))
    with reading(engine) as connection:
        return list(connection.scalars(query))


def page(
    engine: Engine, where: Narrowing, order: Order = Order.NEWEST, *, limit: int, offset: int = 0
) -> list[DocumentRecord]:
    """The documents that fit, from place `offset` (0 is the first), at most `limit`.

    No two have one place in an order: pages neither repeat nor leave out.
    """
    chosen = (
        select(documents.c.serial)
        .where(*_conditions(where))
        .order_by(*_order(order), documents.c.id)
        .limit(limit)
        .offset(offset)
    )
    with reading(engine) as connection:
        serials = list(connection.scalars(chosen))
        query = select(*RECORD_COLUMNS, documents.c.serial).where(
            documents.c.serial.in_(among(serials))
        )
        found = {row.serial: record_of(row) for row in connection.execute(query)}
    return [found[serial] for serial in serials]


def figures(engine: Engine, records: Sequence[DocumentRecord]) -> dict[str, Figures]:
    """Figures of some documents, by id."""
    ids, own = [r.id for r in records], [r.key for r in records]
    cites = (
        select(documents.c.id, func.count(mentions.c.target.distinct()))
        .join(mentions, mentions.c.document == documents.c.serial)
        .where(documents.c.id.in_(among(ids)), mentions.c.target != documents.c.key, _IS_EDGE)
        .group_by(documents.c.id)
    )
    orders = (
        select(documents.c.id, func.count())
        .join(tasks, tasks.c.document == documents.c.serial)
        .where(documents.c.id.in_(among(ids)))
        .group_by(documents.c.id)
    )
    cited = (
        select(mentions.c.target, func.count(mentions.c.document.distinct()))
        .join(documents, documents.c.serial == mentions.c.document)
        .where(mentions.c.target.in_(among(own)), documents.c.key != mentions.c.target, _IS_EDGE)
        .group_by(mentions.c.target)
    )
    with reading(engine) as connection:
        one, two, three = (
            {str(name): int(count) for name, count in connection.execute(query)}
            for query in (cites, orders, cited)
        )
    return {r.id: Figures(one.get(r.id, 0), two.get(r.id, 0), three.get(r.key, 0)) for r in records}


def names(engine: Engine) -> Names:
    """How the kinds and places of the library's documents are written, by key."""
    with reading(engine) as connection:
        kinds = connection.execute(_written(documents.c.type_key, "$.type"))
        places = connection.execute(_written(documents.c.place_key, "$.place"))
        return Names(
            {key: str(said) for key, said in kinds if said},
            {key: load(Place, said) for key, said in places if said},
        )


_IS_EDGE: Final = mentions.c.mention_type.not_in(NO_EDGE)


def _written(column: ColumnElement[str], place: str) -> Select[Any]:
    """Each value of a column and what the header of one document says there."""
    last = select(func.max(documents.c.serial)).where(column.is_not(None)).group_by(column)
    said = func.json_extract(documents.c.header, place)
    return select(column, said).where(documents.c.serial.in_(last))


def _order(order: Order) -> Iterable[ColumnElement[Any]]:
    newest = (documents.c.date.is_(None), documents.c.date.desc())
    if order is Order.NUMBER:
        number = documents.c.number
        return number.is_(None), cast(number, Integer), number, *newest
    if order is Order.CITED:
        return _cited().desc(), *newest
    return (documents.c.serial.desc(),) if order is Order.ADDED else newest


def _cited() -> ColumnElement[int]:
    """How many documents held cite a document."""
    citing = documents.alias()
    query = select(func.count(mentions.c.document.distinct())).join(
        citing, citing.c.serial == mentions.c.document
    )
    own = mentions.c.target == documents.c.key
    query = query.where(own, citing.c.key != mentions.c.target, _IS_EDGE)
    return query.correlate(documents).scalar_subquery()


def _said(where: Narrowing) -> list[ColumnElement[bool]]:
    """Conditions that are no group of a cube."""
    found: list[ColumnElement[bool]] = []
    if where.text and (words := tokens(where.text)):
        found.append(all_words(words))
    if where.only is not None:
        found.append(documents.c.key.in_(among(where.only)))
    return found


def _conditions(where: Narrowing) -> list[ColumnElement[bool]]:
    found = [documents.c.held.is_(not where.stubs), *_said(where)]
    if where.type is not None:
        found.append(_TYPE.in_((fold(where.type),)))
    if where.place is not None:
        found.append(documents.c.place_key.contains(word_key(where.place), autoescape=True))
    if where.level is not None:
        found.append(_LEVEL.in_((where.level,)))
    if where.year is not None:
        found.append(_YEAR.in_((where.year,)))
    if where.repaired:
        found.append(documents.c.damaged)
    return found


def _tests(where: Narrowing) -> tuple[Callable[[Any], bool], ...]:
    """The same conditions on the parts of a group, in their order."""
    kind = None if where.type is None else fold(where.type)
    place = None if where.place is None else word_key(where.place)
    return (
        lambda value: kind is None or value == kind,
        lambda value: place is None or place in value,
        lambda value: where.level is None or value == where.level,
        lambda value: where.year is None or value == where.year,
        lambda value: not where.repaired or value,
        lambda value: value is not where.stubs,
    )
