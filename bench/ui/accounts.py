"""What accounts cost: a login, a request behind the door, a program's Basic; in CPU time.

python -m bench.ui.accounts [--out bench/results/ui/accounts.md]

CPU time of the process, so that other work on the machine counts less; medians.
"""

import argparse
import asyncio
import base64
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from ui.accounts import account_file, passwords
from ui.accounts.access import Access
from ui.gate import App, Message

PASSWORD = "mưa rào tháng bảy"  # noqa: S105 - of an account that lives for this run
TURNS = 500
ADDRESS = ("127.0.0.1", 7860)


async def _inner(_scope: Message, _receive: object, send: Callable[..., Any]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


async def _asked(server: App, *headers: tuple[bytes, bytes], body: bytes = b"") -> list[Message]:
    """All messages of one answer."""
    path, method = ("/cancu-login", "POST") if body else ("/", "GET")
    scope: Message = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "scheme": "http",
        "query_string": b"", "root_path": "", "server": ADDRESS, "client": ("127.0.0.1", 50_000),
        "headers": [(b"host", b"127.0.0.1:7860"), *headers],
    }  # fmt: skip
    answers: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        answers.append(message)

    await server(scope, receive, send)
    return answers


async def _median(turns: int, work: Callable[[], Coroutine[Any, Any, object]]) -> float:
    """Milliseconds of CPU time."""
    taken = []
    for _ in range(turns):
        began = time.process_time()
        await work()
        taken.append(time.process_time() - began)
    return 1000 * statistics.median(taken)


async def _measured(file: Path) -> dict[str, float]:
    account_file.add(file, "lan", PASSWORD)
    stored = account_file.read(file)["lan"].password
    free, shut = (access.guard(_inner, *ADDRESS) for access in (Access(), Access(file)))
    form = f"name=lan&password={PASSWORD}".encode()
    entered = await _asked(shut, body=form)
    cookie = dict(entered[0]["headers"])[b"set-cookie"].partition(b";")[0]
    basic = b"Basic " + base64.b64encode(f"lan:{PASSWORD}".encode())
    session, program = (b"cookie", cookie), (b"authorization", basic)

    async def checked(hash_: str | None) -> object:
        return passwords.fits(hash_, PASSWORD)

    return {
        "argon2: mật khẩu đúng": await _median(15, lambda: checked(stored)),
        "argon2: tên không có": await _median(15, lambda: checked(None)),
        "đăng nhập trọn vẹn": await _median(15, lambda: _asked(shut, body=form)),
        "một yêu cầu, không tài khoản": await _median(TURNS, lambda: _asked(free)),
        "một yêu cầu, có phiên": await _median(TURNS, lambda: _asked(shut, session)),
        "một yêu cầu, HTTP Basic đã biết": await _median(TURNS, lambda: _asked(shut, program)),
        "một yêu cầu bị từ chối": await _median(TURNS, lambda: _asked(shut)),
    }


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("bench/results/ui/accounts.md"))
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measured(Path(folder) / "accounts.json"))
    rows = "".join(f"| {name} | {value:.3g} |\n" for name, value in found.items())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        f"# Accounts: what they cost\n{dt.datetime.now().astimezone().date()}, "
        "`python -m bench.ui.accounts`; medians of CPU time, no network, an app that answers at "
        f"once.\n\n| | ms |\n|---|---|\n{rows}",
        encoding="utf-8",
    )
    print(out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
