"""Commands that show what was read: documents, show, citations, targets, repair."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import UsageError
from ui import labels, views
from ui.answer_rows import SIGNS
from ui.commands.options import AsJson, FilePath, OptionalName, json_lines, one_source, open_library
from ui.output import (
    print_json,
    print_json_line,
    print_pairs,
    print_table,
    say_problem,
    shorten,
)

Text = Annotated[str | None, typer.Option("--text", help="Chữ cần có, có dấu hay không đều được.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (documents, show, citations, targets, repair):
        app.command(command.__name__)(command)


def documents(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option("--type", help="Loại văn bản.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Cơ quan ban hành.")] = None,
    place: Annotated[str | None, typer.Option(help="Địa phương.")] = None,
    year: Annotated[int | None, typer.Option(help="Năm ban hành.")] = None,
    text: Text = None,
    stubs: Annotated[
        bool, typer.Option("--stubs", help="Văn bản được viện dẫn mà thư viện chưa có.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Liệt kê văn bản trong thư viện."""
    found = open_library(context).documents(
        type=kind, issuer=issuer, place=place, year=year, text=text, stubs=stubs
    )
    if as_json:
        print_json([views.record(item) for item in found])
        return
    print_table(
        ("Mã", "Số, ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu"),
        [
            (d.id, d.header.number, d.header.date, d.header.issuer, shorten(d.header.title, 90))
            for d in found
        ],
        empty="Không có văn bản nào phù hợp trong thư viện.",
    )


def show(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Xem phần đầu và đề mục của một văn bản."""
    one_source(name, file)
    reading, document = open_library(context).read(name, file)
    if as_json:
        print_json(views.header(reading, document))
        return
    head = reading.header
    print_pairs(
        [
            ("Mã", document),
            ("Loại", head.type),
            ("Số, ký hiệu", head.number or "không ghi"),
            ("Ngày", labels.vietnamese_date(head.date) or "không ghi"),
            ("Cơ quan ban hành", head.issuer),
            ("Địa phương", head.place and head.place.name),
            ("Trích yếu", head.title),
            ("Văn bản kèm theo", head.attached and f"{head.attached.type} {head.attached.title}"),
            ("Giai đoạn", head.period and f"{head.period.start} - {head.period.end}"),
            ("Người ký", head.signer),
            ("Chức vụ người ký", head.signer_title),
            ("Nơi nhận", "; ".join(head.recipients)),
            ("Hiệu lực", head.effective_note),
        ]
    )
    for item in reading.sections:
        print(f"{'  ' * (item.level - 1)}dòng {item.line}: {shorten(item.heading, 110)}")
    for problem in reading.problems:
        say_problem(problem)


def citations(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê mọi chỗ văn bản viện dẫn văn bản khác."""
    one_source(name, file)
    reading, _ = open_library(context).read(name, file)
    if as_json:
        print_json([views.mention(item) for item in reading.mentions])
        return
    print_table(
        ("Dòng", "Văn bản", "Ngày", "Cơ quan ban hành", "Quan hệ", "Vai trò", "Ghi trong văn bản"),
        [
            (
                m.line,
                m.canonical,
                labels.vietnamese_date(m.date),
                m.issuer,
                labels.RELATIONS[m.relation],
                labels.ROLES[m.role],
                shorten(m.raw, 60),
            )
            for m in reading.mentions
        ],
        empty="Văn bản không viện dẫn văn bản nào.",
    )


def targets(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê chỉ tiêu: chỉ số, mức phải đạt, năm."""
    if name is not None and file is not None:
        one_source(name, file)
    found = open_library(context).targets(name, file)
    if as_json:
        print_json([views.target(item, document) for document, item in found])
        return
    print_table(
        ("Văn bản", "Dòng", "Chỉ tiêu", "Mức", "Đơn vị", "Năm"),
        [
            (
                document,
                t.line,
                shorten(t.indicator, 120),
                f"{SIGNS[t.comparator.value]}{labels.figure(t.value)}"
                + (f" - {labels.figure(t.value_max)}" if t.value_max is not None else ""),
                t.unit,
                t.year or t.plan_period,
            )
            for document, t in found
        ],
        empty="Không tìm thấy chỉ tiêu nào.",
    )


def repair(
    context: typer.Context,
    file: FilePath = None,
    lines: Annotated[
        Path | None, typer.Option("--lines", metavar="TỆP", help='JSONL, mỗi dòng {"raw": …}.')
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Phục hồi dấu tiếng Việt cho chữ bị hỏng khi nhận dạng."""
    if (file is None) == (lines is None):
        raise UsageError("Hãy nêu một tệp văn bản bằng --file, hoặc một tệp JSONL bằng --lines.")
    if lines is not None:
        _repair_records(lines)
        return
    reading, _ = open_library(context).read(None, file)
    if as_json:
        print_json(
            [
                {"line": line.number} | views.repaired(line.raw, line)
                for line in reading.source.lines
            ]
        )
    else:
        print(reading.source.text)


def _repair_records(path: Path) -> None:
    """JSON Lines in, JSON Lines out. The lines of a file are consecutive: each helps the next."""
    from ingest.repair import repair_lines

    raws = []
    for number, line in json_lines(path):
        try:
            raws.append(str(json.loads(line)["raw"]))
        except (ValueError, KeyError, TypeError):
            raise UsageError(
                f'{path}:{number}: dòng này không phải là {{"raw": …}}.', "Hãy sửa dòng đó."
            ) from None
    for raw, fixed in zip(raws, repair_lines(raws), strict=True):
        print_json_line(views.repaired(raw, fixed))
