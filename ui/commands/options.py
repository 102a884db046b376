"""Options and helpers that several commands share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import CancuError, NotFoundError, UsageError
from ui.os_reasons import os_reason

if TYPE_CHECKING:
    from ui.library import Library

AsJson = Annotated[bool, typer.Option("--json", help="In một giá trị JSON ra đầu ra chuẩn.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Ngày xem xét, dạng 2025-07-01.")
]
Name = Annotated[str, typer.Argument(metavar="VĂN_BẢN", help="Mã, số ký hiệu hoặc tên văn bản.")]
OptionalName = Annotated[
    str | None, typer.Argument(metavar="[VĂN_BẢN]", help="Mã, số ký hiệu hoặc tên văn bản.")
]
FilePath = Annotated[
    Path | None, typer.Option("--file", metavar="TỆP", help="Đọc tệp này, không lưu gì.")
]


def open_library(context: typer.Context) -> "Library":
    """The library that the command line names, or the user's own."""
    from ui.library import Library

    return Library.at(context.obj)


def existing(path: Path) -> Path:
    """The path itself. Raises NotFoundError if nothing is there."""
    if not path.exists():
        raise NotFoundError(f"Không có tệp hoặc thư mục “{path}”.", "Hãy kiểm tra lại đường dẫn.")
    return path


def json_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, line) of a JSON Lines file, blank lines left out.

    Raises NotFoundError where nothing is there, UsageError where it is no UTF-8 text.
    """
    try:
        text = existing(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Không đọc được tệp “{path}”.", "Tệp phải là JSONL, bảng mã UTF-8."
        ) from error
    # Not `splitlines`: a JSON string may hold other signs that count as line ends there.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def write_text(path: Path, text: str) -> None:
    """Write a whole file. Raises CancuError where that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CancuError(
            f"Không ghi được tệp “{path}” ({os_reason(error)}).", "Hãy chọn nơi lưu khác."
        ) from error


def one_source(name: str | None, file: Path | None) -> None:
    """Exactly one of a document's name and a file. Raises UsageError otherwise."""
    if (name is None) == (file is None):
        raise UsageError("Hãy nêu một văn bản trong thư viện, hoặc một tệp bằng --file.")
