"""The syllable language model of `ingest.repair`: vocabulary and interpolated trigram.

Absolute discounting with Kneser-Ney continuation counts below the trigram, pruned by count.
Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling".
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PUNCTUATION, NUMBER, UNKNOWN = 0, 1, 2
SPECIAL = ("<p>", "<n>", "<unk>")
SPECIAL_KIND, SYLLABLE_KIND, ABBREVIATION_KIND, WORD_KIND = range(4)
DISCOUNT = 0.75
STEP = 0.06  # nats per quantum of a stored log probability
TOKEN = re.compile(r"(?P<n>[^\W_]*\d(?:\S*[^\W_])?)|(?P<w>[^\W\d_]+)|(?P<p>[^\w\s]+|\n+)")
ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
SYLLABLE = re.compile(rf"(?:{ONSETS})?[aăâeêioôơuưy]{{1,3}}(?:ng|nh|ch|[cmnpt])?")
NEW_STYLE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))
FIELDS = ("number", "title", "subtitle", "heading", "body", "text")
Ints = NDArray[np.int64]


def _old_style(found: re.Match[str]) -> str:
    vowels = found[1]
    parts = unicodedata.normalize("NFD", vowels[1])
    return unicodedata.normalize("NFC", vowels[0] + parts[1]) + parts[0]


def plain(text: str) -> str:
    """Lower-case NFC with one spelling for "hoà, hòa" and "uỷ, ủy": the tone on the first vowel."""
    return NEW_STYLE.sub(_old_style, unicodedata.normalize("NFC", text).lower())


def _toneless(word: str) -> tuple[str, str]:
    """A word without its tone, and the tone mark (empty for the level tone)."""
    bare = unicodedata.normalize("NFD", word)
    stripped = bare.translate(TONES)
    tones = "".join(c for c in bare if c not in stripped)
    return unicodedata.normalize("NFC", stripped), tones


def rhyme_of(word: str) -> str | None:
    """The rhyme of a word shaped like a Vietnamese syllable, without tone; None for others.

    A syllable ends in a vowel, nasal or stop, has at most one tone, and after a stop only the
    sharp or the heavy one. Source: Thompson 1987, "A Vietnamese reference grammar", chapter 2.
    """
    stripped, tones = _toneless(word)
    if len(tones) > 1 or SYLLABLE.fullmatch(stripped) is None:
        return None
    if re.search(r"(?:[cpt]|ch)$", stripped) and tones not in {"\u0301", "\u0323"}:
        return None
    onset = re.match(f"(?:{ONSETS})(?=[aăâeêioôơuưy])", stripped)
    return stripped[onset.end() :] if onset else stripped


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                if key in FIELDS:
                    yield inner
            else:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Texts of JSONL(.gz) files (their text fields) and of plain text files."""
    for path in paths:
        data = path.read_bytes()
        content = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
        if ".jsonl" not in path.name:
            yield content
            continue
        for line in filter(None, content.split("\n")):
            yield "\n".join(_strings(json.loads(line)))


@dataclass(frozen=True)
class Tokens:
    """A corpus as word ids of a provisional vocabulary; `words[id]`; `capitals[id]` counts."""

    ids: NDArray[np.int32]
    words: list[str]
    counts: Ints
    capitals: Ints


def tokenize(texts: Iterable[str]) -> Tokens:
    """All tokens of the texts; a text ends with a punctuation token.

    A word counts as capital only beside lower-case letters on its line: UBND, not a headline.
    """
    index: dict[str, int] = {word: i for i, word in enumerate(SPECIAL)}
    capitals: Counter[int] = Counter()
    parts: list[NDArray[np.int32]] = []
    for text in texts:
        ids = [PUNCTUATION]
        for line in unicodedata.normalize("NFC", text).split("\n"):
            mixed = not line.isupper()
            for word in re.findall(r"\b[^\W\d_]{2,}\b", line) if mixed else ():
                if word.isupper():
                    capitals[index.setdefault(word.lower(), len(index))] += 1
            for found in TOKEN.finditer(plain(line) + "\n"):
                kind = found.lastgroup
                if kind == "w":
                    ids.append(index.setdefault(found["w"], len(index)))
                elif kind == "n":
                    ids.append(NUMBER)
                elif ids[-1] != PUNCTUATION:
                    ids.append(PUNCTUATION)
        parts.append(np.array(ids, np.int32))
    ids_all = np.concatenate(parts)
    size = len(index)
    upper = np.zeros(size, np.int64)
    for word_id, count in capitals.items():
        upper[word_id] = count
    return Tokens(ids_all, list(index), np.bincount(ids_all, minlength=size), upper)


def _rhymes(tokens: Tokens) -> set[str]:
    """Rhymes of the language: seen often, unlike those of typing errors."""
    seen: Counter[str] = Counter()
    for word, count in zip(tokens.words, tokens.counts, strict=True):
        rhyme = rhyme_of(word)
        if rhyme is not None and "ii" not in rhyme:
            seen[rhyme] += int(count)
    return {rhyme for rhyme, count in seen.items() if count >= 600}


