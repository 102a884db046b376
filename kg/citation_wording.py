"""How a registered document is named in a basis: "Nghị định số … ngày … của … về …".

Form: Decree 30/2020/NĐ-CP, Appendix I, section II (kind, number, day, issuer, title; laws and
ordinances by name and day); normative documents since 2025 name laws by number. Only what the
registry knows is written; a part that is not known is left out.
"""

import datetime as dt
import re
from collections.abc import Sequence

from kg.basis_rules import LAWS
from kg.facts import Change, RegistryEntry
from kg.folding import fold
from kg.identity import has_year
from kg.model import Header
from kg.number import DocumentNumber, parse_number
from kg.registry import Registry
from kg.terms import DocumentType

_VERBS = (
    "ve", "quy dinh", "sua doi", "bo sung", "ban hanh", "huong dan", "bai bo", "phe duyet",
    "thay the", "phan cap", "phan dinh", "giao", "cong bo", "dieu chinh", "ap dung", "hop nhat",
)  # fmt: skip
_ASSEMBLY = re.compile(r"/QH\d+$")
_MINISTERIAL = frozenset({DocumentType.CIRCULAR.value})


def basis_wording(
    entry: RegistryEntry, registry: Registry, citing: Header, *, on: dt.date, amended: bool = True
) -> str:
    """The line that would name this document as a basis on a day, from "Căn cứ" to ";".

    amended: with the documents that had amended it by then, as custom asks.
    """
    changes = _amendments(entry, registry, on) if amended else ""
    named = cited_as(entry, normative=bool(citing.number and has_year(citing.number)))
    return f"Căn cứ {named}{changes};"


def cited_as(entry: RegistryEntry, *, normative: bool = False) -> str:
    """The document as a citation names it in full the first time.

    normative: in a normative document, which names laws by number.
    """
    if entry.type in LAWS:
        return _law(entry, normative=normative)
    kind = entry.type or "Văn bản"
    parts = [f"{kind} số {entry.number}"]
    if entry.signed:
        parts.append(long_date(entry.signed))
    if entry.issuer:
        parts.append(f"của {_issuer(entry)}")
    title = _title(entry)
    if title:
        parts.append(title)
    return " ".join(parts)


def _law(entry: RegistryEntry, *, normative: bool) -> str:
    title = (entry.title or "").strip().rstrip(".")
    kind = entry.type or "Luật"
    name = title if fold(title).startswith(fold(kind)) else f"{kind} {title}".strip()
    if normative or not entry.signed:
        return f"{name} số {entry.number}"
    return f"{name} {long_date(entry.signed)}"


def _issuer(entry: RegistryEntry) -> str:
    """Circulars are the minister's (Law 64/2025/QH15, Article 4), decrees the Government's."""
    issuer = entry.issuer or ""
    minister = entry.type in _MINISTERIAL and issuer.startswith("Bộ ")
    return f"Bộ trưởng {issuer}" if minister else issuer


def _title(entry: RegistryEntry) -> str:
    """The title as it goes on after the issuer: without the kind, in lower case, with "về"."""
    title = " ".join((entry.title or "").split()).rstrip(" .;")
    kind = entry.type or ""
    if kind and fold(title).startswith(f"{fold(kind)} "):
        title = title[len(kind) + 1 :]
    if not title:
        return ""
    opens = fold(title).startswith(tuple(f"{verb} " for verb in _VERBS))
    words = title.split()
    name = len(words) > 1 and words[1][:1].isupper()
    lowered = title if name else title[0].lower() + title[1:]
    return lowered if opens else f"về {lowered}"


def _amendments(entry: RegistryEntry, registry: Registry, on: dt.date) -> str:
    begun = [change for change in entry.amended_by if _begun(change, registry, on)]
    if not begun:
        return ""
    begun.sort(key=lambda change: change.date or dt.date.min)
    law = entry.type in LAWS
    named = [_amending(change, registry, law=law) for change in begun]
    return f" (được sửa đổi, bổ sung bởi {joined(named)})"


def _begun(change: Change, registry: Registry, on: dt.date) -> bool:
    actor = registry.meant(change)
    day = change.date or (actor.signed if actor else None)
    return day is None or day <= on


def _amending(change: Change, registry: Registry, *, law: bool) -> str:
    """The amending document; law: it amends a law, so that one of the Assembly is a law too."""
    actor = registry.meant(change)
    number = actor.number if actor else change.number
    kind = (actor.type if actor else None) or _kind(number, law=law)
    if kind is None:
        return f"văn bản số {number}" if number else change.title or ""
    signed = actor.signed if actor and kind not in LAWS else None
    return f"{kind} số {number}{f' {long_date(signed)}' if signed else ''}"


def _kind(number: str, *, law: bool) -> str | None:
    """The kind that a number tells; of the Assembly's, which tell none, by what it amends."""
    parsed = parse_number(number) if number else None
    if not isinstance(parsed, DocumentNumber):
        return None
    if parsed.document_type:
        return parsed.document_type.value
    return DocumentType.LAW.value if law and _ASSEMBLY.search(number) else None


def joined(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> joined(["a", "b", "c"])
    'a, b và c'
    """
    *most, last = names
    return f"{', '.join(most)} và {last}" if most else last


def long_date(day: dt.date) -> str:
    """A day as documents print it: two figures below ten, and for January and February.

    >>> long_date(dt.date(2025, 6, 9))
    'ngày 09 tháng 6 năm 2025'
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
