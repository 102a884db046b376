"""Headings and appendices whose numbers are out of order, repeated or left out.

The outline reports every numeral that does not follow its elder sibling (OUTLINE_OUT_OF_ORDER).
Many of those are lists that begin again. Here only Roman numerals and articles count, and only
where the numeral left out stands nowhere between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated
from kg.inconsistencies.spots import at_lines
from kg.model import Section, SourceText
from kg.terms import Certainty, InconsistencyKind, ProblemCode, SectionKind

_PLACE: Final = re.compile(r"(\d+)$")
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
                 "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
_MOST: Final = 3  # breaks in one run of articles above which it is not one document's
_NAMED: Final = 8  # headings of one run that are all named
_KINDS: Final = frozenset({SectionKind.ROMAN, SectionKind.ARTICLE})
_FIRST_NUMERAL: Final = re.compile(r"(?P<roman>[IVX]+)\b|(?P<figure>\d{1,3})\b")
_CITED: Final = re.compile(r"dieu \d+\.?\s+(?:nghi dinh|luat|quyet dinh|thong tu|nghi quyet)\b")
_PART_ABOVE: Final = re.compile(r"^\W*(?:phan|chuong|muc|phu luc)\W*$")


@dataclass(frozen=True, slots=True)
class _Run:
    """Headings of one kind under one parent, with their ordinals."""

    sections: tuple[Section, ...]
    ordinals: tuple[int, ...]


def heading_order(searched: Searched) -> Found:
    """HEADING_ORDER: one finding for each run of headings, with those where the count breaks."""
    flagged = {
        int(place[1])
        for problem in searched.reading.problems
        if problem.code is ProblemCode.OUTLINE_OUT_OF_ORDER
        and (place := _PLACE.search(problem.place))
    }
    for run in _runs(searched.sections):
        if any(section.line in flagged for section in run.sections):
            yield from _of_run(searched, run)


def _runs(sections: Sequence[Section]) -> Iterator[_Run]:
    """Runs of Roman headings under one parent, and of articles in one part."""
    for kind in sorted(_KINDS):
        runs: dict[tuple[str, ...], list[Section]] = {}
        for section in sections:
            cited = _CITED.match(fold(section.heading))  # of another document, at a line's start
            if section.kind is kind and ordinal(section.label) and not cited:
                parent = section.path[:1] if kind is SectionKind.ARTICLE else section.path[:-1]
                runs.setdefault(parent, []).append(section)
        for found in runs.values():
            yield _Run(tuple(found), tuple(ordinal(section.label) for section in found))


def ordinal(label: str) -> int:
    """The number of a label, 4 for "IV", "Điều 4" or "Phụ lục 04"; 0 where it has none.

    >>> ordinal("IV"), ordinal("Phụ lục 04"), ordinal("PHỤ LỤC")
    (4, 4, 0)
    """
    found = _FIRST_NUMERAL.search(re.sub(r"(?i)^\s*(?:phụ\s+lục|phu\s+luc)", "", label))
    if found is None:
        return 0
    if found["figure"]:
        return int(found["figure"])
    return _ROMAN.index(found["roman"]) if found["roman"] in _ROMAN else 0


def _of_run(searched: Searched, run: _Run) -> Found:
    breaks = [i for i in range(len(run.ordinals)) if _breaks(searched.source, run, i)]
    quoting = run.sections[0].kind is SectionKind.ARTICLE and _quotes_articles(run, len(breaks))
    if not breaks or quoting:
        return
    shown = sorted({i for at in breaks for i in (at - 1, at) if i >= 0})
    readings = tuple(_heading(searched, run.sections[i]) for i in shown)
    labels = ", ".join(run.sections[i].label for i in _near(shown, len(run.sections)))
    sure = _sure(searched)
    yield Inconsistency(InconsistencyKind.HEADING_ORDER, labels, readings, sure)


def _quotes_articles(run: _Run, breaks: int) -> bool:
    """Whether articles of another document stand in the run: what it amends is quoted whole."""
    amends = any("sua doi, bo sung" in fold(section.heading) for section in run.sections)
    return amends or breaks > _MOST


def _near(shown: Sequence[int], count: int) -> Sequence[int]:
    """All headings of a short run; of a long one those that are shown."""
    return range(count) if count <= _NAMED else shown


def _breaks(source: SourceText, run: _Run, at: int) -> bool:
    """Whether the count breaks at this heading: not where a list begins again at one."""
    found, before = run.ordinals[at], run.ordinals[at - 1] if at else 0
    if found == before + 1 or found == 1:
        return False
    section = run.sections[at]
    above = _line_above(source, section.line)
    if _PART_ABOVE.match(fold(above)):
        return False
    if found <= before:
        return True
    first = run.sections[at - 1].line if at else 1
    missing = range(before + 1, found)
    return not any(_stands(source, section.kind, n, first, section.line) for n in missing)


def _line_above(source: SourceText, line: int) -> str:
    above = (one.text for one in reversed(source.lines[: line - 1]) if one.text.strip())
    return next(above, "")


def _stands(source: SourceText, kind: SectionKind, number: int, first: int, last: int) -> bool:
    """Whether a numeral that the outline has not stands in the lines between all the same."""
    between = fold("\n".join(line.text for line in source.lines[max(0, first - 2) : last]))
    if kind is SectionKind.ARTICLE:  # "Điều" may close a line, its figure open the next one
        return bool(re.search(rf"dieu\s+{number}(?![a-z0-9])", between))
    label = _ROMAN[number].lower() if number < len(_ROMAN) else str(number)
    return bool(re.search(rf"(?m)(?:^|[.;:|]\s*)\W{{0,3}}{label}(?![a-z0-9])", between))


def _sure(searched: Searched) -> Certainty:
    """LIKELY too in a document that amends another: it has only the units that it changes."""
    amends = "sua doi" in fold(searched.header.title or "")
    return Certainty.LIKELY if searched.damaged or amends else Certainty.CERTAIN


def _heading(searched: Searched, section: Section) -> Stated:
    return at_lines(searched.source, section.heading, section.line, section.line_end)


def appendix_order(searched: Searched) -> Found:
    """APPENDIX_ORDER: an appendix numbered twice, or a number left out between two."""
    found = [s for s in searched.sections if s.kind is SectionKind.APPENDIX and ordinal(s.label)]
    breaks = [i for i in range(len(found)) if _appendix_breaks(searched.source, found, i)]
    if not breaks:
        return
    shown = sorted({i for at in breaks for i in (at - 1, at) if i >= 0})
    readings = tuple(_heading(searched, found[i]) for i in shown)
    labels = ", ".join(section.label for section in found)
    sure = _sure(searched)
    yield Inconsistency(InconsistencyKind.APPENDIX_ORDER, labels, readings, sure)


def _appendix_breaks(source: SourceText, found: Sequence[Section], at: int) -> bool:
    here, before = ordinal(found[at].label), ordinal(found[at - 1].label) if at else 0
    if here in {before + 1, 1}:
        return False
    if here <= before:
        return _different(found[at - 1], found[at])
    missing = range(before + 1, here)
    return not all(_appendix_stands(source, number) for number in missing)


def _appendix_stands(source: SourceText, number: int) -> bool:
    """Whether a line begins with this appendix, though the outline does not have it."""
    figures = rf"(?:0?{number}|{_ROMAN[number]})" if number < len(_ROMAN) else str(number)
    pattern = re.compile(rf"\W*phu\s+luc\s+(?:so\s+)?{figures.lower()}(?![a-z0-9])")
    return any(pattern.match(fold(line.text)) for line in source.lines)


def _different(left: Section, right: Section) -> bool:
    """Not one appendix whose head stands again on its next page."""
    return ordinal(left.label) != ordinal(right.label) or fold(left.heading) != fold(right.heading)
