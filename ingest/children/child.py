"""Inside the child: take on limits, read one file, send the reading back, end."""

import importlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec

from ingest.children.limits import Limits
from kg.errors import Problem
from kg.model import Reading
from kg.terms import ProblemCode

OUT_OF_MEMORY: Final = 3
"""Exit status of a child whose reading ended in a MemoryError."""
BROKEN: Final = 4
"""Exit status of a child whose reader raised, which readers never should."""


def reader_of(target: str) -> Callable[..., Any]:
    """The function that "module:name" names."""
    module, _, name = target.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def answer(target: str, request: dict[str, Any]) -> bytes:
    """Read the file that a request names: {path, cwd, options}. Returns the encoded outcome.

    A request may name another function than the nursery's own: {target}.
    """
    os.chdir(request["cwd"])
    work = reader_of(request.get("target") or target)
    outcome = work(Path(request["path"]), **request["options"])
    return msgspec.msgpack.encode(_told(outcome) if isinstance(outcome, Reading) else outcome)


def _told(reading: Reading) -> Reading:
    """The reading with problems that can be sent, and want of memory told as the limit it is.

    Readers turn whatever a library raises into FILE_UNREADABLE.
    """
    return replace(reading, problems=tuple(map(_problem, reading.problems)))


def _problem(problem: Problem) -> Problem:
    if _is_memory(problem):
        found = "more memory than a file may take"
        problem = replace(problem, code=ProblemCode.FILE_LIMIT, found=found)
    return replace(problem, found=printable(problem.found), place=printable(problem.place))


def printable(name: str) -> str:
    """Text without the halves of characters that stand for a file name's bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_memory(problem: Problem) -> bool:
    return problem.code is ProblemCode.FILE_UNREADABLE and "MemoryError" in problem.found


def take_on(limits: Limits) -> None:
    """Bind this process, and all that it starts, to the limits; no core dumps.

    RLIMIT_DATA counts private memory, so that shared libraries and mapped files cost nothing.
    Systems without the `resource` module (Windows) have no such limits: there only the clock
    and the size of the answer bind.
    """
    try:
        import resource
    except ImportError:
        return
    cpu = int(limits.cpu)
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_DATA, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, cpu, cpu + 5),
        (resource.RLIMIT_FSIZE, limits.disk, limits.disk),
    ):
        most = resource.getrlimit(kind)[1]
        bound = hard if most == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (min(soft, bound), bound))


def be_quiet() -> None:
    """Libraries that print do so into nothing: a program's output is not theirs to write to."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def write_in(folder: str) -> None:
    """Have temporary files made in `folder`, which is removed when the child is over."""
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = folder


def status_of(error: BaseException) -> int:
    """Exit status that tells the parent why there is no answer."""
    return OUT_OF_MEMORY if isinstance(error, MemoryError) else BROKEN


def request_of(text: bytes) -> dict[str, Any]:
    """A request as sent."""
    found: dict[str, Any] = json.loads(text)
    return found
