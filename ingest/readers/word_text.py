"""Text of one Word paragraph: what is printed of it, its page breaks, notes and text boxes."""

from dataclasses import dataclass, field
from typing import Any

from ingest.readers.encodings import shown_by_font
from ingest.readers.word_package import W
from ingest.readers.word_styles import Look, Styles

MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset(
    W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "fldData")
)
CHARACTERS = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
PICTURES = frozenset({W + "drawing", W + "pict", W + "object", MARKUP + "AlternateContent"})
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
BOX = W + "txbxContent"
# Glyphs of Word's symbol fonts, by their codes in the private use area.
SYMBOLS = {
    0xF02B: "+", 0xF02D: "-", 0xF0A7: "-", 0xF0B7: "-", 0xF0D8: "-", 0xF0FC: "-", 0xF076: "-",
    0xF0E0: "→", 0xF0E8: "→", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×",
}  # fmt: skip
# "2021" and a note's number 1 are not 20211; m² is not m2.
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Printed:
    """What is printed of a paragraph.

    before, after: page breaks before its first character and after it, as Word laid it out
    (rendered) or as its writer set them (set_). notes: (kind, id) of notes that it refers to.
    boxes: text boxes that hang on it.
    """

    styles: Styles
    parts: list[str] = field(default_factory=list)
    rendered: list[int] = field(default_factory=lambda: [0, 0])
    set_by_hand: list[int] = field(default_factory=lambda: [0, 0])
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters, tabs and line breaks among them."""
        return "".join(self.parts)

    def add(self, element: Any, look: Look) -> None:  # noqa: ANN401 (lxml has no types)
        """Add what is inside an element: runs in links, fields, insertions and controls too."""
        for child in element:
            tag = child.tag
            if tag == W + "r":
                own = self.styles.of_run(child.find(W + "rPr")).over(look)
                self._run(child, own)
            elif tag in PICTURES:
                self._boxes_in(child)
            elif isinstance(tag, str) and tag not in SKIPPED:
                self.add(child, look)

    def _run(self, run: Any, look: Look) -> None:  # noqa: ANN401
        for child in run:
            if child.tag in PICTURES:
                self._boxes_in(child)
            elif child.tag == W + "lastRenderedPageBreak":
                self.rendered[self._begun()] += 1
            elif not look.hidden:
                self._character(child, look)

    def _character(self, child: Any, look: Look) -> None:  # noqa: ANN401
        tag = child.tag
        if tag in {W + "t", MATH_TEXT}:
            self.parts.append(_shown(child.text or "", look))
        elif tag == W + "br":
            self._break(child.get(W + "type"))
        elif tag == W + "sym":
            self.parts.append(_symbol(child.get(W + "char", "")))
        elif tag in CHARACTERS:
            self.parts.append(CHARACTERS[tag])
        elif tag in NOTES:
            self.notes.append((NOTES[tag], child.get(W + "id", "")))
        elif isinstance(tag, str) and tag not in SKIPPED:
            self._run(child, look)

    def _break(self, kind: str | None) -> None:
        if kind == "page":
            self.set_by_hand[self._begun()] += 1
        self.parts.append("\n")

    def _begun(self) -> bool:
        return any(part.strip() for part in self.parts)

    def _boxes_in(self, element: Any) -> None:  # noqa: ANN401
        """Outermost text boxes; of two versions for old and new programs, the new one's."""
        if element.tag == MARKUP + "AlternateContent":
            versions = [version for version in element if version.find(f".//{BOX}") is not None]
            for version in versions[:1]:
                self._boxes_in(version)
            return
        for child in element:
            if child.tag == BOX:
                self.boxes.append(child)
            elif isinstance(child.tag, str):
                self._boxes_in(child)


def _shown(text: str, look: Look) -> str:
    text = shown_by_font(text.translate(SYMBOLS), look.font or "")
    if look.raised:
        text = text.translate(SUPERSCRIPTS)
    return text.upper() if look.capitals else text


def _symbol(code: str) -> str:
    """Character of a w:sym element, whose code is hexadecimal; "" for pictures."""
    try:
        return SYMBOLS.get(int(code, 16), "")
    except ValueError:
        return ""
