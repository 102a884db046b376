"""The file of accounts: JSON of names and argon2id hashes, mode 0600, written whole or not at all.

{"version": 1, "accounts": [{"name": "Lan", "password": "$argon2id$…", "changed": "2026-11-21"}]}
"""

import datetime as dt
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec
from filelock import FileLock

from kg.errors import CancuError, NotFoundError, UsageError
from ui.accounts import passwords, wording
from ui.os_reasons import os_reason

LONGEST_NAME: Final = 64  # characters
_NAME: Final = re.compile(r"[^\W_][\w .@-]*")
_PRIVATE: Final = 0o077  # the mode bits of everybody else


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One account. password: an argon2id hash; changed: day of the last change, ISO."""

    name: str
    password: str
    changed: str


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    accounts: list[Account]


Accounts = Mapping[str, Account]
"""Accounts by the key of their names."""


def key(name: str) -> str:
    """What two ways of typing one name have in common.

    >>> key(" NGUYỄN  Lan ") == key("nguyễn lan")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def checked_name(name: str) -> str:
    """The name as it is stored. Raises UsageError where it cannot be one."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if len(plain) > LONGEST_NAME or not _NAME.fullmatch(plain):
        hint = wording.BAD_NAME_HINT.format(most=LONGEST_NAME)
        raise UsageError(wording.BAD_NAME.format(name=name), hint)
    return plain


def read(path: Path) -> dict[str, Account]:
    """The accounts of a file.

    Raises NotFoundError where it is not there, CancuError where it cannot be read or is no such.
    """
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=_Stored)
    except FileNotFoundError:
        hint = wording.ADD_HINT.format(path=path)
        raise NotFoundError(wording.NO_FILE.format(path=path), hint) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error
    except OSError as error:
        reason = os_reason(error)
        raise CancuError(wording.UNREADABLE.format(path=path, reason=reason)) from error
    found: dict[str, Account] = {}
    for account in stored.accounts:
        if not passwords.is_hash(account.password) or not _NAME.fullmatch(account.name):
            raise _damaged(path, account.name)
        if found.setdefault(key(account.name), account) is not account:
            raise _damaged(path, wording.EXISTS.format(name=account.name).rstrip("."))
    return found


def _damaged(path: Path, reason: str) -> CancuError:
    return CancuError(wording.DAMAGED.format(path=path, reason=reason), wording.DAMAGED_HINT)


def is_open_to_others(path: Path) -> bool:
    """Whether other users of this computer may read the file (where the system tells)."""
    return os.name == "posix" and bool(path.stat().st_mode & _PRIVATE)


def add(path: Path, name: str, password: str) -> Account:
    """Store a new account; the file is made where there is none. Raises UsageError, CancuError."""
    with _changing(path) as accounts:
        made = _made(checked_name(name), password)
        if key(name) in accounts:
            hint = wording.EXISTS_HINT.format(name=name, path=path)
            raise UsageError(wording.EXISTS.format(name=accounts[key(name)].name), hint)
        accounts[key(name)] = made
    return made


def change(path: Path, name: str, password: str) -> Account:
    """Give an account another password. Raises NotFoundError, UsageError, CancuError."""
    with _changing(path) as accounts:
        made = _made(_known(accounts, name, path).name, password)
        accounts[key(name)] = made
    return made


def remove(path: Path, name: str) -> Account:
    """Take an account away. Raises NotFoundError, CancuError."""
    with _changing(path) as accounts:
        gone = _known(accounts, name, path)
        del accounts[key(name)]
    return gone


def _known(accounts: Accounts, name: str, path: Path) -> Account:
    known = accounts.get(key(name))
    if known is None:
        hint = wording.UNKNOWN_HINT.format(path=path)
        raise NotFoundError(wording.UNKNOWN.format(name=name), hint)
    return known


def _made(name: str, password: str) -> Account:
    hash_ = passwords.hashed(passwords.accepted(password, name))
    return Account(name, hash_, dt.datetime.now().astimezone().date().isoformat())


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, Account]]:
    """The accounts to be changed, then written; two programs at once wait for each other."""
    file = path.resolve()  # a link stays a link
    try:
        with FileLock(f"{file}.lock", mode=0o600):
            accounts = read(file) if file.exists() else {}
            yield accounts
            _write(file, accounts)
    except OSError as error:
        reason = os_reason(error)
        raise CancuError(wording.UNWRITABLE.format(path=path, reason=reason)) from error


def _write(file: Path, accounts: Accounts) -> None:
    """Replace the file at once. `mkstemp` makes it readable by its owner alone (0600)."""
    content = msgspec.json.format(msgspec.json.encode(_Stored(1, [*accounts.values()])), indent=1)
    handle, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as data:
            data.write(content + b"\n")
            data.flush()
            os.fsync(data.fileno())
        os.replace(draft, file)  # noqa: PTH105 - atomic, also over an existing file
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
