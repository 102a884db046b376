"""What the drawing of the graph is made from, compared with the store read row by row."""

import json
from collections import defaultdict

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from kg.errors import NotFoundError
from kg.narrowing import level_of_record
from kg.terms import PlaceLevel
from ui import graph_routes
from ui.graph_view import MOST_MORE, MOST_SHOWN, GraphView
from ui.library import Library


def all_edges(library: Library) -> set[tuple[str, str, str]]:
    """Every citation, from the mentions of each held document."""
    found = set()
    for record in library.documents():
        for mention in library.store.mentions(record.id):
            kind = mention.mention_type.value
            if mention.target and kind not in ("self", "anaphora") and mention.target != record.key:
                found.add((record.key, mention.target, mention.relation.value))
    return found


@pytest.fixture(scope="module")
def edges(plans_folder):
    return all_edges(Library.at(plans_folder))


@pytest.fixture(scope="module")
def around(edges):
    """Keys one citation away from each document, either way."""
    found = defaultdict(set)
    for source, target, _ in edges:
        found[source].add(target)
        found[target].add(source)
    return found


@pytest.fixture
def view(plans: Library):
    return GraphView(plans)


@pytest.fixture
def client(plans: Library):
    app = FastAPI()
    app.api_route(graph_routes.PATH, methods=list(graph_routes.METHODS))(graph_routes.serve(plans))
    return TestClient(app)


@pytest.fixture
def asked(client):
    return lambda what, **said: client.post(f"/cancu-graph/{what}", json=said)


def middle(plans: Library):
    return next(r for r in plans.documents() if (r.header.number or "").startswith("36/"))


def triples(found):
    return {
        (e["data"]["source"], e["data"]["target"], e["data"]["relation"]) for e in found["edges"]
    }


def keys(found):
    return [node["data"]["id"] for node in found["nodes"]]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_neighbourhood_has_all_that_is_so_many_citations_away(plans, view, edges, around, depth):
    centre = middle(plans).key
    reached = {centre}
    for _ in range(depth):
        reached |= {far for near in reached for far in around[near]}
    found = view.around(centre, depth=depth, limit=MOST_SHOWN)
    assert set(keys(found)) == reached
    assert found["centre"] == keys(found)[0] == centre
    assert not found["bounded"]
    assert triples(found) == {e for e in edges if e[0] in reached and e[1] in reached}


def test_the_whole_library_is_bounded_and_its_busiest_come_first(view, around):
    found = view.around(None, limit=20)
    assert found["bounded"]
    counts = [len(around[key]) for key in keys(found)]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 20


def test_counts_of_citations_are_those_of_the_whole_library(view, edges, around):
    for node in view.around(None, limit=200)["nodes"]:
        data = node["data"]
        citing = {source for source, target, _ in edges if target == data["id"]}
        cited = {target for source, target, _ in edges if source == data["id"]}
        assert data["citing"] == len(citing)
        assert data["cited"] == len(cited)
        assert data["either"] == len(around[data["id"]])


def test_every_edge_names_lines_that_mention_the_cited_document(plans, view):
    for edge in view.around(None, limit=200)["edges"]:
        data = edge["data"]
        assert data["quotes"]
        for quote in data["quotes"]:
            said = plans.store.mentions(quote["document"])
            assert any(m.line == quote["line"] and m.target == data["target"] for m in said)


def test_levels_are_those_of_the_issuing_bodies(plans, view):
    for node in view.around(None, limit=200)["nodes"]:
        data = node["data"]
        level = level_of_record(plans.store.document(data["id"]))
        wanted = PlaceLevel.COMMUNE if level is PlaceLevel.WARD else level
        assert data["level"] == (wanted.value if wanted else "")
    national = view.around("76/NQ-CP")["nodes"][0]["data"]
    assert national["level"] == "trung ương"


def test_expanding_adds_neighbours_and_every_edge_of_theirs(plans, view, edges, around):
    record = middle(plans)
    shown = {record.key, *sorted(around[record.key])[:3]}
    found = view.more(record.key, sorted(shown))
    new = set(keys(found))
    assert new == around[record.key] - shown
    known = shown | new
    assert triples(found) == {
        e for e in edges if e[0] in known and e[1] in known and (e[0] in new or e[1] in new)
    }


