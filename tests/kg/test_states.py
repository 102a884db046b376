"""States from hand-made facts: presumed and moved beginnings, parts, halts, contradictions.

Days are chosen so that each boundary is told by one fact alone; expected states follow from the
rule named in the test.
"""

import datetime as dt
from dataclasses import replace

import pytest

from kg.errors import UsageError
from kg.facts import Change, EffectClause, LaterPart, RegistryEntry, Scope, Standing
from kg.model import Header
from kg.powers import level, outranked
from kg.registry import Registry
from kg.states import begins_after
from kg.validity import Validity, status_of, status_on

CHECKED = dt.date(2026, 11, 20)


def d(text: str) -> dt.date:
    day, month, year = map(int, text.split("/"))
    return dt.date(year, month, day)


def decree(number: str = "1/2020/NĐ-CP", **facts: object) -> RegistryEntry:
    """A decree of 1 March 2020, in force from 15 April, checked and alive."""
    plain = RegistryEntry(
        key=f"{number}@2020-03-01",
        number=number,
        type="Nghị định",
        title=None,
        issuer="Chính phủ",
        signed=d("1/3/2020"),
        effective=d("15/4/2020"),
        status="in_force",
        source=("hand",),
        compiled=CHECKED,
    )
    return replace(plain, **facts)


def clause(number: str, kind: str, quote: str, affected: Change, day: str | None) -> EffectClause:
    return EffectClause(number, None, kind, "khoản 2 Điều 9", quote, (affected,),
                        d(day) if day else None, "hand", "high")  # fmt: skip


def ask(entry: RegistryEntry, day: str, *others: RegistryEntry, clauses=(), **asked) -> Validity:
    registry = Registry([entry, *others], clauses, catalogue=False)
    return status_of(entry, registry, on=d(day), **asked)


def states(entry: RegistryEntry, days: list[str], *others: RegistryEntry, clauses=()) -> list[str]:
    return [ask(entry, day, *others, clauses=clauses).state.value for day in days]


def ended(by: str, day: str, scope: Scope = Scope.FULL, **more: str) -> Change:
    return Change(by, date=d(day), scope=scope, clause="khoản 2 Điều 9", **more)


# --- beginnings -----------------------------------------------------------------------------------
def test_a_presumed_beginning_is_told_and_not_relied_upon_before_its_day():
    """Law 80/2015/QH13, khoản 1 Điều 151: not before 45 days; the text itself is silent."""
    presumed = decree(effective_rule="khoản 1 Điều 151 Luật số 80/2015/QH13")
    days = ["29/2/2020", "1/3/2020", "14/4/2020", "15/4/2020"]
    assert states(presumed, days) == ["not_yet", "unknown", "unknown", "in_force"]
    assert ask(presumed, "15/4/2020").effective_presumed == presumed.effective_rule
    assert states(decree(), days) == ["not_yet", "not_yet", "not_yet", "in_force"]


def test_a_beginning_before_the_signing_is_doubted_till_the_signing():
    odd = decree(effective=d("1/1/2020"))
    assert states(odd, ["31/12/2019", "1/1/2020", "29/2/2020", "1/3/2020"]) == [
        "not_yet", "unknown", "unknown", "in_force"]  # fmt: skip


def test_what_is_amended_before_it_begins_may_have_been_moved_forward():
    """As 43/2024/QH15 did with laws of 2024 that print 1 January 2025."""
    moved = decree(amended_by=(Change("2/2020/NĐ-CP", date=d("1/4/2020")),))
    assert states(moved, ["31/3/2020", "1/4/2020", "14/4/2020", "15/4/2020"]) == [
        "not_yet", "unknown", "unknown", "in_force"]  # fmt: skip
    end = ended("1/2020/NĐ-CP", "15/4/2020")
    old = decree("3/2010/NĐ-CP", signed=d("1/1/2010"), effective=d("1/2/2010"), expired=end.date,
                 replaced_by=(end,))  # fmt: skip
    assert states(old, ["31/3/2020", "1/4/2020", "15/4/2020"], moved) == [
        "in_force", "unknown", "expired"]  # fmt: skip


