"""What a document says of itself in two ways: its number, its day, the years it is for."""

import re
from collections.abc import Iterator

from kg.folding import fold, tokens
from kg.identity import same_issuer
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated, printed_day
from kg.inconsistencies.spots import (
    Years,
    at_lines,
    at_span,
    days_in,
    days_misread,
    figure_apart,
    printed_years,
    years_in,
)
from kg.model import Mention
from kg.number import number_key
from kg.terms import InconsistencyKind, ProblemCode, SectionKind

_SHOWN = 4  # places at which one number is shown
_ATTACHED = re.compile(r"kem theo(?:\s+[a-z]+){0,5}\s*(?:so\s*:?\s*)?$")
_UP_TO_DAY = re.compile(r"[\s,]*(?:n[gq][a-z]{1,3}[y]?\s+)?$")
_ANNOUNCED = re.compile(
    r"(?:ban hanh(?:\s+kem theo\s+quyet dinh nay)?|xay dung|trien khai|tren day la)\s+"
    r"(?:noi dung\s+)?"
    r"(?P<plan>ke hoach\b[^.;:]{8,260})"
)
_NOT_OWN = re.compile(r"\b(?:so \d|cua (?:chinh phu|bo |thu tuong)|truoc day|da ban hanh)")
_SAID_OF_ITSELF = re.compile(r"tren day la|ban hanh\s+kem")
_PROMISED = re.compile(r"\s*(?::|,?\s*(?:nhu sau|cu the|voi (?:cac |nhung )?noi dung))")
_REST = re.compile(r"\b(?:de |nham |thuc hien (?:nghi quyet|quyet dinh|chuong trinh|ke hoach)\b)")
_SENTENCE = 400  # letters within which a sentence that announces the plan ends in "như sau"
_SHARED = 0.6  # share of the words of its own title from which a phrase names the document itself


def own_numbers(searched: Searched) -> Found:
    """OWN_NUMBER: its own number, and another one that it also gives as its own."""
    others = [m for m in searched.own if _other_number(m)]
    others += [
        m for m in searched.cited if _attached_by(searched, m) and _is_of_its_day(searched, m)
    ]
    own = searched.header.number
    if not others or own is None:
        return
    same = [m for m in searched.own if number_key(m.canonical or "") == number_key(own)]
    places = sorted((*same[:_SHOWN], *others[:_SHOWN]), key=lambda m: m.text_start)
    near = all(figure_apart(own, m.canonical or "") for m in others)
    readings = tuple(_numbered(searched, m) for m in places)
    sure = searched.sure(figure_apart=near)
    yield Inconsistency(InconsistencyKind.OWN_NUMBER, own, readings, sure)


def _other_number(mention: Mention) -> bool:
    return any(p.code is ProblemCode.CONFLICTING_NUMBERS for p in mention.problems)


def _attached_by(searched: Searched, mention: Mention) -> bool:
    """Whether a part of the document is said to be attached to what the mention names."""
    before = searched.source.text[max(0, mention.text_start - 60) : mention.text_start]
    return bool(_ATTACHED.search(fold(before)))


def _is_of_its_day(searched: Searched, mention: Mention) -> bool:
    """Whether a document of the very day is named by another number than the own one."""
    own, head = number_key(searched.header.number or ""), searched.header
    same_day = head.date is not None and mention.date == head.date
    return bool(own) and same_day and number_key(mention.canonical or "") != own


def _numbered(searched: Searched, mention: Mention) -> Stated:
    return at_span(searched.source, mention.text_start, mention.text_end, mention.canonical)


def own_days(searched: Searched) -> Found:
    """OWN_DATE: the day beside its own number is not the one of its head."""
    day, number = searched.header.date, searched.header.number or ""
    if day is None:
        return
    text = searched.source.text
    for mention in (*searched.own, *own_otherwise_dated(searched)):
        behind = text[mention.text_end : mention.text_end + 60]
        said, start, end = next(days_in(behind), (None, 0, 0))
        if said is None or said == day or not _UP_TO_DAY.match(fold(behind[:start])):
            continue
        other = " ".join(behind[start:end].split())
        printed = at_span(searched.source, mention.text_start, mention.text_end + end, other)
        readings = (_head_day(searched, mention), printed)
        sure = searched.sure(figure_apart=days_misread(frozenset({said, day})))
        yield Inconsistency(InconsistencyKind.OWN_DATE, number, readings, sure)
        return


