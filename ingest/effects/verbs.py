"""The words by which a text acts on documents, and whether a sentence really acts.

A verb before its object acts only where the sentence gives it to the document itself ("Nghị định
này thay thế …", "Bãi bỏ …"); what others may do, what happened before and what may happen ("nếu
được sửa đổi, thay thế thì …") acts on nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from ingest.type_words import TYPE_WORDS
from ingest.wording import any_of, loose
from kg.terms import EffectKind

OWN: Final = (
    rf"(?:{any_of(*(word for word in TYPE_WORDS if word != 'lenh'), 'dieu le')})"
    r"(?:\s+lien\s+tich)?\s*nay"
)
"""The document itself: "Nghị định này", also run together ("nàycó")."""
HOLDS: Final = r"c[o0]\s*(?:hieu|lieu)\s*luc|co\s+gia\s+tri\s+(?:thi\s+hanh|hieu\s+luc)"
_AMEND: Final = (
    r"s[uiv][a-z]?a\s+(?:doi|lai|ten)(?:\s*,?\s*(?:va\s+)?bo\s+sung)?"
    r"|bo\s+sung(?:\s*,?\s*su[a-z]?a\s+doi)?|dinh\s+chinh|dieu\s+chinh"
)
_HALT: Final = r"(?:tam\s+)?ng[uv]ng\s+hieu\s+luc"
_BEFORE: Final = re.compile(
    rf"(?P<replaces>(?:{loose('thay')}\s+{loose('the')}|thay)(?:\s+cho)?(?=\W)"
    r"(?!\s*(?:boi|bang)(?![a-z])))"
    rf"|(?P<repeals>(?:{loose('bai bo')}|hu[yi]\s+bo"
    r"|huy(?=\s+(?:hieu\s+luc|quyet|nghi|thong|chi\s+thi))|cham\s+dut(?=\s+hieu\s+luc))"
    r"(?:\s+hieu\s+luc(?:\s+thi\s+hanh)?(?:\s+(?:cua|doi\s+voi))?)?)"
    rf"|(?P<amends>{_AMEND})"
    rf"|(?P<suspends>{_HALT}(?:\s+thi\s+hanh)?"
    r"|(?:tam\s+)?dinh\s+chi(?:\s+viec)?\s+(?:thi\s+hanh|ap\s+dung|hieu\s+luc)"
    r"|tam\s+(?:dung|ngung)\s+(?:viec\s+)?(?:ap\s+dung|thi\s+hanh|thuc\s+hien))"
)
_AFTER: Final = re.compile(
    r"(?P<repeals>het\s*(?:hieu|lieu)\s*(?:luc)?(?:\s+thi\s+hanh)?"
    r"|khong\s+con\s+(?:co\s+)?hieu\s+luc|het\s+gia\s+tri"
    r"|cham\s+dut\s+hieu\s+luc(?!\s+(?:thi\s+hanh\s+)?(?:cua|doi\s+voi))"
    r"|(?:deu|bi|duoc)\s+(?:bai\s+bo|huy\s+bo)"
    rf"|(?:duoc|bi)\s+thay\s+the\s+(?:boi|bang)\s+{OWN})"
    rf"|(?P<suspends>(?:(?:bi|duoc)\s+)?{_HALT}|bi\s+dinh\s+chi\s+thi\s+hanh)"
    r"|(?P<goes_on>(?:van\s+)?tiep\s+tuc\s+(?:duoc\s+)?(?:co\s+hieu\s+luc|ap\s+dung|thi\s+hanh"
    r"|thuc\s+hien|van\s+hanh|giai\s+quyet|su\s+dung|huong))"
)
_ISSUER: Final = (
    r"(?:uy\s+ban|ubnd|hoi\s+dong|quoc\s+hoi|chinh\s+phu|bo\s+truong|thu\s+tuong)[^;:.]{0,120}?"
)
_ACTS: Final = re.compile(
    rf"\W*(?:(?:nay|dong\s+thoi|va|rieng|viec)\s+)*(?:ke\s*tu\s*(?:ngay|khi)[^;:]{{0,200}}?,\s*)?"
    rf"(?:(?:dong\s+thoi|nay|va)\s+)*(?:{OWN}\s*(?:(?:se|cung|va|nham)\s+|,\s*)*)?(?:{OWN}\s*)?"
)
_TITLED: Final = re.compile(rf"\W*(?:{any_of(*TYPE_WORDS)})\s*(?:v/v|ve\s+(?:viec\s+)?)?")
_LINKED: Final = re.compile(
    r"(?:,|;|\.|\bva\b|dong\s+thoi)\s*(?:(?:va|dong\s+thoi|nay|viec)\s+)*"
    rf"(?:{OWN}\s*)?(?:se\s+|cung\s+)?$"
)
_DATED: Final = re.compile(r"(?:\d{4}|ngay\s+ky|ban\s+hanh|thong\s+qua|cong\s+bao)\s*$")
_BEGINS: Final = re.compile(rf"(?:{OWN}|^)[^;:]{{0,200}}?(?:{HOLDS}|ap\s+dung\s+(?:ke\s+)?tu)")
_ENACTS: Final = re.compile(
    r"(?:ban\s+hanh|quyet\s+dinh|quyet\s+nghi|thong\s+nhat|nhat\s+tri|cong\s+bo)\s*"
    r"(?:quyet\s+dinh|nghi\s+quyet|thong\s+tu|nghi\s+dinh)?\W*(?:(?:ve\s+)?viec\s+)?$"
)
_IF: Final = (
    r"neu|truong\s+hop|truoc\s+khi|(?:cho\s+)?(?:den|toi)\s+khi|sau\s+khi"
    rf"|khi(?!\s+{OWN}\s+(?:co|bat))"
)
_MAY: Final = re.compile(
    rf"(?<![a-z])(?:{_IF}|co\s+the|kien\s+nghi|de\s+nghi|de\s+xuat|tham\s+quyen|xem\s+xet"
    r"|ra\s+soat|trach\s+nhiem|bao\s+cao|trinh)(?![a-z])"
)
_WHEN: Final = re.compile(rf"(?<![a-z])(?:{_IF})(?![a-z])")
_EXCEPT: Final = re.compile(r"^\W*(?:tru|ngoai)\s+(?:cac\s+)?truong\s+hop[^;]{0,200}?,")
_EXCEPTED: Final = re.compile(r"tru\s+(?:cac\s+)?truong\s+hop[^;]{0,150}?(?:dieu|khoan)\s+nay")
_PAST: Final = re.compile(
    r"(?<!\w)(?:đã|da|bị|bi|được|duoc|chưa|không|đang|quyền|việc)\s+(?:(?:bị|được)\s+)*$"
)
_NOT_NOW: Final = re.compile(r"(?<!\w)(?:đã|da|chưa|không|trước|khi|ngày|thời|gian)\s+$")
"""Of the text itself: folded, "đá" and "đã" are one."""
_A_NAME: Final = re.compile(r"\s{6,}")
_THESE: Final = re.compile(
    r"(?:sau(?:\s+day)?|gom(?:\s+co)?|cu\s+the|nhu\s+sau|duoi\s+day)[^:]{0,60}:?\W*$|:\W*$"
)
AS_FOLLOWS: Final = re.compile(r"nhu\s+sau\s*[:;]?\W*$|thanh\s*:?\W*$")
_TOGETHER: Final = re.compile(r"\s{0,2}(?:,\s{0,2}|/\s{0,2})?(?:va\s{1,2}|hoac\s{1,2})?")
MOST: Final = 60
"""Verbs looked at in one sentence; those of titles that no reader knew count too."""
REACH: Final = 1500
"""Characters before a verb that may make it a case, a plan or a past event."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that acts. after: its object stands before it. sure: it stands where verbs act."""

    kind: EffectKind
    start: int
    end: int
    after: bool
    sure: bool = True


