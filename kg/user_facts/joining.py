"""Rows on one document joined to one statement, and a statement written as rows again."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.facts import Scope
from kg.user_facts.cells import ENDINGS, FactEvent, Reference
from kg.user_facts.rows import Happening, Said

FactRow = dict[str, str | None]
_MOVING = ENDINGS | {FactEvent.BEGINS, FactEvent.SUSPENDED, FactEvent.RESUMED}


def joined(old: Said | None, new: Sequence[Said]) -> Said:
    """What was said before and what rows add; of two statements of one event the later holds.

    old: from earlier imports. new: rows on the same document, at least one, without
    contradictions among themselves.
    """
    if old is None and len(new) == 1 and _distinct(new[0].happenings):
        return new[0]
    first, *rest = [*([old] if old else []), *new]
    whole = first
    for said in rest:
        whole = replace(
            whole,
            issuer=said.issuer or whole.issuer,
            type=said.type or whole.type,
            title=said.title or whole.title,
            effective_note=said.effective_note or whole.effective_note,
            status=said.status or whole.status,
            source=whole.source if said.happenings and not _bare(said) else said.source,
            checked=max((d for d in (whole.checked, said.checked) if d), default=None),
            note=_notes(whole.note, said.note),
            override=whole.override or said.override,
        )
    if old is not None and any(h.event in _MOVING for said in new for h in said.happenings):
        stated = [said.status for said in new if said.status]
        whole = replace(whole, status=stated[-1] if stated else None)  # the old one is past
    happenings = _events(
        old.happenings if old else (), [h for said in new for h in said.happenings]
    )
    return replace(whole, happenings=happenings, line=new[-1].line)


def _distinct(happenings: Sequence[Happening]) -> bool:
    return len(happenings) < 2 or len({item.slot for item in happenings}) == len(happenings)


def _bare(said: Said) -> bool:
    """Whether a row is on the document itself, not on what another does to it."""
    return all(item.by is None for item in said.happenings)


def _notes(old: str | None, new: str | None) -> str | None:
    parts = (old or "").split(" | ")
    return old if new is None or new in parts else " | ".join(filter(None, (old, new)))


def _events(old: Iterable[Happening], new: Sequence[Happening]) -> tuple[Happening, ...]:
    ends = any(item.ends_all for item in new)
    found: dict[tuple[object, ...], Happening] = {}
    days = {item.date for item in new if item.ends_all}
    for item in old:
        if not (ends and item.ends_all and item.date not in days):
            found[item.slot] = item
    for item in new:
        found[item.slot] = _fuller(found.get(item.slot), item)
    return tuple(found.values())


def _fuller(old: Happening | None, new: Happening) -> Happening:
    """The later statement, with what only the earlier one told of the same day."""
    if old is None or (new.date is not None and old.date not in (None, new.date)):
        return new
    return replace(
        new,
        date=new.date or old.date,
        clause=new.clause or old.clause,
        quote=new.quote or old.quote,
    )


def rows_of(said: Said) -> list[FactRow]:
    """A statement as rows that `kg.fact_table` reads back: the document, then each event."""
    plain = {item.event: item for item in said.happenings if _in_first_row(item, said)}
    begin, end = plain.get(FactEvent.BEGINS), plain.get(FactEvent.ENDS)
    first = _identity(said) | {
        "type": said.type,
        "title": said.title,
        "effective": _iso(begin.date if begin else None),
        "effective_note": said.effective_note,
        "expired": _iso(end.date if end else None),
        "status": said.status.value if said.status else None,
        "source": said.source,
        "checked": _iso(said.checked),
        "note": said.note,
    }
    taken = set(map(id, plain.values()))
    rest = [_row(item, said) for item in said.happenings if id(item) not in taken]
    return [_filled(first), *(_filled(row) for row in rest)]


def _in_first_row(item: Happening, said: Said) -> bool:
    """Whether the document's own row can say it: no words, no provisions, the same source."""
    alone = item.by is None and item.provisions is None and not (item.clause or item.quote)
    own = item.source == said.source and item.checked in (None, said.checked)
    return alone and own and item.event in (FactEvent.BEGINS, FactEvent.ENDS)


def _row(item: Happening, said: Said) -> FactRow:
    if item.event is FactEvent.REPLACED and item.date is None:  # an event needs its day
        return _identity(said) | {
            "replaced_by": _reference(item.by),
            "clause": item.clause,
            "quote": item.quote,
            "source": item.source,
            "checked": _iso(item.checked or said.checked),
        }
    scope = item.scope if item.event is not FactEvent.ENDS or item.scope is Scope.PARTIAL else None
    return _identity(said) | {
        "event": item.event.value,
        "by": _reference(item.by),
        "date": _iso(item.date),
        "scope": scope.value if scope else None,
        "provisions": item.provisions,
        "clause": item.clause,
        "quote": item.quote,
        "source": item.source,
        "checked": _iso(item.checked or said.checked),
    }


def _identity(said: Said) -> FactRow:
    return {
        "number": said.number,
        "signed": said.signed.isoformat(),
        "issuer": said.issuer,
        "override": "x" if said.override else None,
    }


def _reference(by: Reference | None) -> str | None:
    if by is None:
        return None
    signed = by.signed.isoformat() if by.signed else "?"
    issuer = f"@{by.issuer}" if by.issuer else ""
    return f"{by.number}@{signed}{issuer}" if by.signed or by.issuer else by.number


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(row: FactRow) -> FactRow:
    return {name: value for name, value in row.items() if value is not None}


def without_lines(said: Said) -> Said:
    """The statement itself, to compare two of them; its place and day of checking apart."""
    plain = tuple(_placeless(said.happenings))
    return replace(said, line="", checked=None, happenings=plain)


def _placeless(happenings: Iterable[Happening]) -> Iterator[Happening]:
    for item in sorted(happenings, key=lambda h: repr((h.slot, h.date))):
        by = replace(item.by, date=None) if item.by else None
        yield replace(item, line="", column="", day_column="", checked=None, by=by)
