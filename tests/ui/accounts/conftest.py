"""A file with two accounts; their passwords are the test's own."""

from types import MappingProxyType

import argon2
import pytest

from ui.accounts import account_file
from ui.accounts import passwords as hashing

TRUE_HASHER = hashing._HASHER
PASSWORDS = MappingProxyType({"Nguyễn Lan": "mưa rào tháng bảy", "minh": "nắng to tháng sáu"})


@pytest.fixture(scope="module", autouse=True)
def light():
    """Hashes that cost little: the cost itself is tested with `true_cost`."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(hashing, "_HASHER", cheap)
        hashing.of_nobody.cache_clear()
        yield
    hashing.of_nobody.cache_clear()


@pytest.fixture
def true_cost(monkeypatch):
    """What the program itself hashes with."""
    monkeypatch.setattr(hashing, "_HASHER", TRUE_HASHER)
    hashing.of_nobody.cache_clear()
    yield
    hashing.of_nobody.cache_clear()


@pytest.fixture(scope="session")
def passwords():
    return PASSWORDS


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    file = tmp_path_factory.mktemp("accounts") / "tai-khoan.json"
    for name, password in PASSWORDS.items():
        account_file.add(file, name, password)
    return file.read_bytes()


@pytest.fixture
def accounts(_made, tmp_path):
    """A copy of the file that a test may change."""
    file = tmp_path / "tai-khoan.json"
    file.write_bytes(_made)
    file.chmod(0o600)
    return file
