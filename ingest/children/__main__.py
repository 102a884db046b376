"""Entry point of the processes that read files: `serve` (see `server`) or `alone`."""

import sys

from ingest.children.alone import answer_alone
from ingest.children.server import serve

if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]), sys.argv[3])
    else:
        answer_alone(sys.argv[2])
