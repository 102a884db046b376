"""One target given twice with two values."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from kg.folding import fold, tokens
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated
from kg.inconsistencies.spots import at_lines, figure_apart
from kg.model import Section, Target
from kg.terms import Certainty, Comparator, DocumentType, InconsistencyKind

_WORDS: Final = 5  # words from which an indicator is told from others
_VALUES: Final = 2  # values of one indicator above which what it is of stands elsewhere
_SAME: Final = 0.9  # share of words that two prints of one indicator have in common
_UPWARD: Final = frozenset({Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL})
_DOWNWARD: Final = frozenset({Comparator.AT_MOST, Comparator.LESS, Comparator.EQUAL})
_AIMING: Final = frozenset(
    {DocumentType.PLAN, DocumentType.PROGRAMME, DocumentType.RESOLUTION, DocumentType.SCHEME}
)
_RULING: Final = frozenset(
    {DocumentType.LAW, DocumentType.CODE, DocumentType.ORDINANCE, DocumentType.DECREE}
    | {DocumentType.CIRCULAR, "Quy định", "Quy chế"}
)
_WRITTEN: Final = {
    Comparator.AT_LEAST: "≥ ",
    Comparator.MORE: "> ",
    Comparator.AT_MOST: "≤ ",
    Comparator.LESS: "< ",
}
_LEAD_IN: Final = frozenset(
    "tỷ tỉ lệ mức độ số lượng đạt phấn đấu trên tổng có được "
    "ty ti le muc do so luong dat phan dau tren tong co duoc".split()
)


def two_values(searched: Searched) -> Found:
    """TARGET_TWO_VALUES: one indicator, one year, one unit, two values at two places."""
    if _rules(searched):
        return
    for left, right in _same_targets(searched):
        if left.value == right.value and left.value_max == right.value_max:
            continue
        readings = _reading(searched, left), _reading(searched, right)
        parallel = _in_parallel(searched.sections, left.line, right.line)
        if parallel and not _is_plan(searched):
            continue
        near = figure_apart(f"{left.value:g}", f"{right.value:g}")
        exact = tokens(left.indicator) == tokens(right.indicator)
        certain = exact and not parallel
        sure = searched.sure(figure_apart=near) if certain else Certainty.LIKELY
        kind = InconsistencyKind.TARGET_TWO_VALUES
        yield Inconsistency(kind, " ".join(left.indicator.split()), readings, sure)


def _rules(searched: Searched) -> bool:
    """Whether the document is a law or the like: its figures are limits for cases, not aims."""
    attached = searched.header.attached
    types = {searched.header.type, attached.type if attached else None} - {None}
    return not types or bool(types & _RULING)


def _is_plan(searched: Searched) -> bool:
    """Whether the document sets aims; a regulation sets one measure for each grade or case."""
    attached = searched.header.attached
    return (attached.type if attached else searched.header.type) in _AIMING


def _in_parallel(sections: Sequence[Section], left: int, right: int) -> bool:
    """Whether two lines stand in two headings of one list, such as grades of one measure."""
    one, other = (
        max((s for s in sections if s.line <= at <= s.last_line), key=_depth, default=None)
        for at in (left, right)
    )
    if one is None or other is None or one is other:
        return False
    return one.path[:-1] == other.path[:-1]


def _depth(section: Section) -> tuple[int, int]:
    return section.level, section.line


def _same_targets(searched: Searched) -> Iterator[tuple[Target, Target]]:
    worded = [(t, _words(t.indicator, damaged=searched.damaged)) for t in searched.targets]
    values: dict[frozenset[str], set[float]] = defaultdict(set)
    for target, words in worded:
        values[words].add(target.value)
    groups: dict[tuple[object, ...], list[tuple[Target, frozenset[str]]]] = defaultdict(list)
    for target, words in worded:
        if len(words) >= _WORDS and len(values[words]) <= _VALUES:
            unit, often = fold(target.unit or ""), fold(target.frequency or "")
            groups[target.year, unit, often].append((target, words))
    for group in groups.values():
        for (left, ours), (right, theirs) in combinations(group, 2):
            alike = _alike(ours, theirs, damaged=searched.damaged)
            if alike and left.line != right.line and _comparable(left, right):
                yield left, right


def _words(indicator: str, *, damaged: bool) -> frozenset[str]:
    """Words with their marks ("sắn" is not "sản"); without, where marks may be misread."""
    if damaged:
        return frozenset(tokens(indicator))
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFC", indicator).lower()))


def _comparable(left: Target, right: Target) -> bool:
    """Whether both bound the figure on one side: at least 80 and at most 95 do not clash."""
    both = {left.comparator, right.comparator}
    return both <= _UPWARD or both <= _DOWNWARD or both == {Comparator.RANGE}


def _alike(ours: frozenset[str], theirs: frozenset[str], *, damaged: bool) -> bool:
    """Whether two indicators are one: words that only lead in are left out, figures are not.

    A word changed for another makes another indicator (each product's, each level's), unless it
    may be misread; a word more does not.
    """
    figures = {w for w in ours if w.isdigit()}, {w for w in theirs if w.isdigit()}
    left, right = ours - _LEAD_IN, theirs - _LEAD_IN
    if figures[0] != figures[1] or not left:
        return False
    within = damaged or left <= right or right <= left
    return within and len(left & right) >= _SAME * len(left | right)


def _reading(searched: Searched, target: Target) -> Stated:
    value = f"{_WRITTEN.get(target.comparator, '')}{target.value:g}"
    if target.value_max is not None:
        value = f"{target.value:g} - {target.value_max:g}"
    unit = target.unit or ""
    gap = "" if unit == "%" else " "
    said = f"{value}{gap}{unit}".strip().replace(".", ",")
    return at_lines(searched.source, said, target.line, target.line)
