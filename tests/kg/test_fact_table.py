"""Users' facts on validity: the table as clerks keep it, its refusals, its contradictions."""

import datetime as dt

import pytest

from kg.fact_table import COLUMNS, FactFault, rows_of, take
from kg.facts import Standing
from kg.registry import load_registry
from kg.terms import ProblemCode, ValidityState
from kg.validity import status_on

REGISTRY = load_registry()
TODAY = dt.date(2026, 11, 21)

FACT = {
    "number": "36/2024/QĐ-UBND",
    "signed": "12/02/2024",
    "issuer": "UBND tỉnh Tiền Giang",
    "effective": "2024-03-01",
    "expired": "2025-01-01",
    "replaced_by": "50/2024/QĐ-UBND",
    "source": "Công báo tỉnh Tiền Giang số 5",
}
KEY = "36/2024/QĐ-UBND@2024-02-12@UBND tỉnh Tiền Giang"


def test_a_users_fact_answers_for_its_document_with_its_source():
    registry = REGISTRY.with_facts([FACT])
    assert registry.problems == ()
    last = status_on(KEY, registry, on=dt.date(2024, 12, 31))
    after = status_on(KEY, registry, on=dt.date(2025, 1, 1))
    assert (last.state, after.state) == (ValidityState.IN_FORCE, ValidityState.EXPIRED)
    assert after.proof[0].source == FACT["source"]
    assert after.replaced_by[0].canonical == "50/2024/QĐ-UBND"
    assert KEY not in REGISTRY.entries  # the shipped registry is as it was


@pytest.mark.parametrize(("change", "found"), [
    ({"number": ""}, "number: empty"),
    ({"source": "  "}, "source: empty"),
    ({"signed": None}, "signed: empty"),
    ({"number": "không số"}, "number: không số"),
    ({"expired": "31/02/2025"}, "expired: 31/02/2025"),
    ({"effective": "hôm qua"}, "effective: hôm qua"),
    ({"replaced_by": "???"}, "replaced_by: ???"),
    ({"suspended": "2025-03-01/2025-01-01"}, "suspended: 2025-03-01/2025-01-01"),
])  # fmt: skip
def test_a_bad_row_is_refused_with_its_line_and_the_others_go_in(change, found):
    other = {**FACT, "number": "37/2024/QĐ-UBND"}
    registry = REGISTRY.with_facts([{**FACT, **change}, other])
    (problem,) = registry.problems
    assert problem.code is ProblemCode.ROW_REFUSED
    assert (problem.found, problem.place) == (found, "line 2")
    assert KEY.replace("36/", "37/") in registry.entries
    assert KEY not in registry.entries


def test_a_fact_that_ends_before_it_begins_is_a_contradiction():
    registry = REGISTRY.with_facts([{**FACT, "expired": "2024-02-29"}])
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]
    assert KEY not in registry.entries


def test_a_fact_against_the_registry_is_a_contradiction_and_changes_nothing():
    row = {"number": "61/2018/NĐ-CP", "signed": "2018-04-23", "expired": "2024-01-01",
           "source": "x"}  # fmt: skip
    registry = REGISTRY.with_facts([row])
    (problem,) = registry.problems
    assert problem.code is ProblemCode.CONTRADICTION
    assert "2025-07-01" in problem.expected
    key = "61/2018/NĐ-CP@2018-04-23"
    assert registry.entries[key] == REGISTRY.entries[key]


def test_a_replacement_older_than_what_it_replaces_is_a_contradiction():
    rows = [{**FACT, "number": "50/2023/QĐ-UBND", "signed": "2023-05-01", "replaced_by": None,
             "effective": None, "expired": None},
            {**FACT, "replaced_by": "50/2023/QĐ-UBND"}]  # fmt: skip
    registry = REGISTRY.with_facts(rows)
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]


def test_a_ring_of_replacements_is_a_contradiction():
    first = {**FACT, "replaced_by": "50/2024/QĐ-UBND"}
    second = {**FACT, "number": "50/2024/QĐ-UBND", "signed": "2024-12-01",
              "effective": "2025-01-01", "expired": "2025-06-01",
              "replaced_by": "36/2024/QĐ-UBND@2024-02-12@UBND tỉnh Tiền Giang"}  # fmt: skip
    registry = REGISTRY.with_facts([first, second])
    assert [p.code for p in registry.problems] == [ProblemCode.CONTRADICTION]


