"""The plans that come with the program, to try it with."""

from functools import cache
from pathlib import Path


@cache
def samples() -> tuple[Path, ...]:
    """Their files, sorted by name."""
    import corpus

    return tuple(sorted(path for path in corpus.path("plans").iterdir() if path.suffix == ".txt"))


def names() -> tuple[str, ...]:
    """Names of their files."""
    return tuple(path.name for path in samples())
