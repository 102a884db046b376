"""Offices, posts and bodies as the actors of a sentence, read at a given place of folded text.

Unlike a search for office names anywhere (`kg.authorities`), this reads a *list* of actors where
the grammar expects one ("Sở Nội vụ, các sở, ban, ngành và UBND cấp xã chủ trì …") and says where
the list ends, so that the verb after it can be read.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.authorities import canonical_office, expand_abbreviations
from kg.folding import fold
from kg.gazetteer import looks_damaged


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Pattern sources by kind (corpus/reference/actor_words.csv), for folded text.

    subject: what "Sở", "Bộ", "Phòng" are followed by; head: what a name begins with; stop: what
    ends it, mostly the verb after it; weak: a noun that goes on with a list of bodies ("các cơ
    quan, đơn vị"); place: one that goes on with a list of places ("UBND các xã, phường"); rejoin:
    second halves of names ("Văn hóa, Thể thao và Du lịch"); verb: what a duty begins with.
    """
    kinds: dict[str, list[str]] = {}
    for row in corpus.table("actor_words"):
        kinds.setdefault(row["kind"], []).append(row["pattern"])
    words = {kind: f"(?:{'|'.join(patterns)})" for kind, patterns in kinds.items()}
    words["head"] = words["head"].replace("{subject}", words["subject"])
    return words


_STOP = re.compile(_words()["stop"])
HEAD = re.compile(_words()["head"] + r"\b")
"""What the name of an actor begins with."""
_POST = re.compile(
    r"(?:pho )?(?:chu tich|thu truong|giam doc|chanh|truong|hieu truong|bi thu|nguoi|lanh dao)\b"
)
_WORD = re.compile(r"[a-z0-9&/]+(?:-[a-z0-9]+)*")
_WEAK = re.compile(f"(?:{_words()['weak']}|{_words()['place']})\\b")
_PLACE = re.compile(_words()["place"] + r"\b")
VERB = _words()["verb"]
"""Pattern source, for folded text, of the verbs that a duty begins with."""
_REJOIN = re.compile(_words()["rejoin"] + r"\b")
# "cơ quan, tổ chức có liên quan": bodies, not the verb "to organise".
_BODIES = re.compile(
    r"to chuc(?=,|;|\.|$| ca nhan| co lien| lien quan| duoc| quan ly| khac| thuoc"
    r"| va (?:ca|cac|nguoi)"
    r"| chu (?:tri|dong|quan)| phai| co trach| co nhiem| dang\b| chinh tri| hanh chinh)"
)
# "Văn phòng HĐND và UBND" is one office.
_BOTH = re.compile(r"(?<=hdnd va )ubnd|(?<=hoi dong nhan dan va )uy ban nhan dan")
_PROPER = re.compile(r"(?:so|bo|phong) " + _words()["subject"])
# A name that only places or second halves of it can go on with, never other bodies.
_CLOSED = re.compile(
    r"(?:pho |giam doc |chanh |truong |chu tich |bi thu |thu truong )*"
    rf"(?:(?:so|bo|phong|vu|cuc|chi cuc) {_words()['subject']}|ubnd|uy ban|mttq|hdnd"
    r"|ubmttq|hoi dong|van phong|trung tam|cong an|thanh tra|kho bac|bao hiem|buu dien"
    r"|hoi |lien doan|doan thanh|ngan hang|chi nhanh|bao |dai "
    r"|ban (?:quan ly|chi|dan|to)|bo (?:chi huy|chqs|tu lenh))"
)
_APART = re.compile(r"to chuc chinh tri")
# "các sở, ngành liên quan" is a whole name; only where they belong may follow.
_RELATED = re.compile(r"lien quan$")
_BELONGS = re.compile(r"(?:tren|thuoc|cua|cap|trong|tai|o|den|khac)\b")
_ASIDE = re.compile(r"(?:la )?(?:co quan|don vi) (?:thuong truc|chu tri|dau moi)")
# What begins the next office where no comma parts it from a department's name.
_NEXT = re.compile(rf"{_PROPER.pattern}|cac (?:co quan|don vi|so|to chuc|dia phuong)")
FIELD = re.compile(_words()["subject"] + r"\b")
_KIND = re.compile(r"\b(?:giam doc|chanh (?:van phong|thanh tra)) so$")
_GLUE = re.compile(
    r"\s?(?:,|;|\bva\b|&|\bcung(?: voi)?\b|\bhoac\b|-)\s?(?:va |cung |voi )?"
    r"|\s(?=so |phong |cac (?:co quan|don vi)\b)"
)


@dataclass(frozen=True, slots=True)
class Actors:
    """A list of actors: their spans in the text, and where the list ends."""

    spans: tuple[tuple[int, int], ...]
    end: int


