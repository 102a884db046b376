"""What is known of national documents: identity, names, and from when to when they hold.

Four layers, the first that knows a document speaks: facts that users import; the registry
(compiled by hand, each fact with its source and the day it was checked); what the texts of a
library's own documents say; the catalogue of the official codification, with what the clauses of
its texts end and change (see `kg.catalogue`; what nothing ends is unknown, not in force).
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from hashlib import sha256

import corpus
from kg import catalogue
from kg.errors import Problem
from kg.fact_rows import clause_of, entry_of, moved_day, named_entry
from kg.fact_table import merge
from kg.facts import Change, EffectClause, RegistryEntry, Standing
from kg.identity import has_year, is_national
from kg.law_names import LawNames, as_cited_on, is_law
from kg.number import number_key
from kg.text_facts import TextFacts, Told


class Registry:
    """Facts on validity. Immutable: `with_facts` gives a new one."""

    def __init__(  # noqa: PLR0913 - the layers of a registry
        self,
        entries: Iterable[RegistryEntry],
        clauses: Iterable[EffectClause] = (),
        problems: Iterable[Problem] = (),
        *,
        catalogue: bool = True,
        version: str = "",
        texts: TextFacts | None = None,
    ) -> None:
        """version: names the facts, so that another office can tell whether it has the same.

        texts: what a library's own documents say; asked for one document at a time.
        """
        self.entries: Mapping[str, RegistryEntry] = {entry.key: entry for entry in entries}
        self.clauses = tuple(clauses)
        self.problems = tuple(problems)
        self._version = version
        self._use_catalogue = catalogue
        self._texts = texts

    @property
    def version(self) -> str:
        """Names the facts, those of a library's users and texts included."""
        texts = self._texts.version if self._texts else ""
        return f"{self._version}+{texts}" if texts else self._version

    @cached_property
    def compiled(self) -> dt.date:
        """The last day on which the facts were checked; a later day is a guess.

        A user who checks one document does not check the others: his day counts for his own.
        """
        dated = [(e.standing is Standing.USER, e.compiled) for e in self.entries.values()]
        ours = [day for users, day in dated if day and not users]
        return max(ours or [day for _, day in dated if day], default=dt.date.min)

    @cached_property
    def _by_number(self) -> dict[str, list[RegistryEntry]]:
        return _grouped(self.entries.values())

    @cached_property
    def _catalogue(self) -> dict[str, list[RegistryEntry]]:
        """Documents that only the codification knows, by number key."""
        known = {entry.key for entry in self.entries.values()}
        by_number = self._by_number
        rest = (
            entry
            for entry in (catalogue.entries() if self._use_catalogue else ())
            if entry.key not in known
            and not ("/" in entry.number[:9] and number_key(entry.number) in by_number)
        )
        return _grouped(rest)

    def by_number(self, number: str) -> list[RegistryEntry]:
        """Every document of this number, newest first; `number` canonical or folded.

        Several where the number has no year in it: 76/NQ-CP exists in 2013 and 2021.
        """
        key = number_key(number)
        own = self._by_number.get(key, [])
        if own and _has_year(key):
            return list(own)
        listed = catalogue.of_number(key) if self._use_catalogue else ()
        return own + _newest_first(
            entry
            for entry in listed
            if entry.key not in self.entries and not (own and "/" in entry.number[:9])
        )

    def get(self, key: str) -> RegistryEntry | None:
        """The document of this identity; a key without issuer finds the one that has it."""
        found = self.entries.get(key)
        if found is not None:
            return self._beside_texts(found)
        listed = self._listed(key)
        return self._told(key, listed).entry if self._texts else listed

    def _told(self, key: str, base: RegistryEntry | None) -> Told:
        """What a library's own documents say of a document that the registry does not know."""
        own = self.entries.get(key)
        if self._texts is None or (own is not None and own.standing is not Standing.USER):
            return Told(base)
        return self._texts.about(base.key if base else key, base)

    def _beside_texts(self, entry: RegistryEntry) -> RegistryEntry:
        """What users know, with what a library's texts did to the document since.

        A user who states a begin and no end has not said that nothing ended it; a text that the
        library holds may. Begin and end that users state stay; where a text ends the document
        before that, it is in doubt between the two days (`kg.states`).
        """
        if self._texts is None or entry.standing is not Standing.USER:
            return entry
        told = self._told(entry.key, entry).entry or entry
        if entry.effective is not None:
            told = replace(told, effective=entry.effective, effective_rule=entry.effective_rule)
        if entry.expired is not None:
            told = replace(told, expired=entry.expired, expired_by=entry.expired_by)
        return told

    def _listed(self, key: str) -> RegistryEntry | None:
        same = self.by_number(key.partition("@")[0])
        exact = [entry for entry in same if entry.key == key]
        fuller = [entry for entry in same if entry.key.startswith(f"{key}@")]
        if exact or len(fuller) == 1:
            return (exact or fuller)[0]
        return _dated(same[0], key) if len(same) == 1 else None

    def meant(self, change: Change, acting: dt.date | None = None) -> RegistryEntry | None:
        """The document that a reference names; by its key, else by number and day."""
        if change.key:
            return self.get(change.key)
        same = self.by_number(change.number)
        if len(same) > 1 and acting:
            same = [entry for entry in same if entry.signed and entry.signed <= acting]
        return same[0] if same else None

    @cached_property
    def _names(self) -> LawNames:
        catalogue = (entry for group in self._catalogue.values() for entry in group)
        return LawNames([*self.entries.values(), *catalogue])

    def law_named(
        self, title: str, *, signed: dt.date | None = None, on: dt.date | None = None
    ) -> list[RegistryEntry]:
        """Laws cited as `title`, best first; several where the name leaves a doubt.

        signed: the day stated with the name. on: the citing document's day, by which the law
        then in force is meant. Empty where no law of that name is known, or none that old.
        """
        return as_cited_on(self._names.named(title, signed), signed, on)

    def known(self) -> Iterator[RegistryEntry]:
        """Every document known, those of the codification too."""
        yield from self.entries.values()
        for group in self._catalogue.values():
            yield from group

    def titles(self) -> Iterator[tuple[str, RegistryEntry]]:
        """Names under which laws are cited ("Luật Cán bộ, công chức"), for gazetteers."""
        catalogue = (entry for group in self._catalogue.values() for entry in group)
        for entry in (*self.entries.values(), *catalogue):
            if is_law(entry):
                yield entry.title or "", entry

    @cached_property
    def _clauses_on(self) -> dict[str, list[EffectClause]]:
        found: dict[str, list[EffectClause]] = defaultdict(list)
        for clause in self.clauses:
            for affected in clause.affects:
                found[number_key(affected.number)].append(clause)
        return found

    @cached_property
    def _clauses_of(self) -> dict[str, list[EffectClause]]:
        found: dict[str, list[EffectClause]] = defaultdict(list)
        for clause in self.clauses:
            found[number_key(clause.number)].append(clause)
        return found

    def clauses_of(self, entry: RegistryEntry) -> list[EffectClause]:
        """Clauses that stand in this document."""
        key = number_key(entry.number)
        found = [*self._clauses_of.get(key, []), *self._read_clauses(key).own]
        found += self._told(entry.key, self._listed(entry.key)).own if self._texts else ()
        return [c for c in found if c.date in (None, entry.signed)]

    def clauses_on(self, entry: RegistryEntry) -> list[tuple[EffectClause, Change]]:
        """Clauses of other documents that act on this one, each with what it does to it."""
        key = number_key(entry.number)
        listed = [*self._clauses_on.get(key, []), *self._read_clauses(key).on]
        found = [
            (clause, affected)
            for clause in listed
            for affected in clause.affects
            if number_key(affected.number) == key and affected.date in (None, entry.signed)
        ]
        said = self._told(entry.key, self._listed(entry.key)).on if self._texts else ()
        return found + [(clause, affected) for clause in said for affected in clause.affects]

    def _read_clauses(self, key: str) -> catalogue.ReadClauses:
        """Clauses read from official texts; the hand-made ones stand before them."""
        return catalogue.clauses(key) if self._use_catalogue else catalogue.ReadClauses()

    def problems_of(self, entry: RegistryEntry) -> tuple[Problem, ...]:
        """What the library's own documents say of this one and cannot be true."""
        return self._told(entry.key, self._listed(entry.key)).problems if self._texts else ()

    def with_texts(self, texts: TextFacts) -> "Registry":
        """This registry, with what the documents of a library say beside it."""
        return Registry(
            self.entries.values(),
            self.clauses,
            self.problems,
            catalogue=self._use_catalogue,
            version=self._version,
            texts=texts,
        )

    def with_facts(self, rows: Iterable[Mapping[str, str | None]]) -> "Registry":
        """This registry with a table of users' facts merged in; refusals in `problems`.

        The table's columns are described in `kg.fact_table`.
        """
        facts = merge(rows, self)
        return Registry(
            {**self.entries, **{entry.key: entry for entry in facts.entries}}.values(),
            (*facts.clauses, *self.clauses),
            (*self.problems, *facts.problems),
            catalogue=self._use_catalogue,
            version=f"{self._version}+{_digest(repr(entry) for entry in facts.entries)}",
            texts=self._texts,
        )


