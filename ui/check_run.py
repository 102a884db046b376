"""A check of a whole folder: its parts put together, kept, and compared with the last run."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import Problem, UsageError
from kg.terms import Severity
from ui.check_changes import since_last_run
from ui.labels import problem_sentence
from ui.os_reasons import os_reason
from ui.views import Json

RUNS_FOLDER: Final = "checks"
_KEYS: Final = frozenset({"as_of", "certificate", "documents"})


def run_of(folder: Path, items: Iterable[tuple[str, Json | Problem]], as_of: str) -> Json:
    """One JSON value for a run: documents worst first, files that gave none, rows counted.

    `{folder, as_of, registry_as_of, summary, certificate, documents: [{file, report}], failed:
    [{file, code, message}], changes}`.
    """
    documents: list[Json] = []
    failed: list[Json] = []
    for name, outcome in items:
        if isinstance(outcome, Problem):
            message = problem_sentence(replace(outcome, place=""))  # the file is named before it
            failed.append({"file": name, "code": outcome.code.value, "message": message})
        else:
            documents.append({"file": name, "report": outcome})
    documents.sort(key=_worst_first)
    return {
        "folder": folder.resolve().name,
        "as_of": as_of,
        "registry_as_of": documents[0]["report"]["registry_as_of"] if documents else None,
        "summary": {
            severity.value: sum(item["report"]["summary"][severity] for item in documents)
            for severity in Severity
        },
        "certificate": _certificate(documents),
        "documents": documents,
        "failed": failed,
        "changes": None,
    }


def _worst_first(item: Json) -> tuple[list[int], str]:
    counts = item["report"]["summary"]
    return [-counts[severity] for severity in Severity if severity is not Severity.OK], item["file"]


def _certificate(documents: Iterable[Json]) -> Json:
    """The certificate of all: the input is the list of the files' own hashes, by name."""
    whole = hashlib.sha256()
    last: Json = {}
    for item in sorted(documents, key=lambda item: str(item["file"])):
        last = item["report"]["certificate"]
        whole.update(f"{item['file']}\0{last['input_sha256']}\n".encode())
    return last | {"input_sha256": whole.hexdigest()}


def run_file(library: Path, folder: Path) -> Path:
    """Where the last run over a folder is kept: in the library's folder, by the folder's path."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return library / RUNS_FOLDER / f"{name}.json"


def read_run(path: Path, *, needed: bool = False) -> Json | None:
    """A run as it was kept; None where there is none, or where it is damaged.

    needed: the user named the file; then UsageError says what is wrong with it.
    """
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(run, dict) and run.keys() >= _KEYS:
            return run
        reason = "không phải kết quả của lệnh check --folder"
    except (OSError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "không phải JSON"
    if needed:
        raise UsageError(
            f"Không đọc được lần kiểm tra trước “{path}” ({reason}).",
            "Hãy chọn tệp JSON do lệnh: cancu check --folder … --json tạo ra.",
        )
    return None


def keep_run(path: Path, run: Json) -> None:
    """Keep a run for the next one to be compared with. A library that cannot be written is left."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")
        os.replace(part, path)  # noqa: PTH105 - atomic, also over an existing file
    except OSError:
        part.unlink(missing_ok=True)


def compared(run: Json, previous: Json | None) -> Json:
    """The run with what differs from the previous one."""
    return run | {"changes": since_last_run(previous, run) if previous else None}


__all__ = ["compared", "keep_run", "read_run", "run_file", "run_of"]
