"""Provisions of a document by their parsed parts: "điểm a, b khoản 2 Điều 5; các điều 7 đến 9".

Two provisions are compared part by part, so that Điều 1 is not Điều 10 and khoản 2 of one article
is not khoản 2 of another. Articles are numbered through a whole document: the chapter that a
clause names beside one adds nothing. đ is a letter of its own: điểm d is not điểm đ.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Path = tuple[tuple[str, str], ...]
"""Parts from the outermost in: (("điều", "5"), ("khoản", "2"), ("điểm", "a"))."""

_DEPTH: Final = {"điều": 3, "khoản": 4, "điểm": 5, "tiết": 6}
_GROUPS: Final = frozenset({"phần", "chương", "mục", "tiểu mục", "phụ lục", "biểu", "mẫu"})
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_LABEL: Final = {
    "điều": r"\d{1,4}[a-zđ]{0,2}",
    "khoản": r"\d{1,3}[a-zđ]{0,2}",
    "điểm": r"[a-zđ]\d{0,2}|\d{1,2}(?:\.\d{1,2}){1,2}",
    "tiết": r"[a-zđ\d]\d?",
}
_GROUP_LABEL: Final = r"[ivxl]{1,7}|\d{1,3}|[a-z]"
_UNIT: Final = re.compile(
    r"(?<!\w)(?:các\s+|những\s+)?(tiểu mục|phụ lục|điều|khoản|điểm|tiết|phần|chương|mục|biểu|mẫu)"
    r"(?:\s+số)?\s+(?=[\da-zđ](?:[\d.a-z đ]|[,;:)]|$))"
)
_JOINT: Final = re.compile(r"\s*(?:,\s*(?:và\s+)?|và\s+|-\s*|–\s*|đến(?:\s+hết)?\s+|tới\s+)")
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_WORDS: Final = re.compile(
    r"(?<!\w)(?:(?:các\s+)?(?:cụm từ|từ ngữ)|(?:the )?words?|amended)(?!\w)|[“”\"]"
)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_REVERSED: Final = re.compile(
    r"^(điều \d+[a-zđ]{0,2}),? (khoản \d+[a-zđ]{0,2})(?:,? (điểm [a-zđ]))?$"
)
_FILLER: Final = re.compile(
    r"(?<!\w)(?:và|của|tại|thuộc|trong|theo|các|những|từ|đến|hết|quy định|nội dung|một số|in"
    r"|repealed|số|bổ sung|bị bãi bỏ|bãi bỏ)(?!\w)|[,;:.\-–/]"
)  # fmt: skip


class Reach(StrEnum):
    """How a clause on some provisions touches the one asked about."""

    ALL = "all"  # it, or what contains it, is meant
    PART = "part"  # something inside it is meant, or its words
    NONE = "none"
    UNCLEAR = "unclear"  # meant by a chapter, or by words that name no article


@dataclass(frozen=True, slots=True)
class Provisions:
    """What some words name. paths: each provision. words: only wording in them is meant.

    rest: words that name no provision ("rules on …"), empty where all was read.
    """

    paths: tuple[Path, ...]
    words: bool = False
    rest: str = ""


def read_provisions(text: str) -> Provisions:
    """Read the provisions that `text` names, as clauses and users write them.

    >>> read_provisions("điểm a khoản 1, khoản 2 Điều 5; Điều 7").paths[1]
    (('điều', '5'), ('khoản', '2'))
    """
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split())
    words = _WORDS.search(plain) is not None
    plain = _WORDS.sub(" ", _QUOTED.sub(" ", _BRACKETS.sub(" ", plain)))
    plain = _REVERSED.sub(r"\3 \2 \1", plain)
    paths: list[Path] = []
    waiting: list[Path] = []
    rest, at, previous = [], 0, 0
    while (unit := _UNIT.search(plain, at)) is not None:
        rest.append(plain[at : unit.start()])
        kind = unit[1]
        labels, at = _labels(plain, unit.end(), kind)
        if not labels:
            rest.append(unit[0])
            at = max(at, unit.end())
            continue
        depth = _DEPTH.get(kind, 0)
        if depth == 0 or (waiting and depth >= previous and depth == min(_DEPTH.values())):
            paths, waiting = [*paths, *waiting], []
        if depth == 0:
            paths += [((kind, label),) for label in labels if not _beside(plain, unit.start())]
            previous = 0
            continue
        waiting, done = _joined(waiting, kind, labels)
        paths += done
        previous = depth
    rest.append(plain[at:])
    left = " ".join(_FILLER.sub(" ", " ".join(rest)).split())
    return Provisions(tuple(dict.fromkeys([*paths, *waiting])), words, left)


def _beside(text: str, at: int) -> bool:
    """Whether the chapter at `at` only says where the article before it stands."""
    return re.search(r"điều [\da-zđ]+\s*$", text[:at]) is not None


def _joined(waiting: list[Path], kind: str, labels: list[str]) -> tuple[list[Path], list[Path]]:
    """Parts that still want what contains them, and those that are complete."""
    depth = _DEPTH[kind]
    inner = [path for path in waiting if _DEPTH[path[0][0]] > depth]
    level = [path for path in waiting if _DEPTH[path[0][0]] <= depth]
    head: list[Path] = [((kind, label),) for label in labels]
    if inner:
        # "điểm a khoản 1 Điều 5": the innermost comes first; several labels contain it in turn
        head = [*(((kind, labels[0]), *path) for path in inner), *head[1:]]
    if kind == "điều":
        return list(head), level
    return [*level, *head], []


def _labels(text: str, at: int, kind: str) -> tuple[list[str], int]:
    """Labels behind a unit's word: "a, b và c", "15 đến Điều 23"; and where they end."""
    label = re.compile(rf"(?:{kind}\s+)?((?:{_LABEL.get(kind, _GROUP_LABEL)}))(?![\w.]\w|\w)")
    first = label.match(text, at)
    if first is None:
        return [], at
    found, end = [first[1]], first.end()
    while (joint := _JOINT.match(text, end)) is not None:
        following = label.match(text, joint.end())
        if following is None:
            break
        through = re.search(r"-|–|đến|tới", joint[0]) is not None
        found += _range(found[-1], following[1]) if through else [following[1]]
        end = following.end()
    return found, end