# --- rows, one for each event ---------------------------------------------------------------------
U = "UBND tỉnh Tiền Giang"
BASE = {"number": "36/2024/QĐ-UBND", "signed": "12/02/2024", "issuer": U, "source": "Công báo"}


def taken(*rows, before=None, **options):
    return take(rows, REGISTRY, before or {}, checked=TODAY, **options)


def faults(*rows, **options):
    """(line, kind) of every refusal, in order."""
    return [(f.line, f.fault) for f in taken(*rows, **options).refused]


def states(registry, *days):
    return [status_on(KEY, registry, on=dt.date.fromisoformat(day)).state for day in days]


def test_several_rows_on_one_document_are_one_entry():
    registry = REGISTRY.with_facts([
        {**BASE, "effective": "01/3/2024", "title": "Quy định A"},
        {**BASE, "event": "bãi bỏ", "by": "40/2024/QĐ-UBND", "date": "1/7/2024",
         "provisions": "khoản 2 Điều 5; Điều 7", "clause": "Điều 2", "quote": "Bãi bỏ khoản 2 …"},
        {**BASE, "event": "sửa đổi, bổ sung", "by": "41/2024/QĐ-UBND", "date": "2024-08-01"},
        {**BASE, "event": "ngưng hiệu lực", "date": "2024-09-01"},
        {**BASE, "event": "tiếp tục có hiệu lực", "date": "2024-10-01"},
        {**BASE, "event": "thay thế", "by": "50/2024/QĐ-UBND", "date": "2025-01-01"},
    ])  # fmt: skip
    assert registry.problems == ()
    entry = registry.entries[KEY]
    assert (entry.title, entry.expired) == ("Quy định A", dt.date(2025, 1, 1))
    assert entry.suspended == ((dt.date(2024, 9, 1), dt.date(2024, 10, 1)),)
    assert [(c.number, c.date) for c in entry.amended_by] == [
        ("41/2024/QĐ-UBND", dt.date(2024, 8, 1))
    ]
    days = ("2024-02-29", "2024-03-01", "2024-06-30", "2024-07-01", "2024-08-31", "2024-09-01",
            "2024-09-30", "2024-10-01", "2024-12-31", "2025-01-01")  # fmt: skip
    assert [state.value for state in states(registry, *days)] == [
        "not_yet", "in_force", "in_force", "partly", "partly", "suspended",
        "suspended", "partly", "partly", "expired",
    ]  # fmt: skip


def test_the_words_that_a_user_gives_are_shown_as_proof_with_their_source():
    words = "Bãi bỏ Quyết định số 36/2024/QĐ-UBND."
    row = {**BASE, "event": "bãi bỏ", "by": "50/2024/QĐ-UBND", "date": "2025-01-01",
           "clause": "khoản 1 Điều 3", "quote": words, "source": "Công báo số 9"}  # fmt: skip
    registry = REGISTRY.with_facts([{**BASE, "effective": "2024-03-01"}, row])
    (proof, *_) = status_on(KEY, registry, on=TODAY).proof
    assert (proof.document, proof.clause, proof.quote, proof.source) == (
        "50/2024/QĐ-UBND", "khoản 1 Điều 3", words, "Công báo số 9",
    )  # fmt: skip


def test_what_a_row_says_of_a_part_never_ends_the_whole():
    """Partial, with a column for the whole document's end filled: refused, not guessed."""
    part = {**BASE, "replaced_by": "50/2024/QĐ-UBND", "provisions": "Điều 5"}
    assert faults({**part, "expired": "2025-01-01"}) == [("2", FactFault.SCOPE)]
    assert faults({**BASE, "scope": "một phần", "expired": "2025-01-01"}) == [
        ("2", FactFault.SCOPE)
    ]
    named = {**BASE, "event": "bãi bỏ", "scope": "một phần", "replaced_by": "50/2024/QĐ-UBND",
             "provisions": "Điều 5", "date": "2025-01-01", "effective": "2024-03-01"}  # fmt: skip
    assert [s.value for s in states(REGISTRY.with_facts([named]), "2025-06-01")] == ["partly"]


def test_later_parts_successors_and_the_words_on_effect_are_kept():
    row = {**BASE, "effective": "2024-03-01",
           "later_parts": "Điều 12=2026-01-01; Điều 15=1/7/2026",
           "succeeded_by": "5/2026/QĐ-UBND=2026-02-01",
           "effective_note": "kể từ ngày ký"}  # fmt: skip
    entry = REGISTRY.with_facts([row]).entries[KEY]
    assert [(p.provisions, p.effective.isoformat()) for p in entry.later_parts] == [
        ("Điều 12", "2026-01-01"), ("Điều 15", "2026-07-01"),
    ]  # fmt: skip
    assert [c.number for c in entry.succeeded_by] == ["5/2026/QĐ-UBND"]
    assert entry.expired is None
    assert "kể từ ngày ký" in entry.note