@pytest.mark.parametrize(("begins", "own", "after"), [
    ("15/4/2020", "14/4/2020", True),
    ("15/4/2020", "15/4/2020", False),  # no later than the document itself: lawful
    ("15/4/2020", "16/4/2020", False),
])  # fmt: skip
def test_a_basis_that_begins_after_the_document_is_told(begins, own, after):
    assert begins_after(decree(effective=d(begins)), Header(effective_from=d(own))) is after
    assert begins_after(decree(effective=d(begins)), Header(date=d(own))) is after


def test_of_unknown_days_no_basis_is_called_later():
    assert begins_after(decree(effective=None), Header(date=d("1/1/2020"))) is False
    assert begins_after(decree(), Header()) is False


# --- parts ----------------------------------------------------------------------------------------
STRUCK = decree(replaced_by=(
    ended("5/2021/NĐ-CP", "1/6/2021", Scope.PARTIAL, provisions="khoản 2 Điều 5; Điều 10"),
))  # fmt: skip


def test_a_document_is_partly_in_force_from_the_first_part_struck():
    assert states(STRUCK, ["31/5/2021", "1/6/2021"]) == ["in_force", "partly"]
    assert ask(STRUCK, "31/5/2021").struck == ()
    (part,) = ask(STRUCK, "1/6/2021").struck
    assert (part.provisions, part.date) == ("khoản 2 Điều 5; Điều 10", d("1/6/2021"))
    assert (part.by, part.clause, part.quote) == ("5/2021/NĐ-CP", "khoản 2 Điều 9", None)


@pytest.mark.parametrize(("asked", "before", "after"), [
    ("Điều 10", "in_force", "expired"),
    ("khoản 3 Điều 10", "in_force", "expired"),
    ("Điều 1", "in_force", "in_force"),
    ("Điều 5", "in_force", "partly"),
    ("điểm a khoản 2 Điều 5", "in_force", "expired"),
    ("khoản 1 Điều 5", "in_force", "in_force"),
    ("Chương II", "in_force", "unknown"),
])  # fmt: skip
def test_a_provision_is_asked_about_by_itself(asked, before, after):
    found = [ask(STRUCK, day, provision=asked).provision for day in ("31/5/2021", "1/6/2021")]
    assert [part.state.value for part in found if part] == [before, after]


@pytest.mark.parametrize("asked", ["", "Luật", "Điều 5; Điều 6", "Điều", "khoản Điều 5", "x" * 500])
def test_what_is_no_one_provision_is_refused(asked):
    with pytest.raises(UsageError, match="điều, khoản"):
        ask(STRUCK, "1/6/2021", provision=asked)


def test_a_part_whose_words_no_text_names_leaves_each_article_in_doubt():
    vague = decree(replaced_by=(ended("5/2021/NĐ-CP", "1/6/2021", Scope.PARTIAL),))
    found = ask(vague, "1/6/2021", provision="Điều 5").provision
    assert found is not None
    assert found.state == "unknown"


def test_an_undated_strike_begins_with_the_document_that_makes_it():
    undated = decree(replaced_by=(Change("5/2021/NĐ-CP", scope=Scope.PARTIAL),))
    later = decree("5/2021/NĐ-CP", signed=d("1/5/2021"), effective=d("1/6/2021"))
    assert states(undated, ["31/5/2021", "1/6/2021"], later) == ["in_force", "partly"]


def test_a_quoted_clause_strikes_a_part_that_no_row_records():
    part = Change("1/2020/NĐ-CP", scope=Scope.PARTIAL, provisions="Điều 7")
    told = clause("5/2021/NĐ-CP", "repeals", "Bãi bỏ Điều 7 Nghị định số 1/2020/NĐ-CP.", part,
                  "1/6/2021")  # fmt: skip
    found = ask(decree(), "1/6/2021", clauses=[told])
    assert (found.state, [part.quote for part in found.struck]) == ("partly", [told.quote])
    words = clause("5/2021/NĐ-CP", "repeals", "Bỏ cụm từ “hộ khẩu” tại Điều 7.", part, "1/6/2021")
    circular = replace(told, number="5/2021/TT-BTC")  # a circular ends no part of a decree
    for other in (words, circular):
        assert ask(decree(), "1/6/2021", clauses=[other]).state == "in_force"


