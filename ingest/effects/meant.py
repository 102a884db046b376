"""Which of the documents named beside a verb are its objects, and how much of each.

A list after one verb is governed by it whole; what leans on other words ("hướng dẫn thi hành
Luật …", "theo quy định tại …") is no object, nor is what was named with it; a document that once
amended an object ("Luật A đã được sửa đổi, bổ sung theo Luật B") loses its base with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.effects.objects import Named, NamedDocuments
from ingest.effects.provisions import Part, part_before
from ingest.effects.ranks import may_act, rank
from kg.folding import fold

_JOINT: Final = re.compile(
    r"(?:^|[;,:.\n“\"(+-]|\bva|\bhoac|\bcung|\bvoi)\s*"
    r"(?:(?:va|cac|toan\s+bo|dong\s+thoi|nhung|tai|cua|cho)\s+)*$"
)
_OLDER: Final = re.compile(
    r"duoc\s+s[uưiv][a-z]?a\s+doi[^;]{0,80}?(?:theo|boi|tai|bang)\s*(?:cac\s+)?$"
)
_OPENING: Final = re.compile(
    r"\W*(?:(?:tru|ngoai)\s+(?:cac\s+)?truong\s+hop|ke\s*tu|tu\s+ngay)[^;:]{0,200}?(?:,|\sthi\s)\s*"
)
_BARE: Final = re.compile(
    r"[\s,]*(?:va\s+)?(?:tai\s+)?(?:cac\s+)?|[^;]{0,50}(?:,|\sva)\s+(?:cac\s+)?"
)
_RULES: Final = re.compile(
    r"(?:[;,]|\bva)\s+(?:cac\s+|nhung\s+)?(?:quy\s+dinh|noi\s+dung)(?![a-z])[^;]{0,260}?"
    r"(?:cua|tai|trong)\s*(?:cac\s*)?$"
)
_AMENDED: Final = re.compile(
    r"(?:s[uiv][a-z]?a\s+doi|bo\s+sung)[^;]*?(?:quyet\s+dinh|nghi\s+dinh|thong\s+tu|luat|nghi\s+quyet)"
)
_PARTED: Final = re.compile(r";\s*(?:(?:va|cac|dong\s+thoi)\s+)*$")
_NUMBER_BEFORE: Final = re.compile(r"\d[\w/&-]*\s*(?:,|va|,\s*va)\s*(?:cac\s+)?$")
_LISTED: Final = re.compile(r"[\s,]*(?:ngay[^,;]{0,40})?[\s,]*(?:va|,)?\s*")
_AMENDING: Final = re.compile(r"(?:ve\s+)?(?:viec\s+)?s[uưiv][a-z]?a\s+doi")


@dataclass(frozen=True, slots=True)
class Meant:
    """One object of a verb. older: it once amended the object before it. sure: see `Part`."""

    named: Named
    part: Part
    older: bool = False
    sure: bool = True


class Objects:
    """Finds the objects in spans of one text."""

    def __init__(
        self, text: str, folded: str, named: NamedDocuments, own_number: str | None
    ) -> None:
        self.text, self.folded, self.named = text, folded, named
        self._own = rank(own_number)

    def of(self, low: int, high: int, *, item: bool = False) -> Iterator[Meant]:
        """Objects in [low, high), in text order. item: the span is one entry of a list."""
        opening = _OPENING.match(self.folded, low, high)
        low = opening.end() if opening else low
        previous: Meant | None = None
        passed = False
        for named in self.named.within(low, high):
            meant = self._judged(low, named, previous)
            if meant is None or self._in_title(previous, meant, item=item):
                passed = passed or previous is None
                continue
            if passed and previous is None and meant.part.whole:
                continue  # listed with one that is no object
            if item and previous is not None and self._amending(previous.named):
                meant = replace(meant, sure=False)  # perhaps inside that one's title
            yield meant
            previous = meant

    def _judged(self, low: int, named: Named, previous: Meant | None) -> Meant | None:
        if previous is not None and self._older(previous, named):
            return Meant(named, Part(True, True, named.head, named.head), older=True)  # noqa: FBT003
        mention = named.mention
        title = None if mention.canonical else mention.title or mention.raw
        if not may_act(self._own, rank(mention.canonical, title)):
            return None
        at = previous.named.title_end if previous else low
        part = part_before(self.text, self.folded, at, named.head, first=previous is None)
        if not part.meant:
            return None
        if previous is not None and self._same_part(previous, named):
            return Meant(named, previous.part, sure=False)
        if previous is not None and part.sure:
            before = self.folded[at : min(named.head, part.start)]
            if _JOINT.search(before[-60:]) is None and _RULES.search(before[-300:]) is None:
                return None
        return Meant(named, part, sure=part.sure)

    def _in_title(self, previous: Meant | None, meant: Meant, *, item: bool) -> bool:
        """Such as C in "Điều 5 Thông tư A sửa đổi, bổ sung Thông tư B và Thông tư C"."""
        if previous is None or meant.older or not meant.part.whole:
            return False
        gap = self.folded[previous.named.end : meant.named.head][-1500:]
        if _AMENDED.search(gap) is None:
            return False
        parted = _PARTED.search(gap[-20:]) is not None
        if not previous.part.whole and previous.part.sure:
            return item or not parted
        mention = meant.named.mention
        bare = mention.date is None and mention.title is None
        return bare and not parted and _NUMBER_BEFORE.search(gap[-60:]) is not None

    def _same_part(self, previous: Meant, named: Named) -> bool:
        """Such as B in "các quy định về … tại Nghị định A và Nghị định B"."""
        located = not previous.part.whole and not previous.part.sure
        if located and self.text[previous.part.end : previous.part.end + 1] == ":":
            return True  # all that is listed behind "tại:"
        gap = self.folded[previous.named.title_end : named.head][-60:]
        return located and _BARE.fullmatch(gap) is not None

    def _older(self, previous: Meant, named: Named) -> bool:
        gap = self.folded[previous.named.end : named.head][-400:]
        if _OLDER.search(gap):
            return True
        bare = named.mention.title is None
        return previous.older and bare and _LISTED.fullmatch(gap) is not None

    def _amending(self, named: Named) -> bool:
        return _AMENDING.match(fold(named.mention.title or "")) is not None
