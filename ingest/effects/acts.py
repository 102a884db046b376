"""What a document does to others: each acting verb with the documents that are its objects."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.effects.governing import Governing, Said
from ingest.effects.limits import Limits
from ingest.effects.meant import Meant, Objects
from ingest.effects.objects import Named, NamedDocuments
from ingest.effects.provisions import Part, part_over_list
from ingest.effects.quotes import quoted, worded
from ingest.effects.units import Unit, sentences
from ingest.effects.verbs import AS_FOLLOWS, Verb, governs, verbs_in
from ingest.paragraphs import ARTICLE
from ingest.type_words import TYPE_WORDS
from ingest.wording import any_of
from kg.effects import Effect
from kg.facts import Scope
from kg.model import SourceText
from kg.terms import EffectKind

_WORDS: Final = re.compile(
    r"\s*(?:mot\s+so\s+|cac\s+|tu,\s*)*(?:cum\s+tu|tu\s+ngu|tu\s*[“\"]|tu\s|chu\s*[“\"]|mau(?:\s+so)?"
    r"|bieu\s+mau|phu\s+luc|danh\s+muc|noi\s+dung|thuat\s+ngu|ten|so\s+hieu|mot\s+so\s+cum)"
)
_PHRASE: Final = re.compile(r"(?:cum\s+tu|tu\s+ngu|tu|chu)\s*[“\"‘]")
_UNTIL: Final = re.compile(r"(?:cho\s+)?den\s+(?:het\s+)?(?=ngay\s*\d)")
_IN_APPENDIX: Final = re.compile(
    r"[^;.]{0,160}?(?:danh\s+muc|phu\s+luc)[^;.]{0,60}?(?:kem\s+theo|cua\s+|nay|$)"
)
_ROW: Final = re.compile(rf"[\s\d.|)-]*(?:{any_of(*TYPE_WORDS)}\s*\|\s*(?:so\s*:?\s*)?)?")
"""What stands before the number in a row: its place in the list, a column with the type."""
_APART: Final = re.compile(r"\W*(?:rieng|tru)(?![a-z])")
_UNDER: Final = re.compile(r"(?:theo|ap\s+dung|thuc\s+hien)(?![a-z])[^;.]{0,120}$")
_ENDS: Final = frozenset({EffectKind.REPLACES, EffectKind.REPEALS})
_SOME: Final = re.compile(r"(?:một số|các)?\s*(?:khoản, )?(?:điều|quy định|nội dung|điểm)\s*")
DOUBT, LISTED, LOCATED, ATTACHED = 0.6, 0.9, 0.8, 0.7
"""Confidence of: an unusual form of words; an entry of a list; "nội dung … tại"; an appendix."""


@dataclass
class Acts:
    """Reads the effects of one document's sentences, unit by unit."""

    source: SourceText
    folded: str
    named: NamedDocuments
    objects: Objects
    limits: Limits
    units: Sequence[Unit]
    governing: dict[int, Governing] = field(default_factory=dict)
    in_appendix: Governing | None = None

    def effects(self) -> Iterator[Effect]:
        """In text order, with repetitions."""
        for index, unit in enumerate(self.units):
            if unit.quoted:
                continue
            if unit.attached:
                yield from self._row(unit)
                continue
            inherited = self._inherited(unit)
            for start, end in sentences(self.source.text, unit.start, unit.end):
                yield from self._sentence(index, start, end, inherited)
                inherited = None  # what follows the first sentence is said of it

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
        if inherited is None and not self._matters(unit, start, end):
            return
        verbs = verbs_in(self.source.text, self.named.blanked, start, end)
        listed = inherited is not None and inherited.object is None
        apart = verbs and _APART.match(self.folded, start) is not None
        if inherited is not None and listed and _goes_on(verbs) and not apart:
            limit = verbs[0].start if verbs else end
            yield from self._items(unit, start, end, limit, inherited)
            return
        if inherited is not None and inherited.object is not None and verbs:
            yield from self._inside(unit, start, end, verbs[0], inherited.object)
        taken: set[int] = set()
        for position, verb in enumerate(verbs):
            limit = verbs[position + 1].start if position + 1 < len(verbs) else end
            said = Said(unit, start, end, verb, self.limits.day(verb, start, end))
            yield from self._by_verb(said, limit, taken)
        if verbs:
            self._govern(index, start, end, verbs, taken)

    def _matters(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a document is named, or one may follow that is governed."""
        if unit.rank <= ARTICLE or self.named.within(start, end):
            return True
        words = self.folded[start:end]
        return words.rstrip().endswith(":") or "phu luc" in words or "danh muc" in words

    def _by_verb(self, said: Said, limit: int, taken: set[int]) -> Iterator[Effect]:
        verb = said.verb
        low, high = (said.start, verb.start) if verb.after else (verb.end, limit)
        words = not verb.after and _WORDS.match(self.folded, low, high) is not None
        found = False
        for meant in self.objects.of(low, high):
            if meant.named.head in taken:
                continue
            taken.add(meant.named.head)
            found = True
            yield from self._on(said, meant, words=words)
        if verb.kind is EffectKind.TRANSITIONAL and not found:
            yield from self._under(said, limit)
        elif verb.after and not found:
            yield from self._listed_behind(said, limit, taken)

    def _listed_behind(self, said: Said, limit: int, taken: set[int]) -> Iterator[Effect]:
        """Such as "Các văn bản sau hết hiệu lực …, gồm: Thông tư số …"."""
        colon = self.folded.find(":", said.verb.end, min(limit, said.verb.end + 160))
        if colon < 0:
            return
        for meant in self.objects.of(colon + 1, limit, item=True):
            taken.add(meant.named.head)
            yield from self._on(said, meant, words=False)

    def _under(self, said: Said, limit: int) -> Iterator[Effect]:
        """Such as "tiếp tục thực hiện theo quy định tại Thông tư số …": it goes on for some."""
        named = next(iter(self.named.within(said.verb.end, limit)), None)
        if named is None:
            return
        low = said.verb.start
        if _UNDER.search(self.folded[max(low, named.head - 140) : named.head]):
            part = Part(meant=True, whole=False, start=named.head, end=named.head)
            yield self._effect(
                said, said.verb.kind, Meant(named, part), Scope.PARTIAL, None, LOCATED
            )

    def _on(self, said: Said, meant: Meant, *, words: bool) -> Iterator[Effect]:
        kind, part = said.verb.kind, meant.part
        if meant.older:
            if kind in _ENDS:
                yield self._effect(said, kind, meant, Scope.LOST_BASE, None, DOUBT)
            return
        provisions = None if part.whole else worded(self.source.text, part.start, part.end)
        scope = Scope.FULL if part.whole else Scope.PARTIAL
        if words and kind in _ENDS:
            changed = kind is EffectKind.REPLACES or self._phrase(said.verb.end, meant.named.head)
            kind = EffectKind.AMENDS if changed else kind
        if words and kind is EffectKind.AMENDS:
            scope = Scope.PARTIAL
            provisions = worded(self.source.text, said.verb.end, meant.named.head) or provisions
        if kind is EffectKind.AMENDS:
            scope = Scope.PARTIAL
        if scope is Scope.FULL and self.limits.contrary(said.verb, meant.named.end):
            scope, provisions = Scope.PARTIAL, "các quy định trái với văn bản này"
        ends = scope is Scope.FULL and kind in _ENDS
        if ends and (kept := self.limits.kept(said.verb, said.end)):
            scope, provisions = Scope.PARTIAL, kept
        if provisions and _SOME.fullmatch(provisions.lower()):
            provisions = None
        yield self._effect(said, kind, meant, scope, provisions, self._sure(said, meant))
        yield from self._resumed(said, meant, scope, provisions)

    def _sure(self, said: Said, meant: Meant) -> float:
        if said.verb.sure and meant.sure:
            return 1.0
        return DOUBT if meant.part.sure else LOCATED

    def _phrase(self, low: int, head: int) -> bool:
        return _PHRASE.search(self.folded, low, head) is not None

    def _resumed(
        self, said: Said, meant: Meant, scope: Scope, provisions: str | None
    ) -> Iterator[Effect]:
        """The day after "ngưng hiệu lực … đến hết ngày …"."""
        if said.verb.kind is not EffectKind.SUSPENDS:
            return
        until = _UNTIL.search(self.named.blanked, said.start, said.end)
        day = self.limits.calendar.date_at(until.end()) if until else None
        if day is not None and day.date is not None:
            again = replace(said, day=day.date + dt.timedelta(days=1))
            yield self._effect(again, EffectKind.RESUMES, meant, scope, provisions, LISTED)

    def _items(
        self, unit: Unit, start: int, end: int, limit: int, governing: Governing
    ) -> Iterator[Effect]:
        """Objects of the verb that governs the list in which this sentence stands."""
        verb = replace(governing.verb, start=start, end=start, after=False)
        said = Said(unit, start, end, verb, governing.day)
        words = governing.words and governing.verb.kind is EffectKind.REPLACES
        for meant in self.objects.of(start, limit, item=True):
            if governing.part and meant.part.whole:
                part = Part(True, False, *governing.part, sure=False)  # noqa: FBT003
                meant = replace(meant, part=part, sure=False)  # noqa: PLW2901
            for effect in self._on(said, meant, words=words):
                yield replace(effect, confidence=min(effect.confidence, LISTED))

    def _row(self, unit: Unit) -> Iterator[Effect]:
        """A row of the appendix that lists what is struck, or the rows of its drawn table."""
        governing = self.in_appendix
        if governing is None:
            return
        for start, end in _rows(self.source.text, unit):
            named = next(iter(self.named.within(start, end)), None)
            if named is not None and _ROW.fullmatch(self.folded, start, named.head):
                part = Part(meant=True, whole=True, start=named.head, end=named.head)
                said = Said(unit, start, end, governing.verb, governing.day)
                for effect in self._on(said, Meant(named, part), words=False):
                    yield replace(effect, confidence=ATTACHED)

    def _inside(
        self, unit: Unit, start: int, end: int, verb: Verb, target: Named
    ) -> Iterator[Effect]:
        """Such as "Bãi bỏ điểm đ khoản 2 Điều 14." under "Sửa đổi … Nghị định số … như sau:"."""
        if verb.after or self.named.within(start, end):
            return
        found = re.compile(
            r"\s*((?:cac\s+)?(?:diem|khoan|dieu|chuong|muc|phu luc|cum tu)[^;.:]{1,120})"
        ).match(self.named.blanked, verb.end, end)
        if found is None:
            return
        words = worded(self.source.text, found.start(1), found.end(1)) or ""
        provisions = re.split(r"\s+như sau|\s+vào sau|\s+bằng|\s+thành", words)[0]
        kind = verb.kind if verb.kind is EffectKind.REPEALS else EffectKind.AMENDS
        if kind is EffectKind.REPEALS and self._phrase(verb.end, found.end()):
            kind = EffectKind.AMENDS
        part = Part(meant=True, whole=False, start=target.head, end=target.head)
        said = Said(unit, start, end, verb, self.limits.own_day)
        yield self._effect(said, kind, Meant(target, part), Scope.PARTIAL, provisions, LISTED)

    def _govern(
        self, index: int, start: int, end: int, verbs: Sequence[Verb], taken: set[int]
    ) -> None:
        """Remember the verb whose objects stand in the units below, or in the appendix."""
        verb = verbs[-1] if not verbs[-1].after else verbs[0]
        unit = self.units[index]
        words = not verb.after and _WORDS.match(self.folded, verb.end, end) is not None
        part = self._part_over_list(verb, start, end)
        found = Governing(verb, self.limits.day(verb, start, end), words, part)
        objects = [n for n in self.named.within(start, end) if n.head in taken]
        if objects:
            follows = AS_FOLLOWS.search(self.folded[max(start, end - 40) : end]) is not None
            if follows and len(objects) == 1:
                self.governing[index] = replace(found, object=objects[0])
            return
        if verb.kind in _ENDS and not verb.after and _IN_APPENDIX.match(self.folded, verb.end, end):
            self.in_appendix = found
            return
        heading = unit.rank <= ARTICLE and end >= unit.end - 2
        if governs(self.named.blanked, start, end) or heading:
            self.governing[index] = found

    def _part_over_list(self, verb: Verb, start: int, end: int) -> tuple[int, int] | None:
        """Such as "các quy định về học bổng tại các văn bản sau:"."""
        low, high = (start, verb.start) if verb.after else (verb.end, end)
        words = self.folded[low:high].rstrip(" :\n")
        at = part_over_list(words)
        return None if at is None else (low + at, low + len(words))

    def _effect(  # noqa: PLR0913, PLR0917
        self,
        said: Said,
        kind: EffectKind,
        meant: Meant,
        scope: Scope,
        provisions: str | None,
        confidence: float,
    ) -> Effect:
        mention = meant.named.mention
        title = mention.title
        if mention.canonical is None and not title:
            title = worded(self.source.text, mention.text_start, mention.text_end)
        return Effect(
            kind=kind,
            line=mention.line,
            quote=quoted(self.source.text, said.start, said.end),
            day=said.day,
            canonical=mention.canonical,
            title=title,
            date=mention.date,
            char_start=mention.char_start,
            scope=scope,
            provisions=provisions,
            clause=said.unit.clause,
            confidence=confidence,
        )


def _goes_on(verbs: Sequence[Verb]) -> bool:
    """No verb at all, or only that something else goes on: the list's verb governs."""
    return all(verb.kind is EffectKind.TRANSITIONAL for verb in verbs)


def _rows(text: str, unit: Unit) -> Iterator[tuple[int, int]]:
    """The unit whole; where it is lines of a drawn table, each of them."""
    at = unit.start
    drawn = text.startswith("|", at)
    while at < unit.end:
        end = text.find("\n|", at, unit.end) if drawn else -1
        end = unit.end if end < 0 else end
        yield at, end
        at = end + 1
