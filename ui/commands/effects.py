"""The command `effects`: what a document says of its own effect and of that of others."""

from typing import Any

import typer

from kg.effects import Effect
from kg.facts import Scope
from kg.model import Reading
from ui import labels
from ui.commands.options import AsJson, FilePath, OptionalName, one_source, open_library
from ui.output import print_json, print_table, shorten
from ui.views import plain

ITSELF = "chính văn bản này"
PARTLY = "một phần"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("effects")(effects)


def effects(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Văn bản có hiệu lực từ ngày nào; thay thế, bãi bỏ, sửa đổi những văn bản nào."""
    one_source(name, file)
    reading, _ = open_library(context).read(name, file)
    if as_json:
        print_json([row_of(item, reading) for item in reading.effects])
        return
    print_table(
        ("Điều khoản", "Tác động", "Văn bản", "Từ ngày", "Câu chữ"),
        [
            (
                item.clause or f"dòng {item.line}",
                labels.EFFECTS[item.kind],
                _object(item),
                labels.vietnamese_date(item.day),
                shorten(item.quote, 110),
            )
            for item in reading.effects
        ],
        empty="Văn bản không nêu hiệu lực và không tác động đến văn bản nào.",
    )


def _object(item: Effect) -> str:
    named = ITSELF if item.on_itself else item.canonical or item.title or ""
    part = item.provisions or (PARTLY if item.scope is Scope.PARTIAL else None)
    return f"{named} ({part})" if part else named


def row_of(item: Effect, reading: Reading) -> dict[str, Any]:
    """One effect: JSON of a row of `cancu effects`; `target` is the key of the document meant."""
    met = (mention for mention in reading.mentions if mention.char_start == item.char_start)
    mention = next(met, None) if item.char_start is not None else None
    row: dict[str, Any] = plain(item)
    return row | {"itself": item.on_itself, "target": mention.target if mention else None}
