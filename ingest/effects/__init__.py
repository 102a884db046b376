"""What a document's own text says of effect: its own first and last day, what it ends or changes.

`find_effects` reads the words alone; `ingest.effects.presumed` gives the rule of law where they
are silent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.dates import find_dates
from ingest.effects.acts import Acts
from ingest.effects.beginning import Beginning
from ingest.effects.days import Calendar
from ingest.effects.limits import Limits
from ingest.effects.meant import Objects
from ingest.effects.objects import NamedDocuments
from ingest.effects.presumed import presumed_beginning
from ingest.effects.units import split_units
from kg.effects import Effect
from kg.facts import Scope
from kg.folding import fold
from kg.model import Header, Mention, Section, SourceText
from kg.number import number_key
from kg.terms import EffectKind

__all__ = ["find_effects"]

_ENDS = {EffectKind.REPLACES, EffectKind.REPEALS}


def find_effects(
    source: SourceText, header: Header, sections: Sequence[Section], mentions: Sequence[Mention]
) -> tuple[Effect, ...]:
    """Effects in text order, each once. Cost: linear in the text's length."""
    folded = fold(source.text)
    units = split_units(source, sections)
    calendar = Calendar(folded, find_dates(source.text), header.date)
    own = list(Beginning(source, folded, calendar, units).effects())
    begin = _begin(own) or presumed_beginning(header)
    if begin is not None and begin.rule is not None:
        own.append(begin)
    named = NamedDocuments(source, folded, header, mentions)
    objects = Objects(source.text, folded, named, header.number)
    day = begin.day if begin else None
    limits = Limits(source.text, folded, named.blanked, calendar, day)
    acts = Acts(source, folded, named, objects, limits, units)
    found = _once([*own, *(_presuming(effect, begin) for effect in acts.effects())])
    return tuple(sorted(found, key=lambda effect: effect.line))


def _begin(own: Iterable[Effect]) -> Effect | None:
    whole = (e for e in own if e.kind is EffectKind.EFFECTIVE and e.scope is Scope.FULL)
    return max(whole, key=lambda e: (e.day is not None, e.confidence), default=None)


def _presuming(effect: Effect, begin: Effect | None) -> Effect:
    """An act on the document's first day rests on the same rule as that day."""
    if begin is None or begin.rule is None or effect.day != begin.day:
        return effect
    return replace(effect, rule=begin.rule)


def _once(effects: Iterable[Effect]) -> list[Effect]:
    """Each effect once: the one with its clause, then the surer, then the first."""
    best: dict[tuple[object, ...], Effect] = {}
    for effect in effects:
        key = _identity(effect)
        rival = best.get(key)
        if rival is None or _weight(effect) > _weight(rival):
            best[key] = effect
    ended = {_document(e) for e in best.values() if e.kind in _ENDS and e.scope is Scope.FULL}
    return [e for e in best.values() if not _already(e, ended)]


def _already(effect: Effect, ended: set[str | None]) -> bool:
    """Whether a part is said to end of what ends as a whole."""
    part = effect.kind in _ENDS and effect.scope is not Scope.FULL
    return part and not effect.on_itself and _document(effect) in ended


def _document(effect: Effect) -> str | None:
    return number_key(effect.canonical) if effect.canonical else effect.title


def _identity(effect: Effect) -> tuple[object, ...]:
    """Struck twice, by two verbs, is struck once; a document begins once as a whole."""
    kind = "ends" if effect.kind in _ENDS else effect.kind
    if effect.on_itself and effect.scope is Scope.FULL:
        return (kind, None)
    return (kind, _document(effect), effect.scope, effect.provisions)


def _weight(effect: Effect) -> tuple[bool, float]:
    return effect.clause is not None, effect.confidence
