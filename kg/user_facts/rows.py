"""One row of a table of facts to what it says of one document."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.facts import Scope
from kg.identity import identity_key, is_national
from kg.terms import ValidityState
from kg.user_facts.cells import (
    ENDINGS,
    FactEvent,
    Reference,
    Row,
    day_of,
    event_of,
    is_yes,
    key_of,
    later_parts,
    number,
    references,
    scope_of,
    state_of,
    suspensions,
    text_of,
    year_in,
)
from kg.user_facts.columns import REQUIRED
from kg.user_facts.findings import FactFault, Finding, RefusedError


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of one document. date: its first day; for ENDS the FIRST day without effect.

    by: the document that acts, None for what a document does by itself or where it is not known.
    scope: of endings only. source, checked: its own. column: the cell that gave it; day_column:
    the cell that gave its day, where that is another.
    """

    event: FactEvent
    date: dt.date | None = None
    by: Reference | None = None
    scope: Scope | None = None
    provisions: str | None = None
    clause: str | None = None
    quote: str | None = None
    source: str = ""
    checked: dt.date | None = None
    line: str = ""
    column: str = ""
    day_column: str = ""

    @property
    def dated_in(self) -> str:
        """The column that gave the day."""
        return self.day_column or self.column

    @property
    def stated(self) -> dt.date | None:
        """The day as the table has it: the last day in force where that column was filled."""
        last = self.date is not None and self.dated_in == "effective_until"
        return self.date - dt.timedelta(days=1) if last and self.date else self.date

    @property
    def ends_all(self) -> bool:
        """Whether nothing of the document holds from `date` on."""
        return self.event in ENDINGS and self.scope is not Scope.PARTIAL

    @property
    def slot(self) -> tuple[object, ...]:
        """Equal for two statements of one event, whatever day they give."""
        kind = FactEvent.REPLACED if self.event is FactEvent.REPEALED else self.event
        day = self.date if kind in (FactEvent.SUSPENDED, FactEvent.RESUMED) else None
        by = (key_of(self.by.number), self.by.signed) if self.by else None
        return kind, by, self.provisions, day


@dataclass(frozen=True, slots=True)
class Said:
    """What one row, or all that a user said, tells of one document."""

    key: str
    number: str
    signed: dt.date
    issuer: str | None = None
    type: str | None = None
    title: str | None = None
    effective_note: str | None = None
    status: ValidityState | None = None
    happenings: tuple[Happening, ...] = ()
    source: str = ""
    checked: dt.date | None = None
    note: str | None = None
    override: bool = False
    line: str = ""


def read_row(
    row: Row, line: str, checked: dt.date | None = None
) -> tuple[Said, tuple[Finding, ...]]:
    """What a row says, with warnings. Raises RefusedError; nothing of such a row is taken.

    checked: the day of checking, where the row names none.
    """
    missing = [name for name in REQUIRED if text_of(row, name) is None]
    if missing:
        raise RefusedError(FactFault.EMPTY, ", ".join(missing), "empty")
    printed, signed = text_of(row, "number") or "", day_of(row, "signed")
    canonical, issuer = number(printed, "number"), text_of(row, "issuer")
    if signed is None or (issuer is None and not is_national(canonical)):
        raise RefusedError(FactFault.ISSUER, "issuer", canonical)
    title = text_of(row, "title")
    said = Said(
        key=identity_key(canonical, signed, issuer, title),
        number=canonical,
        signed=signed,
        issuer=issuer,
        type=text_of(row, "type"),
        title=title,
        effective_note=text_of(row, "effective_note"),
        status=state_of(row),
        source=text_of(row, "source") or "",
        checked=day_of(row, "checked") or checked,
        note=text_of(row, "note"),
        override=is_yes(row, "override"),
        line=line,
    )
    if said.checked and signed > said.checked:
        raise RefusedError(FactFault.FUTURE, "signed", signed.isoformat(), said.checked.isoformat())
    happenings = tuple(
        replace(item, source=said.source, checked=said.checked, line=line)
        for item in _happenings(row)
    )
    return replace(said, happenings=happenings), tuple(_doubts(said, printed))


def _happenings(row: Row) -> Iterator[Happening]:
    """Events of the columns of one row: those named by a column, and the one of `event`."""
    event = event_of(row)
    yield from _begun(row, alone=event is None and not any(text_of(row, c) for c in _ACTORS))
    for first, last in suspensions(text_of(row, "suspended")):
        yield Happening(FactEvent.SUSPENDED, first, column="suspended")
        if last:
            yield Happening(FactEvent.RESUMED, last, column="suspended")
    if event is not None:
        yield from _named(row, event)
    yield from _acting(row, event)


_ACTORS = {
    "replaced_by": (FactEvent.REPLACED, FactEvent.REPEALED),
    "amended_by": (FactEvent.AMENDED,),
    "succeeded_by": (FactEvent.SUCCEEDED,),
}
"""Columns that name the document which acts, and the events that they may belong to."""
_ACTED = frozenset({FactEvent.REPLACED, FactEvent.AMENDED, FactEvent.SUCCEEDED})


def _begun(row: Row, *, alone: bool) -> Iterator[Happening]:
    """From when the document, or parts of it, hold. alone: the row's words are on nothing else."""
    effective = day_of(row, "effective")
    if effective:
        words = _words(row) if alone and _end(row)[0] is None else (None, None)
        yield Happening(FactEvent.BEGINS, effective, None, None, None, *words, column="effective")
    for provisions, first in later_parts(text_of(row, "later_parts")):
        yield Happening(FactEvent.BEGINS, first, provisions=provisions, column="later_parts")


