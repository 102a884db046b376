"""Tab “Hỏi”: a question, its answer, the lines that prove it."""

import threading
from types import MethodType as Bound
from typing import Any

import gradio as gr

from kg.errors import UsageError
from ui import cards, suggestions, wording
from ui.days import day, today
from ui.library import Library
from ui.links import empty
from ui.tabs.telling import asked, day_box, told

_KEEP_ADDRESS = """(question, day, answer) => {
  history.replaceState(null, "", "?" + new URLSearchParams({tab: "ask", q: question}));
}"""


class Examples:
    """Example questions of a library, made again only when its documents change."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: tuple[str, str] | None = None

    def page(self) -> str:
        """The questions as links; empty for an empty library."""
        if self._library.is_empty():
            return ""
        stamp = self._library.store.stamp
        with self._lock:
            if self._made is None or self._made[0] != stamp:
                found = suggestions.questions(self._library, on=today())
                self._made = (stamp, cards.examples(found))
            return self._made[1]


def build(page: gr.Blocks, library: Library) -> None:
    """The tab's components and what they do."""
    examples = Examples(library)
    with gr.Row(equal_height=True):
        question = gr.Textbox(
            label="Câu hỏi",
            placeholder="Ví dụ: Văn bản nào viện dẫn 76/NQ-CP? Có thể gõ không dấu.",
            max_lines=3,
            scale=6,
            elem_id="question",
        )
        on = day_box()
        button = gr.Button("Hỏi", variant="primary", scale=1, min_width=100, elem_id="ask")
    shown = gr.HTML(elem_id="answer")
    offered = gr.HTML(elem_id="examples")
    gr.on(
        [button.click, question.submit],
        Bound(_answer, library),
        inputs=[question, on],
        outputs=[shown],
        api_visibility="private",
    ).success(None, [question, on, shown], None, js=_KEEP_ADDRESS, api_visibility="private")
    page.load(
        Bound(_open, library),
        outputs=[question, shown],
        api_visibility="private",
        show_progress="hidden",
    ).then(told(examples.page), outputs=[offered], show_progress="hidden", api_visibility="private")


@told
def _answer(library: Library, question: str, typed: str) -> str:
    if not question.strip():
        raise UsageError(wording.NO_QUESTION)
    return cards.page(library.ask(question.strip(), on=day(typed)))


@told
def _open(library: Library, request: gr.Request) -> tuple[Any, str]:
    """What the address asks for: a question, answered at once."""
    question = asked(request, "q")
    if library.is_empty():
        return question or gr.skip(), empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    if question is None:
        return gr.skip(), ""
    return question, _answer(library, question, "")