@lru_cache(maxsize=4096)
def _dated(entry: RegistryEntry, key: str) -> RegistryEntry | None:
    """A law whose day no table gives, under the key of a text that has its day.

    Its number alone names it; None for a document of which that is not so, that has a day, or
    where the day is not of the number's year.
    """
    if entry.signed or not (has_year(entry.number) and is_national(entry.number)):
        return None
    try:
        day = dt.date.fromisoformat(key.partition("@")[2])
    except ValueError:
        return None
    return replace(entry, key=key, signed=day) if f"/{day.year}/" in entry.number else None


_YEAR = re.compile(r"^[0-9.]+[a-z]?/[0-9]{4}/")


def _has_year(key: str) -> bool:
    """Whether the year is part of the number, so that it names one document nationwide."""
    return _YEAR.match(key) is not None


def _grouped(entries: Iterable[RegistryEntry]) -> dict[str, list[RegistryEntry]]:
    found: dict[str, list[RegistryEntry]] = defaultdict(list)
    for entry in entries:
        found[number_key(entry.number)].append(entry)
    return {key: _newest_first(group) for key, group in found.items()}


def _newest_first(entries: Iterable[RegistryEntry]) -> list[RegistryEntry]:
    return sorted(entries, key=lambda e: (e.signed or dt.date.min, e.key), reverse=True)


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(sorted(parts)).encode("utf-8")).hexdigest()[:8]


@lru_cache(maxsize=1)
def load_registry() -> Registry:
    """The shipped registry. The catalogue is read when a number or name first needs it."""
    entries = [
        *(entry_of(row) for row in corpus.records("registry")),
        *(named_entry(row) for row in corpus.table("same_numbers")),
    ]
    clauses = [
        *(clause_of(row) for row in corpus.records("effect_clauses")),
        *(moved_day(row) for row in corpus.table("moved_days")),
    ]
    return Registry(entries, clauses, version=corpus.digest("reference"))
