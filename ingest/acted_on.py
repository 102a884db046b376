"""What a text's effects say of its mentions: what it ends or changes is its object, no task."""

from collections.abc import Sequence
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
_SURE = 0.8
"""Confidence in an effect from which it decides a mention's relation."""


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
    return tuple(_as_object(mention, said.get(mention.char_start)) for mention in mentions)


def _as_object(mention: Mention, relation: Relation | None) -> Mention:
    own = mention.mention_type in (MentionType.SELF, MentionType.ANAPHORA)
    weak = mention.relation in _WEAK and mention.role in (CitationRole.TASK, CitationRole.REPORT)
    if relation is None or own or not weak:
        return mention
    return replace(mention, relation=relation, role=CitationRole.AMENDED_OBJECT)
