"""What goes on of a document that was ended "trừ …": named provisions, often to a printed day.

Read from the words of the clause that ends it ("… hết hiệu lực …, trừ Phụ lục IV", "riêng Điều 8
tiếp tục có hiệu lực đến hết ngày 31 tháng 12 năm 2027"). An exception "trừ trường hợp quy định
tại Điều … của Luật này" only lets begun cases run on: no part of the document lives by it.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from kg.ending_words import items_about, plain
from kg.facts import EffectClause, RegistryEntry, Scope
from kg.number import number_key
from kg.proofs import Proof, quoted
from kg.provisions import read_provisions, written
from kg.registry import Registry
from kg.terms import EffectKind

_EXCEPT: Final = re.compile(
    r"(?<!\w)(?:ngoại\s+)?trừ\s+(?:các\s+)?(?:trường hợp\s+)?(?:các\s+)?(?:nội dung\s+)?"
    r"(?:quy định\s+)?(?:tại\s+)?(?P<what>[^.;]{1,200})"
)
_LISTED: Final = re.compile(
    r"(?<!\w)trừ\s+(?:các\s+)?(?:trường hợp|quy định|nội dung)\s+sau\s*(?:đây)?\s*:?"
)
_OF_THIS: Final = re.compile(
    r"(?:của|tại|thuộc)?\s*(?:luật|bộ luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư"
    r"(?: liên tịch)?|điều|khoản) này"
)
_GOES_ON: Final = re.compile(
    r"tiếp tục\s+(?:có hiệu lực|(?:được\s+)?(?:áp dụng|thực hiện))(?P<rest>[^.;]{0,160})"
)
_SIGNS: Final = re.compile(r"[.;:]")
_UNTIL: Final = re.compile(
    r"đến\s+hết\s+ngày\s+(\d{1,2})(?:\s+tháng\s+|[/-])(\d{1,2})(?:\s+năm\s+|[/-])(\d{4})"
)
_SUBJECT: Final = re.compile(
    r"(?:[a-zđ\d]{1,2}[).]\s*)?(?:riêng\s+)?(?:(?:các\s+)?quy định\s+tại\s+)?(?:các\s+)?"
    r"(?:điều|khoản|điểm|chương|mục|phụ lục)\s"
)
_CUT: Final = "[…]"


Told = tuple[str | None, dt.date | None]
"""Provisions and their last day."""


@dataclass(frozen=True, slots=True)
class Remnant:
    """Provisions that outlive their document. provisions: None where the words are not at hand.

    until: last day, None where none is printed. by: the document that lets them go on.
    """

    provisions: str | None
    until: dt.date | None
    by: str
    proof: Proof

    @property
    def told(self) -> bool:
        """Whether it is known what goes on, and the words are not cut off."""
        cut = (self.proof.quote or "").rstrip().endswith(_CUT)
        return self.provisions is not None and (self.until is not None or not cut)


def remnants_of(entry: RegistryEntry, registry: Registry) -> tuple[Remnant, ...]:
    """What goes on of an ended document by the clauses that end it, and those beside them."""
    enders = {number_key(c.number) for c in entry.replaced_by if c.scope is not Scope.PARTIAL}
    found: dict[Remnant, None] = {}
    for clause, affected in registry.clauses_on(entry):
        if number_key(clause.number) not in enders or not clause.quote:
            continue
        words = plain(clause.quote)
        if clause.kind == EffectKind.TRANSITIONAL:
            told = _transitional(words, affected.provisions)
        elif affected.scope is Scope.PARTIAL:
            continue
        else:
            told = _excepted(words, entry)
        if told is not None:
            found[_remnant(told, clause, entry)] = None
    return tuple(found)


def _remnant(told: Told, clause: EffectClause, entry: RegistryEntry) -> Remnant:
    return Remnant(told[0], told[1], clause.number, quoted(clause, entry))


def _excepted(words: str, entry: RegistryEntry) -> Told | None:
    """What a clause that ends a document leaves of it; None where all of it ends."""
    if "trừ" not in words and "tiếp tục" not in words:
        return None
    own = "; ".join(items_about(words, entry.number)) or words
    goes_on = _GOES_ON.search(own)
    if goes_on:
        named = _named(_SIGNS.split(own[: goes_on.start()])[-1])
        if named:
            return named, until_day(goes_on["rest"])
    if _LISTED.search(own):
        return None, None
    exception = _EXCEPT.search(own)
    if exception is None or _OF_THIS.search(exception["what"]):
        return None
    named = _named(exception["what"])
    return (named, until_day(own[exception.start() :])) if named else None


def _transitional(words: str, provisions: str | None) -> Told | None:
    """A clause beside the ending one that keeps named provisions of the document."""
    named = written(read_provisions(provisions or "").paths)
    if not named:
        return None
    if _GOES_ON.search(words):
        return named, until_day(words)
    return (named, None) if words.endswith(_CUT) and _SUBJECT.match(words) else None


def _named(words: str) -> str | None:
    """The provisions at the end of some words; None where they name none."""
    found = read_provisions(words)
    return written(found.paths) if found.paths else None


def until_day(words: str) -> dt.date | None:
    """The day of "đến hết ngày 31 tháng 12 năm 2027" in `plain` words."""
    found = _UNTIL.search(words)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
