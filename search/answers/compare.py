"""Two or more documents side by side: bases, targets, deadlines, leads, counts, which is newer."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from kg.folding import tokens
from kg.model import DocumentRecord, Target
from kg.number import number_key
from kg.terms import NoAnswer
from search.answers import compared_days, compared_matters, comparisons
from search.answers.comparisons import Compared
from search.answers.sides import Sides, named, sides
from search.evidence import MAX_EVIDENCE, Answer, first_rows, label, place_names, refuse
from search.holdings import place_key
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

_COMPARES: Final = re.compile(
    r"\b(?:so sanh|so voi|so (?:chi tieu|muc tieu|can cu|ke hoach|ty le)|doi chieu"
    r"|khac (?:nhau|gi|biet|o)|giong (?:nhau|gi)|chung|trung nhau|chenh|lech|hon|truoc|sau"
    r"|cung (?:dan|can cu|mot|don vi|co quan)|compare|diff|vs|ben nao|moi ben|noi nao"
    r"|ai dat|nao (?:cao|thap|moi|cu|som|muon|nhieu|it)"
    r"|ma (?:\w+ ){1,8}khong)\b"
)
_NEWER: Final = re.compile(
    r"\b(?:moi|(?<!can )cu|gan day) hon\b|\b(?:ra doi|ra|ban hanh|ky|co) (?:truoc|sau)\b"
    r"|\b(?:cai|van ban|nghi dinh|luat|quyet dinh|thong tu|nghi quyet) nao (?:truoc|sau|moi|cu hon)"
    r"\b|\b(?:newer|older)\b"
)
_CITES: Final = re.compile(
    r"\b(?:dan|vien dan|trich dan|nhac|can cu|dua)\b(?: (?:den|toi|tren|vao|theo))?"
)
_KIND: Final = r"(nghi dinh|thong tu|luat|quyet dinh|nghi quyet|chi thi)"
_CITED_KIND: Final = re.compile(rf"\b(?:hai|2) {_KIND}\b|\b{_KIND} nao\b")
_ON: Final = re.compile(rf"\bve (.+?)(?= {_KIND} nao\b| cai nao\b| thi\b|$)")
_BASES: Final = re.compile(
    r"\b(?:can cu|co so phap ly|vien dan|trich dan"
    r"|dan (?:\w+ )?(?:cung|chung|van ban|luat|nghi))\b"
)
_COUNT: Final = re.compile(
    r"\b(?:nhieu|it|may|bao nhieu) ((?:[a-z]+ ){1,4}?)(?:hon|ngay hon|nhat|nhe|vay|$)"
    r"|\b(?:nhieu|it) hon (?:\w+ ){0,8}?(?:bao nhieu )?(nhiem vu|chi tieu|can cu|viec)\b"
    r"|\b(?:may|bao nhieu) (nhiem vu|chi tieu|can cu|viec|van ban)\b"
    r"|\b(nhiem vu|chi tieu|can cu|viec) (?:\w+ ){0,6}?(?:nhieu|it) hon\b"
)
_THINGS: Final = {
    "nhiem vu": "tasks", "viec": "tasks", "dau viec": "tasks", "cong viec": "tasks",
    "chi tieu": "targets", "muc tieu": "targets", "can cu": "bases", "van ban": "citations",
    "can cu phap ly": "bases", "van ban vien dan": "citations",
}  # fmt: skip
_DEADLINE: Final = re.compile(
    r"\b(?:som|muon|tre|cham) hon\b|\b(?:thoi )?han\b|\bdeadline\b|\bxong (?:truoc|sau)\b"
)
_LEAD: Final = re.compile(
    r"\b(?:chu tri|dau moi|giao (?:cho )?(?:ai|co quan|don vi|phong|so)|cung (?:don vi|co quan)"
    r"|don vi nao|co quan nao|ai (?:lam|phu trach|chu tri))\b"
)
_TARGET: Final = re.compile(
    r"\b(?:chi tieu|muc tieu|ty le|ti le|muc|cao|thap|dat|phan dau|phan tram)\b|%"
)
_AS_WHOLES: Final = re.compile(r"\b(?:so sanh|so voi|khac|giong|doi chieu|compare|diff|vs)\b")
_AHEAD: Final = re.compile(r"\b(?:hay|voi|va|giua)\b.*\bhon\b|\bhon\b.*\bhay\b")
_YEAR: Final = re.compile(r"\b20\d\d\b")
# Words of comparing, asking and joining; what is left is the matter compared.
_NOISE: Final = re.compile(
    r"\b(?:so sanh|so voi|doi chieu|khac nhau|khac gi|giong nhau|giua|cao hon|thap hon|lon hon"
    r"|nho hon|compare|diff|vs|cho nao"
    r"|diem nao|the|som hon|muon hon|nhieu hon|it hon|chenh nhau"
    r"|chenh|lech nhau|bao nhieu|ben nao|noi nao|nao"
    r"|ke hoach|van ban|quyet dinh|chi tieu|muc tieu|ty le|ti le|phan tram|chu tri|dau moi|nhiem vu"
    r"|thoi han|han|deadline|hoan thanh|cung mot|cung|moi ben|the nao|ra sao|cho (?:em|toi|minh)"
    r"|thi|voi|va|hay|cua|ai|dat|muc|co|khong|la|ve|o|tai|trong|hai|ba|hon|cho|giao|viec|do|duoc"
    r"|phuong|xa|tinh|thanh pho|huyen|a|vay|nhi|gi|sao|nhe|lam|truoc|sau|phai|don vi|co quan|cao"
    r"|thap|som|muon|nam)\b"
)


def compare(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """The documents named side by side, in the respect that is asked."""
    folded = question.folded
    if not _COMPARES.search(folded):
        return refuse(question, NoAnswer.UNCLEAR)
    groups = _numbered_groups(question)
    held = all(record.held for group in groups for record in group)
    if _NEWER.search(folded) and len(groups) >= 2 and not (held or _CITES.search(folded)):
        told = compared_days.newer_of(sources, groups)
        return _answer(question, told, [group[0] for group in groups])
    found = sides(question, sources.held())
    refused = _not_two(question, found)
    if refused is not None:
        return refused
    return _answer(question, _compared(question, sources, found.records), found.records)


def sets_side_by_side(question: Question) -> bool:
    """Whether a question asks which of several is ahead, or what they rest on together or apart."""
    held = {r.id for r in (*question.plans, *question.documents) if r.held}
    if len(held) < 2:
        return False
    if _AHEAD.search(question.folded):
        return True
    both = re.search(r"\b(?:cung|chung|giong nhau|khac nhau|trung nhau)\b", question.folded)
    return bool(both and _BASES.search(question.folded))


def _numbered_groups(question: Question) -> list[list[DocumentRecord]]:
    """The documents of each number named."""
    by_number: dict[str, list[DocumentRecord]] = {}
    for record in question.documents:
        by_number.setdefault(number_key(record.header.number or record.id), []).append(record)
    return list(by_number.values()) if len(by_number) == len(question.numbers) else []


def _not_two(question: Question, found: Sides) -> Answer | None:
    """Why there are no two sides."""
    if found.missing:
        return refuse(question, NoAnswer.NOT_HELD, found.missing)
    if found.choices:
        place = found.choices[0].header.place
        told = refuse(question, NoAnswer.UNCLEAR, place.name if place else "")
        return replace(told, choices=found.choices)
    if len(found.records) < 2:
        known = named(found.records[0]) if found.records else ""
        return refuse(question, NoAnswer.UNCLEAR, f"mới rõ một bên: {known}" if known else "")
    return None


def _compared(question: Question, sources: Sources, records: Sequence[DocumentRecord]) -> Compared:
    """The first respect that the question's words name."""
    folded = question.folded
    if _NEWER.search(folded):
        return _newer(folded, sources, records)
    what = _count_asked(folded)
    if what in _THINGS:
        return comparisons.counts(sources, records, _THINGS[what])
    if _BASES.search(folded):
        only = re.search(r"\b(?:can cu|co so phap ly)\b", folded) is not None
        return comparisons.bases(sources, records, only_bases=only)
    topic = _topic(question, records)
    return _matter(question, sources, records, topic, what)


