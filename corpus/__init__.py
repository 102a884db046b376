"""Shipped data: plans, reference tables, models. Every floor may import this loader.

Found through `importlib.resources`, so that an installed copy works from any folder.
"""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any


def path(*parts: str) -> Path:
    """A shipped file or folder: `path("reference", "registry.jsonl")`."""
    return Path(str(files("corpus"))).joinpath(*parts)


def _read(*parts: str) -> str:
    data = path(*parts).read_bytes()
    if parts[-1].endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8")


def table(name: str) -> list[dict[str, str]]:
    """Rows of reference/<name>.csv (or .csv.gz, if the name ends so), header row as keys."""
    filename = name if "." in name else f"{name}.csv"
    return list(csv.DictReader(io.StringIO(_read("reference", filename))))


def records(name: str) -> Iterator[dict[str, Any]]:
    """Objects of reference/<name>.jsonl (or .jsonl.gz, if the name ends so)."""
    filename = name if "." in name else f"{name}.jsonl"
    for line in _read("reference", filename).splitlines():
        if line.strip():
            yield json.loads(line)


def lines(name: str) -> list[bytes]:
    """Lines of reference/<name>, unread; blank ones left out. `name` with its ending."""
    data = path("reference", name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    return [line for line in data.split(b"\n") if line.strip()]


def digest(folder: str) -> str:
    """Twelve hexadecimal digits that name the contents of a shipped folder's files (SHA-256)."""
    whole = hashlib.sha256()
    for file in sorted(path(folder).iterdir()):
        if file.is_file():
            whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:12]
