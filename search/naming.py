"""What a question states of the documents it names, and the day it asks about.

"Nghị định 61/2018/NĐ-CP ngày 23/4/2018 còn hiệu lực vào ngày 01/7/2025 không?": the first day is
part of the document's name, the second is asked about.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

import corpus
from kg.folding import fold, tokens
from kg.identity import has_year, is_national, issuer_words
from kg.model import DocumentRecord
from kg.number import DocumentNumber, NumberMatch, find_numbers

_DAY: Final = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)(?![\d/-])"
    r"|(?<!\d)(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+((?:19|20)\d\d)(?!\d)"
)
# Between a document's name and a day these tell that the day is not part of the name.
_APART: Final = (
    r"vào|đến|tính(?= (?:đến|tới|từ))|tới|tại|từ|kể|trước|sau|hôm|lúc|khi|còn|hết|có|bị|đã|đang"
    r"|không|chưa|hiệu lực|thì"
)
# The same typed without diacritics, less what is then also part of a place's name ("thị", "đà").
_APART_PLAIN: Final = (
    r"vao|den|tinh(?= (?:den|toi|tu))|ke tu|truoc|sau|khi|con|het|khong|chua|hieu luc"
    r"|co (?:hieu|con|bi)|bi (?:thay|bai|huy|ngung|dinh|tam)|(?:da|dang) (?:het|bi|duoc|co)"
)
_KIND: Final = re.compile(
    r"\b(?:hien phap|bo luat|luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|de an"
    r"|chuong trinh|chien luoc|ket luan|ke hoach)\b"
)
_PROVISION: Final = re.compile(
    r"\b(?:diem [a-z]{1,2},? )?(?:khoan \d+[a-z]?,? )?dieu \d+[a-z]?(?![\w/])"
)
_PLACED: Final = (
    r"(?:ubnd|hđnd|hdnd|ủy ban|uy ban|hội đồng|hoi dong|tỉnh|tinh|thành phố|thanh pho|huyện|huyen"
    r"|quận|quan|thị xã|thi xa|xã|xa|phường|phuong|bộ|bo|sở|so|thủ tướng|thu tuong|chính phủ"
    r"|chinh phu)\b"
)


_Verdict = Callable[[DocumentRecord], bool | None]  # None: the record does not tell


class _Role(Enum):
    """What a day in a question is for. EITHER: its place in the sentence leaves both open."""

    NAME = auto()
    ASKED = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Named:
    """A number in a question with what is stated beside it. issuer: as written, or None.

    loose: a day behind a comma, which may be the document's or the one asked about.
    text: the words that name the document.
    """

    number: DocumentNumber
    day: dt.date | None = None
    year: int | None = None
    issuer: str | None = None
    kind: str | None = None
    loose: dt.date | None = None
    text: str = ""

    @property
    def unique(self) -> bool:
        """Whether the number names one document of the country, whatever else is stated."""
        return is_national(str(self.number)) and has_year(str(self.number))


@dataclass(frozen=True, slots=True)
class _StatedDay:
    start: int
    end: int
    day: dt.date
    role: _Role


def named_in(text: str) -> tuple[Named, ...]:
    """The numbers of a question (NFC), each with the day, the year and the issuer beside it."""
    matches = find_numbers(text, asking=True)
    days = list(_days(text, matches))
    ends = [*(match.start for match in matches[1:]), len(text)]
    return tuple(_named(text, match, end, days) for match, end in zip(matches, ends, strict=False))


def _named(text: str, match: NumberMatch, end: int, days: Sequence[_StatedDay]) -> Named:
    own = [day for day in days if match.end <= day.start < end]
    day = next((item for item in own if item.role is _Role.NAME), None)
    loose = next((item for item in own if item.role is _Role.EITHER), None)
    issuer, after = None, match.end
    for start in (match.end, day.end if day else match.end):
        issuer, after = _issuer(text, start, end) if issuer is None else (issuer, after)
    year = re.match(r"\s*\(?\s*nam\s+((?:19|20)\d\d)\b", fold(text[match.end : end]))
    stop = max(match.end, day.end if day else 0, after)
    return Named(
        number=match.number,
        day=day.day if day else None,
        year=int(year[1]) if year else None,
        issuer=issuer,
        kind=_kind_before(text, match.start),
        loose=loose.day if loose and day is None else None,
        text=text[match.start : stop],
    )


def _kind_before(text: str, start: int) -> str | None:
    """The kind of document that stands right before a number, folded."""
    found = list(_KIND.finditer(fold(text[max(0, start - 30) : start])))
    return found[-1][0] if found else None


def _issuer(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The issuer that stands right behind a number or its day, and where it ends."""
    words = _APART if _accented(text) else _APART_PLAIN
    stop = rf"(?=\s+(?:{words}|ban hành|ban hanh|ngày|ngay|do|là|la)\b|[,.;?()]|$)"
    found = re.compile(
        rf"\s*,?\s*(?:(?:của|cua|do)\s+|(?={_PLACED}))(.+?){stop}", re.IGNORECASE
    ).match(text[:end], start)
    return (found[1].strip(), found.end()) if found else (None, start)


