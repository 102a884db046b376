"""Documents that a question names: of the library, of the registry, or told by its own words."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.folding import tokens
from kg.law_names import enacted
from kg.model import DocumentRecord, Header
from kg.number import number_key
from ui.days import today
from ui.shelf import Shelf

if TYPE_CHECKING:
    from kg.facts import RegistryEntry
    from kg.registry import Registry


class NamedDocuments(Shelf):
    """Look-ups by number and by name; the part of `search.sources.Sources` on naming."""

    _laws: "tuple[Registry, list[tuple[str, RegistryEntry]]] | None" = None

    def matching(self, text: str) -> Sequence[DocumentRecord]:
        """Documents of the library or the registry that a number or a name identifies."""
        found = self.store.find(text)
        if re.match(r"\d", text):  # a number's own document, not one that merely has its words
            key = number_key(text)
            found = [r for r in found if number_key(r.header.number or "").startswith(key)]
        return found or [_registered(entry) for entry in self.registry.by_number(text)]

    def listed(self, number: str) -> Sequence[DocumentRecord]:
        """Documents of this number in the registry, held or not."""
        return [_registered(entry) for entry in self.registry.by_number(number)]

    def stated(self, text: str) -> DocumentRecord | None:
        """A document nobody registered, by what `text` tells of it; see `ui.stated`."""
        from ui.stated import stated_key

        key = stated_key(text)
        if key is None:
            return None
        number, _, rest = key.partition("@")
        day, _, issuer = rest.partition("@")
        signed = None if day == "?" else dt.date.fromisoformat(day)
        return DocumentRecord(key, key, held=False, header=Header(number, None, signed, issuer))

    def laws_named_in(self, folded: str, on: dt.date | None = None) -> Sequence[DocumentRecord]:
        """Laws whose name stands in a folded question: the longest name, of the year it states.

        Without a year the law of that name that holds on `on` is meant, else the last one.
        """
        named: dict[str, list[RegistryEntry]] = {}
        for name, entry in self._law_names(self.registry):
            if f" {name} " in f" {folded} ":
                named.setdefault(name, []).append(entry)
        if not named:
            return []
        name = max(named, key=len)
        entries = named[name]
        years = set(re.findall(r"\b(?:19|20)\d\d\b", folded))
        if years:
            return [_registered(e) for e in entries if years & _years_of(e)]
        day = on or today()
        meant = self.registry.law_named(entries[0].title or "", on=day)
        newest = sorted(entries, key=lambda e: (enacted(e), e.key))[-1:]
        return [_registered(entry) for entry in meant or newest]

    def _law_names(self, registry: "Registry") -> Sequence[tuple[str, "RegistryEntry"]]:
        """Folded names of the laws of a registry; kept while it is the same one."""
        known = self._laws
        if known is None or known[0] is not registry:
            names = [(" ".join(tokens(title)), entry) for title, entry in registry.titles()]
            known = self._laws = (registry, names)
        return known[1]

    def law_before(self, key: str) -> DocumentRecord | None:
        """The last earlier law of the same name in the registry."""
        entry = self.registry.get(key)
        if entry is None or not entry.title:
            return None
        same = self.registry.law_named(entry.title)
        older = [e for e in same if enacted(e) < enacted(entry)]
        return _registered(max(older, key=lambda e: (enacted(e), e.key))) if older else None


def _years_of(entry: "RegistryEntry") -> set[str]:
    """The year a law is known by: of its number, or of the day it was signed."""
    signed = {str(entry.signed.year)} if entry.signed else set()
    return signed | set(re.findall(r"/((?:19|20)\d\d)/", entry.number))


def _registered(entry: "RegistryEntry") -> DocumentRecord:
    """A document that only the registry knows."""
    head = Header(entry.number, entry.type, entry.signed, entry.issuer, None, entry.title)
    return DocumentRecord(entry.key, entry.key, held=False, header=head)
