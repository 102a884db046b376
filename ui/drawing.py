"""The room of the graph as a piece of a page: what the browser draws into, and around it.

The data comes later, as JSON (`ui.graph_routes`), or stands in the page (`ui.graph_page`).
"""

import json
from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any, Final

from kg.terms import Relation, ValidityState
from ui import graph_wording as words
from ui import labels, wording
from ui.graph_view import MOST_SHOWN
from ui.links import address, attribute, text
from ui.wrong_parts import NO_FILTERS


def config() -> dict[str, Any]:
    """What graph.js has to know: lines, marks, levels, sentences."""
    return {
        "relations": {
            relation.value: {
                "label": labels.RELATIONS[relation],
                "token": line.token,
                "dash": line.dash,
                "arrow": line.arrow,
                "hollow": line.hollow,
                "width": line.width,
            }
            for relation, line in words.LINES.items()
        },
        "states": {
            state.value: {
                "label": labels.STATES[state],
                "sign": wording.STATE_SIGNS[state],
                "token": mark.token,
                "shape": mark.shape,
            }
            for state, mark in words.MARKS.items()
        },
        "levels": [list(item) for item in words.LEVELS.items()],
        "layouts": dict(words.LAYOUTS),
        "depths": list(words.DEPTHS),
        "limits": words.LIMITS,
        "limit": words.LIMITS[1],
        "most": MOST_SHOWN,
        "passed": sorted(NO_FILTERS),
        "words": dict(words.SAID_BY_THE_DRAWING),
    }


def room(*, linked: bool = True) -> str:
    """The whole room. linked: inside the web app, where more can be asked for."""
    told = attribute(json.dumps(config(), ensure_ascii=False))
    return (
        f'<div class="cc-graph-room" data-config="{told}">'
        '<h2 class="cc-heard">Đồ thị viện dẫn</h2>'
        f"{_tools(linked=linked)}"
        '<div class="cc-wrong cc-graph-wrong" role="alert" hidden></div>'
        '<p class="cc-graph-told" role="status"></p>'
        '<div class="cc-empty cc-graph-empty" role="alert" hidden></div>'
        '<div class="cc-graph-main">'
        f"{_days()}"
        f'<div class="cc-graph-row"><p class="cc-graph-status" role="status"></p>{_SAVE}</div>'
        f'<div class="cc-graph-box"><div class="cc-graph-left">{_drawing()}{_legend()}'
        f"</div>{_list()}</div>{_path(linked=linked)}"
        '<section class="cc-lineage" aria-label="Dòng thời gian" hidden></section>'
        '<div class="cc-graph-paper" aria-hidden="true"></div></div></div>'
    )


_SAVE: Final = (
    '<div class="cc-save" role="group" aria-label="Lưu hình"><span>Lưu hình</span>'
    '<button type="button" data-save="png">PNG</button>'
    '<button type="button" data-save="svg">SVG</button>'
    '<button type="button" data-save="graphml">GraphML</button></div>'
)


def _combobox(name: str, label: str, hint: str = "", *, required: bool = False) -> str:
    must = " required" if required else ""
    return (
        f'<div class="cc-field cc-combo"><label for="cc-{name}">{text(label)}</label>'
        f'<input id="cc-{name}" name="{name}" type="text" role="combobox" autocomplete="off" '
        f'aria-expanded="false" aria-autocomplete="list" aria-controls="cc-{name}-list" '
        f'placeholder="{attribute(hint)}"{must}>'
        f'<ul id="cc-{name}-list" role="listbox" aria-label="{attribute(label)}" hidden></ul></div>'
    )


def _tools(*, linked: bool) -> str:
    find = _combobox("wanted", "Tìm văn bản", "Số, ký hiệu hoặc trích yếu")
    hidden = "" if linked else " hidden"
    depths = "".join(
        f'<label><input type="radio" name="depth" value="{steps}"> {text(shown)}</label>'
        for steps, shown in words.DEPTHS.items()
    )
    return (
        f'<div class="cc-graph-tools">{find}'
        f'<a class="cc-graph-whole"{hidden} href="{attribute(address("graph"))}">{words.WHOLE}</a>'
        f'<fieldset class="cc-segments"{hidden}><legend>Số bước viện dẫn</legend><div>{depths}'
        "</div></fieldset>"
        f"{_select('limit', 'Nhiều nhất', {n: f'{n} văn bản' for n in words.LIMITS}, hidden)}"
        f"{_select('layout', 'Cách dàn', words.LAYOUTS, '')}"
        "</div>"
    )


