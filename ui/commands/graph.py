"""Commands on the citation graph: cites, cited-by, path, graph."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import UsageError
from kg.terms import Relation
from ui import labels
from ui.commands.options import AsJson, Name, OptionalName, open_library, write_text
from ui.output import print_json, print_table, say, shorten


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("cites")(cites)
    app.command("cited-by")(cited_by)
    app.command("path")(path)
    app.command("graph")(graph)


def first_line(mentions: list[dict[str, Any]]) -> str:
    """Where a document is cited first, and how often else."""
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
                first_line(r["mentions"]),
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
                first_line(r["mentions"]),
            )
            for r in rows
        ],
        empty="Không có văn bản nào trong thư viện viện dẫn văn bản này.",
    )


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
