"""The list of documents against brute force over the library's own records."""

import csv
import datetime as dt
import io
import random
import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook

from kg.alive import state_on
from kg.document_pages import Order
from kg.errors import UsageError
from kg.folding import fold, tokens
from kg.model import Place
from kg.rows import word_key
from kg.terms import PlaceLevel, ValidityState
from tests.kg.readings import make, passages_of
from ui import document_export, document_filters, document_rows, wording
from ui import document_wording as words
from ui.document_list import DocumentLists
from ui.document_query import ROWS, DocumentQuery
from ui.library import Library

DAY = dt.date(2025, 8, 1)
PROVINCE = Place("tỉnh Đồng Tháp", PlaceLevel.PROVINCE, province="tỉnh Đồng Tháp")
PLACES = [
    PROVINCE,
    Place("tỉnh Bắc Ninh", PlaceLevel.PROVINCE, province="tỉnh Bắc Ninh"),
    Place("huyện Tứ Kỳ", PlaceLevel.DISTRICT, province="tỉnh Hải Dương"),
    Place("xã Bình An", PlaceLevel.COMMUNE, "huyện Tứ Kỳ", "tỉnh Hải Dương"),
    Place("Phường 5", PlaceLevel.WARD, "thành phố Sa Đéc", "tỉnh Đồng Tháp"),
    None,
]
CITES = ["61/2018/NĐ-CP@2018-04-23", "76/NQ-CP@2021-07-15", "1/KH-UBND@2024-01-05"]
EVIL = "<script>window.pwned = 1</script>"


def readings():
    """Sixty documents of every kind of place, type, day and condition."""
    chance = random.Random(8)
    for number in range(60):
        day = None if number % 13 == 0 else dt.date(2019 + number % 7, 1 + number % 12, 5)
        reading = make(
            f"{number}/KH-UBND" if number % 11 else None,
            chance.sample(CITES, number % 4),
            day=day,
            name=f"{number}.txt",
            title=chance.choice(["Chuyển đổi số", "Cải cách hành chính", "Nước sạch"])
            + f" năm {number}",
            place=PLACES[number % len(PLACES)],
        )
        kind = chance.choice(["Kế hoạch", "Quyết định", None])
        issuer = "Chính phủ" if reading.header.place is None and number % 12 else None
        head = replace(reading.header, type=kind, issuer=reading.header.issuer or issuer)
        source = replace(reading.source, damaged=number % 5 == 0)
        yield replace(reading, header=head, source=source)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = Library.at(tmp_path_factory.mktemp("listed") / "library")
    made.writable.put_all((reading, passages_of(reading)) for reading in readings())
    return made


@pytest.fixture(scope="module")
def lists(library):
    return DocumentLists(library)


def level_of(record):
    place = record.header.place
    if place is None:
        return PlaceLevel.CENTRAL.value if record.header.issuer else ""
    return "xã" if place.level is PlaceLevel.WARD else place.level.value


def header_words(record):
    head, place = record.header, record.header.place
    said = [head.number, head.type, head.title, head.issuer, record.name]
    said += [place.name, place.district, place.province] if place else []
    said.append(head.date.isoformat() if head.date else None)
    return tokens(" ".join(filter(None, said)))


def has_words(record, text):
    own = header_words(record)
    return all(
        any(word == one if word.isdigit() else one.startswith(word) for one in own)
        for word in tokens(text)
    )


def within(record, name):
    place = record.header.place
    chain = (place.name, place.district, place.province) if place else ()
    return word_key(name) in word_key(*chain)


def fitting(library, query):
    """Records that fit, by the plain meaning of each filter."""
    found = library.documents(stubs=query.held == "cited")
    registry = library.registry
    known = {"-": ""}
    tests = {
        "text": lambda r: has_words(r, query.text),
        "type": lambda r: fold(r.header.type or "") == fold(known.get(query.type, query.type)),
        "place": lambda r: within(r, query.place),
        "level": lambda r: level_of(r) == known.get(query.level, query.level),
        "year": lambda r: (str(r.header.date.year) if r.header.date else "-") == query.year,
        "repaired": lambda r: r.damaged,
        "state": lambda r: state_on(r.key, registry, on=query.on).value == query.state,
    }
    wanted = [test for name, test in tests.items() if getattr(query, name)]
    return [record for record in found if all(test(record) for test in wanted)]


def ids(records):
    return sorted(record.id for record in records)


def whole(lists, query):
    """All pages of a list, one after the other."""
    first = lists.page(query)
    return [r for n in range(first.parts) for r in lists.page(query.on_part(n + 1)).records]


FILTERS = {
    "text": ["", "chuyen doi so", "Nước SẠCH", "12", "binh an", "khongcochunay"],
    "type": ["", "Kế hoạch", "quyet dinh", "-"],
    "place": ["", "tỉnh Đồng Tháp", "xã Bình An, huyện Tứ Kỳ, tỉnh Hải Dương", "huyện Tứ Kỳ"],
    "level": ["", "tỉnh", "xã", "trung ương", "-"],
    "year": ["", "2021", "-"],
    "state": ["", "unknown", "not_yet", "expired", "in_force"],
    "repaired": ["", "1"],
    "held": ["", "cited"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in FILTERS.items() for value in values]
)
def test_a_filter_leaves_what_it_says(library, lists, name, value):
    query = DocumentQuery(as_of="01/8/2025", **{name: value})
    assert ids(whole(lists, query)) == ids(fitting(library, query))


