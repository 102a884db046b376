"""Deadlines of tasks completed by what a task's words alone do not tell.

A term from the document's own day gets its last day, a recurring deadline its rule; a duty that
states no date may still be bound to an event ("khi được yêu cầu", "trước khi hết thời gian tạm
dừng") or be a standing one ("thường xuyên", "định kỳ"): those words are then its deadline.
"""

import re
from dataclasses import replace

from ingest.deadlines.recurrence import recurrence
from ingest.deadlines.terms import term_end
from kg.folding import fold
from kg.model import Header, Task

_STANDING = re.compile(
    r"(?:(?<=^)|(?<=[\s,;(]))(?:"
    r"dinh ky(?: va thuong xuyen)?(?: \([^()]{3,40}\))?"
    r"(?:,? (?:va |hoac )?dot xuat(?: theo yeu cau)?)?"
    r"|thuong xuyen(?:,? (?:va )?(?:dinh ky|lien tuc|kip thoi))?)\b"
)
# Nouns that these words only qualify: "chi thường xuyên", "nhiệm vụ thường xuyên".
_QUALIFIED = re.compile(
    r"\b(?:chi|von|kinh phi|nguon|ngan sach|du toan|chi phi|nhiem vu|hoat dong|cong viec|dau tu"
    r"|tai san|nang luc|thong le)\s$"
)
_EVENT = re.compile(
    r"\b(?:khi (?:duoc|co) yeu cau"
    r"|(?:ngay )?(?:truoc|sau) (?:khi|thoi diem) [^,.;:()]{4,60}(?![a-z0-9])"
    r"|(?:trong )?(?:tung|moi) (?:nam|quy|thang|giai doan)\b(?:, (?:tuy|hang) [^,.;]{3,40})?"
    r"|theo tung giai doan(?:, hang nam)?)"
)
_AT_ONCE = re.compile(
    r"\b(?:bao cao|thong bao|gui|chuyen|xu ly|khac phuc|thuc hien|kiem tra|phan anh|lien he)"
    r" (?P<said>ngay(?: lap tuc)?)\b(?! \d| (?:tu|dau|trong|tren|khi|sau|ca|nay|thang|day|tai))"
)
_BARE_DAY = re.compile(r"\d{1,2}\s?(?:/|-| thang )\s?\d{1,2}$|\b(?:thang|quy) \w{1,3}$")
_YEARLY = re.compile(r"\b(?:h[ah]ng|moi) nam\b")


def completed(task: Task, header: Header) -> Task:
    """The task with the day, the rule or the words of its deadline that its own words leave out.

    header: of the document, whose day of signing (or of taking effect) starts its terms.
    """
    if not task.deadline_text:
        said = _standing(task.task)
        return replace(task, deadline_text=said, recurrence=recurrence(said)) if said else task
    folded = fold(task.deadline_text)
    rule = recurrence(task.deadline_text)
    if rule is None and _BARE_DAY.search(folded) and _yearly_before(task, folded):
        rule = recurrence(f"{task.deadline_text} hằng năm")
    if rule is not None:
        return replace(task, deadline=None, recurrence=rule)
    if task.deadline is None and (day := term_end(folded, header)):
        return replace(task, deadline=day)
    return task


def _yearly_before(task: Task, deadline: str) -> bool:
    """Whether "hằng năm" stands before a day without a year in the same sentence."""
    folded = fold(task.task)
    at = folded.find(deadline)
    sentence = folded[max(folded.rfind(". ", 0, at), folded.rfind(";", 0, at)) + 1 : max(at, 0)]
    return _YEARLY.search(sentence) is not None


def _standing(text: str) -> str | None:
    """Words that bind a duty to an event or make it a standing one; None where there are none."""
    folded = fold(text)
    for match in _EVENT.finditer(folded):
        return text[match.start() : match.end()].strip(" ,")
    for match in _STANDING.finditer(folded):
        if not _QUALIFIED.search(folded[: match.start()]):
            return text[match.start() : match.end()].strip(" ,")
    now = _AT_ONCE.search(folded)
    return text[now.start("said") : now.end("said")] if now else None
