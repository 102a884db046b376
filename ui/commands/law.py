"""Commands on law and graph: cites, cited-by, status, check, path, graph, registry."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import UsageError
from kg.terms import Relation, Severity, ValidityState
from ui import labels, views
from ui.commands.options import (
    AsJson,
    AsOf,
    FilePath,
    Name,
    OptionalName,
    day,
    existing,
    one_source,
    open_library,
    write_text,
)
from ui.output import print_json, print_pairs, print_table, say, say_problem, shorten

registry = typer.Typer(help="Dữ liệu hiệu lực của văn bản.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("cites")(cites)
    app.command("cited-by")(cited_by)
    app.command("status")(status)
    app.command("check")(check)
    app.command("path")(path)
    app.command("graph")(graph)
    app.add_typer(registry, name="registry")


def _first_line(mentions: list[dict[str, Any]]) -> str:
    head = mentions[0] if mentions else {"line": "", "quote": ""}
    more = f" (và {len(mentions) - 1} chỗ khác)" if len(mentions) > 1 else ""
    return f"dòng {head['line']}: {shorten(head['quote'], 110)}{more}"


def cites(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Văn bản này viện dẫn những văn bản nào."""
    rows = open_library(context).cites(name)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Văn bản được viện dẫn", "Quan hệ", "Tên", "Chỗ viện dẫn"),
        [
            (
                r["canonical"] or r["target"],
                labels.RELATIONS[Relation(r["relation"])],
                shorten(r["title"], 70),
                _first_line(r["mentions"]),
            )
            for r in rows
        ],
        empty="Văn bản không viện dẫn văn bản nào.",
    )


def cited_by(
    context: typer.Context,
    name: Name,
    level: Annotated[str | None, typer.Option(help="Cấp: tỉnh, huyện, xã, phường.")] = None,
    place: Annotated[str | None, typer.Option(help="Địa phương.")] = None,
    relation: Annotated[str | None, typer.Option(help="Quan hệ, ví dụ legal_basis.")] = None,
    as_json: AsJson = False,
) -> None:
    """Những văn bản nào trong thư viện viện dẫn văn bản này."""
    if relation is not None and relation not in list(Relation):
        raise UsageError(f"Không có quan hệ “{relation}”.", f"Các quan hệ: {', '.join(Relation)}.")
    rows = open_library(context).cited_by(name, level=level, place=place, relation=relation)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Văn bản", "Địa phương", "Quan hệ", "Trích yếu", "Chỗ viện dẫn"),
        [
            (
                r["number"] or r["document"],
                r["place"],
                labels.RELATIONS[Relation(r["relation"])],
                shorten(r["title"], 70),
                _first_line(r["mentions"]),
            )
            for r in rows
        ],
        empty="Không có văn bản nào trong thư viện viện dẫn văn bản này.",
    )


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
                _first_line(r["mentions"]),
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


def path(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="VĂN_BẢN_A")],
    end: Annotated[str, typer.Argument(metavar="VĂN_BẢN_B")],
    as_json: AsJson = False,
) -> None:
    """Đường viện dẫn ngắn nhất giữa hai văn bản."""
    steps = open_library(context).path(start, end)
    if as_json:
        print_json(steps)
        return
    print_table(
        ("Từ", "Quan hệ", "Đến", "Dòng"),
        [
            (
                s["source"],
                labels.RELATIONS[Relation(s["relation"])],
                s["target"],
                ", ".join(str(quote["line"]) for quote in s["quotes"]),
            )
            for s in steps["edges"]
        ],
        empty="Hai văn bản không nối với nhau qua viện dẫn nào trong thư viện.",
    )


def graph(
    context: typer.Context,
    name: OptionalName = None,
    depth: Annotated[int, typer.Option(min=1, max=5, help="Số bước quanh văn bản.")] = 1,
    limit: Annotated[int, typer.Option(min=1, max=300, help="Số văn bản nhiều nhất.")] = 100,
    form: Annotated[
        str, typer.Option("--format", help="json, graphml, gexf, jsonld hoặc html.")
    ] = "json",
    output: Annotated[Path | None, typer.Option(help="Ghi ra tệp này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Đồ thị viện dẫn quanh một văn bản, hoặc của cả thư viện."""
    text = open_library(context).graph_text(
        name, depth=depth, limit=limit, form="json" if as_json else form
    )
    if output is not None:
        write_text(output, text)
        say(f"Đã ghi đồ thị vào {output}.")
    else:
        print(text)


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
