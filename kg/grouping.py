"""All mentions of one group linked at once: from statements to identities to links.

A group is all mentions whose number (or, without one, whose title) folds to the same key, and
the documents held under it. The order of its inputs does not matter, so that links are a
function of what the library holds.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.by_name import by_name, candidates_for, is_law
from kg.candidates import (
    Candidate,
    CitedAt,
    Link,
    Resolution,
    choose,
    from_entry,
    from_record,
    possible,
)
from kg.contradictions import contradictions, other_day
from kg.errors import Problem
from kg.folding import tokens
from kg.identity import fuller_issuer, identity_key, issuer_form, issuer_words, same_issuer
from kg.misread import other_figures
from kg.model import DocumentRecord, Header, Place
from kg.number import number_key
from kg.registry import Registry
from kg.statements import Said, said, stated_issuers, statement_of
from kg.terms import MentionType

_DayAndIssuer = tuple[dt.date | None, str | None]
_NEW = 0.95  # confidence in a document that a mention describes in full
_PARTIAL = 0.6  # in one that it describes in part
_OPEN = 0.3  # share of known documents from which a doubt is kept open, not made a stub


def link_group(
    mentions: Sequence[CitedAt], held: Sequence[DocumentRecord], registry: Registry
) -> list[Link]:
    """Link all mentions of one group. Pure; independent of the order of its inputs.

    Mentions that state day and issuer form identities; partial ones join the one identity that
    fits. Registered and held documents come first; what nobody holds becomes a stub.
    """
    return _Group(mentions, held, registry).links()


class _Group:
    """One group on its way from statements to identities to links."""

    def __init__(
        self, mentions: Sequence[CitedAt], held: Sequence[DocumentRecord], registry: Registry
    ) -> None:
        self.registry = registry
        self.mentions = sorted(mentions, key=lambda at: at.mention_id)
        self.said = _statements(mentions)
        self.canonical = _commonest(at.mention.canonical for at in mentions)
        self.title = _commonest(at.mention.title for at in mentions)
        self.held = {record.key: record for record in held}
        self.fixed = self._fixed()
        self.made: dict[str, Candidate] = {}
        self.found: dict[int, Resolution] = {}
        self.stubs: dict[str, DocumentRecord | None] = {}
        self.chosen: dict[tuple[Said, frozenset[str]], Resolution] = {}  # of equal statements

    def links(self) -> list[Link]:
        rest = [at for at in self.mentions if not self._apart(at)]
        pointing = [at for at in rest if at.mention.mention_type is MentionType.ANAPHORA]
        plain = [at for at in rest if at.mention.mention_type is not MentionType.ANAPHORA]
        whole = [at for at in plain if self._is_whole(self.said[at.mention_id])]
        self._form(whole)
        stated = self._stated_keys(whole)
        candidates = [*self.fixed, *self.made.values()]
        partial: dict[str, list[CitedAt]] = defaultdict(list)
        for at in plain:
            if at.mention_id not in self.found:
                self._join(at, candidates, stated.get(at.citing.key, frozenset()), partial)
        for key, cited in partial.items():
            self._make(key, cited, _PARTIAL)
        for at in pointing:
            self.found[at.mention_id] = self._pointed_at(at, plain)
        return [self._link(at) for at in self.mentions]

    def _fixed(self) -> list[Candidate]:
        """Documents held and registered; a held one stands for its registry entry."""
        own = [from_record(record) for record in self.held.values()]
        entries = self.registry.by_number(self.canonical) if self.canonical else []
        known = [from_entry(entry) for entry in entries]
        for candidate in list(known):
            if any(_one_document(candidate, other) for other in own):
                known.remove(candidate)
        return sorted((*own, *known), key=lambda candidate: candidate.key)

    def _apart(self, at: CitedAt) -> bool:
        """Mentions that need no candidates: the document itself, words that point back."""
        kind = at.mention.mention_type
        if kind is MentionType.SELF or (kind is MentionType.ANAPHORA and _is_own(at)):
            self.found[at.mention_id] = Resolution(at.citing.key, (), 1.0)
        elif at.mention.canonical is None and is_law(at.mention):
            laws = candidates_for(at.mention, at.citing.header, self.registry)
            if laws:
                self.found[at.mention_id] = _by_name(at, laws)
        return at.mention_id in self.found

    @staticmethod
    def _is_whole(statement: Said) -> bool:
        """Whether the mention alone tells the document from all others."""
        if statement.unique:
            return True
        return statement.date is not None and (statement.national or bool(statement.issuer))

    def _form(self, whole: Sequence[CitedAt]) -> None:
        """Give each whole mention a known document, or one of those that they describe."""
        spoken = Counter((said.date, said.issuer) for said in self._statements(whole))
        keys: dict[Said, Resolution | str] = {}
        new: dict[str, list[CitedAt]] = defaultdict(list)
        for at in whole:
            statement = self.said[at.mention_id]
            if statement not in keys:
                keys[statement] = self._known(statement) or self._described(statement, spoken)
            meant = keys[statement]
            if isinstance(meant, Resolution):
                self.found[at.mention_id] = meant
            else:
                new[meant].append(at)
        for key, cited in new.items():
            self._make(key, cited)

    def _known(self, statement: Said) -> Resolution | None:
        """The known document that a whole statement means, or the doubt that it leaves.

        None where it describes a document that nobody knows.
        """
        same_day = any(c.date == statement.date for c in self.fixed)
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

    def _described(self, statement: Said, spoken: Counter[_DayAndIssuer]) -> str:
        """Key of the document described; names of one issuer, full and short, give one key.

        spoken: how many whole mentions of the group state each day and issuer.
        """
        date, issuer = statement.date, statement.issuer
        others = [o for o in spoken if o[0] == date or statement.unique]
        if issuer and not statement.national:
            named = {other for _, other in others if other}
            issuer = _fullest(issuer, named, statement.place)
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

    def _make(self, key: str, cited: Sequence[CitedAt], confidence: float = _NEW) -> None:
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
            title=_commonest(s.title for s in statements),
            date=None if parts[1] == "?" else dt.date.fromisoformat(parts[1]),
            issuer=_commonest(s.issuer for s in statements),
            type=_commonest(s.type for s in statements),
            place=_shared_place(statements),
        )
        for at in cited:
            statement = self.said[at.mention_id]
            problems = other_day(statement, self.made[key])
            self.found[at.mention_id] = Resolution(key, (), confidence, problems)

    def _stated_keys(self, whole: Sequence[CitedAt]) -> Mapping[str, frozenset[str]]:
        """What each citing document names in full."""
        keys: dict[str, set[str]] = defaultdict(set)
        for at in whole:
            target = self.found[at.mention_id].target
            if target:
                keys[at.citing.key].add(target)
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
            problems=tuple(_placed(problem, at.mention.line) for problem in found.problems),
            made=found.target in self.made,
        )

    def _stub_of(self, key: str) -> DocumentRecord | None:
        if key not in self.stubs:
            self.stubs[key] = self._stub(key)
        return self.stubs[key]

    def _stub(self, key: str) -> DocumentRecord | None:
        """A record of a document that is cited but not held."""
        if key in self.held:
            return None
        known = next((c for c in self.fixed if c.key == key), None) or self.made.get(key)
        if known is None:
            entry = self.registry.get(key)
            known = from_entry(entry) if entry else None
        if known is None:
            return None
        header = Header(
            number=known.canonical,
            type=known.type,
            date=known.date,
            issuer=known.issuer,
            title=known.title,
        )
        return DocumentRecord("-".join(tokens(key)) or "stub", key, held=False, header=header)


def _by_name(at: CitedAt, laws: Sequence[Candidate]) -> Resolution:
    """A law found by its name, with the day that contradicts it."""
    found = by_name(laws)
    if found.target is None:
        return found
    return replace(found, problems=other_day(said(at.mention, at.citing.header), laws[0]))


def _placed(problem: Problem, line: int) -> Problem:
    return problem if problem.place or not line else replace(problem, place=f"line {line}")


def _is_own(at: CitedAt) -> bool:
    """Whether words that point back carry the citing document's own number, or its own title."""
    said, head = at.mention, at.citing.header
    if said.canonical is None or head.number is None:
        named = said.canonical is head.number is None and bool(said.title)
        return named and tokens(said.title or "") == tokens(head.title or "")
    same = number_key(said.canonical) == number_key(head.number)
    return same and (said.date is None or head.date in (None, said.date))


