"""What a check rests on, so that another office can repeat it and get the same answer."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from kg.registry import Registry

_PACKAGE = "cancu"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Two checks with equal certificates are equal, byte for byte.

    input_sha256: of the file's bytes. registry_version: names the facts on validity, the users'
    own among them. registry_as_of: the day to which they were checked.
    """

    input_sha256: str
    registry_version: str
    as_of: dt.date
    program_version: str
    registry_as_of: dt.date


def certificate(input_sha256: str, registry: Registry, *, on: dt.date) -> Certificate:
    """The certificate of a check of these bytes on a day."""
    return Certificate(
        input_sha256=input_sha256,
        registry_version=registry.version,
        as_of=on,
        program_version=program_version(),
        registry_as_of=registry.compiled,
    )


@lru_cache(maxsize=1)
def program_version() -> str:
    """Version of the installed program; "0" where it runs without being installed."""
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return "0"


def digest(text: str) -> str:
    """SHA-256 of a text that was given without a file."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
