"""Train the shipped embedding model: python -m corpus.build.embedding_model --help.

A static model: one row of numbers for each frequent folded syllable and pair of syllables; a
text is the mean of its rows. Rows are trained so that what is asked comes near the article that
settles it (multiple negatives ranking, both ways; Henderson et al. 2017): headings (bare, with
their document's title, or asked as questions), stretches of text, clauses that refer to an
article, and real and written questions with what the lexical side took for their answer as hard
negatives. Minutes on a CPU.

Written as sentence-transformers reads it: `SentenceTransformer(folder)`; rows are int8 with one
scale each. Text goes through `search.encoder.static_text` first.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from corpus.build.first_stage import FirstStage
from corpus.build.retrieval_data import (
    Article,
    Question,
    Reference,
    articles,
    questions,
    references,
)
from search.analysis import pairs, words

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Loss = torch.Tensor

UNKNOWN = "[UNK]"
FRAMES = (
    ("", "được quy định như thế nào"),
    ("quy định về", "như thế nào"),
    ("", "là gì"),
    ("", "gồm những gì"),
    ("theo quy định của pháp luật", "được thực hiện ra sao"),
    ("", "bao gồm những nội dung nào"),
    ("ai có thẩm quyền", ""),
    ("cơ quan nào", ""),
    ("có được", "không"),
    ("có phải", "không"),
    ("xin hỏi", ""),
    ("thủ tục", "thế nào"),
    ("", "bao nhiêu"),
    ("tôi muốn hỏi về", ""),
    ("điều kiện để", "là gì"),
    ("khi nào", ""),
    ("", "trong trường hợp nào"),
    ("", "theo quy định mới nhất"),
    ("những", "nào"),
    ("có bị xử phạt", "không"),
)
"""Ways in which people turn a subject into a question."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every choice of a training; the defaults made the shipped model."""

    dimension: int = 384
    vocabulary: int = 60_000
    epochs: int = 3
    batch: int = 1024
    rate: float = 0.01
    scale: float = 20.0  # 1 / temperature
    body: int = 160  # words of an article's text
    neighbours: int = 2  # articles that follow each other stay in one batch: hard negatives
    stretch: float = 0.1  # share of anchors that are a stretch of the text itself
    framed: float = 0.5  # share of anchors that are a heading asked as a question
    headed: float = 0.5  # share of articles that show their heading
    titled: float = 0.7  # share of articles that show their document's title
    questions: int = 320  # questions with known answers in each batch
    references: int = 64  # clauses that refer to an article in each batch
    misses: int = 15  # best wrong articles of the lexical side that a hard negative is drawn from
    seed: int = 7


class Vocabulary:
    """Terms with a row of their own: all syllables seen three times, then frequent pairs."""

    def __init__(self, known: Sequence[Article], size: int) -> None:
        single: dict[str, int] = {}
        double: dict[str, int] = {}
        for article in known:
            fields = article.fields
            whole = [*fields.title, *fields.heading, *fields.body]
            for counts, found in ((single, whole), (double, pairs(whole))):
                for term in set(found):
                    counts[term] = counts.get(term, 0) + 1
        kept = sorted(term for term, count in single.items() if count >= 3)
        frequent = sorted(double, key=lambda term: (-double[term], term))
        kept += frequent[: max(0, size - len(kept) - 1)]
        self.terms = [UNKNOWN, *kept]
        self.ids = {term: number for number, term in enumerate(self.terms)}
        seen = [len(known), *(single.get(term) or double[term] for term in kept)]
        self.idf = np.log1p(len(known) / np.array(seen, np.float32))

    def rows(self, syllables: Sequence[str]) -> Ids:
        """Row numbers of a text's known syllables and pairs."""
        found = [self.ids[t] for t in (*syllables, *pairs(list(syllables))) if t in self.ids]
        return np.array(found, np.int32)


