"""Tables of pages: grids by their rules, cells by their boxes, parts over pages joined."""

import cv2
import numpy as np
import pytest

from ingest.readers import LineReading, Table, TableCell
from ingest.readers.layout import Collected, GridCell, head_rows
from ingest.readers.scans.images import Prepared
from ingest.readers.scans.words import Word
from ingest.readers.tables import CellText, FoundTable, Place, grid_rows
from ingest.readers.tables.boxes import edges, placed
from ingest.readers.tables.joining import joined
from ingest.readers.tables.placing import place
from ingest.readers.tables.ruled import ruled_page
from ingest.readers.tables.scanned import ruled_tables, with_roman_labels

XS, YS = (100, 200, 700, 1100), (200, 300, 420, 500, 640)


def sheet() -> np.ndarray:
    return np.full((1754, 1240), 255, np.uint8)


def drawn(gaps=(), breaks=False) -> np.ndarray:
    """A grid of 4 rows and 3 columns; gaps: ((x0, y0), (x1, y1)) without a rule."""
    page = sheet()
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 3)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
    for (x0, y0), (x1, y1) in gaps:
        page[y0 : y1 + 1, x0 : x1 + 1] = 255
    if breaks:
        page[:, 330:336] = 255
        page[250:256, :] = 255
    return page


def places(page) -> list[Place]:
    found = ruled_page(page)
    return [] if found is None else [p for grid in found.grids for p in grid.cells]


GRID = [Place(r, c) for r in range(4) for c in range(3)]
GROUP_ROW = ((XS[0] + 3, YS[1] + 3), (XS[3] - 3, YS[2] - 3))
MERGED_DOWN = ((XS[2] + 3, YS[2] + 3), (XS[3] - 3, YS[4] - 3))


def test_a_grid_has_its_cells_where_they_are_drawn():
    (grid,) = ruled_page(drawn()).grids
    assert list(grid.cells) == GRID
    assert grid.cells[Place(2, 1)] == pytest.approx((200, 420, 700, 500), abs=2)


def test_cells_are_merged_where_no_rule_parts_them():
    found = places(drawn([GROUP_ROW, MERGED_DOWN]))
    assert Place(1, 0, 1, 3) in found
    assert Place(2, 2, 2, 1) in found
    assert len(found) == 12 - 2 - 1


@pytest.mark.parametrize("degrees", [-4.0, -1.0, 0.6, 3.0])
def test_a_page_askew_keeps_its_grid(degrees):
    turn = cv2.getRotationMatrix2D((620, 877), degrees, 1.0)
    page = cv2.warpAffine(drawn([GROUP_ROW]), turn, (1240, 1754), borderValue=255)
    found = ruled_page(page)
    (grid,) = found.grids
    assert [p for p in GRID if p.row != 1] == [p for p in grid.cells if p.row != 1]
    corner = turn @ np.array([XS[0], YS[0], 1])
    left, top, _, _ = found.on_page(grid.cells[Place(0, 0)])
    assert left == pytest.approx(corner[0], abs=15)
    assert top == pytest.approx(corner[1], abs=15)


def test_rules_may_be_broken_and_the_page_noisy():
    noise = np.random.default_rng(3).normal(0, 18, (1754, 1240))
    page = np.clip(drawn(breaks=True) * 0.7 + 45 + noise, 0, 255).astype(np.uint8)
    assert places(page) == GRID


def frame() -> np.ndarray:
    page = sheet()
    cv2.rectangle(page, (60, 60), (1180, 1690), 0, 4)
    return page


def underlines() -> np.ndarray:
    page = sheet()
    for x, y, wide in ((150, 200, 200), (700, 200, 350), (500, 400, 250)):
        cv2.line(page, (x, y), (x + wide, y), 0, 2)
    return page


