"""Words without which a question does not ask what an intent answers.

The model tells the likeliest intent from all words; a guard keeps an answer that is always at hand
(a document's header, its citations) from being given to a question on something else.
"""

import re
from typing import Final

from kg.terms import Intent

_CITING: Final = (
    r"can cu|dua (?:tren|vao|theo)|vien dan|trich|dan|co so|phap ly|nhac|bases?|theo|thuc hien"
    r"|trien khai|cu the hoa|chi dao|bam|cite|xuat phat|tuan thu|ap dung|nen tang|viet vao"
    r"|noi (?:toi|den)|ban hanh theo|tham chieu|tham khao|kem theo|de cap|neu"
    r"|lay (?!tu |o |y kien )"
)
_ENDED: Final = (
    r"het (?:hieu luc|han|thoi|hl)|hieu luc|thay(?: the)?|bai bo|huy|loi thoi|lac hau|chet"
    r"|khong con|con (?:dung|ap dung|gia tri)|cu|ra khoi|outdated|het gia tri|dung duoc"
    r"|cap nhat|moi hon|xai"
)
HEADER_FIELDS: Final = {
    "signer": r"ky|nguoi ky|chu ky|thay mat",
    "date": r"(?:ngay|hom|luc) (?:nao|may|ban hanh|ky)|ngay (?:thang|bao nhieu)|co tu|ra doi"
    r"|(?:ban hanh|ky|thong qua|cong bo)(?: \w+){0,4} (?:ngay|khi|luc|hoi|nam|thang|bao gio|hom)\b"
    r"|(?:khi|bao gio|nam|thang) (?:nao )?(?:\w+ ){0,3}(?:duoc )?(?:ban hanh|ky|thong qua)\b",
    "number": r"so (?:may|hieu|ky hieu|bao nhieu|va ngay|, ngay|nao)|so ki hieu"
    r"|ky hieu|mang so|so la",
    "issuer": r"(?:ai|co quan nao|cap nao|don vi nao|noi nao|o dau|dia phuong nao) (?:da |lai )?"
    r"(?:ban hanh|ra|phat hanh|ky)|ban hanh (?:boi|la ai)|do (?:ai|co quan nao|cap nao)",
    "title": r"trich yeu|ten (?:day du|goi|la|cua)|tieu de|ve (?:viec gi|gi|van de gi|cai gi)"
    r"|noi dung (?:gi|la gi|chinh)|la (?:van ban|ke hoach) gi|title|nói gi|tieu de",
    "period": r"giai doan (?:nao|may)|thoi ky|tu nam|den nam|period|may nam",
    "effective": r"hieu luc|co hieu luc|ap dung tu|bat dau ap dung|thi hanh (?:tu|ngay)",
    "recipients": r"noi nhan|gui (?:cho |den |toi )?(?:ai|nhung|co quan|don vi|noi|dau)|nhan duoc",
}
_CITED_AS: Final = r"|(?:so|la|ghi|theo|kem theo) \S+ hay \S*\d|hay (?:la )?\S*\d"
_NEEDED: Final = {
    Intent.WHAT_IT_CITES: re.compile(rf"\b(?:{_CITING})\b"),
    Intent.SUPERSEDED: re.compile(rf"\b(?:{_ENDED})\b"),
    Intent.HEADER: re.compile(
        rf"\b(?:{'|'.join(HEADER_FIELDS.values())}{_CITED_AS}|quyet dinh nao|van ban nao)\b"
    ),
}


def allows(intent: Intent, folded: str) -> bool:
    """Whether a folded question has words that ask what the intent answers."""
    needed = _NEEDED.get(intent)
    return needed is None or needed.search(folded) is not None


def header_fields(folded: str) -> tuple[str, ...]:
    """Fields of a header that a folded question asks for, in the order of `HEADER_FIELDS`."""
    return tuple(
        name for name, words in HEADER_FIELDS.items() if re.search(rf"\b(?:{words})\b", folded)
    )
