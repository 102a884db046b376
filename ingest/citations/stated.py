"""What a text says around a number: type and provision before it, day, issuer and title after.

"khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về …;"
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.provisions import provision_after, provision_before
from ingest.dates import DateMatch
from ingest.type_words import TYPE_WORDS, type_named
from ingest.wording import any_of
from kg.terms import DocumentType

_TYPES: Final = any_of(*TYPE_WORDS)
# Between type and number stands "số" in one of its damaged forms, or nothing.
_BEFORE: Final = re.compile(rf"(?<![a-z])({_TYPES})(?:\s+[^\s,;.]{{1,3}}[,:.]?)?[\s:]*$")
_OF: Final = re.compile(r"[\s,]*(?:c[a-z]{1,3}a|(?<=\d)c[a-z]{1,3}a)\s+(?=\S)")
_ISSUER_END: Final = re.compile(
    r"[;:.|“”\"]|\)(?!\s*[a-z])|\((?!(?:[a-z]{3,6}|khoa\s+[a-z]+)\))"
    r"|\n\s*\n(?!\s*[a-z])|,(?!\s+(?:chu nhiem|tong kiem toan))|"
    r"(?<!bao)\s+(?:ve|v/v|ban hanh|quy dinh|phe duyet|s[a-z]{1,3}a\s+[dpb]\S{1,2}(?=[,\s])|nham"
    r"|huong dan|thong qua|cong bo|bo sung|trien khai|thuc hien|tang cuong|tiep tuc|day manh|trong"
    r"|tren|cho|phai|theo|quyet dinh|quyet nghi|khoang|voi|se|khi|dieu chinh|bai bo"
    r"|duoc|chi dao|ngay|het|thi\s+hanh|de"
    r"|giao(?!\s+(?:thong|duc))|tai(?!\s+(?:chinh|nguyen|san))|da(?!\s+(?:nang|lat|bac|huoai))"
    # "và" joins the words of an office, or ends it.
    r"|va(?!\s+(?:moi truong|phat trien|dao tao|cong nghe|thong tin|truyen thong|xa hoi|du lich"
    r"|thuong binh|the thao|uy ban|ubnd|hoi dong|hdnd|nong thon|quan ly|dau tu|ky thuat|gia dinh"
    r"|tre em|bao|van phong|xay dung|ton giao|dan toc|khoa hoc|moi)))(?![a-z])"
)
_TITLE: Final = re.compile(
    r"[\s,]*(?:(?:ve|v/v|ban hanh|quy dinh|phe duyet|s[a-z]{1,3}a\s+[dpb]\S{1,2}"
    r"|huong dan|thong qua|cong bo|bo sung|bai bo|dieu chinh"
    r"|quy che|mot so|giao|thanh lap|cong nhan|tang cuong|tiep tuc|"
    r"day manh|trien khai|thi hanh)(?![a-z]))"
)
_TITLE_END: Final = re.compile(
    r"[;”]|\(\s*(?:goi|sau day|duoi day|(?:co )?hieu luc)|\n\s*\n(?!\s*[a-z(])"
    r"|\s+(?:d[aã]\s+)?(?:duoc\s+s[a-z]{1,3}a\s+[dpb]|het hieu luc|co hieu luc)"
    r"|,\s+(?:uy ban nhan dan|ubnd|chu tich|cu the|nham|dam bao|bao dam|gop phan|trong do|dong thoi"
    r"|hoi dong nhan dan|can cu|giao|yeu cau|ban hanh ke hoach)"
)
_LOST_BEHIND_COLUMNS: Final = re.compile(
    r"[\s,]*(?:n[gq][a-z4@]{1,3}[y¥v]?\b[^\n]{0,60}\n\s*(?=\d{1,2}/\d{1,2}/\d{4})"
    r"|[^\n]{0,60}\|[^\n]{0,60}\n\s*(?=n[gq][a-z4@]{1,3}[y¥v]?\s+\d{1,2}[/\s]))"
)
_OFFICE_AT: Final = re.compile(r"\scua\s+((?:(?!\scua\s)[^;.:,]){5,120}?),?\s+tai(?:\s+cac)?\s+$")
_BRACKET: Final = re.compile(r"[()]")
_LONGEST_TITLE: Final = 600


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a document at one place. Offsets into the clean text.

    start: of the type word, or of the number where none is printed.
    end: of all that is said of it, title included. issuer: words as printed.
    """

    start: int
    end: int
    type: DocumentType | None = None
    date: dt.date | None = None
    date_match: DateMatch | None = None
    issuer: str | None = None
    title: str | None = None
    title_start: int = 0
    provision: str | None = None


