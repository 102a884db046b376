"""Commands on the citation graph: cites, cited-by, chain, path, graph."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.terms import Relation, ValidityState
from ui import labels
from ui.commands.options import AsJson, AsOf, Name, OptionalName, open_library, write_text
from ui.days import day
from ui.output import print_json, print_table, say, shorten

TABLE_ROWS = 50
"""Rows of a table where the user names no limit; JSON has them all."""

Level = Annotated[str | None, typer.Option(help="Cấp: trung ương, tỉnh, huyện, xã, phường.")]
PlaceName = Annotated[str | None, typer.Option("--place", help="Địa phương.")]
Kind = Annotated[str | None, typer.Option("--type", help="Loại văn bản, ví dụ “Kế hoạch”.")]
Relations = Annotated[
    list[str] | None,
    typer.Option("--relation", help="Quan hệ, ví dụ legal_basis hoặc “căn cứ”; ghi được nhiều."),
]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="Vai trò: basis, task, report, history …; ghi được nhiều."),
]
Since = Annotated[str | None, typer.Option("--from", metavar="NGÀY", help="Ký từ ngày này.")]
Until = Annotated[str | None, typer.Option("--to", metavar="NGÀY", help="Ký đến hết ngày này.")]
Limit = Annotated[int | None, typer.Option(help="Số dòng nhiều nhất.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("cites")(cites)
    app.command("cited-by")(cited_by)
    app.command("chain")(chain)
    app.command("path")(path)
    app.command("graph")(graph)


def first_line(mentions: list[dict[str, Any]]) -> str:
    """Where a document is cited first, and how often else."""
    head = mentions[0] if mentions else {"line": "", "quote": ""}
    more = f" (và {len(mentions) - 1} chỗ khác)" if len(mentions) > 1 else ""
    return f"dòng {head['line']}: {shorten(head['quote'], 110)}{more}"


def relation_of(row: dict[str, Any]) -> str:
    """The relation of a row in words."""
    return labels.RELATIONS[Relation(row["relation"])]


def cites(
    context: typer.Context,
    name: Name,
    level: Level = None,
    place: PlaceName = None,
    kind: Kind = None,
    relation: Relations = None,
    role: Roles = None,
    since: Since = None,
    until: Until = None,
    state: Annotated[
        str | None, typer.Option(help="Chỉ văn bản ở tình trạng này, ví dụ expired.")
    ] = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Văn bản này viện dẫn những văn bản nào; lọc theo văn bản được viện dẫn."""
    rows = open_library(context).cites(
        name,
        level=level,
        place=place,
        type=kind,
        relation=relation,
        role=role,
        since=day(since) if since else None,
        until=day(until) if until else None,
        state=state,
        on=day(as_of) if as_of else None,
        limit=limit,
    )
    if as_json:
        print_json(rows)
        return
    dated = bool(rows) and "state" in rows[0]
    print_table(
        ("Văn bản được viện dẫn", "Quan hệ", *(("Tình trạng",) if dated else ()), "Tên",
         "Chỗ viện dẫn"),
        [
            (
                r["canonical"] or r["target"],
                relation_of(r),
                *((labels.STATES[ValidityState(r["state"])],) if dated else ()),
                shorten(r["title"], 70),
                first_line(r["mentions"]),
            )
            for r in rows
        ],
        empty="Không có viện dẫn nào phù hợp." if _filtered(level, place, kind, relation, role,
                                                             since, until, state)
        else "Văn bản không viện dẫn văn bản nào.",
    )  # fmt: skip


def _filtered(*options: object) -> bool:
    return any(options)


