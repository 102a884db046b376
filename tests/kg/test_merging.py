"""One clause after the other: what it does to a document, and which clauses cannot be meant."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Problem
from kg.facts import Change, RegistryEntry, Scope
from kg.merging import ActOn, amends_one, may_act, merged, with_beginning
from kg.terms import EffectKind, ProblemCode

OLD = RegistryEntry(
    key="64/2008/NĐ-CP@2008-05-14", number="64/2008/NĐ-CP", type="Nghị định", title=None,
    issuer="Chính phủ", signed=dt.date(2008, 5, 14), effective=dt.date(2008, 6, 12),
)  # fmt: skip
SIGNED, FIRST = dt.date(2021, 10, 27), dt.date(2021, 12, 11)


def act(
    kind: EffectKind, number: str = "93/2021/NĐ-CP", *, scope: Scope = Scope.FULL,
    first: dt.date | None = FIRST, signed: dt.date | None = SIGNED, provisions: str | None = None,
) -> ActOn:  # fmt: skip
    change = Change(number, key=f"{number}@{signed}", date=first, scope=scope,
                    provisions=provisions)  # fmt: skip
    return ActOn(kind, change, signed, "Chính phủ")


def applied(entry: RegistryEntry, *acts: ActOn) -> RegistryEntry:
    for one in acts:
        found = merged(entry, one)
        assert isinstance(found, RegistryEntry)
        entry = found
    return entry


def test_a_replacement_ends_a_document_and_shows_that_it_held_until_then():
    """93/2021/NĐ-CP, Điều 26: "có hiệu lực … từ 11/12/2021 và thay thế Nghị định 64/2008"."""
    entry = applied(OLD, act(EffectKind.REPLACES))
    assert (entry.expired, entry.status) == (FIRST, "expired")
    assert entry.shown_alive == (SIGNED, dt.date(2021, 12, 10))
    assert [c.number for c in entry.replaced_by] == ["93/2021/NĐ-CP"]


def test_two_ends_keep_the_later_one_and_name_both():
    other = act(EffectKind.REPEALS, "1/2020/NĐ-CP", first=dt.date(2020, 5, 1),
                signed=dt.date(2020, 3, 1))  # fmt: skip
    for order in ((act(EffectKind.REPLACES), other), (other, act(EffectKind.REPLACES))):
        entry = applied(OLD, *order)
        assert entry.expired == FIRST
        assert {c.date for c in entry.replaced_by} == {FIRST, dt.date(2020, 5, 1)}


def test_an_end_without_a_day_leaves_the_state_unknown():
    entry = applied(replace(OLD, status="in_force"), act(EffectKind.REPEALS, first=None))
    assert (entry.expired, entry.status) == (None, "unknown")


def test_a_partial_repeal_ends_nothing_and_its_parts_are_joined():
    parts = (
        act(EffectKind.REPEALS, scope=Scope.PARTIAL, provisions=p) for p in ("Điều 5", "Điều 7")
    )
    entry = applied(OLD, *parts)
    assert entry.expired is None
    assert [c.provisions for c in entry.replaced_by] == ["Điều 5; Điều 7"]
    assert entry.shown_alive == (SIGNED, FIRST)


def test_an_amendment_is_named_and_ends_nothing():
    entry = applied(OLD, act(EffectKind.AMENDS, scope=Scope.PARTIAL))
    assert entry.expired is None
    assert [(c.number, c.date) for c in entry.amended_by] == [("93/2021/NĐ-CP", FIRST)]


def test_a_halt_ends_on_the_day_that_it_is_lifted():
    lifted = dt.date(2022, 6, 1)
    entry = applied(OLD, act(EffectKind.SUSPENDS), act(EffectKind.RESUMES, first=lifted))
    assert entry.suspended == ((FIRST, lifted),)
    assert applied(OLD, act(EffectKind.RESUMES)).suspended == ()


@pytest.mark.parametrize("wrong", [
    act(EffectKind.REPLACES, "64/2008/NĐ-CP", signed=OLD.signed),  # itself
    act(EffectKind.REPLACES, "60/2005/QH11", signed=None),  # older by its number
    act(EffectKind.REPLACES, "5/2008/NĐ-CP", signed=dt.date(2008, 1, 3)),  # older by its day
    act(EffectKind.REPEALS, "36/2025/QĐ-UBND"),  # a province
], ids=["itself", "older year", "older day", "local"])  # fmt: skip
def test_a_clause_that_cannot_be_meant_is_refused_with_its_reason(wrong):
    found = merged(OLD, wrong)
    assert isinstance(found, Problem)
    assert (found.code, found.place) == (ProblemCode.CONTRADICTION, OLD.key)


def test_a_law_whose_day_is_not_known_is_not_ended_by_itself():
    undated = replace(OLD, key="64/2008/NĐ-CP@?", signed=None)
    itself = act(EffectKind.REPLACES, "64/2008/NĐ-CP", signed=OLD.signed)
    assert isinstance(merged(undated, itself), Problem)
    decision = replace(undated, key="76/NQ-CP@?", number="76/NQ-CP")  # begins anew each year
    assert applied(decision, act(EffectKind.REPLACES, "76/NQ-CP")).expired == FIRST


def test_a_printed_day_that_belies_the_number_does_not_make_a_document_older():
    """The codification dates 05/2022/TT-BYT 2002-08-01: such slips are not rare."""
    found = merged(OLD, act(EffectKind.REPLACES, "5/2022/NĐ-CP", signed=dt.date(2002, 8, 1)))
    assert isinstance(found, RegistryEntry)


@pytest.mark.parametrize(("title", "one"), [
    ("Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật", True),
    ("Sửa đổi, bổ sung một số điều của Nghị định số 68/2015/NĐ-CP", True),
    ("Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Thủ đô", False),
    ("Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch", False),
    ("Luật Đầu tư công", False),
    (None, False),
])  # fmt: skip
def test_only_what_amends_one_document_dies_with_it(title, one):
    lost = act(EffectKind.REPEALS, scope=Scope.LOST_BASE)
    assert amends_one(title) is one
    entry = applied(replace(OLD, title=title), lost)
    assert bool(entry.replaced_by) is one
    assert entry.expired is None


def test_a_local_document_is_ended_by_its_own_issuer_or_a_central_body():
    local = replace(OLD, number="12/2019/QĐ-UBND", issuer="UBND tỉnh Tiền Giang")
    own = replace(act(EffectKind.REPLACES, "36/2024/QĐ-UBND"), issuer="UBND tỉnh Tiền Giang")
    assert may_act(local, own)
    assert not may_act(local, replace(own, issuer="UBND tỉnh Long An"))
    assert not may_act(replace(local, issuer=None), own)
    assert may_act(local, act(EffectKind.REPEALS))


def test_the_body_of_the_merged_province_ends_documents_of_the_former_ones():
    """161/2025/QĐ-UBND of Ninh Bình repeals decisions of Hà Nam and Nam Định."""
    former = replace(OLD, number="44/2024/QĐ-UBND", issuer="UBND tỉnh Hà Nam")
    new = replace(act(EffectKind.REPEALS, "161/2025/QĐ-UBND"), issuer="UBND tỉnh Ninh Bình")
    assert may_act(former, new)
    assert not may_act(replace(former, issuer="HĐND tỉnh Hà Nam"), new)
    assert not may_act(replace(former, issuer="UBND tỉnh Tiền Giang"), new)


@given(st.permutations([
    act(EffectKind.AMENDS, "1/2010/NĐ-CP", first=dt.date(2010, 3, 1), signed=dt.date(2010, 1, 5)),
    act(EffectKind.REPEALS, "2/2012/NĐ-CP", first=dt.date(2012, 3, 1), signed=dt.date(2012, 1, 5)),
    act(EffectKind.REPLACES),
    act(EffectKind.REPEALS, "3/2013/NĐ-CP", scope=Scope.PARTIAL, provisions="Điều 1"),
]))  # fmt: skip
def test_the_order_of_clauses_does_not_matter(acts):
    entry = applied(OLD, *acts)
    assert (entry.expired, entry.shown_alive) == (FIRST, (dt.date(2010, 1, 5), FIRST))
    assert {c.number for c in entry.replaced_by} == {
        "2/2012/NĐ-CP", "93/2021/NĐ-CP", "3/2013/NĐ-CP",
    }  # fmt: skip


def test_a_part_that_begins_later_leaves_the_document_s_own_day():
    entry = with_beginning(OLD, dt.date(2009, 1, 1), provisions="Điều 12")
    assert entry.effective == OLD.effective
    assert [(p.provisions, p.effective) for p in entry.later_parts] == [
        ("Điều 12", dt.date(2009, 1, 1))
    ]
