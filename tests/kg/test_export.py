import io
import json
from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import export
from kg.terms import Relation

NASTY = 'a "b" <c> & \x00\x0b\ufffe ]]> \u2028 đ'
KEY = '36/QĐ-UBND@2025-02-12 "<&>"'


def graph_of(title: str = NASTY) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node(
        KEY, id="36", label="36/QĐ-UBND", number="36/QĐ-UBND", title=title, type="Quyết định",
        issuer="UBND Phường 5", held=True, level="phường", date="2025-02-12",
    )  # fmt: skip
    graph.add_node(
        "76/NQ-CP@?", id="76", label="76/NQ-CP", number="76/NQ-CP", title=None, type=None,
        issuer=None, held=False, level=None, date=None,
    )  # fmt: skip
    for relation in (Relation.LEGAL_BASIS, Relation.SUSPENDS):
        graph.add_edge(
            KEY, "76/NQ-CP@?", key=relation.value, relation=relation.value, count=2,
            quotes=({"document": "36", "line": 3, "quote": title},),
        )  # fmt: skip
    return graph


def clean(text: str) -> str:
    return text.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_back_what_was_written_as_xml(name, read):
    graph = graph_of()
    back = read(io.BytesIO(export.WRITERS[name](graph).encode()))
    assert set(back.nodes) == {KEY, "76/NQ-CP@?"}
    node = back.nodes[KEY]
    assert (node["title"], node["held"], node["document"]) == (clean(NASTY), True, "36")
    assert back.nodes["76/NQ-CP@?"]["held"] is False
    assert "title" not in back.nodes["76/NQ-CP@?"]
    said = Counter(data["relation"] for _, _, data in back.edges(data=True))
    assert said == {"legal_basis": 1, "suspends": 1}
    for _, _, data in back.edges(data=True):
        assert data["count"] == 2
        assert json.loads(data["quotes"])[0]["quote"] == NASTY.replace("\ufffe", "\ufffd")


def test_json_has_the_shape_that_cytoscape_takes():
    found = json.loads(export.as_json(graph_of()))
    assert [n["data"]["id"] for n in found["nodes"]] == [KEY, "76/NQ-CP@?"]
    assert found["nodes"][0]["data"]["title"] == NASTY
    assert found["nodes"][0]["data"]["document"] == "36"
    ids = [e["data"]["id"] for e in found["edges"]]
    assert len(set(ids)) == 2
    assert {(e["data"]["source"], e["data"]["target"]) for e in found["edges"]} == {
        (KEY, "76/NQ-CP@?")
    }
    assert found["edges"][0]["data"]["quotes"][0]["line"] == 3


def test_jsonld_joins_documents_in_eli_terms_and_in_our_own():
    found = json.loads(export.as_jsonld(graph_of()))
    by_number = {node["number"]: node for node in found["@graph"]}
    decision, cited = by_number["36/QĐ-UBND"], by_number["76/NQ-CP"]
    assert decision["eli:based_on"] == decision["cancu:legal_basis"] == [{"@id": cited["@id"]}]
    assert decision["eli:changes"] == decision["cancu:suspends"] == [{"@id": cited["@id"]}]
    assert (decision["date"], decision["type"], decision["held"]) == (
        "2025-02-12", "Quyết định", True,
    )  # fmt: skip
    assert "date" not in cited
    assert found["@context"]["eli"] == "http://data.europa.eu/eli/ontology#"
    used = {name.split(":")[0] for node in found["@graph"] for name in node if ":" in name}
    assert used <= set(found["@context"])


def test_every_relation_has_an_eli_term():
    assert set(export.ELI_TERMS) == set(Relation)


def test_a_document_has_one_name_wherever_it_is_exported():
    """Source: uuid5(NAMESPACE_URL, "cancu:76/NQ-CP@2021-07-15"), worked out by hand with SHA-1."""
    import hashlib
    import uuid

    digest = hashlib.sha1(uuid.NAMESPACE_URL.bytes + b"cancu:76/NQ-CP@2021-07-15").digest()  # noqa: S324
    expected = uuid.UUID(bytes=digest[:16], version=5)
    assert export.resource_name("76/NQ-CP@2021-07-15") == f"urn:uuid:{expected}"


@given(st.text(st.characters(codec="utf-8")))
@settings(max_examples=40, deadline=None)
def test_any_title_can_be_written_and_read_in_every_format(title):
    graph = graph_of(title)
    for name, write in export.WRITERS.items():
        written = write(graph)
        if name in {"json", "jsonld"}:
            json.loads(written)
        else:
            read = nx.read_graphml if name == "graphml" else nx.read_gexf
            assert len(read(io.BytesIO(written.encode()))) == 2


def test_an_empty_graph_can_be_written():
    for write in export.WRITERS.values():
        assert write(nx.MultiDiGraph())
