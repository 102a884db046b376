"""Sessions: begun, idle, ended, and ended with their account."""

import pytest

from ui.accounts import sessions
from ui.accounts.account_file import Account
from ui.accounts.sessions import Sessions

LAN = Account("Lan", "hash 1", "2026-11-21")
MINH = Account("Minh", "hash 2", "2026-11-21")
BOTH = {"lan": LAN, "minh": MINH}


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(clock):
    return Sessions(clock)


def test_each_secret_is_its_own_account(kept):
    one, two, three = kept.begin(LAN), kept.begin(MINH), kept.begin(LAN)
    assert len({one, two, three}) == 3
    assert min(map(len, (one, two, three))) >= 43  # 256 bits in base 64
    assert [kept.holder(each, BOTH) for each in (one, two, three)] == [LAN, MINH, LAN]


@pytest.mark.parametrize("secret", ["", "x", "\udce1", "a" * 100_000])
def test_no_other_secret_is_anybodys(kept, secret):
    kept.begin(LAN)
    assert kept.holder(secret, BOTH) is None


def test_the_secret_itself_is_not_kept(kept):
    secret = kept.begin(LAN)
    assert secret.encode() not in repr(kept._sessions).encode()


def test_a_session_ends_when_idle_and_at_last(kept, clock):
    secret = kept.begin(LAN)
    while clock.now <= sessions.LONGEST - sessions.IDLE:
        clock.now += sessions.IDLE
        assert kept.holder(secret, BOTH) == LAN
    clock.now = sessions.LONGEST + 1
    assert kept.holder(secret, BOTH) is None
    idle = kept.begin(LAN)
    clock.now += sessions.IDLE + 1
    assert kept.holder(idle, BOTH) is None
    assert kept._sessions == {}


def test_logging_out_ends_one_session_only(kept):
    one, two = kept.begin(LAN), kept.begin(LAN)
    kept.end(one)
    kept.end("none")
    assert kept.holder(one, BOTH) is None
    assert kept.holder(two, BOTH) == LAN


@pytest.mark.parametrize(
    "now", [{}, {"minh": MINH}, {"lan": Account("Lan", "hash 3", "2026-11-22"), "minh": MINH}]
)
def test_a_changed_or_removed_account_ends_its_sessions_alone(kept, now):
    one, two = kept.begin(LAN), kept.begin(MINH)
    assert kept.holder(one, now) is None
    assert kept.holder(one, BOTH) is None  # also when the account comes back
    assert kept.holder(two, now) == now.get("minh")


def test_sessions_of_one_account_are_bounded(kept):
    secrets = [kept.begin(LAN) for _ in range(sessions._MOST_OF_ONE + 5)]
    other = kept.begin(MINH)
    alive = [each for each in secrets if kept.holder(each, BOTH)]
    assert alive == secrets[5:]
    assert kept.holder(other, BOTH) == MINH
