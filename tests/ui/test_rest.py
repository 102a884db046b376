"""What other programs may call: the library's own answers, a part of long lists, clear errors."""

import datetime as dt
import inspect
import json

import pytest

from ui import rest, rest_law, rest_words, views
from ui.library import Library
from ui.rest_pages import USUAL, cut, part

DAY = dt.date(2025, 8, 1)
SHOWN = "2025-08-01"
LISTS = ("documents", "citations", "cites", "cited_by", "tasks", "targets", "effects",
         "inconsistencies", "wanted")  # fmt: skip


@pytest.fixture(scope="module")
def plans(plans_folder):
    """The shipped plans, opened once: these tests only read."""
    return Library.at(plans_folder)


@pytest.fixture(scope="module")
def offered(plans):
    return rest.functions(plans)


@pytest.fixture(scope="module")
def plan(plans: Library):
    return plans.documents()[0].id


def whole(work, *given, **named):
    """All rows of a list, read a few at a time."""
    rows, total = [], 1
    while len(rows) < total:
        told = work(*given, **named, limit=7, offset=len(rows))
        assert told["offset"] == len(rows)
        total = told["total"]
        assert len(told["rows"]) == min(7, total - len(rows))
        rows += told["rows"]
    return rows


def test_every_function_is_one_vietnamese_sentence_with_its_parameters(offered):
    assert len(offered) == 24
    for name, work in offered.items():
        said, _, rest_of = inspect.getdoc(work).partition("\n")
        assert 20 < len(said) < 120, name
        assert said.endswith("."), name
        assert said.count(". ") == 0, name
        assert any(sign in said for sign in "ăâđêôơưáàạảãéèíìóòúùýỳềệếốộớợứựảủ"), name
        for parameter in inspect.signature(work).parameters:
            assert f"\n    {parameter}: " in rest_of, (name, parameter)


def test_no_description_is_left_over(offered):
    used = {name for work in offered.values() for name in inspect.signature(work).parameters}
    assert set(rest_words.PARAMETERS) <= used | {"depth"}


def test_a_part_and_how_many_there_are():
    rows = list(range(30))
    assert part(rows, 10, 25) == {"total": 30, "offset": 25, "rows": [25, 26, 27, 28, 29]}
    assert part(rows, 10, 99)["rows"] == []
    told = cut({"a": rows, "b": [1], "c": 5}, 2, "a", "b")
    assert told == {"a": [0, 1], "b": [1], "c": 5, "totals": {"a": 30, "b": 1}}


def test_lists_are_the_command_lines_rows_a_part_at_a_time(plans, plan, offered):
    reading, _ = plans.read(plan, None)
    assert whole(offered["documents"]) == [views.record(item) for item in plans.documents()]
    assert whole(offered["citations"], plan) == [views.mention(m) for m in reading.mentions]
    assert whole(offered["cites"], plan) == plans.cites(plan)
    assert whole(offered["cited_by"], "76/NQ-CP") == plans.cited_by("76/NQ-CP")
    assert whole(offered["tasks"]) == [
        views.task(task, document) for document, task in plans.placed_tasks().pairs
    ]
    assert whole(offered["targets"]) == [
        views.target(target, document) for document, target in plans.targets()
    ]
    assert whole(offered["inconsistencies"], plan) == views.plain(plans.inconsistencies(plan))


def test_lists_are_narrowed_as_the_library_narrows(plans, plan, offered):
    year = plans.documents()[0].header.date.year
    assert offered["documents"](year=year)["total"] == len(plans.documents(year=year))
    assert offered["documents"](text="nguyen giap")["total"] == 1
    said = offered["cites"](plan, relation="legal_basis,implements", limit=1000)["rows"]
    assert said == plans.cites(plan, relation=["legal_basis", "implements"])
    assert offered["citations"](plan, role="basis")["total"] == sum(
        mention.role == "basis" for mention in plans.read(plan, None)[0].mentions
    )
    until = offered["cited_by"]("76/NQ-CP", until="2022-12-31")
    assert until["total"] == len(plans.cited_by("76/NQ-CP", until=dt.date(2022, 12, 31)))


def test_answers_about_law_are_the_librarys(plans, plan, offered):
    assert offered["status"]("76/NQ-CP", SHOWN) == plans.status("76/NQ-CP", on=DAY)
    one = offered["status"]("61/2018/NĐ-CP", SHOWN, "khoản 1 Điều 5")
    assert one == plans.status("61/2018/NĐ-CP", on=DAY, provision="khoản 1 Điều 5")
    assert offered["lineage"]("61/2018/NĐ-CP", SHOWN) == plans.lineage("61/2018/NĐ-CP", on=DAY)
    known = plans.check(plan, None, on=DAY)
    told = offered["check"](plan, SHOWN)
    assert told == known | {"totals": {"rows": len(known["rows"])}}
    worst = offered["check"](plan, SHOWN, limit=2)
    assert worst["rows"] == known["rows"][:2]
    assert worst["summary"] == known["summary"]


def test_the_rows_of_effects_and_of_wanted_documents_are_the_command_lines(
    plans_folder, offered, plan, command
):
    out, _ = command("--library", plans_folder, "wanted", "--limit", 5, "--as-of", SHOWN, "--json")
    told = offered["wanted"](5, SHOWN)
    assert told["rows"] == json.loads(out)
    assert told["total"] > 5
    out, _ = command("--library", plans_folder, "effects", plan, "--json")
    assert offered["effects"](plan)["rows"] == json.loads(out)


