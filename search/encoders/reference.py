"""A model as it is named in settings and manifests: a folder or hub name, with options.

    intfloat/multilingual-e5-small
    D:/mo-hinh/bge-m3?dimension=512&length=1024

One string names all that a vector depends on, so that an index can say what made it.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from kg.errors import UsageError

_TEXTS = ("query", "passage")
_NUMBERS = ("length", "dimension", "top")


@dataclass(frozen=True, slots=True)
class ModelReference:
    """name: a folder, or a hub name "owner/model". None: what the model's own files say.

    query, passage: text put before each question, each passage. length: tokens read at most.
    dimension: numbers kept of a vector (Kusupati et al. 2022, "Matryoshka Representation
    Learning"). top: candidates that a cross-encoder reads.
    """

    name: str
    query: str | None = None
    passage: str | None = None
    length: int | None = None
    dimension: int | None = None
    top: int | None = None

    def __str__(self) -> str:
        """The one string; `parse` reads it.

        >>> str(ModelReference("a/b", query="query: ", length=512))
        'a/b?query=query%3A+&length=512'
        """
        options = [(key, getattr(self, key)) for key in _TEXTS + _NUMBERS]
        written = urlencode([(key, value) for key, value in options if value is not None])
        return f"{self.name}?{written}" if written else self.name


def parse(text: str) -> ModelReference:
    """The model that `text` names. Raises UsageError for an option that is none.

    >>> parse("a/b?dimension=64").dimension
    64
    """
    name, mark, written = text.rpartition("?")
    if not mark or Path(text).exists():  # a folder's own name may hold the sign
        return ModelReference(text)
    options = dict(parse_qsl(written, keep_blank_values=True))
    for key in options:
        if key not in _TEXTS + _NUMBERS:
            raise UsageError(f"Không hiểu tùy chọn “{key}” của mô hình “{text}”.")
    numbers = {key: _number(text, options[key]) for key in _NUMBERS if key in options}
    return ModelReference(name, options.get("query"), options.get("passage"), **numbers)


def _number(text: str, written: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written) < 1:
        raise UsageError(f"“{written}” trong tên mô hình “{text}” không phải là số nguyên dương.")
    return int(written)