@settings(max_examples=60, deadline=None)
@given(chosen=st.fixed_dictionaries({name: st.sampled_from(v) for name, v in FILTERS.items()}))
def test_filters_together_leave_what_each_of_them_leaves(library, lists, chosen):
    query = DocumentQuery(as_of="2025-08-01", **chosen)
    assert ids(whole(lists, query)) == ids(fitting(library, query))
    assert lists.page(query).counts.total == len(fitting(library, query))


def test_a_filter_of_the_library_and_of_the_list_are_one(library, lists):
    for more in ({"type": "Kế hoạch"}, {"place": "tỉnh Đồng Tháp"}, {"text": "cai cach"}):
        assert ids(whole(lists, DocumentQuery(**more))) == ids(library.documents(**more))
    assert ids(whole(lists, DocumentQuery(year="2021"))) == ids(library.documents(year=2021))
    assert [r.id for r in whole(lists, DocumentQuery())] == [r.id for r in library.documents()]


@settings(max_examples=40, deadline=None)
@given(chosen=st.fixed_dictionaries({name: st.sampled_from(v) for name, v in FILTERS.items()}))
def test_counts_say_what_each_value_would_leave(library, lists, chosen):
    query = DocumentQuery(as_of="2025-08-01", **chosen | {"state": ""})
    listed = lists.page(query)
    for value, _, number in document_filters._types(listed):
        assert number == len(fitting(library, query.but(type=value)))
    for value, _, number in document_filters._levels(listed):
        assert number == len(fitting(library, query.but(level=value)))
    for value, _, number in document_filters._years(listed):
        assert number == len(fitting(library, query.but(year=value)))
    for name, (_, number) in document_filters.place_counts(
        listed.counts.places, listed.names
    ).items():
        assert number == len(fitting(library, query.but(place=name)))
    assert listed.counts.repaired == len(fitting(library, query.but(repaired="1")))
    assert listed.counts.held == len(fitting(library, query.but(held="")))
    assert listed.counts.stubs == len(fitting(library, query.but(held="cited")))


def test_counts_of_states_come_once_all_are_known_and_agree(library):
    fresh = DocumentLists(library)
    query = DocumentQuery(as_of="2025-08-01")
    fresh.page(query.but(state="unknown"))  # looks the states of all up
    known = fresh.page(query).by_state
    assert known == {
        state: count
        for state in ValidityState
        if (count := len(fitting(library, query.but(state=state.value))))
    }


@pytest.mark.parametrize("order", Order)
def test_pages_are_complete_without_repeats_in_each_order(library, lists, order):
    listed = lists.page(DocumentQuery(sort=order.value))
    assert listed.parts == 2
    found = [
        r.id for n in (1, 2) for r in lists.page(DocumentQuery(sort=order.value, part=n)).records
    ]
    assert sorted(found) == ids(library.documents())
    assert len(lists.page(DocumentQuery(sort=order.value, part=2)).records) == 60 - ROWS


def test_orders_are_what_they_are_called(library, lists):
    def listed(order):
        return whole(lists, DocumentQuery(sort=order.value))

    days = [record.header.date or dt.date.min for record in listed(Order.NEWEST)]
    assert days == sorted(days, reverse=True)
    numbers = [int((r.header.number or "99999/").split("/")[0]) for r in listed(Order.NUMBER)]
    assert numbers == sorted(numbers)
    stubs = whole(lists, DocumentQuery(sort="cited", held="cited"))
    tallies = [library.store.tally(record.key).documents for record in stubs]
    assert tallies == sorted(tallies, reverse=True)
    assert min(tallies) > 0
    assert [r.name for r in listed(Order.ADDED)] == [f"{n}.txt" for n in range(59, -1, -1)]


def test_figures_of_a_row_are_those_of_the_library(library, lists):
    for held in ("", "cited"):
        listed = lists.page(DocumentQuery(held=held, sort="cited"))
        for record in listed.records:
            found, store = listed.figures[record.id], library.store
            assert found.cited_by == store.tally(record.key).documents
            if record.held:
                assert found.tasks == len(store.tasks(record.id))
                targets = {m.target for m in store.mentions(record.id) if m.target}
                assert found.cites == len(targets - {record.key})


def test_a_page_beyond_the_last_is_the_last(lists):
    listed = lists.page(DocumentQuery(part=900_000))
    assert (listed.query.part, len(listed.records)) == (2, 60 - ROWS)


@pytest.mark.parametrize("more", [{"year": "năm"}, {"state": "alive"}, {"as_of": "31/02/2025"}])
def test_a_filter_that_is_none_is_told(lists, more):
    with pytest.raises(UsageError):
        lists.page(DocumentQuery(**more))


