"""Which words of a text are in a legacy encoding: Viterbi over the words that would change.

A word that a decoding turns into a Vietnamese syllable, and that was none, speaks for the
encoding; one that was a syllable and would be none, or that has a letter of Unicode alone,
against it. A run of such words is decoded; text around it is left as it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from ingest.readers.encodings.codes import BYTE_OF, Encoding, table_of, vietnamese_letters
from ingest.readers.encodings.edits import MOJIBAKE, WORD, decoder_of
from ingest.readers.encodings.spelling import is_syllable
from ingest.readers.encodings.viqr import SIGN

SWITCH = 5.0  # nats to begin or to end a run: two words are not enough inside another text
FOR, NEITHER, AGAINST, UNICODE = 3.0, -1.0, -4.0, -6.0  # nats for a word
MIN_WORDS = 3  # different words that speak for an encoding, in the whole text
MIN_QUOTED = 2  # words with a letter of two marks in VIQR; formulas and programs have single ones
MIN_CODES = 3  # different letters of Vietnamese in them
MIN_RUN_WORDS = 2  # in each of several runs
LONGEST_WORD = 200  # characters; longer is no word
LONG_TEXT = 100_000  # characters; in longer texts the encodings to try are chosen on a part
LONG_LINE = 20_000
TABLES: Final = frozenset(Encoding) - {Encoding.VIQR, Encoding.UTF8_AS_1252}
TWICE_MARKED: Final = frozenset("ấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự")
QUOTED: Final = re.compile(r"[a-z][\^+~`]|a\(\S|[aeiouy]['?.][a-z]", re.IGNORECASE)  # VIQR
QUOTES: Final = frozenset("«»“”‘’–—…•")
LEADS: Final = frozenset(char for char, byte in BYTE_OF.items() if 0xC2 <= byte <= 0xF4)


class Change(NamedTuple):  # made a million times for a long text
    """A word that would change: its line and place in it (from 0), nats for the encoding."""

    line: int
    place: int
    word: str
    decoded: str
    score: float


@dataclass(frozen=True, slots=True)
class Runs:
    """Words of a text that are in one encoding.

    lines: line (from 0) to the places of its words in it; None where the whole line is.
    gains: nats for the encoding, by line.
    """

    lines: dict[int, frozenset[int] | None]
    gains: dict[int, float]

    @property
    def gain(self) -> float:
        """Nats for the encoding, of the whole text."""
        return sum(self.gains.values())


def candidates(lines: Sequence[str]) -> list[Encoding]:
    """Encodings that the characters of the text allow. Cheap: clean texts end here."""
    seen: set[str] = set()
    for line in lines:
        seen.update(line)
    found = [encoding for encoding in Encoding if _is_possible(encoding, seen, lines)]
    if len(found) > 1 and sum(map(len, lines)) > LONG_TEXT:
        found = _likely(found, lines)
    return found


def _likely(encodings: list[Encoding], lines: Sequence[str]) -> list[Encoding]:
    """Of several encodings those that a part of a long text speaks for; all where it is silent."""
    signs = frozenset().union(*(table_of(e).signature for e in encodings if e in TABLES)) | {"^"}
    sample, size = [], 0
    for line in lines:
        if size < LONG_TEXT and not signs.isdisjoint(line):
            sample.append(line[:LONG_LINE])
            size += len(sample[-1])
    gains = {encoding: runs(sample, encoding).gain for encoding in encodings}
    return [
        e for e in encodings if gains[e] > 0 and gains[e] >= max(gains.values()) / 2
    ] or encodings


def _is_possible(encoding: Encoding, seen: set[str], lines: Sequence[str]) -> bool:
    if encoding is Encoding.VIQR:
        if seen.isdisjoint("^+("):
            return False
        return sum(len(SIGN.findall(line)) for line in lines) >= MIN_QUOTED
    if encoding is Encoding.UTF8_AS_1252:
        if seen.isdisjoint(LEADS):
            return False
        return sum(len(MOJIBAKE.findall(line)) for line in lines) >= MIN_WORDS
    return not seen.isdisjoint(table_of(encoding).signature)


def runs(lines: Sequence[str], encoding: Encoding) -> Runs:
    """The runs of words that are in the encoding; none where the text is not in it."""
    found = list(_changes(lines, decoder_of(encoding, lines)))
    states = _states([change.score for change in found])
    pairs = zip(found, states, strict=True)
    groups = [[c for c, _ in group] for state, group in groupby(pairs, lambda p: p[1]) if state]
    kept = [group for group in groups if len(groups) == 1 or len(_speaking(group)) >= MIN_RUN_WORDS]
    chosen = [change for group in kept for change in group]
    speaking = _speaking(chosen)
    known = vietnamese_letters()
    letters = {char for decoded in speaking.values() for char in decoded.lower() if char in known}
    twice = sum(not TWICE_MARKED.isdisjoint(decoded.lower()) for decoded in speaking.values())
    if encoding is Encoding.VIQR and twice < MIN_QUOTED:
        return Runs({}, {})
    if len(speaking) < MIN_WORDS or len(letters) < MIN_CODES:
        return Runs({}, {})
    gains: dict[int, float] = {}
    for change in chosen:
        gains[change.line] = gains.get(change.line, 0.0) + change.score
    return Runs(_by_line(found, chosen), gains)


def _speaking(group: Sequence[Change]) -> dict[str, str]:
    """Words that speak for the encoding, decoded, each once."""
    return {c.word.lower(): c.decoded for c in group if c.score >= FOR}


def _by_line(found: Sequence[Change], chosen: Sequence[Change]) -> dict[int, frozenset[int] | None]:
    """Places by line. In a line that is in part Unicode, a run has words that speak for it."""
    every = Counter(change.line for change in found)
    places: dict[int, frozenset[int] | None] = {}
    for line, group in groupby(chosen, key=lambda change: change.line):
        changes = [change for change in group if change.score > UNICODE]
        if len(changes) == every[line]:
            places[line] = None
        elif len(_speaking(changes)) >= MIN_RUN_WORDS:
            places[line] = frozenset(change.place for change in changes)
    return places


def _changes(lines: Sequence[str], decoder: Callable[[str], str]) -> Iterator[Change]:
    """Words that would change, and words that only Unicode has, in order."""
    unicode_only = vietnamese_letters() - frozenset(BYTE_OF)
    for number, line in enumerate(lines):
        decoded = decoder(line)
        if decoded == line and unicode_only.isdisjoint(line):
            continue
        words = zip(line.split(" "), decoded.split(" "), strict=True)
        for place, (word, new) in enumerate(words):
            if not unicode_only.isdisjoint(word):
                yield Change(number, place, word, word, UNICODE)
            elif word != new:
                yield Change(number, place, word, new, _score(word, new))


@lru_cache(maxsize=1 << 16)
def _score(word: str, decoded: str) -> float:
    if len(word) > LONGEST_WORD:
        return NEITHER
    if not any(char.isascii() and char.isalpha() for char in word):
        return 0.0  # signs alone: a bullet, a section sign
    after = _syllables(decoded)
    odd = any(map(_is_odd, word)) or QUOTED.search(word)
    before = _syllables(word) and not odd
    if after == before:
        return 0.0 if after else NEITHER
    return FOR if after else AGAINST


def _is_odd(char: str) -> bool:
    """A sign that does not touch words in clean text: "§éc"; quotation marks do."""
    return not char.isalnum() and not char.isascii() and char not in QUOTES


def _syllables(word: str) -> bool:
    words = WORD.findall(word)
    return bool(words) and all(map(is_syllable, words))


def _states(scores: Sequence[float]) -> list[bool]:
    """The most probable states; True is inside a run. A change of state costs SWITCH nats."""
    outside, inside = 0.0, -SWITCH
    back: list[tuple[bool, bool]] = []
    for score in scores:
        leave, stay = inside - SWITCH, outside - SWITCH
        back.append((leave > outside, inside >= stay))
        outside, inside = max(outside, leave), max(inside, stay) + score
    state, states = inside > outside, []
    for left, stayed in reversed(back):
        states.append(state)
        state = stayed if state else left
    return states[::-1]
