"""The command `inconsistencies`: what does not fit together in one document."""

import typer

from ui.commands.options import AsJson, FilePath, OptionalName, one_source, open_library
from ui.output import print_json, print_table, say


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(inconsistencies.__name__)(inconsistencies)


def inconsistencies(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Tìm những điểm chưa khớp trong một văn bản: ngày, số, giai đoạn, thời hạn, chỉ tiêu."""
    from ui import inconsistency_wording as told
    from ui.views import plain

    one_source(name, file)
    rows = plain(open_library(context).inconsistencies(name, file))
    if as_json:
        print_json(rows)
        return
    if rows:
        say(told.summary(rows))
    print_table(
        ("Mức", "Loại", "Nội dung"),
        [(told.certainty(row), told.kind(row), told.sentence(row)) for row in rows],
        empty=told.NOTHING,
    )
