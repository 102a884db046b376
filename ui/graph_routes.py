"""Addresses at which the drawing asks for its data: JSON, bounded, read only."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Body, Request
from fastapi.responses import JSONResponse

from kg.errors import AmbiguousError, CancuError, UsageError
from ui import graph_lineage, wording
from ui import graph_wording as words
from ui.days import day
from ui.graph_view import GraphView

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = "/cancu-graph/{what}"
METHODS: Final = ("GET", "POST")
_Asked = Mapping[str, Any]
_MOST_KEYS: Final = 1_000
_PATIENCE: Final = 0.12  # seconds for states before a drawing is shown
_LONGER: Final = 0.6  # and for each answer that completes it


def serve(library: "Library") -> Callable[..., JSONResponse]:
    """The web address PATH. A refusal is JSON too: `error` and `hint`, one sentence each."""
    view = GraphView(library)
    answers: dict[str, Callable[[_Asked], Any]] = {
        "view": lambda asked: _view(library, view, asked),
        "more": lambda asked: view.more(
            str(asked.get("doc")), _keys(asked, "shown"), patience=_PATIENCE
        ),
        "states": lambda asked: view.states(_keys(asked, "keys"), patience=_LONGER),
        "path": lambda asked: view.joining(
            str(asked.get("from", "")),
            str(asked.get("to", "")),
            directed=bool(asked.get("directed")),
            shown=_keys(asked, "shown"),
        ),
        "find": lambda asked: view.found(str(asked.get("q", ""))[:300]),
        "proof": lambda asked: _proof(library, asked),
        "lineage": lambda asked: _lineage(library, asked),
    }

    def graph(
        what: str, request: Request, body: Annotated[dict[str, Any] | None, Body()] = None
    ) -> JSONResponse:
        answer = answers.get(what)
        if answer is None:
            return _refused(words.NO_SUCH_VIEW, "", 404)
        try:
            return JSONResponse(answer({**request.query_params, **(body or {})}))
        except AmbiguousError as doubt:
            return _refused(doubt.message, f"{doubt.hint} {'; '.join(doubt.choices[:5])}", 409)
        except CancuError as failure:
            hint = failure.hint if isinstance(failure, UsageError) else words.NOT_FOUND_HINT
            return _refused(failure.message, hint, 404)

    return graph


def _view(library: "Library", view: GraphView, asked: _Asked) -> dict[str, Any]:
    if library.is_empty():
        raise UsageError(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    return view.around(
        asked.get("doc") or None,
        depth=_number(asked.get("depth"), 1),
        limit=_number(asked.get("limit"), words.LIMITS[1]),
        patience=_PATIENCE,
    )


def _refused(sentence: str, hint: str, status: int) -> JSONResponse:
    return JSONResponse({"error": sentence, "hint": hint}, status)


def _number(said: object, otherwise: int) -> int:
    if said in (None, ""):
        return otherwise
    try:
        return int(str(said))
    except ValueError:
        raise UsageError(words.BAD_NUMBER.format(said=said)) from None


def _keys(asked: _Asked, name: str) -> list[str]:
    given = asked.get(name)
    return [str(key) for key in given[:_MOST_KEYS]] if isinstance(given, list) else []


def _proof(library: "Library", asked: _Asked) -> dict[str, str]:
    """What proves the state of a document, as HTML."""
    on = day(str(asked.get("on") or ""))
    found = library.status(str(asked.get("doc", "")), on=on)
    return {"state": found["state"], "html": graph_lineage.proof(found)}


def _lineage(library: "Library", asked: _Asked) -> dict[str, str]:
    """The line of days of a document, as HTML."""
    on = day(str(asked.get("on") or ""))
    record = library.find(str(asked.get("doc", "")))
    found = library.lineage(record.key, on=on)
    near = [*found["moments"], *found["heirs"]]
    keys = [row["key"] for row in near if row["key"]] + found["predecessors"]
    known = set(library.store.records(keys))
    name = record.header.number or record.header.title or wording.NO_NUMBER
    return {"html": graph_lineage.line_of_days(found, known, name)}
