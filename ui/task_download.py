"""Tasks to take away from the web app: an address for each kind of file, made when it is asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from fastapi import Request, Response

from kg.errors import CancuError
from ui import task_wording as wording
from ui.days import today
from ui.task_files import CalendarWish, task_file
from ui.task_query import TaskQuery
from ui.task_unknown import refuse_unknown

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = "/cancu-tasks/{name}"
_KINDS: Final = {
    "nhiem-vu.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "nhiem-vu.csv": "text/csv; charset=utf-8",
    "nhiem-vu.ics": "text/calendar; charset=utf-8",
}
_WEEK: Final = 7


def links(query: TaskQuery) -> list[tuple[str, str]]:
    """(words, address) of the files with the tasks that a query asks for."""
    asked = query.pairs
    reminding = [*asked, ("remind", str(_WEEK))]
    return [
        (wording.SAVE_XLSX, _address("nhiem-vu.xlsx", asked)),
        (wording.SAVE_CSV, _address("nhiem-vu.csv", asked)),
        (wording.SAVE_ICS, _address("nhiem-vu.ics", asked)),
        (wording.SAVE_REMINDING, _address("nhiem-vu.ics", reminding)),
    ]


def _address(name: str, pairs: list[tuple[str, str]]) -> str:
    return f"{PATH.format(name=name)}?{urlencode(pairs)}".rstrip("?")


def serve(library: "Library") -> Callable[[str, Request], Response]:
    """The web address PATH: a file with the tasks of the address's filters.

    404 or 400 with one sentence where there is none.
    """

    def tasks(name: str, request: Request) -> Response:
        if name not in _KINDS:
            return _told(wording.NOTHING_TO_SAVE, 404)
        asked = request.query_params
        query = TaskQuery.of(asked.multi_items())
        # The address that the browser used: the gate lets none through that is not the app's own.
        wish = CalendarWish(_WEEK if asked.get("remind") else None, base=str(request.base_url))
        try:
            where = query.where()
            refuse_unknown(library, where)
            made = task_file(
                library, name.rpartition(".")[2], query.documents, None, where,
                on=today(), wish=wish, due=query.due,
            )  # fmt: skip
        except CancuError as failure:
            return _told(" ".join(filter(None, (failure.message, failure.hint))), 404)
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        }
        return Response(made.content, media_type=_KINDS[name], headers=headers)

    return tasks


def _told(sentence: str, status: int) -> Response:
    return Response(sentence, status, media_type="text/plain; charset=utf-8")
