"""Targets (chỉ tiêu): the figures that a plan wants to reach.

A target is a percentage, or a count of things, with what is measured and how the figure is meant
(at least, more than, exactly, at most, between). Figures of past results, shares of money and
numbers of documents, dates and articles are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.figures import Figure, find_figures
from ingest.paragraphs import PLAIN, Paragraph, paragraphs
from kg.assignments import classify_field
from kg.folding import fold
from kg.model import Header, Period, Section, SourceText, Target

_PAST = re.compile(
    r"\bso voi (?:cung ky|nam (?:truoc|\d{4}))|\bda (?:dat|hoan thanh|giai quyet|thuc hien|co)\b"
    r"|\bdat duoc\b|\bcung ky\b|\b(?:uoc|luy ke|du bao|chiem|hien (?:nay|tai))\b"
)
_PAST_HEADING = re.compile(
    r"\b(?:ket qua (?:dat duoc|thuc hien|trien khai)|thuc trang|tinh hinh|danh gia (?:chung|tinh)"
    r"|ton tai|han che)\b"
)
_MONEY = re.compile(
    r"\b(?:von dieu le|co phan|lai suat|thue suat|muc (?:chi|thu|ho tro)|le phi|hao mon|phi dich vu"
    r"|co tuc|tien luong|muc luong|dinh muc|don gia|luong co so|don gia)\b"
)
_GOALS = re.compile(r"(?:cac )?(?:muc tieu|chi tieu)\b(?! khong)")
_PLANNING = re.compile(r"\b(?:ke hoach|chuong trinh|de an|chi thi|chi tieu|muc tieu)\b")
_YEAR = re.compile(r"\b(?:nam|cuoi|den|thang \d{1,2}[/.]?)\s?(20\d\d)\b")
_PERIOD = re.compile(r"giai doan\s?(20\d\d)\s?[-–—]+\s?(20\d\d)|\bnam (20\d\d)\b")
_FREQUENCY = re.compile(r"\b(?:h[ah]ng|moi) (?:nam|quy|thang|tuan)\b")
_CLAUSE_END = re.compile(r";|\.(?=\s+[A-ZĐÀ-Ỹ0-9(+-]|\s*$)")
_LEAD_IN = re.compile(
    r"^(?:[-+•*,;:.\s/]|phan dau|dat(?! dai)|co(?! so| quan| che| cau| hoi| ban)"
    r"|dam bao|bao dam|va|trong do|den (?:het |cuoi )?nam \d{4}"
    r"|hang nam|duoc|hoan thanh viec|gom|tren|duoi|hon|it nhat|toi thieu|tu|khoang|so voi)\b[\s,:]*"
)
_TAIL = re.compile(
    r"(?:[\s,:;.(+-]|\b(?:dat|la|tren|duoi|hon|tu|ty le|den|bang|o muc|muc|it nhat|toi da"
    r"|t\w{1,3} thi\w{1,3}u|khong qua|phai|duoc|va|co|phan dau|thuc hien))+$"
)


NEAR = 200  # characters on either side of a figure that may say its year


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of a paragraph, [start, end)."""

    start: int
    end: int


def find_targets(
    source: SourceText, header: Header, sections: Sequence[Section]
) -> tuple[Target, ...]:
    """The targets that a document states, in text order; none in a document that plans nothing."""
    del sections  # headings are read from the paragraphs themselves, which survive damage better
    items = paragraphs(source)
    if not _plans(header, items):
        return ()
    period = header.period or _period(header, items)
    found: list[Target] = []
    heads: dict[int, str] = {}
    for item in items:
        if item.rank < PLAIN and len(item.text) < 160 and "%" not in item.text:
            heads = {rank: text for rank, text in heads.items() if rank < item.rank}
            heads[item.rank] = item.folded
        if any(_PAST_HEADING.search(text) for text in heads.values()):
            continue
        context = " / ".join(heads.values())
        found.extend(_targets(item, context, period))
    return tuple(found)


def _plans(header: Header, items: Sequence[Paragraph]) -> bool:
    """Whether the document sets goals: by its type and title, or by a heading on targets."""
    attached = header.attached.type if header.attached else ""
    named = fold(" ".join(filter(None, (header.type, header.title, attached))))
    if _PLANNING.search(named):
        return True
    return any(_GOALS.match(item.folded) for item in items if len(item.text) < 120)


def _period(header: Header, items: Sequence[Paragraph]) -> Period | None:
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


def _targets(item: Paragraph, context: str, period: Period | None) -> Iterator[Target]:
    for clause in _clauses(item.folded):
        figures = find_figures(item.folded, clause.start, clause.end)
        if not figures or _refused(item.folded[clause.start : clause.end]):
            continue
        for figure, part in zip(figures, _parts(item.folded, clause, figures), strict=True):
            for start, indicator in _indicators(item, figure, part):
                yield _target(item, figure, start, indicator, context, period)


