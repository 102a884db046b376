"""Questions on citations, by functions and by commands, on invented plans read from files."""

import datetime as dt
import json

import pytest
import typer
from typer.testing import CliRunner

from kg.errors import NotFoundError, UsageError
from tests.ui.drafts import DECREE, four_plans, library_of, text, write
from ui import rest
from ui.cli import app
from ui.library import Library

ON = dt.date(2026, 11, 1)
LATE = "12/KH-UBND Cẩm Vân"  # signed on 2026-03-05; 61/2018/NĐ-CP ended on 2025-07-01
TELLING = "Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("graph")
    late = write(
        made / "files",
        "late.txt",
        text("Cẩm Vân", year=2026, title="Cải cách hành chính năm 2026", bases=(DECREE, TELLING)),
    )
    library_of(made / "library", [*four_plans(made / "files"), late])
    return made / "library"


@pytest.fixture
def library(folder):
    return Library.at(folder)


def run(folder, *words: str):
    """Exit code or error, and what was printed."""
    done = CliRunner().invoke(app, ["--library", str(folder), *words])
    if done.exception and not isinstance(done.exception, (SystemExit, typer.Exit)):
        raise done.exception
    return done.output


def canonicals(rows) -> list[str]:
    return [row["canonical"] for row in rows]


# --- cites ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("where", "cited"),
    [
        ({"state": "expired", "on": ON}, ["61/2018/NĐ-CP"]),
        ({"state": "Hết hiệu lực", "on": ON}, ["61/2018/NĐ-CP"]),
        ({"state": "in_force", "on": dt.date(2025, 6, 30)}, ["61/2018/NĐ-CP"]),
        ({"state": "in_force", "on": ON}, []),
        ({"level": "trung ương"}, ["61/2018/NĐ-CP"]),
        ({"level": "tỉnh"}, ["45/QĐ-UBND"]),
        ({"type": "nghi dinh"}, ["61/2018/NĐ-CP"]),
        ({"since": dt.date(2018, 4, 24)}, ["45/QĐ-UBND"]),
        ({"until": dt.date(2018, 4, 23)}, ["61/2018/NĐ-CP"]),
        ({"relation": ["căn cứ", "amends"]}, ["61/2018/NĐ-CP", "45/QĐ-UBND"]),
        ({"role": "history"}, []),
        ({"limit": 1}, ["61/2018/NĐ-CP"]),
    ],
)
def test_what_is_cited_can_be_narrowed(library, where, cited):
    assert canonicals(library.cites("12/KH-UBND Tân Phú", **where)) == cited


def test_states_are_told_only_where_they_are_asked_for(library):
    asked = library.cites("12/KH-UBND Tân Phú", on=ON)
    assert [row["state"] for row in asked] == ["expired", "unknown"]
    assert "state" not in library.cites("12/KH-UBND Tân Phú")[0]


