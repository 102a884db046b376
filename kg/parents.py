"""Documents that another one details, and whether they have died.

A document that details another falls with it (Law 80/2015/QH13, khoản 4 Điều 154); where the
parent was replaced from 1 April 2025 on it goes on as far as it is not contrary to what replaced
the parent (Law 64/2025/QH15, khoản 2 Điều 57). Both are shown as a rule to be applied by a
lawyer, never as an end: the document's own state stays.

The parent is known from the registry (`guides`), else from the title: "Quy định chi tiết một số
điều và biện pháp thi hành Luật …", "Hướng dẫn thi hành Nghị định số …". Several laws bear one
name; none is called a dead parent while the document may detail another that lives.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.doubts import sound
from kg.facts import Change, RegistryEntry, Scope
from kg.folding import fold
from kg.law_names import LAW_TYPES, enacted, normal_name
from kg.number import find_numbers, number_key
from kg.registry import Registry
from kg.states import state_of
from kg.terms import ValidityState

_DETAILS: Final = re.compile(
    r"(?:(?:nghi dinh|thong tu(?: lien tich)?|quyet dinh|nghi quyet)\s+)?(?:ve\s+)?(?:viec\s+)?"
    r"(?:quy dinh (?:chi tiet|cu the|mot so|bien phap|huong dan)|chi tiet (?:thi hanh|huong dan)"
    r"|huong dan|bien phap (?:to chuc )?thi hanh)"
)
_BETWEEN: Final = frozenset(
    "quy dinh chi tiet cu the mot so dieu khoan diem noi dung va ve huong dan bien phap de to chuc "
    "thi hanh thuc hien ap dung cua cac nhung viec tai theo phan chuong muc mau so bo sung".split()
)
_NUMBERED: Final = re.compile(
    r"(?:nghi dinh|quyet dinh|nghi quyet|thong tu|luat|bo luat|phap lenh)\s+(?:so|cua)?"
)
_CHANGES: Final = re.compile(r"(?<!\w)(?:sua doi|thay the|bai bo|huy bo|dinh chinh)(?!\w)")
_LONGEST_NAME: Final = 24  # syllables of a law's name


def parents_of(entry: RegistryEntry, registry: Registry) -> tuple[RegistryEntry, ...]:
    """Documents that `entry` details, as its own day has them; () where none is known."""
    return tuple(dict.fromkeys(one for group in _groups(entry, registry) for one in group[:1]))


def dead_parents(
    entry: RegistryEntry, registry: Registry, *, on: dt.date
) -> tuple[RegistryEntry, ...]:
    """Parents wholly expired on `on`; only where every document that may be meant has died."""
    found: dict[str, RegistryEntry] = {}
    for group in _groups(entry, registry):
        dead = (
            one.expired and state_of(one, registry, on) is ValidityState.EXPIRED for one in group
        )
        if all(dead):
            found |= {parent.key: parent for parent in group}
    return tuple(found.values())


def _groups(entry: RegistryEntry, registry: Registry) -> Iterator[tuple[RegistryEntry, ...]]:
    """For each document detailed: those that may be meant."""
    told = [registry.meant(change, entry.signed) for change in entry.guides]
    groups: list[tuple[RegistryEntry, ...]] = [(parent,) for parent in told if parent]
    if not entry.guides:
        groups = list(_from_title(entry, registry))
    for group in groups:
        possible = tuple(sound(one, registry) for one in group if one.key != entry.key)
        if possible and not _may_detail_a_successor(entry, possible, registry):
            yield possible


def _from_title(entry: RegistryEntry, registry: Registry) -> Iterator[tuple[RegistryEntry, ...]]:
    for name in titled_parents(entry.title or "", registry):
        if name.number:
            same = registry.by_number(name.number)
            older = [one for one in same if _older(one, entry)]
            if len(older) == 1:
                yield (older[0],)
        else:
            yield _laws(name.name, entry, registry)


@dataclass(frozen=True, slots=True)
class TitledParent:
    """A document named in a title as the one detailed: by number, else by a law's name."""

    number: str
    name: str