class Articles:
    """Draws what is asked of an article (anchor) and what should come near it (positive)."""

    def __init__(self, known: Sequence[Article], vocabulary: Vocabulary, recipe: Recipe) -> None:
        self.random = np.random.default_rng(recipe.seed)
        self._recipe, self._known, self._vocabulary = recipe, known, vocabulary
        titles = {one.fields.title: vocabulary.rows(one.fields.title) for one in known}
        self._titles = [titles[one.fields.title] for one in known]
        self._headings = [vocabulary.rows(one.fields.heading) for one in known]
        self._bodies = [vocabulary.rows(one.fields.body[: recipe.body]) for one in known]
        self._frames = [tuple(tuple(words(half)) for half in frame) for frame in FRAMES]

    def anchor(self, at: int) -> Ids:
        """A heading, a heading as a question, or a stretch of the text of article `at`."""
        draw, fields = self.random.random(), self._known[at].fields
        if draw < self._recipe.stretch and len(fields.body) > 30:
            length = int(self.random.integers(6, 20))
            room = max(1, min(len(fields.body), self._recipe.body) - length)
            start = int(self.random.integers(0, room))
            return self._vocabulary.rows(fields.body[start : start + length])
        if draw < self._recipe.stretch + self._recipe.framed:
            before, after = self._frames[int(self.random.integers(len(self._frames)))]
            title = fields.title[4:] if self.random.random() < 0.3 else ()
            return self._vocabulary.rows((*before, *fields.heading, *title, *after))
        if self.random.random() < 0.5:
            return np.concatenate([self._headings[at], self._titles[at]])
        return self._headings[at]

    def positive(self, at: int) -> Ids:
        """The text of article `at`, often with its document's title and its heading."""
        parts = [self._bodies[at]]
        if self.random.random() < self._recipe.titled:
            parts.append(self._titles[at])
        if self.random.random() < self._recipe.headed:
            parts.append(self._headings[at])
        return np.concatenate(parts)

    def batches(self) -> Iterator[list[int]]:
        """All articles once an epoch, neighbours kept together, otherwise shuffled."""
        for _ in range(self._recipe.epochs):
            numbers = np.arange(len(self._known))
            chunks = np.array_split(numbers, max(1, len(numbers) // self._recipe.neighbours))
            self.random.shuffle(chunks)
            order = np.concatenate(chunks)
            size = min(self._recipe.batch, len(order))
            for start in range(0, len(order) - size + 1, size):
                yield order[start : start + size].tolist()


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked whose article is known. misses: articles that look like it and are not."""

    terms: Ids
    article: int
    misses: tuple[int, ...] = ()


class Supervision:
    """Questions and references, drawn into each batch beside the articles' own headings."""

    def __init__(
        self, asked: Sequence[Question], cited: Sequence[Reference], vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        self.asked: list[Asked] = []
        self.cited = [Asked(vocabulary.rows(one.words), one.article) for one in cited]
        self._questions = asked

    def find_misses(self, stage: FirstStage | None, count: int) -> None:
        """Number the questions, with the lexical side's best wrong articles."""
        for one in self._questions:
            terms = self._vocabulary.rows(words(one.text))
            near = stage.nearest(one.text, count + len(one.answers)) if stage else ()
            misses = tuple(place for place in near if place not in one.answers)[:count]
            self.asked += [Asked(terms, article, misses) for article in one.answers]

    def draw(self, random: np.random.Generator, recipe: Recipe) -> list[Asked]:
        """So many of each kind as the recipe says."""
        found = []
        for known, count in ((self.asked, recipe.questions), (self.cited, recipe.references)):
            if known:
                found += [known[at] for at in random.integers(0, len(known), count)]
        return found


def bags(embedding: torch.nn.EmbeddingBag, texts: Sequence[Ids]) -> torch.Tensor:
    """Unit vectors of texts given as row numbers."""
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    flat = torch.from_numpy(np.concatenate(texts).astype(np.int64))
    return torch.nn.functional.normalize(embedding(flat, torch.from_numpy(starts)))


def ranking_loss(asked: torch.Tensor, near: torch.Tensor, same: torch.Tensor, scale: float) -> Loss:
    """Cross entropy of finding each one's partner in the batch, both ways.

    asked: (n, d). near: (m, d), partners first, then hard negatives. same: bool (n, m), pairs
    that are no negatives of each other.
    """
    scores = (scale * asked @ near.T).masked_fill(same, -1e4)
    partner = torch.arange(len(asked))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(scores, partner) + entropy(scores[:, : len(asked)].T, partner)) / 2


def _same(every: npt.NDArray[np.int64], kind: npt.NDArray[np.int64], n: int) -> torch.Tensor:
    """Which articles have one heading, so that neither is wrong for the other; bool (n, m)."""
    same = torch.from_numpy(kind[every[:n]][:, None] == kind[every][None, :])
    same[torch.arange(n), torch.arange(n)] = False
    return same


def train(
    known: Sequence[Article], supervision: Supervision, vocabulary: Vocabulary, recipe: Recipe
) -> Floats:
    """Rows of the vocabulary, float32, shape (terms, dimension)."""
    torch.manual_seed(recipe.seed)
    drawn = Articles(known, vocabulary, recipe)
    embedding = torch.nn.EmbeddingBag(len(vocabulary.terms), recipe.dimension, mode="sum")
    idf = torch.from_numpy(vocabulary.idf)[:, None]
    start = torch.randn(len(vocabulary.terms), recipe.dimension) * recipe.dimension**-0.5
    embedding.weight.data = start * idf * 0.3
    optimizer = torch.optim.Adam(embedding.parameters(), lr=recipe.rate)
    kinds: dict[tuple[str, ...], int] = {}
    kind = np.array([kinds.setdefault(one.fields.heading, len(kinds)) for one in known])
    steps = max(1, recipe.epochs * (len(known) // min(recipe.batch, len(known))))
    for step, chosen in enumerate(drawn.batches()):
        more = supervision.draw(drawn.random, recipe)
        anchors = [drawn.anchor(at) for at in chosen] + [one.terms for one in more]
        misses = [one.misses[drawn.random.integers(len(one.misses))] for one in more if one.misses]
        every = np.array([*chosen, *(one.article for one in more), *misses])
        optimizer.param_groups[0]["lr"] = recipe.rate * max(0.02, 1 - step / steps)
        near = bags(embedding, [drawn.positive(int(at)) for at in every])
        same = _same(every, kind, len(anchors))
        loss = ranking_loss(bags(embedding, anchors), near, same, recipe.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f}", flush=True)
    weights: Floats = embedding.weight.detach().numpy()
    weights[0] = 0  # the unknown term says nothing
    return weights


@dataclass(frozen=True, slots=True)
class Material:
    """What every model of these articles shares: read and counted once."""

    known: Sequence[Article]
    stage: FirstStage
    vocabulary: Vocabulary
    cited: Sequence[Reference]


def material(known: Sequence[Article], recipe: Recipe) -> Material:
    """Index the articles by words, choose the vocabulary, find references between them."""
    vocabulary = Vocabulary(known, recipe.vocabulary)
    return Material(known, FirstStage(known), vocabulary, references(known))


def learnt(shared: Material, asked: Sequence[Question], recipe: Recipe) -> Floats:
    """Rows of the vocabulary, from articles, references between them and these questions."""
    supervision = Supervision(asked, shared.cited, shared.vocabulary)
    supervision.find_misses(shared.stage, recipe.misses)
    return train(shared.known, supervision, shared.vocabulary, recipe)


def quantised(rows: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Rows as int8 with one scale each: row = int8 * scale."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def save(out: Path, vocabulary: Vocabulary, rows: npt.NDArray[np.float32], facts: object) -> None:
    """Write the folder that `SentenceTransformer` and `search.encoder` read."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    tokenizer = Tokenizer(WordLevel(vocabulary.ids, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    static = StaticEmbedding(tokenizer, embedding_weights=rows)
    SentenceTransformer(modules=[static, Normalize()], device="cpu").save(
        str(out), create_model_card=False
    )
    small, scales = quantised(rows)
    (weights,) = out.rglob("model.safetensors")
    save_file({"embeddings": small, "weights": scales}, weights)
    weights.chmod(0o644)
    (out / "cancu.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")


def digest(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each input, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def facts(recipe: Recipe, inputs: Sequence[Path]) -> dict[str, object]:
    """What a model says of itself: every choice, and the digests of what it learnt from."""
    choices = {name: getattr(recipe, name) for name in Recipe.__slots__}
    return {"text": "search.encoder.static_text", "recipe": choices, "of": digest(inputs)}


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, required=True, help="JSONL(.gz) of articles")
    parser.add_argument(
        "--questions", type=Path, nargs="*", default=[], help="JSONL; a dev split is left out"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    began, recipe = time.monotonic(), Recipe()
    known = articles(arguments.articles)
    asked = [one for one in questions(arguments.questions, known) if one.split != "dev"]
    shared = material(known, recipe)
    rows = learnt(shared, asked, recipe)
    inputs = [arguments.articles, *arguments.questions]
    save(arguments.out, shared.vocabulary, rows, facts(recipe, inputs))
    print(f"{len(rows)} terms, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
