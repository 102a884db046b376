"""Offices in a text: listed ones, ones that a pattern knows ("Sở …", "Phòng …"), and groups.

Source of the list: reference/offices.csv (Decrees 37/2014, 24/2014, 150/2025/NĐ-CP; Decree
61/2018/NĐ-CP for one-stop units; Decree 33/2023/NĐ-CP for titles of commune officials).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.gazetteer import Gazetteer, NameMatch, Syllable, looks_damaged, syllables
from kg.office_patterns import by_pattern
from kg.office_words import (
    HEAD,
    LEVEL,
    RESTORED,
    UNIT_OF,
    group_name,
    groups_in,
    letters_agree,
)
from kg.units import known_name

# with the syllable behind them these make other words: "cơ sở y tế", "cán bộ", "đại biểu Quốc hội"
_OTHER_WORD = re.compile(r"\b(?:co|dai bieu|can|toan|noi|van|du|quoc|phan)\s+$")


_OWN_LEVEL = re.compile(r" (?:tỉnh|thành phố|huyện)$")
_OWN_LEVEL_PRINTED = re.compile(r" (?:tinh|thanh pho|tp|huyen)$")
# names whose first word in lower case still begins an office; others are plain words then
_TYPED_LOW = re.compile(
    r"(?:so|phong|bo|van phong|trung tam|ubnd|hdnd|uy ban|hoi dong|thuong truc|cong chuc|tram"
    r"|kho bac|thanh tra (?:tinh|huyen|thanh pho)|chi cuc|cuc|hat|hoi|lien doan|chu tich"
    r"|thu tuong)\b"
)


@dataclass(frozen=True, slots=True)
class OfficeMatch:
    """An office in a text; `text[start:end] == raw`.

    name: as printed but in canonical words ("Văn phòng HĐND và UBND thành phố"), with the head's
        title where one is printed ("Chủ tịch UBND phường"). `canonical_office` gives the office.
    head: the head is named, not the office. group: several unnamed offices ("các ngành").
    """

    start: int
    end: int
    raw: str
    name: str
    head: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """A row of reference/offices.csv."""

    name: str
    head: str
    level: str


@lru_cache(maxsize=1)
def known_offices() -> tuple[KnownOffice, ...]:
    """The listed offices, in the table's order."""
    rows = corpus.table("offices")
    return tuple(KnownOffice(row["name"], row["head"], row["level"]) for row in rows)


@lru_cache(maxsize=1)
def office_names() -> Gazetteer:
    """Names and aliases of the listed offices; an index points into `known_offices`."""
    names = [
        (name, index)
        for index, row in enumerate(corpus.table("offices"))
        for name in (row["name"], *filter(None, row["aliases"].split(";")))
    ]
    return Gazetteer(names)


def find_offices(text: str) -> list[OfficeMatch]:
    """Offices of `text` (NFC), in text order, not overlapping; each as long as its name goes.

    Cost: linear; in damaged text near names are tried too, some ten times slower.
    """
    stream = syllables(text)
    fuzzy = looks_damaged(text)
    groups = groups_in(text, damaged=fuzzy)
    found: list[OfficeMatch] = []
    position, taken = 0, 0
    while position < len(stream):
        syllable = stream[position]
        match = None
        if syllable.start >= taken:
            group = groups.get(syllable.start)
            match = (
                _group(text, *group) if group else _office_at(text, stream, position, fuzzy=fuzzy)
            )
        if match is not None:
            found.append(match)
            taken = match.end
        position += 1
    return found


def _group(text: str, start: int, end: int) -> OfficeMatch:
    raw = text[start:end]
    name = group_name(raw)
    head = fold(name).startswith(("thu truong", "nguoi dung dau", "chu tich", "lanh dao"))
    return OfficeMatch(start, end, raw, name, head=head, group=True)


def _office_at(text: str, stream: list[Syllable], first: int, *, fuzzy: bool) -> OfficeMatch | None:
    listed = office_names().match(stream, first, fuzzy=fuzzy)
    if listed is not None and not (
        _well_cased(text, stream, listed) and (fuzzy or _well_spelt(text, stream, listed))
    ):
        listed = None
    last, name = by_pattern(text, stream, first, guess=listed is None)
    if listed is not None and listed.last >= last:
        last, name = listed.last, known_offices()[listed.name].name
    if last == first or in_number(text, stream[first].start):
        return None
    if _OTHER_WORD.search(fold(text[max(0, stream[first].start - 12) : stream[first].start])):
        return None
    return _assembled(text, stream[first].start, stream[last - 1].end, name)


