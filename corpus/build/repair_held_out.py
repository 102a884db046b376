"""Which official documents the repair model never sees: whole laws, decrees, circulars, plans.

A document's number (or its file's name) decides, by its digest, so that every part of a build
and every rebuild agree. HELD is for measuring only, DEV for choosing weights and calibrating;
neither teaches the language model, the confusions or the network.
"""

import gzip
import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

DOCUMENTS_OF: Final = 50  # one document of so many is held out, one more for development
FILES_OF: Final = 12


class Part(StrEnum):
    """What a document serves for."""

    TRAIN = "train"
    DEV = "dev"
    HELD = "held"


def _part(name: str, parts: int) -> Part:
    digest = hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
    return {0: Part.HELD, 1: Part.DEV}.get(int(digest, 16) % parts, Part.TRAIN)


def part_of_number(number: str) -> Part:
    """The part of a numbered document; case does not matter."""
    return _part(unicodedata.normalize("NFC", number).lower(), DOCUMENTS_OF)


def part_of_file(name: str) -> Part:
    """The part of a plain text file, by its name without folder."""
    return _part(name, FILES_OF)


def held_out(number: str) -> bool:
    """Whether a numbered document is for measuring only."""
    return part_of_number(number) is Part.HELD


def record_number(record: dict[str, Any]) -> str:
    """The number of the document that a record of the official texts belongs to."""
    return str(record.get("number") or record["id"])


def record_text(record: dict[str, Any]) -> str:
    """Heading and text of an article; titles and articles of a whole law."""
    if "text" in record:
        return f"{record.get('heading', '')}\n{record['text']}"
    lines = []
    for chapter in record["chapters"]:
        lines.append(f"{chapter.get('title', '')} {chapter.get('subtitle', '')}")
        for article in chapter.get("articles", []):
            lines.append(f"{article.get('number', '')}. {article.get('heading', '')}")
            lines.append(article.get("body", ""))
    return "\n".join(lines)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    content = gzip.decompress(data) if path.suffix == ".gz" else data
    for line in filter(None, content.decode("utf-8").split("\n")):
        yield json.loads(line)


def documents(paths: Iterable[Path], part: Part) -> dict[str, str]:
    """Name -> NFC text of the whole documents of one part, articles of a number joined.

    JSONL(.gz) records are told by their number, other files by their name.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if ".jsonl" not in path.name:
            if part_of_file(path.name) is part:
                found[path.name].append(path.read_text(encoding="utf-8-sig"))
            continue
        for record in _records(path):
            number = record_number(record)
            if part_of_number(number) is part:
                found[f"{path.name}:{number}"].append(record_text(record))
    return {name: unicodedata.normalize("NFC", "\n".join(texts)) for name, texts in found.items()}
