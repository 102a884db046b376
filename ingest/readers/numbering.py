"""Automatic numbering of Word paragraphs: the labels that Word draws but does not store.

Source: ECMA-376 Part 1, 17.9 (w:abstractNum, w:num, w:lvl, w:lvlText, w:numFmt).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PLACEHOLDER = re.compile(r"%([1-9])")
BULLETS = {"\uf0b7": "-", "\uf0a7": "-", "\uf0d8": "-", "o": "-", "": "-"}
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format ("decimal", "bullet" ...), text ("%1.%2.")."""

    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    lists: dict[str, tuple[str, dict[int, Level]]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:  # noqa: ANN401 (python-docx has no types)
        """The label that Word draws before this paragraph, "" where it draws none."""
        number, depth = _list_of(paragraph)
        if number not in self.lists:
            return ""
        abstract, levels = self.lists[number]
        if depth not in levels:
            return ""
        counts = self.counters.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _printed(levels, counts, depth)


def numbering_of(document: Any) -> Numbering:  # noqa: ANN401
    """The lists of a python-docx document; a document without lists gives none."""
    from docx.oxml.ns import qn

    part = next(
        (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")),
        None,
    )
    if part is None:
        return Numbering({})
    root = part.element
    abstract = {
        node.get(qn("w:abstractNumId")): _levels(node, qn)
        for node in root.findall(qn("w:abstractNum"))
    }
    lists = {}
    for node in root.findall(qn("w:num")):
        key = node.find(qn("w:abstractNumId")).get(qn("w:val"))
        levels = abstract.get(key, {}) | _overrides(node, abstract.get(key, {}), qn)
        restarts = node.find(qn("w:lvlOverride")) is not None
        number = node.get(qn("w:numId"))
        lists[number] = (f"num {number}" if restarts else key, levels)
    return Numbering(lists)


def _levels(node: Any, qn: Callable[[str], str]) -> dict[int, Level]:  # noqa: ANN401
    return {int(level.get(qn("w:ilvl"))): _level(level, qn) for level in node.findall(qn("w:lvl"))}


def _level(level: Any, qn: Callable[[str], str]) -> Level:  # noqa: ANN401
    def value(tag: str, default: str) -> str:
        child = level.find(qn(tag))
        return default if child is None else child.get(qn("w:val")) or default

    return Level(int(value("w:start", "1")), value("w:numFmt", "decimal"), value("w:lvlText", ""))


def _overrides(
    node: Any,  # noqa: ANN401
    levels: dict[int, Level],
    qn: Callable[[str], str],
) -> dict[int, Level]:
    """Levels that one use of a list changes: another start, or another level altogether."""
    changed = {}
    for override in node.findall(qn("w:lvlOverride")):
        depth = int(override.get(qn("w:ilvl")))
        own, start = override.find(qn("w:lvl")), override.find(qn("w:startOverride"))
        level = _level(own, qn) if own is not None else levels.get(depth)
        if level is not None and start is not None:
            level = Level(int(start.get(qn("w:val"))), level.format, level.text)
        if level is not None:
            changed[depth] = level
    return changed


def _list_of(paragraph: Any) -> tuple[str, int]:  # noqa: ANN401
    """List and depth of a paragraph, by itself or by its style; ("", 0) for none."""
    from docx.oxml.ns import qn

    elements, style = [paragraph._p], paragraph.style  # noqa: SLF001
    while style is not None:
        elements.append(style.element)
        style = style.base_style
    number, depth = None, None
    for element in elements:
        found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            continue
        identity, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        number = identity.get(qn("w:val")) if number is None and identity is not None else number
        depth = int(level.get(qn("w:val"))) if depth is None and level is not None else depth
    return number or "", depth or 0


def _printed(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.format == "none":
        return ""
    if level.format == "bullet":
        return BULLETS.get(level.text, level.text if level.text.isprintable() else "-")

    def number(match: re.Match[str]) -> str:
        above = int(match[1]) - 1
        shown = levels.get(above, level)
        return _formatted(counts.get(above, shown.start), shown.format)

    return PLACEHOLDER.sub(number, level.text)


def _formatted(count: int, style: str) -> str:
    """A number in one of Word's formats; decimal for those not used in Vietnam."""
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"}:
        return roman(count).upper() if style == "upperRoman" else roman(count)
    return f"{count:02d}" if style == "decimalZero" else str(count)


def roman(count: int) -> str:
    """A number from 1 in small Roman numerals.

    >>> [roman(n) for n in (4, 9, 14)]
    ['iv', 'ix', 'xiv']
    """
    parts = []
    for value, letters in ROMAN:
        times, count = divmod(count, value)
        parts.append(letters * times)
    return "".join(parts)
