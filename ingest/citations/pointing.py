"""Words that point back at a document: "Nghị định này", "các Nghị quyết nêu trên", short forms.

Found by the pointing word ("này", "trên"), which is rarer than the words for types before it.
A short form is one that the text defines: "… (sau đây gọi tắt là Nghị định)".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.named_documents import holds
from ingest.type_words import TYPE_WORDS, type_named
from ingest.wording import any_of
from kg.terms import DocumentType

_TYPES: Final = {
    **{word: kind for word, kind in TYPE_WORDS.items() if word != "lenh"},
    "quy hoach": DocumentType.OTHER,
    "chien luoc": DocumentType.OTHER,
    "dieu le": DocumentType.STATUTE,
    "noi quy": DocumentType.OTHER,
    "hien phap": DocumentType.CONSTITUTION,
}
_ANY_TYPE: Final = any_of(*_TYPES)
_POINTER: Final = re.compile(r"[nt](?<![a-z].)(?:ay|ren(?:\s+day)?)(?![a-z])")
_BEFORE: Final = re.compile(
    rf"(?<![a-z])(?P<type>{_ANY_TYPE})(?:\s+so\s+(?P<ordinal>[0-9]{{1,5}}[a-z]?))?"
    r"\s+(?P<back>(?:(?:da|vua)\s+)?(?:neu|noi|ke)\s+)?$"
)
_LONGEST: Final = 60
_LAST_SYLLABLES: Final = frozenset(word.split()[-1] for word in _TYPES) | {"neu", "noi", "ke"}
_MANY: Final = re.compile(r"(?<![a-z])(?:cac|nhung|hai|ba)\s+$")
_COMMON_WORDS: Final = frozenset(
    "quy dinh|huong dan|bao cao|ke hoach|chuong trinh|thong bao|van ban|ket luan|bien ban"
    "|phuong an|to trinh|chien luoc|cong van".split("|")
)
"""Types whose words in small letters mean "this provision", "this report" and the like."""
_SHORT_FORM: Final = re.compile(
    r"s(?<![a-z].)au\s+day\s+(?:duoc\s+)?(?:goi|viet)\s+(?:chung\s+|tat\s+)*(?:la\s*:?|:)\s*[“\"']?"
    rf"(?P<name>(?P<type>{_ANY_TYPE})(?:\s+[a-z0-9]+){{0,4}})[”\"']?\s*\)"
)
_DEFINES: Final = re.compile(r"(?:goi|viet)\s+(?:chung\s+|tat\s+)*(?:la\s*:?|:)\s*[“\"']?$")
_SHORT_FORMS: Final = 100
"""Different short forms followed in one document."""
_NOT_BARE: Final = re.compile(
    r"\s+(?:so|nay|tren|neu|noi|do|cua|quy dinh|s[a-z]{1,3}a|thay the|ban hanh|phe duyet"
    r"|huong dan|ve|kem|moi|khac|lien tich|hanh dong|[0-9])(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point at a document. Offsets into the clean text.

    word: the folded type word. ordinal: of "Quyết định số 36 nêu trên". back: "nêu trên", which
    never means the document that says it. many: "các Nghị quyết trên". capital: written as a name.
    defined: for a short form, where the text defines it; None for others.
    """

    start: int
    end: int
    type: DocumentType | None
    word: str
    ordinal: str | None = None
    back: bool = False
    many: bool = False
    capital: bool = True
    defined: int | None = None


def find_pointers(
    text: str, folded: str, taken: Sequence[tuple[int, int]], *, damaged: bool = False
) -> list[Pointer]:
    """Pointing words in text order, none that meets a span of `taken` (ascending).

    damaged: the types' words may have lost letters. Cost: linear in the text's length.
    """
    found = [*_pointed(text, folded, damaged=damaged)]
    spans = [(pointer.start, pointer.end) for pointer in found]
    found += [
        short
        for short in _short_forms(text, folded)
        if not holds(spans, short.start, short.end) and not holds(taken, short.start, short.end)
    ]
    return sorted(found, key=lambda pointer: pointer.start)


def _pointed(text: str, folded: str, *, damaged: bool) -> Iterator[Pointer]:
    for point in _POINTER.finditer(folded):
        low = max(0, point.start() - _LONGEST)
        if not damaged and not _may_point(folded, low, point.start()):
            continue
        before = _BEFORE.search(folded, low, point.start())
        if before is None or (point[0] != "nay" and before["back"] is None and not before["type"]):
            continue
        word = " ".join(before["type"].split())
        capital = text[before.start()].isupper()
        if not capital and word in _COMMON_WORDS:
            continue
        yield Pointer(
            before.start(),
            point.end(),
            _TYPES.get(word) or type_named(word),
            word,
            before["ordinal"],
            back=point[0] != "nay",
            many=_MANY.search(folded, max(0, before.start() - 8), before.start()) is not None,
            capital=capital,
        )


def _may_point(folded: str, low: int, start: int) -> bool:
    """Whether the syllable before the pointing word ends a type's word: a quick refusal."""
    words = folded[max(low, start - 12) : start].split()
    return bool(words) and (words[-1] in _LAST_SYLLABLES or words[-1][:1].isdigit())


def _short_forms(text: str, folded: str) -> Iterator[Pointer]:
    """Later places of each short form; the last definition before a place holds there."""
    definitions: dict[str, list[re.Match[str]]] = {}
    for definition in _SHORT_FORM.finditer(folded):
        name = text[definition.start("name") : definition.end("name")]
        if name[:1].isupper() and (name in definitions or len(definitions) < _SHORT_FORMS):
            definitions.setdefault(name, []).append(definition)
    for name, said in definitions.items():
        ends = [definition.end() for definition in said]
        bare = said[0]["name"] == said[0]["type"]
        word = " ".join(said[0]["type"].split())
        kind = _TYPES.get(word) or type_named(word)
        at = text.find(name, ends[0])
        while at != -1:
            end = at + len(name)
            definition = said[bisect_right(ends, at) - 1]
            whole = not text[end : end + 1].isalnum() and not text[at - 1].isalnum()
            if whole and not (bare and _NOT_BARE.match(folded, end)) and not _again(folded, at):
                yield Pointer(at, end, kind, word, defined=definition.start())
            at = text.find(name, end)


def _again(folded: str, at: int) -> bool:
    """Whether the name stands in a definition, not in a sentence."""
    return _DEFINES.search(folded, max(0, at - 50), at) is not None
