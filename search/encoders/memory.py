"""Loading a model so that whatever goes wrong ends in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import CancuError, ModelError
from search.encoders.place import foreign_code, keep_offline

_BESIDE = 400_000_000
"""Bytes for torch itself and for a batch, beside a model's weights."""
_MEMINFO = Path("/proc/meminfo")


@contextmanager
def loading(folder: Path, weights: int, *, hub: bool = True) -> Iterator[None]:
    """Load the model of `folder` inside: no hub is asked, every failure is a ModelError.

    hub: whether libraries that know hubs are used. weights: bytes of the weights in memory.
    Where the system tells that they will not fit, the model is refused before it is read: a
    process that the system kills can say nothing.
    """
    available = available_bytes()
    if available is not None and weights + _BESIDE > available:
        raise _too_large(folder, weights)
    try:
        if hub:
            keep_offline()
            _quieten()
        yield
    except CancuError:
        raise
    except MemoryError as error:
        raise _too_large(folder, weights) from error
    except Exception as error:  # a model's files can fail in any way of several libraries
        raise _unusable(folder, weights, error) from error


def _quieten() -> None:
    """No bars of progress and remarks of libraries among what commands print."""
    from transformers import utils

    logging: Any = utils.logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()


def available_bytes() -> int | None:
    """Memory that programs may still take; None where the system does not say."""
    try:
        lines = _MEMINFO.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    amount = facts.get("MemAvailable", "").split()
    return int(amount[0]) * 1024 if amount else None


def _unusable(folder: Path, weights: int, error: Exception) -> ModelError:
    said = str(error)
    if "trust_remote_code" in said or "custom code" in said:
        return foreign_code(folder)
    if "allocate memory" in said:
        return _too_large(folder, weights)
    first = (said.splitlines() or [""])[0][:200]
    return ModelError(
        f"Không nạp được mô hình “{folder}” ({type(error).__name__}: {first}).",
        "Hãy chép lại toàn bộ thư mục mô hình, hoặc chọn mô hình khác.",
    )


def _too_large(folder: Path, weights: int) -> ModelError:
    needed = f"{(weights + _BESIDE) / 1e9:.1f}".replace(".", ",")
    return ModelError(
        f"Máy không đủ bộ nhớ cho mô hình “{folder}”: cần khoảng {needed} GB.",
        "Hãy đóng bớt chương trình khác, hoặc chọn mô hình nhỏ hơn.",
    )