def verbs_in(text: str, blanked: str, start: int, end: int) -> list[Verb]:
    """Acting verbs of the sentence text[start:end]; in `blanked` its documents are blank."""
    found: list[Verb] = []
    for verb in islice(_all(blanked, start, end), MOST):
        if found and verb.start < found[-1].end:
            continue
        if found and _together(blanked, found[-1], verb):
            found[-1] = _joined(found[-1], verb)
            continue
        lapses = verb.after and _lapses(text, blanked, start, verb)
        if lapses or (not verb.after and _acts(text, blanked, start, verb, found)):
            found.append(verb)
    return found


def _together(blanked: str, verb: Verb, following: Verb) -> bool:
    """Such as "sửa đổi, bổ sung, bãi bỏ": one act."""
    between = blanked[verb.end : following.start]
    return not (verb.after or following.after) and _TOGETHER.fullmatch(between) is not None


def _joined(verb: Verb, following: Verb) -> Verb:
    kinds = {verb.kind, following.kind}
    kind = EffectKind.AMENDS if EffectKind.AMENDS in kinds else verb.kind
    return replace(verb, kind=kind, end=following.end)


def _all(blanked: str, start: int, end: int) -> Iterator[Verb]:
    hits = [(m, True) for m in _AFTER.finditer(blanked, start, end)]
    hits += [(m, False) for m in _BEFORE.finditer(blanked, start, end)]
    hits.sort(key=lambda hit: (hit[0].start(), not hit[1]))
    for match, after in hits:
        name = match.lastgroup or ""
        kind = EffectKind.TRANSITIONAL if name == "goes_on" else EffectKind(name)
        if after and kind is EffectKind.SUSPENDS and not _stands_behind(blanked, start, match):
            continue
        yield Verb(kind, match.start(), match.end(), after)