@pytest.mark.parametrize(("columns", "first"), [
    ({"expired": "2025-01-01"}, dt.date(2025, 1, 1)),
    ({"effective_until": "31/12/2024"}, dt.date(2025, 1, 1)),  # the last day in force
    ({"effective_until": "31/12/2024", "expired": "01/01/2025"}, dt.date(2025, 1, 1)),
])  # fmt: skip
def test_the_first_day_without_effect_and_the_last_day_with_it_are_told_apart(columns, first):
    assert REGISTRY.with_facts([{**BASE, **columns}]).entries[KEY].expired == first


@pytest.mark.parametrize("text", [
    "2025-01-01/2025-03-01", "từ 01/01/2025 đến hết 28/02/2025", "1/1/2025 đến trước 01/3/2025",
])  # fmt: skip
def test_a_suspension_in_one_cell(text):
    entry = REGISTRY.with_facts([{**BASE, "suspended": text}]).entries[KEY]
    assert entry.suspended == ((dt.date(2025, 1, 1), dt.date(2025, 3, 1)),)


@pytest.mark.parametrize("written", [
    "36/2024/QĐ-UBND", "Quyết định số 36/2024/QĐ-UBND", "Số: 36/2024/QĐ-UBND", "36/2024/qd-ubnd",
])  # fmt: skip
@pytest.mark.parametrize("day", ["2024-02-12", "12/02/2024", "12/2/2024", "12-2-2024",
                                 "ngày 12 tháng 02 năm 2024", "2024-02-12 00:00:00"])  # fmt: skip
def test_numbers_and_days_as_clerks_write_them(written, day):
    assert set(taken({**BASE, "number": written, "signed": day}).documents) == {KEY}


# --- refusals -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("change", "fault", "column", "found"), [
    ({"number": "khoản 2 Điều 5"}, FactFault.NUMBER, "number", "khoản 2 Điều 5"),
    ({"number": "36/2205/QĐ-UBND"}, FactFault.NUMBER, "number", "36/2205/QĐ-UBND"),
    ({"number": "O1/2021/NĐ-CP"}, FactFault.NUMBER, "number", "O1/2021/NĐ-CP"),
    ({"number": "2024-12-01"}, FactFault.NUMBER, "number", "2024-12-01"),
    ({"signed": "12/13/2024"}, FactFault.DAY, "signed", "12/13/2024"),
    ({"signed": "30/02/2024"}, FactFault.DAY, "signed", "30/02/2024"),
    ({"signed": "12/02/24"}, FactFault.DAY, "signed", "12/02/24"),
    ({"signed": "45334"}, FactFault.DAY, "signed", "45334"),
    ({"effective": "01/01/2205"}, FactFault.YEAR, "effective", "01/01/2205"),
    ({"signed": "01/01/2205"}, FactFault.YEAR, "signed", "01/01/2205"),
    ({"signed": "01/01/2030"}, FactFault.FUTURE, "signed", "2030-01-01"),
    ({"issuer": ""}, FactFault.ISSUER, "issuer", "36/2024/QĐ-UBND"),
    ({"suspended": "01/01/2025 đến 01/3/2025"}, FactFault.SPAN, "suspended",
     "01/01/2025 đến 01/3/2025"),
    ({"event": "hợp nhất"}, FactFault.EVENT, "event", "hợp nhất"),
    ({"event": "thay thế", "date": "2025-01-01"}, FactFault.ACTOR, "by", "event replaces"),
    ({"event": "bãi bỏ", "by": "50/2024/QĐ-UBND"}, FactFault.UNDATED, "date", "event repeals"),
    ({"event": "bãi bỏ", "by": "50/2024/QĐ-UBND", "date": "2025-01-01", "scope": "một phần"},
     FactFault.SCOPE, "provisions", "empty"),
    ({"status": "đẹp"}, FactFault.STATUS, "status", "đẹp"),
    ({"status": "hết hiệu lực một phần"}, FactFault.STATUS, "status", "partly"),
    ({"later_parts": "Điều 12"}, FactFault.DAY, "later_parts", "Điều 12"),
])  # fmt: skip
def test_a_cell_that_cannot_be_is_refused_with_its_column_and_what_was_found(
    change, fault, column, found
):
    done = taken({**BASE, "number": "1/2024/QĐ-UBND"}, {**BASE, **change})
    assert [(f.line, f.fault, f.column, f.found) for f in done.refused] == [
        ("3", fault, column, found)
    ]
    assert done.rows == 1
    assert done.refused[0].expected


