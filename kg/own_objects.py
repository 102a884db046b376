"""Documents that a text itself ends or changes: they are its objects, not what it rests on.

A decision that repeals another names it in its title, in the proposal that it answers, in the
article that repeals it and in the clause for what was begun under it: only a line "Căn cứ …" that
held no more when the decision was made is a basis to be mended.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from kg.check_links import Cited
from kg.model import Mention
from kg.severity import ENDS
from kg.terms import CitationRole, Relation

CHANGES: Final = ENDS | {Relation.AMENDS, Relation.SUPPLEMENTS}
"""What a document does to its object."""
BASES: Final = frozenset({Relation.LEGAL_BASIS, Relation.IMPLEMENTS})
"""What a line of the opening says of the document on which the text rests."""


def weighing(
    group: Sequence[Cited], made: dt.date | None, dead_on: Callable[[dt.date], bool]
) -> Sequence[Cited]:
    """The citations of one document by which its row is weighed; all, where it is no object.

    made: the citing document's day. dead_on: whether the cited document had ended by a day.
    """
    objects = [cited for cited in group if _is_object(cited.mention)]
    if not objects:
        return group

    def held() -> bool:
        return made is not None and not dead_on(made - dt.timedelta(days=1))

    ends = any(_ends_whole(cited.mention) for cited in objects)
    lines = (cited for cited in group if cited.mention.role is CitationRole.BASIS)
    bases = [c for c in lines if is_base_too(c.mention.relation, ends=ends, held=held)]
    return [*bases, *objects]


def is_base_too(relation: Relation | str, *, ends: bool, held: Callable[[], bool]) -> bool:
    """Whether a line of the opening names an object of the document as a base to be mended.

    ends: the document ends its object as a whole. held: whether that held the day before.
    """
    return relation in BASES and not (ends and held())


def _is_object(mention: Mention) -> bool:
    return mention.role is CitationRole.AMENDED_OBJECT and mention.relation in CHANGES


def _ends_whole(mention: Mention) -> bool:
    return mention.relation in ENDS and mention.provision is None
