"""Laws that a mention names without a number, and registered documents by number."""

from collections.abc import Sequence

from kg.candidates import Candidate, Resolution, from_entry
from kg.law_names import LAW_TYPES
from kg.model import Choice, Header, Mention
from kg.registry import Registry
from kg.terms import LinkReason, MentionType

_NAMED = 0.9  # confidence in a law found by its name alone


def candidates_for(mention: Mention, citing: Header, registry: Registry) -> list[Candidate]:
    """Registered documents that a mention may mean: by its number, else by a law's name."""
    if mention.canonical:
        return [from_entry(entry) for entry in registry.by_number(mention.canonical)]
    if mention.title and is_law(mention):
        found = registry.law_named(mention.title, signed=mention.date, on=citing.date)
        return [from_entry(entry) for entry in found]
    return []


def is_law(mention: Mention) -> bool:
    """Whether a mention names a law."""
    named = mention.mention_type in (MentionType.NAMED_LAW, MentionType.NAMED_LAW_EMBEDDED)
    return named or mention.type in LAW_TYPES


def by_name(candidates: Sequence[Candidate]) -> Resolution:
    """Laws found by name: one is meant; of several, none is preferred."""
    if len(candidates) == 1:
        return Resolution(candidates[0].key, (), _NAMED)
    share = 1 / len(candidates) if candidates else 0.0
    choices = tuple(
        Choice(c.key, c.canonical, c.title, c.date, c.issuer, share, LinkReason.NAME_ONLY.value)
        for c in sorted(candidates, key=lambda c: c.key)
    )
    return Resolution(None, choices)
