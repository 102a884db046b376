"""Train the shipped embedding model: python -m corpus.build.embedding_model --help.

A static model: one row of numbers for each frequent folded syllable and pair of syllables; a
text is the mean of its rows. Rows are trained so that an article's heading (bare, with its
document's title, or asked as a question), a stretch of its text, and real questions come near
the article (multiple negatives ranking, both ways; Henderson et al. 2017). Minutes on a CPU.

Written as sentence-transformers reads it: `SentenceTransformer(folder)`; rows are int8 with one
scale each. Text goes through `search.encoder.static_text` first.
"""

import argparse
import gzip
import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from search.analysis import pairs, words

Ids = npt.NDArray[np.int32]
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

    dimension: int = 128
    vocabulary: int = 100_000
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
    questions: int = 32  # real questions in each batch
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Article:
    """Folded syllables of one article's parts."""

    id: str
    title: tuple[str, ...]
    heading: tuple[str, ...]
    body: tuple[str, ...]


class Vocabulary:
    """Terms with a row of their own: all syllables seen three times, then frequent pairs."""

    def __init__(self, articles: Sequence[Article], size: int) -> None:
        single: dict[str, int] = {}
        double: dict[str, int] = {}
        for article in articles:
            whole = [*article.title, *article.heading, *article.body]
            for counts, found in ((single, whole), (double, pairs(whole))):
                for term in set(found):
                    counts[term] = counts.get(term, 0) + 1
        kept = sorted(term for term, count in single.items() if count >= 3)
        frequent = sorted(double, key=lambda term: (-double[term], term))
        kept += frequent[: max(0, size - len(kept) - 1)]
        self.terms = [UNKNOWN, *kept]
        self.ids = {term: number for number, term in enumerate(self.terms)}
        seen = [len(articles), *(single.get(term) or double[term] for term in kept)]
        self.idf = np.log1p(len(articles) / np.array(seen, np.float32))

    def rows(self, syllables: Sequence[str]) -> Ids:
        """Row numbers of a text's known syllables and pairs."""
        found = [self.ids[t] for t in (*syllables, *pairs(list(syllables))) if t in self.ids]
        return np.array(found, np.int32)


