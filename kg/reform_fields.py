"""The fields of the administrative reform programme, and which of them a text speaks of.

Source: the six contents of the master programme 2021-2030 (76/NQ-CP, section II), its steering.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold


@dataclass(frozen=True, slots=True)
class ReformField:
    """One field. cues: folded phrases that speak of it, the longest first."""

    code: str
    name: str
    cues: tuple[str, ...]


@lru_cache(maxsize=1)
def reform_fields() -> tuple[ReformField, ...]:
    """The fields, in the programme's order (corpus/reference/fields.csv)."""
    return tuple(
        ReformField(
            row["code"],
            row["name"],
            tuple(sorted((fold(cue) for cue in row["cues"].split("|")), key=len, reverse=True)),
        )
        for row in corpus.table("fields")
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (field.name, re.compile(rf"\b(?:{'|'.join(map(re.escape, field.cues))})\b"))
        for field in reform_fields()
    )


def classify_field(text: str, *, folded: bool = False) -> str | None:
    """The field that a text speaks of most, by the letters of its cue phrases; None without one.

    folded: `text` is folded already. A tie goes to the field named first in the text. Steering is
    the programme's remainder: it counts half, so that a field proper wins.

    >>> classify_field("Niêm yết thủ tục hành chính tại Bộ phận Một cửa")
    'cải cách thủ tục hành chính'
    >>> classify_field("Trồng cây") is None
    True
    """
    text = text if folded else fold(text)
    best: tuple[float, int, str] | None = None
    last = reform_fields()[-1].name
    for name, pattern in _patterns():
        hits = list(pattern.finditer(text))
        if hits:
            weight = sum(hit.end() - hit.start() for hit in hits) / (2 if name == last else 1)
            best = max(best or (0.0, 0, ""), (weight, -hits[0].start(), name))
    return best[2] if best else None
