"""What a reader gave, in short."""

import random

from ingest.readers import ReadResult
from kg.terms import ProblemCode


def lines(result: ReadResult) -> list[str]:
    return [line for page in result.pages for line in page.lines]


def codes(result: ReadResult) -> list[ProblemCode]:
    return [problem.code for problem in result.problems]


def junk(size: int = 4000) -> bytes:
    return random.Random(7).randbytes(size)
