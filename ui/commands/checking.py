"""The command `check`: one document, a file, or a whole folder."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import NotFoundError, UsageError
from ui.commands.options import AsJson, AsOf, FilePath, OptionalName, one_source, open_library
from ui.days import day
from ui.output import print_json, say

Report = dict[str, Any]


def check(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="THƯ_MỤC", help="Kiểm tra mọi văn bản trong thư mục.")
    ] = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="NGÀY", help="Cho biết thay đổi kể từ ngày này, dạng 2025-07-01."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="So với lần kiểm tra thư mục đã lưu ở tệp JSON này."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", help="json, csv, xlsx, docx hoặc html.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Ghi báo cáo ra tệp này (với --folder: thư mục này).")
    ] = None,
    as_json: AsJson = False,
) -> int | None:
    """Kiểm tra căn cứ: căn cứ nào hết hiệu lực, phải thay bằng văn bản nào."""
    if since is not None and day(since) > day(as_of):
        raise UsageError(
            "Ngày ở --since phải trước ngày xét (--as-of).", "Xem: cancu check --help."
        )
    chosen = "json" if as_json and form is None else form
    if folder is not None:
        if name is not None or file is not None:
            raise UsageError("--folder không đi cùng một văn bản hay --file.", "Hãy chọn một.")
        return _folder(context, folder, as_of, since, previous, chosen, output)
    one_source(name, file)
    if previous is not None:
        raise UsageError("--previous chỉ dùng cùng --folder.", "Xem: cancu check --help.")
    _one(context, name, file, as_of, since, chosen, output)
    return None


def _one(
    context: typer.Context,
    name: str | None,
    file: Path | None,
    as_of: str | None,
    since: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    library = open_library(context)
    report = library.check(name, file, on=day(as_of), since=day(since) if since else None)
    if form == "json" and output is None:
        print_json(report)
    elif form is not None or output is not None:
        from ui.reports import write_check

        target = write_check(report, form, output)
        say(f"Đã ghi báo cáo vào {target}.")
        _with_comments(file, report, target)
    else:
        from ui.check_table import print_check

        print_check(report)


def _with_comments(file: Path | None, report: Report, target: Path) -> None:
    """Beside a Word report on a Word draft: the draft with comments on its lines."""
    if file is None or file.suffix.lower() != ".docx" or target.suffix.lower() != ".docx":
        return
    from ui.reports.comments import commented_file

    written = commented_file(file, report, target)
    if written is not None:
        say(f"Đã ghi bản dự thảo có ghi chú vào {written}.")


def _folder(
    context: typer.Context,
    folder: Path,
    as_of: str | None,
    since: str | None,
    previous: Path | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Check a folder; 1 where a file could not be read (told, the rest goes on)."""
    from ui.check_run import compared, keep_run, read_run, run_file, run_of

    if not folder.is_dir():
        raise NotFoundError(f"Không có thư mục “{folder}”.", "Hãy kiểm tra lại đường dẫn.")
    library, on = open_library(context), day(as_of)
    kept = run_file(library.folder, folder)
    last = read_run(previous, needed=True) if previous else read_run(kept)
    found = library.check_files(folder, on=on, since=day(since) if since else None)
    run = run_of(folder, found, on.isoformat())
    keep_run(kept, run)
    run = compared(run, last)
    if form == "json" and output is None:
        print_json(run)
    elif form is not None or output is not None:
        from ui.reports import write_folder

        target = write_folder(run, form, output or Path(f"kiem-tra-{run['folder']}"))
        say(f"Đã ghi {len(run['documents'])} báo cáo; mở trang tổng hợp: {target}.")
    else:
        from ui.check_table import print_run

        print_run(run)
    for item in run["failed"]:
        say(f"{item['file']}: {item['message']}")
    return 1 if run["failed"] else 0
