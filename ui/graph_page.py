"""A citation graph as one self-contained HTML page: data, scripts and styles inside, no host asked.

It is drawn by the same scripts as the web app, without what only a running program could tell.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.terms import Relation
from ui import drawing, labels, wording
from ui.links import text

_SCRIPTS: Final = ("days", "address", "layouts", "draw", "list", "card", "find", "model", "export",
                   "view", "tools")  # fmt: skip
_STYLE: Final = """
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 92rem;
  font-family: "Segoe UI", system-ui, Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.25rem; margin: 0 0 .75rem; } table { border-collapse: collapse; }
"""
_SCHEME: Final = (
    "document.body.classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches);"
)


@cache
def _static(*path: str) -> str:
    """A file of the web app; a closing tag inside it would end the element it is put into."""
    return files("ui").joinpath("static", *path).read_text(encoding="utf-8")


def page(view: Mapping[str, Any]) -> str:
    """A view (`ui.graph_view.GraphView.around`) as a page; without scripts it is a list."""
    data = json.dumps(view, ensure_ascii=False).replace("<", "\\u003c")
    scripts = (
        _static("vendor", "cytoscape.min.js"),
        *(_static("js", f"graph-{name}.js") for name in _SCRIPTS),
        _static("js", "graph.js"),
    )
    styles = _static("css", "base.css") + _static("css", "graph.css") + _STYLE
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(_title(view))}</title><style>{styles}</style></head><body>"
        f"<script>{_SCHEME}</script><h1>{text(_title(view))}</h1>"
        f'<div id="graph">{drawing.room(linked=False)}</div>'
        f"<noscript><h2>Danh sách viện dẫn</h2><ul>{''.join(_rows(view))}</ul></noscript>"
        f'<script type="application/json" id="cc-graph-data">{data}</script>'
        f"{''.join(f'<script>{script}</script>' for script in scripts)}</body></html>"
    )


def _title(view: Mapping[str, Any]) -> str:
    centre = view.get("centre")
    found = (node["data"] for node in view["nodes"] if node["data"]["id"] == centre)
    middle = next(found, None)
    return f"Đồ thị viện dẫn: {middle['label']}" if middle else "Đồ thị viện dẫn"


def _rows(view: Mapping[str, Any]) -> Iterator[str]:
    """Every edge in words."""
    nodes = {node["data"]["id"]: node["data"] for node in view["nodes"]}
    for item in view["edges"]:
        edge = item["data"]
        source, target = nodes[edge["source"]], nodes[edge["target"]]
        relation = labels.RELATIONS[Relation(edge["relation"])]
        held = "" if target["held"] else f" ({wording.STUB})"
        yield f"<li>{text(source['label'])} {text(relation)} {text(target['label'])}{held}</li>"
