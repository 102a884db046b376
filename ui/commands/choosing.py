"""The commands `choose` and `choices`: what a citation means, where it may mean several."""

from typing import Annotated, Any

import typer

from kg.errors import UsageError
from ui.commands.options import AsJson, FilePath, OptionalName, one_source, open_library
from ui.output import print_json, print_table, shorten

Json = dict[str, Any]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("choose")(choose)
    app.command("choices")(choices)


def choose(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[VĂN_BẢN] DÒNG [ĐÍCH]",
            help="Văn bản (bỏ khi dùng --file), dòng, mã hoặc thứ tự của văn bản được chọn.",
        ),
    ],
    file: FilePath = None,
    number: Annotated[
        str | None,
        typer.Option(metavar="SỐ", help="Số, ký hiệu, khi một dòng có nhiều viện dẫn."),
    ] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Chọn cho mọi chỗ chưa rõ trong văn bản này.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ lựa chọn ở dòng này.")] = False,
    by: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Người chọn; mặc định: tên người dùng máy.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Chọn văn bản mà một viện dẫn nói đến; lựa chọn được giữ và dùng từ đó."""
    from ui.choice_desk import this_user

    name, line, target = _meant(words, of_file=file is not None, undo=undo)
    one_source(name, file)
    library = open_library(context)
    reading, _ = library.read(name, file)
    who = this_user() if by is None else by
    if undo:
        done = library.unchoose_at(reading, line, number=number, by=who)
    else:
        place = library.place_at(reading, line, number=number)
        done = library.choose(reading, place, target, by=who, everywhere=everywhere)
    if as_json:
        print_json(done)
    else:
        from ui.choice_wording import done_sentence

        print(done_sentence(done))


def _meant(words: list[str], *, of_file: bool, undo: bool) -> tuple[str | None, int, str]:
    """(document, line, target) of the words typed. Raises UsageError where they are others."""
    rest = list(words)
    name = None if of_file else rest.pop(0)
    wanted = 1 if undo else 2
    if len(rest) != wanted or not rest[0].isdecimal():
        raise UsageError(
            "Hãy nêu văn bản, dòng, rồi mã hoặc thứ tự của văn bản được chọn.",
            "Ví dụ: cancu choose 15/KH-UBND 8 1; để bỏ lựa chọn: cancu choose 15/KH-UBND 8 --undo.",
        )
    return name, int(rest[0]), "" if undo else rest[1]


def choices(
    context: typer.Context,
    name: OptionalName = None,
    file: FilePath = None,
    as_json: AsJson = False,
) -> None:
    """Các lựa chọn đã làm trong một văn bản, hoặc trong cả thư viện."""
    if name is not None or file is not None:
        one_source(name, file)
    library = open_library(context)
    if name is None and file is None:
        found = library.choices()
    else:
        found = library.choices(library.read(name, file)[0])
    if as_json:
        print_json(found)
    else:
        _print_choices(found)


def _print_choices(found: list[Json]) -> None:
    from ui.choice_wording import meant, place, standing, who

    print_table(
        ("Số", "Văn bản, chỗ", "Lời văn", "Được chọn", "Ai, lúc nào", "Tình trạng"),
        [
            (
                item["choice"],
                f"{item['document']}, {place(item)}",
                shorten(item["quote"], 60),
                meant(item),
                who(item),
                standing(item),
            )
            for item in found
        ],
        empty="Chưa có lựa chọn nào.",
    )
