"""Tasks counted, as JSON: workload, coverage, owners."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.coverage import Coverage, NamedOffice
from kg.model import DocumentRecord, Place
from kg.owners import Owned
from kg.placed_tasks import PlacedTask, TaskGap
from kg.workload import OfficeLoad, by_month, by_quarter

Json = dict[str, Any]


def workload(tasks: Sequence[PlacedTask], loads: Sequence[OfficeLoad], on: dt.date) -> Json:
    """`cancu workload`. Months and quarters count days of deadlines; groups stand apart."""
    months = by_month(one.task for one in tasks)
    return {
        "as_of": on.isoformat(),
        "tasks": len(tasks),
        "without_date": sum(one.task.deadline is None for one in tasks),
        "months": _months(months),
        "quarters": _quarters(months),
        **loads_of(loads, on),
    }


def loads_of(loads: Sequence[OfficeLoad], on: dt.date) -> Json:
    """The offices of a workload, groups of unnamed ones apart; `as_of` is the day `on`."""
    return {
        "as_of": on.isoformat(),
        "offices": [_load(load, on) for load in loads if not load.office.group],
        "groups": [_load(load, on) for load in loads if load.office.group],
    }


def _load(load: OfficeLoad, on: dt.date) -> Json:
    upcoming = load.upcoming(on)
    return {
        "office": load.office.name,
        "key": " | ".join(load.key).rstrip(" |"),
        "level": load.office.level,
        "place": load.unit,
        "tasks": len(load.tasks),
        "roles": {role.value: count for role, count in load.by_role.items()},
        "fields": {field or "": count for field, count in load.by_field.items()},
        "months": _months(load.by_month),
        "quarters": _quarters(load.by_month),
        "without_date": load.undated,
        "passed": load.passed(on),
        "next": upcoming.isoformat() if upcoming else None,
    }


def _months(months: Mapping[tuple[int, int], int]) -> dict[str, int]:
    return {f"{year}-{month:02d}": count for (year, month), count in months.items()}


def _quarters(months: Mapping[tuple[int, int], int]) -> dict[str, int]:
    quarters = by_quarter(months).items()
    return {f"{year}-Q{quarter}": count for (year, quarter), count in quarters}


def coverage(listed: Iterable[tuple[DocumentRecord, Coverage, bool]]) -> Json:
    """`cancu coverage`: each document (with its id where it is held), and the sums."""
    rows = [_coverage(record, found, held=held) for record, found, held in listed]
    return {
        "documents": rows,
        "tasks": sum(row["tasks"] for row in rows),
        "without_tasks": sum(not row["tasks"] for row in rows),
        "open": {gap.value: sum(len(row["open"][gap.value]) for row in rows) for gap in TaskGap},
    }


def _coverage(record: DocumentRecord, found: Coverage, *, held: bool) -> Json:
    head = record.header
    return {
        "document": record.id if held else None,
        "number": head.number,
        "title": head.title,
        "place": head.place.name if head.place else None,
        "tasks": found.tasks,
        "fields": {field or "": count for field, count in found.fields.items()},
        "fields_missing": list(found.fields_missing) if found.fields_missing is not None else None,
        "open": {
            gap.value: [{"line": one.task.line_start, "task": one.task.task} for one in tasks]
            for gap, tasks in found.open.items()
        },
        "offices_without_task": [_idle(named) for named in found.idle]
        if found.idle is not None
        else None,
    }


def _idle(named: NamedOffice) -> Json:
    return {"office": named.office.name, "lines": list(named.lines), "group": named.group}


def owners(
    work: str,
    found: Sequence[Owned],
    tasks: Sequence[PlacedTask],
    records: Mapping[str, DocumentRecord],
) -> Json:
    """`cancu owners`: a row for each place, office and task; places whose plans lack the work."""
    having = {owned.place for owned in found}
    lacking = {one.place: None for one in tasks if one.place not in having}
    return {
        "work": work,
        "rows": [_owned(owned, records) for owned in found],
        "places": len(having),
        "places_without": [name for name in map(_placed, lacking) if name],
    }


def _owned(owned: Owned, records: Mapping[str, DocumentRecord]) -> Json:
    one, place = owned.task, owned.place
    return {
        "place": place.name if place else None,
        "district": place.district if place else None,
        "province": place.province if place else None,
        "office": owned.office.name if owned.office else None,
        "group": owned.office.group if owned.office else False,
        "role": owned.role.value if owned.role else None,
        "task": one.task.task,
        "deadline": one.task.deadline.isoformat() if one.task.deadline else None,
        "deadline_text": one.task.deadline_text,
        "document": one.document,
        "number": records[one.document or ""].header.number,
        "line_start": one.task.line_start,
        "line_end": one.task.line_end,
        "exact": owned.exact,
    }


def _placed(place: Place | None) -> str | None:
    """A place with what contains it, since wards of several towns share a name."""
    if place is None:
        return None
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.district, place.province))))
