"""Cells of tables in Unicode: their text stands in the lines too, and is read from the cells."""

from dataclasses import replace

from ingest.readers import ReadResult
from ingest.readers.encodings import decode_legacy


def with_cells_decoded(result: ReadResult) -> ReadResult:
    """The result with the text of its tables in Unicode, judged together with its lines."""
    cells = [cell.text for table in result.tables for cell in table.cells]
    if not cells:
        return result
    lines = [line for page in result.pages for line in page.lines]
    decoded, encoding = decode_legacy([*lines, *cells])
    if encoding is None:
        return result
    texts = iter(decoded[len(lines) :])
    tables = (
        replace(table, cells=tuple(replace(cell, text=next(texts)) for cell in table.cells))
        for table in result.tables
    )
    return replace(result, tables=tuple(tables))