def test_expanding_is_bounded(plans, view, monkeypatch):
    record = middle(plans)
    monkeypatch.setattr("ui.graph_view.MOST_MORE", 4)
    found = view.more(record.key, [record.key])
    assert len(found["nodes"]) == 4
    assert found["left"] == len(view.around(record.key, limit=MOST_SHOWN)["nodes"]) - 1 - 4
    full = [f"{number}/XX@?@?" for number in range(MOST_SHOWN)]
    assert view.more(record.key, full)["nodes"] == []
    assert MOST_MORE > 4


def test_a_path_is_that_of_the_library_with_what_the_drawing_lacks(plans, view):
    first, last = (r for r in plans.documents() if (r.header.number or "")[:3] in ("36/", "15/"))
    known = plans.path(first.id, last.id)
    found = view.joining(first.id, last.id, directed=False, shown=[first.key])
    assert found["path"] == known["documents"]
    assert set(keys(found)) == set(known["documents"]) - {first.key}
    steps = {(e["source"], e["target"], e["relation"]) for e in known["edges"]}
    assert len(found["steps"]) == len(steps) == len(triples(found) & steps)
    assert found["sentence"].startswith(f"Đường ngắn nhất qua {len(known['documents']) - 1} bước")


def test_ends_that_nothing_joins_and_one_document_are_told(plans, view):
    record = middle(plans)
    cited = plans.cites(record.id)[0]["target"]
    assert "Không có đường" in view.joining(cited, record.id, directed=True)["sentence"]
    assert "cùng một" in view.joining(record.id, record.id, directed=False)["sentence"]


def test_states_are_told_anew_when_the_library_changes(plans, view, monkeypatch):
    first = view.around("76/NQ-CP")
    assert view.around("76/NQ-CP") == first
    monkeypatch.setattr("ui.graph_view.history", lambda *_: ())
    assert view.around("76/NQ-CP") == first  # remembered
    view._moment = None
    assert view.around("76/NQ-CP")["nodes"][0]["data"]["states"] == []


def test_states_that_take_long_are_told_later(plans, view):
    whole = GraphView(plans).around(None, limit=60)
    hasty = view.around(None, limit=60, patience=0)
    assert keys(hasty) == keys(whole)
    told = {n["data"]["id"]: n["data"]["states"] for n in hasty["nodes"]}
    missing = [key for key, states in told.items() if states is None]
    assert len(missing) == len(told) - 1  # one is always found
    while missing:
        found = view.states(missing, patience=0)
        told |= found
        assert set(found) <= set(missing)
        missing = [key for key in missing if key not in found]
    assert told == {n["data"]["id"]: n["data"]["states"] for n in whole["nodes"]}


def test_an_overview_without_lines_is_filled_with_what_joins_it(plans, view, monkeypatch, edges):
    targets = sorted({target for _, target, _ in edges} - {source for source, _, _ in edges})
    monkeypatch.setattr(type(plans.store), "busiest", lambda _, limit: targets[:limit])
    found = view.around(None, limit=40)
    assert len(found["nodes"]) == 40
    assert {source for source, _, _ in edges} <= set(keys(found))
    assert len(found["edges"]) >= 20


def test_documents_that_cite_most_of_some_come_first(plans, edges):
    some = sorted({target for _, target, _ in edges})[:30]
    cited = defaultdict(set)
    for source, target, _ in edges:
        if target in some:
            cited[source].add(target)
    order = sorted(cited, key=lambda key: (-len(cited[key]), key))
    assert plans.store.citing_most(some, 100) == order
    assert plans.store.citing_most(some, 2) == order[:2]


def test_addresses_answer_in_json(asked, plans):
    record = middle(plans)
    told = asked("view", doc=record.id, depth=1).json()
    assert told["centre"] == record.key
    assert set(asked("states", keys=[record.key]).json()) == {record.key}
    assert asked("find", q="76/NQ-CP").json()[0]["label"] == "76/NQ-CP"
    assert asked("more", doc=record.key, shown=[record.key]).json()["nodes"]
    proof = asked("proof", doc="61/2018/NĐ-CP", on="2025-07-01").json()
    assert proof["state"] == "expired"
    assert "118/2025/NĐ-CP" in proof["html"]
    line = asked("lineage", doc="61/2018/NĐ-CP", on="2026-01-01").json()["html"]
    assert 'data-day="2018-04-23"' in line
    assert 'data-day="2025-07-01"' in line


