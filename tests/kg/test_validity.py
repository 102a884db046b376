"""States on boundary days, expected values worked out from the clauses' own words."""

import datetime as dt

import pytest

import corpus
from kg.facts import RegistryEntry
from kg.registry import Registry, load_registry
from kg.terms import ValidityState
from kg.validity import interval_state, status_of, status_on

REGISTRY = load_registry()
DAY = dt.timedelta(days=1)


def d(text: str) -> dt.date:
    """21/6/2018, as clauses print days."""
    day, month, year = map(int, text.split("/"))
    return dt.date(year, month, day)


# key; "có hiệu lực từ ngày"; the day from which it "hết hiệu lực", None while it holds.
# Read from: the document's own clause on effect, and the clause that ended it (in brackets).
BOUNDARIES = [
    ("61/2018/NĐ-CP@2018-04-23", "21/6/2018", "1/7/2025"),  # Đ40 k1 [118/2025 Đ40 k1]
    ("107/2021/NĐ-CP@2021-12-06", "6/12/2021", "1/7/2025"),  # [118/2025 Đ40 k1]
    ("118/2025/NĐ-CP@2025-06-09", "1/7/2025", None),  # Đ40 k1
    ("09/2015/QĐ-TTg@2015-03-25", "15/5/2015", "21/6/2018"),  # [61/2018 Đ40 k2]
    ("76/2015/QH13@2015-06-19", "1/1/2016", "1/3/2025"),  # Đ49 [63/2025]
    ("77/2015/QH13@2015-06-19", "1/1/2016", "1/3/2025"),  # Đ141 [65/2025]
    ("65/2025/QH15@2025-02-19", "1/3/2025", "16/6/2025"),  # [72/2025 Đ51 k1, 2: day passed]
    ("72/2025/QH15@2025-06-16", "16/6/2025", None),  # Đ51 k1
    ("47/2019/QH14@2019-11-22", "1/7/2020", "1/3/2025"),  # falls with the laws it amends
    ("80/2015/QH13@2015-06-22", "1/7/2016", "1/4/2025"),  # [64/2025 Đ71 k1, 3]
    ("64/2025/QH15@2025-02-19", "1/4/2025", None),  # Đ71 k1
    ("87/2025/QH15@2025-06-25", "1/7/2025", None),  # Đ2
    ("34/2016/NĐ-CP@2016-05-14", "1/7/2016", "1/4/2025"),  # [78/2025, 79/2025]
    ("34/2019/NĐ-CP@2019-04-24", "25/6/2019", "1/8/2023"),  # [33/2023]
    ("83/2015/QH13@2015-06-25", "1/1/2017", "1/1/2026"),  # Đ76 "năm ngân sách 2017" [89/2025]
    ("89/2025/QH15@2025-06-25", "1/1/2026", None),  # Đ77 k1 "năm ngân sách 2026"
    ("10/2022/QH15@2022-11-10", "1/7/2023", None),  # Đ90 k1
    ("34/2007/PL-UBTVQH11@2007-04-20", "1/7/2007", "1/7/2023"),  # [10/2022 Đ90 k2]
    ("51/2005/QH11@2005-11-29", "1/3/2006", "1/7/2024"),  # Đ53 [20/2023 Đ52]
    ("20/2023/QH15@2023-06-22", "1/7/2024", None),  # Đ52 k1
    ("01/2011/QH13@2011-11-11", "1/7/2012", "1/7/2025"),  # Đ41 [33/2024 Đ64]
    ("33/2024/QH15@2024-06-21", "1/7/2025", None),  # Đ64 k1
    ("67/2006/QH11@2006-06-29", "1/1/2007", "1/7/2026"),  # Đ78 [148/2025 Đ47]
    ("148/2025/QH15@2025-12-11", "1/7/2026", None),  # Đ47 k1
    ("44/2013/QH13@2013-11-26", "1/7/2014", "1/7/2026"),  # Đ79 [110/2025]
    ("22/2008/QH12@2008-11-13", "1/1/2010", "1/7/2025"),  # Đ86 [80/2025]
    ("58/2010/QH12@2010-11-15", "1/1/2012", "1/7/2026"),  # [129/2025]
    ("43/2011/NĐ-CP@2011-06-13", "1/10/2011", "15/8/2022"),  # Đ33 [42/2022]
    ("64/2007/NĐ-CP@2007-04-10", "18/5/2007", "1/7/2026"),  # Đ55 [224/2026 Đ90 k2]
    ("64/2014/NĐ-CP@2014-06-26", "15/8/2014", "1/7/2026"),  # Đ23 [154/2026 Đ44]
    ("59/2022/NĐ-CP@2022-09-05", "20/10/2022", "1/7/2024"),  # [69/2024 Đ40 k1, 2]
    ("45/2025/NĐ-CP@2025-02-28", "1/3/2025", "16/6/2025"),  # [150/2025 Đ24]
    ("25/2025/NĐ-CP@2025-02-21", "1/3/2025", "8/7/2026"),  # [276/2026 Đ4]
    ("39/2022/NĐ-CP@2022-06-18", "18/6/2022", "29/5/2026"),  # [191/2026 Đ2: day signed]
    ("01/2018/TT-VPCP@2018-11-23", "6/1/2019", "15/9/2025"),  # Đ23 k1 [03/2025]
    ("59/2023/NĐ-CP@2023-08-14", "15/8/2023", None),  # Đ28 k1
    ("30c/NQ-CP@2011-11-08", "1/1/2012", "1/1/2021"),  # programme to the end of 2020
]


