"""Commands on law: status; check is in `checking`."""

from typing import Annotated, Any

import typer

from kg.terms import ValidityState
from ui import labels
from ui.commands.checking import check
from ui.commands.options import AsJson, AsOf, Name, open_library
from ui.days import day
from ui.output import print_json, print_pairs, shorten
from ui.validity_words import remarks


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("status")(status)
    app.command("check")(check)


def status(
    context: typer.Context,
    name: Name,
    as_of: AsOf = None,
    provision: Annotated[
        str | None, typer.Option(help="Hỏi riêng một điều, khoản, điểm: “khoản 2 Điều 5”.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Văn bản còn hiệu lực không, từ ngày nào đến ngày nào, điều khoản nào chứng minh."""
    answer = open_library(context).status(name, on=day(as_of), provision=provision)
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
            ("Được thay thế bởi", _listed(answer, only_repeals=False)),
            ("Bị bãi bỏ bởi", _listed(answer, only_repeals=True)),
            ("Văn bản kế tiếp", "; ".join(str(s["canonical"]) for s in answer["successors"])),
            ("Được sửa đổi bởi", "; ".join(_amendment(a) for a in answer["amended_by"])),
            ("Dữ liệu hiệu lực kiểm tra đến ngày", labels.iso_date(answer["registry_as_of"])),
        ]
    )
    for sentence in remarks(answer):
        print(f"- {sentence}")
    borders = answer["territory"] or {"proof": []}
    for proof in (*answer["proof"], *borders["proof"]):
        if proof["quote"]:
            print(f"  {proof['document']}, {proof['clause']}: “{shorten(proof['quote'], 300)}”")


def _listed(answer: dict[str, Any], *, only_repeals: bool) -> str:
    rows = [row for row in answer["replaced_by"] if row["only_repeals"] is only_repeals]
    return "; ".join(_replacement(row) for row in rows)


def _amendment(row: dict[str, Any]) -> str:
    since = f" từ ngày {labels.iso_date(row['date'])}" if row["date"] else ""
    clause = f", {row['clause']}" if row["clause"] else ""
    return f"{row['canonical']}{since}{clause}"


def _replacement(row: dict[str, Any]) -> str:
    since = f" từ ngày {labels.iso_date(row['date'])}" if row["date"] else ""
    partly = " (một phần)" if row["scope"] == "partial" else ""
    return f"{row['canonical']}{since}{partly}"
