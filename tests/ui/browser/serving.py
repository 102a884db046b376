"""The real web app as a process of its own."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.model import DocumentRecord
from ui.library import Library

PATIENCE = 60_000  # milliseconds that a busy computer may take to reach a state


@dataclass(frozen=True)
class Served:
    """A running web app: its address and its library."""

    address: str
    library: Library


def numbered(library: Library, start: str) -> DocumentRecord:
    """The first document whose number begins so."""
    return next(r for r in library.documents() if (r.header.number or "").startswith(start))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, *options: str, port: int | None = None, **environment: str):
    """The web app over the library in `folder`, and its process; ended at the end.

    options: more of the command line of `cancu ui`. port: a free one where None.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder)]
    server = subprocess.Popen(
        [*command, "ui", "--port", str(port), "--no-browser", *options],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
    )
    try:
        said = server.stdout.readline()
        assert said == f"CănCứ đang chạy tại http://127.0.0.1:{port}\n"
        yield Served(f"http://127.0.0.1:{port}", Library.at(folder)), server
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()
