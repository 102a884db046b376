"""Clashes to plant into clean plans.

Each planting changes or adds a line or two, in the words of such plans, and is named by the kind
of finding it must give. Drawn with a seed: the same every time.
"""

import datetime as dt
import random
import re
from typing import Final

from bench.answers.cited_clashes import (
    cited_later,
    two_dates,
    two_numbers,
    two_periods,
    two_types,
    wrong_date,
    wrong_issuer,
    wrong_title,
)
from bench.answers.clean_plans import Plan, Planting, added, appended, written
from kg.terms import DocumentType, SectionKind
from kg.terms import InconsistencyKind as Kind

_DUTY: Final = "xây dựng cơ sở dữ liệu dùng chung về hồ sơ, thủ tục của ngành"


def own_number(plan: Plan, _draw: random.Random) -> str | None:
    """An appendix that names the plan by another number."""
    head = plan.reading.header
    if head.number is None or head.date is None or not head.number[0].isdigit():
        return None
    other = f"{int(head.number[0]) % 9 + 1}{head.number[1:]}"
    return appended(plan, *_appendix(plan, other, head.date))


def own_date(plan: Plan, _draw: random.Random) -> str | None:
    """An appendix that names the plan by another day."""
    head = plan.reading.header
    if head.number is None or head.date is None:
        return None
    return appended(plan, *_appendix(plan, head.number, head.date - dt.timedelta(days=33)))


def _appendix(plan: Plan, number: str, day: dt.date) -> tuple[str, ...]:
    head = plan.reading.header
    said = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year} của {head.issuer}"
    return "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", f"(Kèm theo {head.type} số {number} {said})"


def own_period(plan: Plan, _draw: random.Random) -> str | None:
    """The plan named in its own text with other years than in its title."""
    title = plan.reading.header.title or ""
    other = re.sub(r"20\d\d", lambda m: str(int(m[0]) - 1), title)
    if other == title or "kế hoạch" not in title.lower():
        return None
    named = other[other.lower().index("kế hoạch") :]
    return added(plan, f"Ủy ban nhân dân ban hành {named} như sau:")


def heading_order(plan: Plan, draw: random.Random) -> str | None:
    """One Roman heading with the number of the next but one."""
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    units = [s for s in plan.reading.sections if s.kind is SectionKind.ROMAN]
    units = [s for s in units if s.label in romans[1:6]]
    if not units:
        return None
    unit = draw.choice(units)
    lines = plan.text.split("\n")
    other = romans[romans.index(unit.label) + 2]
    changed = re.sub(rf"\b{unit.label}\b", other, lines[unit.line - 1], count=1)
    if changed == lines[unit.line - 1]:
        return None
    lines[unit.line - 1] = changed
    return "\n".join(lines)


def appendix_order(plan: Plan, _draw: random.Random) -> str | None:
    """Three appendices, the second with the number of the third."""
    if any(s.kind is SectionKind.APPENDIX for s in plan.reading.sections):
        return None
    heads = (("I", "DANH MỤC NHIỆM VỤ"), ("III", "KINH PHÍ THỰC HIỆN"), ("IV", "BIỂU MẪU BÁO CÁO"))
    lines = [
        line for n, title in heads for line in (f"PHỤ LỤC {n}", title, "Nội dung chi tiết.", "")
    ]
    return appended(plan, *lines)


def _duty(office: str, task: str, deadline: str = "") -> str:
    due = f", hoàn thành trước ngày {deadline}" if deadline else ""
    return f"- {office} chủ trì, phối hợp với các cơ quan, đơn vị liên quan {task}{due}."


def two_leads(plan: Plan, draw: random.Random) -> str | None:
    """A duty with two offices in the lead."""
    pairs = [("Sở Nội vụ", "Sở Tài chính"), ("Sở Tư pháp", "Sở Y tế")]
    one, other = draw.choice(pairs)
    return added(plan, f"- Giao {one} và {other} chủ trì, phối hợp với các xã, phường {_DUTY}.")


def task_two_deadlines(plan: Plan, draw: random.Random) -> str | None:
    """One duty of one office twice, with two days."""
    own = plan.reading.header.date
    if own is None:
        return None
    days = [written(own + dt.timedelta(days=n)) for n in (40, draw.randint(75, 120))]
    return added(plan, *(_duty("Sở Nội vụ", _DUTY, day) for day in days))


