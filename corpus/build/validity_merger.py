"""Clauses applied to the documents that they act on, one after the other."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import corpus
from kg.authorities import issuer_of
from kg.ending_words import ends_whole
from kg.errors import Problem
from kg.fact_rows import GENERAL_KNOWLEDGE, recent_law
from kg.facts import Change, EffectClause, RegistryEntry, Scope, Standing
from kg.merging import ENDS, ActOn, merged, with_beginning
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import EffectKind

LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
OTHER_TEXTS = frozenset({"57/2024/QH15", "09/2022/QH15", "12/2017/QH14"})
"""Numbers under which the full texts hold another document: a draft, a decree, 41/2017/QH14."""
OWN_END = re.compile(r"\w+(?: \w+)?(?: này)? có hiệu lực.*?đến (?:hết )?ngày")
PASSING = (EffectKind.EFFECTIVE, EffectKind.TRANSITIONAL)


@dataclass
class Outcome:
    """What the clauses came to: counts, refusals, and the places where sources differ."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Problem] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


class Merger:
    """Entries by number while clauses are applied to them, one after the other."""

    def __init__(self, hand: Iterable[RegistryEntry], named: Iterable[RegistryEntry]) -> None:
        self.hand = _by_number(hand)
        self.entries = _by_number(named)
        self.touched: dict[str, RegistryEntry] = {}
        self.moved = {row["number"]: row for row in corpus.table("moved_days")}
        self.outcome = Outcome()

    def apply(self, clause: EffectClause) -> None:
        """One clause: on the document itself, or on each that it names."""
        if clause.number in OTHER_TEXTS:
            self.outcome.counts["text is not that of its number"] += 1
            return
        acting = self._one(clause.number, clause.date, None)
        if acting is None:
            self.outcome.counts["acting document not told apart"] += 1
            return
        if not clause.affects:
            self._begin(acting, clause)
            self._end_by_itself(acting, clause)
        for affected in clause.affects:
            self._strike(acting, clause, affected)

    def recent(self, row: dict[str, str]) -> None:
        """What a recent law did to older ones, of which only the fact is known."""
        for column, kind, scope in (
            ("replaces", EffectKind.REPLACES, Scope.FULL),
            ("amends", EffectKind.AMENDS, Scope.PARTIAL),
        ):
            for number in filter(None, row[column].split(";")):
                self._recent(recent_law(row), number, kind, scope)

    def _recent(self, law: RegistryEntry, number: str, kind: EffectKind, scope: Scope) -> None:
        target = self._one(number, None, None)
        ended = target is not None and kind in ENDS and target.expired
        if target is None or ended or number_key(number) in self.hand:
            return
        change = Change(law.number, law.key, law.effective, scope=scope)
        found = merged(target, ActOn(kind, change, law.signed, law.issuer))
        if isinstance(found, RegistryEntry):
            sources = dict.fromkeys((*found.source, GENERAL_KNOWLEDGE))
            self._hold(replace(found, source=tuple(sources)), "medium")
            self.outcome.counts[f"{kind} by a recent law, from general knowledge"] += 1

    def move(self) -> None:
        """First days that a later act moved take the place of those printed."""
        for number, row in self.moved.items():
            entry = self._one(number, None, None)
            if entry is not None and number_key(number) not in self.hand:
                first = dt.date.fromisoformat(row["effective"])
                self._hold(replace(entry, effective=first), "high")

    def _day(self, acting: RegistryEntry, clause: EffectClause) -> dt.date | None:
        """First day of a clause's effect; with the acting document's own, if that was moved."""
        row = self.moved.get(acting.number)
        if row and clause.takes_effect in (None, dt.date.fromisoformat(row["printed"])):
            return dt.date.fromisoformat(row["effective"])
        return clause.takes_effect or acting.effective

    def settle(self) -> None:
        """What can be judged only when all clauses were applied.

        An end that a document gives which was itself halted on that day is in doubt.
        """
        for entry in list(self.touched.values()):
            ends = [c for c in entry.replaced_by if c.scope is Scope.FULL and c.date]
            if entry.expired and ends and all(self._halted(change) for change in ends):
                self.touched[entry.key] = replace(entry, expired=None, status="unknown")
                self.outcome.counts["end in doubt: the acting document was halted"] += 1

    def _halted(self, change: Change) -> bool:
        acting = self.touched.get(change.key or "")
        day = change.date
        if acting is None or day is None:
            return False
        return any(first <= day and (not last or day < last) for first, last in acting.suspended)

    def _begin(self, entry: RegistryEntry, clause: EffectClause) -> None:
        known = clause.kind == EffectKind.EFFECTIVE and clause.takes_effect and not clause.rule
        if not known or clause.takes_effect is None or number_key(entry.number) in self.hand:
            return
        if entry.effective is None:
            self._keep(with_beginning(entry, clause.takes_effect), clause)
            self.outcome.counts["first day known from its clause alone"] += 1
            return
        same = entry.effective == clause.takes_effect
        self.outcome.counts[f"first day {'as' if same else 'other than'} catalogued"] += 1
        if not same:
            said = f"{clause.takes_effect} by its clause, {entry.effective} catalogued"
            self.outcome.differing.append(f"{entry.number}: first day {said}")

    def _end_by_itself(self, entry: RegistryEntry, clause: EffectClause) -> None:
        """A document that prints its own last day, where nothing amends it: that may prolong it."""
        own = clause.kind == EffectKind.EXPIRES and OWN_END.match(clause.quote or "")
        known = number_key(entry.number) in self.hand or entry.expired or entry.amended_by
        if own and not known and clause.takes_effect:
            ended = replace(
                entry, expired=clause.takes_effect, expired_by="own_end", status="expired"
            )
            self._keep(ended, clause)
            self.outcome.counts["last day printed by the document itself"] += 1

    def _strike(self, acting: RegistryEntry, clause: EffectClause, affected: Change) -> None:
        kind = EffectKind(clause.kind)
        if not _day_printed(affected, clause):
            self.outcome.counts["not merged: number without year, its day not in the words"] += 1
            return
        target = self._one(affected.number, affected.date, affected.title)
        if target is None or kind in PASSING or other_type(target, clause):
            self.outcome.counts["not merged: target not told apart, or no lasting effect"] += 1
            return
        change = replace(
            affected,
            number=acting.number,
            key=acting.key,
            date=self._day(acting, clause),
            clause=clause.clause,
            title=None,
        )
        lasting = EffectKind.REPEALS if kind is EffectKind.EXPIRES else kind
        act = ActOn(lasting, change, acting.signed, acting.issuer, national=True)
        whole = kind in ENDS and affected.scope is Scope.FULL
        if whole and not ends_whole(clause, target.number):
            self.outcome.counts["end left out: the words only name the document"] += 1
            return
        if number_key(target.number) in self.hand:
            self._compare(target, act)
            return
        found = merged(target, act)
        if isinstance(found, Problem):
            self.outcome.refused.append(found)
            return
        self.outcome.counts[f"{clause.kind}, {affected.scope}"] += 1
        self._keep(found, clause)

    def _compare(self, entry: RegistryEntry, act: ActOn) -> None:
        """The hand-made registry wins; how often it says the same is a measure of the reader."""
        if act.kind not in ENDS or act.change.scope is not Scope.FULL:
            return
        same = entry.expired is not None and entry.expired == act.change.date
        self.outcome.counts[f"end {'as' if same else 'other than'} in the hand-made registry"] += 1
        if not same:
            said = f"{act.change.number} ends it on {act.change.date}, registry: {entry.expired}"
            self.outcome.differing.append(f"{entry.number}: {said}")

    def _keep(self, entry: RegistryEntry, clause: EffectClause) -> None:
        sources = dict.fromkeys((*entry.source, clause.source))
        self._hold(replace(entry, source=tuple(sources)), clause.confidence)

    def _hold(self, entry: RegistryEntry, confidence: str) -> None:
        entry = replace(entry, standing=Standing.CLAUSE, confidence=confidence)
        group = self.entries.setdefault(number_key(entry.number), [])
        group[:] = [entry, *(other for other in group if other.key != entry.key)]
        self.touched[entry.key] = entry

    def _one(self, number: str, signed: dt.date | None, title: str | None) -> RegistryEntry | None:
        """The document of this number and day, a new one where none is known.

        None where the number has no year in it and no day is stated: many bear it.
        """
        key = number_key(number)
        known = [*self.hand.get(key, []), *self.entries.get(key, [])]
        if key.count("/") > 1:
            return next(iter(known), None) or _new(number, signed, title)
        if not number or signed is None:
            return None
        same = [entry for entry in known if entry.signed == signed]
        return same[0] if same else _new(number, signed, title)


