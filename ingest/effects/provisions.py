"""How much of a document is meant: the words before its name ("khoản 2 Điều 5; Điều 7 của").

The words are read backwards from the name, token by token: cost is linear in their length.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_UNITS: Final = frozenset(
    "tiet diem khoan dieu muc chuong phan phu luc mau bieu tieu doan cau gach dau dong danh".split()
)
_SPELT: Final = frozenset(
    "tiết điểm khoản điều mục chương phần phụ lục mẫu biểu tiểu đoạn câu gạch đầu dòng danh".split()
)
_JOINED: Final = re.compile(r"(?:,|;|\bva)\s*(?:cac\s*)?$")
_JOINTS: Final = frozenset({",", "va", ";", "/", "-", "den"})
_LINKS: Final = frozenset("cua tai thuoc trong o ban hanh kem theo so cac cum tu ten".split())
_SHORT: Final = re.compile(r"\d{1,3}[a-z]{0,2}|[a-z]\d?|[ivxl]{1,6}|\d+")
_LOCATED: Final = re.compile(
    r"(?:noi dung|quy dinh|mot so|phan|doan|danh muc|bieu|mau|phu luc|cum tu|tu|ten|tieu de|"
    r"cac tu|dieu khoan|thu tuc|muc|thuat ngu|khai niem)(?![a-z])"
)
_WHOLE: Final = re.compile(
    r"(?:toan bo\s+)?(?:(?:nhung|cac)\s+)?(?:noi dung\s+)?(?:quy dinh|van ban)?\s*(?:sau(?: day)?)?"
    r"\s*(?:ve\s+)?(?:tai|cua|trong)?\s*(?:toan bo\s+)?"
)
_SAID_OF_LAST: Final = re.compile(r"(?:ngay|cua|ve|ban hanh|quy dinh|huong dan|sua doi)(?![a-z])")
_SOME_OF: Final = re.compile(r"mot phan(?:\s+(?:noi dung|quy dinh))?(?:\s+(?:cua|tai))?")
_ATTACHED: Final = re.compile(r"(?:kem theo|ban hanh(?:\s+kem)?(?:\s+theo)?)\s*(?:cac)?\s*$")
_HOLDING: Final = re.compile(r"(?:quy dinh (?:tai|trong)|neu tai|tai|trong)\s*(?:cac)?\s*$")
_PIECE: Final = re.compile(r"(?<![a-z])(?:dieu|khoan|diem|chuong|muc|phu luc|phan)\s+[\divx]")
_OVER_LIST: Final = re.compile(
    r"(?:tai|trong|cua)(?:\s+(?:cac|nhung)\s+[a-z ]{2,40}(?:sau(?: day)?)?)?$"
)
_LEAD: Final = re.compile(r"(?:(?:cac|nhung|toan bo)\s+)+")
_GENERAL: Final = re.compile(
    r"(?:mot so\s+)?(?:noi dung|quy dinh|dieu khoan)\s*(?:quy dinh\s*)?(?:tai|trong|cua)"
    r"(?:\s+(?:cac|nhung)\s+[a-z ]{2,40})?"
)
_WITHIN: Final = re.compile(r"(?:tai|cua|trong|thuoc|kem theo)\s*(?:cac)?$")
_ATTACHED_WHOLE: Final = re.compile(
    r"(?:ban\s+)?(?:quy che|quy dinh|dieu le|quy trinh|huong dan|chuong trinh|ke hoach|de an|"
    r"quy chuan|che do)(?![a-z])"
)
_NOT_IT: Final = re.compile(
    r"(?:huong dan(?:\s+(?:thi hanh|thuc hien|chi tiet|ap dung))*|thi hanh|chi tiet|can cu(?: vao)?"
    r"|(?<!kem )theo(?:\s+quy dinh)?(?:\s+(?:cua|tai))?|thuc hien|ap dung|cu the hoa|trai voi"
    r"|dan chieu(?:\s+(?:den|toi))?|phu hop voi|so voi|voi|bang|boi|nhu|truoc|sau|ngay|khi"
    r"|(?:sua doi|bo sung)[^;]{0,40})\s*(?:mot so\s+dieu\s+(?:cua\s+)?)?(?:cac\s+)?$"
)


LONGEST_PHRASE: Final = 300
LONGEST: Final = 600
"""Characters looked back for the provisions of a document."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a document is meant. start: offset of the first word of `words` in the text given.

    meant: whether the document is the object at all. whole: nothing less than all of it.
    sure: the words are of a known form.
    """

    meant: bool
    whole: bool
    start: int
    end: int
    sure: bool = True


def part_before(text: str, folded: str, low: int, head: int, *, first: bool) -> Part:
    """What text[low:head], the words from the verb or the last document on, say of `head`.

    first: no other object stands before it in the sentence.
    """
    start, end = _chain(text, folded, low, head)
    before = folded[low:start].rstrip(' \n\t,;:“”"-')
    if start < end:
        parted = folded[low:start].rstrip().endswith((";", ":"))
        meant = parted or _NOT_IT.search(before[-60:]) is None or "noi dung" in before[-80:]
        return Part(meant, whole=False, start=start, end=end)
    return _without_chain(folded, low, head, first=first)


def _is_unit(word: str) -> bool:
    """Whether a word that folds to a unit's name is one: "khoản", not "khoán"; damaged too."""
    plain = unicodedata.normalize("NFC", word).lower()
    return plain in _SPELT or plain.isascii()


