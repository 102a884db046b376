"""Where a process cannot fork (Windows): a fresh interpreter for each file.

It costs the second that loading the readers takes. Only the clock and the size of the answer are
limited there: Windows has no `setrlimit`.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from ingest.children import child
from ingest.children.launch import command
from ingest.children.limits import Limits


def ask_alone(
    target: str, request: dict[str, Any], limits: Limits
) -> tuple[bytes, int, bool, float, bool]:
    """(answer, status, late, peak memory in MB, whole): see `ingest.children.nursery.Ended`."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder, tempfile.TemporaryFile() as out:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command("alone", target),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": folder, "TEMP": folder},
        )
        late = False
        try:
            process.communicate(json.dumps(request).encode(), timeout=limits.wall)
        except subprocess.TimeoutExpired:
            late = True
        finally:
            process.kill()
            process.wait()
        out.seek(0)
        answer = out.read(limits.answer + 1)
    whole = len(answer) <= limits.answer
    return answer if whole else b"", process.returncode, late, 0.0, whole


def answer_alone(target: str) -> None:
    """The whole life of such an interpreter: one request in, one answer out."""
    request = child.request_of(sys.stdin.buffer.read())
    out = os.dup(1)
    child.be_quiet()
    child.take_on(Limits(**request["limits"]))
    try:
        answer = child.answer(target, request)
        with open(out, "wb") as line:  # noqa: PTH123 - a descriptor
            line.write(answer)
    except BaseException as error:  # noqa: BLE001 - whatever a reader raises ends only this
        os._exit(child.status_of(error))