def _select(name: str, label: str, options: Mapping[Any, str], hidden: str) -> str:
    chosen = "".join(
        f'<option value="{attribute(value)}">{text(shown)}</option>'
        for value, shown in options.items()
    )
    return (
        f'<div class="cc-field"{hidden}><label for="cc-graph-{name}">{text(label)}</label>'
        f'<select id="cc-graph-{name}" name="{name}">{chosen}</select></div>'
    )


def _days() -> str:
    return (
        '<div class="cc-days" role="group" aria-label="Ngày xem hiệu lực">'
        '<div class="cc-days-row"><label for="cc-graph-day">Hiệu lực vào ngày</label>'
        '<input id="cc-graph-day" class="cc-day" type="text" inputmode="numeric" '
        'autocomplete="off" aria-describedby="cc-graph-day-error" placeholder="01/7/2025">'
        '<button type="button" data-do="before" aria-label="Ngày có thay đổi liền trước">'
        '<span aria-hidden="true">◀</span></button>'
        '<button type="button" data-do="play" aria-pressed="false"><i aria-hidden="true"></i>'
        f"<span>{text(words.SAID_BY_THE_DRAWING['play'])}</span></button>"
        '<button type="button" data-do="after" aria-label="Ngày có thay đổi liền sau">'
        '<span aria-hidden="true">▶</span></button>'
        '<small class="cc-days-count"></small></div>'
        '<div class="cc-slide"><div class="cc-ticks" aria-hidden="true"></div>'
        '<input type="range" aria-label="Ngày xem hiệu lực, kéo để đổi" step="1"></div>'
        '<p class="cc-day-error" id="cc-graph-day-error" role="alert"></p></div>'
    )


def _drawing() -> str:
    zooms = (("in", "+", "Phóng to"), ("out", "−", "Thu nhỏ"), ("fit", "⤢", "Xem toàn hình"))
    buttons = "".join(
        f'<button type="button" data-zoom="{name}" aria-label="{shown}" title="{shown}">'
        f'<span aria-hidden="true">{sign}</span></button>'
        for name, sign, shown in zooms
    )
    return (
        '<div class="cc-graph-frame"><div class="cc-graph-pane">'
        '<div class="cc-graph" tabindex="0" role="application" '
        f'aria-roledescription="đồ thị" aria-label="{attribute(words.DRAWING)}" '
        'aria-describedby="cc-graph-help"></div>'
        f'<p id="cc-graph-help" class="cc-heard">{text(words.DRAWING_HELP)}</p>'
        f'<div class="cc-zoom" role="group" aria-label="Phóng to, thu nhỏ">{buttons}</div></div>'
        '<section class="cc-graph-card" aria-label="Văn bản đang xem" hidden></section></div>'
    )


def _list() -> str:
    return (
        '<section class="cc-graph-aside" aria-label="Danh sách cùng nội dung với hình">'
        '<h3>Danh sách</h3><p class="cc-small">Phím ↑ ↓ để đi, Enter để đưa vào giữa hình.</p>'
        '<div class="cc-graph-list"></div></section>'
    )


def _path(*, linked: bool) -> str:
    hidden = "" if linked else " hidden"
    return (
        f'<details class="cc-path"{hidden}><summary>Đường viện dẫn giữa hai văn bản</summary>'
        f"<form>{_combobox('from', 'Từ văn bản', required=True)}"
        f"{_combobox('to', 'Đến văn bản', required=True)}"
        '<label class="cc-tick"><input type="checkbox" name="directed"> Chỉ theo chiều mũi tên'
        '</label><button type="submit">Tìm đường</button>'
        '<button type="button" data-do="no-way">Bỏ đường</button></form>'
        '<p class="cc-way" role="status" hidden></p></details>'
    )


