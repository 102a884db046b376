"""A title as quoted beside the title as registered: what exactly differs.

Compared by folded words, without the kind of document that may open a title and without "về",
"về việc", "ban hành". A period ("2021 - 2030") is compared apart: it is what plans copy wrongly.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from kg.authorities import expand_abbreviations
from kg.folding import tokens
from kg.terms import DocumentType

_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?")
_EMBEDDED = re.compile(r"(\bsố\s+\d[\w./-]*).*$", re.DOTALL | re.IGNORECASE)
_BRACKETS = re.compile(r"\([A-ZĐ]{2,}\)")  # an abbreviation introduced, which is no other word
_KINDS = tuple(sorted((tuple(tokens(kind)) for kind in DocumentType), key=lambda kind: -len(kind)))
_LEADS = (("ve", "viec"), ("ve",), ("ban", "hanh"))
_SLIGHT = frozenset({"ve", "viec", "va", "cac"})  # words that change nothing
_SAME = 0.9  # share of equal words from which two titles are one, but for slips of the pen
_AKIN = 0.45  # share below which the title quoted is hardly that of the document
_TOLD = 3  # words below which a quoted title was hardly quoted, or not read to its end
_SHORT = 4  # words from which a title says enough to be judged


class TitleDifference(StrEnum):
    """How a title as quoted differs from the registered one."""

    NONE = "none"
    PERIOD = "period"  # other years
    CUT = "cut"  # words of the registered title are left out, none is changed
    WORDS = "words"  # some words are others
    OTHER = "other"  # hardly the same title


@dataclass(frozen=True, slots=True)
class Compared:
    """Outcome of a comparison. quoted, registered: the parts that differ, as printed."""

    difference: TitleDifference
    quoted: str = ""
    registered: str = ""
    share: float = 1.0


@lru_cache(maxsize=4096)
def title_words(title: str) -> tuple[tuple[str, str], ...]:
    """(folded, printed) words of a title, abbreviations written out, openings left out.

    Of a title that names another document by number, what follows that number is left out: it
    is quoted in full, in short or not at all.
    """
    named = _EMBEDDED.sub(r"\1", _BRACKETS.sub(" ", title))
    printed = re.findall(r"\w+", expand_abbreviations(named))
    words = [("".join(tokens(word)) or word, word) for word in printed]
    for _ in range(3):
        words = _without_opening(words)
    return tuple(words)


def _without_opening(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    folded = tuple(word for word, _ in words)
    for lead in (*_KINDS, *_LEADS):
        if folded[: len(lead)] == lead and len(folded) > len(lead):
            return words[len(lead) :]
    return words


def compare_titles(quoted: str, registered: str) -> Compared:
    """What differs between a quoted title and the registered one.

    >>> compare_titles("về cải cách giai đoạn 2026 - 2030", "Cải cách giai đoạn 2021 - 2030").quoted
    '2026 - 2030'
    """
    ours, theirs = title_words(quoted), title_words(registered)
    left, right = [w for w, _ in ours], [w for w, _ in theirs]
    if left[: len(right)] == right or not right or len(left) < _TOLD:
        return Compared(TitleDifference.NONE)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    share = matcher.ratio()
    years, others = _years(left), _years(right)
    if years and others and years - others and (share >= _AKIN):
        return Compared(
            TitleDifference.PERIOD, _period(quoted, others), _period(registered, years), share
        )
    changed = [
        op
        for op in matcher.get_opcodes()
        if op[0] in ("replace", "delete") and not _SLIGHT.issuperset(left[op[1] : op[2]])
    ]
    if not changed:
        kind = TitleDifference.NONE if share >= _SAME else TitleDifference.CUT
        return Compared(kind, quoted, registered, share)
    kept = sum(block.size for block in matcher.get_matching_blocks()) / len(left)
    if kept < _AKIN and len(left) >= _SHORT:
        return Compared(TitleDifference.OTHER, quoted, registered, share)
    first, last = changed[0], changed[-1]
    return Compared(
        TitleDifference.WORDS,
        " ".join(word for _, word in ours[first[1] : last[2]]),
        " ".join(word for _, word in theirs[first[3] : last[4]]),
        share,
    )


def _years(words: Iterable[str]) -> set[str]:
    return {word for word in words if _YEAR.fullmatch(word)}


def _period(title: str, known: set[str]) -> str:
    """The periods of a title that hold a year which the other title lacks."""
    found = (match[0] for match in _PERIOD.finditer(title))
    return ", ".join(one for one in found if _years(re.findall(r"\d+", one)) - known) or title


def same_title(left: str, right: str) -> bool:
    """Whether two titles are one, word for word, but for case, marks and how they open."""
    ours, theirs = title_words(left), title_words(right)
    return [word for word, _ in ours] == [word for word, _ in theirs]


def likeness(left: str, right: str) -> float:
    """Share of letters that two phrases have in common and in order, marks and blanks apart."""
    ours, theirs = "".join(tokens(left)), "".join(tokens(right))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
