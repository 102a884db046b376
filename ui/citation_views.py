"""JSON of questions on citations: rows of lists, of chains and of comparisons."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.citing import Citation, Evidence
from kg.model import DocumentRecord
from kg.validity import Validity
from ui.views import Json, plain

if TYPE_CHECKING:
    from kg.chains import ChainLink
    from kg.edges import Edge
    from kg.lapsed import LapsedDocument, LateCitation
    from kg.lineage import Step
    from kg.shared_bases import SharedBase


def cited(citation: Citation) -> Json:
    """`cancu cites`: one document cited, in one relation."""
    return {
        "target": citation.target,
        "canonical": citation.canonical,
        "title": _cited_title(citation),
        "relation": citation.relation.value,
        "mentions": mentions(citation.mentions),
    }


def citing(citation: Citation) -> Json:
    """`cancu cited-by`: one document that cites, in one relation."""
    record = citation.citing
    place = record.header.place
    return {
        **named(record),
        "type": record.header.type,
        "issuer": record.header.issuer,
        "place": place.name if place else None,
        "level": place.level.value if place else None,
        "relation": citation.relation.value,
        "mentions": mentions(citation.mentions),
    }


def named(record: DocumentRecord) -> Json:
    """A document in short: its id, number, title and day."""
    head = record.header
    return {
        "document": record.id,
        "number": head.number,
        "title": head.title,
        "date": plain(head.date),
    }


def mentions(said: Iterable[Evidence]) -> list[Json]:
    """The lines that prove a citation, in text order."""
    return [
        {
            "line": evidence.mention.line,
            "char_start": evidence.mention.char_start,
            "char_end": evidence.mention.char_end,
            "role": evidence.mention.role.value,
            "quote": evidence.quote,
        }
        for evidence in said
    ]


def link(item: "ChainLink", record: DocumentRecord | None) -> Json:
    """One document of a chain. way: keys from the start; edges: what proves its last step."""
    return {
        "key": item.key,
        **(named(record) if record else dict.fromkeys(("document", "number", "title", "date"))),
        "held": bool(record and record.held),
        "depth": item.depth,
        "way": list(item.way),
        "edges": [edge(found) for found in item.edges],
    }


def edge(found: "Edge") -> Json:
    """A citation between two documents named by key, with the first lines that prove it."""
    return {
        "source": found.source,
        "target": found.target,
        "relation": found.relation.value,
        "count": found.count,
        "quotes": [asdict(quote) for quote in found.quotes],
    }


def base(found: "SharedBase", validity: Validity) -> Json:
    """A document that several cite, its state, and the lines of each."""
    first = next(iter(found.by.values()))[0]
    return {
        "target": found.key,
        "canonical": first.canonical,
        "title": _cited_title(first),
        "state": validity.state.value,
        "by": [
            {
                "document": name,
                "relation": citation.relation.value,
                "mentions": mentions(citation.mentions),
            }
            for name, citations in found.by.items()
            for citation in citations
        ],
    }


def late(found: "LateCitation") -> Json:
    """A citation of a document that had ended, and what to cite instead."""
    return citing(found.citation) | {"instead": heirs(found.instead)}


def lapsed(found: "LapsedDocument") -> Json:
    """A dead document that later ones rest on."""
    record = found.record
    return {
        "key": found.key,
        "document": record.id if record else None,
        "canonical": found.validity.canonical,
        "title": found.validity.title or (record.header.title if record else None),
        "ended": plain(found.ended),
        "presumed": found.validity.presumed,
        "documents": found.documents,
        "latest": plain(found.latest),
        "instead": heirs(found.instead),
    }


def heirs(steps: "Sequence[Step]") -> list[Json]:
    """What to cite instead of a document; from which day."""
    return [
        {"canonical": step.canonical, "title": step.title, "since": plain(step.since)}
        for step in steps
    ]


def _cited_title(citation: Citation) -> str | None:
    if citation.cited is not None and citation.cited.header.title:
        return citation.cited.header.title
    return next((e.mention.title for e in citation.mentions if e.mention.title), None)
