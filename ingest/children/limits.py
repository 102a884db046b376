"""What one file may cost its child process. Numbers are bytes and seconds.

A limit ends the reading of one file, never the service: each is far above what an honest document
of that size needs, and low enough that a hostile one is over soon.
"""

from dataclasses import dataclass
from typing import Final

MEMORY: Final = 2 * 2**30  # a page image of 60 million pixels, several times over
DISK: Final = 2**30  # any one temporary file
ANSWER: Final = 64 * 2**20  # an encoded reading; a plan has 100 KB, a code of 700 articles 3 MB

_STEP: Final = 100_000  # bytes; ten pages of a well-packed scan, one page of a poor one
_CPU: Final = (60.0, 30.0, 7_200.0)  # at least, more for each step, at most
_WALL: Final = 2.0  # times the CPU seconds: other files are read beside this one


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on a child and on each program that it starts (tesseract, LibreOffice).

    memory: bytes of private memory, each process. cpu: seconds of computing, each process.
    wall: seconds by the clock, the child with all that it started. disk: bytes of any one file
    that is written. answer: bytes of what comes back.
    """

    memory: int = MEMORY
    cpu: float = _CPU[0]
    wall: float = _CPU[0] * _WALL
    disk: int = DISK
    answer: int = ANSWER


DRAWING: Final = Limits(cpu=30.0, wall=30.0)
"""For one page that somebody waits to see, however large the file: an honest one takes a second."""


def limits_for(size: int) -> Limits:
    """Limits for a file of `size` bytes: time grows with it, memory does not.

    A scan of 300 pages (10 to 60 KB each) gets 16 to 90 minutes of computing for itself and as
    much for every page that tesseract reads; a file of some KB a minute.
    """
    least, more, most = _CPU
    cpu = min(most, least + more * size / _STEP)
    return Limits(cpu=cpu, wall=cpu * _WALL)
