"""What a text's effects say of its mentions: what it ends or changes is its object, no task."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.effects import Effect
from kg.model import Mention
from kg.terms import CitationRole, EffectKind, MentionType, Relation

_RELATIONS = {
    EffectKind.REPLACES: Relation.REPLACES,
    EffectKind.REPEALS: Relation.REPEALS,
    EffectKind.AMENDS: Relation.AMENDS,
    EffectKind.SUSPENDS: Relation.SUSPENDS,
}
_WEAK = frozenset({Relation.REFERS_TO, Relation.IMPLEMENTS})
_SURE = 0.7
"""Confidence in an effect from which it decides a mention's relation: a row of the appendix that
lists what is struck does, an unusual form of words does not."""
_STATED = 0.8
"""Confidence in an effect from which a sentence states it."""
_ROW_LENGTH = 600


def acted_on(mentions: Sequence[Mention], effects: Sequence[Effect]) -> tuple[Mention, ...]:
    """The mentions, those that a sure effect is on with its relation, as objects acted on.

    "Kế hoạch này thay thế Kế hoạch số 076/KH-UBND": replaces, not a task. What the words around
    a mention already say (a basis, an amendment) stays.
    """
    said = {
        effect.char_start: _RELATIONS[effect.kind]
        for effect in effects
        if effect.char_start is not None
        and effect.kind in _RELATIONS
        and effect.confidence >= _SURE
    }
    rows = _rows([effect for effect in effects if effect.char_start in said and _is_row(effect)])
    objects = (_as_object(mention, said.get(mention.char_start)) for mention in mentions)
    return tuple(_as_reason(mention, rows) for mention in objects) if rows else tuple(objects)


def _rows(effects: Sequence[Effect]) -> dict[int, list[int]]:
    """By line, in order, where the documents stand that rows strike."""
    found: dict[int, list[int]] = {}
    for effect in sorted(effects, key=lambda effect: effect.char_start or 0):
        found.setdefault(effect.line, []).append(effect.char_start or 0)
    return found


def _is_row(effect: Effect) -> bool:
    """Whether the effect is read from a row of an appendix: it stands under no article."""
    return effect.clause is None and effect.confidence < _STATED


def _as_object(mention: Mention, relation: Relation | None) -> Mention:
    own = mention.mention_type in (MentionType.SELF, MentionType.ANAPHORA)
    weak = mention.relation in _WEAK and mention.role in (CitationRole.TASK, CitationRole.REPORT)
    if relation is None or own or not weak:
        return mention
    return replace(mention, relation=relation, role=CitationRole.AMENDED_OBJECT)


def _as_reason(mention: Mention, rows: Mapping[int, Sequence[int]]) -> Mention:
    """What a row names behind the document that it strikes says why: the text rests not on it."""
    weak = mention.relation in _WEAK and mention.role is CitationRole.TASK
    starts = rows.get(mention.line, ()) if weak else ()
    before = bisect_left(starts, mention.char_start)
    if not before or mention.char_start - starts[before - 1] >= _ROW_LENGTH:
        return mention
    return replace(mention, role=CitationRole.HISTORY)
