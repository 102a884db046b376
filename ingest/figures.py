"""Figures that may be targets: percentages, counts, measures, money, ranks; how each is meant.

Read on folded text; "tối thiểu", "trở lên" and the like stand next to the figure. Where a text
speaks of goals, any figure with a unit counts that a verb or a comparator leads to; elsewhere only
percentages, ranks and counts of what a plan brings about ("xây dựng 3 mô hình").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.terms import Comparator

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_PERCENT = re.compile(
    rf"(?:tu (?:{NUMBER})\s?%?[^.;%]{{0,40}}? (?:len|xuong)(?: con| den| toi| duoi)? )"
    rf"(?P<reached>{NUMBER})\s?%"  # "từ 60% lên 75%": what is reached is the target
    rf"|(?<![\d/.,x×*-])(?P<low>{NUMBER})\s?%?\s?(?:-|–|—|den)\s?(?P<high>{NUMBER})\s?%"
    rf"|(?<![\d/.,-])(?<![x×*]\s)(?<![x×*])(?P<value>{NUMBER})\s?%"
)
_MADE = (  # what plans bring about and count
    r"mo hinh|bo phan|diem|lop|cuoc|hoi nghi|hoi thao|hoi thi|chuyen de|tin,? bai|bai viet|phong su"
    r"|xa|phuong(?! tien)|thon|khu pho|don vi|co quan|he thong|phan mem|nen tang|ung dung|thu tuc"
    r"|dich vu"
    r"|san pham|sang kien|cong trinh|du an|de tai|dot|lan|buoi|ky|trung tam|doanh nghiep"
    r"|hop tac xa|htx|to hop tac|cau lac bo|truong|tram|co so|ho|can nha|nha van hoa"
)
_THINGS = (
    r"nguoi|lao dong|hoc vien|hoc sinh|can bo|cong chuc|luot khach|luot nguoi|luot|khach|giuong"
    r"(?: benh)?|bac si|xe|phuong tien|thiet bi|may|camera|cay|vu|van ban|ho so|bao cao|tai lieu"
    r"|an pham|co so du lieu|tieu chi|chi tieu|tuyen|cau|cho|khu|cum|to chuc|dan toc|di tich"
    r"|dang vien|doan vien|hoi vien|tuoi|thue bao|tai khoan|nha|vuon|trang trai|con"
)
_SIZES = r"km2|km|ha|hec ta|m2|m3|tan|ta|kg|kwh|mw"
_TIMES = r"ngay lam viec|ngay|gio|phut|thang"
_MONEY = r"(?:nghin |ngan |tram )?(?:trieu|ty|ti)(?: dong| usd)?|nghin dong|usd|dong"
_PER = r"(?:\s?/\s?(?:nguoi|nam|thang|ha|ho|van dan|1\.000 dan|quy|tuan|xa|phuong|don vi)){0,2}"
_COUNT = re.compile(
    rf"(?<![\d/.,%-])(?P<value>(?!20\d\d\b)(?:{NUMBER}))"
    rf"(?:\s?(?:-|–|den)\s?(?P<high>{NUMBER}))?(?: \([a-z ]{{2,20}}\))?\s"
    rf"(?P<unit>(?:(?P<made>{_MADE})|(?:(?:trieu|nghin|ngan|van) )?(?:(?P<things>{_THINGS})"
    rf"|(?P<sizes>{_SIZES}))|(?P<times>{_TIMES})|(?P<money>{_MONEY}))\b{_PER})"
)
_ADVERBS = (
    r"(?:\s(?:duoc|moi|them|it nhat|toi thieu|tren|khoang|hon|du|tu|den|la|tong so|muc))*\s?$"
)
_BRINGS = re.compile(
    r"(?:\b(?:nang cap|xay dung|thanh lap|dat|to chuc|mo|trien khai|hoan thanh|hinh thanh|thay the"
    r"|it nhat|toi thieu|toi da|khong qua|phan dau|bo sung|thi diem|nhan rong|phat trien(?: moi)?"
    rf"|trong moi|cong nhan|ban hanh|thuc hien|duy tri)|≥|>=|>|≤|<=){_ADVERBS}"
)
_STATES = re.compile(
    r"(?:\b(?:co|con|la|len|them|tang|giam|tren|duoi|hon|tu|khoang|vuot|gom|dao tao|giai quyet"
    rf"|thu hut|ket nap|ho tro|dat|bang|rut ngan|xuong|cho|trong|binh quan|giu|va)"
    rf"|[;:,(≥≤<>+]|^){_ADVERBS}"
)
_SHORTER = re.compile(r"\b(?:giam|rut ngan|con|xuong|khong qua|toi da|duoi|it hon)(?: \w+)?\s?$")
_COST = re.compile(
    r"\b(?:kinh phi|du toan|chi phi|tong muc|von|muc|phi|gia|tri gia|chi|ho tro)\b[^,.;]{0,40}$"
)
_NO_GOAL = re.compile(r"\b(?:trong vong|thoi han|ke tu|sau|truoc|ngay|dieu|khoan|muc|phu luc)\s?$")
_RANKED = re.compile(
    r"\b(?:chi so|xep hang|xep loai|xep thu|cao nhat|dan dau|tot nhat|thu hang|dung thu|dung dau"
    r"|chuyen doi so|vi tri|vi thu|pci|papi|sipas|index)\b"
)
_RANK = re.compile(
    r"(?:(?P<group>nhom|top|tap)\s(?:dau )?|(?:thu hang|xep thu|dung thu|xep hang|vi tri thu"
    r"|vi thu|vi tri)\s(?:thu )?"
    r"|trong (?:so )?(?=\d{1,2} (?:tinh|dia phuong|huyen|xa|phuong|don vi|so)))"
    r"(?P<value>\d{1,2})\b(?!\s?[%/])"
)
_FOLLOW = r"(?: la| dat| dat tu| muc| o muc| dat muc| con)?$"
_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (
        re.compile(
            r"(?:\bt\w{1,3} thi\w{1,3}u|it nhat|khong (?:thap|it|nho) hon|khong duoi|>=|≥)"
            + _FOLLOW
        ),
        Comparator.AT_LEAST,
    ),
    (
        re.compile(
            r"(?:toi da|khong qua|khong vuot(?: qua)?|khong (?:cao|lon|nhieu) hon|khong tren|<=|≤)"
            + _FOLLOW
        ),
        Comparator.AT_MOST,
    ),
    (re.compile(r"\b(?:tren|hon|vuot|lon hon|cao hon)(?: muc)?$|>$"), Comparator.MORE),
    (re.compile(r"\b(?:duoi|thap hon|nho hon)(?: muc)?$|<$"), Comparator.LESS),
    (re.compile(r"\btu$"), Comparator.AT_LEAST),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its span in the text, its value (high: of a range), how it is meant, its unit.

    unit: "%", "hạng" for a rank, else None: the unit's words are those at `unit_span`.
    """

    start: int
    end: int
    value: float
    high: float | None
    comparator: Comparator
    unit: str | None
    unit_span: tuple[int, int] = (0, 0)


