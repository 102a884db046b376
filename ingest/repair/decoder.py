"""The most probable syllables behind a run of damaged atoms: beam search over a lattice.

An edge reads one or more atoms as words ("T ién" as one, "chinhquyen" as two), a figure or a
mark; a hypothesis is known by its last two words, as the trigram model demands.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.repair.atoms import Atom, AtomKind
from ingest.repair.channel import (
    CAPITALS,
    TRUE_MARKS,
    WORD_MARKS,
    Candidate,
    Channel,
    Scope,
    case_of,
)
from ingest.repair.syllables import NUMBER, PUNCTUATION, UNKNOWN, Model

BEAM, WIDTH = 12, 12.0
LANGUAGE_WEIGHT = 0.9
CHANNEL_WEIGHT = 1.0
JOIN = -6.0  # a blank that nobody printed
LITERAL, LITERAL_LETTER = -9.0, -1.5  # a word that the vocabulary does not hold
CODE, CODE_LETTER = -3.0, -0.5  # an abbreviation that the vocabulary does not hold
LABEL = -1.0  # "1a", "12b" as a number
LABEL_SHAPE = re.compile(r"\d{1,3}[a-eđgh]?")  # later letters are parts of words: "16n", "1y"
LABEL_CODE = -6.0  # "B1"
CODE_SHAPE = re.compile(r"[A-ZĐ]\d")
CODE_NUMBER = re.compile(r"[A-ZĐ]{1,3}\d{2,}")  # "H42"
OI_SHAPE = re.compile(r"[BDPĐGLMNTVX][64]1")  # "D61" was "Đối", "N61" was "Nội"
HEADLINE_REACH = 4
RARE_MARK = -12.0  # log probability of a mark that official texts do not use
LONGEST_JOIN = 9


@dataclass(frozen=True, slots=True)
class Edge:
    """One way to read atoms [start, end). literal: the raw text stays."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A chosen edge with the chosen candidate and P(right) of each of its words."""

    edge: Edge
    candidate: Candidate
    confidence: float


@dataclass(slots=True)
class _Path:
    score: float
    before: int
    last: int
    back: "_Path | None"
    edge: Edge | None
    candidate: Candidate | None


MARK = (PUNCTUATION,)
FIXED = frozenset((AtomKind.FIGURE, AtomKind.LABEL))  # no words, so nothing to repair
FIGURE_CANDIDATE = Candidate((NUMBER,), 0.0)


def _is_figure(raw: str) -> bool:
    """Whether a token has so many digits that none may stand for a letter: "100$", "2021a"."""
    digits = sum(c.isdigit() for c in raw)
    if CODE_NUMBER.fullmatch(raw) and not OI_SHAPE.fullmatch(raw):
        return True
    return digits >= 3 or (digits == 2 and not any(c.isalpha() for c in raw))


