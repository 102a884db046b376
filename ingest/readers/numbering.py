"""Automatic numbering of Word paragraphs: the labels that Word draws but does not store.

Source: ECMA-376 Part 1, 17.9 (w:abstractNum, w:num, w:lvl, w:lvlText, w:numFmt).
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.readers.word_package import W
from ingest.readers.word_styles import OFF, Styles, list_of, value

PLACEHOLDER = re.compile(r"%([1-9])")
MAX_ROMAN = 3999
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format ("decimal", "bullet" ...), text ("%1.%2.").

    style: id of the paragraph style that stands for this level. legal: all numbers as decimals.
    """

    start: int
    format: str
    text: str
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    lists: dict[str, tuple[str, dict[int, Level]]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: Any, styles: Styles) -> str:  # noqa: ANN401 (lxml has no types)
        """The label that Word draws before a paragraph of these properties, "" for none."""
        number, depth, style = _list_of(properties, styles)
        if number not in self.lists:
            return ""
        abstract, levels = self.lists[number]
        if depth is None:
            depth = next((n for n, level in levels.items() if style and level.style == style), 0)
        if depth not in levels:
            return ""
        counts = self.counters.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _printed(levels, counts, depth)


def numbering_of(root: Any) -> Numbering:  # noqa: ANN401 (root of the numbering part, or None)
    """The lists of a document; one without lists gives none."""
    if root is None:
        return Numbering({})
    abstract: dict[str, dict[int, Level]] = {}
    styled: dict[str, str] = {}  # a list style's name -> the list that draws it
    for node in root.findall(W + "abstractNum"):
        abstract[node.get(W + "abstractNumId")] = _levels(node)
        if (name := value(node, "styleLink")) is not None:
            styled[name] = node.get(W + "abstractNumId")
    for node in root.findall(W + "abstractNum"):
        if (name := value(node, "numStyleLink")) in styled:
            abstract[node.get(W + "abstractNumId")] = abstract[styled[name]]
    lists = {}
    for node in root.findall(W + "num"):
        key = value(node, "abstractNumId") or ""
        levels = abstract.get(key, {}) | _overrides(node, abstract.get(key, {}))
        restarts = node.find(W + "lvlOverride") is not None
        number = node.get(W + "numId")
        lists[number] = (f"num {number}" if restarts else key, levels)
    return Numbering(lists)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _levels(node: Any) -> dict[int, Level]:  # noqa: ANN401
    found = node.findall(W + "lvl")
    return {_number(level.get(W + "ilvl"), 0): _level(level) for level in found}


def _level(level: Any) -> Level:  # noqa: ANN401
    return Level(
        _number(value(level, "start"), 1),
        value(level, "numFmt") or "decimal",
        value(level, "lvlText") or "",
        value(level, "pStyle") or "",
        value(level, "isLgl") not in {None, *OFF},
    )


def _overrides(node: Any, levels: dict[int, Level]) -> dict[int, Level]:  # noqa: ANN401
    """Levels that one use of a list changes: another start, or another level altogether."""
    changed = {}
    for override in node.findall(W + "lvlOverride"):
        depth = _number(override.get(W + "ilvl"), 0)
        own, start = override.find(W + "lvl"), value(override, "startOverride")
        level = _level(own) if own is not None else levels.get(depth)
        if level is not None and start is not None:
            level = replace(level, start=_number(start, 1))
        if level is not None:
            changed[depth] = level
    return changed


def _list_of(properties: Any, styles: Styles) -> tuple[str, int | None, str]:  # noqa: ANN401
    """List and depth of a paragraph, by itself or by its style, whose id comes last.

    The depth is None where only the style names the list: then the list says which of its
    levels the style stands for.
    """
    name, style = styles.of_paragraph(properties)
    number, depth = list_of(properties)
    if number is not None:
        return number, depth or 0, name
    return style.number or "", style.depth if depth is None else depth, name


def _printed(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.format == "none":
        return ""
    if level.format == "bullet":
        return level.text if level.text in {"+", "*", "•", "–"} else "-"

    def number(match: re.Match[str]) -> str:
        above = int(match[1]) - 1
        shown = levels.get(above, level)
        style = "decimal" if level.legal else shown.format
        return formatted(counts.get(above, shown.start), style)

    return PLACEHOLDER.sub(number, level.text)


def formatted(count: int, style: str) -> str:
    """A number in one of Word's formats; decimal for those not used in Vietnam."""
    if style in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"} and 0 < count <= MAX_ROMAN:
        return roman(count).upper() if style == "upperRoman" else roman(count)
    return f"{count:02d}" if style == "decimalZero" else str(count)


def roman(count: int) -> str:
    """A number from 1 in small Roman numerals.

    >>> [roman(n) for n in (4, 9, 14)]
    ['iv', 'ix', 'xiv']
    """
    parts = []
    for worth, letters in ROMAN:
        times, count = divmod(count, worth)
        parts.append(letters * times)
    return "".join(parts)
