"""The year and the frequency of a target, and the years that a plan covers."""

import re
from collections.abc import Sequence

from ingest.figures import Figure
from ingest.paragraphs import PLAIN, Paragraph
from ingest.targets.stretches import Stretch
from kg.folding import fold
from kg.model import Header, Period

NEAR = 200  # characters on either side of a figure that may say its year
_YEAR = re.compile(
    r"(?<!so voi )(?<!so voi cuoi )(?<!giai doan )\b(?:(?<!tu )nam|cuoi|den|thang \d{1,2}[/.]?)"
    r"\s?(20\d\d)\b(?!\s?[-–—]\s?20\d\d)"
)
_BASE = re.compile(r"\b(?:so voi|tu|ke tu)\b[^,.;]{0,30}$")  # a year that is compared with
_PERIOD = re.compile(r"giai doan\s?(20\d\d)\s?[-–—]+\s?(20\d\d)|\bnam (20\d\d)\b")
_FREQUENCY = re.compile(
    r"\b(?P<each>h[ah]ng|moi) (?P<unit>nam|quy|thang|tuan|ngay)\b|/(?P<per>nam|quy|thang|tuan)\b"
)
_UNITS = {"nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần", "ngay": "ngày"}


def plan_years(header: Header, items: Sequence[Paragraph]) -> Period | None:
    """Years of the plan from its title, where the header has none."""
    texts = [fold(header.title or ""), *(item.folded for item in items[:25] if item.rank == PLAIN)]
    for text in texts:
        if "giai doan" in text and (match := re.search(_PERIOD.pattern.split("|")[0], text)):
            return Period(int(match[1]), int(match[2]))
    for text in texts:
        if re.search(r"\bnam 20\d\d (?:tren|tai|cua)\b|\bnam 20\d\d$", text) and "ngay" not in text:
            match = _PERIOD.search(text)
            if match and match[3]:
                return Period(int(match[3]), int(match[3]))
    return None


def first_year(header: Header, period: Period | None) -> int | None:
    """The first year that targets can be of: figures of earlier years are results."""
    signed = header.date.year if header.date else None
    return min(filter(None, (signed, period.start if period else None)), default=None)


def span(period: Period | None) -> str | None:
    """The years of a plan as `Target.plan_period` has them: "2025", "2026-2030"."""
    if period is None:
        return None
    return str(period.start) if period.start == period.end else f"{period.start}-{period.end}"


def year_of(
    item: Paragraph, figure: Figure, part: Stretch, context: str, period: Period | None
) -> int | None:
    """The year that the figure's own words say, else the nearest one before it, else after it.

    Where none is near, that of a heading, else of a one-year plan.
    """
    said = [
        (match.start(), int(match[1]))
        for match in _YEAR.finditer(item.folded, max(0, figure.start - NEAR), figure.start + NEAR)
        if not _BASE.search(item.folded[max(0, match.start() - 40) : match.start()])
    ]
    own = [pair for pair in said if part.start <= pair[0] < part.end]
    if near := own or said:
        return min(near, key=lambda pair: (pair[0] > figure.start, abs(pair[0] - figure.start)))[1]
    if heads := re.findall(r"\bden (?:het |cuoi )?nam (20\d\d)\b", context):
        return int(heads[-1])
    return period.start if period and period.start == period.end else None


def frequency(item: Paragraph, part: Stretch) -> str | None:
    """How often: "hằng năm", "mỗi tháng"; None where it is reached once.

    Said with the figure, or before it in the same breath ("Phấn đấu hằng năm …").
    """
    said = _FREQUENCY.search(item.folded, part.start, part.end)
    if said is None:
        before = _FREQUENCY.search(item.folded, max(0, part.start - 60), part.start)
        said = before if before and before["unit"] else None
    if said is None:
        return None
    unit = _UNITS[said["unit"] or said["per"]]
    return f"mỗi {unit}" if said["each"] == "moi" else f"hằng {unit}"