def test_parts_that_begin_on_days_of_their_own_are_counted_for_the_provision():
    parted = decree(later_parts=(LaterPart("Điều 12; khoản 2 Điều 15", d("1/1/2022")),))
    found = {
        asked: [ask(parted, day, provision=asked).provision.state.value
                for day in ("15/4/2020", "31/12/2021", "1/1/2022")]
        for asked in ("Điều 12", "Điều 15", "Điều 1")
    }  # fmt: skip
    assert found == {
        "Điều 12": ["not_yet", "not_yet", "in_force"],
        "Điều 15": ["partly", "partly", "in_force"],
        "Điều 1": ["in_force", "in_force", "in_force"],
    }
    assert ask(parted, "15/4/2020").later_parts == parted.later_parts


# --- ends -----------------------------------------------------------------------------------------
ENDED = decree(expired=d("1/7/2023"), status="expired", expired_by="replacement_or_repeal",
               replaced_by=(ended("7/2023/NĐ-CP", "1/7/2023"),))  # fmt: skip


@pytest.mark.parametrize(("quote", "expected"), [
    ("Nghị định số 1/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
     ["expired", "expired"]),
    ("Nghị định số 1/2020/NĐ-CP hết hiệu lực …, trừ trường hợp quy định tại Điều 50 Nghị định này.",
     ["expired", "expired"]),  # begun cases run on: no part of it lives
    ("Bãi bỏ Nghị định số 1/2020/NĐ-CP, trừ Phụ lục IV.", ["partly", "partly"]),
    (("Bãi bỏ Nghị định số 1/2020/NĐ-CP; riêng Điều 8 Nghị định số 1/2020/NĐ-CP tiếp tục có hiệu "
     "lực đến hết ngày 30 tháng 6 năm 2024."), ["partly", "expired"]),
    ("Nghị định số 1/2020/NĐ-CP hết hiệu lực, trừ các trường hợp sau đây:",
     ["unknown", "unknown"]),  # what is listed was not read
])  # fmt: skip
def test_an_exception_in_the_clause_that_ends_it_is_heeded(quote, expected):
    told = clause("7/2023/NĐ-CP", "repeals", quote, Change("1/2020/NĐ-CP", scope=Scope.FULL),
                  "1/7/2023")  # fmt: skip
    assert states(ENDED, ["30/6/2023"], clauses=[told]) == ["in_force"]
    assert states(ENDED, ["1/7/2023", "1/7/2024"], clauses=[told]) == expected


def test_what_is_ended_but_for_some_rules_ends_with_them():
    """As 44/2002/PL-UBTVQH10, ended by the law of 2012 "toàn bộ, trừ …" to the end of 2013."""
    words = "toàn bộ, trừ các quy định về rượu tiếp tục có hiệu lực đến hết ngày 31/12/2021"
    told = decree(replaced_by=(ended("5/2021/NĐ-CP", "1/6/2021", Scope.PARTIAL,
                                     provisions=words),), status="unknown")  # fmt: skip
    assert states(told, ["1/6/2021", "31/12/2021", "1/1/2022"]) == ["partly", "partly", "expired"]
    assert [proof.document for proof in ask(told, "1/1/2022").proof] == ["5/2021/NĐ-CP"]
    endless = replace(told, replaced_by=(ended("5/2021/NĐ-CP", "1/6/2021", Scope.PARTIAL,
                                               provisions="toàn bộ, trừ Điều 9"),))  # fmt: skip
    assert states(endless, ["1/6/2021", "1/1/2026"]) == ["partly", "partly"]


def test_only_the_provisions_that_go_on_are_alive_behind_the_end():
    told = clause("7/2023/NĐ-CP", "repeals", "Bãi bỏ Nghị định số 1/2020/NĐ-CP, trừ Phụ lục IV.",
                  Change("1/2020/NĐ-CP", scope=Scope.FULL), "1/7/2023")  # fmt: skip
    found = {
        asked: ask(ENDED, "1/7/2023", clauses=[told], provision=asked).provision.state.value
        for asked in ("Phụ lục IV", "Phụ lục I", "Điều 4")
    }
    assert found == {"Phụ lục IV": "in_force", "Phụ lục I": "expired", "Điều 4": "expired"}