@pytest.mark.parametrize(("rows", "refused"), [
    # two days for one event: neither is to be believed
    ([{"effective": "2024-03-01"}, {"effective": "2024-03-02"}],
     [("2", FactFault.TWO_VALUES), ("3", FactFault.TWO_VALUES)]),
    ([{"replaced_by": "50/2024/QĐ-UBND=2025-01-01"}, {"expired": "2025-02-01"}, {"note": "x"}],
     [("2", FactFault.TWO_VALUES), ("3", FactFault.TWO_VALUES)]),
    ([{"effective": "2024-05-01"}, {"expired": "2024-04-01"}],
     [("2", FactFault.END_BEFORE_BEGIN), ("3", FactFault.END_BEFORE_BEGIN)]),
    ([{"expired": "2024-01-01"}], [("2", FactFault.BEFORE_SIGNED)]),
    ([{"replaced_by": "36/2024/QĐ-UBND", "expired": "2025-01-01"}], [("2", FactFault.ITSELF)]),
    ([{"replaced_by": "50/2023/QĐ-UBND", "expired": "2025-01-01"}], [("2", FactFault.OLDER)]),
    ([{"amended_by": "50/2024/QĐ-UBND@2024-01-05"}], [("2", FactFault.OLDER)]),
    ([{"event": "tiếp tục có hiệu lực", "date": "2025-01-01"}], [("2", FactFault.RESUMED_ALONE)]),
    ([{"status": "Còn hiệu lực", "expired": "2025-01-01"}], [("2", FactFault.STATUS_DIFFERS)]),
    ([{"status": "Hết hiệu lực", "expired": "2027-01-01"}], [("2", FactFault.STATUS_DIFFERS)]),
    ([{"signed": "2024-02-12"}, {"signed": "2024-02-13"}],  # one number a year and issuer
     [("2", FactFault.TWO_VALUES), ("3", FactFault.TWO_VALUES)]),
])  # fmt: skip
def test_a_contradiction_is_told_on_each_row_that_has_a_side_of_it(rows, refused):
    assert faults(*({**BASE, **row} for row in rows)) == refused


def test_both_sides_of_a_contradiction_are_named_with_their_lines():
    found = taken({**BASE, "effective": "2024-03-01"}, {**BASE, "effective": "02/3/2024"}).refused
    assert [(f.found, f.against, f.others) for f in found] == [
        ("2024-03-01", "2024-03-02", ("3",)), ("2024-03-02", "2024-03-01", ("2",)),
    ]  # fmt: skip
    assert {f.code for f in found} == {ProblemCode.CONTRADICTION}


def test_a_local_document_acts_on_no_national_one():
    row = {"number": "118/2025/NĐ-CP", "signed": "2025-06-09", "source": "x",
           "replaced_by": "5/2026/QĐ-UBND", "expired": "2026-12-01"}  # fmt: skip
    assert faults(row) == [("2", FactFault.LOWER)]


def ring(*days):
    """Documents 1, 2, 3 ... of these days, each replaced by the next, the last by the first."""
    names = [f"{place}/2024/QĐ-UBND" for place in range(1, len(days) + 1)]
    heirs = [f"{n}@{d}" for n, d in zip(names, days, strict=True)]
    return [
        {**BASE, "number": name, "signed": day, "replaced_by": heir, "expired": "2025-01-01"}
        for name, day, heir in zip(names, days, [*heirs[1:], heirs[0]], strict=True)
    ]


def test_a_ring_of_three_is_broken_where_it_goes_back_in_time():
    assert faults(*ring("2024-02-01", "2024-03-01", "2024-04-01")) == [("4", FactFault.OLDER)]


def test_a_ring_within_one_day_is_refused_whole():
    done = taken(
        *ring("2024-02-01", "2024-02-01", "2024-02-01"), {**BASE, "number": "9/2024/QĐ-UBND"}
    )
    assert [(f.line, f.fault) for f in done.refused] == [
        (line, FactFault.RING) for line in ("2", "3", "4")
    ]
    assert "1/2024/QĐ-UBND → 2/2024/QĐ-UBND → 3/2024/QĐ-UBND" in done.refused[0].against
    assert done.rows == 1


