"""The command that starts the web interface."""

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError
from ui.accounts import wording
from ui.commands.options import open_library
from ui.output import say

if TYPE_CHECKING:
    from ui.accounts.access import Access


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("ui")(serve)


def is_loopback(host: str) -> bool:
    """Whether a host name or address can be reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 7860,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Mở trình duyệt khi sẵn sàng.")
    ] = True,
    accounts: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="Tệp tài khoản; có tệp này thì mọi người phải đăng nhập."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="TÊN", help="Tên máy khác mà trình duyệt được dùng; lặp lại được."),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="IP", help="Địa chỉ của proxy HTTPS đứng trước; lặp lại được."),
    ] = None,
) -> None:
    """Mở giao diện web, REST và MCP: cho máy này, hoặc cho người có tài khoản (--accounts)."""
    access = _access(host, accounts, allow_host or [], trusted_proxy or [])
    from ui.app import launch

    library = open_library(context)
    library.index.serves = True
    launch(library, host=host, port=port, browser=browser, access=access)


def _access(host: str, accounts: Path | None, names: list[str], proxies: list[str]) -> "Access":
    """What the options allow. Raises UsageError, NotFoundError, CancuError."""
    if accounts is None:
        for option, given in (("--allow-host", names), ("--trusted-proxy", proxies)):
            if given:
                raise UsageError(wording.ONLY_WITH_ACCOUNTS.format(option=option))
        if not is_loopback(host):
            hint = wording.NEEDS_ACCOUNTS_HINT
            raise UsageError(wording.NEEDS_ACCOUNTS.format(host=host), hint)
    for proxy in proxies:
        if not _is_address(proxy):
            raise UsageError(wording.NO_PROXY.format(given=proxy))
    from ui.accounts import account_file
    from ui.accounts.access import Access

    if accounts is None:
        return Access()
    if not account_file.read(accounts):
        hint = wording.ADD_HINT.format(path=accounts)
        raise UsageError(wording.NO_ACCOUNTS.format(path=accounts), hint)
    if account_file.is_open_to_others(accounts):
        say(wording.OPEN_TO_OTHERS.format(path=accounts))
    return Access(accounts, tuple(names), ("127.0.0.1", "::1", *proxies))


def _is_address(given: str) -> bool:
    try:
        ipaddress.ip_network(given, strict=False)
    except ValueError:
        return False
    return True
