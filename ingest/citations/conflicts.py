"""Contradictions inside one document about the documents it names: reported, never repaired."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.errors import Problem
from kg.folding import tokens
from kg.model import Header, Mention
from kg.number import number_key
from kg.terms import MentionType, ProblemCode


def with_conflicts(mentions: Sequence[Mention], header: Header) -> tuple[Mention, ...]:
    """The mentions, with a problem on each that contradicts another or the document itself."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.canonical and mention.date:
            groups[number_key(mention.canonical)].append(mention)
    clashing = {key: days for key, group in groups.items() if (days := _clash(group))}
    return tuple(_checked(mention, header, clashing) for mention in mentions)


def _clash(group: Sequence[Mention]) -> tuple[str, ...]:
    """The days stated for one document, if they differ; numbers recur over the years."""
    days = sorted({mention.date.isoformat() for mention in group if mention.date})
    if len(days) < 2:
        return ()
    numbered_by_year = any(m.canonical and m.canonical.count("/") > 1 for m in group)
    one_year = len({day[:4] for day in days}) == 1
    return tuple(days) if numbered_by_year or one_year or _alike(group) else ()


def _alike(group: Sequence[Mention]) -> bool:
    """Whether the titles stated are about the same thing."""
    titles = [set(tokens(mention.title)) for mention in group if mention.title]
    if len(titles) < 2:
        return False
    shared = len(set.intersection(*titles))
    return shared >= 0.6 * min(map(len, titles))


def _checked(mention: Mention, header: Header, clashing: dict[str, tuple[str, ...]]) -> Mention:
    problems = list(mention.problems)
    days = clashing.get(number_key(mention.canonical)) if mention.canonical else None
    if days and mention.date:
        problems.append(
            Problem(
                ProblemCode.CONFLICTING_DATES,
                found=mention.date.isoformat(),
                expected="one day for one document",
                place=f"line {mention.line}",
                choices=days,
            )
        )
    if _other_number(mention, header):
        problems.append(
            Problem(
                ProblemCode.CONFLICTING_NUMBERS,
                found=mention.canonical or "",
                expected=header.number or "",
                place=f"line {mention.line}",
                choices=(header.number or "", mention.canonical or ""),
            )
        )
    return replace(mention, problems=tuple(problems)) if problems else mention


def _other_number(mention: Mention, header: Header) -> bool:
    return (
        mention.mention_type is MentionType.SELF
        and header.number is not None
        and mention.canonical is not None
        and number_key(mention.canonical) != number_key(header.number)
    )
