"""What a passage says, as folded syllables field by field: read once, indexed by each side.

`Fields` is the one analysis of a passage; the lexical side weighs its fields by repetition, the
forward index keeps them for the second stage.
"""

from dataclasses import dataclass
from functools import lru_cache

from kg.model import Passage
from search.analysis import headed_article, number_terms, words

ARTICLE_WEIGHT = 8
"""How often the term of a passage's own article counts: as often as the words of its heading."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Folded syllables of a passage's parts, in order; numbers: exact terms found in any of them.

    heading: the innermost one, empty where it repeats the title, without "Điều 5.". above: the
    headings over it. numbers: those of documents, and `ARTICLE_WEIGHT` times the passage's own
    article ("#dieu-5"); articles that its text only mentions are left out.
    """

    title: tuple[str, ...]
    above: tuple[str, ...]
    heading: tuple[str, ...]
    body: tuple[str, ...]
    numbers: tuple[str, ...]


def read(passage: Passage) -> Fields:
    """The fields of a passage. A heading that repeats the title is counted once."""
    *ancestors, heading = passage.heading_path or ("",)
    over = " \n ".join(ancestor for ancestor in ancestors if ancestor != passage.title)
    article, called = headed_article("" if heading == passage.title else heading)
    if not article:
        article = next(filter(None, (headed_article(one)[0] for one in reversed(ancestors))), "")
    title, title_numbers = _shared(passage.title)
    above, above_numbers = _shared(over)
    numbers = [*title_numbers, *above_numbers, *number_terms(called), *number_terms(passage.text)]
    if article:
        numbers += [article] * ARTICLE_WEIGHT
    return Fields(title, above, tuple(words(called)), tuple(words(passage.text)), tuple(numbers))


@lru_cache(maxsize=256)
def _shared(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Syllables and numbers of what neighbouring passages share: a title, a chapter."""
    return tuple(words(text)), tuple(number_terms(text))
