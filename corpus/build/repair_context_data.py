"""Training data of `ingest.repair.context`: runs of damaged atoms with their true words."""

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.build.repair_channel import HELD_EVERY, HELD_PAGE, Channel, read_pairs
from corpus.build.repair_damage import IGNORED, SPECIAL, Damage, Labelled, aligned, damaged
from corpus.build.repair_language import rhyme_of
from ingest.repair.syllables import load_model

LEAST = 25  # how often a word outside the shipped vocabulary must come


@dataclass(frozen=True)
class Stream:
    """Consecutive atoms: `tokens[i]` is an index into a table, `labels[i]` a class or -1."""

    tokens: NDArray[np.int32]
    labels: NDArray[np.int16]

    def save(self, path: Path) -> None:
        """Write both arrays."""
        np.savez(path, tokens=self.tokens, labels=self.labels)

    @staticmethod
    def load(path: Path) -> "Stream":
        """Read what `save` wrote."""
        with np.load(path) as file:
            return Stream(file["tokens"], file["labels"])


def _shard(task: tuple[Sequence[str], int]) -> Labelled:
    texts, seed = task
    damage = Damage(load_model(), random.Random(seed))  # noqa: S311
    tokens: list[str] = []
    found: list[str] = []
    for text in texts:
        more, labels = damaged(text, damage)
        tokens += more
        found += labels
    return tokens, found


def _numbered(values: Sequence[str], index: dict[str, int]) -> NDArray[np.int32]:
    return np.fromiter((index.setdefault(v, len(index)) for v in values), np.int32, len(values))


def synthetic(texts: Sequence[str], seed: int, pool: Executor) -> Iterator[Labelled]:
    """Damaged texts, 10 at a time, the same for the same seed; begun at once."""
    shards = [(texts[i : i + 10], seed + i) for i in range(0, len(texts), 10)]
    return pool.map(_shard, shards)


def real(paths: Iterable[Path], reserved: str) -> Labelled:
    """Line pairs as they were read, labelled by alignment.

    Held-out pages are left out, and lines whose truth stands in the reserved text.
    """
    pairs = [(raw, truth) for raw, truth in read_pairs(paths) if truth.lower() not in reserved]
    return aligned(pairs, Channel(load_model().confusions))


def held_pairs(path: Path) -> Labelled:
    """The line pairs of the pages that `read_pairs` leaves out, labelled alike."""
    pairs = []
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        record = json.loads(line)
        if record.get("page", 0) % HELD_EVERY == HELD_PAGE:
            raw, truth = (
                " ".join(unicodedata.normalize("NFC", record[key]).split())
                for key in ("raw", "truth")
            )
            pairs.append((raw, truth))
    return aligned(pairs, Channel(load_model().confusions))


def number_streams(
    parts: Iterable[Labelled], known: Sequence[Labelled], held: Sequence[Labelled]
) -> tuple[list[str], list[str], list[Stream]]:
    """Table of atoms, vocabulary (specials first), one stream for `parts`, each known and held."""
    table: dict[str, int] = {}
    words: dict[str, int] = {}
    arrays = []
    for tokens, found in parts:
        arrays.append((_numbered(tokens, table), _numbered(found, words)))
    joined = [(np.concatenate([a for a, _ in arrays]), np.concatenate([b for _, b in arrays]))]
    joined += [(_numbered(a, table), _numbered(b, words)) for a, b in (*known, *held)]
    names = list(words)
    counts = np.bincount(joined[0][1], minlength=len(names))
    vocabulary = choose(Counter(dict(zip(names, counts.tolist(), strict=True))))
    place = {word: i for i, word in enumerate(vocabulary)}
    unknown = place["<unk>"]
    classes = np.array([-1 if n == IGNORED else place.get(n, unknown) for n in names], np.int16)
    return list(table), vocabulary, [Stream(a, classes[b]) for a, b in joined]


def choose(counts: Counter[str]) -> list[str]:
    """Specials, the shipped vocabulary, and other syllables that are common enough."""
    model = load_model()
    shipped = [w for w, kind in zip(model.words, model.kinds, strict=True) if kind]
    common = [w for w, n in counts.items() if n >= LEAST and w[0] != "<" and rhyme_of(w)]
    return [*SPECIAL, *sorted({*shipped, *common})]
