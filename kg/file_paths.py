"""Paths of files that a library names: of those in its own folder, only the way from there is kept.

So a library that is moved or copied, to another folder or another computer, finds its files again.
Queries ask for it in SQL: `KEPT` where a path is written or compared, `FOUND` where it is read.
"""

import os
from pathlib import Path
from sqlite3 import Connection as RawConnection
from typing import Final

from sqlalchemy import func

HERE: Final = "./"
"""What the kept path of a file in the library's folder begins with; no path of `pathlib` does."""

KEPT: Final = func.cancu_kept
FOUND: Final = func.cancu_found


def kept(folder: Path, path: str) -> str:
    """The path as the library in `folder` keeps it: "./files/a.pdf", or as given from elsewhere.

    Links are followed where the names alone do not show that the file lies in the folder.
    """
    if not path or path.startswith(HERE):
        return path
    for home, file in (
        (folder.absolute(), Path(os.path.abspath(path))),  # noqa: PTH100 - without links
        (folder.resolve(), Path(path).resolve()),
    ):
        if file.is_relative_to(home):
            return HERE + file.relative_to(home).as_posix()
    return path


def found(folder: Path, path: str) -> str:
    """Where a kept path leads from the library in `folder`, whatever system wrote it."""
    return str(folder.absolute() / path[len(HERE) :]) if path.startswith(HERE) else path


def spellings(path: str) -> list[str]:
    """What one file may be kept as: as given, and from the folder that one works in.

    Earlier versions kept a path as it was typed.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder is gone, which a server that runs on need not notice
        return [path]
    file = Path(path)
    return [path, str(file.relative_to(here))] if file.is_relative_to(here) else [path]


def offer(connection: RawConnection, folder: Path) -> None:
    """Make KEPT and FOUND known to a connection on the library in `folder`."""

    def keep(path: str | None) -> str | None:
        return None if path is None else kept(folder, path)

    def find(path: str | None) -> str | None:
        return None if path is None else found(folder, path)

    for name, work in (("cancu_kept", keep), ("cancu_found", find)):
        connection.create_function(name, 1, work, deterministic=True)
