"""A check as a page of the app: verdict, table of authorities, what else was found, certificate."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.terms import Severity, ValidityState
from ui import check_row_wording as told
from ui import check_wording, labels, wording
from ui.check_advice_wording import action
from ui.links import address, attribute, link, table, text
from ui.reports.cells import sections

Report = Mapping[str, Any]
_LINES_SHOWN: Final = 8


def page(report: Report, document: str | None) -> str:
    """The JSON of `cancu check`. document: id of the held document, None for a draft."""
    title = report.get("document_title") or ""
    rows = [_row(row, document) for row in report["rows"]]
    body = (
        table(wording.CHECK_COLUMNS, rows, kind="cc-check")
        if rows
        else f"<p>{text(wording.NO_CITATIONS)}</p>"
    )
    late = check_wording.beyond(report)
    return (
        '<section class="cc-report" aria-live="polite">'
        f"<h3>{text(check_wording.document_sentence(report))}</h3>"
        f'<p class="cc-small">{text(title)}</p>'
        f'<p class="cc-sentence">{text(check_wording.verdict(report))}</p>'
        f'<p class="cc-small">{text(labels.check_sentence(report))}</p>'
        f"{f'<p>{text(late)}</p>' if late else ''}"
        f"{_counts(report)}{body}"
        f"{''.join(_section(name, found) for name, found in sections(report))}"
        f"{_certificate(report)}</section>"
    )


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
    doubts = "".join(f"<br><small>▲ {text(said)}</small>" for said in told.doubts(row))
    return (
        severity(row["severity"]),
        (
            f"<b>{text(row['canonical'] or wording.NO_NUMBER)}</b>"
            f"<br>{text(row['title'])}<br><small>{text(about)}</small>{doubts}"
        ),
        text(check_wording.role(row)),
        _state(row),
        text(action(row)),
        _places(row["mentions"], document),
    )


def _state(row: Report) -> str:
    sign = wording.STATE_SIGNS[ValidityState(row["state"])]
    said = "<br>".join(text(sentence) for sentence in told.validity(row))
    proofs = told.proofs(row)
    if not proofs:
        return f"{sign} {said}"
    items = "".join(f"<li>{text(proof)}</li>" for proof in proofs)
    return f"{sign} {said}<details><summary>Bằng chứng</summary><ul>{items}</ul></details>"


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


def _section(heading: str, sentences: Sequence[str]) -> str:
    items = "".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    return f'<h3>{text(heading)}</h3><ul class="cc-ended">{items}</ul>'


def _certificate(report: Report) -> str:
    items = "".join(
        f"<li>{text(name)}: {text(value)}</li>" for name, value in check_wording.certificate(report)
    )
    heading = text(check_wording.HEADINGS["certificate"])
    return (
        f'<details class="cc-small"><summary>{heading}</summary><ul>{items}</ul>'
        f"<p>{text(check_wording.CERTIFICATE_NOTE)}</p></details>"
    )