def test_between_two_ends_that_are_told_nothing_is_known():
    two = replace(ENDED, replaced_by=(*ENDED.replaced_by, ended("6/2022/NĐ-CP", "1/1/2022")))
    assert states(two, ["31/12/2021", "1/1/2022", "30/6/2023", "1/7/2023"]) == [
        "in_force", "unknown", "unknown", "expired"]  # fmt: skip
    (problem,) = ask(two, "1/1/2022").problems
    assert (problem.code, problem.found) == ("contradiction", "2022-01-01 / 2023-07-01")


@pytest.mark.parametrize("wrong", [
    {"replaced_by": (Change("1/2020/NĐ-CP", date=d("1/7/2023"), scope=Scope.FULL),)},  # by itself
    {"replaced_by": (ended("9/2023/TT-BTC", "1/7/2023"),)},  # without the power
    {"expired": d("1/1/2019")},  # before its signing
    {"suspended": ((d("1/8/2023"), None),)},  # halted when it had ended already
    {"shown_alive": (d("15/4/2020"), d("1/1/2024"))},  # amended when it had ended already
    {"effective": d("1/1/2025")},  # ended before it began
])  # fmt: skip
def test_an_end_that_cannot_be_right_proves_neither_death_nor_life(wrong):
    assert ask(replace(ENDED, **wrong), "1/9/2023").state == "unknown"


def test_an_end_that_was_misread_is_not_shown_at_all():
    """ "Bãi bỏ Điều 5 Nghị định A sửa đổi Nghị định B" ends no B; nothing is known of its end."""
    named = clause("7/2023/NĐ-CP", "repeals", "Bãi bỏ Điều 5 Nghị định số 3/2021/NĐ-CP sửa đổi, "
                   "bổ sung Nghị định số 1/2020/NĐ-CP.", Change("1/2020/NĐ-CP", scope=Scope.FULL),
                   "1/7/2023")  # fmt: skip
    found = ask(replace(ENDED, standing=Standing.CLAUSE), "1/7/2024", clauses=[named])
    assert (found.state, found.effective_until, found.replaced_by) == ("unknown", None, ())
    by_itself = replace(ENDED, replaced_by=(ended("1/2020/NĐ-CP", "1/7/2023"),))
    assert ask(by_itself, "1/7/2024").replaced_by == ()


def test_what_a_third_document_keeps_alive_is_not_called_dead():
    """As 65/2017/TT-BTC, while the circular that replaces it is itself put off."""
    kept = clause("8/2023/NĐ-CP", "transitional", "Nghị định số 1/2020/NĐ-CP;",
                  Change("1/2020/NĐ-CP", scope=Scope.FULL), "1/7/2023")  # fmt: skip
    assert ask(ENDED, "1/7/2023", clauses=[kept]).state == "unknown"
    assert ask(ENDED, "1/7/2023", clauses=[replace(kept, number="7/2023/NĐ-CP")]).state == "expired"


def test_what_is_put_off_ends_nothing_till_it_begins():
    """As 19/2003/QH11, which lived on while the code that replaces it was put off to 2018."""
    later = decree("7/2023/NĐ-CP", signed=d("15/5/2023"), effective=d("1/1/2025"))
    told = clause("7/2023/NĐ-CP", "repeals",
                  "Nghị định số 1/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
                  Change("1/2020/NĐ-CP", scope=Scope.FULL), "1/7/2023")  # fmt: skip
    days = ["30/6/2023", "1/7/2023", "31/12/2024", "1/1/2025"]
    assert states(ENDED, days, later, clauses=[told]) == [
        "in_force", "unknown", "unknown", "expired"]  # fmt: skip
    printed = replace(told, quote="Nghị định số 1/2020/NĐ-CP hết hiệu lực từ ngày 01/7/2023.")
    assert states(ENDED, days, later, clauses=[printed])[1:] == ["expired"] * 3