@pytest.mark.parametrize(
    "page",
    [
        sheet(),
        frame(),
        underlines(),
        np.zeros((600, 400), np.uint8),
        np.full((1, 1), 7, np.uint8),
        np.random.default_rng(1).integers(0, 256, (900, 700), dtype=np.uint8),
    ],
    ids=["blank", "frame", "underlines", "black", "a pixel", "noise"],
)
def test_pages_without_a_table_have_none(page):
    assert places(page) == []


def test_cells_are_read_apart_and_keep_their_lines_and_doubts():
    page = drawn()
    for n, (x, y) in enumerate([(110, 250), (210, 250), (210, 470)]):
        cv2.putText(page, f"Text{n}", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)

    def recognise(image, _layout):
        """One word for each run of rows with ink, as tall as it is."""
        rows = np.flatnonzero((image < 128).any(axis=1))
        runs = np.split(rows, np.flatnonzero(np.diff(rows) > 5) + 1)
        return [
            Word(f"w{n}", 5, int(run[0]), 50, int(run[-1]), (1, 1, n), 80.0 + 15 * (n == 0))
            for n, run in enumerate(runs)
        ]

    (table,), rest = ruled_tables(Prepared(page), 7, recognise)
    texts = [[cell.text for cell in row] for row in table.rows]
    assert texts == [["w0", "w1", ""], ["", "", ""], ["", "w2", ""], ["", "", ""]]
    cell = table.rows[0][1]
    assert (cell.page, cell.reading.doubts) == (7, ((0, 2, 0.8),))
    assert cell.reading.box == pytest.approx(
        (200 / 1240, 200 / 1754, 700 / 1240, 300 / 1754), abs=0.01
    )
    assert rest.min() == 255  # nothing of the table is left to be read again


def test_tesseract_reads_a_drawn_cell():
    page = drawn()
    cv2.putText(page, "2026", (220, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2)
    (table,), _ = ruled_tables(Prepared(page), 1)
    assert table.rows[0][1].text == "2026"


@pytest.mark.parametrize(
    ("read", "labels"),
    [
        (["I", "H", "VIH", "]"], ["I", "II", "VIII", "I"]),
        (["A", "H", "1"], ["A", "H", "1"]),
        (["||", "Hai", "l2"], ["II", "Hai", "l2"]),
    ],
)
def test_roman_labels_are_read_from_their_strokes(read, labels):
    cells = {Place(r, 0): CellText(text, LineReading()) for r, text in enumerate(read)}
    found = list(with_roman_labels(cells).values())
    assert [said.text for said in found] == labels
    changed = [said for said, text in zip(found, read, strict=True) if said.text != text]
    assert all(said.reading.doubts for said in changed)


def test_cells_are_placed_by_the_edges_that_they_share():
    boxes = [(0, 0, 10, 5), (10.4, 0, 30, 5), (0, 5, 10, 15), (10, 5, 30, 10), (10, 10, 30, 15)]
    assert list(placed(boxes, 1.0)) == [
        Place(0, 0), Place(0, 1), Place(1, 0, 2, 1), Place(1, 1), Place(2, 1)
    ]  # fmt: skip
    assert edges([], 1.0) == []
    assert placed([], 1.0) == {}


def grid(*rows: tuple[str, ...]) -> list[list[GridCell]]:
    return [[GridCell(c, text) for c, text in enumerate(row)] for row in rows]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (grid(("STT", "Nhiệm vụ"), ("1", "Rà soát")), 1),
        (grid(("TT", "Nội dung", "Chủ trì"), ("(1)", "(2)", "(3)"), ("1", "a", "b")), 2),
        (grid(("3", "Rà soát thủ tục", "Sở Nội vụ"), ("4", "b", "c")), 0),
        (grid(("a", "b"), ("c", "d")), 0),
    ],
)
def test_head_rows_are_counted(rows, count):
    assert head_rows(rows) == count


