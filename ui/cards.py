"""An answer as a page: its sentence, its rows, and a card for each piece of evidence."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.terms import Intent, OfficeRole, Relation, ValidityState
from ui import labels, wording
from ui.links import address, attribute, link, table, text

Row = Mapping[str, Any]
MOST_ROWS: Final = 50
MOST_CARDS: Final = 12
_DAYS: Final = frozenset({"date", "effective_from", "effective_until"})
_SIGNS: Final = MappingProxyType(
    {">=": "tối thiểu ", ">": "trên ", "=": "", "<=": "tối đa ", "<": "dưới ", "range": ""}
)


def page(given: Mapping[str, Any]) -> str:
    """The JSON of `cancu ask` as a page."""
    if given["answered"]:
        return _answered(given)
    return _refused(given)


def _answered(given: Mapping[str, Any]) -> str:
    asked = labels.INTENTS[Intent(given["intent"])]
    return (
        '<section class="cc-answer" aria-live="polite">'
        f'<p class="cc-sentence">✔ {text(given["answer"])}</p>'
        f'<p class="cc-small">Hiểu câu hỏi là: {text(asked)}. '
        f"Xét vào ngày {text(labels.iso_date(given['as_of']))}.</p>"
        f"{rows(given['rows'])}{_cards('Dòng chứng minh', given['evidence'])}</section>"
    )


def _refused(given: Mapping[str, Any]) -> str:
    near = _cards(wording.NOT_AN_ANSWER, given["nearest"], kind="cc-nearest")
    return (
        '<section class="cc-answer cc-refused" aria-live="polite">'
        f'<p class="cc-sentence">? {text(given["answer"])}</p>{near}</section>'
    )


def rows(found: list[Row]) -> str:
    """The rows of an answer as a table; empty where there are none."""
    keys = [key for key in wording.ANSWER_COLUMNS if any(_said(row, key) for row in found)]
    if not keys:
        return ""
    body = [[cell(row, key) for key in keys] for row in found[:MOST_ROWS]]
    rest = len(found) - MOST_ROWS
    more = f'<p class="cc-small">Còn {rest} dòng nữa không hiện ở đây.</p>' if rest > 0 else ""
    return table([wording.ANSWER_COLUMNS[key] for key in keys], body, kind="cc-rows") + more


def _said(row: Row, key: str) -> bool:
    return row.get(key) not in (None, "", [], ())


def cell(row: Row, key: str) -> str:
    """One cell, as HTML: codes in words, days as offices write them, lines as links."""
    value = row.get(key)
    if not _said(row, key):
        return ""
    if key in ("line", "lines", "line_start"):
        return _lines(row.get("document"), value if isinstance(value, list) else [value])
    return text(_CELLS.get(key, str)(value) if key != "value" else _amount(row))


def _lines(document: object, numbers: Iterable[object]) -> str:
    if not document:
        return text(", ".join(str(number) for number in numbers))
    links = (link(address("document", doc=document, line=line), str(line)) for line in numbers)
    return ", ".join(links)


def _amount(row: Row) -> str:
    upper = f" - {row['value_max']:g}" if row.get("value_max") is not None else ""
    unit = row.get("unit") or ""
    joined = unit if unit == "%" else f" {unit}".rstrip()
    return f"{_SIGNS[row['comparator']]}{row['value']:g}{upper}{joined}"


def assignments(items: Iterable[Row]) -> str:
    """Offices with their roles in words."""
    return "; ".join(
        f"{item['office']} ({labels.OFFICE_ROLES[OfficeRole(item['role'])]})" for item in items
    )


def _state(value: str) -> str:
    state = ValidityState(value)
    return f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}"


_CELLS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    dict.fromkeys(_DAYS, labels.iso_date)
    | {
        "assignments": assignments,
        "state": _state,
        "relation": lambda value: labels.RELATIONS[Relation(value)],
        "heading_path": " › ".join,
        "replaced_by": "; ".join,
        "amended_by": "; ".join,
    }
)


def _cards(heading: str, pieces: list[Row], *, kind: str = "") -> str:
    if not pieces:
        return ""
    cards = "".join(card(piece) for piece in pieces[:MOST_CARDS])
    rest = len(pieces) - MOST_CARDS
    more = f'<p class="cc-small">Còn {rest} chỗ khác.</p>' if rest > 0 else ""
    return f'<h3>{text(heading)}</h3><ul class="cc-cards {attribute(kind)}">{cards}</ul>{more}'


def card(piece: Row) -> str:
    """One piece of evidence: document, lines, quote; a link to the marked line where it has one."""
    first, last = piece["line_start"], piece["line_end"]
    lines = f"dòng {first}" if first == last or not last else f"dòng {first}–{last}"
    name = ", ".join(part for part in (piece["file"] or piece["document"], first and lines) if part)
    named = (
        link(address("document", doc=piece["document"], line=first), name, kind="cc-source")
        if first
        else f'<span class="cc-source">{text(name)}</span>'
    )
    return f'<li class="cc-card">{named}<blockquote>{text(piece["quote"])}</blockquote></li>'


def examples(questions: Iterable[str]) -> str:
    """Questions to begin with, each a link that asks it."""
    items = "".join(
        f"<li>{link(address('ask', q=question), question)}</li>" for question in questions
    )
    return f'<div class="cc-examples"><p>Ví dụ:</p><ul>{items}</ul></div>' if items else ""
