"""Commands that search and answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError
from ui.commands.options import AsJson, AsOf, open_library
from ui.days import day
from ui.output import print_json, print_json_line
from ui.search_batch import following, print_found
from ui.search_table import print_results

if TYPE_CHECKING:
    from ui.search_filter import SearchFilter

Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="TỆP", help='JSONL, mỗi dòng {"id": …, "question": …}.'),
]
Question = Annotated[str | None, typer.Argument(metavar="[CÂU_HỎI]", help="Câu hỏi tiếng Việt.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("search")(search)
    app.command("ask")(ask)


def _one(question: str | None, batch: Path | None) -> None:
    if (question is None) == (batch is None):
        raise UsageError("Hãy nêu một câu hỏi, hoặc một tệp JSONL bằng --batch.")


def search(
    context: typer.Context,
    question: Question = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Số kết quả.")] = 10,
    document: Annotated[str | None, typer.Option(help="Chỉ trong văn bản này.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Cơ quan ban hành.")] = None,
    place: Annotated[str | None, typer.Option(help="Địa phương.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Loại văn bản.")] = None,
    year: Annotated[int | None, typer.Option(help="Năm ban hành.")] = None,
    in_force_on: Annotated[
        str | None, typer.Option(help="Chỉ văn bản còn hiệu lực vào ngày này.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Không gộp các đoạn gần giống nhau.")
    ] = False,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Tìm đoạn văn bản theo nghĩa và theo chữ; gõ không dấu cũng được."""
    _one(question, batch)
    library = open_library(context)
    filters: SearchFilter = {
        "document": document,
        "issuer": issuer,
        "place": place,
        "type": kind,
        "year": year,
        "in_force_on": day(in_force_on) if in_force_on else None,
    }
    if batch is not None:
        print_found(library, batch, k, filters)
        return
    result = library.search(question or "", k, fold_same=not everything, **filters)
    if as_json:
        print_json(result)
        return
    print_results(result)


def ask(
    context: typer.Context,
    question: Question = None,
    as_of: AsOf = None,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="CÂU", help="Câu hỏi ngay trước đó; ghi được nhiều lần."),
    ] = None,
    batch: Batch = None,
    all_rows: Annotated[
        bool, typer.Option("--all-rows", help="Mọi dòng của bảng kết quả, không chỉ các dòng đầu.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Trả lời câu hỏi kèm dòng chứng minh, hoặc nói rõ là không biết."""
    _one(question, batch)
    if batch is not None and after:
        raise UsageError(
            "--after chỉ dùng với một câu hỏi.", 'Trong tệp, mỗi dòng có thể ghi "after": [...].'
        )
    library = open_library(context)
    on = day(as_of)
    if batch is not None:
        for identifier, text, before in following(batch):
            print_json_line(
                {"id": identifier} | library.ask(text, on=on, after=before, every_row=all_rows)
            )
        return
    answer = library.ask(question or "", on=on, after=after or (), every_row=all_rows)
    if as_json:
        print_json(answer)
        return
    from ui.asked_table import print_answer

    print_answer(answer, every_row=all_rows)