def actors_at(folded: str, position: int = 0) -> Actors | None:
    """The list of actors that starts at `position`, or None. Blanks before it are skipped."""
    position = _skip(folded, position)
    spans: list[tuple[int, int]] = []
    while span := _actor(folded, position):
        spans.append(span)
        end = span[1]
        bracket = re.compile(r"\s?\([^()]{1,60}\)").match(folded, end)
        if bracket:
            end = bracket.end()
        glue = _GLUE.match(folded, end)
        if not glue or not HEAD.match(folded, glue.end()) or _ASIDE.match(folded, glue.end()):
            return Actors(tuple(spans), end)
        position = glue.end()
    return Actors(tuple(spans), spans[-1][1]) if spans else None


def _skip(folded: str, position: int) -> int:
    while position < len(folded) and not folded[position].isalnum():
        position += 1
    return position


@lru_cache(maxsize=8192)
def _actor(folded: str, position: int) -> tuple[int, int] | None:
    """One actor's span at `position`: a head and the words that belong to its name."""
    head = HEAD.match(folded, position)
    if not head:
        return None
    end = head.end()
    while (step := _step(folded, position, end)) is not None:
        end = step
    return position, end


def _step(folded: str, start: int, end: int) -> int | None:
    """End after one more word of the name, or None where the name ends."""
    if link := re.compile(r"\s?[-–]\s?(?=[a-z])|(?:\s¢\S?(?=\s))?\s").match(folded, end):
        begin = link.end()
        if link[0] == " " and folded.startswith("va ", begin):
            return _over(folded, start, begin + 3)
        if named := _named_after_kind(folded, start, end, begin):
            return named
        word = None if _is_over(folded, start, end, begin) else _WORD.match(folded, begin)
        return word.end() if word else None
    if comma := re.compile(r",\s").match(folded, end):
        return _over(folded, start, comma.end())
    return None


def _is_over(folded: str, start: int, end: int, begin: int) -> bool:
    """Whether a name ends at `end`: a verb follows, or another office with no comma between."""
    if _RELATED.search(folded, max(start, end - 10), end):
        return not _BELONGS.match(folded, begin)
    if _PROPER.match(folded, start) and _NEXT.match(folded, begin):
        return True
    if folded[end:begin].strip() and _ASIDE.match(folded, begin):
        return True
    return _STOP.match(folded, begin) is not None or folded.startswith("va ", begin)


def _named_after_kind(folded: str, start: int, end: int, begin: int) -> int | None:
    """End of "Xây dựng" in "Giám đốc Sở Xây dựng": after "Sở" a field is a name, never a verb."""
    field = FIELD.match(folded, begin)
    return field.end() if field and _KIND.search(folded, start, end) else None


def _over(folded: str, start: int, begin: int) -> int | None:
    """Over a comma or "và" inside one name ("Văn hóa, Thể thao và Du lịch"), if it is one."""
    head = HEAD.match(folded, start)
    if (head and folded.startswith(head[0] + " ", begin)) or _APART.match(folded, begin):
        return None  # "Công chức A, công chức B": two of a kind
    if _CLOSED.match(folded, start):
        return _within_name(folded, begin)
    if known := _BODIES.match(folded, begin) or _BOTH.match(folded, begin):
        return known.end()
    if _STOP.match(folded, begin) and not _REJOIN.match(folded, begin):
        return None
    weak = _WEAK.match(folded, begin)
    inside = _REJOIN.match(folded, begin) or weak
    return inside.end() if inside and (weak or not HEAD.match(folded, begin)) else None


def _within_name(folded: str, begin: int) -> int | None:
    """Over a comma or "và" inside the name of one office: another place, or its second half."""
    known = _BOTH.match(folded, begin) or _PLACE.match(folded, begin)
    if known is None and not HEAD.match(folded, begin):
        known = _REJOIN.match(folded, begin)
    return known.end() if known else None


def office_name(text: str) -> str:
    """An office's usual name, where that has the words printed; else the printed one.

    So "Ủy ban nhân dân xã" is "UBND xã", but "Bộ CHQS tỉnh" keeps its words, which a reader seeks
    in the document: who counts by office names it by `kg.authorities.canonical_office`. A damaged
    name is mended by its usual one. A post ("Chủ tịch UBND xã") keeps its own: it is a person's.
    "phương" at the end is "phường" with its accent misread.
    """
    name = " ".join(text.split()).strip(" ,;.")
    name = re.sub(r"(?<!địa )\bphương(?=$| \d)", "phường", name)
    if _POST.match(fold(name)):
        return name
    usual = canonical_office(name)
    if "," in name and "," not in usual:
        return name
    return usual if looks_damaged(name) or _same_words(name, usual) else name


def _same_words(name: str, usual: str) -> bool:
    return _written_out(name) == _written_out(usual)


def _written_out(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(expand_abbreviations(name)))
