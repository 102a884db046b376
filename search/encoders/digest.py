"""A short name of a model's content, cheap also for gigabytes of weights.

Files up to 64 MB are read whole. Of larger ones the digest takes the size, the first and last
MB (a safetensors header among them) and 64 blocks of 16 KB spread evenly between. So it tells
another model, other training, other precision, a truncated copy, changed prompts or tokenizer;
it does not tell a change of less than all blocks' gaps in the middle of a large file that keeps
its size (a few numbers edited by hand). Times of files do not count: a model that was copied to
another computer is the same model.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_WHOLE = 64_000_000
_EDGE, _BLOCK, _BLOCKS = 1_000_000, 16_384, 64
_MEANT = {".json", ".txt", ".model", ".safetensors", ".bin", ".onnx", ".bpe", ".py"}


def of_folder(folder: Path) -> str:
    """Sixteen hexadecimal digits; remembered while no file's size or time changes."""
    return _digest(folder, tuple(_state(folder)))


def _state(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of each file that a model is read from: its own and its modules'."""
    for file in sorted((*folder.glob("*"), *folder.glob("*/*"))):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix in _MEANT and not hidden and file.is_file():
            facts = file.stat()
            yield file.relative_to(folder).as_posix(), facts.st_size, facts.st_mtime_ns


@lru_cache(maxsize=32)
def _digest(folder: Path, state: tuple[tuple[str, int, int], ...]) -> str:
    whole = hashlib.sha256()
    for name, size, _ in state:
        whole.update(f"{name}\0{size}\0".encode())
        for block in _blocks(folder / name, size):
            whole.update(block)
    return whole.hexdigest()[:16]


def _blocks(file: Path, size: int) -> Iterator[bytes]:
    with file.open("rb") as data:
        if size <= _WHOLE:
            while block := data.read(_EDGE):
                yield block
            return
        yield data.read(_EDGE)
        for number in range(1, _BLOCKS + 1):
            data.seek(size * number // (_BLOCKS + 1))
            yield data.read(_BLOCK)
        data.seek(size - _EDGE)
        yield data.read()
