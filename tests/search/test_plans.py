import datetime as dt

import pytest

from kg.model import Attached, Period, Place
from kg.terms import PlaceLevel
from search.holdings import place_key, places_around, places_of
from search.plans import link_plans
from tests.search.hand_made import held


def plan(name, place, title, **header):
    where = Place(place, PlaceLevel.COMMUNE, header.pop("district", None)) if place else None
    return held(name, [title], place=where, title=title, **header).record


LIBRARY = [
    plan("a-25", "xã Tân Phú", "Kế hoạch cải cách hành chính năm 2025", number="12/KH-UBND",
         date=dt.date(2025, 1, 5), period=Period(2025, 2025)),
    plan("a-24", "xã Tân Phú", "Kế hoạch cải cách hành chính năm 2024", number="9/KH-UBND",
         date=dt.date(2024, 1, 5), period=Period(2024, 2024)),
    plan("a-fire", "xã Tân Phú", "Phương án chữa cháy rừng tràm", number="3/PA-UBND",
         date=dt.date(2025, 4, 5)),
    plan("ward5", "Phường 5", "Kế hoạch chuyển đổi số", number="45/KH-UBND"),
    plan("ward15", "Phường 15", "Kế hoạch nước sạch", number="46/KH-UBND"),
]  # fmt: skip


def linked(folded, **more):
    return [record.id for record in link_plans(folded, LIBRARY, **more)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("thành phố Vị Thanh", "vi thanh"),
        ("xã Tân Phú", "tan phu"),
        ("TỈNH ĐỒNG THÁP", "dong thap"),
        ("Phường 5", "phuong 5"),
        ("Quận 12", "quan 12"),
        ("Xã Lý Nhơn", "ly nhon"),
        ("Tinh Gia", "gia"),
    ],
)
def test_a_place_is_known_without_its_kind_but_not_without_its_figure(name, key):
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("folded", "plans"),
    [
        ("ke hoach cai cach hanh chinh nam 2025 xa tan phu", ["a-25"]),
        ("ke hoach cai cach hanh chinh nam 2024 cua tan phu", ["a-24"]),
        ("phuong an chua chay rung tram o dau", ["a-fire"]),
        ("phuong 5 chuyen doi so", ["ward5"]),
        ("phuong 15 lam gi", ["ward15"]),
        ("phuong 51 lam gi", []),
        ("12/kh-ubnd co gi", ["a-25"]),
        ("112/kh-ubnd co gi", []),
        ("tan phuong lam gi", []),
        ("thoi tiet hom nay", []),
        ("", []),
    ],
)
def test_a_plan_is_meant_by_its_place_number_or_title(folded, plans):
    assert linked(folded) == plans


def test_a_place_tells_which_of_those_that_bear_one_number():
    same = [plan(f"in-{name}", f"xã {name}", "Quy định", number="8/QĐ-UBND")
            for name in ("Tân Phú", "Đông Sơn")]  # fmt: skip
    both = [*same, LIBRARY[3]]
    assert [r.id for r in link_plans("8/qd-ubnd cua dong son", both)] == ["in-Đông Sơn"]
    assert len(link_plans("8/qd-ubnd quy dinh gi", both)) == 2
    asked = link_plans("so sanh 8/qd-ubnd cua dong son voi 45/kh-ubnd", both)
    assert {r.id for r in asked} == {"in-Đông Sơn", "ward5"}


def test_two_places_named_mean_a_plan_of_each():
    assert set(linked("ke hoach chuyen doi so phuong 5 va nuoc sach phuong 15")) == {
        "ward5",
        "ward15",
    }


def test_a_document_left_out_is_never_meant():
    assert linked("ke hoach chuyen doi so phuong 5", exclude={"ward5"}) == []


def test_the_district_decides_between_communes_of_one_name():
    north = plan("north", "xã Tân Phú", "Kế hoạch tưới tiêu", district="huyện Ba Tơ")
    south = plan("south", "xã Tân Phú", "Kế hoạch tưới tiêu", district="huyện Cái Bè")
    found = link_plans("ke hoach tuoi tieu xa tan phu huyen cai be", [north, south])
    assert found[0] is south


def test_the_title_of_an_attached_plan_counts():
    decision = plan("d", None, "Quyết định ban hành", attached=Attached(
        "Kế hoạch", "Kế hoạch trồng rừng ngập mặn", 3))  # fmt: skip
    other = plan("e", None, "Quyết định khen thưởng")
    found = link_plans("trong rung ngap man bao nhieu hecta", [decision, other])
    assert [record.id for record in found] == ["d"]


def test_the_order_of_the_library_does_not_matter():
    asked = "ke hoach cai cach hanh chinh nam 2025 xa tan phu va phuong 5"
    forwards = link_plans(asked, LIBRARY)
    assert link_plans(asked, LIBRARY[::-1]) == forwards
    assert len(forwards) == 2


def test_an_empty_library_means_no_plan():
    assert link_plans("xa tan phu", []) == ()


def test_what_is_remembered_of_a_library_is_what_it_says():
    """A tuple is read once; a list, or another tuple, anew."""
    asked = ["phuong 15 lam gi", "12/kh-ubnd", "chua chay rung tram o tan phu", "nuoc sach", ""]
    first, second = tuple(LIBRARY), tuple(LIBRARY[:-1])
    for _ in range(2):
        for library in (first, second):
            for text in asked:
                assert link_plans(text, library) == link_plans(text, list(library))
            assert places_of(library) == places_of(list(library))
    assert places_of(first) - places_of(second) == {"phuong 15"}


def test_places_around_are_those_that_documents_lie_in():
    north = plan("north", "xã Tân Phú", "Kế hoạch", district="huyện Ba Tơ")
    nowhere = plan("n", None, "Kế hoạch")
    assert places_of([north, nowhere]) == {"tan phu"}
    assert places_around([north, nowhere]) == {"tan phu", "ba to"}
