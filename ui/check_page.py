"""A check as a page of the app: verdict, table of authorities, what else was found, certificate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from kg.terms import Severity
from ui import check_page_wording as words
from ui import check_wording, labels, wording
from ui.check_rows_page import Reader, row, severity, shown_rows
from ui.links import address, attribute, link, text
from ui.reports.cells import sections

Report = Mapping[str, Any]
MOST_ROWS: Final = 150
"""Rows of a page as it is first shown: the others are asked for."""
__all__ = ["MOST_ROWS", "Shown", "page", "severity"]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a check is shown. draft, name: of a draft, by which name it is kept and its file's.

    typed_day: the day as it was asked for, empty for today. level: rows of one severity alone.
    whole: all rows, however many.
    """

    draft: str = ""
    name: str = ""
    typed_day: str = ""
    level: str | None = None
    whole: bool = False


def page(report: Report, document: str | None, shown: Shown | None = None) -> str:
    """The JSON of `cancu check`. document: id of the held document, None for a draft."""
    how = shown or Shown()
    here = _Here(report, document, how)
    parts = sections(report)
    return (
        f'<section class="cc-report" lang="vi" aria-label="{attribute(words.HEADING)}" '
        f'data-doc="{attribute(document)}" data-draft="{attribute(how.draft)}" '
        f'data-name="{attribute(_name(report, how))}" data-day="{attribute(how.typed_day)}" '
        f'data-level="{attribute(how.level)}" data-partial="{"yes" if here.partial else ""}">'
        f"{_head(here)}{_parts(here, parts)}{_table(here)}"
        f"{''.join(_section(number, item, here.reader) for number, item in enumerate(parts))}"
        f"{_certificate(report)}</section>"
    )


class _Here:
    """A check on its page: which rows are shown, and the addresses that lead back to it."""

    def __init__(self, report: Report, document: str | None, how: Shown) -> None:
        self.report, self.document, self.how = report, document, how
        self.reader = Reader(document, how.typed_day)
        self.level = (
            how.level if how.level in {item["severity"] for item in report["rows"]} else None
        )
        most = None if how.whole else MOST_ROWS
        self.places = list(shown_rows(report["rows"], self.level, most))
        self.partial = len(self.places) < len(report["rows"])

    def to(self, **more: object) -> str:
        """Address of this check, with more parts."""
        said = {"doc": self.document, "draft": self.how.draft, "as_of": self.how.typed_day}
        return address("check", **{**said, **more})

    def file(self, form: str) -> str:
        """Address of a file with this check."""
        said = {"doc": self.document, "draft": self.how.draft, "as_of": self.report["as_of"]}
        asked = urlencode({name: value for name, value in said.items() if value})
        return f"/cancu-check/save/{form}?{asked}"


def _name(report: Report, how: Shown) -> str:
    return how.name or check_wording.document_sentence(report)


# --- the head -------------------------------------------------------------------------------
def _head(here: _Here) -> str:
    report = here.report
    title = report.get("document_title")
    worst = next((code for code, _ in check_wording.counts(report)), Severity.OK)
    late = check_wording.beyond(report)
    parts = (
        f'<p class="ck-kicker">{_kicker(here)}</p>',
        f"<h2>{text(check_wording.document_sentence(report))}</h2>",
        f'<p class="ck-of">{text(title)}</p>' if title else "",
        (
            f'<div class="ck-verdict ck-verdict-{worst.value}"><span aria-hidden="true">'
            f"{labels.SEVERITY_SIGNS[worst]}</span>"
            f'<p class="cc-sentence">{text(check_wording.verdict(report))}</p></div>'
        ),
        f'<p class="cc-small">{text(labels.check_sentence(report))}</p>',
        f'<p class="ck-late">▲ {text(late)}</p>' if late else "",
        _files(here),
    )
    return f'<header class="ck-head">{"".join(parts)}</header>'


def _kicker(here: _Here) -> str:
    said = text(words.KICKERS[here.document is None])
    if here.document is None:
        return f"{said} · {text(here.how.name)}" if here.how.name else said
    read = link(address("document", doc=here.document, as_of=here.how.typed_day), words.READ)
    drawn = link(address("graph", doc=here.document), words.GRAPH)
    return f"{said} · {read} · {drawn}"


