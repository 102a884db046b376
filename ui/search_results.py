"""A hit as JSON: its passage, the snippet that meets the query, what else says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.model import DocumentRecord, Passage
from search.duplicates import Text, differences, fold_duplicates
from search.engine import Hit
from search.snippets import Snippet, best, marks
from search.wanted import Wanted
from ui.views import Json

StateOf = Callable[[str, DocumentRecord | None], str | None]
PageOf = Callable[[str, int], int | None]


@dataclass(frozen=True, slots=True)
class Result:
    """A passage found, with the record of its document where it is held."""

    hit: Hit
    passage: Passage
    record: DocumentRecord | None

    @property
    def number(self) -> str | None:
        """The document's number; of a dataset's document its name."""
        return self.record.header.number if self.record else self.passage.document

    @property
    def title(self) -> str:
        """The document's title."""
        return (self.record.header.title if self.record else None) or self.passage.title

    def said(self) -> tuple[str, ...]:
        """All that is searched of the passage: title, headings, text."""
        return self.passage.title, *self.passage.heading_path, self.passage.text

    def compared(self) -> Text:
        """The passage as near-duplicates are told by it."""
        path = self.passage.heading_path
        heading = path[-1] if path and path[-1] != self.passage.title else ""
        return Text(self.passage.document, heading, self.passage.text)


@dataclass(frozen=True, slots=True)
class Folded:
    """A result with its near-duplicates among the results after it."""

    shown: Result
    others: tuple[Result, ...] = ()


def folded(results: Sequence[Result]) -> list[Folded]:
    """Results in their order, near-duplicates under the best of them."""
    groups = fold_duplicates([result.compared() for result in results])
    return [
        Folded(results[first], tuple(results[other] for other in others))
        for first, others in groups
    ]


def as_json(item: Folded, query: Wanted, state_of: StateOf, page_of: PageOf) -> Json:
    """The contract's keys of a hit, and what the snippet, the duplicates and the registry add."""
    result, passage = item.shown, item.shown.passage
    found = best(passage.text, query)
    return {
        "passage": passage.id,
        "document": passage.document,
        "number": result.number,
        "title": result.title,
        "heading_path": list(passage.heading_path),
        "line_start": passage.line_start or None,
        "line_end": passage.line_end or None,
        "page": passage.page,
        "text": passage.text,
        "score": round(result.hit.score, 4),
        "lexical": round(result.hit.lexical, 4),
        "dense": round(result.hit.dense, 4),
        "found_by": str(result.hit.found_by),
        "state": state_of(passage.document, result.record),
        "held": result.record is not None,
        "snippet": _snippet(found, passage, page_of),
        "heading_marks": [_pairs(marks(part, query)) for part in passage.heading_path],
        "duplicates": [_duplicate(other, result) for other in item.others],
    }


def _snippet(found: Snippet, passage: Passage, page_of: PageOf) -> Json:
    line = passage.line_start + found.line if passage.line_start else None
    page = passage.page
    if page is not None and line is not None and found.line:
        page = page_of(passage.document, line) or page
    return {
        "text": found.text,
        "marks": _pairs(found.marks),
        "line": line,
        "page": page,
        "cut_before": found.before,
        "cut_after": found.after,
    }


def _pairs(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _duplicate(other: Result, shown: Result) -> Json:
    told = differences(shown.passage.text, other.passage.text)
    return {
        "passage": other.passage.id,
        "document": other.passage.document,
        "number": other.number,
        "title": other.title,
        "line_start": other.passage.line_start or None,
        "differs": [{"here": one.here, "there": one.there} for one in told],
    }
