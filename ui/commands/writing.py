"""Commands that change the library: ingest, remove, import."""

from pathlib import Path
from typing import Annotated

import typer

from kg.errors import UsageError
from ui.commands.options import AsJson, Name, existing, open_library
from ui.output import print_json, print_table, say, say_problem, shorten


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("ingest")(ingest)
    app.command("remove")(remove)
    app.command("import")(import_dataset)


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[TỆP|THƯ_MỤC]…", help="Tệp hoặc thư mục.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Số tiến trình đọc tệp.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Tiếp tục lần chạy dở; tệp đã có được bỏ qua.")
    ] = False,
    samples: Annotated[
        bool, typer.Option("--samples", help="Nạp các kế hoạch mẫu đi kèm chương trình.")
    ] = False,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Không làm gì nếu thư viện đã có văn bản.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Đọc và lưu văn bản vào thư viện; chạy lại không làm thay đổi gì."""
    import corpus

    library = open_library(context)
    chosen = [existing(path) for path in paths or []]
    if samples:
        chosen.append(corpus.path("plans"))
    if not chosen:
        raise UsageError("Hãy nêu ít nhất một tệp hoặc thư mục, hoặc dùng --samples.")
    if if_empty and not library.is_empty():
        say("Thư viện đã có văn bản; không nạp thêm.")
        return
    # A document is stored whole or not at all and known again by its bytes, so that every run
    # resumes where the last one stopped; `--resume` states the wish and changes nothing.
    del resume
    report = library.ingest(chosen, jobs=jobs, progress=say)
    if as_json:
        print_json(report.view())
    else:
        print_table(
            ("Văn bản", "Số, ký hiệu", "Trích yếu", "Đoạn", "Viện dẫn", "Nhiệm vụ", "Lưu ý"),
            [
                (
                    d.id,
                    d.number or "không ghi số",
                    shorten(d.title, 70),
                    d.passages,
                    d.citations,
                    d.tasks,
                    len(d.problems),
                )
                for d in report.documents
            ],
            empty="Không có văn bản nào được nạp.",
        )
        print(report.sentence())
    for problem in report.failures:
        say_problem(problem)
    if report.failures:
        raise typer.Exit(1)


def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Xóa một văn bản khỏi thư viện, không để lại dấu vết."""
    removed = open_library(context).remove(name)
    if as_json:
        print_json({"removed": removed})
    else:
        print(f"Đã xóa {removed}.")


def import_dataset(
    context: typer.Context,
    dataset: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp JSONL hoặc JSONL.gz.")],
    kind: Annotated[str, typer.Option(help="Loại dữ liệu: articles.")] = "articles",
    as_json: AsJson = False,
) -> None:
    """Nạp hàng loạt điều luật (mỗi dòng một điều) để tìm kiếm."""
    if kind != "articles":
        raise UsageError(f"Chưa nạp được loại dữ liệu “{kind}”.", "Loại có thể nạp: articles.")
    report = open_library(context).import_articles(existing(dataset), progress=say)
    if as_json:
        print_json(report.view())
    else:
        print(report.sentence())
    for problem in report.failures:
        say_problem(problem)
    if report.failures:
        raise typer.Exit(1)
