"""Tasks where they were given: in which document, of which place; narrowed by what is asked.

An office of a task is known under one name within its document's place (`kg.office_identity`).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from kg.folding import fold, tokens
from kg.model import Assignment, Place, Task
from kg.office_identity import OfficeIdentity, covers, identify, office_terms, same
from kg.office_reading import read_office
from kg.rows import word_key
from kg.terms import ACTING, OfficeRole

WITHIN = 4
"""Words that may stand between the words asked for: "số hóa toàn bộ giấy tờ, hồ sơ"."""

OfficeKey: TypeAlias = tuple[str, str, str]
"""(office, its unit, province), folded: equal for one office in all documents."""


class TaskGap(StrEnum):
    """What a task leaves open."""

    DEADLINE = "deadline"  # no day, no words of one, no rhythm
    LEAD = "lead"  # see `leader`
    OFFICE = "office"  # nobody at all
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task, and the document that gives it.

    place, issued: of the document. ordinal: from 1 among the document's tasks that begin at this
    line. words: folded words of task, product and deadline, see `kg.rows.word_key`.
    """

    task: Task
    document: str | None = None
    place: Place | None = None
    issued: dt.date | None = None
    ordinal: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class TaskNarrowing:
    """Which tasks; what is None or empty does not narrow.

    office: a name under any spelling, or a part of names where no office is called so. role: that
    the office has (any office, where none is asked). with_groups: also what is given to a group
    that holds the office. due_from: inclusive; due_before: exclusive; either leaves tasks without
    a day out. without: gaps, all of which it has. place: words of the document's place. text:
    see `with_words`.
    """

    office: str | None = None
    role: OfficeRole | None = None
    field: str | None = None
    due_from: dt.date | None = None
    due_before: dt.date | None = None
    without: tuple[TaskGap, ...] = ()
    place: str | None = None
    text: str | None = None
    with_groups: bool = False


def placed(
    tasks: Iterable[Task],
    document: str | None = None,
    place: Place | None = None,
    issued: dt.date | None = None,
) -> list[PlacedTask]:
    """All tasks of one document, in text order."""
    begun: dict[int, int] = {}
    found = []
    for task in tasks:
        ordinal = begun[task.line_start] = begun.get(task.line_start, 0) + 1
        words = word_key(task.task, task.product, task.deadline_text)
        found.append(PlacedTask(task, document, place, issued, ordinal, words))
    return found


def office_in(given: Assignment, where: PlacedTask) -> OfficeIdentity:
    """The office that an assignment means, read in its document."""
    return identify(given.office, place=where.place, on=where.issued)


@lru_cache(maxsize=131_072)
def office_key(office: OfficeIdentity, place: Place | None) -> OfficeKey:
    """Key of an office over all documents; `place` is that of the document that names it.

    The office of a city is one in the city's own plan and in those of its wards. Of an office
    without a unit only the document's place is known.
    """
    unit = fold(office.place or (place.name if place else ""))
    province = fold((place.province or "") if place else "")
    bare = office.key.removesuffix(unit).strip() if unit else office.key
    return bare or office.key, unit, "" if unit == province else province


def leader(where: PlacedTask) -> Assignment | None:
    """Who answers for a task: the lead, else the one office that acts in it.

    None where several offices, or a group of unnamed ones, act and none of them leads.
    """
    given = where.task.assignments
    lead = next((one for one in given if one.role is OfficeRole.LEAD), None)
    acting = [one for one in given if one.role in ACTING]
    if lead is not None or len(acting) != 1:
        return lead
    return None if office_in(acting[0], where).group else acting[0]


def gaps(where: PlacedTask) -> frozenset[TaskGap]:
    """What a task leaves open."""
    task = where.task
    open_ = {
        TaskGap.DEADLINE: not (task.deadline or task.deadline_text or task.recurrence),
        TaskGap.LEAD: leader(where) is None,
        TaskGap.OFFICE: not task.assignments,
        TaskGap.FIELD: not task.field,
    }
    return frozenset(gap for gap, missing in open_.items() if missing)


def narrow(tasks: Sequence[PlacedTask], where: TaskNarrowing) -> list[PlacedTask]:
    """The tasks that fit, in their order."""
    tests = _plain_tests(where)
    found = [task for task in tasks if all(test(task) for test in tests)]
    if where.text:
        found = with_words(found, where.text)
    if where.office:
        return _of_office(found, where)
    if where.role:
        return [one for one in found if any(a.role is where.role for a in one.task.assignments)]
    return found


