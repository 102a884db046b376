"""A reading of a query written out: with the diacritics that its words usually bear."""

import math
from collections.abc import Mapping, Sequence

from kg.folding import fold
from search.spelling import input_methods
from search.spelling.words import pair_spelling, spellings

Part = tuple[int, int, str]  # start, end, as written
Read = tuple[int, int, tuple[str, ...]]  # first part, last part + 1, folded words


def known_pair(left: str, right: str) -> bool:
    """Whether two folded syllables are known to stand side by side."""
    return pair_spelling(left, right) is not None


def written(query: str, parts: Sequence[Part], way: Sequence[Read]) -> str:
    """The query with its words replaced as read, everything between them kept."""
    options = [_options(parts, read) for read in way]
    flat = _chosen([word for words in options for word in words])
    found: list[str] = []
    place = last = 0
    for first, end, words in way:
        start, stop = parts[first][0], parts[end - 1][1]
        said = " ".join(flat[place : place + len(words)])
        place += len(words)
        if query[start : start + 1].isupper():
            said = said[:1].upper() + said[1:]
        found += [query[last:start], said]
        last = stop
    return "".join(found) + query[last:]


def _options(parts: Sequence[Part], read: Read) -> list[tuple[str, Mapping[str, int]]]:
    """For each word read: its folded form and the spellings to choose from."""
    first, end, words = read
    typed = parts[first][2]
    if words == (fold(typed),) and end == first + 1:
        acronym = len(typed) > 1 and typed.isupper()
        if not typed.isascii() or acronym or not spellings(words[0]):
            return [(words[0], {typed: 1})]  # kept as it was written
    elif len(words) == 1 and (keyed := input_methods.decoded(typed.lower()).get(words[0])):
        return [(words[0], {one: spellings(words[0])[one] for one in keyed})]
    return [(word, spellings(word) or {word: 1}) for word in words]


def _chosen(options: Sequence[tuple[str, Mapping[str, int]]]) -> list[str]:
    """The spellings that go together best: each pair as it is spelt most often (Viterbi)."""
    ways: dict[str, tuple[float, tuple[str, ...]]] = {}
    before = ""
    for folded, choices in options:
        total = sum(choices.values())
        usual = pair_spelling(before, folded) if before else None
        reached: dict[str, tuple[float, tuple[str, ...]]] = {}
        for spelling, count in choices.items():
            own = math.log(count / total)
            reached[spelling] = max(
                (worth + own + (4.0 if usual == (last.lower(), spelling.lower()) else 0.0),
                 (*way, spelling))
                for last, (worth, way) in (ways or {"": (0.0, ())}).items()
            )  # fmt: skip
        ways, before = reached, folded
    return list(max(ways.values())[1]) if ways else []
