"""The command `check`: one document, a file, or a whole folder."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import NotFoundError, UsageError
from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui.check_advice_wording import action
from ui.commands.options import AsJson, AsOf, FilePath, OptionalName, one_source, open_library
from ui.days import day
from ui.labels import check_sentence
from ui.output import print_json, print_table, say, shorten

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
        _print_run(run)
    for item in run["failed"]:
        say(f"{item['file']}: {item['message']}")
    return 1 if run["failed"] else 0


def _print_run(run: Report) -> None:
    from ui.reports.folder_page import folder_columns, folder_rows, run_changes

    print_table(folder_columns(), folder_rows(run), empty="Không có văn bản nào để kiểm tra.")
    for item in run["documents"]:
        for sentence in wording.changes(item["report"]):
            print(f"{item['file']}: {sentence}")
    if run["changes"]:
        told = run_changes(run["changes"]) or ["So với lần kiểm tra trước: không có thay đổi."]
        for sentence in told:
            print(sentence)


def print_check(report: Report) -> None:
    """A check on the terminal: verdict, table, findings, what it rests on."""
    print(wording.document_sentence(report))
    print(wording.verdict(report))
    if report["rows"]:
        _print_rows(report)
    from ui.reports.cells import sections

    for heading, sentences in sections(report):
        print(f"\n{heading}:")
        for sentence in sentences:
            print(f"- {sentence}")
    print()
    for sentence in (check_sentence(report), wording.beyond(report)):
        if sentence:
            print(sentence)
    for name, value in wording.certificate(report):
        print(f"{name}: {value}")


def _print_rows(report: Report) -> None:
    print_table(
        ("Mức", "Văn bản", "Tình trạng", "Chỗ viện dẫn", "Hướng xử lý"),
        [
            (
                wording.severity_label(row["severity"]),
                f"{told.name(row)} {told.about(row)}".strip(),
                " ".join(told.validity(row)),
                _place(row),
                " ".join((*told.doubts(row), action(row))).strip(),
            )
            for row in report["rows"]
        ],
        empty=wording.NO_ROWS,
    )


def _place(row: Report) -> str:
    """Role, lines, and the words of the first of them."""
    quote = shorten(row["mentions"][0]["quote"], 70) if row["mentions"] else ""
    return f"{wording.role(row)}. {findings.lines(row, 3)}: {quote}"
