"""Tab “Nhiệm vụ”: who does what by when; offices by fields; the table to take away."""

import os
import tempfile
from pathlib import Path
from types import MethodType as Bound
from typing import Any

import gradio as gr

from kg.assignments import reform_fields
from ui import listing, task_page, wording
from ui.library import Library
from ui.links import empty
from ui.tabs.telling import asked, told

_ANY = ""


def build(page: gr.Blocks, library: Library) -> None:
    """The tab's components and what they do."""
    with gr.Row(equal_height=True):
        chosen = gr.Dropdown([], label="Văn bản", scale=3, elem_id="tasks-document")
        office = gr.Textbox(
            label="Cơ quan, chức danh", max_lines=1, scale=2, elem_id="tasks-office"
        )
        field = gr.Dropdown(
            [("Tất cả", _ANY), *(item.name for item in reform_fields())],
            value=_ANY,
            label="Lĩnh vực",
            scale=2,
        )
        text = gr.Textbox(label="Chữ trong nhiệm vụ", max_lines=1, scale=2)
        button = gr.Button("Lọc", variant="primary", scale=1, min_width=80, elem_id="tasks-filter")
    saved = gr.DownloadButton(
        "Tải bảng Excel (XLSX)", size="sm", visible=False, elem_id="tasks-xlsx"
    )
    shown = gr.HTML(elem_id="tasks")
    counted = gr.HTML(elem_id="matrix")
    filters, outputs = [chosen, office, field, text], [shown, counted, saved]
    gr.on(
        [button.click, office.submit, text.submit, chosen.input, field.input],
        Bound(_list, library),
        inputs=filters,
        outputs=outputs,
        api_visibility="private",
    )
    page.load(
        Bound(_open, library),
        outputs=[chosen, *outputs],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _list(library: Library, chosen: str, office: str, field: str, text: str) -> tuple[Any, ...]:
    if library.is_empty():
        nothing = empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
        return nothing, "", gr.DownloadButton(visible=False)
    found = library.tasks(
        chosen or None,
        office=(office or "").strip() or None,
        field=field or None,
        text=(text or "").strip() or None,
    )
    names = {record.id: record.header.number or record.name for record in library.documents()}
    button = gr.DownloadButton(visible=bool(found), value=_saved(found, names) if found else None)
    return task_page.page(found, names), task_page.matrix(found), button


def _saved(found: task_page.Found, names: dict[str, str]) -> str:
    """The workbook in a file of its own, in the folder that is removed when the app ends."""
    folder = Path(tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR")))
    target = folder / "nhiem-vu.xlsx"
    target.write_bytes(task_page.workbook(found, names))
    return str(target)


@told
def _open(library: Library, request: gr.Request) -> tuple[Any, ...]:
    """What the address asks for: the tasks of one document, else of all."""
    options = [("Tất cả văn bản", _ANY), *listing.choices(library.documents())]
    name = asked(request, "doc") if asked(request, "tab") == "tasks" else None
    document = library.find_held(name).id if name else _ANY
    return gr.Dropdown(options, value=document), *_list(library, document, "", _ANY, "")
