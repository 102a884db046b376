"""Tasks of a real library: workload, coverage, owners, files; commands, addresses, functions."""

import csv
import datetime as dt
import io
import json
import shutil
import sys

import icalendar
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from kg.errors import NotFoundError
from kg.placed_tasks import TaskNarrowing
from tests.ui.drafts import four_plans, library_of, text, write
from ui import cli, rest, task_download
from ui import task_wording as words
from ui.library import Library
from ui.task_query import TaskQuery
from ui.task_views_shown import view

ON = dt.date(2024, 12, 16)
OFFICE = "Công chức Văn phòng - Thống kê"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tasks")
    library_of(made / "library", four_plans(made / "files"))
    return made


@pytest.fixture(scope="module")
def library(folder):
    return Library.at(folder / "library")


@pytest.fixture
def cancu(folder, capsysbinary, monkeypatch):
    """Run one command line on the library of four plans; (stdout, stderr)."""

    def run(*args, expect=0):
        named = ["--library", str(folder / "library")]
        monkeypatch.setattr(sys, "argv", ["cancu", *named, *map(str, args)])
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = (stream.decode("utf-8") for stream in capsysbinary.readouterr())
        assert ended.value.code == expect, err
        assert "Traceback" not in err
        return out, err

    return run


# --- the library ----------------------------------------------------------------------------------
def test_each_document_s_tasks_are_those_of_the_whole_library(library):
    held = sorted(record.id for record in library.documents())
    one_by_one = [pair for name in held for pair in library.placed_tasks([name]).pairs]
    assert library.placed_tasks().pairs == one_by_one
    assert library.placed_tasks(held[:2]).pairs == one_by_one[:4]
    assert library.placed_tasks([held[0], held[0]]).pairs == one_by_one[:2]


def test_the_workload_of_the_library_is_that_of_its_tasks(library):
    answer = library.workload(on=ON)
    assert (answer["as_of"], answer["tasks"], answer["without_date"]) == ("2024-12-16", 8, 4)
    assert answer["months"] == {"2023-12": 1, "2024-12": 1, "2025-12": 2}
    assert answer["quarters"] == {"2023-Q4": 1, "2024-Q4": 1, "2025-Q4": 2}
    assert {row["office"] for row in answer["offices"]} == {OFFICE, "Trạm Y tế"}
    assert sum(row["tasks"] for row in answer["offices"]) == 8
    assert sum(row["passed"] for row in answer["offices"]) == 2
    assert {row["next"] for row in answer["offices"]} == {None, "2025-12-15"}
    assert answer["groups"] == []
    assert library.workload(on=ON) == answer


def test_the_workload_of_an_office_leaves_the_others_out(library):
    answer = library.workload(where=TaskNarrowing(office="tram y te"), on=ON)
    assert [row["office"] for row in answer["offices"]] == ["Trạm Y tế"] * 4
    assert answer["tasks"] == 4


def test_documents_without_tasks_are_counted_and_few_are_searched_for_idle_offices(library):
    answer = library.coverage()
    assert len(answer["documents"]) == 4
    assert answer["open"] == {"deadline": 4, "lead": 4, "office": 0, "field": 2}
    assert all(row["offices_without_task"] is not None for row in answer["documents"])
    narrowed = library.coverage(where=TaskNarrowing(place="Tân Phú"))
    assert [row["place"] for row in narrowed["documents"]] == ["xã Tân Phú"]
    assert narrowed["documents"][0]["offices_without_task"] is None


def test_owners_are_told_with_places_that_do_not_speak_of_the_work(library):
    answer = library.owners("rà soát thủ tục")
    assert [(row["place"], row["office"], row["role"]) for row in answer["rows"]] == [
        ("xã Tân Phú", OFFICE, "lead"), ("xã Xuân Hải", OFFICE, "lead"),
    ]  # fmt: skip
    assert answer["places_without"] == ["xã Hòa Bình", "xã Long Sơn"]
    for row in answer["rows"]:
        source = library.store.source(row["document"])
        assert "rà soát thủ tục" in source.lines[row["line_start"] - 1].text


def test_what_is_remembered_of_a_library_goes_with_its_changes(folder, tmp_path):
    shutil.copytree(folder / "library", tmp_path / "library")
    library = Library.at(tmp_path / "library")
    other = Library.at(tmp_path / "library")
    assert len(library.placed_tasks().tasks) == 8
    assert "Trạm Y tế" in library.office_names()
    other.ingest([write(tmp_path, "e.txt", text("Bình Minh", "3/KH-UBND", task="trồng sen"))])
    assert len(library.placed_tasks().tasks) == 10
    assert library.workload(on=ON)["tasks"] == 10
    other.remove("3/KH-UBND")
    assert len(library.placed_tasks().tasks) == 8
    assert library.owners("trồng sen")["rows"] == []


