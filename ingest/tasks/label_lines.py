"""Tasks whose offices stand in label lines: "- Cơ quan chủ trì: Sở Nội vụ", "Thời gian: Quý I".

The labels belong to the item above them, the nearest one that ranks higher, or, where duties of
their own rank stand under that, to each of these. Who has to watch ("Cơ quan theo dõi, kiểm tra")
has a task of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ingest.deadlines import Deadline, cell_deadline
from ingest.paragraphs import PLAIN, Paragraph
from ingest.tasks.actors import actors_at, office_name
from ingest.tasks.duties import make_task
from ingest.tasks.duty_lists import is_duty
from kg.folding import fold
from kg.model import Assignment, Task
from kg.terms import OfficeRole

_LABEL = re.compile(
    r"(?:^|(?<=[.;(])\s?|(?<=\s))(?:(?P<monitor>(?:co quan"
    r"|don vi)(?: chu tri)? (?:theo doi|kiem tra|giam sat)[^:.;]{0,30})"
    r"|(?P<lead>(?:cac )?(?:co quan|don vi|cap)(?: duoc giao)? (?:chu tri|dau moi"
    r"|tham muu|phu trach|chiu trach nhiem)"
    r"[^:.;]{0,30}|(?:phan cong )?chu tri(?: thuc hien)?)"
    r"|(?P<join>(?:(?:cac )?(?:co quan|don vi|cap) )?phoi hop(?: thuc hien)?)"
    r"|(?P<do>(?:cac )?(?:co quan|don vi|cap|bo phan|trach nhiem"
    r"|phan cong) (?:to chuc )?(?:thuc hien|trien khai)[^:.;]{0,20})"
    r"|(?P<when>thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai"
    r"|bao cao))?(?: nhiem vu)?|tien do(?: thuc hien)?|(?:han )?hoan thanh)"
    r"|(?P<text>noi dung(?: (?:thuc hien|cong viec|nhiem vu|cong tac))?|ten nhiem vu)"
    r"|(?P<what>san pham(?: dau ra| du kien)?|ket qua dau ra)"
    r"|(?P<approve>(?:cap|co quan) (?:ban hanh|phe duyet|trinh)[^:.;]{0,20}))\s?:\s?"
)
_ROLE = {
    "monitor": OfficeRole.MONITORING,
    "lead": OfficeRole.LEAD,
    "join": OfficeRole.COORDINATING,
    "do": OfficeRole.PERFORMING,
    "approve": OfficeRole.APPROVING,
}
# A cell's list; a hyphen is a mark only where the cell begins with one ("Văn hóa\n- Xã hội").
_HYPHENS = re.compile(r"(?:^|[\n;])\s*[-–]\s*(?=[A-ZĐÀ-Ỹ])")
_BULLETS = re.compile(r"(?:^|\s|;)\s*[+•*]\s*(?=[A-ZĐÀ-Ỹ])|;\s*\n")
_WATCHING = "Theo dõi, kiểm tra việc thực hiện: "
_NO_OWNER = re.compile(
    r"thi hanh quyet dinh nay|^\W*(?:noi nhan|luu)\b|danh muc[^.]{0,20} thu tuc hanh chinh"
)
FARTHEST = 60  # lines between an item and the labels that belong to it


@dataclass(slots=True)
class _Labels:
    """What the labels of one group say."""

    offices: list[Assignment] = field(default_factory=list)
    when: Deadline | None = None
    what: str | None = None
    text: str | None = None


def label_tasks(items: Sequence[Paragraph], *, year: int | None) -> tuple[list[Task], set[int]]:
    """Tasks with label lines, and the `id` of every paragraph that is nothing but labels."""
    tasks: list[Task] = []
    used: set[int] = set()
    index = 0
    while index < len(items):
        group = _group(items, index)
        if not group:
            index += 1
            continue
        said = _read(group, year)
        if said.offices:
            found = list(_tasks(items, index, group, said, year))
            tasks += found
            used |= {id(item) for item in group} if found else set()
        index += len(group)
    return tasks, used


def _group(items: Sequence[Paragraph], index: int) -> list[Paragraph]:
    """The run of paragraphs from here that hold labels."""
    group: list[Paragraph] = []
    for item in items[index:]:
        labels = [match.lastgroup for match in _LABEL.finditer(item.folded)]
        begins = _LABEL.match(item.folded) is not None
        if not labels or (group and not begins):
            break
        if not group and not begins and (len(labels) < 2 or labels[0] == "when"):
            break
        group.append(item)
        if not begins and len(group) == 1:
            break
    kinds = {m.lastgroup for item in group for m in _LABEL.finditer(item.folded)}
    return group if kinds & set(_ROLE) else []


def _tasks(
    items: Sequence[Paragraph],
    index: int,
    group: Sequence[Paragraph],
    said: _Labels,
    year: int | None,
) -> Iterator[Task]:
    first = _LABEL.search(group[0].folded)
    if first is not None and first.start() > 20:
        text = group[0].text[: first.start()].strip(" .;(-")
        yield from _of_one(text, (group[0].line_start, group[-1].line_end), said, year)
        return
    if said.text:
        yield from _of_one(said.text, (group[0].line_start, group[-1].line_end), said, year)
        return
    owner = _owner(items, index)
    if owner is None:
        return
    for item in _beside(items, index, owner):
        yield from _of_one(item.text, (item.line_start, group[-1].line_end), said, year)


def _owner(items: Sequence[Paragraph], index: int) -> Paragraph | None:
    """The item that the labels belong to."""
    rank = items[index].rank
    for item in reversed(items[max(0, index - 40) : index]):
        if rank == PLAIN or item.rank < rank:
            far = items[index].line_start - item.line_end > FARTHEST
            beside = _LABEL.match(item.folded) or _NO_OWNER.search(item.folded)
            return None if far or beside else item
    return None


def _beside(items: Sequence[Paragraph], index: int, owner: Paragraph) -> list[Paragraph]:
    """The duties of the labels' own rank right before them, else the item above."""
    before = takewhile(
        lambda item: item.rank == items[index].rank and not _LABEL.match(item.folded),
        reversed(items[max(0, index - 40) : index]),
    )
    duties = [item for item in before if item is not owner]
    told = [item for item in reversed(duties) if is_duty(item)]
    return told if told and len(told) == len(duties) and items[index].rank != PLAIN else [owner]


