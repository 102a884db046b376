"""Options and helpers that several commands share."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import NotFoundError, UsageError

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


def day(text: str | None) -> dt.date:
    """The day asked about; today where none is given. Raises UsageError if it is none."""
    if text is None:
        return dt.datetime.now(tz=dt.UTC).astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"“{text}” không phải là một ngày.",
            "Hãy ghi ngày dạng năm-tháng-ngày, ví dụ 2025-07-01.",
        ) from None


def existing(path: Path) -> Path:
    """The path itself. Raises NotFoundError if nothing is there."""
    if not path.exists():
        raise NotFoundError(f"Không có tệp hoặc thư mục “{path}”.", "Hãy kiểm tra lại đường dẫn.")
    return path


def one_source(name: str | None, file: Path | None) -> None:
    """Exactly one of a document's name and a file. Raises UsageError otherwise."""
    if (name is None) == (file is None):
        raise UsageError("Hãy nêu một văn bản trong thư viện, hoặc một tệp bằng --file.")
