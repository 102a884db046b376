"""What a passage says, as folded syllables field by field: read once, indexed by each side.

`Fields` is the one analysis of a passage; the lexical side weighs its fields by repetition, the
forward index keeps them for the second stage.
"""

from dataclasses import dataclass

from kg.model import Passage
from search.analysis import number_terms, words


@dataclass(frozen=True, slots=True)
class Fields:
    """Folded syllables of a passage's parts, in order; numbers: exact terms found in any of them.

    heading: the innermost one, empty where it repeats the title. above: the headings over it.
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
    heading = "" if heading == passage.title else heading
    parts = (passage.title, over, heading, passage.text)
    numbers = [term for part in parts for term in number_terms(part)]
    title, above, head, body = (tuple(words(part)) for part in parts)
    return Fields(title, above, head, body, tuple(numbers))