class Surroundings:
    """Reads what stands around spans of one text."""

    def __init__(self, text: str, folded: str, dates: Sequence[DateMatch]) -> None:
        self.text, self.folded, self.dates = text, folded, dates
        self._starts = [match.start for match in dates]

    def around(
        self, start: int, end: int, limit: int, siblings: Sequence[int], named_from: int | None
    ) -> Stated:
        """What is said of the document whose number or name is [start, end).

        limit: end of the sentence. siblings: starts of the documents cited beside this one
        (not in its title), ascending: a title ends before the next. named_from: where a law's
        name before its number begins.
        """
        kind, head = self.type_before(start)
        head = head if named_from is None else min(head, named_from)
        limit = self._bracket_end(end, limit)  # "(Kèm theo Quyết định số …)" says nothing behind
        at, day, issuer = end, None, None
        for _ in range(3):
            found = None if day else self.date_at(at)
            if found is not None:
                day, at = found, found.end
                continue
            named = None if issuer else self._issuer_at(at, limit)
            if named is None:
                break
            issuer, at = named
        pinpoint = self._provision(head, end, at)
        title, title_start, at = self._title_at(at, limit, siblings)
        return Stated(
            head,
            at,
            kind,
            day.date if day else None,
            day,
            issuer,
            title,
            title_start,
            pinpoint,
        )

    def _provision(self, head: int, end: int, said: int) -> str | None:
        """The pinpoint before the document; else behind its number, its day or its issuer."""
        before = provision_before(self.text, self.folded, head)
        places = dict.fromkeys((end, said))
        after = (provision_after(self.text, self.folded, place) for place in places)
        return before or next(filter(None, after), None)

    def type_before(self, start: int) -> tuple[DocumentType | None, int]:
        """Type named before a number, and where its word starts."""
        low = max(0, start - 48)
        found = _BEFORE.search(self.folded[low:start])
        if found is None:
            return None, start
        return type_named(found[1]), low + found.start(1)

    def date_at(self, at: int) -> DateMatch | None:
        """The day printed right behind `at`, over a line's end or a column if need be."""
        gap = re.compile(r"[\s,]*(?:[a-z]{1,3}\s)?[\s,(]*").match(self.folded, at)
        lost = _LOST_BEHIND_COLUMNS.match(self.folded, at)
        for end in (gap.end() if gap else at, lost.end() if lost else 0):
            index = bisect_left(self._starts, at)
            while index < len(self.dates) and self.dates[index].start < end:
                index += 1
            for near in (index - 1, index):
                if 0 <= near < len(self.dates) and at <= self.dates[near].start <= end:
                    return self.dates[near]
        return None

    def date_before(self, sentence: int, head: int) -> DateMatch | None:
        """The day before the document: "Ngày 15/7/2021, Chính phủ ban hành Nghị quyết số …"."""
        index = bisect_left(self._starts, head) - 1
        if index < 0 or self.dates[index].start < max(sentence, head - 130):
            return None
        between = self.folded[self.dates[index].end : head]
        issued = re.search(r"(?:ban hanh|thong qua|ky|phe duyet)\s+(?:cac\s+)?$", between)
        return self.dates[index] if issued and not re.search(r"[;.]\s|\d/", between) else None

    def _issuer_at(self, at: int, limit: int) -> tuple[str, int] | None:
        of = _OF.match(self.folded, at, limit)
        if of is None:
            return None
        cap = min(limit, of.end() + 130)
        stop = _ISSUER_END.search(self.folded, of.end(), cap)
        end = stop.start() if stop else cap
        words = " ".join(self.text[of.end() : end].split()).strip(" ,")
        return (words, end) if words and not words[:1].isdigit() else None

    def office_before(self, sentence: int, head: int) -> str | None:
        """Who proposed: "Theo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số …"."""
        said = _OFFICE_AT.search(self.folded, max(sentence, head - 160), head)
        if said is None:
            return None
        return " ".join(self.text[said.start(1) : said.end(1)].split()).strip(" ,")

    def _title_at(
        self, at: int, limit: int, siblings: Sequence[int]
    ) -> tuple[str | None, int, int]:
        opening = _TITLE.match(self.folded, at, limit)
        if opening is None:
            return None, at, at
        start = opening.end() - len(opening[0].lstrip(" ,\n\t"))
        end = min(limit, start + _LONGEST_TITLE)
        stop = _TITLE_END.search(self.folded, start, end)
        end = stop.start() if stop else end
        end = self._capitals_end(start, end)
        index = bisect_left(siblings, start)
        if index < len(siblings):
            end = min(end, siblings[index])
        end = min(end, self._bracket_end(start, end))
        title = " ".join(self.text[start:end].split()).rstrip(" ,.;")
        title = re.sub(r"\s+(?:v[aàá]|các)$", "", title)
        return (title, start, end) if len(title) > 4 else (None, at, at)

    def _capitals_end(self, start: int, end: int) -> int:
        """A title in a heading ends with the heading, whose lines are all in capitals."""
        lines = self.text[start:end].split("\n")
        if not _is_capitals(lines[0]):
            return end
        for line in lines:
            if line.strip() and not _is_capitals(line):
                break
            start += len(line) + 1
        return min(end, start - 1)

    def _bracket_end(self, start: int, end: int) -> int:
        """Where a bracket closes that opened before `start`."""
        depth = 0
        for bracket in _BRACKET.finditer(self.text, start, end):
            depth += 1 if bracket[0] == "(" else -1
            if depth < 0:
                return bracket.start()
        return end


def _is_capitals(line: str) -> bool:
    """Whether a line of a heading is in capitals: three letters at least, none of them small."""
    return line.isupper() and sum(map(str.isalpha, line)) > 2