@pytest.mark.parametrize(("key", "begin", "end"), BOUNDARIES, ids=[b[0] for b in BOUNDARIES])
def test_a_document_holds_from_its_first_day_to_the_day_before_its_end(key, begin, end):
    def state(day: dt.date) -> ValidityState:
        return status_on(key, REGISTRY, on=day).state

    holds = {ValidityState.IN_FORCE, ValidityState.PARTLY}
    assert state(d(begin) - DAY) is ValidityState.NOT_YET
    assert state(d(begin)) is ValidityState.IN_FORCE
    if end is None:
        assert state(REGISTRY.compiled) in holds
    else:
        assert state(d(end) - DAY) in holds
        assert state(d(end)) is ValidityState.EXPIRED
        assert state(d(end) + DAY) is ValidityState.EXPIRED
        assert status_on(key, REGISTRY, on=d(end)).effective_until == d(end) - DAY


@pytest.mark.parametrize(("day", "expected"), [
    ("31/12/2025", ValidityState.NOT_YET),  # "từ ngày 01 tháng 01 năm 2026
    ("1/1/2026", ValidityState.IN_FORCE),
    ("28/2/2027", ValidityState.IN_FORCE),  # đến hết ngày 28 tháng 02 năm 2027" (Đ10 k1)
    ("1/3/2027", ValidityState.EXPIRED),
])  # fmt: skip
def test_a_document_made_for_a_time_ends_by_itself_on_the_day_after(day, expected):
    found = status_on("66.7/2025/NQ-CP@2025-11-15", REGISTRY, on=d(day))
    assert found.state is expected
    assert found.effective_until == d("28/2/2027")
    if expected is ValidityState.EXPIRED:
        assert "đến hết ngày 28 tháng 02 năm 2027" in (found.proof[0].quote or "")


@pytest.mark.parametrize(("key", "day", "expected"), [
    ("90/2020/NĐ-CP@2020-08-13", "31/12/2025", ValidityState.IN_FORCE),
    ("90/2020/NĐ-CP@2020-08-13", "1/1/2026", ValidityState.PARTLY),  # 335/2025: civil servants
    ("90/2020/NĐ-CP@2020-08-13", "30/6/2026", ValidityState.PARTLY),
    ("90/2020/NĐ-CP@2020-08-13", "1/7/2026", ValidityState.EXPIRED),  # 233/2026 Đ19 k2
    ("33/2023/NĐ-CP@2023-06-10", "30/6/2025", ValidityState.IN_FORCE),
    ("33/2023/NĐ-CP@2023-06-10", "1/7/2025", ValidityState.PARTLY),  # 170/2025
    ("20/2026/QH16@2026-08-24", "20/11/2026", ValidityState.NOT_YET),
    ("20/2026/QH16@2026-08-24", "1/3/2027", ValidityState.IN_FORCE),
])  # fmt: skip
def test_partial_repeals_and_days_to_come_are_dated(key, day, expected):
    assert status_on(key, REGISTRY, on=d(day)).state is expected


@pytest.mark.parametrize("key", [e.key for e in REGISTRY.entries.values()])
def test_on_the_day_of_checking_the_state_is_the_one_that_was_found(key):
    """Unless a quoted clause ends a part of it, which the row does not tell."""
    found, known = status_on(key, REGISTRY, on=REGISTRY.compiled), REGISTRY.entries[key].status
    partly = found.state is ValidityState.PARTLY and any(part.quote for part in found.struck)
    assert found.state == known or (known == "in_force" and partly)


