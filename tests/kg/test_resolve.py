"""Which document a mention means: identity is number, day and issuer, never the number alone."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identity import completed, is_national, issuer_form, same_issuer
from kg.model import DocumentRecord, Header, Mention, Place
from kg.registry import load_registry
from kg.resolve import CitedAt, candidates_for, identity_key, link_group, resolve
from kg.terms import CitationRole, MentionType, PlaceLevel, ProblemCode, Relation

REGISTRY = load_registry()
WARD = Place("Phường 5", PlaceLevel.WARD, district="thị xã Gò Công", province="tỉnh Tiền Giang")
CITY = Place("thành phố Vị Thanh", PlaceLevel.DISTRICT, province="tỉnh Hậu Giang")
D2021, D2022, D2025 = dt.date(2021, 10, 18), dt.date(2022, 1, 12), dt.date(2025, 2, 12)


def mention(canonical=None, *, day=None, issuer=None, title=None, kind=MentionType.NUMBERED, at=0):
    return Mention(
        canonical=canonical,
        type=None,
        number=None,
        year=None,
        issuer=issuer,
        date=day,
        title=title,
        relation=Relation.LEGAL_BASIS,
        role=CitationRole.BASIS,
        mention_type=kind,
        char_start=at,
    )


def plan(name: str, place: Place | None, day: dt.date | None = D2025) -> DocumentRecord:
    header = Header(number="15/KH-UBND", date=day, place=place)
    return DocumentRecord(id=name, key=f"15/KH-UBND@{day}@{name}", held=True, header=header)


def targets(cited, held=(), registry=REGISTRY) -> dict[int, str | None]:
    return {link.mention_id: link.target for link in link_group(cited, held, registry)}


@pytest.mark.parametrize(("canonical", "day", "issuer", "title", "key"), [
    ("61/2018/NĐ-CP", dt.date(2018, 4, 23), "Chính phủ", None, "61/2018/NĐ-CP@2018-04-23"),
    ("2703/QĐ-UBND", D2021, "Uỷ ban nhân dân tỉnh Tiền Giang", None,
     "2703/QĐ-UBND@2021-10-18@UBND tỉnh Tiền Giang"),
    ("65/QĐ-UBND", None, "Chủ tịch UBND tỉnh Tiền Giang", None,
     "65/QĐ-UBND@?@UBND tỉnh Tiền Giang"),
    ("03-NQ/TU", None, None, None, "03-NQ/TU@?@?"),
    ("18-NQ/TW", None, "Bộ Chính trị", None, "18-NQ/TW@?"),
    (None, None, None, "Luật Nhà giáo", "luat-nha-giao@?"),
    (None, None, "Tỉnh ủy", "Chương trình hành động", "chuong-trinh-hanh-dong@?@Tỉnh ủy"),
])  # fmt: skip
def test_an_identity_is_printed_as_number_day_and_issuer(canonical, day, issuer, title, key):
    assert identity_key(canonical, day, issuer, title) == key


def test_every_registered_document_has_the_identity_that_its_facts_give():
    for entry in REGISTRY.entries.values():
        if entry.signed and entry.type != "Tiêu chuẩn":
            assert identity_key(entry.number, entry.signed, entry.issuer, entry.title) == entry.key


@pytest.mark.parametrize(("number", "national"), [
    ("61/2018/NĐ-CP", True), ("468/QĐ-TTg", True), ("876/QĐ-BNV", True), ("18-NQ/TW", True),
    ("65/2025/QH15", True), ("01/2015/TTLT-BNV-BTC", True), ("36/QĐ-UBND", False),
    ("09/2022/NQ-HĐND", False), ("03-NQ/TU", False), ("05/HD-SNV", False),
])  # fmt: skip
def test_only_central_bodies_have_one_series_for_the_country(number, national):
    assert is_national(number) is national


@pytest.mark.parametrize(("issuer", "place", "full"), [
    ("UBND tỉnh", WARD, "UBND tỉnh Tiền Giang"),
    ("Ủy ban nhân dân thị xã", WARD, "UBND thị xã Gò Công, tỉnh Tiền Giang"),
    ("UBND phường", WARD, "UBND phường 5, thị xã Gò Công, tỉnh Tiền Giang"),
    ("UBND Phường 5", WARD, "UBND phường 5, thị xã Gò Công, tỉnh Tiền Giang"),
    ("UBND huyện Cái Bè", WARD, "UBND huyện Cái Bè"),  # its province is not said
    ("Sở Nội vụ", WARD, "Sở Nội vụ tỉnh Tiền Giang"),
    ("UBND tỉnh Hậu Giang", WARD, "UBND tỉnh Hậu Giang"),
    ("UBND thành phố", CITY, "UBND thành phố Vị Thanh, tỉnh Hậu Giang"),
    ("UBND thị xã", CITY, "UBND thị xã"),  # the citing place has none: left as it is
    ("UBND thành phố", WARD, "UBND thành phố"),  # which one is not known
    ("UBND tỉnh", None, "UBND tỉnh"),
    (None, WARD, None),
])  # fmt: skip
def test_an_issuer_is_completed_from_the_citing_place(issuer, place, full):
    assert completed(issuer, place) == full


@pytest.mark.parametrize(("left", "right", "place", "same"), [
    ("UBND tỉnh Tiền Giang", "Uỷ ban nhân dân tỉnh Tiền Giang", None, True),
    ("UBND tỉnh Tiền Giang", "UBND tỉnh Kiên Giang", WARD, False),
    ("UBND huyện Cái Bè", "UBND huyện Cái Bè, tỉnh Tiền Giang", WARD, True),
    ("UBND huyện Cái Bè", "UBND huyện Cái Bè, tỉnh Tiền Giang", CITY, False),
    ("Sở Nội vụ", "Sở Nội vụ tỉnh Tiền Giang", WARD, True),
    ("Sở Nội vụ", "Sở Nội vụ tỉnh Tiền Giang", None, False),  # any province's
    ("UBND phường 5", "UBND phường 5, thành phố Trà Vinh, tỉnh Trà Vinh", WARD, False),
])  # fmt: skip
def test_a_shorter_name_means_the_fuller_one_only_within_the_province(left, right, place, same):
    assert same_issuer(left, right, place) is same
    assert same_issuer(right, left, place) is same


@given(st.text(max_size=40))
def test_any_issuer_has_one_form(text):
    assert issuer_form(issuer_form(text)) == issuer_form(text)


@pytest.mark.parametrize(("cited", "on", "target"), [
    (mention("76/NQ-CP", day=dt.date(2021, 7, 15)), D2025, "76/NQ-CP@2021-07-15"),
    (mention("76/NQ-CP", day=dt.date(2013, 6, 13)), D2025, "76/NQ-CP@2013-06-13"),
    (mention("76/NQ-CP", title="cải cách hành chính"), D2022, "76/NQ-CP@2021-07-15"),
    (mention("76/NQ-CP"), D2022, None),  # two remain
    (mention("76/NQ-CP"), dt.date(2015, 1, 1), "76/NQ-CP@2013-06-13"),  # the other came later
    (mention("76/NQ-CP", day=dt.date(2019, 3, 1)), D2022, None),  # a third one, unknown to us
    (mention("61/2018/NĐ-CP"), D2025, "61/2018/NĐ-CP@2018-04-23"),
    (mention("18-NQ/TW"), D2021, "18-NQ/TW@2017-10-25"),
    (mention("18-NQ/TW"), dt.date(2023, 10, 1), None),
    # the term of the Central Committee tells 2017 from 2022
    (mention("18-NQ/TW", issuer="Ban Chấp hành Trung ương Đảng (khóa XII)"),
     dt.date(2023, 10, 1), "18-NQ/TW@2017-10-25"),
    (mention("18-NQ/TW", issuer="Ban Chấp hành Trung ương Đảng (khoá XIII)"),
     dt.date(2023, 10, 1), "18-NQ/TW@2022-06-16"),
    (mention("18-NQ/TW", title="về quản lý và sử dụng đất"), dt.date(2023, 10, 1),
     "18-NQ/TW@2022-06-16"),
    (mention("468/QĐ-TTg"), D2022, None),  # of 2021, likely; of 2011, possible
    (mention("468/QĐ-TTg", title="Đổi mới việc thực hiện cơ chế một cửa"), D2022,
     "468/QĐ-TTg@2021-03-27"),
    (mention("1085/QĐ-TTg", day=dt.date(2022, 9, 15)), D2025, None),
    (mention(title="Luật Ngân sách nhà nước", kind=MentionType.NAMED_LAW), D2025,
     "83/2015/QH13@2015-06-25"),
    (mention(title="Luật Viên chức", kind=MentionType.NAMED_LAW), None, None),  # 2010 or 2025
    (mention("36/QĐ-UBND", kind=MentionType.SELF), D2025, None),
])  # fmt: skip
def test_a_mention_is_resolved_only_when_one_document_is_clearly_meant(cited, on, target):
    citing = Header(date=on, place=WARD)
    found = resolve(cited, citing, candidates_for(cited, citing, REGISTRY))
    assert found.target == target


def test_a_doubt_keeps_its_choices_best_first_with_reasons():
    citing = Header(date=D2022)
    cited = mention("76/NQ-CP")
    found = resolve(cited, citing, candidates_for(cited, citing, REGISTRY))
    assert [c.key for c in found.choices] == ["76/NQ-CP@2021-07-15", "76/NQ-CP@2013-06-13"]
    assert found.choices[0].probability > found.choices[1].probability
    assert [c.reason for c in found.choices] == ["same_number", "same_number"]
    assert [p.code for p in found.problems] == [ProblemCode.AMBIGUOUS_DOCUMENT]


def test_a_day_that_contradicts_a_number_with_its_year_is_a_problem_not_another_document():
    citing = Header(date=D2025)
    cited = mention("61/2018/NĐ-CP", day=dt.date(2018, 4, 28))
    found = resolve(cited, citing, candidates_for(cited, citing, REGISTRY))
    assert found.target == "61/2018/NĐ-CP@2018-04-23"
    assert [p.code for p in found.problems] == [ProblemCode.CONFLICTING_DATES]


def test_documents_of_two_provinces_with_one_number_and_day_stay_two():
    day = dt.date(2025, 1, 13)
    cited = [
        CitedAt(1, mention("65/QĐ-UBND", day=day, issuer="UBND tỉnh"), plan("a", WARD)),
        CitedAt(2, mention("65/QĐ-UBND", day=day, issuer="UBND tỉnh"), plan("b", CITY)),
        CitedAt(3, mention("65/QĐ-UBND", day=day), plan("c", WARD)),
        CitedAt(4, mention("65/QĐ-UBND", day=day), plan("d", None)),
    ]
    assert targets(cited) == {
        1: "65/QĐ-UBND@2025-01-13@UBND tỉnh Tiền Giang",
        2: "65/QĐ-UBND@2025-01-13@UBND tỉnh Hậu Giang",
        3: "65/QĐ-UBND@2025-01-13@UBND tỉnh Tiền Giang",  # its own province's
        4: f"65/QĐ-UBND@2025-01-13@? {plan('d', None).key}",
    }


def test_an_issuer_without_a_place_is_not_taken_for_one_that_has_it():
    """The citing document's place is unknown, so that its "UBND tỉnh" may be any province's."""
    day = dt.date(2025, 1, 13)
    known = CitedAt(1, mention("65/QĐ-UBND", day=day, issuer="UBND tỉnh"), plan("a", WARD))
    unknown = CitedAt(2, mention("65/QĐ-UBND", day=day, issuer="UBND tỉnh"), plan("b", None))
    found = targets([known, unknown])
    assert found[1] == "65/QĐ-UBND@2025-01-13@UBND tỉnh Tiền Giang"
    assert found[2] != found[1]


def test_wards_of_one_name_in_two_provinces_are_two_issuers():
    other = Place("Phường 5", PlaceLevel.WARD, "thành phố Trà Vinh", "tỉnh Trà Vinh")
    day = dt.date(2025, 1, 10)
    made = {identity_key("15/KH-UBND", day, "UBND Phường 5", None, p) for p in (WARD, other)}
    assert len(made) == 2
    cited = [
        CitedAt(i, mention("15/KH-UBND", day=day, issuer="UBND phường"), plan(str(i), place))
        for i, place in enumerate((WARD, other))
    ]
    assert set(targets(cited).values()) == made


def test_a_partial_mention_joins_what_its_document_names_in_full():
    day, citing = dt.date(2021, 10, 18), plan("a", WARD)
    cited = [
        CitedAt(1, mention("2703/QĐ-UBND", day=day, issuer="UBND tỉnh", at=5), citing),
        CitedAt(2, mention("2703/QĐ-UBND", at=90), citing),
        CitedAt(3, mention("2703/QĐ-UBND", day=dt.date(2019, 1, 1), issuer="UBND tỉnh", at=200),
                citing),
    ]  # fmt: skip
    found = targets(cited)
    assert found[1] == "2703/QĐ-UBND@2021-10-18@UBND tỉnh Tiền Giang"
    assert found[3] == "2703/QĐ-UBND@2019-01-01@UBND tỉnh Tiền Giang"
    assert found[2] is None  # both are named in full: two remain
    assert targets(cited[:2]) == {1: found[1], 2: found[1]}


def test_one_number_and_day_in_one_document_has_one_issuer():
    """Its first mention says who; a later one's issuer was inferred."""
    day, citing = dt.date(2021, 3, 16), plan("a", WARD)
    cited = [
        CitedAt(1, mention("605/QĐ-UBND", day=day, issuer="UBND tỉnh", at=5), citing),
        CitedAt(2, mention("605/QĐ-UBND", day=day, issuer="UBND phường 5", at=900), citing),
    ]
    assert len(set(targets(cited).values())) == 1


