"""Real kills: a process that changes a library is ended by SIGKILL before its index follows."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.crafts import TOPICS, holds, owners, plan
from tests.ui.drafts import write
from ui.library import Library

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    """A library of twelve plans, each of a craft of its own."""
    made = tmp_path_factory.mktemp("twelve")
    for number, topic in enumerate(TOPICS):
        write(made / "files", f"{number}.txt", plan(number, topic))
    Library.at(made / "library").ingest([made / "files"])
    return made


@pytest.fixture
def library(twelve, tmp_path):
    """A copy of it, its own to change."""
    folder = tmp_path / "library"
    shutil.copytree(twelve / "library", folder)
    return Library.at(folder)


CHILD = """
import os, signal, sys
from pathlib import Path
from ui.library import Library
from search.engine import Engine
folder, file, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def counted(real):
    def call(*args, **more):
        global left
        left -= 1
        if left == 0:
            die()
        return real(*args, **more)
    return call

if left == 0:
    Engine.update = lambda *_, **__: die()
library = Library.at(folder)
library.fresh_engine()
for name in ("fsync", "mkdir", "link", "replace", "rename", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
if file.startswith("-"):
    library.remove(file[1:])
else:
    library.ingest([Path(file)], jobs=1)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize("change", ["add", "remove"])
def test_killed_between_the_store_and_the_index_the_next_search_is_right(library, tmp_path, change):
    new = write(tmp_path, "new.txt", plan(77, "nuôi tằm"))
    kills = 0
    for moment in (0, 3, 9, 40):
        argument = str(new) if change == "add" else "-3/KH-UBND"
        run = [sys.executable, "-c", CHILD, str(library.folder), argument, str(moment)]
        done = subprocess.run(run, capture_output=True, check=False, cwd=ROOT)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
        kills += done.returncode != 0
        after = Library.at(library.folder)
        assert holds(after)
        numbers = {record.header.number for record in after.documents()}
        found = {name.split("-")[0] for name in owners(after, "nuôi tằm dệt lụa")}
        assert ("77" in found) == ("77/KH-UBND" in numbers)
        assert ("3" in found) == ("3/KH-UBND" in numbers)
        if change == "add" and "77/KH-UBND" in numbers:
            after.remove("77/KH-UBND")
        elif change == "remove" and "3/KH-UBND" not in numbers:
            after.ingest([write(tmp_path, "3.txt", plan(3, TOPICS[3]))])
    assert kills >= 2