# --- cited by -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("where", "places"),
    [
        ({}, ["xã Cẩm Vân", "xã Tân Phú", "xã Hòa Bình"]),
        ({"since": dt.date(2025, 3, 5)}, ["xã Cẩm Vân", "xã Tân Phú"]),
        ({"until": dt.date(2025, 3, 5)}, ["xã Tân Phú", "xã Hòa Bình"]),
        ({"type": "Kế hoạch", "level": "xa"}, ["xã Cẩm Vân", "xã Tân Phú", "xã Hòa Bình"]),
        ({"type": "Quyết định"}, []),
        ({"limit": 1, "offset": 1}, ["xã Tân Phú"]),
        ({"relation": "thay thế"}, []),
    ],
)
def test_who_cites_can_be_narrowed_and_paged(library, where, places):
    assert [row["place"] for row in library.cited_by("61/2018/NĐ-CP", **where)] == places


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"level": "liên bang"}, "liên bang"),
        ({"relation": ["căn cứ", "xyz"]}, "xyz"),
        ({"role": "vai"}, "vai"),
        ({"type": "Thư tay"}, "Thư tay"),
        ({"since": dt.date(2026, 1, 1), "until": dt.date(2025, 1, 1)}, "01/01/2026"),
        ({"limit": 0}, "limit"),
        ({"offset": -1}, "offset"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence_that_names_it(library, where, said):
    with pytest.raises(UsageError, match=said) as refused:
        library.cited_by("61/2018/NĐ-CP", **where)
    assert refused.value.message.count(".") == 1
    assert "\n" not in refused.value.message


def test_a_wrong_state_is_told_with_those_that_there_are(library):
    with pytest.raises(UsageError, match="dead") as refused:
        library.cites("12/KH-UBND Tân Phú", state="dead")
    assert "expired (Hết hiệu lực)" in refused.value.hint


# --- chains and paths -----------------------------------------------------------------------------
def test_a_chain_tells_the_way_to_each_document_with_its_line(library):
    found = library.chain("12/KH-UBND Hòa Bình", depth=2)
    links = {link["number"]: link for link in found["links"]}
    assert found["complete"]
    assert links["12/KH-UBND"]["depth"] == 1
    plan, start = links["12/KH-UBND"]["key"], found["start"]
    assert links["45/QĐ-UBND"]["way"][0] == start
    assert links["12/KH-UBND"]["way"] == [start, plan]
    [edge] = links["12/KH-UBND"]["edges"]
    assert (edge["source"], edge["relation"]) == (start, "legal_basis")
    assert edge["quotes"][0]["quote"].startswith("Căn cứ Kế hoạch số 12/KH-UBND")


def test_a_chain_against_citations_reaches_who_cites(library):
    found = library.chain("61/2018/NĐ-CP", direction="cited-by", depth=1)
    assert len(found["links"]) == 3
    assert all(link["held"] for link in found["links"])
    assert not library.chain("61/2018/NĐ-CP", direction="cited-by", limit=1)["complete"]


@pytest.mark.parametrize(
    "where", [{"depth": 0}, {"depth": 7}, {"limit": 0}, {"direction": "up"}, {"relation": "x"}]
)
def test_bounds_of_a_chain_are_checked(library, where):
    with pytest.raises(UsageError):
        library.chain("61/2018/NĐ-CP", **where)


def test_a_directed_path_follows_citations_alone(library):
    forward = library.path("12/KH-UBND Hòa Bình", "61/2018/NĐ-CP", directed=True)
    assert len(forward["documents"]) == 2
    assert forward["edges"][0]["quotes"][0]["line"] == 6
    assert library.path("61/2018/NĐ-CP", "12/KH-UBND Hòa Bình", directed=True) == {
        "documents": [],
        "edges": [],
    }
    over = {"relation": "thay thế"}
    assert library.path("12/KH-UBND Hòa Bình", "61/2018/NĐ-CP", **over)["documents"] == []


# --- bases in common ------------------------------------------------------------------------------
def test_bases_in_common_are_told_with_the_lines_of_each(library):
    found = library.common(["12/KH-UBND Tân Phú", LATE], on=ON)
    assert canonicals(found["shared"]) == ["61/2018/NĐ-CP"]
    [base] = found["shared"]
    assert base["state"] == "expired"
    assert [by["document"] for by in base["by"]] == [d["document"] for d in found["documents"]]
    assert [by["mentions"][0]["line"] for by in base["by"]] == [6, 6]
    first, second = (canonicals(item["rows"]) for item in found["only"])
    assert (first, second) == (["45/QĐ-UBND"], ["22/2008/QH12"])


def test_one_document_has_nothing_in_common_with_itself(library):
    with pytest.raises(UsageError, match="hai văn bản"):
        library.common([LATE, LATE])
    with pytest.raises(NotFoundError):
        library.common([LATE, "61/2018/NĐ-CP"])  # not held


# --- after the end --------------------------------------------------------------------------------
def test_who_still_cites_a_dead_document_is_told_what_to_cite(library):
    found = library.still_cites("61/2018/NĐ-CP", on=ON)
    assert (found["ended"], found["state"]) == ("2025-07-01", "expired")
    assert [row["place"] for row in found["resting"]] == ["xã Cẩm Vân"]
    [row] = found["resting"]
    assert row["mentions"][0]["role"] == "basis"
    assert canonicals(row["instead"]) == ["118/2025/NĐ-CP"]
    assert found["totals"]["resting"] == {"documents": 1, "citations": 1}


def test_nobody_cites_it_late_while_it_holds(library):
    found = library.still_cites("61/2018/NĐ-CP", on=dt.date(2025, 6, 30))
    assert (found["ended"], found["state"], found["resting"]) == (None, "in_force", [])


def test_dead_documents_of_a_library_are_listed_most_cited_first(library):
    rows = library.lapsed(on=ON)["rows"]
    assert ("61/2018/NĐ-CP", 1) in [(row["canonical"], row["documents"]) for row in rows]
    numbers = [row["documents"] for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert library.lapsed(on=dt.date(2018, 1, 1))["rows"] == []


def test_where_there_is_no_library_nothing_is_said_of_its_documents(tmp_path):
    with pytest.raises(NotFoundError):
        Library.at(tmp_path / "none").lapsed(on=ON)


# --- commands and functions for programs ----------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cites", LATE, "--state", "expired", "--as-of", "2026-11-01"], "Hết hiệu lực"),
        (["cites", LATE, "--type", "Thông tư"], "Không có viện dẫn nào phù hợp."),
        (["cited-by", "61/2018/NĐ-CP", "--limit", "1"], "3 văn bản, 3 viện dẫn; hiện từ dòng 1"),
        (["cited-by", "61/2018/NĐ-CP", "--from", "2027-01-01"], "Không có viện dẫn nào phù hợp."),
        (["chain", LATE, "--depth", "1"], "61/2018/NĐ-CP"),
        (["chain", "61/2018/NĐ-CP", "--direction", "cited-by", "--limit", "1"], "hiện 1 văn bản"),
        (["path", LATE, "61/2018/NĐ-CP", "--directed"], "Căn cứ Nghị định số 61/2018/NĐ-CP"),
        (["path", LATE, LATE], "cùng một văn bản"),
        (["common", LATE, "12/KH-UBND Tân Phú"], "Cùng viện dẫn:"),
        (["still-cites", "61/2018/NĐ-CP", "--as-of", "2026-11-01"], "118/2025/NĐ-CP"),
        (["still-cites", "61/2018/NĐ-CP", "--as-of", "2025-06-30"], "Còn hiệu lực"),
        (["still-cites", "--all"], "61/2018/NĐ-CP"),
    ],
)
def test_commands_print_vietnamese_tables(folder, words, said):
    assert said in " ".join(run(folder, *words).split())


