"""Facts on validity of documents outside the hand-made registry, merged from official texts.

Applies the clauses of effect_clauses.jsonl and read_clauses.jsonl.gz to the documents of the
catalogue, one after the other, with the rules of `kg.merging`, and writes validity.jsonl.gz in
the registry's own format. What contradicts is refused and listed in the report, with how far the
clauses agree with the hand-made registry and with the first days that the catalogue prints:
neither was used to make the reader.

    python -m corpus.build.validity --checked 2026-11-20 --out corpus/reference \
        --report bench/results/law/registry.md
"""

import argparse
import datetime as dt
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import corpus
from kg import catalogue
from kg.authorities import issuer_of
from kg.ending_words import ends_whole
from kg.errors import Problem
from kg.facts import (
    GENERAL_KNOWLEDGE,
    Change,
    EffectClause,
    RegistryEntry,
    Scope,
    Standing,
    clause_of,
    entry_of,
    named_entry,
    recent_law,
)
from kg.merging import ENDS, ActOn, merged, with_beginning
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import EffectKind

LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
FIELDS = ("key", "number", "type", "title", "issuer", "signed", "effective", "expired",
          "expired_by", "status", "source", "confidence")  # fmt: skip
CHANGES = ("replaced_by", "replaces", "amended_by", "amends", "succeeded_by", "succeeds", "guides")
CHANGE_FIELDS = ("number", "key", "date", "clause", "scope", "provisions", "why")
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
        self.outcome = Outcome()

    def apply(self, clause: EffectClause) -> None:
        """One clause: on the document itself, or on each that it names."""
        acting = self._one(clause.number, clause.date, None)
        if acting is None:
            self.outcome.counts["acting document not told apart"] += 1
            return
        if not clause.affects:
            self._begin(acting, clause)
            self._end_by_itself(acting, clause)
        for affected in clause.affects:
            self._strike(acting, clause, affected)

    def replaced_by_name(self, row: dict[str, str]) -> None:
        """A recent law's end of an older one, of which only the fact is known."""
        law = recent_law(row)
        target = self._one(row["replaces"], None, None) if row["replaces"] else None
        if target is None or target.expired or number_key(target.number) in self.hand:
            return
        change = Change(law.number, law.key, law.effective, scope=Scope.FULL)
        found = merged(target, ActOn(EffectKind.REPLACES, change, law.signed, law.issuer))
        if isinstance(found, RegistryEntry):
            self._hold(replace(found, source=(*found.source, GENERAL_KNOWLEDGE)), "medium")
            self.outcome.counts["end by a recent law, from general knowledge"] += 1

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
        target = self._one(affected.number, affected.date, affected.title)
        if target is None or kind in PASSING or other_type(target, clause):
            self.outcome.counts["not merged: target not told apart, or no lasting effect"] += 1
            return
        change = replace(
            affected,
            number=acting.number,
            key=acting.key,
            date=clause.takes_effect or acting.effective,
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


def _new(number: str, signed: dt.date | None, title: str | None) -> RegistryEntry:
    """A document known from a clause alone: what its number and the clause tell of it."""
    parsed = parse_number(number)
    known = parsed if isinstance(parsed, DocumentNumber) else None
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


def row_of(entry: RegistryEntry, checked: str) -> dict[str, Any]:
    """An entry in the registry's own format. checked: day on which its facts were put together."""
    row: dict[str, Any] = {name: plain(getattr(entry, name)) for name in FIELDS}
    for name in CHANGES:
        row[name] = [change_row(change) for change in getattr(entry, name)]
    if entry.suspended:
        row["suspended"] = plain(entry.suspended)
    if entry.shown_alive:
        row["shown_alive"] = plain(entry.shown_alive)
    return {**row, "compiled": checked}


def change_row(change: Change) -> dict[str, Any]:
    """A change without its empty fields."""
    found = {name: plain(getattr(change, name)) for name in CHANGE_FIELDS}
    return {name: value for name, value in found.items() if value}


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Days as ISO, tuples as lists."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def merge() -> Merger:
    """All clauses applied: the hand-made ones first, then those read, by the acting day."""
    named = [
        *catalogue.named(),
        *(named_entry(row) for row in corpus.table("same_numbers")),
    ]
    merger = Merger((entry_of(row) for row in corpus.records("registry")), named)
    read = [clause_of(row) for row in corpus.records("read_clauses.jsonl.gz")]
    read.sort(key=lambda clause: (clause.date or dt.date.min, clause.number))
    own = (clause_of(row) for row in corpus.records("effect_clauses") if row["quote"])
    for clause in (*own, *read):
        merger.apply(clause)
    for row in corpus.table("recent_laws"):
        merger.replaced_by_name(row)
    merger.settle()
    return merger


def codified_and_dead(merger: Merger) -> list[str]:
    """Documents that the codification holds and a clause of another codified one ends."""
    codified = {row["number"] for row in corpus.table("catalogue.csv.gz")}
    return sorted(
        f"{entry.number}: ended {entry.expired} by {', '.join(c.number for c in entry.replaced_by)}"
        for entry in merger.touched.values()
        if entry.expired and entry.number in codified
    )


def report(merger: Merger, checked: str) -> str:
    """What the merging came to, as a page."""
    outcome = merger.outcome
    ended = sum(1 for entry in merger.touched.values() if entry.expired)
    lines = [
        "# Registry merged from clauses",
        f"Made by `python -m corpus.build.validity`, facts put together on {checked}.",
        "",
        f"{len(merger.touched)} documents outside the hand-made registry; {ended} of them end.",
        "",
        "| what | count |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in sorted(outcome.counts.items())),
        f"| clauses refused: they contradict | {len(outcome.refused)} |",
        "",
    ]
    for title, found in (
        ("Sources differ", outcome.differing),
        ("Refused", [f"{p.place}: {p.found}" for p in outcome.refused]),
        ("Held by the codification, ended by a clause", codified_and_dead(merger)),
    ):
        lines += [f"## {title}", *(f"- {item}" for item in found), ""]
    return "\n".join(lines)


def main() -> None:
    """Write validity.jsonl.gz and the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checked", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--report", type=Path)
    args = parser.parse_args()
    merger = merge()
    rows = [row_of(merger.touched[key], args.checked) for key in sorted(merger.touched)]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    data = gzip.compress(text.encode("utf-8"), mtime=0)
    (args.out / "validity.jsonl.gz").write_bytes(data)
    if args.report:
        args.report.parent.mkdir(parents=True, exist_ok=True)
        args.report.write_text(report(merger, args.checked) + "\n", encoding="utf-8")
    print(f"{len(rows)} documents known from clauses")


if __name__ == "__main__":
    main()