def _assembled(text: str, start: int, end: int, name: str) -> OfficeMatch:
    """The office named at `text[start:end]`, with the head's title before and the unit behind."""
    if (own := _OWN_LEVEL.search(name)) and not text[end : end + 1].isalnum():
        printed = _OWN_LEVEL_PRINTED.search(fold(text[start:end]))
        if printed or LEVEL.match(text, end):  # "Công an tỉnh Hà Nam" and "CA TP" alike
            name, end = name[: own.start()], start + printed.start() if printed else end
    tail, suffix = _suffix(text, end)
    if name.startswith("Công chức"):
        suffix = ""  # a commune's official: its level goes without saying
    title = _title(text, start)
    end += len(tail)
    start -= len(title)
    title = title.capitalize() if title.isupper() else title
    if title.endswith("rưởng ") and name.startswith("Phòng"):
        name = "p" + name[1:]
    full = " ".join(f"{title}{name}{suffix}".split())
    return OfficeMatch(start, end, text[start:end], full, head=bool(title))


def in_number(text: str, start: int) -> bool:
    """Whether what begins at `start` is the code of a number ("36/QĐ-UBND")."""
    return bool(re.search(r"\w[-/&]$", text[max(0, start - 2) : start]))


def _well_cased(text: str, stream: list[Syllable], match: NameMatch) -> bool:
    """Lower-case words and one-word codes are names only where all of the name is printed so.

    "ban tổ chức hội nghị" is no office, "phong noi vu" typed in a question is; "TP-HT" is an
    office's title, "tp ht" nothing.
    """
    printed = text[stream[match.first].start : stream[match.last - 1].end]
    name = known_offices()[match.name].name
    if match.last - match.first == 1 or len(printed) <= 5:
        return printed.isupper() or fold(printed) == fold(name)
    if printed[0].islower() and not _TYPED_LOW.match(fold(name)):
        return False
    return letters_agree(printed, name) or not text.isascii()


def _well_spelt(text: str, stream: list[Syllable], match: NameMatch) -> bool:
    """Whether clean text has an office's diacritics: "thì Ủy" is no "Thị ủy"."""
    printed = [text[s.start : s.end] for s in stream[match.first : match.last]]
    return begins_office(printed[0]) and all(word.isascii() or well_spelt(word) for word in printed)


def well_spelt(word: str) -> bool:
    """Whether a syllable stands, with these diacritics, in a listed office's name or alias."""
    return _spelling(word) in _spellings()


def begins_office(word: str) -> bool:
    """Whether a listed name or alias begins with this syllable: "sở" does, "số" does not."""
    return word.isascii() or _spelling(word) in _first_spellings()


@lru_cache(maxsize=1)
def _first_spellings() -> frozenset[str]:
    printed = (
        name
        for row in corpus.table("offices")
        for name in (row["name"], *f"{row['aliases']};{row['short']}".split(";"))
    )
    first = (re.match(r"[^\W\d_]+", name) for name in printed)
    return frozenset(_spelling(word) for word in (*(m[0] for m in first if m), "Uỷ"))


def _spelling(word: str) -> str:
    """Letters and marks of a syllable, wherever the tone mark stands ("hoà", "hòa")."""
    return "".join(sorted(unicodedata.normalize("NFD", word.lower())))


@lru_cache(maxsize=1)
def _spellings() -> frozenset[str]:
    words = (f"{row['name']} {row['aliases']}" for row in corpus.table("offices"))
    found = re.findall(r"[^\W\d_]+", " ".join(words))
    return frozenset(map(_spelling, (*found, "Uỷ")))


def _suffix(text: str, end: int) -> tuple[str, str]:
    """Level and proper name behind an office, as printed and as written: " tỉnh Tiền Giang".

    Capitalised words belong to it as far as they name a known place.
    """
    match = LEVEL.match(text, end)
    if match is None:
        return "", ""
    if match["level"] is None:
        return match[0], match[0]
    kind = " ".join(match["level"].split())
    words = list(re.finditer(r"\S+", match["name"]))
    for count in range(len(words), 0, -1):
        if count == 1 and "\n" in match["name"][: words[0].start()]:
            break  # "phường" and the first word of the next line
        name = known_name(f"{kind} {match['name'][: words[count - 1].end()]}")
        if name is not None:
            return text[end : match.start("name") + words[count - 1].end()], f" {name}"
    return text[end : match.end("level")], f" {RESTORED.get(fold(kind), kind)}"


def _title(text: str, start: int) -> str:
    """The head's title right before an office: "Trưởng ", "Chủ tịch "."""
    before = text[max(0, start - 40) : start]
    match = next((m for m in HEAD.finditer(before) if m.end() == len(before)), None)
    return match[0] if match else ""


def canonical_name(name: str) -> str:
    """The office that `name` names: the listed name where it is an alias or a head's title.

    "Trưởng phòng Nội vụ", "PNV" -> "Phòng Nội vụ"; what stands behind the name is kept.
    """
    printed = " ".join(unicodedata.normalize("NFC", name).split())
    title = HEAD.match(printed + " ")
    rest = printed[title.end() :] if title and title.end() < len(printed) else printed
    stream = syllables(rest)
    match = office_names().match(stream, 0, fuzzy=False) if stream else None
    if match is None:
        return rest[:1].upper() + rest[1:]
    office = known_offices()[match.name].name
    if office.startswith("Công chức "):
        return office  # a commune's official: the level goes without saying
    behind = UNIT_OF.sub("", rest[stream[match.last - 1].end :])
    return " ".join(f"{office}{behind}".split())
