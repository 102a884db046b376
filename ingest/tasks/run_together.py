"""Rows of a task table whose columns ran together, as an OCR engine reads them line by line.

What can be told: where a row starts (its number), the words of the main column (a line up to the
first cell of another column), the offices by their usual short forms, the deadline by its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.deadlines import cell_deadline
from ingest.tasks.actors import VERB
from ingest.tasks.cell_offices import (
    begins_anew,
    begins_cells,
    closing_half,
    deadline_words,
    offices,
    unit_of,
)
from ingest.tasks.duties import make_task
from ingest.tasks.table_rows import heading_task
from kg.folding import fold
from kg.model import Task
from kg.offices import find_offices
from kg.terms import OfficeRole, TaskSource

HIGHER_CELLS = 3  # lines by which a row's cells may stand above its number
LED = 0.5  # share of a table's tasks that must have an office that leads
STRAY_WORDS = 4  # that damage may leave among a line's cells
_HEAD_WORDS = (
    re.compile(r"\bn[o0]i dung\b"),
    re.compile(r"c[o0].?quan|don vi"),
    re.compile(r"ch[ui][ .]?tr|chu tri"),
    re.compile(r"ph[o0]i|p h[o0]p|h[o0]p\b"),
    re.compile(r"th[o0a]?[io]? ?gian|thot|thoi han"),
    re.compile(r"c[aâi]p ?ban|ban hanh|hanh/ph|phe duyet|duvet"),
    re.compile(r"tham muu|muu/"),
    re.compile(r"san pham"),
)
_ROW = re.compile(
    r"^\s?[\d]{1,2}\W{0,2}[.|)]\W{0,4}(?=\w)|^\s?\d{1,2}\s(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]{1,6}\s[a-zà-ỹ])"
)
_GROUP = re.compile(r"^\W?(?=[IVX])[IVX1l]{1,5}L?(?:\s?[.|]\s?|\s)(?=[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ0-9]+\s)")
_APPENDIX = re.compile(r"^\W*(?:phu luc|danh muc|bieu|bang)\b|cac nhiem vu")
# Words that begin a cell of another column than the main one.
_CELL = re.compile(
    r"\||\[|\]|\bcong ch\w{1,4}\b|\bcac ng\w{1,3}h\b|\bcac co ?quan\b"
    r"|\bc\w{1,2} l\w{1,3}n quan|lien quan"
    r"|\bubnd\b|\bhdnd\b|\bphuong\s?$|\bv\w?p[-. ]{0,2}tk\b|\btp[-. ]{0,2}ht\b"
    r"|\btc[-. ]{0,2}kt\b|\bvh[-. ]{0,2}xh"
    r"|\bthuong x\w+|\bquy (?:i{1,3}|iv|11|1v)\b|\btheo (?:yeu cau|ke hoach|quyet dinh|quy dinh)\b"
    r"|\bth\w{0,2}ng \d{1,2} nam\b|\bdinh ky\b|\b20\d\d\s?[-–]\s?20\d\d|\bngay tu dau"
    r"|\btu 6 thang|\bthoi gian bao"
    # ends of officials' names, broken by their column
    r"|\bphong\W{1,3}thong ke|\bho tich\b|\W\s?ke toan\b"
)
# What a line may hold beside offices and deadlines when it holds cells only.
_FILLER = re.compile(
    r"\b(?:va|cua|phuong|xa|nam|ban hanh|dau|cuoi|so|noi vu|ubnd|co|lien|quan|tinh"
    r"|thanh pho|cac|nganh|20\d\d)\b"
)
_DUTY = re.compile(rf"(?:{VERB})\b")
_ROMAN = str.maketrans({"1": "I", "l": "I", "L": "I"})  # misread in a roman numeral


@dataclass(slots=True)
class _Open:
    """A row being read."""

    label: str
    group: str
    start: int
    end: int
    words: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    after: list[int] = field(default_factory=list)  # lines of the last cells, after the last words
    context: str = ""


def flat_rows(lines: Sequence[tuple[int, str]], year: int | None) -> tuple[list[Task], set[int]]:
    """Tasks of run-together tables, and the numbers of the lines they take."""
    begin = _begins(lines)
    if begin is None:
        return [], set()
    tasks, rows = _read(lines[begin:])
    unit = unit_of(cell for row in rows for cell in row.cells)
    heads = fold(" ".join(text for _, text in lines[begin : begin + 5]))
    issued = re.search(r"ban hanh|hanh/|phe duyet|duyet|cap ?ban|trinh", heads) is not None
    tasks += [task for row in rows if (task := _task(row, year, unit, issued=issued))]
    led = sum(any(a.role is OfficeRole.LEAD for a in task.assignments) for task in tasks)
    if len(rows) < 2 or led < LED * len(tasks):
        return [], set()  # too little of it is legible; others may read its rows
    return tasks, {number for number, _ in lines[begin:]}


def _begins(lines: Sequence[tuple[int, str]]) -> int | None:
    """Index of the first line of the heads of such a table, below an appendix's own heading."""
    for index in range(len(lines)):
        band = [fold(text) for _, text in lines[index : index + 4]]
        if _head_score(band) < 4 or not _columns_apart(band) or _prose(band):
            continue
        near = [fold(text) for _, text in lines[max(0, index - 8) : index]]
        if any(_APPENDIX.search(text) and len(text) < 70 for text in near):
            return index
    return None


def _head_score(band: Sequence[str]) -> int:
    joined = " ".join(band)
    return sum(pattern.search(joined) is not None for pattern in _HEAD_WORDS)


def _columns_apart(band: Sequence[str]) -> bool:
    return any("|" in text or "  " in text or len(text) < 60 for text in band if text)


