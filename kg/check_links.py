"""Which document each mention of a checked text means, and which mentions mean one document."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.candidates import CitedAt, Resolution
from kg.errors import Problem
from kg.folding import tokens
from kg.grouping import link_group
from kg.identity import is_national
from kg.model import DocumentRecord, Header, Mention, SourceText
from kg.number import number_key
from kg.registry import Registry
from kg.terms import MentionType, ProblemCode

_OWN = (MentionType.SELF, MentionType.ANAPHORA)


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention with the document it means. key: its identity, or what groups its mentions."""

    mention: Mention
    key: str
    resolution: Resolution


def all_cited(mentions: Sequence[Mention], header: Header, registry: Registry) -> Iterator[Cited]:
    """Every mention with the document it means: as linked already, else as the library would."""
    citing = DocumentRecord("checked", "checked", held=True, header=header)
    groups: dict[str, list[CitedAt]] = {}
    for number, mention in enumerate(mentions):
        if not _names_document(mention):
            continue
        if mention.target:
            linked = Resolution(mention.target, (), mention.confidence)
            yield Cited(mention, mention.target, linked)
        elif mention.choices:
            yield Cited(mention, _group_key(mention), Resolution(None, mention.choices))
        else:
            at = CitedAt(number, mention, citing)
            groups.setdefault(_group_key(mention), []).append(at)
    for key, cited in groups.items():
        for at, link in zip(cited, link_group(cited, (), registry), strict=True):
            found = Resolution(link.target, link.choices, link.confidence, link.problems)
            yield Cited(at.mention, link.target or key, found)


def _names_document(mention: Mention) -> bool:
    """Whether a mention names another document: not "Quyết định này", nor a bare "ISO"."""
    kind = mention.mention_type
    if kind is MentionType.STANDARD:
        return any(char.isdigit() for char in mention.canonical or mention.raw)
    return kind not in _OWN


def _group_key(mention: Mention) -> str:
    """What could make mentions one document: the folded number, else the words of the name."""
    if mention.canonical:
        return number_key(mention.canonical)
    return " ".join(tokens(mention.title or mention.raw))


def joined_groups(groups: Mapping[str, list[Cited]], registry: Registry) -> list[list[Cited]]:
    """Groups of mentions; one that states only a number joins the one that states more.

    Within one document a number alone means what was named in full: Decree 30/2020/NĐ-CP,
    Appendix I, section II, has later citations give kind and number only. Groups that are apart
    only by a day on which the document contradicts itself are one, the conflict told with it.
    """
    by_number: dict[str, list[str]] = {}
    for key, group in groups.items():
        number = group[0].mention.canonical
        if number:
            by_number.setdefault(number_key(number), []).append(key)
    joined = {key: list(group) for key, group in groups.items()}
    for keys in by_number.values():
        full = [key for key in keys if any(_tells(c.mention) for c in groups[key])]
        if len(full) == 1:
            for key in keys:
                if key != full[0] and _may_mean(groups[key], groups[full[0]]):
                    same = groups[full[0]][0].resolution
                    joined[full[0]] += [replace(c, resolution=same) for c in joined.pop(key)]
        left = [key for key in keys if key in joined]
        if len(left) > 1 and _one_by_two_days([joined[key] for key in left], registry):
            for key in left[1:]:
                joined[left[0]] += joined.pop(key)
    return list(joined.values())


def _one_by_two_days(groups: Sequence[Sequence[Cited]], registry: Registry) -> bool:
    """Whether groups of one number differ by nothing but a day found to be in conflict.

    A registered day settles which is meant, so that none of them may be registered.
    """
    if any(registry.get(c.key) or c.resolution.choices for group in groups for c in group):
        return False
    issuers = {c.key.split("@")[2:] and c.key.split("@")[2] for group in groups for c in group}
    days = {c.mention.date.isoformat() for group in groups for c in group if c.mention.date}
    told = [
        {str(day) for c in group for p in _problems(c) for day in p.choices} for group in groups
    ]
    return len(issuers) == 1 and len(days) > 1 and all(days <= days_told for days_told in told)


def _problems(cited: Cited) -> Iterator[Problem]:
    for problem in (*cited.mention.problems, *cited.resolution.problems):
        if problem.code is ProblemCode.CONFLICTING_DATES:
            yield problem


def without_own_misprints(mentions: Sequence[Mention], header: Header) -> tuple[Mention, ...]:
    """Mentions but those of the document itself under a number found to be its own misprinted.

    Only of its own day: another document may well bear the misprinted number.
    """
    own = number_key(header.number) if header.number else ""
    misprints = {
        number_key(str(p.found))
        for m in mentions
        if m.mention_type in _OWN
        for p in m.problems
        if p.code is ProblemCode.CONFLICTING_NUMBERS and number_key(str(p.expected)) == own
    }
    return tuple(m for m in mentions if not _is_itself(m, misprints, header))


def _is_itself(mention: Mention, misprints: Collection[str], header: Header) -> bool:
    if mention.mention_type in _OWN or not (mention.canonical and header.date):
        return False
    same_day = mention.date == header.date
    return same_day and number_key(mention.canonical) in misprints


def _may_mean(short: Sequence[Cited], full: Sequence[Cited]) -> bool:
    """Whether mentions of a number alone may be of the document named in full."""
    if any(cited.resolution.choices for cited in full):
        return False
    offered = {choice.key for cited in short for choice in cited.resolution.choices}
    return not offered or full[0].key in offered


def _tells(mention: Mention) -> bool:
    """Whether a mention states more than a number: its day, or an issuer that the number lacks."""
    central = mention.canonical is not None and is_national(mention.canonical)
    return mention.date is not None or (mention.issuer is not None and not central)


_REST_OF_NAME = re.compile(r"[\w\s,]{0,80}\bsố\s*")


def whole_names(mentions: Sequence[Mention], source: SourceText | None) -> tuple[Mention, ...]:
    """Mentions without the first words of a law's name whose number follows the rest of it.

    "Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15" is one law, not the older
    one of a shorter name besides.
    """
    if source is None:
        return tuple(mentions)
    numbered = sorted(m.text_start for m in mentions if (m.canonical or "").find("/QH") > 0)
    return tuple(m for m in mentions if not _begins_another(m, numbered, source.text))


def _begins_another(mention: Mention, numbered: Sequence[int], text: str) -> bool:
    if mention.mention_type is not MentionType.NAMED_LAW or mention.date is not None:
        return False
    at = bisect_right(numbered, mention.text_end - 1)
    if at == len(numbered):
        return False
    between = text[mention.text_end : numbered[at]]
    return _REST_OF_NAME.fullmatch(between) is not None and "luật" not in between.lower()
