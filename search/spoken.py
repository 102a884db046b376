"""A question's words as the rest reads them: folded, abbreviations written out."""

import re
import unicodedata
from functools import cache
from typing import Final

import corpus
from kg.authorities import expand_abbreviations
from kg.folding import fold, tokens

# Written short in messages; expanded before anything else. Legal abbreviations are kg's.
_CHAT: Final = {
    "dc": "duoc",
    "đc": "duoc",
    "k": "khong",
    "ko": "khong",
    "hok": "khong",
    "chx": "chua",
    "kh": "ke hoach",
    "qd": "quyet dinh",
    "nd": "nghi dinh",
    "nq": "nghi quyet",
    "tt": "thong tu",
    "ct": "chi thi",
    "vb": "van ban",
    "vbqppl": "van ban quy pham phap luat",
    "cq": "co quan",
    "dv": "don vi",
    "nv": "nhiem vu",
    "hl": "hieu luc",
    "bc": "bao cao",
    "kq": "ket qua",
    "p": "phuong",
    "x": "xa",
    "tp": "thanh pho",
    "tphcm": "thanh pho ho chi minh",
    "hcm": "ho chi minh",
    "bn": "bao nhieu",
    "bnhieu": "bao nhieu",
    "ntn": "nhu the nao",
    "j": "gi",
    "ncl": "noi chung la",
    "ubmt": "uy ban mat tran",
    "pct": "pho chu tich",
    "ld": "lanh dao",
    "deadline": "thoi han",
    "list": "danh sach",
    "leader": "chu tri",
    "task": "nhiem vu",
    "tasks": "nhiem vu",
    "output": "san pham",
    "target": "chi tieu",
    "kpi": "chi tieu",
    "check": "kiem tra",
    "plan": "ke hoach",
}
_CITY: Final = re.compile(r"\bTP\.? ?\.?HCM\b|\b(?:TP\.? )?Hồ Chí Minh City\b", re.IGNORECASE)
# "Nghị định phân định thẩm quyền …, số 131/2025": the number stands behind the name.
_BEHIND: Final = re.compile(
    r"\b(nghị định|thông tư|nghị quyết|quyết định|luật|nghi dinh|thong tu|nghi quyet|quyet dinh)"
    r"(\s[^\d.;?!]{4,120}?),?\s(?:số|so)\s(\d{1,5}/20\d\d)(?![\d/])",
    re.IGNORECASE,
)
# "Ngoài Nghị quyết 76/NQ-CP thì còn …": what is set aside is not asked about.
_BESIDES: Final = re.compile(
    r"^\s*(?:ngoài|ngoai)\s[^?.;]{3,60}?\s(?:thì|thi|ra,?)\s", re.IGNORECASE
)
_POLICE: Final = re.compile(r"\bCA(?= (?:TP|tỉnh|xã|phường|huyện|thành phố)\b)")
MAX_LENGTH: Final = 2_000  # characters of a question that are read; the rest cannot be a question


@cache
def _short_forms() -> dict[str, str]:
    """Folded abbreviations, as people type them ("cchc", "tthc"), to folded words.

    Two letters are too few to be sure of: those that messages use stand in `_CHAT`.
    """
    table = {
        " ".join(tokens(row["short"])): " ".join(tokens(row["long"]))
        for row in corpus.table("abbreviations")
    }
    return {short: long for short, long in table.items() if len(short) > 2} | _CHAT


# "chủ tịch xã Nguyên Giáp" is the head of its people's committee.
_HEAD: Final = re.compile(
    r"\b(chủ tịch|chu tich)\s+"
    r"(xã|phường|huyện|quận|tỉnh|thị xã|thành phố|xa|phuong|huyen|quan|tinh)\b(?!\s+(?:hội|hoi)\b)",
    re.IGNORECASE,
)


def written_out(text: str) -> str:
    """A question (NFC) with a city's short name written out and a late number beside its kind.

    >>> written_out("Nghị định về một cửa, số 118/2025, còn hiệu lực không?")
    'Nghị định 118/2025 về một cửa, còn hiệu lực không?'
    """
    text = _HEAD.sub(r"\1 UBND \2", _BESIDES.sub("", text))
    return _BEHIND.sub(r"\1 \3\2", _CITY.sub("thành phố Hồ Chí Minh", _POLICE.sub("Công an", text)))


def normalise(text: str) -> str:
    """Folded words of a question with abbreviations written out, joined by one blank.

    >>> normalise("VB nào về cchc căn cứ NQ 76/NQ-CP?")
    'van ban nao ve cai cach hanh chinh can cu nghi quyet 76/nq-cp'
    """
    clean = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    words = re.findall(r"[a-z0-9%][a-z0-9%/.\-&]*", fold(expand_abbreviations(clean)))
    return " ".join(_written_out(word.rstrip(".-&")) for word in words)


def _written_out(word: str) -> str:
    return _short_forms().get(" ".join(tokens(word)), word)
