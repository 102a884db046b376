"""Figures that may be targets: percentages, counts of things, ranks, and how each is meant.

Read on folded text; "tối thiểu", "trở lên" and the like stand next to the figure.
"""

import re
from dataclasses import dataclass

from kg.terms import Comparator

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_PERCENT = re.compile(
    rf"(?<![\d/.,-])(?P<low>{_NUMBER})\s?%?\s?(?:-|–|—|den)\s?(?P<high>{_NUMBER})\s?%"
    rf"|(?<![\d/.,-])(?P<value>{_NUMBER})\s?%"
)
_COUNTED = (
    r"(?:mo hinh|bo phan|diem|lop|cuoc|hoi nghi|hoi thi|chuyen de|tin,? bai|bai viet|xa|phuong"
    r"|don vi|co quan|he thong|phan mem|thu tuc|dich vu|san pham|sang kien|cong trinh|du an|dot"
    r"|lan|buoi|trung tam|doanh nghiep|hop tac xa|cau lac bo|truong|tram|co so|ho)"
)
_COUNT = re.compile(
    r"(?P<verb>nang cap|xay dung|thanh lap|co|dat|to chuc|mo|trien khai|hoan thanh|hinh thanh"
    r"|it nhat|toi thieu|tren|toi da|khong qua|phan dau|them|;|^)\s(?:duoc |moi |them |it nhat "
    rf"|toi thieu |tren )?(?P<value>(?!20\d\d\b)\d{{1,5}}(?:\.\d{{3}})*)\s(?P<unit>{_COUNTED})\b"
)
_RANK = re.compile(
    r"(?:(?:nhom|top)\s|trong (?:so )?(?=\d{1,2} (?:tinh|dia phuong|huyen|xa|phuong|don vi)))"
    r"(?P<value>\d{1,2})\b"
)
_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (
        re.compile(
            r"(?:\bt\w{1,3} thi\w{1,3}u|it nhat|khong thap hon|khong duoi|>=|≥)(?: la| dat)?$"
        ),
        Comparator.AT_LEAST,
    ),
    (re.compile(r"(?:toi da|khong qua|khong vuot qua|<=|≤)$"), Comparator.AT_MOST),
    (re.compile(r"\b(?:tren|hon|vuot|lon hon|cao hon)(?: muc)?$|>$"), Comparator.MORE),
    (re.compile(r"\b(?:duoi|thap hon|nho hon)(?: muc)?$|<$"), Comparator.LESS),
    (re.compile(r"\bdat tu$"), Comparator.AT_LEAST),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its span in the text, its value (high: of a range), how it is meant, its unit."""

    start: int
    end: int
    value: float
    high: float | None
    comparator: Comparator
    unit: str


def find_figures(folded: str, start: int, end: int) -> list[Figure]:
    """Figures in folded[start:end], in order, with their spans in `folded`."""
    text = folded[start:end]
    found = [_percentage(match, text) for match in _PERCENT.finditer(text)]
    if not found:
        found = [_count(match) for match in _COUNT.finditer(text)]
    if any(word in text for word in ("chi so", "xep hang", "xep loai", "cao nhat", "dan dau")):
        found += [_rank(match) for match in _RANK.finditer(text)]
        found.sort(key=lambda figure: figure.start)
    return [
        Figure(f.start + start, f.end + start, f.value, f.high, f.comparator, f.unit) for f in found
    ]


def _percentage(match: re.Match[str], text: str) -> Figure:
    if match["low"]:
        low, high = number_value(match["low"]), number_value(match["high"])
        return Figure(match.start(), match.end(), low, high, Comparator.RANGE, "%")
    comparator = _comparator(
        text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 16]
    )
    return Figure(match.start(), match.end(), number_value(match["value"]), None, comparator, "%")


def _count(match: re.Match[str]) -> Figure:
    start = match.start("value")
    before = match.string[max(0, start - 60) : start]
    comparator = _comparator(before, match.string[match.end() : match.end() + 16])
    value = float(match["value"].replace(".", ""))
    return Figure(start, match.end("value"), value, None, comparator, match["unit"])


def _rank(match: re.Match[str]) -> Figure:
    value = float(match["value"])
    return Figure(match.start(), match.end(), value, None, Comparator.AT_MOST, "hạng")


def number_value(text: str) -> float:
    """A Vietnamese number: the comma is the decimal sign, points group thousands.

    >>> number_value("95,5"), number_value("1.000"), number_value("98.2")
    (95.5, 1000.0, 98.2)
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def _comparator(before: str, after: str) -> Comparator:
    """How a figure is meant, from the words on either side of it."""
    if re.match(r"\s?tro (?:len|xuong)", after):
        return Comparator.AT_LEAST if "tro len" in after[:10] else Comparator.AT_MOST
    near = before[-40:].rstrip(" :(")
    return next((said for cue, said in _BEFORE if cue.search(near)), Comparator.EQUAL)