def task_two_leads(plan: Plan, _draw: random.Random) -> str | None:
    """One duty twice, each time another office's."""
    return added(plan, _duty("Sở Nội vụ", _DUTY), _duty("Sở Khoa học và Công nghệ", _DUTY))


def deadline_before_plan(plan: Plan, draw: random.Random) -> str | None:
    """A duty due before the plan was signed."""
    own = plan.reading.header.date
    if own is None:
        return None
    due = own - dt.timedelta(days=draw.randint(25, 300))
    return added(plan, _duty("Sở Nội vụ", _DUTY, written(due)))


def deadline_outside_period(plan: Plan, _draw: random.Random) -> str | None:
    """A duty due two years after the plan's last one."""
    period = plan.reading.header.period
    if period is None or not plan.reading.header.title:
        return None
    years = [int(y) for y in re.findall(r"20\d\d", plan.reading.header.title)]
    due = dt.date(max(*years, period.end) + 2, 6, 30) if years else dt.date(period.end + 2, 6, 30)
    return added(plan, _duty("Sở Nội vụ", _DUTY, written(due)))


def impossible_day(plan: Plan, draw: random.Random) -> str | None:
    """A duty due on a day that no calendar has, in one of the ways in which days are written."""
    year = plan.reading.header.date.year + 1 if plan.reading.header.date else 2026
    due = draw.choice(
        [f"31/{draw.choice([4, 6, 9, 11])}/{year}", f"32/01/{year}", f"30 tháng 02 năm {year}",
         "31/6 hằng năm", f"15/13/{year}"]
    )  # fmt: skip
    return added(plan, _duty("Sở Nội vụ", _DUTY, due))


def target_two_values(plan: Plan, draw: random.Random) -> str | None:
    """The line of a target once more, with another value."""
    lines = plan.text.split("\n")
    of_plan = plan.reading.header.type in {DocumentType.PLAN, DocumentType.PROGRAMME}
    usable = [
        t for t in plan.reading.targets
        if t.unit == "%" and len(t.indicator.split()) >= 7
        and re.search(rf"\b{t.value:g}\s?%", lines[t.line - 1])
        and len(re.findall(r"%", lines[t.line - 1])) == 1
    ]  # fmt: skip
    if not usable or not of_plan:
        return None
    target = draw.choice(usable)
    other = 95 if target.value != 95 else 80
    return added(plan, re.sub(rf"\b{target.value:g}(\s?%)", rf"{other}\1", lines[target.line - 1]))


def office_not_of_level(plan: Plan, _draw: random.Random) -> str | None:
    """A duty of a district's committee, in a plan of after the districts' end."""
    own = plan.reading.header.date
    if own is None or own < dt.date(2025, 7, 1):
        return None
    return added(plan, _duty("Ủy ban nhân dân huyện Cái Bè", _DUTY))


PLANTINGS: Final[dict[Kind, Planting]] = {
    Kind.TWO_DATES: two_dates,
    Kind.TWO_TYPES: two_types,
    Kind.TWO_NUMBERS: two_numbers,
    Kind.TWO_PERIODS: two_periods,
    Kind.WRONG_TITLE: wrong_title,
    Kind.WRONG_DATE: wrong_date,
    Kind.WRONG_ISSUER: wrong_issuer,
    Kind.CITED_LATER: cited_later,
    Kind.OWN_NUMBER: own_number,
    Kind.OWN_DATE: own_date,
    Kind.OWN_PERIOD: own_period,
    Kind.HEADING_ORDER: heading_order,
    Kind.APPENDIX_ORDER: appendix_order,
    Kind.TWO_LEADS: two_leads,
    Kind.TASK_TWO_DEADLINES: task_two_deadlines,
    Kind.TASK_TWO_LEADS: task_two_leads,
    Kind.DEADLINE_BEFORE_PLAN: deadline_before_plan,
    Kind.DEADLINE_OUTSIDE_PERIOD: deadline_outside_period,
    Kind.IMPOSSIBLE_DAY: impossible_day,
    Kind.TARGET_TWO_VALUES: target_two_values,
    Kind.OFFICE_NOT_OF_LEVEL: office_not_of_level,
}
