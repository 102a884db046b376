"""A check as a page: one sentence, the table of authorities, bodies and places that ended."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kg.terms import CitationRole, Severity, ValidityState
from ui import labels, wording
from ui.links import address, attribute, link, table, text

Report = Mapping[str, Any]
_LINES_SHOWN: Final = 8


def page(report: Report, document: str | None) -> str:
    """The JSON of `cancu check`. document: id of the held document, None for a draft."""
    named = report.get("document_number") or report["document"]
    title = report.get("document_title") or ""
    rows = [_row(row, document) for row in report["rows"]]
    body = (
        table(wording.CHECK_COLUMNS, rows, kind="cc-check")
        if rows
        else f"<p>{text(wording.NO_CITATIONS)}</p>"
    )
    return (
        f'<section class="cc-report" aria-live="polite"><h3>{text(named)}</h3>'
        f'<p class="cc-small">{text(title)}</p>{_signed(report)}'
        f'<p class="cc-sentence">{text(labels.check_sentence(report))}</p>'
        f"{_counts(report)}{body}"
        f"{_ended('Cơ quan, chức danh không còn', report['offices'], labels.office_sentence)}"
        f"{_ended('Địa danh không còn', report['places'], labels.place_sentence)}</section>"
    )


def _signed(report: Report) -> str:
    day = labels.iso_date(report["document_date"])
    said = f"Văn bản ngày {day}." if day else "Văn bản không ghi đủ ngày ban hành."
    return f'<p class="cc-small">{text(said)}</p>'


def severity(value: str) -> str:
    """Sign and word of a severity."""
    code = Severity(value)
    word = f"{labels.SEVERITY_SIGNS[code]} {labels.SEVERITIES[code]}"
    return f'<span class="cc-severity cc-severity-{code.value}">{text(word)}</span>'


def _counts(report: Report) -> str:
    items = [
        f"{severity(code.value)} <b>{report['summary'][code]}</b>"
        for code in Severity
        if report["summary"].get(code)
    ]
    return f'<p class="cc-counts">{" ".join(f"<span>{item}</span>" for item in items)}</p>'


def _row(row: Report, document: str | None) -> tuple[str, ...]:
    day = labels.iso_date(row["date"])
    about = ", ".join(part for part in (day and f"ngày {day}", row["issuer"]) if part)
    return (
        severity(row["severity"]),
        (
            f"<b>{text(row['canonical'] or wording.NO_NUMBER)}</b>"
            f"<br>{text(row['title'])}<br><small>{text(about)}</small>{_doubts(row)}"
        ),
        text(labels.ROLES[CitationRole(row["role"])]),
        _state(row),
        _advice(row),
        _places(row["mentions"], document),
    )


def _state(row: Report) -> str:
    state = ValidityState(row["state"])
    parts = [f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}"]
    if row["effective_until"]:
        parts.append(f"hiệu lực đến hết ngày {labels.iso_date(row['effective_until'])}")
    if row.get("amended"):
        parts.append("đã được sửa đổi, bổ sung")
    before = row["state_on_document_day"]
    if before and before != row["state"]:
        word = labels.STATES[ValidityState(before)].lower()
        parts.append(f"vào ngày văn bản được ký: {word}")
    return "<br>".join(text(part) for part in parts) + _proof(row["proof"])


def _proof(proofs: Sequence[Report]) -> str:
    """What proves the state: document and clause, with the clause's words where they are known."""
    if not proofs:
        return ""
    items = []
    for proof in proofs[:3]:
        where = ", ".join(part for part in (proof["clause"], proof["document"]) if part)
        quote = f"<blockquote>{text(proof['quote'])}</blockquote>" if proof["quote"] else ""
        source = f"<small>Nguồn: {text(proof['source'])}</small>" if proof["source"] else ""
        items.append(f"<li>{text(where)}{quote} {source}</li>")
    return f"<details><summary>Bằng chứng</summary><ul>{''.join(items)}</ul></details>"


def _advice(row: Report) -> str:
    heirs = "; ".join(str(item["canonical"]) for item in row["replaced_by"])
    replaced = f"Được thay thế bởi: {heirs}." if heirs else ""
    return "<br>".join(text(part) for part in (replaced, labels.suggestion_sentence(row)) if part)


def _doubts(row: Report) -> str:
    """Other documents that may be meant, and what is doubtful about the citation."""
    items = [
        f"{choice['canonical'] or ''} {choice['title'] or ''}".strip()
        for choice in row["choices"][:5]
    ]
    said = f"<br><small>Có thể là: {text('; '.join(items))}</small>" if items else ""
    kinds = {str(labels.PROBLEMS[found["code"]]) for found in row["problems"]}
    return said + "".join(f"<br><small>▲ {text(kind)}</small>" for kind in sorted(kinds))


def _places(mentions: Sequence[Report], document: str | None) -> str:
    shown = []
    for mention in mentions[:_LINES_SHOWN]:
        line = mention["line"]
        name = f"dòng {line}"
        to = address("document", doc=document, line=line)
        where = link(to, name) if document else text(name)
        shown.append(f'<span title="{attribute(mention["quote"])}">{where}</span>')
    rest = len(mentions) - _LINES_SHOWN
    return ", ".join(shown) + (f" và {rest} chỗ khác" if rest > 0 else "")


def _ended(heading: str, rows: Sequence[Report], sentence: Callable[[Report], str]) -> str:
    if not rows:
        return ""
    items = "".join(f"<li>{text(sentence(row))}</li>" for row in rows)
    return f'<h3>{text(heading)}</h3><ul class="cc-ended">{items}</ul>'
