"""How the processes that read files are started: `serve` (see `server`) or `alone`.

Neither the folder in which the program is called nor that of a script may give modules: files
that are to be read lie there. `-P` keeps them out, and our own root comes after the library.
"""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_CODE: Final = (
    "import sys; sys.path.append(sys.argv.pop(1));from ingest.children.launch import main; main()"
)


def command(*args: str) -> list[str]:
    """The command line of such a process."""
    return [sys.executable, "-P", "-c", _CODE, str(ROOT), *args]


def main() -> None:
    """Entry point of the process."""
    from ingest.children.alone import answer_alone
    from ingest.children.server import serve

    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]), sys.argv[3])
    else:
        answer_alone(sys.argv[2])
