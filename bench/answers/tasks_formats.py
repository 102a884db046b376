"""Tasks of appendix tables in each format: Word, PDF, scan, text of an engine without Vietnamese.

    python -m bench.answers.tasks_formats --labels GOLD.jsonl --labels OTHER.jsonl --work FOLDER \
        --out bench/results/answers/tasks_formats.md

The rows labelled in appendices of plans (`source` "table") are drawn as a table of the usual form
(number, task, who leads, who joins, who approves, by when, what comes of it), one a plan, with its
groups, and read back. Labels and finds are matched by words alone: lines differ from format to
format. WORK keeps the files made. Needs Chromium and Tesseract (`vie`, `eng`).
"""

import argparse
import collections
import html
import io
import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.answers.tasks import Label, Tally, offices
from bench.reading.conditions import CONDITIONS
from bench.reading.drawn_pages import as_pdf
from ingest import pipeline
from kg.terms import OfficeRole

COLUMNS: Final = {
    "number": ("STT", 5),
    "task": ("Nội dung nhiệm vụ", 33),
    "lead": ("Cơ quan chủ trì", 15),
    "coordinating": ("Cơ quan phối hợp", 16),
    "approving": ("Cấp ban hành/phê duyệt", 11),
    "deadline": ("Thời gian thực hiện", 12),
    "product": ("Sản phẩm", 14),
}
APPROVING: Final = "phê duyệt/cấp ban hành"
GROUP: Final = "NHÓM NHIỆM VỤ {label}"
HEAD: Final = ("KẾ HOẠCH", "Cải cách hành chính năm 2025", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ")
STYLE: Final = """
@page {{ size: A4 landscape; margin: 15mm; }}
body {{ font-family: 'Tinos'; font-size: 12pt; line-height: 1.25; }}
p {{ text-align: center; font-weight: bold; margin: 0 0 6pt 0; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: {border}; padding: 3px 5px; vertical-align: {align}; text-align: {text}; }}
thead {{ display: table-header-group; }} tr {{ page-break-inside: avoid; }}
"""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as it will be drawn, and the labels that its rows are made of."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, Row], ...]  # group's label, cells by column
    labels: tuple[Label, ...]


def tables(files: Sequence[Path]) -> Iterator[Drawn]:
    """One table of each text with at least five labelled rows; doubtful labels are drawn too."""
    by_text: dict[str, list[Label]] = collections.defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            if label.get("source") == "table":
                by_text[label["file"]].append(label)
    for name, labels in sorted(by_text.items()):
        rows = [_row(label) for label in labels]
        columns = tuple(key for key in COLUMNS if any(row.get(key) for _, row in rows))
        if len(rows) >= 5:
            anywhere = tuple({**label, "line_start": 1, "line_end": 10**6} for label in labels)
            yield Drawn(name.rsplit(".", 1)[0], columns, tuple(rows), anywhere)


def _row(label: Label) -> tuple[str, Row]:
    group, _, number = str(label.get("row") or "").rpartition(".")
    given = offices(label)
    joining = [name for name, role in given if role is OfficeRole.COORDINATING]
    approving = [
        each["office"] for each in label.get("assignments") or [] if each["role"] == APPROVING
    ]
    leading = [name for name, _ in given if name not in {*joining, *approving}]
    return group, {
        "number": number,
        "task": label["task"],
        "lead": "; ".join(leading),
        "coordinating": "; ".join(joining),
        "approving": "; ".join(approving),
        "deadline": label.get("deadline") or "",
        "product": label.get("product") or "",
    }


def lines(table: Drawn) -> Iterator[list[str]]:
    """Cells of every line of the table after its heads; two where a line opens a group."""
    last = ""
    for group, row in table.rows:
        if group and group != last:
            yield [group, GROUP.format(label=group)]
        last = group
        yield [row[name] for name in table.columns]


def as_word(table: Drawn) -> bytes:
    """The table in a Word document, group lines merged over the columns after their label."""
    import docx

    document: Any = docx.Document()
    for text in HEAD:
        document.add_paragraph(text)
    rows = [[COLUMNS[name][0] for name in table.columns], *lines(table)]
    drawn = document.add_table(rows=len(rows), cols=len(table.columns), style="Table Grid")
    for number, row in enumerate(rows):
        if len(row) == 2 < len(table.columns):
            drawn.cell(number, 1).merge(drawn.cell(number, len(table.columns) - 1))
        for cell, text in zip(drawn.rows[number].cells, row, strict=False):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_page(table: Drawn, *, ruled: bool = True, middle: bool = False) -> str:
    """HTML of the table. middle: cells in the middle of their rows, as many offices set them."""
    span = len(table.columns) - 1
    heads = "".join(f'<th width="{COLUMNS[c][1]}%">{COLUMNS[c][0]}</th>' for c in table.columns)
    body = []
    for row in lines(table):
        merged = f' colspan="{span}"' if len(row) == 2 <= span else ""
        body.append("".join(f"<td{merged if i else ''}>{html.escape(c)}</td>"
                            for i, c in enumerate(row)))  # fmt: skip
    style = STYLE.format(
        border="1px solid black" if ruled else "none",
        align="middle" if middle else "top",
        text="center" if middle else "left",
    )
    return (
        f'<html lang="vi"><style>{style}</style><body>{"".join(f"<p>{t}</p>" for t in HEAD)}'
        f"<table><thead><tr>{heads}</tr></thead><tr>{'</tr><tr>'.join(body)}</tr></table></body>"
    )


def images(pdf: bytes, condition: str) -> list[Any]:
    """The pages of a PDF as a scanner gives them."""
    import pypdfium2

    how = CONDITIONS[condition]
    opened = pypdfium2.PdfDocument(pdf)
    drawn = [page.render(scale=how.dpi / 72, grayscale=True).to_pil() for page in opened]
    return [how.change(image, seed) for seed, image in enumerate(drawn)]


def as_scan(table: Drawn, condition: str) -> bytes:
    """A PDF of page images without a text layer."""
    first, *rest = images(as_pdf(as_page(table)), condition)
    out = io.BytesIO()
    first.save(out, "PDF", resolution=CONDITIONS[condition].dpi, save_all=True, append_images=rest)
    return out.getvalue()


def as_damaged(table: Drawn, mode: int, *, middle: bool) -> bytes:
    """What Tesseract's English model reads on the pages. mode: its page segmentation."""
    texts = []
    for image in images(as_pdf(as_page(table, middle=middle)), "clean 200 dpi"):
        stored = io.BytesIO()
        image.save(stored, "PNG", dpi=(200, 200))
        call = ["tesseract", "-", "-", "-l", "eng", "--psm", str(mode)]
        done = subprocess.run(call, input=stored.getvalue(), capture_output=True, check=True)
        texts.append(done.stdout)
    return b"".join(texts)


FORMATS: Final[dict[str, tuple[str, Callable[[Drawn], bytes]]]] = {
    "Word": (".docx", as_word),
    "PDF, ruled": (".ruled.pdf", lambda table: as_pdf(as_page(table))),
    "PDF, ruled, cells in the middle": (
        ".middle.pdf",
        lambda table: as_pdf(as_page(table, middle=True)),
    ),
    "PDF without rules": (".bare.pdf", lambda table: as_pdf(as_page(table, ruled=False))),
    "scan, 200 dpi": (".scan.pdf", lambda table: as_scan(table, "clean 200 dpi")),
    "scan, skew and noise": (".poor.pdf", lambda table: as_scan(table, "skew and noise 200 dpi")),
    "damaged text, mode 6": (".6.txt", lambda table: as_damaged(table, 6, middle=False)),
    "damaged text, mode 3": (".3.txt", lambda table: as_damaged(table, 3, middle=False)),
    "damaged text, mode 6, cells in the middle": (
        ".m6.txt",
        lambda table: as_damaged(table, 6, middle=True),
    ),
}


def scored(form: str, drawn: Sequence[Drawn], work: Path, *, talk: bool) -> str:
    """One line of the result: the tally over all tables in a format, and its time."""
    suffix, make = FORMATS[form]
    tally, began = Tally(), 0.0
    for table in drawn:
        path = work / f"{table.name}{suffix}"
        if not path.exists():
            path.write_bytes(make(table))
        start = time.perf_counter()
        found = pipeline.read(path).tasks
        began += time.perf_counter() - start
        tally.add(list(table.labels), found, talk=path.name if talk else "")
        if talk:
            one = Tally()
            one.add(list(table.labels), found)
            print(one.row(path.name))
    return f"{tally.row(form)} {began / max(1, len(drawn)):.1f} |"


def main() -> None:
    """Draw what is not drawn yet, read it, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, action="append", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", action="append", choices=FORMATS, default=[])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    drawn = list(tables(asked.labels))
    heads = ("format", "F1", "P", "R", "tasks", "office R", "office P", "roles", "deadlines",
             "s a file")  # fmt: skip
    result = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for form in asked.only or FORMATS:
        result.append(scored(form, drawn, asked.work, talk=asked.misses))
        print(result[-1], flush=True)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text("\n".join(["# Tasks of tables by format", "", *result, ""]), "utf-8")


if __name__ == "__main__":
    main()
