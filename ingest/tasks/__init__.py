"""Tasks: what a document gives to which office to do, by when.

Sources, in the order they are tried for each paragraph: an appendix table (`task_tables`), a label
line ("Cơ quan chủ trì: …"), a heading that names an office, with the duties under it, and body
sentences that name their actor ("Giao Phòng Nội vụ …", "Sở Y tế có trách nhiệm …").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ingest.paragraphs import LETTER, NUMBER, PART, PLAIN, ROMAN, Paragraph, paragraphs
from ingest.readers import Table
from ingest.tasks import task_tables
from ingest.tasks.common_orders import common_order
from ingest.tasks.drawn_tables import from_tables
from ingest.tasks.duties import make_task
from ingest.tasks.duty_lists import (
    clauses,
    cut,
    inherited,
    is_duty,
    led,
    listed_duties,
    timed,
    with_deadline,
)
from ingest.tasks.free_sentences import free_tasks
from ingest.tasks.label_lines import label_tasks
from ingest.tasks.office_headings import heading_offices, headings_by_place, is_name
from ingest.tasks.offices_said import Said, sentence_duty
from ingest.tasks.openings import openings
from ingest.tasks.running_text import LONG, readable
from kg.model import Header, Section, SourceText, Task

_TO_ALL = re.compile(
    r"trong qua trinh"
    r"|(?:(?:uy ban nhan dan|ubnd|chu tich)[^.,]{0,50} )?(?:yeu cau|de nghi)"
    r" (?:cac|thu truong|chu tich|giam doc)\b"
)
_PAST = re.compile(
    r"\b(?:ket qua dat duoc|thuc trang|tinh hinh thuc hien|ton tai,? han che|danh gia chung"
    r"|doi tuong ap dung|pham vi dieu chinh|giai thich tu ngu|tieu chi (?:danh gia|xep loai|cham)"
    r"|trinh tu thuc hien|cach thuc thuc hien|thanh phan,? (?:so luong )?ho so|co cau to chuc$)\b"
)


_THINGS = re.compile(
    r"muc |\d|cac (?!.*\b(?:co trach nhiem|phai)\b)|giam doc|pho |truong |thanh vien|dong chi"
    r"|ong |ba |khong qua|so luong|phong |ban "
)


@dataclass(slots=True)
class _Scope:
    """The office whose duties the paragraphs under its heading are."""

    offices: tuple[str, ...]
    rank: int
    heading: str
    running: bool = False  # opened in running text, which goes on with the next plain paragraph
    outer: "_Scope | None" = None  # of the heading above, whose duties go on after these
    duties: list[Paragraph] = field(default_factory=list)


class _Places(NamedTuple):
    """Paragraphs, by `id`, that open an office's duties for where they stand."""

    headings: dict[int, Said]
    openings: dict[int, tuple[Said, int]]


def find_tasks(
    source: SourceText, header: Header, sections: Sequence[Section], tables: Sequence[Table]
) -> tuple[Task, ...]:
    """All tasks of a document, by line.

    tables: those that the file's format marks; tables of plain text are found in the lines.
    A doubtful reading has a low `confidence`.
    """
    del sections  # office headings follow the paragraphs' own marks, which damage leaves readable
    year = _plan_year(header)
    items = paragraphs(source)
    drawn = from_tables(tables, year=year)
    covered = {n for table in tables for n in range(table.first_line, table.last_line + 1)}
    flat, taken = task_tables.from_lines(source, covered, year=year)
    covered |= taken
    rest = [item for item in items if not _covered(item, covered)]
    labelled, used = label_tasks(rest, year=year)
    body = _body([item for item in rest if id(item) not in used], year)
    found = [*drawn, *flat, *labelled, *body]
    return tuple(sorted(found, key=lambda task: (task.line_start, task.line_end)))


def _covered(item: Paragraph, lines: set[int]) -> bool:
    return item.line_start in lines and item.line_end in lines


def _plan_year(header: Header) -> int | None:
    """The year that deadlines without one mean: a one-year plan's, else the year of signing."""
    if header.period:
        return header.period.start if header.period.start == header.period.end else None
    return header.date.year if header.date else None


