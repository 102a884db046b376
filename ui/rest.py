"""What other programs may call: the same answers as the command line's `--json`, as functions.

The web app offers each under its own name by REST (/gradio_api/info lists them with their
parameters) and by MCP (`ui.rest_mcp`). They only read. Days are ISO or 01/7/2025; empty means
today. Of a long list a part is given, with `total`. An error is
{"error": {"code", "message", "hint"}}.
"""

import functools
import inspect
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.errors import CancuError, UsageError
from ui import views, wording
from ui.question_rest import question_functions
from ui.rest_citing import citing_functions
from ui.rest_documents import document_functions
from ui.rest_law import law_functions
from ui.rest_words import described
from ui.task_rest import task_functions

if TYPE_CHECKING:
    from ui.library import Library

log = logging.getLogger("cancu")
_MISSING: Final = "Thiếu tham số “{name}”."
_UNKNOWN: Final = "Hàm “{function}” không có tham số “{name}”."
_PARAMETERS: Final = "Các tham số: {names}."
_WRONG: Final[Mapping[type, str]] = {
    str: "Tham số “{name}” phải là một chuỗi chữ.",
    int: "Tham số “{name}” phải là số nguyên.",
    bool: "Tham số “{name}” phải là true hoặc false.",
}


def functions(library: "Library") -> dict[str, Callable[..., Any]]:
    """Functions by the name under which they are called."""
    return {
        work.__name__: _told(work)
        for work in (
            *question_functions(library),
            *law_functions(library),
            *document_functions(library),
            *citing_functions(library),
            *task_functions(library),
        )
    }


def named(work: Callable[..., Any], given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """What one of the functions gives for parameters by name; an unknown name is an error too."""
    known = inspect.signature(work).parameters
    for name in given:
        if name not in known:
            said = _UNKNOWN.format(function=work.__name__, name=name)
            return views.error(UsageError(said, _PARAMETERS.format(names=", ".join(known))))
    return work(**given)


def _told(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work`, its parameters described and looked at, its errors as a value."""
    signature = inspect.signature(work)

    @functools.wraps(work)
    def safely(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passes through what work takes
        try:
            given = signature.bind_partial(*args, **kwargs).arguments
            fitting = {
                name: _fitting(name, given.get(name), parameter)
                for name, parameter in signature.parameters.items()
            }
            return work(**fitting)
        except CancuError as failure:
            return views.error(failure)
        except Exception:
            log.exception("A function for other programs failed.")
            return views.error(CancuError(wording.FAILED))

    safely.__doc__ = described(work)
    return safely


def _fitting(name: str, value: Any, parameter: inspect.Parameter) -> Any:  # noqa: ANN401 - as given
    """A value as its parameter takes it; null is the same as left out."""
    kind = parameter.annotation
    if value is None:
        if parameter.default is parameter.empty:
            raise UsageError(_MISSING.format(name=name))
        return parameter.default
    if kind is int:
        return _whole(name, value)
    if kind in _WRONG and not isinstance(value, kind):
        raise UsageError(_WRONG[kind].format(name=name))
    # A lone surrogate is no text that could be stored or sent back.
    return value.encode("utf-8", "replace").decode() if kind is str else value


def _whole(name: str, value: object) -> int:
    """A whole number, as such or in digits."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UsageError(_WRONG[int].format(name=name))
    try:
        found = int(value)
    except (ValueError, OverflowError):
        raise UsageError(_WRONG[int].format(name=name)) from None
    if isinstance(value, float) and found != value:
        raise UsageError(_WRONG[int].format(name=name))
    return found
