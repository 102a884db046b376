"""What people ask of tasks, as typed: on the command line, in the web app, by other programs."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from kg.errors import UsageError
from kg.folding import fold
from kg.placed_tasks import TaskGap, TaskNarrowing
from kg.terms import OfficeRole
from ui import labels
from ui import task_wording as wording
from ui.days import day

Code = TypeVar("Code", bound=StrEnum)


def narrowing(  # noqa: PLR0913 - one value for each filter
    *,
    office: str | None = "",
    role: str | None = "",
    field: str | None = "",
    due_from: str | None = "",
    due_before: str | None = "",
    without: Iterable[str] = (),
    place: str | None = "",
    text: str | None = "",
    with_groups: bool = False,
) -> TaskNarrowing:
    """Filters as typed; empty ones do not narrow.

    role, without: codes, or the Vietnamese words for them. Raises UsageError for what is no role,
    gap, day or field of time.
    """
    first, last = _day(due_from), _day(due_before)
    if first and last and first >= last:
        shown = labels.vietnamese_date(first), labels.vietnamese_date(last)
        raise UsageError(wording.BAD_PERIOD.format(first=shown[0], last=shown[1]))
    return TaskNarrowing(
        office=_said(office),
        role=_coded(role, labels.OFFICE_ROLES, wording.BAD_ROLE) if _said(role) else None,
        field=_said(field),
        due_from=first,
        due_before=last,
        without=tuple(_coded(gap, wording.GAPS, wording.BAD_GAP) for gap in without if _said(gap)),
        place=_said(place),
        text=_said(text),
        with_groups=with_groups,
    )


def _said(typed: str | None) -> str | None:
    return (typed or "").strip() or None


def _day(typed: str | None) -> dt.date | None:
    said = _said(typed)
    return day(said) if said else None


def _coded(typed: str | None, words: Mapping[Code, str], wrong: str) -> Code:
    said = fold((typed or "").strip())
    for code, shown in words.items():
        if said in {code.value, fold(shown)} or said in fold(shown).split(", "):
            return code
    values = ", ".join(f"{code.value} ({shown})" for code, shown in words.items())
    raise UsageError(wrong.format(value=typed), wording.ONE_OF.format(values=values))


def gap_choices() -> list[tuple[str, str]]:
    """(words, code) of what a task may leave open."""
    return [(wording.GAPS[gap].capitalize(), gap.value) for gap in TaskGap]


def role_choices() -> list[tuple[str, str]]:
    """(words, code) of the roles of offices."""
    return [(labels.OFFICE_ROLES[role].capitalize(), role.value) for role in OfficeRole]
