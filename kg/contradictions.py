"""What a citation says of a document and the registered document does not bear out.

These are the mistakes that legal staff look for. Both readings are told; nothing is repaired.
"""

from collections import defaultdict
from functools import lru_cache

from kg.candidates import Candidate
from kg.errors import Problem
from kg.facts import RegistryEntry
from kg.folding import tokens
from kg.link_evidence import periods, title_share
from kg.number import number_key
from kg.registry import Registry
from kg.statements import Said
from kg.terms import ProblemCode

_SAME = 0.85  # share of letter triples from which a stated title is a known one
_OTHER = 0.4  # share up to which it is another
_ABOUT = 0.5  # share from which two titles are about one thing, their years apart
_WORDS = 6  # words from which a stated title is told from others
_OPENING = frozenset("ve viec quy dinh ban hanh phe duyet huong dan cua va".split())
_KEY = 4  # words of a title by which others of its beginning are found


def contradictions(
    statement: Said, candidate: Candidate, registry: Registry
) -> tuple[Problem, ...]:
    """What the statement says otherwise than the document that its number names.

    CONFLICTING_DATES: the day. CONFLICTING_PERIODS: the years of a programme. TITLE_DIFFERS: the
    title is that of another registered document, which is named among the choices.
    """
    found = list(other_day(statement, candidate))
    if statement.title and candidate.title:
        found += _titles(statement.title, candidate, registry)
    return tuple(found)


def other_day(statement: Said, candidate: Candidate) -> tuple[Problem, ...]:
    """CONFLICTING_DATES where the day stated is not the one on which it was signed.

    Not against a day that the catalogue alone gives: those are wrong as often as citations are.
    """
    stated, signed = statement.date, candidate.date
    if stated is None or signed is None or stated == signed or not candidate.checked:
        return ()
    said = statement.canonical or statement.title or ""
    return (
        Problem(
            ProblemCode.CONFLICTING_DATES,
            f"{said} {stated.isoformat()}",
            f"{candidate.canonical or candidate.title or ''} {signed.isoformat()}",
            choices=(stated.isoformat(), signed.isoformat()),
        ),
    )


def _titles(stated: str, candidate: Candidate, registry: Registry) -> list[Problem]:
    known, share = candidate.title or "", title_share(stated, candidate.title or "")
    ours, theirs = periods(stated), periods(known)
    if share >= _ABOUT and ours and theirs and not ours & theirs:
        choices = tuple(f"{a}-{b}" for a, b in (*sorted(ours), *sorted(theirs)))
        return [Problem(ProblemCode.CONFLICTING_PERIODS, stated, known, choices=choices)]
    if share >= _OTHER or len(stated.split()) < _WORDS:
        return []
    others = titled(registry, stated)
    mine = number_key(candidate.canonical or "")
    if not others or any(number_key(entry.number) == mine for entry in others):
        return []
    choices = tuple(entry.key for entry in others[:3])
    return [Problem(ProblemCode.TITLE_DIFFERS, stated, known, choices=choices)]


def titled(registry: Registry, title: str) -> list[RegistryEntry]:
    """Registered documents of this title, damage allowed behind its first words; by number."""
    near = _by_opening(registry).get(opening_of(title), ())
    return sorted(
        (
            entry
            for entry in near
            if title_share(title, entry.title or "") >= _SAME
            and title_share(entry.title or "", title) >= _SAME
        ),
        key=lambda entry: entry.key,
    )


def opening_of(title: str) -> tuple[str, ...]:
    """The first words of a title that tell it: documents of other first words are not compared."""
    words = tokens(title)
    while words and words[0] in _OPENING:
        words.pop(0)
    return tuple(words[:_KEY])


@lru_cache(maxsize=2)
def _by_opening(registry: Registry) -> dict[tuple[str, ...], list[RegistryEntry]]:
    found: dict[tuple[str, ...], list[RegistryEntry]] = defaultdict(list)
    for entry in registry.known():
        if entry.title:
            found[opening_of(entry.title)].append(entry)
    return dict(found)