@given(
    st.lists(st.tuples(st.sampled_from([*FILTERS, "as_of", "sort", "part", "doc", "x"]), st.text()))
)
def test_an_address_and_its_query_are_one(pairs):
    query = DocumentQuery.of(pairs)
    assert DocumentQuery.of(query.pairs) == query


def test_a_removed_document_leaves_the_list_and_its_counts(tmp_path):
    made = Library.at(tmp_path / "library")
    made.writable.put_all((r, passages_of(r)) for r in list(readings())[:6])
    lists = DocumentLists(made)
    before = lists.page(DocumentQuery())
    made.store.remove(before.records[0].id)
    after = lists.page(DocumentQuery())
    assert after.counts.total == before.counts.total - 1
    assert [r.id for r in after.records] == [r.id for r in before.records[1:]]


# --- the page -------------------------------------------------------------------------------------
def test_markup_in_titles_numbers_and_filters_is_shown_not_run(tmp_path):
    made = Library.at(tmp_path / "library")
    reading = make("1/KH-UBND", title=f"Về {EVIL}", place=Place(f"xã {EVIL}", PlaceLevel.COMMUNE))
    head = replace(reading.header, type=EVIL, issuer=EVIL)
    made.writable.put_all([(replace(reading, header=head), passages_of(reading))])
    query = DocumentQuery(text='" onfocus="x', type=EVIL, place=f"xã {EVIL}")
    for asked in (DocumentQuery(), query):
        page = document_rows.page(DocumentLists(made).page(asked))
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        shown = html.fromstring(page)
        assert not shown.xpath("//*[@onfocus] | //script")


def test_chips_take_one_filter_away_each(lists):
    query = DocumentQuery(text="cai cach", type="ke hoach", year="2021", sort="number", part=2)
    page = document_filters.chips(lists.page(query))
    links = re.findall(r'href="([^"]*)"[^>]*>([^<]*)', page)
    said = {shown.strip(): to.replace("&amp;", "&") for to, shown in links}
    assert said["“cai cach”"] == "?tab=document&type=ke+hoach&year=2021&sort=number"
    assert said["Kế hoạch"] == "?tab=document&text=cai+cach&year=2021&sort=number"
    assert said[words.WITHOUT_ALL] == "?tab=document&sort=number"


def test_an_empty_library_and_an_empty_filter_say_different_things(lists):
    assert words.EMPTY in document_rows.empty_library()
    assert words.SAMPLES in document_rows.empty_library()
    nothing = document_rows.page(lists.page(DocumentQuery(text="khongcochunay")))
    assert wording.NO_MATCH_ADVICE in nothing
    assert words.EMPTY not in nothing


def test_each_state_has_a_sign_and_a_word(lists):
    page = document_rows.page(lists.page(DocumentQuery()))
    assert page.count("cc-shelf-chip-state") == ROWS
    shown = re.findall(r'cc-state-(\w+)">([^<]+)<', page)
    for state, said in shown:
        assert said.startswith(wording.STATE_SIGNS[ValidityState(state)])


# --- files to take away ---------------------------------------------------------------------------
@pytest.mark.parametrize("chosen", [{}, {"type": "Kế hoạch"}, {"held": "cited"}, {"year": "2021"}])
def test_files_hold_the_whole_list_of_the_filters(library, lists, chosen):
    query = DocumentQuery(**chosen, as_of="2025-08-01", part=2)
    known = fitting(library, query)
    book = load_workbook(io.BytesIO(document_export.made(lists, "van-ban.xlsx", query)))
    rows = list(book[words.SHEET].iter_rows(min_row=2, values_only=True))
    assert sorted(row[-1] for row in rows) == ids(known)
    table = document_export.made(lists, "van-ban.csv", query).decode("utf-8-sig")
    listed = list(csv.reader(io.StringIO(table)))
    assert tuple(listed[0]) == words.SHEET_COLUMNS
    by_id = {record.id: record for record in known}
    for sheet, plain in zip(rows, listed[1:], strict=True):
        record = by_id[plain[-1]]
        assert (sheet[0] or "", plain[0]) == (record.header.number or "",) * 2
        assert plain[2] == (record.header.date.isoformat() if record.header.date else "")
        assert (sheet[2].date() if sheet[2] else None) == record.header.date
        assert plain[6] == (record.header.title or "")


def test_no_cell_is_a_formula(tmp_path):
    made = Library.at(tmp_path / "library")
    reading = make("=1+1", title='=HYPERLINK("http://x")')
    made.writable.put_all([(reading, passages_of(reading))])
    lists = DocumentLists(made)
    book = load_workbook(io.BytesIO(document_export.made(lists, "van-ban.xlsx", DocumentQuery())))
    for name, kind in product(("A2", "G2"), ("s",)):
        assert book[words.SHEET][name].data_type == kind
    table = document_export.made(lists, "van-ban.csv", DocumentQuery()).decode("utf-8-sig")
    assert "'=HYPERLINK" in table
