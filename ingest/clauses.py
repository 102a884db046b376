"""Sentences of running text over printed lines: where the one that holds an offset begins.

A scan breaks lines and puts blank lines into sentences, so neither ends a sentence alone: a list
mark, an opening word of a basis, or a stop before a capital does.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from ingest.wording import UPPER
from kg.folding import fold

_STOP: Final = re.compile(
    r"[.!?](?<![\s.(][A-ZĐ\d].)(?<![\s.(]\d\d.)(?<!\sTP.)(?<!\sTX.)(?<!\sTT.)(?<![\s.].)"
    r"[”\"’)]?\s+"
    rf"(?=[“\"‘(]?[{UPPER}])|\./\."
)
_MARK: Final = re.compile(
    r"^[ \t#>*_]*(?:[-+•–]\s?(?=\S)|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ¢]\)\s|[IVX1l|]{1,5}\.\s"
    r"|[ĐDP]i\S{1,2}u\s+\d{1,3}[.:]|\|)"
)
_OPENER: Final = re.compile(
    r"^\W{0,3}(?:c[a-z4@]{1,2}n\s*c[a-z]{1,3}\s|theo\s+[dp]\S{1,2}\s+(?:nghi|xuat)|xet\s"
    r"|quyet\s+[dpb]i?nh\s*:|no\S\s+nh)"
)
_BASIS_IN_LINE: Final = re.compile(
    # The first letter, then what stands before it: a scan for letters is fast.
    rf"[CTX](?<=[{UPPER};.,] .)(?:(?<=C)ăn cứ|(?<=T)heo đề (?:nghị|xuất)"
    r"|(?<=X)ét (?:đề nghị|Tờ trình))\s"
    r"|[UỦH](?<=[;.,] .)(?:(?:(?<=H)ội đồng|(?<!H)[yỷ] ban) nhân dân"
    r"|(?<=[;.] .)(?:(?<=U)B|(?<=H)Đ)ND) "
    r"(?=[^;.]{0,40}ban hành (?:Quyết|Nghị))"
)
_ISSUER: Final = re.compile(r"^\W{0,3}(?:uy ban nhan dan|ubnd|hoi dong nhan dan|chu tich)")
LONGEST: Final = 2500
"""Characters looked back for the head of a sentence; longer ones are cut there."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """Sentence starts of one text, ascending; `leads` gives a list item's governing line."""

    starts: tuple[int, ...]
    leads: dict[int, tuple[int, int]]
    length: int

    def start_of(self, offset: int) -> int:
        """Where the sentence that holds `offset` begins."""
        return max(self.starts[bisect_right(self.starts, offset) - 1], offset - LONGEST)

    def end_of(self, offset: int) -> int:
        """Where that sentence ends."""
        index = bisect_right(self.starts, offset)
        end = self.starts[index] if index < len(self.starts) else self.length
        return min(end, offset + LONGEST)

    def lead_of(self, offset: int) -> tuple[int, int] | None:
        """Span of the line ending in ":" that governs the list item of `offset`."""
        return self.leads.get(self.starts[bisect_right(self.starts, offset) - 1])


def split_clauses(text: str) -> Clauses:
    """Sentences of a whole document's clean text. Linear in its length."""
    starts = [0]
    leads: dict[int, tuple[int, int]] = {}
    lead: tuple[int, int] | None = None
    position, blank, before = 0, True, ""
    lines = text.split("\n")
    unwrapped = _unwrapped(lines)
    for line in lines:
        stripped = line.strip()
        marked = bool(stripped) and _MARK.match(line) is not None
        if stripped and (marked or _begins(stripped, before, blank=blank or unwrapped)):
            starts.append(position)
            if lead is not None and (marked or before.endswith((":", ";"))):
                leads[position] = lead
            elif not marked:
                lead = None
        if stripped.endswith(":"):
            end = position + len(line)
            lead = (max(starts[-1], end - LONGEST), end)
        blank, before = not stripped, stripped or before
        position += len(line) + 1
    starts += [stop.end() for stop in _STOP.finditer(text)]
    starts += [basis.start() for basis in _BASIS_IN_LINE.finditer(text)]
    return Clauses(tuple(sorted(set(starts))), leads, len(text))


def _unwrapped(lines: list[str]) -> bool:
    """Whether a line is a paragraph: a quarter of them are longer than any printed line."""
    filled = [len(line) for line in lines if line.strip()]
    return sum(length > 140 for length in filled) * 4 > len(filled)


def _begins(line: str, before: str, *, blank: bool) -> bool:
    """Whether an unmarked line opens a sentence of its own."""
    head = fold(line[:40])
    if _OPENER.match(head) and not line[:1].islower():
        return before[-1:] != "," or blank
    if _ISSUER.match(head) and before.endswith((";", ".", ":")):
        return True
    if not (blank or len(before) > 160):
        return before.endswith((":", ".", "./.")) and line[:1].isupper()
    return not line[:1].islower() and not before.endswith(",")