def _accented(text: str) -> bool:
    return fold(text) != text.lower()


def _days(text: str, matches: Sequence[NumberMatch]) -> Iterator[_StatedDay]:
    """Days stated outside of numbers, in order. Days that do not exist are left out."""
    folded = fold(text)
    for found in _DAY.finditer(folded):
        if any(m.start < found.end() and found.start() < m.end for m in matches):
            continue
        figures = [int(part) for part in found.groups() if part]
        try:
            day = dt.date(figures[2], figures[1], figures[0])
        except ValueError:
            continue
        yield _StatedDay(found.start(), found.end(), day, _role(text, found.start(), matches))


def _role(text: str, start: int, matches: Sequence[NumberMatch]) -> _Role:
    """A day right behind a number or a law's name is part of it; one apart is asked about."""
    folded = fold(text)
    names = [m.end for m in matches if m.end <= start]
    kinds = [found.end() for found in _KIND.finditer(folded, 0, start)]
    name = max([*names, *kinds], default=None)
    if name is None:
        return _Role.ASKED
    words = _APART if _accented(text) else _APART_PLAIN
    if re.search(rf"(?<!\w)(?:{words})(?!\w)", text[name:start], re.IGNORECASE):
        return _Role.ASKED
    if _DAY.search(folded, name, start):
        return _Role.ASKED  # the name has its day already
    return _Role.EITHER if re.search(r",\s*(?:ngay)?\s*$", folded[:start]) else _Role.NAME


def asked_days(text: str) -> list[tuple[dt.date, bool]]:
    """Days that a question asks about, in order; True where the day may name a document too."""
    days = _days(text, find_numbers(text, asking=True))
    return [(d.day, d.role is _Role.EITHER) for d in days if d.role is not _Role.NAME]


def without_asked_days(text: str) -> str:
    """A question without the days that it asks about: their years name no law."""
    for item in reversed(list(_days(text, find_numbers(text, asking=True)))):
        if item.role is not _Role.NAME:
            text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def provisions_in(text: str) -> tuple[str, ...]:
    """Provisions asked about, as written.

    >>> provisions_in("khoản 2 Điều 4 của Nghị định 61/2018/NĐ-CP còn hiệu lực không?")
    ('khoản 2 Điều 4',)
    """
    found = (text[m.start() : m.end()] for m in _PROVISION.finditer(fold(text)))
    return tuple(dict.fromkeys(found))


def fitting(named: Named, records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """Those of the records (all of this number) that nothing stated rules out.

    A record that does not tell what is stated stays only where no other one has it.
    """
    every = list(records)
    left = _kept(every, lambda r: _same_kind(named.kind, r.header.type)) or every
    if named.day or named.year:
        left = _kept(left, lambda r: _same_day(named, r.header.date))
    if named.issuer:
        left = _issued_by(named, left)
    return left


def _kept(records: list[DocumentRecord], fits: _Verdict) -> list[DocumentRecord]:
    judged = [(record, fits(record)) for record in records]
    sure = [record for record, verdict in judged if verdict]
    return sure or [record for record, verdict in judged if verdict is None]


def _issued_by(named: Named, records: list[DocumentRecord]) -> list[DocumentRecord]:
    words = issuer_words(named.issuer or "")

    def fits(record: DocumentRecord) -> bool | None:
        place = record.header.place
        around = [place.name, place.district, place.province] if place else []
        issuer = record.header.issuer
        if not issuer:
            return None
        wide = issuer_words(issuer) | set(tokens(" ".join(filter(None, around))))
        return words <= wide or issuer_words(issuer) <= words

    return _kept(records, fits)


def _same_kind(kind: str | None, other: str | None) -> bool | None:
    return None if kind is None or not other else fold(other) == kind


def _same_day(named: Named, day: dt.date | None) -> bool | None:
    if day is None:
        return None
    return day == named.day if named.day else day.year == named.year


@cache
def _programmes() -> dict[str, dict[str, str]]:
    return {" ".join(tokens(row["name"])): row for row in corpus.table("named_programmes")}


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme named in a question. documents: (number, ISO day) of those of the name.

    sure: the name is that of one programme; else its period tells which is meant.
    """

    name: str
    documents: tuple[tuple[str, str], ...]
    sure: bool

    def has(self, number: str) -> bool:
        """Whether what was read as a number is a part of the name ("Đề án 06/CP")."""
        return set(tokens(number)) <= set(tokens(self.name))


def programme_in(folded: str) -> Programme | None:
    """The longest name of a programme that stands in a folded question.

    Source: corpus/reference/named_programmes.csv.
    """
    spoken, names = f" {' '.join(tokens(folded))} ", _programmes()
    name = max((name for name in names if f" {name} " in spoken), key=len, default=None)
    if name is None:
        return None
    sure = bool(names[name]["number"])
    others = (row for other, row in names.items() if other.startswith(f"{name} "))
    rows = [names[name]] if sure else others
    meant = dict.fromkeys((row["number"], row["date"]) for row in rows if row["number"])
    return Programme(names[name]["name"], tuple(meant), sure)
