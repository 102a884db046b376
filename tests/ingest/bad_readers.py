"""Readers that do what broken libraries do; each file says in its text which."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

from ingest import pipeline
from kg.model import Reading


def read(path: Path, *, allow_classified: bool = False) -> Reading:
    """`pipeline.read`, but for files that name one of the functions below."""
    work = globals().get("do_" + path.read_text(encoding="utf-8").strip())
    if work is not None:
        work(path)
    return pipeline.read(path, allow_classified=allow_classified)


def do_abort(_path):
    os.abort()


def do_crash(_path):
    ctypes.string_at(0)


def do_end(_path):
    os._exit(0)


def do_raise(_path):
    raise RuntimeError("a reader never should")


def do_recurse(path):
    do_recurse(path)


def do_hoard(_path):
    held = []
    while True:
        held.append(bytearray(2**20))


def do_spin(_path):
    while True:
        pass


def do_sleep(_path):
    signal.pause()


def do_killed(_path):
    os.kill(os.getpid(), signal.SIGKILL)


def do_chatter(path):
    print("not for the output")
    print("nor this", file=sys.stderr)
    path.write_text("Kế hoạch\n", encoding="utf-8")


def do_leave(path):
    """Start a program that outlives its reader, in a session of its own."""
    code = "import signal; signal.pause()"
    left = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    path.with_suffix(".pid").write_text(str(left.pid))
    do_sleep(path)


def do_litter(path):
    import tempfile

    folder = tempfile.mkdtemp()
    path.with_suffix(".folder").write_text(folder)
    do_abort(path)


def do_flood(path):
    path.write_text("\n".join(["đoạn văn dài " * 15] * 400), encoding="utf-8")


def do_fill(path):
    with path.with_suffix(".big").open("wb") as out:
        while True:
            out.write(bytes(2**20))
