"""Training of the network that `ingest.repair.context` runs, with torch on the CPU, in bfloat16.

Adam with warm-up, constant rate, then linear decay; windows of synthetic and of real damage.
Source: Kingma & Ba 2015, "Adam: a method for stochastic optimization".
"""

import argparse
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from corpus.build.repair_context_data import Stream
from corpus.build.repair_damage import SPECIAL
from ingest.repair.context import gram_rows

BUCKETS, GRAM_WIDTH, WIDTH, LAST = 20_000, 128, 192, 128
DILATIONS = (1, 2, 4, 1)
WINDOW, BATCH = 96, 32
REAL_SHARE, REAL_SHARE_LATE = 0.08, 0.2  # windows of real pairs; more in the last quarter
SAMPLE = 400  # words that a batch does not hold, for its softmax
RATE, WARM, DECAY = 2e-3, 200, 0.5
SHOW_EVERY = 200


class Norm(nn.Module):
    """Root mean square normalisation (Zhang & Sennrich 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        """(..., WIDTH) to the same."""
        power: Tensor = x.float().pow(2).mean(-1, keepdim=True)
        return x * torch.rsqrt(power + 1e-5) * self.scale


class Block(nn.Module):
    """x + W relu(three tokens, `step` apart)."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step
        self.norm = Norm()
        self.conv = nn.Linear(3 * WIDTH, WIDTH)
        self.point = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.normal_(self.point.weight, std=0.02)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, tokens, WIDTH) to the same."""
        y = self.norm(x)
        padded = functional.pad(y, (0, 0, self.step, self.step))
        wide = torch.cat((padded[:, : y.shape[1]], y, padded[:, 2 * self.step :]), -1)
        out: Tensor = x + self.point(functional.relu(self.conv(wide)))
        return out


class Network(nn.Module):
    """n-grams of each token -> dilated convolutions -> log odds of every word."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.grams = nn.Parameter(0.5 * torch.randn(BUCKETS, GRAM_WIDTH))
        self.token = nn.Linear(GRAM_WIDTH, WIDTH)
        self.blocks = nn.ModuleList(Block(step) for step in DILATIONS)
        self.norm = Norm()
        self.last = nn.Linear(WIDTH, LAST, bias=False)
        self.out = nn.Linear(LAST, classes)

    def forward(self, bags: tuple[Tensor, Tensor], places: Tensor, wanted: Tensor) -> Tensor:
        """What the softmax reads. bags: rows and offsets of each distinct token."""
        vectors = functional.embedding_bag(bags[0], self.grams, bags[1], mode="mean")
        x = functional.relu(self.token(vectors))[places]
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.last(self.norm(x)[wanted])
        return out

    def loss(self, hidden: Tensor, labels: Tensor) -> Tensor:
        """Cross entropy over the labels at hand and a weighted sample of all other words.

        Source: Jean et al. 2015, "On using very large target vocabulary".
        """
        present = torch.zeros(self.out.out_features, dtype=torch.bool)
        present[labels] = True
        others = (~present).nonzero().squeeze(1)
        sample = others[torch.randperm(len(others))[:SAMPLE]]
        rows = torch.cat((present.nonzero().squeeze(1), sample))
        place = torch.zeros(len(present), dtype=torch.long)
        place[rows] = torch.arange(len(rows))
        extra = torch.zeros(len(rows))
        extra[len(rows) - len(sample) :] = math.log(max(1, len(others)) / max(1, len(sample)))
        odds = functional.linear(hidden, self.out.weight[rows], self.out.bias[rows] + extra)
        return functional.cross_entropy(odds.float(), place[labels])


class Grams:
    """Rows of the n-grams of every atom of a table."""

    def __init__(self, table: Sequence[str]) -> None:
        rows = [gram_rows(token, BUCKETS) for token in table]
        self.sizes = np.array([len(r) for r in rows], np.int64)
        self.starts = np.concatenate(([0], np.cumsum(self.sizes)[:-1]))
        self.rows = np.concatenate([np.array(r, np.int32) for r in rows])

    def bags(self, tokens: NDArray[np.int32]) -> tuple[tuple[Tensor, Tensor], Tensor]:
        """Bags of the distinct tokens, and for each token which bag is its own."""
        distinct, inverse = np.unique(tokens, return_inverse=True)
        sizes = self.sizes[distinct]
        offsets = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        at = np.arange(sizes.sum()) + np.repeat(self.starts[distinct] - offsets, sizes)
        rows = torch.from_numpy(self.rows[at].astype(np.int64))
        places = torch.from_numpy(inverse.reshape(tokens.shape))
        return (rows, torch.from_numpy(offsets)), places


def _windows(stream: Stream, count: int, rng: np.random.Generator) -> tuple[Any, Any]:
    starts = rng.integers(0, len(stream.tokens) - WINDOW, count)
    at = starts[:, None] + np.arange(WINDOW)
    return stream.tokens[at], stream.labels[at]


