"""Offices in questions: how clerks type them, and words that only look like offices."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.folding import fold
from kg.office_asked import find_asked_offices
from kg.office_forms import form_names, forms, office_of
from kg.office_identity import identify


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("phong noi vu vi thanh phai lam gi", ["Phòng Nội vụ thành phố Vị Thanh"]),
        ("snv lang son lam gi", ["Sở Nội vụ tỉnh Lạng Sơn"]),
        ("so tai chinh co nhiem vu nao", ["Sở Tài chính"]),
        ("STC và SKHĐT cùng làm gì?", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
        ("ban qlda lam gi", ["Ban Quản lý dự án"]),
        ("cong an tinh phoi hop voi ai", ["Công an tỉnh"]),
        ("vp ubnd co may nhiem vu", ["Văn phòng UBND"]),
        ("VP HĐND&UBND huyện phải làm gì?", ["Văn phòng HĐND và UBND huyện"]),
        ("P.NV chủ trì bao nhiêu nhiệm vụ", ["Phòng Nội vụ"]),
        ("S.NV tham mưu gì", ["Sở Nội vụ"]),
        ("Trưởng phòng Nội vụ Vị Thanh", ["Trưởng phòng Nội vụ thành phố Vị Thanh"]),
        ("tp noi vu lam gi", ["Trưởng phòng Nội vụ"]),
        ("gd so noi vu ky gi", ["Giám đốc Sở Nội vụ"]),
        ("ct ubnd xa duyet gi", ["Chủ tịch UBND xã"]),
        ("sếp phòng nội vụ phải báo cáo ai", ["Lãnh đạo Phòng Nội vụ"]),
        ("công chức VP-TK phường 5 làm gì", ["Công chức Văn phòng - Thống kê Phường 5"]),
        ("vptk", ["Công chức Văn phòng - Thống kê"]),
        ("một cửa phường 5 có việc gì", ["Bộ phận Tiếp nhận và Trả kết quả Phường 5"]),
        ("sở y tế Phú Thọ", ["Sở Y tế tỉnh Phú Thọ"]),
        ("so noi vu tphcm", ["Sở Nội vụ thành phố Hồ Chí Minh"]),
        ("snnmt", ["Sở Nông nghiệp và Môi trường"]),
        ("sở nông nghiệp có việc gì", ["Sở Nông nghiệp"]),
        ("phong van hoa", ["Phòng Văn hóa"]),
        ("mttq xã làm gì", ["Ủy ban Mặt trận Tổ quốc Việt Nam xã"]),
        ("đoàn thanh niên", ["Đoàn Thanh niên"]),
        ("nghi quyet cua tinh uy hau giang", ["Tỉnh ủy Hậu Giang"]),
        ("thanh tra tỉnh Đắk Lắk kiểm tra gì", ["Thanh tra tỉnh Đắk Lắk"]),
        ("ttpvhcc tinh lai chau", ["Trung tâm Phục vụ hành chính công tỉnh Lai Châu"]),
        ("ban quản lý khu kinh tế", ["Ban Quản lý Khu kinh tế"]),
        ("phòng kinh tế, hạ tầng và đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("các phòng ban phải làm gì", ["các phòng ban"]),
        ("ubnd các xã, phường", ["ubnd các xã, phường"]),
        ("so ldtbxh hay so ld-tb&xh", ["Sở Lao động - Thương binh và Xã hội"] * 2),
        ("UBND xã quản lý gì", ["UBND xã"]),
        ("phòng nội vụ thị xã hồng ngự", ["Phòng Nội vụ thị xã Hồng Ngự"]),
    ],
)
def test_offices_are_found_as_they_are_typed(question, names):
    found = find_asked_offices(question)
    assert [match.name for match in found] == names
    assert all(question[match.start : match.end] == match.raw for match in found)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "cơ sở y tế nào phải báo cáo",
        "co so y te nao phai bao cao",
        "cán bộ nội vụ được đào tạo gì",
        "toàn bộ y tế",
        "cơ chế một cửa, một cửa liên thông là gì",
        "một cửa điện tử",
        "chính phủ điện tử, chính phủ số",
        "số tài chính năm 2025",
        "văn phòng phẩm",
        "phòng, chống thiên tai",
        "phong chong tham nhung",
        "xã hội số; kinh tế số",
        "tình hình thực hiện",
        "Quyết định 605/QĐ-UBND, 12/TTr-SNV, 36-NQ/HĐND",
        "cát và đá; cat san lap",
        "công an toàn",
        "what is the weather in Da Nang",
        "thời tiết hôm nay",
        "TP Hồ Chí Minh",
        "văn bản tổ chức thực hiện",
        "cac phuong tien, cac phong trao, cac bo phan",
        "ủy ban bầu cử; dai bieu quoc hoi khoa may",
        "cong chuc thuoc ai; hoat dong kinh te xa hoi",
    ],
)
def test_what_only_looks_like_an_office_is_none(question):
    assert find_asked_offices(question) == []


def test_heads_and_groups_are_marked():
    found = find_asked_offices("chủ tịch UBND phường giao các phòng, ban và phòng nội vụ")
    assert [(m.head, m.group) for m in found] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize("row", corpus.table("offices"), ids=lambda row: row["name"])
def test_every_listed_office_is_found_without_case_and_diacritics(row):
    """The table itself is the list of what has to be found."""
    names = [match.name for match in find_asked_offices(fold(row["name"]) + " phai lam gi")]
    assert [identify(name).key for name in names] == [identify(row["name"]).key]


def test_forms_follow_from_names_and_keep_to_the_table():
    assert len({form.words for form in forms()}) == len(forms())
    listed = {
        " ".join(fold(name).replace("&", " va ").replace("-", " ").split()): row["name"]
        for row in corpus.table("offices")
        for name in (row["name"], *row["aliases"].split(";"))
        if name and not set(name) & set(".,()")
    }
    held = {form.words: {office_of(row) for row in form.rows} for form in forms()}
    assert {words for words, name in listed.items() if name not in held[words]} == set()
    assert form_names().match([], 0, fuzzy=False) is None


@given(st.text(alphabet="phòng nội vụ sở UBND xã tỉnh ủy .,-/&5TP", max_size=200))
def test_spans_are_ordered_and_never_overlap(text):
    found = find_asked_offices(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(match.raw and text[match.start : match.end] == match.raw for match in found)


def test_a_question_of_ten_kilobytes_is_read():
    assert len(find_asked_offices("phòng nội vụ phải làm gì? " * 400)) == 400
