"""What several documents rest on together, and what only one of them cites.

A plan that was copied from another shows here: the bases of the old one, and none of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.citing import Citation
from kg.model import DocumentRecord

if TYPE_CHECKING:
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class SharedBase:
    """A document that several cite.

    by: for each citing document, by its id, its citations of it, one for each relation.
    """

    key: str
    cited: DocumentRecord | None
    by: Mapping[str, tuple[Citation, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Citations of documents side by side, each list in the order of the first one's text.

    shared: cited by all. some: by several, not all; always empty for two documents. only: by one,
    under that document's id. doubtful: citations in doubt, which are in none of the lists.
    """

    documents: tuple[DocumentRecord, ...]
    shared: tuple[SharedBase, ...]
    some: tuple[SharedBase, ...]
    only: Mapping[str, tuple[SharedBase, ...]]
    doubtful: Mapping[str, int]


def compared(
    store: "Store", records: Sequence[DocumentRecord], *, relations: Collection[str] = ()
) -> Comparison:
    """Compare what these held documents cite. Citations of one another are left in.

    relations: only citations in these; in any where empty. Raises ValueError for fewer than two.
    """
    if len({record.id for record in records}) < 2:
        raise ValueError("fewer than two documents to compare")
    cited = {record.id: store.cited(record.id, relation=relations or None) for record in records}
    bases = _bases(cited)
    numbers = {base.key: len(base.by) for base in bases}
    return Comparison(
        documents=tuple(records),
        shared=tuple(base for base in bases if numbers[base.key] == len(cited)),
        some=tuple(base for base in bases if 1 < numbers[base.key] < len(cited)),
        only={
            name: tuple(base for base in bases if tuple(base.by) == (name,)) for name in cited
        },
        doubtful={
            name: sum(citation.target is None for citation in said) for name, said in cited.items()
        },
    )  # fmt: skip


def _bases(cited: Mapping[str, Sequence[Citation]]) -> list[SharedBase]:
    found: dict[str, dict[str, list[Citation]]] = {}
    records: dict[str, DocumentRecord | None] = {}
    for name, said in cited.items():
        for citation in said:
            if citation.target is not None:
                records[citation.target] = citation.cited
                found.setdefault(citation.target, {}).setdefault(name, []).append(citation)
    return [
        SharedBase(key, records[key], {name: tuple(each) for name, each in by.items()})
        for key, by in found.items()
    ]