def test_a_held_document_is_meant_before_a_stub_and_a_registered_one_before_both():
    held = DocumentRecord(
        id="2703",
        key="2703/QĐ-UBND@2021-10-18@UBND tỉnh Tiền Giang",
        held=True,
        header=Header(number="2703/QĐ-UBND", date=D2021, issuer="UBND tỉnh Tiền Giang"),
    )
    cited = [CitedAt(1, mention("2703/QĐ-UBND", day=D2021, issuer="UBND tỉnh"), plan("a", WARD))]
    (link,) = link_group(cited, [held], REGISTRY)
    assert (link.target, link.stub) == (held.key, None)
    decree = [CitedAt(1, mention("61/2018/NĐ-CP"), plan("a", WARD))]
    (link,) = link_group(decree, [], REGISTRY)
    assert link.target == "61/2018/NĐ-CP@2018-04-23"
    assert link.stub is not None
    assert link.stub.header.title is not None
    assert link.stub.header.title.startswith("Về thực hiện cơ chế một cửa")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({}, True),
        ({"day": dt.date(2001, 5, 2)}, True),
        ({"title": "về phí cầu đường"}, True),
        ({"day": dt.date(2001, 5, 2), "title": "về phí cầu đường"}, True),
        ({"day": dt.date(2003, 9, 1), "title": "về nhà ở"}, False),
    ],
)
@pytest.mark.parametrize("titled", [True, False])
def test_a_held_decree_is_meant_by_its_number_however_old_it_is(said, meant, titled):
    """Of a number that holds its year, unless day or title speak against it."""
    header = Header(
        number="990/2001/NĐ-CP",
        date=dt.date(2001, 5, 2),
        issuer="Chính phủ",
        title="Nghị định về phí cầu đường" if titled else None,
    )
    held = DocumentRecord("d", "990/2001/NĐ-CP@2001-05-02", held=True, header=header)
    cited = [CitedAt(1, mention("990/2001/NĐ-CP", **said), plan("a", WARD))]
    (link,) = link_group(cited, [held], REGISTRY)
    assert (link.target == held.key) is meant


