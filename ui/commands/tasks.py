"""Commands on tasks: tasks, workload, coverage, owners."""

import functools
import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import UsageError
from ui import labels
from ui.commands.options import AsJson, AsOf, FilePath, one_source, open_library
from ui.days import day
from ui.output import print_json, print_table, say, shorten
from ui.task_parameters import FILTERS, TaskFilter, filtered

if TYPE_CHECKING:
    from kg.placed_tasks import TaskNarrowing
    from ui.library import Library

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="VĂN_BẢN", help="Mã, số ký hiệu hoặc tên; không nêu: cả thư viện."),
]


def _option(name: str, one: TaskFilter) -> inspect.Parameter:
    """A filter as an option."""
    told = typer.Option(f"--{name.replace('_', '-')}", help=one.said, metavar=one.metavar)
    kind = {str: str | None, list: list[str] | None, bool: bool}[one.kind]
    return inspect.Parameter(
        name,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        annotation=Annotated[kind, told],
        default=False if one.kind is bool else None,
    )


_filtered = functools.partial(filtered, make=_option)
_LOAD = [name for name in FILTERS if name not in {"without", "with_groups"}]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (tasks, workload, coverage, owners):
        app.command(command.__name__)(command)


@_filtered(FILTERS, after="file")
def tasks(
    context: typer.Context,
    where: "TaskNarrowing",
    names: Names = None,
    file: FilePath = None,
    form: Annotated[
        str | None, typer.Option("--format", help="table, json, csv, xlsx hoặc ics (lịch).")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Ghi ra tệp này.")] = None,
    remind: Annotated[
        int | None, typer.Option(metavar="SỐ_NGÀY", help="Lịch nhắc trước từng ấy ngày.")
    ] = None,
    todo: Annotated[
        bool, typer.Option("--todo", help="Lịch gồm việc cần làm (VTODO) thay cho sự kiện.")
    ] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê nhiệm vụ: việc gì, ai chủ trì, ai phối hợp, khi nào; ghi ra Excel, lịch."""
    from ui.task_files import CalendarWish, form_of, task_file

    chosen = form_of("json" if as_json and form is None else form, output)
    _check_source(names, file)
    library = open_library(context)
    _known(library, file, where)
    if chosen in {None, "table"}:
        _print_tasks(library, names or [], file, where)
        return
    made = task_file(library, chosen or "", names or [], file, where, on=day(as_of),
                     wish=CalendarWish(remind, todo))  # fmt: skip
    _hand_out(made.content, chosen or "", output, made.tasks)
    if made.left_out:
        from ui.task_wording import CALENDAR_TOLD

        say(CALENDAR_TOLD.format(count=made.tasks, rest=made.left_out))


def _check_source(names: list[str] | None, file: Path | None) -> None:
    if names and file is not None:
        one_source(names[0], file)


def _known(library: "Library", file: Path | None, where: "TaskNarrowing") -> None:
    """NotFoundError, with the nearest choices, for a field or place that the library has not."""
    from ui.task_unknown import refuse_unknown

    if file is None:
        refuse_unknown(library, where)


def _hand_out(content: bytes, form: str, output: Path | None, count: int) -> None:
    """Write the file, or print it where it is text."""
    from ui import task_wording as wording

    if output is not None:
        from ui.reports import write_bytes

        write_bytes(output, content)
        say(wording.WRITTEN.format(count=count, target=output))
    elif form == "xlsx":
        raise UsageError(wording.NEEDS_OUTPUT, wording.OUTPUT_HINT)
    else:
        sys.stdout.write(content.decode("utf-8").replace("\r\n", "\n"))
        sys.stdout.write("\n" if form == "json" else "")


def _print_tasks(
    library: "Library", names: list[str], file: Path | None, where: "TaskNarrowing"
) -> None:
    from kg.placed_tasks import given_to_groups
    from ui import task_wording as wording

    found = library.placed_tasks(names, file, where)
    print_table(
        wording.TASK_COLUMNS,
        [
            (
                document,
                item.line_start,
                shorten(item.task, 120),
                "; ".join(f"{a.office} ({labels.OFFICE_ROLES[a.role]})" for a in item.assignments),
                item.deadline_text or labels.vietnamese_date(item.deadline),
                item.field,
            )
            for document, item in found.pairs
        ],
        empty=wording.NO_TASKS,
    )
    beside = 0
    if where.office:
        asked = library.placed_tasks(names, file).tasks
        beside = given_to_groups(asked, where, len(found.tasks))
    if beside:
        say(wording.GROUPS_BESIDE.format(count=beside))


@_filtered(_LOAD, after="file")
def workload(
    context: typer.Context,
    where: "TaskNarrowing",
    names: Names = None,
    file: FilePath = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Khối lượng việc của từng cơ quan: theo vai trò, lĩnh vực, thời hạn; nhóm cơ quan để riêng."""
    from ui import task_wording as wording

    _check_source(names, file)
    library = open_library(context)
    _known(library, file, where)
    answer = library.workload(names or [], file, where, on=day(as_of))
    if as_json:
        print_json(answer)
        return
    rows = [*answer["offices"], *answer["groups"]]
    print_table(wording.WORKLOAD_COLUMNS, map(_load_row, rows), empty=wording.NO_TASKS)
    if any(row["passed"] for row in rows):
        print(wording.PASSED_NOTE.format(day=labels.iso_date(answer["as_of"])))


def _load_row(load: dict[str, Any]) -> tuple[object, ...]:
    from kg.terms import OfficeRole
    from ui import task_wording as wording
    from ui.wording import NO_FIELD

    quarters = [key.split("-Q") for key in load["quarters"]]
    return (
        load["office"],
        load["place"],
        load["tasks"],
        "; ".join(f"{labels.OFFICE_ROLES[OfficeRole(r)]} {n}" for r, n in load["roles"].items()),
        "; ".join(f"{field or NO_FIELD.lower()} {n}" for field, n in load["fields"].items()),
        "; ".join(
            f"{wording.QUARTER.format(quarter=quarter, year=year)}: {count}"
            for (year, quarter), count in zip(quarters, load["quarters"].values(), strict=True)
        ),
        load["passed"] or "",
    )


@_filtered(("place",), after="file")
def coverage(
    context: typer.Context,
    where: "TaskNarrowing",
    names: Names = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Chỗ còn thiếu: lĩnh vực không có nhiệm vụ, nhiệm vụ không rõ chủ trì hay thời hạn."""
    from ui import task_wording as wording

    _check_source(names, file)
    library = open_library(context)
    _known(library, file, where)
    answer = library.coverage(names or [], file, where)
    if as_json:
        print_json(answer)
        return
    print_table(
        wording.COVERAGE_COLUMNS, map(_coverage_row, answer["documents"]), empty=wording.NO_TASKS
    )


def _coverage_row(row: dict[str, Any]) -> tuple[object, ...]:
    from ui import task_wording as wording

    idle = row["offices_without_task"]
    shown = [f"{one['office']} (dòng {one['lines'][0]})" for one in idle or ()]
    return (
        " ".join(filter(None, (row["number"], row["place"]))) or shorten(row["title"], 60),
        row["tasks"],
        len(row["open"]["lead"]),
        len(row["open"]["deadline"]),
        "; ".join(row["fields_missing"] or ()),
        wording.NOT_LOOKED if idle is None else "; ".join(shown),
    )


@_filtered(("field", "place"), after="names")
def owners(
    context: typer.Context,
    where: "TaskNarrowing",
    work: Annotated[str, typer.Argument(metavar="VIỆC", help="Ví dụ: số hóa hồ sơ.")],
    names: Names = None,
    as_json: AsJson = False,
) -> None:
    """Ở từng địa phương, cơ quan nào được giao một việc, theo văn bản nào, dòng nào."""
    from ui import task_wording as wording

    library = open_library(context)
    _known(library, None, where)
    answer = library.owners(work, names or [], where)
    if as_json:
        print_json(answer)
        return
    print_table(
        wording.OWNER_COLUMNS,
        map(_owner_row, answer["rows"]),
        empty=wording.NO_OWNERS.format(work=work),
    )


def _owner_row(row: dict[str, Any]) -> tuple[object, ...]:
    from kg.terms import OfficeRole
    from ui import task_wording as wording

    return (
        ", ".join(dict.fromkeys(filter(None, (row["place"], row["district"], row["province"])))),
        row["office"] or wording.NOBODY,
        labels.OFFICE_ROLES[OfficeRole(row["role"])] if row["role"] else "",
        shorten(row["task"], 120),
        row["deadline_text"] or labels.iso_date(row["deadline"]),
        f"{row['number'] or row['document']}, dòng {row['line_start']}",
    )