def measure(network: Network, grams: Grams, stream: Stream) -> tuple[float, float]:
    """Share of words found, and mean negative log probability of all atoms."""
    bags, places = grams.bags(stream.tokens[None])
    labels = torch.from_numpy(stream.labels.astype(np.int64))
    wanted = torch.from_numpy(stream.labels[None] >= 0)
    with torch.no_grad():
        odds = network.out(network(bags, places, wanted))
    labels = labels[labels >= 0]
    words = labels >= len(SPECIAL)
    right = (odds.argmax(-1) == labels)[words].float().mean()
    return float(right), float(functional.cross_entropy(odds, labels))


def _rate(step: int, progress: float) -> float:
    """Learning rate: up within WARM steps, level, then down to nothing from 1 - DECAY on."""
    return RATE * min(1.0, (step + 1) / WARM, max(0.01, (1.0 - progress) / DECAY))


def train(
    table: Sequence[str], words: Sequence[str], streams: Sequence[Stream], args: argparse.Namespace
) -> None:
    """Train for `args.steps` and write `args.out`; print accuracy on the last stream."""
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    grams, network = Grams(table), Network(len(words))
    print(sum(p.numel() for p in network.parameters()), "parameters", flush=True)
    optimizer = torch.optim.AdamW(
        network.parameters(), RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    started, total, step, progress = time.time(), 0.0, 0, 0.0
    while progress < 1.0:
        for group in optimizer.param_groups:
            group["lr"] = _rate(step, progress)
        share = REAL_SHARE if progress < 0.75 else REAL_SHARE_LATE
        total += _learn(network, optimizer, _batch(streams, share, rng), grams)
        step += 1
        seconds = time.time() - started
        progress = max(step / args.steps, seconds / (60 * args.minutes))
        if step % SHOW_EVERY == 0 or progress >= 1.0:
            right, surprise = measure(network, grams, streams[2])
            print(
                f"{step} {seconds:.0f}s loss {total / SHOW_EVERY:.4f} "
                f"held {right:.4f} {surprise:.4f}",
                flush=True,
            )
            total = 0.0
            write(network, words, args.out, {"steps": step, "seed": args.seed})


def _batch(streams: Sequence[Stream], share: float, rng: np.random.Generator) -> tuple[Any, Any]:
    """Tokens and labels, (BATCH, WINDOW) each, of synthetic and real damage."""
    many = round(BATCH * share)
    parts = [_windows(streams[0], BATCH - many, rng), _windows(streams[1], many, rng)]
    tokens, labels = (np.concatenate(part) for part in zip(*parts, strict=True))
    return tokens, labels


def _learn(
    network: Network, optimizer: torch.optim.Optimizer, batch: tuple[Any, Any], grams: Grams
) -> float:
    tokens, labels = batch
    bags, places = grams.bags(tokens)
    wanted = labels >= 0
    with torch.autocast("cpu", torch.bfloat16):
        hidden = network(bags, places, torch.from_numpy(wanted))
        loss = network.loss(hidden, torch.from_numpy(labels[wanted].astype(np.int64)))
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.item())


def _quantised(name: str, weight: NDArray[Any], axis: int) -> dict[str, NDArray[Any]]:
    """int8 with one float32 scale for each slice along the other axis."""
    scale = np.maximum(np.abs(weight).max(axis=axis), 1e-8) / 127.0
    quanta = np.round(weight / np.expand_dims(scale, axis)).astype(np.int8)
    return {name: quanta, name + ".scale": scale.astype(np.float32)}


def write(network: Network, words: Sequence[str], out: Path, how: dict[str, int]) -> None:
    """The network as `ContextModel` reads it: matrices (in, out) in int8, vectors in float32."""
    state = {n: v.detach().numpy() for n, v in network.state_dict().items()}
    matrices = {"token": "token", "last": "last", "out": "out"}
    vectors = {"token.bias": "token.bias", "out.bias": "out.bias", "norm": "norm.scale"}
    for i in range(len(DILATIONS)):
        matrices |= {f"conv{i}": f"blocks.{i}.conv", f"point{i}": f"blocks.{i}.point"}
        vectors |= {f"conv{i}.bias": f"blocks.{i}.conv.bias", f"norm{i}": f"blocks.{i}.norm.scale"}
    arrays = _quantised("grams", state["grams"], 1)
    for name, source in matrices.items():
        arrays |= _quantised(name, state[source + ".weight"].T, 0)
    for name, source in vectors.items():
        arrays[name] = state[source].astype(np.float32)
    facts = {
        "words": list(words),
        "dilations": DILATIONS,
        "weights": [*matrices, *vectors],
        **how,
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()
    arrays["facts"] = np.frombuffer(text, np.uint8)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
