"""Clashes to plant into clean plans.

Each planting changes or adds a line or two, in the words of such plans, and is named by the kind
of finding it must give. Drawn with a seed: the same every time.
"""

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kg.model import Mention, Reading
from kg.registry import Registry
from kg.terms import DocumentType, MentionType, SectionKind
from kg.terms import InconsistencyKind as Kind
from ui.library import Library

_CLOSING: Final = re.compile(r"^\W*Nơi nhận", re.IGNORECASE)
_OTHER_TYPE: Final = {"NQ": "QĐ", "QĐ": "KH", "KH": "QĐ", "NĐ": "TT", "CT": "QĐ", "TT": "NĐ"}
_DUTY: Final = "xây dựng cơ sở dữ liệu dùng chung về hồ sơ, thủ tục của ngành"


@dataclass(frozen=True, slots=True)
class Plan:
    """A clean plan. text: its lines; reading: what is read from them, linked."""

    name: str
    text: str
    reading: Reading
    library: Library

    @property
    def registry(self) -> Registry:
        """What is known of other documents."""
        return self.library.registry


Planting = Callable[[Plan, random.Random], str | None]


def added(plan: Plan, *lines: str) -> str:
    """The plan with lines before the last of its body, or else before its list of recipients."""
    all_ = plan.text.split("\n")
    at = next((i for i, line in enumerate(all_) if line.rstrip().endswith("./.")), None)
    if at is None:
        at = next((i for i, line in enumerate(all_) if _CLOSING.match(line)), len(all_))
    return "\n".join((*all_[:at], *lines, *all_[at:]))


def appended(plan: Plan, *lines: str) -> str:
    """The plan with lines behind its end, as an appendix has them."""
    return "\n".join((plan.text.rstrip("\n"), "", *lines))


def written(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _cited(plan: Plan, *, titled: bool = False) -> list[Mention]:
    """Numbered mentions with a day, an issuer and, if wanted, a title, each number once."""
    found: dict[str, Mention] = {}
    for mention in plan.reading.mentions:
        plain = mention.mention_type is MentionType.NUMBERED and not mention.problems
        whole = plain and mention.date and mention.issuer and mention.type
        told = not titled or len((mention.title or "").split()) >= 8
        if whole and told and mention.canonical:
            found.setdefault(mention.canonical, mention)
    return [m for m in found.values() if m.canonical != plan.reading.header.number]


def _names(mention: Mention, number: str, day: dt.date, title: str = "") -> str:
    said = f"{mention.type} số {number} ngày {written(day)} của {mention.issuer} {title}"
    return f"- Tiếp tục thực hiện {' '.join(said.split())}."


def two_dates(plan: Plan, draw: random.Random) -> str | None:
    """One cited number once more, of another month."""
    cited = _cited(plan)
    if not cited:
        return None
    mention = draw.choice(cited)
    day = mention.date or dt.date.min
    other = day.replace(month=day.month % 12 + 1, day=min(day.day, 28))
    return added(plan, _names(mention, mention.canonical or "", other, mention.title or ""))


def two_types(plan: Plan, draw: random.Random) -> str | None:
    """One cited number once more, with the code of another kind of document."""
    cited = [m for m in _cited(plan, titled=True) if _code(m) in _OTHER_TYPE]
    if not cited:
        return None
    mention = draw.choice(cited)
    number = re.sub(
        rf"/{_code(mention)}-", f"/{_OTHER_TYPE[_code(mention)]}-", mention.canonical or ""
    )
    kinds = {"QĐ": "Quyết định", "KH": "Kế hoạch", "TT": "Thông tư", "NĐ": "Nghị định"}
    other = replace(mention, type=kinds[_OTHER_TYPE[_code(mention)]])
    return added(plan, _names(other, number, mention.date or dt.date.min, mention.title or ""))


def _code(mention: Mention) -> str:
    found = re.search(r"/([A-ZĐ]+)-", mention.canonical or "")
    return found[1] if found else ""


def two_numbers(plan: Plan, draw: random.Random) -> str | None:
    """One cited document once more, two figures of its number exchanged or one changed."""
    cited = [m for m in _cited(plan, titled=True) if re.match(r"[1-9]\d", m.canonical or "")]
    if not cited:
        return None
    mention = draw.choice(cited)
    canonical = mention.canonical or ""
    number = f"{(int(canonical[0]) % 9) + 1}{canonical[1:]}"
    return added(plan, _names(mention, number, mention.date or dt.date.min, mention.title or ""))


def two_periods(plan: Plan, draw: random.Random) -> str | None:
    """One cited document once more, its title with another span of years."""
    span = re.compile(r"(20\d\d)(\s*[-–]\s*)(20\d\d)")
    cited = [m for m in _cited(plan, titled=True) if span.search(m.title or "")]
    if not cited:
        return None
    mention = draw.choice(cited)
    title = span.sub(lambda m: f"{int(m[1]) + 5}{m[2]}{int(m[3]) + 5}", mention.title or "")
    return added(plan, _names(mention, mention.canonical or "", mention.date or dt.date.min, title))


def _registered(plan: Plan, draw: random.Random) -> tuple[Mention, str, dt.date]:
    """A registered document as a mention, its title, its day."""
    known = [
        entry
        for entry in plan.registry.entries.values()
        if entry.title and entry.signed and len(entry.title.split()) >= 8 and entry.issuer
        and entry.type and entry.signed < (plan.reading.header.date or dt.date(2025, 1, 1))
        and entry.number not in {m.canonical for m in plan.reading.mentions}
    ]  # fmt: skip
    entry = draw.choice(sorted(known, key=lambda one: one.key))
    model = plan.reading.mentions[0]
    named = replace(model, canonical=entry.number, type=entry.type, issuer=entry.issuer)
    return named, entry.title or "", entry.signed or dt.date.min


def wrong_title(plan: Plan, draw: random.Random) -> str | None:
    """A registered number with the title of another registered document."""
    mention, _, day = _registered(plan, draw)
    _, title, _ = _registered(plan, draw)
    return added(plan, _names(mention, mention.canonical or "", day, title))


def wrong_date(plan: Plan, draw: random.Random) -> str | None:
    """A registered number with its own title and another day."""
    mention, title, day = _registered(plan, draw)
    other = day.replace(month=day.month % 12 + 1, day=min(day.day, 28))
    if other >= (plan.reading.header.date or dt.date(2025, 1, 1)):
        return None
    return added(plan, _names(mention, mention.canonical or "", other, title))


def wrong_issuer(plan: Plan, draw: random.Random) -> str | None:
    """A number of the Government, said to be of the committee of a province."""
    cited = [m for m in _cited(plan) if (m.canonical or "").endswith(("-CP", "-TTg"))]
    if not cited:
        return None
    mention = replace(draw.choice(cited), issuer="Ủy ban nhân dân tỉnh Tiền Giang")
    return added(plan, _names(mention, mention.canonical or "", mention.date or dt.date.min))


def cited_later(plan: Plan, draw: random.Random) -> str | None:
    """A decision signed after the plan."""
    own = plan.reading.header.date
    if own is None:
        return None
    day = own + dt.timedelta(days=draw.randint(40, 200))
    said = f"Quyết định số {draw.randint(1200, 2900)}/QĐ-TTg ngày {written(day)}"
    return added(plan, f"- Tiếp tục thực hiện {said} của Thủ tướng Chính phủ.")


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
    Kind.TARGET_TWO_VALUES: target_two_values,
    Kind.OFFICE_NOT_OF_LEVEL: office_not_of_level,
}