def test_what_nobody_checked_is_unknown_not_in_force():
    """In the codification, dates known; the day on which it was checked is not."""
    youth = REGISTRY.by_number("57/2020/QH14")[0]
    assert status_of(youth, REGISTRY, on=d("31/12/2020")).state is ValidityState.NOT_YET
    assert status_of(youth, REGISTRY, on=d("1/1/2021")).state is ValidityState.UNKNOWN
    assert status_of(youth, REGISTRY, on=d("1/1/2026")).proof[0].checked is None
    assert status_on("65/QĐ-UBND@2025-01-13@UBND tỉnh X", REGISTRY, on=d("1/2/2025")).state == (
        ValidityState.UNKNOWN
    )
    assert interval_state(d("1/1/2025"), None, None) is ValidityState.UNKNOWN


def test_an_end_without_a_day_counts_from_the_day_it_was_checked():
    """TCVN ISO 9001:2008 was withdrawn; its day was not found."""
    key = "TCVN ISO 9001:2008@2008-12-31"
    assert status_on(key, REGISTRY, on=REGISTRY.compiled).state is ValidityState.EXPIRED
    assert status_on(key, REGISTRY, on=d("1/1/2012")).state is ValidityState.UNKNOWN


def test_the_clause_that_ended_a_document_proves_its_end():
    found = status_on("61/2018/NĐ-CP@2018-04-23", REGISTRY, on=d("1/7/2025"))
    proof = found.proof[0]
    assert (proof.document, proof.clause) == ("118/2025/NĐ-CP", "khoản 1 Điều 40")
    assert "hết hiệu lực kể từ ngày Nghị định này có hiệu lực" in (proof.quote or "")
    assert proof.checked == REGISTRY.compiled
    assert [(later.canonical, later.date, later.scope) for later in found.replaced_by] == [
        ("118/2025/NĐ-CP", d("1/7/2025"), "full")
    ]


@pytest.mark.parametrize("day", ["1/1/2020", "20/11/2026", "1/1/2028"])
def test_no_quote_is_shown_that_the_table_of_clauses_does_not_have(day):
    rules = {row["quote"] for row in corpus.table("validity_rules")}
    hand = {clause.quote for clause in REGISTRY.clauses}
    for key, entry in REGISTRY.entries.items():
        found = status_on(key, REGISTRY, on=d(day))
        told = [*REGISTRY.clauses_of(entry), *(clause for clause, _ in REGISTRY.clauses_on(entry))]
        quotes = hand | rules | {clause.quote for clause in told}
        assert {item.quote for item in (*found.proof, *found.struck)} - quotes <= {None}
        assert all(proof.source for proof in found.proof)


def test_a_sites_own_words_are_not_shown_as_the_clause():
    """The end of 77/2015 is known from a legal news site; the clause of 65/2025 was not seen."""
    proof = status_on("77/2015/QH13@2015-06-19", REGISTRY, on=d("1/3/2025")).proof[0]
    assert (proof.document, proof.clause, proof.quote) == ("65/2025/QH15", None, None)


@pytest.mark.parametrize(("day", "amended", "by"), [
    ("30/6/2025", False, []),
    ("1/7/2025", False, []),
    ("5/8/2026", True, ["367/2025/NĐ-CP", "309/2026/NĐ-CP"]),
])  # fmt: skip
def test_amended_is_a_flag_beside_the_state_from_the_first_amendment(day, amended, by):
    found = status_on("118/2025/NĐ-CP@2025-06-09", REGISTRY, on=d(day))
    assert found.amended is amended
    assert [later.canonical for later in found.amended_by] == by


def test_a_document_that_details_a_dead_one_names_its_parent_and_the_rule():
    before = status_on("01/2018/TT-VPCP@2018-11-23", REGISTRY, on=d("30/6/2025"))
    after = status_on("01/2018/TT-VPCP@2018-11-23", REGISTRY, on=d("1/7/2025"))
    assert (before.state, before.dead_parents) == (ValidityState.IN_FORCE, ())
    assert (after.state, after.dead_parents) == (ValidityState.IN_FORCE, ("61/2018/NĐ-CP",))
    rule = after.proof[-1]  # the parent was replaced on 1 July 2025, under the law of 2025
    assert (rule.document, rule.clause) == ("64/2025/QH15", "khoản 2 Điều 57")
    assert "tiếp tục có hiệu lực trong trường hợp không trái" in (rule.quote or "")