_Test: TypeAlias = Callable[[PlacedTask], bool]


def _plain_tests(where: TaskNarrowing) -> list[_Test]:
    tests: list[_Test] = []
    first, before = where.due_from, where.due_before
    if first is not None:
        tests.append(lambda one: one.task.deadline is not None and one.task.deadline >= first)
    if before is not None:
        tests.append(lambda one: one.task.deadline is not None and one.task.deadline < before)
    if where.field:
        field = fold(where.field)
        tests.append(lambda one: fold(one.task.field or "") == field)
    if where.without:
        wanted = frozenset(where.without)
        tests.append(lambda one: wanted <= gaps(one))
    if where.place:
        words = tokens(where.place)
        tests.append(lambda one: all(f" {word} " in _place_words(one.place) for word in words))
    return tests


def with_words(tasks: Sequence[PlacedTask], text: str) -> list[PlacedTask]:
    """Tasks with the words of `text`, the last of which may be only begun.

    Those that have them in order and near each other, where there are any; else in any order.
    Words between quotes stand side by side.
    """
    pieces = text.replace("“", '"').replace("”", '"').split('"')
    found = list(tasks)
    for place, piece in enumerate(pieces):
        if tokens(piece):
            near = speaks_of(piece, within=0 if place % 2 else WITHIN, begun=not place % 2)
            kept = [one for one in found if near and near.search(one.words)]
            words = [] if place % 2 else tokens(piece)
            found = kept or [
                one for one in found if words and all(f" {word}" in one.words for word in words)
            ]
    return found


def speaks_of(work: str, *, within: int = WITHIN, begun: bool = False) -> re.Pattern[str] | None:
    """What finds words in order, near each other, in `PlacedTask.words`; None where there are none.

    within: words that may stand between two of them. begun: the last may be the start of a word.

    >>> bool(speaks_of("số hóa hồ sơ").search(" so hoa giay to ho so "))
    True
    >>> bool(speaks_of("số hóa hồ sơ").search(" ho so van hoa so "))
    False
    """
    words = tokens(work)
    if not words:
        return None
    between = rf" (?:\S+ ){{0,{within}}}?"
    return re.compile(" " + between.join(map(re.escape, words)) + ("" if begun else " "))


@lru_cache(maxsize=16_384)
def _place_words(place: Place | None) -> str:
    return word_key(place.name, place.district, place.province) if place else ""


def _of_office(tasks: Sequence[PlacedTask], where: TaskNarrowing) -> list[PlacedTask]:
    meant = _meant(tasks, where)
    return [one for one in tasks if _given_to(one, meant, where.role)]


def offices_meant(tasks: Sequence[PlacedTask], where: TaskNarrowing) -> frozenset[OfficeKey]:
    """Keys of the offices of these tasks that `where.office` means."""
    return frozenset(
        office_key(identify(name, place=place), place) for name, place in _meant(tasks, where)
    )


def _meant(tasks: Sequence[PlacedTask], where: TaskNarrowing) -> set[tuple[str, Place | None]]:
    """(name as printed, place of the document) of the offices asked for."""
    asked = where.office or ""
    named = {(given.office, one.place) for one in tasks for given in one.task.assignments}
    meant = {pair for pair in named if same(asked, pair[0], place=pair[1])}
    if not (meant and is_listed(asked)) and tokens(asked):
        meant |= {pair for pair in named if word_key(asked) in word_key(pair[0])}
    if where.with_groups:
        meant |= {pair for pair in named if _covers(pair[0], asked)}
    return meant


@lru_cache(maxsize=65_536)
def _covers(group: str, office: str) -> bool:
    return covers(group, office)


@lru_cache(maxsize=4096)
def is_listed(name: str) -> bool:
    """Whether a name is that of an office, and no beginning or part of one ("Văn phòng")."""
    read = read_office(name)
    return read.group is not None or not _listed().isdisjoint(read.cores)


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset(core for _, alias in office_terms() for core in read_office(alias).cores)


def _given_to(
    one: PlacedTask, meant: set[tuple[str, Place | None]], role: OfficeRole | None
) -> bool:
    return any(
        (given.office, one.place) in meant and role in (None, given.role)
        for given in one.task.assignments
    )


def given_to_groups(tasks: Sequence[PlacedTask], where: TaskNarrowing, fitting: int) -> int:
    """How many tasks more there are where what is given to the office's groups counts too.

    fitting: how many of the tasks fit `where`.
    """
    if not where.office or where.with_groups:
        return 0
    return len(narrow(tasks, replace(where, with_groups=True))) - fitting
