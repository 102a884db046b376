"""Answers on tasks as one plain Vietnamese sentence."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.terms import Intent, OfficeRole
from search.conditions import Conditions, Lacking
from search.evidence import Answer
from ui import labels
from ui.listed import listed, shortened

Row = Mapping[str, Any]
_LACKING: Final = {
    Lacking.DEADLINE: "không ghi thời hạn",
    Lacking.LEAD: "không rõ ai chủ trì",
    Lacking.PRODUCT: "không ghi sản phẩm",
}


def task(row: Row) -> str:
    """One task: what, who in which part, by when."""
    by_role: dict[str, list[str]] = {}
    for item in row["assignments"]:
        by_role.setdefault(labels.OFFICE_ROLES[OfficeRole(item["role"])], []).append(item["office"])
    parts = [f"{role}: {', '.join(offices)}" for role, offices in by_role.items()]
    if row["deadline_text"] or row["deadline"]:
        parts.append(f"thời hạn: {row['deadline_text'] or labels.iso_date(row['deadline'])}")
    for base in row.get("dead_bases", ()):
        later = f", thay bằng {', '.join(base['replaced_by'])}" if base["replaced_by"] else ""
        parts.append(f"viện dẫn {base['canonical']} không còn hiệu lực đầy đủ{later}")
    return f"{row['task']} ({'; '.join(parts)})" if parts else str(row["task"])


def is_stated(given: Answer) -> bool:
    """Whether the answer is lines of a text, not tasks that were read from it."""
    if given.question.intent is Intent.FIND_SECTION or not given.rows:
        return False
    return "assignments" not in given.rows[0] and "text" in given.rows[0]


def stated(given: Answer) -> str:
    """The line that says it, with its heading."""
    row = given.rows[0]
    heading = row["heading_path"][-1] if row["heading_path"] else ""
    return f"Văn bản ghi{f' ở mục “{heading}”' if heading else ''}: {shortened(row['text'])}"


def who_leads(given: Answer) -> str:
    """The tasks asked about with their offices."""
    return f"{listed([task(row) for row in given.rows[:3]])}."


def product(given: Answer) -> str:
    """What the tasks asked about are to yield."""
    names = [f"{row['task']}: sản phẩm là {row['product']}" for row in given.rows]
    return f"{listed(names)}."


def tasks_of_office(given: Answer) -> str:
    """How many tasks an office has, and the first of them."""
    office = ", ".join(given.question.offices) or given.subject
    names = [str(row["task"]) for row in given.rows]
    return f"{office} có {given.total} nhiệm vụ{_conditions(given)}: {listed(names, given.total)}."


def list_tasks(given: Answer) -> str:
    """How many tasks meet the conditions, and the first of them."""
    if given.question.offices:
        return tasks_of_office(given)
    names = [task(row) for row in given.rows]
    return f"Có {given.total} nhiệm vụ{_conditions(given)}: {listed(names, given.total)}."


def _conditions(given: Answer) -> str:
    """The conditions that the tasks meet, in words."""
    asked: Conditions = given.question.conditions
    parts = [_LACKING[what] for what in Lacking if what in asked.lacking]
    if asked.field:
        parts.append(f"thuộc lĩnh vực {asked.field}")
    if asked.due is not None:
        first, last = (labels.vietnamese_date(day) for day in (asked.due.first, asked.due.last))
        parts += [f"đến hạn từ ngày {first}"] if first else []
        parts += [f"đến hạn không muộn hơn ngày {last}"] if last else []
    if asked.dead_base:
        parts.append("viện dẫn văn bản không còn hiệu lực đầy đủ")
    return f" {', '.join(parts)}" if parts else ""


def deadline(given: Answer) -> str:
    """By when the tasks asked about are due."""
    return f"{listed([task(row) for row in given.rows])}."


def workload(given: Answer) -> str:
    """Offices with their numbers of tasks, in the order asked for; whose, where that differs."""
    several = len({row["place"] for row in given.rows}) > 1
    names = [
        f"{_of_unit(row) if several else row['office']}"
        f" ({row['tasks']} nhiệm vụ{_roles(row['roles'])})"
        for row in given.rows
    ]
    return f"{listed(names, given.total)}."


def _of_unit(row: Mapping[str, Any]) -> str:
    office, unit = str(row["office"]), row["place"]
    return f"{office}, {unit}" if unit and unit.lower() not in office.lower() else office


def _roles(roles: Mapping[str, int]) -> str:
    told: Sequence[str] = [
        f"{labels.OFFICE_ROLES[OfficeRole(role)]} {count}" for role, count in roles.items()
    ]
    return f": {', '.join(told)}" if told else ""