def test_a_file_that_is_not_stored_is_looked_at_as_a_stored_one(folder, library):
    path = folder / "files" / "a.txt"
    held = next(record for record in library.documents() if record.name == "a.txt")
    stored, read = library.coverage([held.id]), library.coverage(file=path)
    assert read["documents"][0] == stored["documents"][0] | {"document": None}
    assert library.workload(file=path, on=ON) == library.workload([held.id], on=ON)


def test_no_document_of_this_name_has_no_tasks(library):
    with pytest.raises(NotFoundError):
        library.placed_tasks(["không có"])


# --- views ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("list", 8),
        ("matrix", 8),
        ("calendar", 2),
        ("workload", 8),
        ("coverage", 4),
        ("owners", 0),
    ],
)
def test_every_view_has_its_rows_and_no_page_beyond_its_last(library, name, rows):
    seen = view(library, TaskQuery(), name, 99, on=ON)
    assert (seen.rows, seen.number, seen.pages) == (rows, 1, 1)
    assert seen == view(library, TaskQuery(), name, -3, on=ON)


def test_the_owners_are_those_of_the_words_asked_for(library):
    seen = view(library, TaskQuery(text="rà soát", place="Tân Phú"), "owners", 1, on=ON)
    assert seen.rows == 1
    assert "xã Tân Phú" in seen.page


# --- commands -------------------------------------------------------------------------------------
def test_the_commands_print_what_the_library_says(cancu, library):
    assert json.loads(cancu("workload", "--as-of", "2024-12-16", "--json")[0]) == library.workload(
        on=ON
    )
    assert json.loads(cancu("coverage", "--json")[0]) == library.coverage()
    assert json.loads(cancu("owners", "rà soát", "--json")[0]) == library.owners("rà soát")


@pytest.mark.parametrize(
    ("args", "count"),
    [
        ([], 8),
        (["--role", "lead"], 4),
        (["--role", "phối hợp"], 4),
        (["--without", "deadline"], 4),
        (["--without", "deadline", "--without", "field"], 0),
        (["--place", "tan phu"], 2),
        (["--due-after", "15/12/2024"], 3),
        (["--due-after", "2024-12-16", "--due-before", "2025-12-16"], 2),
        (["7/KH-UBND", "9/KH-UBND"], 4),
        (["--office", "cán bộ văn phòng thống kê", "--text", '"rà soát"'], 2),
    ],
    ids=str,
)
def test_tasks_are_narrowed_by_every_option(cancu, args, count):
    assert len(json.loads(cancu("tasks", *args, "--json")[0])) == count


def test_tables_for_people_say_the_same(cancu):
    out, _ = cancu("workload", "7/KH-UBND", "--as-of", "2024-01-01")
    for said in ("chủ trì 1", "quý 4/2023: 1", "xã Long Sơn", words.PASSED_NOTE[:20]):
        assert said in out
    out, _ = cancu("coverage", "12/KH-UBND Tân Phú")
    assert "cải cách thể chế" in out
    out, _ = cancu("owners", "chòi canh")
    assert "7/KH-UBND, dòng 11" in out
    assert words.NO_OWNERS.format(work="nuôi ong") in cancu("owners", "nuôi ong")[0]
    assert words.NO_TASKS in cancu("workload", "--place", "Tân Phú", "--text", "nuôi ong")[0]


@pytest.mark.parametrize("command", [("tasks",), ("workload",), ("owners", "rà soát")])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_field_or_a_place_that_is_none_is_told_with_what_is_near(cancu, command, form):
    _, err = cancu(*command, "--field", "thủ tục hành chánh", *form, expect=3)
    assert words.NO_FIELD.format(field="thủ tục hành chánh") in err
    assert "cải cách thủ tục hành chính" in err
    _, err = cancu(*command, "--place", "Tân Phúc", *form, expect=3)
    assert words.NO_PLACE.format(place="Tân Phúc") in err
    assert "xã Tân Phú" in err


def test_a_field_that_is_known_may_have_no_task(cancu):
    assert cancu("tasks", "--field", "Cai cach tai chinh cong", "--json")[0].strip() == "[]"


def test_programs_are_told_of_a_place_that_is_none(library):
    offered = rest.functions(library)
    error = offered["tasks"](place="Tân Phúc")["error"]
    assert error["code"] == "not_found"
    assert "xã Tân Phú" in error["choices"]
    assert offered["coverage"](place="Tân Phúc")["error"] == error
    assert offered["workload"](field="trồng rừng")["error"]["code"] == "not_found"


