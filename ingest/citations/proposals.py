"""Proposals that a document answers: "Theo đề nghị của … tại Tờ trình số … về việc bãi bỏ …".

What is proposed to be ended or changed is named in the proposal's own title, and those listed
behind the first one ("… và Quyết định số …") stand behind that title.
"""

from collections.abc import Sequence
from typing import Final

from ingest.citations.bases import Basis
from ingest.citations.places import Cited
from kg.terms import DocumentType, Relation

_SUBMITTED: Final = frozenset({
    DocumentType.SUBMISSION, DocumentType.REPORT, DocumentType.OFFICIAL_LETTER,
    DocumentType.MINUTES, DocumentType.NOTICE, DocumentType.CONCLUSION,
})  # fmt: skip


def submitted(cited: Cited) -> bool:
    """Whether a document is of a type that proposes to another office, or tells it something."""
    numbered = cited.number.number.document_type if cited.number else None
    return cited.type in _SUBMITTED or numbered in _SUBMITTED


def with_open_proposals(
    found: Sequence[Cited], titles: Sequence[tuple[int, int]], bases: Sequence[Basis]
) -> list[tuple[int, int]]:
    """Spans of titles, those of proposals only from the first document that they name.

    So the words before it ("về việc bãi bỏ") are seen by the documents listed behind.
    """
    proposing = [basis for basis in bases if basis.relation is Relation.PROPOSED_BY]
    begins: dict[int, int] = {}
    for cited in found:
        start, end = cited.stated.title_start, cited.stated.end
        if cited.stated.title is None or cited.quoted or not submitted(cited):
            continue
        inner = next((one.head for one in found if start < one.head < end), None)
        if inner is not None and any(basis.start <= start < basis.end for basis in proposing):
            begins[start] = inner
    return [(begins.get(start, start), end) for start, end in titles]
