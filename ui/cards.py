"""An answer as a page: its sentence, how it was read, its rows, a card for each proof."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from kg.terms import NoAnswer
from ui import answer_rows, labels, understood, wording
from ui.links import address, attribute, link, table, text
from ui.output import shorten

Row = Mapping[str, Any]
MOST_ROWS: Final = 50
MOST_CARDS: Final = 12
MOST_EARLIER: Final = 6
"""Questions before the one shown that stay on the page and in its address."""
_LONGEST_ADDRESS: Final = 12_000  # characters; servers refuse what is much longer
_NEAR: Final = 320  # characters of a section that is no answer
_LONG: Final = 240  # characters from which a sentence is a paragraph
_TOLD: Final = 180  # characters of an earlier answer beside its question

# Each kind of refusal has a sign and a name of its own: colour never carries meaning alone.
REFUSALS: Final = MappingProxyType(
    {
        NoAnswer.NOT_FOUND: ("∅", "Không tìm thấy"),
        NoAnswer.NOT_HELD: ("+", "Thư viện chưa có"),
        NoAnswer.UNCLEAR: ("?", "Chưa rõ câu hỏi"),
        NoAnswer.OUT_OF_SCOPE: ("⊘", "Ngoài phạm vi"),
    }
)


def page(given: Row, earlier: Sequence[str] = ()) -> str:
    """The JSON of `cancu ask` as a page; earlier: the questions before it, oldest first."""
    asked = f'<h2 class="cc-asked">{text(shorten(given.get("question"), 300))}</h2>'
    return (
        f'<section class="{attribute(_kind(given))}" aria-label="Câu trả lời">{asked}'
        f"{body(given, earlier)}</section>"
    )


def body(given: Row, earlier: Sequence[str] = ()) -> str:
    """An answer without its question."""
    return _answered(given) if given["answered"] else _refused(given, earlier)


def _kind(given: Row) -> str:
    return "cc-answer" if given["answered"] else f"cc-answer cc-refused cc-{given['reason']}"


def _answered(given: Row) -> str:
    damaged = bool(given.get("damaged"))
    sure = understood.sureness(given.get("confidence", 0.0), damaged=damaged)
    return (
        f"{_sentence(given['answer'], '✔ ')}"
        f'<p class="cc-small">Mức tin cậy: <b>{text(sure)}</b>. '
        f"Xét vào ngày {text(labels.iso_date(given['as_of']))}.</p>{_read(given)}"
        f"{rows(given['rows'], given.get('names', {}), given.get('total', 0))}"
        f"{_cards('Dòng chứng minh', given['evidence'], given.get('names', {}))}"
    )


def _refused(given: Row, earlier: Sequence[str]) -> str:
    sign, name = REFUSALS[NoAnswer(given["reason"] or NoAnswer.NOT_FOUND)]
    advice = given.get("advice")
    nearest = [{**piece, "quote": shorten(piece["quote"], _NEAR)} for piece in given["nearest"]]
    near = _cards(wording.NOT_AN_ANSWER, nearest, given.get("names", {}), kind="cc-nearest")
    return (
        f'<p class="cc-reason"><span aria-hidden="true">{text(sign)}</span> {text(name)}</p>'
        f"{_sentence(given['answer'])}"
        + (f'<p class="cc-advice"><b>Nên làm:</b> {text(advice)}</p>' if advice else "")
        + _again(given, earlier)
        + _read(given)
        + near
    )


def _sentence(said: str, sign: str = "") -> str:
    """The answer's sentence; one too long to be shouted is set in plain letters."""
    long = " cc-long" if len(said) > _LONG else ""
    mark = f'<span aria-hidden="true">{sign}</span>' if sign else ""
    return f'<p class="cc-sentence{long}">{mark}{text(said)}</p>'


def _read(given: Row) -> str:
    """How the question was read, so that a misreading is seen; what came from before is marked."""
    parts = [
        f"<div><dt>{text(name)}</dt><dd>{text(value)}"
        + (' <span class="cc-taken">(theo câu trước)</span>' if taken else "")
        + "</dd></div>"
        for name, value, taken in (understood.words(given) if "slots" in given else [])
    ]
    if not parts:
        return ""
    return f'<div class="cc-read"><b>Hiểu là</b><dl>{"".join(parts)}</dl></div>'


