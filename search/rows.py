"""Which passage, of which document, a row is: arrays on disk, opened without reading them.

rows.bin                     row numbers, rising (uint32)
passages.bytes, .ends        ids of the passages, in that order
documents.bytes, .ends       ids of their documents, each once
ordinals.bin                 for each row, its document's place among these (uint32)
"""

from array import array
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search.arrays import Texts, mapped, write_texts

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class RowsWriter:
    """Takes passages in the order of their rows; `finish` writes them."""

    def __init__(self) -> None:
        self._rows = array("I")
        self._ordinals = array("I")
        self._passages = bytearray()
        self._ends = array("Q")
        self._documents: dict[str, int] = {}

    def add(self, row: int, passage: str, document: str) -> None:
        """One passage. Row numbers must rise. Raises UnicodeEncodeError for a broken id."""
        self._passages += passage.encode()
        self._ends.append(len(self._passages))
        self._rows.append(row)
        self._ordinals.append(self._documents.setdefault(document, len(self._documents)))

    def finish(self, folder: Path) -> int:
        """Write the files; the number of documents is returned."""
        (folder / "passages.bytes").write_bytes(self._passages)
        for name, numbers in (
            ("passages.ends", self._ends),
            ("rows.bin", self._rows),
            ("ordinals.bin", self._ordinals),
        ):
            with (folder / name).open("wb") as file:
                numbers.tofile(file)
        write_texts(folder / "documents", list(self._documents))
        return len(self._documents)


class RowTable:
    """The rows of one segment. A place is a row's position in it, from 0."""

    def __init__(self, folder: Path, rows: int, documents: int) -> None:
        """Raises ValueError or OSError where the files do not hold so many."""
        self.rows: npt.NDArray[np.uint32] = mapped(folder / "rows.bin", np.uint32, rows)
        self.ordinals: npt.NDArray[np.uint32] = mapped(folder / "ordinals.bin", np.uint32, rows)
        self.passages = Texts(folder / "passages", rows)
        self.documents = Texts(folder / "documents", documents)

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def first(self) -> int:
        """The least row number; there is at least one."""
        return int(self.rows[0])

    def places(self, rows: Rows) -> Rows:
        """Where these rows are, which must be here."""
        # Numbers of the same kind: otherwise all of `self.rows` would be converted.
        found: Rows = np.searchsorted(self.rows, rows.astype(np.uint32)).astype(np.int64)
        return found

    def here(self, rows: Rows) -> Rows:
        """Those of these rows, in order, that are in this segment."""
        places = self.places(rows)
        inside = places < len(self)
        found = rows[inside]
        kept: Rows = found[self.rows[places[inside]] == found]
        return kept

    def document(self, place: int) -> str:
        """The document of the row at a place."""
        return self.documents[int(self.ordinals[place])]

    @cached_property
    def _ordinal(self) -> dict[str, int]:
        return {document: at for at, document in enumerate(self.documents.all())}

    def of(self, documents: Iterable[str]) -> Mask:
        """For each place, whether its row belongs to one of these documents."""
        known = self._ordinal
        wanted = np.zeros(len(known), bool)
        wanted[[known[one] for one in documents if one in known]] = True
        chosen: Mask = wanted[self.ordinals]
        return chosen

    def holding(self, alive: Mask | None) -> Collection[str]:
        """Documents with a row here; alive: for each place, whether it counts (None: all)."""
        if alive is None:
            return self._ordinal.keys()
        present = np.zeros(len(self.documents), bool)
        present[self.ordinals[alive]] = True
        names = list(self._ordinal)
        return [names[at] for at in np.flatnonzero(present).tolist()]
