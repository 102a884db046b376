"""Passwords: what is accepted, and argon2id hashes (RFC 9106) with argon2-cffi's defaults."""

import secrets
import unicodedata
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import Argon2Error, InvalidHashError

from kg.errors import UsageError
from ui.accounts import wording

LEAST: Final = 10  # characters
MOST: Final = 256  # characters: longer ones would only cost the server time
_FEWEST_SIGNS: Final = 5  # different characters; "1111111111" has one
_HASHER: Final = PasswordHasher()


def normal(password: str) -> str:
    """The same letters typed on any keyboard: tone marks composed (NFC)."""
    return unicodedata.normalize("NFC", password)


def accepted(password: str, name: str) -> str:
    """The password as it is hashed. Raises UsageError where it is too short, long or plain."""
    password = normal(password)
    if len(password) < LEAST:
        raise UsageError(wording.TOO_SHORT.format(least=LEAST), wording.TOO_PLAIN_HINT)
    if len(password) > MOST:
        raise UsageError(wording.TOO_LONG.format(most=MOST))
    if not password.isprintable():
        raise UsageError(wording.UNTYPED)
    has_name = len(name) > 3 and name.casefold() in password.casefold()
    if has_name or len(set(password)) < _FEWEST_SIGNS:
        raise UsageError(wording.TOO_PLAIN, wording.TOO_PLAIN_HINT)
    return password


def hashed(password: str) -> str:
    """A hash to be stored, with salt and parameters in it; about 0.2 s of CPU and 64 MiB."""
    return _HASHER.hash(normal(password))


def is_hash(stored: str) -> bool:
    """Whether a text is a hash of the kind that `hashed` makes."""
    try:
        return extract_parameters(stored).type is Type.ID
    except InvalidHashError:
        return False


@lru_cache(maxsize=1)
def of_nobody() -> str:
    """A hash that no password fits: what an unknown name is checked against."""
    return hashed(secrets.token_urlsafe(32))


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; None (no such name) costs the same time."""
    given = normal(password[: MOST + 1])
    try:
        right = _HASHER.verify(stored or of_nobody(), given)
    except (Argon2Error, ValueError):  # no hash, or letters that are none
        return False
    return right and stored is not None and len(given) <= MOST
