"""What the rooms “Hỏi” and “Tìm” share: an address comes in, a page goes out.

The browser is told which address a page answers, so that an older page never stays in the place
of a newer one.
"""

import json
import logging
from collections.abc import Callable
from typing import Any, Final

import gradio as gr

from kg.errors import CancuError
from ui import wording
from ui.ask_page import problem
from ui.shown_pages import ShownPages
from ui.tabs.opening import UNSEEN, Asked
from ui.tabs.opening import port as port_of
from ui.tabs.telling import told

Page = tuple[Any, ...]  # (page, what the browser is told, pages kept)
log: Final = logging.getLogger("cancu")


def wire(
    port: gr.HTML, name: str, work: Callable[..., Page], offers: Callable[[], Any], parts: list[Any]
) -> None:
    """Let a port's addresses be answered by `work(kept, event)`.

    name: the room's, in addresses and in the browser (`window.cancuAsk`). parts: where the page
    goes, then what `offers` gives, which the browser asks for once the box is usable.
    """
    shown, *offered = parts
    said, kept = gr.Textbox(visible=False), gr.State(ShownPages())
    more = port_of(f"{name}-more")
    opened = port.click(
        work,
        inputs=[kept],
        outputs=[shown, said, kept],
        **UNSEEN,
    )
    script = f"window.cancu{name.capitalize()}"
    opened.success(
        None, [said], None, js=f"(told) => {script}.done(told)", api_visibility="private"
    )
    opened.failure(None, None, None, js=f"() => {script}.failed()", api_visibility="private")
    more.click(told(offers), outputs=offered, **UNSEEN)


def reply(raw: str, kind: str, **more: object) -> str:
    """What the browser is told of the page that answers the address `raw`; JSON."""
    return json.dumps({"address": raw, "kind": kind} | more, ensure_ascii=False)


def answered(event: gr.EventData, answer: Callable[[Asked, str], Page], trouble: str) -> Page:
    """The page that `answer(asked, raw)` gives for an event; errors are told in its place.

    trouble: the heading over an error.
    """
    asked = Asked.of(event)
    raw = (event._data or {}).get("address", "")  # noqa: SLF001 - told back as it came
    if asked.again:
        return gr.skip(), reply(raw, "same"), gr.skip()
    try:
        return answer(asked, raw)
    except CancuError as failure:
        page = problem(failure.message, failure.hint, failure.choices[:8], name=trouble)
    except Exception:
        log.exception("The web app failed.")
        page = problem(wording.FAILED, name=trouble)
    return page, reply(raw, "problem"), ShownPages()
