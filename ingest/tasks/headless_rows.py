"""Rows of a damaged appendix table whose heads are lost: told apart by the days they repeat.

Where an engine read a table across its columns and its heads stand on no line, what is left are
lines such as "nước trên địa bàn, thu chi ngân | Phòng Kinh tế 2026 - 2030 Nghị quyết": words of a
task, an office, a deadline, a product. A run of such lines is a table. A row begins with the line
that starts with a verb in capitals; its offices are those that its lines name, whole or cut short
by a narrow column, as the document's own text spells them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.deadlines import cell_deadline
from ingest.tasks.actors import VERB
from ingest.tasks.duties import make_task
from kg.folding import fold
from kg.model import Assignment, Task
from kg.offices import OfficeMatch, find_offices
from kg.terms import OfficeRole, TaskSource

FEWEST = 4  # lines with an office and a deadline that make a table
APART = 14  # lines between two of them, at most
CONFIDENCE = 0.5
_DUE = re.compile(
    r"(?<!giai doan )(?<!nam )\b(?:20\d\d\s?[-–]\s?20\d\d|thuong xuyen|h[ah]ng nam"
    r"|quy (?:i{1,3}|iv)\b(?:/20\d\d)?|thang \d{1,2}/20\d\d|nam 20\d\d)(?=\s|$|[|;.,])"
)
_LABEL = re.compile(r"^\W*(?:\d{1,2}\s?[|.)]?\s*)?\W*")
_START = re.compile(rf"(?:{VERB})\b")
_CLOSED = re.compile(r"[.;:]\s*$")
_SHARED = re.compile(
    r"\b(?:(?P<offices>cac co quan|chuyen mon)|(?P<units>don vi su nghiep|nghiep cong lap))\b"
)
_GROUPS = {"offices": "các cơ quan chuyên môn", "units": "đơn vị sự nghiệp công lập"}
_PASSING = re.compile(r"\b(?:cua|do|theo|so|boi|trinh)\s+$")
_ABOVE = frozenset({"Chính phủ", "Thủ tướng Chính phủ", "Quốc hội"})  # above whom tasks are given
# Words of cells that only go on from the line above.
_CELL_WORDS = frozenset(
    "cac co quan chuyen mon thuoc ubnd hdnd xa phuong hoi don vi su nghiep cong lap lien nganh va"
    " thi tran tinh ban so phong trung tam van nhan dan uy".split()
)


@dataclass(frozen=True, slots=True)
class _Known:
    """An office as the document's running text names it, and its folded words."""

    name: str
    words: tuple[str, ...]


def headless_rows(
    lines: Sequence[tuple[int, str]], running: str, year: int | None
) -> tuple[list[Task], set[int]]:
    """Tasks of such tables, at low confidence, and the numbers of the lines they take.

    lines: number and text of each line that no other table takes, empty ones too. running: the
    document's text, for the full names of its offices.
    """
    lines = [pair for pair in lines if pair[1]]
    due = [index for index, (_, text) in enumerate(lines) if _DUE.search(fold(text))]
    tasks: list[Task] = []
    taken: set[int] = set()
    known: list[_Known] = []
    for run in _runs(due):
        if len(run) < FEWEST:
            continue
        known = known or _known(running)
        told = [index for index in run if _names_an_office(lines[index][1], known)]
        if len(told) < FEWEST or 2 * len(told) < len(run):
            continue
        first, last = _bounds(lines, run)
        rows = list(_rows(lines[first:last]))
        found = [task for row in rows if (task := _task(row, known, year))]
        if len(found) >= FEWEST:
            tasks += found
            taken |= {number for number, _ in lines[first:last]}
    return tasks, taken


