"""The store's SQL answers against networkx on the whole graph, on random libraries."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import graph as graphs
from kg.registry import Registry
from kg.store import Store
from kg.terms import Relation
from tests.kg.readings import SIGNED, link_by_number, make

FACTS = Registry([], catalogue=False)
PAIR = st.tuples(st.integers(0, 8), st.sampled_from([Relation.LEGAL_BASIS, Relation.AMENDS]))
LIBRARIES = st.lists(st.lists(PAIR, max_size=5), min_size=1, max_size=6)
FEW = settings(max_examples=30, deadline=None)


def key(place: int) -> str:
    return f"{place + 1}/NQ-CP@{SIGNED}"


def reading_of(place: int, cites: list[tuple[int, Relation]]):
    said = [(key(target), relation) for target, relation in cites]
    return make(f"{place + 1}/NQ-CP", said)


def brute(cites: list[list[tuple[int, Relation]]]) -> nx.MultiDiGraph:
    """The whole graph, straight from the lists: no store, no SQL."""
    whole = nx.MultiDiGraph()
    whole.add_nodes_from(key(place) for place in range(len(cites)))
    for place, targets in enumerate(cites):
        for target, relation in targets:
            if target == place:
                continue
            source, end, name = key(place), key(target), relation.value
            before = whole.get_edge_data(source, end, name, {"count": 0})["count"]
            whole.add_edge(source, end, key=name, count=before + 1)
    return whole


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("g"), FACTS, linker=link_by_number) as opened:
        yield opened


def fill(store: Store, cites: list[list[tuple[int, Relation]]]) -> nx.MultiDiGraph:
    for record in store.documents():
        store.remove(record.id)
    assert store.count() == {"held": 0, "stubs": 0}
    for place, targets in enumerate(cites):
        store.put(reading_of(place, targets))
    return brute(cites)


def edges(graph: nx.MultiDiGraph) -> dict[tuple[str, str, str], int]:
    return {(a, b, k): count for a, b, k, count in graph.edges(keys=True, data="count")}


@FEW
@given(LIBRARIES)
def test_an_overview_without_limit_is_the_whole_graph(store, cites):
    whole = fill(store, cites)
    view = graphs.overview(store, 500)
    assert set(view.nodes) == set(whole.nodes)
    assert edges(view) == edges(whole)
    assert {n for n, held in view.nodes(data="held") if held} == {
        key(place) for place in range(len(cites))
    }


@FEW
@given(LIBRARIES, st.integers(0, 3))
def test_a_neighbourhood_is_what_lies_within_the_depth(store, cites, depth):
    whole = fill(store, cites)
    view = graphs.neighbourhood(store, key(0), depth, 500)
    near = nx.single_source_shortest_path_length(whole.to_undirected(), key(0), cutoff=depth)
    assert set(view.nodes) == set(near)
    assert edges(view) == edges(whole.subgraph(near))


@FEW
@given(LIBRARIES, st.integers(1, 6))
def test_a_limit_keeps_the_nearest(store, cites, limit):
    whole = fill(store, cites)
    view = graphs.neighbourhood(store, key(0), 9, limit)
    distance = nx.single_source_shortest_path_length(whole.to_undirected(), key(0))
    assert len(view) == min(limit, len(distance))
    left_out = set(distance) - set(view.nodes)
    assert max(distance[n] for n in view.nodes) <= min((distance[n] for n in left_out), default=9)


@FEW
@given(LIBRARIES, st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_a_path_is_as_short_as_any(store, cites, start, end, directed):
    whole = fill(store, cites)
    path = graphs.shortest_path(store, key(start), key(end), directed=directed)
    searched = whole if directed else whole.to_undirected()
    if not (searched.has_node(key(start)) and searched.has_node(key(end))) or not nx.has_path(
        searched, key(start), key(end)
    ):
        assert path == []
        return
    assert (path[0], path[-1]) == (key(start), key(end))
    assert len(path) - 1 == nx.shortest_path_length(searched, key(start), key(end))
    assert all(searched.has_edge(a, b) for a, b in pairwise(path))


@FEW
@given(LIBRARIES, st.sampled_from(["cited", "citing"]), st.integers(1, 4))
def test_chains_and_citations_agree_with_networkx(store, cites, direction, depth):
    whole = fill(store, cites)
    searched = whole if direction == "cited" else whole.reverse()
    near = nx.single_source_shortest_path_length(searched, key(0), cutoff=depth)
    found = store.chain(key(0), depth=depth, direction=direction)
    assert {link.key: link.depth for link in found} == {n: d for n, d in near.items() if d}
    for node in whole.nodes:
        citing = {(c.citing.key, c.relation.value): len(c.mentions) for c in store.citing(node)}
        assert citing == {(a, k): c for a, _, k, c in whole.in_edges(node, keys=True, data="count")}
    wanted = {w.record.key: w.cited_by for w in store.most_wanted(99)}
    stubs = {n for n in whole.nodes if n not in map(key, range(len(cites)))}
    assert wanted == {n: len(set(whole.predecessors(n))) for n in stubs}


def test_edges_carry_their_first_quotes(store):
    fill(store, [[(1, Relation.AMENDS)] * 7])
    view = graphs.neighbourhood(store, key(0))
    data = view.edges[key(0), key(1), "amends"]
    assert data["count"] == 7
    assert [quote["line"] for quote in data["quotes"]] == [3, 4, 5, 6, 7]
    assert data["quotes"][0]["quote"] == "Căn cứ văn bản số 2/NQ-CP;"
    assert data["quotes"][0]["document"] == store.documents()[0].id


def test_an_unknown_document_has_an_empty_neighbourhood(store):
    assert len(graphs.neighbourhood(store, "nothing")) == 0
    assert graphs.shortest_path(store, "nothing", "nothing") == []
