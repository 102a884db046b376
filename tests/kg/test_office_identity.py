"""One office under its many names: by hand, from plans and how clerks write to one another."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.folding import fold
from kg.model import Place
from kg.office_identity import OfficeIdentity, covers, identify, office_terms, same
from kg.terms import PlaceLevel

VI_THANH = Place("thành phố Vị Thanh", PlaceLevel.DISTRICT, None, "tỉnh Hậu Giang")
HONG_NGU = Place("thị xã Hồng Ngự", PlaceLevel.DISTRICT, None, "tỉnh Đồng Tháp")
WARD_5 = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")
NGUYEN_GIAP = Place("xã Nguyên Giáp", PlaceLevel.COMMUNE, "huyện Tứ Kỳ", "tỉnh Hải Dương")
HAU_GIANG = Place("tỉnh Hậu Giang", PlaceLevel.PROVINCE, None, "tỉnh Hậu Giang")
HA_NOI = Place("thành phố Hà Nội", PlaceLevel.PROVINCE, None, "thành phố Hà Nội")


@pytest.mark.parametrize(
    ("printed", "place", "meant"),
    [
        (
            "Trưởng phòng Nội vụ",
            VI_THANH,
            OfficeIdentity(
                "phong noi vu", "Phòng Nội vụ", True, False, "huyện", "thành phố Vị Thanh"
            ),
        ),
        (
            "Sở Nội vụ tỉnh Tiền Giang",
            VI_THANH,
            OfficeIdentity(
                "so noi vu tinh tien giang",
                "Sở Nội vụ tỉnh Tiền Giang",
                False,
                False,
                "tỉnh",
                "tỉnh Tiền Giang",
            ),
        ),
        (
            "Chủ tịch UBND phường",
            WARD_5,
            OfficeIdentity("ubnd", "UBND Phường 5", True, False, "xã", "Phường 5"),
        ),
        (
            "UBND các xã, phường",
            HAU_GIANG,
            OfficeIdentity("ubnd cap xa", "UBND các xã, phường", False, True, None, None),
        ),
        (
            "Bộ KH&ĐT",
            HAU_GIANG,
            OfficeIdentity(
                "bo ke hoach va dau tu",
                "Bộ Kế hoạch và Đầu tư",
                False,
                False,
                "trung ương",
                None,
            ),
        ),
        (
            "Phòng Nội vụ",
            None,
            OfficeIdentity("phong noi vu", "Phòng Nội vụ", False, False, "huyện", None),
        ),
        (
            "Ban Tuyên giáo Thành ủy",
            HAU_GIANG,
            OfficeIdentity(
                "ban tuyen giao thanh uy", "Ban Tuyên giáo Thành ủy", False, False, None, None
            ),
        ),
    ],
)
def test_a_name_is_read_whole(printed, place, meant):
    assert identify(printed, place=place) == meant


SPELLINGS = {
    "phong noi vu": (
        VI_THANH,
        [
            "Phòng Nội vụ",
            "phòng nội vụ",
            "phong noi vu",
            "PHÒNG NỘI VỤ",
            "PNV",
            "P.NV",
            "P. NV",
            "P. Nội vụ",
            "Phòng NV",
            "Trưởng phòng Nội vụ",
            "Phó Trưởng phòng Nội vụ",
            "TP Nội vụ",
            "Trưởng Phòng Nội vụ thành phố",
            "Phòng Nội vụ thành phố",
            "Phòng Nội vụ thành phố Vị Thanh",
            "Phòng Nội vụ TP. Vị Thanh",
            "Phòng Nội vụ TP",
            "Phòng  Nội vụ ",
            "Phòng Nội vụ (cơ quan thường trực)",
            "Phòng Nội vụ thuộc UBND thành phố",
        ],
    ),
    "so noi vu": (
        VI_THANH,
        [
            "SNV",
            "Sở Nội vụ",
            "S.NV",
            "Sở NV",
            "so noi vu",
            "Sở Nội vụ tỉnh",
            "GĐ Sở Nội vụ",
            "Giám đốc Sở Nội vụ tỉnh Hậu Giang",
            "snv hậu giang",
        ],
    ),
    "so tai chinh": (
        HA_NOI,
        [
            "STC",
            "stc",
            "Sở TC",
            "Sở Tài chính thành phố",
            "Sở Tài chính thành phố Hà Nội",
        ],
    ),
    "van phong hdnd va ubnd": (
        VI_THANH,
        [
            "VP HĐND&UBND",
            "Văn phòng HĐND và UBND",
            "Văn phòng HĐND-UBND",
            "VPHĐND&UBND",
            "VP HĐND, UBND",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thành phố",
            "vp hdnd ubnd",
            "Chánh Văn phòng HĐND và UBND",
            "CVP HĐND và UBND thành phố",
            "Văn phòng HĐND - UBND TP",
        ],
    ),
    "bo phan tiep nhan va tra ket qua": (
        WARD_5,
        [
            "Bộ phận TN&TKQ",
            "Bộ phận Một cửa",
            "Một cửa",
            "một cửa phường",
            "BP TN&TKQ",
            "Bộ phận Tiếp nhận và Trả kết quả phường",
            "bộ phận tiếp nhận và trả kết quả",
        ],
    ),
    "cong chuc van phong thong ke": (
        WARD_5,
        [
            "công chức VP-TK",
            "Công chức Văn phòng – Thống kê",
            "Văn phòng - Thống kê phường",
            "VP-TK",
            "VPTK",
            "cán bộ Văn phòng - Thống kê",
            "cc vp-tk",
            "công chức văn phòng thống kê Phường 5",
        ],
    ),
    "ubnd": (
        WARD_5,
        [
            "UBND phường",
            "Ủy ban nhân dân phường",
            "Uỷ ban nhân dân Phường 5",
            "UBND Phường 05",
            "UBND",
            "Chủ tịch UBND phường",
            "Phó Chủ tịch UBND phường",
            "CT UBND phường",
            "Chủ tịch phường",
            "ubnd phuong 5",
            "Chủ tịch UBND Phường 5",
            "UBND cấp xã",
        ],
    ),
    "cong an": (
        HAU_GIANG,
        [
            "Công an tỉnh",
            "Công an",
            "CAT",
            "Giám đốc Công an tỉnh",
            "Công an tỉnh Hậu Giang",
        ],
    ),
    "phong lao dong thuong binh va xa hoi": (
        VI_THANH,
        [
            "Phòng LĐ-TB&XH",
            "Phòng LĐTBXH",
            "Phòng LĐTB&XH",
            "Phòng Lao động, Thương binh và Xã hội",
            "Phòng Lao động - Thương binh và Xã hội",
            "phòng lao động",
            "P.LĐTBXH",
        ],
    ),
    "trung tam phuc vu hanh chinh cong": (
        HAU_GIANG,
        [
            "TTPVHCC",
            "Trung tâm PVHCC tỉnh",
            "Trung tâm Phục vụ HCC",
            "TT Phục vụ hành chính công tỉnh",
            "Giám đốc Trung tâm Phục vụ hành chính công tỉnh",
            "Trung tâm Hành chính công",
        ],
    ),
    "cac ban nganh so": (
        HAU_GIANG,
        [
            "các sở, ban, ngành",
            "Các Sở, ban ngành",
            "các sở, ban, ngành tỉnh",
            "sở, ban, ngành",
            "Thủ trưởng các sở, ban, ngành",
            "các ban, ngành và sở",
            "các sở, ban, ngành cấp tỉnh",
        ],
    ),
    "cac co quan don vi lien quan": (
        HAU_GIANG,
        [
            "các cơ quan, đơn vị liên quan",
            "các cơ quan, đơn vị có liên quan",
            "cơ quan, đơn vị liên quan",
            "các đơn vị, cơ quan có liên quan",
            "Thủ trưởng các cơ quan, đơn vị có liên quan",
        ],
    ),
    "ubnd cap xa": (
        HAU_GIANG,
        [
            "UBND cấp xã",
            "UBND các xã, phường",
            "UBND xã, phường",
            "UBND các xã, phường, thị trấn",
            "Ủy ban nhân dân các phường, xã",
            "Chủ tịch UBND cấp xã",
            "UBND các xã/phường",
            "Chủ tịch UBND các xã, phường, đặc khu",
        ],
    ),
}


@pytest.mark.parametrize("key", SPELLINGS)
def test_every_spelling_leads_to_one_key_and_one_name(key):
    place, printed = SPELLINGS[key]
    found = [identify(name, place=place) for name in printed]
    assert {name: one.key for name, one in zip(printed, found, strict=True)} == (
        dict.fromkeys(printed, key)
    )
    if not found[0].group:
        assert len({(one.name, one.level, one.place) for one in found}) == 1


def test_no_two_offices_of_the_table_share_a_key():
    keys = [identify(row["name"]).key for row in corpus.table("offices")]
    twice = [key for key, count in itertools.groupby(sorted(keys)) if len(list(count)) > 1]
    assert twice == []


@pytest.mark.parametrize(
    ("printed", "head", "group"),
    [
        ("Trưởng phòng Nội vụ", True, False),
        ("TP Nội vụ", True, False),
        ("TP Hồ Chí Minh", False, False),
        ("Chánh Thanh tra tỉnh", True, False),
        ("Chánh án Tòa án nhân dân tỉnh", True, False),
        ("Hội đồng nhân dân", False, False),
        ("Thủ trưởng các cơ quan", True, True),
        ("thủ trưởng cơ quan, đơn vị", True, True),
        ("người đứng đầu cơ quan", True, True),
        ("Chủ tịch UBND các xã, phường", True, True),
        ("các phòng, ban, đơn vị", False, True),
        ("địa phương liên quan", False, True),
        ("mỗi cơ quan", False, True),
        ("Ban Tổ chức", False, False),
        ("Trưởng Ban Tổ chức", True, False),
        ("Trung tâm Phục vụ hành chính công cấp xã", False, True),
        ("UBND xã", False, False),
        ("Phòng Văn hóa - Xã hội", False, False),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam các cấp", False, True),
        ("Chủ tịch UBND cấp huyện, cấp xã", True, True),
        ("Thủ trưởng các sở, cơ quan ngang sở", True, True),
        ("trường học", False, False),
        ("Báo Hà Tĩnh", False, False),
        ("", False, False),
        ("???", False, False),
        ("Trưởng phòng", True, False),
    ],
)
def test_heads_and_groups_are_told_apart(printed, head, group):
    found = identify(printed, place=HAU_GIANG)
    assert (found.head, found.group) == (head, group)


@pytest.mark.parametrize(
    ("asked", "held", "place", "meant"),
    [
        ("PNV", "Trưởng phòng Nội vụ", VI_THANH, True),
        ("Phòng Nội vụ", "Sở Nội vụ", VI_THANH, False),
        ("Phòng Nội vụ", "Bộ Nội vụ", VI_THANH, False),
        ("Phòng Nội vụ thành phố Vị Thanh", "Phòng Nội vụ", VI_THANH, True),
        ("Phòng Nội vụ thị xã Hồng Ngự", "Phòng Nội vụ", VI_THANH, False),
        ("Phòng Nội vụ thị xã Hồng Ngự", "Phòng Nội vụ", HONG_NGU, True),
        ("phong noi vu hong ngu", "Phòng Nội vụ", HONG_NGU, True),
        ("Phòng Nội vụ", "Phòng Nội vụ thị xã Hồng Ngự", VI_THANH, False),
        ("snv hau giang", "Sở Nội vụ", HAU_GIANG, True),
        ("Sở Nội vụ tỉnh Tiền Giang", "Sở Nội vụ", HAU_GIANG, False),
        ("Sở Nội vụ", "Sở Nội vụ tỉnh", NGUYEN_GIAP, True),
        ("phòng tài chính", "Phòng Tài chính - Kế hoạch", VI_THANH, True),
        ("sở tài chính", "Phòng Tài chính - Kế hoạch", VI_THANH, False),
        ("Sở Tài chính", "Sở Kế hoạch và Đầu tư", HAU_GIANG, False),
        ("Phòng Kinh tế", "Phòng Kinh tế và Hạ tầng", VI_THANH, False),
        ("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị", WARD_5, False),
        ("phòng văn hóa", "Phòng Văn hóa và Thông tin", VI_THANH, True),
        ("phòng văn hóa", "Phòng Văn hóa - Xã hội", NGUYEN_GIAP, True),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa và Thông tin", VI_THANH, False),
        ("công chức Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội", NGUYEN_GIAP, False),
        ("UBND phường", "Chủ tịch UBND Phường 5", WARD_5, True),
        ("UBND thành phố", "UBND phường", WARD_5, False),
        ("UBND tỉnh", "UBND", WARD_5, True),
        ("UBND xã Tân Thành", "UBND xã", NGUYEN_GIAP, False),
        ("một cửa", "Bộ phận Tiếp nhận và Trả kết quả phường", WARD_5, True),
        ("Công an tỉnh", "Công an phường", WARD_5, False),
        ("Công an", "Công an phường", WARD_5, True),
        ("Sở NN&MT", "Sở Nông nghiệp và Phát triển nông thôn", HAU_GIANG, False),
        ("sở nông nghiệp", "Sở Nông nghiệp và Phát triển nông thôn", HAU_GIANG, True),
        ("sở nông nghiệp", "Sở Nông nghiệp và Môi trường", HAU_GIANG, True),
        ("UBND cấp xã", "UBND các xã, phường", HAU_GIANG, True),
        ("UBND cấp xã", "UBND xã Tân Thành", HAU_GIANG, False),
        ("các phòng, ban", "Phòng Nội vụ", VI_THANH, False),
        ("các sở, ban, ngành", "các sở, ban ngành tỉnh", HAU_GIANG, True),
        ("Sở Tài chính", "Sở Tài chính - Vật giá", HAU_GIANG, False),
        ("HĐND", "UBND", WARD_5, False),
        ("Thường trực HĐND phường", "HĐND phường", WARD_5, False),
        ("Văn phòng UBND tỉnh", "UBND tỉnh", HAU_GIANG, False),
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo", HAU_GIANG, True),
    ],
)
def test_an_office_asked_about_is_the_one_in_a_task_or_not(asked, held, place, meant):
    assert same(asked, held, place=place) is meant


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        ("UBND tỉnh", "UBND tỉnh Tiền Giang", True),
        ("UBND tỉnh Hậu Giang", "UBND tỉnh Tiền Giang", False),
        ("Phòng Nội vụ", "Phòng Nội vụ thành phố Vị Thanh", True),
        ("Sở Nội vụ tỉnh Hậu Giang", "Sở Nội vụ tỉnh Tiền Giang", False),
        ("Công an thành phố Cần Thơ", "Công an thành phố Hải Phòng", False),
    ],
)
def test_without_a_document_only_what_is_told_apart_differs(first, second, meant):
    assert same(first, second) is same(second, first) is meant


@given(
    st.sampled_from([row["name"] for row in corpus.table("offices")]),
    st.sampled_from([row["name"] for row in corpus.table("offices")]),
)
def test_same_is_symmetric_and_agrees_with_the_key(first, second):
    alike = identify(first, place=VI_THANH).key == identify(second, place=VI_THANH).key
    assert same(first, second, place=VI_THANH) is same(second, first, place=VI_THANH)
    assert not alike or same(first, second, place=VI_THANH)


@pytest.mark.parametrize(
    ("group", "office", "held"),
    [
        ("các phòng, ban, đơn vị", "Phòng Nội vụ", True),
        ("các phòng, ban", "Sở Nội vụ", False),
        ("các phòng, ban", "Văn phòng HĐND và UBND", True),
        ("các sở, ban, ngành", "Sở Tài chính", True),
        ("các sở, ban, ngành", "Công an tỉnh", True),
        ("các sở, ban, ngành", "Kho bạc Nhà nước", True),
        ("các sở, ban, ngành", "Phòng Tư pháp", False),
        ("các ban, ngành", "Phòng Tư pháp", True),
        ("các sở", "Phòng Tư pháp", False),
        ("UBND các xã, phường", "UBND Phường 5", True),
        ("UBND cấp xã", "UBND xã Nguyên Giáp", True),
        ("UBND cấp xã", "UBND tỉnh", False),
        ("UBND các huyện, thị xã, thành phố", "UBND thành phố Vị Thanh", True),
        ("các cơ quan, đơn vị, địa phương", "UBND phường", True),
        ("các cơ quan, đơn vị", "Trung tâm Y tế", True),
        ("các cơ quan chuyên môn", "Phòng Nội vụ", True),
        ("các cơ quan chuyên môn", "Công an tỉnh", False),
        ("các đơn vị sự nghiệp công lập", "Trung tâm Y tế", True),
        ("các đơn vị sự nghiệp công lập", "Phòng Nội vụ", False),
        ("các tổ chức chính trị - xã hội", "Hội Nông dân", True),
        ("các đoàn thể", "Đoàn Thanh niên", True),
        ("các đoàn thể", "Sở Nội vụ", False),
        ("các cơ quan chuyên môn, đơn vị sự nghiệp", "Trung tâm Y tế", True),
        ("các cơ quan chuyên môn, đơn vị sự nghiệp", "Hội Nông dân", False),
        ("Trung tâm PVHCC cấp xã", "Trung tâm Phục vụ hành chính công xã Nguyên Giáp", True),
        ("UBND cấp huyện, cấp xã", "UBND phường", True),
        ("UBND cấp huyện, cấp xã", "UBND tỉnh", False),
        ("các bộ, ngành", "Bộ Tài chính", True),
        ("các doanh nghiệp", "Sở Nội vụ", False),
        ("Phòng Nội vụ", "Phòng Nội vụ", False),
        ("các sở, ban, ngành", "các sở", False),
        ("", "Phòng Nội vụ", False),
    ],
)
def test_a_group_holds_offices_of_its_kinds(group, office, held):
    assert covers(group, office) is held


def test_a_short_form_means_the_office_of_the_documents_level():
    assert identify("phòng văn hóa", place=NGUYEN_GIAP).name == "Phòng Văn hóa - Xã hội"
    assert identify("phòng văn hóa", place=VI_THANH).name == "Phòng Văn hóa và Thông tin"
    assert identify("phòng văn hóa").name == "Phòng Văn hóa và Thông tin"


def test_a_bare_city_is_a_province_of_its_own_since_the_reform():
    assert identify("UBND thành phố", on=dt.date(2025, 8, 1)).level == "tỉnh"
    assert identify("UBND thành phố", on=dt.date(2025, 6, 30)).level is None
    assert identify("UBND thành phố", place=HA_NOI).key == "ubnd"


def test_terms_hold_every_name_and_alias_once():
    terms = list(office_terms())
    rows = corpus.table("offices")
    assert {name for name, _ in terms} == {row["name"] for row in rows}
    assert len(terms) == len(set(terms))
    assert ("Phòng Nội vụ", "PNV") in terms
    assert all(alias.strip() == alias != "" for _, alias in terms)


@given(st.text(alphabet="UBND Phòng Nội vụ, các xã tỉnh Sở cấp TP.-/()5", max_size=80))
def test_any_text_is_read_and_keys_are_folded(text):
    found = identify(text, place=WARD_5)
    assert found.key == fold(found.key)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("PNV", "Trưởng phòng Nội vụ", True),
        ("Phòng Nội vụ", "Phòng Nội vụ thành phố Vị Thanh", True),
        ("UBND tỉnh", "UBND tỉnh Tiền Giang", True),
        ("UBND tỉnh Hậu Giang", "UBND tỉnh Tiền Giang", False),
        ("UBND phường", "UBND thành phố", False),
        ("Phòng Tư pháp", "Phòng Nội vụ", False),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa và Thông tin", False),
    ],
)
def test_names_mean_one_office_or_two(first, second, one):
    assert same(first, second) is one
    assert same(second, first) is one
