"""Places before and after 1 July 2025: found, told apart, followed to what they became."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.territories import find_places, predecessors, province_of, resolve_place, successors

REFORM = dt.date(2025, 7, 1)
DAY_BEFORE = REFORM - dt.timedelta(days=1)


def test_the_tables_have_the_official_counts():
    """Source: Resolution 202/2025/QH15 (63 -> 34); statistics office (696 districts, 3,321)."""
    provinces = corpus.table("provinces")
    communes = corpus.table("communes.csv.gz")
    assert sum(row["era"] == "old" for row in provinces) == 63
    assert sum(row["since"] == "2025-07-01" for row in provinces) == 34
    assert len(corpus.table("districts")) == 696
    assert sum(row["era"] == "new" for row in communes) == 3321
    assert sum(row["era"] == "old" for row in communes) == 10_032


def test_every_old_commune_went_somewhere():
    old = {row["code"] for row in corpus.table("communes.csv.gz") if row["era"] == "old"}
    gone = {row["old"] for row in corpus.table("crosswalk_2025.csv.gz")}
    assert old <= gone


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tỉnh Tiền Giang", "tỉnh Đồng Tháp"),
        ("tỉnh Hậu Giang", "thành phố Cần Thơ"),
        ("tỉnh Hải Dương", "thành phố Hải Phòng"),
        ("tỉnh Hoà Bình", "tỉnh Phú Thọ"),
        ("tỉnh Bà Rịa - Vũng Tàu", "thành phố Hồ Chí Minh"),
    ],
)
def test_a_merged_province_has_its_successor(old, new):
    """Source: Resolution 202/2025/QH15, Article 1."""
    place = resolve_place(old)
    assert place is not None
    (succession,) = successors(place)
    assert (succession.place.name, succession.since, succession.whole) == (new, REFORM, True)
    assert succession.source == "202/2025/QH15"


@pytest.mark.parametrize("name", ["thành phố Hà Nội", "tỉnh Cao Bằng", "tỉnh Đồng Tháp"])
def test_a_province_that_kept_its_name_has_no_successor(name):
    place = resolve_place(name)
    assert place is not None
    assert successors(place) == ()


def test_a_ward_is_followed_to_the_ward_it_became():
    """Source: statistics office's table, 1 July 2025."""
    ward = resolve_place("Phường 5", district="thành phố Gò Công", on=DAY_BEFORE)
    assert ward is not None
    assert ward.province == "tỉnh Tiền Giang"
    (succession,) = successors(ward)
    assert (succession.place.name, succession.place.province) == (
        "phường Gò Công",
        "tỉnh Đồng Tháp",
    )


def test_a_ward_that_was_split_went_to_several_in_part():
    ward = resolve_place("Phường Ngọc Hà", district="Quận Ba Đình", on=DAY_BEFORE)
    assert ward is not None
    found = successors(ward)
    assert len(found) > 1
    assert not any(succession.whole for succession in found)


def test_a_district_became_the_communes_on_its_land():
    city = resolve_place("thành phố Vị Thanh")
    assert city is not None
    assert {s.place.name for s in successors(city)} == {
        "phường Vị Thanh",
        "phường Vị Tân",
        "xã Hỏa Lựu",
    }


def test_predecessors_are_the_successors_turned_round():
    new = resolve_place("tỉnh Đồng Tháp", on=REFORM)
    assert new is not None
    assert {place.name for place in predecessors(new)} == {"tỉnh Đồng Tháp", "tỉnh Tiền Giang"}


def test_a_ward_number_alone_names_no_ward():
    assert resolve_place("Phường 5") is None


@pytest.mark.parametrize("name", ["TP. Gò Công", "tp Gò Công", "thanh pho go cong", "Gò Công"])
def test_a_place_is_known_by_any_print_of_its_name(name):
    place = resolve_place(name)
    assert place is not None
    assert (place.name, place.province) == ("thành phố Gò Công", "tỉnh Tiền Giang")


def test_a_unit_stands_until_the_day_before_the_reform():
    assert resolve_place("thành phố Gò Công", on=DAY_BEFORE) is not None
    assert resolve_place("thành phố Gò Công", on=REFORM) is None
    before = resolve_place("xã Nguyên Giáp", on=DAY_BEFORE)
    after = resolve_place("xã Nguyên Giáp", on=REFORM)
    assert before is not None
    assert after is not None
    assert (before.province, after.province) == ("tỉnh Hải Dương", "thành phố Hải Phòng")
    assert province_of(after, on=REFORM) == resolve_place("thành phố Hải Phòng", on=REFORM)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Phường 5, thành phố Gò Công, tỉnh Tiền Giang", ["28306", "816", "82"]),
        ("UBND tỉnh Hậu Giang và thành phố Vị Thanh", ["93", "930"]),
        ("XÃ NGUYÊN GIÁP", ["11146"]),
        ("thanh phé Hong Ngw, tinh Dong Thap", ["868", "82"]),
        ("TINH PONG THAP", ["82"]),
        ("x4 Nguyén Gidp", ["11146"]),
        ("Phuwong 5", [None]),
        ("kinh tế - xã hội Thanh niên; quan có 6; phường\nChủ trì", []),
    ],
)
def test_places_are_found_with_their_kind(text, places):
    found = find_places(text)
    assert [match.place.code for match in found] == places
    assert all(text[match.start : match.end] == match.raw for match in found)


def test_a_question_may_leave_the_kind_out():
    text = "ke hoach cchc vi thanh cua tinh uy hau giang"
    assert [m.place.name for m in find_places(text, asking=True)] == [
        "thành phố Vị Thanh",
        "tỉnh Hậu Giang",
    ]
    assert find_places("Kế hoạch của Vị Thanh") == []


@pytest.mark.parametrize("name", ["", "   ", "xã", "xã Không Có Thật", "12345", "\x00"])
def test_what_is_no_place_gives_none(name):
    assert resolve_place(name) is None


@given(st.text(alphabet="xã phường Gò Công, tỉnh 5\nThành phố-", max_size=120))
def test_spans_are_ordered_and_never_overlap(text):
    found = find_places(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(match.raw and text[match.start : match.end] == match.raw for match in found)
