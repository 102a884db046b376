"""Tab “Tổng quan”: what the library holds, what is new, what needs somebody; reviewing doubts."""

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MethodType as Bound
from typing import Any, Final
from urllib.parse import parse_qsl

import gradio as gr

import corpus
from kg.doubtful import DoubtKind
from kg.errors import UsageError
from ui import check_page_wording, review_page
from ui import overview_needs as needs
from ui import overview_page as pages
from ui import overview_wording as words
from ui.days import today
from ui.library import Library
from ui.overview_desk import SOON
from ui.tabs.opening import UNSEEN, Asked, actor, answered
from ui.tabs.telling import told, told_in_place
from ui.turns import Turns

_ACTS: Final = """element.addEventListener('cancu-act', (event) => trigger('click', event.detail));
window.cancuActs = element;"""
_SINCE: Final = "(kept) => [window.cancuVisit ? window.cancuVisit.since() : '']"
_SEEN: Final = "() => { if (window.cancuVisit) window.cancuVisit.seen(); }"
_AFTER: Final = "() => { if (window.cancuActed) window.cancuActed(); }"
_DEAD: Final = 6  # documents with dead bases that are shown at first
_MOST_DEAD: Final = 500
_HEADING: Final = f'<h1 class="cc-heard">{words.TITLE}</h1>'
_turns: Final = Turns(check_page_wording.BUSY)  # at reckoning which documents have dead bases
_LONGEST: Final = 10_000  # characters of an address that are read


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    said = gr.HTML(elem_id="overview-said")
    with gr.Column(elem_id="overview-board") as board:
        numbers = gr.HTML(_first(library), elem_id="overview-numbers")
        with gr.Column(elem_id="overview-grid") as grid:
            parts: dict[str, gr.HTML] = {}
            for column in _COLUMNS:
                with gr.Column():
                    parts |= {name: _block(name) for name in column}
            parts["holdings"] = _block("holdings")
    with gr.Column(visible=False, elem_id="overview-review") as review:
        queue = gr.HTML(elem_id="review-queue")
        done = gr.HTML(elem_id="review-done")
    acts = gr.HTML(elem_id="overview-acts", elem_classes="cc-port", js_on_load=_ACTS)
    kept = gr.Textbox(visible=False)  # the last visit, which only the browser knows

    shown = [board, review, numbers, grid, queue, done]
    opened = port.click(Bound(_open, library), outputs=shown, **UNSEEN)
    answered("overview", opened)
    for name, work in _BLOCKS.items():
        made = Bound(_told(name, work), library)
        port.click(made, outputs=[parts[name]], **UNSEEN)
    changes = Bound(_told("changes", _changes), library)
    port.click(changes, inputs=[kept], outputs=[parts["changes"]], js=_SINCE, **UNSEEN).then(
        None, js=_SEEN, **UNSEEN
    )
    acted = acts.click(Bound(_act, library), outputs=[said, queue, done], **UNSEEN)
    # Gradio runs `then` only where nothing failed; a refused act frees its place as well.
    acted.success(None, js=_AFTER, **UNSEEN)
    acted.failure(None, js=_AFTER, **UNSEEN)


_COLUMNS: Final = (("changes", "dead"), ("review", "due", "wanted"))
_TITLES: Final = {
    "changes": words.CHANGES,
    "review": words.REVIEW,
    "dead": words.DEAD,
    "due": words.DUE.format(days=SOON),
    "holdings": words.HOLDINGS,
    "wanted": words.WANTED,
}
_WAITING: Final = {"dead": words.RECKONING}  # what is said of a block that takes longer


def _block(name: str) -> gr.HTML:
    """A part of the board, which says that it is coming until it is there."""
    coming = pages.loading(name, _TITLES[name], _WAITING.get(name, words.LOADING))
    return gr.HTML(coming, elem_id=f"overview-{name}")


