"""Tables without rules on a page image, and the words that stand outside them."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers import Box
from ingest.readers.layout import GridCell
from ingest.readers.scans.certainty import certainty
from ingest.readers.scans.images import Grey, Prepared
from ingest.readers.scans.words import Word, words_of
from ingest.readers.tables import FoundTable
from ingest.readers.tables.gutters import PlacedWord
from ingest.readers.tables.unruled import TABLE_LAYOUT, has_heads, unruled_tables


def without_unruled(
    rest: Grey, words: Sequence[Word], page: Prepared, number: int | None
) -> tuple[list[FoundTable], list[Word]]:
    """Tables among the words of a page whose ruled tables are painted over, and the other words.

    Only a page with a line of table heads is read once more, in a layout that keeps short cells.
    Raises OcrFailedError.
    """
    if not has_heads([_placed(word) for word in words]):
        return [], list(words)
    again = [_placed(word) for word in words_of(rest, TABLE_LAYOUT)]
    height, width = rest.shape[:2]
    found = unruled_tables(again, number, (float(width), float(height)))
    free = [word for word in words if not any(table.holds(_share(word, rest)) for table in found)]
    return [_on_page(table, rest, page) for table in found], free


def _placed(word: Word) -> PlacedWord:
    return PlacedWord(
        word.text, word.left, word.top, word.right, word.bottom, certainty(word.score)
    )


def _share(word: Word, rest: Grey) -> Box:
    height, width = rest.shape[:2]
    return word.left / width, word.top / height, word.right / width, word.bottom / height


def _on_page(table: FoundTable, rest: Grey, page: Prepared) -> FoundTable:
    """The table with its places on the page as it was scanned."""
    height, width = rest.shape[:2]

    def moved(box: Box) -> Box:
        return page.box_of(box[0] * width, box[1] * height, box[2] * width, box[3] * height)

    def cell(item: GridCell) -> GridCell:
        box = item.reading.box
        return replace(item, reading=replace(item.reading, box=moved(box))) if box else item

    rows = tuple(tuple(cell(item) for item in row) for row in table.rows)
    return FoundTable(moved(table.box), rows)
