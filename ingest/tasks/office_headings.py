"""Headings that name who has to act: "2. Phòng Tư pháp", "Điều 5. Trách nhiệm của Sở Y tế".

A heading is read by the grammar of actors; one that this does not know ("5. Các chủ đầu tư xây
dựng hạ tầng") is taken by its place, among headings of the same list that it does know.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.paragraphs import ARTICLE, LETTER, ROMAN, Paragraph
from ingest.tasks.actors import Actors, actors_at, office_name
from ingest.tasks.duty_lists import is_duty
from ingest.tasks.last_articles import EXECUTE
from ingest.tasks.offices_said import Said, listed_names
from kg.folding import fold

SHORT_REST = 6  # words
LONGEST_NAME = 28  # words of a heading that names an office
_LEAD = re.compile(
    r"(?:(?:phan cong )?(?:trach nhiem|nhiem vu)(?: cu the)?(?: cua| cua cac)?\s"
    r"|(?:doi voi|giao|[dbp][eo] nghi|yeu cau|c[ua]{1,2}a)\s){0,2}"
)
# After which an actor stands, whatever its name; "trách nhiệm của các bên trong …" tells nothing.
_OF = re.compile(
    r"(?:quyen,? (?:han,? )?(?:nghia vu )?(?:va )?)?(?:trach nhiem|nhiem vu)(?: cu the)?"
    r"(?:,? (?:va )?(?:quyen han|nghia vu|quyen))? (?:cua|doi voi) (?=\w)"
)
_THING = re.compile(r"(?:cac ben|tung |moi |minh\b|viec |cong tac |hoi nghi)")
_DUTIES = re.compile(r"to chuc thuc hien|trach nhiem|phan cong|nhiem vu|to chuc trien khai")
_TAIL = re.compile(
    r"[\s.:;/]*$|,? (?:co trach nhiem|chiu trach nhiem|la co quan (?:thuong truc"
    r"|chu tri|dau moi)|nhu sau"
    r"|co nhiem vu)\b"
    r"|,? thuc hien (?:cac )?(?:nhiem vu|cong viec|noi dung)(?: cu the)?(?: nhu)? sau\s?:?$"
    r"|,? (?:theo (?:chuc nang|nhiem vu|tham quyen|linh vuc)|tren dia ban|trong tinh)\b"
    r"[^.;:]{0,60}\W*$"
    r"|\s?[-–(]\s?(?:la )?(?:co quan|don vi) (?:thuong truc|chu tri|dau moi)[^:.]{0,60}\W*$"
)
_OPENS = re.compile(r",? (?:chu tri|phoi hop|tham muu)\b[^.;]*:$")
# What a name begins with where its place already says that it is one.
_NOUN = re.compile(
    r"(?:cac|nhung|moi|tung|so|ban|bo|van phong|trung tam|uy ban|ubnd|hoi|hiep hoi|lien|doan"
    r"|cong (?:an|ty|doan|thong tin)|bao\b(?! (?:cao|dam|ve))|dai|to\b(?! chuc thuc)|don vi|co quan"
    r"|doanh nghiep|chu (?:dau tu|tich|rung)|truong|thu truong|giam doc|thanh vien|doi tuong|nguoi"
    r"|vien|toa|mat tran|ngan hang|kho bac|chi cuc|cuc|quy|phong|nha (?:dau tu|thau|truong|mang)"
    r"|ho gia dinh|to chuc,|hop tac xa|benh vien|thue|hai quan|thong ke|buu dien|dien luc|tap doan"
    r"|tong cong ty|cong dong|can bo|cong chuc|lanh dao|chanh)\b"
)
_ASIDE = re.compile(
    r"\s?\([^)]*\)?|\s[-–]\s(?:là )?(?:[Cc]ơ quan|[Đđ]ơn vị) .*|\strên địa bàn.*|[\s.:;,]+$"
)
_GENERIC = re.compile(
    r"(?:cac )?(?:co quan|don vi|to chuc)(?:, (?:co quan|don vi|to chuc|ca nhan))* "
    r"(?:chu tri|phoi hop|dau moi|thuong truc|duoc (?:giao|lay y kien|phan cong|hoi)|tham gia"
    r"|chu quan|tham dinh|co lien quan|lien quan|quan ly)(?! voi)\b[^.;:]{0,120}\s?:?"
)
_PART = re.compile(r"[;,]\s(?=[A-ZĐÂÁÔƠƯỦỨẤ])")


def heading_offices(item: Paragraph, above: str = "") -> Said | None:
    """Offices of a paragraph that is a heading naming them ("2. Phòng Tư pháp").

    above: the folded headings over it; "Đối với …" opens duties only where they speak of duties.
    """
    if item.folded.startswith("doi voi") and not _DUTIES.search(above):
        return None
    if EXECUTE.search(item.folded):
        return None  # a decision's last article, whose list may hold a colon
    lead = _LEAD.match(item.folded)
    start = lead.end() if lead else 0
    listed = actors_at(item.folded, start)
    if listed is None or listed.spans[0][0] > start + 2:
        return _answering(item)
    asked = lead is not None and "nghi" in lead[0]
    return _titled(item, listed, asked=asked) or _answering(item)


def _answering(item: Paragraph) -> Said | None:
    """Whoever "Điều 5. Trách nhiệm của …" names, though the grammar of actors does not know it."""
    lead = _OF.match(item.folded)
    if lead is None or item.text.rstrip()[-1:] in ".;" or ": " in item.text:
        return None
    named = _ASIDE.sub("", item.text[lead.end() :].strip(" .:;"))
    if not named or len(named.split()) > LONGEST_NAME or _THING.match(fold(named)):
        return None
    parts = [part for part in _PART.split(named) if part.strip()]
    return Said(tuple(office_name(part) for part in parts), confidence=0.8)


def is_name(item: Paragraph) -> Said | None:
    """Offices of a line that is nothing but their names and a colon: "- Sở Công Thương:"."""
    if not item.text.rstrip().endswith(":"):
        return None
    lead = _LEAD.match(item.folded)
    start = lead.end() if lead else 0
    listed = actors_at(item.folded, start)
    if listed is None or listed.spans[0][0] > start + 2:
        return None
    whole = re.fullmatch(r"\s?(?:\([^)]*\))?\s?:\s*", item.folded[listed.end :])
    return Said(listed_names(item.text, listed)) if whole else None


def _titled(item: Paragraph, listed: Actors, *, asked: bool) -> Said | None:
    """Said, if nothing but the usual words of a heading follows the offices.

    asked: it begins with "Đề nghị"; then the last name of a list may be unreadable.
    """
    tail = _TAIL.match(item.folded, listed.end)
    if not tail:
        if asked and len(listed.spans) > 1 and len(item.text[listed.end :].split()) <= SHORT_REST:
            return Said(listed_names(item.text, listed))
        return _opening(item, listed) or _colon_duty(item, listed)
    offices = listed_names(item.text, listed)
    rest = item.text[tail.end() :].strip(" .:;/")
    if item.rank == ARTICLE and rest:
        return None
    if len(rest.split()) < 4:
        return Said(offices)
    return Said(offices, rest, listed.end + 1) if tail[0].strip(" .:;/") else Said(offices)


def _opening(item: Paragraph, listed: Actors) -> Said | None:
    """The form "1. Sở Tài chính chủ trì, phối hợp với các cơ quan:", whose duties follow."""
    if item.rank == ARTICLE or not _OPENS.match(item.folded, listed.end):
        return None
    return Said(listed_names(item.text, listed), item.text[listed.end :], listed.end + 1)


def _colon_duty(item: Paragraph, listed: Actors) -> Said | None:
    """The form "2. Sở Tài chính: Bố trí kinh phí …": the heading and its only duty on one line."""
    colon = re.compile(r"\s?(?:\([^)]{1,80}\))?\s?:\s?(?=\w)").match(item.folded, listed.end)
    if not colon or re.match(r"co quan|don vi", item.folded):
        return None
    return Said(listed_names(item.text, listed), item.text[colon.end() :], colon.end())


def headings_by_place(items: Sequence[Paragraph]) -> dict[int, Said]:
    """Headings with a name that the grammar does not know, by the `id` of their paragraph.

    They stand in a list in which at least one other heading names a known office, and, like it,
    have paragraphs under them.
    """
    found: dict[int, Said] = {}
    for index in range(len(items)):
        if names := _generic(items, index):
            found[id(items[index])] = Said(names, confidence=0.7)
    for group in _lists(items):
        known = [heading_offices(items[index]) for index in group]
        if not any(said and not said.duty for said in known):
            continue
        for index, said in zip(group, known, strict=True):
            names = () if said else _names_by_place(items, index)
            if names:
                found[id(items[index])] = Said(names, confidence=0.7)
    return found


def _lists(items: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Indexes of the items of each list: same rank, with nothing that ranks higher between."""
    opened: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        for rank in [rank for rank in opened if rank > item.rank]:
            yield opened.pop(rank)
        if ROMAN <= item.rank <= LETTER:
            opened.setdefault(item.rank, []).append(index)
    yield from opened.values()


