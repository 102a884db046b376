"""A document to passages: outline sections, long ones split, tiny ones joined.

Every line that is not blank belongs to exactly one passage, so whatever search finds can be
shown by its lines, and nothing in a document is beyond search.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Passage, Reading, Section

LONGEST = 250
"""Words that a section may have before it is split at its sub-sections or paragraphs."""
SHORTEST = 60
"""Words below which a passage is joined with its neighbour under the same heading."""
TINY = 25
"""Words below which it is joined even to a neighbour with a heading of its own."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines first..last, from 1, both inclusive. bare: nothing but a heading."""

    first: int
    last: int
    words: int
    path: tuple[str, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Node:
    """A stretch of lines under one heading, and the stretches inside it."""

    first: int
    last: int
    heading_end: int
    path: tuple[str, ...]
    children: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of one document with their counts of words (index 0 is line 1)."""

    texts: tuple[str, ...]
    counts: tuple[int, ...]

    def words(self, first: int, last: int) -> int:
        return sum(self.counts[first - 1 : last])

    def trimmed(self, piece: _Piece) -> _Piece | None:
        """The piece without blank lines at its ends, None if nothing is left."""
        filled = [n for n in range(piece.first, piece.last + 1) if self.texts[n - 1].strip()]
        return replace(piece, first=filled[0], last=filled[-1]) if filled else None


def split(reading: Reading, document_id: str) -> list[Passage]:
    """Passages of a document in text order, ids "<document_id>#1" and on.

    A section of up to 250 words is one passage; a longer one is split at its sub-sections, then
    at paragraphs; neighbours of fewer than 60 words (25, if
    each has a heading of its own) are joined, under their parent's heading.
    `title` is the document's title (its file's name where it has none).
    """
    source = reading.source
    texts = tuple(line.text for line in source.lines)
    lines = _Lines(texts, tuple(len(text.split()) for text in texts))
    header = reading.header
    title = header.title or (header.attached.title if header.attached else "") or reading.name
    pieces = [kept for piece in _pieces(_tree(reading), lines) if (kept := lines.trimmed(piece))]
    return [
        Passage(
            id=f"{document_id}#{ordinal}",
            document=document_id,
            heading_path=piece.path,
            text="\n".join(texts[piece.first - 1 : piece.last]),
            line_start=piece.first,
            line_end=piece.last,
            page=source.lines[piece.first - 1].page,
            title=title,
        )
        for ordinal, piece in enumerate(pieces, 1)
    ]


def _tree(reading: Reading) -> _Node:
    """All lines as one node; sections that do not nest are cut so that they do."""
    total = len(reading.source.lines)
    ordered = sorted(
        (section for section in reading.sections if 1 <= section.line <= total),
        key=lambda section: (section.line, section.level),
    )
    return _Node(1, total, 0, (), _children(ordered, total))


def _children(sections: Sequence[Section], last: int) -> tuple[_Node, ...]:
    """Nodes of sections in order; each takes in those that begin before it ends."""
    nodes: list[_Node] = []
    at = 0
    while at < len(sections):
        section = sections[at]
        end = min(last, max(section.last_line, section.line))
        inside = at + 1
        while inside < len(sections) and sections[inside].line <= end:
            inside += 1
        heading_end = min(end, max(section.line, section.line_end))
        path = section.path or (section.heading,)
        nodes.append(
            _Node(section.line, end, heading_end, path, _children(sections[at + 1 : inside], end))
        )
        at = inside
    return tuple(nodes)


def _pieces(node: _Node, lines: _Lines) -> list[_Piece]:
    """The node's lines as pieces, in order, gapless."""
    count = lines.words(node.first, node.last)
    if count <= LONGEST and (node.path or not node.children):
        bare = node.path != () and lines.words(node.heading_end + 1, node.last) == 0
        return [_Piece(node.first, node.last, count, node.path, bare)]
    found: list[_Piece] = []
    start = node.first
    for child in node.children:
        found += _own(node, start, child.first - 1, lines)
        found += _pieces(replace(child, first=max(start, child.first)), lines)
        start = max(start, child.last + 1)
    found += _own(node, start, node.last, lines)
    return _joined(found, node.path)


def _own(node: _Node, first: int, last: int, lines: _Lines) -> Iterator[_Piece]:
    """Lines of a node outside its sub-sections, split at paragraphs where they are many."""
    start, count = first, 0
    for number in range(first, last + 1):
        here = lines.counts[number - 1]
        if count and count + here > LONGEST:
            yield _Piece(start, number - 1, count, node.path)
            start, count = number, 0
        count += here
        blank_next = number < last and lines.counts[number] == 0
        closed = blank_next or lines.texts[number - 1].rstrip().endswith((".", ";", ":"))
        if count >= LONGEST * 4 // 5 and closed:
            yield _Piece(start, number, count, node.path)
            start, count = number + 1, 0
    if start <= last:
        bare = node.path != () and start <= node.heading_end and last <= node.heading_end
        yield _Piece(start, last, count, node.path, bare)


def _joined(pieces: Sequence[_Piece], path: tuple[str, ...]) -> list[_Piece]:
    """Headings joined to what follows, and tiny neighbours to each other."""
    found: list[_Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and _fits(before, piece):
            found[-1] = _join(before, piece, path)
        else:
            found.append(piece)
    return found


def _fits(left: _Piece, right: _Piece) -> bool:
    empty = left.words == 0 or right.words == 0
    least = SHORTEST if left.path == right.path else TINY
    tiny = min(left.words, right.words) < least and left.words + right.words <= LONGEST
    return left.bare or empty or tiny


def _join(left: _Piece, right: _Piece, path: tuple[str, ...]) -> _Piece:
    """One piece of two neighbours; a heading alone takes the path of what it heads."""
    if left.bare or left.words == 0:
        kept = right.path
    elif right.words == 0 or left.path == right.path:
        kept = left.path
    else:
        kept = path
    both = left.bare and right.bare
    return _Piece(left.first, right.last, left.words + right.words, kept, both)
