"""The index of a check of a folder: documents worst first, what could not be read, what changed."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from kg.terms import Severity, ValidityState
from ui import check_wording as wording
from ui.check_changes import is_empty
from ui.labels import SEVERITIES, SEVERITY_SIGNS, STATES, iso_date
from ui.reports.page import certificate, text, whole_page

Report = Mapping[str, Any]
_SHOWN: Final = (
    Severity.ERROR, Severity.WARNING, Severity.REVIEW, Severity.UNKNOWN, Severity.NOTE, Severity.OK,
)  # fmt: skip


def folder_rows(run: Report) -> list[tuple[str, ...]]:
    """One tuple of cells for each document: file, what it is, counts by severity, and the rest."""
    return [
        (
            item["file"],
            wording.document_sentence(item["report"]),
            *(str(item["report"]["summary"][severity] or "") for severity in _SHOWN),
            str(len(item["report"]["form"]) or ""),
            str(len(item["report"]["offices"]) + len(item["report"]["places"]) or ""),
        )
        for item in run["documents"]
    ]


def folder_columns() -> tuple[str, ...]:
    """Headings of `folder_rows`."""
    levels = (f"{SEVERITY_SIGNS[severity]} {SEVERITIES[severity]}" for severity in _SHOWN)
    return ("Tệp", "Văn bản", *levels, "Hình thức", "Nơi không còn")


def folder_html(run: Report, names: Mapping[str, str]) -> bytes:
    """The index page. names: file name of each document's report beside it."""
    title = f"Kiểm tra căn cứ của {len(run['documents'])} văn bản trong “{run['folder']}”"
    body = "".join(
        (
            f"<h1>{text(title)}</h1>",
            f"<p>{text(_summed(run))}</p>",
            _changed_days(run),
            _since_last(run),
            _table(run, names),
            _failed(run),
            certificate(run) if run["documents"] else "",
        )
    )
    return whole_page(title, body)


def _summed(run: Report) -> str:
    total = wording.counted({"summary": run["summary"]})
    return f"Xét vào ngày {iso_date(run['as_of'])}. {total}"


def _table(run: Report, names: Mapping[str, str]) -> str:
    widths = (16, 36, *(6,) * len(_SHOWN), 6, 6)
    head = "".join(
        f'<th scope="col" style="width:{width}%">{text(name)}</th>'
        for name, width in zip(folder_columns(), widths, strict=True)
    )
    body = ""
    for cells, item in zip(folder_rows(run), run["documents"], strict=True):
        link = f'<a href="{text(quote(names[item["file"]]))}">{text(item["file"])}</a>'
        verdict = f'<div class="small">{text(wording.verdict(item["report"]))}</div>'
        rest = "".join(f"<td>{text(cell)}</td>" for cell in cells[2:])
        body += f"<tr><td>{link}</td><td>{text(cells[1])}{verdict}</td>{rest}</tr>"
    return (
        "<h2>Văn bản, nhiều vướng mắc nhất ở trên</h2>"
        f'<table class="index"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _failed(run: Report) -> str:
    items = [f"{item['file']}: {item['message']}" for item in run["failed"]]
    return _list("Tệp không kiểm tra được", items)


def _list(heading: str, sentences: list[str]) -> str:
    items = "".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    return f"<h2>{text(heading)}</h2><ul>{items}</ul>" if items else ""


def _changed_days(run: Report) -> str:
    """What became of the bases of all documents between the two days asked about."""
    found = [
        f"{item['file']}: {sentence}"
        for item in run["documents"]
        for sentence in wording.changes(item["report"])
    ]
    since = next((i["report"]["since"] for i in run["documents"] if "since" in i["report"]), None)
    if since is None:
        return ""
    heading = f"Thay đổi từ ngày {iso_date(since)} đến ngày {iso_date(run['as_of'])}"
    return _list(heading, found) or _list(heading, ["Không có thay đổi."])


def _since_last(run: Report) -> str:
    """What differs from the last run; nothing where there was none, or nothing differs."""
    changes = run["changes"]
    if not changes or is_empty(changes):
        return ""
    heading = f"Thay đổi so với lần trước (xét vào ngày {iso_date(changes['as_of'])})"
    return _list(heading, run_changes(changes))


def run_changes(changes: Report) -> list[str]:
    """Sentences on what differs from the last run."""
    said = [f"Tệp mới: {name}." for name in changes["files_new"]]
    said += [f"Tệp không còn: {name}." for name in changes["files_gone"]]
    said += [
        f"{row['file']}: thêm viện dẫn {_called(row)} ({_level(row)})." for row in changes["new"]
    ]
    said += [f"{row['file']}: không còn viện dẫn {_called(row)}." for row in changes["gone"]]
    return said + [
        f"{row['file']}: {_called(row)} từ {_level(row['before'])} thành {_level(row['after'])}."
        for row in changes["changed"]
    ]


def _called(row: Report) -> str:
    return str(row["canonical"] or row["title"])


def _level(row: Report) -> str:
    state = STATES[ValidityState(row["state"])].lower()
    return f"“{SEVERITIES[Severity(row['severity'])].lower()}: {state}”"
