"""`cancu search --batch`: many questions, answered in their order, a few at a time."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from kg.errors import IndexMissing, NotFoundError, UsageError
from ui.output import say

if TYPE_CHECKING:
    from ui.library import Library
    from ui.search_filter import SearchFilter

CHUNK: Final = 32
"""Questions that are asked together: what is ready is printed before the next are read."""
LONGEST_LINE: Final = 16 * 2**20  # bytes
_LINE_ENDS: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}

Asked = tuple[Any, str]


def questions(path: Path) -> Iterator[Asked]:
    """(id, question) of each line of a JSON Lines file, as it is read; blank lines left out.

    The id is any JSON value. Raises NotFoundError where nothing is there, UsageError where the
    file cannot be read or with the line that holds no question.
    """
    for _, record in _records(path):
        yield record["id"], _storable(record["question"])


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, its object) of each line; every one has an id and a question."""
    for number, line in _lines(path):
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError):
            record = None
        asked = record.get("question") if isinstance(record, dict) else None
        if not isinstance(asked, str) or "id" not in record:
            raise UsageError(
                f'{path}:{number}: dòng này không phải là {{"id": …, "question": …}}.',
                "Hãy sửa dòng đó.",
            )
        yield number, record


def _storable(text: str) -> str:
    """A question without lone surrogates: neither words nor a terminal can hold them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def following(path: Path) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """(id, question, those before it) of each line of a file, as it is read.

    Raises what `questions` raises, and UsageError where "after" is no list of questions.
    """
    for number, record in _records(path):
        before = record.get("after")
        if before is None:
            before = []
        if not isinstance(before, list) or not all(isinstance(text, str) for text in before):
            raise UsageError(
                f'{path}:{number}: "after" phải là một danh sách câu hỏi.', "Hãy sửa dòng đó."
            )
        yield record["id"], _storable(record["question"]), tuple(map(_storable, before))


def checked(path: Path) -> Iterator[Asked]:
    """`questions`; those of a file that can be read twice are all read before the first is given.

    So a line that cannot be read is told before anything is answered.
    """
    if path.is_file():
        for _ in questions(path):
            pass
    return questions(path)


def answers(
    library: "Library", asked: Iterable[Asked], k: int, filters: "SearchFilter"
) -> Iterator[tuple[Any, list[str]]]:
    """(id, ids of the best k passages) of each question, in order; none for a blank one."""
    allowed = library.choice.allowed(filters)
    engine = library.fresh_engine()
    rest = iter(asked)
    while chunk := list(islice(rest, CHUNK)):
        texts = [question for _, question in chunk]
        try:
            hits = engine.search_many(texts, k, documents=allowed)
        except IndexMissing:  # damage that only reading meets: made anew, once for a chunk
            engine = library.fresh_engine()
            hits = engine.search_many(texts, k, documents=allowed)
        found = [[hit.passage for hit in best] for best in hits]
        if engine.stamp != library.store.stamp:  # changed meanwhile: what was taken out stays out
            found = _still_there(library, found)
        yield from zip((identifier for identifier, _ in chunk), found, strict=True)


def _still_there(library: "Library", found: list[list[str]]) -> list[list[str]]:
    ids = sorted({passage for best in found for passage in best})
    there = {passage.id for passage in library.store.passages(ids)}
    return [[passage for passage in best if passage in there] for best in found]


def print_found(library: "Library", path: Path, k: int, filters: "SearchFilter") -> None:
    """A line {"id", "hits"} on standard output for each question, flushed as it is ready.

    Where the filters leave no document, that is told beside.
    """
    told = library.choice.why_none(filters)
    if told is not None:
        say(told)
    for identifier, hits in answers(library, checked(path), k, filters):
        sys.stdout.write(_json_line({"id": identifier, "hits": hits}))
        sys.stdout.flush()


def _json_line(value: object) -> str:
    """One line, also for readers that take other signs than a line feed for the end of one."""
    text = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    try:
        text.encode()
    except UnicodeEncodeError:  # an id with a lone surrogate: escaped, as it came
        text = json.dumps(value)
    return text + "\n"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """(line number, line) of a file, blank lines left out."""
    if not path.exists():
        raise NotFoundError(f"Không có tệp hoặc thư mục “{path}”.", "Hãy kiểm tra lại đường dẫn.")
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_bounded(file, path), start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise UsageError(
            f"Không đọc được tệp “{path}”.", "Tệp phải là JSONL, bảng mã UTF-8."
        ) from error


def _bounded(file: BinaryIO, path: Path) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise UsageError(
                f"{path}:{number}: dòng này dài quá {LONGEST_LINE // 2**20} MB.",
                "Hãy sửa dòng đó.",
            )
        yield line
