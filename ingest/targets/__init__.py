"""Targets (chỉ tiêu): the figures that a plan wants to reach.

A target is a percentage, or a count of things, with what is measured and how the figure is meant
(at least, more than, exactly, at most, between). Figures of past results, shares of money and
numbers of documents, dates and articles are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures
from ingest.paragraphs import PLAIN, Paragraph, paragraphs
from ingest.readers import Table
from ingest.targets.indicators import going_on, indicators
from ingest.targets.stretches import Stretch, clauses, parts
from ingest.targets.tables import table_targets
from ingest.targets.times import first_year, frequency, plan_years, span, year_of
from kg.folding import fold
from kg.model import Header, Period, Section, SourceText, Target
from kg.reform_fields import classify_field

_PAST = re.compile(
    r"\bda (?:dat|hoan thanh|giai quyet|thuc hien|co|duoc (?:cap|giao|bo tri))\b|\bdat duoc\b"
    r"|\b(?:uoc|luy ke|du bao|(?<!thuc )hien (?:nay|tai|co)|tinh den (?:nay|ngay|thang|het))\b"
    r"|\bket qua nam 20\d\d|\bke tu (?:ngay|khi)\b"
)
_COMPARED = re.compile(r"\bcung ky\b|\bso voi (?:cung ky|nam (?:truoc|20\d\d))|\bchiem\b")
_AIMS = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu|toi thieu|it nhat|h[ah]ng nam|moi nam|tro len|khong qua"
    r"|den (?:het |cuoi )?nam 20\d\d)\b"
)
_PAST_HEADING = re.compile(
    r"\b(?:ket qua (?:dat duoc|thuc hien|trien khai)|thuc trang|tinh hinh|danh gia (?:chung|tinh)"
    r"|ton tai|han che|dac diem)\b"
)
_MONEY = re.compile(
    r"\b(?:von dieu le|co phan|lai suat|thue suat|muc (?:chi|thu|ho tro|huong|phat|dong)|le phi"
    r"|hao mon|phi dich vu|co tuc|tien luong|muc luong|dinh muc|don gia|luong co so|von doi ung"
    r"|tuong duong|tong (?:kinh phi|muc dau tu|von))\b"
)
_SHARED_COST = re.compile(
    r"\bphan bo\b"
    r"|\b(?:ngan sach|kinh phi|nguon von)\b[^;.,]{0,40}\b(?:ho tro|dam bao|bo tri|chi tra)\b"
    r"|\bho tro (?:toi da |khong qua |toi thieu |khoang |bang )?\d[\d.,]*\s?(?:%|trieu|nghin|dong)"
    r"|\b(?:chi|trich|bang|thu)\s\d[\d.,]*\s?% (?:muc|gia|tong|kinh phi|luong|so thu|don gia)"
)
_GRADING = re.compile(
    r"\b(?:tieu chi|xep loai|cham diem|thang diem|mua sam|bang gia|khung gia|muc chi|muc thu)\b"
)
_GOALS = re.compile(r"(?:cac |mot so )?(?:muc tieu|chi tieu)\b(?! khong)")
_PLANNING = re.compile(
    r"\b(?:ke hoach|chuong trinh|de an|chi thi|chi tieu|muc tieu|quy hoach|chien luoc)\b"
)
NEAR = 400  # characters on either side of a figure that tell its field


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph, the headings over it, the plan's years and the first one that is no past.

    aimed: whether a heading says that goals stand under it.
    """

    item: Paragraph
    context: str
    period: Period | None
    first: int | None
    aimed: bool


def find_targets(
    source: SourceText,
    header: Header,
    sections: Sequence[Section],
    tables: Sequence[Table] = (),
) -> tuple[Target, ...]:
    """The targets that a document states, in text order; none in a document that plans nothing.

    tables: those that the file's format marks; tables of plain text are found in the lines.
    """
    del sections  # headings are read from the paragraphs themselves, which survive damage better
    items = paragraphs(source)
    if not _plans(header, items):
        return ()
    period = header.period or plan_years(header, items)
    listed, taken = table_targets(source, tables, span(period))
    body = _body(
        [item for item in items if not taken.intersection((item.line_start, item.line_end))],
        period,
        first_year(header, period),
    )
    return tuple(sorted((*body, *listed), key=lambda target: target.line))


def _body(items: Sequence[Paragraph], period: Period | None, first: int | None) -> Iterator[Target]:
    heads: dict[int, str] = {}
    for item in items:
        if item.rank < PLAIN and len(item.text) < 160 and "%" not in item.text:
            heads = {rank: text for rank, text in heads.items() if rank < item.rank}
            heads[item.rank] = item.folded
        if any(_PAST_HEADING.search(text) for text in heads.values()):
            continue
        aimed = any(_GOALS.match(head) for head in heads.values())
        yield from _targets(_Place(item, " / ".join(heads.values()), period, first, aimed=aimed))


def _plans(header: Header, items: Sequence[Paragraph]) -> bool:
    """Whether the document sets goals: by its type and title, or by a heading on targets."""
    attached = f"{header.attached.type} {header.attached.title}" if header.attached else ""
    named = fold(" ".join(filter(None, (header.type, header.title, attached))))
    if _GRADING.search(named):
        return False
    if _PLANNING.search(named):
        return True
    return any(_GOALS.match(item.folded) for item in items if len(item.text) < 120)


def _targets(place: _Place) -> Iterator[Target]:
    last = ""  # what the figure before measures
    waiting: list[tuple[Figure, Stretch]] = []  # figures whose indicator stands after them
    for figure, part, refused in _figures(place):
        said = [
            (start, going_on(words, last)) for start, words in indicators(place.item, figure, part)
        ]
        last = said[-1][1] if said else last
        year = year_of(place.item, figure, part, place.context, place.period)
        if refused or (year and place.first and year < place.first):
            continue
        if not last:
            waiting.append((figure, part))
            continue
        for before, stretch in waiting:
            yield _target(place, before, stretch, stretch.start, last)
        waiting.clear()
        for start, indicator in said or ((part.start, last),):
            yield _target(place, figure, part, start, indicator)


def _figures(place: _Place) -> Iterator[tuple[Figure, Stretch, bool]]:
    """Each figure of a paragraph, its stretch, and whether its clause sets no goal."""
    folded = place.item.folded
    for clause in clauses(folded):
        words = folded[clause.start : clause.end]
        goal = place.aimed or _AIMS.search(words) is not None
        figures = find_figures(folded, clause.start, clause.end, goal=goal)
        refused = _refused(words, goal=goal)
        for figure, part in zip(figures, parts(folded, clause, figures), strict=bool(figures)):
            yield figure, part, refused


def _refused(clause: str, *, goal: bool) -> bool:
    if _PAST.search(clause) or _MONEY.search(clause) or _SHARED_COST.search(clause):
        return True
    return not goal and _COMPARED.search(clause) is not None


def _target(place: _Place, figure: Figure, part: Stretch, start: int, indicator: str) -> Target:
    item = place.item
    while start < figure.start and item.text[start].isspace():
        start += 1
    near = item.folded[max(0, figure.start - NEAR) : figure.end + NEAR]
    return Target(
        indicator=indicator,
        comparator=figure.comparator,
        value=figure.value,
        line=item.line_at(start),
        value_max=figure.high,
        unit=figure.unit or item.text[slice(*figure.unit_span)].lower(),
        year=year_of(item, figure, part, place.context, place.period),
        frequency=frequency(item, part),
        plan_period=span(place.period),
        field=classify_field(f"{place.context} {near}", folded=True),
    )