def _words(row: Row) -> tuple[str | None, str | None]:
    """Clause and quote."""
    return text_of(row, "clause"), text_of(row, "quote")


def _end(row: Row) -> tuple[dt.date | None, str]:
    """First day without effect, and the column that says so."""
    expired, last = day_of(row, "expired"), day_of(row, "effective_until")
    if last is None:
        return expired, "expired"
    first = last + dt.timedelta(days=1)
    if expired not in (None, first):
        raise RefusedError(FactFault.TWO_VALUES, "effective_until", str(last), f"expired {expired}")
    return first, "effective_until"


def _named(row: Row, event: FactEvent) -> Iterator[Happening]:
    """The event of the column `event`, with `by`, `date`, `scope` and the words."""
    date, scope = day_of(row, "date"), scope_of(row)
    ending, partial = event in ENDINGS, scope is Scope.PARTIAL
    day_column = "date" if date else "event"
    if date is None and ending and not partial:
        date, day_column = _end(row)
    if date is None and event is FactEvent.BEGINS and not partial:
        date, day_column = day_of(row, "effective"), "effective"
    by = _actors(row, event)
    if not by and (event in _ACTED or (ending and partial)):
        raise RefusedError(FactFault.ACTOR, "by", f"event {event.value}")
    made = Happening(
        event,
        date,
        scope=(scope or Scope.FULL) if ending else None,
        provisions=_provisions(row, scope),
        clause=text_of(row, "clause"),
        quote=text_of(row, "quote"),
        column="by" if by else "event",
        day_column=day_column,
    )
    for actor in by or (None,):
        first = (actor.date if actor else None) or date
        if first is None and (partial or event not in (FactEvent.AMENDED, FactEvent.SUCCEEDED)):
            raise RefusedError(FactFault.UNDATED, "date", f"event {event.value}")
        yield replace(made, by=actor, date=first)


def _actors(row: Row, event: FactEvent) -> tuple[Reference, ...]:
    """Documents that make an event: of `by`, or of the column for such documents."""
    named = references(_lines(row, "by"), "by")
    for column, events in _ACTORS.items():
        if not named and event in events:
            named = references(_lines(row, column), column)
    return named


def _provisions(row: Row, scope: Scope | None) -> str | None:
    """What of a document an event takes. Raises RefusedError where "partial" does not say what."""
    found = text_of(row, "provisions")
    if scope is Scope.PARTIAL and found is None:
        raise RefusedError(FactFault.SCOPE, "provisions", "empty")
    return found


def _acting(row: Row, event: FactEvent | None) -> Iterator[Happening]:
    """Events of the columns that name documents; and an end by itself.

    Without a column `event`, `scope`, `date`, `clause` and `quote` are of the first of these.
    """
    end, end_column = _end(row)
    partial = scope_of(row) is Scope.PARTIAL
    if end and partial and (event is None or event in ENDINGS):
        raise RefusedError(FactFault.SCOPE, end_column, str(end))
    left = event is None
    for column, events in _ACTORS.items():
        if event in events and not text_of(row, "by"):
            continue  # told by `_named`
        for actor in references(_lines(row, column), column):
            yield _acted(row, column, actor, (end, end_column), own=left)
        left = left and text_of(row, column) is None
    if end and not (event in ENDINGS and day_of(row, "date") in (None, end)):
        words = _words(row) if left else (None, None)
        yield Happening(FactEvent.ENDS, end, None, Scope.FULL, None, *words, column=end_column)


def _acted(
    row: Row, column: str, actor: Reference, end: tuple[dt.date | None, str], *, own: bool
) -> Happening:
    """What one document of a column does. own: the row's scope, day and words are of this."""
    event, scope = _ACTORS[column][0], scope_of(row) if own else None
    first = actor.date or (day_of(row, "date") if own else None)
    day_column = "date" if first and not actor.date else column
    if event is FactEvent.REPLACED and scope is not Scope.PARTIAL and first is None and end[0]:
        first, day_column = end
    if first is None and scope is Scope.PARTIAL:
        raise RefusedError(FactFault.UNDATED, "date", f"{column}, partial")
    what, words = (_provisions(row, scope), _words(row)) if own else (None, (None, None))
    ending = (scope or Scope.FULL) if event is FactEvent.REPLACED else None
    return Happening(event, first, actor, ending, what, *words, column=column,
                     day_column=day_column)  # fmt: skip


def _lines(row: Row, column: str) -> str | None:
    """A cell with its line breaks, which part documents."""
    value = row.get(column)
    return None if value is None else str(value).replace("\r", "\n")


def _doubts(said: Said, printed: str) -> Iterator[Finding]:
    """Warnings on one row by itself."""
    canonical = said.number
    if not key_of("".join(printed.split())).endswith(key_of(canonical)):
        yield Finding(FactFault.NUMBER_CORRECTED, said.line, "number", printed, canonical)
    year = year_in(canonical)
    if year is not None and year != said.signed.year:
        yield Finding(
            FactFault.NUMBER_YEAR, said.line, "signed", said.signed.isoformat(), canonical
        )
    if said.issuer and not is_national(canonical) and len(said.issuer.split()) <= 2:
        yield Finding(FactFault.ISSUER_UNPLACED, said.line, "issuer", said.issuer)
