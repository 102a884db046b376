"""Laws found by the name under which they are cited, through abbreviations and damage.

Older plans cite laws by name and day ("Luật Tổ chức chính quyền địa phương ngày 19/6/2015").
A name is compared without diacritics, marks and blanks. A name that matches none exactly may
differ from a known one by a sixth of its letters (a quarter in damaged text, a third where the
day confirms it), and only if no other name is about as near: two candidates are both given,
never guessed between.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg.facts import RegistryEntry, Standing
from kg.folding import fold
from kg.misprints import misprinted
from kg.number import number_key

LAW_TYPES = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})
ABBREVIATIONS = {
    "vbqppl": "van ban quy pham phap luat",
    "qppl": "quy pham phap luat",
    "vbpl": "van ban phap luat",
    "nsnn": "ngan sach nha nuoc",
    "cbcc": "can bo cong chuc",
    "tccp": "to chuc chinh phu",
    "tccqdp": "to chuc chinh quyen dia phuong",
    "cqdp": "chinh quyen dia phuong",
    "pctn": "phong chong tham nhung",
    "thtk": "thuc hanh tiet kiem",
    "clp": "chong lang phi",
    "cntt": "cong nghe thong tin",
    "gddt": "giao dich dien tu",
    "xlvphc": "xu ly vi pham hanh chinh",
    "vphc": "vi pham hanh chinh",
    "ttatgt": "trat tu an toan giao thong",
    "bhxh": "bao hiem xa hoi",
    "bhyt": "bao hiem y te",
    "bvmt": "bao ve moi truong",
    "pccc": "phong chay va chua chay",
    "hdnd": "hoi dong nhan dan",
    "ubnd": "uy ban nhan dan",
    "mttq": "mat tran to quoc",
    "tdkt": "thi dua khen thuong",
    "knqs": "nghia vu quan su",
    "qsdd": "quyen su dung dat",
    "htx": "hop tac xa",
    "dntn": "doanh nghiep tu nhan",
}
_TAIL = re.compile(r"\s*\(?(?:sua doi)?\)?\s*(?:\bnam)?\s*\(?((?:19|20)\d\d)?\)?\s*$")
_NUMBER_TAIL = re.compile(r"\s+(?:so\s*:?\s*)?\d+[a-z]?\s*/.*$")
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"\d+/\d{4}/[\w-]+")
_YEAR = re.compile(r"/(\d{4})/")
_AMENDING = "sua doi bo sung mot so dieu cua"
_MARGIN = 4  # half letters by which the best name must be nearer than the next
_LONG = 14  # letters from which a damaged name may differ by a quarter of them
_YEARS_TRUSTED = 5  # age to which a law without recorded dates is taken for current
_VOWELS = frozenset("aeiouy")
_VIETNAMESE = frozenset("ăđơưạảãấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏõốồổỗộớờởỡợụủũứừửữựỳỵỷỹ")


@lru_cache(maxsize=4096)
def normal_name(title: str) -> tuple[str, int | None]:
    """Folded words of a law's name, abbreviations written out; and the year said with it.

    >>> normal_name("Luật ban hành VBQPPL năm 2015")
    ('luat ban hanh van ban quy pham phap luat', 2015)
    """
    text = fold(unicodedata.normalize("NFC", " ".join(title.split())))
    text = _NUMBER_TAIL.sub("", text)
    tail = _TAIL.search(text)
    year = int(tail[1]) if tail and tail[1] else None
    words = _WORD.findall(text[: tail.start()] if tail else text)
    return " ".join(ABBREVIATIONS.get(word, word) for word in words), year


def distance(left: str, right: str, limit: int) -> int:
    """Edit distance in half letters, or `limit` + 1 where it is more than that.

    A vowel read as another costs one half (marks lost or misread), any other edit two.
    """
    if 2 * abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(0, 2 * len(right) + 1, 2))
    for i, char in enumerate(left, 1):
        before, row[0] = row[0], 2 * i
        for j, other in enumerate(right, 1):
            swap = 0 if char == other else 1 if char in _VOWELS and other in _VOWELS else 2
            before, row[j] = row[j], min(row[j] + 2, row[j - 1] + 2, before + swap)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def allowed(length: int, *, damaged: bool) -> int:
    """Half letters by which a name of so many letters may differ and still be that name."""
    if damaged and length >= _LONG:
        return length // 2
    return max(2, length // 6 * 2)


def looks_damaged(title: str) -> bool:
    """Whether no letter of it is one that only clean Vietnamese text has.

    An OCR engine without Vietnamese prints é or ö, never ạ, ư or đ.
    """
    return not any(char in _VIETNAMESE for char in unicodedata.normalize("NFC", title.lower()))


def is_law(entry: RegistryEntry) -> bool:
    """Whether documents of its kind are cited by name."""
    return entry.type in LAW_TYPES and bool(entry.title)


class LawNames:
    """An index of laws by name. A pure function of the entries given."""

    def __init__(self, entries: Iterable[RegistryEntry]) -> None:
        self._by_name: dict[str, list[RegistryEntry]] = defaultdict(list)
        for entry in entries:
            if is_law(entry):
                self._by_name[normal_name(entry.title or "")[0]].append(entry)
        self._compact = {name: name.replace(" ", "") for name in self._by_name}
        self._letters = {name: Counter(text) for name, text in self._compact.items()}

    def named(self, title: str, signed: dt.date | None = None) -> list[RegistryEntry]:
        """All laws of this name, whatever their day; empty where no name is near enough."""
        name, year = normal_name(title)
        found = self._by_name.get(name) or self._near(name, signed, looks_damaged(title))
        number = None if "sua doi" in name else _NUMBER.search(title)  # there: the amended law's
        if number is not None:
            found = [e for e in found if number_key(e.number) == number_key(number[0])]
        elif year is not None:
            of_year = [entry for entry in found if enacted(entry).year == year]
            found = of_year if of_year or "sua doi" not in name else found  # the amended law's
        return list(found)

    def _near(self, name: str, signed: dt.date | None, damaged: bool) -> list[RegistryEntry]:  # noqa: FBT001
        """Laws of the nearest name; of the next too, where that is about as near.

        The day confirms a name that is too far off by itself.
        """
        compact = name.replace(" ", "")
        strict = allowed(len(compact), damaged=damaged)
        scored = self._scored(compact, len(compact) * 2 // 3 if signed else strict)
        dated = [
            entry
            for _, other in scored
            for entry in self._by_name[other]
            if signed and entry.signed == signed
        ]
        if dated:
            return dated
        near = [
            (far, other)
            for far, other in scored
            if far <= strict and self._same_object(compact, other, damaged=damaged)
        ]
        names = [other for far, other in near if far < near[0][0] + _MARGIN]
        return [entry for other in names for entry in self._by_name[other]]

    def _scored(self, compact: str, limit: int) -> list[tuple[int, str]]:
        """Names within `limit` half letters, nearest first."""
        letters = Counter(compact)
        scored = []
        for other, text in self._compact.items():
            surplus = (letters - self._letters[other]).total()
            missing = (self._letters[other] - letters).total()
            if max(surplus, missing) <= limit:  # each costs at least one half letter
                far = distance(compact, text, limit)
                if far <= limit:
                    scored.append((far, other))
        return sorted(scored)

    def _same_object(self, compact: str, other: str, *, damaged: bool) -> bool:
        """Of two laws that amend, whether both amend the same law: long openings are alike."""
        tail = other.rpartition(_AMENDING)[2].replace(" ", "")
        if _AMENDING not in other or not tail:
            return True
        limit = allowed(len(tail), damaged=damaged)
        return distance(compact[-len(tail) :], tail, limit) <= limit


def enacted(entry: RegistryEntry) -> dt.date:
    """The day signed; where it is not known, the first day of the year in the number."""
    if entry.signed:
        return entry.signed
    year = _YEAR.search(entry.number)
    return dt.date(int(year[1]), 1, 1) if year else dt.date.min


def as_cited_on(
    entries: list[RegistryEntry], signed: dt.date | None, on: dt.date | None
) -> list[RegistryEntry]:
    """Of laws that share a name, those meant: by their day, else by the day of citing.

    A later law of the same name replaces the earlier one when it takes effect, so the last one
    that had taken effect by `on` is meant. Laws that amend share names without replacing each
    other: all of them stay. A day that fits none of them leaves all, for someone to choose.
    """
    if signed and (exact := [entry for entry in entries if entry.signed == signed]):
        return exact
    near = _of_day(entries, signed) if signed else entries
    newest = sorted(near or entries, key=_newest_first)
    if on is None:
        return newest
    passed = [entry for entry in newest if enacted(entry) <= on]
    if not near:
        return passed
    return [entry for entry in _current(passed, on) if not _outdated(entry, newest, on)]


def _of_day(entries: list[RegistryEntry], signed: dt.date) -> list[RegistryEntry]:
    """Laws signed in that year; else on a day one figure away."""
    return [entry for entry in entries if enacted(entry).year == signed.year] or [
        entry for entry in entries if entry.signed and misprinted(signed, entry.signed)
    ]


def _outdated(entry: RegistryEntry, newest: list[RegistryEntry], on: dt.date) -> bool:
    """Whether a law whose dates nobody recorded may have been replaced, unknown to us, by `on`.

    A later law of the same name, where one is known, shows until when it was meant. A law that
    amends says nothing of the next one that amends the same: an old one may not be the one meant.
    """
    checked = entry.standing in (Standing.REGISTRY, Standing.USER)
    amends = _AMENDING in normal_name(entry.title or "")[0]
    if checked or (not amends and (entry.codified or entry.expired)):
        return False
    later = any(enacted(other) > enacted(entry) for other in newest if other is not entry)
    seen = enacted(entry) if amends or not entry.shown_alive else entry.shown_alive[1]
    return not later and on.year - seen.year > _YEARS_TRUSTED


def _begin(entry: RegistryEntry) -> dt.date:
    """First day in force; where nobody recorded it, taken as the year after enactment."""
    return entry.effective or dt.date(min(enacted(entry).year + 1, dt.MAXYEAR), 1, 1)


def _newest_first(entry: RegistryEntry) -> tuple[int, str]:
    return (-enacted(entry).toordinal(), entry.key)


def _current(passed: list[RegistryEntry], on: dt.date) -> list[RegistryEntry]:
    begun = [entry for entry in passed if _begin(entry) <= on] or passed
    alive = [e for e in begun if e.expired is None or e.expired > on] or begun[:1]
    pending = [e for e in passed if e.effective is None and _begin(e) > on and e not in alive]
    latest: dict[str, RegistryEntry] = {}
    for entry in alive:
        name = normal_name(entry.title or "")[0]
        group = entry.key if _AMENDING in name else name
        latest.setdefault(group, entry)  # newest first
    meant = (*latest.values(), *pending)  # of these nobody recorded whether they had begun
    return sorted(meant, key=lambda e: (e.standing is not Standing.REGISTRY, _newest_first(e)))
