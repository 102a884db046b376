"""What is said around each citation, and which citations stand inside the title of another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.citations.places import Cited
from ingest.citations.stated import Stated, Surroundings
from ingest.clauses import Clauses
from kg.terms import MentionType

_SIBLING: Final = re.compile(
    r"(?:^|[;,:.(“\"|+\n-]|\s(?:va|hoac|cung)|\d\))\s*(?:cac\s+)?(?:so\s*:?\s*)?$"
)
_AMENDS_OPEN: Final = re.compile(r"s[a-z]{1,3}a\s+[dpb]\S{1,3}[^;.]{0,60}\scua\s*$")
_LIST_JOINT: Final = re.compile(r"(?:,?\s+n[gq]\S{1,3}y\s+[\d/]{8,10})?\s*(?:,|va|, va)\s*")
"""Between two in one list a day may stand, but no issuer: that is said of all at the end."""


@dataclass(frozen=True, slots=True)
class Context:
    """The text around citations: folded words, sentences, and what is printed beside a number."""

    folded: str
    clauses: Clauses
    around: Surroundings


def read_context(found: Sequence[Cited], context: Context) -> list[tuple[int, int]]:
    """Fill in head, type, sibling, stated and quoted of each; returns the spans of titles."""
    for cited in found:
        _place(cited, context)
    _unchain(found, context.folded)
    titles = _read_stated(found, context)
    _share(found)
    return titles


def _read_stated(found: Sequence[Cited], context: Context) -> list[tuple[int, int]]:
    siblings = [cited.head for cited in found if cited.sibling]
    titles: list[tuple[int, int]] = []
    title_end = -1
    for cited in found:
        limit = context.clauses.end_of(cited.start)
        embedded = cited.kind is MentionType.NAMED_LAW_EMBEDDED
        if embedded:
            cited.stated = Stated(cited.start, cited.end)  # what follows is said of the outer law
        else:
            cited.stated = context.around.around(
                cited.start, cited.end, limit, siblings, cited.head or None
            )
            start = context.clauses.start_of(cited.head)
            cited.proposer = context.around.office_before(start, cited.head)
        cited.quoted = embedded or (cited.start < title_end and not cited.sibling)
        if not cited.quoted and cited.stated.title is not None:
            title_end = max(title_end, cited.stated.end)
            titles.append((cited.stated.title_start, cited.stated.end))
        elif not cited.quoted and cited.name is not None:
            titles.append((cited.start, cited.end))
    return titles


def _place(cited: Cited, context: Context) -> None:
    """Where the mention begins (its type word), and whether it stands beside others."""
    if not cited.head:
        kind, cited.head = (
            context.around.type_before(cited.start) if cited.number else (None, cited.start)
        )
        cited.type = cited.type or kind
    before = context.folded[max(0, cited.head - 14) : cited.head]
    starts_clause = context.clauses.start_of(cited.head) == cited.head
    cited.sibling = (
        starts_clause
        or _SIBLING.search(before) is not None
        or cited.kind is MentionType.NUMBERED_ABBREV
    )
    if cited.kind is MentionType.NAMED_LAW_EMBEDDED:
        cited.sibling = False


def _unchain(found: Sequence[Cited], folded: str) -> None:
    """Documents listed behind "sửa đổi … một số điều của" stand in one title, not side by side."""
    chained = False
    for cited, following in pairwise(found):
        low = max(cited.end, following.head - 300)
        gap = folded[low : following.head]
        chained = bool(_AMENDS_OPEN.search(gap[-90:])) or (
            chained and _LIST_JOINT.fullmatch(gap) is not None
        )
        following.sibling = following.sibling and not chained


def _share(found: Sequence[Cited]) -> None:
    """What is said behind "18, 19-NQ/TW" is said of both."""
    for cited, following in reversed(list(pairwise(found))):
        if cited.kind is MentionType.NUMBERED_ABBREV and following.number is not None:
            shared = following.stated
            cited.stated = replace(
                cited.stated,
                issuer=cited.stated.issuer or shared.issuer,
                title=cited.stated.title or shared.title,
            )
