"""The lines of held documents that say what a question asks: sentences, list items, table rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import SourceText
from search.evidence import Evidence, Signals, Source
from search.matching import Match, rank
from search.question import Question
from search.sources import Found, Sources

Item = tuple[Evidence, tuple[str, ...], float]
_NEAR: Final = 8  # lines within which two pieces say one thing
READ: Final = 20  # passages that are read for a question
# Where a sentence, list item or paragraph ends; a list item's lines belong together.
_ENDS: Final = re.compile(r"\n\s*\n|(?<=[.;:])\s*\n|\n(?=\s*(?:[-+•*]|\d+[.)]|[a-zđ][.)])\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a document with how well they cover a question's topic.

    with_heading: coverage where the headings above count as well. heading_path: those headings.
    found: the search engine's score of the passage that it stands in.
    """

    evidence: Evidence
    heading_path: tuple[str, ...]
    match: Match
    with_heading: float
    found: float

    @property
    def score(self) -> float:
        """What pieces are ranked by."""
        return self.match.score + 0.5 * self.with_heading + 0.3 * self.found


def piece_row(piece: Piece) -> dict[str, object]:
    """A piece as a row of an answer."""
    return {
        "document": piece.evidence.document,
        "heading_path": list(piece.heading_path),
        "text": piece.evidence.quote,
        "line_start": piece.evidence.line_start,
        "line_end": piece.evidence.line_end,
    }


def pieces_about(
    question: Question,
    sources: Sources,
    within: set[str] | None,
    fits: Callable[[str], object] = bool,
) -> list[Piece]:
    """Pieces of the passages found that fit, best first.

    within: ids of the documents to look in, None for all. fits: whether a piece's text can answer.
    """
    if not question.words:
        return []
    found = sources.passages(question.folded, READ, within)
    names = {record.id: record.name for record in sources.held()}
    cut: dict[tuple[str, int, int], Item] = {}
    for hit in found:
        if hit.passage.document not in names:
            continue
        for piece in _pieces(hit, sources, names):
            place = (piece.document, piece.line_start, piece.line_end)
            cut.setdefault(place, (piece, hit.passage.heading_path, hit.score))
    return _ranked(question.words, [item for item in cut.values() if fits(item[0].quote)])


def signals(pieces: Sequence[Piece]) -> Signals:
    """How well the first of the pieces fits, and how far it is ahead of other places."""
    best, first = pieces[0], pieces[0].evidence
    others = (
        piece.score
        for piece in pieces[1:]
        if piece.evidence.document != first.document
        or abs(piece.evidence.line_start - first.line_start) > _NEAR
    )
    ahead = 1 - max(others, default=0.0) / best.score
    match = best.match
    return Signals(Source.LINES, match.coverage, best.with_heading, match.pairs, ahead, best.found)


def _ranked(topic: Sequence[str], items: Sequence[Item]) -> list[Piece]:
    texts = [piece.quote for piece, _, _ in items]
    headed = [" ".join((*path, piece.quote)) for piece, path, _ in items]
    whole = {match.index: match.coverage for match in rank(topic, headed)}
    ranked = []
    for match in rank(topic, texts):
        piece, path, score = items[match.index]
        ranked.append(Piece(piece, path, match, whole.get(match.index, match.coverage), score))
    return sorted(ranked, key=lambda piece: -piece.score)


def _pieces(hit: Found, sources: Sources, names: Mapping[str, str]) -> list[Evidence]:
    """The sentences and items of a passage, with their lines."""
    passage = hit.passage
    if passage.line_start < 1:
        return []
    lines = sources.lines(passage.document, passage.line_start, passage.line_end)
    source = SourceText(tuple(lines))  # of the passage alone
    ends = [match.end() for match in _ENDS.finditer(source.text)]
    found = []
    for begin, end in zip([0, *ends], [*ends, len(source.text)], strict=True):
        said = source.text[begin:end]
        if said.strip():
            first = source.line_at(begin + len(said) - len(said.lstrip())).number
            last = source.line_at(begin + len(said.rstrip()) - 1).number
            quote = " ".join(said.split())
            found.append(Evidence(passage.document, names[passage.document], first, last, quote))
    return found
