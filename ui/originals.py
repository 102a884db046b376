"""The files that documents were read from, kept in the library's own folder for those uploaded.

LIBRARY/files/<first 16 hexadecimal digits of the SHA-256>/<the file's own name>: pages can be
drawn and the file read again as long as the document is held; with it, the file goes. The library
keeps only the way from its folder (`kg.file_paths`), so that it can be moved with them.
"""

import os
import time
import unicodedata
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.model import DocumentRecord

FOLDER: Final = "files"
_INCOMING: Final = ".incoming"
_DIGITS: Final = 16
_LONGEST: Final = 200  # bytes of a file's name; systems take 255
_STALE: Final = 3600.0  # seconds after which what nobody finished is taken away
_FORBIDDEN: Final = frozenset('<>:"|?*')  # Windows takes none of these


def plain_name(said: str) -> str:
    r"""The name alone, as a file may bear it on any system.

    >>> plain_name("../a\\b/kế hoạch\n.pdf"), plain_name("..")
    ('kế hoạch.pdf', 'tep')
    """
    last = unicodedata.normalize("NFC", said).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable() and c not in _FORBIDDEN).strip(" .")
    stem, dot, ending = kept.rpartition(".") if "." in kept else (kept, "", "")
    room = _LONGEST - len(f"{dot}{ending}".encode())
    short = stem.encode()[: max(0, room)].decode(errors="ignore").rstrip()
    return f"{short}{dot}{ending}" if short and room > 0 else "tep"


def incoming(folder: Path) -> Path:
    """A new path for a file that is on its way; its folder is made. Raises OSError."""
    path = _place(folder) / _INCOMING / uuid.uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def keep(folder: Path, arrived: Path, sha256: str, name: str) -> Path:
    """Move a whole file to its place, in one step; returns it. Raises OSError."""
    path = _place(folder) / sha256[:_DIGITS] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(arrived, path)  # noqa: PTH105 - atomic, also over the same file
    return path


def is_kept(folder: Path, path: Path) -> bool:
    """Whether this is a file that the library keeps."""
    return path.is_relative_to(_place(folder))


def forget(folder: Path, path: Path) -> None:
    """Take a kept file away; files elsewhere belong to somebody."""
    if not is_kept(folder, path):
        return
    path.unlink(missing_ok=True)
    with suppress(OSError):  # another file of the same bytes is there
        path.parent.rmdir()


def sweep(folder: Path, held: Iterable[DocumentRecord], *, older: float = _STALE) -> list[Path]:
    """Take away what a program that was killed left: files on their way, or of no document.

    older: seconds; what is younger may be at work. Returns what went.
    """
    kept = {
        (record.sha256[:_DIGITS], _composed(name))
        for record in held
        for name in (record.name, Path(record.path).name)  # a file sent again under another name
    }
    before = time.time() - older
    gone = []
    for path in sorted(_place(folder).glob("*/*")):
        with suppress(OSError):
            of_one = (path.parent.name, _composed(path.name)) in kept
            if not of_one and path.is_file() and path.stat().st_ctime <= before:
                path.unlink()
                gone.append(path)
                path.parent.rmdir()
    return gone


def _composed(name: str) -> str:
    """A file's name however the disk that the library was copied over spells it."""
    return unicodedata.normalize("NFC", name)


def _place(folder: Path) -> Path:
    return folder.absolute() / FOLDER
