"""What a question asks of each document of a set, with the lines that prove that it has it.

A test says yes with lines, no, or that it cannot be sure; nothing is taken from silence. Those on
citations are in `citation_tests`, those on tasks and targets in `task_tests`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import normalize

import corpus
from kg.folding import fold, tokens
from kg.model import DocumentRecord, Mention
from kg.terms import Relation
from search.answers.asked_words import as_typed
from search.question import Question
from search.sources import Sources


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document has what is asked (None: not sure), and the lines that show it.

    count: of the things found, where they are counted.
    """

    has: bool | None
    lines: tuple[tuple[int, int], ...] = ()
    count: int = 0


Test = Callable[[DocumentRecord], Verdict]
NO: Final = Verdict(has=False)


def found(lines: Iterable[tuple[int, int]]) -> Verdict:
    """Yes with lines, where there are any."""
    places = tuple(sorted(set(lines)))
    return Verdict(bool(places), places, len(places))


def span(mention: Mention) -> tuple[int, int]:
    """First and last line of a mention."""
    return mention.line, mention.line_end or mention.line


def counting(sources: Sources, thing: str) -> Test:
    """How many tasks, targets or bases a document has: it has them, even where there are none."""

    def test(record: DocumentRecord) -> Verdict:
        if thing == "chi tieu":
            lines = [(t.line, t.line) for _, t in sources.targets_in({record.id})]
        elif thing == "can cu":
            rests = (m for m in sources.mentions(record.id) if m.relation is Relation.LEGAL_BASIS)
            lines = list({m.target or m.canonical or m.raw: span(m) for m in rests}.values())
        else:
            lines = [(t.line_start, t.line_end) for _, t in sources.tasks_in({record.id})]
        return Verdict(has=True, lines=tuple(lines), count=len(lines))

    return test


def blank(attribute: str) -> Test:
    """Whether a document leaves a field of its head blank."""
    return lambda record: Verdict(getattr(record.header, attribute) is None, ((1, 12),))


def says(sources: Sources, question: Question, phrase: str, *, denied: bool) -> Test:
    """Whether the words stand in a document's text, side by side."""
    typed = as_typed(phrase, question.text)

    def test(record: DocumentRecord) -> Verdict:
        lines = lines_saying(sources, record, phrase, typed)
        if lines or not denied:
            return found((number, number) for number in lines)
        part = " ".join(phrase.split()[:2])  # "kinh phí" of "kinh phí thực hiện"
        return Verdict(None) if lines_saying(sources, record, part) else NO

    return test


def lines_saying(
    sources: Sources, record: DocumentRecord, phrase: str, typed: str = ""
) -> list[int]:
    """Lines of a document on which a folded phrase begins; also written short ("CCHC").

    typed: the phrase as a question has it; with diacritics, the text must have them too.
    """
    forms = _forms(phrase)
    if not forms:
        return []
    source = sources.source(record.id)
    text = source.text
    folded = fold(text)
    numbers = []
    for form in forms:
        if form.split()[-1] not in folded:
            continue
        words = r"[^a-z0-9]+".join(map(re.escape, form.split()))
        for match in re.finditer(rf"(?<![a-z0-9]){words}(?![a-z0-9])", folded):
            said = text[match.start() : match.end()]
            if form != phrase or typed.isascii() or _alike(typed, said):
                numbers.append(source.line_at(match.start()).number)
    return sorted(set(numbers))


def _alike(typed: str, said: str) -> bool:
    """Whether two phrases are the same words with the same diacritics."""
    one, other = (re.findall(r"\w+", normalize("NFC", text).lower()) for text in (typed, said))
    return one == other


@lru_cache(maxsize=256)
def _forms(phrase: str) -> tuple[str, ...]:
    """A folded phrase, and the phrase with what is usually written short in it."""
    short = phrase
    for row in corpus.table("abbreviations"):
        long = " ".join(tokens(row["long"]))
        short = re.sub(rf"\b{re.escape(long)}\b", " ".join(tokens(row["short"])), short)
    return tuple(dict.fromkeys(form for form in (phrase, short) if form.strip()))
