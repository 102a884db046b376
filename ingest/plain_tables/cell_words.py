"""What the words of a line say about the cell it stands in: its kind, and where one begins."""

import re
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold

KIND = {
    "task": "task",
    "lead": "office",
    "coordinating": "office",
    "approving": "office",
    "deadline": "deadline",
    "product": "product",
}
"""Kind of cell of each column."""
UNKNOWN = {"office": -0.9, "deadline": -2.2, "product": -1.3}  # weight of a word not listed
DATE = 2.5  # weight of a number in a deadline
_TOKEN = re.compile(r"\||[^\s|]+")
_WORDS = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(
    r"\W*(?:\d{1,2}(?:[/.-]\d{1,4}){1,2}|(?:i{1,3}|iv|1{2,3})[/-]20\d\d|20\d\d)\W*"
)
_STARTS = {
    "office": re.compile(
        r"\W?(?:so|ubnd|hdnd|uy ban|cac|phong|"
        r"van phong|trung tam|cong an|cong chuc|bo|ban|hoi|mat tran"
        r"|don vi|co quan|doanh nghiep|chi cuc|cuc|doan|benh vien|thanh tra|truong"
        r"|chu tich|giam doc"
        r"|chanh|thu truong|nguoi|lanh dao|ngan hang|vien|bao|dai|kho bac|thue|cong ty|tong cong ty"
        r"|thon|to|vp|lien doan|toa an|tinh|thanh pho|hop tac|can bo|cap|tat ca|nha|hiep hoi"
        r"|quy(?! (?:i|1|\d))|chi nhanh|bql)\b"
    ),
    "deadline": re.compile(
        r"\W?(?:quy (?:i|1|\d|4)|quy$|thang|thuong xuyen|thuong$|h[ah]ng (?:nam|quy|thang|tuan)"
        r"|h[ah]ng$|truoc|nam|20\d\d|\d{1,2}/\d|ngay|dinh ky|theo|tu|den|trong|het|khi|sau|lien tuc"
        r"|xong|hoan thanh|giai doan|ngay tu|6 thang|cuoi|dau|hai|thoi gian)\b"
    ),
    "product": re.compile(
        r"\W?(?:ke hoach|bao cao|quyet dinh|van ban|nghi quyet|hoi nghi|huong dan|thong bao"
        r"|to trinh"
        r"|danh muc|cong van|de an|chuong trinh|quy che|bien ban|bang|du lieu|he thong|phan mem"
        r"|ket qua|ho so|cac|du thao|chi thi|cuoc|lop|tai lieu|phuong an|tin|bai|mo hinh|100|vbqppl"
        r"|thong tu|de xuat|quy trinh|ty le|so lieu)\b"
    ),
}
# Words after which a name goes on: "thuộc UBND xã", "các phòng, ban".
_GOES_ON = frozenset("thuoc cua va voi cac cap theo do qua so phong ban tu truoc den trong".split())


_BEFORE_NUMBER = frozenset("ngay nam thang quy truoc den tu i ii iii iv".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word with where it stands in its line; `bar`: a bar stands before it."""

    text: str
    folded: str
    start: int
    end: int
    bar: bool


def line_tokens(text: str) -> tuple[Token, ...]:
    """Words of a line. A bar is no word, but is remembered by the word after it."""
    tokens, bar = [], False
    for match in _TOKEN.finditer(text):
        if match[0] in "|[]":
            bar = True
            continue
        tokens.append(Token(match[0], fold(match[0]), match.start(), match.end(), bar))
        bar = match[0].endswith("]")
    return tuple(tokens)


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in corpus.table("cell_words"):
        found.setdefault(row["kind"], {})[row["word"]] = float(row["weight"])
    return found


@lru_cache(maxsize=20_000)
def weight(kind: str, folded: str) -> float:
    """Log P(word | cell of this kind) / P(word | task), about; 0 for marks without letters."""
    if kind == "task":
        return 0.0
    if kind == "deadline" and _NUMBER.fullmatch(folded):
        return DATE
    words = _WORDS.findall(folded)
    if not words:
        return 0.0
    known = _weights()[kind]
    return min(known.get(word, UNKNOWN[kind]) for word in words)


@lru_cache(maxsize=20_000)
def follows(kind: str, before: str, after: str) -> bool:
    """Whether two words (folded) follow one another in a cell of this kind ("Công", "nghệ")."""
    if kind == "task":
        return False
    first, second = _WORDS.findall(before)[-1:], _WORDS.findall(after)[:1]
    if not first or not second:
        return before.endswith(("-", ",", ";")) or after.startswith(("-", ","))
    if kind == "deadline" and second[0].isdigit():
        return first[0] in _BEFORE_NUMBER or before.endswith(("-", "–", "/"))
    return f"{first[0]} {second[0]}" in _weights()[f"{kind} pair"]


def starts_cell(kind: str, folded: str, text: str) -> bool:
    """Whether a text, from here on, begins a cell of this kind: a capital, or a number."""
    first = text.lstrip("“\"'‘-+ ")[:1]
    if kind == "task":
        return first.isupper()
    pattern = _STARTS[kind]
    return (first.isupper() or first.isdigit()) and pattern.match(folded) is not None


def goes_on(before: str) -> bool:
    """Whether the word before (folded) asks for more, so that no cell ends with it."""
    return before.endswith((",", ";", "-", "/", "(")) or before in _GOES_ON