def _again(given: Row, earlier: Sequence[str]) -> str:
    """The documents that may be meant, each a link that asks about it alone."""
    asked = given.get("question") or ""
    ways = [
        (choice_name(choice), asking_of(asked, choice)) for choice in given.get("choices", ())
    ] + [(number, with_number(asked, number)) for number in given.get("similar", ())]
    items = "".join(
        f"<li>{link(asked_address(question, earlier), f'Hỏi về {name}')}</li>"
        for name, question in ways
    )
    return f'<ul class="cc-choices" aria-label="Chọn văn bản">{items}</ul>' if items else ""


def choice_name(choice: Row) -> str:
    """A document that may be meant, told apart from the others: number, day, issuer, title."""
    day = f" ngày {labels.iso_date(choice['date'])}" if choice.get("date") else ""
    issuer = f" của {choice['issuer']}" if choice.get("issuer") else ""
    name = choice.get("canonical") or choice.get("title") or choice["key"]
    title = choice.get("title")
    about = f": {shorten(title, 120)}" if title and title != name else ""
    return f"{name}{day}{issuer}{about}"


def asking_of(question: str, choice: Row) -> str:
    """The question with the document meant told by number, day and issuer.

    >>> asking_of("76/NQ-CP còn hiệu lực không?", {"canonical": "76/NQ-CP", "key": "k",
    ...     "date": "2021-07-15", "issuer": "Chính phủ"})
    '76/NQ-CP ngày 15/7/2021 của Chính phủ còn hiệu lực không?'
    """
    bare = choice_name({**choice, "title": None})
    named = choice.get("canonical")
    day = choice.get("date") or ""
    said = re.sub(
        r",?\s*\bnăm (\d{4})\b", lambda year: year[0] if year[1] == day[:4] else "", question
    )
    if named and named.casefold() in said.casefold():
        return re.sub(re.escape(named), lambda _: bare, said, count=1, flags=re.IGNORECASE)
    return f"{said.rstrip(' ?.!')} ({bare})?"


def with_number(question: str, number: str) -> str:
    """The question with the number that it names, of another year, in place of its own.

    >>> with_number("Nghị định 61/2017/NĐ-CP còn hiệu lực không?", "61/2018/NĐ-CP")
    'Nghị định 61/2018/NĐ-CP còn hiệu lực không?'
    """
    first, _, rest = number.partition("/")
    year, _, _ = rest.partition("/")
    pattern = rf"\b{re.escape(first)}/(?:19|20)\d\d(?=\D|$)"
    changed = re.sub(pattern, f"{first}/{year}", question, count=1)
    return changed if changed != question else f"{question.rstrip(' ?.!')} ({number})?"


def asked_address(question: str, earlier: Sequence[str] = (), as_of: str | None = None) -> str:
    """Address that asks a question again, after those before it, on the same day.

    >>> asked_address("Thế ai phối hợp?", ["A?", "B?"])
    '?tab=ask&q=Th%E1%BA%BF+ai+ph%E1%BB%91i+h%E1%BB%A3p%3F&after=A%3F&after=B%3F'
    """
    said = address("ask", q=question, as_of=as_of)
    kept: list[str] = []
    for before in reversed(earlier[-MOST_EARLIER:]):
        part = urlencode({"after": before})
        if len(said) + sum(map(len, kept)) + len(part) > _LONGEST_ADDRESS:
            break
        kept.insert(0, part)
    return "&".join([said, *kept])


def earlier(asked: Sequence[Row]) -> str:
    """The questions before the one shown with their answers: short, and whole when opened."""
    if not asked:
        return ""
    questions = [given["question"] for given in asked]
    items = "".join(
        f'<li><details class="{attribute(_kind(given))}"><summary>'
        f"<b>{text(shorten(given['question'], 200))}</b> "
        f'<span class="cc-small">{text(_short(given))}</span></summary>'
        f"{body(given, questions[:place])}</details></li>"
        for place, given in enumerate(asked)
    )
    return (
        '<section class="cc-earlier" aria-label="Các câu đã hỏi"><h2>Đã hỏi</h2>'
        f"<ol>{items}</ol></section>"
    )


