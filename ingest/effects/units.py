"""A document's text as units of law: article, clause, point, dash; each with what governs it.

"2. Bãi bỏ các văn bản sau:" governs "a) Nghị định số …;". What stands between quotation marks over
whole lines is the wording of another document ("… như sau: “Điều 5. …”") and says nothing here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.paragraphs import ARTICLE, LETTER, NUMBER, PART, PLAIN, Paragraph, paragraphs
from ingest.wording import UPPER
from kg.model import Section, SourceText
from kg.terms import SectionKind

_STOP: Final = re.compile(
    r"(?<![\s.(][A-ZĐ\d])(?<![\s.(]\d\d)(?<!\sTP)(?<!\sTX)(?<!\sTT)(?<![\s.])[.!?][”\"’)]?\s+"
    rf"(?=[“\"‘(]?[{UPPER}])"
)
_APPENDIX: Final = re.compile(r"(?i:ph[ụu] l[ụu]c)")
_FIGURES: Final = re.compile(r"\d+[a-zđ]?")
_DAMAGED_MARK: Final = re.compile(r"\W*\S{2,6}\s+\d{1,3}[a-z]?[.:]\s*")
_LABEL: Final = re.compile(r"[a-zđ]")
_OPEN, _CLOSE = "“", "”"
LONGEST_SENTENCE: Final = 8000
"""Characters; a longer one is read in pieces, so that cost stays linear."""
LONGEST_QUOTE: Final = 3000
"""Units that quoted wording may span; a mark that never closes quotes its own unit only."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph with its place. Offsets into the clean text, the list mark left out.

    parent: index of the unit that it stands under, None at the top. clause: "khoản 2 Điều 40";
    None outside articles. quoted: wording of another document. attached: in an appendix.
    """

    start: int
    end: int
    rank: float
    parent: int | None
    clause: str | None
    quoted: bool = False
    attached: bool = False


def split_units(source: SourceText, sections: Sequence[Section]) -> list[Unit]:
    """Units in text order. Linear in the text's length."""
    return list(_Splitter(source, sections).units())


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of text[start:end]."""
    at = start
    for stop in _STOP.finditer(text, start, end):
        yield from _pieces(at, stop.end())
        at = stop.end()
    yield from _pieces(at, end)


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST_SENTENCE):
        yield at, min(end, at + LONGEST_SENTENCE)


class _Splitter:
    """Walks the paragraphs with a stack of the units that are open."""

    def __init__(self, source: SourceText, sections: Sequence[Section]) -> None:
        self.source, self.text = source, source.text
        self.paragraphs = paragraphs(source)
        self.articles = {
            s.line: found[0]
            for s in sections
            if s.kind is SectionKind.ARTICLE and (found := _FIGURES.search(s.label))
        }
        self.appendix = _first_appendix(sections)
        self.stack: list[tuple[float, int, str]] = []
        self.ends: list[str] = []

    def units(self) -> Iterator[Unit]:
        quoted = self._quoted()
        for index, paragraph in enumerate(self.paragraphs):
            start, end = self._span(paragraph)
            rank, label = self._rank(paragraph)
            inside = index in quoted
            if inside:
                rank = float(PLAIN)
            parent = self._parent(rank, inside=inside)
            clause = self._clause(label, rank)
            attached = self.appendix is not None and paragraph.line_start >= self.appendix
            yield Unit(start, end, rank, parent, clause, inside, attached)
            self._open(index, rank, label, inside=inside)
            self.ends.append(self.text[max(start, end - 2) : end].strip())

    def _span(self, paragraph: Paragraph) -> tuple[int, int]:
        first, last = paragraph.line_start - 1, paragraph.line_end - 1
        start = self.source.text_starts[first]
        line = self.source.lines[first].text
        head = paragraph.text[:12].strip()
        skip = line.find(head) if head and len(paragraph.starts) else 0
        if skip < 0:
            skip = len(line) - len(line.lstrip())
        if paragraph.line_start in self.articles and not paragraph.mark:
            damaged = _DAMAGED_MARK.match(line)  # "Picu 2." is an article to the outline
            skip = damaged.end() if damaged else skip
        end = self.source.text_starts[last] + len(self.source.lines[last].text.rstrip())
        return start + skip, max(start + skip, end)

    def _rank(self, paragraph: Paragraph) -> tuple[float, str]:
        article = self.articles.get(paragraph.line_start)
        if article:
            return float(ARTICLE), article
        found = (_FIGURES if paragraph.rank != LETTER else _LABEL).search(paragraph.mark.lower())
        return float(paragraph.rank), found[0] if found else ""

    def _parent(self, rank: float, *, inside: bool) -> int | None:
        """The open unit above; units of a lower or equal rank close."""
        if inside:
            return self.stack[-1][1] if self.stack else None
        if rank == PLAIN:
            after = self.ends[-1] if self.ends else ""
            while self.stack and self.stack[-1][0] % 1 and not after.endswith((";", ":", ",")):
                self.stack.pop()
        else:
            while self.stack and self.stack[-1][0] >= rank:
                self.stack.pop()
        return self.stack[-1][1] if self.stack else None

    def _open(self, index: int, rank: float, label: str, *, inside: bool) -> None:
        if inside:
            return
        if rank != PLAIN:
            self.stack.append((rank, index, label))
            return
        start, end = self._span(self.paragraphs[index])
        if self.text[start:end].rstrip().endswith(":"):
            while self.stack and self.stack[-1][0] % 1:
                self.stack.pop()
            top = self.stack[-1][0] if self.stack else float(PART)
            self.stack.append((top + 0.5, index, ""))

    def _clause(self, label: str, rank: float) -> str | None:
        """Such as "điểm a khoản 2 Điều 40", from the innermost to the article."""
        path = [*((r, text) for r, _, text in self.stack), (rank, label)]
        words = []
        for level, text in reversed(path):
            if level == LETTER and text:
                words.append(f"điểm {text}")
            elif level == NUMBER and text:
                words.append(f"khoản {text}")
            elif level == ARTICLE:
                return " ".join([*words, f"Điều {text}"])
        return None

    def _quoted(self) -> set[int]:
        """Indices of paragraphs that are another document's wording."""
        found: set[int] = set()
        index, total = 0, len(self.paragraphs)
        while index < total:
            text, mark = self.paragraphs[index].text, self.paragraphs[index].mark
            opens = text[:1] == _OPEN or mark[:1] == _OPEN
            last = index
            if opens or text.count(_OPEN) > text.count(_CLOSE):
                last = self._closing(index)
                found.update(range(index if opens else index + 1, last + 1))
            index = last + 1
        return found

    def _closing(self, first: int) -> int:
        """Index of the paragraph where the quotation mark opened in `first` is closed."""
        depth = 0
        for index in range(first, min(first + LONGEST_QUOTE, len(self.paragraphs))):
            text = self.paragraphs[index].text
            depth += text.count(_OPEN) - text.count(_CLOSE)
            if depth <= 0:
                return index
        return first


def _first_appendix(sections: Sequence[Section]) -> int | None:
    lines = [s.line for s in sections if s.kind is SectionKind.APPENDIX]
    parts = [s.line for s in sections if s.level == 1 and s.kind is SectionKind.PART][1:]
    return min([*lines, *parts], default=None)