def part(page: int, first_line: int, *rows: tuple[str, ...], heads: int = 0) -> Table:
    cells = tuple(
        TableCell(r, c, text, first_line + r, page=page, box=(c / 4, 0.1, c / 4 + 0.2, 0.2))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(cells, first_line, first_line + len(rows) - 1, heads)


HEAD = ("TT", "Nhiệm vụ", "Chủ trì")


def by_row(table: Table) -> list[list[str]]:
    last = max(cell.row for cell in table.cells)
    return [[c.text for c in table.cells if c.row == row] for row in range(last + 1)]


def test_a_repeated_head_is_left_out_even_misread():
    parts = [
        part(1, 1, HEAD, ("1", "Rà soát", "Sở Nội vụ"), heads=1),
        part(2, 3, ("TT", "Nhiệm vụ", "Chu trì"), ("2", "Công khai", "Sở Tư pháp"), heads=1),
    ]
    (table,) = joined(parts)
    assert by_row(table) == [
        [*HEAD], ["1", "Rà soát", "Sở Nội vụ"], ["2", "Công khai", "Sở Tư pháp"]
    ]  # fmt: skip
    assert (table.first_line, table.last_line, table.head_rows) == (1, 4, 1)
    assert table.cells[-1].page == 2


def test_a_row_cut_by_the_end_of_the_page_is_one_row():
    parts = [
        part(1, 1, HEAD, ("1", "Rà soát các", "Sở Nội vụ"), heads=1),
        part(2, 3, ("", "thủ tục", ""), ("2", "Công khai", "Sở Tư pháp")),
    ]
    (table,) = joined(parts)
    assert by_row(table)[1:] == [
        ["1", "Rà soát các\nthủ tục", "Sở Nội vụ"], ["2", "Công khai", "Sở Tư pháp"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "second", "count"),
    [
        (["", "", "2", "", ""], part(2, 4, ("2", "b", "c"), ("3", "d", "e")), 1),
        (["", "", "Phụ lục II", "", ""], part(2, 4, ("2", "b", "c"), ("3", "d", "e")), 2),
        (["", "", "", ""], part(1, 3, ("2", "b", "c"), ("3", "d", "e")), 2),
        (["", "", "", ""], part(2, 3, ("Tên", "Số lượng", "Ghi chú"), ("1", "b", "c"), heads=1), 2),
        (["", "", "", ""], part(2, 3, ("2", "b"), ("3", "d")), 2),
    ],
    ids=["page number between", "text between", "same page", "other heads", "other columns"],
)
def test_what_goes_on_over_a_page(lines, second, count):
    first = part(1, 1, HEAD, ("1", "a", "b"), heads=1)
    assert len(list(joined([first, second], lines))) == count


def test_lines_of_a_table_give_way_to_its_rows():
    cells = {
        Place(r, c): CellText(
            text, LineReading(0.8, ((0, 1, 0.5),), (c / 2, 0.4, c / 2 + 0.1, 0.5))
        )
        for r, row in enumerate([("STT", "Nhiệm vụ"), ("1", "Rà soát")])
        for c, text in enumerate(row)
    }
    table = FoundTable((0.0, 0.4, 1.0, 0.6), grid_rows(cells, 3))
    lines = [(text, LineReading(box=(0.1, y, 0.9, y + 0.02))) for text, y in
             (("trước", 0.1), ("trong", 0.45), ("sau", 0.8))]  # fmt: skip
    for given in (lines, [lines[0], lines[2]]):
        collected = Collected(offset=10)
        place(collected, given, [table])
        assert collected.lines == ["trước", "STT | Nhiệm vụ", "1 | Rà soát", "sau"]
        assert len(collected.readings) == 4
        assert collected.readings[1].doubts == ((0, 1, 0.5), (6, 7, 0.5))
        (made,) = collected.tables
        assert [(c.row, c.column, c.line, c.page) for c in made.cells] == [
            (0, 0, 12, 3), (0, 1, 12, 3), (1, 0, 13, 3), (1, 1, 13, 3)
        ]  # fmt: skip
