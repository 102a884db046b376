"""What a check found, on a terminal. Apart from the command, as its wording is slow to load."""

from typing import Any

from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui.check_advice_wording import action
from ui.labels import check_sentence
from ui.output import print_table, shorten

Report = dict[str, Any]


def print_run(run: Report) -> None:
    """A check of a folder on the terminal: its documents, what changed in each and in all."""
    from ui.reports.folder_page import folder_columns, folder_rows, run_changes

    print_table(folder_columns(), folder_rows(run), empty="Không có văn bản nào để kiểm tra.")
    for item in run["documents"]:
        for sentence in wording.changes(item["report"]):
            print(f"{item['file']}: {sentence}")
    if run["changes"]:
        told = run_changes(run["changes"]) or ["So với lần kiểm tra trước: không có thay đổi."]
        for sentence in told:
            print(sentence)


def print_check(report: Report) -> None:
    """A check on the terminal: verdict, table, findings, what it rests on."""
    print(wording.document_sentence(report))
    print(wording.verdict(report))
    if report["rows"]:
        _print_rows(report)
    from ui.reports.cells import sections

    for heading, sentences in sections(report):
        print(f"\n{heading}:")
        for sentence in sentences:
            print(f"- {sentence}")
    print()
    for sentence in (check_sentence(report), wording.beyond(report)):
        if sentence:
            print(sentence)
    for name, value in wording.certificate(report):
        print(f"{name}: {value}")


def _print_rows(report: Report) -> None:
    print_table(
        ("Mức", "Văn bản", "Tình trạng", "Chỗ viện dẫn", "Hướng xử lý"),
        [
            (
                wording.severity_label(row["severity"]),
                f"{told.name(row)} {told.about(row)}".strip(),
                " ".join(told.validity(row)),
                _place(row),
                " ".join((*told.doubts(row), action(row))).strip(),
            )
            for row in report["rows"]
        ],
        empty=wording.NO_ROWS,
    )


def _place(row: Report) -> str:
    """Role, lines, and the words of the first of them."""
    quote = shorten(row["mentions"][0]["quote"], 70) if row["mentions"] else ""
    return f"{wording.role(row)}. {findings.lines(row, 3)}: {quote}"
