"""The lines of a document in parts: what is out of sight costs the browser nothing.

A part has some hundred lines, or a page beside its image. The first parts, and those around the
line asked for, come with the page; the rest is asked for once the page is shown.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.model import Section
from ui import reader_lines, reader_tables, wording
from ui import reader_wording as words
from ui.links import attribute, text
from ui.reader_book import OpenDocument
from ui.reader_lines import PAGE_ADDRESS, Marked, Placed, Shown, View

PART: Final = 80  # lines of a part
AT_ONCE: Final = 400  # lines that come with the page
_WIDTH: Final = 78  # characters of a row on the screen
_ROW: Final = 1.7  # height of a row, in rem
Block = tuple[Placed, ...]
"""Lines that stay together: one line, or a table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text. page: of the file, in the view with page images."""

    number: int
    blocks: tuple[tuple[reader_tables.TableRun | None, Block], ...]
    page: int | None = None

    @property
    def first(self) -> int:
        """Number of its first line."""
        return self.blocks[0][1][0].line.number

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.blocks[-1][1][-1].line.number

    @property
    def height(self) -> float:
        """About how high it will be, in rem."""
        lengths = (len(placed.line.text) for _, block in self.blocks for placed in block)
        return sum(1 + length // _WIDTH for length in lengths) * _ROW


def parts(opened: OpenDocument, view: View, found: Sequence[Marked]) -> list[Part]:
    """All parts of a document, in order. found: its citations, see `reader_lines.marked`."""
    placed = list(_placed(opened, view, found))
    if view.shown is Shown.PAGES:
        pages = groupby(placed, key=lambda one: one.line.page)
        return [
            Part(number, tuple((None, (one,)) for one in group), page)
            for number, (page, group) in enumerate(pages)
        ]
    as_tables = view.shown is Shown.TEXT and not opened.reading.source.damaged
    blocks = list(_blocks(opened, placed, as_tables=as_tables))
    return [Part(number, tuple(group)) for number, group in enumerate(_cut(blocks))]


def at_once(made: Sequence[Part], line: int | None) -> set[int]:
    """Numbers of the parts that come with the page: the first, and those around the line."""
    near = {part.number for part in made if part.first <= (line or 1) <= part.last}
    wanted = {number + step for number in near for step in (-1, 0, 1)}
    if line is None or line <= AT_ONCE:
        wanted |= {part.number for part in made if part.first <= AT_ONCE}
    return {number for number in wanted | {0} if 0 <= number < len(made)}


def lines(made: Sequence[Part], view: View, shown: Collection[int] | None = None) -> str:
    """Parts as HTML. shown: those with their lines, None for all; the others keep their place."""
    return "".join(
        part_of(part, view) if shown is None or part.number in shown else _place(part)
        for part in made
    )


def part_of(part: Part, view: View) -> str:
    """One part with its lines."""
    body = "".join(
        reader_tables.table(run, block, view) if run else reader_lines.line(block[0], view)
        for run, block in part.blocks
    )
    if view.shown is Shown.PAGES and part.page is not None:
        body = _beside_its_image(part.page, view, body)
    return f"{_open(part)}>{body}</div>"


def _place(part: Part) -> str:
    return f'{_open(part)} data-empty="yes"></div>'


def _open(part: Part) -> str:
    return (
        f'<div class="cc-part" data-part="{part.number}" data-first="{part.first}" '
        f'data-last="{part.last}" style="contain-intrinsic-size:auto {part.height:.0f}rem"'
    )


def _beside_its_image(page: int, view: View, body: str) -> str:
    """The lines of a page beside its image."""
    source = PAGE_ADDRESS.format(document=view.document, page=page)
    named = wording.PAGE_IMAGE.format(page=page)
    image = f'<img src="{attribute(source)}" loading="lazy" alt="{attribute(named)}">'
    zoom = (
        f'<button type="button" data-zoom="-1" aria-label="{words.SMALLER}">−</button>'
        f'<button type="button" data-zoom="1" aria-label="{words.LARGER}">+</button>'
    )
    return (
        f'<section class="cc-page" aria-label="{attribute(named)}"><div>{body}</div><figure>'
        f"<figcaption>{text(named)} {zoom}</figcaption>"
        f'<div class="cc-frame" tabindex="0"><div class="cc-sheet">{image}'
        f'<i class="cc-box" hidden></i></div></div></figure></section>'
    )


def _placed(opened: OpenDocument, view: View, found: Sequence[Marked]) -> Iterator[Placed]:
    source = opened.reading.source
    starts = [line.start for line in source.lines] if view.raw else source.text_starts
    marks, headings = _by_line(found), _headings(opened.reading.sections)
    for line, start in zip(source.lines, starts, strict=True):
        end = start + len(line.raw if view.raw else line.text)
        inside = tuple(
            mark for mark in marks.get(line.number, ()) if mark.start < end and mark.end > start
        )
        yield Placed(line, start, inside, headings.get(line.number))


def _by_line(found: Sequence[Marked]) -> dict[int, list[Marked]]:
    """Citations by the lines that they stand on."""
    by_line: dict[int, list[Marked]] = {}
    for item in found:
        first = item.mention.line
        for number in range(first, max(first, item.mention.line_end) + 1):
            by_line.setdefault(number, []).append(item)
    return by_line


def _headings(sections: Sequence[Section]) -> Mapping[int, Section]:
    return {
        number: section
        for section in sections
        for number in range(section.line, section.line_end + 1)
    }


def _blocks(
    opened: OpenDocument, placed: Sequence[Placed], *, as_tables: bool
) -> Iterator[tuple[reader_tables.TableRun | None, Block]]:
    texts = [one.line.text for one in placed] if as_tables else []
    starts = {run.first: run for run in reader_tables.runs(texts, opened.tables)}
    reached = 0
    for one in placed:
        number = one.line.number
        run = starts.get(number)
        if run is not None and number > reached:
            reached = run.last
            yield run, tuple(placed[run.first - 1 : run.last])
        elif number > reached:
            yield None, (one,)


def _cut(
    blocks: Sequence[tuple[reader_tables.TableRun | None, Block]],
) -> Iterator[list[tuple[reader_tables.TableRun | None, Block]]]:
    """Blocks together that have some `PART` lines."""
    group: list[tuple[reader_tables.TableRun | None, Block]] = []
    count = 0
    for block in blocks:
        group.append(block)
        count += len(block[1])
        if count >= PART:
            yield group
            group, count = [], 0
    if group:
        yield group
