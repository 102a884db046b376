"""Sentences that name the actor as the one whose part is to grow.

As in "nâng cao vai trò, trách nhiệm của người đứng đầu các cơ quan trong …".
"""

import re

from ingest.tasks.actors import Actors, actors_at, office_name
from ingest.tasks.offices_said import COMMON_ACTOR, Said, listed_names
from kg.folding import fold
from kg.terms import OfficeRole

_SHARED = re.compile(
    r"\b(?:tang cuong|nang cao|phat huy|de cao|xac dinh \w{2,3})\s(?:[^.;]{0,60}?\s)?"
    r"(?P<part>vai tro(?:[^.;]{0,50}?giam sat)?|trach nhiem|nang luc|su tham gia|y thuc trach nhiem"
    r"|nang luc nghien cuu va chi dao)\s(?:cua|doi voi)\s"
)
_VAGUE = re.compile(r"(?:to chuc|ca nhan),? ")
_DOES = re.compile(
    r" (?:chu tri|tham muu|co trach nhiem|duoc giao|duoc phan cong)\b[^,.;:]{0,90}?"
    r"(?= (?:trong|nham|de|khi|theo|to chuc thuc hien)\b|[,.;:]|$)"
)
_ALSO_OF = re.compile(r",? (?:va )?cua (?=\w)")


def shared_duty(text: str) -> Said | None:
    """As in "nâng cao vai trò, trách nhiệm của X trong …": X has to act; watching is monitoring."""
    folded = fold(text)
    for match in _SHARED.finditer(folded):
        listed = actors_at(folded, match.end())
        if not listed or listed.spans[0][0] - match.end() > 1:
            continue
        titled = folded[: match.start()].endswith("ve ")  # of a document, not a duty
        if titled or _VAGUE.match(folded, listed.spans[0][0]):
            continue
        if len(folded[listed.end :].split()) < 3:
            continue
        watching = "giam sat" in folded[match.start() : listed.end + 60]
        role = OfficeRole.MONITORING if watching else OfficeRole.PERFORMING
        return Said(_described_names(text, folded, listed), text.strip(), 0, role, confidence=0.6)
    return None


def _described_names(text: str, folded: str, listed: Actors) -> tuple[str, ...]:
    """Names of a list, the last with what it does, where that tells who is meant.

    As in "… và các cơ quan chủ trì triển khai các nội dung trong Kế hoạch", and a second list
    after ", của".
    """
    names, begin = listed_names(text, listed), listed.spans[-1][0]
    told = _DOES.match(folded, listed.end)
    if told and COMMON_ACTOR.match(folded, begin):
        names = (*names[:-1], office_name(text[begin : told.end()]))
    more = _ALSO_OF.match(folded, told.end() if told else listed.end)
    further = actors_at(folded, more.end()) if more else None
    return (*names, *_described_names(text, folded, further)) if further else names
