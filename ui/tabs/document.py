"""Tab “Văn bản”: the list of documents, new documents; the reader where the address names one."""

from types import MethodType as Bound
from typing import Any

import gradio as gr

from kg.errors import UsageError
from ui import document_page, document_rows
from ui.document_list import DocumentLists, lists_of
from ui.document_query import DocumentQuery
from ui.library import Library
from ui.tabs import reader_tab
from ui.tabs.opening import UNSEEN, Asked, answered
from ui.tabs.telling import told


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do; filters, uploads and removals are document.js's."""
    with gr.Column(elem_id="documents-room") as room:
        gr.HTML(document_page.top(), padding=False)
        found = gr.HTML(elem_id="documents", padding=False)
    parts = reader_tab.build(library)
    bound = _Tab(library, lists_of(library), parts)
    opened = port.click(bound.open, outputs=[room, found, *parts.outputs], **UNSEEN)
    answered("document", opened)


class _Tab:
    """What the tab works with."""

    def __init__(
        self, library: Library, lists: DocumentLists, parts: reader_tab.ReaderParts
    ) -> None:
        self._library = library
        self._lists = lists
        self._parts = parts
        self.open = Bound(_open, self)

    def list(self, asked: Asked) -> str:
        """The page of the list that an address asks for."""
        library = self._library
        if not library.exists() or not any(library.store.count().values()):
            return document_rows.empty_library()
        query = DocumentQuery.of(asked.parts)
        try:
            return document_rows.page(self._lists.page(query))
        except UsageError as failure:
            listed = self._lists.page(query.but(year="", state="", as_of=""))
            said = " ".join(filter(None, (failure.message, failure.hint)))
            return document_rows.page(listed, said)

    def updates(self, asked: Asked) -> tuple[Any, ...]:
        """The list, or the reader with a document."""
        if asked.get("doc"):
            if asked.again:
                return gr.skip(), gr.skip(), *(gr.skip() for _ in self._parts.outputs)
            read = reader_tab.open(self._library, asked)
            # Hidden, not taken out: files may be on their way.
            return gr.Column(visible="hidden"), gr.skip(), *read
        return gr.Column(visible=True), self.list(asked), *reader_tab.closed(self._parts)


@told
def _open(tab: _Tab, event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for."""
    return tab.updates(Asked.of(event))
