"""The words between "Căn cứ" and a number: the opening said twice, the kind misspelt or wrong."""

from collections.abc import Iterator, Mapping, Sequence

from kg.basis_finding import FormCode, FormFinding, Spot, on_line
from kg.basis_lines import BasisLine, Opening
from kg.folding import fold
from kg.model import Mention
from kg.number import DocumentNumber, parse_number
from kg.registry import Registry
from kg.terms import DocumentType, Severity

_OPENING = "căn cứ"
_LAW, _CODE = DocumentType.LAW.value, DocumentType.CODE.value
_LONGEST = 4  # words of a kind's name, with "số"


def kind_findings(
    lines: Sequence[BasisLine],
    meant: Mapping[int, str],
    registry: Registry,
    rule: str | None,
    *,
    damaged: bool,
) -> Iterator[FormFinding]:
    """What is wrong before the numbers of the bases. meant: identity by `char_start`.

    damaged: misread text, in which a misspelt kind is likelier the reader's fault.
    """
    for line in lines:
        if line.opening is not Opening.BASIS:
            continue
        spot = on_line(line, rule)
        folded = fold(line.text).lstrip(" -–+*•")
        if folded.startswith(f"{fold(_OPENING)} {fold(_OPENING)} "):
            yield spot.finding(FormCode.DOUBLED_OPENING, Severity.NOTE, line.text)
        first = line.mentions[0] if line.mentions else None
        if first is None:
            continue
        key = meant.get(first.char_start)
        at = Spot(first.line, line.text, rule, key)
        if not damaged:
            yield from _misspelt(first, line, at)
        yield from _wrong_kind(first, line, at, registry, key)


def _before(mention: Mention, line: BasisLine) -> list[str]:
    """Words from the opening to the number; [] where the number is not printed as read."""
    number = mention.canonical
    head, found, _ = line.text.partition(number) if number else ("", "", "")
    words = head.split()
    while len(words) > 1 and fold(" ".join(words[:2])) == fold(_OPENING):
        words = words[2:]
    return words if found else []


def _misspelt(mention: Mention, line: BasisLine, spot: Spot) -> Iterator[FormFinding]:
    """A basis as "Thông số 17/2025/TT-BNV", no kind at all: the number tells which was meant."""
    number = parse_number(mention.canonical) if mention.canonical else None
    kind = number.document_type if isinstance(number, DocumentNumber) else None
    words = _before(mention, line)
    if kind is None or not 1 < len(words) <= _LONGEST or fold(words[-1]) != "so":
        return
    printed = fold(" ".join(words[:-1]))
    kinds = {fold(one.value) for one in DocumentType}
    begun = printed.split()[0] == fold(kind.value).split()[0]
    if begun and not any(printed.startswith(one) for one in kinds):
        yield spot.finding(
            FormCode.KIND_MISSPELT, Severity.NOTE, " ".join(words), f"{kind.value} số"
        )


def _wrong_kind(
    mention: Mention, line: BasisLine, spot: Spot, registry: Registry, key: str | None
) -> Iterator[FormFinding]:
    """A basis as "Luật Lao động số 45/2019/QH14", which is a code; or a law called a code."""
    entry = registry.get(key or "")
    words = fold(" ".join(_before(mention, line)))
    if entry is None or entry.type not in (_LAW, _CODE) or not words:
        return
    printed = _CODE if words.startswith("bo luat ") else _LAW if words.startswith("luat ") else None
    if printed and printed != entry.type:
        yield spot.finding(
            FormCode.KIND_WRONG, Severity.NOTE, f"{printed} số {entry.number}", entry.type
        )