def _range(first: str, last: str) -> list[str]:
    """Labels behind `first` up to `last`; both ends where they are not of one series."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 400:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    low, high = _LETTERS.find(first), _LETTERS.find(last)
    if len(first) == len(last) == 1 and 0 <= low < high:
        return list(_LETTERS[low + 1 : high + 1])
    return [last]


def reach(meant: str | None, asked: Path) -> Reach:
    """How words that name provisions (None: all of the document) touch the one asked about."""
    if meant is None:
        return Reach.UNCLEAR
    named = read_provisions(meant)
    found = [_touches(path, asked) for path in named.paths]
    if Reach.ALL in found:
        return Reach.PART if named.words else Reach.ALL
    if Reach.PART in found:
        return Reach.PART
    if Reach.UNCLEAR in found or named.rest or not named.paths:
        return Reach.UNCLEAR
    return Reach.NONE


def _touches(path: Path, asked: Path) -> Reach:
    if asked[: len(path)] == path:
        return Reach.ALL
    if path[: len(asked)] == asked:
        return Reach.PART
    kinds = {path[0][0], asked[0][0]}
    if len(kinds) == 1 or kinds & {"phụ lục", "biểu", "mẫu"}:
        return Reach.NONE
    return Reach.UNCLEAR  # a chapter holds articles; a clause without its article may be anywhere


def written(paths: Iterable[Path]) -> str:
    """Paths as clauses write them: "khoản 2 Điều 5; Điều 7"."""
    return "; ".join(
        " ".join(_printed(kind, label) for kind, label in reversed(path)) for path in paths
    )


def _printed(kind: str, label: str) -> str:
    if kind in _GROUPS or kind == "điều":
        shown = label.upper() if kind in _GROUPS and not label.isdigit() else label
        return f"{kind.capitalize()} {shown}"
    return f"{kind} {label}"
