"""Sessions: who is logged in. In memory, under the hash of a random secret; a restart ends all."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ui.accounts.account_file import Account, Accounts, key

IDLE: Final = 12 * 3600.0  # seconds without a request
LONGEST: Final = 7 * 24 * 3600.0
_SECRET: Final = 32  # bytes: 256 bits
_MOST_OF_ONE: Final = 50  # sessions of one account; the oldest end first


@dataclass(slots=True)
class _Session:
    account: Account
    begun: float
    seen: float


class Sessions:
    """Sessions by the SHA-256 of their secrets. clock: seconds, never going back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sessions: dict[bytes, _Session] = {}

    def begin(self, account: Account) -> str:
        """A new secret for the browser."""
        now = self._clock()
        self._forget(now)
        own = [each for each, kept in self._sessions.items() if kept.account == account]
        for each in own[: max(0, len(own) - _MOST_OF_ONE + 1)]:
            del self._sessions[each]
        secret = secrets.token_urlsafe(_SECRET)
        self._sessions[_place(secret)] = _Session(account, now, now)
        return secret

    def holder(self, secret: str, accounts: Accounts) -> Account | None:
        """Whose session it is; None where it ended, or its account was changed or removed."""
        kept = self._sessions.get(_place(secret))
        if kept is None:
            return None
        now = self._clock()
        current = accounts.get(key(kept.account.name))
        if current != kept.account or _over(kept, now):
            self.end(secret)
            return None
        kept.seen = now
        return current

    def end(self, secret: str) -> None:
        """Nothing happens where there is no such session."""
        self._sessions.pop(_place(secret), None)

    def _forget(self, now: float) -> None:
        for each in [each for each, kept in self._sessions.items() if _over(kept, now)]:
            del self._sessions[each]


def _over(session: _Session, now: float) -> bool:
    return now - session.seen > IDLE or now - session.begun > LONGEST


def _place(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
