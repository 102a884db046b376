"""What the second stage knows of a candidate: one row of numbers for each.

Words (BM25, what each field covers of the question and the question of each field), meaning
(cosine), order and nearness of words, the document (kind, how often it is cited, how much
of it was found), and what sort of question is asked.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.folding import fold
from search.ranking.overlap import Asked, Overlap, densest, overlap
from search.ranking.tokens import Ids

Floats = npt.NDArray[np.float32]

_KIND = re.compile(  # law, decree, joint circular, circular, decision; in a number or an id
    r"(?<![a-z])(?:((?:ubtv)?qh\d)|(nd-cp)|(ttlt)|(tt)(?![a-z])|(qd)(?![a-z]))"
)
_SORTS = {
    "what_is": r"\bla gi\b|\bthe nao la\b|\bkhai niem\b|\bduoc (?:hieu|goi la)\b",
    "who": r"\bai\b|\b(?:co quan|nguoi|don vi) nao\b|\btham quyen\b|\bdo .{2,20} nao\b",
    "how_much": r"\bbao (?:nhieu|lau)\b|\bmay\b|\bmuc\b|\bthoi (?:han|gian)\b",
    "whether": r"\bco (?:duoc|phai|bi|can)\b|\b(?:khong|chua)\s*\??$",
    "how": r"\bthe nao\b|\bra sao\b",
    "penalty": r"\bphat\b|\bxu ly\b|\bky luat\b",
    "papers": r"\bho so\b|\bgiay to\b|\bthu tuc\b|\btrinh tu\b",
    "which": r"\bgom\b|\bnhung\b|\bcac\b|\bnao\b|\bgi\b",
}
_ASKS = {name: re.compile(pattern) for name, pattern in _SORTS.items()}
_USUAL = {"heading": 12, "body": 250}
"""Syllables that a field usually has, for BM25."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the second stage reads it: folded text, its syllables with their weights."""

    folded: str
    syllables: tuple[str, ...]
    asked: Asked


def _of_field(name: str, question: Asked, found: Overlap) -> dict[str, Floats]:
    """What one field tells."""
    singles, pairs = question.weights, question.pair_weights
    return {
        f"{name}_covers": share(found.has, singles),
        f"{name}_covers_pairs": share(found.has_pairs, pairs),
        f"{name}_covered": found.covered,
        f"{name}_in_order": found.in_order,
        f"{name}_run": found.run,
        f"{name}_length": np.log1p(found.lengths),
    }


def share(has: npt.NDArray[np.bool_], weights: Floats) -> Floats:
    """Weight of what each candidate has, as a share of all, in [0, 1]."""
    total = float(weights.sum())
    return (has @ weights / total if total else np.zeros(len(has))).astype(np.float32)


def saturated(found: Overlap, weights: Floats, average: float, slope: float = 0.75) -> Floats:
    """BM25 of one field with the question's own weights, as a share of what can be reached."""
    total = float(weights.sum())
    norm = 1.2 * (1 - slope + slope * found.lengths / average)
    gained = found.counts / (found.counts + norm[:, None])
    return (gained @ weights / total if total else np.zeros(len(norm))).astype(np.float32)


def features(
    question: Question,
    tokens: Sequence[Sequence[Ids]],
    documents: Sequence[str],
    scores: Mapping[str, Floats],
    cited: Mapping[str, int],
) -> tuple[list[str], Floats]:
    """Names of the features, and their values for n candidates, float32 (n, f).

    tokens: (title, above, heading, body) of each candidate. documents: of each.
    scores: first stage's scores by name, shape (n,) each, "fused" among them. cited: how many
    passages name a document.
    """
    fields = {
        name: overlap(question.asked, [one[place] for one in tokens])
        for place, name in enumerate(("title", "above", "heading", "body"))
    }
    found: dict[str, Floats] = {}
    for name, field in fields.items():
        found |= _of_field(name, question.asked, field)
    found |= _of_all(question.asked, fields)
    found["window"], found["window_at"] = densest(question.asked, fields["body"])
    found |= _ranks(scores)
    found |= _of_documents(documents, scores["fused"], cited)
    found |= _of_question(question, len(documents))
    headings = Counter(one[2].tobytes() for one in tokens)
    found["same_heading"] = np.array([headings[one[2].tobytes()] for one in tokens], np.float32)
    return list(found), np.column_stack([np.asarray(each, np.float32) for each in found.values()])


