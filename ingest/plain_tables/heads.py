"""Heads of a task table in running lines, printed side by side, one below another, or damaged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.folding import fold

BAND = 14  # lines with text that heads may take, one word a line in narrow columns
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"\bs[t1]{2}\b|^\W{0,3}tt\b|\bso tt\b")),
    (
        "task",
        re.compile(
            r"\bn[o0]i dung(?: (?:cong viec|nhiem vu|thuc hien))?|(?:^|\W)(?:ten )?nhiem vu"
            r"|\bcong viec|\bhoat dong\b|\bdau viec|^\W*(?:stt|tt)\W+nhiem\b"
        ),
    ),
    (
        "lead",
        re.compile(
            r"ch[ui][ .]{0,2}tr[i!l]?(?![a-z])|(?:co ?quan|don vi|bo phan)[a-z, ]{0,12}"
            r"(?:thuc hien|tham muu)|phu trach|coquanchutr|trach nhiem"
        ),
    ),
    ("coordinating", re.compile(r"ph[o0]i h[o0]p|ph[o0]i$|p h[o0]p")),
    (
        "approving",
        re.compile(r"c[a-z]{1,2}p ?b[aă]n|ban hanh|hanh/|phe duyet|cap trinh|tham quyen"),
    ),
    (
        "deadline",
        re.compile(
            r"th[o0a]?[io]t? ?(?:gian|han)|tien do|thoi diem|lo trinh|thot|hoan thanh(?! nhiem)"
        ),
    ),
    ("product", re.compile(r"san ph[a-z]*m|ket qua(?: (?:dau ra|du kien))?|dau ra")),
    ("note", re.compile(r"ghi ch[uo]")),
)
_PROSE = re.compile(r"\W*(?:\d{1,2}[.)] |[a-zđ]\) |[-+] |dieu \d|[ivx]+[.] )")
_END = re.compile(
    r"^\W*(?:n[o0]i nh\w{1,3}\s?:|tm\.|kt\.|tl\.|phu luc\b|tong (?:cong|so)\b|ghi chu\s?:|luu\s?:)"
)
_ROW = re.compile(r"\W{0,3}\d{1,3}\b")
_SMALL_WORDS = re.compile(
    r"\b(?:stt|tt|so|noi|dung|cong|viec|nhiem|vu|thuc|hien|co|quan|don|vi|chu|tri|phoi|hop|thoi|gian"
    r"|hoan|thanh|han|san|pham|ket|qua|ghi|chu|du|kien|cap|ban|hanh|trinh|phe|duyet|de|xuat|tham|muu"
    r"|dau|ra|ten|cac|trach|tien|do|nguoi|hoat|dong|va|phu|giao|tiet|chi|bo|phan|lo|thuong)\b"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of one table.

    columns: names in the order found, "number" and "note" included. first, last: indexes of the
    band's lines. texts: the band's folded lines, to know them again on the next page. printed:
    the head of each column as read, where its words stand together. doubtful: a word for an
    office stands there that belongs to no column found, so that one more may be there.
    """

    columns: tuple[str, ...]
    first: int
    last: int
    texts: tuple[str, ...]
    printed: tuple[tuple[str, str], ...]
    doubtful: bool = False


def find_heads(lines: Sequence[str]) -> Iterator[Heads]:
    """Bands of heads in stripped lines, in order, not overlapping; repeated ones included."""
    folded = [fold(text) for text in lines]
    index = 0
    while index < len(lines):
        band = _band(lines, folded, index) if _head_line(folded[index]) else None
        if band is None:
            index += 1
        else:
            yield band
            index = band.last + 1


def is_end(folded: str) -> bool:
    """Whether a line ends a table: recipients, a signature, the next appendix, a total."""
    return _END.match(folded) is not None


def is_repeated(folded: str, heads: Heads) -> bool:
    """Whether a line is one of the table's heads again, on a later page."""
    if not folded or len(folded) > 110 or _PROSE.match(folded) or _ROW.match(folded):
        return False
    found = {name for name, pattern in _HEADS if pattern.search(folded)}
    if len(found) >= 2 and _share(folded) > 0.6:
        return True
    return any(
        len(text) > 7 and SequenceMatcher(None, folded, text, autojunk=False).ratio() > 0.72
        for text in heads.texts
        if abs(len(text) - len(folded)) < 0.4 * len(text)
    )


def head_names(text: str) -> tuple[str, ...]:
    """Names of the columns whose heads a line is, from left to right; none for other lines."""
    folded = fold(text)
    if not folded or len(folded) > 70 or not _head_line(folded):
        return ()
    found = {name: match.start() for name, pattern in _HEADS if (match := pattern.search(folded))}
    return tuple(sorted(found, key=lambda name: found[name]))


def _share(folded: str) -> float:
    """Share of a line's letters that are words of heads."""
    letters = len(re.sub(r"[^a-z]", "", folded))
    said = sum(len(match[0]) for match in _SMALL_WORDS.finditer(folded))
    return said / letters if letters else 0.0


def _head_line(folded: str) -> bool:
    """Whether a line may be a part of the heads: short or parted, no sentence, no list item."""
    if not folded or len(folded) > 120 or _PROSE.match(folded) or folded.endswith((".", ";", ":")):
        return False
    named = sum(pattern.search(folded) is not None for _, pattern in _HEADS)
    share = _share(folded)
    return share >= 0.7 or (named >= 2 and share >= 0.45)


def _band(lines: Sequence[str], folded: Sequence[str], index: int) -> Heads | None:
    """The band of heads from here, if it names a task's columns."""
    last, taken, misses = index, [index], 0
    for position in range(index + 1, min(len(lines), index + 2 * BAND)):
        if not folded[position]:
            continue
        if not _head_line(folded[position]) or len(taken) == BAND:
            short = len(folded[position]) < 40 and not re.match(
                r"\W*(?:[ivx1-9]+)\b", folded[position]
            )
            misses += 1
            if misses > 1 or not short:
                break
            continue
        taken, last, misses = [*taken, position], position, 0
    places = _places([folded[position] for position in taken])
    names = tuple(sorted(places, key=lambda name: places[name]))
    if "task" not in names or not {"lead", "coordinating"} & set(names) or len(set(names)) < 3:
        return None
    if not {"deadline", "product", "coordinating", "approving"} & set(names):
        return None
    joined = " ".join(folded[position] for position in taken)
    offices = len(re.findall(r"qu?an\b|don vi", joined))
    doubtful = offices > len({"lead", "coordinating"} & set(names)) and "coordinating" not in names
    texts = tuple(folded[position] for position in range(index, last + 1) if folded[position])
    return Heads(names, index, last, texts, _printed(lines, folded, taken), doubtful)


def _places(texts: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Where each column's head stands: in its line from left to right, then by line."""
    wide = max(len(text) for text in texts)
    stacked = sum(len(text) for text in texts) / len(texts) < 30 or wide < 45
    found: dict[str, tuple[float, int]] = {}
    for row, text in enumerate(texts):
        for name, pattern in _HEADS:
            if name not in found and (match := pattern.search(text)):
                found[name] = (row, match.start()) if stacked else (match.start() / wide, row)
    return found


def _printed(
    lines: Sequence[str], folded: Sequence[str], taken: Sequence[int]
) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for position in taken:
        for name, pattern in _HEADS:
            if name not in found and (match := pattern.search(folded[position])):
                found[name] = lines[position][match.start() : match.end()].strip()
    return tuple(found.items())
