"""The command `wanted`: documents that the library's documents cite most and that it lacks."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.terms import ValidityState
from ui import labels
from ui.commands.options import AsJson, AsOf, open_library
from ui.days import day
from ui.output import print_json, print_table, shorten

if TYPE_CHECKING:
    import datetime as dt

    from kg.citing import Wanted
    from kg.registry import Registry


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("wanted")(wanted)


def wanted(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Số văn bản nhiều nhất.")] = 20,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Văn bản được viện dẫn nhiều nhất mà thư viện chưa có toàn văn: nên tìm về trước."""
    library, on = open_library(context), day(as_of)
    found = library.store.most_wanted(limit) if library.exists() else []
    registry = library.registry if found else None
    rows = [row_of(item, registry, on) for item in found if registry is not None]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Văn bản", "Ngày ban hành", "Số văn bản viện dẫn", "Tình trạng", "Tên"),
        [
            (
                row["canonical"] or row["key"],
                row["date"],
                row["cited_by"],
                labels.STATES[ValidityState(row["state"])],
                shorten(row["title"], 90),
            )
            for row in rows
        ],
        empty="Không có văn bản nào được viện dẫn mà thư viện chưa có.",
    )


def row_of(item: "Wanted", registry: "Registry", on: "dt.date") -> dict[str, Any]:
    """One document that is cited and not held: JSON of a row of `cancu wanted`.

    cited_by: held documents that cite it, each counted once. state: on the day `on`; "unknown"
    where nobody checked it.
    """
    from kg.validity import status_on

    record, entry = item.record, registry.get(item.record.key)
    head = record.header
    signed = entry.signed if entry and entry.signed else head.date
    return {
        "key": record.key,
        "document": record.id,
        "canonical": entry.number if entry else head.number,
        "title": (entry.title if entry else None) or head.title,
        "type": (entry.type if entry else None) or head.type,
        "date": signed.isoformat() if signed else None,
        "issuer": (entry.issuer if entry else None) or head.issuer,
        "cited_by": item.cited_by,
        "state": status_on(record.key, registry, on=on).state.value,
        "as_of": on.isoformat(),
    }
