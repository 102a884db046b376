"""What is searched and what is asked: articles, questions with known answers, work folders."""

import gzip
import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kg.model import Passage
from search.engine import Engine
from ui.datasets import articles

BLANK_STAMP = "bench"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the passages that answer it."""

    text: str
    relevant: frozenset[str]
    split: str

    def without_marks(self) -> "Question":
        """The same, typed without diacritics."""
        return replace(self, text=without_marks(self.text))


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON Lines file, which may be gzipped."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def passages(path: Path, limit: int | None = None) -> list[Passage]:
    """The first passages of a dataset, read as `cancu import` reads it."""
    return list(islice(articles(path, []), limit))


def questions(path: Path, split: str, known: frozenset[str] | None = None) -> list[Question]:
    """Questions of a file; split: their name where the file tells none.

    known: ids of the passages there are; questions that none of them answers are left out.
    """
    found = [
        Question(one["question"], frozenset(map(str, one["relevant"])), one.get("split", split))
        for one in records(path)
    ]
    return [one for one in found if known is None or one.relevant & known]


def without_marks(text: str) -> str:
    """Letters without their diacritics, capitals kept.

    >>> without_marks("Đơn vị nào?")
    'Don vi nao?'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def indexed(folder: Path, corpus: Sequence[Passage], model: str | None = None) -> Engine:
    """An engine over these passages; what is in `folder` is used where it is of the same."""
    engine = Engine(folder, model)
    stamp = f"{BLANK_STAMP} {len(corpus)}"
    if engine.stale(stamp) or engine.model_differs():
        engine.rebuild(corpus, stamp)
    return engine


def size_mb(folder: Path) -> float:
    """Megabytes (10^6 bytes) of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