def _matter(
    question: Question,
    sources: Sources,
    records: Sequence[DocumentRecord],
    topic: tuple[str, ...],
    what: str,
) -> Compared:
    """The like task or target of each; without a matter, the documents as wholes."""
    folded = question.folded
    if not topic and not what:
        whole = _AS_WHOLES.search(folded)
        return comparisons.overview(sources, records) if whole else Compared("", unclear=True)
    if what and what != "ngay":
        return comparisons.stated_counts(sources, records, what)
    respects = (
        (what == "ngay", compared_matters.durations),
        (_DEADLINE.search(folded), compared_matters.deadlines),
        (_LEAD.search(folded), compared_matters.leads),
    )
    told = next((tell for asked, tell in respects if asked), None)
    if told is not None:
        return told(sources, records, topic)
    if _TARGET.search(folded) or re.search(r"\bhon\b", folded):
        return compared_matters.targets(sources, records, topic, _of_year(question))
    return Compared("", unclear=True)


def _newer(folded: str, sources: Sources, records: Sequence[DocumentRecord]) -> Compared:
    kind = _CITED_KIND.search(folded)
    if kind is None or not _CITES.search(folded):
        return compared_days.newer_side(sources, records)
    on = _ON.search(folded)
    topic = tuple(dict.fromkeys(tokens(on[1]))) if on else ()
    if not topic:
        return Compared("days", unclear=True)
    return compared_days.newer_cited(sources, records, kind[1] or kind[2], topic)


