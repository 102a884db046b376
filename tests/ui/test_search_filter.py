"""Which documents filters leave: the same as asking each document, and asked only once."""

import datetime as dt
import json
import re

import pytest

from kg.errors import NotFoundError
from kg.folding import fold
from kg.number import number_key
from kg.terms import ValidityState
from kg.validity import status_on
from tests.ui.drafts import four_plans, library_of, text, write
from ui import search_filter
from ui.library import Library

DAY = dt.date(2025, 7, 1)
NUMBERS = ["61/2018/NĐ-CP", "45/2019/QH14", "30/2020/NĐ-CP", "01/2021/NĐ-CP", "33/2099/TT-BTC",
           "08/2015/NĐ-CP", "luật gì đó"]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("filters")
    library = library_of(made / "library", four_plans(made / "files"))
    rows = [
        {"id": f"a{n}", "number": number, "text": f"Điều {n}. Cải cách hành chính"}
        for n, number in enumerate(NUMBERS)
    ]
    path = write(made, "law.jsonl", "\n".join(map(json.dumps, rows)))
    library.import_articles(path)
    return made / "library"


@pytest.fixture
def library(folder):
    return Library.at(folder)


def alive_one_by_one(library, on):
    """By the slow way: each document's status, with its proofs."""
    alive = {ValidityState.IN_FORCE, ValidityState.PARTLY}
    registry = library.registry
    held = {r.id for r in library.documents() if status_on(r.key, registry, on=on).state in alive}
    return held | {
        name
        for name in NUMBERS
        for entry in registry.by_number(name)
        if status_on(entry.key, registry, on=on).state in alive
    }


@pytest.mark.parametrize("on", [dt.date(2019, 1, 1), DAY, dt.date(2026, 1, 1)], ids=str)
def test_in_force_leaves_what_the_status_of_each_document_leaves(library, on):
    expected = alive_one_by_one(library, on)
    assert expected
    assert library.choice.allowed({"in_force_on": on}) == expected


def test_nothing_narrows_where_nothing_is_asked(library):
    assert library.choice.allowed({}) is None
    assert library.choice.allowed({"type": None, "in_force_on": None}) is None
    assert library.choice.why_none({}) is None


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"type": "nghi dinh"}, [n for n in NUMBERS if n.endswith("NĐ-CP")]),
        ({"type": "Thông tư"}, ["33/2099/TT-BTC"]),  # nobody registered it: told by its number
        ({"year": 2099}, ["33/2099/TT-BTC"]),
        ({"type": "Nghị định", "year": 2018}, ["61/2018/NĐ-CP"]),
        ({"type": " NGHỊ ĐỊNH ", "year": 2018}, ["61/2018/NĐ-CP"]),
        ({"document": "nd 61/2018/nd-cp"}, []),
        ({"document": "61/2018/nd-cp"}, ["61/2018/NĐ-CP"]),
        ({"document": "61/2018/nd-cp", "year": 2018}, ["61/2018/NĐ-CP"]),
        ({"document": "61/2018/nd-cp", "year": 2019}, []),
        ({"document": "61/2018/nd-cp", "place": "Long Sơn"}, []),
    ],
    ids=str,
)
def test_documents_of_datasets_pass_by_what_is_known_of_them(library, filters, numbers):
    held = {record.id for record in library.documents()}
    try:
        found = library.choice.allowed(filters)
    except NotFoundError:
        found = set()
    assert sorted(found - held) == sorted(numbers)


def test_the_second_time_nothing_is_asked_again(library, monkeypatch):
    asked = []
    slow = search_filter.is_alive
    monkeypatch.setattr(
        search_filter, "is_alive", lambda key, *a, **k: asked.append(key) or slow(key, *a, **k)
    )
    first = library.choice.allowed({"in_force_on": DAY})
    many = len(asked)
    assert many > len(NUMBERS)
    assert library.choice.allowed({"in_force_on": DAY}) == first
    library.choice.allowed({"in_force_on": DAY, "type": "Nghị định"})
    assert len(asked) == many


def test_what_changes_in_the_library_is_seen_at_once(tmp_path):
    library = library_of(tmp_path / "library", four_plans(tmp_path / "files"))
    wanted = {"in_force_on": dt.date(2025, 6, 1)}
    before = library.choice.allowed(wanted)
    record = library.find_held("9/KH-UBND")
    row = {"number": "9/KH-UBND", "signed": "2025-03-05", "issuer": record.header.issuer,
           "title": record.header.title, "effective": "2025-03-10",
           "source": "Công báo"}  # fmt: skip
    assert library.registry_add([row]).failures == ()
    assert library.choice.allowed(wanted) == before | {record.id}
    library.remove("9/KH-UBND")
    assert record.id not in library.choice.allowed(wanted)
    assert library.choice.allowed({"year": 2031}) == frozenset()
    library.ingest([write(tmp_path, "new.txt", text(number="77/KH-UBND"))])
    (new,) = [r for r in library.documents() if r.header.number == "77/KH-UBND"]
    assert new.id in library.choice.allowed({"type": "ke hoach"})


def test_only_so_many_filters_and_days_are_remembered(library, monkeypatch):
    monkeypatch.setattr(search_filter, "REMEMBERED", 3)
    for year in range(2000, 2020):
        library.choice.allowed({"in_force_on": dt.date(year, 1, 1)})
    moment = library.choice._moment()
    assert len(moment.chosen) <= 4
    assert len(moment.alive) <= 4


@pytest.mark.parametrize(
    ("filters", "pattern"),
    [
        ({"type": "Thông tưu"}, r"loại “Thông tưu”.*Hiện có: .*Kế hoạch"),
        ({"issuer": "Bộ Tìa chính"}, r"cơ quan ban hành “Bộ Tìa chính”.*Hiện có: .*Chính phủ"),
        ({"year": 1900}, r"năm “1900”.*Hiện có: 2099, "),
        ({"place": "Sa Pa"}, r"địa phương “Sa Pa” trong thư viện. Hiện có: "),
        ({"in_force_on": dt.date(1900, 1, 2)}, r"còn hiệu lực vào ngày 02/01/1900\.$"),
        ({"type": "Nghị định", "place": "Long Sơn"}, r"cùng lúc .*loại “Nghị định”, địa phương"),
    ],
    ids=str,
)
def test_a_filter_that_leaves_nothing_says_which_and_what_there_is(library, filters, pattern):
    assert re.search(pattern, library.choice.why_none(filters))


def test_every_value_that_is_named_as_known_leaves_something(library):
    for name in ("type", "issuer", "place"):
        told = library.choice.why_none({name: "xyz"})
        for value in told.partition("Hiện có: ")[2].rstrip(".…").split(", "):
            if value and fold(value):
                assert library.choice.allowed({name: value}), (name, value)


def test_a_document_of_both_kinds_is_searched_in_both(tmp_path):
    library = library_of(tmp_path / "library", four_plans(tmp_path / "files"))
    record = library.find_held("7/KH-UBND")
    row = {"id": "x1", "number": "7/KH-UBND", "text": "Điều 1. Rừng"}
    library.import_articles(write(tmp_path, "law.jsonl", json.dumps(row)))
    assert number_key("7/KH-UBND") == number_key(record.header.number)
    assert library.choice.allowed({"document": "7/KH-UBND"}) == {record.id, "7/KH-UBND"}
