import csv
import datetime as dt
import io
import itertools
import json

import networkx as nx
import pytest

from kg.errors import AmbiguousError, NotFoundError, UsageError
from kg.terms import Severity
from tests.ui.drafts import DECREE, LOCAL, four_plans, library_of, text, write
from ui.library import Library

ON = dt.date(2025, 7, 1)
MENTION_KEYS = {"line", "char_start", "char_end", "quote"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Plans of four communes; the last cites nothing, so no chain reaches it."""
    made = tmp_path_factory.mktemp("law")
    library_of(made / "library", four_plans(made / "files"))
    return made


@pytest.fixture
def library(folder):
    return Library.at(folder / "library")


@pytest.fixture
def alone(tmp_path):
    """A library of one plan, to write into."""
    return library_of(tmp_path / "library", [write(tmp_path, "a.txt", text(bases=(DECREE, LOCAL)))])


# --- who cites whom -------------------------------------------------------------------------------
def test_what_a_document_cites_is_listed_in_its_order_with_its_lines(library, folder):
    rows = library.cites("12/KH-UBND Tân Phú")
    assert [row["canonical"] for row in rows] == ["61/2018/NĐ-CP", "45/QĐ-UBND"]
    source = (folder / "files" / "a.txt").read_text(encoding="utf-8")
    for row in rows:
        assert set(row) == {"target", "canonical", "title", "relation", "mentions"}
        assert row["relation"] == "legal_basis"
        for mention in row["mentions"]:
            assert set(mention) == MENTION_KEYS | {"role"}
            said = source[mention["char_start"] : mention["char_end"]]
            assert row["canonical"] in said
            assert mention["quote"] == source.split("\n")[mention["line"] - 1]


def test_who_cites_a_document_is_told_the_other_way_round(library):
    rows = library.cited_by("61/2018/NĐ-CP")
    assert {row["place"] for row in rows} == {"xã Tân Phú", "xã Hòa Bình"}
    keys = ("document", "number", "title", "type", "date", "issuer", "place", "level", "relation",
            "mentions")  # fmt: skip
    assert {frozenset(row) for row in rows} == {frozenset(keys)}
    assert {mention["line"] for row in rows for mention in row["mentions"]} == {6}


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"level": "xã"}, {"xã Tân Phú", "xã Hòa Bình"}),
        ({"level": "tỉnh"}, set()),
        ({"place": "hoa binh"}, {"xã Hòa Bình"}),
        ({"relation": "legal_basis"}, {"xã Tân Phú", "xã Hòa Bình"}),
        ({"relation": "replaces"}, set()),
        ({"level": "xã", "place": "Tân Phú", "relation": "legal_basis"}, {"xã Tân Phú"}),
    ],
)
def test_citing_documents_are_those_that_fit_every_filter(library, filters, places):
    assert {row["place"] for row in library.cited_by("61/2018/NĐ-CP", **filters)} == places


def test_a_document_that_only_others_cite_has_no_list_of_its_own(library):
    with pytest.raises(NotFoundError) as refused:
        library.cites("61/2018/NĐ-CP")
    assert "61/2018/NĐ-CP" in refused.value.message


# --- status ---------------------------------------------------------------------------------------
def test_a_status_has_every_key(library):
    assert set(library.status("61/2018/NĐ-CP", on=ON)) >= {
        "canonical", "title", "state", "amended", "effective_from", "effective_until", "proof",
        "replaced_by", "amended_by", "successors", "choices", "as_of", "registry_as_of",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["61/2018/NĐ-CP", "nghi dinh 61/2018", "NĐ 61/2018/NĐ-CP", "61/2018/NĐ-CP@2018-04-23"]
)
def test_a_document_is_named_in_many_ways(library, name):
    assert library.status(name, on=ON)["canonical"] == "61/2018/NĐ-CP"


def test_the_state_of_a_local_plan_nobody_registered_is_unknown(library):
    shown = library.status("7/KH-UBND", on=ON)
    assert (shown["state"], shown["canonical"], shown["proof"]) == ("unknown", "7/KH-UBND", [])


def test_a_begun_number_that_several_bear_is_refused_with_choices(tmp_path):
    with pytest.raises(AmbiguousError) as doubt:
        Library.at(tmp_path / "none").status("76/NQ-CP", on=ON)
    assert {choice.split("@")[1][:4] for choice in doubt.value.choices} == {"2013", "2021"}


def test_a_bare_name_means_the_last_law_of_it_though_the_days_of_none_are_recorded(library):
    """Luật Cư trú: 81/2006/QH11, replaced by 68/2020/QH14 on 01/7/2021."""
    answer = library.ask("Luật Cư trú còn hiệu lực không?", on=ON)
    assert answer["rows"][0]["canonical"] == "68/2020/QH14"
    assert answer["rows"][0]["same_name_before"] == "81/2006/QH11"


@pytest.mark.parametrize("law", ["Luật Đất đai", "Luật Nhà ở"])
def test_a_first_day_that_another_law_sets_is_not_told_as_the_laws_own_word(library, law):
    """43/2024/QH15, Điều 1 và Điều 2: both in force from 01/8/2024 instead of 01/01/2025."""
    answer = library.ask(f"{law} có hiệu lực từ ngày nào?", on=dt.date(2026, 11, 21))
    assert answer["rows"][0]["begun_by"] == "43/2024/QH15"
    assert "tự ghi" not in answer["answer"]
    assert "có hiệu lực từ ngày 01/8/2024 theo 43/2024/QH15" in answer["answer"]
    assert "được sửa đổi, bổ sung bởi 43/2024/QH15, 47/2024/QH15" in answer["answer"]
    assert answer["evidence"][0]["quote"].startswith("khoản 2 Điều 1: 2. Sửa đổi") or (
        answer["evidence"][0]["quote"].startswith("Điều 2: Sửa đổi")
    )


# --- check ----------------------------------------------------------------------------------------
def test_a_check_has_every_key_and_its_rows_worst_first(library):
    report = library.check("12/KH-UBND Tân Phú", None, on=ON)
    assert set(report) >= {
        "document", "document_date", "as_of", "registry_as_of", "summary", "rows", "offices",
        "places",
    }  # fmt: skip
    for row in report["rows"]:
        assert set(row) >= {
            "canonical", "title", "date", "issuer", "relation", "role", "state",
            "state_on_document_day", "effective_until", "severity", "proof", "replaced_by",
            "suggestion", "mentions", "choices", "problems",
        }  # fmt: skip
        assert all(set(mention) == MENTION_KEYS for mention in row["mentions"])
    order = [list(Severity).index(Severity(row["severity"])) for row in report["rows"]]
    assert order == sorted(order)
    counted = {name: count for name, count in report["summary"].items() if count}
    said = [row["severity"] for row in report["rows"]]
    assert counted == {name: said.count(name) for name in said}
    assert json.loads(json.dumps(report)) == report


def test_a_draft_is_checked_as_the_stored_document_is(library, folder):
    held = library.check("12/KH-UBND Tân Phú", None, on=ON)
    draft = library.check(None, folder / "files" / "a.txt", on=ON)
    assert draft["document_number"] == "12/KH-UBND"
    assert draft == held  # the id too: a function of the file's bytes, not of its name


# --- path and graph -------------------------------------------------------------------------------
def test_a_path_is_a_chain_of_citations_either_way(library):
    found = library.path("12/KH-UBND Tân Phú", "12/KH-UBND Hòa Bình")
    assert found["documents"] == [
        library.find("12/KH-UBND Tân Phú").key,
        library.find("12/KH-UBND Hòa Bình").key,
    ]
    assert {edge["relation"] for edge in found["edges"]} == {"legal_basis"}


def test_every_step_of_a_path_is_a_citation_that_one_of_the_two_makes(library):
    found = library.path("12/KH-UBND Hòa Bình", "7/KH-UBND")
    assert len(found["documents"]) == 4
    joined = {frozenset((edge["source"], edge["target"])) for edge in found["edges"]}
    assert joined == {frozenset(pair) for pair in itertools.pairwise(found["documents"])}
    for edge in found["edges"]:
        cites = {row["target"] for row in library.cites(edge["source"])}
        assert edge["target"] in cites


def test_documents_that_nothing_joins_have_no_path(library):
    assert library.path("9/KH-UBND", "7/KH-UBND") == {"documents": [], "edges": []}


def test_a_document_is_joined_to_itself_without_a_step(library):
    key = library.find("9/KH-UBND").key
    assert library.path("9/KH-UBND", "9/KH-UBND") == {"documents": [key], "edges": []}


def graph(library, form, name="12/KH-UBND Tân Phú", depth=1, limit=100):
    return library.graph_text(name, depth=depth, limit=limit, form=form)


def test_every_format_holds_the_same_documents_and_citations(library):
    drawn = json.loads(graph(library, "json"))
    keys = {node["data"]["id"] for node in drawn["nodes"]}
    pairs = {(edge["data"]["source"], edge["data"]["target"]) for edge in drawn["edges"]}
    assert library.find("61/2018/NĐ-CP").key in keys
    assert pairs
    graphml = nx.parse_graphml(graph(library, "graphml"), force_multigraph=True)
    assert (set(graphml.nodes), set(graphml.edges())) == (keys, pairs)
    gexf = nx.read_gexf(io.BytesIO(graph(library, "gexf").encode()))
    assert (set(gexf.nodes), set(gexf.edges())) == (keys, pairs)
    linked = json.loads(graph(library, "jsonld"))["@graph"]
    assert len(linked) == len(keys)
    page = graph(library, "html")
    assert page.lstrip().lower().startswith("<!doctype html")
    assert all(node["data"]["label"] in page for node in drawn["nodes"])


def test_a_graph_never_holds_more_documents_than_asked_for(library):
    for limit in (1, 2, 4):
        drawn = json.loads(graph(library, "json", name=None, limit=limit))
        assert len(drawn["nodes"]) == limit


def test_a_deeper_graph_holds_all_of_a_shallower_one(library):
    found = [
        {node["data"]["id"] for node in json.loads(graph(library, "json", depth=depth))["nodes"]}
        for depth in (1, 2, 3)
    ]
    assert found[0] < found[1]
    assert found[1] <= found[2]


def test_a_format_that_does_not_exist_is_refused_with_those_that_do(library):
    with pytest.raises(UsageError) as refused:
        graph(library, "png")
    assert refused.value.hint == "Các dạng: json, graphml, gexf, jsonld, html."


# --- facts of one's own ---------------------------------------------------------------------------
ROW = {
    "number": "45/QĐ-UBND",
    "signed": "2022-01-10",
    "issuer": "UBND tỉnh",
    "title": "Quyết định về sổ sách",
    "effective": "2022-01-20",
    "expired": "2024-06-01",
    "replaced_by": "46/QĐ-UBND",
    "source": "Công báo",
}


def state_of(library, number, on):
    report = library.check("12/KH-UBND", None, on=on)
    row = next(row for row in report["rows"] if row["canonical"] == number)
    return row["state"], row["severity"]


def test_a_fact_that_was_added_changes_the_check_on_its_day(alone):
    before, after = dt.date(2024, 5, 31), dt.date(2024, 6, 1)
    assert state_of(alone, "45/QĐ-UBND", after) == ("unknown", "unknown")
    report = alone.registry_add([ROW])
    assert (report.added, report.failures) == (1, ())
    assert state_of(alone, "45/QĐ-UBND", before) == ("in_force", "ok")
    assert state_of(alone, "45/QĐ-UBND", after) == ("expired", "error")
    shown = alone.status("45/QĐ-UBND", on=after)
    assert [later["canonical"] for later in shown["replaced_by"]] == ["46/QĐ-UBND"]
    assert alone.registry_show(None)["added"] == 1


def test_a_fact_given_twice_is_one_fact(alone):
    alone.registry_add([ROW])
    alone.registry_add([ROW | {"expired": "2024-07-01"}])
    assert alone.registry_show(None)["added"] == 1
    assert state_of(alone, "45/QĐ-UBND", dt.date(2024, 6, 30)) == ("in_force", "ok")


def test_facts_stay_in_the_library_where_they_were_added(alone, library):
    alone.registry_add([ROW])
    assert library.registry_show(None)["added"] == 0


BAD = [
    ROW | {"number": ""},
    ROW | {"number": "không phải số"},
    ROW | {"signed": "2022-02-30"},
    ROW | {"source": ""},
]


def test_bad_rows_are_refused_with_their_line_and_the_good_one_goes_in(alone):
    report = alone.registry_add([*BAD[:2], ROW, *BAD[2:]])
    assert report.added == 1
    lines = [problem.place for problem in report.failures]
    assert lines == [f"line {line}" for line in (2, 3, 5, 6)]
    assert {problem.code.value for problem in report.failures} == {"row_refused"}
    assert {"added", "updated", "unchanged", "refused", "warnings"} <= set(report.view())


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facts.csv", as_csv([ROW])),
        ("facts.csv", "\ufeff" + as_csv([ROW])),
        ("facts.csv", as_csv([ROW | {"title": 'Về "sổ",\nsách'}])),
        ("FACTS.CSV", as_csv([ROW])),
        ("facts.jsonl", json.dumps(ROW) + "\n\n"),
        ("facts.jsonl", json.dumps(ROW | {"replaced_by": ["46/QĐ-UBND"], "note": 5, "by": None})),
        ("facts.jsonl", json.dumps(ROW | {"title": "a\u2028b"}, ensure_ascii=False)),
    ],
    ids=["csv", "bom", "break", "capitals", "jsonl", "values", "separator"],
)
def test_a_table_is_taken_as_it_stands(alone, tmp_path, name, content):
    report = alone.registry_import(write(tmp_path, name, content))
    assert (report.added, report.failures) == (1, ())
    assert state_of(alone, "45/QĐ-UBND", ON) == ("expired", "error")


def test_a_fact_that_ends_before_it_begins_is_refused(alone):
    assert alone.registry_add([ROW | {"expired": "2021-01-01"}]).added == 0


def test_a_refused_row_of_a_table_is_told_with_its_own_line(alone, tmp_path):
    bad = ROW | {"number": "không phải số"}
    lines = "\n".join(["", json.dumps(ROW), "", json.dumps(bad)])
    report = alone.registry_import(write(tmp_path, "facts.jsonl", lines))
    assert [problem.place for problem in report.failures] == ["facts.jsonl:4"]
    report = alone.registry_import(
        write(tmp_path, "facts.csv", as_csv([ROW | {"title": "hai\ndòng"}, bad]))
    )
    assert [problem.place for problem in report.failures] == ["facts.csv:4"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("facts.csv", b'number,signed\n"12/KH-UBND,2025-01-01\n'),
        ("facts.jsonl", b"khong phai JSON"),
        ("facts.jsonl", b"[1, 2]"),
        ("facts.csv", b"\xff\xfe\x00"),
        ("facts.xlsx", b"PK\x03\x04\xff"),
    ],
)
def test_what_is_no_table_is_refused_whole(alone, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError):
        alone.registry_import(path)
    assert alone.registry_show(None)["added"] == 0


def test_the_registry_shows_a_document_or_its_sum(library):
    shown = library.registry_show("nghị định 61/2018")
    assert [row["number"] for row in shown["rows"]] == ["61/2018/NĐ-CP"]
    with pytest.raises(NotFoundError, match="chưa có văn bản “không có số”"):
        library.registry_show("không có số")
    total = library.registry_show(None)
    assert total["entries"] > 0
    assert total["as_of"] == library.status("61/2018/NĐ-CP", on=ON)["registry_as_of"]


def test_a_day_that_cannot_be_is_told_in_the_check(library, tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 32 tháng 13 năm 2205 của Chính phủ;\n",
        encoding="utf-8",
    )
    told = library.check(None, file, on=ON)["problems"]
    assert [(item["code"], item["place"]) for item in told] == [("date_impossible", "line 1")]
