"""Tab “Nhiệm vụ”: who does what by when, in several views; files to take away.

The page is made of its address alone (`ui.task_room`): filters are a form, views and months are
links, and what is seen can be sent to a colleague as it is.
"""

from types import MethodType as Bound
from typing import Any

import gradio as gr

from ui import task_room
from ui.library import Library
from ui.tabs.opening import UNSEEN, Asked, answered
from ui.tabs.telling import told


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    shown = gr.HTML(elem_id="tasks-page")
    suggested = gr.HTML(elem_id="tasks-suggested")
    progress = UNSEEN | {"show_progress": "minimal"}
    opened = port.click(Bound(_open, library), outputs=[shown], **progress)
    answered("tasks", opened)
    opened.success(Bound(_suggest, library), inputs=[suggested], outputs=[suggested], **UNSEEN)


@told
def _open(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401 - HTML, or nothing new
    """What the address asks for; a tab that is only shown again stays as it was left."""
    asked = Asked.of(event)
    return gr.skip() if asked.again else task_room.room(library, asked.parts)


@told
def _suggest(library: Library, given: str | None) -> Any:  # noqa: ANN401 - HTML, or nothing new
    """Suggestions for the fields, asked for once the page is seen, and once only."""
    return gr.skip() if given else task_room.suggestions(library)
