"""A file with two accounts; their passwords are the test's own."""

from types import MappingProxyType

import pytest

from ui.accounts import account_file

PASSWORDS = MappingProxyType({"Nguyễn Lan": "mưa rào tháng bảy", "minh": "nắng to tháng sáu"})


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