def _without_chain(folded: str, low: int, head: int, *, first: bool) -> Part:
    """No "khoản …": all of it, or "nội dung … tại", "Quy chế … ban hành kèm theo"."""
    region = folded[low:head]
    cut = max(region.rfind(";"), region.rfind(":"))
    words = region[cut + 1 :]
    begin = low + cut + 1 + len(words) - len(words.lstrip(' \n\t,.-“"'))
    stripped = re.sub(r"^(?:va|dong thoi)\s+", "", words.strip(' \n\t,.-“"')).strip()
    listed = None
    if first and cut == region.rfind(":") >= 0:
        listed = part_over_list(region[:cut])
    if listed is not None:
        return Part(meant=True, whole=False, start=low + listed, end=low + cut, sure=False)
    if _SOME_OF.fullmatch(stripped):
        return Part(meant=True, whole=False, start=begin, end=head)
    if (
        not stripped
        or _JOINED.search(words)
        or _WHOLE.fullmatch(stripped)
        or stripped in {"cac", "cho", "toan bo", "nhung"}
    ):
        return Part(meant=True, whole=True, start=head, end=head)
    said_of_last = not first and cut < 0 and _SAID_OF_LAST.match(stripped)
    if said_of_last:
        return Part(meant=False, whole=False, start=head, end=head, sure=False)
    return _named_part(stripped, begin, head, first=first)


def part_over_list(folded: str) -> int | None:
    """Where "quy định về … tại các văn bản sau:" begins, whose list is struck in that part only.

    None where the words before the colon say nothing of a part, or only "một số quy định".
    """
    words = folded.rstrip(" :\n")
    begin = len(words) - len(words.lstrip(' \n\t,.-“"'))
    lead = _LEAD.match(words, begin)
    begin = lead.end() if lead else begin
    said = _OVER_LIST.search(words) and _LOCATED.match(words, begin)
    return begin if said and _GENERAL.fullmatch(words, begin) is None else None


def _named_part(words: str, begin: int, head: int, *, first: bool) -> Part:
    """Such as "Quy chế … ban hành kèm theo", "nội dung … tại", or anything held in the document."""
    if _ATTACHED.search(words):
        whole = _ATTACHED_WHOLE.match(words) is not None and _PIECE.search(words) is None
        return Part(meant=True, whole=whole, start=begin, end=head, sure=False)
    located = _LOCATED.match(re.sub(r"^(?:cac|nhung|toan bo)\s+", "", words))
    held = first and len(words) < LONGEST_PHRASE and _HOLDING.search(words)
    meant = bool((located and _WITHIN.search(words)) or held)
    return Part(meant, whole=False, start=begin if meant else head, end=head, sure=False)


def _chain(text: str, folded: str, low: int, head: int) -> tuple[int, int]:
    """Span of the unit words right before `head`; empty where there are none."""
    low = max(low, head - LONGEST)
    tokens = [(m[0], low + m.start(), low + m.end()) for m in _TOKEN.finditer(folded[low:head])]
    at = len(tokens)
    while at and tokens[at - 1][0] in _LINKS | {","}:
        at -= 1
    last, start, counted = at, at, False
    while at:
        word, first, after = tokens[at - 1]
        if word in _UNITS and _is_unit(text[first:after]):
            start = at - 1
        elif _SHORT.fullmatch(word) and word not in _UNITS:
            counted = True
        elif not (word in _JOINTS or word in _LINKS or word in '()“”"'):
            break
        at -= 1
    if not counted or start >= last:
        return head, head
    begin, finish = tokens[start][1], tokens[last - 1][2]
    return begin, finish