def choose_vocabulary(tokens: Tokens, extra: set[str]) -> tuple[list[str], list[int], Ints]:
    """Words kept, the kind of each (SYLLABLE_KIND ...), and provisional id -> final id.

    Syllables seen 5 times or in `extra` (place names); abbreviations 8 times; others 60 times.
    """
    rhymes = _rhymes(tokens)
    keep, kinds = list(SPECIAL), [SPECIAL_KIND] * len(SPECIAL)
    final = np.full(len(tokens.words), UNKNOWN, np.int64)
    final[: len(SPECIAL)] = range(len(SPECIAL))
    for i, word in enumerate(tokens.words):
        if i < len(SPECIAL):
            continue
        kind = _kind(word, int(tokens.counts[i]), int(tokens.capitals[i]), rhymes, extra)
        if kind is not None:
            final[i] = len(keep)
            keep.append(word)
            kinds.append(kind)
    return keep, kinds, final


def _kind(word: str, count: int, capitals: int, rhymes: set[str], extra: set[str]) -> int | None:
    """The kind of a word, None where it is left out."""
    rhyme = rhyme_of(word)
    least = 200 if rhyme == _toneless(word)[0] else 5  # a rhyme alone is mostly half a word
    if rhyme in rhymes and (count >= least or (word in extra and count >= 2)):
        return SYLLABLE_KIND
    if len(word) > 1 and len(word) <= 10 and capitals >= max(8, 0.5 * count):
        return ABBREVIATION_KIND
    return WORD_KIND if count >= 60 else None


def _quantise(probability: NDArray[Any]) -> NDArray[np.uint8]:
    quanta = np.round(-np.log(np.maximum(probability, 1e-9)) / STEP)
    stored: NDArray[np.uint8] = np.clip(quanta, 0, 255).astype(np.uint8)
    return stored


@dataclass(frozen=True)
class Level:
    """n-grams of one order: key (context, word), its count, sorted by key."""

    context: Ints
    word: Ints
    count: Ints


def _level(keys: Ints, size: int, weights: Ints | None = None) -> Level:
    unique, inverse, count = np.unique(keys, return_inverse=True, return_counts=True)
    if weights is not None:
        count = np.bincount(inverse, weights=weights).astype(np.int64)
    return Level(unique // size, unique % size, count)


def _discounted(
    level: Level, kept: NDArray[np.bool_], contexts: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """(count - D) / total of each kept n-gram, and the mass left over for each context."""
    total = np.bincount(level.context, level.count, contexts)
    part = np.where(kept, (level.count - DISCOUNT) / total[level.context], 0.0)
    return part, 1.0 - np.bincount(level.context, part, contexts)


def train(ids: Ints, size: int, *, cut2: int, cut3: int) -> dict[str, NDArray[Any]]:
    """Arrays of the model. n-grams with a count below the cut are left out, unknowns too.

    uni: log P(w), float32 (V,). start2 (V+1,): rows of each first word in word2, part2; left2
    (V,): mass for the unigram. A row of word2 is also a context of trigrams: start3, left3.
    """
    big = size
    tri = _level((ids[:-2] * big + ids[1:-1]) * big + ids[2:], big)
    bigram_keys = (tri.context % big) * big + tri.word
    two = _level(bigram_keys, big)  # continuation counts: distinct words before
    unigram = np.bincount(two.word, minlength=size).astype(np.float64)
    uni = (unigram + 0.1) / (unigram + 0.1).sum()
    seen2 = _level(ids[:-1] * big + ids[1:], big)
    pairs2 = two.context * big + two.word
    true2 = seen2.count[np.searchsorted(seen2.context * big + seen2.word, pairs2)]
    keep2 = (true2 >= cut2) & (two.word != UNKNOWN) & (two.context != UNKNOWN)
    part2, left2 = _discounted(two, keep2, size)
    rows = np.flatnonzero(keep2)
    key2 = pairs2[rows]
    compact, inverse = np.unique(tri.context, return_inverse=True)
    tri_level = Level(inverse, tri.word, tri.count)
    place = np.clip(np.searchsorted(key2, compact), 0, len(key2) - 1)
    has_row = key2[place] == compact
    keep3 = (tri.count >= cut3) & (tri.word != UNKNOWN) & has_row[inverse]
    part3, left3 = _discounted(tri_level, keep3, len(compact))
    left_row = np.ones(len(rows))
    left_row[place[has_row]] = left3[has_row]
    count_row = np.zeros(len(rows), np.int64)
    np.add.at(count_row, place[inverse[keep3]], 1)
    return {
        "uni": np.log(uni).astype(np.float32),
        "count2": np.bincount(two.context[rows], minlength=size).astype(np.uint16),
        "left2": _quantise(left2),
        "word2": two.word[rows].astype(np.uint16),
        "part2": _quantise(part2[rows]),
        "count3": count_row.astype(np.uint16),
        "left3": _quantise(left_row),
        "word3": tri.word[keep3].astype(np.uint16),
        "part3": _quantise(part3[keep3]),
    }