def test_mentions_of_a_normative_number_with_two_days_are_one_document_with_a_problem():
    cited = [
        CitedAt(i, mention("99/2031/NĐ-CP", day=day), plan(str(i), WARD, dt.date(2032, 1, 1)))
        for i, day in enumerate([dt.date(2031, 5, 2), dt.date(2031, 5, 2), dt.date(2031, 5, 7)])
    ]
    links = link_group(cited, [], REGISTRY)
    assert {link.target for link in links} == {"99/2031/NĐ-CP@2031-05-02"}
    assert [len(link.problems) for link in links] == [0, 0, 1]


def test_a_number_printed_in_the_document_itself_means_that_document():
    citing = plan("a", WARD)
    cited = [CitedAt(1, mention("15/KH-UBND", kind=MentionType.SELF), citing)]
    assert targets(cited) == {1: citing.key}


PLACES = [WARD, CITY, None, Place("tỉnh Tiền Giang", PlaceLevel.PROVINCE)]
DAYS = [None, dt.date(2021, 10, 18), dt.date(2019, 5, 2)]
ISSUERS = [None, "UBND tỉnh", "UBND tỉnh Tiền Giang", "Chủ tịch UBND tỉnh Hậu Giang"]
TITLES = [None, "về ban hành Chương trình tổng thể cải cách hành chính", "Kế hoạch"]


