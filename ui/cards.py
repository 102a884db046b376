"""An answer as a page: its sentence, how it was read, its rows, a card for each proof."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from kg.terms import NoAnswer, ValidityState
from ui import answer_copy, labels, proof_words, quote_marks, understood, wording
from ui import ask_wording as words
from ui.answer_table import Listing
from ui.answer_table import rows as table
from ui.asking_again import asked_address, asking_of, choice_name, with_number
from ui.excerpts import excerpt, sought
from ui.links import address, attribute, link, text
from ui.output import shorten

Row = Mapping[str, Any]
_NEAR: Final = 320  # characters of a section that is no answer
_LONG: Final = 240  # characters from which a sentence is a paragraph
_TOLD: Final = 180  # characters of an earlier answer beside its question
_ASKED: Final = 300  # characters of a question that are repeated


@dataclass(frozen=True, slots=True)
class Proof:
    """What cards of evidence tell besides their quotes.

    names: short names of documents by id. states: of documents by id on the day of view; a
    document whose state is not known is left out. expressions, topic: see `quote_marks.wanted`.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    expressions: Sequence[Sequence[str]] = ()
    topic: frozenset[str] = frozenset()


def page(
    given: Row,
    earlier: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    rows: int | None = None,
) -> str:
    """The JSON of `cancu ask` as a page.

    earlier: the questions before it, oldest first. states: of the documents quoted, by id.
    rows: the page of the whole list of rows, which the JSON has then; None for the first rows.
    """
    asked = f'<h2 class="cc-asked">{text(shorten(given.get("question"), _ASKED))}</h2>'
    return (
        f'<section class="{attribute(_kind(given))}" aria-label="{attribute(words.ANSWER)}">'
        f"{_follows(given, earlier)}{asked}{body(given, earlier, states, rows)}</section>"
    )


def body(
    given: Row,
    earlier: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    rows: int | None = None,
) -> str:
    """An answer without its question; see `page`."""
    expressions, topic = quote_marks.wanted(given)
    proof = Proof(given.get("names", {}), states or {}, expressions, topic)
    if not given["answered"]:
        return _refused(given, earlier, proof)
    day = labels.iso_date(given["as_of"])
    to = partial(asked_address, given.get("question") or "", earlier, day)
    return _answered(given, proof, Listing(given.get("listed", 0), rows, to))


def _kind(given: Row) -> str:
    return "cc-answer" if given["answered"] else f"cc-answer cc-refused cc-{given['reason']}"


def _follows(given: Row, earlier: Sequence[str]) -> str:
    """The question that this one continues, as a link that asks it."""
    if not earlier or not given.get("slots", {}).get("followed"):
        return ""
    before = link(asked_address(earlier[-1], earlier[:-1]), shorten(earlier[-1], _TOLD))
    return f'<p class="cc-follows">{text(words.FOLLOWS)} {before}</p>'


def _answered(given: Row, proof: Proof, listing: Listing) -> str:
    damaged = bool(given.get("damaged"))
    proven = bool(given.get("proven", True))
    sure = understood.sureness(given.get("confidence", 0.0), damaged=damaged, proven=proven)
    proving, naming = proof_words.proving_and_naming(given)
    day = words.ON.format(day=labels.iso_date(given["as_of"]))
    copied = attribute(answer_copy.plain(given))
    return (
        f'<div class="cc-said">{_sentence(given["answer"], "✔ ")}'
        f'<p class="cc-meta"><span>{text(words.SURE)} <b>{text(sure)}</b></span>'
        f"<span>{text(day)}</span>"
        f'<button type="button" class="cc-quiet" data-copy="{copied}" '
        f'data-copied="{attribute(words.COPIED)}">{text(words.COPY)}</button></p>'
        f"{_rests_on(given)}{_read(given)}</div>"
        f"{table(given['rows'], proof.names, listing)}"
        f"{_cards(words.PROOF, proving, proof)}"
        f"{_cards(words.NAMED, naming, proof)}"
    )


def _rests_on(given: Row) -> str:
    """What is told without words that prove it: where it is from, in the place of a proof."""
    items = "".join(f"<li>{text(said)}</li>" for said in proof_words.rests_on(given))
    if not items:
        return ""
    name = f'<b><span aria-hidden="true">▲</span> {text(proof_words.RESTS_ON)}</b>'
    return f'<div class="cc-rests">{name}<ul>{items}</ul></div>'


def _refused(given: Row, earlier: Sequence[str], proof: Proof) -> str:
    reason = NoAnswer(given["reason"] or NoAnswer.NOT_FOUND)
    sign, name = words.REFUSALS[reason]
    advice = given.get("advice")
    kept = sought(given)
    nearest = [
        {**piece, "quote": excerpt(piece["quote"], kept, _NEAR)} for piece in given["nearest"]
    ]
    return (
        f'<div class="cc-said"><p class="cc-reason"><span aria-hidden="true">{text(sign)}</span> '
        f"{text(name)}</p>{_sentence(given['answer'])}"
        + (f'<p class="cc-advice"><b>{text(words.ADVICE)}</b> {text(advice)}</p>' if advice else "")
        + _again(given, earlier)
        + _next(given, reason)
        + _read(given)
        + "</div>"
        + _cards(wording.NOT_AN_ANSWER, nearest, proof, kind="cc-nearest")
    )


