"""What the name of one office says: the office, whether its head is meant, and where it belongs.

"Trưởng phòng Nội vụ thành phố" is the head of "Phòng Nội vụ", of the unit that "thành phố" means.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.folding import fold
from kg.gazetteer import syllables
from kg.office_forms import form_names, forms, office_of
from kg.office_groups import LEVELS_TOLD, Group, level_group, read_group
from kg.offices import known_offices
from kg.units import SHORT_KINDS, key_of, units

LEVELS = {
    "tinh": "tỉnh",
    "thanh pho": "",
    "huyen": "huyện",
    "quan": "huyện",
    "thi xa": "huyện",
    "xa": "xã",
    "phuong": "xã",
    "thi tran": "xã",
    "dac khu": "xã",
    "trung uong": "trung ương",
}
"""Folded kind of unit -> level of government; a "thành phố" is of the province or below one."""
_KIND = "|".join((*sorted((*LEVELS, "tp", "tx"), key=len, reverse=True), r"tt(?= \w)"))
_DOTTED = re.compile(r"(?i)\b(s|p|vp|bp|tt|gđ|gd|ct|pct|đc|cc|cb|tr|tp)\.(?=\s?\w)")
_HEAD = re.compile(
    r"(?:pho )?(?:chu tich"
    r"|truong(?! (?:hoc|mam|mau|tieu|trung|thcs|thpt|dai|cao|chinh|pho|day|cong lap)\b)|giam doc"
    r"|chanh(?! an )|cuc truong|chi cuc truong|bo truong"
    r"|vien truong|chi huy truong|bi thu|thu truong|tong giam doc|thong doc|hieu truong|lanh dao"
    r"|nguoi dung dau|chu nhiem|tong thanh tra|tram truong|chanh an)(?: (?:, )?(?=\w)|$)"
)
_BRIEF_HEAD = (
    (re.compile(r"(?:tr|tp|truong) (?:p|phong) "), "phong "),
    (re.compile(r"(?:gd|pgd) "), ""),
    (re.compile(r"(?:ct|pct) (?=ubnd|hdnd|uy ban|hoi|mttq)"), ""),
    (re.compile(r"(?:cvp|pcvp) "), "vp "),
    (re.compile(r"tp (?=[a-z])"), "phong "),
)
_CHAIR_OF_PLACE = re.compile(rf"(?:pho )?(?:chu tich|ct|pct) (?=(?:{_KIND})\b)")
_COMMITTEE = {"tinh": "tinh", "thanh": "thanh pho", "huyen": "huyen", "thi": "thi xa", "dang": "xa"}
_WHERE = re.compile(
    rf"(?:viet nam ?)?(?:(?:cua|thuoc|o|tai) )?(?:(?:ubnd|uy ban nhan dan) )?"
    rf"(?:(?P<party>{'|'.join(_COMMITTEE)}) uy ?|(?P<all>cap |cac )?(?P<kind>{_KIND})(?: |$))?"
    r"(?P<name>[^()]*)"
)
_PARTY = re.compile(r"(?:cua )?(?:tinh|thanh|huyen|thi|dang) uy\b")
_CITY = re.compile(r"\b(?:tphcm|(?:tp |thanh pho )?hcm|tp ho chi minh)\b")
_COMMITTEE_NAME = re.compile(r"\b(?:tinh|thanh|huyen|thi) uy$")
_NO_KIND = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã) (?=\w)")
_END_LEVEL = re.compile(rf" (?P<kind>{_KIND})$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One name. cores: folded names of the offices it may mean, the likeliest first.

    name: the usual printed name of the first. kind, bare: of the unit told behind the name,
    folded, "" if untold; party: its committee is ("Thành ủy"). level: what the office's own name
    tells, "" where any level has one.
    """

    cores: tuple[str, ...]
    name: str
    head: bool
    level: str
    kind: str = ""
    bare: str = ""
    party: bool = False
    group: Group | None = None
    rows: tuple[int, ...] = ()  # of the table, one for each of the cores


@lru_cache(maxsize=65_536)
def read_office(name: str) -> Reading:
    """The reading of a name, however it is written; never fails."""
    printed = dotted(" ".join(unicodedata.normalize("NFC", name).split()))
    printed = re.sub(r"\s*\([^()]*\)", "", printed).replace("/", ", ").strip(" ,;.:-–|")
    printed = re.sub(r"\s+(?:hoặc|và)$", "", printed)
    words = _words(printed)
    group = read_group(words)
    if group is not None and not _is_listed_whole(words):
        return Reading((group.key,), _printed_group(printed), group.head, "", group=group)
    for rest, head in _untitled(words):
        read = _listed(rest, head=head)
        if read is not None:
            return read
    return _unlisted(printed, words)


def dotted(text: str) -> str:
    """`text` with the dots of short kinds as blanks, of the same length: "S.NV" -> "S NV"."""
    return _DOTTED.sub(r"\1 ", text)


def _words(text: str) -> str:
    return " ".join(piece.text for piece in syllables(text))


def _is_listed_whole(words: str) -> bool:
    """Whether the words are a listed office though they look like a group ("Ban Tổ chức")."""
    title = _HEAD.match(words)
    stream = syllables(words[title.end() :] if title else words)
    match = form_names().match(stream, 0, fuzzy=False) if stream else None
    return match is not None and match.last == len(stream)


def _printed_group(printed: str) -> str:
    return printed[:1].lower() + printed[1:] if fold(printed).startswith("cac ") else printed