def cited_by(
    context: typer.Context,
    name: Name,
    level: Level = None,
    place: PlaceName = None,
    kind: Kind = None,
    relation: Relations = None,
    role: Roles = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    offset: Annotated[int, typer.Option(help="Bỏ qua số dòng đầu này.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Những văn bản nào trong thư viện viện dẫn văn bản này, mới nhất trước."""
    library = open_library(context)
    where: dict[str, Any] = {
        "level": level,
        "place": place,
        "type": kind,
        "relation": relation,
        "role": role,
        "since": day(since) if since else None,
        "until": day(until) if until else None,
    }
    if as_json:
        print_json(library.cited_by(name, **where, limit=limit, offset=offset))
        return
    most = TABLE_ROWS if limit is None else limit
    rows = library.cited_by(name, **where, limit=most, offset=offset)
    print_table(
        ("Văn bản", "Ngày", "Địa phương", "Quan hệ", "Trích yếu", "Chỗ viện dẫn"),
        [citing_cells(r) for r in rows],
        empty="Không có văn bản nào trong thư viện viện dẫn văn bản này."
        if not _filtered(offset, *where.values())
        else "Không có viện dẫn nào phù hợp.",
    )
    if rows:
        whole = library.count_citing(name, **where)
        print(
            f"{whole.documents} văn bản, {whole.citations} viện dẫn; "
            f"hiện từ dòng {offset + 1} đến dòng {offset + len(rows)}."
        )


def citing_cells(row: dict[str, Any]) -> tuple[object, ...]:
    """Cells of a document that cites: number, day, place, relation, title, first line."""
    return (
        row["number"] or row["document"],
        labels.iso_date(row["date"]),
        row["place"],
        relation_of(row),
        shorten(row["title"], 70),
        first_line(row["mentions"]),
    )


def chain(
    context: typer.Context,
    name: Name,
    direction: Annotated[
        str, typer.Option(help="cites: xuôi theo viện dẫn; cited-by: ngược lại.")
    ] = "cites",
    depth: Annotated[int, typer.Option(help="Số bước nhiều nhất, từ 1 đến 6.")] = 3,
    relation: Relations = None,
    limit: Annotated[int, typer.Option(help="Số văn bản nhiều nhất, từ 1 đến 2000.")] = 200,
    as_json: AsJson = False,
) -> None:
    """Văn bản này dẫn tới những văn bản nào qua nhiều bước, và qua đường nào."""
    found = open_library(context).chain(
        name, direction=direction, depth=depth, relation=relation, limit=limit
    )
    if as_json:
        print_json(found)
        return
    print_table(
        ("Bước", "Văn bản", "Qua", "Quan hệ", "Chứng minh bước cuối"),
        [
            (
                r["depth"],
                r["number"] or r["title"] or short(r["key"]),
                " → ".join(short(key) for key in r["way"][:-1]),
                ", ".join(relation_of(edge) for edge in r["edges"]),
                first_quote(r["edges"]),
            )
            for r in found["links"]
        ],
        empty="Không có văn bản nào trong số bước này.",
    )
    if not found["complete"]:
        print(f"Còn văn bản khác xa hơn hoặc cũ hơn; hiện {len(found['links'])} văn bản đầu.")


def short(key: str) -> str:
    """A document's number, or title, out of its key."""
    return key.partition("@")[0]


def first_quote(edges: list[dict[str, Any]]) -> str:
    """The first line that proves a step."""
    quote = next((quote for edge in edges for quote in edge["quotes"]), None)
    return f"dòng {quote['line']}: {shorten(quote['quote'], 110)}" if quote else ""


def path(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="VĂN_BẢN_A")],
    end: Annotated[str, typer.Argument(metavar="VĂN_BẢN_B")],
    directed: Annotated[
        bool, typer.Option("--directed", help="Chỉ đi xuôi, từ văn bản viện dẫn.")
    ] = False,
    relation: Relations = None,
    as_json: AsJson = False,
) -> None:
    """Đường viện dẫn ngắn nhất giữa hai văn bản."""
    steps = open_library(context).path(start, end, directed=directed, relation=relation)
    if as_json:
        print_json(steps)
        return
    same = len(steps["documents"]) == 1
    print_table(
        ("Từ", "Quan hệ", "Đến", "Chứng minh"),
        [(s["source"], relation_of(s), s["target"], first_quote([s])) for s in steps["edges"]],
        empty="Hai tên này là cùng một văn bản."
        if same
        else "Hai văn bản không nối với nhau qua viện dẫn nào trong thư viện.",
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
