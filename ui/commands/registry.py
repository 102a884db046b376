"""Commands on the registry of validity: registry add, import, show."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ui import views
from ui.commands.options import AsJson, OptionalName, existing, open_library
from ui.output import print_json, print_pairs, print_table, say_problem, shorten

registry = typer.Typer(help="Dữ liệu hiệu lực của văn bản.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(registry, name="registry")


@registry.command("show")
def registry_show(
    context: typer.Context, name: OptionalName = None, as_json: AsJson = False
) -> None:
    """Xem dữ liệu hiệu lực: một văn bản, hoặc tóm tắt cả danh mục."""
    shown = open_library(context).registry_show(name)
    if as_json:
        print_json(shown)
        return
    if name is None:
        print_pairs(
            [
                ("Số văn bản", shown["entries"]),
                ("Kiểm tra đến ngày", shown["as_of"]),
                ("Do người dùng thêm", shown["added"]),
            ]
        )
        return
    print_table(
        ("Số, ký hiệu", "Ngày ký", "Tên", "Có hiệu lực", "Ngày đầu tiên hết hiệu lực"),
        [
            (e["number"], e["signed"], shorten(e["title"], 90), e["effective"], e["expired"])
            for e in shown["rows"]
        ],
        empty="Danh mục hiệu lực chưa có văn bản này.",
    )


@registry.command("add")
def registry_add(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="SỐ_KÝ_HIỆU")],
    signed: Annotated[str, typer.Option(help="Ngày ký, dạng 2025-07-01.")],
    title: Annotated[str, typer.Option(help="Tên văn bản.")],
    source: Annotated[str, typer.Option(help="Nguồn của thông tin.")],
    effective: Annotated[str | None, typer.Option(help="Ngày có hiệu lực.")] = None,
    expired: Annotated[str | None, typer.Option(help="Ngày đầu tiên không còn hiệu lực.")] = None,
    replaced_by: Annotated[str | None, typer.Option(help="Số của văn bản thay thế.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Cơ quan ban hành.")] = None,
    as_json: AsJson = False,
) -> None:
    """Thêm một dữ kiện hiệu lực vào thư viện."""
    row = {
        "number": number,
        "signed": signed,
        "title": title,
        "source": source,
        "effective": effective or "",
        "expired": expired or "",
        "replaced_by": replaced_by or "",
        "issuer": issuer or "",
    }
    _tell_import(open_library(context).registry_add([row]), as_json=as_json)


@registry.command("import")
def registry_import(
    context: typer.Context,
    table: Annotated[Path, typer.Argument(metavar="TỆP", help="Bảng CSV hoặc JSONL.")],
    as_json: AsJson = False,
) -> None:
    """Nạp một bảng dữ kiện hiệu lực; dòng sai bị từ chối kèm lý do."""
    _tell_import(open_library(context).registry_import(existing(table)), as_json=as_json)


def _tell_import(report: Any, *, as_json: bool) -> None:  # noqa: ANN401 - library's ImportReport
    if as_json:
        print_json(views.plain(report.view()))
    else:
        print(report.sentence())
    for problem in report.failures:
        say_problem(problem)
    if report.failures:
        raise typer.Exit(1)