def find_figures(folded: str, start: int, end: int, *, goal: bool = False) -> list[Figure]:
    """Figures in folded[start:end], in order, with their spans in `folded`.

    goal: whether the text around speaks of goals, so that any measured figure may be one.
    """
    found = [_percentage(match) for match in _PERCENT.finditer(folded, start, end)]
    if _RANKED.search(folded, start, end):
        found += [_rank(match) for match in _RANK.finditer(folded, start, end)]
    shares = [figure.start for figure in found]
    for match in _COUNT.finditer(folded, start, end):
        if not _within(match, found) and _counts(match, start, shares, goal=goal):
            found.append(_count(match))
    return sorted(found, key=lambda figure: figure.start)


def _within(match: re.Match[str], found: list[Figure]) -> bool:
    return any(figure.start < match.end() and match.start() < figure.end for figure in found)


def _counts(match: re.Match[str], start: int, shares: list[int], *, goal: bool) -> bool:
    """Whether a count is a goal: by what leads to it, and where it stands."""
    before = match.string[start : match.start()][-60:]
    if _NO_GOAL.search(before):
        return False
    said = [match.string[at : match.start()] for at in shares if at < match.start()]
    if said and not re.search(r"[,;.]|\b(?:la|dat|len|voi) \w*\s?$", said[-1]):
        return False  # "100% xã có 01 nhà văn hóa" tells what is counted
    if match["money"] and _COST.search(before):
        return False
    if match["times"]:
        return goal and _SHORTER.search(before) is not None
    if _BRINGS.search(before) and (goal or match["made"]):
        return True
    return goal and _STATES.search(before) is not None


