"""Rows of the shipped tables by the number of the document that they are on, not read yet.

Reading every row costs a third of a second; one document's rows cost a thousandth of that. So a
command that shows ten states finds their rows here, by number keys, and reads no others.
"""

from collections import defaultdict
from functools import cache, lru_cache
from typing import Any, Final

import msgspec

import corpus
from kg.number import number_key

Lines = dict[str, list[bytes]]
"""Lines of a JSON Lines table by number keys, in the table's order."""


class _Affected(msgspec.Struct):
    """What is read of each act in a line, to know on whom it acts."""

    number: str | None


class _Line(msgspec.Struct):
    """What is read of each line, to know whose it is."""

    number: str
    affects: list[_Affected] = []


_LINE: Final = msgspec.json.Decoder(_Line)
_key = lru_cache(maxsize=32_768)(number_key)  # most numbers stand in several rows


def read(line: bytes) -> dict[str, Any]:
    """A line of a table as its object."""
    return msgspec.json.decode(line, type=dict[str, Any])


@cache
def names(table: str) -> dict[str, list[dict[str, str]]]:
    """Rows of a table of names by number keys."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in corpus.table(table):
        found[_key(row["number"])].append(row)
    return dict(found)


@cache
def facts() -> Lines:
    """What clauses made of documents, by the keys of their numbers."""
    found: Lines = defaultdict(list)
    for line in corpus.lines("validity.jsonl.gz"):
        found[_key(_LINE.decode(line).number)].append(line)
    return dict(found)


@cache
def clauses() -> tuple[Lines, Lines]:
    """Clauses by the document they stand in, and by those that they act on."""
    own: Lines = defaultdict(list)
    on: Lines = defaultdict(list)
    for line in corpus.lines("read_clauses.jsonl.gz"):
        known = _LINE.decode(line)
        own[_key(known.number)].append(line)
        for number in {affected.number for affected in known.affects if affected.number}:
            on[_key(number)].append(line)
    return dict(own), dict(on)
