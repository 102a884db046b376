"""What is offered for a doubtful day or the doubtful name of an office; nothing for other words."""

import datetime as dt
from types import SimpleNamespace

import pytest

from kg.doubtful import DoubtfulPlace, DoubtKind
from kg.model import Line
from kg.registry import load_registry
from tests.ui.drafts import text, write
from ui.library import Library
from ui.review_readings import near_days, office_readings, readings

DAYS = [dt.date(2021, 7, 15), dt.date(2013, 6, 13), None]


def place(line, words, kind=DoubtKind.WORDS, *, choices=()):
    start = line.index(words)
    end = start + len(words)
    doubts = ((start, end, 0.5),)
    return DoubtfulPlace(kind, 1, start, end, start, end, words, doubts, choices)


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Giao Phòng Nôi vụ chủ trì", "Nôi", ["Nội"]),
        ("SỞ TÀI CHINH", "CHINH", ["CHÍNH"]),
        ("của Ủy ban nhàn dân xã", "nhàn", ["nhân"]),
        ("của Ủy ban nhân dân xã", "nhân", []),  # read as it is listed
        ("kế hoạch nhà nuớc", "nuớc", []),  # no office
        ("Nôi vụ", "Nôi", []),  # too short to be told
        ("Phong Nôi vu chủ trì", "Phong Nôi vu", []),  # no syllable of it is sure
        ("giao xã Tân Phù làm", "Phù", []),
    ],
)
def test_an_office_is_offered_as_it_is_listed(line, words, expected):
    assert office_readings(place(line, words), Line(1, 0, line, line)) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("ngày 45/7/2021", ["ngày 15/7/2021"]),
        ("ngày 15 tháng 17 năm 2021", ["ngày 15 tháng 7 năm 2021"]),
        ("15/07/2921", ["15/07/2021"]),
        ("45/17/2021", []),  # two of three are wrong: nothing is known of it
        ("15/7/2021", []),
        ("tháng 7 năm 2021", []),
        ("", []),
        ("31/6/2013", ["13/6/2013"]),
    ],
)
def test_a_day_is_offered_that_differs_in_one_of_three(found, expected):
    assert near_days(found, DAYS) == expected


def test_other_words_keep_what_their_text_offers():
    item = SimpleNamespace(place=place("số 36", "36", DoubtKind.NUMBER, choices=("35",)))
    assert readings(item, None, None, None) == ("35",)
    assert readings(SimpleNamespace(place=None), None, None, None) == ()


def test_an_impossible_day_of_a_cited_document_gets_the_days_that_are_known(tmp_path):
    base = "Nghị quyết số 76/NQ-CP ngày 45/7/2021 của Chính phủ"
    library = Library.at(tmp_path / "library")
    library.ingest([write(tmp_path, "a.txt", text(bases=(base,)))])
    (item,) = library.review_queue(kinds=[DoubtKind.DATE])
    signed = [entry.signed for entry in load_registry().by_number("76/NQ-CP")]
    assert dt.date(2021, 7, 15) in signed
    assert [said for said in item["readings"] if "15/7/2021" in said]
    assert item["found"].replace("45/", "15/") in item["readings"]


def test_mentions_of_a_document_are_asked_for_once_for_all_its_days(tmp_path, monkeypatch):
    bases = tuple(
        f"Nghị quyết số {number}/NQ-CP ngày 45/7/2021 của Chính phủ" for number in (75, 76, 77, 78)
    )
    paths = [
        write(tmp_path, "a.txt", text(bases=bases)),
        write(tmp_path, "b.txt", text("Hòa Bình", "7/KH-UBND", bases=bases[:2])),
    ]
    library = Library.at(tmp_path / "library")
    library.ingest(paths)
    expected = library.review_queue(kinds=[DoubtKind.DATE])
    asked, mentions = [], library.store.mentions
    monkeypatch.setattr(
        library.store, "mentions", lambda name: asked.append(name) or mentions(name)
    )
    assert library.review_queue(kinds=[DoubtKind.DATE]) == expected
    assert len(expected) == 6
    assert sorted(asked) == sorted({item["document"] for item in expected})
    library.review_queue(kinds=[DoubtKind.HEADER])
    assert len(asked) == 2
