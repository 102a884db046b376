"""What citations say otherwise than registered documents; numbers a figure away."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.candidates import from_entry, possible
from kg.contradictions import contradictions, other_day, titled
from kg.facts import RegistryEntry, Standing
from kg.misread import misread_as, other_figures
from kg.model import DocumentRecord, Header, Mention
from kg.number import number_key
from kg.registry import Registry, load_registry
from kg.resolve import CitedAt, link_group
from kg.statements import Said
from kg.terms import CitationRole, LinkReason, MentionType, Relation
from kg.terms import ProblemCode as P

PROGRAMME = RegistryEntry(
    "76/NQ-CP@2021-07-15", "76/NQ-CP", "Nghị quyết",
    "Ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030",
    "Chính phủ", dt.date(2021, 7, 15),
)  # fmt: skip
ONE_DOOR = RegistryEntry(
    "61/2018/NĐ-CP@2018-04-23", "61/2018/NĐ-CP", "Nghị định",
    "Về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
    "Chính phủ", dt.date(2018, 4, 23),
)  # fmt: skip
CONTROL = RegistryEntry(
    "63/2010/NĐ-CP@2010-06-08", "63/2010/NĐ-CP", "Nghị định",
    "Về kiểm soát thủ tục hành chính", "Chính phủ", dt.date(2010, 6, 8),
)  # fmt: skip
FACTS = Registry([PROGRAMME, ONE_DOOR, CONTROL], catalogue=False)
ON = dt.date(2022, 3, 1)


def statement(number: str, day: dt.date | None, title: str | None) -> Said:
    return Said(number, day, None, None, title, None, ON)


def codes(said: Said, entry: RegistryEntry) -> list[P]:
    return [problem.code for problem in contradictions(said, from_entry(entry), FACTS)]


@pytest.mark.parametrize(("said", "entry", "expected"), [
    (statement("76/NQ-CP", PROGRAMME.signed, PROGRAMME.title), PROGRAMME, []),
    (statement("76/NQ-CP", dt.date(2022, 7, 15), None), PROGRAMME, [P.CONFLICTING_DATES]),
    (statement("76/NQ-CP", None, (PROGRAMME.title or "").replace("2030", "2025")), PROGRAMME,
     [P.CONFLICTING_PERIODS]),
    (statement("63/2010/NĐ-CP", None, ONE_DOOR.title), CONTROL, [P.TITLE_DIFFERS]),
    (statement("61/2018/NĐ-CP", None, "thực hiện cơ chế một cửa, một cửa liên thông"), ONE_DOOR,
     []),
    (statement("63/2010/NĐ-CP", None, "về một việc mà không văn bản nào biết đến cả"), CONTROL,
     []),  # nobody knows whose title that is
    (statement("63/2010/NĐ-CP", None, "kiểm soát"), CONTROL, []),
])  # fmt: skip
def test_a_citation_is_held_against_the_registered_document(said, entry, expected):
    assert codes(said, entry) == expected


def test_both_readings_are_told():
    said = statement("76/NQ-CP", dt.date(2022, 7, 15), PROGRAMME.title)
    [found] = other_day(said, from_entry(PROGRAMME))
    assert found.choices == ("2022-07-15", "2021-07-15")
    swapped = statement("63/2010/NĐ-CP", None, ONE_DOOR.title)
    [found] = contradictions(swapped, from_entry(CONTROL), FACTS)
    assert found.choices == (ONE_DOOR.key,)


def test_a_title_finds_its_document_though_its_end_is_damaged():
    damaged = "về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thù tuc hanh chinh"
    assert titled(FACTS, damaged) == [ONE_DOOR]
    assert titled(FACTS, "") == []


@pytest.mark.parametrize("number", ["67/NQ-CP", "7/NQ-CP", "776/NQ-CP", "16/NQ-CP"])
def test_a_number_a_figure_away_is_found_by_day_and_title(number):
    found = other_figures(statement(number, PROGRAMME.signed, PROGRAMME.title), FACTS)
    assert [c.key for c in found] == [PROGRAMME.key]


class Asked(Registry):
    """A registry that knows nothing, and which numbers it was asked for."""

    def __init__(self) -> None:
        super().__init__([], catalogue=False)
        self.numbers: set[str] = set()

    def by_number(self, number: str) -> list[RegistryEntry]:
        self.numbers.add(number)
        return []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2), st.integers(1, 20_000))
@example(0, 105)
@example(1, 5)
@example(0, 100_000)
def test_what_a_number_may_be_misread_for_may_be_misread_for_it(zeros, number):
    """Numbers may be printed with zeros before them; their keys have none."""
    printed, registry = f"{'0' * zeros}{number}/NQ-CP", Asked()
    other_figures(statement(printed, PROGRAMME.signed, PROGRAMME.title), registry)
    keys = {number_key(asked) for asked in registry.numbers} - {"/nq-cp"}
    assert len(keys) > 10
    assert [key for key in keys if number_key(printed) not in misread_as(key)] == []


@pytest.mark.parametrize("number", ["75/NQ-CP", "78/NQ-CP", "76a/NQ-CP", "76/NQ-CP", "99/NQ-CP"])
def test_a_neighbour_of_the_same_day_is_another_document_of_like_title(number):
    assert other_figures(statement(number, PROGRAMME.signed, PROGRAMME.title), FACTS) == []


def test_a_wrong_year_in_a_number_is_found_by_the_day():
    said = statement("61/2013/NĐ-CP", ONE_DOOR.signed, ONE_DOOR.title)
    assert [c.key for c in other_figures(said, FACTS)] == [ONE_DOOR.key]


@pytest.mark.parametrize("said", [
    statement("67/NQ-CP", None, PROGRAMME.title),
    statement("67/NQ-CP", PROGRAMME.signed, None),
    statement("67/NQ-CP", PROGRAMME.signed, "Về phòng cháy, chữa cháy rừng mùa khô"),
    statement("67/NQ-CP", dt.date(2021, 7, 16), PROGRAMME.title),
    Said(None, PROGRAMME.signed, None, None, PROGRAMME.title, None, ON),
])  # fmt: skip
def test_without_day_and_title_no_other_number_is_thought_of(said):
    assert other_figures(said, FACTS) == []


def mention(number: str, kind: MentionType = MentionType.NUMBERED, at: int = 0) -> Mention:
    return Mention(
        number, None, None, None, None, None, None, Relation.LEGAL_BASIS, CitationRole.BASIS,
        kind, char_start=at, line=at + 1,
    )  # fmt: skip


CITING = DocumentRecord(
    "plan", "15/KH-UBND@2022-03-01@?", held=True, header=Header(number="15/KH-UBND", date=ON)
)


def test_a_misread_number_keeps_its_choice_and_is_never_corrected():
    said = replace(mention("67/NQ-CP"), date=PROGRAMME.signed, title=PROGRAMME.title)
    [link] = link_group([CitedAt(1, said, CITING)], [], FACTS)
    assert link.target is None
    assert [c.reason for c in link.choices] == [LinkReason.OTHER_FIGURE.value]
    assert [(p.code, p.place) for p in link.problems] == [(P.CONFLICTING_NUMBERS, "line 1")]


def test_a_day_that_the_catalogue_alone_gives_accuses_nobody():
    listed = replace(ONE_DOOR, standing=Standing.CATALOGUE)
    said = statement("61/2018/NĐ-CP", dt.date(2018, 4, 28), None)
    assert other_day(said, from_entry(ONE_DOOR)) != ()
    assert other_day(said, replace(from_entry(listed), checked=False)) == ()


def test_a_day_of_another_year_than_the_number_is_no_evidence():
    listed = replace(ONE_DOOR, signed=dt.date(2013, 4, 23))
    assert from_entry(listed).date is None


def test_days_on_which_citing_texts_agree_stand_above_the_catalogue():
    """144/2017/TT-BTC is of 29 December 2017 (three citing texts); the catalogue says 26."""
    [entry] = load_registry().by_number("144/2017/TT-BTC")
    assert from_entry(entry).date == dt.date(2017, 12, 29)
    assert from_entry(entry).checked


def test_a_law_and_a_resolution_of_one_number_are_two_documents():
    law = RegistryEntry(
        "55/2010/QH12@2010-06-17", "55/2010/QH12", "Luật", "Luật An toàn thực phẩm", "Quốc hội",
        dt.date(2010, 6, 17),
    )  # fmt: skip
    said = replace(statement("55/2010/QH12", dt.date(2010, 11, 24), None), type="Nghị quyết")
    assert not possible(said, from_entry(law))
    assert possible(replace(said, type="Luật"), from_entry(law))


def test_a_wrong_day_of_a_known_document_is_told_at_its_line():
    said = replace(mention("61/2018/NĐ-CP", at=8), date=dt.date(2018, 4, 28))
    [link] = link_group([CitedAt(1, said, CITING)], [], FACTS)
    assert link.target == ONE_DOOR.key
    assert [(p.code, p.place) for p in link.problems] == [(P.CONFLICTING_DATES, "line 9")]


def test_pointing_words_mean_what_the_citation_before_them_means():
    cited = replace(mention("76/NQ-CP"), date=PROGRAMME.signed)
    pointing = replace(cited, mention_type=MentionType.ANAPHORA, char_start=50)
    found = link_group([CitedAt(1, cited, CITING), CitedAt(2, pointing, CITING)], [], FACTS)
    assert [link.target for link in found] == [PROGRAMME.key, PROGRAMME.key]


def test_pointing_words_of_another_document_make_no_identity():
    alone = replace(mention("99/NQ-CP", MentionType.ANAPHORA), date=dt.date(2020, 1, 1))
    other = replace(CITING, id="other", key="other")
    cited = CitedAt(2, replace(mention("99/NQ-CP"), date=dt.date(2020, 1, 1)), other)
    links = {k.mention_id: k for k in link_group([CitedAt(1, alone, CITING), cited], [], FACTS)}
    assert links[1].target is None
    assert links[2].target == "99/NQ-CP@2020-01-01"


def test_pointing_words_with_the_own_number_mean_the_document_itself():
    own = mention("15/KH-UBND", MentionType.ANAPHORA)
    [link] = link_group([CitedAt(1, own, CITING)], [CITING], FACTS)
    assert link.target == CITING.key
    assert not link.made
