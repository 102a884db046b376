"""What the facts on one document rest on: its first day, its end, each later act upon it.

`kg.validity` proves a state; an answer may tell more than the state, and proves all that it tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.doubts import acts_on_itself, sound
from kg.ending_words import WITH_ITS_ACT
from kg.facts import Change, RegistryEntry
from kg.proofs import Proof, begin_proof, change_proofs, end_proof, ending, first_day_proof
from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Grounds:
    """Proofs of the facts on a document; one without a quote only names where a fact is from.

    begin: of the first day, empty where none is known. end: of the end, empty where none is.
    changes: of what each later document does to it, by that one's number.
    """

    begin: tuple[Proof, ...] = ()
    end: tuple[Proof, ...] = ()
    changes: Mapping[str, tuple[Proof, ...]] = field(default_factory=lambda: MappingProxyType({}))


def grounds_of(key: str, registry: Registry) -> Grounds:
    """What the facts on the document with this identity rest on; nothing for one not known."""
    entry = registry.get(key)
    if entry is None:
        return Grounds()
    entry = sound(entry, registry)
    changes: dict[str, tuple[Proof, ...]] = {}
    for change in (*entry.replaced_by, *entry.amended_by, *entry.succeeded_by):
        if not acts_on_itself(change, entry):
            told = (*changes.get(change.number, ()), *of_change(change, entry, registry))
            changes[change.number] = _best(told)
    return Grounds(
        begin=(begin_proof(entry, registry),) if entry.effective else (),
        end=_end(entry, registry) if entry.expired else (),
        changes=MappingProxyType(changes),
    )


def _best(proofs: tuple[Proof, ...]) -> tuple[Proof, ...]:
    """Proofs with words, where there are any; each once."""
    worded = tuple(proof for proof in proofs if proof.quote)
    return tuple(dict.fromkeys(worded or proofs))


def _end(entry: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    told = tuple(p for change in ending(entry) for p in of_change(change, entry, registry))
    return _best(told) if told else end_proof(entry, registry)


def of_change(change: Change, entry: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """What says that `change` acts on `entry`.

    A clause that ends it "kể từ ngày Luật này có hiệu lực" tells the day together with the words
    that give the acting document's first day. The proof of a state (`kg.validity`) is the clause.
    """
    proofs = change_proofs(change, entry, registry)
    if not any(WITH_ITS_ACT.search(proof.quote or "") for proof in proofs):
        return proofs
    return tuple(dict.fromkeys((*proofs, *first_day_proof(change, registry))))
