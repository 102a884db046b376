"""A document as a page: header, problems, outline, numbered lines with every citation marked."""

from collections.abc import Sequence

from kg.folding import fold
from kg.model import Attached, Reading
from kg.terms import ValidityState
from ui import labels, reader_lines, wording
from ui.links import address, attribute, empty, link, text
from ui.reader_lines import Marked, StateOf, View, line_address


def page(reading: Reading, view: View, state_of: StateOf) -> str:
    """The whole reader. state_of: validity of a key on the day of view."""
    marked = reader_lines.marked(reading, view, state_of)
    target = f' data-line="{view.line}"' if view.line else ""
    return (
        f'<article class="cc-reader" lang="vi"{target}>{header(reading, view)}{_notes(reading)}'
        f"{problems(reading)}{_legend(marked)}"
        f'<div class="cc-columns">{outline(reading, view)}'
        f'<div class="cc-lines" role="document">{reader_lines.lines(reading, view, marked)}'
        "</div></div></article>"
    )


def _notes(reading: Reading) -> str:
    """That the text is not the file's own, and how many of its syllables are doubtful."""
    doubts = sum(len(line.doubts) for line in reading.source.lines)
    said = [wording.DAMAGED_NOTE] if reading.source.damaged else []
    said += [wording.DOUBTS_NOTE.format(count=labels.figure(doubts))] if doubts else []
    return f'<p class="cc-note">▲ {text(" ".join(said))}</p>' if said else ""


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
        f'<a href="{attribute(line_address(view, section.line))}" '
        f'data-goto="{section.line}">{text(_heading(section.label, section.heading))}</a></li>'
        for section in reading.sections
    )
    return f'<nav class="cc-outline" aria-label="Mục lục"><b>Mục lục</b><ul>{items}</ul></nav>'


def _heading(label: str, heading: str) -> str:
    """A heading with its label, which some headings already begin with."""
    if not label or heading.startswith(label):
        return heading
    return f"{label}. {heading}" if len(label) < 5 else f"{label} {heading}"


def _legend(marked: Sequence[Marked]) -> str:
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
