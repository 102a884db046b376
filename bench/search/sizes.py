"""What lies on the disk, part by part."""

from pathlib import Path

import corpus
from bench.search.material import size_mb
from search import generations

_PARTS = {
    "vectors.faiss": "vectors, half precision (exact comparison)",
    "inverted.faiss": "inverted file, 8 bits (above 100,000 passages)",
    "tokens.bin": "syllables of each passage (second stage)",
    "lengths.bin": "syllables of each passage (second stage)",
    "starts.bin": "syllables of each passage (second stage)",
}
_WORDS = "words (tantivy)"
_ROWS = "ids of passages and documents"


def of_index(folder: Path) -> dict[str, float]:
    """Megabytes of the generation in use by part, `all` last."""
    found = dict.fromkeys((_WORDS, *_PARTS.values(), _ROWS), 0.0)
    generation = generations.current(folder)
    for file in generation.rglob("*"):
        if file.is_file():
            inside = file.relative_to(generation).parts
            part = _WORDS if inside[0] == "lexical" else _PARTS.get(file.name, _ROWS)
            found[part] += file.stat().st_size / 1e6
    return found | {"all": sum(found.values())}


def of_models() -> dict[str, float]:
    """Megabytes of the shipped models of search."""
    return {
        "embedding model (`corpus/models/embedding`)": size_mb(corpus.path("models", "embedding")),
        "second stage (`corpus/models/ranking`)": size_mb(corpus.path("models", "ranking")),
    }
