"""Tab “Đồ thị”: what a document cites and what cites it, drawn and listed.

The room is drawn by graph.js, which hears of addresses at the tab's port and asks the addresses of
`ui.graph_routes` for its data; nothing passes through Gradio's queue.
"""

import gradio as gr

from ui import drawing
from ui.library import Library


def build(port: gr.HTML, library: Library) -> None:  # noqa: ARG001 - the signature of every tab
    """The room; it is filled in when its port is told an address."""
    gr.HTML(drawing.room(), elem_id="graph", padding=False, apply_default_css=False)