def test_contradictory_days_never_make_a_document_alive():
    odd = decree(effective=d("1/1/2022"), expired=d("1/1/2021"), status="expired")
    for day in ("28/2/2020", "1/3/2020", "31/12/2020", "1/1/2021", "1/1/2022", "1/1/2025"):
        assert ask(odd, day).state not in ("in_force", "partly")


def test_a_ring_of_replacements_is_asked_about_safely():
    ring = [
        replace(ENDED, key=f"{n}@2020-03-01", number=n, replaced_by=(ended(other, "1/7/2023"),))
        for n, other in (("1/2020/NĐ-CP", "2/2020/NĐ-CP"), ("2/2020/NĐ-CP", "1/2020/NĐ-CP"))
    ]
    assert states(ring[0], ["30/6/2023", "1/7/2023"], ring[1]) == ["in_force", "expired"]


def test_a_document_that_other_texts_end_was_there_till_then():
    """Nobody recorded its first day, but what is ended on 1 July 2023 held on the day before."""
    undated = replace(ENDED, effective=None, status="expired")
    later = decree("7/2023/NĐ-CP", signed=d("15/5/2023"), effective=d("1/7/2023"))
    assert states(undated, ["14/5/2023", "15/5/2023", "30/6/2023", "1/7/2023"], later) == [
        "unknown", "in_force", "in_force", "expired"]  # fmt: skip


# --- halts ----------------------------------------------------------------------------------------
def test_halts_are_listed_with_both_days_inclusive():
    halted = decree(suspended=((d("1/2/2021"), d("1/3/2021")), (d("1/5/2022"), None)))
    found = ask(halted, "1/6/2022")
    assert found.state == "suspended"
    assert [(halt.since, halt.until) for halt in found.suspended] == [
        (d("1/2/2021"), d("28/2/2021")), (d("1/5/2022"), None)]  # fmt: skip


def test_a_halt_for_as_long_as_another_document_holds_ends_with_it():
    """As 20/2018/QĐ-TTg halts 2371/QĐ-TTg "trong thời hạn Quyết định này có hiệu lực"."""
    halted = decree(suspended=((d("1/2/2021"), None),))
    words = "Trong thời hạn Nghị định này có hiệu lực, ngưng hiệu lực Nghị định số 1/2020/NĐ-CP."
    told = clause("5/2021/NĐ-CP", "suspends", words, Change("1/2020/NĐ-CP", scope=Scope.FULL),
                  "1/2/2021")  # fmt: skip
    passing = decree("5/2021/NĐ-CP", signed=d("1/1/2021"), effective=d("1/2/2021"),
                     expired=d("1/2/2023"))  # fmt: skip
    assert states(halted, ["31/1/2023", "1/2/2023"], passing, clauses=[told]) == [
        "suspended", "unknown"]  # fmt: skip
    assert states(halted, ["1/2/2021"], clauses=[told]) == ["unknown"]  # its term is not known


def test_a_halt_that_ends_before_it_begins_is_a_doubt():
    odd = decree(suspended=((d("1/3/2021"), d("1/2/2021")),))
    assert states(odd, ["31/1/2021", "1/2/2021", "28/2/2021", "1/3/2021"]) == [
        "in_force", "unknown", "unknown", "in_force"]  # fmt: skip


# --- what the key alone tells ---------------------------------------------------------------------
EMPTY = Registry([], catalogue=False)


@pytest.mark.parametrize(("day", "state", "until"), [
    ("30/6/2025", "unknown", None),
    ("1/7/2025", "unknown", "28/2/2027"),
    ("28/2/2027", "unknown", "28/2/2027"),
    ("1/3/2027", "expired", "28/2/2027"),
])  # fmt: skip
def test_a_districts_document_ends_by_law(day, state, until):
    """Law 87/2025/QH15, khoản 1 Điều 3; until then communes may have replaced it."""
    key = "05/2020/QĐ-UBND@2020-05-05@UBND huyện Cái Bè, tỉnh Tiền Giang"
    found = status_on(key, EMPTY, on=d(day))
    assert (found.state, found.effective_until) == (state, d(until) if until else None)
    assert found.presumed is (state == "expired")


