"""The lines of held documents that say what a question asks: sentences, list items, table rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import SourceText
from search.evidence import Evidence
from search.matching import Match, rank
from search.question import Question
from search.sources import Found, Sources

READ: Final = 20  # passages that are read for a question
# Where a sentence, list item or paragraph ends; a list item's lines belong together.
_ENDS: Final = re.compile(r"\n\s*\n|(?<=[.;:])\s*\n|\n(?=\s*(?:[-+•*]|\d+[.)]|[a-zđ][.)])\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a document with how well they cover a question's topic.

    with_heading: coverage where the headings above count as well. heading_path: those headings.
    """

    evidence: Evidence
    heading_path: tuple[str, ...]
    match: Match
    with_heading: float

    @property
    def score(self) -> float:
        """What pieces are ranked by."""
        return self.match.score + 0.5 * self.with_heading


def pieces_about(
    question: Question,
    sources: Sources,
    within: set[str] | None,
    fits: Callable[[str], object] = bool,
) -> list[Piece]:
    """Pieces of the passages found that fit, best first.

    within: ids of the documents to look in, None for all. fits: whether a piece's text can answer.
    """
    if not question.topic:
        return []
    found = sources.passages(question.folded, READ, within)
    names = {record.id: record.name for record in sources.held()}
    cut: dict[tuple[str, int, int], tuple[Evidence, tuple[str, ...]]] = {}
    for hit in found:
        if hit.passage.document not in names:
            continue
        for piece in _pieces(hit, sources, names):
            place = (piece.document, piece.line_start, piece.line_end)
            cut.setdefault(place, (piece, hit.passage.heading_path))
    return _ranked(question.topic, [item for item in cut.values() if fits(item[0].quote)])


def _ranked(topic: Sequence[str], items: Sequence[tuple[Evidence, tuple[str, ...]]]) -> list[Piece]:
    texts = [piece.quote for piece, _ in items]
    headed = [" ".join((*path, piece.quote)) for piece, path in items]
    whole = {match.index: match.coverage for match in rank(topic, headed)}
    ranked = [
        Piece(*items[match.index], match, whole.get(match.index, match.coverage))
        for match in rank(topic, texts)
    ]
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