def _runs(indexes: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indexes:
        if run and index - run[-1] > APART:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _names_an_office(text: str, known: Sequence[_Known]) -> bool:
    """Whether an office stands on the line before its deadline, and no sentence ends it."""
    folded = fold(text)
    due = _DUE.search(folded)
    if due is None or _CLOSED.search(text):
        return False
    before = folded[: due.start()]
    cut = _SHARED.search(before) or next(_cut_names(before, known), None)
    return cut is not None or bool(find_offices(text[: due.start()]))


def _bounds(lines: Sequence[tuple[int, str]], run: Sequence[int]) -> tuple[int, int]:
    """Indexes of the table's first line and after its last one: rows are centred on their days."""
    first = run[0]
    while first > max(0, run[0] - 6) and not _ends_text(lines[first - 1][1]):
        first -= 1
    last = run[-1] + 1
    while last < min(len(lines), run[-1] + 6) and not _ends_text(lines[last][1]):
        last += 1
    return first, last


def _ends_text(text: str) -> bool:
    return bool(re.search(r"[.;/]\s*$", text)) or fold(text).lstrip("- ").startswith("luu")


def _rows(lines: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The lines of each row; a line in capitals closes the row before it."""
    starts = [index for index, (_, text) in enumerate(lines) if _starts(text)]
    for start, end in pairwise([*starts, len(lines)]):
        row: list[tuple[int, str]] = []
        for number, text in lines[start:end]:
            letters = [char for char in text if char.isalpha()]
            if row and len(letters) > 3 and "".join(letters).isupper():
                break
            row.append((number, text))
        yield row


def _starts(text: str) -> bool:
    rest = text[len(_LABEL.match(text)[0]) :]  # type: ignore[index]  # it matches nothing too
    return rest[:1].isupper() and rest[1:2].islower() and _START.match(fold(rest)) is not None


def _task(row: Sequence[tuple[int, str]], known: Sequence[_Known], year: int | None) -> Task | None:
    parts: list[tuple[int, str]] = []
    cells: list[str] = []
    due = ""
    for number, text in row:
        words, rest = _parted(_LABEL.sub("", text) if not parts else text, known)
        if match := _DUE.search(fold(rest)):
            due = due or rest[match.start() : match.end()]
            rest = rest[: match.start()]
        if words and not _only_cells(words):
            parts.append((number, words))
        elif words:
            rest = f"{words} {rest}"
        cells.append(rest)
    offices = _offices(cells, known)
    text = " ".join(words for _, words in parts)
    if len(text.split()) < 4 or not offices:
        return None
    lines = row[0][0], max(number for number, _ in parts)
    made = make_task(text, (), lines, year=year, confidence=CONFIDENCE, source=TaskSource.TABLE)
    when = cell_deadline(due, year=year) if due else None
    return replace(
        made,
        assignments=offices,
        deadline=when.day if when else made.deadline,
        deadline_text=when.text if when else made.deadline_text,
    )


def _parted(text: str, known: Sequence[_Known]) -> tuple[str, str]:
    """A line's words of the task, and what follows them: cells of offices and days."""
    folded = fold(text)
    bar = re.search(r"\s\|", text)
    ends = [bar.start()] if bar else []
    ends += [office.start for office in _named(text) if office.start]
    ends += [start for _, start in _cut_names(folded, known) if start]
    ends += [match.start() for match in _SHARED.finditer(folded) if match.start()]
    due = _DUE.search(folded)
    if due and (due[0][0].isdigit() or any(end < due.start() for end in ends)):
        ends.append(due.start())  # "hằng năm" may be the task's own words
    end = min(ends, default=len(text))
    return text[:end].strip(" |;"), text[end:].strip(" |")


def _named(text: str) -> list[OfficeMatch]:
    """Offices of a line, without those of the task's own words ("Quyết định của Chính phủ")."""
    folded = fold(text)
    return [
        office
        for office in find_offices(text)
        if not _PASSING.search(folded, 0, office.start) and office.name not in _ABOVE
    ]


def _only_cells(words: str) -> bool:
    """Whether a line goes on with cells alone ("thuộc UBND xã", "hội")."""
    said = re.findall(r"[a-z]{2,}", fold(words))
    return all(word in _CELL_WORDS for word in said)


def _offices(cells: Sequence[str], known: Sequence[_Known]) -> tuple[Assignment, ...]:
    """The first office leads, the others take part; bodies named as a group only take part."""
    found: list[str] = []
    for cell in cells:
        names = {office.start: office.name for office in _named(cell) if not office.group}
        names |= {start: name for name, start in _cut_names(fold(cell), known)}
        found += [names[start] for start in sorted(names)]
    joined = fold(" ".join(cells))
    said = {kind for match in _SHARED.finditer(joined) for kind in _GROUPS if match[kind]}
    groups = [name for kind, name in _GROUPS.items() if kind in said]
    named = [name for name in dict.fromkeys(found) if not re.fullmatch(r"(?:UBND|HĐND)\b.*", name)]
    if groups:
        named = named[:1]  # what follows the group's name only says whose it is
    leading = [Assignment(name, OfficeRole.LEAD) for name in named[:1]]
    return (
        *leading,
        *(Assignment(name, OfficeRole.COORDINATING) for name in (*named[1:], *groups)),
    )


def _cut_names(folded: str, known: Sequence[_Known]) -> Iterator[tuple[str, int]]:
    """(name, start) of known offices of whose name a line holds the greater first part."""
    for office in known:
        for count in range(len(office.words) - 1, max(3, -(-3 * len(office.words) // 4)) - 1, -1):
            part = r"[\s–-]+".join(map(re.escape, office.words[:count]))
            whole = r"[\s–-]+" + re.escape(office.words[count])
            if match := re.search(rf"\b{part}\b(?!{whole})", folded):
                yield office.name, match.start()
                break


def _known(running: str) -> list[_Known]:
    """Offices that the text names at least twice, the longest names first."""
    counts: dict[str, int] = {}
    for line in re.split(r"\n\s*\n", running):
        for office in find_offices(" ".join(line.split())):
            if not office.group:
                counts[office.name] = counts.get(office.name, 0) + 1
    names = [name for name, count in counts.items() if count > 1 and len(name.split()) > 2]
    words = {name: tuple(re.findall(r"[a-z0-9]+", fold(name))) for name in names}
    ranked = sorted(names, key=lambda name: -len(words[name]))
    return [_Known(name, words[name]) for name in ranked if len(words[name]) > 2]
