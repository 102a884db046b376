"""The documents around a fact: which one a reference means, and when it was signed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity import has_year, identity_key, is_national, issuer_words
from kg.user_facts.cells import Reference, key_of
from kg.user_facts.rows import Said

if TYPE_CHECKING:
    from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Known:
    """A document that a table, an earlier import or the registry names. line: in the table."""

    key: str
    signed: dt.date | None
    issuer: str | None
    line: str = ""


class World:
    """Documents by number, of the users' facts first, then of the registry."""

    def __init__(self, registry: "Registry", said: Iterable[Said]) -> None:
        self.registry = registry
        self._actors: dict[tuple[Reference, str, str | None], Known] = {}
        self._own: dict[str, dict[str, Known]] = defaultdict(dict)
        for item in said:
            known = Known(item.key, item.signed, item.issuer, item.line)
            self._own[key_of(item.number)].setdefault(item.key, known)

    def own(self, number: str) -> list[Known]:
        """Documents of this number among the users' facts."""
        return list(self._own.get(key_of(number), {}).values())

    def registered(self, number: str) -> list[Known]:
        """Documents of this number in the registry."""
        return [Known(e.key, e.signed, e.issuer) for e in self.registry.by_number(number)]

    def twins(self, said: Said, among: Iterable[Known]) -> list[Known]:
        """Documents that would be this one but for their day: one number, one year, one issuer."""
        if not has_year(said.number):
            return []
        return [
            other
            for other in among
            if other.signed is not None
            and (is_national(said.number) or _same(other.issuer, said.issuer))
        ]

    def actor(self, by: Reference, said: Said) -> Known:
        """The document that acts on `said`, as far as it is known.

        A local document named by its number alone is taken for one of the same issuer, which is
        the one that may replace or amend it; where that is not known, for none.
        """
        place = (by, said.key, said.issuer)
        if place not in self._actors:
            self._actors[place] = self._actor(by, said)
        return self._actors[place]

    def _actor(self, by: Reference, said: Said) -> Known:
        issuer = by.issuer or said.issuer
        if by.signed:
            return Known(identity_key(by.number, by.signed, issuer, None), by.signed, issuer)
        found = [*self.own(by.number), *self.registered(by.number)]
        if not is_national(by.number):
            found = [other for other in found if _same(other.issuer, issuer)]
        if not has_year(by.number):
            found = [o for o in found if o.signed is None or o.signed >= said.signed]
        if len({other.key for other in found}) == 1:
            return found[0]
        unknown = None if is_national(by.number) else f"{by.number}@?@{issuer}"
        return Known(unknown or "", None, issuer)


def _same(left: str | None, right: str | None) -> bool:
    return bool(left and right) and issuer_words(left or "") == issuer_words(right or "")