def _count_asked(folded: str) -> str:
    """The things that are counted, as the question calls them; "" where none is."""
    match = _COUNT.search(folded)
    return next((part.strip() for part in match.groups() if part), "") if match else ""


def _topic(question: Question, records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """The matter compared: the question's words without places, numbers and words of comparing."""
    left = question.folded
    for record in records:
        place = record.header.place
        names = [place.name, place.district or "", place.province or ""] if place else []
        for name in filter(None, map(place_key, names)):
            left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", left)
    for office in sorted(question.offices, key=len, reverse=True):
        left = left.replace(normalise(office), " ")
    left = _NOISE.sub(" ", " ".join(word for word in left.split() if "/" not in word))
    words = tokens(_YEAR.sub(" ", left))
    return tuple(dict.fromkeys(word for word in words if not word.isdigit()))


def _of_year(question: Question) -> Callable[[Target], bool]:
    years = {int(year) for year in _YEAR.findall(question.folded)}
    if len(years) != 1:
        return lambda _: True
    return lambda item: item.year is None or item.year in years


def _answer(question: Question, told: Compared, records: Sequence[DocumentRecord]) -> Answer:
    subject = "; ".join(map(named, records))
    if told.missing is not None:
        return refuse(question, NoAnswer.NOT_FOUND, named(told.missing))
    if told.unclear or not told.rows:
        return refuse(question, NoAnswer.UNCLEAR, subject)
    cited = [str(row["canonical"]) for row in told.rows if row.get("canonical")]
    leads = [office for row in told.rows for office in row.get("leads", [])]
    return Answer(
        question,
        answered=True,
        subject=subject,
        documents=tuple(dict.fromkeys([*map(label, records), *cited])),
        offices=tuple(dict.fromkeys(leads)),
        places=place_names(records),
        rows=tuple(row | {"compared": told.what} for row in first_rows(question, told.rows)),
        total=len(told.rows),
        evidence=told.evidence[:MAX_EVIDENCE],
        confidence=told.confidence,
    )
