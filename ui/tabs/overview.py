"""Tab “Tổng quan”: what the library holds, and where to begin."""

from types import MethodType as Bound

import gradio as gr

from ui import wording
from ui.library import Library
from ui.links import address, empty, link, text
from ui.tabs.telling import told


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    shown = gr.HTML(elem_id="overview")
    port.click(
        Bound(_open, library), outputs=[shown], api_visibility="private", show_progress="hidden"
    )


@told
def _open(library: Library) -> str:
    """How many documents are held; else what to do first."""
    held = len(library.documents())
    if not held:
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    return f"<p>{link(address('document'), f'{held} văn bản')} {text('trong thư viện.')}</p>"
