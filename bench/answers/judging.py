"""Whether an answer to a labelled question is right, and what it costs where it is not.

Labels: one JSON object a question with `kind`, `answerable`, `expected_docs`, `expected_offices`,
`expected_places`, `expected_values`, `evidence`. An answer is right if it names what is expected
and one of its first eight pieces of evidence touches a line of a text that proves it (facts of
the registry are no lines of a text).
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from bench.quality import f1, key, words

Record = Mapping[str, Any]
PIECES: Final = 8  # of evidence that a reader looks at
LONGEST: Final = 40  # lines of a piece that still proves something
SLACK: Final = 3  # lines
RIGHT, WRONG, WITHHELD, FALSE_ANSWER = "right", "wrong", "withheld", "false answer"
VERDICTS: Final = (RIGHT, WRONG, WITHHELD, FALSE_ANSWER)


def judged(question: Record, got: Record) -> str:
    """One of `VERDICTS`: a false answer is one to a question that has none."""
    if not question.get("answerable", True):
        return FALSE_ANSWER if got["answered"] else RIGHT
    if not got["answered"]:
        return WITHHELD
    tests = (_documents, _names, _values, _proof)
    return RIGHT if all(test(question, got) for test in tests) else WRONG


def _said(got: Record) -> str:
    return json.dumps([got.get("answer"), got.get("rows")], ensure_ascii=False)


def _documents(question: Record, got: Record) -> bool:
    told = {key(name) for name in got.get("documents") or []}
    text = key(_said(got))
    return all(
        key(name) in told
        or re.search(rf"(?<![0-9a-z]){re.escape(key(name))}(?![0-9a-z])", text) is not None
        for name in question.get("expected_docs") or []
    )


def same_office(one: str, other: str) -> bool:
    """The same office under another spelling: most words of the shorter name in the longer."""
    a, b = words(one), words(other)
    short, long = sorted((a, b), key=len)
    inside = len(short) >= 2 and all(word in long for word in short)
    return a == b or (inside and 2 * len(short) >= len(long)) or f1(one, other) >= 0.8


def _names(question: Record, got: Record) -> bool:
    wanted = list(question.get("expected_offices") or [])
    if question.get("kind") == "cites_reverse":  # "which wards cite ...": the places are asked for
        wanted += question.get("expected_places") or []
    told = [*(got.get("offices") or []), *(got.get("places") or [])]
    text = " ".join(words(_said(got)))
    return all(
        any(same_office(name, other) for other in told)
        or " ".join(words(re.sub(r"\(.*?\)", "", name))) in text
        for name in wanted
    )


def _values(question: Record, got: Record) -> bool:
    """Counts, figures, days, words: each stands in the sentence or the rows, whole."""
    text = f" {_plain(_said(got))} "
    return all(
        any(f" {_plain(form)} " in text for form in _forms(str(value)))
        for value in question.get("expected_values") or []
    )


def _plain(text: str) -> str:
    spaced = re.sub(r"(?<=\d)%", " %", text)
    return " ".join(re.findall(r"[a-z0-9]+|%", " ".join(words_and_signs(spaced))))


def words_and_signs(text: str) -> list[str]:
    """Folded words, with the sign of a percentage kept."""
    return " % ".join(" ".join(words(part)) for part in text.split("%")).split()


def _forms(value: str) -> Sequence[str]:
    """A day as ISO and as written; anything else as it is."""
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if day is None:
        bare = value.rstrip("%").strip()
        return (value, bare) if bare != value else (value,)
    year, month, number = day.groups()
    written = (f"{int(number)}/{int(month)}/{year}", f"{number}/{month}/{year}")
    return (
        value, *written, f"{number}/{int(month)}/{year}", f"{int(number)}/{month}/{year}",
        f"{number} tháng {month} năm {year}", f"{int(number)} tháng {int(month)} năm {year}",
    )  # fmt: skip


def _proof(question: Record, got: Record) -> bool:
    wanted = [one for one in question.get("evidence") or [] if one["file"].endswith(".txt")]
    pieces = [p for p in (got.get("evidence") or [])[:PIECES] if _length(p) <= LONGEST]
    return not wanted or any(_touch(one, piece) for one in wanted for piece in pieces)


def _length(piece: Record) -> int:
    first = piece.get("line_start") or 0
    return int((piece.get("line_end") or first) - first)


def _touch(label: Record, piece: Record) -> bool:
    if PurePath(piece.get("file") or "").name != label["file"]:
        return False
    first = piece.get("line_start") or 0
    last = piece.get("line_end") or first
    return bool(label["line_start"] <= last + SLACK and first <= label["line_end"] + SLACK)
