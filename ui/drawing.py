"""The citation graph as a piece of a page: the drawing's data, a legend, the same as a list."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kg.terms import Relation
from ui import labels, wording
from ui.graph_page import STYLE, elements
from ui.links import address, attribute, empty, link, text

Data = Mapping[str, Any]


def page(graph: dict[str, Any], centre: str | None) -> str:
    """A view in the JSON of `cancu graph`, to be drawn by app.js. centre: key of the middle."""
    if not graph["nodes"]:
        return empty(wording.NOTHING_DRAWN, wording.NOTHING_DRAWN_ADVICE)
    for node in graph["nodes"]:
        node["data"]["centre"] = node["data"]["id"] == centre
    drawn = elements(graph)
    nodes = {node["data"]["id"]: node["data"] for node in graph["nodes"]}
    return (
        '<div class="cc-graph-box"><div><div class="cc-graph" role="img" '
        'aria-label="Đồ thị viện dẫn; danh sách cùng nội dung ở bên cạnh" '
        f'data-elements="{attribute(json.dumps(drawn, ensure_ascii=False))}" '
        f'data-style="{attribute(json.dumps(STYLE))}"></div>{_legend(graph)}</div>'
        f"{_list(graph['edges'], nodes, centre)}</div>"
    )


def _legend(graph: dict[str, Any]) -> str:
    held = sum(bool(node["data"]["held"]) for node in graph["nodes"])
    stubs = len(graph["nodes"]) - held
    return (
        '<p class="cc-legend">'
        f'<span class="cc-dot cc-dot-held"></span> {text(wording.HELD)} ({held}) '
        f'<span class="cc-dot cc-dot-stub"></span> {text(wording.STUB)} ({stubs}). '
        "Mũi tên đi từ văn bản viện dẫn đến văn bản được viện dẫn: nét đậm là căn cứ, "
        "nét chấm là dẫn chiếu, nét thường là quan hệ khác; trỏ vào mũi tên để xem chữ. "
        "Bấm một văn bản để đưa nó vào giữa; bấm đúp để đọc (nếu có toàn văn).</p>"
    )


def _list(edges: Sequence[Data], nodes: Mapping[str, Data], centre: str | None) -> str:
    """What the drawing shows, in words; each document a link that centres it."""
    cited: list[str] = []
    citing: list[str] = []
    others: list[str] = []
    for edge in edges:
        data = edge["data"]
        source, target = nodes[data["source"]], nodes[data["target"]]
        relation = labels.RELATIONS[Relation(data["relation"])]
        if data["source"] == centre:
            cited.append(f"<li>{text(relation)} {_named(target)}{_quotes(data)}</li>")
        elif data["target"] == centre:
            citing.append(f"<li>{_named(source)}: {text(relation)}{_quotes(data)}</li>")
        else:
            others.append(f"<li>{_named(source)} {text(relation)} {_named(target)}</li>")
    parts = (("Viện dẫn", cited), ("Được viện dẫn bởi", citing), ("Viện dẫn khác", others))
    body = "".join(
        f"<h4>{name} ({len(items)})</h4><ul>{''.join(items)}</ul>" for name, items in parts if items
    )
    return f'<div class="cc-graph-list">{body or f"<p>{text(wording.NOTHING_DRAWN)}</p>"}</div>'


def _named(node: Data) -> str:
    sign = "" if node["held"] else " ○"
    centred = link(address("graph", doc=node["document"]), str(node["label"]) + sign)
    title = node.get("title") or ""
    full = title if title != node["label"] else ""
    return f'<span title="{attribute(full)}">{centred}</span>'


def _quotes(data: Data) -> str:
    links = [
        link(
            address("document", doc=quote["document"], line=quote["line"]), f"dòng {quote['line']}"
        )
        for quote in data["quotes"][:4]
    ]
    return f" <small>({', '.join(links)})</small>" if links else ""
