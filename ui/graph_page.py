"""A citation graph as one self-contained HTML page: data and cytoscape.js inside, no host asked."""

import html
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ui import labels

STYLE: Final = [
    {
        "selector": "node",
        "style": {
            "label": "data(label)",
            "font-size": 11,
            "text-wrap": "wrap",
            "text-max-width": "140px",
            "background-color": "#1d4ed8",
            "color": "#111827",
            "text-valign": "bottom",
            "text-margin-y": 4,
        },
    },
    # A stub is hollow and dashed, so that colour does not carry the meaning alone.
    {
        "selector": "node[!held]",
        "style": {
            "background-color": "#ffffff",
            "border-width": 2,
            "border-style": "dashed",
            "border-color": "#475569",
        },
    },
    {"selector": "node[?centre]", "style": {"width": 48, "height": 48, "font-weight": "bold"}},
    {
        "selector": "edge",
        "style": {
            "label": "data(text)",
            "font-size": 9,
            "curve-style": "bezier",
            "target-arrow-shape": "triangle",
            "width": 1.5,
            "line-color": "#94a3b8",
            "target-arrow-color": "#94a3b8",
            "text-rotation": "autorotate",
            "color": "#334155",
        },
    },
    {
        "selector": 'edge[relation = "legal_basis"]',
        "style": {"line-color": "#0f766e", "target-arrow-color": "#0f766e", "width": 2.5},
    },
    {"selector": 'edge[relation = "refers_to"]', "style": {"line-style": "dotted"}},
]


@cache
def cytoscape_source() -> str:
    """The vendored library's text (MIT licence, beside it)."""
    return (files("ui") / "static" / "vendor" / "cytoscape.min.js").read_text(encoding="utf-8")


def elements(graph: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Cytoscape elements of a view in JSON (`kg.export.as_json`), relations worded."""
    return {
        "nodes": graph["nodes"],
        "edges": [
            {"data": edge["data"] | {"text": labels.RELATIONS[edge["data"]["relation"]]}}
            for edge in graph["edges"]
        ],
    }


def page(graph: dict[str, Any]) -> str:
    """The page: the drawing, and the same content as a list for screen readers."""
    data = json.dumps(elements(graph), ensure_ascii=False).replace("</", "<\\/")
    style = json.dumps(STYLE)
    names = {node["data"]["id"]: node["data"]["label"] for node in graph["nodes"]}
    rows = "".join(
        f"<li>{html.escape(str(names[edge['source']]))} {labels.RELATIONS[edge['relation']]} "
        f"{html.escape(str(names[edge['target']]))}</li>"
        for edge in (item["data"] for item in graph["edges"])
    )
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        "<title>Đồ thị viện dẫn</title>"
        "<style>body{font-family:sans-serif;margin:0}#graph{height:80vh}</style></head><body>"
        '<div id="graph" role="img" aria-label="Đồ thị viện dẫn"></div>'
        f"<details><summary>Danh sách viện dẫn</summary><ul>{rows}</ul></details>"
        f"<script>{cytoscape_source()}</script><script>"
        f"cytoscape({{container: document.getElementById('graph'), elements: {data}, "
        f"style: {style}, layout: {{name: 'cose', animate: false, padding: 40, "
        "nodeRepulsion: () => 60000, idealEdgeLength: () => 120}});"
        "</script></body></html>"
    )
