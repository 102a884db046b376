"""Sentences of Vietnamese office text, by spaCy; its Doc never leaves this file.

A sentence ends at . ! ? … or "./.", at a line that ends with ";" or ":", at a blank line, and
before a line that begins with a list mark ("1.", "a)", "-"). It does not end after an abbreviation
(TP., KT.), a list mark, an initial, or inside a number (1.000). spaCy loads at the first call.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

# spaCy refuses texts above a million characters, and aligning words with the text costs the
# square of its length: both are kept away by reading in pieces of this many characters.
PIECE = 10_000

ABBREVIATIONS = frozenset(
    "tp tx tt th gs pgs ts ths bs ks tm kt tl tuq q p h x st tr đ đc mr mrs st no vd tp.hcm".split()
)
LIST_MARK = re.compile(r"(?:[-–•+*]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXivx]{1,5}|[a-zđ])[.)]?)")
MARK_ONLY = re.compile(r"[(\"“]?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-zđĐ])[.)]")
_START, _NO_START = 1, -1  # as spaCy writes them
CLOSERS = "\"”’')]»*_"


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans [start, end) of the sentences of `text`, in order, without blanks around them.

    Every character that is not a blank lies in exactly one sentence. Any length; linear cost.
    """
    starts = [*_starts(text), len(text)]
    spans = (_trimmed(text, start, end) for start, end in pairwise(starts))
    return [span for span in spans if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _starts(text: str) -> Iterator[int]:
    """Offsets where sentences start; the cut between two pieces of the text is not one of them."""
    closed = True
    for begin, end in _pieces(text):
        doc = _pipeline()(text[begin:end])
        for token in doc:
            starts = closed if token.i == 0 else bool(token.is_sent_start)
            if starts:
                yield begin + token.idx
        last = next((t.text for t in reversed(doc) if not t.is_space), "")
        closed = begin < end and _ends(last)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cuts at a line end where one is near, else at a blank, else anywhere."""
    begin = 0
    while begin < len(text):
        end = min(len(text), begin + PIECE)
        if end < len(text):
            cuts = (text.rfind(mark, begin + PIECE // 2, end) for mark in ("\n", " "))
            end = next((cut + 1 for cut in cuts if cut > 0), end)
        yield begin, end
        begin = end


@lru_cache(maxsize=1)
def _pipeline() -> Any:  # noqa: ANN401  spaCy has no types that mypy could check here
    import spacy
    from spacy.language import Language

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    if not Language.has_factory("cancu_sentences"):
        Language.component("cancu_sentences", func=_mark)
    nlp.add_pipe("cancu_sentences")
    return nlp


def _mark(doc: Any) -> Any:  # noqa: ANN401  a spaCy Doc
    """Pipe: says of each token (words between blanks) whether a sentence starts with it.

    All at once: to set it token by token, spaCy looks at all tokens each time.
    """
    import numpy as np
    from spacy.attrs import SENT_START

    previous, breaks, starts = "", 0, []
    for token in doc:
        if token.is_space:
            breaks += token.text.count("\n")
            starts.append(_NO_START)
            continue
        begins = bool(previous) and _begins(previous, token.text, breaks)
        starts.append(_START if begins else _NO_START)
        previous, breaks = token.text, 0
    values = np.array(starts, dtype=np.int64).view(np.uint64)  # as from_array takes them
    return doc.from_array([SENT_START], values.reshape(-1, 1))


def _begins(previous: str, word: str, breaks: int) -> bool:
    """Whether a sentence starts at `word`, which stands after `previous` and so many line ends."""
    if breaks and _is_mark(previous):
        return False
    if breaks > 1 or (breaks and (previous[-1] in ";:" or LIST_MARK.fullmatch(word))):
        return True
    return _ends(previous) and not word[0].islower()


def _is_mark(word: str) -> bool:
    return MARK_ONLY.fullmatch(word) is not None


def _ends(word: str) -> bool:
    bare = word.rstrip(CLOSERS)
    if bare.endswith(("./", "/.")):
        return True
    if not bare or bare[-1] not in ".!?…" or _is_mark(bare):
        return False
    return bare[:-1].lower() not in ABBREVIATIONS
