"""From where the web app may be used, and by whom: what `cancu ui` was told."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from ui.accounts.credentials import Credentials
from ui.accounts.door import Door, account_name
from ui.gate import App, guarded
from ui.http_sentences import in_vietnamese

_PACKED: Final = (  # kinds of files that are compressed already
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_SMALLEST: Final = 1000  # bytes from which compression is worth it
_LEVEL: Final = 5


@dataclass(frozen=True, slots=True)
class Access:
    """Without accounts: this computer only, no login.

    accounts: the file of accounts. names: host names, besides the computer's own, under which it
    may be asked. proxies: addresses whose X-Forwarded-For and -Proto are believed.
    """

    accounts: Path | None = None
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    @property
    def who(self) -> Callable[[Any], str | None] | None:
        """Gradio's `auth_dependency`."""
        return account_name if self.accounts else None

    def guard(self, app: App, host: str, port: int) -> App:
        """The app behind its door (with accounts) and its gate; refusals in words.

        Raises NotFoundError, CancuError where the file holds no accounts.
        """
        app = in_vietnamese(app)
        hosts = {"127.0.0.1", "localhost", "[::1]", _in_header(host)}
        if self.accounts is not None:
            door = Door(app, Credentials(self.accounts), port)
            # Other computers: what comes over the wire is made small. Streams of events are not.
            app = GZipMiddleware(
                door,
                minimum_size=_SMALLEST,
                compresslevel=_LEVEL,
                exclude_content_types=_PACKED,
            )
            own = socket.gethostname()
            hosts |= {own, f"{own}.local", *map(_in_header, self.names)}
        return guarded(app, frozenset(name.lower() for name in hosts))


LOOPBACK_ONLY: Final = Access()


def _in_header(host: str) -> str:
    """A host as a Host header has it, without port."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host.rstrip(".")
    return f"[{address}]" if address.version == 6 else str(address)
