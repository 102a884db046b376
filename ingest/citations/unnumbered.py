"""Adds to the citations of a text the documents that it names without a number.

They come last: a name that stands in the title of a numbered document is that title's, and is
no citation of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.citations.by_title import find_titled
from ingest.citations.context import Context
from ingest.citations.named_documents import holds
from ingest.citations.places import Cited
from ingest.citations.programmes import NamedPlace, Programme
from kg.terms import DocumentType, MentionType

Span = tuple[int, int]
_SAME: Final = frozenset({MentionType.NUMBERED, MentionType.NUMBERED_ABBREV})


def without_parts(found: Sequence[Cited], places: Iterable[NamedPlace]) -> list[Cited]:
    """The citations, those left out that are a part of a known name ("06/CP" of "Đề án 06/CP")."""
    names = [(place.start, place.end) for place in places if place.known]
    return [cited for cited in found if not _within(names, cited)]


def _within(names: Sequence[Span], cited: Cited) -> bool:
    return cited.number is not None and any(
        start <= cited.start and cited.end <= end for start, end in names
    )


def unnumbered(
    context: Context,
    found: Sequence[Cited],
    places: Sequence[NamedPlace],
    titles: Sequence[Span],
    own: str | None,
) -> list[Cited]:
    """Citations by name alone, in text order; those found already become quoted inside them.

    titles: spans of the titles of found. own: the citing document's own type.
    """
    titles = sorted(titles)
    taken = [(cited.start, cited.end) for cited in found]
    added = [
        _programme(place, found)
        for place in places
        if not holds(titles, place.start, place.start) and not holds(taken, place.start, place.end)
    ]
    added += list(_repeated(context, found, titles, own))
    siblings = sorted(cited.head for cited in (*found, *added) if cited.sibling)
    for cited in added:
        limit = context.clauses.end_of(cited.start)
        said = context.around.around(cited.start, cited.end, limit, siblings, cited.start)
        cited.stated = replace(said, title=None, type=cited.type)
    return sorted(added, key=lambda cited: (cited.start, -cited.end))


def _programme(place: NamedPlace, found: Sequence[Cited]) -> Cited:
    known = place.known or _by_ordinal(place, found)
    return Cited(
        place.start,
        place.end,
        MentionType.NAMED_DOC,
        type=place.type,
        head=place.start,
        canonical=known.number if known else None,
        programme=known,
    )


def _by_ordinal(place: NamedPlace, found: Sequence[Cited]) -> Programme | None:
    """The document of this type and ordinal that the text names in full, if there is but one."""
    if place.ordinal is None:
        return None
    full = {
        cited.canonical: cited
        for cited in found
        if cited.number is not None
        and cited.kind in _SAME
        and cited.number.number.ordinal.lstrip("0") == place.ordinal.lstrip("0")
        and _type_of(cited) is place.type
    }
    if len(full) != 1:
        return Programme(str(place.type))
    (cited,) = full.values()
    return _as_named(cited, place.type)


def _type_of(cited: Cited) -> DocumentType | None:
    return cited.type or (cited.number.number.document_type if cited.number else None)


def _as_named(cited: Cited, kind: DocumentType | None) -> Programme:
    """What the text says of a document where it names it by number."""
    stated = cited.stated
    return Programme(str(kind), cited.canonical, stated.date, stated.issuer, stated.title)


def _repeated(
    context: Context,
    found: Sequence[Cited],
    titles: Sequence[Span],
    own: str | None,
) -> Iterator[Cited]:
    numbers = [(cited.start, cited.end) for cited in found if cited.number is not None]
    for titled in find_titled(context.around.text, context.folded, found, own):
        span = (titled.start, titled.end)
        if holds(numbers, *span) or holds(titles, titled.start, titled.start):
            continue
        for inner in found:
            if titled.start <= inner.start and inner.end <= titled.end:
                inner.quoted, inner.sibling = True, False
        yield Cited(
            *span,
            MentionType.NAMED_DOC,
            type=titled.cited.type,
            head=titled.start,
            canonical=titled.cited.canonical,
            programme=_as_named(titled.cited, titled.cited.type),
        )