def _legend() -> str:
    lines = "".join(
        f'<div class="cc-lines-group"><h3>{text(name)}</h3>'
        f"{''.join(_line_item(relation) for relation in relations)}</div>"
        for name, relations in words.GROUPS
    )
    levels = "".join(
        f'<label data-level="{attribute(level)}"><input type="checkbox" checked> {text(shown)} '
        '<span class="cc-count"></span></label>'
        for level, shown in words.LEVELS.items()
    )
    states = "".join(
        f'<span data-shape="{state.value}">{_mark(state)} {text(labels.STATES[state])} '
        '<span class="cc-count"></span></span>'
        for state in words.MARKS
    )
    return (
        '<details class="cc-graph-legend" open><summary>Chú giải và bộ lọc</summary>'
        f'<div class="cc-legend-parts"><div class="cc-marks"><h3>Hiệu lực vào ngày xem</h3>{states}'
        f"<span>{_mark(ValidityState.IN_FORCE, hollow=True)} {text(words.HOLLOW)}</span>"
        f"<span>{text(words.SIZED)}</span></div>"
        f'<fieldset class="cc-levels"><legend>Cấp ban hành</legend>{levels}</fieldset>'
        f'<fieldset class="cc-relations"><legend>Quan hệ, mũi tên chỉ vào văn bản được viện dẫn'
        f"</legend>{lines}</fieldset></div></details>"
    )


def _line_item(relation: Relation) -> str:
    return (
        f'<label data-relation="{relation.value}"><input type="checkbox" checked> '
        f"{line_sample(relation)} {text(labels.RELATIONS[relation])} "
        '<span class="cc-count"></span></label>'
    )


_HEADS: Final = {
    "triangle": "M44 6 34 1.5V10.5Z",
    "vee": "M44 6 34 1.5 37.5 6 34 10.5Z",
    "diamond": "M44 6 39 1.5 34 6 39 10.5Z",
    "square": "M35 1.5H44V10.5H35Z",
    "tee": "M40 1H43V11H40Z",
    "circle": "M35 6A4.5 4.5 0 1 0 44 6 4.5 4.5 0 1 0 35 6Z",
}


def line_sample(relation: Relation) -> str:
    """A short piece of a relation's line with its arrow, as inline SVG."""
    line = words.LINES[relation]
    dash = f' stroke-dasharray="{" ".join(map(str, line.dash))}"' if line.dash else ""
    colour = f"var(--cc-{line.token})"
    fill = "var(--cc-card)" if line.hollow else colour
    return (
        f'<svg viewBox="0 0 46 12" aria-hidden="true" style="stroke:{colour}">'
        f'<path d="M1 6H38" style="fill:none" stroke-width="{line.width}"{dash}/>'
        f'<path d="{_HEADS[line.arrow]}" style="fill:{fill}"/></svg>'
    )


_CORNERS: Final = {
    "diamond": (4, 0.0),
    "triangle": (3, 0.0),
    "pentagon": (5, 0.0),
    "octagon": (8, pi / 8),
    "rectangle": (4, pi / 4),
}


def _mark(state: ValidityState, *, hollow: bool = False) -> str:
    """The shape of a state, as inline SVG."""
    mark = words.MARKS[state]
    colour = f"var(--cc-{mark.token})"
    if mark.shape == "ellipse":
        drawn = '<circle cx="8" cy="8" r="6"/>'
    else:
        count, turn = _CORNERS[mark.shape]
        angles = [turn - pi / 2 + 2 * pi * place / count for place in range(count)]
        points = " ".join(f"{8 + 7 * cos(a):.1f},{8 + 7 * sin(a):.1f}" for a in angles)
        drawn = f'<polygon points="{points}"/>'
    return (
        f'<svg class="cc-mark" viewBox="0 0 16 16" aria-hidden="true" '
        f'style="stroke:{colour};fill:{"none" if hollow else colour}" stroke-width="2">'
        f"{drawn}</svg>"
    )