def _sentence(said: str, sign: str = "") -> str:
    """The answer's sentence; one too long to be shouted is set in plain letters."""
    long = " cc-long" if len(said) > _LONG else ""
    mark = f'<span class="cc-yes" aria-hidden="true">{sign}</span>' if sign else ""
    return f'<p class="cc-sentence{long}">{mark}{text(said)}</p>'


def _read(given: Row) -> str:
    """How the question was read, so that a misreading is seen; what came from before is marked."""
    parts = [
        f"<div><dt>{text(name)}</dt><dd>{text(value)}"
        + (f' <span class="cc-taken">{text(words.TAKEN)}</span>' if taken else "")
        + "</dd></div>"
        for name, value, taken in (understood.words(given) if "slots" in given else [])
    ]
    if not parts:
        return ""
    return f'<div class="cc-read"><b>{text(words.READ)}</b><dl>{"".join(parts)}</dl></div>'


def _again(given: Row, earlier: Sequence[str]) -> str:
    """The documents that may be meant, each a link that asks about it alone."""
    asked = given.get("question") or ""
    ways = [
        (choice_name(choice), asking_of(asked, choice)) for choice in given.get("choices", ())
    ] + [(number, with_number(asked, number)) for number in given.get("similar", ())]
    items = "".join(
        f"<li>{link(asked_address(question, earlier), words.ABOUT.format(name=name))}</li>"
        for name, question in ways
    )
    return (
        f'<ul class="cc-choices" aria-label="{attribute(words.MEANT)}">{items}</ul>'
        if items
        else ""
    )


def _next(given: Row, reason: NoAnswer) -> str:
    """Where to go from a refusal: the words can be searched, a document can be added."""
    asked = shorten(given.get("question"), _ASKED)
    ways = [link(address("search", q=asked), words.SEARCH_INSTEAD)] if asked else []
    if reason is NoAnswer.NOT_HELD:
        ways.insert(0, link(address("document"), words.ADD))
    return f'<p class="cc-actions">{"".join(ways)}</p>' if ways else ""


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
        f'<section class="cc-earlier" aria-label="{attribute(words.EARLIER)}">'
        f"<h2>{text(words.EARLIER)}</h2><ol>{items}</ol></section>"
    )


def _short(given: Row) -> str:
    name = "" if given["answered"] else f"{words.REFUSALS[NoAnswer(given['reason'])][1]}. "
    return f"{name}{shorten(given['answer'], _TOLD)}"


def _cards(heading: str, pieces: Sequence[Row], proof: Proof, *, kind: str = "") -> str:
    """Cards under a heading; empty where there are none."""
    if not pieces:
        return ""
    cards = "".join(card(piece, proof) for piece in pieces)
    return f'<h3>{text(heading)}</h3><ul class="cc-cards {attribute(kind)}">{cards}</ul>'


def card(piece: Row, proof: Proof | None = None) -> str:
    """One piece of evidence: document, its state, page, lines, quote with its words marked.

    The document's name is a link to the line where it has one.
    """
    proof = proof or Proof()
    name = proof.names.get(piece["document"])
    where = answer_copy.place(piece, name)
    named = (
        link(
            address("document", doc=piece["document"], line=piece["line_start"]),
            where,
            kind="cc-source",
        )
        if piece["line_start"]
        else f'<span class="cc-source">{text(where)}</span>'
    )
    said = words.FILE.format(file=piece["file"]) if name else proof_words.found_in(piece)
    file = f'<div class="cc-small">{text(said)}</div>' if said else ""
    quoted = quote_marks.nfc(piece["quote"])
    spans = quote_marks.marks(quoted, proof.expressions, proof.topic)
    return (
        f'<li class="cc-card cc-proof"><div class="cc-proof-head">{named}'
        f"{state(proof.states.get(piece['document']))}</div>"
        f"<blockquote>{marked(quoted, spans)}</blockquote>{file}</li>"
    )


def state(code: str | None) -> str:
    """The state of a document as sign and word; nothing where it was not asked for."""
    if code is None:
        return ""
    known = ValidityState(code)
    shown = f"{wording.STATE_SIGNS[known]} {labels.STATES[known]}"
    return f'<span class="cc-cite cc-state-{attribute(known.value)}">{text(shown)}</span>'


def marked(value: str, spans: Sequence[Sequence[int]]) -> str:
    """A text with its marked spans, all of it escaped; soft hyphens are not shown."""
    found, last = [], 0
    for start, end in spans:
        found += [_shown(value[last:start]), f"<mark>{_shown(value[start:end])}</mark>"]
        last = end
    return "".join(found) + _shown(value[last:])


def _shown(piece: str) -> str:
    return text(piece.replace("\u00ad", ""))


def examples(questions: Iterable[str]) -> str:
    """Questions to begin with, each a link that asks it."""
    items = "".join(
        f"<li>{link(address('ask', q=question), question)}</li>" for question in questions
    )
    return (
        f'<nav class="cc-examples" aria-label="{attribute(words.EXAMPLES)}"><ul>{items}</ul></nav>'
        if items
        else ""
    )
