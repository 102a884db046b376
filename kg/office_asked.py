"""Offices in a question: abbreviated, in lower case, without diacritics ("snv lang son").

A plan prints its offices as names; who asks types them. Here every written form counts, so what
is no office has to be told from one by the words around it ("cơ sở y tế" holds no "sở y tế").
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from kg.folding import fold
from kg.gazetteer import Syllable, syllables
from kg.office_forms import Form, form_names, forms, office_of
from kg.office_reading import dotted, where_of, with_unit
from kg.offices import OfficeMatch, begins_office, find_offices, in_number, well_spelt
from kg.terms import PlaceLevel
from kg.units import SHORT_KINDS, units

# A syllable that, right before a form's first, makes another word of both ("cơ sở", "cán bộ").
_BEFORE = {
    "so": {"co", "tru", "con", "nhieu", "mot", "ho"},
    "bo": {"can", "noi", "toan", "dong", "tien", "cong"},
    "phong": {"van", "du", "quoc", "tien", "phan", "hai", "giai", "xung"},
    "ban": {"van", "co", "dia", "can", "cac", "nhan"},
    "vien": {"cong", "nhan", "thanh", "giao", "chuyen"},
    "mot": {"che", "thong", "trinh", "doc", "moi", "theo"},
    "s": {"'"},
}
# What may follow a name in speech without belonging to it, though it looks like a level of units.
_AFTER_LEVEL = {
    "xa": {"hoi"},
    "quan": {"ly", "tam", "trong", "he", "su", "doi", "chung", "diem", "tri", "triet"},
    "tinh": {"hinh", "toan", "trang", "chat", "giam", "den", "nguyen", "gian", "nang"},
    "phuong": {"an", "thuc", "phap", "tien", "huong", "dien", "cham"},
    "phong": {"trao"},
    "bo": {"phan", "mon", "tieu", "luat"},
    "so": {"lieu", "sach"},
    "ban": {"in", "sao", "quyen"},
    "huyen": {"thoai", "dieu"},
    "tp": {"ht"},
}
_NOT_BEHIND = {
    "chinh phu": {"so", "dien"},
    "mot cua": {"dien", "lien", "quoc", "hien"},
    "cong an": {"toan"},
    "mat tran": {"chong"},
    "uy ban": {"bau", "cong", "trung", "quoc", "kinh", "phap", "van", "ve", "dan", "khoa"},
    "thanh tra": {"kiem"},
}
_TITLES = {
    "truong": "Trưởng ",
    "pho truong": "Phó Trưởng ",
    "tr": "Trưởng ",
    "chu tich": "Chủ tịch ",
    "pho chu tich": "Phó Chủ tịch ",
    "ct": "Chủ tịch ",
    "pct": "Phó Chủ tịch ",
    "giam doc": "Giám đốc ",
    "pho giam doc": "Phó Giám đốc ",
    "gd": "Giám đốc ",
    "pgd": "Phó Giám đốc ",
    "chanh": "Chánh ",
    "chanh an": "Chánh án ",
    "bi thu": "Bí thư ",
    "bo truong": "Bộ trưởng ",
    "chi huy truong": "Chỉ huy trưởng ",
    "cuc truong": "Cục trưởng ",
    "lanh dao": "Lãnh đạo ",
    "sep": "Lãnh đạo ",
}
_TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})\s+$")
_SYLLABLE = re.compile(r"(?:ngh?|[bcdghklmnpqrstvx]h?|gi|qu|tr)?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_MOST = 7  # words of a unit's name with its kind


def find_asked_offices(text: str) -> list[OfficeMatch]:
    """Offices of a question in text order, not overlapping; `text[start:end] == raw`.

    text: NFC. name: the usual name with the unit as written in the tables. A short form of
    several offices keeps what they share ("Phòng Văn hóa"). Longest match first.
    """
    stream = syllables(dotted(text))
    found = [*_forms_in(text, stream), *map(_titled, find_offices(text))]
    found = [match for match in found if not _is_no_office(text, match)]
    chosen: list[OfficeMatch] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, not m.head, m.start)):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)


def _titled(match: OfficeMatch) -> OfficeMatch:
    """A head's title begins with a capital, however it is typed."""
    if not match.head or match.group:
        return match
    return replace(match, name=match.name[0].upper() + match.name[1:])


def _is_no_office(text: str, match: OfficeMatch) -> bool:
    """Whether the words around make something else of it ("cán bộ nội vụ", "chính phủ số")."""
    words = re.findall(r"\w+", fold(text[match.start : match.end]))
    after = re.match(r"\s+(\w+)", fold(text[match.end :]))
    following = after[1] if after else ""
    if match.group:
        return following in _AFTER_LEVEL.get(words[-1], ())
    before = re.findall(r"\w+", fold(text[max(0, match.start - 20) : match.start]))
    if before and before[-1] in _BEFORE.get(words[0], ()):
        return True
    if before[-2:] == ["dai", "bieu"] or (words[0] not in _beginnings() and not match.head):
        return True
    return following in _NOT_BEHIND.get(" ".join(words), ())


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """First syllables of all forms: what is near one by its letters only begins no office."""
    return frozenset(form.words.partition(" ")[0] for form in forms())


