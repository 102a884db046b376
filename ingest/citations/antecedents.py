"""Which document a pointing word means: the one that says it, or the nearest named before.

"Quyết định này" in a decision is the decision; inside a passage that amends another document it
is that one; of any other type it is the nearest document of the type named before, unless two
stand equally near: then it stays open, never guessed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.pointing import Pointer
from ingest.clauses import Clauses
from ingest.wording import any_of
from kg.folding import fold
from kg.model import Header, Mention, Section
from kg.terms import DocumentType, MentionType, Relation

_NEAR: Final = 1500
_FAR: Final = 8000
"""Characters back in which "này" and "nêu trên" find their document."""
_LONGEST_PASSAGE: Final = 20_000
_QUOTES: Final = re.compile(r"[“”]")
_PROMULGATED: Final = re.compile(
    r"(?:^|\s)(?:ban hanh|phe duyet|thong qua|kem theo)\s+(?:kem theo\s+\S+\s+\S+\s+nay\s+)?"
    r"(?:ban\s+)?(?P<type>"
    + any_of("quy che", "quy dinh", "ke hoach", "chuong trinh", "de an", "quy hoach", "dieu le")
    + "|"
    + any_of("chien luoc", "noi quy", "phuong an", "huong dan", "du an")
    + ")"
)
_AMENDS: Final = frozenset({Relation.AMENDS, Relation.SUPPLEMENTS})
_ANYTHING: Final = frozenset({"van ban"})


@dataclass(frozen=True, slots=True)
class Itself:
    """The document that says the pointing word, or what is attached to it."""


Antecedent = Itself | Mention | None


class Antecedents:
    """Knows what was named before each place of one text.

    mentions: numbered and named ones, in text order, with the offsets of the clean text.
    """

    def __init__(
        self,
        folded: str,
        clauses: Clauses,
        header: Header,
        sections: Sequence[Section],
        mentions: Sequence[Mention],
    ) -> None:
        self.folded, self.clauses, self.header = folded, clauses, header
        self.mentions = mentions
        self.starts = [mention.text_start for mention in mentions]
        self.own = frozenset(_own_types(header, sections))
        self.passages = list(_passages(folded))

    def of(self, pointer: Pointer) -> Antecedent:
        """What the pointer means; None where nothing, or more than one, fits."""
        if pointer.many:
            return None
        if pointer.defined is not None:
            return self._defined(pointer)
        passage = self._passage(pointer.start)
        if passage is not None and not pointer.back:
            return self._amended(passage, pointer)
        if not pointer.back and not pointer.ordinal and self._is_own(pointer):
            return Itself()
        found = self._before(pointer)
        if found is None and pointer.back and pointer.word in self.own:
            main = fold(self.header.type or "")
            return Itself() if pointer.word != main else None
        return found

    def _is_own(self, pointer: Pointer) -> bool:
        if pointer.word not in _ANYTHING:
            return pointer.word in self.own
        start = self.clauses.start_of(pointer.start)
        return pointer.capital and not any(self._between(start, pointer.start))

    def _before(self, pointer: Pointer) -> Mention | None:
        """The nearest fitting document named before, if no other stands equally near."""
        low = max(0, pointer.start - (_FAR if pointer.back or pointer.ordinal else _NEAR))
        fitting = [m for m in self._between(low, pointer.start) if self._fits(m, pointer)]
        if not fitting:
            return None
        nearest = fitting[-1]
        if pointer.ordinal:
            return nearest if len({_document(m) for m in fitting}) == 1 else None
        start = self.clauses.start_of(nearest.text_start)
        rivals = {_document(m) for m in fitting if m.text_start >= start}
        return nearest if len(rivals) == 1 else None

    def _between(self, low: int, high: int) -> Iterator[Mention]:
        """Mentions named in [low, high), titles quoted left out."""
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        return (m for m in self.mentions[first:last] if m.role != "quoted_title")

    def _fits(self, mention: Mention, pointer: Pointer) -> bool:
        if pointer.ordinal and (mention.number or "").lstrip("0") != pointer.ordinal.lstrip("0"):
            return False
        if pointer.word in _ANYTHING or mention.type == pointer.type:
            return True
        title = _PROMULGATED.match(fold(mention.title or ""))
        return title is not None and title["type"] == pointer.word

    def _defined(self, pointer: Pointer) -> Antecedent:
        """What stands before the bracket that defines a short form: titles quoted count too."""
        at = pointer.defined or 0
        first = bisect_left(self.starts, self.clauses.start_of(at))
        named = self.mentions[first : bisect_left(self.starts, at)]
        fitting = [m for m in named if m.type == pointer.type]
        if fitting:
            return fitting[-1]
        return Itself() if pointer.word in self.own else None

    def _passage(self, at: int) -> tuple[int, int] | None:
        """The passage to be put into another document that holds this place."""
        index = bisect_left(self.passages, (at + 1, 0)) - 1
        return self.passages[index] if index >= 0 and at < self.passages[index][1] else None

    def _amended(self, passage: tuple[int, int], pointer: Pointer) -> Mention | None:
        """The document that the passage is put into: the one last said to be amended."""
        index = bisect_left(self.starts, passage[0])
        amended = [
            m
            for m in self.mentions[max(0, index - 60) : index]
            if (m.relation in _AMENDS or m.mention_type is MentionType.NAMED_LAW_EMBEDDED)
            and m.mention_type is not MentionType.SELF
            and m.type == pointer.type
            and self._passage(m.text_start) is None
        ]
        if not amended:
            return None
        start = self.clauses.start_of(amended[-1].text_start)
        rivals = {_document(m) for m in amended if m.text_start >= start}
        return amended[-1] if len(rivals) == 1 else None


def _document(mention: Mention) -> tuple[str | None, str | None]:
    """What tells two documents apart where both have a number, or both only a name."""
    return (mention.canonical, None if mention.canonical else fold(mention.title or ""))


def _own_types(header: Header, sections: Sequence[Section]) -> Iterator[str]:
    """Folded words for the document itself: its type, that of what it promulgates."""
    if header.type and header.type != DocumentType.OTHER:
        yield fold(header.type)
    if header.attached:
        yield fold(header.attached.type)
    for title in (header.title, *(s.heading for s in sections if s.level == 1)):
        said = _PROMULGATED.search(fold(title or "")[:120])
        if said is not None:
            yield said["type"]


def _passages(folded: str) -> Iterator[tuple[int, int]]:
    """Spans of text in quotation marks that a colon announces: "… như sau: “Điều 5. …”"."""
    opened: int | None = None
    depth = 0
    for mark in _QUOTES.finditer(folded):
        if mark[0] == "“":
            announced = folded[max(0, mark.start() - 12) : mark.start()].rstrip().endswith(":")
            if opened is None or (announced and mark.start() - opened > _LONGEST_PASSAGE):
                opened, depth = (mark.start(), 1) if announced else (None, 0)
            else:
                depth += 1
        elif opened is not None:
            depth -= 1
            if depth == 0:
                yield opened, mark.start()
                opened = None
