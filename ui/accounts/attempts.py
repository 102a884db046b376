"""Limits on guessing passwords: each wrong try beyond a few doubles the wait for the next one.

Counted for a name from an address (strictest), for an address, and for a name from everywhere.
A right password is not even looked at while its wait lasts: a guesser learns nothing from it.
"""

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FREE_TOGETHER: Final = 5  # wrong tries for one name from one address, then waits begin
FREE_FROM_ADDRESS: Final = 30  # an office may have one address for all
FREE_FOR_NAME: Final = 50
FIRST_WAIT: Final = 30.0  # seconds
LONGEST_WAIT: Final = 900.0
FORGOTTEN: Final = 3600.0  # seconds after the last wrong try
_MOST_KEPT: Final = 20_000

_Key = tuple[str | None, str | None]


@dataclass(slots=True)
class _Count:
    wrong: int
    last: float
    until: float


class Attempts:
    """Wrong tries, in memory. clock: seconds, never going back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counts: dict[_Key, _Count] = {}

    def wait(self, name: str, address: str) -> int:
        """Whole seconds until a try is looked at again; 0: now."""
        now = self._clock()
        known = (self._counts.get(each) for each, _ in _keys(name, address))
        return max([0, *(math.ceil(count.until - now) for count in known if count)])

    def failed(self, name: str, address: str) -> None:
        """A try was wrong."""
        now = self._clock()
        for each, free in _keys(name, address):
            count = self._counts.pop(each, None)
            if count is None or now - count.last > FORGOTTEN:
                count = _Count(0, now, now)
            count.wrong, count.last = count.wrong + 1, now
            if count.wrong >= free:
                doubled = FIRST_WAIT * 2 ** min(count.wrong - free, 16)
                count.until = now + min(doubled, LONGEST_WAIT)
            self._counts[each] = count  # last in the order: dropped last
        while len(self._counts) > _MOST_KEPT:
            del self._counts[next(iter(self._counts))]

    def succeeded(self, name: str, address: str) -> None:
        """A try was right. An address is not cleared: its owner may know one password and guess."""
        for each in ((name, network(address)), (name, None)):
            self._counts.pop(each, None)


def _keys(name: str, address: str) -> tuple[tuple[_Key, int], ...]:
    near = network(address)
    return (
        ((name, near), FREE_TOGETHER),
        ((None, near), FREE_FROM_ADDRESS),
        ((name, None), FREE_FOR_NAME),
    )


def network(address: str) -> str:
    """What one person has: an IPv4 address, or a network of 64 bits in IPv6.

    >>> network("2001:db8::1") == network("2001:db8::2")
    True
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)
