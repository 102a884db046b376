"""Command on the time line of a document: what it replaced, what became of it."""

from typing import Any

import typer

from kg.terms import Event, ValidityState
from ui import labels
from ui.commands.options import AsJson, AsOf, Name, open_library
from ui.days import day
from ui.output import print_json, print_table, shorten
from ui.table_words import in_vietnamese


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("lineage")(lineage)


def lineage(
    context: typer.Context, name: Name, as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """Lịch sử hiệu lực: thay thế văn bản nào, được sửa đổi, ngưng, thay thế khi nào."""
    answer = open_library(context).lineage(name, on=day(as_of))
    if as_json:
        print_json(answer)
        return
    print(f"{answer['canonical']} {answer['title'] or ''}".strip())
    print_table(
        ("Ngày", "Việc", "Văn bản", "Phần", "Theo điều khoản"),
        [_row(moment) for moment in answer["moments"]],
        empty="Chưa có dữ liệu về lịch sử hiệu lực của văn bản này.",
    )
    state = labels.STATES[ValidityState(answer["state"])].lower()
    heirs = "; ".join(_heir(step) for step in answer["heirs"])
    if heirs:
        print(f"Văn bản thay vào đó: {heirs}.")
    print(
        f"Tình trạng vào ngày {labels.iso_date(answer['as_of'])}: {state}. "
        f"Dữ liệu hiệu lực kiểm tra đến ngày {labels.iso_date(answer['registry_as_of'])}."
    )


def _row(moment: dict[str, Any]) -> tuple[str, ...]:
    presumed = f"suy ra theo {moment['presumed']}" if moment["presumed"] else ""
    return (
        labels.iso_date(moment["date"]) or "không rõ",
        labels.EVENTS[Event(moment["event"])],
        f"{moment['other'] or ''} {shorten(moment['title'], 60)}".strip(),
        shorten(in_vietnamese(moment["provisions"]), 60),
        moment["clause"] or presumed,
    )


def _heir(step: dict[str, Any]) -> str:
    since = f" (từ ngày {labels.iso_date(step['since'])})" if step["since"] else ""
    return f"{step['canonical']} {step['title'] or ''}".strip() + since
