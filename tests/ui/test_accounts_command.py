"""The commands on accounts as a person types them, and what `cancu ui` allows."""

import io
import json
import sys

import argon2
import pytest

from ui.commands import accounts as commands

GOOD = "mưa rào tháng bảy"
ANYWHERE = "0.0.0.0"  # noqa: S104 - what is tested


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tai-khoan.json"


def given(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_accounts_are_added_listed_changed_and_removed(command, file, monkeypatch):
    given(monkeypatch, GOOD + "\nsecond line\n")
    said, _ = command("accounts", "add", "Nguyễn Lan", "--accounts", file, "--password-stdin")
    assert said == "Đã thêm tài khoản “Nguyễn Lan”.\n"
    stored = json.loads(file.read_text("utf-8"))["accounts"][0]["password"]
    assert argon2.PasswordHasher().verify(stored, GOOD)
    listed = json.loads(command("accounts", "list", "--accounts", file, "--json")[0])
    assert [each["name"] for each in listed] == ["Nguyễn Lan"]
    assert "argon2" not in command("accounts", "list", "--accounts", file)[0]
    given(monkeypatch, "nắng to tháng sáu")
    command("accounts", "password", "nguyễn lan", "--accounts", file, "--password-stdin")
    changed = json.loads(file.read_text("utf-8"))["accounts"][0]["password"]
    assert argon2.PasswordHasher().verify(changed, "nắng to tháng sáu")
    said, _ = command("accounts", "remove", "nguyễn lan", "--accounts", file)
    assert "Đã xóa tài khoản “Nguyễn Lan”" in said
    assert "chưa có tài khoản nào" in command("accounts", "list", "--accounts", file)[0]


def test_the_password_is_asked_twice_and_not_shown(command, file, monkeypatch):
    typed = iter([GOOD, GOOD])
    asked = []
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr(
        commands.getpass, "getpass", lambda prompt: asked.append(prompt) or next(typed)
    )
    out, err = command("accounts", "add", "lan", "--accounts", file)
    assert len(asked) == 2
    assert GOOD not in out + err


def test_two_different_passwords_make_no_account(command, file, monkeypatch):
    typed = iter([GOOD, GOOD + "x"])
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr(commands.getpass, "getpass", lambda _: next(typed))
    _, err = command("accounts", "add", "lan", "--accounts", file, expect=2)
    assert "không giống nhau" in err
    assert not file.exists()


def test_without_a_terminal_the_way_is_told(command, file, monkeypatch):
    given(monkeypatch, GOOD)
    _, err = command("accounts", "add", "lan", "--accounts", file, expect=2)
    assert "--password-stdin" in err
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("lan", "ngắn", "ít nhất 10"),
        ("lan", "", "ít nhất 10"),
        ("a:b", GOOD, "tên tài khoản"),
        ("lan", "aaaaaaaaaaaaaaa", "dễ đoán"),
    ],
)
def test_what_is_refused_is_one_sentence(command, file, monkeypatch, name, password, said):
    given(monkeypatch, password)
    _, err = command("accounts", "add", name, "--accounts", file, "--password-stdin", expect=2)
    assert said in err
    assert err.count("\n") == 1
    assert not file.exists()


@pytest.mark.parametrize("words", [("list",), ("remove", "lan")])
def test_no_file_is_told_with_what_to_do(command, file, words):
    _, err = command("accounts", *words, "--accounts", file, expect=3)
    assert "Không có tệp tài khoản" in err
    assert "cancu accounts add" in err


def test_a_file_that_others_may_read_is_warned_of(command, file, monkeypatch):
    given(monkeypatch, GOOD)
    command("accounts", "add", "lan", "--accounts", file, "--password-stdin")
    file.chmod(0o644)
    assert "chmod 600" in command("accounts", "list", "--accounts", file)[1]


@pytest.mark.parametrize("host", [ANYWHERE, "192.168.1.5", "::", "xa.example"])
def test_other_computers_need_accounts(command, host):
    _, err = command("ui", "--host", host, "--no-browser", expect=2)
    assert "chưa có tài khoản đăng nhập" in err
    assert "--accounts" in err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--allow-host", "x"), 2, "chỉ dùng cùng --accounts"),
        (("--trusted-proxy", "10.0.0.1"), 2, "chỉ dùng cùng --accounts"),
        (("--accounts", "none.json"), 3, "Không có tệp tài khoản"),
        (("--accounts", "none.json", "--trusted-proxy", "x"), 2, "không phải là một địa chỉ IP"),
    ],
)
def test_options_that_do_not_fit_are_told(command, options, code, said):
    assert said in command("ui", "--no-browser", *options, expect=code)[1]


def test_a_file_without_accounts_opens_nothing(command, file):
    file.write_text('{"version": 1, "accounts": []}', encoding="utf-8")
    _, err = command("ui", "--host", ANYWHERE, "--accounts", file, expect=2)
    assert "chưa có tài khoản nào" in err


def test_what_was_allowed_reaches_the_server(command, file, monkeypatch, tmp_path):
    given(monkeypatch, GOOD)
    command("accounts", "add", "lan", "--accounts", file, "--password-stdin")
    started = {}
    monkeypatch.setattr("ui.app.launch", lambda _library, **told: started.update(told))
    command(
        "--library", tmp_path / "library", "ui", "--host", ANYWHERE, "--accounts", file,
        "--allow-host", "a.example", "--allow-host", "b.example", "--trusted-proxy", "10.0.0.1",
    )  # fmt: skip
    access = started["access"]
    assert (access.accounts, access.names) == (file, ("a.example", "b.example"))
    assert access.proxies == ("127.0.0.1", "::1", "10.0.0.1")
    command("--library", tmp_path / "library", "ui")
    assert started["access"].accounts is None