def _of_one(text: str, lines: tuple[int, int], said: _Labels, year: int | None) -> Iterator[Task]:
    """The task of those who act, and that of those who watch them."""
    watch = [each for each in said.offices if each.role is OfficeRole.MONITORING]
    acting = [each for each in said.offices if each.role is not OfficeRole.MONITORING]
    for offices, words in ((acting, text), (watch, _WATCHING + text if acting else text)):
        if not offices:
            continue
        task = make_task(words, (), lines, year=year, confidence=0.85)
        approver = (each.office for each in offices if each.role is OfficeRole.APPROVING)
        yield replace(
            task,
            assignments=tuple(dict.fromkeys(offices)),
            deadline=said.when.day if said.when else task.deadline,
            deadline_text=said.when.text if said.when else task.deadline_text,
            product=said.what or task.product,
            approver=next(approver, task.approver),
        )


def _read(group: Sequence[Paragraph], year: int | None) -> _Labels:
    said = _Labels()
    for kind, value in _values(group):
        if kind == "when":
            said.when = cell_deadline(value, year=year)
        elif kind == "what":
            said.what = value
        elif kind == "text":
            said.text = value
        else:
            said.offices += [Assignment(name, _ROLE[kind]) for name in listed(value)]
    return said


def _values(group: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """(kind, value) of each label of a group."""
    for item in group:
        marks = list(_LABEL.finditer(item.folded))
        ends = [mark.start() for mark in marks[1:]] + [len(item.text)]
        for mark, end in zip(marks, ends, strict=True):
            yield str(mark.lastgroup), item.text[mark.end() : end].strip(" .;)-")


def listed(text: str) -> list[str]:
    """Offices of a cell or label: by the grammar of actors, else parted at semicolons and lines."""
    marked = _HYPHENS.split(text) if _HYPHENS.match(text) else [text]
    parts = [part for more in marked for part in _BULLETS.split(more) if part.strip(" .;,")]
    return list(dict.fromkeys(name for part in parts for name in _listed(part)))


def _listed(text: str) -> list[str]:
    text = " ".join(text.split()).strip(" .;,")
    found = actors_at(fold(text))
    if found and found.end >= len(text) - 2:
        return [office_name(text[start:end]) for start, end in found.spans]
    names = [name.strip(" .,-+") for name in re.split(r"[;\n]|,\s(?=[A-ZĐ][a-zà-ỹ])", text)]
    return [name for name in names if len(name) > 1]
