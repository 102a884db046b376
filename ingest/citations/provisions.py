"""Pinpoints: "điểm a, b khoản 2 Điều 3 và Điều 7 của Luật …", in one normal form.

Normal form: each provision whole, the innermost part first, joined by "; ": "điểm a khoản 2 Điều
3; điểm b khoản 2 Điều 3; Điều 7". A range stays one: "Điều 10-13".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.wording import any_of

_LEVELS: Final = {
    "tiet": (0, "tiết"),
    "diem": (1, "điểm"),
    "khoan": (2, "khoản"),
    "dieu": (3, "Điều"),
    "muc": (4, "Mục"),
    "chuong": (5, "Chương"),
    "phan": (6, "Phần"),
    "phu luc": (7, "Phụ lục"),
    "bieu": (7, "Biểu"),
    "mau": (7, "Mẫu"),
}
_ARTICLE: Final = 3
_UNIT_WORDS: Final = r"(?:tiet|diem|[dp]ieu|khoan|muc|chuong|phan|phu\s+luc|bieu|mau)"
_UNIT: Final = (
    rf"(?P<each>cac\s+)?(?P<unit>{_UNIT_WORDS})"
    r"(?:\s+(?:so|tu))?\s+(?=\(?[0-9a-z][0-9a-z.]{0,5}(?![a-z]))"
)
_VALUE: Final = (
    r"(?:\((?P<shut>[a-z]|[0-9]{1,2})\)|(?P<value>[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}[a-z]{0,2}"
    r"|[ivxl]{1,6}|[a-z][0-9]?)\)?)(?![a-z0-9])"
)
_JOINT: Final = r"(?P<joint>,?\s*(?:va|hoac|den|toi)(?![a-z])\s*|\s*[,;]\s*|\s*[-–]\s*(?=[0-9dk]))"
_TOKEN: Final = re.compile(rf"{_UNIT}|{_VALUE}|{_JOINT}|(?P<gap>\s+|cua\s+(?={_UNIT_WORDS}\s))")
_OF: Final = (
    r"(?:cua|tai|thuoc|trong|(?:duoc\s+)?(?:ban hanh\s+)?k[a-z]m theo|(?:duoc\s+)?ban hanh theo)"
)
_ATTACHED: Final = any_of(
    "quy che", "quy dinh", "dieu le", "ke hoach", "chuong trinh", "de an", "quy hoach", "danh muc"
)
_ATTACHED_BY: Final = (
    rf"(?:(?:cua\s+)?{_ATTACHED}(?:\s(?!(?:dieu|khoan|phu|bieu|mau)\s)[^\s;:.,]+){{0,30}}?\s+"
    r"(?=(?:duoc\s+)?(?:ban hanh|k[a-z]m)))"
)
_LAST: Final = r"(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}[a-z]{0,2}|[ivxl]{1,6}|[a-z][0-9]?)"
_END: Final = re.compile(
    rf"(?<![a-z0-9.]){_LAST}\)?(?![a-z0-9])[\s,]{{0,4}}{_ATTACHED_BY}?(?:{_OF}\s+)?(?:cac\s+)?$"
)
_WORD_OF_UNIT: Final = re.compile(rf"{_UNIT_WORDS}\s")
_BEHIND: Final = re.compile(
    r"\s{0,3}(?:,\s{0,3})?(?:ngay\s+[0-9/]{8,10}\s+)?(?P<open>\()?"
    r"(?:(?:quy dinh\s+)?(?:cu the\s+)?tai\s+)?"
    rf"(?=(?:cac\s+)?{_WORD_OF_UNIT.pattern})"
)
_OTHERS: Final = re.compile(
    r"\s*(?:cua\s+|(?:bo )?luat|nghi (?:dinh|quyet)|thong tu|quyet dinh|ke hoach|quy (?:che|dinh)"
    r"|phap lenh|chuong trinh|de an|chi thi|nay|do)(?![a-z])"
)
_LEFT: Final = 260
"""Characters before a document in which its pinpoint begins."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A unit with its values: "khoản 2, 3". bound: nothing but a blank stands before it.

    each: "các điều 3, 5": all of them hold what was said before.
    """

    level: int
    values: tuple[str, ...]
    bound: bool
    each: bool


_Path = tuple[tuple[int, str], ...]


def provision_before(text: str, folded: str, head: int) -> str | None:
    """The pinpoint that ends at `head`, where the document's type word or number begins."""
    low = max(0, head - _LEFT)
    end = _END.search(folded, low, head)
    if end is None or _WORD_OF_UNIT.search(folded, low, end.end()) is None:
        return None
    stop = _value_end(folded, end.start(), end.end())
    start = _run_start(folded, low, stop)
    return None if start is None else normal_provision(text[start:stop], folded[start:stop])


