"""Commands that change the library: ingest, remove, import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.errors import UsageError
from ui import labels
from ui.commands.options import AsJson, Name, existing, open_library
from ui.datasets import refusal
from ui.output import print_json, print_table, say, say_problem, shorten
from ui.progress import measured, shown

if TYPE_CHECKING:
    from ui.ingest_report import IngestReport

MOST_ROWS: Final = 200  # documents of a run that are listed
MOST_REFUSED: Final = 50  # rows of a dataset that are told of one by one


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
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Số tệp đọc cùng lúc; mặc định: mọi nhân của máy.")
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Tiếp tục lần chạy dở; không thử lại tệp đã không đọc được."),
    ] = False,
    allow_classified: Annotated[
        bool,
        typer.Option("--allow-classified", help="Nạp cả văn bản có dấu chỉ độ mật."),
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
    try:
        with shown() as step, measured() as tell:
            report = library.ingest(
                chosen,
                jobs=jobs,
                resume=resume,
                allow_classified=allow_classified,
                progress=step,
                indexing=tell,
            )
    except KeyboardInterrupt:
        say("Đã dừng. Văn bản đã đọc được giữ lại; chạy tiếp bằng lệnh đó với --resume.")
        raise typer.Exit(1) from None
    if as_json:
        print_json(report.view())
    else:
        _print_documents(report)
        print(report.sentence())
    for problem in report.failures:
        say_problem(problem)
    if report.failures:
        raise typer.Exit(1)


def _print_documents(report: "IngestReport") -> None:
    """A row for each document; of thousands only how many there are."""
    if len(report.documents) > MOST_ROWS:
        return
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


def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Xóa một văn bản, hoặc một tệp điều luật đã nạp, không để lại dấu vết."""
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
    library = open_library(context)
    try:
        with measured() as tell:
            report = library.import_articles(existing(dataset), progress=tell)
    except KeyboardInterrupt:
        say("Đã dừng. Các dòng đã nạp được giữ lại; chạy lại lệnh đó để nạp tiếp.")
        raise typer.Exit(1) from None
    if as_json:
        print_json(report.view())
    else:
        print(report.sentence())
    for problem in report.failures[:MOST_REFUSED]:
        say(refusal(problem))
    if len(report.failures) > MOST_REFUSED:
        say(f"… và {labels.figure(len(report.failures) - MOST_REFUSED)} dòng khác.")
    if report.failures:
        raise typer.Exit(1)
