"""Sentences that open a list of duties: "Khi có sự cố, người phụ trách có trách nhiệm:".

Unlike a heading, such a line may stand in running text; the marked items after it are the duties.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.paragraphs import ARTICLE, PLAIN, Paragraph
from ingest.tasks.office_headings import is_name
from ingest.tasks.offices_said import Said, sentence_duty
from kg.folding import fold

# What "có trách nhiệm:" leaves to the list.
_LEFT_OUT = re.compile(r"((?:có|chịu) trách nhiệm|có nhiệm vụ|phải)(?: sau| sau đây)?\s?:$")
_BARE = re.compile(
    r"(?:^|, )(?:phai )?(?:(?:co|chiu) trach nhiem|co (?:cac )?nhiem vu|thuc hien|trien khai"
    r"|chu tri|tham muu)?,? ?(?:(?:to chuc )?(?:trien khai )?(?:thuc hien )?(?:tot |nghiem tuc )?"
    r"(?:cac |nhung |mot so )?(?:noi dung|nhiem vu|cong viec|giai phap|trach nhiem|quy dinh"
    r"|buoc|yeu cau)"
    r"(?:,? (?:nhiem vu|giai phap|quyen han))*(?: theo [^:]{0,160}?,)?)?"
    r"(?: (?:cu the|trong tam|chu yeu|chinh))?(?: (?:sau(?: day)?|nhu sau|gom|cu the))*\s?:$"
)


def openings(items: Sequence[Paragraph]) -> dict[int, tuple[Said, int]]:
    """Lines that open a list of duties, by `id`: whose they are, and the rank above the list's."""
    found = ((item, _opening(items, index)) for index, item in enumerate(items[:-1]))
    after = {id(item): following.rank for item, following in pairwise(items)}
    return {id(item): (said, after[id(item)] - 1) for item, said in found if said}


def _opening(items: Sequence[Paragraph], index: int) -> Said | None:
    """Who has to do all that the marked items after a line with a colon say, or None."""
    item = items[index]
    if item.rank == ARTICLE or not item.text.rstrip().endswith(":"):
        return None
    following = items[index + 1]
    if following.rank == PLAIN or (item.rank != PLAIN and following.rank <= item.rank):
        return None
    if named := is_name(item):
        return named
    text = _LEFT_OUT.sub(r"\1 thực hiện các nhiệm vụ sau:", item.text.rstrip())
    said = sentence_duty(text)
    if said is None or not _BARE.search(fold(said.duty.rstrip())):
        return None
    return Said(said.offices, confidence=0.8)
