"""A check as files that a clerk can attach: CSV, XLSX, DOCX, HTML or JSON."""

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kg.errors import CancuError, UsageError
from ui.os_reasons import os_reason
from ui.reports.cells import COLUMNS, heading, rows
from ui.reports.folder_page import folder_html, folder_rows
from ui.reports.page import as_html
from ui.reports.sheets import as_csv, as_xlsx
from ui.reports.word import as_docx

__all__ = [
    "COLUMNS", "WRITERS", "as_csv", "as_docx", "as_html", "as_json", "as_xlsx", "folder_html",
    "folder_rows", "heading", "rows", "write_bytes", "write_check", "write_folder",
]  # fmt: skip
Report = Mapping[str, Any]


def as_json(report: Report) -> bytes:
    """The JSON of `cancu check`."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode("utf-8")


WRITERS: Final[MappingProxyType[str, Callable[[Report], bytes]]] = MappingProxyType(
    {"csv": as_csv, "xlsx": as_xlsx, "docx": as_docx, "html": as_html, "json": as_json}
)


def form_of(form: str | None, output: Path | None, default: str) -> str:
    """The format asked for, else that of the file's name. Raises UsageError on an unknown one."""
    chosen = form or (output.suffix.lstrip(".").lower() if output else default)
    if chosen not in WRITERS:
        raise UsageError(f"Không có dạng “{chosen}”.", f"Các dạng: {', '.join(WRITERS)}.")
    return chosen


def write_check(report: Report, form: str | None, output: Path | None) -> Path:
    """Write a check; the format from `form` or the file's suffix, the name from the document.

    The file appears whole or not at all. Raises UsageError on an unknown format.
    """
    chosen = form_of(form, output, "docx")
    target = output or Path(f"kiem-tra-{report['document']}.{chosen}")
    write_bytes(target, WRITERS[chosen](report))
    return target


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CancuError where that cannot be done."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise CancuError(
            f"Không ghi được tệp “{target}” ({os_reason(error)}).", "Hãy chọn nơi lưu khác."
        ) from error


def write_folder(run: Report, form: str | None, folder: Path) -> Path:
    """Write the run of a folder: a report for each document, and an index, worst first.

    Reports bear the names of the documents' files; the index is index.html, for `json`
    index.json with the whole run. Returns the index.
    """
    chosen = form_of(form, None, "html")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CancuError(
            f"Không tạo được thư mục “{folder}” ({os_reason(error)}).", "Hãy chọn nơi lưu khác."
        ) from error
    names = report_names([item["file"] for item in run["documents"]], chosen)
    for item in run["documents"]:
        write_bytes(folder / names[item["file"]], WRITERS[chosen](item["report"]))
    if chosen == "json":
        write_bytes(folder / "index.json", as_json(run))
        return folder / "index.json"
    write_bytes(folder / "index.html", folder_html(run, names))
    return folder / "index.html"


def report_names(files: list[str], form: str) -> dict[str, str]:
    """Name of the report of each file; files of one name in two formats keep both apart."""
    found: dict[str, str] = {}
    for file in files:
        stem = "-".join(Path(file).with_suffix("").parts)
        taken = f"{stem}.{form}" in found.values() or stem == "index"
        whole = "-".join(Path(file).parts).replace(".", "-")
        found[file] = f"{whole if taken else stem}.{form}"
    return found
