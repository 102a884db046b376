"""An answer as plain text to be put into a letter: its sentence and where it is written."""

from collections.abc import Mapping
from typing import Any, Final

from ui import labels, proof_words
from ui.excerpts import excerpt, sought

Row = Mapping[str, Any]
MOST: Final = 5
"""Places named."""
_QUOTE: Final = 240  # characters of a quote
_SOURCES: Final = "Căn cứ:"
_MORE: Final = "(và {count} chỗ khác)"
_DAY: Final = "Xét vào ngày {day}."


def place(piece: Row, name: str | None = None) -> str:
    """Where a piece of evidence stands: document, page, lines."""
    return ", ".join([name or piece["file"] or piece["document"], *_spot(piece)])


def spot(piece: Row) -> str:
    """The place within its document: page, lines."""
    return ", ".join(_spot(piece))


def _spot(piece: Row) -> list[str]:
    first, last = piece["line_start"], piece["line_end"]
    lines = f"dòng {first}" if first == last or not last else f"dòng {first}–{last}"
    return [
        *([f"trang {piece['page']}"] if piece.get("page") else []),
        *([lines] if first else []),
    ]


def plain(given: Row) -> str:
    """The answer's sentence, its day, and each proof with its words; lines end in a newline."""
    said = [given["answer"], _DAY.format(day=labels.iso_date(given["as_of"]))]
    pieces, _ = proof_words.proving_and_naming(given)
    unproven = [f"- {fact}" for fact in proof_words.rests_on(given)]
    if unproven:
        said += [f"{proof_words.RESTS_ON}:", *unproven]
    if pieces:
        said.append(_SOURCES)
    kept = sought(given)
    names = given.get("names", {})
    for piece in pieces[:MOST]:
        where = place(piece, names.get(piece["document"]))
        said.append(f"- {where}: “{excerpt(piece['quote'], kept, _QUOTE)}”")
    if len(pieces) > MOST:
        said.append(_MORE.format(count=len(pieces) - MOST))
    return "\n".join(said) + "\n"
