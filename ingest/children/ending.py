"""How a child ended, and what that means: a reading, or a problem that says why there is none."""

import os
import signal
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from ingest.children import child
from ingest.children.limits import Limits
from ingest.children.server import END
from kg.errors import Problem
from kg.model import Header, Reading, SourceText
from kg.terms import ProblemCode

_CHUNK: Final = 1 << 20
_OUT_OF_TIME: Final = getattr(signal, "SIGXCPU", 24)
_KILLED: Final = getattr(signal, "SIGKILL", 9)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended. answer: what it sent, as far as the limit on it goes.

    status: exit status, or minus the signal that killed it. late: its time was over.
    peak: most memory that it or one of its programs held, in MB. whole: nothing was cut off.
    """

    answer: bytes
    status: int
    late: bool
    peak: float
    whole: bool = True


def received(line: socket.socket, limits: Limits) -> Ended | None:
    """All that comes until the far end closes, its last bytes being `END`."""
    parts = bytearray()
    while part := line.recv(_CHUNK):
        parts += part
        if len(parts) > limits.answer + END.size:
            return Ended(b"", 0, late=False, peak=0.0, whole=False)
    if len(parts) < END.size:
        return None
    status, late, peak = END.unpack(parts[-END.size :])
    del parts[-END.size :]
    return Ended(bytes(parts), os.waitstatus_to_exitcode(status), bool(late), peak)


def problem_of(ended: Ended | None, limits: Limits, name: str) -> Problem | None:
    """Why a child gave no reading; None where it gave one. None stands for one broken off."""
    if ended is None:
        return _limit(name, "reading was broken off", "a file that its reader survives")
    if not ended.whole:
        return _limit(name, "more text than a document has", f"at most {limits.answer} bytes")
    return _unfinished(ended, limits, name) if ended.status else None


def _unfinished(ended: Ended, limits: Limits, name: str) -> Problem:
    if ended.late or -ended.status == _OUT_OF_TIME:
        seconds = limits.wall if ended.late else limits.cpu
        return _limit(name, "reading took too long", f"at most {seconds:.0f} seconds")
    if ended.status == child.OUT_OF_MEMORY or _is_full(ended, limits):
        most = f"at most {limits.memory // 2**20} MB of memory"
        return _limit(name, "reading took too much memory", most)
    if ended.status < 0:
        return _crash(name, f"its reader crashed (signal {-ended.status})")
    return _crash(name, "its reader broke down")


def _is_full(ended: Ended, limits: Limits) -> bool:
    """Libraries in C abort where memory is refused; the system kills where it has none left."""
    return -ended.status == _KILLED or (
        ended.status != 0 and ended.peak * 2**20 > limits.memory / 2
    )


def _limit(name: str, found: str, expected: str) -> Problem:
    return Problem(ProblemCode.FILE_LIMIT, found=found, expected=expected, place=name)


def _crash(name: str, found: str) -> Problem:
    expected = "a file that its reader survives"
    return Problem(ProblemCode.FILE_UNREADABLE, found=found, expected=expected, place=name)


def reading_of(path: Path, answer: bytes | Problem) -> Reading:
    """The reading that an answer holds; one without text where there is none."""
    if isinstance(answer, bytes):
        try:
            return msgspec.msgpack.decode(answer, type=Reading)
        except (msgspec.DecodeError, UnicodeDecodeError):
            answer = _crash(path.name, "its reader sent no reading")
    name, whole = child.printable(path.name), child.printable(str(path))
    problem = replace(answer, place=name)
    return Reading(name, whole, "", SourceText(()), Header(), problems=(problem,))
