"""The room of the graph and the page on its own: every code has its line, mark and words."""

import html
import json
import re

import pytest

from kg.terms import PlaceLevel, Relation, ValidityState
from tests.ui.drafts import library_of, text, write
from ui import drawing, graph_lineage, graph_page, labels
from ui import graph_wording as words
from ui.graph_view import GraphView

EVIL = "</script><script>alert(1)</script> \"a\" 'b' <!-- &"


def test_every_relation_state_and_level_is_drawn_in_its_own_way():
    assert set(words.LINES) == set(Relation)
    lines = [(line.token, line.dash, line.arrow, line.hollow) for line in words.LINES.values()]
    assert len(set(lines)) == len(Relation)
    without_colour = {(line.dash, line.arrow, line.hollow) for line in words.LINES.values()}
    assert len(without_colour) == len(Relation)  # colour never tells alone
    assert sorted(r for _, group in words.GROUPS for r in group) == sorted(Relation)
    assert set(words.MARKS) == set(ValidityState)
    assert len({mark.shape for mark in words.MARKS.values()}) == len(ValidityState)
    assert set(words.LEVELS) == {level.value for level in PlaceLevel} - {"phường"} | {""}


def test_tokens_are_those_of_the_style_sheet():
    sheet = graph_page._static("css", "base.css")
    for item in (*words.LINES.values(), *words.MARKS.values()):
        assert sheet.count(f"--cc-{item.token}:") == 2, item.token  # light and dark


def test_the_room_tells_the_browser_what_it_needs():
    room = drawing.room()
    told = json.loads(html.unescape(re.search(r'data-config="([^"]*)"', room)[1]))
    assert told == json.loads(json.dumps(drawing.config()))
    for relation in Relation:
        assert f'data-relation="{relation.value}"' in room
        assert labels.RELATIONS[relation] in room
    for state in ValidityState:
        assert f'data-shape="{state.value}"' in room
    ids = re.findall(r'\sid="([^"]+)"', room)
    assert len(ids) == len(set(ids))
    for owner in re.findall(r'\sfor="([^"]+)"', room):
        assert owner in ids


def test_words_that_the_scripts_ask_for_are_all_there():
    scripts = [graph_page._static("js", f"graph-{name}.js") for name in graph_page._SCRIPTS]
    scripts.append(graph_page._static("js", "graph.js"))
    asked = set(re.findall(r"\bwords\.([a-z_]+)", "".join(scripts)))
    assert asked == set(words.SAID_BY_THE_DRAWING)


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """A library with markup in a title."""
    made = tmp_path_factory.mktemp("evil")
    file = write(made, "evil.txt", text("Cẩm Vân", title=EVIL))
    return library_of(made / "library", [file])


def test_the_page_holds_data_and_scripts_and_nothing_from_outside(plans):
    page = plans.graph_text("36/QĐ-UBND", depth=1, limit=60, form="html")
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    data = re.search(r'id="cc-graph-data">(.*?)</script>', page, re.DOTALL)[1]
    known = GraphView(plans).around("36/QĐ-UBND", limit=60)
    assert json.loads(data) == known
    without_scripts = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert without_scripts.count("<li>") == len(known["edges"]) > 10
    assert "<title>Đồ thị viện dẫn: 36/QĐ-UBND</title>" in page


def test_markup_in_a_title_stays_text(evil):
    page = evil.graph_text(None, depth=1, limit=60, form="html")
    assert "<script>alert" not in page
    data = re.search(r'id="cc-graph-data">(.*?)</script>', page, re.DOTALL)[1]
    titles = [node["data"]["title"] or "" for node in json.loads(data)["nodes"]]
    assert any("alert(1)" in title for title in titles)


def test_markup_in_a_lineage_stays_text():
    moment = {
        "date": "2020-01-01", "event": "replaced", "other": EVIL, "key": EVIL, "clause": EVIL,
        "provisions": EVIL, "presumed": EVIL,
    }  # fmt: skip
    lineage = {"moments": [moment, moment | {"date": None}], "heirs": [], "as_of": "2020-01-01",
               "predecessors": [EVIL]}  # fmt: skip
    for known in ((), (EVIL,)):
        line = graph_lineage.line_of_days(lineage, known, EVIL)
        assert "<script" not in line
        assert words.UNDATED in line
    status = {"effective_from": None, "effective_until": None, "state": "expired",
              "proof": [{"document": EVIL, "clause": EVIL, "quote": EVIL}], "as_of": "2020-01-01",
              "registry_as_of": "2020-01-01"}  # fmt: skip
    assert "<script" not in graph_lineage.proof(status)


def test_a_document_without_events_is_told_so():
    nothing = {"moments": [], "heirs": [], "as_of": "2020-01-01", "predecessors": []}
    assert words.NO_EVENTS in graph_lineage.line_of_days(nothing, (), "1/KH-UBND")