class Sampler:
    """Draws what is asked (anchor) and what should come near it (positive)."""

    def __init__(self, articles: Sequence[Article], vocabulary: Vocabulary, recipe: Recipe) -> None:
        self.random = np.random.default_rng(recipe.seed)
        self._recipe, self._articles, self._vocabulary = recipe, articles, vocabulary
        titles = {article.title: vocabulary.rows(article.title) for article in articles}
        self._titles = [titles[article.title] for article in articles]
        self._headings = [vocabulary.rows(article.heading) for article in articles]
        self._bodies = [vocabulary.rows(article.body[: recipe.body]) for article in articles]
        self._frames = [tuple(tuple(words(half)) for half in frame) for frame in FRAMES]

    def anchor(self, at: int) -> Ids:
        """A heading, a heading as a question, or a stretch of the text of article `at`."""
        draw, article = self.random.random(), self._articles[at]
        if draw < self._recipe.stretch and len(article.body) > 30:
            length = int(self.random.integers(6, 20))
            room = max(1, min(len(article.body), self._recipe.body) - length)
            start = int(self.random.integers(0, room))
            return self._vocabulary.rows(article.body[start : start + length])
        if draw < self._recipe.stretch + self._recipe.framed:
            before, after = self._frames[int(self.random.integers(len(self._frames)))]
            title = article.title[4:] if self.random.random() < 0.3 else ()
            return self._vocabulary.rows((*before, *article.heading, *title, *after))
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

    def order(self) -> npt.NDArray[np.int64]:
        """All articles, neighbours kept together, otherwise shuffled."""
        numbers = np.arange(len(self._articles))
        chunks = np.array_split(numbers, max(1, len(numbers) // self._recipe.neighbours))
        self.random.shuffle(chunks)
        return np.concatenate(chunks)


def read_articles(path: Path) -> list[Article]:
    """Articles of a JSONL(.gz) file: id, document_title, heading, text."""
    keys = ("document_title", "heading", "text")
    return [
        Article(str(one["id"]), *(tuple(words(one.get(key) or "")) for key in keys))
        for one in read_records(path)
    ]


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_questions(path: Path, articles: Sequence[Article]) -> list[tuple[tuple[str, ...], int]]:
    """Questions of the train split with the number of an article that answers each."""
    numbers = {article.id: number for number, article in enumerate(articles)}
    return [
        (tuple(words(one["question"])), numbers[article])
        for one in read_records(path)
        if one.get("split") == "train"
        for article in one["relevant"]
        if article in numbers
    ]


def bags(embedding: torch.nn.EmbeddingBag, texts: Sequence[Ids]) -> torch.Tensor:
    """Unit vectors of texts given as row numbers."""
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    flat = torch.from_numpy(np.concatenate(texts).astype(np.int64))
    return torch.nn.functional.normalize(embedding(flat, torch.from_numpy(starts)))


def ranking_loss(asked: torch.Tensor, near: torch.Tensor, same: torch.Tensor, scale: float) -> Loss:
    """Cross entropy of finding each one's partner in the batch, both ways.

    same: pairs with one heading, which are no negatives of each other.
    """
    scores = (scale * asked @ near.T).masked_fill(same, -1e4)
    partner = torch.arange(len(asked))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(scores, partner) + entropy(scores.T, partner)) / 2


def train(
    articles: Sequence[Article],
    questions: Sequence[tuple[tuple[str, ...], int]],
    vocabulary: Vocabulary,
    recipe: Recipe,
) -> npt.NDArray[np.float32]:
    """Rows of the vocabulary, float32, shape (terms, dimension)."""
    torch.manual_seed(recipe.seed)
    sampler = Sampler(articles, vocabulary, recipe)
    embedding = torch.nn.EmbeddingBag(len(vocabulary.terms), recipe.dimension, mode="sum")
    idf = torch.from_numpy(vocabulary.idf)[:, None]
    start = torch.randn(len(vocabulary.terms), recipe.dimension) * recipe.dimension**-0.5
    embedding.weight.data = start * idf * 0.3
    optimizer = torch.optim.Adam(embedding.parameters(), lr=recipe.rate)
    kinds: dict[tuple[str, ...], int] = {}
    kind = np.array([kinds.setdefault(article.heading, len(kinds)) for article in articles])
    asked = [(vocabulary.rows(question), at) for question, at in questions]
    steps = max(1, recipe.epochs * (len(articles) // recipe.batch))
    for step, chosen in enumerate(_batches(sampler, recipe)):
        anchors = [sampler.anchor(at) for at in chosen]
        if asked and recipe.questions:
            drawn = sampler.random.integers(0, len(asked), recipe.questions)
            anchors += [asked[number][0] for number in drawn]
            chosen = [*chosen, *(asked[number][1] for number in drawn)]  # noqa: PLW2901
        same = torch.from_numpy(kind[chosen][:, None] == kind[chosen][None, :])
        optimizer.param_groups[0]["lr"] = recipe.rate * max(0.02, 1 - step / steps)
        near = bags(embedding, [sampler.positive(at) for at in chosen])
        loss = ranking_loss(bags(embedding, anchors), near, same.fill_diagonal_(0), recipe.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f}", flush=True)
    weights: npt.NDArray[np.float32] = embedding.weight.detach().numpy()
    return weights


def _batches(sampler: Sampler, recipe: Recipe) -> Iterator[list[int]]:
    for _ in range(recipe.epochs):
        order = sampler.order()
        size = min(recipe.batch, len(order))
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size].tolist()


def quantised(
    rows: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
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


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, required=True, help="JSONL(.gz) of articles")
    parser.add_argument("--questions", type=Path, help="JSONL; its train split is used")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    began, recipe = time.monotonic(), Recipe()
    articles = read_articles(arguments.articles)
    questions = read_questions(arguments.questions, articles) if arguments.questions else []
    vocabulary = Vocabulary(articles, recipe.vocabulary)
    rows = train(articles, questions, vocabulary, recipe)
    inputs = [path for path in (arguments.articles, arguments.questions) if path]
    recipe_facts = {name: getattr(recipe, name) for name in Recipe.__slots__}
    facts = {"text": "search.encoder.static_text", "recipe": recipe_facts, "of": digest(inputs)}
    save(arguments.out, vocabulary, rows, facts)
    print(f"{len(vocabulary.terms)} terms, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
