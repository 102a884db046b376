"""Which document each mention of a checked text means, and which mentions mean one document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.candidates import CitedAt, Resolution
from kg.folding import tokens
from kg.grouping import link_group
from kg.model import DocumentRecord, Header, Mention
from kg.number import number_key
from kg.registry import Registry
from kg.terms import MentionType


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
    return kind not in (MentionType.SELF, MentionType.ANAPHORA)


def _group_key(mention: Mention) -> str:
    """What could make mentions one document: the folded number, else the words of the name."""
    if mention.canonical:
        return number_key(mention.canonical)
    return " ".join(tokens(mention.title or mention.raw))


def joined_groups(groups: Mapping[str, list[Cited]]) -> list[list[Cited]]:
    """Groups of mentions; one that states only a number joins the one that states more.

    Within one document a number alone means what was named in full before: Decree 30/2020/NĐ-CP,
    Appendix I, section II, has later citations give kind and number only.
    """
    by_number: dict[str, list[str]] = {}
    for key, group in groups.items():
        number = group[0].mention.canonical
        if number:
            by_number.setdefault(number_key(number), []).append(key)
    joined = {key: list(group) for key, group in groups.items()}
    for keys in by_number.values():
        full = [key for key in keys if any(_tells(c.mention) for c in groups[key])]
        if len(full) != 1:
            continue
        for key in keys:
            if key != full[0] and not any(c.resolution.choices for c in groups[key]):
                joined[full[0]] += joined.pop(key)
    return list(joined.values())


def _tells(mention: Mention) -> bool:
    """Whether a mention states more than a number."""
    return mention.date is not None or mention.issuer is not None
