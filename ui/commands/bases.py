"""Commands on what documents rest on: bases in common, dead ones that are still cited."""

from typing import Annotated, Any

import typer

from kg.errors import UsageError
from kg.terms import ValidityState
from ui import labels
from ui.commands.graph import TABLE_ROWS, Limit, Relations, citing_cells, relation_of
from ui.commands.options import AsJson, AsOf, OptionalName, open_library
from ui.days import day
from ui.output import print_json, print_table, shorten

CITING_COLUMNS = ("Văn bản", "Ngày", "Địa phương", "Quan hệ", "Trích yếu", "Chỗ viện dẫn")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("common")(common)
    app.command("still-cites")(still_cites)


def common(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="VĂN_BẢN…", help="Từ hai văn bản.")],
    relation: Relations = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Những văn bản này cùng viện dẫn gì, và mỗi văn bản viện dẫn riêng gì."""
    found = open_library(context).common(names, on=day(as_of), relation=relation)
    if as_json:
        print_json(found)
        return
    called = {d["document"]: d["number"] or d["document"] for d in found["documents"]}
    if len(set(called.values())) < len(called):
        called = {name: name for name in called}
    print("Cùng viện dẫn:")
    _print_bases(found["shared"], called, "Không có văn bản nào được viện dẫn chung.")
    if found["some"]:
        print("\nMột số văn bản cùng viện dẫn:")
        _print_bases(found["some"], called, "")
    for item in found["only"]:
        print(f"\nChỉ {called[item['document']]} viện dẫn:")
        _print_bases(item["rows"], called, "Không có.")
    checked = labels.iso_date(found["registry_as_of"])
    print(
        f"Xét vào ngày {labels.iso_date(found['as_of'])}. "
        f"Dữ liệu hiệu lực kiểm tra đến ngày {checked}."
    )


def _print_bases(rows: list[dict[str, Any]], called: dict[str, str], empty: str) -> None:
    print_table(
        ("Văn bản được viện dẫn", "Tình trạng", "Tên", "Chỗ viện dẫn"),
        [
            (
                r["canonical"] or r["target"],
                labels.STATES[ValidityState(r["state"])],
                shorten(r["title"], 70),
                "; ".join(_place(by, called) for by in r["by"]),
            )
            for r in rows
        ],
        empty=empty,
    )


def _place(by: dict[str, Any], called: dict[str, str]) -> str:
    lines = ", ".join(str(mention["line"]) for mention in by["mentions"])
    return f"{called[by['document']]}, {relation_of(by)}, dòng {lines}"


def still_cites(
    context: typer.Context,
    name: OptionalName = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Mọi văn bản đã hết hiệu lực mà văn bản sau còn dựa vào.")
    ] = False,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Những văn bản ký sau ngày một văn bản hết hiệu lực mà vẫn viện dẫn văn bản ấy."""
    if (name is None) != everything:
        raise UsageError("Hãy nêu một văn bản, hoặc --all để xét cả thư viện.")
    library, on = open_library(context), day(as_of)
    most = TABLE_ROWS if limit is None and not as_json else limit
    if name is None:
        found = library.lapsed(on=on, limit=most)
    else:
        found = library.still_cites(name, on=on, limit=most)
    if as_json:
        print_json(found)
    elif name is None:
        _print_lapsed(found)
    else:
        _print_late(found)


def _print_lapsed(found: dict[str, Any]) -> None:
    print_table(
        ("Văn bản đã hết hiệu lực", "Từ ngày", "Số văn bản sau đó còn dựa vào", "Gần nhất",
         "Xem xét viện dẫn"),
        [
            (
                f"{r['canonical'] or r['key']} {shorten(r['title'], 70)}",
                labels.iso_date(r["ended"]),
                r["documents"],
                labels.iso_date(r["latest"]),
                _instead(r["instead"]),
            )
            for r in found["rows"]
        ],
        empty="Không có văn bản nào dựa vào văn bản đã hết hiệu lực trước ngày ký.",
    )  # fmt: skip
    _print_days(found)


def _print_late(found: dict[str, Any]) -> None:
    called = found["canonical"] or found["number"] or found["document"]
    if found["ended"] is None:
        state = labels.STATES[ValidityState(found["state"])]
        print(f"{called}: {state}; không rõ hoặc chưa có ngày hết hiệu lực.")
        _print_days(found)
        return
    presumed = " (suy đoán, cần xem lại)" if found["presumed"] else ""
    instead = _instead(found["instead"])
    print(f"{called} hết hiệu lực từ ngày {labels.iso_date(found['ended'])}{presumed}."
          + (f" Xem xét viện dẫn: {instead}." if instead else ""))  # fmt: skip
    for name, title in (
        ("resting", "Văn bản ký từ ngày ấy mà vẫn lấy làm căn cứ hoặc để thực hiện"),
        ("telling", "Văn bản ký từ ngày ấy chỉ nhắc đến (báo cáo, quá trình, tên văn bản)"),
        ("undated", "Văn bản không rõ ngày ký, lấy làm căn cứ hoặc để thực hiện"),
    ):
        number = found["totals"][name]["documents"]
        if number or name == "resting":
            print(f"\n{title}: {number}.")
            print_table(
                (*CITING_COLUMNS, "Khi đó nên viện dẫn"),
                [(*citing_cells(r), _instead(r["instead"])) for r in found[name]],
                empty="Không có.",
            )
    _print_days(found)


def _instead(steps: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{s['canonical']}" + (f" (từ ngày {labels.iso_date(s['since'])})" if s["since"] else "")
        for s in steps
    )


def _print_days(found: dict[str, Any]) -> None:
    print(
        f"Xét vào ngày {labels.iso_date(found['as_of'])}. Dữ liệu hiệu lực kiểm tra đến ngày "
        f"{labels.iso_date(found['registry_as_of'])}."
    )
