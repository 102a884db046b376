"""From mentions to documents: which document each mention in the library means.

`resolve` weighs candidates for one mention; `link_group` links all mentions of one group at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.by_name import by_name, candidates_for, is_law
from kg.candidates import Candidate, CitedAt, Link, Resolution, choose
from kg.contradictions import other_day
from kg.grouping import link_group
from kg.identity import identity_key
from kg.model import Header, Mention
from kg.statements import said
from kg.terms import MentionType

__all__ = [
    "Candidate", "CitedAt", "Link", "Resolution",
    "candidates_for", "identity_key", "link_group", "resolve",
]  # fmt: skip


def resolve(
    mention: Mention,
    citing: Header,
    candidates: Sequence[Candidate],
    *,
    near: Collection[str] = (),
) -> Resolution:
    """The one candidate that a mention means; with doubt, no target but the choices.

    near: keys of documents that the same text names in full elsewhere.

    A mention of the document's own number, or of words like "Quyết định này", has no candidates
    to weigh: its target is the citing document, which the caller knows.
    """
    if mention.mention_type in (MentionType.SELF, MentionType.ANAPHORA):
        return Resolution(None)
    if mention.canonical is None and is_law(mention):
        return by_name(candidates)
    statement = said(mention, citing)
    found = choose(statement, candidates, near)
    meant = next((c for c in candidates if c.key == found.target), None)
    if meant is None:
        return found
    return replace(found, problems=(*found.problems, *other_day(statement, meant)))