def test_a_held_documents_key_tells_its_unit_more_fully_than_its_issuer():
    key = "05/2020/NQ-HĐND@2020-05-05@HĐND Phường 5, thành phố Mỹ Tho, tỉnh Tiền Giang"
    held = decree("05/2020/NQ-HĐND", key=key, issuer="HĐND Phường 5", signed=d("5/5/2020"))
    found = ask(held, "1/7/2025").territory
    assert found is not None
    assert found.now_in == "phường Đạo Thạnh, tỉnh Đồng Tháp"


def test_an_unknown_local_document_is_told_its_borders():
    key = "12/2020/QĐ-UBND@2020-05-05@UBND tỉnh Tiền Giang"
    found = status_on(key, EMPTY, on=d("1/7/2025"))
    assert found.state == "unknown"
    assert found.territory is not None
    assert found.territory.holds_in == ("tỉnh Tiền Giang (cũ)",)


@pytest.mark.parametrize("key", ["", "@", "12/QĐ-UBND@31/02/2020@?", "x@y@z@w", "luat-a@?@?"])
def test_a_broken_key_is_unknown(key):
    assert status_on(key, EMPTY, on=d("1/7/2025")).state == "unknown"


@pytest.mark.parametrize(("key", "acts"), [
    ("54/VBHN-VPQH@2025-08-01", ("64/2025/QH15", "87/2025/QH15")),
    ("54/VBHN-VPQH@?", ("64/2025/QH15", "87/2025/QH15")),
    ("54/VBHN-VPQH@2019-08-01", ()),  # the number of another year
    ("03/VBHN-BTC@?", ()),
])  # fmt: skip
def test_a_consolidated_text_has_no_effect_of_its_own(key, acts):
    found = status_on(key, EMPTY, on=d("1/1/2026"))
    assert (found.state, found.own_effect, found.consolidates) == ("unknown", False, acts)
    assert found.proof[0].document == "01/2012/UBTVQH13"


def test_an_act_names_the_text_that_takes_it_in():
    act = replace(decree("64/2025/QH15"), key="64/2025/QH15@2025-02-19")
    assert ask(act, "1/1/2026").consolidated_in == ("54/VBHN-VPQH (2025)",)
    assert ask(act, "1/1/2026").own_effect is True


def test_a_day_behind_the_registrys_is_told():
    assert ask(decree(), "20/11/2026").beyond_registry is False
    assert ask(decree(), "21/11/2026").beyond_registry is True


def test_what_nobody_checked_stays_unknown_behind_the_days_that_texts_show():
    listed = decree(standing=Standing.CATALOGUE, status="unknown",
                    shown_alive=(d("15/4/2020"), d("1/1/2022")))  # fmt: skip
    assert states(listed, ["15/4/2020", "1/1/2022", "2/1/2022"]) == [
        "in_force", "in_force", "unknown"]  # fmt: skip


# --- powers ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("acting", "number", "below"), [
    ("35/2014/TT-BCA", "81/2006/QH11", True),
    ("131/2022/NĐ-CP", "31/2009/QH12", True),
    ("34/2007/PL-UBTVQH11", "10/2022/QH15", True),
    ("10/2022/QH15", "34/2007/PL-UBTVQH11", False),
    ("118/2025/NĐ-CP", "61/2018/NĐ-CP", False),
    ("61/2018/NĐ-CP", "09/2015/QĐ-TTg", False),
    ("66.7/2025/NQ-CP", "31/2009/QH12", False),  # the National Assembly lets these adjust laws
    ("36/QĐ-UBND", "61/2018/NĐ-CP", False),  # not told here
])  # fmt: skip
def test_a_lower_document_ends_no_higher_one(acting, number, below):
    assert outranked(acting, number) is below


def test_levels_are_those_of_the_law():
    """Law 64/2025/QH15, Điều 4, lists them in this order."""
    order = ["64/2025/QH15", "01/2012/UBTVQH13", "61/2018/NĐ-CP", "09/2015/QĐ-TTg", "1/2020/TT-BTC"]
    assert [level(number) for number in order] == [0, 1, 2, 3, 4]