def _stands_behind(blanked: str, start: int, match: re.Match[str]) -> bool:
    """Whether "ngưng hiệu lực" is said of the document before it."""
    before = blanked[max(start, match.start() - 3) : match.start()]
    return match[0].startswith(("bi", "duoc")) or (len(before) == 3 and before.isspace())


def _acts(text: str, blanked: str, start: int, verb: Verb, earlier: list[Verb]) -> bool:
    before = blanked[max(start, verb.start - REACH) : verb.start]
    if _PAST.search(_said_before(text, start, verb)):
        return False
    if text[verb.start].isupper() and text[verb.start + 1].islower():
        return True  # a sentence of its own behind a heading without a stop
    if len(before) <= 420 and (_TITLED.fullmatch(before) or _ACTS.fullmatch(before)):
        return True
    if _MAY.search(_EXCEPTED.sub(" ", before)):
        return False
    linked = _LINKED.search(before[-80:]) is not None
    if (linked and earlier) or ((linked or _DATED.search(before)) and _BEGINS.search(before[:420])):
        return True
    enacted = _ENACTS.search(before[-60:])
    return enacted is not None and re.match(rf"\W*(?:{OWN}|{_ISSUER})", before) is not None


def _said_before(text: str, start: int, verb: Verb) -> str:
    return text[max(start, verb.start - 16) : verb.start].lower()


def _lapses(text: str, blanked: str, start: int, verb: Verb) -> bool:
    """Whether "… hết hiệu lực" says that something lapses now, not when or if it does."""
    before = blanked[max(start, verb.start - REACH) : verb.start]
    if _NOT_NOW.search(_said_before(text, start, verb)):
        return False
    if verb.kind is EffectKind.TRANSITIONAL:
        return True
    before = _EXCEPT.sub("", before, count=1)
    name = _A_NAME.search(before)
    return _WHEN.search(before[: name.start()] if name else before) is None


def governs(blanked: str, start: int, end: int) -> bool:
    """Whether the words end in "sau đây:", so that what is listed under them is the object."""
    return _THESE.search(blanked[max(start, end - 90) : end].rstrip()) is not None
