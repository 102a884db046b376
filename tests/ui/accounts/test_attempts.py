"""Limits on guessing, under a clock of the test's own."""

import pytest

from ui.accounts import attempts
from ui.accounts.attempts import Attempts, network


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tries(clock):
    return Attempts(clock)


def test_the_first_wrong_tries_cost_no_wait(tries):
    for _ in range(attempts.FREE_TOGETHER - 1):
        tries.failed("lan", "10.0.0.1")
    assert tries.wait("lan", "10.0.0.1") == 0


def test_each_further_one_doubles_the_wait_up_to_the_longest(tries, clock):
    waits = []
    for _ in range(attempts.FREE_TOGETHER + 8):
        tries.failed("lan", "10.0.0.1")
        waits.append(tries.wait("lan", "10.0.0.1"))
        clock.now += waits[-1]
        assert tries.wait("lan", "10.0.0.1") == 0
    assert waits == [0] * 4 + [30, 60, 120, 240, 480, 900, 900, 900, 900]


def test_others_are_not_made_to_wait(tries):
    for _ in range(attempts.FREE_TOGETHER):
        tries.failed("lan", "10.0.0.1")
    assert tries.wait("lan", "10.0.0.1") > 0
    assert tries.wait("minh", "10.0.0.1") == 0
    assert tries.wait("lan", "10.0.0.2") == 0


def test_one_address_cannot_try_every_name(tries):
    for number in range(attempts.FREE_FROM_ADDRESS):
        tries.failed(f"name{number}", "10.0.0.1")
    assert tries.wait("another", "10.0.0.1") == 30
    assert tries.wait("another", "10.0.0.2") == 0


def test_many_addresses_cannot_try_one_name_for_ever(tries):
    for number in range(attempts.FREE_FOR_NAME):
        tries.failed("lan", f"10.0.{number}.1")
    assert tries.wait("lan", "192.168.1.1") == 30


def test_time_that_passes_is_no_wait(tries, clock):
    tries.failed("lan", "10.0.0.1")
    clock.now += 7.3
    assert tries.wait("lan", "10.0.0.1") == 0
    assert tries.wait("minh", "10.0.0.1") == 0


def test_success_clears_the_name_but_not_the_address(tries):
    for number in range(attempts.FREE_FROM_ADDRESS - 1):
        tries.failed(f"name{number}", "10.0.0.1")
    tries.succeeded("own", "10.0.0.1")
    tries.failed("victim", "10.0.0.1")
    assert tries.wait("anyone", "10.0.0.1") == 30


def test_old_tries_are_forgotten(tries, clock):
    for _ in range(attempts.FREE_TOGETHER - 1):
        tries.failed("lan", "10.0.0.1")
    clock.now += attempts.FORGOTTEN + 1
    tries.failed("lan", "10.0.0.1")
    assert tries.wait("lan", "10.0.0.1") == 0


def test_memory_is_bounded(tries, monkeypatch):
    monkeypatch.setattr(attempts, "_MOST_KEPT", 30)
    for number in range(200):
        tries.failed(f"n{number}", f"10.1.{number}.1")
    assert len(tries._counts) <= 30


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_what_one_person_has_counts_as_one(address, shared):
    assert network(address) == shared
