"""A document as a page: header, problems, outline, numbered lines with every citation marked."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.folding import fold
from kg.model import Attached, Line, Mention, Reading
from kg.terms import MentionType, ValidityState
from ui import labels, wording
from ui.links import address, attribute, empty, link, text

StateOf = Callable[[str], ValidityState]
_UNMARKED = frozenset({MentionType.SELF, MentionType.ANAPHORA})


@dataclass(frozen=True, slots=True)
class View:
    """What of a document to show. line: the one to mark; raw: as read, not as repaired.

    held: ids by key of the documents whose text can be opened from a citation.
    """

    document: str | None
    on: dt.date
    line: int | None = None
    raw: bool = False
    held: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Marked:
    """A citation in the coordinates of the text shown: [start, end)."""

    start: int
    end: int
    mention: Mention
    state: ValidityState


def page(reading: Reading, view: View, state_of: StateOf) -> str:
    """The whole reader. state_of: validity of a key on the day of view."""
    marked = _marked(reading, view, state_of)
    by_line = _by_line(marked)
    lines = "".join(
        _line(line, start, by_line.get(line.number, ()), view)
        for line, start in _placed(reading, view)
    )
    note = (
        f'<p class="cc-note">▲ {text(wording.DAMAGED_NOTE)}</p>' if reading.source.damaged else ""
    )
    target = f' data-line="{view.line}"' if view.line else ""
    return (
        f'<article class="cc-reader" lang="vi"{target}>{header(reading, view)}{note}'
        f"{problems(reading)}{_legend(marked)}"
        f'<div class="cc-columns">{outline(reading, view)}'
        f'<div class="cc-lines" role="document">{lines}</div></div></article>'
    )


def header(reading: Reading, view: View) -> str:
    """What the document says of itself; what it leaves out is said to be left out."""
    head = reading.header
    place = head.place
    signer = ", ".join(part for part in (head.signer_title, head.signer) if part)
    effect = labels.vietnamese_date(head.effective_from)
    said = {
        "number": head.number or wording.NO_NUMBER,
        "type": head.type,
        "date": labels.vietnamese_date(head.date) or "không ghi đủ ngày",
        "issuer": head.issuer,
        "place": place and ", ".join(_parts(place.name, place.district, place.province)),
        "title": head.title,
        "attached": head.attached and attached_name(head.attached),
        "period": head.period and f"{head.period.start} - {head.period.end}",
        "signer": signer,
        "effect": " – ".join(_parts(effect and f"từ {effect}", head.effective_note)),
        "recipients": "; ".join(head.recipients),
        "source": reading.name,
    }
    rows = "".join(
        f"<div><dt>{text(name)}</dt><dd>{text(said[key])}</dd></div>"
        for key, name in wording.HEADER_FIELDS.items()
        if said[key]
    )
    return f'<header><dl class="cc-header">{rows}</dl>{_actions(view)}</header>'


def attached_name(attached: Attached) -> str:
    """Kind and title, the kind once where the title begins with it."""
    begun = fold(attached.title).startswith(fold(attached.type))
    return attached.title if begun else f"{attached.type} {attached.title}"


def _parts(*values: str | None) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _actions(view: View) -> str:
    if view.document is None:
        return ""
    doc = view.document
    return (
        '<p class="cc-actions">'
        + link(address("check", doc=doc), "Kiểm tra căn cứ")
        + link(address("tasks", doc=doc), "Nhiệm vụ trong văn bản")
        + link(address("graph", doc=doc), "Đồ thị viện dẫn")
        + "</p>"
    )


def problems(reading: Reading) -> str:
    """What was found wrong or doubtful in the document, as a list; empty for none."""
    if not reading.problems:
        return ""
    items = "".join(f"<li>{text(labels.problem_sentence(p))}</li>" for p in reading.problems)
    count = len(reading.problems)
    return (
        f'<details class="cc-problems"><summary>▲ {count} điểm cần lưu ý khi đọc văn bản này'
        f"</summary><ul>{items}</ul></details>"
    )


def outline(reading: Reading, view: View) -> str:
    """The headings, each a link to its line."""
    if not reading.sections:
        return '<nav class="cc-outline" aria-label="Mục lục"><p>Không có đề mục.</p></nav>'
    items = "".join(
        f'<li class="cc-level-{min(section.level, 5)}">'
        f'<a href="{attribute(_line_address(view, section.line))}" '
        f'data-goto="{section.line}">{text(_heading(section.label, section.heading))}</a></li>'
        for section in reading.sections
    )
    return f'<nav class="cc-outline" aria-label="Mục lục"><b>Mục lục</b><ul>{items}</ul></nav>'


def _heading(label: str, heading: str) -> str:
    """A heading with its label, which some headings already begin with."""
    if not label or heading.startswith(label):
        return heading
    return f"{label}. {heading}" if len(label) < 5 else f"{label} {heading}"


def _line_address(view: View, line: int) -> str:
    return address("document", doc=view.document, line=line)


def _placed(reading: Reading, view: View) -> Iterator[tuple[Line, int]]:
    """Each line with the offset of its first character in the text shown."""
    source = reading.source
    starts = (line.start for line in source.lines) if view.raw else iter(source.text_starts)
    return zip(source.lines, starts, strict=True)


def _marked(reading: Reading, view: View, state_of: StateOf) -> list[_Marked]:
    """Citations by place, each with its state on the day of view."""
    states: dict[str, ValidityState] = {}
    found = []
    for mention in reading.mentions:
        if mention.mention_type in _UNMARKED:
            continue
        key = mention.target
        if key and key not in states:
            states[key] = state_of(key)
        state = states[key] if key else ValidityState.UNKNOWN
        start, end = (
            (mention.char_start, mention.char_end)
            if view.raw
            else (mention.text_start, mention.text_end)
        )
        found.append(_Marked(start, end, mention, state))
    return sorted(found, key=lambda item: (item.start, item.end))


def _by_line(marked: Iterable[_Marked]) -> dict[int, list[_Marked]]:
    """Citations by the lines that they stand on."""
    found: dict[int, list[_Marked]] = {}
    for item in marked:
        first = item.mention.line
        for number in range(first, max(first, item.mention.line_end) + 1):
            found.setdefault(number, []).append(item)
    return found


def _line(line: Line, start: int, marked: Sequence[_Marked], view: View) -> str:
    shown = line.raw if view.raw else line.text
    inside = [item for item in marked if item.start < start + len(shown) and item.end > start]
    chosen = " cc-target" if line.number == view.line else ""
    repaired = line.raw != line.text and not view.raw
    tip = f' title="{attribute(f"Trong tệp: {line.raw}")}"' if repaired else ""
    body = "".join(_pieces(shown, start, inside, view)) if inside else text(shown)
    return (
        f'<div class="cc-line{chosen}" id="L{line.number}">'
        f'<a class="cc-number" href="{attribute(_line_address(view, line.number))}" '
        f'data-goto="{line.number}" aria-label="Dòng {line.number}">{line.number}</a>'
        f"<span{tip}>{body or '&nbsp;'}</span></div>"
    )


def _pieces(shown: str, start: int, inside: Iterable[_Marked], view: View) -> Iterator[str]:
    """The line cut where citations begin and end; where they overlap the shortest one shows."""
    items = list(inside)
    ends = {edge - start for item in items for edge in (item.start, item.end)}
    cuts = sorted({0, len(shown)} | {edge for edge in ends if 0 < edge < len(shown)})
    for head, tail in pairwise(cuts):
        over = [i for i in items if i.start - start <= head and i.end - start >= tail]
        piece = text(shown[head:tail])
        if not over:
            yield piece
            continue
        item = min(over, key=lambda one: one.end - one.start)
        yield _mark(piece, item, view, last=item.end - start == tail)


def _mark(piece: str, item: _Marked, view: View, *, last: bool) -> str:
    """A part of a citation; its last part carries the sign of its state."""
    mention = item.mention
    sign = f'<sup aria-hidden="true">{wording.STATE_SIGNS[item.state]}</sup>' if last else ""
    kinds = f"cc-cite cc-rel-{mention.relation.value} cc-state-{item.state.value}"
    document = (view.held or {}).get(mention.target or "")
    opened = f'href="{attribute(address("document", doc=document))}" ' if document else ""
    tag = "a" if document else "mark"
    return (
        f'<{tag} {opened}class="{kinds}" title="{attribute(citation_title(mention, item.state))}">'
        f"{piece}{sign}</{tag}>"
    )


def citation_title(mention: Mention, state: ValidityState) -> str:
    """What is told of a citation when it is pointed at: document, day, issuer, relation, state."""
    named = mention.canonical or mention.title or "văn bản không ghi số"
    day = labels.vietnamese_date(mention.date)
    doubt = (
        f"có {len(mention.choices)} văn bản phù hợp, cần xem lại"
        if mention.target is None and mention.choices
        else ""
    )
    return " · ".join(
        _parts(
            named,
            day and f"ngày {day}",
            mention.issuer,
            f"quan hệ: {labels.RELATIONS[mention.relation]}",
            f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}",
            doubt,
        )
    )


def _legend(marked: Sequence[_Marked]) -> str:
    """The signs in use, with their words and how many citations have each."""
    if not marked:
        return f'<p class="cc-legend">{text(wording.NO_CITATIONS)}</p>'
    counts = {state: sum(item.state is state for item in marked) for state in ValidityState}
    items = "".join(
        f'<span class="cc-cite cc-state-{state.value}">{wording.STATE_SIGNS[state]} '
        f"{text(labels.STATES[state])}: {count}</span> "
        for state, count in counts.items()
        if count
    )
    return f'<p class="cc-legend">{len(marked)} chỗ viện dẫn. {items}</p>'


def nothing() -> str:
    """What stands in place of the reader while no document is chosen."""
    return empty(wording.NO_DOCUMENT, wording.NO_DOCUMENT_ADVICE)
