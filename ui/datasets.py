"""Bulk datasets of articles: JSON Lines, may be gzipped, one passage a row."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import CancuError, Problem
from kg.model import Passage
from kg.terms import ProblemCode

Say = Callable[[str], None]


def digest(path: Path) -> str:
    """What tells one version of a dataset from another: 16 hex digits of its SHA-256."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as error:
        raise _unreadable(path) from error


def articles(path: Path, refused: list[Problem], progress: Say | None) -> Iterator[Passage]:
    """Passages of a dataset; what cannot be one goes to `refused` with its line."""
    for number, line in enumerate(_lines(path), start=1):
        if progress and number % 10_000 == 0:
            progress(f"{path.name}: {number} dòng")
        try:
            row = json.loads(line)
            yield Passage(
                id=str(row["id"]),
                document=str(row["number"]),
                heading_path=tuple(
                    str(row[name])
                    for name in ("document_title", "chapter", "heading")
                    if row.get(name)
                ),
                text=str(row["text"]),
                line_start=0,
                line_end=0,
                title=str(row.get("document_title") or ""),
            )
        except (ValueError, KeyError, TypeError):
            refused.append(
                Problem(
                    ProblemCode.ROW_REFUSED,
                    found=line[:80].strip(),
                    expected="an object with id, number and text",
                    place=f"{path.name}:{number}",
                )
            )


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            yield from file
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> CancuError:
    return CancuError(f"Không đọc được tệp “{path}”.", "Tệp phải là JSONL hoặc JSONL.gz.")
