"""Train what tells a question's intent: python -m corpus.build.intent_model --help.

Phrasings with placeholders (<DOC>, <PLAN>, <TASK> ...) are filled with names, tasks and targets of
a library, several times each, some without diacritics, and masked as questions are when asked.
Classes: the intents, "out_of_scope" and "follow_up". Half a minute on one core.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from search import masking
from search.intents import features
from search.masking import masked
from search.spoken import normalise

SLOT = re.compile(r"<[A-Z]+>")
FILLINGS = 5
"""How many times each phrasing is filled: more teaches nothing further."""
STRENGTH = 4.0
"""Inverse of the regularisation, chosen by cross-validation over phrasings."""
LINKED = 0.6
"""Share of filled phrasings in which the plan meant is found in the library, and so is masked."""
FEWEST = 3
"""Filled phrasings in which a feature must stand."""
_MARKS = str.maketrans("đĐ", "dD")


def plain(text: str) -> str:
    """A text as typed without diacritics."""
    import unicodedata

    split = unicodedata.normalize("NFD", text.translate(_MARKS))
    return "".join(char for char in split if not unicodedata.combining(char))


def filled(phrasing: str, slots: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """A phrasing with something of the library in the place of each placeholder."""
    linked = chance.random() < LINKED

    def name(slot: re.Match[str]) -> str:
        if slot[0] == "<PLAN>" and linked:
            return masking.PLAN
        return chance.choice(slots[slot[0]])

    text = SLOT.sub(name, phrasing)
    bare = SLOT.sub("", phrasing)
    typed_plain = bare == plain(bare) or chance.random() < 0.2
    return plain(text) if typed_plain else text


def read_features(text: str) -> dict[str, float]:
    """What the model sees of a question."""
    return features(normalise(text), normalise(masked(text)))


def material(
    phrasings: Sequence[Mapping[str, Any]], slots: Mapping[str, Sequence[str]], seed: int
) -> tuple[list[dict[str, float]], list[str], list[int]]:
    """Features, classes and the number of the phrasing of each filled question."""
    chance = random.Random(seed)  # noqa: S311 -- examples, not secrets
    rows, classes, groups = [], [], []
    for number, phrasing in enumerate(phrasings):
        times = FILLINGS if SLOT.search(phrasing["text"]) else 2
        for _ in range(times):
            rows.append(read_features(filled(phrasing["text"], slots, chance)))
            classes.append(str(phrasing["intent"]))
            groups.append(number)
    return rows, classes, groups


def fitted(
    rows: Sequence[Mapping[str, float]], classes: Sequence[str], groups: Sequence[int]
) -> tuple[DictVectorizer, LogisticRegression]:
    """The model, each phrasing weighing the same however often it was filled."""
    counts = Counter(name for row in rows for name in row)
    kept = [{n: v for n, v in row.items() if counts[n] >= FEWEST} for row in rows]
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform(kept)
    often = Counter(groups)
    weight = np.array([1 / often[group] for group in groups])
    model = LogisticRegression(C=STRENGTH, max_iter=400)
    model.fit(matrix, list(classes), sample_weight=weight)
    return vectors, model


def cross_validated(
    rows: Sequence[Mapping[str, float]], classes: Sequence[str], groups: Sequence[int]
) -> tuple[float, float]:
    """Share right, and log loss, over five folds of phrasings never seen in training."""
    right, loss = 0.0, 0.0
    truth = np.array(classes)
    for known, unknown in GroupKFold(5).split(rows, classes, groups):
        vectors, model = fitted(
            [rows[i] for i in known], [classes[i] for i in known], [groups[i] for i in known]
        )
        shares = model.predict_proba(vectors.transform([rows[i] for i in unknown]))
        right += float((model.classes_[shares.argmax(axis=1)] == truth[unknown]).sum())
        column = {name: place for place, name in enumerate(model.classes_)}
        told = shares[np.arange(len(unknown)), [column[classes[i]] for i in unknown]]
        loss -= float(np.log(np.maximum(told, 1e-12)).sum())
    return right / len(rows), loss / len(rows)


def share_right(
    known: Sequence[Mapping[str, Any]],
    unknown: Sequence[Mapping[str, Any]],
    slots: Mapping[str, Sequence[str]],
    seed: int,
) -> float:
    """Share of one author's phrasings that a model learnt from others tells right."""
    vectors, model = fitted(*material(known, slots, seed))
    rows, classes, _ = material(unknown, slots, seed)
    return float((model.predict(vectors.transform(rows)) == np.array(classes)).mean())


def phrasings_of(file: Path) -> list[dict[str, Any]]:
    """The phrasings of one file, in order."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def save(vectors: DictVectorizer, model: LogisticRegression, target: Path) -> None:
    """The model as the product reads it: names, classes, weights (float16) and bias."""

    def text(names: Sequence[str]) -> npt.NDArray[np.uint8]:
        return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)

    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target,
        names=text(list(vectors.get_feature_names_out())),
        classes=text([str(name) for name in model.classes_]),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )


def main() -> None:
    """Read phrasings and fillings, print the cross-validation, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = Path(__file__).parent / "questions"
    names = ("phrasings", "phrasings_second", "phrasings_third")
    authors = [folder / f"{name}.jsonl" for name in names]
    parser.add_argument("--phrasings", type=Path, nargs="+", default=authors, help="one an author")
    parser.add_argument("--fillings", type=Path, default=folder / "fillings.json")
    parser.add_argument("--out", type=Path, default=Path("corpus/models/intents/model.npz"))
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    written = [phrasings_of(file) for file in given.phrasings]
    phrasings = [line for author in written for line in author]
    slots = json.loads(given.fillings.read_text(encoding="utf-8"))
    made = material(phrasings, slots, given.seed)
    right, loss = cross_validated(*made)
    print(f"{len(phrasings)} phrasings, {len(made[0])} filled: right {right:.4f}, loss {loss:.4f}")
    for one in range(len(written)):
        others = [line for author in written[:one] + written[one + 1 :] for line in author]
        if others:
            told = share_right(others, written[one], slots, given.seed)
            print(
                f"learnt from the other authors, asked of {given.phrasings[one].name}: {told:.4f}"
            )
    save(*fitted(*made), given.out)


if __name__ == "__main__":
    main()
