"""Cue phrases of each intent, matched on folded words: what a question asks for.

The table `corpus/reference/intents.csv` holds one regular expression a row over folded words with
abbreviations written out; rows named <NAME> are parts that other rows use. The weights order the
intents where several cues are present: a specific cue beats a general one.
"""

import re
from collections import Counter
from functools import cache

import corpus
from kg.terms import Intent


@cache
def _cues() -> tuple[tuple[Intent, float, re.Pattern[str]], ...]:
    """(intent, weight, pattern) of each row, the named parts filled in."""
    rows = corpus.table("intents")
    parts = {row["intent"]: row["cue"] for row in rows if row["intent"].startswith("<")}
    cues = []
    for row in rows:
        if row["intent"] in parts:
            continue
        pattern = row["cue"]
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        bounded = pattern if pattern.startswith("^") else rf"(?<!\w)(?:{pattern})(?!\w)"
        cues.append((Intent(row["intent"]), float(row["weight"]), re.compile(bounded)))
    return tuple(cues)


def score_intents(folded: str) -> Counter[Intent]:
    """Weight of each intent whose cues stand in a folded question (the best cue counts)."""
    scores: Counter[Intent] = Counter()
    for intent, weight, cue in _cues():
        if cue.search(folded):
            scores[intent] = max(scores[intent], int(weight))
    return scores
