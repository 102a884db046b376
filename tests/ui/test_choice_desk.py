"""Choosing what a citation means: in held documents and drafts, kept, used, taken back."""

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.errors import AmbiguousError, NotFoundError, UsageError
from ui.check_advice_wording import action
from ui.library import Library

DAY = dt.date(2026, 11, 21)
ALIVE, DEAD = "76/NQ-CP@2021-07-15", "76/NQ-CP@2013-06-13"
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG CAO LÃNH
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cao Lãnh, ngày {day}

KẾ HOẠCH
Cải cách hành chính nhà nước năm 2027

"""
BODY = """Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;
Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ,
Ủy ban nhân dân phường ban hành kế hoạch như sau:

I. MỤC TIÊU
1. Tiếp tục triển khai Nghị quyết số 76/NQ-CP trên địa bàn.
"""
DRAFT = HEAD.format(number="     ", day="    tháng     năm 2026") + BODY
SIGNED = HEAD.format(number="15", day="12 tháng 11 năm 2026") + BODY


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.at(tmp_path / "library")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return written(tmp_path, DRAFT)


def written(folder: Path, text: str, name: str = "du-thao.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def row_of(report, number="76/NQ-CP"):
    (row,) = [row for row in report["rows"] if row["canonical"] == number]
    return row


def places(report, number="76/NQ-CP"):
    return sorted(m["char_start"] for r in report["rows"] if r["canonical"] == number
                  for m in r["mentions"])  # fmt: skip


def meant(library, file):
    return [m.target for m in library.read(None, file)[0].mentions if m.canonical == "76/NQ-CP"]


# --- drafts ---------------------------------------------------------------------------------
def test_a_choice_in_a_draft_is_used_by_the_next_check_and_told(library, draft):
    before = library.check(None, draft, on=DAY)
    row = row_of(before)
    assert (row["severity"], row["chosen"]) == ("review", None)
    assert {c["key"]: c["state"] for c in row["choices"]} == {DEAD: "expired", ALIVE: "in_force"}
    made = library.choose(draft, places(before)[0], ALIVE, by="  Nguyễn Thị\nAn ", everywhere=True)
    assert (made["by"], made["target"], made["canonical"]) == ("Nguyễn Thị An", ALIVE, "76/NQ-CP")
    after = library.check(None, draft, on=DAY)
    row = row_of(after)
    assert (row["key"], row["severity"], row["choices"]) == (ALIVE, "ok", [])
    assert row["chosen"]["choice"] == made["choice"]
    assert [c["key"] for c in row["chosen"]["offered"]] == [
        c["key"] for c in row_of(before)["choices"]
    ]
    assert row["chosen"]["places"] == [
        {name: m[name] for name in ("line", "char_start", "char_end")} for m in row["mentions"]
    ]
    assert not any(p["code"] == "ambiguous_document" for p in row["problems"])
    assert abs(dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(made["at"])).seconds < 60
    assert "choices" not in before["certificate"]
    assert after["certificate"]["choices"]
    assert after["summary"]["review"] == before["summary"]["review"] - 1


def test_another_office_without_the_choice_gets_the_check_as_it_was(library, draft, tmp_path):
    before = library.check(None, draft, on=DAY)
    made = library.choose(draft, places(before)[0], ALIVE, by="An")
    assert library.check(None, draft, on=DAY) != before
    assert Library.at(tmp_path / "other").check(None, draft, on=DAY) == before
    library.unchoose(made["choice"], by="Bình")
    after = library.check(None, draft, on=DAY)
    (told,) = after.pop("choices")
    before.pop("choices")
    assert after == before
    assert (told["active"], told["taken_back"]["by"]) == (False, "Bình")


def test_an_edited_draft_keeps_its_choices(library, draft, tmp_path):
    library.choose(draft, places(library.check(None, draft, on=DAY))[0], DEAD, by="An")
    edited = DRAFT.replace("I. MỤC TIÊU", "I. MỤC TIÊU CHUNG\nThực hiện thêm một việc khác.")
    edited = edited.replace("Căn cứ Nghị định", "Căn cứ Hiến pháp;\nCăn cứ Nghị định")
    file = written(tmp_path, edited, "ban-sua.txt")
    assert meant(library, file) == [DEAD, None]
    assert meant(Library.at(library.folder), file) == [DEAD, None]


def test_a_choice_for_the_whole_draft_reaches_places_written_later(library, draft, tmp_path):
    library.choose(draft, places(library.check(None, draft, on=DAY))[0], ALIVE, everywhere=True)
    longer = (
        DRAFT + "2. Sơ kết Nghị quyết số 76/NQ-CP.\n3. Nghị quyết số 76/NQ-CP ngày 13/6/2013.\n"
    )
    assert meant(library, written(tmp_path, longer, "dai.txt")) == [ALIVE, ALIVE, ALIVE, DEAD]


def test_a_place_that_is_gone_leaves_the_choice_kept_and_told(library, draft, tmp_path):
    starts = places(library.check(None, draft, on=DAY))
    library.choose(draft, starts[1], ALIVE, by="An")
    gone = "Tiếp tục triển khai Nghị quyết số 76/NQ-CP trên"
    shorter = written(tmp_path, DRAFT.replace(gone, "Trên"), "ngan.txt")
    report = library.check(None, shorter, on=DAY)
    (kept,) = report["choices"]
    assert (kept["active"], kept["places"], kept["taken_back"]) == (False, [], None)
    assert "choices" not in report["certificate"]
    assert library.check(None, draft, on=DAY)["choices"][0]["active"]


def test_a_draft_that_is_ingested_brings_its_choices_along(library, draft, tmp_path):
    made = library.choose(draft, places(library.check(None, draft, on=DAY))[0], ALIVE, by="An",
                          everywhere=True)  # fmt: skip
    report = library.ingest([written(tmp_path, SIGNED, "da-ky.txt")])
    name = report.documents[0].id
    assert ALIVE in [c.target for c in library.store.cited(name)]
    assert row_of(library.check(name, None, on=DAY))["chosen"]["choice"] == made["choice"]
    assert [c["active"] for c in library.choices(name)] == [True]
    library.unchoose(made["choice"])
    assert row_of(library.check(name, None, on=DAY))["choices"]


# --- documents held -------------------------------------------------------------------------
def test_a_choice_changes_links_graph_answers_and_checks_of_a_held_document_at_once(
    library, tmp_path
):
    file = written(tmp_path, SIGNED)
    name = library.ingest([file]).documents[0].id
    assert library.store.citing(ALIVE) == []
    asked = library.ask("Văn bản nào viện dẫn Nghị quyết số 76/NQ-CP ngày 15/7/2021?", on=DAY)
    starts = [m.char_start for m in library.store.mentions(name) if m.canonical == "76/NQ-CP"]
    made = library.choose(name, starts[0], ALIVE, by="An", everywhere=True)
    assert made["target"] == ALIVE
    assert {c.citing.id for c in library.store.citing(ALIVE)} == {name}
    assert row_of(library.check(name, None, on=DAY))["severity"] == "ok"
    again = library.ask("Văn bản nào viện dẫn Nghị quyết số 76/NQ-CP ngày 15/7/2021?", on=DAY)
    assert again != asked
    assert any(item.get("document") == name for item in again["rows"])
    file.write_text(SIGNED.replace("trên địa bàn", "trên toàn địa bàn phường"), encoding="utf-8")
    anew = library.ingest([file]).documents[0].id
    assert anew != name
    assert {c.target for c in library.store.cited(anew) if c.canonical == "76/NQ-CP"} == {ALIVE}
    library.unchoose(made["choice"])
    assert library.store.citing(ALIVE) == []


def test_what_cannot_be_chosen_is_told_in_one_sentence(library, draft):
    start = places(library.check(None, draft, on=DAY))[0]
    with pytest.raises(NotFoundError, match="vị trí 3"):
        library.choose(draft, 3, ALIVE)
    for wrong in ("3", "0", "không có", ""):
        with pytest.raises(UsageError, match="không phải là một trong"):
            library.choose(draft, start, wrong)
    with pytest.raises(NotFoundError):
        library.choose("không có", start, ALIVE)
    assert not library.exists()
    assert library.choices() == []
    library.choose(draft, start, ALIVE)
    with pytest.raises(NotFoundError, match="số 99"):
        library.unchoose(99)


def test_lines_tell_which_citation_is_chosen_for(library, tmp_path):
    two = DRAFT.replace("76/NQ-CP của Chính phủ,", "76/NQ-CP, Nghị quyết số 02/NQ-CP,")
    reading, _ = library.read(None, written(tmp_path, two))
    line = next(m.line for m in reading.mentions if m.canonical == "02/NQ-CP")
    with pytest.raises(NotFoundError, match="Dòng 1 không có"):
        library.place_at(reading, 1)
    chosen = library.place_at(reading, line)  # the only open one of the two
    assert reading.source.raw[chosen:].startswith("76/NQ-CP")
    other = library.place_at(reading, line, number="02/nq-cp")
    assert reading.source.raw[other:].startswith("02/NQ-CP")
    clear = written(tmp_path, two.replace("76/NQ-CP,", "61/2018/NĐ-CP,"))
    with pytest.raises(AmbiguousError):
        library.place_at(clear, line)


# --- the command line -----------------------------------------------------------------------
def test_the_command_line_chooses_lists_and_takes_back(command, library, draft):
    at = ("--library", library.folder)
    line = next(m["line"] for m in row_of(library.check(None, draft, on=DAY))["mentions"])
    out, _ = command(*at, "choose", line, "2", "--file", draft, "--by", "An", "--json")
    made = json.loads(out)
    assert (made["target"], made["by"], made["everywhere"]) == (ALIVE, "An", False)
    report = json.loads(command(*at, "check", "--file", draft, "--as-of", DAY, "--json")[0])
    found = sorted(r["severity"] for r in report["rows"] if r["canonical"] == "76/NQ-CP")
    assert found == ["ok", "review"]
    listed = json.loads(command(*at, "choices", "--file", draft, "--json")[0])
    assert [(c["choice"], c["active"]) for c in listed] == [(made["choice"], True)]
    assert json.loads(command(*at, "choices", "--json")[0])[0]["active"] is None
    table, _ = command(*at, "choices", "--file", draft)
    assert "An" in table
    assert "đang dùng" in table
    said, _ = command(*at, "choose", line, "--undo", "--file", draft, "--by", "Bình")
    assert said.startswith(f"Đã bỏ lựa chọn ở dòng {line}: ")
    ended = json.loads(command(*at, "choices", "--file", draft, "--json")[0])[0]
    assert ended["taken_back"]["by"] == "Bình"
    command(*at, "choose", line, "--undo", "--file", draft, expect=3)
    command(*at, "choose", line, "7", "--file", draft, expect=2)
    command(*at, "choose", "dòng", "1", "--file", draft, expect=2)
    command(*at, "choose", line, "1", expect=2)


def test_a_check_asks_the_texts_of_the_library_once_and_tells_the_same(plans, monkeypatch):
    name = plans.find_held("36/QĐ-UBND").id
    quick = plans.check(name, None, on=DAY)
    monkeypatch.setattr(
        type(plans.store), "registry_of_a_moment", lambda store, keys=(): store.registry
    )
    assert plans.check(name, None, on=DAY) == quick
    assert any(action(row) for row in quick["rows"])