def _of_all(asked: Asked, fields: Mapping[str, Overlap]) -> dict[str, Floats]:
    """What the fields tell together."""
    title, above, heading, body = fields.values()
    named = title.has | heading.has
    outside = named | above.has
    everywhere = outside | body.has
    in_pairs = title.has_pairs | heading.has_pairs
    every_pair = in_pairs | above.has_pairs | body.has_pairs
    weights, total = asked.weights, max(1e-6, float(asked.weights.sum()))
    missing = np.where(everywhere, 0, weights).max(axis=1, initial=0) / total
    return {
        **{f"{name}_bm25": saturated(fields[name], weights, _USUAL[name]) for name in _USUAL},
        "names_cover": share(named, weights),
        "names_pairs": share(in_pairs, asked.pair_weights),
        "all_cover": share(everywhere, weights),
        "pairs_cover": share(every_pair, asked.pair_weights),
        "worst_missing": missing.astype(np.float32),
        "only_title": share(title.has & ~heading.has & ~body.has, weights),
        "only_body": share(body.has & ~outside, weights),
    }


def _ranks(scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """Each score, its distance from the best, and its place among the candidates."""
    found: dict[str, Floats] = {}
    for name, values in scores.items():
        best = float(values.max()) if len(values) else 0.0
        found[name] = values
        found[f"{name}_of_best"] = values / best if best > 0 else values
        place = np.empty(len(values), np.float32)
        place[np.argsort(-values, kind="stable")] = np.arange(len(values))
        found[f"{name}_place"] = np.log1p(place)
    return found


def _of_documents(
    documents: Sequence[str], fused: Floats, cited: Mapping[str, int]
) -> dict[str, Floats]:
    """Kind of each candidate's document, how often it is cited, how much of it was found.

    The year is left out on purpose: questions of some year like documents of some years, and
    those to come will not.
    """
    counts, met = Counter(documents), Counter[str]()
    sums: dict[str, float] = {}
    best: dict[str, float] = {}
    place = np.zeros(len(documents), np.float32)
    for at in np.argsort(-fused, kind="stable"):
        name = documents[at]
        place[at] = met[name]
        met[name] += 1
        sums[name] = sums.get(name, 0.0) + float(fused[at])
        best.setdefault(name, float(fused[at]))
    top = max(sums.values(), default=0.0) or 1.0
    columns = {
        "kind": [_kind(name) for name in documents],
        "document_found": [counts[name] for name in documents],
        "document_sum": [sums[name] / top for name in documents],
        "document_best": [best[name] for name in documents],
        "document_place": np.log1p(place),
        "document_cited": np.log1p([cited.get(name, 0) for name in documents]),
    }
    return {name: np.asarray(column, np.float32) for name, column in columns.items()}


def _kind(name: str) -> int:
    """Kind of a document by its number or its id: law 1, decree 2, ... , unknown 0."""
    found = _KIND.search(fold(unicodedata.normalize("NFC", name)))
    return (found.lastindex or 0) if found else 0


def _of_question(question: Question, n: int) -> dict[str, Floats]:
    folded = question.folded
    sorts = {f"asks_{sort}": float(bool(ask.search(folded))) for sort, ask in _ASKS.items()}
    sorts["words_asked"] = float(len(question.syllables))
    return {name: np.full(n, value, np.float32) for name, value in sorts.items()}