def provision_after(text: str, folded: str, end: int) -> str | None:
    """The pinpoint printed behind a document: "Nghị định số … tại Điều 5", "(Điều 5)".

    None where what follows says that the pinpoint is another document's.
    """
    opening = _BEHIND.match(folded, end, end + 60)
    if opening is None or not (opening["open"] or opening[0].rstrip().endswith("tai")):
        return None
    stop = _run_end(folded, opening.end())
    closed = ")" in folded[stop - 1 : stop + 1]
    if opening["open"] and not closed:
        return None
    if not opening["open"] and _OTHERS.match(folded, stop):
        return None
    return normal_provision(text[opening.end() : stop], folded[opening.end() : stop])


def _value_end(folded: str, start: int, end: int) -> int:
    """Where the last value of a pinpoint ends that is followed by "của" and the like."""
    value = re.compile(r"[0-9a-z.]+(?<!\.)\)?").match(folded, start, end)
    return value.end() if value else end


def _run_start(folded: str, low: int, stop: int) -> int | None:
    """Where the unbroken run of units, values and joints that ends at `stop` begins."""
    at = start = low
    first: int | None = None
    while at < stop:
        token = _TOKEN.match(folded, at, stop)
        if token is None or (at > 0 and folded[at - 1].isalnum() and folded[at].isalnum()):
            at, first = at + 1, None
            continue
        if token["unit"] and first is None:
            first = start = at
        elif first is None:
            at += 1
            continue
        at = token.end()
    return start if first is not None else None


def _run_end(folded: str, start: int) -> int:
    """Where the run of units, values and joints that begins at `start` ends."""
    at = end = start
    named = False
    while (token := _TOKEN.match(folded, at, start + _LEFT)) is not None:
        if (token["value"] or token["shut"]) and not named:
            break
        named = named or token["unit"] is not None
        at = token.end()
        end = at if token["value"] or token["shut"] else end
    return end


def normal_provision(printed: str, folded: str) -> str | None:
    """The normal form of a printed pinpoint; None where it names no unit with a number."""
    paths = _paths(_groups(printed, folded))
    return "; ".join(dict.fromkeys(" ".join(name for _, name in path) for path in paths)) or None


def _groups(printed: str, folded: str) -> list[_Group]:
    groups: list[_Group] = []
    unit: re.Match[str] | None = None
    values: list[str] = []
    joint, before = "", ""
    for token in _TOKEN.finditer(folded):
        if token["unit"]:
            same = unit is not None and _name(token) == _name(unit)
            if unit is not None and values and not (same and _ranged(joint)):
                groups.append(_group(unit, values, before))
                values = []
            unit, before = (unit if values else token), (before if values else joint)
            joint = joint if values else ""
        elif token["joint"]:
            joint = token["joint"]
        elif token["value"] or token["shut"]:
            part = "shut" if token["shut"] else "value"
            said = printed[token.start(part) : token.end(part)].strip("() ")
            if values and _ranged(joint):
                values[-1] = f"{values[-1]}-{said}"
            else:
                values.append(said)
            joint = ""
    if unit is not None and values:
        groups.append(_group(unit, values, before))
    return groups


def _name(token: re.Match[str]) -> str:
    name = " ".join(token["unit"].split())
    return "dieu" if name not in _LEVELS else name


def _ranged(joint: str) -> bool:
    return re.search(r"den|toi|[-–]", joint) is not None


def _group(unit: re.Match[str], values: Sequence[str], before: str) -> _Group:
    level, word = _LEVELS[_name(unit)]
    shown = tuple(f"{word} {value.upper() if level > _ARTICLE else value}" for value in values)
    return _Group(level, shown, not before.strip(), unit["each"] is not None)


def _paths(groups: Sequence[_Group]) -> list[_Path]:
    """Whole provisions: each part joined to the larger one that is named behind it.

    An article is joined to a chapter or an appendix only where nothing stands between them:
    "Điều 8 Phụ lục I", but "Điều 8, Phụ lục I" are two.
    """
    paths: list[_Path] = []
    for group in groups:
        apart = group.level > _ARTICLE and not group.bound
        inner = [] if apart else [path for path in paths if path[-1][0] < group.level]
        heads: list[_Path] = [((group.level, value),) for value in group.values]
        if inner:
            holding = heads if group.each else heads[:1]
            joined = [(*path, *head) for head in holding for path in inner]
            kept = [path for path in paths if path not in inner]
            paths = [*kept, *joined, *heads[len(holding) :]]
        elif group.bound and paths and paths[-1][-1][0] > group.level:
            outer = paths.pop()  # "Điều 5 khoản 2", the larger part first
            paths += [(*head, *outer) for head in heads]
        else:
            paths += heads
    return paths
