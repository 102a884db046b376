"""Who may come in: the accounts as the file has them now, passwords, Basic and sessions."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import os
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import CancuError, NotFoundError
from ui.accounts import account_file, passwords, wording
from ui.accounts.account_file import Account, Accounts, key
from ui.accounts.attempts import Attempts
from ui.accounts.sessions import Sessions

_REMEMBERED: Final = 600.0  # seconds that a program's right password is known without argon2
_MOST_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """Outcome of a try. wait: seconds until tries are looked at again, 0 for none."""

    account: Account | None
    wait: int = 0


class Roster:
    """The accounts of a file, read again when it changes.

    A file that is damaged while the server runs leaves the accounts as they were and is told once;
    one that is gone leaves nobody.
    """

    def __init__(self, path: Path) -> None:
        """Raises NotFoundError, CancuError where the file holds no accounts."""
        self._path = path
        self._seen = self._signature()
        self._accounts: Accounts = account_file.read(path)

    def current(self) -> Accounts:
        """Accounts by key."""
        seen = self._signature()
        if seen != self._seen:
            self._seen = seen
            try:
                self._accounts = account_file.read(self._path)
            except NotFoundError:
                self._accounts = {}
            except CancuError as failure:
                print(wording.STILL_OLD.format(failure=failure.message), file=sys.stderr)
        return self._accounts

    def _signature(self) -> tuple[int, ...]:
        try:
            stat = os.stat(self._path)  # noqa: PTH116 - at every request: the quicker one
        except OSError:
            return ()
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


class Credentials:
    """Checks passwords one at a time (an argon2 check takes 64 MiB), within the limits on tries."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises NotFoundError, CancuError where the file holds no accounts."""
        self.roster = Roster(path)
        self.sessions = Sessions(clock)
        self._attempts = Attempts(clock)
        self._clock = clock
        self._one = asyncio.Lock()
        self._secret = secrets.token_bytes(32)
        self._right: dict[bytes, tuple[Account, float]] = {}
        passwords.of_nobody()  # made now: the first unknown name takes no longer than others

    async def enter(self, name: str, password: str, address: str) -> Entry:
        """A name and a password, tried from an address."""
        wanted = key(name)
        if wait := self._attempts.wait(wanted, address):
            return Entry(None, wait)
        async with self._one:
            if wait := self._attempts.wait(wanted, address):
                return Entry(None, wait)
            account = self.roster.current().get(wanted)
            stored = account.password if account else None
            if await asyncio.to_thread(passwords.fits, stored, password):
                self._attempts.succeeded(wanted, address)
                return Entry(account)
            self._attempts.failed(wanted, address)
            return Entry(None, self._attempts.wait(wanted, address))

    async def basic(self, header: str, address: str) -> Entry:
        """The Authorization header of a program (RFC 7617, UTF-8)."""
        given = _pair(header)
        if given is None:
            return Entry(None)
        place = hmac.digest(self._secret, header.encode("utf-8", "replace"), hashlib.sha256)
        if account := self._remembered(place):
            return Entry(account)
        entry = await self.enter(*given, address)
        if entry.account is not None:
            while len(self._right) >= _MOST_REMEMBERED:
                del self._right[next(iter(self._right))]
            self._right[place] = entry.account, self._clock()
        return entry

    def _remembered(self, place: bytes) -> Account | None:
        account, since = self._right.get(place, (None, 0.0))
        if account is None:
            return None
        same = self.roster.current().get(key(account.name)) == account
        if same and self._clock() - since <= _REMEMBERED:
            return account
        del self._right[place]
        return None


def _pair(header: str) -> tuple[str, str] | None:
    """Name and password of "Basic …"; None where it is no such."""
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = (
            base64.b64decode(coded.strip(), validate=True).decode().partition(":")
        )
    except (binascii.Error, ValueError):
        return None
    return (name, password) if colon else None
