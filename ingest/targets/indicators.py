"""What a figure measures: the words around it, without how it is meant."""

import re

from ingest.figures import Figure
from ingest.paragraphs import Paragraph
from ingest.targets.stretches import Stretch
from kg.folding import fold

_LEAD_IN = re.compile(
    r"^(?:/\s?(?:nam|quy|thang|tuan)\b|[-+•*,;:.\s/≥≤<>=]"
    r"|(?:phan dau|dat(?! dai)|co(?! so| quan| che| cau| hoi| ban)"
    r"|dam bao|bao dam|va|trong do|den (?:het |cuoi )?nam \d{4}|(?:trong )?nam \d{4}"
    r"|(?:h[ah]ng|moi) nam|duoc|hoan thanh viec|gom|tren|duoi|hon|it nhat|toi thieu|tu|khoang"
    r"|cu the|con|voi)(?!\w))[\s,:]*"
)
_TAIL = re.compile(
    r"(?:[\s,:;.(+≥≤<>=-]|\b(?:dat|la|tren|duoi|hon|(?<!dien )tu"
    r"|ty le|den|bang|o muc|muc|it nhat|toi da"
    r"|t\w{1,3} thi\w{1,3}u|khong qua|phai|duoc|va|co|phan dau|thuc hien|con|khoang"
    r"|den (?:het |cuoi )?nam 20\d\d|(?<!so voi )nam 20\d\d|vao|nam trong|trong|thuoc))+$"
)
_CHANGE = re.compile(r"(?:tang|giam|cao|thap)(?: them| hon)? so voi\b|(?:tang|giam)(?: them)?$")


def indicators(item: Paragraph, figure: Figure, part: Stretch) -> list[tuple[int, str]]:
    """(offset, words) of what a figure measures; several where a list shares one figure.

    None where the part names nothing: it goes on with what the figure before measures.
    """
    before = item.text[part.start : figure.start]
    after = item.text[figure.end : part.end]
    if _is_shared(item.folded[part.start : figure.start]):
        found, position = [], part.start
        for piece in before.rstrip(": ").split(";"):
            if len(piece.split()) >= 3:
                found.append((position, _tidy(piece)))
            position += len(piece) + 1
        return found
    words = _tidy(before), _tidy(after)
    start = part.start if len(words[0].split()) >= 3 else figure.start
    if len(" ".join(words).split()) <= 1:
        return []  # the thing measured stands elsewhere
    return [(start, _join(*words, figure.unit))]


def going_on(words: str, last: str) -> str:
    """What a figure measures if its words only tell how it changes ("tăng so với năm trước")."""
    bare = _CHANGE.match(fold(words))
    return f"{last} {words[:1].lower()}{words[1:]}" if bare and last else words


def _is_shared(before: str) -> bool:
    return ";" in before and re.search(r":[^;:]{0,30}$", before) is not None


def _join(before: str, after: str, unit: str | None) -> str:
    """The measured thing: mostly on one side of the figure only."""
    if len(before.split()) < 3:
        named = before or {"%": "Tỷ lệ", "hạng": "Thứ hạng"}.get(unit or "", "Số")
        return f"{named} {after}".strip()
    if len(after.split()) < 3:
        return before
    return f"{before} {after}"


def _tidy(words: str) -> str:
    """Without lead-ins ("phấn đấu đạt"), comparators and punctuation around."""
    start, end = 0, len(words)
    folded = fold(words)
    while match := _LEAD_IN.match(folded[start:]):
        if not match.end():
            break
        start += match.end()
    if match := _TAIL.search(folded[start:]):
        end = start + match.start()
    return re.sub(r"\s?\btrở (?:lên|xuống)\b", "", words[start:end]).strip(" ,;:.-+")
