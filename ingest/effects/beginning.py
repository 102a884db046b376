"""From when a document holds, by its own words; and until when, and what of it begins later."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ingest.effects.days import Calendar, added
from ingest.effects.quotes import quoted
from ingest.effects.units import Unit, sentences
from ingest.effects.verbs import HOLDS, OWN, REACH
from ingest.type_words import TYPE_WORDS
from ingest.wording import any_of
from kg.effects import Effect
from kg.facts import Scope
from kg.model import SourceText
from kg.terms import EffectKind

_BEGINS: Final = re.compile(
    rf"(?P<verb>(?:{HOLDS})(?:\s*(?:thi\s*hanh|thuc\s+hien))?|(?:duoc\s+)?(?:ap\s+dung|thi\s+hanh)(?=\s+(?:ke\s+)?tu\s+ngay))"
)
_TYPE: Final = any_of(*(word for word in TYPE_WORDS if word not in {"lenh", "huong dan"}))
_SUBJECT: Final = re.compile(
    rf"(?:(?P<own>{OWN})|(?P<bare>(?:^|\.\s+)\W*{_TYPE}))"
    r"(?P<between>[^;]{0,400}?)$"
)
_BETWEEN: Final = re.compile(
    r"\s*(?:gom[^;]{0,80}|(?:da\s+)?duoc[^;]{0,300}(?:thong\s+qua|quyet\s+nghi)[^;]{0,200}?"
    r"|duoc\s+lam[^;]{0,200}|bat\s+dau|chinh\s+thuc|se|,|thay\s+the[^;]{0,300})?[\s,]*(?:va\s*)?(?:co\s+)?"
)
_WHEN: Final = re.compile(r"(?:ngay|khi|thoi\s+diem|truoc|sau|den|thoi\s+gian|luc|neu|ma)\s*$")
_PARTS: Final = re.compile(
    r"(?:^|[;.,:]|\btru\b|\brieng\b|\bva\b)\W*(?P<parts>(?:(?:cac\s+|nhung\s+|mot\s+so\s+)*"
    r"(?:quy\s+dinh|noi\s+dung|diem|khoan|dieu|chuong|muc|phu\s+luc|che\s+do|viec|chinh\s+sach|mau)(?![a-z])"
    r"(?:(?!\sco\s+hieu\s+luc)[^;]){0,400}?))\s*$"
)
_SINCE: Final = re.compile(rf"(?:khi|ngay)\s+{OWN}")
_OF: Final = re.compile(r"(?:cua|tai|trong|theo|voi|kem\s+theo)\s*$")
_UNTIL: Final = re.compile(r"(?:cho\s+)?den\s+(?P<full>het\s+)?(?:ngay\s*)?(?=(?:ngay\s*)?\d|nam)")
_YEAR_END: Final = re.compile(r"(?:cho\s+)?den\s+(?:het\s+)?nam\s+((?:19|20)\d\d)(?![\d/-])")
_LAPSES: Final = re.compile(
    rf"{OWN}[^;.]{{0,200}}?(?:het\s+hieu\s+luc(?:\s+thi\s+hanh)?)\s*(?=(?:ke\s+)?(?:tu|vao)?\s*ngay)"
)
_RUNS: Final = re.compile(
    rf"{OWN}[^;.]{{0,120}}?(?:duoc\s+)?(?:thuc\s+hien|ap\s+dung|thi\s+diem|co\s+hieu\s+luc)"
    r"(?:\s+thi\s+hanh)?\s+(?:trong\s+(?:thoi\s+gian\s+|thoi\s+han\s+)?(?P<count>\d{1,2})\s+nam|(?=den\s+het\s+(?:ngay|nam)))"
)
_ITSELF: Final = re.compile(rf"{OWN}\s*$")
_OF_ITSELF: Final = re.compile(rf"(?:cua|tai|trong|theo)\s+(?:toan\s+bo\s+)?{OWN}\s*$")
_OF_ANOTHER: Final = re.compile(r"\d/\d|\d/[a-z]|so\s+\d")
MOST: Final = 12
"""Verbs read in one sentence; no real one has more."""
_CUES: Final = ("luc", "gia tri", "ap dung", "thi hanh", "thuc hien", "thi diem")
"""Folded words of which one stands in every sentence on the effect of the document itself."""
_PASSED: Final = re.compile(r"thong\s+qua")


class Beginning:
    """Reads what a document says of its own effect."""

    def __init__(
        self, source: SourceText, folded: str, calendar: Calendar, units: Sequence[Unit]
    ) -> None:
        self.source, self.folded, self.calendar = source, folded, calendar
        self.units = units

    def effects(self) -> Iterator[Effect]:
        """EFFECTIVE of the whole and of parts, and EXPIRES, in text order."""
        for unit in self.units:
            if unit.quoted or unit.attached:
                continue
            for start, end in sentences(self.source.text, unit.start, unit.end):
                words = self.folded[start:end]
                if not any(cue in words for cue in _CUES):
                    continue
                hits = _BEGINS.finditer(self.folded, start, end)
                for found in islice(hits, MOST):
                    yield from self._begins(unit, start, end, found)
                if "nay" in words:
                    yield from self._ends(unit, start, end)

    def _begins(self, unit: Unit, start: int, end: int, found: re.Match[str]) -> Iterator[Effect]:
        before = self.folded[max(start, found.start() - REACH) : found.start()]
        told = self.calendar.told(found.end(), end)
        parts = self._parts(before, found.start() - len(before))
        applied = found["verb"].startswith(("ap", "thi", "duoc"))
        if (parts is None and not self._own(before)) or (parts and applied):
            return  # what is applied from a day on may be older than the document
        by_another = re.match(r"\s*(?:theo|cung|ke tu khi|tu khi)", self.folded[found.end() : end])
        if not told.known and not by_another:
            return
        day = told.day
        if _PASSED.search(self.folded[found.end() : found.end() + 30]):
            day = self._passed(start, found.start())
        scope = Scope.PARTIAL if parts else Scope.FULL
        sure = 1.0 if parts is None else 0.9
        sure = 0.7 if applied else sure
        yield self._effect(EffectKind.EFFECTIVE, unit, (start, end), day, scope, parts, sure)
        if parts is None:
            yield from self._until(unit, start, end, told.end)

    def _own(self, before: str) -> bool:
        """Whether the words before the verb make the document itself its subject."""
        last = None
        for match in re.finditer(OWN, before):
            last = match
        if last is None:
            bare = re.fullmatch(rf"\W*(?:{_TYPE}\s*)?(?:co\s*)?", before[-60:])
            return bare is not None and len(before) <= 60
        if _WHEN.search(before[: last.start()][-20:]):
            return False
        if re.search(r"(?:cua|tai|trong|theo|kem\s+theo)\s*$", before[: last.start()][-12:]):
            return False
        return _BETWEEN.fullmatch(before[last.end() :]) is not None

    def _parts(self, before: str, start: int) -> str | None:
        """Provisions that are the verb's subject; None where the whole document is."""
        tail = before[-450:]
        found = _PARTS.search(tail)
        if found is None or _WHEN.search(tail[-12:]):
            return None
        if _ITSELF.search(tail[-60:]) and not _OF_ITSELF.search(tail[-70:]):
            return None  # behind a heading: "Điều khoản thi hành Quyết định này có …"
        words = found["parts"]
        if re.match(r"quy\s+dinh\s*nay", words) or re.search(
            rf"(?:ngay|khi|truoc|sau|den)\s+{OWN}\s*$", words
        ):
            return None
        if _OF_ANOTHER.search(words) or not (re.search(rf"\d|{OWN}", words) or "tru " in tail):
            return None
        if re.fullmatch(
            rf"(?:cac\s+)?(?:quy\s+dinh|noi\s+dung)\s+(?:tai|cua|trong)\s+{OWN}\W*", words
        ):
            return None
        low = start + max(0, len(before) - 450) + found.start("parts")
        text = " ".join(self.source.text[low : low + len(words)].split())
        return re.sub(r"\s+(?:của|tại)\s+\S+(?:\s\S+){0,2}\s+này,?$", "", text)[:300]

    def _passed(self, start: int, stop: int) -> dt.date | None:
        """The day of adoption that the sentence prints; else that of signing."""
        found = None
        for match in re.finditer(r"thong\s+qua\s+(?=ngay)", self.folded[start:stop]):
            found = self.calendar.date_at(start + match.end())
        return found.date if found else self.calendar.signed

    def _until(self, unit: Unit, start: int, end: int, at: int) -> Iterator[Effect]:
        """Such as "… đến hết ngày 31/12/2026" behind the first day."""
        found = _UNTIL.search(self.folded, at, min(end, at + 40))
        if found is None:
            return
        day = self._last(found, end)
        if day:
            sure = 1.0 if found["full"] else 0.8
            yield self._effect(EffectKind.EXPIRES, unit, (start, end), day, Scope.FULL, None, sure)

    def _last(self, found: re.Match[str], end: int) -> dt.date | None:
        """The day after the last one that the words name."""
        year = _YEAR_END.match(self.folded, found.start(), end)
        if year:
            return dt.date(int(year[1]) + 1, 1, 1)
        low = found.end() - 6
        days = self.calendar.dates_in(low, found.end() + 3)
        return days[0].date + dt.timedelta(days=1) if days and days[0].date else None

    def _ends(self, unit: Unit, start: int, end: int) -> Iterator[Effect]:
        lapse = _LAPSES.search(self.folded, start, end)
        if lapse and not self._of_case(start, lapse.start()):
            told = self.calendar.told(lapse.end(), end)
            if told.day and "co hieu" not in lapse[0].replace("co  hieu", "co hieu"):
                yield self._effect(
                    EffectKind.EXPIRES, unit, (start, end), told.day, Scope.FULL, None, 0.9
                )
        runs = _RUNS.search(self.folded, start, end)
        if runs is None or self._of_case(start, runs.start()) or _SINCE.search(runs[0]):
            return
        until = _UNTIL.search(self.folded, runs.end(), min(end, runs.end() + 30))
        if until and not runs["count"]:
            day = self._last(until, end)
            if day:
                yield self._effect(
                    EffectKind.EXPIRES, unit, (start, end), day, Scope.FULL, None, 0.9
                )
        elif runs["count"]:
            yield from self._years(unit, (start, end), runs)

    def _of_case(self, start: int, at: int) -> bool:
        """Whether "Thông tư này" at `at` is not the subject ("khi …", "quy định tại …")."""
        before = self.folded[max(start, at - 14) : at]
        return bool(_WHEN.search(before) or _OF.search(before))

    def _years(self, unit: Unit, span: tuple[int, int], runs: re.Match[str]) -> Iterator[Effect]:
        """Such as "được thực hiện trong 05 năm kể từ ngày …"."""
        stated = re.compile(r"[^;.]{0,40}?tu\s+(?=ngay\s*\d)").match(
            self.folded, runs.end(), span[1]
        )
        begin = self.calendar.date_at(stated.end()) if stated else None
        if begin and begin.date:
            day = added(begin.date, int(runs["count"]), "nam")
            yield self._effect(EffectKind.EXPIRES, unit, span, day, Scope.FULL, None, 0.7)

    def _effect(  # noqa: PLR0913, PLR0917
        self,
        kind: EffectKind,
        unit: Unit,
        span: tuple[int, int],
        day: dt.date | None,
        scope: Scope,
        provisions: str | None,
        confidence: float,
    ) -> Effect:
        return Effect(
            kind=kind,
            line=self.source.line_at(span[0]).number,
            quote=quoted(self.source.text, *span),
            day=day,
            scope=scope,
            provisions=provisions,
            clause=unit.clause,
            confidence=confidence,
        )
