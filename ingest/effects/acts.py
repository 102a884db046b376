"""What a document does to others: each acting verb with the documents that are its objects."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.effects.days import Calendar
from ingest.effects.objects import Named, NamedDocuments
from ingest.effects.provisions import Part, part_before
from ingest.effects.units import Unit, sentences
from ingest.effects.verbs import AS_FOLLOWS, OWN, Verb, governs, verbs_in
from kg.effects import Effect
from kg.facts import Scope
from kg.model import SourceText
from kg.terms import EffectKind

_JOINT: Final = re.compile(
    r"(?:^|[;,:.\n“\"(+-]|\bva|\bhoac|\bcung|\bvoi)\s*(?:(?:va|cac|toan\s+bo|dong\s+thoi|nhung|tai|cua|cho)\s+)*$"
)
_WORDS: Final = re.compile(
    r"(?:mot\s+so\s+|cac\s+|tu,\s*)*(?:cum\s+tu|tu\s+ngu|tu\s*[“\"]|tu\s|chu\s*[“\"]|mau(?:\s+so)?|bieu\s+mau|phu\s+luc"
    r"|danh\s+muc|noi\s+dung|thuat\s+ngu|ten|so\s+hieu|mot\s+so\s+cum)"
)
_PHRASE: Final = re.compile(r"(?:cum\s+tu|tu\s+ngu|tu|chu)\s*[“\"‘]")
_FROM_DAY: Final = re.compile(r"(?:ke\s*)?tu\s*(?=ngay\s*\d|n[gq][a-z4@]{1,3}\s*\d)")
_UNTIL: Final = re.compile(r"(?:cho\s+)?den\s+(?:het\s+)?(?=ngay\s*\d)")
_KEEPS: Final = re.compile(r",?\s*tru\s+(?P<what>[^;]{3,300})")
_OURS: Final = re.compile(
    rf"(?:cua|tai)?\s*(?:{OWN}|dieu\s+nay|khoan\s+nay)|quy\s+dinh\s+tai\s+(?:cac\s+)?(?:diem|khoan|dieu)[^;]{{0,80}}nay"
)
_OLDER: Final = re.compile(
    r"\s*\(?\s*(?:,?\s*da\s+)?,?\s*duoc\s+s[uưiv][a-z]?a\s+doi[^;]{0,80}?(?:theo|boi|tai|bang)\s*(?:cac\s+)?$"
)
_OLDER_AT: Final = re.compile(r"duoc\s+s[uưiv][a-z]?a\s+doi")
_LAPSED: Final = "het hieu luc"
DOUBT, LISTED, ATTACHED = 0.6, 0.9, 0.7
"""Confidence of: an unusual form of words; an item of a list; a row of an appendix."""


@dataclass(frozen=True, slots=True)
class Governing:
    """A verb that governs the units below it; day: that the words around it give."""

    verb: Verb
    day: dt.date | None
    words: bool  # it exchanges words or forms
    object: Named | None = None  # "Sửa đổi … Nghị định số … như sau:" acts on this one


@dataclass
class Acts:
    """Reads the effects of one document's sentences, unit by unit."""

    source: SourceText
    folded: str
    named: NamedDocuments
    calendar: Calendar
    units: Sequence[Unit]
    own_day: dt.date | None
    governing: dict[int, Governing] = field(default_factory=dict)

    def effects(self) -> Iterator[Effect]:
        """In text order, with repetitions."""
        for index, unit in enumerate(self.units):
            if unit.quoted or unit.attached:
                continue
            inherited = self._inherited(unit)
            for start, end in sentences(self.source.text, unit.start, unit.end):
                yield from self._sentence(index, start, end, inherited)
                inherited = None if self._plain_sentence(start, end) else inherited

    def _plain_sentence(self, start: int, end: int) -> bool:
        return end - start > 30

    def _inherited(self, unit: Unit) -> Governing | None:
        parent = unit.parent
        while parent is not None:
            if parent in self.governing:
                return self.governing[parent]
            above = self.units[parent]
            if not self.source.text[above.start : above.end].rstrip().endswith(":"):
                return None
            parent = above.parent
        return None

    def _sentence(
        self, index: int, start: int, end: int, inherited: Governing | None
    ) -> Iterator[Effect]:
        unit = self.units[index]
        verbs = verbs_in(self.source.text, self.named.blanked, start, end)
        if not verbs:
            if inherited is not None and inherited.object is None:
                yield from self._items(unit, start, end, inherited)
            return
        if inherited is not None and inherited.object is not None:
            yield from self._inside(unit, start, end, verbs, inherited.object)
        taken: set[int] = set()
        for position, verb in enumerate(verbs):
            limit = verbs[position + 1].start if position + 1 < len(verbs) else end
            for effect in self._by_verb(unit, (start, end), verb, limit, taken):
                yield effect
        self._govern(index, start, end, verbs, taken)

    def _by_verb(
        self, unit: Unit, span: tuple[int, int], verb: Verb, limit: int, taken: set[int]
    ) -> Iterator[Effect]:
        start, end = span
        low, high = (start, verb.start) if verb.after else (verb.end, limit)
        day = self._day(verb, start, end)
        if verb.after:
            yield from self._acted(unit, span, verb, (low, high), day, taken)
            return
        yield from self._acted(unit, span, verb, (low, end if high == end else high), day, taken)

    def _acted(  # noqa: PLR0913, PLR0917
        self,
        unit: Unit,
        span: tuple[int, int],
        verb: Verb,
        region: tuple[int, int],
        day: dt.date | None,
        taken: set[int],
    ) -> Iterator[Effect]:
        """Effects on the documents named in `region`, each with how much of it is meant."""
        low, high = region
        words = not verb.after and _WORDS.match(self.folded[low:high].lstrip()) is not None
        previous: Named | None = None
        passed: Named | None = None
        for named in self.named.within(low, high):
            if named.head in taken or named.head < low:
                continue
            at = previous.title_end if previous else low
            older = previous is not None and self._older(previous, named)
            part = self._part(at, named, first=previous is None)
            if not older and (not part.meant or self._beside(passed, named)):
                passed = named
                continue
            taken.add(named.head)
            previous = named
            if older:
                yield self._effect(unit, span, verb.kind, named, day, Scope.LOST_BASE, None, DOUBT)
                continue
            yield self._on(unit, span, verb, named, part, day, words=words, high=high)

    def _part(self, at: int, named: Named, *, first: bool) -> Part:
        """What of the document is meant; not meant where it leans on other words."""
        part = part_before(self.source.text, self.folded, at, named.head)
        if not part.meant or first:
            return part
        before = self.folded[at : min(named.head, part.start)]
        before = self._after_title(before)
        joined = _JOINT.search(before) is not None
        return part if joined or not part.sure else replace(part, meant=False)

    def _beside(self, passed: Named | None, named: Named) -> bool:
        """Whether the document is listed with one that is not an object."""
        if passed is None:
            return False
        gap = self.folded[passed.title_end : named.head]
        return re.fullmatch(r"[\s,]*(?:va\s+|hoac\s+)?(?:cac\s+)?", gap) is not None

    def _after_title(self, before: str) -> str:
        return before[-60:]

    def _older(self, previous: Named, named: Named) -> bool:
        """Whether `named` once amended `previous` ("Luật A đã được sửa đổi theo Luật B")."""
        gap = self.folded[previous.end : named.head][-400:]
        if _OLDER.search(gap):
            return True
        listed = re.fullmatch(r"[\s,]*(?:ngay[^,;]{0,40})?[\s,]*(?:va|,)?\s*", gap) is not None
        back = self.folded[max(0, previous.head - 120) : previous.head]
        return listed and _OLDER.search(back) is not None

    def _on(  # noqa: PLR0913, PLR0917
        self,
        unit: Unit,
        span: tuple[int, int],
        verb: Verb,
        named: Named,
        part: Part,
        day: dt.date | None,
        *,
        words: bool,
        high: int,
    ) -> Effect:
        kind, scope = verb.kind, Scope.FULL if part.whole else Scope.PARTIAL
        if words and kind in {EffectKind.REPLACES, EffectKind.REPEALS}:
            exchanged = _PHRASE.search(self.folded[verb.end : named.head]) or (
                kind is EffectKind.REPLACES
            )
            if exchanged:
                kind, scope = EffectKind.AMENDS, Scope.PARTIAL
        if kind is EffectKind.AMENDS:
            scope = Scope.PARTIAL
        provisions = self._provisions(part, named)
        if words and scope is Scope.PARTIAL:
            provisions = self._phrase(verb.end, named.head) or provisions
        kept = self._kept(verb, span)
        if kept and scope is Scope.FULL and kind in {EffectKind.REPLACES, EffectKind.REPEALS}:
            scope, provisions = Scope.PARTIAL, kept
        confidence = 1.0 if part.sure and verb.sure else DOUBT
        if not part.sure and scope is Scope.PARTIAL:
            confidence = 0.8
        return self._effect(unit, span, kind, named, day, scope, provisions, confidence)

    def _provisions(self, part: Part, named: Named) -> str | None:
        if part.whole or part.start >= named.head:
            return None
        words = " ".join(self.source.text[part.start : part.end].split())
        return re.sub(
            r"[\s,;]+(?:của|tại|trong|ban hành kèm theo|kèm theo|thuộc)?(?:\s+các)?$", "", words
        )

    def _phrase(self, low: int, head: int) -> str | None:
        words = " ".join(self.source.text[low:head].split()).strip(" ,;:")
        words = re.sub(r"\s+(?:của|tại|trong|ban hành kèm theo|kèm theo|thuộc)$", "", words)
        return words[:300] or None

    def _kept(self, verb: Verb, span: tuple[int, int]) -> str | None:
        """What goes on of the struck document ("trừ Điều 5"); None for cases of the new one."""
        found = _KEEPS.search(self.named.blanked, verb.end if verb.after else span[0], span[1])
        if found is None:
            return None
        what = found["what"]
        ours = _OURS.search(what) is not None and "tiep tuc" not in what
        names = re.search(r"(?:khoan|dieu|diem|chuong|muc|phu luc|quy dinh)(?![a-z])", what)
        if ours or names is None or re.match(r"(?:cac\s+)?truong\s+hop(?!\s+quy)", what):
            return None
        words = self.source.text[found.start() : found.end()]
        return "toàn bộ, " + " ".join(words.split()).strip(" ,.;")[:200]

    def _items(self, unit: Unit, start: int, end: int, governing: Governing) -> Iterator[Effect]:
        """Objects of the verb that governs the list in which this sentence stands."""
        verb = Verb(governing.verb.kind, start, start, after=False, sure=governing.verb.sure)
        region = (start, end)
        for effect in self._acted(unit, (start, end), verb, region, governing.day, set()):
            changed = effect
            if governing.words and effect.kind is EffectKind.REPLACES:
                changed = replace(effect, kind=EffectKind.AMENDS, scope=Scope.PARTIAL)
            yield replace(changed, confidence=min(changed.confidence, LISTED))

    def _inside(
        self, unit: Unit, start: int, end: int, verbs: Sequence[Verb], target: Named
    ) -> Iterator[Effect]:
        """ "Bãi bỏ điểm đ khoản 2 Điều 14." under "Sửa đổi … Nghị định số … như sau:"."""
        verb = verbs[0]
        if verb.after or self.named.within(start, end):
            return
        text = self.named.blanked[verb.end : end]
        found = re.match(
            r"\s*((?:(?:cac\s+)?(?:diem|khoan|dieu|chuong|muc|phu luc|cum tu)[^;.:]{1,120}))", text
        )
        if found is None:
            return
        words = self.source.text[verb.end + found.start(1) : verb.end + found.end(1)]
        provisions = " ".join(re.split(r"\s+như sau|\s+vào sau|\s+bằng", words)[0].split())
        kind = verb.kind if verb.kind is EffectKind.REPEALS else EffectKind.AMENDS
        yield self._effect(
            unit, (start, end), kind, target, self.own_day, Scope.PARTIAL, provisions, LISTED
        )

    def _govern(
        self, index: int, start: int, end: int, verbs: Sequence[Verb], taken: set[int]
    ) -> None:
        """Remember the verb whose objects stand in the units below."""
        verb = verbs[-1] if not verbs[-1].after else verbs[0]
        unit = self.units[index]
        objects = [n for n in self.named.within(start, end) if n.head in taken]
        words = _WORDS.match(self.folded[verb.end : end].lstrip()) is not None and not verb.after
        day = self._day(verb, start, end)
        if objects:
            follows = AS_FOLLOWS.search(self.folded[max(start, end - 40) : end]) is not None
            if follows and len(objects) == 1:
                self.governing[index] = Governing(verb, day, words, objects[0])
            return
        heading = unit.rank <= 1 and end >= unit.end - 2
        if governs(self.named.blanked, start, end) or heading:
            self.governing[index] = Governing(verb, day, words)

    def _day(self, verb: Verb, start: int, end: int) -> dt.date | None:
        """The day stated with the verb; else the document's own first day."""
        low, high = (verb.end, min(end, verb.end + 140)) if verb.after else (start, end)
        for stated in _FROM_DAY.finditer(self.named.blanked, low, high):
            told = self.calendar.date_at(stated.end())
            if told is not None and told.date is not None and self._own_to(verb, stated.start()):
                return told.date
        return self.own_day

    def _own_to(self, verb: Verb, at: int) -> bool:
        """Whether a day said before the verb is the verb's, not that of "có hiệu lực từ ngày"."""
        if at > verb.start:
            return True
        between = self.named.blanked[max(0, at - 40) : verb.start]
        return re.search(r"hieu\s*luc|ap dung", between) is None

    def _effect(  # noqa: PLR0913, PLR0917
        self,
        unit: Unit,
        span: tuple[int, int],
        kind: EffectKind,
        named: Named,
        day: dt.date | None,
        scope: Scope,
        provisions: str | None,
        confidence: float,
    ) -> Effect:
        mention = named.mention
        title = mention.title
        if mention.canonical is None and not title:
            title = " ".join(self.source.text[mention.text_start : mention.text_end].split())
        return Effect(
            kind=kind,
            line=mention.line,
            quote=quoted(self.source.text, *span),
            day=day,
            canonical=mention.canonical,
            title=title,
            date=mention.date,
            char_start=mention.char_start,
            scope=scope,
            provisions=provisions,
            clause=unit.clause,
            confidence=confidence,
        )


def quoted(text: str, start: int, end: int) -> str:
    """The words, white space made single; a long sentence is cut with "[…]"."""
    words = " ".join(text[start:end].split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " […]"


LONGEST: Final = 900
