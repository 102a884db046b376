"""Tasks that clash: two leads, one task given twice, a deadline that cannot be kept.

One task has one office in the lead: Resolution 18-NQ/TW of 25 October 2017, II.1 ("một việc chỉ do
một cơ quan chủ trì thực hiện và chịu trách nhiệm chính").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Final

from kg.folding import fold, tokens
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated, printed_day
from kg.inconsistencies.spots import at_lines, years_in
from kg.model import Place, Task, iterate_text
from kg.office_identity import identify, same
from kg.offices import find_offices
from kg.terms import Certainty, InconsistencyKind, OfficeRole

_WORDS: Final = 6  # words from which two tasks can be one
_SAME: Final = 0.9  # share of words that they have in common then
_SUBJECT: Final = 140  # letters of a task that name it
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_EACH: Final = re.compile(
    r"\b(?:minh|tung|moi|rieng|theo (?:chuc nang|tham quyen|linh vuc|pham vi))\b"
)
_WANTED_BY: Final = re.compile(
    r"(?:yeu cau|huong dan|chi dao|ke hoach|quyet dinh|cong van|de nghi|thuoc)(?: cua)?\s*$"
)
_CELLS: Final = 6  # lines behind a task in which the other cells of its row stand
_REPORTS: Final = 3  # months of the next year in which a year's work is still reported
_BEGINS: Final = re.compile(r"\s*(?:ke |ngay )?tu\b|.*\bdau (?:nam|quy|thang)\b")
_YEARLY: Final = re.compile(r"\b(?:hang|moi) (?:nam|quy|thang)\b")
_CONDITION: Final = 550  # days before the plan from which a day is a condition, no deadline
_ONWARD: Final = re.compile(r"(?:dinh huong|tam nhin|den)\D{0,12}(?P<year>20\d\d)")


def two_leads(searched: Searched) -> Found:
    """TWO_LEADS: more than one office named in the lead of one task."""
    for task in searched.tasks:
        words = " ".join(iterate_text(searched.source, task.line_start, task.line_end))
        leads = [o for o in _leads(task, searched.header.place) if not _only_named(words, o)]
        if len(leads) > 1 and not _EACH.search(fold(task.task)):
            readings = tuple(_in_task(searched, task, office) for office in leads)
            sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
            kind = InconsistencyKind.TWO_LEADS
            yield Inconsistency(kind, _subject(task), readings, sure)


def _only_named(words: str, office: str) -> bool:
    """Whether the office is named for what it wants: "theo yêu cầu của Sở Nội vụ"."""
    at = fold(words).find(fold(office))
    return at > 0 and bool(_WANTED_BY.search(fold(words[max(0, at - 30) : at])))


def _leads(task: Task, place: Place | None) -> list[str]:
    """Named offices in the lead, each once; groups ("các phòng, ban") are no office."""
    found: dict[str, str] = {}
    for given in task.assignments:
        if given.role is OfficeRole.LEAD and find_offices(given.office):
            office = identify(given.office, place=place)
            if not office.group:
                found.setdefault(office.key, given.office)
    return list(found.values())


def _subject(task: Task) -> str:
    words = " ".join(task.task.split())
    return words if len(words) <= _SUBJECT else f"{words[:_SUBJECT].rsplit(' ', 1)[0]}…"


def _in_task(searched: Searched, task: Task, value: str) -> Stated:
    """Where a task states a value: the line that holds it, else all of the task's.

    A table written one cell a line has the deadline a few lines below its task.
    """
    wanted = fold(value)
    for line in searched.source.lines[task.line_start - 1 : task.line_end + _CELLS]:
        if wanted and wanted in fold(line.text):
            return at_lines(searched.source, value, line.number, line.number)
    return at_lines(searched.source, value, task.line_start, task.line_end)


# --- one task twice ---------------------------------------------------------------------------
def given_twice(searched: Searched) -> Found:
    """TASK_TWO_DEADLINES, TASK_TWO_LEADS: one task at two places, with another day or lead."""
    for left, right in _same_tasks(searched.tasks):
        sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
        if _other_deadline(left, right):
            said = [_in_task(searched, t, t.deadline_text or "") for t in (left, right)]
            kind = InconsistencyKind.TASK_TWO_DEADLINES
            yield Inconsistency(kind, _subject(left), tuple(said), sure)
        place = searched.header.place
        ours, theirs = _leads(left, place), _leads(right, place)
        if (
            ours
            and theirs
            and _of_one_level(ours[0], theirs[0], place)
            and not _share_office(ours, theirs, place)
        ):
            said = [_in_task(searched, left, ours[0]), _in_task(searched, right, theirs[0])]
            kind = InconsistencyKind.TASK_TWO_LEADS
            yield Inconsistency(kind, _subject(left), tuple(said), Certainty.LIKELY)


def _other_deadline(left: Task, right: Task) -> bool:
    if left.deadline is None or right.deadline is None or left.deadline == right.deadline:
        return False
    ours, theirs = ({a.office for a in task.assignments} for task in (left, right))
    return not (ours and theirs) or _share_office(ours, theirs, None)


def _of_one_level(left: str, right: str, place: Place | None) -> bool:
    """Not a ministry here and its department there: each level leads its own part of a task."""
    levels = {identify(office, place=place).level for office in (left, right)} - {None}
    return len(levels) < 2


def _share_office(ours: Iterable[str], theirs: Iterable[str], place: Place | None) -> bool:
    return any(same(a, b, place=place) for a, b in product(ours, theirs))


def _same_tasks(tasks: Sequence[Task]) -> Iterator[tuple[Task, Task]]:
    """Pairs of tasks in the same words and figures; linear but for tasks that begin alike."""
    worded = [(task, tokens(_without_deadline(task))) for task in tasks]
    groups: dict[tuple[str, ...], list[tuple[Task, list[str]]]] = {}
    for task, words in worded:
        if len(words) >= _WORDS:
            figures = tuple(word for word in words if word.isdigit())
            groups.setdefault((*words[:2], *figures), []).append((task, words))
    for group in groups.values():
        for (left, ours), (right, theirs) in combinations(group[:40], 2):
            if left.line_start != right.line_start and _alike(ours, theirs):
                yield left, right


def _without_deadline(task: Task) -> str:
    return task.task.replace(task.deadline_text, " ") if task.deadline_text else task.task


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    left, right = set(ours), set(theirs)
    return len(left & right) >= _SAME * len(left | right)


# --- deadlines --------------------------------------------------------------------------------
def impossible_deadlines(searched: Searched) -> Found:
    """DEADLINE_BEFORE_PLAN, DEADLINE_OUTSIDE_PERIOD."""
    for task in searched.tasks:
        if task.deadline is not None:
            yield from _of_deadline(searched, task)


def _of_deadline(searched: Searched, task: Task) -> Found:
    day, own = task.deadline, searched.header.date
    if day is None or _BEGINS.match(fold(task.deadline_text or "")):
        return  # of an open span the day read is its first
    said = _in_task(searched, task, task.deadline_text or printed_day(day))
    dated = bool(_YEAR.search(task.deadline_text or ""))
    if own is not None and day < own:
        if (own - day).days > _CONDITION or (not dated and _YEARLY.search(fold(task.task))):
            return
        kind = InconsistencyKind.DEADLINE_BEFORE_PLAN
        headed = dated and searched.header.number is not None
        sure = Certainty.CERTAIN if headed and not searched.damaged else Certainty.LIKELY
        readings = said, Stated(printed_day(own))
        yield Inconsistency(kind, _subject(task), readings, sure)
        return
    limits = _limits(searched)
    if limits is None or not dated:
        return
    first, last = limits
    late = day.year > last + 1 or (day.year == last + 1 and day.month > _REPORTS)
    if late or (own is None and day.year < first - 1):
        kind = InconsistencyKind.DEADLINE_OUTSIDE_PERIOD
        period = str(last) if first == last else f"{first} - {last}"
        yield Inconsistency(kind, _subject(task), (said, Stated(period)), Certainty.LIKELY)


def _limits(searched: Searched) -> tuple[int, int] | None:
    """First and last year that the title speaks of: of its period, or those it looks on to."""
    title = searched.header.title or ""
    period = searched.header.period
    years = [year for span in years_in(title) for year in span]
    years += [period.start, period.end] if period else []
    if not years:
        return None
    own = searched.header.date
    if own is not None and own.year > max(years):
        return None  # years that are over are what the document is about, not when it is done
    years += [int(m["year"]) for m in _ONWARD.finditer(fold(title))]
    return min(years), max(years)