def test_a_draft_is_checked_by_its_text_as_by_its_file(plans, offered, tmp_path):
    text = (
        "KẾ HOẠCH\nCải cách hành chính năm 2025\n"
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;\n"
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ.\n"
    )
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8", newline="\n")
    told = offered["check"](text=text, name="C:\\Users\\x\\Dự thảo.docx", as_of=SHOWN)
    known = plans.check(None, file, on=DAY)
    assert told.pop("draft") == "Dự thảo.docx"
    assert told.pop("totals") == {"rows": len(known["rows"])}
    assert told == known
    assert any(row["canonical"] == "61/2018/NĐ-CP" for row in told["rows"])
    assert offered["check"](text=text)["draft"] == "du-thao"


def test_no_file_of_the_server_is_read(offered, tmp_path):
    """A path is no text of a draft and no document: nothing of the file comes back."""
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("Căn cứ Luật số 77/2015/QH13.", encoding="utf-8")
    for given in ({"document": str(secret)}, {"document": f"file://{secret}"}):
        assert offered["check"](**given)["error"]["code"] == "not_found"
    said = json.dumps(offered["check"](text=str(secret), name=str(secret)))
    assert "77/2015" not in said
    for parameters in (inspect.signature(work).parameters for work in offered.values()):
        assert not {"file", "path", "folder", "output"} & set(parameters)


@pytest.mark.parametrize(
    ("given", "part_of"),
    [
        ({}, "document"),
        ({"document": "x", "text": "y"}, "document"),
        ({"text": " \n"}, "không có chữ"),
        ({"text": "a" * (rest_law.LONGEST_DRAFT + 1)}, str(rest_law.LONGEST_DRAFT)),
        ({"text": "a", "as_of": "31/02/2025"}, "31/02/2025"),
        ({"text": ["a"]}, "text"),
        ({"document": "76/NQ-CP", "limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(offered, given, part_of):
    error = offered["check"](**given)["error"]
    assert error["code"] in {"usage", "not_found"}
    if error["code"] == "usage":
        assert part_of in error["message"]
    assert "\n" not in error["message"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("limit", [0, -1, 1001, "mười", 1.5, True, [1]])
def test_no_list_is_given_whole(plan, offered, name, limit):
    needs = "document" in inspect.signature(offered[name]).parameters
    error = offered[name](**({"document": plan} if needs else {}), limit=limit)["error"]
    assert error["code"] == "usage"
    assert "limit" in error["message"]


def test_long_answers_of_counts_are_cut_and_counted(plans, offered):
    known = plans.workload(on=DAY)
    told = offered["workload"](as_of=SHOWN, limit=3)
    assert told["offices"] == known["offices"][:3]
    assert told["totals"] == {"offices": len(known["offices"]), "groups": len(known["groups"])}
    assert told["tasks"] == known["tasks"]
    assert offered["coverage"](limit=1)["totals"] == {"documents": len(plans.documents())}
    found = offered["owners"]("hồ sơ", limit=1)
    assert len(found["rows"]) == 1 < found["totals"]["rows"]
    lapsed = plans.lapsed(on=dt.date(2026, 11, 1))["rows"]
    told = offered["still_cites"]("", "2026-11-01", 1)
    assert (told["rows"], told["totals"]) == (lapsed[:1], {"rows": len(lapsed)})


def test_every_function_tells_what_it_lacks_and_never_raises(offered):
    for name, work in offered.items():
        parameters = inspect.signature(work).parameters
        needed = [p.name for p in parameters.values() if p.default is p.empty]
        if needed:
            error = work()["error"]
            assert error == {
                "code": "usage", "message": f"Thiếu tham số “{needed[0]}”.", "hint": "",
            }, name  # fmt: skip
        for given in ({"a": 1}, 5, [1], "\ud800", "x" * 10_000, "' OR 1=1 --", "\x00"):
            told = work(**dict.fromkeys(needed or list(parameters)[:1], given))
            json.dumps(told).encode()


def test_a_parameter_that_is_none_is_named_with_those_that_are(offered):
    error = rest.named(offered["status"], {"docu": "x"})["error"]
    assert "“docu”" in error["message"]
    assert "document, as_of, provision" in error["hint"]


def test_a_fault_of_the_program_is_one_sentence(plans, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("secret path")

    monkeypatch.setattr(type(plans), "status", broken)
    told = rest.functions(plans)["status"]("x")
    assert told["error"]["code"] == "failed"
    assert "secret" not in json.dumps(told)
    assert "secret path" in caplog.text


def test_an_empty_library_is_no_error(tmp_path):
    offered = rest.functions(Library.at(tmp_path / "none"))
    assert offered["documents"]() == {"total": 0, "offset": 0, "rows": []}
    assert offered["wanted"]() == {"total": 0, "offset": 0, "rows": []}
    assert offered["status"]("61/2018/NĐ-CP", "2020-01-01")["state"] == "in_force"
    for name in ("tasks", "workload", "coverage", "targets", "still_cites"):
        assert offered[name]()["error"]["code"] == "not_found", name
    assert offered["ask"]("Ai chủ trì số hóa hồ sơ?")["error"]["code"] == "not_found"
    assert not (tmp_path / "none").exists()


def test_the_usual_answer_is_short(offered):
    assert len(offered["tasks"]()["rows"]) == USUAL