def _refused(clause: str) -> bool:
    return bool(_PAST.search(clause) or _MONEY.search(clause))


def _clauses(folded: str) -> Iterator[_Clause]:
    """Sentences and parts between semicolons; a list before a shared ": 80%" stays whole."""
    start = 0
    for sentence in re.finditer(r"(?:[^.]|\.(?!\s|$))+(?:\.|$)", folded):
        if re.search(r":\s?[^;:%]{0,30}\d\s?%\s?\W*$", sentence[0]):
            yield _Clause(sentence.start(), sentence.end())
            continue
        start = sentence.start()
        for part in re.finditer(r"[^;]+", sentence[0]):
            yield _Clause(start + part.start(), start + part.end())


def _parts(folded: str, clause: _Clause, figures: Sequence[Figure]) -> list[_Clause]:
    """The stretch of the clause that belongs to each figure."""
    cuts = [clause.start]
    for first, second in pairwise(figures):
        between = folded[first.end : second.start]
        cuts.append(first.end + _cut(between))
    cuts.append(clause.end)
    return [_Clause(start, end) for start, end in pairwise(cuts)]


def _cut(between: str) -> int:
    """Where the words between two figures part: before the second, or after the first."""
    lead = re.search(r"(?:,|;| va)\s(?:\w+\s){0,3}?$", between)
    if lead:
        return lead.start()
    after = re.match(r"\s?(?:tro len|tro xuong)?\s?[,;)]", between)
    if after:
        return after.end()
    comma = between.rfind(",")
    return comma if comma >= 0 else len(between)


def _indicators(item: Paragraph, figure: Figure, part: _Clause) -> Iterator[tuple[int, str]]:
    """(offset, words) of what a figure measures; several where a list shares one figure."""
    before = item.text[part.start : figure.start]
    after = item.text[figure.end : part.end]
    if _is_shared(item.folded[part.start : figure.start]):
        position = part.start
        for piece in before.rstrip(": ").split(";"):
            if len(piece.split()) >= 3:
                yield position, _tidy(piece)
            position += len(piece) + 1
        return
    words = _tidy(before), _tidy(after)
    start = part.start if len(words[0].split()) >= 3 else figure.start
    if len(" ".join(words).split()) > 1:  # else the thing measured stands in another line
        yield start, _join(*words)


def _is_shared(before: str) -> bool:
    return ";" in before and re.search(r":[^;:]{0,30}$", before) is not None


def _join(before: str, after: str) -> str:
    """The measured thing: mostly on one side of the figure only."""
    if len(before.split()) < 3:
        return f"Tỷ lệ {after}" if not before else f"{before} {after}".strip()
    if len(after.split()) < 3:
        return before
    return f"{before} {after}"


def _tidy(words: str) -> str:
    """Without lead-ins ("phấn đấu đạt"), comparators and punctuation around."""
    start, end = 0, len(words)
    folded = fold(words)
    while match := _LEAD_IN.match(folded[start:]):
        if not match.end():
            break
        start += match.end()
    if match := _TAIL.search(folded[start:]):
        end = start + match.start()
    return re.sub(r"^\W*(?:trở lên|trở xuống)\W*", "", words[start:end]).strip(" ,;:.-+")


def _target(  # noqa: PLR0913, PLR0917  one place where the parts of a target meet
    item: Paragraph,
    figure: Figure,
    start: int,
    indicator: str,
    context: str,
    period: Period | None,
) -> Target:
    near = item.folded[max(0, start - 60) : figure.end + 160]
    while start < figure.start and item.text[start].isspace():
        start += 1
    frequency = _FREQUENCY.search(near)
    return Target(
        indicator=indicator,
        comparator=figure.comparator,
        value=figure.value,
        line=item.line_at(start),
        value_max=figure.high,
        unit=figure.unit,
        year=_year(item, figure, context, period),
        frequency="hằng " + frequency[0].split()[-1] if frequency else None,
        plan_period=_span(period),
        field=classify_field(f"{context} {_around(item, figure)}", folded=True),
    )


def _span(period: Period | None) -> str | None:
    if period is None:
        return None
    return str(period.start) if period.start == period.end else f"{period.start}-{period.end}"


def _around(item: Paragraph, figure: Figure) -> str:
    """The folded words that stand near a figure: a long paragraph speaks of many things."""
    return item.folded[max(0, figure.start - 2 * NEAR) : figure.end + 2 * NEAR]


def _year(item: Paragraph, figure: Figure, context: str, period: Period | None) -> int | None:
    """The year said nearest before the figure, else in a heading, else of a one-year plan."""
    said = _YEAR.finditer(item.folded, max(0, figure.start - NEAR), figure.start + NEAR)
    nearest = min(said, key=lambda match: abs(match.start() - figure.start), default=None)
    if nearest:
        return int(nearest[1])
    if heads := re.findall(r"\bden (?:het |cuoi )?nam (20\d\d)\b", context):
        return int(heads[-1])
    return period.start if period and period.start == period.end else None
