"""Orders to many offices at once, whose points below are the duties of each of them.

As in a directive's "… yêu cầu các sở, ngành, UBND cấp xã triển khai thực hiện những nội dung sau:".
"""

import re

from ingest.paragraphs import PLAIN, Paragraph
from ingest.tasks.actors import actors_at
from ingest.tasks.offices_said import Said, listed_names

_ORDER = re.compile(
    r"(?:^|[\s,])(?:yeu cau|de nghi|giao(?: nhiem vu)?(?: cho)?)\s?:?\s(?=(?:cac|thu truong"
    r"|giam doc|chu tich|so|ubnd|uy ban)\b)"
)
_OPENS = re.compile(
    r"(?:noi dung|nhiem vu|giai phap|cong viec|thuc hien|yeu cau)"
    r"[^.;:]{0,40}\b(?:sau(?: day)?)\s?:$"
    r"|thuc hien\s?:$"
)
_CONTENTS = re.compile(
    r"(?:ve\b|(?:trach nhiem|nhiem vu)(?: (?:cu the|chung|chu yeu|trong tam))?\W*$"
    r"|ngoai (?:cac|nhung) (?:trach nhiem|nhiem vu)\b[^.;]*\W*$)"
)


def common_order(item: Paragraph) -> Said | None:
    """Those whom a line with a colon orders to do all the points that follow it."""
    if item.rank != PLAIN or not _OPENS.search(item.folded.rstrip()):
        return None
    for order in _ORDER.finditer(item.folded):
        listed = actors_at(item.folded, order.end())
        if listed and listed.spans[0][0] - order.end() <= 1:
            return Said(listed_names(item.text, listed), confidence=0.8)
    return None


def names_contents(item: Paragraph, *, parts: bool) -> bool:
    """Whether a line under an office only names what follows: "2.2. Trách nhiệm cụ thể".

    parts: others stand below it.
    """
    if not _CONTENTS.match(item.folded):
        return False
    return not item.folded.startswith("ve ") or (parts and not item.text.endswith((".", ";")))