def _untitled(words: str) -> list[tuple[str, bool]]:
    """Ways to read the words: as a head's title and the office behind it, and as they stand."""
    found = [(words, False)]
    if match := _CHAIR_OF_PLACE.match(words):
        found.append((f"ubnd {words[match.end() :]}", True))
    if (match := _HEAD.match(words)) and match.end() < len(words):
        rest = words[match.end() :]
        found += [(rest, True), (f"ban chi huy {rest}", True)]
    for pattern, kind in _BRIEF_HEAD:
        if match := pattern.match(words):
            found.append((kind + words[match.end() :], True))
    return found


def _listed(words: str, *, head: bool) -> Reading | None:
    """The reading where the words are a listed office's form and, behind it, a place or level."""
    stream = syllables(words)
    match = form_names().match(stream, 0, fuzzy=False) if stream else None
    if match is None:
        return None
    form = forms()[match.name]
    rest = words[stream[match.last - 1].end :].strip()
    usual, own = _without_level(office_of(form.rows[0]))
    if LEVELS_TOLD.fullmatch(rest) or rest == "cac cap":
        return _at_all(usual, rest, head=head)
    where = where_of(rest)
    if where is None:
        return None
    kind, bare, general = where
    if general and kind:
        return _at_all(usual, f"cap {fold(LEVELS[kind]) or 'huyen'}", head=head)
    party = bool(_PARTY.match(rest))
    cores = tuple(_words(_without_level(office_of(row))[0]) for row in form.rows)
    kind = kind or own
    level = "" if own else known_offices()[form.rows[0]].level
    return Reading(cores, usual, head, level, kind, bare, party, rows=form.rows)


def _at_all(usual: str, levels: str, *, head: bool) -> Reading:
    """An office of every unit of levels, as a group."""
    group = level_group(_words(usual), levels, head=head)
    return Reading((group.key,), f"{usual} {_spelt(levels)}", head, "", group=group)


def at_level(read: Reading, level: str) -> Reading:
    """The reading with the office first that is of a level: "phòng văn hóa" of a commune."""
    levels = [known_offices()[row].level for row in read.rows]
    if len(levels) < 2 or level not in levels or read.level == level:
        return read
    order = sorted(range(len(levels)), key=lambda at: levels[at] != level)
    return replace(
        read,
        cores=tuple(read.cores[at] for at in order),
        rows=tuple(read.rows[at] for at in order),
        name=office_of(read.rows[order[0]]),
        level=level,
    )


def _without_level(name: str) -> tuple[str, str]:
    """Name and level: "Công an tỉnh" -> ("Công an", "tinh"); a level is no part of an office."""
    match = _END_LEVEL.search(fold(name))
    return (name[: match.start()], match["kind"]) if match else (name, "")


def where_of(rest: str) -> tuple[str, str, bool] | None:
    """Folded kind and bare name of the unit, and whether all units of its level are meant.

    None where the words are no place: then they belong to the office's name.
    """
    rest = _CITY.sub("thanh pho ho chi minh", rest.partition(" , ")[0].strip(" ,"))
    match = _WHERE.fullmatch(rest)
    if match is None:
        return None
    kind = _COMMITTEE.get(match["party"] or "", match["kind"] or "")
    kind = SHORT_KINDS.get(kind, kind)
    bare = key_of(match["name"])[1].strip()
    if bare and not _is_unit(kind if match["kind"] else "", bare):
        return None
    return kind, bare, bool(match["all"]) and not bare


def _is_unit(kind: str, bare: str) -> bool:
    """Whether a unit bears the name; of another kind too, for units are raised ("thị xã")."""
    table = units()
    return (kind, bare) in table.by_name or bare in table.by_bare


def with_unit(name: str, unit: str) -> str:
    """A name and its unit, a level told by both only once: "Công an tỉnh" of "tỉnh Hà Tĩnh"."""
    if _COMMITTEE_NAME.search(fold(name)):  # "Tỉnh ủy Tiền Giang"
        return f"{name} {_NO_KIND.sub('', unit)}"
    head, own = _without_level(name)
    return f"{head} {unit}" if own and fold(unit).startswith(own) else f"{name} {unit}"


def _spelt(levels: str) -> str:
    """Levels as written: "cap huyen , cap xa" -> "cấp huyện, cấp xã"."""
    words = levels.replace(" ,", ",").split()
    spelt = {"cap": "cấp", "xa": "xã", "huyen": "huyện", "tinh": "tỉnh", "cac": "các", "va": "và"}
    return " ".join(spelt.get(w.rstrip(","), w) + "," * w.endswith(",") for w in words)


def _unlisted(printed: str, words: str) -> Reading:
    """An office that no table lists: its printed words, less a title and a level behind them."""
    match = _HEAD.match(words)
    head = bool(match)
    rest = words[match.end() :] if match and match.end() < len(words) else words
    title = _HEAD.match(fold(printed))
    shown = printed[title.end() :] if title and title.end() < len(printed) else printed
    kind = bare = ""
    for end in reversed([m.start() for m in re.finditer(rf" (?={_KIND})", rest)]):
        where = where_of(rest[end:].strip())
        if where is not None and where[0] and (printed.isascii() or _LEVEL_SHOWN.search(shown)):
            kind, bare, _ = where
            rest = rest[:end]
            shown = _LEVEL_SHOWN.sub("", shown)
            break
    level = next((level for pattern, level in _LEVEL_BY_KIND if re.match(pattern, rest)), "")
    return Reading((rest,), shown[:1].upper() + shown[1:], head, level, kind, bare)


_LEVEL_BY_KIND = ((r"so \w", "tỉnh"), (r"bo (?!chi huy|phan|tu lenh|doi)\w", "trung ương"))
_SHOWN = ("tỉnh", "thành phố", "thị xã", "thị trấn", "huyện", "quận", "xã(?! hội)", "phường",
          "đặc khu", "TP", "TX", "TT")  # fmt: skip
_LEVEL_SHOWN = re.compile(rf"(?i)\s+(?:{'|'.join(_SHOWN)})\b.*$")