def test_the_line_of_days_has_every_moment_of_the_lineage(asked, plans):
    import datetime as dt

    known = plans.lineage("61/2018/NĐ-CP", on=dt.date(2026, 1, 1))
    line = asked("lineage", doc="61/2018/NĐ-CP", on="2026-01-01").json()["html"]
    assert line.count("<li") == len(known["moments"])
    for moment in known["moments"]:
        assert moment["date"] is None or f'data-day="{moment["date"]}"' in line
    for heir in known["heirs"]:
        assert heir["canonical"] in line


@pytest.mark.parametrize(
    ("what", "said", "status", "words"),
    [
        ("view", {"doc": "xyzt"}, 404, "xyzt"),
        ("view", {"doc": "kế hoạch"}, 409, "phù hợp"),
        ("view", {"limit": "nhiều"}, 400, "nhiều"),
        ("view", {"depth": "99"}, 400, "“depth” phải là số từ 1 đến 3, không phải 99."),
        ("view", {"limit": "-4"}, 400, "“limit” phải là số từ 1 đến 500, không phải -4."),
        ("view", {"level": "tỉnh"}, 400, "không có tham số “level”"),
        ("view", {"on": "hôm qua"}, 400, "không có tham số “on”"),
        ("proof", {"doc": "36/QĐ-UBND", "on": "31/02/2025"}, 400, "“31/02/2025” không phải là"),
        ("proof", {"doc": "36/QĐ-UBND", "as_of": "2025-07-01"}, 400, "“as_of”"),
        ("lineage", {"doc": "76/NQ-CP", "on": "hôm qua"}, 400, "“hôm qua” không phải là một ngày"),
        ("more", {}, 400, "Chưa nêu văn bản"),
        ("states", {"keys": "abc"}, 400, "danh sách"),
        ("lineage", {"doc": "x" * 5000, "on": ""}, 404, ""),
        ("path", {"from": "", "to": ""}, 404, ""),
        ("path", {"from": "36/QĐ-UBND", "to": "76/NQ-CP", "shown": "abc"}, 400, "danh sách"),
        ("path", {"from": "36/QĐ-UBND", "to": "76/NQ-CP", "directed": "có"}, 400, "directed"),
        ("path", {"from": "36/QĐ-UBND", "to": "76/NQ-CP", "directed": []}, 400, "directed"),
        ("find", {"q": "'; DROP TABLE documents; --"}, 200, ""),
        ("find", {"q": " "}, 200, ""),
        ("nothing", {}, 404, "không có dữ liệu"),
    ],
)
def test_bad_requests_are_told_in_one_sentence(asked, what, said, status, words):
    got = asked(what, **said)
    assert got.status_code == status
    if status != 200:
        told = got.json()
        assert words in told["error"]
        assert "Traceback" not in json.dumps(told)


def test_an_address_says_the_same_as_a_body(client, plans):
    record = middle(plans)
    whole = client.get("/cancu-graph/view", params={"doc": record.id, "depth": "1"}).json()
    assert whole["centre"] == record.key
    near = [node["data"]["id"] for node in whole["nodes"]]
    more = client.get("/cancu-graph/more", params={"doc": record.key, "shown": near[:3]}).json()
    assert {node["data"]["id"] for node in more["nodes"]} == set(near) - set(near[:3])
    cited = next(key for key in near if key != record.key)
    for directed, joined in (("true", False), ("false", True), ("", True)):
        ends = {"from": cited, "to": record.id, "directed": directed}
        assert bool(client.get("/cancu-graph/path", params=ends).json()["path"]) is joined
    told = client.get("/cancu-graph/proof", params={"doc": record.id, "on": "abc"})
    assert (told.status_code, told.json()["error"]) == (400, "“abc” không phải là một ngày.")


def test_an_empty_library_says_what_to_do(tmp_path):
    app = FastAPI()
    empty = Library.at(tmp_path / "none")
    app.api_route(graph_routes.PATH, methods=["POST"])(graph_routes.serve(empty))
    told = TestClient(app).post("/cancu-graph/view", json={}).json()
    assert told["error"] == "Thư viện chưa có văn bản nào."
    assert "Thêm văn bản" in told["hint"]


def test_a_document_that_is_gone_is_not_found(view):
    with pytest.raises(NotFoundError):
        view.around("99/KH-UBND-khong-co")
