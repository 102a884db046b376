"""Appendix tables of real tasks, drawn, and read by an OCR engine that has no Vietnamese.

The cells are words of real plans: tasks, offices and deadlines that `cancu` reads in the plans'
running text, each table from one plan; only the arrangement (columns, widths, rules, groups) is
drawn by lot. Tesseract's `eng` model with page segmentation 3, 4 and 6 gives the texts whose
columns ran together, as they lie in archives.
"""

import html
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.pipeline import read
from kg.model import Task
from kg.terms import OfficeRole

HEADS = {
    "number": ("STT", "TT"),
    "task": ("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung thực hiện"),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp"),
    "deadline": ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn"),
    "product": ("Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm dự kiến"),
}
WIDTHS = {"number": 5, "task": 36, "lead": 17, "coordinating": 18, "deadline": 13, "product": 16}
LAYOUTS = (
    ("number", "task", "lead", "coordinating", "deadline", "product"),
    ("number", "task", "lead", "coordinating", "deadline"),
    ("number", "task", "lead", "deadline", "product"),
    ("number", "task", "lead", "coordinating", "product", "deadline"),
    ("task", "lead", "coordinating", "deadline"),
)
DUE = ("Quý I", "Quý II/2026", "Thường xuyên", "Hằng năm", "Tháng 6/2026", "Trước ngày 30/11/2025",
       "2026 - 2030", "Quý III năm 2026")  # fmt: skip
PRODUCTS = ("Kế hoạch", "Báo cáo", "Quyết định của UBND tỉnh", "Văn bản chỉ đạo", "Báo cáo kết quả",
            "Kế hoạch của UBND xã", "Hội nghị")  # fmt: skip
JOINING = ("Các cơ quan có liên quan", "Các sở, ban, ngành; UBND cấp xã", "Các ngành có liên quan",
           "Các cơ quan chuyên môn thuộc UBND xã")  # fmt: skip
GROUPS = ("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
          "CẢI CÁCH TÀI CHÍNH CÔNG")  # fmt: skip
STYLE = """
@page { size: A4 %(turn)s; margin: 18mm 15mm 18mm 20mm; }
body { font-family: '%(font)s'; font-size: %(size)spt; line-height: 1.2; }
p { text-align: center; font-weight: bold; margin: 0 0 8pt 0; }
table { border-collapse: collapse; width: 100%%; }
td, th { border: %(rule)s; padding: 3pt 4pt; vertical-align: %(align)s; }
td.middle { text-align: center; }
"""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """The true rows (cell text by column name), and the lines that the engine read.

    group rows are not among `rows`. reading: number of Tesseract's page segmentation mode.
    """

    name: str
    reading: int
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    text: str


def drawn_tables(plans: Sequence[Path], folder: Path, *, seed: int) -> Iterator[DrawnTable]:
    """One table of each plan that gives enough rows, read three times; texts are kept in folder.

    Needs chromium, pdftoppm-like drawing by PDFium, and Tesseract with its English model.
    """
    for index, plan in enumerate(plans):
        luck = random.Random(f"{seed}/{plan.name}")  # noqa: S311 -- layouts, no secrets
        rows = list(_rows(read(plan).tasks, luck))[: luck.randint(5, 14)]
        if len(rows) < 4:
            continue
        columns = LAYOUTS[index % len(LAYOUTS)]
        page = _html(columns, rows, luck)
        for mode in (3, 4, 6):
            kept = folder / f"{plan.stem}.{seed}.{mode}.txt"
            if not kept.exists():
                kept.write_text(_read_drawn(page, mode), encoding="utf-8")
            text = kept.read_text(encoding="utf-8")
            yield DrawnTable(plan.stem, mode, columns, tuple(rows), text)


def _rows(tasks: Sequence[Task], luck: random.Random) -> Iterator[dict[str, str]]:
    """Rows of a table, from tasks of running text."""
    number = 0
    for task in tasks:
        lead = [a.office for a in task.assignments if a.role is not OfficeRole.COORDINATING]
        join = [a.office for a in task.assignments if a.role is OfficeRole.COORDINATING]
        if not lead or not 5 <= len(task.task.split()) <= 45 or len("; ".join(lead)) > 70:
            continue
        number += 1
        yield {
            "number": str(number),
            "task": task.task.strip(" .;"),
            "lead": "; ".join(lead[:2]),
            "coordinating": "; ".join(join[:3]) or luck.choice(JOINING),
            "deadline": (task.deadline_text or "")[:40] or luck.choice(DUE),
            "product": luck.choice(PRODUCTS),
        }


def _html(columns: Sequence[str], rows: Sequence[dict[str, str]], luck: random.Random) -> str:
    style = STYLE % {
        "turn": luck.choice(("portrait", "landscape")),
        "font": luck.choice(("Tinos", "Liberation Serif", "FreeSerif")),
        "size": luck.choice((11, 12, 13)),
        "rule": luck.choice(("1px solid black", "1px solid black", "none")),
        "align": luck.choice(("top", "middle", "middle")),
    }
    heads = "".join(
        f'<th width="{WIDTHS[name]}%">{luck.choice(HEADS[name])}</th>' for name in columns
    )
    body, every = [], luck.choice((0, 3, 4))
    for index, row in enumerate(rows):
        if every and index % every == 0 and index // every < len(GROUPS):
            label = ("I", "II", "III", "IV")[index // every]
            title = f"<b>{GROUPS[index // every]}</b>"
            rest = len(columns) - 1
            body.append(
                f'<tr><td class="middle"><b>{label}</b></td><td colspan="{rest}">{title}</td></tr>'
                if columns[0] == "number"
                else f'<tr><td colspan="{rest + 1}"><b>{label}.</b> {title}</td></tr>'
            )
        body.append(f"<tr>{''.join(_cell(name, row, columns) for name in columns)}</tr>")
    title = "<p>Phụ lục</p><p>DANH MỤC NHIỆM VỤ THỰC HIỆN KẾ HOẠCH</p>"
    return (
        f'<html lang="vi"><style>{style}</style><body>{title}<table><thead><tr>{heads}</tr></thead>'
        f"{''.join(body)}</table></body></html>"
    )


def _cell(name: str, row: dict[str, str], columns: Sequence[str]) -> str:
    text = html.escape(row[name])
    if name == "task" and columns[0] == "task":
        text = f"{row['number']}. {text}"
    return f"<td>{text}</td>" if name == "task" else f'<td class="middle">{text}</td>'


def _read_drawn(page: str, mode: int) -> str:
    """What the engine reads on the pages of one table, a form feed after each page."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, encoding="utf-8")
        call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--print-to-pdf={folder / 'page.pdf'}", str(folder / "page.html")]  # fmt: skip
        subprocess.run(call, check=True, capture_output=True)
        texts = []
        for index, drawn in enumerate(pypdfium2.PdfDocument(folder / "page.pdf")):
            picture = folder / f"{index}.png"
            drawn.render(scale=200 / 72, grayscale=True).to_pil().save(picture, dpi=(200, 200))
            call = ["tesseract", str(picture), "-", "-l", "eng", "--psm", str(mode)]
            done = subprocess.run(
                call, check=True, capture_output=True, text=True, env={"OMP_THREAD_LIMIT": "1",
                "PATH": "/usr/bin:/bin:/usr/local/bin"},
            )  # fmt: skip
            texts.append(done.stdout)
    return "".join(texts)
