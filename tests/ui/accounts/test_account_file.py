"""The file of accounts: what is accepted, what is written, what a damaged one says."""

import json
import os
import signal
import stat
import subprocess
import sys

import argon2
import pytest

from kg.errors import CancuError, NotFoundError, UsageError
from ui.accounts import account_file, passwords

GOOD = "mưa rào tháng bảy"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tai-khoan.json"


@pytest.mark.usefixtures("true_cost")
def test_an_account_is_kept_as_an_argon2id_hash_that_argon2_itself_accepts(file):
    account_file.add(file, "Nguyễn Lan", GOOD)
    text = file.read_text(encoding="utf-8")
    assert GOOD not in text
    stored = json.loads(text)
    assert stored["version"] == 1
    (account,) = stored["accounts"]
    assert account["name"] == "Nguyễn Lan"
    assert account["password"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert argon2.PasswordHasher().verify(account["password"], GOOD)
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify(account["password"], GOOD + "x")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_the_owner_may_read_the_file(file):
    previous = os.umask(0)
    try:
        account_file.add(file, "lan", GOOD)
    finally:
        os.umask(previous)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not account_file.is_open_to_others(file)
    file.chmod(0o644)
    assert account_file.is_open_to_others(file)


def test_a_name_is_one_however_it_is_typed(file):
    account_file.add(file, "Nguyễn Lan", GOOD)
    decomposed = "NGUYE\u0302\u0303N  LAN"
    assert account_file.key(decomposed) in account_file.read(file)
    with pytest.raises(UsageError, match="Đã có tài khoản “Nguyễn Lan”"):
        account_file.add(file, decomposed, GOOD)
    assert account_file.remove(file, decomposed).name == "Nguyễn Lan"
    assert account_file.read(file) == {}


def test_a_password_is_changed_alone(file):
    for name in ("lan", "minh"):
        account_file.add(file, name, GOOD)
    before = account_file.read(file)
    account_file.change(file, "lan", "nắng to tháng sáu")
    after = account_file.read(file)
    assert after["minh"] == before["minh"]
    assert passwords.fits(after["lan"].password, "nắng to tháng sáu")
    assert not passwords.fits(after["lan"].password, GOOD)


@pytest.mark.parametrize("name", ["", " ", "a:b", ".lan", "lan\n", "a/b", "x" * 65, "<b>", "a\x00"])
def test_what_can_be_no_name_is_refused(file, name):
    if name == "lan\n":  # blanks around a name are not part of it
        assert account_file.checked_name(name) == "lan"
        return
    with pytest.raises(UsageError, match="không dùng làm tên"):
        account_file.add(file, name, GOOD)
    assert not file.exists()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn", "ít nhất 10"),
        ("a" * 20, "dễ đoán"),
        ("abababababab", "dễ đoán"),
        ("nguyenlan2026", "dễ đoán"),
        ("mưa rào\tthángbảy", "bàn phím"),
        ("mưa rào \udce1 tháng", "bàn phím"),
        ("ấ" * 300, "nhiều nhất 256"),
    ],
)
def test_a_weak_password_is_refused(file, password, reason):
    with pytest.raises(UsageError, match=reason):
        account_file.add(file, "NguyenLan", password)
    assert not file.exists()


def test_nobody_is_known_by_no_file_or_another_name(file):
    with pytest.raises(NotFoundError, match="Không có tệp tài khoản"):
        account_file.read(file)
    account_file.add(file, "lan", GOOD)
    for change in (account_file.remove, lambda f, n: account_file.change(f, n, GOOD)):
        with pytest.raises(NotFoundError, match="Không có tài khoản “minh”"):
            change(file, "minh")


HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"version":2,"accounts":[]}',
        b'{"version":1,"accounts":[],"more":1}',
        b'{"version":1,"accounts":[{"name":"lan","password":"plain text","changed":""}]}',
        b'{"version":1,"accounts":[{"name":"lan","password":"$2b$12$abc","changed":""}]}',
        b'{"version":1,"accounts":[{"name":"lan"}]}',
        f'{{"version":1,"accounts":[{{"name":"<b>","password":"{HASH}","changed":""}}]}}'.encode(),
        (
            f'{{"version":1,"accounts":[{{"name":"lan","password":"{HASH}","changed":""}},'
            f'{{"name":"LAN","password":"{HASH}","changed":""}}]}}'
        ).encode(),
    ],
)
def test_a_file_that_is_no_such_is_told_in_one_sentence_and_left_alone(file, content):
    file.write_bytes(content)
    for work in (account_file.read, lambda f: account_file.add(f, "minh", GOOD)):
        with pytest.raises(CancuError, match="không đúng dạng") as told:
            work(file)
        assert "\n" not in told.value.message
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(CancuError, match="tài khoản"):
        account_file.add(tmp_path / "thu-muc", "lan", GOOD)


def test_a_link_to_the_file_stays_a_link(tmp_path, file):
    link = tmp_path / "link.json"
    account_file.add(file, "lan", GOOD)
    link.symlink_to(file)
    account_file.add(link, "minh", GOOD)
    assert link.is_symlink()
    assert set(account_file.read(file)) == {"lan", "minh"}


def test_two_programs_at_once_lose_no_account(file):
    script = (
        "import sys; from pathlib import Path; from ui.accounts import account_file, passwords;"
        "passwords.hashed = lambda p: sys.argv[2];"
        "[account_file.add(Path(sys.argv[1]), f'{sys.argv[3]}{n}', 'mưa rào tháng bảy')"
        " for n in range(20)]"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, file, HASH, letter]) for letter in "ab"
    ]
    assert [program.wait(timeout=60) for program in running] == [0, 0]
    assert set(account_file.read(file)) == {f"{x}{n}" for x in "ab" for n in range(20)}


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_in_the_middle_of_writing_leaves_the_old_file(file):
    account_file.add(file, "lan", GOOD)
    before = file.read_bytes()
    script = (
        "import os, signal, sys; from pathlib import Path; from ui.accounts import account_file;"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "account_file.add(Path(sys.argv[1]), 'minh', 'mưa rào tháng bảy')"
    )
    killed = subprocess.run([sys.executable, "-c", script, file], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert file.read_bytes() == before
    account_file.add(file, "hoa", GOOD)
    assert set(account_file.read(file)) == {"lan", "hoa"}
