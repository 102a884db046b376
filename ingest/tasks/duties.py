"""One duty to one task: roles, bodies that take part, deadline, product.

A duty is a clause that says what an office has to do ("Chủ trì, phối hợp với Sở Tài chính tham mưu
UBND tỉnh ban hành …"). Who has to do it is found by `ingest.tasks`, and given here.
"""

import re
from collections.abc import Sequence

from ingest.deadlines import find_deadline
from ingest.tasks.actors import actors_at, office_name
from ingest.tasks.reporting import reported_to
from kg.folding import fold
from kg.model import Assignment, Task
from kg.reform_fields import classify_field
from kg.terms import OfficeRole, TaskSource

_ADVERB = (
    r"(?:(?:thuong xuyen|kip thoi|chu dong|truc tiep|tiep tuc|tich cuc|hang (?:nam"
    r"|quy|thang|tuan)|dinh ky"
    r"|nghiem tuc|khan truong|day manh|tang cuong|phai|can|se|va|cung|cu the"
    r"|dong thoi|co trach nhiem"
    r"|chiu trach nhiem|co nhiem vu|duoc giao|la|co quan|don vi|dau moi|lam dau moi),?\s)*"
)
_ROLES: tuple[tuple[re.Pattern[str], OfficeRole], ...] = (
    (re.compile(rf"^{_ADVERB}ch[uiy]+ t[rt]i"), OfficeRole.LEAD),
    (re.compile(rf"^{_ADVERB}ph\w{{1,3}} h[o0]p"), OfficeRole.COORDINATING),
    (
        re.compile(rf"^{_ADVERB}(?:tong hop,? )?(?:tham muu|de xuat|giup|tu van|trinh)\b"),
        OfficeRole.ADVISING,
    ),
    (
        re.compile(
            rf"^{_ADVERB}(?:huong dan,? )?"
            r"(?:theo doi|don doc|kiem tra|giam sat|thanh tra|danh gia)\b"
        ),
        OfficeRole.MONITORING,
    ),
)
_LEAD_SOON = re.compile(r"^.{0,120}?(?<!quan )(?<!vi )\bchu tri\b(?!,? to chuc hop)")
_COORDINATE = re.compile(
    r"\bph\w{1,3} h[o0]p(?: chat che| dong bo| thuong xuyen)?(?:,? (?:voi"
    r"|cung))?(?: (?:cac )?luc luong)?\s"
)
_THROUGH = re.compile(r"[(\s](?:thong )?qua\s")
# To whom something is submitted: "trình X …" whatever X then does, "tham mưu X ban hành …".
_SUBMIT = re.compile(r"\btrinh\s|(?P<advice>\b(?:bao cao|tham muu(?: cho| giup)?)\s)")
_NO_DECISION = re.compile(r"\s?(?:[,;.)]|$|gui\b|theo\b|va gui)")
_DECIDES = re.compile(
    r",?\s(?:de )?(?:xem xet|ban hanh|phe duyet|quyet dinh|cong bo|thong qua|cho y kien"
    r"|chap thuan)\b"
)
_AUTHORITY = re.compile(r"cap (?:\S{1,2} )?tham quyen|(?:co quan|nguoi) (?:\S{1,2} )?tham quyen")
_PRODUCT = re.compile(
    r"\b(?:xay dung|ban hanh|lap|hoan thanh|trinh)\s(?P<thing>(?:ke hoach|de an"
    r"|bao cao|quyet dinh|chuong trinh"
    r"|quy che|nghi quyet|danh muc|phuong an|to trinh|quy trinh|chuyen muc)\b[^,;.:()]{0,80})"
)
_REPORT = re.compile(r"\b(?:tong hop,? |so ket,? )?bao cao\b")


def duty_role(folded: str) -> OfficeRole:
    """What an office does, by the words that its duty begins with."""
    for pattern, role in _ROLES:
        if pattern.match(folded):
            if role is OfficeRole.COORDINATING or not _LEAD_SOON.match(folded):
                return role
            return OfficeRole.LEAD
    return OfficeRole.LEAD if _LEAD_SOON.match(folded) else OfficeRole.PERFORMING


def coordinating(text: str) -> list[str]:
    """Bodies named after "phối hợp với" and "(qua …)", in text order."""
    folded = fold(text)
    found: list[str] = []
    for cue in (*_COORDINATE.finditer(folded), *_THROUGH.finditer(folded)):
        listed = actors_at(folded, cue.end())
        if listed and listed.spans[0][0] - cue.end() <= 2:
            found += [office_name(text[start:end]) for start, end in listed.spans]
    return list(dict.fromkeys(found))


def approving(text: str) -> list[str]:
    """Bodies to which something is submitted ("trình UBND tỉnh phê duyệt")."""
    folded = fold(text)
    for cue in _SUBMIT.finditer(folded):
        if authority := _AUTHORITY.match(folded, cue.end()):
            return [text[authority.start() : authority.end()]]
        listed = actors_at(folded, cue.end())
        if listed is None or listed.spans[0][0] - cue.end() > 1:
            continue
        decides = _DECIDES.match(folded, listed.end)
        if decides or (not cue["advice"] and not _NO_DECISION.match(folded, listed.end)):
            return [office_name(text[start:end]) for start, end in listed.spans]
    return []


def product(text: str) -> str | None:
    """What the duty brings forth, where it says so: a plan, a report, a decision."""
    folded = fold(text)
    if match := _PRODUCT.search(folded):
        thing = text[match.start("thing") : match.end("thing")].strip()
        return thing[:1].upper() + thing[1:]
    return "Báo cáo" if _REPORT.search(folded) else None


def make_task(  # noqa: PLR0913  the parts of one duty
    text: str,
    offices: Sequence[str],
    lines: tuple[int, int],
    *,
    year: int | None,
    role: OfficeRole | None = None,
    context: str = "",
    confidence: float = 0.9,
    source: TaskSource = TaskSource.BODY,
) -> Task:
    """The task that a duty gives to `offices`.

    lines: first and last line. year: of the plan, for deadlines without one. role: of the offices,
    where the place says it; else read from the duty's own words. context: headings, for the field.
    """
    text = _clean(text)
    folded = fold(text)
    own = role or duty_role(folded)
    due = find_deadline(text, year=year)
    approved = approving(text)
    pairs = [Assignment(office, own) for office in offices]
    named = {fold(office) for office in offices}
    for others, part in (
        (coordinating(text), OfficeRole.COORDINATING),
        (approved, OfficeRole.APPROVING),
    ):
        pairs += [Assignment(name, part) for name in others if fold(name) not in named]
        named |= {fold(name) for name in others}
    return Task(
        task=text,
        assignments=tuple(pairs),
        line_start=lines[0],
        line_end=lines[1],
        field=classify_field(folded, folded=True) or classify_field(context, folded=True),
        deadline=due.day if due else None,
        deadline_text=due.text if due else None,
        product=product(text),
        approver="; ".join(approved) or None,
        source=source,
        confidence=confidence,
        reports_to=tuple(name for name in reported_to(text) if name not in offices),
    )


def _clean(text: str) -> str:
    text = re.sub(
        r"^[\s,;:.\-–+•]+|[\s;,]+$", "", re.sub(r"\./\.?\s*$|(?<=\S)\.\s*$", "", text.strip())
    )
    return text[:1].upper() + text[1:]
