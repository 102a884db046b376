"""Files that gave no document, by their bytes: a run that goes on need not try them again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import CancuError, Problem
from kg.terms import ProblemCode
from ui.os_reasons import os_reason

FILE: Final = "unread.jsonl"

# Faults of the bytes alone. A file that wants a program may be readable once it is installed.
_LASTING: Final = frozenset(
    {
        ProblemCode.FILE_EMPTY,
        ProblemCode.FILE_UNREADABLE,
        ProblemCode.FILE_UNSUPPORTED,
        ProblemCode.FILE_ENCRYPTED,
        ProblemCode.FILE_TOO_LARGE,
        ProblemCode.FILE_CLASSIFIED,
        ProblemCode.FILE_LIMIT,
    }
)


class Unread:
    """A small record in a library's folder: digest and problem of each such file, no text."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known: dict[str, Problem] | None = None

    def find(self, digest: str, path: Path) -> Problem | None:
        """Why the file with these bytes gave no document before; placed at `path`."""
        if self._known is None:
            self._known = _loaded(self._path)
        problem = self._known.get(digest)
        return replace(problem, place=str(path)) if problem else None

    def add(self, digest: str, problem: Problem) -> None:
        """Remember it, where trying again could not help. Raises CancuError on a full disk."""
        if problem.code not in _LASTING or not digest:
            return
        row = {"sha256": digest, "code": problem.code.value}
        row |= {"found": problem.found, "expected": problem.expected}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            raise CancuError(
                f"Không ghi được tệp “{self._path}” ({os_reason(error)}).",
                "Hãy kiểm tra dung lượng đĩa và quyền ghi.",
            ) from error


def _loaded(path: Path) -> dict[str, Problem]:
    """The record; a line that was cut off when a run was killed is passed over."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    known = {}
    for line in text.split("\n"):
        try:
            row = json.loads(line)
            code = ProblemCode(row["code"])
            known[str(row["sha256"])] = Problem(code, str(row["found"]), str(row["expected"]))
        except (ValueError, KeyError, TypeError):
            continue
    return known
