"""One file to all that is read from it. Nothing is written; nothing is raised for bad content.

These calls read in the process that makes them. Files of others are read by `ingest.children`,
which calls `read` in a child process with limits.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ingest import pages, secrecy
from ingest.acted_on import acted_on
from ingest.citations import find_mentions
from ingest.citations.impossible import impossible
from ingest.deadlines.completion import completed
from ingest.effects import find_effects
from ingest.header import read_header
from ingest.readers import ReadResult, Table
from ingest.readers.dispatch import is_supported, read_data, too_large_file, unreadable_file
from ingest.readers.findings import too_large
from ingest.readers.plain import PlainReader
from ingest.relations import between_cited
from ingest.structure import outline
from ingest.targets import find_targets
from ingest.tasks import find_tasks
from kg.errors import Problem
from kg.model import AsRead, Header, Reading, SourceText
from kg.terms import ProblemCode

LINE = re.compile(r"(?:line |:)?(\d+)")
MAX_TEXT: Final = 8_000_000  # characters; a plan has 60,000, the longest code 800,000
MAX_LINES: Final = 200_000
MAX_LINE: Final = 100_000  # characters without a line break: a document holds none


def read(path: Path, *, allow_classified: bool = False) -> Reading:
    """Read one file. Problems: those of its reader and of its text; never raises for content.

    A file that gives no text gives a `Reading` with an empty source, whose problems say why;
    so does one that bears a secrecy mark (FILE_CLASSIFIED), unless that is allowed.
    """
    problem = too_large_file(path)
    if problem is not None:
        return _unread(path, "", problem)
    try:
        data = path.read_bytes()
    except OSError as error:
        return _unread(path, "", unreadable_file(path, error))
    digest = hashlib.sha256(data).hexdigest()
    empty = _empty(_storable(path.name), _storable(str(path)), digest)
    return _reading(read_data(data, path.name), empty, allow_classified=allow_classified)


def read_text(text: str, name: str = "text.txt", *, allow_classified: bool = False) -> Reading:
    """Read a text that was pasted or typed, as if it were a file of that name."""
    data = text.encode("utf-8", errors="replace")
    result = PlainReader().read(data, name)
    empty = _empty(name, "", hashlib.sha256(data).hexdigest())
    return _reading(result, empty, allow_classified=allow_classified)


def walk(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Files to read under `paths`, sorted, each once, and what is wrong with the paths.

    Folders are walked to the bottom; hidden files and formats that no reader reads are passed
    over there. A file that is named itself is always given: its reader says what is wrong.
    Problems: NO_DOCUMENTS for a folder without a readable file, FILE_UNREADABLE for a path
    that does not exist.
    """
    found: dict[Path, Path] = {}  # by the real path: one file may be named in two ways
    problems = []
    for path in paths:
        if path.is_dir():
            inside = sorted(_documents(path))
            found.update((file.resolve(), file) for file in inside if file.resolve() not in found)
            if not inside:
                problems.append(_no_documents(path))
        elif path.exists():
            found.setdefault(path.resolve(), path)
        else:
            problems.append(unreadable_file(path, FileNotFoundError(2, "no such file")))
    return tuple(found.values()), tuple(problems)


def _documents(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and is_supported(path) and path.is_file():
            yield path


def _no_documents(folder: Path) -> Problem:
    expected = "a folder with text, web, Word, OpenDocument or PDF files or page images"
    return Problem(
        ProblemCode.NO_DOCUMENTS, found="no document", expected=expected, place=str(folder)
    )


def _unread(path: Path, digest: str, problem: Problem) -> Reading:
    empty = _empty(_storable(path.name), _storable(str(path)), digest)
    return replace(empty, problems=(problem,))


def _empty(name: str, path: str, digest: str) -> Reading:
    """A reading in which nothing was read yet."""
    return Reading(name, path, digest, SourceText(()), Header())


def _storable(name: str) -> str:
    """A file's name without the bytes that are no UTF-8 (common after Windows zips)."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reading(result: ReadResult, empty: Reading, *, allow_classified: bool) -> Reading:
    problem = _beyond(result, empty.name)
    if problem is not None:
        return replace(empty, problems=(problem,))
    source = pages.build(result)
    if not source.lines:
        return replace(empty, problems=result.problems)
    mark = None if allow_classified else secrecy.stamp(source)
    if mark is not None:
        return replace(empty, problems=(_classified(*mark, empty.name),))
    as_read = AsRead(result.tables, result.problems)
    return understood(replace(empty, source=source, as_read=as_read))


def understood(reading: Reading) -> Reading:
    """A reading with all that its text says, read from its source and tables; pure."""
    given = reading.as_read or AsRead()
    found = _understood(reading.source, given.tables, reading)
    own = (*found.problems, *_of_the_whole(found))
    placed = (replace(p, place=_place(p.place, found.name)) for p in own)
    return replace(found, problems=_once((*given.problems, *placed)))


def _beyond(result: ReadResult, name: str) -> Problem | None:
    """FILE_TOO_LARGE for more text than a document has; what follows costs time by length."""
    lengths = [len(line) for page in result.pages for line in page.lines]
    for found, most, unit in (
        (sum(lengths), MAX_TEXT, "characters"),
        (len(lengths), MAX_LINES, "lines"),
        (max(lengths, default=0), MAX_LINE, "characters without a line break"),
    ):
        if found > most:
            return too_large(name, f"{found} {unit}", f"{most} {unit}")
    return None


def _classified(mark: str, line: int, name: str) -> Problem:
    """Nothing of the text is kept; the mark is told, so that a false alarm can be judged."""
    expected = "a document that is no state secret"
    return Problem(ProblemCode.FILE_CLASSIFIED, mark, expected, place=f"{name}:{line}")


def _understood(source: SourceText, tables: tuple[Table, ...], reading: Reading) -> Reading:
    """Outline, header, citations, tasks and targets of a text, in the order they need."""
    sections, outline_problems = outline(source)
    header, header_problems = read_header(source, sections)
    mentions = find_mentions(source, header, sections)
    inside = (
        problem if problem.place else replace(problem, place=str(mention.line))
        for mention in mentions
        for problem in mention.problems
    )
    effects = find_effects(source, header, sections, mentions)
    mentions = acted_on(mentions, effects)
    return replace(
        reading,
        header=header,
        sections=sections,
        mentions=mentions,
        relations=between_cited(source, mentions),
        effects=effects,
        tasks=tuple(
            completed(task, header) for task in find_tasks(source, header, sections, tables)
        ),
        targets=find_targets(source, header, sections, tables),
        problems=(*outline_problems, *header_problems, *inside, *impossible(source)),
    )


def _of_the_whole(reading: Reading) -> Iterator[Problem]:
    """Problems that only the whole document shows."""
    codes = {problem.code for problem in reading.problems}
    if reading.header.number is None and ProblemCode.NUMBER_MISSING not in codes:
        yield Problem(
            ProblemCode.NUMBER_MISSING,
            found="no number of the document's own",
            expected='a line such as "Số: 36/QĐ-UBND" at its head',
        )
    if reading.source.damaged:
        lines = [line for line in reading.source.lines if line.pieces or line.confidence < 1.0]
        yield Problem(
            ProblemCode.TEXT_DAMAGED,
            found=f"text read by a program without Vietnamese, {len(lines)} lines repaired",
            expected="the signed file, or a scan to read again",
        )


def _place(place: str, name: str) -> str:
    """Where a problem is, with the file's name: "plan.txt:85", "plan.txt"."""
    line = LINE.fullmatch(place)
    return f"{name}:{line[1]}" if line else place or name


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
