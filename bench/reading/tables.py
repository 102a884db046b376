"""Tables: cells found, exact text, rows right, by format and kind of table.

python -m bench.reading.tables PLANS [--out FILE]

PLANS: a folder of texts with tables (see `appendix_tables`). A cell is found where a cell stands
in its row and column with its width; it is exact where its text is the same but for blanks; a row
is right where all its cells are exact. Beside it: of the plain lines that Tesseract gives of the
same page, the share of cells whose text stands whole in one line.
"""

import argparse
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.reading.appendix_tables import RealTable, as_page, as_word, real_tables
from bench.reading.conditions import skewed_and_noisy
from bench.reading.drawn_pages import as_pdf
from ingest.readers import Table, TableCell
from ingest.readers.dispatch import read_data

SCANS = (("ruled", 300, False), ("ruled", 200, True), ("landscape", 200, True),
         ("two pages", 200, True), ("unruled", 300, False), ("unruled", 200, True))  # fmt: skip
KINDS = ("ruled", "unruled", "landscape", "two pages")


@dataclass(slots=True)
class Score:
    """Counts over the tables of one format and kind; seconds of CPU over all pages."""

    cells: int = 0
    found: int = 0
    exact: int = 0
    rows: int = 0
    right: int = 0
    pages: int = 0
    seconds: float = 0.0
    plain: int = -1

    def line(self, name: str) -> str:
        plain = f"{self.plain / self.cells:.1%}" if self.plain >= 0 else "-"
        return (
            f"| {name} | {self.cells} | {self.found / self.cells:.1%} |"
            f" {self.exact / self.cells:.1%} | {self.right}/{self.rows} | {plain} |"
            f" {self.seconds / max(1, self.pages):.2f} |"
        )

    def add(self, truth: RealTable, tables: Sequence[Table]) -> None:
        """Compare the largest table read with the true one."""
        cells = max((t.cells for t in tables), key=len, default=())
        placed = {(cell.row, cell.column): cell for cell in cells}
        for number, row in enumerate(truth.truth()):
            good = [self._cell(placed.get((number, c)), text, len(row), c, len(truth.heads))
                    for c, text in enumerate(row)]  # fmt: skip
            self.rows += 1
            self.right += all(good)

    def _cell(
        self, cell: TableCell | None, text: str, cells: int, column: int, wanted: int
    ) -> bool:
        span = wanted - 1 if cells == 2 < wanted and column == 1 else 1
        self.cells += 1
        if cell is None or cell.column_span != span:
            return False
        self.found += 1
        exact = "".join(cell.text.split()) == "".join(text.split())
        self.exact += exact
        return exact


def cpu() -> float:
    """Seconds of CPU of this process and of those that it waited for."""
    own, children = (
        resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def scanned(images: Sequence[Any]) -> tuple[list[Table], list[str]]:
    """Tables of page images, and the lines that Tesseract gives of each page by itself."""
    import numpy as np

    from ingest.readers.layout import Collected
    from ingest.readers.scans.images import prepared
    from ingest.readers.scans.words import words_of
    from ingest.readers.tables.joining import joined
    from ingest.readers.tables.placing import place
    from ingest.readers.tables.scanned import ruled_tables

    del words_of
    collected = Collected()
    for number, image in enumerate(images, 1):
        tables, _ = ruled_tables(prepared(np.asarray(image.convert("L"))), number)
        place(collected, [], tables)
    return list(joined(collected.tables, collected.lines)), []


def scanned_unruled(images: Sequence[Any]) -> tuple[list[Table], list[str]]:
    """Tables without rules, by the words that Tesseract finds on each page."""
    import numpy as np

    from ingest.readers.layout import Collected
    from ingest.readers.scans.images import prepared
    from ingest.readers.scans.words import words_of
    from ingest.readers.tables.gutters import PlacedWord
    from ingest.readers.tables.joining import joined
    from ingest.readers.tables.placing import place
    from ingest.readers.tables.unruled import TABLE_LAYOUT, has_heads, unruled_tables

    def placed_words(page: Any, *layout: str) -> list[PlacedWord]:  # noqa: ANN401
        return [
            PlacedWord(w.text, w.left, w.top, w.right, w.bottom, max(0.0, w.score) / 100)
            for w in words_of(page, *layout)
        ]

    collected = Collected()
    for number, image in enumerate(images, 1):
        page = prepared(np.asarray(image.convert("L"))).grey
        words = placed_words(page)
        if has_heads(words):
            words = placed_words(page, TABLE_LAYOUT)
        size = (float(page.shape[1]), float(page.shape[0]))
        place(collected, [], unruled_tables(words, number, size))
    return list(joined(collected.tables, collected.lines)), []


def plain_cells(truth: RealTable, images: Sequence[Any]) -> int:
    """Cells whose text stands whole in one of Tesseract's own lines."""
    import pytesseract

    text = "\n".join(pytesseract.image_to_string(image, lang="vie") for image in images)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return sum(any(cell in line for line in lines) for row in truth.truth() for cell in row)


def measured(tables: Sequence[RealTable]) -> Iterator[tuple[str, Score]]:
    """Scores by format and kind, as they are made."""
    for kind in KINDS:
        word, pdf = Score(), Score()
        for table in tables:
            if kind in {"ruled", "unruled"}:
                _read(word, table, as_word(table, kind), "a.docx")
            _read(pdf, table, as_pdf(as_page(table, kind)), "a.pdf")
        if word.cells:
            yield f"Word, {kind}", word
        yield f"PDF, {kind}", pdf
    for kind, dpi, worn in SCANS:
        score = Score(plain=0)
        for seed, table in enumerate(tables):
            images = _images(as_pdf(as_page(table, kind)), dpi, worn=worn, seed=seed)
            start = cpu()
            found, _ = scanned_unruled(images) if kind == "unruled" else scanned(images)
            score.seconds += cpu() - start
            score.pages += len(images)
            score.add(table, found)
            score.plain += plain_cells(table, images)
        yield f"scan, {kind}, {dpi} dpi{', skew and noise' if worn else ''}", score


def _read(score: Score, table: RealTable, data: bytes, name: str) -> None:
    start = cpu()
    result = read_data(data, name)
    score.seconds += cpu() - start
    score.pages += len(result.pages)
    score.add(table, result.tables)


def _images(data: bytes, dpi: int, *, worn: bool, seed: int) -> list[Any]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return [skewed_and_noisy(page, seed) if worn else page for page in pages]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    tables = list(real_tables(options.plans))
    lines = [
        "| what | cells | found | exact | rows right | Tesseract lines | CPU s a page |",
        "|---|---|---|---|---|---|---|",
    ]
    print(len(tables), "tables", *lines, sep="\n", flush=True)
    for name, score in measured(tables):
        lines.append(score.line(name))
        print(lines[-1], flush=True)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
