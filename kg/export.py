"""A view of the citation graph as files that other programs read.

Formats: JSON (nodes and edges as cytoscape takes them), GraphML and GEXF (networkx' writers), and
JSON-LD. Each gives a whole text, UTF-8.
"""

import io
import json
import re
import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from kg.terms import Relation

if TYPE_CHECKING:
    from kg.graph import Graph

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write, escaped or not (section 2.2)."""

ELI: Final = "http://data.europa.eu/eli/ontology#"
ELI_TERMS: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        Relation.LEGAL_BASIS: "based_on",
        Relation.REFERS_TO: "cites",
        Relation.IMPLEMENTS: "ensures_implementation_of",
        Relation.AMENDS: "amends",
        Relation.SUPPLEMENTS: "amends",
        Relation.REPLACES: "repeals",
        Relation.REPEALS: "repeals",
        Relation.ANNULS: "repeals",
        Relation.SUSPENDS: "changes",
        Relation.PROMULGATES: "commences",
        Relation.PROPOSED_BY: "cites",
        Relation.GUIDES: "ensures_implementation_of",
    }
)
"""Nearest ELI property of each relation; the relation itself stands in `cancu:` beside it."""


def as_json(graph: "Graph") -> str:
    """{"nodes": [{"data": {id, label, ...}}], "edges": [{"data": {id, source, target, ...}}]}.

    `id`, `source` and `target` are keys; a node's own id in the library is `document`.
    """
    nodes = [
        {"data": {**data, "document": data.get("id"), "id": key}}
        for key, data in graph.nodes(data=True)
    ]
    edges = [
        {"data": {**data, "id": f"e{place}", "source": source, "target": target}}
        for place, (source, target, data) in enumerate(graph.edges(data=True), 1)
    ]
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1)


def as_graphml(graph: "Graph") -> str:
    """GraphML; `quotes` is JSON inside a text, absent attributes are left out."""
    out = io.BytesIO()
    nx.write_graphml(_plain(graph), out, named_key_ids=True)
    return out.getvalue().decode("utf-8")


def as_gexf(graph: "Graph") -> str:
    """GEXF 1.2, likewise."""
    out = io.BytesIO()
    nx.write_gexf(_plain(graph), out)
    return out.getvalue().decode("utf-8")


def as_jsonld(graph: "Graph") -> str:
    """JSON-LD: documents described in schema.org's terms, joined in those of ELI.

    ELI, the European Legislation Identifier, has the exact relations; schema.org takes names as
    plain text. A document's IRI is a UUID made from its key (RFC 9562, section 5.5). Every edge
    stands twice: as the nearest ELI property, and under its own name in `cancu:`, because ELI
    has no word for some (a proposal, a suspension).
    """
    return json.dumps(
        {"@context": _CONTEXT, "@graph": [_resource(graph, key) for key in graph.nodes]},
        ensure_ascii=False,
        indent=1,
    )


WRITERS: Final[Mapping[str, Callable[["Graph"], str]]] = MappingProxyType(
    {"json": as_json, "graphml": as_graphml, "gexf": as_gexf, "jsonld": as_jsonld}
)
"""Writers by the name of their format."""


def resource_name(key: str) -> str:
    """The IRI of a document: the same for a key on every machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"cancu:{key}").urn


_CONTEXT: Final = {
    "eli": ELI,
    "cancu": "urn:cancu:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
    "number": "schema:legislationIdentifier",
    "title": {"@id": "schema:name", "@language": "vi"},
    "type": "schema:legislationType",
    "issuer": "schema:legislationPassedBy",
    "name": "schema:name",
    "date": {"@id": "schema:legislationDate", "@type": "xsd:date"},
    "held": "cancu:held",
}


def _resource(graph: "Graph", key: str) -> dict[str, Any]:
    data = graph.nodes[key]
    issuer = data.get("issuer")
    said = {
        "number": data.get("number"),
        **{name: data.get(name) for name in ("title", "type", "date")},
        "issuer": {"@type": "schema:Organization", "name": issuer} if issuer else None,
    }
    found: dict[str, Any] = {
        "@id": resource_name(key),
        "@type": ["eli:LegalResource", "schema:Legislation"],
        **{name: value for name, value in said.items() if value},
        "held": bool(data.get("held")),
    }
    links: dict[str, set[str]] = {}
    for _, target, relation in graph.out_edges(key, keys=True):
        term = ELI_TERMS[Relation(relation)]
        for name in (f"eli:{term}", f"cancu:{relation}"):
            links.setdefault(name, set()).add(resource_name(target))
    return found | {name: [{"@id": iri} for iri in sorted(links[name])] for name in sorted(links)}


def _plain(graph: "Graph") -> "Graph":
    """The same graph with what XML can hold: plain values, edges with ids of their own."""
    plain: Graph = nx.MultiDiGraph()
    for key, data in graph.nodes(data=True):
        plain.add_node(_clean(key), **_plain_values({**data, "document": data.get("id")}))
        plain.nodes[_clean(key)].pop("id", None)
    for place, (source, target, data) in enumerate(graph.edges(data=True), 1):
        name = f"e{place}"
        plain.add_edge(_clean(source), _clean(target), key=name, id=name, **_plain_values(data))
    return plain


def _plain_values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in data.items() if value is not None}


def _plain_value(value: object) -> Any:  # noqa: ANN401 - bool, int, float or str, as XML takes
    if isinstance(value, bool | int | float):
        return value
    return _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
