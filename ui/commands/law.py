"""Commands on law: status, check."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.terms import Severity, ValidityState
from ui import labels
from ui.commands.graph import first_line
from ui.commands.options import (
    AsJson,
    AsOf,
    FilePath,
    Name,
    OptionalName,
    day,
    one_source,
    open_library,
)
from ui.output import print_json, print_pairs, print_table, say, shorten


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("status")(status)
    app.command("check")(check)


def status(context: typer.Context, name: Name, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Văn bản còn hiệu lực không, từ ngày nào đến ngày nào, điều khoản nào chứng minh."""
    answer = open_library(context).status(name, on=day(as_of))
    if as_json:
        print_json(answer)
        return
    print_pairs(
        [
            ("Văn bản", answer["canonical"]),
            ("Tên", answer["title"]),
            ("Tình trạng", labels.STATES[ValidityState(answer["state"])]),
            ("Xét vào ngày", labels.iso_date(answer["as_of"])),
            ("Có hiệu lực từ", labels.iso_date(answer["effective_from"])),
            ("Hiệu lực đến hết ngày", labels.iso_date(answer["effective_until"])),
            ("Được thay thế bởi", "; ".join(_replacement(r) for r in answer["replaced_by"])),
            ("Được sửa đổi bởi", "; ".join(str(a["canonical"]) for a in answer["amended_by"])),
            ("Dữ liệu hiệu lực kiểm tra đến ngày", labels.iso_date(answer["registry_as_of"])),
        ]
    )
    for proof in answer["proof"]:
        if proof["quote"]:
            print(f"  {proof['document']}, {proof['clause']}: “{shorten(proof['quote'], 300)}”")


def _replacement(row: dict[str, Any]) -> str:
    since = f" từ ngày {labels.iso_date(row['date'])}" if row["date"] else ""
    partly = " (một phần)" if row["scope"] == "partial" else ""
    return f"{row['canonical']}{since}{partly}"


def check(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_of: AsOf = None,
    form: Annotated[
        str | None, typer.Option("--format", help="json, csv, xlsx, docx hoặc html.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Ghi báo cáo ra tệp này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Kiểm tra căn cứ của một văn bản: căn cứ nào hết hiệu lực, phải thay bằng văn bản nào."""
    one_source(name, file)
    chosen = "json" if as_json and form is None else form
    library = open_library(context)
    report = library.check(name, file, on=day(as_of))
    if chosen == "json" and output is None:
        print_json(report)
    elif chosen is not None or output is not None:
        from ui.reports import write_check

        target = write_check(report, chosen, output)
        say(f"Đã ghi báo cáo vào {target}.")
    else:
        _print_check(report)


def _print_check(report: dict[str, Any]) -> None:
    print_table(
        ("Mức", "Văn bản", "Tình trạng", "Vai trò", "Văn bản thay thế", "Chỗ viện dẫn"),
        [
            (
                labels.SEVERITY_SIGNS[Severity(r["severity"])]
                + " "
                + labels.SEVERITIES[Severity(r["severity"])],
                r["canonical"] or r["title"],
                labels.STATES[ValidityState(r["state"])],
                labels.ROLES[r["role"]],
                "; ".join(_replacement(x) for x in r["replaced_by"]),
                first_line(r["mentions"]),
            )
            for r in report["rows"]
        ],
        empty="Văn bản không viện dẫn văn bản nào.",
    )
    for row in report["offices"]:
        print(labels.office_sentence(row))
    for row in report["places"]:
        print(labels.place_sentence(row))
    print(labels.check_sentence(report))
