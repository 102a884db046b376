"""Facts from clauses merged into what is known of a document, one clause after the other.

The same rules make the shipped table (corpus/build/validity.py) and what a library's own
documents say (`kg.text_facts`). A clause that cannot be true is refused with its reason, never
merged: a document is not ended by an older one, by itself, or by an office without the power to.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.errors import Problem
from kg.facts import Change, LaterPart, RegistryEntry, Scope
from kg.folding import fold
from kg.identity import has_year, is_national, issuer_form, same_issuer
from kg.number import number_key
from kg.powers import outranked
from kg.terms import EffectKind, ProblemCode

REPLACED = "replacement_or_repeal"
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_REPEALING = re.compile(
    r"(?:(?:quyet dinh|nghi quyet|thong tu|nghi dinh) )?(?:ve )?(?:viec )?bai bo "
)
_AMENDING = re.compile(
    r"^(?:\w+ )?(?:ve viec )?sua doi,? (?:bo sung )?(?:mot so (?:dieu|noi dung|quy dinh)|dieu \d+)"
)
_SEVERAL = re.compile(
    r"\b(?:cac|\d+) (?:luat|nghi dinh|thong tu)\b|(?:,| va) (?:luat|nghi dinh|thong tu)\b"
)
ENDS = frozenset({EffectKind.REPLACES, EffectKind.REPEALS})


@dataclass(frozen=True, slots=True)
class ActOn:
    """One document acts on another: what a clause of it does.

    change: the acting document as the other's entry will show it; its `date` is the first day of
    the effect. issuer, signed: of the acting document. national: it is a central body's.
    """

    kind: EffectKind
    change: Change
    signed: dt.date | None = None
    issuer: str | None = None
    national: bool = False


def merged(entry: RegistryEntry, act: ActOn) -> RegistryEntry | Problem:
    """The entry with one clause's effect on it, or why that clause cannot be meant.

    Problems: CONTRADICTION. A second end on another day keeps the later one as `expired` (what is
    certainly dead) and both among `replaced_by`, so that the days between are in doubt.
    """
    wrong = refusal(entry, act)
    if wrong:
        return Problem(ProblemCode.CONTRADICTION, wrong, "a later document with the power to do so",
                       entry.key)  # fmt: skip
    if act.change.scope is Scope.LOST_BASE and not amends_one(entry.title):
        return entry
    entry = _shown(entry, act)
    if act.kind in ENDS:
        return _ended(entry, act.change)
    made = _MERGE.get(act.kind)
    return made(entry, act.change) if made else entry


def refusal(entry: RegistryEntry, act: ActOn) -> str:
    """Why the acting document cannot do this to the entry; empty where it can."""
    number = act.change.number
    one_number = number_key(number) == number_key(entry.number)
    if act.change.key == entry.key or (
        one_number and (_one_series(number) or act.signed == entry.signed)
    ):
        return f"{number} → {number}"
    if _older(act, entry):
        return f"{number} ({act.signed or '?'}) → {entry.number} ({entry.signed or '?'})"
    if act.kind in ENDS and outranked(number, entry.number):
        return f"{number} → {entry.number}"
    if is_national(entry.number) and not (act.national or is_national(number)):
        return f"{number} → {entry.number}"
    return ""


def _one_series(number: str) -> bool:
    """Whether the number alone names one document in the whole country."""
    return has_year(number) and is_national(number)


def _older(act: ActOn, entry: RegistryEntry) -> bool:
    """Whether the acting document is older; the year in a number is surer than a printed day."""
    ours, theirs = _year(act.change.number, act.signed), _year(entry.number, entry.signed)
    if ours is None or theirs is None or ours != theirs:
        return ours is not None and theirs is not None and ours < theirs
    days = (act.signed, entry.signed)
    if any(day is None or day.year != ours for day in days):
        return False
    return act.signed < entry.signed  # type: ignore[operator] # neither is None


def _year(number: str, signed: dt.date | None) -> int | None:
    printed = _YEAR.search(number)
    return int(printed[1]) if printed else signed.year if signed else None


def may_act(entry: RegistryEntry, act: ActOn) -> bool:
    """Whether a local document's own issuer, or a central body, acts on it.

    A normative document is replaced or repealed by the body that issued it, or repealed or
    suspended by a competent superior (Law 80/2015/QH13, Article 12; wording not at hand); after a
    merger the new unit's body is the issuer. Local superiors are not told apart by name: such a
    clause is reported, not merged.
    """
    if is_national(act.change.number) or entry.issuer is None or act.issuer is None:
        return is_national(act.change.number)
    return same_issuer(entry.issuer, act.issuer, None) or _took_over(entry.issuer, act.issuer)


def _took_over(former: str, issuer: str) -> bool:
    """Whether a body is that of the unit which the former one's unit joined.

    UBND tỉnh Ninh Bình repeals decisions of UBND tỉnh Hà Nam since the mergers of 2025.
    """
    from kg.territories import find_places, successors

    kind, place = _body(former)
    other, today = _body(issuer)
    if kind != other or not place or not today:
        return False
    heirs = (heir for found in find_places(place) for heir in successors(found.place))
    return any(fold(heir.place.name) == fold(today) for heir in heirs)


def _body(issuer: str) -> tuple[str, str]:
    """What body, folded, of what place: ("ubnd", "tỉnh Hà Nam")."""
    kind, _, place = issuer_form(issuer).partition(" ")
    return fold(kind), place


def only_repeals(title: str | None) -> bool:
    """Whether a title is that of a document that ends others and rules nothing in their place.

    >>> only_repeals("Quyết định bãi bỏ Quyết định số 81/2025/QĐ-UBND"), only_repeals("Luật Giá")
    (True, False)
    """
    return _REPEALING.match(fold(title or "")) is not None


def amends_one(title: str | None) -> bool:
    """Whether a title is that of a document that amends one other, and so dies with it.

    "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B" goes on with B.
    """
    folded = fold(title or "")
    found = _AMENDING.search(folded)
    return found is not None and not _SEVERAL.search(folded, found.end())


def _shown(entry: RegistryEntry, act: ActOn) -> RegistryEntry:
    """The entry with the days on which the act shows it alive: what is changed or ended held.

    From the day the acting document was signed to that of its effect; to the day before, where
    it ends all of it.
    """
    day, whole = act.change.date, act.kind in ENDS and act.change.scope is Scope.FULL
    if day is None or act.kind not in (*ENDS, EffectKind.AMENDS):
        return entry
    last = day - dt.timedelta(days=1) if whole else day
    first = min(act.signed or last, last)
    known = entry.shown_alive or (first, last)
    return replace(entry, shown_alive=(min(known[0], first), max(known[1], last)))


def _ended(entry: RegistryEntry, change: Change) -> RegistryEntry:
    if change.scope in (Scope.PARTIAL, Scope.LOST_BASE):
        return replace(entry, replaced_by=_added(entry.replaced_by, change))
    if change.date is None:
        return replace(entry, replaced_by=_added(entry.replaced_by, change), status="unknown")
    return replace(
        entry,
        expired=max(day for day in (entry.expired, change.date) if day),
        expired_by=REPLACED,
        status="expired",
        replaced_by=_added(entry.replaced_by, change),
    )


def _amended(entry: RegistryEntry, change: Change) -> RegistryEntry:
    return replace(entry, amended_by=_added(entry.amended_by, change))


def _suspended(entry: RegistryEntry, change: Change) -> RegistryEntry:
    if change.date is None or change.scope is Scope.PARTIAL:
        return entry
    return replace(entry, suspended=tuple(sorted({*entry.suspended, (change.date, None)}, key=str)))


def _resumed(entry: RegistryEntry, change: Change) -> RegistryEntry:
    """The last halt that is still open, and began before, ends on the day of the change."""
    day = change.date
    open_ones = [first for first, last in entry.suspended if last is None and day and first < day]
    if not open_ones or day is None:
        return entry
    halts = tuple(
        (first, day) if last is None and first == max(open_ones) else (first, last)
        for first, last in entry.suspended
    )
    return replace(entry, suspended=halts)


_MERGE: dict[EffectKind, Callable[[RegistryEntry, Change], RegistryEntry]] = {
    EffectKind.AMENDS: _amended,
    EffectKind.SUSPENDS: _suspended,
    EffectKind.RESUMES: _resumed,
}


def _added(changes: tuple[Change, ...], new: Change) -> tuple[Change, ...]:
    """With a change that is not there yet; the same act twice is one, its provisions joined."""
    for old in changes:
        same = number_key(old.number) == number_key(new.number) and old.scope is new.scope
        if same and old.date in (None, new.date):
            parts = dict.fromkeys(part for part in (old.provisions, new.provisions) if part)
            joined = replace(
                old,
                date=old.date or new.date,
                clause=old.clause or new.clause,
                provisions="; ".join(parts) or None,
            )
            return tuple(joined if change is old else change for change in changes)
    return (*changes, new)


def with_beginning(
    entry: RegistryEntry, first: dt.date, rule: str | None = None, provisions: str | None = None
) -> RegistryEntry:
    """The entry with its own clause on when it, or some of it, begins."""
    if provisions:
        return replace(entry, later_parts=(*entry.later_parts, LaterPart(provisions, first)))
    return replace(entry, effective=first, effective_rule=rule)
