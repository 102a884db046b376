"""Commands on the registry of validity: registry add, import, show, export, remove."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import AsJson, OptionalName, existing, open_library
from ui.output import print_json, print_pairs, print_table, say, shorten

if TYPE_CHECKING:
    from ui.fact_report import FactReport

registry = typer.Typer(help="Dữ liệu hiệu lực của văn bản.", no_args_is_help=True)

Override = Annotated[
    bool,
    typer.Option("--override", help="Nhận cả dữ kiện khác với danh mục đi kèm; phải có nguồn."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ cho biết kết quả, không ghi gì vào thư viện.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(registry, name="registry")


@registry.command("show")
def registry_show(
    context: typer.Context, name: OptionalName = None, as_json: AsJson = False
) -> None:
    """Xem dữ liệu hiệu lực: toàn bộ thông tin về một văn bản, hoặc tóm tắt cả danh mục."""
    from ui import fact_cards

    shown = open_library(context).registry_show(name)
    if as_json:
        print_json(shown)
        return
    if name is None:
        print_pairs(fact_cards.summary(shown))
        for problem in shown["problems"]:
            print(f"  {problem['found']} ({problem['place']})")
        return
    print_table(
        ("Số, ký hiệu", "Ngày ký", "Tên", "Có hiệu lực", "Ngày đầu tiên hết hiệu lực"),
        [
            (e["number"], e["signed"], shorten(e["title"], 90), e["effective"], e["expired"])
            for e in shown["rows"]
        ],
        empty="",
    )
    for row in shown["rows"]:
        print("\n".join(fact_cards.card(row)))


@registry.command("add")
def registry_add(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="SỐ_KÝ_HIỆU")],
    signed: Annotated[str, typer.Option(help="Ngày ký, dạng 2025-07-01 hoặc 01/7/2025.")],
    title: Annotated[str, typer.Option(help="Tên văn bản.")],
    source: Annotated[str, typer.Option(help="Nguồn của thông tin.")],
    effective: Annotated[str | None, typer.Option(help="Ngày có hiệu lực.")] = None,
    expired: Annotated[str | None, typer.Option(help="Ngày đầu tiên không còn hiệu lực.")] = None,
    replaced_by: Annotated[str | None, typer.Option(help="Số của văn bản thay thế.")] = None,
    issuer: Annotated[
        str | None, typer.Option(help="Cơ quan ban hành, kèm địa danh; bắt buộc với địa phương.")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option(help="Sự kiện: thay thế, bãi bỏ, sửa đổi, ngưng hiệu lực … (cùng --by)."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Số của văn bản tác động.")] = None,
    date: Annotated[str | None, typer.Option(help="Ngày đầu tiên của sự kiện.")] = None,
    provisions: Annotated[str | None, typer.Option(help="Điều khoản bị tác động.")] = None,
    clause: Annotated[str | None, typer.Option(help="Điều khoản quy định việc ấy.")] = None,
    quote: Annotated[str | None, typer.Option(help="Lời văn của điều khoản ấy.")] = None,
    override: Override = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Thêm một dữ kiện hiệu lực vào thư viện."""
    row = {
        "number": number,
        "signed": signed,
        "title": title,
        "source": source,
        "effective": effective,
        "expired": expired,
        "replaced_by": replaced_by,
        "issuer": issuer,
        "event": event,
        "by": by,
        "date": date,
        "provisions": provisions,
        "clause": clause,
        "quote": quote,
        "line": "",
    }
    report = open_library(context).registry_add([row], override=override, dry_run=dry_run)
    _tell(report, as_json=as_json)


@registry.command("import")
def registry_import(
    context: typer.Context,
    table: Annotated[Path, typer.Argument(metavar="TỆP", help="Bảng CSV, XLSX hoặc JSONL.")],
    source: Annotated[
        str | None, typer.Option(help="Nguồn, cho những dòng không ghi nguồn.")
    ] = None,
    override: Override = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Nạp một bảng dữ kiện hiệu lực; dòng sai bị từ chối kèm lý do, dòng đúng vẫn được nhận."""
    library = open_library(context)
    report = library.registry_import(
        existing(table), source=source, override=override, dry_run=dry_run
    )
    _tell(report, as_json=as_json)


@registry.command("export")
def registry_export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .csv, .xlsx hoặc .jsonl.")],
    as_json: AsJson = False,
) -> None:
    """Ghi các dữ kiện đã thêm ra tệp, để đơn vị khác nạp vào thư viện của họ."""
    documents = open_library(context).registry_export(file)
    if as_json:
        print_json({"documents": documents, "file": str(file)})
    else:
        print(f"Đã ghi dữ kiện về {documents} văn bản vào {file}.")


@registry.command("remove")
def registry_remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="VĂN_BẢN", help="Mã hoặc số, ký hiệu.")],
    as_json: AsJson = False,
) -> None:
    """Rút lại các dữ kiện đã thêm về một văn bản; danh mục đi kèm không đổi."""
    key = open_library(context).registry_remove(name)
    if as_json:
        print_json({"removed": key})
    else:
        print(f"Đã rút lại dữ kiện về {key}.")


def _tell(report: "FactReport", *, as_json: bool) -> None:
    if as_json:
        print_json(report.view())
    else:
        print(report.sentence())
    for remark in report.remarks():
        say(remark)
    if not as_json:
        say(report.detail())
    if report.failures:
        raise typer.Exit(1)
