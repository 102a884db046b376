"""Repair of Vietnamese text that an OCR engine without Vietnamese has read.

A noisy channel: learned confusions of characters, a trigram model of syllables, a network that
weighs candidates by the words on both sides, beam search.
Figures stay as read; a digit that stands for a letter ("s6") is repaired as a letter.
Source: Kukich 1992, "Techniques for automatically correcting words in text".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.repair.atoms import Atom, AtomKind, split_atoms
from ingest.repair.channel import CAPITALS, LOWER, TITLE, case_of, load_channel
from ingest.repair.damage import damaged_lines, is_damaged
from ingest.repair.decoder import Decoder, Step
from ingest.repair.lattice import LABEL_SHAPE
from ingest.repair.list_marks import ListMark, list_marks
from ingest.repair.recurrence import settle
from ingest.repair.surprise import reconsider
from ingest.repair.syllables import ABBREVIATION, Model, load_model
from ingest.repair.symbols import repair_symbol
from ingest.repair.weighing import load_weigher

DOUBTFUL = 0.9
TOLD = 0.85
TEMPER = 0.63  # of log odds: shares of 0.97 were right as often as 0.9 should be, on other pages

__all__ = ["RepairedLine", "damaged_lines", "is_damaged", "repair_lines"]


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A line after repair.

    confidence: mean over `syllables`, 1.0 where there are none. syllables: each repaired
    syllable with P(right). pieces: (text_start, text_end, raw_start, raw_end), gapless in text.
    doubts: (start, end, P(right)) in text of the syllables below DOUBTFUL.
    """

    text: str
    confidence: float
    syllables: tuple[tuple[str, float], ...]
    pieces: tuple[tuple[int, int, int, int], ...]
    doubts: tuple[tuple[int, int, float], ...] = ()


@dataclass(slots=True)
class _Writer:
    """Collects one line's text and its pieces."""

    raw: str
    mark: ListMark | None
    text: str = ""
    at: int = 0
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    syllables: list[tuple[str, float]] = field(default_factory=list)
    doubts: list[tuple[int, int, float]] = field(default_factory=list)

    def judge(self, words: Sequence[str], confidence: float) -> None:
        """Note P(right) of the last words added, which stand at the end of the text."""
        self.syllables += [(word, confidence) for word in words]
        if confidence < DOUBTFUL:
            size = len(" ".join(words))
            self.doubts.append((len(self.text) - size, len(self.text), round(confidence, 4)))

    def add(self, text: str, start: int, end: int) -> None:
        """Append what raw[start:end] became, and before it the raw text up to there."""
        if start > self.at:
            self._piece(self.raw[self.at : start], self.at, start)
        self._piece(text, start, end)
        self.at = end

    def _piece(self, text: str, start: int, end: int) -> None:
        same = text == self.raw[start:end]
        if same and self.pieces:
            a, b, c, d = self.pieces[-1]
            if self.text[a:b] == self.raw[c:d] and d == start:
                self.pieces[-1] = (a, b + len(text), c, end)
                self.text += text
                return
        self.pieces.append((len(self.text), len(self.text) + len(text), start, end))
        self.text += text

    def finish(self) -> RepairedLine:
        """The line; the rest of the raw text is kept as it is."""
        if self.at < len(self.raw):
            self._piece(self.raw[self.at :], self.at, len(self.raw))
        shares = [share for _, share in self.syllables]
        mean = sum(shares) / len(shares) if shares else 1.0
        pieces = () if self.text == self.raw else tuple(self.pieces)
        return RepairedLine(self.text, mean, tuple(self.syllables), pieces, tuple(self.doubts))


@lru_cache(maxsize=1)
def _decoder() -> Decoder:
    return Decoder(load_model(), load_channel(), load_weigher())


def repair_lines(lines: Sequence[str]) -> list[RepairedLine]:
    """Repair consecutive lines, all of them; context runs over the line breaks.

    Returns one RepairedLine for each line. Give NFC text without line breaks.
    """
    marks = list_marks(lines)
    writers = [_Writer(line, mark) for line, mark in zip(lines, marks, strict=True)]
    atoms = split_atoms(lines, marks)
    if atoms:
        decoder = _decoder()
        steps = reconsider(decoder.decode(atoms), atoms, decoder)
        for step in settle(steps, decoder.model.language):
            _write(writers, atoms, step, decoder.model)
    return [writer.finish() for writer in writers]


def _write(writers: list[_Writer], atoms: list[Atom], step: Step, model: Model) -> None:
    group = atoms[step.edge.start : step.edge.end]
    writer, start, end = writers[group[0].line], group[0].start, group[-1].end
    raw = writer.raw[start:end]
    if step.edge.literal:
        writer.add(_literal(raw, group[0], writer.mark), start, end)
        if group[0].kind is AtomKind.WORD:
            writer.judge([raw], step.confidence)
        return
    first = next((atom for atom in group if atom.kind is AtomKind.WORD), group[0])
    words = [model.words[w] for w in step.candidate.words]
    case = _case_near(atoms, step.edge.start, first, words[0])
    shown = [
        _cased(word, CAPITALS if model.kinds[w] == ABBREVIATION else case, first=not i)
        for i, (word, w) in enumerate(zip(words, step.candidate.words, strict=True))
    ]
    writer.add(" ".join(shown), start, end)
    writer.judge(shown, _told(raw, step.confidence))


def _told(raw: str, share: float) -> float:
    """P(right), from the share of the chosen reading among all.

    A word for what may be a number or label ("6", "1a") is always told as doubtful, never changed
    in silence.
    Source: Guo et al. 2017, "On calibration of modern neural networks" (temperature scaling).
    """
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    confidence = 1.0 / (1.0 + math.pow((1.0 - share) / share, TEMPER))
    return min(confidence, TOLD) if LABEL_SHAPE.fullmatch(raw) else confidence


def _literal(raw: str, atom: Atom, mark: ListMark | None) -> str:
    if atom.kind is AtomKind.LABEL and mark is not None:
        return mark.text
    return repair_symbol(raw) if atom.kind is AtomKind.FIGURE else raw


def _case_near(atoms: list[Atom], at: int, atom: Atom, word: str) -> int:
    """The token's case; what the engine makes capitals of is judged by the words around."""
    case = case_of(atom.raw)
    letters = sum(c.isalpha() for c in atom.raw)
    if case == TITLE and letters > 1:
        return LOWER if atom.raw[0] == "I" and word[0] == "l" else case  # "Iy" for "lý"
    if case == TITLE:  # a lone capital among capitals is one of them
        return CAPITALS if _among_capitals(atoms, at, atom) else case
    if case == CAPITALS and letters == len(atom.raw) == 2:  # "BO" for "Bộ": a capital O
        return CAPITALS if _among_capitals(atoms, at, atom) else TITLE
    return case


def _among_capitals(atoms: list[Atom], at: int, atom: Atom) -> bool:
    """Whether the words before a token are in capitals; at a line's beginning, those after it."""
    before = [a for a in atoms[max(0, at - 2) : at] if _beside(a, atom)]
    near = before or [a for a in atoms[at + 1 : at + 3] if _beside(a, atom)]
    return bool(near) and all(case_of(a.raw) == CAPITALS for a in near)


def _beside(other: Atom, atom: Atom) -> bool:
    return other.kind is AtomKind.WORD and other.line == atom.line


def _cased(word: str, case: int, *, first: bool) -> str:
    if case == CAPITALS:
        return word.upper()
    return word.capitalize() if case == TITLE and first else word
