"""Conditions that a compound question puts on what it asks for, read from its folded words.

"Nhiệm vụ của Phòng Nội vụ phải xong trước tháng 6/2025 mà căn cứ văn bản đã hết hiệu lực" asks for
tasks, with a period and with a state of their basis.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.folding import fold
from kg.reform_fields import reform_fields
from kg.terms import OfficeRole
from search.periods import Period, period_in


class Lacking(StrEnum):
    """What a task, or a document, is asked to be without."""

    DEADLINE = "deadline"
    LEAD = "lead"
    PRODUCT = "product"


class Extreme(StrEnum):
    """Which one of several a question asks for."""

    MOST = "most"
    LEAST = "least"
    HIGHER = "higher"
    LOWER = "lower"
    NEWER = "newer"
    OLDER = "older"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold of the things asked for; the defaults ask for nothing.

    counted: how many, not which. negated: those of which it does not hold ("không viện dẫn").
    due: the period in which a deadline must lie. lacking: what they must be without.
    role: the office's part. field: of the reform programme. dead_base: they rest on a document
    that is no longer in force. each: for every office or document apart ("mỗi", "từng").
    """

    counted: bool = False
    negated: bool = False
    due: Period | None = None
    lacking: frozenset[Lacking] = frozenset()
    role: OfficeRole | None = None
    field: str | None = None
    dead_base: bool = False
    extreme: Extreme | None = None
    each: bool = False


_COUNTED: Final = re.compile(
    r"\b(?:bao nhieu|may|dem|so luong|tong so|tong cong) (?:la |co |duoc |tat ca )?"
    r"(?:van ban|ke hoach|nghi dinh|nghi quyet|quyet dinh|thong tu|luat|chi thi|nhiem vu|viec"
    r"|cong viec|dau viec|chi tieu|co quan|don vi|phong|xa|phuong|noi|cho|lan|can cu|tinh"
    r"|dia phuong|task|file|muc|loai|nganh)\b"
    r"|\b(?:co|gom|la) may\b|\bdem (?:giup|xem|so)\b|\bmay (?:cai|lan|dau viec)\b"
)
_NEGATED: Final = re.compile(
    r"\b(?:khong|chua|ko|thieu|quen|bo sot) (?:he |duoc |co |thay |con )?"
    r"(?:vien dan|trich dan|can cu|nhac|dan|neu|ghi|co|de cap|giao|noi|dua"
    r"|xac dinh|quy dinh|dat|trien khai|ban hanh|thuc hien|chi tieu|nhiem vu|thoi han|muc|phan)\b"
    r"|\bko co\b|\bkhong thay\b"
)
_ENDS_ASKING: Final = re.compile(r"\b(?:hay )?(?:khong|chua|hong)(?: (?:vay|nhi|a|ha|nhe|the))?$")
_DUE: Final = re.compile(
    r"\b(?:xong|han|hoan thanh|hoan tat|nop|cham nhat|muon nhat|truoc (?:ngay|thang|quy|nam|\d)"
    r"|(?:trong|den|sau|tu) (?:het |cuoi |dau )?(?:thang|quy|tuan|ngay)"
    r"|(?:thang|quy|tuan|nam|hom) nay|tuan (?:sau|toi)|(?:thang|quy) (?:sau|toi|truoc)|phai lam)\b"
    # "nhiệm vụ quý IV/2025", "tháng 12/2025 có việc gì"; "ngày 14 tháng 9" is a document's day
    r"|\b(?:nhiem vu|cong viec|dau viec)(?: \w+){0,8}?(?: quy (?:iv|iii|ii|i|[1-4])"
    r"|(?<!\d) thang \d{1,2})\b"
    r"|^(?:trong )?(?:quy (?:iv|iii|ii|i|[1-4])|thang \d{1,2})\b.*\b(?:nhiem vu|viec|lam gi)\b"
)
_DEAD_BASE: Final = re.compile(
    r"\b(?:can cu|dua|theo|vien dan|dan|co so|van ban|nghi dinh|luat)\b.{0,40}?"
    r"\b(?:(?:da |bi |nay )*(?:het hieu luc|bi thay the|duoc thay the|bi bai bo|het han|loi thoi"
    r"|lac hau|khong con (?:hieu luc|ap dung|gia tri)))\b"
)
_WITHOUT: Final = (
    (
        Lacking.DEADLINE,
        r"(?:khong|chua|thieu|ko|quen)(?: \w+){0,3} (?:thoi han|thoi gian|deadline|han|moc|ngay)\b",
    ),
    (
        Lacking.LEAD,
        (
            r"(?:khong|chua|thieu|ko|quen)(?: \w+){0,3} "
            r"(?:chu tri|dau moi|phu trach|lead|co quan nao|don vi nao|nguoi lam|ai)\b"
        ),
    ),
    (Lacking.PRODUCT, r"(?:khong|chua|thieu|ko|quen)(?: \w+){0,3} (?:san pham|dau ra|output)\b"),
)
_ROLES: Final = (
    (r"\b(?:phoi hop|coordinate)\b", OfficeRole.COORDINATING),
    (
        r"\b(?:phe duyet|ban hanh|duyet|quyet dinh (?=cuoi)|thong qua|cap nao)\b",
        OfficeRole.APPROVING,
    ),
    (r"\b(?:theo doi|giam sat|kiem tra|don doc|monitor)\b", OfficeRole.MONITORING),
    (r"\b(?:tham muu)\b", OfficeRole.ADVISING),
    (r"\b(?:chu tri|dau moi|chiu trach nhiem chinh|lead|dung dau)\b", OfficeRole.LEAD),
)
_EXTREMES: Final = (
    (r"\b(?:nhieu|dong|day) (?:\w+ ){0,2}?(?:nhat|hon)\b|\bhon ca\b", Extreme.MOST),
    (r"\bit (?:\w+ ){0,2}?(?:nhat|hon)\b", Extreme.LEAST),
    (r"\b(?:moi|sau) (?:hon|nhat)\b|\bmoi day hon\b|\bnewer\b", Extreme.NEWER),
    (r"\b(?:cu|xua) (?:hon|nhat)\b|\bban hanh truoc\b", Extreme.OLDER),
    (r"\b(?:cao|lon|manh) (?:hon|nhat)\b", Extreme.HIGHER),
    (r"\b(?:thap|nho|kem) (?:hon|nhat)\b", Extreme.LOWER),
    (r"\b(?:som|gap|truoc) (?:hon|nhat)\b", Extreme.EARLIER),
    (r"\b(?:muon|tre|cham|sau) (?:hon|nhat)\b", Extreme.LATER),
    (r"\b(?:hon|vuot)$", Extreme.HIGHER),
)
_EACH: Final = re.compile(
    r"\b(?:moi|tung) (?!(?:hon|nhat|day)\b)\w+|\bcac .* lan luot\b"  # "mỗi", not "mới nhất"
)