# --- beside the shipped registry ------------------------------------------------------------------
ND61 = {"number": "61/2018/NĐ-CP", "signed": "23/4/2018", "source": "Công báo"}
ND61_KEY = "61/2018/NĐ-CP@2018-04-23"


def test_a_day_that_differs_from_the_registry_goes_in_only_where_the_user_insists():
    row = {**ND61, "effective_until": "2025-07-31"}
    (finding,) = taken(row).refused
    assert (finding.fault, finding.column, finding.found, finding.against) == (
        FactFault.REGISTERED, "effective_until", "2025-07-31", "2025-07-01",
    )  # fmt: skip
    done = taken(row, override=True)
    assert (done.refused, [w.fault for w in done.warnings]) == ((), [FactFault.OVERRIDDEN])
    entry = REGISTRY.with_facts(rows_of(done.documents[ND61_KEY])).entries[ND61_KEY]
    assert (entry.expired, entry.standing) == (dt.date(2025, 8, 1), Standing.USER)
    assert entry.source[0] == "Công báo"
    assert "2025-07-01" in entry.note


def test_the_registrys_number_on_another_day_is_a_mistake_even_if_the_user_insists():
    assert faults({**ND61, "signed": "24/4/2018"}, override=True) == [
        ("2", FactFault.SIGNED_DIFFERS)
    ]
    both = faults({**ND61, "note": "x"}, {**ND61, "signed": "24/4/2018"})
    assert both == [("3", FactFault.SIGNED_DIFFERS)]


def test_a_name_alone_makes_no_document_valid():
    """57/2020/QH14 is known from the codification, whose day of checking nobody knows."""
    key = "57/2020/QH14@2020-06-16"
    before = status_on(key, REGISTRY, on=TODAY).state
    row = {
        "number": "57/2020/QH14",
        "signed": "2020-06-16",
        "source": "x",
        "title": "Luật Thanh niên",
    }
    after = status_on(key, REGISTRY.with_facts([row]), on=TODAY).state
    assert before == after == ValidityState.UNKNOWN


def test_replaced_without_a_day_is_neither_dead_nor_in_force():
    row = {**BASE, "effective": "2024-03-01", "replaced_by": "50/2024/QĐ-UBND"}
    assert [w.fault for w in taken(row).warnings] == [FactFault.END_UNDATED]
    assert states(REGISTRY.with_facts([row]), "2025-06-01") == [ValidityState.UNKNOWN]


def test_an_end_to_come_without_a_begin_is_no_end_yet():
    row = {**BASE, "expired": "2030-01-01"}
    assert states(REGISTRY.with_facts([row]), "2026-11-21") == [ValidityState.UNKNOWN]


def test_a_fact_that_a_user_checked_today_does_not_date_the_whole_registry():
    row = {**BASE, "effective": "2024-03-01", "checked": "2027-01-01"}
    assert REGISTRY.with_facts([row]).compiled == REGISTRY.compiled


@pytest.mark.parametrize(("change", "fault"), [
    ({"effective": "2024-02-01"}, FactFault.BEGINS_BEFORE_SIGNED),
    ({"signed": "2025-02-12"}, FactFault.NUMBER_YEAR),
    ({"issuer": "UBND tỉnh"}, FactFault.ISSUER_UNPLACED),
    ({"number": "36/2024/QĐ-UBNDX"}, FactFault.NUMBER_CORRECTED),
])  # fmt: skip
def test_what_may_be_right_goes_in_with_a_word(change, fault):
    done = taken({**BASE, **change})
    assert (done.rows, [w.fault for w in done.warnings]) == (1, [fault])


def test_a_row_given_twice_is_taken_once():
    row = {**BASE, "effective": "2024-03-01"}
    done = taken(row, row)
    assert [(w.fault, w.line, w.others) for w in done.warnings] == [
        (FactFault.REPEATED, "3", ("2",))
    ]
    assert (done.rows, done.refused) == (1, ())


def test_one_province_is_not_taken_for_another():
    """46/2024/QĐ-UBND of another province does not replace this one."""
    other = {**BASE, "number": "46/2024/QĐ-UBND", "issuer": "UBND tỉnh Kiên Giang",
             "signed": "2024-05-20"}  # fmt: skip
    row = {**BASE, "replaced_by": "46/2024/QĐ-UBND", "expired": "2024-06-01"}
    registry = REGISTRY.with_facts([other, row])
    (change,) = registry.entries[KEY].replaced_by
    assert registry.meant(change) is None
    own = {**other, "issuer": U}
    (change,) = REGISTRY.with_facts([other, own, row]).entries[KEY].replaced_by
    assert change.key == "46/2024/QĐ-UBND@2024-05-20@UBND tỉnh Tiền Giang"


