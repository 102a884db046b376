"""Commands on accounts of the web app: accounts add, password, remove, list."""

import getpass
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from kg.errors import UsageError
from ui.accounts import wording
from ui.commands.options import AsJson
from ui.output import print_json, print_table, say

accounts = typer.Typer(help="Tài khoản dùng giao diện web.", no_args_is_help=True)

_LINE: Final = 4096  # characters of a password's line that are read
AccountsFile = Annotated[
    Path, typer.Option("--accounts", metavar="TỆP", help="Tệp giữ các tài khoản.")
]
AccountName = Annotated[str, typer.Argument(metavar="TÊN", help="Tên tài khoản.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ dòng đầu của đầu vào chuẩn.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(accounts, name="accounts")


@accounts.command("add")
def accounts_add(
    name: AccountName,
    file: AccountsFile,
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """Thêm một tài khoản; mật khẩu được hỏi hai lần và chỉ lưu dưới dạng băm argon2."""
    from ui.accounts import account_file

    name = account_file.checked_name(name)
    made = account_file.add(file, name, _password(from_input=password_stdin))
    _told(file, wording.ADDED, {"added": made.name}, as_json=as_json)


@accounts.command("password")
def accounts_password(
    name: AccountName,
    file: AccountsFile,
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """Đổi mật khẩu của một tài khoản; các phiên đăng nhập của tài khoản ấy hết ngay."""
    from ui.accounts import account_file

    changed = account_file.change(file, name, _password(from_input=password_stdin))
    _told(file, wording.CHANGED, {"changed": changed.name}, as_json=as_json)


@accounts.command("remove")
def accounts_remove(name: AccountName, file: AccountsFile, as_json: AsJson = False) -> None:
    """Xóa một tài khoản; các phiên đăng nhập của tài khoản ấy hết ngay."""
    from ui.accounts import account_file

    account_file.read(file)
    gone = account_file.remove(file, name)
    _told(file, wording.REMOVED, {"removed": gone.name}, as_json=as_json)


@accounts.command("list")
def accounts_list(file: AccountsFile, as_json: AsJson = False) -> None:
    """Xem tên các tài khoản."""
    from ui.accounts import account_file

    known = sorted(account_file.read(file).values(), key=lambda account: account.name)
    if as_json:
        print_json([{"name": each.name, "changed": each.changed} for each in known])
        return
    rows = [(each.name, each.changed) for each in known]
    print_table(("Tên tài khoản", "Đổi lần cuối"), rows, empty=wording.NONE_YET)
    _warned(file)


def _password(*, from_input: bool) -> str:
    """The password, typed twice without being shown, or the first line of the standard input."""
    if from_input:
        return sys.stdin.readline(_LINE).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(wording.NO_TERMINAL, wording.NO_TERMINAL_HINT)
    try:
        first = getpass.getpass(wording.ASK_PASSWORD)
        if first != getpass.getpass(wording.ASK_AGAIN):
            raise UsageError(wording.DIFFERENT)
    except (EOFError, KeyboardInterrupt):
        raise typer.Abort from None
    return first


def _told(file: Path, sentence: str, outcome: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print_json(outcome | {"file": str(file)})
    else:
        print(sentence.format(name=next(iter(outcome.values()))))
    _warned(file)


def _warned(file: Path) -> None:
    from ui.accounts.account_file import is_open_to_others

    if is_open_to_others(file):
        say(wording.OPEN_TO_OTHERS.format(path=file))
