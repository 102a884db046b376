"""Addresses at which the drawing asks for its data: JSON, bounded, read only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Body, Request
from fastapi.responses import JSONResponse

from kg.errors import AmbiguousError, CancuError, UsageError
from ui import graph_lineage, wording
from ui import graph_wording as words
from ui.days import day
from ui.graph_view import MOST_SHOWN, GraphView
from ui.rest_pages import within

if TYPE_CHECKING:
    from ui.library import Library

PATH: Final = "/cancu-graph/{what}"
METHODS: Final = ("GET", "POST")
_Asked = Mapping[str, Any]
_MOST_KEYS: Final = 1_000
_PATIENCE: Final = 0.12  # seconds for states before a drawing is shown
_LONGER: Final = 0.6  # and for each answer that completes it
_LISTS: Final = frozenset({"shown", "keys"})
_FLAGS: Final[Mapping[object, bool]] = {
    None: False, "": False, False: False, "false": False, "0": False,
    True: True, "true": True, "1": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is given at one address, and the names of what may be asked of it."""

    names: Sequence[str]
    give: Callable[[_Asked], Any]


def serve(library: "Library") -> Callable[..., JSONResponse]:
    """The web address PATH. A refusal is JSON too: `error` and `hint`, one sentence each."""
    answers = _answers(library, GraphView(library))

    def graph(
        what: str, request: Request, body: Annotated[dict[str, Any] | None, Body()] = None
    ) -> JSONResponse:
        answer = answers.get(what)
        if answer is None:
            return _refused(words.NO_SUCH_VIEW, "", 404)
        asked = _query(request) | (body or {})
        try:
            if what == "view" and library.is_empty():
                return _refused(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE, 404)
            _known(asked, answer.names)
            return JSONResponse(answer.give(asked))
        except AmbiguousError as doubt:
            return _refused(doubt.message, f"{doubt.hint} {'; '.join(doubt.choices[:5])}", 409)
        except UsageError as wrong:
            return _refused(wrong.message, wrong.hint, 400)
        except CancuError as failure:
            return _refused(failure.message, words.NOT_FOUND_HINT, 404)

    return graph


def _answers(library: "Library", view: GraphView) -> dict[str, _Answer]:
    return {
        "view": _Answer(("doc", "depth", "limit"), lambda asked: _view(view, asked)),
        "more": _Answer(
            ("doc", "shown"),
            lambda asked: view.more(_named(asked), _keys(asked, "shown"), patience=_PATIENCE),
        ),
        "states": _Answer(
            ("keys",), lambda asked: view.states(_keys(asked, "keys"), patience=_LONGER)
        ),
        "path": _Answer(
            ("from", "to", "directed", "shown"),
            lambda asked: view.joining(
                str(asked.get("from", "")),
                str(asked.get("to", "")),
                directed=_flag(asked, "directed"),
                shown=_keys(asked, "shown"),
            ),
        ),
        "find": _Answer(("q",), lambda asked: view.found(str(asked.get("q", ""))[:300])),
        "proof": _Answer(("doc", "on"), lambda asked: _proof(library, asked)),
        "lineage": _Answer(("doc", "on"), lambda asked: _lineage(library, asked)),
    }


def _query(request: Request) -> dict[str, Any]:
    """What stands in the address; a list is given by its name several times."""
    said = request.query_params
    return {name: said.getlist(name) if name in _LISTS else said[name] for name in said}


def _known(asked: _Asked, names: Sequence[str]) -> None:
    """Raises UsageError for a name that this address does not read."""
    for name in asked:
        if name not in names:
            raise UsageError(
                words.NO_PARAMETER.format(name=name[:60]),
                words.PARAMETERS.format(names=", ".join(names)),
            )


def _view(view: GraphView, asked: _Asked) -> dict[str, Any]:
    depth = _number(asked.get("depth"), 1)
    limit = _number(asked.get("limit"), words.LIMITS[1])
    within("depth", depth, 1, max(words.DEPTHS))
    within("limit", limit, 1, MOST_SHOWN)
    doc = str(asked["doc"]) if asked.get("doc") else None
    return view.around(doc, depth=depth, limit=limit, patience=_PATIENCE)


def _refused(sentence: str, hint: str, status: int) -> JSONResponse:
    return JSONResponse({"error": sentence, "hint": hint}, status)


def _number(said: object, otherwise: int) -> int:
    if said in (None, ""):
        return otherwise
    try:
        return int(str(said))
    except ValueError:
        raise UsageError(words.BAD_NUMBER.format(said=str(said)[:60])) from None


def _named(asked: _Asked) -> str:
    said = asked.get("doc")
    if not said:
        raise UsageError(words.NO_NAME)
    return str(said)


def _flag(asked: _Asked, name: str) -> bool:
    said = asked.get(name)
    try:
        return _FLAGS[said]
    except (KeyError, TypeError):
        raise UsageError(words.BAD_FLAG.format(name=name)) from None


def _keys(asked: _Asked, name: str) -> list[str]:
    given = asked.get(name)
    if given is not None and not isinstance(given, list):
        raise UsageError(words.BAD_KEYS.format(name=name))
    return [str(key) for key in (given or ())[:_MOST_KEYS]]


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
