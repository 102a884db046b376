"""Evidence of links: amounts by name, what they weigh, choices below the threshold."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.candidates import Candidate, choose, possible, shares_of
from kg.link_evidence import (
    NAMES,
    evidence,
    periods,
    reason_of,
    title_share,
    unknown_evidence,
    weights,
)
from kg.misprints import misprinted
from kg.model import Place
from kg.statements import Said
from kg.terms import LinkReason, PlaceLevel

DAY = dt.date(2021, 7, 15)
TITLE = "Ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030"
PROGRAMME = Candidate(
    f"76/NQ-CP@{DAY}", "76/NQ-CP", TITLE, DAY, "Chính phủ", "Nghị quyết", registered=True
)
OLDER = replace(
    PROGRAMME, key="76/NQ-CP@2013-06-13", date=dt.date(2013, 6, 13), title="Sửa đổi 30c/NQ-CP"
)
SAID = Said("76/NQ-CP", None, None, None, None, "Nghị quyết", dt.date(2022, 3, 1))
TIEN_GIANG = Place("Phường 5", PlaceLevel.WARD, "thị xã Gò Công", "tỉnh Tiền Giang")
DONG_THAP = Place("phường Mỹ Tho", PlaceLevel.WARD, None, "tỉnh Đồng Tháp")


def local(issuer: str, day: dt.date = DAY) -> Candidate:
    return Candidate(f"65/QĐ-UBND@{day}@{issuer}", "65/QĐ-UBND", None, day, issuer)


def test_the_table_has_a_weight_for_each_piece_of_evidence_and_no_other():
    rows = corpus.table("link_weights")
    assert sorted(row["evidence"] for row in rows) == sorted((*NAMES, "threshold"))
    assert 0.9 <= weights()["threshold"] < 1


@pytest.mark.parametrize(("more", "less"), [
    ("same_day", "digit_day"), ("digit_day", "other_day"), ("other_day", "other_year"),
    ("same_year", "other_year"), ("title_same", "title_other"), ("period_same", "period_other"),
    ("unknown_unique", "unknown_dated"), ("registered", "age"), ("near", "age"),
])  # fmt: skip
def test_what_agrees_weighs_more_than_what_does_not(more, less):
    if more.startswith("unknown"):
        assert weights()[more] < 0
    else:
        assert weights()[more] > weights()[less]


@pytest.mark.parametrize(("stated", "known", "name"), [
    (DAY, DAY, "same_day"),
    (dt.date(2021, 7, 16), DAY, "digit_day"),
    (dt.date(2022, 7, 15), DAY, "digit_day"),
    (dt.date(2021, 3, 28), DAY, "other_day"),
    (dt.date(2019, 3, 28), DAY, "other_year"),
])  # fmt: skip
def test_days_are_the_same_a_figure_apart_or_others(stated, known, name):
    found = evidence(replace(SAID, date=stated), replace(PROGRAMME, date=known))
    assert [day for day in found if day.endswith(("day", "year"))] == [name]


def test_a_day_a_figure_apart_is_not_called_the_day_stated():
    assert reason_of({"same_day": 1.0}) is LinkReason.SAME_DATE
    assert reason_of({"digit_day": 1.0}) is LinkReason.NEAR_DATE


@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 1, 1)), st.dates(dt.date(1950, 1, 1)))
def test_a_misprint_works_both_ways_and_is_never_the_same_day(left, right):
    assert misprinted(left, right) == misprinted(right, left)
    assert not misprinted(left, left) or left.day == left.month


def test_day_and_month_exchanged_are_a_misprint():
    assert misprinted(dt.date(2021, 4, 11), dt.date(2021, 11, 4))
    assert not misprinted(dt.date(2021, 4, 11), dt.date(2022, 11, 4))


def test_a_damaged_title_keeps_most_of_its_share_and_another_has_little():
    assert title_share("cai cach hanh chinh nha nuoc", TITLE) == 1.0
    assert title_share("cải cánh hành chlnh nhà nước", TITLE) > 0.6
    assert title_share("phòng cháy và chữa cháy rừng", TITLE) < 0.3
    assert title_share("", TITLE) == 0.0


def test_a_title_that_runs_on_counts_as_the_title():
    statement = replace(SAID, title=f"{TITLE} và các quy định khác có liên quan đến kế hoạch này")
    assert evidence(statement, PROGRAMME)["title_same"] > 0.8


def test_the_years_of_a_programme_tell_it_from_the_next_one():
    assert periods("giai đoạn 2021 - 2030 và 2021–2025") == {(2021, 2030), (2021, 2025)}
    same = evidence(replace(SAID, title=TITLE), PROGRAMME)
    other = evidence(replace(SAID, title=TITLE.replace("2021-2030", "2011-2020")), PROGRAMME)
    assert "period_same" in same
    assert "period_other" in other


@given(st.permutations([PROGRAMME, OLDER]), st.sampled_from([None, DAY, dt.date(2013, 6, 13)]))
def test_shares_do_not_depend_on_the_order_and_leave_room_for_the_unknown(candidates, day):
    statement = replace(SAID, date=day)
    found = shares_of(statement, candidates)
    assert found == shares_of(statement, [PROGRAMME, OLDER])
    total = sum(share for _, share, _ in found)
    assert 0 < total < 1


def test_below_the_threshold_there_are_choices_best_first_with_reasons():
    found = choose(SAID, [OLDER, PROGRAMME])
    assert found.target is None
    assert [choice.key for choice in found.choices] == [PROGRAMME.key, OLDER.key]
    dated = choose(replace(SAID, date=DAY), [OLDER, PROGRAMME])
    assert dated.target == PROGRAMME.key
    assert dated.confidence >= weights()["threshold"]


def test_a_number_a_figure_away_is_offered_and_never_taken():
    statement = replace(SAID, canonical="67/NQ-CP", date=DAY, title=TITLE)
    found = choose(statement, [], figures=[PROGRAMME])
    assert found.target is None
    assert [(c.key, c.reason) for c in found.choices] == [
        (PROGRAMME.key, LinkReason.OTHER_FIGURE.value)
    ]


@pytest.mark.parametrize(("place", "issuer", "fits"), [
    (TIEN_GIANG, "UBND tỉnh Tiền Giang", True),
    (DONG_THAP, "UBND tỉnh Đồng Tháp", True),
    (DONG_THAP, "UBND tỉnh Tiền Giang", True),  # joined Đồng Tháp on 1 July 2025
    (TIEN_GIANG, "UBND tỉnh Đồng Tháp", False),
    (DONG_THAP, "UBND tỉnh Long An", False),  # joined Tây Ninh
    (None, "UBND tỉnh Tiền Giang", False),
])  # fmt: skip
def test_a_local_document_without_its_issuer_is_of_the_citing_territory(place, issuer, fits):
    on = dt.date(2025, 10, 1)
    statement = Said("65/QĐ-UBND", DAY, None, None, None, "Quyết định", on, place)
    assert possible(statement, local(issuer)) is fits


def test_what_was_signed_after_the_citing_day_cannot_be_meant_unless_that_day_is_stated():
    later = replace(PROGRAMME, date=dt.date(2023, 1, 1))
    assert not possible(SAID, later)
    assert possible(replace(SAID, date=dt.date(2023, 1, 1)), later)


@pytest.mark.parametrize(("canonical", "series"), [
    ("61/2018/NĐ-CP", "unknown_unique"), ("76/NQ-CP", "unknown_central"),
    ("18-NQ/TW", "unknown_party"), ("65/QĐ-UBND", "unknown_local"),
    ("36/2021/QĐ-UBND", "unknown_local_year"), (None, "unknown_named"),
])  # fmt: skip
def test_each_number_has_one_series(canonical, series):
    found = unknown_evidence(replace(SAID, canonical=canonical))
    assert [name for name in found if name in NAMES] == [series]