@settings(max_examples=150, deadline=None)
@given(
    number=st.sampled_from(["2703/QĐ-UBND", "76/NQ-CP", "36/2021/QĐ-UBND", "61/2018/NĐ-CP"]),
    said=st.lists(
        st.tuples(*map(st.sampled_from, (DAYS, ISSUERS, TITLES, PLACES, ["a", "b", "c"]))),
        max_size=8,
    ),
    seed=st.randoms(use_true_random=False),
)
def test_links_do_not_depend_on_the_order_of_mentions(number, said, seed: random.Random):
    cited = [
        CitedAt(i, mention(number, day=day, issuer=issuer, title=title, at=i), plan(name, place))
        for i, (day, issuer, title, place, name) in enumerate(said)
    ]
    held = [
        DocumentRecord(f"h{i}", identity_key(number, day, "UBND tỉnh Tiền Giang", None), held=True,
                       header=Header(number=number, date=day, issuer="UBND tỉnh Tiền Giang"))
        for i, day in enumerate(DAYS[1:])
        if number == "2703/QĐ-UBND"
    ]  # fmt: skip
    shuffled, moved = seed.sample(cited, len(cited)), seed.sample(held, len(held))
    renumbered = [CitedAt(100 - at.mention_id, at.mention, at.citing) for at in cited]
    expected = link_group(cited, held, REGISTRY)
    assert link_group(shuffled, moved, REGISTRY) == expected
    other = {100 - link.mention_id: link for link in link_group(renumbered, held, REGISTRY)}
    for link in expected:
        assert (other[link.mention_id].target, other[link.mention_id].stub) == (
            link.target, link.stub)  # fmt: skip