@pytest.mark.parametrize(
    "words",
    [
        ["cites", LATE],
        ["cited-by", "61/2018/NĐ-CP"],
        ["chain", LATE],
        ["path", LATE, "61/2018/NĐ-CP"],
        ["common", LATE, "12/KH-UBND Tân Phú"],
        ["still-cites", "61/2018/NĐ-CP"],
        ["still-cites", "--all"],
    ],
)
def test_commands_print_one_json_value(folder, words):
    assert json.loads(run(folder, *words, "--json"))


@pytest.mark.parametrize("words", [["still-cites"], ["still-cites", LATE, "--all"]])
def test_either_one_document_or_all_is_asked_for(folder, words):
    with pytest.raises(UsageError):
        run(folder, *words)


def test_programs_get_the_same_answers(library):
    offered = rest.functions(library)
    day = ON.isoformat()
    assert offered["cites"](LATE)["rows"] == library.cites(LATE)
    assert offered["cites"](LATE, state="expired")["rows"] == library.cites(LATE, state="expired")
    assert offered["cited_by"]("61/2018/NĐ-CP", limit=1)["rows"] == library.cited_by(
        "61/2018/NĐ-CP", limit=1
    )
    assert offered["chain"](LATE) == library.chain(LATE)
    assert offered["path"](LATE, "61/2018/NĐ-CP") == library.path(LATE, "61/2018/NĐ-CP")
    pair = (LATE, "12/KH-UBND Tân Phú")
    assert offered["common"](*pair, as_of=day) == library.common(pair, on=ON)
    assert offered["still_cites"]("61/2018/NĐ-CP", day) == library.still_cites(
        "61/2018/NĐ-CP", on=ON, limit=50
    )
    assert offered["still_cites"]("", day)["rows"] == library.lapsed(on=ON, limit=50)["rows"]
    assert offered["chain"](LATE, depth=99)["error"]["code"] == "usage"