def _prose(band: Sequence[str]) -> bool:
    """Whether the lines are sentences or list items rather than column heads."""
    marked = re.compile(r"\W*(?:\d{1,2}[.)]|[a-z]\)|- )")
    return any(text.endswith((".", ";", ":")) or marked.match(text) for text in band if text)


def _is_head(text: str) -> bool:
    folded = fold(text)
    return _head_score([folded]) >= 2 and not _ROW.match(text) and len(folded) < 95


def _read(lines: Sequence[tuple[int, str]]) -> tuple[list[Task], list[_Open]]:
    """Group headings that name an office, as tasks; and the rows."""
    tasks: list[Task] = []
    rows: list[_Open] = []
    group, context, skipping = "", "", True
    above: list[tuple[int, str]] = []  # cells between a page's heads and its first row
    for position, (number, text) in enumerate(lines):
        if not text or _is_head(text):
            skipping = skipping or bool(text)
            above.clear()
            continue
        if match := _GROUP.match(text):
            group, context, skipping = match[0].strip(" .|").translate(_ROMAN), text, False
            last, whole = _heading(lines, position)
            if task := heading_task(whole, (number, last)):
                tasks.append(task)
            rows.append(_Open("", group, number, last, context=context))
        elif match := _ROW.match(text):
            label = re.sub(r"\D", "", match[0])
            if not (rows and rows[-1].label == label and not rows[-1].words):
                rows.append(_after(rows, _Open(label, group, number, number, context=context)))
            for before, cells in above if rows[-1].start == number else ():
                rows[-1].cells.append(cells)
                rows[-1].start = before
            above.clear()
            _take(rows[-1], number, text[match.end() :])
            skipping = False
        elif rows and skipping and begins_cells(text):
            above.append((number, text))
        elif rows and not skipping and number > rows[-1].end:
            _go_on(rows, number, text)
    return tasks, [row for row in rows if row.label or (row.words and row.group)]


def _go_on(rows: list[_Open], number: int, text: str) -> None:
    """Give a line to the last row, or to a new one if it begins the next."""
    last = rows[-1]
    if _unnumbered(last, text):
        following = _Open(str(int(last.label) + 1), last.group, number, number)
        following.context = last.context
        rows.append(_after(rows, following))
    _take(rows[-1], number, text)


def _unnumbered(row: _Open, text: str) -> bool:
    """Whether a line begins the next row, whose number the engine lost: duty and cells anew."""
    begins = text[:1].isupper() and text[1:2].islower() and _DUTY.match(fold(text))
    if not begins or not row.label or not row.words or not row.cells:
        return False
    cells = text[_cell_start(text) :]
    return bool(cells) and begins_anew(row.cells, cells)


def _heading(lines: Sequence[tuple[int, str]], position: int) -> tuple[int, str]:
    """Last line and whole text of a group heading that may be wrapped inside its bracket."""
    number, text = lines[position]
    for following, more in lines[position + 1 : position + 4]:
        if "(" not in text or ")" in text:
            break
        if more:
            number, text = following, f"{text} {more}"
    return number, text


def _after(rows: Sequence[_Open], row: _Open) -> _Open:
    """A row with the cells that begin above its number, taken from the row before it."""
    last = rows[-1] if rows else row
    first = len(last.cells) - len(last.after)
    for place, number in enumerate(last.after):
        at = first + place
        if row.start - number <= HIGHER_CELLS and begins_anew(last.cells[:at], last.cells[at]):
            row.cells, last.cells = last.cells[at:], last.cells[:at]
            row.start, last.end = number, number - 1
            break
    return row


def _take(row: _Open, number: int, text: str) -> None:
    """Add a line to a row: its main column's words, and the rest as cells."""
    cut = _cell_start(text)
    words, half = closing_half(row.cells, text[:cut].strip(" |"))
    alone = True
    if len(re.findall(r"[a-z]{2,}", fold(words))) >= 3 or (
        words and row.words and cut == len(text)
    ):
        row.words.append(words)
        row.after.clear()
        words, alone = "", False
    if rest := f"{words} {half} {text[cut:]}".strip():
        row.cells.append(rest)
        row.after += [number] if alone else []
    row.end = number


def _cell_start(text: str) -> int:
    """Where a line leaves the main column: at the first cell word with only cells after it."""
    folded = fold(text)
    offices = [(office.start, office.end) for office in find_offices(text)]
    starts = {match.start() for match in _CELL.finditer(folded)} | {start for start, _ in offices}
    for start in sorted(starts):
        spans = [(match.start(), match.end()) for match in _CELL.finditer(folded, start)]
        rest = list(folded)
        for begin, end in [*spans, *(span for span in offices if span[0] >= start)]:
            rest[begin:end] = " " * (end - begin)
        left = _FILLER.sub(" ", "".join(rest[start:]))
        if len(re.findall(r"[a-z]{2,}", left)) <= STRAY_WORDS:
            return start
    return len(text)


def _task(row: _Open, year: int | None, unit: str, *, issued: bool) -> Task | None:
    text = " ".join(row.words).strip(" ;.|")
    given = tuple(dict.fromkeys(offices(row.cells, unit, issued=issued)))
    if len(text.split()) < 3:
        return None
    due = deadline_words(row.cells)
    task = make_task(
        text,
        (),
        (row.start, row.end),
        year=year,
        context=row.context,
        confidence=0.55 if given else 0.35,
        source=TaskSource.TABLE,
    )
    when = cell_deadline(due, year=year) if due else None
    approver = next((a.office for a in given if a.role is OfficeRole.APPROVING), None)
    return replace(
        task,
        assignments=given,
        deadline=when.day if when else None,
        deadline_text=when.text if when else None,
        approver=approver,
        row=".".join(part for part in (row.group, row.label) if part) or None,
    )
