"""The command that starts the web interface."""

import ipaddress
from typing import Annotated

import typer

from kg.errors import UsageError
from ui.commands.options import open_library


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
) -> None:
    """Mở giao diện web, REST và MCP trên máy này."""
    if not is_loopback(host):
        raise UsageError(
            f"Không mở giao diện ở địa chỉ “{host}” vì chưa có tài khoản đăng nhập.",
            "Hãy dùng --host 127.0.0.1.",
        )
    from ui.app import launch

    library = open_library(context)
    library.index.serves = True
    launch(library, host=host, port=port, browser=browser)
