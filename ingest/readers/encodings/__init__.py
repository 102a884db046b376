"""Text in a legacy encoding of Vietnamese to Unicode, places kept.

TCVN3 (ABC, the fonts whose names begin with ".Vn"), VNI, VIQR, Windows-1258, VISCII, VPS, and
UTF-8 that was taken for Windows-1252. Works on characters, so that Word, PDF and web pages are
read as well as files of bytes. Tables: reference/legacy_encodings.csv.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.encodings.codes import Encoding
from ingest.readers.encodings.edit import Edit, edited
from ingest.readers.encodings.edits import edits_of
from ingest.readers.encodings.runs import candidates, runs

Pieces = tuple[tuple[int, int, int, int], ...]

# ".VnTimeH", in PDF also "ABCDEF+.VnTimeH,Bold" or "ABCDEF+.VnArialH-Italic".
CAPITAL_FONT = re.compile(r"(?:[A-Z]{6}\+)?\.Vn\w*H(?:[,-].*)?", re.ASCII | re.IGNORECASE)

SECOND = 20.0  # nats that a further encoding must have
BETTER = 6.0  # nats by which another encoding must explain a line better: two words

__all__ = ["DecodedLine", "Encoding", "decode_legacy", "decode_lines", "shown_by_font"]


@dataclass(frozen=True, slots=True)
class DecodedLine:
    """A line in Unicode. pieces: as in `kg.model.Line`; empty where columns are the same."""

    text: str
    pieces: Pieces = ()
    encoding: Encoding | None = None


def decode_legacy(lines: Sequence[str]) -> tuple[list[str], Encoding | None]:
    """Lines in Unicode, and the encoding of most of what was not; None: nothing was changed.

    >>> decode_legacy(["Céng hßa x· héi chñ nghÜa ViÖt Nam"])
    (['Cộng hòa xã hội chủ nghĩa Việt Nam'], <Encoding.TCVN3: 'TCVN3'>)
    """
    decoded = decode_lines(lines)
    found = Counter(line.encoding for line in decoded if line.encoding is not None)
    return [line.text for line in decoded], found.most_common(1)[0][0] if found else None


def decode_lines(lines: Sequence[str]) -> list[DecodedLine]:
    """Each line in Unicode, with pieces where a letter had more codes than one.

    Only runs of words that an encoding makes Vietnamese are decoded. A text may mix Unicode and
    several encodings; within one line, one of them. Linear in the text's length.
    """
    result = [DecodedLine(line) for line in lines]
    left = candidates(lines)
    numbers = list(range(len(lines)))
    while left and numbers:
        texts = [lines[number] for number in numbers]
        tried = {encoding: runs(texts, encoding) for encoding in left}
        best = max(left, key=lambda encoding: tried[encoding].gain)
        if len(numbers) < len(lines) and tried[best].gain < SECOND:
            break
        edits_in = edits_of(best, texts)
        others = [tried[encoding].gains for encoding in left if encoding is not best]
        for at, places in tried[best].lines.items():
            enough = max(0.0, tried[best].gains[at]) + BETTER
            if any(gains.get(at, 0.0) > enough for gains in others):
                continue  # its turn comes
            edits = _chosen(texts[at], edits_in(texts[at]), places)
            result[numbers[at]] = _decoded(texts[at], edits, best)
        numbers = [number for number in numbers if result[number].encoding is None]
        left = [encoding for encoding in left if encoding is not best and tried[encoding].lines]
    return result


def _chosen(line: str, edits: list[Edit], places: frozenset[int] | None) -> list[Edit]:
    """Edits of the words (parted by blanks) at these places; of all where places is None."""
    if places is None:
        return edits
    kept, start, at = [], 0, 0
    for place, word in enumerate(line.split(" ")):
        end = start + len(word)
        while at < len(edits) and edits[at].start < end:
            if place in places:
                kept.append(edits[at])
            at += 1
        start = end + 1
    return kept


def _decoded(line: str, edits: Sequence[Edit], encoding: Encoding) -> DecodedLine:
    pieces = () if all(len(e.text) == e.end - e.start for e in edits) else _pieces(line, edits)
    return DecodedLine(edited(line, edits), pieces, encoding)


def _pieces(line: str, edits: Sequence[Edit]) -> Pieces:
    """A piece for each stretch of kept or equally long text, and one for each other edit."""
    pieces: list[tuple[int, int, int, int]] = []
    length = at = 0  # where the piece now open begins, in text and line
    shift = 0  # text column less line column
    for edit in edits:
        if len(edit.text) == edit.end - edit.start:
            continue
        if edit.start > at:
            pieces.append((length, edit.start + shift, at, edit.start))
        begin = edit.start + shift
        length, at = begin + len(edit.text), edit.end
        pieces.append((begin, length, edit.start, edit.end))
        shift = length - at
    if at < len(line):
        pieces.append((length, len(line) + shift, at, len(line)))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def shown_by_font(text: str, font: str) -> str:
    """Text of a run as its font shows it: ".VnTimeH" and its like show small letters as capitals.

    Letters of ASCII only; `decode_lines` does the codes by the letters round them. For readers
    that know fonts.

    >>> shown_by_font("céng hßa", ".VnTimeH")
    'CéNG HßA'
    """
    if CAPITAL_FONT.fullmatch(font.strip()) is None:
        return text
    return "".join(char.upper() if char.isascii() else char for char in text)