def other_type(entry: RegistryEntry, clause: EffectClause) -> bool:
    """Whether the clause names a resolution where the entry of that number is a law.

    The National Assembly counts laws and resolutions apart: Nghị quyết 49/2010/QH12 is not
    Luật Bưu chính 49/2010/QH12.
    """
    named = f"Nghị quyết số {entry.number}" in (clause.quote or "")
    return named and entry.type in LAWS


def _by_number(entries: Iterable[RegistryEntry]) -> dict[str, list[RegistryEntry]]:
    found: dict[str, list[RegistryEntry]] = defaultdict(list)
    for entry in entries:
        found[number_key(entry.number)].append(entry)
    return dict(found)


def _day_printed(affected: Change, clause: EffectClause) -> bool:
    """Whether a number without a year is told from its namesakes by a year in the words."""
    if number_key(affected.number).count("/") > 1 or affected.date is None:
        return True
    return str(affected.date.year) in (clause.quote or "")


def _new(number: str, signed: dt.date | None, title: str | None) -> RegistryEntry:
    """A document known from a clause alone: what its number and the clause tell of it."""
    parsed = parse_number(number)
    known = parsed if isinstance(parsed, DocumentNumber) else None
    if known and known.year and signed and signed.year != known.year:
        signed = None  # the day is another document's
    return RegistryEntry(
        key=f"{number}@{signed or '?'}",
        number=number,
        type=_type(known, title),
        title=title,
        issuer=issuer_of(known) if known else None,
        signed=signed,
        standing=Standing.CLAUSE,
    )


def _type(number: DocumentNumber | None, title: str | None) -> str | None:
    """A document's type by its number's code; laws have none, their title says it."""
    by_title = next((kind for kind in LAWS if (title or "").startswith(kind)), None)
    names = {row["code"]: row["name"] for row in corpus.table("document_types")}
    return by_title or (names.get(number.type_code or "") if number else None)
