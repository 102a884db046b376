"""Articles, questions and references between articles, as the trainers of search read them."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Passage
from search.analysis import words
from search.fields import Fields, read

_OF = (
    r"(?:của )?(?:(?:Luật|Bộ luật|Nghị định|Thông tư|Quyết định|Quy chế) này"
    r"|(?:Luật|Bộ luật|Nghị định|Thông tư|Thông tư liên tịch|Quyết định)(?: số)? "
    r"(?P<number>\d+/\d{4}/[A-ZĐ0-9-]+))"
)
_REFERENCE = re.compile(
    r"(?:quy định|nêu|ban hành|theo|hướng dẫn)[^.;:\n]{0,40}?"
    rf"\bĐiều (?P<article>\d+[a-z]?)\b\s*{_OF}"
)
_SHORTEST, _LONGEST = 5, 25  # words before a reference that say what it is about


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its passage, and the passage's folded fields."""

    passage: Passage
    fields: Fields


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the places (in the list of articles) of those that settle it."""

    id: str
    split: str
    text: str
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Folded words before a reference, and the place of the article referred to."""

    words: tuple[str, ...]
    article: int


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def passage(one: dict[str, Any]) -> Passage:
    """An article's passage, as `cancu import --kind articles` makes it."""
    number, title = str(one.get("number") or ""), str(one.get("document_title") or "")
    heading, article = str(one.get("heading") or ""), str(one.get("article") or "")
    headed = f"Điều {article}. {heading}" if article else heading
    path = tuple(filter(None, (title, str(one.get("chapter") or ""), headed)))
    return Passage(str(one["id"]), number, path, str(one["text"]), 0, 0, title=title)


def articles(path: Path) -> list[Article]:
    """All articles of a file."""
    return [Article(part, read(part)) for part in map(passage, records(path))]


def questions(paths: Sequence[Path], known: Sequence[Article]) -> list[Question]:
    """Questions with at least one known answer; one without a split is for training."""
    places = {article.passage.id: place for place, article in enumerate(known)}
    found = []
    for path in paths:
        for count, one in enumerate(records(path)):
            relevant = one["relevant"] if "relevant" in one else [one["id"]]
            answers = tuple(places[str(name)] for name in relevant if str(name) in places)
            if answers:
                name = f"{path.stem}-{count}"
                found.append(Question(name, one.get("split", "written"), one["question"], answers))
    return found


def references(known: Sequence[Article]) -> list[Reference]:
    """Clauses that end in "… quy định tại Điều N của …", with the article they point to."""
    places = {article.passage.id: place for place, article in enumerate(known)}
    found = []
    for place, article in enumerate(known):
        text = article.passage.text
        for match in _REFERENCE.finditer(text):
            number = (match["number"] or article.passage.document).lower()
            target = places.get(f"{number}#{match['article']}")
            if target is None or target == place:
                continue
            before = re.split(r"\n|[.;] ", text[: match.start()][-400:])[-1]
            said = words(" ".join(before.split()[-_LONGEST:]))
            if len(said) >= _SHORTEST:
                found.append(Reference(tuple(said), target))
    return found


def folds(asked: Sequence[Question], count: int, seed: int) -> list[int]:
    """A fold for each question, drawn at random; those with the same answers share one."""
    owners: dict[tuple[int, ...], int] = {}
    draw = random.Random(seed)  # noqa: S311 - no secret
    for answers in sorted({question.answers for question in asked}):
        owners[answers] = draw.randrange(count)
    return [owners[question.answers] for question in asked]