def _generic(items: Sequence[Paragraph], index: int) -> tuple[str, ...]:
    """A heading whose actor has no name ("Cơ quan chủ trì giải quyết thủ tục"), over duties."""
    item = items[index]
    if not ROMAN <= item.rank <= LETTER or len(item.text.split()) > LONGEST_NAME:
        return ()
    lead = _LEAD.match(item.folded)
    start = lead.end() if lead else 0
    if not _GENERIC.fullmatch(item.folded, start):
        return ()
    parts = list(takewhile(lambda part: part.rank > item.rank, items[index + 1 : index + 40]))
    top = [part for part in parts if part.rank == parts[0].rank]
    if not top or 2 * sum(map(is_duty, top)) < len(top):
        return ()
    return (office_name(item.text[start:].strip(" .:;")),)


def _names_by_place(items: Sequence[Paragraph], index: int) -> tuple[str, ...]:
    item = items[index]
    followed = index + 1 < len(items) and items[index + 1].rank > item.rank
    if not followed or item.text.endswith((".", ";")):
        return ()
    lead = _LEAD.match(item.folded)
    start = lead.end() if lead else 0
    if not _NOUN.match(item.folded, start):
        return ()
    named = _ASIDE.sub("", item.text[start:])
    if len(named.split()) > LONGEST_NAME:
        return ()
    return tuple(office_name(part) for part in _PART.split(named) if part.strip())
