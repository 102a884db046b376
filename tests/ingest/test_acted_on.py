"""What a sure effect is on becomes the object of a mention, and nothing else does."""

from dataclasses import replace

import pytest

from ingest.acted_on import acted_on
from kg.effects import Effect
from kg.terms import CitationRole, EffectKind, MentionType, Relation
from tests.kg.readings import mention

CITED = replace(mention("76/KH-UBND", 120, 5, relation=Relation.REFERS_TO), role=CitationRole.TASK)
EFFECT = Effect(
    EffectKind.REPLACES, 5, "Kế hoạch này thay thế Kế hoạch số 76/KH-UBND.",
    canonical="76/KH-UBND", char_start=120,
)  # fmt: skip


def outcome(cited, effect):
    (found,) = acted_on((cited,), (effect,))
    return found.relation, found.role


def test_what_a_plan_replaces_is_its_object():
    assert outcome(CITED, EFFECT) == (Relation.REPLACES, CitationRole.AMENDED_OBJECT)


@pytest.mark.parametrize("effect", [
    replace(EFFECT, char_start=121),  # on another mention
    replace(EFFECT, char_start=None),
    replace(EFFECT, confidence=0.5),
    replace(EFFECT, kind=EffectKind.TRANSITIONAL),
])  # fmt: skip
def test_a_doubtful_or_other_effect_changes_nothing(effect):
    assert outcome(CITED, effect) == (Relation.REFERS_TO, CitationRole.TASK)


@pytest.mark.parametrize("cited", [
    replace(CITED, role=CitationRole.BASIS, relation=Relation.LEGAL_BASIS),
    replace(CITED, role=CitationRole.QUOTED_TITLE),
    replace(CITED, mention_type=MentionType.ANAPHORA),
    replace(CITED, mention_type=MentionType.SELF),
])  # fmt: skip
def test_what_the_words_already_say_stays(cited):
    assert outcome(cited, EFFECT) == (cited.relation, cited.role)


ROW = replace(EFFECT, kind=EffectKind.REPEALS, confidence=0.7)  # a row of an appendix


def test_a_row_of_the_list_that_is_struck_is_an_object():
    assert outcome(CITED, ROW) == (Relation.REPEALS, CitationRole.AMENDED_OBJECT)


@pytest.mark.parametrize(
    ("start", "line", "effect", "role"),
    [
        (300, 5, ROW, CitationRole.HISTORY),
        (100, 5, ROW, CitationRole.TASK),  # before it
        (300, 6, ROW, CitationRole.TASK),  # another row
        (900, 5, ROW, CitationRole.TASK),  # too far behind, in an unbroken text
        (300, 5, replace(ROW, clause="Điều 1"), CitationRole.TASK),
        (300, 5, EFFECT, CitationRole.TASK),
    ],
)
def test_what_a_row_names_behind_its_object_says_why(start, line, effect, role):
    reason = replace(mention("100/2013/NĐ-CP", start, line), relation=Relation.REFERS_TO)
    _, found = acted_on((CITED, replace(reason, role=CitationRole.TASK)), (effect,))
    assert found.role is role


@pytest.mark.parametrize("line_of", [lambda at: at, lambda at: 1])  # a line each; one for all
def test_of_many_rows_each_reason_is_told_by_those_before_it(line_of):
    starts = range(0, 40_000, 1000)
    rows = tuple(replace(ROW, char_start=at, line=line_of(at)) for at in reversed(starts))
    reasons = tuple(
        replace(CITED, char_start=at + gap, char_end=at + gap + 9, line=line_of(at))
        for at in starts
        for gap in (0, 1, 599, 600, 999)
    )
    found = acted_on(reasons, rows)
    near = [
        any(
            row.line == reason.line and 0 < reason.char_start - (row.char_start or 0) < 600
            for row in rows
        )
        for reason in reasons
    ]
    assert [mention.role is CitationRole.HISTORY for mention in found] == near
    assert sum(near) == 2 * len(starts)