def _told(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """`work`, which makes a block; where it fails, the block says so and the others stand."""
    return told_in_place(partial(pages.failed, name, _TITLES[name]), work)


def _first(library: Library) -> str:
    """The place of the figures, until they are there; scripts know the library by it."""
    return f'<div class="ov-numbers" data-library="{library.identity()}">{_HEADING}</div>'


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """The board with its figures, or the queue, as the address says."""
    asked = Asked.of(event)
    if asked.get("view") == "review":
        lists = (gr.skip(), gr.skip()) if asked.again else _lists(library, asked)
        return gr.Column(visible=False), gr.Column(visible=True), gr.skip(), gr.skip(), *lists
    found = library.holdings(on=today())
    is_empty = not found["held"] and not found["articles"]
    figures = pages.empty_library() if is_empty else pages.numbers(found)
    grid = gr.Column(visible=not is_empty)
    mark = f'<div data-library="{library.identity()}">{_HEADING}{figures}</div>'
    return gr.Column(visible=True), gr.Column(visible=False), mark, grid, gr.skip(), gr.skip()


def _lists(library: Library, asked: Asked) -> tuple[str, str]:
    """The queue and what left it."""
    kind, doc = _kind(asked.get("kind")), asked.get("doc")
    part = asked.get("part") or "1"
    at = int(part) if part.isdecimal() and len(part) < 7 else 1
    counts = library.review_counts(doc)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    at = max(1, min(at, -(-total // review_page.PART)))
    items = library.review_queue(
        document=doc,
        kinds=[DoubtKind(kind)] if kind else (),
        limit=review_page.PART,
        offset=(at - 1) * review_page.PART,
    )
    documents = library.review_documents()
    shown = review_page.page(items, counts, documents, {"kind": kind, "doc": doc}, at)
    return shown, review_page.done(library.reviews())


def _kind(code: str | None) -> str | None:
    return code if code in {kind.value for kind in DoubtKind} else None


# --- blocks ---------------------------------------------------------------------------------------
def _on_board(event: gr.EventData) -> bool:
    return Asked.of(event).get("view") != "review"


def _holdings(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401 - HTML or no change
    if not _on_board(event):
        return gr.skip()
    return pages.holdings(library.holdings(on=today()))


def _dead(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401
    if not _on_board(event):
        return gr.skip()
    wanted = Asked.of(event).get("dead") or ""
    limit = min(_MOST_DEAD, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else _DEAD
    with _turns.taken():
        return needs.dead_bases(library.dead_bases(on=today(), limit=max(1, limit)))


def _due(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401
    return needs.due_soon(library.due_soon(on=today())) if _on_board(event) else gr.skip()


def _wanted(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401
    return needs.wanted(library.wanted(on=today())) if _on_board(event) else gr.skip()


def _waiting(library: Library, event: gr.EventData) -> Any:  # noqa: ANN401
    return needs.waiting(library.review_counts()) if _on_board(event) else gr.skip()


def _changes(library: Library, kept: str, event: gr.EventData) -> Any:  # noqa: ANN401
    if not _on_board(event):
        return gr.skip()
    serial, at = _visit(kept)
    return pages.changes(library.changes(serial), at)


def _visit(kept: str) -> tuple[int | None, dt.datetime | None]:
    """The last event seen and when, as the browser kept it; anything else is no visit."""
    try:
        told = json.loads(kept)
        serial, at = int(told["last"]), dt.datetime.fromisoformat(str(told["at"]))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None, None
    return (serial, at) if at.tzinfo else (None, None)


_BLOCKS: Final = {
    "review": _waiting,
    "dead": _dead,
    "due": _due,
    "holdings": _holdings,
    "wanted": _wanted,
}


# --- what a person does ---------------------------------------------------------------------------
@told
def _act(library: Library, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
    """Accept, correct, choose, take back, or bring in the samples; then the lists as they are."""
    sent = event._data  # noqa: SLF001 - EventData raises for a name it does not have
    pairs = sent.items() if isinstance(sent, dict) else ()
    detail = {str(name): str(value) for name, value in pairs}
    by, act = actor(request), detail.get("act")
    if act == "samples":
        report = library.ingest([Path(corpus.path("plans"))], by=by)
        sentence = words.SAMPLES_ADDED.format(count=len(report.documents))
        return _said(sentence), gr.skip(), gr.skip()
    sentence = _done(library, act, detail, by)
    address = parse_qsl(detail.get("address", "")[:_LONGEST].removeprefix("?"))
    return _said(sentence), *_lists(library, Asked(tuple(address)))


def _done(library: Library, act: str | None, detail: dict[str, str], by: str) -> str:
    """Do it; what is said then. Raises UsageError for what no page asks."""
    if act == "undo":
        library.undo_review(_number(detail, "review"), by=by)
        return words.UNDONE
    document = detail.get("document", "")
    if act == "choose":
        target = detail.get("target", "")
        library.choose(document, _number(detail, "place"), target, by=by)
        return words.CHOSEN
    line, span = _number(detail, "line"), (_number(detail, "start"), _number(detail, "end"))
    place = (document, detail.get("kind", ""), line, span)
    if act == "accept":
        library.accept_reading(*place, by=by)
        return words.ACCEPTED
    if act == "correct":
        made = library.correct_reading(*place, detail.get("text", ""), by=by)
        return words.CORRECTED if made["corrected"] else words.ACCEPTED
    raise UsageError(words.NOT_ASKED)


def _number(detail: dict[str, str], name: str) -> int:
    said = detail.get(name, "")
    if not said.isdecimal() or len(said) > 9:
        raise UsageError(words.NOT_ASKED)
    return int(said)


def _said(sentence: str) -> str:
    return f'<p class="ov-told" role="status">✓ {sentence}</p>'