def _percentage(match: re.Match[str]) -> Figure:
    if match["reached"]:
        how = _around(match.string, match.start("reached"), match.end())
        return Figure(match.start(), match.end(), number_value(match["reached"]), None, how, "%")
    if match["low"]:
        low, high = number_value(match["low"]), number_value(match["high"])
        return Figure(match.start(), match.end(), low, high, Comparator.RANGE, "%")
    how = _around(match.string, match.start(), match.end())
    return Figure(match.start(), match.end(), number_value(match["value"]), None, how, "%")


def _count(match: re.Match[str]) -> Figure:
    value, span = number_value(match["value"]), match.span("unit")
    named = match["made"] or match["things"]  # the thing counted belongs to the indicator
    start, end = match.start(), match.end("high" if match["high"] else "value")
    end = end if named else span[1]
    if match["high"]:
        return Figure(start, end, value, number_value(match["high"]), Comparator.RANGE, None, span)
    return Figure(start, end, value, None, _around(match.string, start, span[1]), None, span)


def _rank(match: re.Match[str]) -> Figure:
    """A rank: "trong nhóm 5" and "thứ 5 trở lên" are at most the fifth."""
    exact = match["group"] is None and "thu" in match[0]
    upward = re.match(r"\s?tro len", match.string[match.end() :])
    how = Comparator.EQUAL if exact and not upward else Comparator.AT_MOST
    return Figure(match.start(), match.end(), float(match["value"]), None, how, "hạng")


def number_value(text: str) -> float:
    """A Vietnamese number: the comma is the decimal sign, points group thousands.

    >>> number_value("95,5"), number_value("1.000"), number_value("98.2")
    (95.5, 1000.0, 98.2)
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def cell_figures(folded: str, *, percent: bool) -> Iterator[Figure]:
    """The figure that is the whole of a table's cell ("≥ 95", "Trên 90%", "95 - 100", "Tốp 10").

    percent: whether the row's unit is a percentage. Nothing where a cell holds anything else.
    """
    cell = re.fullmatch(
        rf"(?P<before>[a-z ≥≤<>=]*?)\s?(?P<low>{NUMBER})\s?(?P<sign>%)?"
        rf"(?:\s?(?:-|–|—|den)\s?(?P<high>{NUMBER})\s?%?)?(?P<after>[a-z /0-9]{{0,30}})",
        folded.strip(),
    )
    if cell is None:
        return
    low, high = number_value(cell["low"]), cell["high"]
    unit = "%" if percent or cell["sign"] else None
    if re.search(r"\b(?:top|nhom|hang|thu)$", cell["before"]):
        yield Figure(*cell.span("low"), low, None, Comparator.AT_MOST, "hạng")
    elif high:
        yield Figure(*cell.span(), low, number_value(high), Comparator.RANGE, unit)
    else:
        how = _comparator(cell["before"], " " + cell["after"].strip())
        yield Figure(*cell.span("low"), low, None, how, unit)


def _around(folded: str, start: int, end: int) -> Comparator:
    return _comparator(folded[max(0, start - 60) : start], folded[end : end + 16])


def _comparator(before: str, after: str) -> Comparator:
    """How a figure is meant, from the words on either side of it."""
    if re.match(r"\s?tro (?:len|xuong)", after):
        return Comparator.AT_LEAST if "tro len" in after[:10] else Comparator.AT_MOST
    near = before[-40:].rstrip(" :(")
    return next((said for cue, said in _BEFORE if cue.search(near)), Comparator.EQUAL)
