"""Successors of places and offices: held against the tables of units read by themselves."""

import csv
import datetime as dt
import gzip

import pytest

import corpus
from kg.folding import fold
from kg.model import Place
from kg.terms import NoAnswer, PlaceLevel
from search.answers.successors import successor
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2025, 10, 1)
LIBRARY = small_library()


def asked(text: str, library: HandMade = LIBRARY):
    return successor(understand(text, library, ON), library, ON)


def rows_of(name: str) -> list[dict[str, str]]:
    with gzip.open(corpus.path("reference", name), "rt", encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.fixture(scope="module")
def communes() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["era"], row["code"]): row for row in rows_of("communes.csv.gz")}


@pytest.fixture(scope="module")
def heirs(communes) -> dict[str, set[str]]:
    """Names of the new communes of each old one, by code."""
    found: dict[str, set[str]] = {}
    for row in rows_of("crosswalk_2025.csv.gz"):
        if ("new", row["new"]) in communes:
            found.setdefault(row["old"], set()).add(communes["new", row["new"]]["name"])
    return found


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Phường 5 thành phố Gò Công giờ là phường nào?", "28306"),
        ("xã Hà Thanh huyện Tứ Kỳ nay là xã nào", None),
        ("Thị trấn Tứ Kỳ sáp nhập vào xã nào?", None),
    ],
)
def test_new_communes_are_those_of_the_table(communes, heirs, text, code, bare):
    given = asked(fold(text) if bare else text)
    if code is None:
        name = given.rows[0]["old"].split(", ")[0]
        named = [c for (era, c), row in communes.items() if era == "old" and row["name"] == name]
        possible = [heirs[c] for c in named if c in heirs]
    else:
        possible = [heirs[code]]
    assert {row["new"].split(", ")[0] for row in given.rows} in possible
    assert all(item.document for item in given.evidence)


def test_every_part_of_a_divided_place_is_told(communes, heirs):
    divided = next(
        (row, heirs[code])
        for (era, code), row in communes.items()
        if era == "old"
        and len(heirs.get(code, ())) > 1
        and sum(r["name"] == row["name"] for r in communes.values()) == 1
    )
    row, names = divided
    given = asked(f"{row['name']} nay là xã nào?")
    assert {item["new"].split(", ")[0] for item in given.rows} == names
    assert given.total == len(names)


def test_a_province_goes_to_the_one_of_the_resolution():
    given = asked("Tỉnh Tiền Giang giờ thuộc tỉnh nào?")
    assert [row["new"] for row in given.rows] == ["tỉnh Đồng Tháp"]
    assert given.documents == ("202/2025/QH15",)


def test_backwards_a_new_unit_is_told_by_what_it_was_made_of():
    given = asked("Tỉnh Đồng Tháp mới gồm những tỉnh nào nhập lại?")
    assert {row["old"] for row in given.rows} == {"tỉnh Đồng Tháp", "tỉnh Tiền Giang"}


def test_a_name_of_many_places_is_asked_back_with_the_places():
    given = asked("Phường 5 nay là phường nào?")
    assert given.reason is NoAnswer.UNCLEAR
    assert "Phường 5 có ở" in given.subject
    assert "và" in given.subject


def test_of_many_places_the_only_one_of_the_library_is_meant():
    place = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")
    library = HandMade(
        [held("a", ["KẾ HOẠCH"], type="Kế hoạch", title="Kế hoạch", place=place)], []
    )
    given = asked("Phường 5 nay là phường nào?", library)
    assert given.subject == "Phường 5, thành phố Gò Công, tỉnh Tiền Giang"
    assert given.confidence < asked("Phường 5 Gò Công nay là phường nào?").confidence


@pytest.mark.parametrize(
    "text",
    ["Phòng Nội vụ huyện nay là cơ quan nào?", "phong noi vu cap huyen gio la co quan nao"],
)
def test_an_office_is_taken_over_by_the_clause_of_the_decree(text):
    given = asked(text)
    row = given.rows[0]
    assert any("Phòng Văn hóa - Xã hội" in name for name in row["successors"])
    assert (row["document"], row["since"]) == ("150/2025/NĐ-CP", "2025-07-01")
    assert row["clause"] in given.evidence[0].quote


def test_the_committee_of_a_commune_goes_with_its_commune():
    given = asked("UBND Phường 5 thành phố Gò Công giải thể rồi ai kế thừa?")
    assert [row["new"] for row in given.rows] == ["phường Gò Công, tỉnh Đồng Tháp"]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế sáp nhập vào đâu?",
        "Trường học nay thuộc đâu?",
        "Phòng Nội vụ có mấy người?",
        "Phường 5 Gò Công có đẹp không?",
        "Xã Không Có Thật nay là xã nào?",
        "nay là gì",
        "",
        "sáp nhập " * 300,
    ],
)
def test_what_is_no_question_on_successors_or_has_none_is_refused(text):
    assert not asked(text).answered
