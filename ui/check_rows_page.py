"""Rows of a check in the web app: which document, its state with proof, what to write instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.terms import Severity, ValidityState
from ui import check_page_wording as words
from ui import check_row_wording as told
from ui import check_wording, labels, wording
from ui.check_advice_wording import action, written
from ui.check_choices_page import chosen, picker
from ui.links import address, attribute, link, text
from ui.number_words import named
from ui.source_names import source_name

Row = Mapping[str, Any]
_LINES_SHOWN: Final = 8
_PROOFS_SHOWN: Final = 4
_LINES: Final = re.compile(r"(?<=[Dd]òng )\d+(?:, \d+)*")


@dataclass(frozen=True, slots=True)
class Reader:
    """Where lines of the checked text can be read. document: id of a held one, None for a draft.

    on: the day of view, ISO; empty where none was asked for.
    """

    document: str | None
    on: str = ""

    def line(self, number: int, shown: str) -> str:
        """A line as a link to the reader; plain where the text is not held."""
        if self.document is None:
            return text(shown)
        to = address("document", doc=self.document, line=number, as_of=self.on)
        return link(to, shown)

    def linked(self, sentence: str) -> str:
        """A sentence with the lines that it names as links."""
        shown = text(sentence)
        if self.document is None:
            return shown

        def each(match: re.Match[str]) -> str:
            return ", ".join(self.line(int(number), number) for number in match[0].split(", "))

        return _LINES.sub(each, shown)


def row(item: Row, place: int, reader: Reader) -> str:
    """One row of the table; a card on narrow screens. place: its rank, from 0."""
    cells = (
        severity(item["severity"]),
        _cited(item, reader),
        _state(item),
        _advice(item, place),
    )
    body = "".join(
        f'<td data-label="{attribute(name)}">{cell}</td>'
        for name, cell in zip(words.COLUMNS, cells, strict=True)
    )
    starts = item["mentions"][0]["char_start"] if item["mentions"] else ""
    return (
        f'<tr class="ck-row ck-is-{attribute(item["severity"])}" data-level='
        f'"{attribute(item["severity"])}" data-place="{starts}" id="ck-row-{place}" '
        f'tabindex="-1">{body}</tr>'
    )


def severity(value: str) -> str:
    """Sign and word of a severity."""
    code = Severity(value)
    word = f"{labels.SEVERITY_SIGNS[code]} {labels.SEVERITIES[code]}"
    return f'<span class="cc-severity cc-severity-{code.value}">{text(word)}</span>'


def _cited(item: Row, reader: Reader) -> str:
    about = told.about(item)
    title = item["title"] if item["canonical"] else None
    parts = (
        (
            f'<div class="ck-name"><b>{text(told.name(item) or wording.NO_NUMBER)}</b> '
            f"<span>{text(about)}</span></div>"
        ),
        f'<div class="ck-title">{text(title)}</div>' if title else "",
        *(f'<div class="ck-doubt">▲ {text(said)}</div>' for said in told.doubts(item)),
        (
            f'<div class="ck-where">{text(check_wording.role(item))} · '
            f"{_places(item['mentions'], reader)}</div>"
        ),
        _quotes(item["mentions"]),
    )
    return "".join(parts)


def _places(mentions: Sequence[Row], reader: Reader) -> str:
    numbers = list(dict.fromkeys(int(mention["line"]) for mention in mentions))
    shown = [reader.line(number, f"dòng {number}") for number in numbers[:_LINES_SHOWN]]
    rest = len(numbers) - _LINES_SHOWN
    more = " " + text(words.MORE_PLACES.format(rest=rest)) if rest > 0 else ""
    return ", ".join(shown) + more


def _quotes(mentions: Sequence[Row]) -> str:
    """The words of the first places, to be unfolded."""
    items = "".join(
        f"<li><span>dòng {mention['line']}</span> “{text(told.cut(mention['quote'], 300))}”</li>"
        for mention in mentions[:_LINES_SHOWN]
    )
    return f"<details><summary>{text(words.QUOTES)}</summary><ul>{items}</ul></details>"


def _state(item: Row) -> str:
    code = ValidityState(item["state"])
    first, *rest = told.validity(item)
    said = (
        f'<div class="ck-state ck-state-{code.value}"><span aria-hidden="true">'
        f"{wording.STATE_SIGNS[code]}</span> {text(first)}</div>"
    )
    return said + "".join(f"<div>{text(one)}</div>" for one in rest) + _proofs(item)


def _proofs(item: Row) -> str:
    """Clause, words and source of what proves the state, to be unfolded."""
    found = list(dict.fromkeys(map(_proof, item["proof"])))
    if not found:
        return ""
    rest = len(found) - _PROOFS_SHOWN
    more = f"<li>{text(words.MORE_PROOFS.format(rest=rest))}</li>" if rest > 0 else ""
    items = "".join(f"<li>{one}</li>" for one in found[:_PROOFS_SHOWN]) + more
    heading = text(words.PROOF.format(count=len(found)))
    return f"<details><summary>{heading}</summary><ul>{items}</ul></details>"


def _proof(item: Row) -> str:
    clause, document = item["clause"], named(item["document"])
    where = f"{clause[0].upper()}{clause[1:]}, {document}" if clause else document
    quote = told.cut(item["quote"]) if item["quote"] else ""
    said = f"<blockquote>“{text(quote)}”</blockquote>" if quote else f": {words.NO_WORDS}."
    source = source_name(item["source"])
    by = f"<small>{text(words.SOURCE.format(source=source))}</small>" if source else ""
    return f"<b>{text(where)}</b>{said}{by}"


def _advice(item: Row, place: int) -> str:
    said = "" if item["choices"] else action(item)
    parts = (
        picker(item, place) if item["choices"] else "",
        chosen(item, place) if item.get("chosen") else "",
        f'<div class="ck-action">{text(said)}</div>' if said else "",
        "".join(_copy(one) for one in written(item)),
    )
    return "".join(parts) or '<span class="ck-none" aria-label="không phải làm gì">–</span>'


def _copy(said: str) -> str:
    return (
        f'<button type="button" class="ck-copy" data-copy="{attribute(said)}" '
        f'data-copied="{attribute(words.COPIED)}" title="{attribute(said)}">'
        f"⧉ {text(words.COPY)}</button>"
    )


def shown_rows(rows: Sequence[Row], level: str | None, most: int | None) -> Iterator[int]:
    """Ranks of the rows that are shown: of one severity, not more than a few."""
    fits = [place for place, item in enumerate(rows) if level in (None, item["severity"])]
    return iter(fits if most is None else fits[:most])
