"""The command line: parse, call one function of `ui.library`, print.

Exit codes: 0 done; 1 done, with problems in some inputs; 2 wrong usage; 3 not found;
4 the library is damaged or of a newer version. Heavy libraries load inside commands, so that
`cancu --help` stays quick.
"""

import gc
import os
import re
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from kg.errors import CancuError, UsageError
from ui.commands import (
    accounts,
    bases,
    choosing,
    effects,
    graph,
    inconsistencies,
    index,
    law,
    lineage,
    questions,
    reading,
    registry,
    server,
    tasks,
    wanted,
    writing,
)
from ui.output import fail

_EXTRA: Final = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)\.?", re.DOTALL)
_EXPECTED: Final = {
    r"Input should be greater than or equal to (\S+)": "phải từ {} trở lên",
    r"Input should be less than or equal to (\S+)": "nhiều nhất là {}",
    r"Input should be a valid integer": "phải là số nguyên",
    r"Input should be a valid number": "phải là một số",
}
"""What the parser says of a value, and the same in Vietnamese."""

app = typer.Typer(
    name="cancu",
    help="CănCứ: tra cứu, kiểm tra căn cứ và hiệu lực của văn bản pháp luật, kế hoạch.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def choose_library(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option(help="Thư mục của thư viện (hoặc biến môi trường CANCU_LIBRARY)."),
    ] = None,
) -> None:
    """CănCứ: tra cứu, kiểm tra căn cứ và hiệu lực của văn bản pháp luật, kế hoạch."""
    named = os.environ.get("CANCU_LIBRARY")
    context.obj = library or (Path(named) if named else None)


for room in (
    writing,
    reading,
    tasks,
    inconsistencies,
    choosing,
    effects,
    law,
    lineage,
    graph,
    bases,
    wanted,
    registry,
    questions,
    index,
    accounts,
    server,
):
    room.register(app)


def main() -> None:
    """Entry point of the `cancu` command."""
    gc.set_threshold(50_000, 20, 20)  # loading makes many objects that stay: a tenth of a start
    as_json = "--json" in sys.argv
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A file's name may hold bytes that are no UTF-8; it is shown with escapes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    usage_error: type[Exception] = typer.BadParameter.__mro__[1]
    try:
        code = app(standalone_mode=False)
    except CancuError as failure:
        code = fail(failure, as_json=as_json)
    except usage_error as misuse:
        code = fail(_misuse(misuse), as_json=as_json)
    except typer.Abort:
        code = 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _misuse(misuse: Exception) -> UsageError:
    """A wrong command line, told in Vietnamese; the parser's own detail is kept in brackets."""
    kind = type(misuse).__name__
    name = getattr(misuse, "option_name", "") or ""
    parameter = getattr(misuse, "param", None)
    if parameter is not None:
        name = name or " / ".join(getattr(parameter, "opts", ())) or parameter.name
    sentence = {
        "NoSuchOption": f"Không có tùy chọn “{name}”.",
        "MissingParameter": f"Thiếu tham số “{name}”.",
        "BadParameter": f"Giá trị của “{name}” không hợp lệ: {_expected(str(misuse))}.",
    }.get(kind, f"Câu lệnh chưa đúng ({misuse}).")
    if extra := _EXTRA.fullmatch(str(misuse)):
        sentence = f"Câu lệnh có phần thừa: “{extra[1]}”."
        return UsageError(sentence, "Câu có nhiều từ phải đặt trong dấu ngoặc kép.")
    return UsageError(sentence, "Xem cách dùng: cancu --help.")


def _expected(detail: str) -> str:
    """What a value must be; the parser's own words where these are none that are known."""
    for said, told in _EXPECTED.items():
        if found := re.match(said, detail):
            return told.format(*found.groups())
    return detail


if __name__ == "__main__":
    main()
