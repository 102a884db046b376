"""No room for an index: the old one answers on, and the error is the system's."""

import subprocess
import sys

import pytest

from search.engine import Engine
from tests.search.test_engine import PASSAGES

CODE = """
import resource, signal, sys
from pathlib import Path
from dataclasses import replace
from search.engine import Engine
from tests.search.test_engine import PASSAGES

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
index = Engine(Path(sys.argv[1]))
many = [replace(PASSAGES[n % 3], id=f"a#{n}") for n in range(3000)]
before = index.search("kinh phí", 3)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
for change in (lambda: index.rebuild(many, "s2"), lambda: index.update(["a"], many, "s3")):
    try:
        change()
    except OSError:
        pass
    else:
        sys.exit("there was room")
    assert index.stamp == "s1"
    assert index.search("kinh phí", 3) == before
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.parametrize("room", [200, 3_000, 30_000, 100_000])
def test_where_there_is_no_room_the_old_index_stays_in_use(tmp_path, room):
    folder = tmp_path / "index"
    Engine(folder).rebuild(PASSAGES, "s1")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(folder), str(room)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("gen-*"))) == 1
    assert Engine(folder).search("kinh phí", 3)
