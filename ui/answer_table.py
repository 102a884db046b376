"""The rows of an answer as a table; on a narrow screen each row is a card with named cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ui import answer_rows
from ui.links import address, attribute, text

Row = Mapping[str, Any]
MOST_ROWS: Final = 50
ROWS: Final = "Bảng kết quả"
MOST_LINES: Final = 12
"""Links of one cell."""


def rows(found: Sequence[Row], names: Mapping[str, str] | None = None, total: int = 0) -> str:
    """The rows of an answer as a table; empty where there are none.

    names: short names of documents by id. total: how many rows there are, shown or not.
    """
    shown = found[:MOST_ROWS]
    keys = answer_rows.columns(shown)
    if not keys:
        return ""
    several = len({row.get("document") for row in shown}) > 1
    filled = [[_cell(row, key, names or {}, several=several) for key in keys] for row in shown]
    rest = max(total, len(found)) - len(shown)
    more = f'<p class="cc-small">Còn {rest} dòng nữa không hiện ở đây.</p>' if rest > 0 else ""
    return _table([answer_rows.COLUMNS[key] for key in keys], filled) + more


def _table(columns: Sequence[str], filled: Iterable[Sequence[str]]) -> str:
    """A table whose cells know their column's name, for screens too narrow for columns.

    Roles are said as well: cells that are drawn as a block are cells no more to screen readers.
    """
    head = "".join(f'<th scope="col" role="columnheader">{text(name)}</th>' for name in columns)
    body = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-label="{attribute(name)}">{cell}</td>'
            if cell
            else '<td role="cell"></td>'
            for name, cell in zip(columns, cells, strict=True)
        )
        + "</tr>"
        for cells in filled
    )
    return (
        f'<div class="cc-scroll cc-rows-box" tabindex="0" role="group" '
        f'aria-label="{attribute(ROWS)}"><table class="cc-table cc-rows" role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cell(row: Row, key: str, names: Mapping[str, str], *, several: bool) -> str:
    """One cell as HTML; lines are links that open the reader there."""
    if key != answer_rows.WHERE or not answer_rows.cell(row, key):
        return text(answer_rows.cell(row, key))
    document = row["document"]
    known = names.get(document)
    links = ", ".join(
        _line_link(document, known, line) for line in answer_rows.lines(row)[:MOST_LINES]
    )
    named = known if several and not answer_rows.names_itself(row) else None
    return f"{text(named)}: {links}" if named else links


def _line_link(document: str, name: str | None, line: int) -> str:
    """A link to a line; those who hear links one by one hear of which document."""
    heard = f"{name or document}, dòng {line}"
    to = address("document", doc=document, line=line)
    return f'<a href="{attribute(to)}" aria-label="{attribute(heard)}">dòng {line}</a>'