def _statements(mentions: Sequence[CitedAt]) -> dict[int, Said]:
    """What each mention says; within one citing document, one issuer for one number and day."""
    by_document: dict[str, list[CitedAt]] = defaultdict(list)
    for at in mentions:
        by_document[at.citing.id].append(at)
    found: dict[int, Said] = {}
    for cited in by_document.values():
        several = len(cited) > 1
        issuers = stated_issuers([at.mention for at in cited]) if several else {}
        for at in cited:
            issuer = issuers.get(statement_of(at.mention)) if several else None
            found[at.mention_id] = said(at.mention, at.citing.header, issuer)
    return found


def _one_document(registered: Candidate, own: Candidate) -> bool:
    """Whether a held document is the registered one: same number, and no other day."""
    if not (registered.canonical and own.canonical):
        return False
    if number_key(registered.canonical) != number_key(own.canonical):
        return False
    statement = Said(own.canonical, own.date, None, own.issuer, own.title, own.type, None)
    if statement.unique:
        return possible(statement, registered)
    return own.date == registered.date and possible(statement, registered)


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value given most often; of equals the longest, then the first by letters."""
    counts = Counter(value for value in values if value)
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def _fullest(issuer: str, others: Iterable[str], place: Place | None) -> str:
    """The fullest name among `others` of this issuer, if only one is fullest."""
    fuller = {other for other in others if fuller_issuer(issuer, other, place)}
    most = [one for one in fuller if not any(fuller_issuer(one, other, place) for other in fuller)]
    forms = {issuer_words(other) for other in most}
    return issuer_form(min(most)) if len(forms) == 1 else issuer_form(issuer)


def _shared_place(statements: Sequence[Said]) -> Place | None:
    """The province that all citing documents share: where a local document is at home."""
    places = {s.place.province for s in statements if s.place and s.place.province}
    if len(places) != 1:
        return None
    first = next(s.place for s in statements if s.place and s.place.province)
    return replace(first, name=first.province or first.name, district=None)
