"""What the cells of a run-together table say: offices by their short forms, roles, the deadline.

Cells come as the lines of a row, each the text right of the main column, in reading order.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.deadlines import find_deadline
from kg.folding import fold
from kg.model import Assignment
from kg.offices import find_offices
from kg.terms import OfficeRole

_HALVES = (
    ("vp", "tk", r"van phong\W{1,3}thong ke", "Công chức Văn phòng - Thống kê"),
    ("tp", "ht", r"tu phap\W{1,3}ho tich", "Công chức Tư pháp - Hộ tịch"),
    ("tc", "kt", r"tai chinh\W{1,3}ke toan", "Công chức Tài chính - Kế toán"),
    ("vh", "xh", r"van hoa\W{1,3}xa hoi", "Công chức Văn hóa - Xã hội"),
    ("dc", "(?:xd|nn)", r"dia chinh\W{1,3}xay dung", "Công chức Địa chính - Xây dựng"),
)
_SHORT = (
    *(
        (re.compile(rf"{one[0]}\w?{one[1]}[-. ]{{0,2}}{two[0]}\s?{two[1:]}|{whole}"), name)
        if one == "vp"
        else (re.compile(rf"{one}[-. ]{{0,2}}{two}|{whole}"), name)
        for one, two, whole, name in _HALVES
    ),
    (re.compile(r"truong hoc"), "trường học"),
)
# A short form that the cell's narrow column breaks: "Công chức VP- |" and, a line below, "TK".
_OPEN_HALF = tuple(
    (
        re.compile(rf"\b{one}\s?-(?!\s?{two}\b)"),
        re.compile(rf"^(?:\W*\w{{1,6}}){{0,3}}\W*\b{two}\b"),
        re.compile(rf"(?:^|\s)(?P<half>{two})\W*$"),
        name,
    )
    for one, two, _, name in _HALVES
)
# A whole name that the column breaks: "Công chức Văn" and, a line below, "phòng - Thống kê".
_OPEN_WHOLE = tuple(
    (re.compile(rf"\bcong ch\w{{1,4}} {first}"), re.compile(second), name)
    for first, second, name in (
        (r"van\b(?! hoa)", r"\bphong\W{1,3}thong ke", _HALVES[0][3]),
        (r"tu phap", r"\bho tich", _HALVES[1][3]),
        (r"tai chinh", r"\bke toan", _HALVES[2][3]),
        (r"van hoa", r"\bxa hoi", _HALVES[3][3]),
        (r"dia chinh", r"\bxay dung", _HALVES[4][3]),
    )
)
_SECTORS = re.compile(r"\bc\wc n\w{2,4}h\b|\b[cg]a\w{0,2}n\w{1,4}h c[o6] l")
_LEADS = re.compile(r"\bcong ch\w{1,4}\b|\bcac ng\w{1,3}h\b")
# Two columns on one line, an official's first: the bodies after it only take part.
_SIDE = re.compile(r"\bcong ch\w{1,4}\W+cac nganh")
_WITH = re.compile(r"c[o6] l\w{1,3}n q?uan|lien quan|l\w+ ?q?uan")
_ISSUER = re.compile(r"\bubnd\b(?:\W*\w*\W*)?(?P<unit>phuong|xa|thi tran)?")
_OFFICE_CELL = re.compile(
    r"cong ch\w{1,4}\b|cac ng\w{1,3}h\b|c\w{1,2} l\w{1,3}n quan|lien quan|ubnd|hdnd"
    r"|\bphuong(?!\w)|\bxa\b"
    r"|v\w?p[-. ]{0,2}tk|tp[-. ]{0,2}ht|tc[-. ]{0,2}kt|vh[-. ]{0,2}xh|\|"
)
_BODY = re.compile(_OFFICE_CELL.pattern.replace("|ubnd|", "|(?<!cua )ubnd|").removesuffix(r"|\|"))
_MARKS = re.compile(r"[_=—‘’'`~]+")
_DUE = re.compile(
    r"\b(?:thuong xuyen(?: va dinh ky)?|dinh ky(?: va thuong xuyen)?|quy (?:iv|i{1,3}|1{1,3})\b"
    r"|thang \d{1,2} nam 20\d\d|theo (?:ke hoach|yeu cau|quyet dinh|quy dinh"
    r"|huong dan)[a-z -]{0,50}"
    r"|tu 6 thang[a-z0-9 ]{3,30}20\d\d|ngay tu dau nam 20\d\d|thoi gian bao cao[a-z ]{0,24}"
    r"|20\d\d ?[-–] ?20\d\d)"
)
_YEAR_CELL = re.compile(r"\w(?<!nam)(?<!thang)\s+(20\d\d)\W*$")  # a cell that is but a year
# Named in passing: "theo yêu cầu của Sở Nội vụ"; bodies above those that an appendix assigns to.
_PASSING = re.compile(r"\b(?:cua|do|theo|so|boi)\s+$")
_HIGHER = ("Sở ", "Bộ ", "UBND tỉnh", "UBND thành phố")
_ABOVE = frozenset({"Chính phủ", "Thủ tướng Chính phủ", "HĐND", "Quốc hội"})


def deadline_words(cells: Sequence[str]) -> str | None:
    """The deadline: what is left at the ends of the row's lines when the offices are taken off."""
    left = " ".join(_after_offices(cell) for cell in cells)
    match = _DUE.search(fold(left))
    if match is None:  # a product's cell may stand after the deadline's
        left = " ".join(map(_before_product, cells))
        match = _DUE.search(fold(left))
    if match is None:
        years = (_YEAR_CELL.search(fold(cell)) for cell in cells)
        found = next((year[1] for year in years if year), None)
        due = None if found else find_deadline(left)
        return found or (due.text if due else None)
    text = left[match.start() : match.end()]
    return re.sub(r"^Quy(?= )|^Quý (?=[1I])", "Quý ", text).replace("11", "II").strip()