def _head_day(searched: Searched, mention: Mention) -> Stated:
    """The day of the head, beside the number above this mention; without a line where none is."""
    value = printed_day(searched.header.date) if searched.header.date else ""
    head = next((m for m in searched.own if _is_above(m, mention)), None)
    if head is None:
        return Stated(value)
    return at_span(searched.source, head.text_start, head.text_end, value)


def _is_above(mention: Mention, other: Mention) -> bool:
    return mention.text_start < other.text_start


def own_otherwise_dated(searched: Searched) -> list[Mention]:
    """Mentions of its own number, taken for another document's because of their day.

    Other offices have the same numbers: it has to be attached to it, or of its own issuer.
    """
    head = searched.header
    own = number_key(head.number or "")
    return [
        m
        for m in searched.cited
        if own and number_key(m.canonical or "") == own and m.date and m.date != head.date
        and (_attached_by(searched, m) or _of_its_issuer(searched, m))
    ]  # fmt: skip


def _of_its_issuer(searched: Searched, mention: Mention) -> bool:
    """Whether its own issuer gave it that number in its own year: numbers begin anew each year."""
    head = searched.header
    same_year = bool(mention.date and head.date and mention.date.year == head.date.year)
    numbered = (mention.canonical or "").count("/") > 1
    return (same_year or numbered) and same_issuer(
        mention.issuer or "", head.issuer or "", head.place
    )


def own_years(searched: Searched) -> Found:
    """OWN_PERIOD: the years of its title are not those of a part's title, or of its own words."""
    title = searched.header.title or ""
    years = years_in(title)
    if not years:
        return
    for said, line, last in (*_titles(searched), *_announced(searched)):
        theirs = years_in(said)
        if not theirs or theirs & years or _within(theirs, years):
            continue
        value, own = printed_years(theirs), printed_years(years)
        readings = (
            *_own_title(searched, own, line),
            at_lines(searched.source, value, line, last),
        )
        sure = searched.sure(figure_apart=figure_apart(value, own))
        yield Inconsistency(InconsistencyKind.OWN_PERIOD, own, readings, sure)
        return


def _within(theirs: Years, years: Years) -> bool:
    """Whether single years lie in the title's span: one year of a plan of five is no clash."""
    single = all(a == b for a, b in theirs)
    return single and all(any(a <= y <= b for a, b in years if a != b) for y, _ in theirs)


def _own_title(searched: Searched, value: str, before: int) -> Iterator[Stated]:
    """Where the head names the title: the first part of the outline, above the clashing line."""
    part = next((s for s in searched.sections if s.kind is SectionKind.PART), None)
    if part is not None and part.line < before:
        yield at_lines(searched.source, value, part.line, part.line_end)
    else:
        yield Stated(value, None, None, searched.header.title)


def _titles(searched: Searched) -> Iterator[tuple[str, int, int]]:
    """Titles of the plan attached and of appendices that repeat the document's own subject."""
    attached = searched.header.attached
    if attached is not None:
        yield attached.title, attached.line, attached.line
    for section in searched.sections:
        if section.kind is SectionKind.APPENDIX and _of_itself(section.heading, searched):
            yield section.heading, section.line, section.line_end


def _announced(searched: Searched) -> Iterator[tuple[str, int, int]]:
    """The document named in its own words: "ban hành Kế hoạch … năm 2025 như sau:"."""
    text = searched.source.text
    folded = fold(text)
    for match in _ANNOUNCED.finditer(folded):
        start, end = match.span("plan")
        rest = _REST.search(folded, start + 8, end)
        end = rest.start() if rest else end
        words = text[start:end]
        own = _of_itself(words, searched) and not _NOT_OWN.search(folded[start:end])
        told = _SAID_OF_ITSELF.match(match[0]) or _PROMISED.match(folded, match.end())
        if own and (told or (rest and "nhu sau" in folded[end : end + _SENTENCE])):
            first, last = (searched.source.line_at(at).number for at in (start, end - 1))
            yield words, first, last


def _of_itself(words: str, searched: Searched) -> bool:
    """Whether most words of the document's title stand in these, years apart."""
    own = {word for word in tokens(searched.header.title or "") if not word.isdigit()}
    own -= {"ke", "hoach", "quyet", "dinh", "ban", "hanh", "ve", "viec", "giai", "doan", "nam"}
    place = searched.header.place
    own -= set(tokens(place.name)) if place else set()
    return bool(own) and len(own & set(tokens(words))) >= _SHARED * len(own)
