"""Tab “Hỏi”: a conversation: a question, its answer, the lines that prove it, and what follows."""

import threading
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.errors import UsageError
from ui import cards, suggestions, wording
from ui.days import day, today
from ui.library import Library
from ui.links import address, empty
from ui.tabs.opening import Asked
from ui.tabs.telling import day_box, told

Given = dict[str, Any]
# The address is kept in step; what was typed stays, marked where it was sent from, so that the
# next question replaces it; those who hear the page are told the answer's sentence.
_AFTER_ANSWER: Final = """(address) => {
  history.replaceState(null, "", address);
  const box = document.querySelector("#question textarea");
  if (box && document.activeElement === box) box.select();
  setTimeout(() => {
    const said = document.querySelector("#answer .cc-sentence");
    const told = document.getElementById("answer-told");
    if (said && told) told.textContent = said.textContent;
  }, 200);
}"""
_FILL: Final = """(address, typed, on) => {
  if (!document.getElementById("answer-told")) document.body.insertAdjacentHTML("beforeend",
    '<div id="answer-told" class="cc-heard" role="status"></div>');
  const said = new URLSearchParams(address);
  return [typed || said.get("q") || "", on || said.get("as_of") || ""];
}"""
_BEGIN: Final = """() => {
  history.replaceState(null, "", "?tab=ask");
  document.querySelector("#question textarea").focus();
}"""
_HINT: Final = (
    '<p class="cc-small">Hỏi tiếp được ngay ở ô bên trên, ví dụ: “Thế ai phối hợp?”, “Thời hạn thì '
    "sao?”, “Còn xã khác thì sao?”. Sang chuyện khác: bấm “Câu hỏi mới”.</p>"
)


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


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    examples = Examples(library)
    before = gr.HTML(elem_id="earlier", visible=False)
    with gr.Row(equal_height=True):
        question = gr.Textbox(
            label="Câu hỏi",
            placeholder="Ví dụ: Văn bản nào viện dẫn 76/NQ-CP? Có thể gõ không dấu.",
            max_lines=3,
            scale=6,
            min_width=240,
            elem_id="question",
        )
        on = day_box()
        button = gr.Button("Hỏi", variant="primary", scale=1, min_width=100, elem_id="ask")
        new = gr.Button("Câu hỏi mới", scale=1, min_width=120, elem_id="ask-new", visible=False)
    shown = gr.HTML(elem_id="answer")
    offered = gr.HTML(elem_id="examples")
    talk, place = gr.State([]), gr.Textbox(visible=False)
    outputs = [talk, before, shown, new, place]
    gr.on(
        [button.click, question.submit],
        Bound(_answer, library),
        inputs=[question, on, talk],
        outputs=outputs,
        api_visibility="private",
    ).success(None, [place], None, js=_AFTER_ANSWER, api_visibility="private")
    new.click(_begin, outputs=[*outputs, question], api_visibility="private").then(
        None, None, None, js=_BEGIN, api_visibility="private"
    )
    opened = port.click(
        Bound(_open, library), outputs=outputs, api_visibility="private", show_progress="hidden"
    )
    opened.success(None, [place, question, on], [question, on], js=_FILL, api_visibility="private")
    opened.then(
        told(examples.page), outputs=[offered], show_progress="hidden", api_visibility="private"
    )


@told
def _answer(library: Library, question: str, typed: str, talk: list[Given]) -> tuple[Any, ...]:
    """The answer; the question may continue those of `talk`, the last first of all."""
    question = (question or "").strip()
    if not question:
        raise UsageError(wording.NO_QUESTION)
    before = talk[:-1] if talk and talk[-1]["question"] == question else talk
    return _told_after(library, before, question, typed)


def _told_after(library: Library, before: list[Given], question: str, on: str) -> tuple[Any, ...]:
    earlier = [given["question"] for given in before]
    given = library.ask(question, on=day(on), after=earlier)
    before = before[-cards.MOST_EARLIER :]
    return (
        [*before, given],
        gr.HTML(cards.earlier(before), visible=bool(before)),
        cards.page(given, earlier) + (_HINT if given["answered"] else ""),
        gr.Button(visible=True),
        cards.asked_address(question, earlier, (on or "").strip() or None),
    )


def _begin() -> tuple[Any, ...]:
    """A conversation not yet begun."""
    return [], gr.HTML(visible=False), "", gr.Button(visible=False), address("ask"), ""


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for: a question after those before it, answered at once."""
    asked = Asked.of(event)
    question = (asked.get("q") or "").strip()
    if library.is_empty():
        nothing = empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
        return gr.skip(), gr.skip(), nothing, gr.skip(), address("ask", q=question)
    if not question or asked.again:
        return tuple(gr.skip() for _ in range(5))  # what was begun meanwhile stays
    on = asked.get("as_of") or ""
    before: list[Given] = []
    for earlier in asked.all("after")[-cards.MOST_EARLIER :]:
        if earlier.strip():
            said = [given["question"] for given in before]
            before.append(library.ask(earlier.strip(), on=day(on), after=said))
    return _told_after(library, before, question, on)
