"""Clashes to plant between what a plan says of a cited document and what it, or the registry, says.

Each planting is as those of `bench.answers.clashes`.
"""

import datetime as dt
import random
import re
from dataclasses import replace
from typing import Final

from bench.answers.clean_plans import Plan, added, written
from kg.model import Mention
from kg.terms import MentionType

_OTHER_TYPE: Final = {"NQ": "QĐ", "QĐ": "KH", "KH": "QĐ", "NĐ": "TT", "CT": "QĐ", "TT": "NĐ"}


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