def titled_parents(title: str, registry: Registry) -> tuple[TitledParent, ...]:
    """What a title says that its document details, in its order; () where it says nothing so.

    Between the detailing words and a law's name only words of the formula may stand; a number is
    taken wherever it follows them, until the title speaks of changes.
    """
    folded = fold(title)
    begun = _DETAILS.match(folded)
    if begun is None or len(folded) != len(title):
        return ()
    change = _CHANGES.search(folded)
    end = change.start() if change else len(folded)
    found = []
    numbered = [m for m in find_numbers(title) if m.start < end]
    if numbered and _NUMBERED.search(folded[max(0, numbered[0].start - 24) : numbered[0].start]):
        found.append(TitledParent(str(numbered[0].number), ""))
    law = _law_after(title, folded, begun.end(), end, registry)
    if law and not (numbered and numbered[0].start < folded.find(fold(law))):
        found.insert(0, TitledParent("", law))
    return tuple(found)


def _law_after(title: str, folded: str, at: int, end: int, registry: Registry) -> str | None:
    """The longest known law's name right behind the words of the formula; None without one."""
    kind = re.compile("|".join(rf"(?<!\w){fold(k)}(?!\w)" for k in sorted(LAW_TYPES, key=len)))
    match = kind.search(folded, at, end)
    if match is None:
        return None
    between = re.findall(
        r"[a-z]+", re.sub(r"\b(?:diem\s+)?[a-z]\b", " ", folded[at : match.start()])
    )
    if any(word not in _BETWEEN for word in between):
        return None
    start = match.start()
    words = list(re.finditer(r"\S+", title[start:end]))[:_LONGEST_NAME]
    names = _law_names(registry)
    for last in range(len(words), 1, -1):
        name = title[start : start + words[last - 1].end()].rstrip(" .,;:")
        if normal_name(name)[0] in names:
            return name
    return None


@lru_cache(maxsize=4)
def _law_names(registry: Registry) -> frozenset[str]:
    return frozenset(normal_name(title)[0] for title, _ in registry.titles())


def _laws(name: str, entry: RegistryEntry, registry: Registry) -> tuple[RegistryEntry, ...]:
    """Laws of this name that a document of this day may detail, newest first.

    The newest one enacted by then, and the one then in force: a decree signed between a law's
    passing and its first day may detail either.
    """
    older = [law for law in registry.law_named(name) if _older(law, entry)]
    if entry.signed is None or not older:
        return ()
    newest = max(older, key=enacted)
    if newest.effective and entry.effective and newest.effective <= entry.effective:
        return (newest,)  # the earlier law of this name fell when the newest began
    current = registry.law_named(name, on=entry.signed)
    possible = dict.fromkeys([newest, *(law for law in current if _older(law, entry))])
    return tuple(law for law in possible if not _begins_after(law, entry)) or (newest,)


def _older(parent: RegistryEntry, entry: RegistryEntry) -> bool:
    return entry.signed is None or enacted(parent) <= entry.signed


def _begins_after(parent: RegistryEntry, entry: RegistryEntry) -> bool:
    """Whether the document takes effect before the parent does: then it details another.

    A detailing document takes effect together with what it details (Law 64/2025/QH15, khoản 2
    Điều 53).
    """
    begun = entry.effective
    return begun is not None and parent.effective is not None and begun < parent.effective


def _may_detail_a_successor(
    entry: RegistryEntry, group: tuple[RegistryEntry, ...], registry: Registry
) -> bool:
    """Whether the document may detail what replaced its parent, known to us by number or not."""
    if entry.signed is None:
        return True
    for parent in group:
        if parent.expired and parent.expired <= entry.signed:
            return True  # it details no dead document: another of that name is meant
        for change in parent.replaced_by:
            if change.scope is Scope.FULL and _signed_under(change, entry, registry):
                return True
    return False


def _signed_under(change: Change, entry: RegistryEntry, registry: Registry) -> bool:
    """Whether the replacing document was there when `entry` was signed, and begins by its day."""
    later = registry.meant(change)
    if later is None or entry.signed is None:
        return entry.signed is None or (change.date is not None and change.date <= entry.signed)
    if number_key(later.number) == number_key(entry.number) or enacted(later) > entry.signed:
        return False
    return entry.effective is None or change.date is None or entry.effective >= change.date