def test_files_are_written_whole_in_the_form_of_their_name(cancu, tmp_path):
    for form in ("xlsx", "csv", "ics", "json"):
        _, err = cancu("tasks", "--output", tmp_path / f"a.{form}", "--remind", "3")
        assert f"a.{form}" in err
    assert len(list(load_workbook(tmp_path / "a.xlsx")["Nhiệm vụ"].iter_rows())) == 9
    lines = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert len(lines) == 9
    book = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    assert len(book.walk("VEVENT")) == len(book.walk("VALARM")) == 4
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == json.loads(
        cancu("tasks", "--json")[0]
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv", "a.ics", "a.json", "a.xlsx",
    ]  # fmt: skip


def test_a_calendar_says_how_many_tasks_it_leaves_out(cancu):
    out, err = cancu("tasks", "--format", "ics", "--todo")
    assert len(icalendar.Calendar.from_ical(out).walk("VTODO")) == 4
    assert words.CALENDAR_TOLD.format(count=4, rest=4) in err


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["tasks", "--role", "sếp"], 2),
        (["tasks", "--without", "tiền"], 2),
        (["tasks", "--format", "pdf"], 2),
        (["tasks", "--output", "a.pdf"], 2),
        (["tasks", "--format", "xlsx"], 2),
        (["tasks", "--format", "ics", "--remind", "0"], 2),
        (["tasks", "--due-after", "2025-07-02", "--due-before", "2025-07-01"], 2),
        (["tasks", "--format", "ics", "--without", "deadline"], 3),
        (["tasks", "--format", "csv", "--output", "/no/such/folder/a.csv"], 1),
        (["workload", "không có"], 3),
        (["coverage", "không có"], 3),
        (["coverage", "x", "--file", "y"], 2),
        (["owners"], 2),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_sentence(cancu, args, code):
    _, err = cancu(*args, expect=code)
    assert len(err.strip().splitlines()) == 1


# --- other programs -------------------------------------------------------------------------------
def test_functions_for_programs_say_the_same(library):
    offered = rest.functions(library)
    known = library.workload(on=ON)
    totals = {"offices": len(known["offices"]), "groups": len(known["groups"])}
    assert offered["workload"](as_of="2024-12-16") == known | {"totals": totals}
    assert offered["coverage"]("7/KH-UBND\n9/KH-UBND") == library.coverage(
        ["7/KH-UBND", "9/KH-UBND"]
    ) | {"totals": {"documents": 2}}
    assert offered["owners"]("rà soát", place="Tân Phú")["places"] == 1
    assert offered["tasks"](without="lead,deadline")["total"] == 4
    assert offered["tasks"](office="Trạm Y tế", role="coordinating")["total"] == 4
    assert offered["tasks"](role="sếp")["error"]["code"] == "usage"
    assert offered["coverage"]("không có")["error"]["code"] == "not_found"


@pytest.fixture(scope="module")
def client(library):
    app = FastAPI()
    app.get(task_download.PATH)(task_download.serve(library))
    return TestClient(app)


def test_the_files_behind_the_links_hold_the_tasks_that_are_shown(client):
    query = TaskQuery(office="Trạm Y tế")
    (_, xlsx), (_, table), *_ = task_download.links(query)
    given = client.get(xlsx)
    assert given.headers["content-disposition"] == 'attachment; filename="nhiem-vu.xlsx"'
    assert len(list(load_workbook(io.BytesIO(given.content))["Nhiệm vụ"].iter_rows())) == 5
    assert len(list(csv.reader(io.StringIO(client.get(table).content.decode("utf-8-sig"))))) == 5


def test_the_calendar_behind_its_link_reminds_where_it_says_so(client):
    *_, (_, plain), (_, reminding) = task_download.links(TaskQuery())
    for address, alarms in ((plain, 0), (reminding, 4)):
        given = client.get(address)
        assert given.headers["content-type"] == "text/calendar; charset=utf-8"
        assert len(icalendar.Calendar.from_ical(given.content).walk("VALARM")) == alarms


@pytest.mark.parametrize(
    "address",
    ["nhiem-vu.exe", "nhiem-vu.ics?without=deadline", "nhiem-vu.csv?doc=khong-co",
     "nhiem-vu.csv?role=x", "nhiem-vu.xlsx?due_from=x"],
)  # fmt: skip
def test_a_file_that_cannot_be_made_is_told_in_a_sentence(client, address):
    given = client.get(task_download.PATH.format(name=address))
    assert given.status_code == 404
    assert given.text.endswith(".")
    assert "Traceback" not in given.text