# --- kept and shared ------------------------------------------------------------------------------
EVERYTHING = [
    {**BASE, "effective": "2024-03-01", "title": "Quy định A", "note": "n", "checked": "2026-01-02",
     "later_parts": "Điều 12=2026-01-01", "effective_note": "kể từ ngày ký"},
    {**BASE, "event": "bãi bỏ", "by": "40/2024/QĐ-UBND", "date": "1/7/2024", "scope": "một phần",
     "provisions": "Điều 7", "clause": "Điều 2", "quote": "Bãi bỏ Điều 7 …", "source": "khác"},
    {**BASE, "amended_by": "41/2024/QĐ-UBND@2024-05-05=2024-08-01; 42/2024/QĐ-UBND"},
    {**BASE, "suspended": "2024-09-01/2024-10-01", "succeeded_by": "1/2026/QĐ-UBND"},
    {**BASE, "event": "thay thế", "by": "50/2024/QĐ-UBND", "date": "2025-01-01",
     "clause": "Điều 3"},
    {**BASE, "number": "37/2024/QĐ-UBND", "replaced_by": "50/2024/QĐ-UBND", "quote": "…"},
    {**BASE, "number": "38/2024/QĐ-UBND", "status": "Hết hiệu lực"},
    {**ND61, "effective_until": "2025-07-31", "override": "x"},
]  # fmt: skip


def test_what_is_kept_says_what_was_taken():
    done = taken(*EVERYTHING)
    assert done.refused == ()
    rows = [row for said in done.documents.values() for row in rows_of(said)]
    assert {name for row in rows for name in row} <= set(COLUMNS)
    again = taken(*rows, before=done.documents)
    assert (again.refused, again.added, again.updated) == ((), (), ())
    assert len(again.unchanged) == 4
    first, second = REGISTRY.with_facts(EVERYTHING), REGISTRY.with_facts(rows)
    assert second.problems == ()
    assert {k: e.replaced_by for k, e in first.entries.items()} == {
        k: e.replaced_by for k, e in second.entries.items()
    }
    assert sorted(map(repr, first.clauses)) == sorted(map(repr, second.clauses))


def test_a_later_import_renews_a_day_and_adds_an_event():
    first = taken({**BASE, "effective": "2024-03-01", "status": "Còn hiệu lực"})
    done = taken(
        {**BASE, "effective": "2024-04-01"},
        {**BASE, "event": "thay thế", "by": "50/2024/QĐ-UBND", "date": "2025-01-01"},
        before=first.documents,
    )
    assert (done.added, done.updated) == ((), (KEY,))
    assert [(w.fault, w.found, w.against) for w in done.warnings] == [
        (FactFault.UPDATED, "2024-04-01", "2024-03-01")
    ]
    registry = REGISTRY.with_facts(rows_of(done.documents[KEY]))
    assert registry.problems == ()
    entry = registry.entries[KEY]
    assert (entry.effective, entry.expired) == (dt.date(2024, 4, 1), dt.date(2025, 1, 1))


def test_the_order_of_rows_changes_nothing():
    def found(rows):
        entries = REGISTRY.with_facts(rows).entries
        return {
            k: (e.effective, e.expired, e.status, set(e.replaced_by)) for k, e in entries.items()
        }

    assert found(EVERYTHING) == found(EVERYTHING[::-1])


def test_a_chain_of_two_thousand_replacements_goes_in_whole():
    """Each looked at once: neither the depth of the chain nor its length is a limit."""
    rows = [
        {**BASE, "number": f"{n}/2024/QĐ-UBND", "signed": "2024-02-12", "expired": "2024-03-01",
         "replaced_by": f"{n + 1}/2024/QĐ-UBND"}
        for n in range(1, 2001)
    ]  # fmt: skip
    done = taken(*rows)
    assert (len(done.added), done.refused) == (2000, ())
    closed = taken(*rows, {**rows[0], "number": "2001/2024/QĐ-UBND",
                           "replaced_by": "1/2024/QĐ-UBND"})  # fmt: skip
    assert {f.fault for f in closed.refused} == {FactFault.RING}
    assert len(closed.refused) == 2001
