"""All ways to read damaged atoms: each an edge of a lattice with its candidates.

An edge reads one or more atoms as words ("T ién" as one, "chinhquyen" as two), a figure or a mark.
"""

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

JOIN = -6.0  # a blank that nobody printed
LITERAL, LITERAL_LETTER = -9.0, -1.5  # a word that the vocabulary does not hold
CODE, CODE_LETTER = -3.0, -0.5  # an abbreviation that the vocabulary does not hold
LABEL = -1.0  # "1a", "12b" as a number
LABEL_SHAPE = re.compile(r"\d{1,3}[a-eđgh]?")  # later letters are parts of words: "16n", "1y"
LABEL_CODE = -6.0  # "B1"
CODE_SHAPE = re.compile(r"[A-ZĐ]\d|\d{1,3}[A-ZĐ]")
CODE_END = re.compile(r"[A-ZĐ]{2,3}\d")  # "NT3"
CODE_NUMBER = re.compile(r"[A-ZĐ]{1,3}\d{2,}")  # "H42"
GENERATION = re.compile(r"[2-6]G|[23]D")  # of networks, of space
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


MARK = (PUNCTUATION,)
FIXED = frozenset((AtomKind.FIGURE, AtomKind.LABEL))  # no words, so nothing to repair
FIGURE_CANDIDATE = Candidate((NUMBER,), 0.0)


def _is_figure(raw: str) -> bool:
    """Whether a token has so many digits that none may stand for a letter: "100$", "2021a"."""
    if GENERATION.fullmatch(raw):
        return True
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


class Lattice:
    """Builds the edges with one model; keeps only the channel's cache between calls."""

    def __init__(self, model: Model, channel: Channel) -> None:
        self.model = model
        self.channel = channel

    def edges(self, atoms: Sequence[Atom], at: int) -> list[Edge]:
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
        if scope is Scope.MIXED and CODE_END.fullmatch(raw):
            return (Candidate((NUMBER,), CODE),)
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
        if marks or len(words) != 2 or min(len(a.raw) for a in words) > 1:
            return None
        return JOIN