def _files(here: _Here) -> str:
    """Files to take away: each is made when it is asked for."""
    links = [
        f'<a href="{attribute(here.file(form))}" download id="download-{form}" class="ck-button">'
        f'<span class="cc-heard">{text(words.SAVE)} </span>{text(shown)}</a>'
        for form, shown in words.FORMS.items()
    ]
    if here.how.name.lower().endswith(".docx"):
        links.append(
            f'<a href="{attribute(here.file("comments"))}" download id="download-comments" '
            f'class="ck-button">{text(words.COMMENTED)}</a>'
        )
    return (
        f'<div class="cc-actions ck-files" id="downloads"><span aria-hidden="true">'
        f"{text(words.SAVE)}:</span>{''.join(links)}"
        f'<button type="button" class="ck-button" data-print>{text(words.PRINT)}</button></div>'
    )


# --- parts and rows -------------------------------------------------------------------------
def _parts(here: _Here, found: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Links to the parts of the page, each with how many findings it has."""
    items = [(words.ROWS, "ck-rows", len(here.report["rows"]))]
    items += [(name, f"ck-part-{number}", len(said)) for number, (name, said) in enumerate(found)]
    links = "".join(
        f'<li><a href="#{place}" data-part="{place}">{text(name)} <span class="ck-count">{count}'
        "</span></a></li>"
        for name, place, count in items
    )
    return f'<nav class="ck-parts" aria-label="{attribute(words.PARTS)}"><ul>{links}</ul></nav>'


def _table(here: _Here) -> str:
    rows = here.report["rows"]
    heading = (
        f'<h3 id="ck-rows" tabindex="-1">{text(words.ROWS)} <span class="ck-count">{len(rows)}'
        "</span></h3>"
    )
    if not rows:
        return f"{heading}<p>{text(wording.NO_CITATIONS)}</p>"
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in words.COLUMNS)
    body = "".join(row(rows[place], place, here.reader) for place in here.places)
    return (
        f'{heading}{_levels(here)}<div class="cc-scroll" tabindex="0" role="region" '
        f'aria-label="{attribute(words.ROWS)}"><table class="cc-table cc-check"><thead><tr>{head}'
        f"</tr></thead><tbody>{body}</tbody></table></div>{_rest(here)}"
    )


def _levels(here: _Here) -> str:
    """Filters by severity: links, so that a filtered list can be sent to somebody."""
    counts = check_wording.counts(here.report)
    whole = {"rows": "all"} if here.how.whole else {}
    items = [_level(here.to(**whole), None, text(words.ALL), len(here.report["rows"]), here)]
    items += [
        _level(here.to(level=code.value, **whole), code.value, severity(code.value), count, here)
        for code, count in counts
    ]
    return (
        f'<div class="ck-levels" role="group" aria-label="{attribute(words.FILTER)}">'
        f"{''.join(items)}</div>"
    )


def _level(to: str, level: str | None, shown: str, count: int, here: _Here) -> str:
    now = ' aria-current="true"' if level == here.level else ""
    return (
        f'<a href="{attribute(to)}" class="ck-level" data-level="{attribute(level)}"{now}>{shown}'
        f' <span class="ck-count">{count}</span></a>'
    )


def _rest(here: _Here) -> str:
    """What is not shown yet, and the way to all of it."""
    fits = len(list(shown_rows(here.report["rows"], here.level, None)))
    if len(here.places) == fits:
        return ""
    said = words.SHOWN.format(shown=len(here.places), total=fits)
    to = here.to(level=here.level, rows="all")
    return (
        f'<p class="ck-rest">{text(said)} '
        f"{link(to, words.SHOW_ALL.format(total=fits), kind='ck-button')}</p>"
    )


def _section(number: int, part: tuple[str, Sequence[str]], reader: Reader) -> str:
    name, said = part
    items = "".join(f"<li>{reader.linked(sentence)}</li>" for sentence in said)
    return (
        f'<h3 id="ck-part-{number}" tabindex="-1">{text(name)} <span class="ck-count">{len(said)}'
        f'</span></h3><ul class="ck-list">{items}</ul>'
    )


def _certificate(report: Report) -> str:
    items = "".join(
        f"<dt>{text(name)}</dt><dd>{text(value)}</dd>"
        for name, value in check_wording.certificate(report)
    )
    heading = text(check_wording.HEADINGS["certificate"])
    return (
        f'<details class="ck-certificate"><summary>{heading}</summary><dl>{items}</dl>'
        f"<p>{text(check_wording.CERTIFICATE_NOTE)}</p></details>"
    )
