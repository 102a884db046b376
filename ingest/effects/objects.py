"""Documents that a text names, as objects of its verbs: where their names and titles stand."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.effects.old_laws import laws_by_name, name_before
from ingest.type_words import TYPE_WORDS
from ingest.wording import any_of
from kg.model import Header, Mention, SourceText
from kg.number import number_key
from kg.terms import CitationRole, MentionType

_NAMED_BEFORE: Final = re.compile(
    rf"(?:{any_of(*TYPE_WORDS)}(?:\s+lien\s+(?:tich|nganh|bo))?\s*)?(?:\(\s*)?(?:s\S{{0,2}}\s*:?\s*)?\Z"
)
_ENDS_TITLE: Final = re.compile(
    r"het\s+(?:hieu|lieu)|(?:bi|duoc|deu)\s+(?:bai|huy)\s+bo|ke\s+tu\s+ngay|(?:duoc|bi)\s+thay\s+the"
    r"|tiep\s+tuc|(?<!quy dinh )(?<!viec )(?<!ve )(?<!va )ngung\s+hieu\s+luc"
    r"|,?\s+tru\s+(?:truong|cac|khoan|dieu|quy)"
)
_LAW: Final = re.compile(r"(?:Bộ )?[Ll]uật|Pháp lệnh|Hiến pháp")
_OWN_PART: Final = re.compile(
    r"(?:[;,]|\bva)\s+(?P<part>(?:(?:cac\s+)?(?:noi\s+dung|quy\s+dinh)\s[^;,]{0,120}(?:tai|cua)"
    r"|(?:(?:diem|khoan|dieu|chuong|muc|phu\s+luc)\s+[^;]{0,80}?)?(?:dieu|phu\s+luc|chuong|muc)\s+[^;,\s]{1,5}(?:\s+cua)?)\s*)$"
)
_BESIDE: Final = re.compile(r"\s*(?:,|va|,\s*va)\s*")
_OF_OTHERS: Final = frozenset({MentionType.SELF, MentionType.ANAPHORA, MentionType.STANDARD})


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in the text; offsets into the clean text.

    head: of its type word. end: of its number or name. title_end: of all that is said of it.
    inner: it stands in the title of another.
    """

    mention: Mention
    head: int
    end: int
    title_end: int
    inner: bool


class NamedDocuments:
    """All documents that a text names besides itself, and the text with them blanked."""

    def __init__(
        self, source: SourceText, folded: str, header: Header, mentions: Sequence[Mention]
    ) -> None:
        self.text, self.folded = source.text, folded
        own = number_key(header.number) if header.number else ""
        others = [_another(mention, own) for mention in mentions]
        others += laws_by_name(source, mentions)
        self.all = [self._named(mention) for mention in others if mention is not None]
        self.all = _whole_names(self.all)
        self._reconsider()
        self._heads = [named.head for named in self.all]
        self.blanked = _blanked(folded, [(n.head, n.title_end) for n in self.all])

    def within(self, start: int, end: int) -> list[Named]:
        """Those that stand in [start, end) by themselves, not in another's title."""
        low, high = bisect_left(self._heads, start), bisect_left(self._heads, end)
        return [named for named in self.all[low:high] if not named.inner]

    def _reconsider(self) -> None:
        """A part of a document is struck by itself; a law beside one in a title is in it too."""
        for index, named in enumerate(self.all[1:], 1):
            before = self.all[index - 1]
            low = max(before.end, named.head - 160)
            if named.inner:
                part = _OWN_PART.search(self.folded[low : named.head])
                if part is not None:
                    self.all[index] = replace(named, inner=False)
                    self._cut(index, low + part.start("part"))
            elif before.inner and self._unnumbered(named):
                gap = self.folded[before.end : named.head]
                if _BESIDE.fullmatch(gap):
                    self.all[index] = replace(named, inner=True)

    def _cut(self, index: int, at: int) -> None:
        """Titles before this document end where what is said of it begins."""
        for earlier in range(index - 1, -1, -1):
            named = self.all[earlier]
            if named.title_end > at:
                self.all[earlier] = replace(named, title_end=max(named.end, at))
            if not named.inner:
                return

    def _unnumbered(self, named: Named) -> bool:
        mention = named.mention
        return mention.mention_type is MentionType.NAMED_LAW and mention.date is None

    def _named(self, mention: Mention) -> Named:
        start, end = mention.text_start, mention.text_end
        verb = _ENDS_TITLE.search(self.folded, start, end)
        if verb is not None:  # a name that ran into the sentence's verb
            end = start + len(self.text[start : verb.start()].rstrip(" ,"))
        low = max(0, start - 44)
        before = _NAMED_BEFORE.search(self.folded[low:start])
        head = low + before.start() if before else start
        title_end = end
        name = name_before(self.text, start) if mention.title is None else None
        if name is not None:
            head = name
            words = self.text[name:start].rpartition("số")[0]
            mention = replace(mention, title=" ".join(words.split()).rstrip(" ,"))
        elif mention.title:
            head, title_end = self._titled(mention.title, head, start, end)
        inner = mention.role is CitationRole.QUOTED_TITLE
        inner = inner or mention.mention_type is MentionType.NAMED_LAW_EMBEDDED
        return Named(mention, head, end, title_end, inner)

    def _titled(self, title: str, head: int, start: int, end: int) -> tuple[int, int]:
        """Where the name before the number begins, or the title behind it ends."""
        if _LAW.match(title):
            low = max(0, start - len(title) - 30)
            at = self.text.rfind(title[:24], low, start)
            return (min(head, at) if at >= 0 else head), end
        at = self.text.find(title[:10], end, end + 300)
        if at < 0:
            return head, end
        stop = at + len(title)
        cut = _ENDS_TITLE.search(self.folded, at, stop)
        return head, max(end, cut.start() if cut else stop)


def _whole_names(found: list[Named]) -> list[Named]:
    """In text order, without names that are a part of the name before a number."""
    found = sorted(found, key=lambda named: (named.head, -named.end))
    kept: list[Named] = []
    for named in found:
        by_name = named.mention.mention_type is not MentionType.NUMBERED
        inside = kept and by_name and kept[-1].head <= named.head and named.end <= kept[-1].end
        if not inside or named.inner:
            kept.append(named)
    return kept


def _another(mention: Mention, own: str) -> Mention | None:
    """The mention, where it names a document other than the one read (whose number is `own`).

    A law cited by name under which the law read is known too is an older one.
    """
    if mention.mention_type in _OF_OTHERS:
        return None
    if mention.canonical is None or number_key(mention.canonical) != own:
        return mention
    named = mention.mention_type is MentionType.NAMED_LAW
    return replace(mention, canonical=None, target=None) if named else None


def _blanked(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text, of the same length, with blanks for what stands in the spans."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(at, start)
        parts += [folded[at:first], " " * (end - first)]
        at = max(at, end)
    return "".join([*parts, folded[at:]])
