"""All mentions of one group linked at once: from statements to identities to links.

A group is all mentions whose number (or, without one, whose title) folds to the same key, and
the documents held under it. The order of its inputs does not matter, so that links are a
function of what the library holds.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.by_name import candidates_for, is_law
from kg.candidates import (
    Candidate,
    CitedAt,
    Link,
    Resolution,
    choose,
    from_entry,
    from_record,
    registered_stub,
    stub_of,
)
from kg.contradictions import contradictions, other_day
from kg.group_statements import (
    commonest,
    fullest,
    is_own,
    law_by_name,
    one_document,
    placed,
    shared_place,
    statements_of,
)
from kg.identity import identity_key, same_issuer
from kg.misread import other_figures
from kg.model import DocumentRecord
from kg.registry import Registry
from kg.statements import Said, statement_of
from kg.terms import MentionType

DayAndIssuer = tuple[dt.date | None, str | None]
NEW = 0.95  # confidence in a document that a mention describes in full
PARTIAL = 0.6  # in one that it describes in part
_OPEN = 0.3  # share of known documents from which a doubt is kept open, not made a stub


def link_group(
    mentions: Sequence[CitedAt], held: Sequence[DocumentRecord], registry: Registry
) -> list[Link]:
    """Link all mentions of one group. Pure; independent of the order of its inputs.

    Mentions that state day and issuer form identities; partial ones join the one identity that
    fits. Registered and held documents come first; what nobody holds becomes a stub.
    """
    return Group(mentions, held, registry).links()


class Group:
    """One group on its way from statements to identities to links."""

    def __init__(
        self, mentions: Sequence[CitedAt], held: Sequence[DocumentRecord], registry: Registry
    ) -> None:
        self.registry = registry
        self.mentions = sorted(mentions, key=lambda at: at.mention_id)
        self.said = statements_of(mentions)
        self.canonical = commonest(at.mention.canonical for at in mentions)
        self.title = commonest(at.mention.title for at in mentions)
        self.held = {record.key: record for record in held}
        self.fixed = self._fixed()
        self.made: dict[str, Candidate] = {}
        self.found: dict[int, Resolution] = {}
        self.stubs: dict[str, DocumentRecord | None] = {}
        self.known: set[str] = set()  # those of them that the registry describes
        self.chosen: dict[tuple[Said, frozenset[str]], Resolution] = {}  # of equal statements

    def links(self) -> list[Link]:
        """Where each mention points, by the mentions' ids."""
        rest = [at for at in self.mentions if not self._apart(at)]
        pointing = [at for at in rest if at.mention.mention_type is MentionType.ANAPHORA]
        plain = [at for at in rest if at.mention.mention_type is not MentionType.ANAPHORA]
        whole = [at for at in plain if self.is_whole(self.said[at.mention_id])]
        self._form(whole)
        stated = self._stated_keys(whole)
        candidates = [*self.fixed, *self.made.values()]
        partial: dict[str, list[CitedAt]] = defaultdict(list)
        for at in plain:
            if at.mention_id not in self.found:
                self._join(at, candidates, stated.get(at.citing.id, frozenset()), partial)
        for key, cited in partial.items():
            self._make(key, cited, PARTIAL)
        for at in pointing:
            self.found[at.mention_id] = self._pointed_at(at, plain)
        return [self._link(at) for at in self.mentions]

    def _fixed(self) -> list[Candidate]:
        """Documents held and registered; a held one stands for its registry entry."""
        own = [from_record(record) for record in self.held.values()]
        entries = self.registry.by_number(self.canonical) if self.canonical else []
        known = [from_entry(entry) for entry in entries]
        for candidate in list(known):
            if any(one_document(candidate, other) for other in own):
                known.remove(candidate)
        return sorted((*own, *known), key=lambda candidate: candidate.key)

    def _apart(self, at: CitedAt) -> bool:
        """Mentions that need no candidates: the document itself, words that point back."""
        kind = at.mention.mention_type
        if kind is MentionType.SELF or (kind is MentionType.ANAPHORA and is_own(at)):
            self.found[at.mention_id] = Resolution(at.citing.key, (), 1.0)
        elif at.mention.canonical is None and is_law(at.mention):
            laws = candidates_for(at.mention, at.citing.header, self.registry)
            if laws:
                self.found[at.mention_id] = law_by_name(at, laws)
        return at.mention_id in self.found

    @staticmethod
    def is_whole(statement: Said) -> bool:
        """Whether the mention alone tells the document from all others."""
        if statement.unique:
            return True
        return statement.date is not None and (statement.national or bool(statement.issuer))

    def _form(self, whole: Sequence[CitedAt]) -> None:
        """Give each whole mention a known document, or one of those that they describe."""
        known: dict[Said, Resolution | None] = {}
        rest: list[CitedAt] = []
        for at in whole:
            statement = self.said[at.mention_id]
            if statement not in known:
                known[statement] = self._known(statement)
            resolution = known[statement]
            if resolution is None:
                rest.append(at)
            else:
                self.found[at.mention_id] = resolution
        spoken = Counter((said.date, said.issuer) for said in self._statements(rest))
        new: dict[str, list[CitedAt]] = defaultdict(list)
        described: dict[Said, str] = {}
        for at in rest:
            statement = self.said[at.mention_id]
            if statement not in described:
                described[statement] = self._described(statement, spoken)
            new[described[statement]].append(at)
        for key, cited in new.items():
            self._make(key, cited)

    def _known(self, statement: Said) -> Resolution | None:
        """The known document that a whole statement means, or the doubt that it leaves.

        None where it describes a document that nobody knows.
        """
        same_day = any(c.date in (None, statement.date) for c in self.fixed)
        figures = [] if same_day else other_figures(statement, self.registry)
        known = choose(statement, self.fixed, figures=figures)
        if known.target is None and sum(c.probability for c in known.choices) < _OPEN:
            return None
        return self._with_contradictions(statement, known)

    def _with_contradictions(self, statement: Said, found: Resolution) -> Resolution:
        """With what the document meant, or the likeliest one, does not bear out."""
        key = found.target or (found.choices[0].key if found.choices else None)
        known = next((candidate for candidate in self.fixed if candidate.key == key), None)
        if known is None:
            return found
        problems = contradictions(statement, known, self.registry)
        return replace(found, problems=(*found.problems, *problems))

    def _described(self, statement: Said, spoken: Counter[DayAndIssuer]) -> str:
        """Key of the document described; names of one issuer, full and short, give one key.

        spoken: how many whole mentions of no known document state each day and issuer.
        """
        date, issuer = statement.date, statement.issuer
        others = [o for o in spoken if o[0] == date or statement.unique]
        if issuer and not statement.national:
            named = {other for _, other in others if other}
            issuer = fullest(issuer, named, statement.place)
            others = [o for o in others if o[1] and same_issuer(o[1], issuer, statement.place)]
        if statement.unique:
            days: Counter[dt.date] = Counter()
            for other in others:
                if other[0]:
                    days[other[0]] += spoken[other]
            date = min(days, key=lambda day: (-days[day], day)) if days else None
        return self._key(date, issuer, statement)

    def _key(self, date: dt.date | None, issuer: str | None, statement: Said) -> str:
        title = None if self.canonical else self.title or statement.title
        return identity_key(self.canonical, date, issuer, title)

    def _statements(self, cited: Iterable[CitedAt]) -> list[Said]:
        return [self.said[at.mention_id] for at in cited]

    def _make(self, key: str, cited: Sequence[CitedAt], confidence: float = NEW) -> None:
        """A new identity from the mentions that describe it; all of them point to it."""
        statements = self._statements(cited)
        parts = key.split("@")
        if any(candidate.key == key for candidate in self.fixed):
            for at in cited:
                self.found[at.mention_id] = Resolution(key, (), confidence)
            return
        self.made[key] = Candidate(
            key=key,
            canonical=self.canonical,
            title=commonest(s.title for s in statements),
            date=None if parts[1] == "?" else dt.date.fromisoformat(parts[1]),
            issuer=commonest(s.issuer for s in statements),
            type=commonest(s.type for s in statements),
            place=shared_place(statements) if parts[2:] else None,
        )
        for at in cited:
            statement = self.said[at.mention_id]
            problems = other_day(statement, self.made[key])
            self.found[at.mention_id] = Resolution(key, (), confidence, problems)

    def _stated_keys(self, whole: Sequence[CitedAt]) -> Mapping[str, frozenset[str]]:
        """What each citing document names in full, by its id: two files may have one identity."""
        keys: dict[str, set[str]] = defaultdict(set)
        for at in whole:
            target = self.found[at.mention_id].target
            if target:
                keys[at.citing.id].add(target)
        return {citing: frozenset(found) for citing, found in keys.items()}

    def _join(
        self,
        at: CitedAt,
        candidates: Sequence[Candidate],
        near: Collection[str],
        partial: dict[str, list[CitedAt]],
    ) -> None:
        """A partial mention joins the identity that fits, or keeps the choices, or is a stub."""
        statement = self.said[at.mention_id]
        asked = (statement, frozenset(near))
        if asked not in self.chosen:
            chosen = choose(statement, candidates, near)
            self.chosen[asked] = self._with_contradictions(statement, chosen)
        resolution = self.chosen[asked]
        if resolution.target or sum(c.probability for c in resolution.choices) >= _OPEN:
            self.found[at.mention_id] = resolution
        else:
            partial[self._partial_key(statement, at.citing)].append(at)

    def _pointed_at(self, at: CitedAt, plain: Sequence[CitedAt]) -> Resolution:
        """What "Nghị định này" means: as the mention that it repeats, of its own document.

        The reader gave it number, day and title of that mention; it is none of its own.
        """
        said, start = at.mention, at.mention.char_start
        same = [
            other
            for other in plain
            if other.citing.id == at.citing.id
            and statement_of(other.mention) == statement_of(said)
            and (said.canonical or other.mention.title == said.title)
        ]
        if not same:
            return Resolution(None)
        before = [other for other in same if other.mention.char_start <= start]
        nearest = min(
            before or same, key=lambda o: (abs(o.mention.char_start - start), o.mention_id)
        )
        found = self.found[nearest.mention_id]
        return Resolution(found.target, (), found.confidence)

    def _partial_key(self, statement: Said, citing: DocumentRecord) -> str:
        """Identity of a document described in part.

        Where the issuer is not known, the citing document's province stands for it, or the
        citing document itself: unknown issuers are never taken for one another.
        """
        issuer = statement.issuer
        if issuer is None and not statement.national:
            place = statement.place
            issuer = f"? {place.province or place.name if place else citing.key}"
        return self._key(statement.date, issuer, statement)

    def _link(self, at: CitedAt) -> Link:
        found = self.found[at.mention_id]
        stub = self._stub_of(found.target) if found.target else None
        return Link(
            mention_id=at.mention_id,
            target=found.target,
            confidence=round(min(found.confidence, at.mention.confidence), 4),
            choices=found.choices,
            stub=stub,
            problems=tuple(placed(problem, at.mention.line) for problem in found.problems),
            made=stub is not None and found.target not in self.known,
        )

    def _stub_of(self, key: str) -> DocumentRecord | None:
        if key not in self.stubs:
            self.stubs[key] = self._stub(key)
        return self.stubs[key]

    def _stub(self, key: str) -> DocumentRecord | None:
        """A record of a document that is cited but not held.

        What the registry knows describes it, whatever mentions say: another group that cites it
        describes it alike.
        """
        if key in self.held:
            return None
        known = next((c for c in self.fixed if c.key == key), None)
        stub = stub_of(known) if known else registered_stub(key, self.registry)
        if stub is not None:
            self.known.add(key)
        elif key in self.made:
            stub = stub_of(self.made[key])
        return stub
