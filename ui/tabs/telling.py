"""How a tab tells that something went wrong: one Vietnamese sentence, never a traceback."""

import functools
import html
import logging
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import gradio as gr

from kg.errors import CancuError
from ui import wording
from ui.web_hints import hint

F = TypeVar("F", bound=Callable[..., Any])
log = logging.getLogger("cancu")
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def told(work: F) -> F:
    """`work` with its errors told in the page; what was not foreseen goes to the log as well."""

    @functools.wraps(work)
    def safely(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passes through what work takes
        try:
            return work(*args, **kwargs)
        except CancuError as failure:
            raise gr.Error(
                _sentence(failure), title="Chưa làm được", print_exception=False
            ) from None
        except gr.Error:
            raise
        except Exception as failure:
            log.exception("The web app failed.")
            raise gr.Error(wording.FAILED, title="Lỗi", print_exception=False) from failure

    return cast("F", safely)


def told_in_place(place: Callable[[str], str], work: F) -> F:
    """`work` with its errors told by what it returns: `place` makes HTML of a sentence in HTML."""

    @functools.wraps(work)
    def safely(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passes through what work takes
        try:
            return work(*args, **kwargs)
        except CancuError as failure:
            return place(_sentence(failure))
        except Exception:
            log.exception("The web app failed.")
            return place(wording.FAILED)

    return cast("F", safely)


def _sentence(failure: CancuError) -> str:
    """Message, hint and choices; escaped, since Gradio shows messages as HTML."""
    choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in failure.choices[:8])
    said = html.escape(" ".join(part for part in (failure.message, hint(failure)) if part))
    return f"{said}<ul>{choices}</ul>" if choices else said


def day_box(label: str = "Xét vào ngày") -> gr.Textbox:
    """A box for the day of view; left empty it means today, whenever that is."""
    return gr.Textbox(label=label, max_lines=1, placeholder="hôm nay", scale=1, min_width=190)
