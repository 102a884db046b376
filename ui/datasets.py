"""Bulk datasets of articles: JSON Lines, may be gzipped, one passage a row."""

import gzip
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, cast

import msgspec

from kg.errors import CancuError, Problem
from kg.model import Passage
from kg.terms import ProblemCode
from ui import labels

LONGEST_ROW: Final = 16 * 2**20
"""Bytes of a row; the longest article of the official codification has 377,321."""
_CHUNK: Final = 2**20
_PACKED: Final = b"\x1f\x8b"
_MARK: Final = b"\xef\xbb\xbf"  # of UTF-8, before the first row
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ARTICLE: Final = re.compile(r"\d{1,4}[a-zđ]?", re.IGNORECASE)
_HINT: Final = "Tệp phải là JSONL hoặc JSONL.gz."

_SHAPE, _SIZE, _EMPTY, _ID, _TWICE = (
    "an object with id, number and text",
    f"a row of at most {LONGEST_ROW // 2**20} MB",
    "a text that is not empty",
    "an id and a number that are not empty",
    "an id that no row before has",
)
REFUSALS: Final = MappingProxyType(
    {
        _SHAPE: 'không phải là {"id": …, "number": …, "text": …}',
        _SIZE: f"dài quá {LONGEST_ROW // 2**20} MB",
        _EMPTY: "không có nội dung",
        _ID: "mã hoặc số ký hiệu để trống hoặc có ký tự điều khiển",
        _TWICE: "trùng mã với một dòng ở trên",
    }
)
"""Why a row is refused: what a problem expects -> what a user is told."""

Seen = Callable[[int, int], None]
"""Called with the bytes of the file read so far, and the rows."""


def digest(path: Path) -> str:
    """What tells one version of a dataset from another: 16 hex digits of its SHA-256."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as error:
        raise _unreadable(path) from error


def articles(path: Path, refused: list[Problem], seen: Seen | None = None) -> Iterator[Passage]:
    """Passages of a dataset; what cannot be one goes to `refused` with its line.

    Control characters become blanks, text NFC; ids stay as they are. Of rows with one id the
    first counts. Raises CancuError where the file is none, damaged or no UTF-8 from the start.
    """
    ids: set[str] = set()
    for number, line in _lines(path, seen):
        passage = _passage(line)
        if isinstance(passage, Passage) and passage.id in ids:
            passage = _TWICE
        if isinstance(passage, Passage):
            ids.add(passage.id)
            yield passage
        else:
            place = f"{path.name}:{number}"
            refused.append(Problem(ProblemCode.ROW_REFUSED, _shown(line), passage, place))


def refusal(problem: Problem) -> str:
    """One sentence on a row that was refused: where, and why."""
    said = f" (“{problem.found}”)" if problem.found else ""
    why = REFUSALS.get(problem.expected, problem.expected)
    return f"{problem.place}: {labels.PROBLEMS[problem.code]}: {why}{said}."


def _shown(line: bytes) -> str:
    """The beginning of a row, fit to be printed."""
    return _CONTROLS.sub(" ", line[:320].decode("utf-8", "replace"))[:80].strip()


class _Row(msgspec.Struct):
    """A row as it may be written; what else stands in it is passed over."""

    id: str | int
    number: str | int
    text: str
    document_title: str | int | float | None = None
    chapter: str | int | float | None = None
    heading: str | int | float | None = None
    article: str | int | float | None = None


_ROWS: Final = msgspec.json.Decoder(_Row)


def _passage(line: bytes) -> Passage | str:
    """The passage of a row, or what was expected of it."""
    if len(line) > LONGEST_ROW:
        return _SIZE
    try:
        row = _ROWS.decode(line)
    except (ValueError, RecursionError):
        return _SHAPE
    identifier, number, text = str(row.id), _clean(row.number), _clean(row.text)
    if not identifier.strip() or not number.strip() or _CONTROLS.search(identifier):
        return _ID
    if not text.strip():
        return _EMPTY
    title = _clean(row.document_title)
    headings = tuple(filter(None, (title, _clean(row.chapter), _headed(row))))
    return Passage(identifier, number, headings, text, 0, 0, title=title)


def _headed(row: _Row) -> str:
    """The article's own heading, "Điều 5. Tên" where its number is given."""
    heading, article = _clean(row.heading), _clean(row.article)
    if _ARTICLE.fullmatch(article) and not heading.startswith("Điều "):
        return f"Điều {article}. {heading}".strip()
    return heading


def _clean(value: str | float | None) -> str:
    if value is None:
        return ""
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", str(value)))


def _lines(path: Path, seen: Seen | None) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of each line that is not blank; of an overlong one only its beginning."""
    number = 0
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _PACKED or path.suffix == ".gz"
            raw.seek(0)
            file = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
            while line := _line(file):
                if number == 0:
                    line = _first(line)
                number += 1
                if seen and number % 1000 == 0:
                    seen(raw.tell(), number)
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise (_cut(path, number) if number else _unreadable(path)) from error


def _line(file: BinaryIO) -> bytes:
    """The next line; of one that is too long so much that it is seen to be, the rest is passed."""
    line = file.readline(LONGEST_ROW + 1)
    rest = line
    while len(rest) > _CHUNK and not rest.endswith(b"\n"):
        rest = file.readline(_CHUNK + 1)
    return line


def _first(line: bytes) -> bytes:
    """The first line, without the mark. Raises UnicodeDecodeError: the file is no UTF-8."""
    line = line.removeprefix(_MARK)
    if len(line) <= LONGEST_ROW:
        line.decode()
    return line


def _unreadable(path: Path) -> CancuError:
    return CancuError(f"Không đọc được tệp “{path}”.", _HINT)


def _cut(path: Path, lines: int) -> CancuError:
    return CancuError(
        f"Tệp “{path}” bị hỏng hoặc bị cắt sau dòng {lines}.",
        "Hãy lấy lại tệp nguyên vẹn rồi nạp lại.",
    )
