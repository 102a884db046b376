"""What the second stage knows of a candidate: one row of numbers for each.

Words (BM25, what each field covers of the question and the question of each field), meaning
(cosine), order and nearness of words, the document (kind, year, how often it is cited, how much
of it was found), and what sort of question is asked.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.ranking.overlap import Asked, Overlap, densest, overlap
from search.ranking.tokens import Ids

Floats = npt.NDArray[np.float32]

_KINDS = {"law": "qh", "decree": "nđ-cp", "joint": "ttlt", "circular": "tt", "decision": "qđ"}
_YEAR = re.compile(r"/((?:19|20)\d\d)(?:/|$)|(?:^|/)(?:19|20)(\d\d)/")
_SORTS = {
    "what_is": r"\bla gi\b|\bla nhu the nao\b|\bthe nao la\b|\bkhai niem\b|\bduoc hieu\b|\bduoc goi la\b",
    "who": r"\bai\b|\bco quan nao\b|\bnguoi nao\b|\bdon vi nao\b|\btham quyen\b|\bdo .{2,20} nao\b",
    "how_much": r"\bbao nhieu\b|\bmay\b|\bmuc\b|\bbao lau\b|\bthoi han\b|\bthoi gian\b",
    "whether": r"\bco (?:duoc|phai|bi|can|duoc phep)\b|\b(?:khong|hay khong|chua)\s*\??$",
    "how": r"\bnhu the nao\b|\bra sao\b|\bthe nao\b",
    "penalty": r"\bphat\b|\bxu ly\b|\bky luat\b",
    "papers": r"\bho so\b|\bgiay to\b|\bthu tuc\b|\btrinh tu\b",
    "which": r"\bgom\b|\bnhung\b|\bcac\b|\bnao\b|\bgi\b",
}
_ASKS = {name: re.compile(pattern) for name, pattern in _SORTS.items()}
_HEADS = {
    "defines": "giai thich tu ngu",
    "scope": "pham vi dieu chinh",
    "rights": "quyen va nghia vu",
    "duties": "trach nhiem",
    "procedure": "trinh tu thu tuc",
    "papers": "ho so",
    "conditions": "dieu kien",
    "penalty": "xu phat",
    "competence": "tham quyen",
    "term": "thoi han",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the second stage reads it: folded text, its syllables with their weights."""

    folded: str
    syllables: tuple[str, ...]
    asked: Asked


def field_features(name: str, question: Asked, found: Overlap) -> dict[str, Floats]:
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
    scores: first stage's scores by name, shape (n,) each. cited: passages that name a document.
    """
    title, above, heading, body = (
        overlap(question.asked, [one[place] for one in tokens]) for place in range(4)
    )
    asked = question.asked
    found: dict[str, Floats] = {}
    for name, field in (("title", title), ("above", above), ("heading", heading), ("body", body)):
        found |= field_features(name, asked, field)
    found["heading_bm25"] = saturated(heading, asked.weights, 12)
    found["body_bm25"] = saturated(body, asked.weights, 250)
    outside = title.has | heading.has | above.has
    head = title.has | heading.has
    everywhere = outside | body.has
    found["names_cover"] = share(head, asked.weights)
    found["all_cover"] = share(everywhere, asked.weights)
    found["pairs_cover"] = share(
        title.has_pairs | above.has_pairs | heading.has_pairs | body.has_pairs, asked.pair_weights
    )
    found["names_pairs"] = share(title.has_pairs | heading.has_pairs, asked.pair_weights)
    total = max(1e-6, float(asked.weights.sum()))
    if len(asked.weights):
        found["worst_missing"] = ((~everywhere * asked.weights).max(1) / total).astype(np.float32)
        found["only_title"] = (
            (title.has & ~heading.has & ~body.has) @ asked.weights / total
        ).astype(np.float32)
        found["only_body"] = ((body.has & ~outside) @ asked.weights / total).astype(np.float32)
    else:
        zero = np.zeros(len(documents), np.float32)
        found |= {"worst_missing": zero, "only_title": zero, "only_body": zero}
    found["window"], found["window_at"] = densest(asked, body)
    found |= _ranks(scores)
    found |= _of_documents(documents, scores["fused"], cited)
    found |= _of_question(question, len(documents))
    found |= _of_headings(question, tokens)
    return list(found), np.column_stack([np.asarray(v, np.float32) for v in found.values()])


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
    """Kind and year of each candidate's document, how it stands among the candidates."""
    n = len(documents)
    kind = np.zeros(n, np.float32)
    year = np.zeros(n, np.float32)
    for at, name in enumerate(documents):
        low = name.lower()
        kind[at] = next((k for k, mark in enumerate(_KINDS.values(), 1) if mark in low), 0)
        match = _YEAR.search(low)
        year[at] = float(match[1] or 1900 + int(match[2])) if match else 0
    counts = Counter(documents)
    order = np.argsort(-fused, kind="stable")
    sums: dict[str, float] = {}
    best: dict[str, float] = {}
    place = np.zeros(n, np.float32)
    met: Counter[str] = Counter()
    for at in order:
        name = documents[at]
        place[at] = met[name]
        met[name] += 1
        sums[name] = sums.get(name, 0.0) + float(fused[at])
        best.setdefault(name, float(fused[at]))
    top = max(sums.values(), default=1.0) or 1.0
    return {
        "kind": kind,
        "year": year,
        "document_found": np.array([counts[name] for name in documents], np.float32),
        "document_sum": np.array([sums[name] / top for name in documents], np.float32),
        "document_best": np.array([best[name] for name in documents], np.float32),
        "document_place": np.log1p(place),
        "document_cited": np.log1p([cited.get(name, 0) for name in documents]).astype(np.float32),
    }


def _of_question(question: Question, n: int) -> dict[str, Floats]:
    sorts = {
        f"asks_{name}": float(bool(ask.search(question.folded))) for name, ask in _ASKS.items()
    }
    sorts["words_asked"] = float(len(question.syllables))
    return {name: np.full(n, value, np.float32) for name, value in sorts.items()}


def _of_headings(question: Question, tokens: Sequence[Sequence[Ids]]) -> dict[str, Floats]:
    """How many candidates share a heading, and its length compared with the question's."""
    keys = [one[2].tobytes() for one in tokens]
    counts = Counter(keys)
    return {"same_heading": np.array([counts[key] for key in keys], np.float32)}
