"""The foot of a document: recipients, the signer's title and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.structure.headings import bare, shouted
from ingest.wording import LOWER, UPPER, any_of, loose
from kg.folding import fold

_RECIPIENTS: Final = re.compile(rf"{loose('noi')}\s+nh\S{{1,3}}\s*[:.;]?")
_TITLES: Final = any_of(
    "chu tich",
    "pho chu tich",
    "giam doc",
    "pho giam doc",
    "bo truong",
    "thu truong",
    "bi thu",
    "pho bi thu",
    "chanh van phong",
    "pho chanh van phong",
    "truong ban",
    "pho truong ban",
    "thu tuong",
    "pho thu tuong",
    "tong giam doc",
    "cuc truong",
    "truong phong",
    "hieu truong",
    "quyen chu tich",
    "pho truong phong",
    "tong bi thu",
    "uy vien",
)
_TITLE: Final = re.compile(rf"(?<![a-z])({_TITLES})(?![a-z])")
_AUTHORITY: Final = re.compile(r"^\W*(?:t\.?m|k\.?t|t\.?l|t\.?u\.?q)\s*\.")
_SURNAMES: Final = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly trinh dinh mai truong "
    "dao cao luong ha ta to chu luu thai vuong trieu kieu la lam tang thach doan quach lai bach "
    "nong giang chau khuat phung tong than tieu du kim son vi lo sung giang lau ma hau mua quang "
    "cam dam dong au luc phu nhan nghiem thieu tu van y h a dieu danh ta en".split()
)
_NAME: Final = re.compile(
    rf"(?<![^\W\d_])((?:[{UPPER}][^\W\d_]{{0,7}}\s+){{1,4}}[{UPPER}][^\W\d_]{{0,7}})\W{{0,4}}$"
)
_ZONE: Final = 46


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and to whom the document goes. line: of the signer's name, None unknown."""

    signer: str | None = None
    title: str | None = None
    recipients: tuple[str, ...] = ()
    line: int | None = None


def read_signature(lines: Sequence[str], first: int, last: int) -> Signature:
    """Read the foot within lines first..last (from 1) of one document."""
    start = _recipients_line(lines, first, last)
    low = max(first, (start or last - 25) - 14)
    high = min(last, start + _ZONE) if start else last
    zone = range(low, high + 1)
    title_lines = [n for n in zone if _has_title(lines[n - 1])]
    name, line = _signer(lines, zone, start, title_lines)
    return Signature(name, _title(lines, title_lines), _recipients(lines, start, high), line)


def _recipients_line(lines: Sequence[str], first: int, last: int) -> int | None:
    for number in range(first, last + 1):
        text, _ = bare(lines[number - 1])
        if _RECIPIENTS.match(fold(text).lstrip()) and len(text) < 1500:
            return number
    return None


def _has_title(line: str) -> bool:
    """A line of a signer's title: in capitals, alone, behind "KT." or beside the recipients."""
    text, _ = bare(line)
    capitals = " ".join(re.findall(rf"[{UPPER}]{{2,}}(?:\s+[{UPPER}]{{2,}})*", text))
    return len(text) < 1500 and _TITLE.search(fold(capitals)) is not None


def _title(lines: Sequence[str], title_lines: Sequence[int]) -> str | None:
    """Such as "PHÓ CHỦ TỊCH" below "KT. CHỦ TỊCH": the last title is the signer's own."""
    for number in reversed(title_lines):
        text, _ = bare(lines[number - 1])
        found = [m for m in _TITLE.finditer(fold(text)) if text[m.start()].isupper()]
        if found:
            return text[found[-1].start() : found[-1].end()].capitalize()
    return None


def _signer(
    lines: Sequence[str], zone: range, recipients: int | None, title_lines: Sequence[int]
) -> tuple[str | None, int | None]:
    """The person's name nearest below the last title; else any name at the foot."""
    found: list[tuple[int, int, str]] = []
    last_title = title_lines[-1] if title_lines else None
    for number in zone:
        text, _ = bare(lines[number - 1])
        name = person_name(text, beside_title=number in title_lines)
        if name is None:
            continue
        below = last_title is not None and number >= last_title
        after = recipients is not None and number > recipients
        found.append((2 * below + after, -abs(number - (last_title or zone[-1])), name))
    if not found:
        return None, None
    best = max(found)
    line = -best[1] + (last_title or zone[-1])
    return best[2], line if last_title else zone[-1] + best[1]


def person_name(text: str, *, beside_title: bool = False) -> str | None:
    """The Vietnamese person's name that a line is, or ends with beside a signer's title."""
    line = text.strip(" .,;:*_’‘'`\"|/\\")
    if not line or re.search(r"\d", line[-24:]) or line.lstrip().startswith(("-", "+")):
        return None
    if beside_title:
        titles = [m for m in _TITLE.finditer(fold(line)) if line[m.start()].isupper()]
        line = line[titles[-1].end() :].strip(" .,;:*_|") if titles else line
        line = re.sub(rf"^(?:[{UPPER}]{{2,}}\s+)+(?=[{UPPER}][{LOWER}])", "", line)
    found = _NAME.search(line)
    if found is None or (not beside_title and found.start() > 2):
        return None
    words = found[1].split()
    if not 2 <= len(words) <= 5 or fold(words[0]) not in _SURNAMES:
        return None
    if _TITLE.search(fold(found[1])) or (shouted(found[1]) and not beside_title and len(words) < 3):
        return None
    return " ".join(word.capitalize() for word in words) if shouted(found[1]) else " ".join(words)


def _without_signature(text: str) -> str:
    """Recipients alone, where a table's row holds the signature in its right column."""
    left, bar, right = text.partition("|")
    return left if bar and _has_title(right) else text


def _recipients(lines: Sequence[str], start: int | None, high: int) -> tuple[str, ...]:
    if start is None:
        return ()
    found: list[str] = []
    first, _ = bare(lines[start - 1])
    head = _RECIPIENTS.search(fold(first))
    rest = first[head.end() :] if head else ""
    rest = _without_signature(rest)
    if " - " in f" {rest}":
        return tuple(
            part.strip(" -;.")
            for part in re.split(r"\s-\s|;", f" {rest}")
            if len(part.strip(" -;.")) > 2
        )[:60]
    for number in range(start + 1, high + 1):
        text = _without_signature(lines[number - 1]).strip()
        if not text:
            continue
        if text[0] in "-–•+":
            found.append(text.strip("-–•+ ;."))
        elif found and text[:1].islower():
            found[-1] = f"{found[-1]} {text.strip(' ;.')}"
        elif _AUTHORITY.match(fold(text)) or _has_title(text) or found:
            break
    return tuple(entry for entry in found if entry)
