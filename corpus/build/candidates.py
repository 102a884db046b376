"""What the first stage finds for questions that none of its learnt parts has seen.

Questions are drawn into folds. For each fold, what words count and the embedding model are learnt
from the others' questions; with them both sides look for its own, as `search.engine` does. So a
ranker learns from features as they are for questions nobody knows.
"""

import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.build.embedding_model import Material, Recipe, learnt, save
from corpus.build.first_stage import FirstStage
from corpus.build.retrieval_data import Article, Question
from search.analysis import pairs, query_terms
from search.candidates import Candidates
from search.encoder import StaticEncoder
from search.forward import LONGEST_BODY, Parts
from search.fusion import fuse
from search.hits import POOL, RERANKED
from search.ranking import tokens
from search.ranking.weights import Weigh

Floats = npt.NDArray[np.float32]

PAIR_MET, WORD_MET = 0.5, 0.85
"""How often a pair or word of a question stands in the right article, taken for unknown ones."""
DOUBT = 5
"""So many unknown meetings are added to those counted."""
SHARPNESS = 2
LEAST = 3
"""Questions that a term must stand in for a weight of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of one question, in fused order: places of articles and their scores."""

    rows: npt.NDArray[np.int64]
    lexical: Floats
    bound: float
    dense: Floats
    fused: Floats


def weights(asked: Sequence[Question], known: Sequence[Article]) -> dict[str, float]:
    """What each term of questions counts: how often it is met in the answer, against others."""
    seen: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for question in asked:
        held = _terms(known[question.answers[0]])
        for term in set(query_terms(question.text)):
            seen[term] += 1
            met[term] += term in held
    return {
        term: max(0.001, round(_weight(term, met[term], count), 3))
        for term, count in sorted(seen.items())
        if count >= LEAST and not term.startswith(("#", "@"))
    }


def _weight(term: str, met: int, seen: int) -> float:
    usual = PAIR_MET if "_" in term else WORD_MET
    return ((met + DOUBT * usual) / (seen + DOUBT) / usual) ** SHARPNESS


def _terms(article: Article) -> set[str]:
    fields = article.fields
    parts = [list(part) for part in (fields.title, fields.above, fields.heading, fields.body)]
    return {term for part in parts for term in (*part, *pairs(part))}


def weigher(table: dict[str, float]) -> Weigh:
    """A table of weights as a function; 1 for what it does not hold."""
    return lambda term: table.get(term, 1.0)


def of_fold(
    shared: Material, asked: Sequence[Question], others: Sequence[Question], work: Path
) -> tuple[dict[str, float], list[Found]]:
    """Term weights learnt from `others`, and candidates of each question of `asked`.

    work: a folder that keeps the embedding model and the candidates; a second call reads them.
    """
    kept = work / "found.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]  # noqa: S301
    work.mkdir(parents=True, exist_ok=True)
    table = weights(others, shared.known)
    rows = learnt(shared, others, Recipe())
    save(work / "embedding", shared.vocabulary, rows, {})
    encoder = StaticEncoder(work / "embedding")
    vectors = encoder.passages([article.passage for article in shared.known])
    queries = encoder.queries([question.text for question in asked])
    weigh = weigher(table)
    found = [
        first(shared.stage, vectors, (question.text, query), weigh)
        for question, query in zip(asked, queries, strict=True)
    ]
    kept.write_bytes(pickle.dumps((table, found)))
    return table, found


def first(stage: FirstStage, vectors: Floats, asked: tuple[str, Floats], weigh: Weigh) -> Found:
    """Both sides' best for one question (its text and vector), fused."""
    text, query = asked
    words, bound = stage.words.nearest(text, POOL, weigh=weigh)
    by_words = dict(zip(words.rows, words.scores, strict=True))
    cosine = vectors @ query
    best = np.argpartition(-cosine, min(POOL, len(cosine)) - 1)[:POOL]
    rows = np.union1d(best, np.array(words.rows, np.int64))
    by_meaning = {int(row): float(cosine[row]) for row in rows} if query.any() else {}
    ranked = [one for one in fuse(by_words, by_meaning) if one.score > 0][:RERANKED]
    return Found(
        np.array([one.row for one in ranked], np.int64),
        np.array([by_words.get(one.row, 0.0) for one in ranked], np.float32),
        bound,
        np.array([by_meaning.get(one.row, 0.0) for one in ranked], np.float32),
        np.array([one.score for one in ranked], np.float32),
    )


def candidates(found: Found, known: Sequence[Article], stage: FirstStage) -> Candidates:
    """As the engine would hand them to the second stage."""
    return Candidates(
        rows=found.rows,
        documents=[known[row].passage.document for row in found.rows],
        lexical=found.lexical,
        bound=found.bound,
        dense=found.dense,
        fused=found.fused,
        tokens=[_kept(tokens.ids(known[row].fields)) for row in found.rows],
        frequency=stage.words.frequencies,
        total=len(known),
    )


def _kept(parts: Parts) -> Parts:
    """As much of an article as the forward index keeps."""
    title, above, heading, body = parts
    return title, above, heading, body[:LONGEST_BODY]