def _body(items: Sequence[Paragraph], year: int | None) -> Iterator[Task]:
    scope: _Scope | None = None
    actors: tuple[str, ...] = ()
    common: _Scope | None = None
    above: dict[int, str] = {}
    kept, times = timed(items)
    places = _Places(headings_by_place(kept), openings(kept))
    for item in readable(kept):
        if scope and (item is None or _leaves(item, scope)):
            yield from _scope_tasks(scope, times, year)
            scope = _back(scope, item)
        if item is None:
            continue
        if item.rank <= ROMAN or (common and item.rank == PLAIN and item.text.isupper()):
            common = None
        if ordered := common_order(item):
            yield from _scope_tasks(scope, times, year) if scope else ()
            scope, common = None, _Scope(ordered.offices, ROMAN, "")
            continue
        _climb(above, item)
        context = " / ".join(above.values())
        if _PAST.search(context):
            continue
        if opened := _opened(item, context, places, scope):
            yield from _scope_tasks(scope, times, year) if scope else ()
            scope = opened
        elif scope:
            scope.duties.append(item)
        elif common and NUMBER <= item.rank < PLAIN and not sentence_duty(item.text):
            scope = replace(common, rank=NUMBER - 1, duties=[item])
        else:
            free = free_tasks(item, context, actors, year)
            yield from (with_deadline(task, times.get(id(item)), year=year) for task, _ in free)
            actors = free[-1][1] if free else ()
    yield from _scope_tasks(scope, times, year) if scope else ()


def _back(scope: _Scope, item: Paragraph | None) -> _Scope | None:
    """The scope that goes on where an inner one ends."""
    outer = scope.outer
    return None if outer is None or item is None or _leaves(item, outer) else outer


def _opened(item: Paragraph, context: str, places: _Places, inside: _Scope | None) -> _Scope | None:
    """The scope that a paragraph opens: a heading with offices, or a sentence before a list.

    inside: the office it stands under, whose own lists open nothing but where they name another.
    """
    said = heading_offices(item, context) if item.rank <= LETTER else None
    outer = replace(inside, duties=[]) if inside and item.rank > inside.rank else None
    if said := said or places.headings.get(id(item)):
        scope = _Scope(said.offices, item.rank, item.text, outer=outer)
        if said.duty:  # on the heading's own line
            opens = item.text.rstrip().endswith(":")
            scope.duties.append(cut(item, said.duty_start, rank=item.rank if opens else PLAIN))
        return scope
    listing = places.openings.get(id(item))
    if listing is None or (inside and (inside.outer or not is_name(item))):
        return None
    return _Scope(listing[0].offices, listing[1], item.text, running=not inside, outer=outer)


def _climb(above: dict[int, str], item: Paragraph) -> None:
    """Keep the headings over a paragraph, itself included if it is one."""
    for rank in [rank for rank in above if rank >= item.rank]:
        del above[rank]
    if item.rank <= LETTER and len(item.text) < LONG and not item.text.endswith((".", ";")):
        above[item.rank] = item.folded


def _leaves(item: Paragraph, scope: _Scope) -> bool:
    """Whether a paragraph stands outside the duties of the office heading above it."""
    if item.rank <= scope.rank or item.rank == PART or (scope.running and item.rank == PLAIN):
        return True
    return item.rank == PLAIN and (item.text.isupper() or _TO_ALL.match(item.folded) is not None)


def _scope_tasks(scope: _Scope, times: dict[int, str], year: int | None) -> Iterator[Task]:
    """One task a duty; few unmarked paragraphs are read sentence by sentence."""
    duties = listed_duties(scope.duties)
    if all(_THINGS.match(each.item.folded) and not is_duty(each.item) for each in duties):
        return  # what an office is paid, or who is in it
    fine = len(duties) <= 2 and all(duty.item.rank == PLAIN for duty in duties)
    common = inherited(scope.heading, year=year)
    for duty in duties:
        item, offices = duty.item, scope.offices
        for start, end in clauses(item, fine=fine):
            piece = item.text[start:end]
            said = sentence_duty(piece, under_heading=True)
            if said is None and len(piece.split()) < 4:
                continue
            said = said or Said(offices, piece)
            offices = said.offices  # of the item's later parts too, if it names its own
            lines = item.line_at(start), item.line_at(max(start, end - 1))
            task = make_task(
                said.duty, said.offices, lines, year=year, role=said.role, context=scope.heading
            )
            task = with_deadline(led(task, duty.lead, said.offices), times.get(id(item)), year=year)
            if common and not task.deadline_text:
                task = replace(task, deadline=common.day, deadline_text=common.text)
            yield task
