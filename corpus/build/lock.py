"""Write requirements.lock and requirements-dev.lock from what is installed.

Usage: python corpus/build/lock.py --folder . (inside the project's virtual environment, after an
installation from pyproject.toml). PyTorch is left out: it is installed first and apart.
"""

import argparse
import re
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

APART = {"torch", "cancu"}
HEAD = (
    "# Exact versions that {what}.\n"
    "# Made by: python corpus/build/lock.py --folder . PyTorch stands apart (see Makefile).\n"
)


def closure(roots: Iterable[tuple[str, frozenset[str]]]) -> set[str]:
    """Names of all distributions that the roots (name, extras) need on this system."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(roots)
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for line in distribution(name).requires or ():
            need = Requirement(line)
            wanted = need.marker is None or any(
                need.marker.evaluate({"extra": extra}) for extra in extras or {""}
            )
            if wanted:
                waiting.append((canonicalize_name(need.name), frozenset(need.extras)))
    return {name for name, _ in seen}


def write(path: Path, names: Iterable[str], what: str) -> None:
    """One pinned line for each name."""
    pins = (f"{name}=={distribution(name).version}\n" for name in sorted(names))
    path.write_text(HEAD.format(what=what) + "".join(pins), encoding="utf-8")


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    folder = parser.parse_args().folder
    run = closure([("cancu", frozenset())]) | {"setuptools"}
    everything = closure([("cancu", frozenset({"dev"}))])
    nvidia = {name for name in everything if re.match(r"nvidia|triton|cuda", name)}
    if nvidia:
        raise SystemExit(f"CUDA packages must not be locked: {', '.join(sorted(nvidia))}")
    write(folder / "requirements.lock", run - APART, "CănCứ runs with")
    write(folder / "requirements-dev.lock", everything - run - APART, "the checks and tests add")


if __name__ == "__main__":
    main()
