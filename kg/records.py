"""Values of `kg.model` as JSON and back, checked against their types: the one place for it.

JSON columns hold whole values, so that a field added to a value needs no migration: a field that
is missing takes its default, a field that is unknown is left out.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")


@lru_cache(maxsize=64)
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(cast("Any", kind))
    return decoder


def dump(value: object) -> str:
    """JSON of a value: dataclass, StrEnum, date, tuple, or plain JSON."""
    return msgspec.json.encode(value).decode()


def load(kind: type[T], text: str) -> T:
    """The value of type `kind` that `dump` wrote. Raises ValueError where it does not fit."""
    value: T = _decoder(cast("Hashable", kind)).decode(text)
    return value
