"""How a tab tells that something went wrong: one Vietnamese sentence, never a traceback."""

import functools
import html
import logging
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, cast

import gradio as gr

from kg.errors import CancuError
from ui import wording
from ui.web_hints import hint

F = TypeVar("F", bound=Callable[..., Any])
log = logging.getLogger("cancu")


def told(work: F) -> F:
    """`work` with its errors told at the foot of the page."""
    return _safe(work, _raised)


def told_in_place(place: Callable[[str], str], work: F) -> F:
    """`work` with its errors told by what it returns: `place` makes HTML of a sentence in HTML."""
    return _safe(work, lambda said, _: place(said))


def _safe(work: F, tell: Callable[[str, str], Any]) -> F:
    """`work`; where it fails, what `tell` makes of the sentence, as HTML, and its heading.

    What was not foreseen goes to the log as well.
    """

    @functools.wraps(work)
    def safely(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passes through what work takes
        try:
            return work(*args, **kwargs)
        except gr.Error:
            raise
        except CancuError as failure:
            return tell(_sentence(failure), "Chưa làm được")
        except Exception:
            log.exception("The web app failed.")
            return tell(wording.FAILED, "Lỗi")

    return cast("F", safely)


def _raised(said: str, heading: str) -> NoReturn:
    raise gr.Error(said, title=heading, print_exception=False) from None


def _sentence(failure: CancuError) -> str:
    """Message, hint and choices; escaped, since Gradio shows messages as HTML."""
    choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in failure.choices[:8])
    said = html.escape(" ".join(part for part in (failure.message, hint(failure)) if part))
    return f"{said}<ul>{choices}</ul>" if choices else said