def _after_offices(cell: str) -> str:
    hits = list(_OFFICE_CELL.finditer(fold(cell)))
    return cell[hits[-1].end() :].strip(" |.,;") if hits else cell.strip(" |.,;")


def _before_product(cell: str) -> str:
    """The first words after a line's offices that a bar ends, without the marks of rules."""
    parts = (_MARKS.sub(" ", part) for part in cell.split("|"))
    left = [part[max(map(re.Match.end, _BODY.finditer(fold(part))), default=0) :] for part in parts]
    return " ".join(next((part for part in left if part.strip()), "").split())


def closing_half(cells: Sequence[str], words: str) -> tuple[str, str]:
    """(words, half): the second half of a short form taken off the end of a line's words."""
    for opened, _, closing, _ in _OPEN_HALF:
        if cells and opened.search(fold(cells[-1])) and (end := closing.search(fold(words))):
            return words[: end.start()].rstrip(), words[end.start("half") :]
    return words, ""


def begins_anew(cells: Sequence[str], text: str) -> bool:
    """Whether a line of cells is of the next row: a first office, or a deadline, once more."""
    before, folded = fold(" ".join(cells)), fold(text)
    if _LEADS.search(folded) and _LEADS.search(before):
        return _ISSUER.search(before) is not None or _DUE.search(before) is not None
    return bool(deadline_words([text]) and deadline_words(cells))


def begins_cells(text: str) -> bool:
    """Whether a line begins with an official's or a body's cell."""
    return _LEADS.match(fold(text)) is not None


def unit_of(cells: Iterable[str]) -> str:
    """Whose committee "UBND" is in a table, where a cell leaves its unit unreadable.

    "" in a table of a province, whose cells name departments rather than officials.
    """
    joined = fold(" ".join(cells))
    if len(re.findall(r"\bso [a-z]{2}", joined)) > len(re.findall(r"\bcong ch", joined)):
        return ""
    counts = {unit: len(re.findall(rf"\b{fold(unit)}\b", joined)) for unit in ("phường", "xã")}
    best = max(counts, key=lambda unit: counts[unit])
    return best if counts[best] else ""


def offices(cells: Sequence[str], unit: str, *, issued: bool) -> Iterator[Assignment]:
    """Offices in reading order: the first leads, the next take part, the committee approves.

    Bodies named as a group ("các ngành có liên quan") take part; then all named offices lead.
    issued: the table has a column for who issues, so that a committee is in it.
    """
    text = " ".join(cells)
    folded = fold(text)
    named, groups = _hits(cells, unit, issued=issued)
    if sectors := _SECTORS.search(folded) or (_WITH.search(folded) if not groups else None):
        alone = "cac nganh" in folded and not _WITH.search(folded) and not _SIDE.search(folded)
        groups = {"các ngành" if alone else "các ngành có liên quan": sectors.start()}
    if "các ngành" in groups and named:
        yield Assignment("các ngành", OfficeRole.LEAD)
        yield from (Assignment(name, OfficeRole.COORDINATING) for name in named)
    else:
        for place, name in enumerate([*named, *groups]):
            leads = name in named and (place == 0 or bool(groups))
            yield Assignment(name, OfficeRole.LEAD if leads else OfficeRole.COORDINATING)
    if issued and (issuer := _ISSUER.search(folded)):
        unit = "thị trấn" if issuer["unit"] == "thi tran" else unit
        yield Assignment(f"UBND {unit}".strip(), OfficeRole.APPROVING)


def _hits(cells: Sequence[str], unit: str, *, issued: bool) -> tuple[list[str], dict[str, int]]:
    """Offices by their place in the joined cells, and groups of bodies with theirs."""
    text = " ".join(cells)
    folded = fold(text)
    hits = {name: match.start() for pattern, name in _SHORT if (match := pattern.search(folded))}
    for name, place in _broken(cells):
        hits.setdefault(name, place)
    groups: dict[str, int] = {}
    for office in find_offices(text):
        passing = _PASSING.search(folded[: office.start]) or office.name in _ABOVE
        above = unit and office.name.startswith(_HIGHER)
        if not (passing or above) and not (issued and office.name.startswith("UBND")):
            (groups if office.group else hits).setdefault(office.name, office.start)
    return sorted(hits, key=lambda name: hits[name]), groups


def _broken(cells: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Names of which a line holds the first half and the next one the second."""
    at = 0
    for line, following in pairwise(cells):
        for opened, second, _, name in _OPEN_HALF:
            if (half := opened.search(fold(line))) and second.match(fold(following)):
                yield name, at + half.start()
        for first, rest, name in _OPEN_WHOLE:
            if (half := first.search(fold(line))) and rest.search(fold(following)):
                yield name, at + half.start()
        at += len(line) + 1