def test_a_document_whose_base_was_lost_is_presumed_expired():
    found = status_on("04/2015/NĐ-CP@2015-01-09", REGISTRY, on=d("1/7/2023"))
    assert (found.state, found.presumed) == (ValidityState.EXPIRED, True)
    struck = status_on("61/2018/NĐ-CP@2018-04-23", REGISTRY, on=d("1/7/2025"))
    assert struck.presumed is False


def test_a_programme_that_ran_its_period_has_a_successor_not_a_replacement():
    found = status_on("30c/NQ-CP@2011-11-08", REGISTRY, on=d("1/1/2021"))
    assert found.state is ValidityState.EXPIRED
    assert found.replaced_by == ()
    assert [later.key for later in found.successors] == ["76/NQ-CP@2021-07-15"]


def test_a_suspended_document_is_suspended_between_its_days():
    entry = RegistryEntry(
        key="1/2020/QĐ-UBND@2020-01-01@UBND tỉnh X",
        number="1/2020/QĐ-UBND",
        type="Quyết định",
        title=None,
        issuer="UBND tỉnh X",
        signed=d("1/1/2020"),
        effective=d("1/1/2020"),
        status="in_force",
        suspended=((d("1/2/2021"), d("1/3/2021")),),
    )
    registry = Registry([entry])
    states = [status_of(entry, registry, on=day).state.value for day in (
        d("31/1/2021"), d("1/2/2021"), d("28/2/2021"), d("1/3/2021"))]  # fmt: skip
    assert states == ["in_force", "suspended", "suspended", "in_force"]


# Wording: the clause that ends each document, read by a program and checked here by hand.
@pytest.mark.parametrize(("number", "day", "provision", "state", "part"), [
    # 67/2023/TT-BTC, Điều 62: from 2 November 2023, "trừ Phụ lục I … đến hết ngày 30/6/2024"
    ("52/2016/TT-BTC", "30/6/2024", "Phụ lục I", "partly", "in_force"),
    ("52/2016/TT-BTC", "1/7/2024", "Phụ lục I", "expired", "expired"),
    # 106/2021/NĐ-CP, khoản 2 Điều 28: "Điều 12 … tiếp tục có hiệu lực … cho đến khi được bãi bỏ"
    ("02/1998/NĐ-CP", "21/1/2022", "Điều 12", "partly", "in_force"),
    ("02/1998/NĐ-CP", "21/1/2022", "Điều 11", "partly", "expired"),
    # 64/2025/QH15, khoản 4 Điều 71: khoản 1 Điều 46 from the day of passing, 19 February 2025
    ("80/2015/QH13", "18/2/2025", "khoản 1 Điều 46", "in_force", "in_force"),
    ("80/2015/QH13", "19/2/2025", "khoản 1 Điều 46", "partly", "expired"),
    ("80/2015/QH13", "31/3/2025", "khoản 2 Điều 46", "partly", "in_force"),
    ("80/2015/QH13", "1/4/2025", "khoản 2 Điều 46", "expired", "expired"),
])  # fmt: skip
def test_a_provision_of_a_real_document_is_dated(number, day, provision, state, part):
    entry = REGISTRY.by_number(number)[0]
    found = status_of(entry, REGISTRY, on=d(day), provision=provision)
    assert found.provision is not None
    assert (found.state.value, found.provision.state.value) == (state, part)


@pytest.mark.parametrize(
    ("number", "states"),
    [
        # prints 1 January 2025, moved by 43/2024/QH15; and what it ended
        ("27/2023/QH15", {"31/7/2024": "not_yet", "1/8/2024": "in_force"}),
        ("65/2014/QH13", {"31/7/2024": "in_force", "1/8/2024": "expired"}),
        # its end was put off with 101/2015/QH13, by 41/2017/QH14
        ("19/2003/QH11", {"1/7/2016": "in_force", "31/12/2017": "in_force", "1/1/2018": "expired"}),
    ],
)
def test_a_first_day_that_a_later_act_moved_counts_not_the_printed_one(number, states):
    entry = REGISTRY.by_number(number)[0]
    found = {day: status_of(entry, REGISTRY, on=d(day)).state.value for day in states}
    assert found == states