def _closes(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a mark is the quotation mark that closes one opened before on its line."""
    if atoms[at].raw not in "”’":
        return False
    opening = "“" if atoms[at].raw == "”" else "‘"
    line, depth = atoms[at].line, 0
    for atom in reversed(atoms[:at]):
        if atom.line != line:
            break
        depth += (atom.raw == opening) - (atom.raw == atoms[at].raw)
    return depth > 0


class Decoder:
    """Reads atoms with one model; keeps only caches between calls."""

    def __init__(self, model: Model, channel: Channel) -> None:
        self.model = model
        self.channel = channel

    def decode(self, atoms: Sequence[Atom]) -> list[Step]:
        """The best reading of all atoms, in order."""
        edges = [self._edges(atoms, i) for i in range(len(atoms))]
        fronts: list[dict[int, _Path]] = [{} for _ in range(len(atoms) + 1)]
        fronts[0][0] = _Path(0.0, PUNCTUATION, PUNCTUATION, None, None, None)
        for i in range(len(atoms)):
            paths = sorted(fronts[i].values(), key=lambda p: -p.score)[:BEAM]
            if not paths:
                continue
            floor = paths[0].score - WIDTH
            alive = [p for p in paths if p.score >= floor]
            for edge in edges[i]:
                self._extend(alive, edge, fronts[edge.end])
            fronts[i] = {}
        best = max(fronts[-1].values(), key=lambda p: p.score)
        chosen: list[tuple[Edge, Candidate]] = []
        path: _Path | None = best
        while path is not None and path.edge is not None and path.candidate is not None:
            chosen.append((path.edge, path.candidate))
            path = path.back
        return self._with_confidence(chosen[::-1])

    def _extend(self, paths: list[_Path], edge: Edge, front: dict[int, _Path]) -> None:
        following = self.model.language.following
        unigram = self.model.language.unigram
        log = math.log
        for path in paths:
            base = path.score
            if edge.candidates[0].words == MARK and path.last == PUNCTUATION:
                self._offer(
                    front,
                    base + edge.candidates[0].score,
                    path,
                    path.before,
                    PUNCTUATION,
                    edge,
                    edge.candidates[0],
                )
                continue
            parts3, rest3, parts2, rest2 = following(path.before, path.last)
            for candidate in edge.candidates:
                word = candidate.words[0]
                p = parts3.get(word, 0.0) + rest3 * (parts2.get(word, 0.0) + rest2 * unigram[word])
                score = base + CHANNEL_WEIGHT * candidate.score + LANGUAGE_WEIGHT * log(p)
                before, last = path.last, word
                for word in candidate.words[1:]:
                    score += LANGUAGE_WEIGHT * self.model.language.log_probability(
                        before, last, word
                    )
                    before, last = last, word
                key = before << 16 | last
                old = front.get(key)
                if old is None or old.score < score:
                    front[key] = _Path(score, before, last, path, edge, candidate)

    @staticmethod
    def _offer(  # noqa: PLR0913, PLR0917
        front: dict[int, _Path],
        score: float,
        path: _Path,
        before: int,
        last: int,
        edge: Edge,
        candidate: Candidate,
    ) -> None:
        key = before << 16 | last
        old = front.get(key)
        if old is None or old.score < score:
            front[key] = _Path(score, before, last, path, edge, candidate)

    def _edges(self, atoms: Sequence[Atom], at: int) -> list[Edge]:
        """All ways to read on from one atom."""
        atom = atoms[at]
        if atom.kind in FIXED or _is_figure(atom.raw):
            return [Edge(at, at + 1, (FIGURE_CANDIDATE,), literal=True)]
        edges = []
        if atom.kind is AtomKind.MARK:
            closing = _closes(atoms, at)
            price = 0.0 if closing else self.model.marks.get(atom.raw, RARE_MARK)
            edges.append(Edge(at, at + 1, (Candidate(MARK, price),), literal=True))
        else:
            case, scope = case_of(atom.raw), self._scope(atoms, at)
            found = self.channel.candidates(atom.raw, case, scope)
            if found:
                edges.append(Edge(at, at + 1, found))
            edges.append(Edge(at, at + 1, self._literal(atom.raw, case, scope), literal=True))
        edges += self._wider(atoms, at)
        return edges

    @staticmethod
    def _literal(raw: str, case: int, scope: Scope) -> tuple[Candidate, ...]:
        """The token as it was read: a label ("1a"), an unknown abbreviation, a foreign word."""
        if LABEL_SHAPE.fullmatch(raw):
            return (Candidate((NUMBER,), LABEL),)
        if CODE_SHAPE.fullmatch(raw):
            return (Candidate((NUMBER,), LABEL_CODE),)
        if case == CAPITALS and scope is Scope.MIXED and raw.isalpha():
            return (Candidate((UNKNOWN,), CODE + CODE_LETTER * len(raw)),)
        return (Candidate((UNKNOWN,), LITERAL + LITERAL_LETTER * len(raw)),)

    @staticmethod
    def _scope(atoms: Sequence[Atom], at: int) -> Scope:
        """HEADLINE where nearly all letters of the words around, on the line, are capitals."""
        near = atoms[max(0, at - HEADLINE_REACH) : at + HEADLINE_REACH + 1]
        letters = "".join(a.raw for a in near if a.line == atoms[at].line and a is not atoms[at])
        upper = sum(c.isupper() for c in letters)
        return Scope.HEADLINE if upper > 3 * sum(c.islower() for c in letters) else Scope.MIXED

    def _wider(self, atoms: Sequence[Atom], at: int) -> list[Edge]:
        """Edges over several atoms: a mark that is part of a letter, a blank inside a word."""
        edges = []
        first = atoms[at]
        for end in range(at + 2, min(at + 4, len(atoms)) + 1):
            group = atoms[at:end]
            if any(a.kind in FIXED or a.line != first.line for a in group):
                break
            raw = "".join(a.raw for a in group)
            words = [a for a in group if a.kind is AtomKind.WORD]
            if not words or len(raw) > LONGEST_JOIN:
                break
            price = self._price(group)
            if price is None or any(_closes(atoms, i) for i in range(at, end)):
                continue
            found = self.channel.candidates(raw, case_of(words[0].raw), Scope.JOINED)
            if found:
                edges.append(
                    Edge(at, end, tuple(Candidate(c.words, c.score + price, c.cuts) for c in found))
                )
        return edges

    @staticmethod
    def _price(group: Sequence[Atom]) -> float | None:
        """Log price of reading these atoms as one token; None where that makes no sense."""
        marks = [a for a in group if a.kind is AtomKind.MARK]
        if any(a.raw not in WORD_MARKS for a in marks):
            return None
        if group[0].raw in TRUE_MARKS or group[-1].raw in TRUE_MARKS:
            return None
        blanks = [a for a in group[1:] if not a.glued]
        if not blanks:
            return 0.0
        words = [a for a in group if a.kind is AtomKind.WORD]
        if marks or len(words) != 2 or min(len(a.raw) for a in words) > 2:
            return None
        return JOIN

    def _with_confidence(self, chosen: list[tuple[Edge, Candidate]]) -> list[Step]:
        """Confidence: the chosen candidate's share among those of its edge, neighbours fixed."""
        flat: list[int] = [PUNCTUATION, PUNCTUATION]
        places = []
        for _, candidate in chosen:
            places.append(len(flat))
            for word in candidate.words:
                if not (word == PUNCTUATION and flat[-1] == PUNCTUATION):
                    flat.append(word)
        flat += [PUNCTUATION, PUNCTUATION]
        steps = []
        for place, (edge, candidate) in zip(places, chosen, strict=True):
            share = 1.0
            if not edge.literal:
                share = self._share(flat, place, edge, candidate)
            elif candidate.words[0] == UNKNOWN:
                share = 0.5
            steps.append(Step(edge, candidate, share))
        return steps

    def _share(self, flat: list[int], place: int, edge: Edge, chosen: Candidate) -> float:
        score_of = self.model.language.log_probability
        after = flat[place + len(chosen.words) : place + len(chosen.words) + 2]
        scores, mine = [], 0.0
        for candidate in edge.candidates:
            words = [flat[place - 2], flat[place - 1], *candidate.words, *after]
            score = CHANNEL_WEIGHT * candidate.score + LANGUAGE_WEIGHT * sum(
                score_of(words[k - 2], words[k - 1], words[k]) for k in range(2, len(words))
            )
            scores.append(score)
            if candidate is chosen:
                mine = score
        top = max(scores)
        return math.exp(mine - top) / sum(math.exp(s - top) for s in scores)