def _forms_in(text: str, stream: list[Syllable]) -> list[OfficeMatch]:
    found: list[OfficeMatch] = []
    position = 0
    while position < len(stream):
        match = form_names().match(stream, position, fuzzy=False)
        form = forms()[match.name] if match else None
        if match is None or form is None or not _is_meant(text, stream, position, match.last, form):
            if head := _head_of_room(text, stream, position):
                found.append(head)
            position += 1
            continue
        found.append(_office(text, stream, position, match.last, form))
        position = match.last
    return found


def _head_of_room(text: str, stream: list[Syllable], first: int) -> OfficeMatch | None:
    """A room's head as "TP Nội vụ": "tp" and what makes a listed room with "phòng" before it."""
    if stream[first].text != "tp":
        return None
    read = [*stream]
    read[first] = replace(stream[first], text="phong")
    match = form_names().match(read, first, fuzzy=False)
    if match is None or match.last - first < 3:
        return None
    office = _office(text, read, first, match.last, forms()[match.name])
    name = "Trưởng p" + office.name[1:]
    return replace(office, name=name, head=True)


def _is_meant(text: str, stream: list[Syllable], first: int, last: int, form: Form) -> bool:
    """Whether the print can be the office: its diacritics are, and a code is no plain word."""
    printed = [text[s.start : s.end] for s in stream[first:last]]
    if not all(word.isascii() or well_spelt(word) for word in printed):
        return False
    if not begins_office(printed[0]):
        return False
    if in_number(text, stream[first].start):
        return False
    if "\n" in text[stream[first].start : stream[last - 1].end].strip():
        return False
    code = all(not _SYLLABLE.fullmatch(word) for word in form.words.split() if word != "va")
    return last - first > 1 or code or printed[0].isupper()


def _office(text: str, stream: list[Syllable], first: int, last: int, form: Form) -> OfficeMatch:
    start, end = stream[first].start, stream[last - 1].end
    name = _shared(form)
    unit, behind = _unit_behind(text, stream, last)
    if behind > last:
        end, name = stream[behind - 1].end, with_unit(name, unit)
    title = _TITLE.search(fold(dotted(text[:start])))
    if title is not None:
        start = title.start()
        name = _TITLES[" ".join(title[0].split())] + name
        name = name.replace("rưởng Phòng", "rưởng phòng")
    return OfficeMatch(start, end, text[start:end], name, head=title is not None)


@lru_cache(maxsize=4096)
def _shared(form: Form) -> str:
    """The usual name; of several offices the words that they share."""
    names = [office_of(row).replace(",", "").split() for row in form.rows]
    if len(names) == 1:
        return office_of(form.rows[0])
    shared = list(takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False)))
    count = min(len(shared), len(form.words.split()))
    return " ".join(words[0] for words in shared[:count]) or office_of(form.rows[0])


def _unit_behind(text: str, stream: list[Syllable], at: int) -> tuple[str, int]:
    """The unit told right behind a form, as written in the tables, and where it ends."""
    for end in range(min(len(stream), at + _MOST), at, -1):
        gap = text[stream[at - 1].end : stream[end - 1].end]
        if re.search(r"[,;.?!\n]", gap):
            continue
        words = [piece.text for piece in stream[at:end]]
        name = _unit_named(" ".join(words), stream[end].text if end < len(stream) else "")
        if name and _agrees(text[stream[at].start : stream[end - 1].end], name):
            return name, end
    return "", at


def _agrees(printed: str, name: str) -> bool:
    """Whether the diacritics typed are the unit's: "xã làm gì" is no "xã Lâm"."""
    typed = [word for word in printed.lower().split() if not word.isascii()]
    meant = {"".join(sorted(unicodedata.normalize("NFD", word))) for word in name.lower().split()}
    links = {"của", "ở", "tại", "thuộc", "thị", "xã"}
    return all(
        word in links or "".join(sorted(unicodedata.normalize("NFD", word))) in meant
        for word in typed
    )


@lru_cache(maxsize=8192)
def _unit_named(words: str, following: str) -> str:
    """A unit as written: "lang son" -> "tỉnh Lạng Sơn", "phuong" -> "phường"; "" for no unit."""
    where = where_of(words)
    if where is None:
        return ""
    kind, bare, general = where
    kind = SHORT_KINDS.get(kind, kind)
    if general or not (kind or bare):
        return ""
    if not bare:
        first = words.rsplit(maxsplit=1)[-1]
        return "" if following in _AFTER_LEVEL.get(first, ()) else _written(kind)
    return _in_tables(kind, bare)


def _in_tables(kind: str, bare: str) -> str:
    table = units()
    found = table.by_name.get((kind, bare), []) if kind else table.by_bare.get(bare, [])
    places = [table.units[index].place for index in found]
    if kind:
        raised = f"{_written(kind)} {_bare(bare)}" if bare in table.by_bare else ""
        return places[0].name if places else raised
    for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):  # a bare name means the widest
        names = list(dict.fromkeys(place.name for place in places if place.level is level))
        if names and (" " in bare or level is PlaceLevel.PROVINCE):
            return names[0] if len(names) == 1 or level is PlaceLevel.PROVINCE else _bare(bare)
    return ""


def _bare(bare: str) -> str:
    """A unit's name without its kind, as the tables write it."""
    name = units().units[units().by_bare[bare][0]].place.name
    return name.split(" ", len(name.split()) - len(bare.split()))[-1]


def _written(kind: str) -> str:
    from kg.office_words import RESTORED

    return unicodedata.normalize("NFC", RESTORED.get(kind, ""))