def conditions_in(folded: str, on: dt.date) -> Conditions:
    """The conditions of a folded question (abbreviations written out), seen from the day `on`."""
    asks = _ENDS_ASKING.sub("", folded)  # "… không?" asks; elsewhere it denies
    return Conditions(
        counted=_COUNTED.search(folded) is not None,
        negated=_NEGATED.search(asks) is not None,
        due=period_in(folded, on) if _DUE.search(folded) else None,
        lacking=frozenset(what for what, cue in _WITHOUT if re.search(rf"\b{cue}", asks)),
        role=next((role for cue, role in _ROLES if re.search(cue, folded)), None),
        field=_field(folded),
        dead_base=_DEAD_BASE.search(folded) is not None,
        extreme=next((which for cue, which in _EXTREMES if re.search(cue, folded)), None),
        each=_EACH.search(folded) is not None,
    )


def _field(folded: str) -> str | None:
    """The reform field that is called by its name."""
    names = [(fold(field.name), field.name) for field in reform_fields()]
    said = [(short, name) for full, name in names for short in _short(full) if short in folded]
    return max(said, key=lambda pair: len(pair[0]))[1] if said else None


def _short(name: str) -> tuple[str, ...]:
    """A field's folded name, whole and without the words that people leave out."""
    bare = name.removeprefix("cong tac ").removeprefix("xay dung va phat trien ")
    return tuple(dict.fromkeys((name, bare, *bare.split(", "))))
