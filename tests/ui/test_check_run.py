"""Checks of folders: reports, index, differences between days and runs, bad files."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from lxml import html

from kg.errors import UsageError
from tests.ui.drafts import DECREE, text, write
from ui.check_changes import is_empty, since_last_run
from ui.check_run import compared, keep_run, read_run, run_file, run_of
from ui.library import Library
from ui.reports import report_names, write_folder

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)  # 118/2025/NĐ-CP, khoản 1 Điều 40
LAW = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"


@pytest.fixture
def drafts(tmp_path):
    folder = tmp_path / "dự thảo"
    write(folder, "a.txt", text(bases=(DECREE,)))
    write(folder / "con", "b.txt", text("Hòa Bình", "7/KH-UBND", bases=(LAW,)))
    return folder


def run(folder, tmp_path, on=AFTER, since=None):
    library = Library.at(tmp_path / "library")
    return run_of(folder, library.check_files(folder, on=on, since=since), on.isoformat())


def rows(item):
    return {r["canonical"]: (r["state"], r["severity"]) for r in item["report"]["rows"]}


def test_a_run_holds_every_document_worst_first_and_counts_all(drafts, tmp_path):
    found = run(drafts, tmp_path)
    assert [item["file"] for item in found["documents"]] == ["a.txt", "con/b.txt"]
    assert rows(found["documents"][0]) == {"61/2018/NĐ-CP": ("expired", "error")}
    assert (found["summary"]["error"], found["failed"]) == (1, [])
    assert json.loads(json.dumps(found)) == found


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(drafts, tmp_path):
    (drafts / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    (drafts / "trống.docx").write_bytes(b"")
    found = run(drafts, tmp_path)
    assert [item["file"] for item in found["documents"]] == ["a.txt", "con/b.txt"]
    assert {item["file"] for item in found["failed"]} == {"hỏng.pdf", "trống.docx"}
    assert all(item["message"] and item["code"] for item in found["failed"])


def test_an_empty_folder_is_a_failure_not_a_crash(tmp_path):
    (tmp_path / "none").mkdir()
    found = run(tmp_path / "none", tmp_path)
    assert found["documents"] == []
    assert [item["code"] for item in found["failed"]] == ["no_documents"]


def test_what_changed_between_two_days_is_told_with_the_event(drafts, tmp_path):
    found = run(drafts, tmp_path, AFTER, BEFORE)
    report = found["documents"][0]["report"]
    (change,) = report["changes"]["rows"]
    assert report["since"] == "2025-06-30"
    assert change["canonical"] == "61/2018/NĐ-CP"
    assert (change["before"]["state"], change["after"]["state"]) == ("in_force", "expired")
    assert ("2025-07-01", "118/2025/NĐ-CP") in [(e["date"], e["other"]) for e in change["events"]]
    assert "công chức Văn phòng - Thống kê" in report["changes"]["offices"]


def test_nothing_changes_within_one_day(drafts, tmp_path):
    report = run(drafts, tmp_path, AFTER, AFTER)["documents"][0]["report"]
    assert report["changes"] == {"rows": [], "offices": [], "places": []}


def test_the_difference_to_the_last_run_is_new_gone_and_changed(drafts, tmp_path):
    before = run(drafts, tmp_path, BEFORE)
    assert is_empty(since_last_run(before, before))
    write(drafts, "a.txt", text(bases=(DECREE, LAW)))
    (drafts / "con" / "b.txt").unlink()
    write(drafts, "c.txt", text("Long Sơn", "9/KH-UBND"))
    changes = since_last_run(before, run(drafts, tmp_path, AFTER))
    assert (changes["files_new"], changes["files_gone"]) == (["c.txt"], ["con/b.txt"])
    assert [(row["file"], row["canonical"]) for row in changes["new"]] == [
        ("a.txt", "72/2025/QH15")
    ]
    assert changes["gone"] == []
    (changed,) = changes["changed"]
    assert (changed["before"]["state"], changed["after"]["state"]) == ("in_force", "expired")


def test_a_run_is_kept_in_the_library_folder_by_the_folder_it_is_of(drafts, tmp_path):
    library = tmp_path / "library"
    path = run_file(library, drafts)
    assert read_run(path) is None
    found = run(drafts, tmp_path)
    keep_run(path, found)
    assert read_run(path) == found
    assert run_file(library, drafts / "con") != path
    assert compared(found, None)["changes"] is None
    assert is_empty(compared(found, read_run(path))["changes"])


@pytest.mark.parametrize("content", ["", "[]", "{}", "{broken"])
def test_a_damaged_run_is_passed_over_but_told_where_the_user_names_it(tmp_path, content):
    path = tmp_path / "run.json"
    path.write_text(content)
    assert read_run(path) is None
    with pytest.raises(UsageError, match=r"run\.json"):
        read_run(path, needed=True)


def test_a_report_for_each_document_and_an_index_that_links_them(drafts, tmp_path):
    found = run(drafts, tmp_path)
    index = write_folder(found, "html", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "index.html", "a.html", "con-b.html",
    }  # fmt: skip
    page = html.fromstring(index.read_bytes().decode())
    assert page.xpath("//a/@href") == ["a.html", "con-b.html"]
    again = write_folder(run(drafts, tmp_path), "html", tmp_path / "again")
    assert again.read_bytes() == index.read_bytes()


def test_reports_of_one_name_keep_apart():
    names = report_names(["a.txt", "a.docx", "index.txt"], "html")
    assert len(set(names.values())) == 3
    assert "index.html" not in names.values()


def test_the_same_bytes_give_the_same_json_under_another_name_in_another_process(tmp_path):
    content = text(bases=(DECREE,))
    outputs = []
    for name in ("một.txt", "hai.txt"):
        path = write(tmp_path, name, content)
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", "--library", str(tmp_path / "none"), "check", "--file",
             str(path), "--as-of", "2025-07-01", "--json"],
            capture_output=True, check=True,
        )  # fmt: skip
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    report = json.loads(outputs[0])
    certificate = report["certificate"]
    assert set(certificate) == {
        "input_sha256", "registry_version", "as_of", "program_version", "registry_as_of",
    }  # fmt: skip
    assert len(certificate["input_sha256"]) == 64
    assert certificate["registry_version"]
    assert certificate["as_of"] == "2025-07-01"


def test_another_text_or_day_gives_another_certificate(tmp_path):
    library = Library.at(tmp_path / "none")
    one = write(tmp_path, "a.txt", text(bases=(DECREE,)))
    two = write(tmp_path, "b.txt", text(bases=(DECREE,), share=86))
    seen = {
        json.dumps(library.check(None, path, on=on)["certificate"], sort_keys=True)
        for path in (one, two)
        for on in (BEFORE, AFTER)
    }
    assert len(seen) == 4


def test_a_cited_plan_that_the_library_holds_is_followed_to_what_it_rests_on(tmp_path):
    """A plan rests on a held plan that rests on 61/2018/NĐ-CP, dead since 1 July 2025."""
    library = Library.at(tmp_path / "library")
    library.ingest([write(tmp_path, "held.txt", text(bases=(DECREE,)))])
    cited = "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2025 của UBND xã Tân Phú về cải cách"
    draft = write(tmp_path, "draft.txt", text("Hòa Bình", "7/KH-UBND", bases=(cited,)))
    for on, dead in ((BEFORE, []), (AFTER, ["61/2018/NĐ-CP"])):
        report = library.check(None, draft, on=on)
        row = next(r for r in report["rows"] if r["canonical"] == "12/KH-UBND")
        assert [risk["dead"] for risk in row["chain"]] == dead
        assert [risk["through"] for risk in row["chain"]] == ["12/KH-UBND"] * len(dead)
        assert row["severity"] == "unknown"  # the chain is told beside the row's own state
