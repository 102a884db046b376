"""Tasks whose offices stand in label lines: "- Cơ quan chủ trì: Sở Nội vụ", "Thời gian: Quý I".

The labels belong to the item above them, the nearest one that ranks higher.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.deadlines import cell_deadline
from ingest.paragraphs import PLAIN, Paragraph
from ingest.tasks.actors import actors_at, office_name
from ingest.tasks.duties import make_task
from kg.folding import fold
from kg.model import Assignment, Task
from kg.terms import OfficeRole

_LABEL = re.compile(
    r"(?:^|(?<=[.;(])\s?|(?<=\s))(?:(?P<monitor>(?:co quan"
    r"|don vi)(?: chu tri)? (?:theo doi|kiem tra|giam sat)[^:.;]{0,30})"
    r"|(?P<lead>(?:cac )?(?:co quan|don vi|cap)(?: duoc giao)? (?:chu tri|dau moi"
    r"|tham muu|phu trach|chiu trach nhiem)"
    r"[^:.;]{0,30}|chu tri(?: thuc hien)?)"
    r"|(?P<join>(?:(?:co quan|don vi|cap) )?phoi hop(?: thuc hien)?)"
    r"|(?P<do>(?:co quan|don vi|cap|bo phan|trach nhiem"
    r"|phan cong) (?:to chuc )?(?:thuc hien|trien khai)[^:.;]{0,20})"
    r"|(?P<when>thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai"
    r"|bao cao))?(?: nhiem vu)?|tien do(?: thuc hien)?)"
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
        owner = _owner(items, index)
        first = _LABEL.search(group[0].folded)
        inline = first is not None and first.start() > 20
        named = group[0] if inline else owner
        if named and (task := _task(named, group, year, inline=inline)):
            tasks.append(task)
            used |= {id(item) for item in group}
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


def _owner(items: Sequence[Paragraph], index: int) -> Paragraph | None:
    """The item that the labels belong to."""
    rank = items[index].rank
    for item in reversed(items[max(0, index - 40) : index]):
        if rank == PLAIN or item.rank < rank:
            return None if _LABEL.match(item.folded) else item
    return None


def _task(
    named: Paragraph, group: Sequence[Paragraph], year: int | None, *, inline: bool
) -> Task | None:
    offices, when, what = [], None, None
    for kind, value in _values(group):
        if kind == "when":
            when = cell_deadline(value, year=year)
        elif kind == "what":
            what = value
        else:
            offices += [Assignment(name, _ROLE[kind]) for name in listed(value)]
    if not offices:
        return None
    first = _LABEL.search(named.folded)
    text = named.text[: first.start()].strip(" .;(-") if inline and first else named.text
    lines = named.line_start, group[-1].line_end
    task = make_task(text, (), lines, year=year, confidence=0.85)
    return replace(
        task,
        assignments=tuple(dict.fromkeys(offices)),
        deadline=when.day if when else task.deadline,
        deadline_text=when.text if when else task.deadline_text,
        product=what or task.product,
        approver=next((a.office for a in offices if a.role is OfficeRole.APPROVING), task.approver),
    )


def _values(group: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """(kind, value) of each label of a group."""
    for item in group:
        marks = list(_LABEL.finditer(item.folded))
        ends = [mark.start() for mark in marks[1:]] + [len(item.text)]
        for mark, end in zip(marks, ends, strict=True):
            yield str(mark.lastgroup), item.text[mark.end() : end].strip(" .;)-")


def listed(text: str) -> list[str]:
    """Offices of a cell or label: by the grammar of actors, else parted at semicolons and lines."""
    text = " ".join(text.split()).strip(" .;,")
    found = actors_at(fold(text))
    if found and found.end >= len(text) - 2:
        return [office_name(text[start:end]) for start, end in found.spans]
    names = [name.strip(" .,-+") for name in re.split(r"[;\n]|,\s(?=[A-ZĐ][a-zà-ỹ])", text)]
    return [name for name in names if len(name) > 1]
