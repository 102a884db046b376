"""Documents whose words are drawn by lot, and what an engine finds of them."""

import numpy as np

from kg.model import Passage

SYLLABLES = "xa phuong kinh phi ke hoach nhan dan so mot cua ho giay phep dat dai thue".split()


def document(name, count=3, seed=0, own=""):
    random = np.random.default_rng([seed, *name.encode()])
    return [
        Passage(
            f"{name}#{at}",
            name,
            ("Chương", " ".join(random.choice(SYLLABLES, 2))),
            f"{own} {' '.join(random.choice(SYLLABLES, 20))}",
            1,
            1,
            title=f"Quyết định {random.choice(SYLLABLES)}",
        )
        for at in range(count)
    ]


def library(count):
    return {f"d{number}": document(f"d{number}") for number in range(count)}


def flat(held):
    return [passage for passages in held.values() for passage in passages]


def found(engine, query="kinh phí xã", k=500, **filters):
    return {hit.passage: hit for hit in engine.search(query, k, **filters)}