def _short(given: Row) -> str:
    name = "" if given["answered"] else f"{REFUSALS[NoAnswer(given['reason'])][1]}. "
    return f"{name}{shorten(given['answer'], _TOLD)}"


def rows(found: Sequence[Row], names: Mapping[str, str] | None = None, total: int = 0) -> str:
    """The rows of an answer as a table; empty where there are none.

    names: short names of documents by id. total: how many rows there are, shown or not.
    """
    shown = found[:MOST_ROWS]
    keys = answer_rows.columns(shown)
    if not keys:
        return ""
    several = len({row.get("document") for row in shown}) > 1
    filled = [[_cell(row, key, names or {}, several=several) for key in keys] for row in shown]
    rest = max(total, len(found)) - len(shown)
    more = f'<p class="cc-small">Còn {rest} dòng nữa không hiện ở đây.</p>' if rest > 0 else ""
    headings = [answer_rows.COLUMNS[key] for key in keys]
    return table(headings, filled, kind="cc-rows") + more


def _cell(row: Row, key: str, names: Mapping[str, str], *, several: bool) -> str:
    """One cell as HTML; lines are links that open the reader there."""
    if key != answer_rows.WHERE or not answer_rows.cell(row, key):
        return text(answer_rows.cell(row, key))
    document = row["document"]
    known = names.get(document)
    links = ", ".join(
        _line_link(document, known, line) for line in answer_rows.lines(row)[:MOST_CARDS]
    )
    named = known if several and not answer_rows.names_itself(row) else None
    return f"{text(named)}: {links}" if named else links


def _line_link(document: str, name: str | None, line: int) -> str:
    """A link to a line; those who hear links one by one hear of which document."""
    heard = f"{name or document}, dòng {line}"
    to = address("document", doc=document, line=line)
    return f'<a href="{attribute(to)}" aria-label="{attribute(heard)}">dòng {line}</a>'


def _cards(heading: str, pieces: Sequence[Row], names: Mapping[str, str], *, kind: str = "") -> str:
    if not pieces:
        return ""
    cards = "".join(card(piece, names.get(piece["document"])) for piece in pieces[:MOST_CARDS])
    rest = len(pieces) - MOST_CARDS
    more = f'<p class="cc-small">Còn {rest} chỗ khác.</p>' if rest > 0 else ""
    return f'<h3>{text(heading)}</h3><ul class="cc-cards {attribute(kind)}">{cards}</ul>{more}'


def card(piece: Row, name: str | None = None) -> str:
    """One piece of evidence: document, page, lines, quote; a link to the line where it has one."""
    where = place(piece, name)
    named = (
        link(
            address("document", doc=piece["document"], line=piece["line_start"]),
            where,
            kind="cc-source",
        )
        if piece["line_start"]
        else f'<span class="cc-source">{text(where)}</span>'
    )
    file = f'<div class="cc-small">Tệp: {text(piece["file"])}</div>' if name else ""
    quoted = f"<blockquote>{text(piece['quote'])}</blockquote>"
    return f'<li class="cc-card">{named}{file}{quoted}</li>'


def place(piece: Row, name: str | None = None) -> str:
    """Where a piece of evidence stands: document, page, lines."""
    first, last = piece["line_start"], piece["line_end"]
    lines = f"dòng {first}" if first == last or not last else f"dòng {first}–{last}"
    parts = (
        name or piece["file"] or piece["document"],
        f"trang {piece['page']}" if piece.get("page") else "",
        lines if first else "",
    )
    return ", ".join(part for part in parts if part)


def examples(questions: Iterable[str]) -> str:
    """Questions to begin with, each a link that asks it."""
    items = "".join(
        f"<li>{link(address('ask', q=question), question)}</li>" for question in questions
    )
    return (
        f'<nav class="cc-examples" aria-label="Câu hỏi ví dụ"><p>Ví dụ:</p><ul>{items}</ul></nav>'
        if items
        else ""
    )
