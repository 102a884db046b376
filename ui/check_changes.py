"""What changed: between two days for one document, and between two runs over a folder."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.lineage import timeline
from kg.registry import Registry
from ui import views
from ui.views import Json

Report = Mapping[str, Any]
_COMPARED = ("state", "severity")


def between_days(
    before: Report, after: Report, registry: Registry, since: dt.date, on: dt.date
) -> Json:
    """Rows whose state or severity differ between two days, with the events; what ended.

    `{rows: [{canonical, title, key, role, lines, before, after, events, suggestion}], offices,
    places}`: names of bodies and places that ended after `since`, up to `on`.
    """
    earlier = {name_of(row): row for row in before["rows"]}
    rows = [
        _changed(earlier[name_of(row)], row)
        | {"events": _events(row["key"], registry, since, on), "suggestion": row["suggestion"]}
        for row in after["rows"]
        if name_of(row) in earlier and _differs(earlier[name_of(row)], row)
    ]
    return {
        "rows": rows,
        "offices": _ended(before["offices"], after["offices"], "office"),
        "places": _ended(before["places"], after["places"], "place"),
    }


def name_of(row: Report) -> str:
    """What tells a row from the others of its document."""
    return str(row["key"] or row["canonical"] or row["title"])


def _differs(before: Report, after: Report) -> bool:
    return any(before[name] != after[name] for name in _COMPARED)


def _changed(before: Report, after: Report) -> Json:
    return _named(after) | {
        "before": {name: before[name] for name in _COMPARED},
        "after": {name: after[name] for name in _COMPARED},
    }


def _named(row: Report) -> Json:
    return {
        "canonical": row["canonical"],
        "title": row["title"],
        "key": row["key"],
        "role": row["role"],
        "lines": [mention["line"] for mention in row["mentions"]],
    }


def _events(key: str | None, registry: Registry, since: dt.date, on: dt.date) -> list[Json]:
    """What happened to a document after `since`, up to `on`, in order of days."""
    if key is None:
        return []
    moments = timeline(key, registry)
    return [views.plain(one) for one in moments if one.date and since < one.date <= on]


def _ended(before: Sequence[Report], after: Sequence[Report], name: str) -> list[str]:
    known = {row[name] for row in before}
    return [row[name] for row in after if row[name] not in known]


def since_last_run(previous: Report, current: Report) -> Json:
    """What differs from an earlier run over the same folder.

    `{as_of, registry_version, files_new, files_gone, new, gone, changed}`: rows that were not
    there, are not there any more, or have another state or severity; each with its file.
    """
    old, new = _by_file(previous), _by_file(current)
    shared = [name for name in new if name in old]
    return {
        "as_of": previous["as_of"],
        "registry_version": previous["certificate"]["registry_version"],
        "files_new": [name for name in new if name not in old],
        "files_gone": [name for name in old if name not in new],
        "new": [row for name in shared for row in _only(name, new[name], old[name])],
        "gone": [row for name in shared for row in _only(name, old[name], new[name])],
        "changed": [row for name in shared for row in _both(name, old[name], new[name])],
    }


def _by_file(run: Report) -> dict[str, dict[str, Report]]:
    return {
        item["file"]: {name_of(row): row for row in item["report"]["rows"]}
        for item in sorted(run["documents"], key=lambda item: str(item["file"]))
    }


def _only(file: str, rows: Mapping[str, Report], others: Mapping[str, Report]) -> Iterator[Json]:
    for name, row in rows.items():
        if name not in others:
            yield {"file": file} | _named(row) | {key: row[key] for key in _COMPARED}


def _both(file: str, old: Mapping[str, Report], new: Mapping[str, Report]) -> Iterator[Json]:
    for name, row in new.items():
        if name in old and _differs(old[name], row):
            yield {"file": file} | _changed(old[name], row)


def is_empty(changes: Report) -> bool:
    """Whether nothing differs from the earlier run."""
    return not any(changes[name] for name in ("files_new", "files_gone", "new", "gone", "changed"))
