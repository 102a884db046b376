"""What users chose is found again in other files and other readings of a document, or not used."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from kg.choice_ledger import Chosen
from kg.choosing import (
    Scope,
    TakenBack,
    UserChoice,
    decided,
    placed,
    same_work,
    spots_of,
    work_of,
)
from kg.errors import NotFoundError, Problem
from kg.model import Choice, Header, Line, SourceText
from kg.opening import library_file
from kg.records import dump
from kg.registry import Registry
from kg.store import Store
from kg.terms import MentionType, ProblemCode
from tests.kg.readings import SIGNED, WARD, link_by_number, make, mention, passages_of
from tests.kg.test_migrations import first_library

NOW = dt.datetime(2026, 11, 21, 8, 30, tzinfo=dt.UTC)
NO_FACTS = Registry([], catalogue=False)
NUMBER = "76/NQ-CP"


def body(*texts: str):
    """(mentions, text) of lines in which each number is a mention."""
    found, at = [], 0
    for row, said in enumerate(texts, 1):
        start = said.find(NUMBER)
        while start >= 0:
            found.append(mention(NUMBER, at + start, row))
            start = said.find(NUMBER, start + 1)
        at += len(said) + 1
    return found, "\n".join(texts)


def choice(texts, which, target="b", *, serial=1, everywhere=False, **more):
    spots = spots_of(*body(*texts))
    work = work_of(Header(title="Kế hoạch cải cách hành chính"), "aa")
    return UserChoice(serial, work, spots[which], everywhere, target, "An", NOW, **more)


def where(chosen, texts):
    """Position of the mention that one choice came to; None where to none."""
    found = placed([chosen], spots_of(*body(*texts)))
    assert len(found) <= 1
    return next(iter(found), None)


# --- the place ------------------------------------------------------------------------------
FIRST = (
    "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ;",
    "Thực hiện Nghị quyết số 76/NQ-CP, Ủy ban nhân dân phường ban hành kế hoạch",
    "Theo Nghị quyết số 76/NQ-CP thì báo cáo hằng quý",
)


@pytest.mark.parametrize("which", range(3))
def test_a_place_is_found_where_the_text_is_the_same(which):
    assert where(choice(FIRST, which), FIRST) == which


@pytest.mark.parametrize("which", range(3))
def test_a_place_is_found_behind_lines_and_mentions_that_were_put_before_it(which):
    edited = ("QUYẾT ĐỊNH", "Căn cứ Luật; xét Nghị quyết số 76/NQ-CP và tờ trình;", *FIRST)
    assert where(choice(FIRST, which), edited) == which + 1


def test_a_place_is_found_where_the_words_beside_it_changed_but_no_mention_came_or_went():
    edited = (FIRST[0], "Để triển khai NQ 76/NQ-CP nói trên cho tốt hơn", FIRST[2])
    assert where(choice(FIRST, 1), edited) == 1


def test_a_place_whose_words_and_rank_changed_is_not_guessed():
    edited = ("Xét 76/NQ-CP là cần", FIRST[0], "Nay sửa 76/NQ-CP như sau", FIRST[2])
    assert where(choice(FIRST, 1), edited) is None


def test_a_place_that_is_gone_is_told_by_none():
    assert where(choice(FIRST, 1), (FIRST[0], FIRST[2])) is None
    assert where(choice(FIRST, 0), ("Kế hoạch không căn cứ gì",)) is None


def test_lines_broken_elsewhere_are_the_same_words():
    joined = (" ".join(FIRST).replace(" của ", "\ncủa "),)
    assert [where(choice(FIRST, n), joined) for n in range(3)] == [0, 1, 2]


def test_equal_places_are_told_by_their_rank():
    rows = ("Theo Nghị quyết số 76/NQ-CP của Chính phủ về việc này",) * 4
    for which in range(4):
        assert where(choice(rows, which), rows) == which


@pytest.mark.parametrize("more", [{"date": SIGNED}, {"issuer": "HĐND tỉnh Đồng Tháp"}])
def test_words_that_say_more_are_not_what_was_chosen_for(more):
    said, whole = body(*FIRST)
    chosen = choice(FIRST, 0)
    chosen = replace(chosen, spot=replace(chosen.spot, issuer="chinh phu"))
    spots = spots_of([replace(said[0], **more), *said[1:]], whole)
    assert 0 not in placed([chosen], spots)


def test_numbers_of_the_document_itself_and_standards_have_no_place():
    own = mention(NUMBER, 0, 1, kind=MentionType.SELF)
    standard = mention("TCVN 1", 0, 1, kind=MentionType.STANDARD)
    assert spots_of([own, standard], NUMBER) == [None, None]


@given(st.lists(st.sampled_from(["đoạn mới", "thêm một ý", "Điều 5"]), max_size=6),
       st.integers(0, 2), st.data())  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_lines_put_anywhere_move_no_choice(added, which, data):
    texts = list(FIRST)
    for line in added:
        texts.insert(data.draw(st.integers(0, len(texts))), line)
    position = where(choice(FIRST, which), tuple(texts))
    said, whole = body(*texts)
    line = whole[: said[position].text_start].count("\n")
    assert texts[line] == FIRST[which]


# --- which choice, and what it decides ------------------------------------------------------
def test_one_for_the_document_comes_to_every_place_and_one_for_a_place_goes_before_it():
    whole = choice(FIRST, 0, "a", everywhere=True)
    one = choice(FIRST, 2, "c", serial=2)
    found = placed([one, whole], spots_of(*body(*FIRST)))
    assert {n: (f.choice.target, f.scope) for n, f in found.items()} == {
        0: ("a", Scope.WORDS),
        1: ("a", Scope.WORDS),
        2: ("c", Scope.PLACE),
    }


def test_of_two_for_one_place_the_later_holds_and_one_taken_back_none():
    first, second = choice(FIRST, 0, "a"), choice(FIRST, 0, "b", serial=2)
    spots = spots_of(*body(*FIRST))
    assert placed([second, first], spots)[0].choice.target == "b"
    ended = replace(second, taken_back=TakenBack("Bình", NOW))
    assert placed([ended, first], spots)[0].choice.target == "a"
    assert placed([ended], spots) == {}


def test_one_for_the_document_settles_what_says_the_same_and_of_the_rest_what_is_open():
    said, whole = body(*FIRST)
    offered = tuple(Choice(k, NUMBER, None, None, None, 0.5, "") for k in "ab")
    doubt = Problem(ProblemCode.AMBIGUOUS_DOCUMENT, NUMBER, "", choices=("a", "b"))
    misprint = Problem(ProblemCode.CONFLICTING_NUMBERS, NUMBER, "")
    dated = replace(said[0], date=SIGNED)
    linked = [
        replace(dated, target="x"),
        replace(said[1], target="a", choices=offered, problems=(doubt, misprint)),
        replace(said[2], choices=offered[:1]),
        replace(dated, choices=offered),
        replace(dated, choices=offered[:1]),
    ]
    chosen = choice(FIRST, 1, "b", everywhere=True)
    made = decided(linked, placed([chosen], spots_of(linked, whole)))
    assert [m.target for m in made] == ["x", "b", "b", "b", None]
    assert made[1].problems == (misprint,)
    assert (made[1].confidence, made[1].choices) == (1.0, offered)


# --- the document ---------------------------------------------------------------------------
TITLE = "Kế hoạch cải cách hành chính"


def work(number=None, title=TITLE, day=None, *, kind="Kế hoạch", issuer="UBND Phường 5",
         place=WARD, sha="") -> object:  # fmt: skip
    return work_of(Header(number, kind, day, issuer, place, title), sha)


@pytest.mark.parametrize(("chosen", "other", "same"), [
    (work("15/KH-UBND", day=SIGNED), work("15/kh-ubnd", day=SIGNED), True),
    (work("15/KH-UBND", day=SIGNED), work("15/KH-UBND", "Tên khác", SIGNED), True),
    (work("15/KH-UBND", day=SIGNED), work("15/KH-UBND", day=dt.date(2025, 3, 1)), True),
    (work("15/KH-UBND", day=SIGNED), work("15/KH-UBND", day=dt.date(2024, 2, 12)), False),
    (work("15/KH-UBND", day=SIGNED), work("16/KH-UBND", day=SIGNED), False),
    (work("15/KH-UBND"), work("15/KH-UBND", day=SIGNED), True),
    (work("15/KH-UBND"), work("15/KH-UBND", "Tên khác", SIGNED), False),
    (work("15/KH-UBND"), work("15/KH-UBND", issuer="UBND Phường 6"), False),
    (work(), work(), True),
    (work(title="KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"), work(title="cải cách hành chính"), True),
    (work(), work("15/KH-UBND", day=SIGNED), True),  # a draft that became a document
    (work("15/KH-UBND", day=SIGNED), work(), False),  # next year's draft of the same title
    (work(), work(title="Kế hoạch chuyển đổi số"), False),
    (work(kind=None), work(), True),
    (work(kind="Quyết định"), work(), False),
    (work(place=None), work(), True),
    (work(place=replace(WARD, province="tỉnh Đồng Tháp")), work(), False),
    (work(title=None), work(title=None), False),
    (work(title=None, sha="a"), work(title=None, sha="a"), True),
    (work(title=None, sha="a"), work(title=None, sha="b"), False),
    (work("1/KH-UBND", sha="a"), work("2/KH-UBND", sha="a"), True),
])  # fmt: skip
def test_one_document_over_its_files(chosen, other, same):
    assert same_work(chosen, other) is same


# --- in the store ---------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path, NO_FACTS, linker=link_by_number) as opened:
        for day in (SIGNED, dt.date(2021, 7, 15)):
            put(opened, make(NUMBER, day=day, title=f"ngày {day}", place=None))
        yield opened


def put(store, item):
    return store.put(item, passages_of(item)).record


def targets(store, record):
    return [m.target for m in store.mentions(record.id) if m.canonical == NUMBER]


def keys(store):
    return sorted(record.key for record in store.group(NUMBER) if record.held)


def chosen_for(target, *, by="An", everywhere=False):
    return Chosen(target, by, NOW, everywhere)


def test_a_choice_stays_when_the_document_is_read_again_or_its_file_changed(store):
    item = make("15/KH-UBND", [NUMBER], path="a.txt")
    record, second = put(store, item), keys(store)[1]
    store.choose(item, item.mentions[1].char_start, chosen_for(second))
    again = store.put(item, passages_of(item), again=True).record
    assert targets(store, again) == [second]
    edited = make("15/KH-UBND", ["61/2018/NĐ-CP", NUMBER], path="a.txt", extra="đã sửa")
    changed = put(store, edited)
    assert changed.id != record.id
    assert targets(store, changed) == [second]
    (kept,) = store.choices()
    assert (kept.by, kept.at, kept.target, kept.taken_back) == ("An", NOW, second, None)


def test_what_is_chosen_in_a_draft_holds_when_it_is_held_with_number_and_day(store):
    draft = make(None, [NUMBER], day=None)
    second = keys(store)[1]
    made = store.choose(draft, draft.mentions[0].char_start, chosen_for(second))
    assert store.count()["held"] == 2
    signed = make("15/KH-UBND", [NUMBER])
    record = put(store, signed)
    assert targets(store, record) == [second]
    store.take_back(made.serial, by="Bình", at=NOW)
    assert targets(store, record) == [None]
    (ended,) = store.choices(work_of(signed.header, signed.sha256))
    assert ended.taken_back == TakenBack("Bình", NOW)


def test_a_choice_for_the_document_reaches_mentions_that_come_later(store):
    item = make("15/KH-UBND", [NUMBER], path="a.txt")
    put(store, item)
    first, second = keys(store)
    store.choose(item, item.mentions[1].char_start, chosen_for(second, everywhere=True))
    more = make("15/KH-UBND", [NUMBER, NUMBER, f"{NUMBER}@{SIGNED}"], path="a.txt")
    dated = next(key for key in (first, second) if str(SIGNED) in key)
    assert targets(store, put(store, more)) == [second, second, dated]


def test_a_new_choice_of_one_place_ends_the_old_one_and_leaves_others(store):
    item = make("15/KH-UBND", [NUMBER, NUMBER])
    record = put(store, item)
    first, second = keys(store)
    at = [m.char_start for m in item.mentions[1:]]
    store.choose(item, at[0], chosen_for(first))
    store.choose(item, at[1], chosen_for(first))
    store.choose(item, at[0], chosen_for(second, by="Bình"))
    assert targets(store, record) == [second, first]
    assert [(c.target, c.taken_back and c.taken_back.by) for c in store.choices()] == [
        (first, "Bình"),
        (first, None),
        (second, None),
    ]


def test_removing_the_document_leaves_nothing_that_was_chosen_in_it(store):
    item = make("15/KH-UBND", [NUMBER])
    record = put(store, item)
    store.choose(item, item.mentions[1].char_start, chosen_for(keys(store)[0]))
    other = put(store, make("15/KH-UBND", [NUMBER], name="copy", extra="bản khác"))
    store.remove(record.id)
    assert len(store.choices()) == 1  # the other file of the same document needs it
    assert targets(store, other) == [keys(store)[0]]
    store.remove(other.id)
    assert store.choices() == []


def test_the_order_of_choosing_and_adding_does_not_matter(store, tmp_path):
    item, other = make("15/KH-UBND", [NUMBER, NUMBER]), make("2/KH-UBND", [NUMBER])
    second = keys(store)[1]
    store.choose(item, item.mentions[2].char_start, chosen_for(second))
    held = [put(store, item), put(store, other)]
    with Store.open(tmp_path / "b", NO_FACTS, linker=link_by_number) as later:
        again = [put(later, other), put(later, item)]
        for day in (dt.date(2021, 7, 15), SIGNED):
            put(later, make(NUMBER, day=day, title=f"ngày {day}", place=None))
        later.choose(item, item.mentions[2].char_start, chosen_for(second))
        assert [targets(later, r) for r in again[::-1]] == [targets(store, r) for r in held]
    assert [targets(store, r) for r in held] == [[None, second], [None]]


def test_what_was_never_chosen_cannot_be_taken_back_and_an_end_is_final(store):
    with pytest.raises(NotFoundError, match="số 7"):
        store.take_back(7, by="An", at=NOW)
    item = make("15/KH-UBND", [NUMBER])
    made = store.choose(item, item.mentions[1].char_start, chosen_for("x"))
    store.take_back(made.serial, by="An", at=NOW)
    assert store.take_back(made.serial, by="Bình", at=NOW).taken_back == TakenBack("An", NOW)


# --- a library of an earlier version --------------------------------------------------------
def test_choices_of_an_older_library_are_carried_over(tmp_path):
    first_library(tmp_path)
    item = make("15/KH-UBND", [NUMBER, NUMBER])
    engine = create_engine(f"sqlite:///{library_file(tmp_path)}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE documents SET header = :h"), {"h": dump(item.header)})
        connection.execute(text("DELETE FROM lines"))
        for line in item.source.lines:
            connection.execute(
                text("INSERT INTO lines (document, number, start, raw, text, confidence)"
                     " VALUES (1, :number, :start, :raw, NULL, 1)"),
                {"number": line.number, "start": line.start, "raw": line.raw},
            )  # fmt: skip
        for place, said in enumerate(item.mentions):
            connection.execute(
                text("INSERT INTO mentions (serial, document, position, group_key, mention_type,"
                     " relation, role, line, line_end, char_start, confidence, choices, problems,"
                     " record) VALUES (:serial, 1, :place, :group, :kind, 'legal_basis', 'basis',"
                     " :line, :line, :start, 1, '[]', '[]', :record)"),
                {"serial": 40 + place, "place": place, "kind": said.mention_type.value,
                 "group": None if place == 0 else "76/nq-cp", "line": said.line,
                 "start": said.char_start, "record": dump(said)},
            )  # fmt: skip
        connection.execute(text("INSERT INTO user_choices VALUES (42, 'the one', '2026-03-04')"))
    engine.dispose()
    with Store.open(tmp_path, NO_FACTS, linker=link_by_number) as store:
        (kept,) = store.choices(work_of(item.header, ""))
        assert (kept.target, kept.by, kept.spot.ordinal, kept.spot.line) == ("the one", "", 2, 4)
        assert kept.at == dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
        put(store, item)
        assert [m.target for m in store.mentions("a")][2] == "the one"
        again = store.documents(text="15/KH-UBND")
        assert {tuple(targets(store, record)[1:]) for record in again} == {("the one",)}
        assert store.faults() == []
    with closing(sqlite3.connect(library_file(tmp_path))) as raw:
        assert raw.execute("SELECT count(*) FROM chosen_mentions").fetchone() == (2,)


def test_a_repaired_text_is_the_same_place():
    raw = SourceText(
        (Line(1, 0, "Nghj quyét so 76/NQ-CP cua CP", "Nghị quyết số 76/NQ-CP của CP"),)
    )
    assert raw.text == "Nghị quyết số 76/NQ-CP của CP"
    clean = ("Nghị quyết số 76/NQ-CP của CP",)
    spots = spots_of([mention(NUMBER, raw.text.find(NUMBER), 1)], raw.text)
    assert list(placed([choice(clean, 0)], spots)) == [0]
