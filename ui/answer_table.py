"""The rows of an answer as a table; on a narrow screen each row is a card with named cells.

A long list begins with its first rows and a link to all of them; those come in pages, each with
an address of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ui import answer_rows, labels
from ui import ask_wording as words
from ui.links import address, attribute, link, text

Row = Mapping[str, Any]
MOST_ROWS: Final = 50
"""Rows of a list that is not shown whole."""
PAGE: Final = 500
"""Rows of one page of a whole list."""
ROWS: Final = "Bảng kết quả"
MOST_LINES: Final = 12
"""Links of one cell where the list is not shown whole."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which rows of a list are shown. total: how many there are, shown or not.

    page: of the whole list, from 1; None for its first rows alone. to: the address of a page.
    """

    total: int = 0
    page: int | None = None
    to: Callable[[int | None], str] | None = None

    def shown(self, found: Sequence[Row]) -> Sequence[Row]:
        """The rows that are shown; a page that is not there is the last one."""
        if self.page is None:
            return found[:MOST_ROWS]
        first = PAGE * (min(max(self.page, 1), self.pages(len(found))) - 1)
        return found[first : first + PAGE]

    @staticmethod
    def pages(count: int) -> int:
        """Pages of a whole list of so many rows."""
        return max(1, -(-count // PAGE))


@dataclass(frozen=True, slots=True)
class _Cells:
    """What cells need besides their row. several: rows of the list stand in several documents."""

    names: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    whole: str = ""  # address of the whole list, where it is not shown


def rows(
    found: Sequence[Row],
    names: Mapping[str, str] | None = None,
    listing: Listing | None = None,
) -> str:
    """The rows of an answer as a table; empty where there are none.

    names: short names of documents by id.
    """
    listing = listing or Listing()
    shown = listing.shown(found)
    keys = answer_rows.columns(shown)
    if not keys:
        return ""
    several = answer_rows.stand_apart(found, listing.total)
    whole = listing.to(1) if listing.to and listing.page is None else ""
    cells = _Cells(names or {}, several, whole)
    filled = [[_cell(row, key, cells) for key in keys] for row in shown]
    around = _pager(len(found), listing) if listing.page is not None else ""
    table = _table([answer_rows.COLUMNS[key] for key in keys], filled, long=bool(around))
    if listing.page is not None:
        return f"{around}{table}{around if len(shown) > MOST_ROWS else ''}"
    return table + _rest(max(listing.total, len(found)), len(shown), whole)


def _rest(total: int, shown: int, whole: str) -> str:
    """How many rows are not shown, with the way to all of them."""
    if total <= shown:
        return ""
    said = text(words.MORE_ROWS.format(count=labels.figure(total - shown)))
    way = link(whole, words.ALL_ROWS.format(count=labels.figure(total))) if whole else ""
    return f'<p class="cc-small cc-rest">{said} {way}</p>'


def _pager(count: int, listing: Listing) -> str:
    """The pages of a whole list as links, and the way back to the short one."""
    if listing.to is None:
        return ""
    last = listing.pages(count)
    here = min(max(listing.page or 1, 1), last)
    said = words.WHOLE_LIST.format(count=labels.figure(count))
    numbers = range(1, last + 1) if last > 1 else ()
    ways = [_page_link(page, here, count, listing.to) for page in numbers]
    ways.append(link(listing.to(None), words.FEW_ROWS))
    return (
        f'<nav class="cc-small cc-pages" aria-label="{attribute(words.PAGES)}">'
        f"<span>{text(said)}</span> {' '.join(ways)}</nav>"
    )


def _page_link(page: int, here: int, count: int, to: Callable[[int | None], str]) -> str:
    first, last = labels.figure(PAGE * (page - 1) + 1), labels.figure(min(PAGE * page, count))
    current = ' aria-current="page"' if page == here else ""
    heard = words.PAGE_ROWS.format(page=page, first=first, last=last)
    return (
        f'<a href="{attribute(to(page))}"{current} aria-label="{attribute(heard)}">'
        f"{text(words.PAGE.format(page=page))}</a>"
    )


def _table(columns: Sequence[str], filled: Iterable[Sequence[str]], *, long: bool) -> str:
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
    kind = " cc-rows-whole" if long else ""
    return (
        f'<div class="cc-scroll cc-rows-box{kind}" tabindex="0" role="group" '
        f'aria-label="{attribute(ROWS)}"><table class="cc-table cc-rows" role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cell(row: Row, key: str, cells: _Cells) -> str:
    """One cell as HTML; lines are links that open the reader there."""
    if key != answer_rows.WHERE or not answer_rows.cell(row, key):
        return text(answer_rows.cell(row, key))
    document = row["document"]
    known = cells.names.get(document)
    lines = answer_rows.lines(row)
    most = MOST_LINES if cells.whole else len(lines)
    links = ", ".join(_line_link(document, known, line) for line in lines[:most])
    if len(lines) > most:
        links += ", " + link(cells.whole, words.MORE_LINES.format(count=len(lines) - most))
    named = known if cells.several and not answer_rows.names_itself(row) else None
    return f"{text(named)}: {links}" if named else links


def _line_link(document: str, name: str | None, line: int) -> str:
    """A link to a line; those who hear links one by one hear of which document."""
    heard = f"{name or document}, dòng {line}"
    to = address("document", doc=document, line=line)
    return f'<a href="{attribute(to)}" aria-label="{attribute(heard)}">dòng {line}</a>'
