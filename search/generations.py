"""Generations of an index on disk: written beside the old one, then swapped in one step.

    <folder>/CURRENT            name of the generation in use
    <folder>/<name>/manifest.json and the index files
    <folder>/LOCK               held by the one writer; the system frees it if the writer dies

A changed generation is a new folder too: files that stay are hard links to those of the old one
(copies where the file system has no links), so that a small change of a large index is quick.
A generation counts only once CURRENT names it, and CURRENT changes by `os.replace` after
everything else is on the disk: killed at any moment, a writer leaves the old generation in use.
"""

import json
import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import IndexMissing

_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_LOCK = "LOCK"
_WINDOWS = os.name == "nt"
_MOMENTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)  # seconds
T = TypeVar("T")

Facts = dict[str, Any]
"""A manifest: what a generation says of itself."""


def current(folder: Path) -> Path:
    """Folder of the generation in use. Raises IndexMissing where there is none."""
    try:
        name = _patiently(lambda: (folder / _CURRENT).read_text("utf-8")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise missing(folder) from error
    generation = folder / name
    if not name.startswith("gen-") or generation.parent != folder or not generation.is_dir():
        raise missing(folder)
    return generation


def manifest(generation: Path) -> Facts:
    """What a generation says of itself. Raises IndexMissing where it is unreadable."""
    try:
        found = json.loads((generation / _MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise missing(generation.parent) from error
    if not isinstance(found, dict):
        raise missing(generation.parent)
    return found


def write(folder: Path, fill: Callable[[Path], Facts]) -> Path:
    """Make a new generation, put it in use, remove the others.

    fill: writes the index files into the empty folder given and returns the manifest.
    If `fill` raises, the old generation stays in use and nothing of the new one remains.
    Waits while another process writes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        return _write(folder, fill)


def change(folder: Path, fill: Callable[[Path, Facts], Facts], own: Collection[str] = ()) -> Path:
    """Make a generation of the one in use, put it in use, remove the others.

    fill: gets a folder with the same files and the manifest; it may add files, remove files and
    put new ones in the place of old ones, but must write to none that is there. Returns the new
    manifest. own: names of files that the new folder must not share; they are left out.
    Raises IndexMissing where there is no generation. Otherwise like `write`.
    """
    if not folder.is_dir():
        raise missing(folder)
    with _alone(folder):
        old = current(folder)
        facts = manifest(old)

        def copied(generation: Path) -> Facts:
            try:
                _clone(old, generation, {*own, _MANIFEST})
            except FileNotFoundError as error:  # a full disk is another matter
                raise missing(folder) from error
            return fill(generation, facts)

        return _write(folder, copied)


def _write(folder: Path, fill: Callable[[Path], Facts]) -> Path:
    generation = folder / f"gen-{uuid.uuid4().hex[:12]}"
    generation.mkdir()
    try:
        facts = fill(generation)
        (generation / _MANIFEST).write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
        _sync_tree(generation)
        _point(folder, generation.name)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    _remove_others(folder, generation)
    return generation


def _clone(old: Path, new: Path, but: Collection[str]) -> None:
    """The files of a folder in another, existing one, as links."""
    for path in sorted(old.iterdir()):
        if path.name in but:
            continue
        if path.is_dir():
            (new / path.name).mkdir()
            _clone(path, new / path.name, but)
        else:
            _link(path, new / path.name)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # no links on this file system, or too many of one file
        shutil.copyfile(old, new)


def missing(folder: Path) -> IndexMissing:
    """The error that says that this folder has no usable index."""
    return IndexMissing(
        f"Chỉ mục tìm kiếm ở {folder} chưa có hoặc đã hỏng.",
        "Hãy lập lại chỉ mục từ thư viện; văn bản trong thư viện không bị ảnh hưởng.",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The only writer among all processes."""
    with (folder / _LOCK).open("a+b") as lock:
        if sys.platform == "win32":
            import msvcrt

            locked = False
            while not locked:  # each try waits ten seconds, then gives up
                lock.seek(0)
                with suppress(OSError):
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    locked = True
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _point(folder: Path, name: str) -> None:
    draft = folder / f"{_CURRENT}.{name}"
    draft.write_text(name + "\n", "utf-8")
    _sync(draft)
    _patiently(lambda: draft.replace(folder / _CURRENT))
    _sync(folder)


def _patiently(work: Callable[[], T]) -> T:
    """What `work` gives, tried a few times on Windows.

    There a file that another program reads cannot be replaced, nor read while it is replaced.
    """
    for seconds in _MOMENTS if _WINDOWS else ():
        try:
            return work()
        except PermissionError:
            time.sleep(seconds)
    return work()


def _remove_others(folder: Path, kept: Path) -> None:
    """Old and half-written generations. What a reader still maps on Windows stays for later."""
    for path in folder.glob("gen-*"):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{_CURRENT}.gen-*"):
        path.unlink(missing_ok=True)


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() or path.stat().st_nlink == 1:  # another name: flushed under that one
            _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Flush one file or folder to the disk; a folder cannot be opened for that on Windows."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
