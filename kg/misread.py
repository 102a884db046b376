"""Numbers that are one figure away from a registered document whose day and title are stated.

"Nghị quyết số 67/NQ-CP ngày 15/7/2021 … Chương trình tổng thể cải cách hành chính" means 76/NQ-CP
in all likelihood. It is never corrected in silence: the registered one becomes a choice.
"""

import re
from collections.abc import Iterator

from kg.candidates import Candidate, from_entry
from kg.facts import RegistryEntry
from kg.link_evidence import title_share
from kg.number import number_key
from kg.registry import Registry
from kg.statements import Said

_PARTS = re.compile(r"(?P<ordinal>\d+)(?P<letter>[a-z]?)(?P<year>/\d{4})?(?P<rest>[/-].+)")
_ALIKE = 0.85  # share of the stated title's letter triples that the registered title must have
_WHOLE = 0.6  # and the other way round: a title may be cut
_SIBLINGS = 5  # numbers so near are given on one day to documents of one kind and of like titles
_WORDS = 4  # words from which a title tells a document
_LONGEST = 7  # figures of a number, its year apart (`kg.number.NUMBER`)


def other_figures(statement: Said, registry: Registry) -> list[Candidate]:
    """Registered documents of the stated day and title whose number differs in one figure.

    By number. Empty where the statement gives no day, no title or no number.
    """
    title = statement.title or ""
    parts = _PARTS.fullmatch(statement.canonical or "")
    if parts is None or statement.date is None or len(title.split()) < _WORDS:
        return []
    found = {
        entry.key: entry
        for number in _numbers(parts, statement.date.year)
        for entry in registry.by_number(number)
        if entry.signed == statement.date and _alike(statement, entry)
    }
    return [from_entry(found[key]) for key in sorted(found)]


def _alike(statement: Said, entry: RegistryEntry) -> bool:
    if _siblings(statement.canonical or "", entry.number):
        return False
    stated, known = statement.title or "", entry.title or ""
    return title_share(stated, known) >= _ALIKE and title_share(known, stated) >= _WHOLE


def _siblings(left: str, right: str) -> bool:
    """Whether two numbers of one year and kind follow one another closely."""
    one, other = _PARTS.fullmatch(left), _PARTS.fullmatch(right)
    if one is None or other is None or one["year"] != other["year"]:
        return False
    return abs(int(one["ordinal"]) - int(other["ordinal"])) <= _SIBLINGS


def written_as(number: str) -> set[str]:
    """Forms of a number key: as it is, and with its year left open."""
    parts = _PARTS.fullmatch(number)
    if parts is None or not parts["year"]:
        return {number}
    return {number, f"{parts['ordinal']}{parts['letter']}/*{parts['rest']}"}


def misread_as(number: str) -> set[str]:
    """Forms (`written_as`) of the number keys that this one's document is held against.

    Keys have no zeros before the first figure, numbers may: 105 without its 1 is "05", which is 5.
    """
    parts = _PARTS.fullmatch(number)
    if parts is None:
        return {number}
    rest, ordinal = f"{parts['letter']}{parts['year'] or ''}{parts['rest']}", parts["ordinal"]
    most = max(len(ordinal), _LONGEST)
    padded = (ordinal.zfill(length) for length in range(len(ordinal), most + 1))
    others = (other.lstrip("0") for form in padded for other in _ordinals(form))
    return written_as(number) | {number_key(f"{other or 0}{rest}") for other in others}


def _numbers(parts: re.Match[str], year: int) -> Iterator[str]:
    """The number with one figure changed, left out or added, two exchanged, or of that year."""
    ordinal, stated = parts["ordinal"], parts["year"] or ""
    for other in sorted(_ordinals(ordinal) - {ordinal}):
        yield f"{other}{parts['letter']}{stated}{parts['rest']}"
    if stated and stated != f"/{year}":
        yield f"{ordinal}{parts['letter']}/{year}{parts['rest']}"


def _ordinals(ordinal: str) -> set[str]:
    figures = "0123456789"
    places = range(len(ordinal))
    changed = {ordinal[:i] + f + ordinal[i + 1 :] for i in places for f in figures}
    shorter = {ordinal[:i] + ordinal[i + 1 :] for i in places} - {""}
    longer = {ordinal[:i] + f + ordinal[i:] for i in (*places, len(ordinal)) for f in figures}
    swapped = {ordinal[:i] + ordinal[i + 1] + ordinal[i] + ordinal[i + 2 :] for i in places[:-1]}
    return changed | shorter | longer | swapped
