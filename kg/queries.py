"""Reading a library: which documents there are, and which one a person means."""

import re
from collections.abc import Collection
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select, true

from kg.errors import Problem
from kg.folding import fold, tokens
from kg.journal import stamp_of
from kg.model import DocumentRecord
from kg.number import find_numbers, number_key
from kg.opening import reading
from kg.records import load
from kg.rows import RECORD_COLUMNS, among, document_values, record_of, word_key
from kg.schema import documents, library, mentions, problems
from kg.terms import ProblemCode

_BEGUN = re.compile(r"(?<![\w/.-])[0-9]+[a-z]?/(?:19|20)[0-9]{2}(?![\w/-])")  # "61/2018"
_OTHERS_SHOWN = 10


class DocumentFilter(TypedDict, total=False):
    """Which documents to list; what is absent or None does not narrow.

    type: kind of document, whole ("Kế hoạch"). issuer, place, text: words, with or without
    diacritics, all of which must be there (of the header, for `text`). stubs: those cited and
    not held, instead of those held.
    """

    type: str | None
    issuer: str | None
    place: str | None
    year: int | None
    text: str | None
    stubs: bool


class DocumentReads:
    """Questions on documents. Each call reads one moment of the library."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def stamp(self) -> str:
        """Changes whenever documents or passages do: what an index was built from."""
        with reading(self.engine) as connection:
            return stamp_of(connection)

    @property
    def state(self) -> tuple[str, ...]:
        """Changes with `stamp`, and whenever facts on validity or links do."""
        query = select(library.c.name, library.c.value)
        query = query.where(library.c.name.in_(("facts", "links")))
        with reading(self.engine) as connection:
            told = dict(connection.execute(query).tuples().all())
            return stamp_of(connection), told.get("facts", ""), told.get("links", "")

    def documents(self, **where: Unpack[DocumentFilter]) -> list[DocumentRecord]:
        """Documents held (or stubs) that fit, newest first, those without a day last."""
        query = select(*RECORD_COLUMNS).where(*_conditions(where))
        return self._records(
            query.order_by(documents.c.date.is_(None), documents.c.date.desc(), documents.c.id)
        )

    def document(self, name: str) -> DocumentRecord | None:
        """The document of this id, or of this key (one that is held first)."""
        fits = (documents.c.id == name) | (documents.c.key == name)
        query = select(*RECORD_COLUMNS).where(fits)
        order = ((documents.c.id == name).desc(), documents.c.held.desc(), documents.c.id)
        return next(iter(self._records(query.order_by(*order).limit(1))), None)

    def holding(self, sha256: str) -> DocumentRecord | None:
        """The document held whose file has these bytes."""
        fits = (documents.c.sha256 == sha256, documents.c.held)
        return next(iter(self._records(select(*RECORD_COLUMNS).where(*fits))), None)

    def group(self, number: str) -> list[DocumentRecord]:
        """Every document, held or cited, of this number (canonical or folded), held first."""
        query = select(*RECORD_COLUMNS).where(documents.c.number_key == number_key(number))
        return self._records(_best_first(query))

    def held_of(self, numbers: Collection[str]) -> dict[str, list[DocumentRecord]]:
        """Documents held of each of these folded numbers, by id: what mentions of it may mean."""
        query = select(*RECORD_COLUMNS, documents.c.number_key)
        fits = documents.c.number_key.in_(among(numbers)), documents.c.held
        found: dict[str, list[DocumentRecord]] = {}
        with reading(self.engine) as connection:
            for row in connection.execute(query.where(*fits).order_by(documents.c.id)):
                found.setdefault(row.number_key, []).append(record_of(row))
        return found

    def find(self, query: str) -> list[DocumentRecord]:
        """Documents that a person may mean by `query`, best first; several where in doubt.

        By id or key; by number, whole or begun ("nghị định 61/2018"), narrowed by the other
        words where some document has them all; else by the words of the header.
        """
        exact = self.document(query.strip())
        if exact:
            return [exact]
        found = self._numbered(query)
        if found is None:
            return self._worded(tokens(query))
        return found

    def _numbered(self, query: str) -> list[DocumentRecord] | None:
        """Documents by the number in `query`; None where its words must tell."""
        match = next(iter(find_numbers(query, asking=True)), None)
        if match is not None and match.number.symbol:
            start, end, found = match.start, match.end, self.group(match.number.key)
        else:
            begun = _BEGUN.search(query) if match is None else None
            if match is None and begun is None:
                return None
            start, end = (match.start, match.end) if match else begun.span() if begun else (0, 0)
            found = self._begun(number_key(query[start:end]))
            if not found:
                return None
        rest = tokens(f"{query[:start]} {query[end:]}")
        words = [word for word in rest if word != "so"]
        return [record for record in found if _has_words(record, words)] or found

    def _begun(self, start: str) -> list[DocumentRecord]:
        """Documents whose number key begins with `start` and a joint."""
        key = documents.c.number_key
        query = select(*RECORD_COLUMNS).where(
            key.startswith(f"{start}/", autoescape=True)
            | key.startswith(f"{start}-", autoescape=True)
        )
        return self._records(_best_first(query))

    def _worded(self, words: list[str]) -> list[DocumentRecord]:
        if not words:
            return []
        return self._records(_best_first(select(*RECORD_COLUMNS).where(all_words(words))))

    def problems(self, name: str) -> list[Problem]:
        """Problems of a document: those of its reading, and others held with the same number."""
        record = self.document(name)
        if record is None:
            return []
        query = (
            select(problems.c.record)
            .join(documents, documents.c.serial == problems.c.document)
            .where(documents.c.id == record.id)
            .order_by(problems.c.position)
        )
        with reading(self.engine) as connection:
            found = [load(Problem, row) for row in connection.scalars(query)]
        return found + self._same_number(record)

    def _same_number(self, record: DocumentRecord) -> list[Problem]:
        """Told at reading, not stored: it is true as long as both are held."""
        number = record.header.number
        if not (record.held and number):
            return []
        others = [r for r in self.group(number) if r.held and r.id != record.id]
        if not others:
            return []
        return [
            Problem(
                ProblemCode.SAME_NUMBER_HELD,
                found=number,
                expected="one document of this number; tell them apart by issuer and day",
                place=record.name,
                choices=tuple(other.id for other in others[:_OTHERS_SHOWN]),
            )
        ]

    def count(self) -> dict[str, int]:
        """How many documents are held, and how many cited ones are not."""
        query = select(documents.c.held, func.count()).group_by(documents.c.held)
        with reading(self.engine) as connection:
            found = {bool(held): int(n) for held, n in connection.execute(query)}
        return {"held": found.get(True, 0), "stubs": found.get(False, 0)}

    def _records(self, query: Select[Any]) -> list[DocumentRecord]:
        with reading(self.engine) as connection:
            return [record_of(row) for row in connection.execute(query)]


def _conditions(where: DocumentFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [documents.c.held.is_(not where.get("stubs", False))]
    if kind := where.get("type"):
        found.append(documents.c.type_key == fold(kind))
    if (year := where.get("year")) is not None:
        found.append(documents.c.year == year)
    for words, column in (
        (where.get("issuer"), documents.c.issuer_key),
        (where.get("place"), documents.c.place_key),
    ):
        if words:
            found.append(column.contains(word_key(words), autoescape=True))
    if said := where.get("text"):
        found.append(all_words(tokens(said)))
    return found


def all_words(words: Collection[str]) -> ColumnElement[bool]:
    """Each word begins some word of the header; a number is a whole word of it."""
    return and_(
        true(), *(documents.c.words.contains(_as_begun(word), autoescape=True) for word in words)
    )


def _has_words(record: DocumentRecord, words: Collection[str]) -> bool:
    own = document_values(record)["words"]
    return all(_as_begun(word) in own for word in words)


def _as_begun(word: str) -> str:
    return f" {word} " if word.isdigit() else f" {word}"


def _best_first(query: Select[Any]) -> Select[Any]:
    """Held before stubs, then the most cited, then the newest."""
    citing = (
        select(func.count())
        .where(mentions.c.target == documents.c.key)
        .correlate(documents)
        .scalar_subquery()
    )
    return query.order_by(
        documents.c.held.desc(), citing.desc(), documents.c.date.desc(), documents.c.id
    )
