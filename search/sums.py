"""Checksums of a generation's small files, told in its manifest and compared at opening.

A file of the right length may hold wrong bits: a damaged disk, a copy gone wrong. In the lists of
rows and names they would put another passage, or one that was taken out, among the results. Large
files (vectors, words of passages) are not read whole for that: opening must stay quick, and wrong
bits there change a score.
"""

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

_LARGEST = 4_000_000
"""Bytes of a file that is still checked: a few milliseconds for all of 64,071 passages."""


def of(generation: Path) -> dict[str, int]:
    """CRC-32 of each small file, by its path in the generation; what is no file stays out."""
    return {name: zlib.crc32(file.read_bytes()) for name, file in sorted(_small(generation))}


def compare(generation: Path, known: Mapping[str, int]) -> None:
    """Raises ValueError or OSError where a file is not what it was."""
    for name, told in known.items():
        if zlib.crc32((generation / name).read_bytes()) != told:
            raise ValueError(f"{name} is damaged")


def _small(generation: Path) -> Iterator[tuple[str, Path]]:
    for file in generation.rglob("*"):
        # tantivy keeps its housekeeping in hidden files, which are written again at any time
        if not file.name.startswith(".") and file.is_file() and file.stat().st_size <= _LARGEST:
            yield file.relative_to(generation).as_posix(), file
