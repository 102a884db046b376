"""The card of a citation: which document, its state on a day, what proves it, what to do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import NotFoundError
from kg.model import Mention
from kg.terms import ValidityState
from ui import labels, reader_cited, reader_state
from ui import reader_wording as words
from ui.asking_again import choice_name
from ui.links import address, attribute, link, text
from ui.output import shorten
from ui.reader_book import OpenDocument, ReadingDesk
from ui.reader_lines import place_of
from ui.views import plain

Row = Mapping[str, Any]
_MOST_CHOICES = 8
_ALIVE = frozenset({ValidityState.IN_FORCE, ValidityState.NOT_YET, ValidityState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows of the document meant.

    status, heirs: the JSON of `cancu status` and of `cancu lineage`. instead: how each heir is
    written in a citation. citing: how many held documents cite it.
    """

    name: str
    title: str | None
    issuer: str | None
    signed: dt.date | None
    held: str | None
    known: str | None
    status: Row
    heirs: Sequence[Row]
    instead: Sequence[str]
    citing: int


def card(desk: ReadingDesk, opened: OpenDocument, place: str, on: dt.date) -> str:
    """The card of the citation at `place` ("start-end", raw offsets) on a day.

    Raises NotFoundError where no citation stands there.
    """
    found = [one for one in opened.cited if place_of(one) == place]
    if not found:
        raise NotFoundError(words.NO_SUCH_PLACE)
    one = found[0]
    if one.target is None:
        return _in_doubt(one, opened)
    return _known(one, opened, facts(desk, opened, one, on), on)


def facts(desk: ReadingDesk, opened: OpenDocument, one: Mention, on: dt.date) -> CardFacts:
    """What is known of the document that a citation means."""
    from kg.citation_wording import cited_as

    key = one.target or ""
    library, record = desk.library, opened.records.get(key)
    registry = library.registry
    entry = registry.get(key)
    status = library.status(key, on=on)
    heirs = library.lineage(key, on=on)["heirs"]
    known = [(heir, registry.get(heir["key"]) if heir["key"] else None) for heir in heirs]
    name, title = reader_cited.named(one, record)
    head = record.header if record else None
    return CardFacts(
        name=name,
        title=status["title"] or title,
        issuer=(head and head.issuer) or (entry and entry.issuer) or one.issuer,
        signed=(head and head.date) or (entry and entry.signed) or one.date,
        held=record.id if record and record.held else None,
        known=record.id if record else None,
        status=status,
        heirs=heirs,
        instead=[cited_as(found) if found else _bare(heir) for heir, found in known],
        citing=library.store.tally([key]).documents,
    )


def _bare(heir: Row) -> str:
    return " ".join(part for part in (heir["canonical"], heir["title"]) if part)


def _known(one: Mention, opened: OpenDocument, told: CardFacts, on: dt.date) -> str:
    state = ValidityState(told.status["state"])
    signed = words.SIGNED.format(day=labels.vietnamese_date(told.signed)) if told.signed else ""
    line = " · ".join(part for part in (told.issuer, signed) if part)
    span = reader_state.days(told.status)
    return (
        f"{_titled(told.name, told.title)}"
        f"{_paragraph(line)}"
        f'<p class="cc-card-state">{reader_state.state_badge(told.status)}</p>{_paragraph(span)}'
        f"{_instead(told, state)}"
        f"<section><h5>{words.PROOF}</h5>{reader_state.proof(told.status)}</section>"
        f"{_here(one, opened)}"
        f"{_paragraph(words.CITED_BY.format(count=labels.figure(told.citing)), 'cc-small')}"
        f"{_ways(told, on)}"
    )


def _titled(name: str, title: str | None) -> str:
    about = f"<p>{text(shorten(title, 260))}</p>" if title and title != name else ""
    return f'<h4 id="cc-card-name">{text(name)}</h4>{about}'


def _paragraph(said: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{text(said)}</p>" if said else ""


def _instead(told: CardFacts, state: ValidityState) -> str:
    """What to write in its place where it no longer holds, to be copied."""
    if state in _ALIVE or not told.instead:
        return ""
    items = "".join(
        f"<li><span>{text(said)}</span> "
        f'<button type="button" class="cc-copy" data-copy="{attribute(said)}" '
        f'data-copied="{attribute(words.COPIED)}">{words.COPY}'
        f'<span class="cc-heard"> {text(heir["canonical"])}</span></button></li>'
        for said, heir in zip(told.instead, told.heirs, strict=True)
    )
    return f'<section class="cc-instead"><h5>{words.INSTEAD}</h5><ul>{items}</ul></section>'


def _here(one: Mention, opened: OpenDocument) -> str:
    """Relation and role of the citation, and how often the text cites that document."""
    times = sum(other.target == one.target for other in opened.cited)
    said = [labels.RELATIONS[one.relation], labels.ROLES[one.role], one.provision]
    told = ", ".join(dict.fromkeys(part for part in said if part))
    places = words.PLACES.format(count=labels.figure(times))
    return _paragraph(f"{words.HERE}: {told} · {places}", "cc-small")


def _ways(told: CardFacts, on: dt.date) -> str:
    day, name = on.isoformat(), told.name
    ways = [
        link(address("document", doc=told.held, as_of=day), words.OPEN) if told.held else "",
        link(address("ask", q=words.ASK_WHO_CITES.format(name=name)), words.WHO_CITES),
        link(address("graph", doc=told.known), words.GRAPH) if told.known else "",
        link(address("ask", q=words.ASK_STATUS.format(name=name), as_of=day), words.STATUS),
    ]
    return f'<p class="cc-card-ways">{"".join(ways)}</p>'


def _in_doubt(one: Mention, opened: OpenDocument) -> str:
    """The documents that a citation may mean; which one is said where documents are checked."""
    name, title = reader_cited.named(one, None)
    head = f"{_titled(name, title)}<p class=cc-card-state>"
    head += f"{reader_state.badge(ValidityState.UNKNOWN)}</p>"
    if not one.choices:
        return f"{head}{_paragraph(words.NO_NUMBER_PROOF)}{_here_alone(one)}"
    items = "".join(
        f"<li>{text(choice_name(choice))}</li>" for choice in plain(one.choices[:_MOST_CHOICES])
    )
    to = address("check", doc=opened.record.id)
    count = words.CHOICES.format(count=len(one.choices))
    return (
        f"{head}<section><h5>{text(count)}</h5><ol>{items}</ol></section>{_here_alone(one)}"
        f'<p class="cc-card-ways">{link(to, words.CHOOSE)}</p>'
    )


def _here_alone(one: Mention) -> str:
    told = dict.fromkeys((labels.RELATIONS[one.relation], labels.ROLES[one.role]))
    return _paragraph(f"{words.HERE}: {', '.join(told)}", "cc-small")
