"""A check as a page for reading and printing. It asks no other host for anything."""

import html
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kg.terms import Severity
from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui.check_advice_wording import action
from ui.reports.cells import heading, sections, writable

Report = Mapping[str, Any]
STYLE: Final = """
@page{size:A4 landscape;margin:12mm}
body{font:14px/1.45 'Times New Roman','Tinos',serif;color:#111;margin:2rem auto;max-width:1180px;
padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:1.6rem 0 .5rem}
p{margin:.25rem 0}.doc{font-size:1.02rem}.verdict{border:1px solid #999;border-left:6px solid #555;
padding:.6rem .8rem;margin:.8rem 0;font-size:1.08rem;font-weight:bold}
.verdict.error{border-left-color:#a30000}.verdict.warning,.verdict.review{border-left-color:#b36b00}
.verdict.ok{border-left-color:#1d6b2d}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #777;padding:5px 7px;vertical-align:top;text-align:left;
overflow-wrap:anywhere}
th{background:#eee}thead{display:table-header-group}
.level{font-weight:bold;white-space:nowrap}.error .level{color:#a30000}
.warning .level,.review .level{color:#8a5200}.ok .level{color:#1d6b2d}
q{quotes:'“' '”';color:#333}.small{font-size:.88em;color:#333}.num{font-weight:bold}
.part{margin:.15rem 0}ul{margin:.3rem 0 .3rem 1.2rem;padding:0}li{margin:.2rem 0}
.certificate{margin-top:2rem;border-top:2px solid #333;padding-top:.5rem;font-size:.9em;
break-inside:avoid}
.certificate dt{float:left;clear:left;width:20rem}.certificate dd{margin:0 0 0 20.5rem;
overflow-wrap:anywhere}
@media print{body{margin:0;padding:0;max-width:none;font-size:9.5pt;line-height:1.3}
a{color:inherit;text-decoration:none}td,th{padding:3px 5px}.part{break-inside:avoid}}
"""
_COLUMNS: Final = (
    ("Mức", 9),
    ("Văn bản được viện dẫn, chỗ viện dẫn", 28),
    ("Hiệu lực", 18),
    ("Bằng chứng", 22),
    ("Hướng xử lý", 23),
)
_PLACES: Final = 6  # lines named of a row; its quote is of the first


def as_html(report: Report) -> bytes:
    """A page for reading and printing: verdict, table, findings, certificate."""
    title = heading(report)
    body = "".join(
        (
            f"<h1>{text(title)}</h1>",
            _opening(report),
            f"<h2>{wording.HEADINGS['rows']}</h2>",
            _table(report),
            *(_section(name, found) for name, found in sections(report)),
            certificate(report),
        )
    )
    return whole_page(title, body)


def whole_page(title: str, body: str) -> bytes:
    """A page with the style of all reports. body: HTML."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{text(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body>{body}</body></html>"
    ).encode()


def text(value: object) -> str:
    """Any value as text of a page."""
    return html.escape(writable("" if value is None else str(value)))


def _opening(report: Report) -> str:
    title = report.get("document_title")
    worst = next((code for code, _ in wording.counts(report)), Severity.OK)
    parts = [
        f'<p class="doc">{text(wording.document_sentence(report))}</p>',
        f'<p class="doc"><i>{text(title)}</i></p>' if title else "",
        f'<p class="verdict {worst.value}">{text(wording.verdict(report))}</p>',
        f"<p>{text(wording.counted(report))}</p>",
    ]
    late = wording.beyond(report)
    return "".join(parts) + (f"<p><b>{text(late)}</b></p>" if late else "")


def _table(report: Report) -> str:
    head = "".join(f'<th scope="col" style="width:{w}%">{text(n)}</th>' for n, w in _COLUMNS)
    body = "".join(_row(row) for row in report["rows"])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Report) -> str:
    cells = (
        f'<span class="level">{text(wording.severity_label(row["severity"]))}</span>',
        _cited(row),
        _parts(told.validity(row)),
        _parts(told.proofs(row), small=True),
        _parts((*told.doubts(row), action(row))),
    )
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{text(row["severity"])}">{body}</tr>'


def _cited(row: Report) -> str:
    title = row["title"] if row["canonical"] else None
    role = wording.role(row)
    where = findings.lines(row, _PLACES)
    quote = row["mentions"][0]["quote"] if row["mentions"] else ""
    parts = (
        f'<span class="num">{text(told.name(row))}</span> {text(told.about(row))}'.strip(),
        text(title),
        f'<span class="small">{text(role)}. {text(where)}: <q>{text(quote)}</q></span>',
    )
    return "".join(f'<div class="part">{part}</div>' for part in parts if part)


def _parts(sentences: Iterable[str], *, small: bool = False) -> str:
    kind = "part small" if small else "part"
    return "".join(f'<div class="{kind}">{text(one)}</div>' for one in sentences if one)


def _section(name: str, sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    return f"<h2>{text(name)}</h2><ul>{items}</ul>"


def certificate(report: Report) -> str:
    """The foot of a report: by what another office gets the same answer."""
    items = "".join(
        f"<dt>{text(name)}</dt><dd>{text(value)}</dd>"
        for name, value in wording.certificate(report)
    )
    return (
        f'<footer class="certificate"><b>{wording.HEADINGS["certificate"]}</b><dl>{items}</dl>'
        f"<p>{text(wording.CERTIFICATE_NOTE)}</p></footer>"
    )
