"""The store's SQL answers against networkx on the whole graph, on random libraries."""

from functools import partial
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import graph as graphs
from kg.chains import chain
from kg.citing import Tally
from kg.registry import Registry
from kg.shared_bases import compared
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


RELATIONS = st.sampled_from([(), ("amends",), ("legal_basis",), ("amends", "legal_basis")])


def narrowed(whole: nx.MultiDiGraph, relations: tuple[str, ...]) -> nx.MultiDiGraph:
    """The same documents, with the edges in these relations alone (all of them for none)."""
    left = nx.MultiDiGraph()
    left.add_nodes_from(whole.nodes)
    left.add_edges_from(
        (a, b, k) for a, b, k in whole.edges(keys=True) if not relations or k in relations
    )
    return left


@FEW
@given(LIBRARIES, st.integers(0, 8), st.integers(0, 8), st.booleans(), RELATIONS)
def test_a_path_is_as_short_as_any(store, cites, start, end, directed, relations):
    whole = narrowed(fill(store, cites), relations)
    ask = partial(graphs.shortest_path, store, directed=directed, relations=relations)
    path = ask(key(start), key(end))
    assert path == ask(key(start), key(end))
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
@given(
    LIBRARIES, st.sampled_from(["cited", "citing"]), st.integers(1, 4), st.integers(1, 9), RELATIONS
)
def test_chains_agree_with_networkx(store, cites, direction, depth, limit, relations):
    whole = narrowed(fill(store, cites), relations)
    searched = whole if direction == "cited" else whole.reverse()
    near = nx.single_source_shortest_path_length(searched, key(0), cutoff=depth)
    found = chain(store, key(0), depth=depth, direction=direction, limit=limit, relations=relations)
    assert len(found.links) == min(limit, len(near) - 1)
    assert found.complete == (len(near) - 1 <= limit)
    assert [link.depth for link in found.links] == sorted(near.values())[1 : limit + 1]
    for link in found.links:
        assert link.depth == near[link.key] == len(link.way) - 1
        assert (link.way[0], link.way[-1]) == (key(0), link.key)
        assert all(searched.has_edge(a, b) for a, b in pairwise(link.way))
        ends = link.way[-2:] if direction == "cited" else link.way[:-3:-1]
        assert {e.relation.value for e in link.edges} == set(whole[ends[0]][ends[1]])


@FEW
@given(LIBRARIES)
def test_citations_agree_with_networkx(store, cites):
    whole = fill(store, cites)
    for node in whole.nodes:
        citing = {(c.citing.key, c.relation.value): len(c.mentions) for c in store.citing(node)}
        assert citing == {(a, k): c for a, _, k, c in whole.in_edges(node, keys=True, data="count")}
        assert store.tally(node) == Tally(len(set(whole.predecessors(node))), len(citing))
    wanted = {w.record.key: w.cited_by for w in store.most_wanted(99)}
    stubs = {n for n in whole.nodes if n not in map(key, range(len(cites)))}
    assert wanted == {n: len(set(whole.predecessors(n))) for n in stubs}


@settings(max_examples=8, deadline=None)
@given(LIBRARIES, st.integers(1, 4))
def test_pages_put_together_are_the_whole_list(store, cites, size):
    whole = fill(store, cites)
    for node in whole.nodes:
        listed = store.citing(node)
        pages = [
            citation
            for offset in range(0, len(listed) + size, size)
            for citation in store.citing(node, limit=size, offset=offset)
        ]
        assert pages == listed


@FEW
@given(LIBRARIES.filter(lambda cites: len(cites) > 1))
def test_documents_side_by_side_share_what_each_cites(store, cites):
    whole = fill(store, cites)
    records = [store.document(key(place)) for place in range(min(3, len(cites)))]
    cited = {record.id: set(whole.successors(record.key)) for record in records}
    found = compared(store, records)
    assert {base.key for base in found.shared} == set.intersection(*cited.values())
    for name, keys in cited.items():
        others = set().union(*(said for other, said in cited.items() if other != name))
        assert {base.key for base in found.only[name]} == keys - others
    listed = [*found.shared, *found.some, *(b for bases in found.only.values() for b in bases)]
    assert sorted(base.key for base in listed) == sorted(set().union(*cited.values()))
    for base in listed:
        assert set(base.by) == {name for name, keys in cited.items() if base.key in keys}


def test_one_document_cannot_be_compared_with_itself(store):
    fill(store, [[]])
    [record] = store.documents()
    with pytest.raises(ValueError, match="fewer than two"):
        compared(store, [record, record])


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
