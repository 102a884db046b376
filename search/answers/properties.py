"""What a question on several documents asks of each of them, read from its folded words.

"Kế hoạch cải cách hành chính nào không căn cứ Nghị quyết 76/NQ-CP": the set is told by the words
up to "không", the property is to cite 76/NQ-CP, and it is denied.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from kg.folding import tokens
from kg.terms import NoAnswer
from search.answers import citation_tests, document_tests, task_tests
from search.answers.asked_properties import NOT, Property, Unclear, before
from search.answers.asked_words import as_typed
from search.answers.cited_properties import cites
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

_WORD: Final = 4  # letters of one word that tells a matter
_CLOSE: Final = 4  # letters between a verb and the office that it is said of
_ENDS: Final = re.compile(
    r"(?: (?:hay )?(?:khong|chua|hong|vay|nhi|a|ha|nhe|voi|ta|rua|di|roi|em|nua))+$"
)
_DEAD: Final = re.compile(
    r"\b(?:(?:con|dang|da|co|bi)? ?(?:vien dan|dan|can cu|dua (?:tren|vao|theo)|dung|co)\b.*?)"
    r"\b(?:het hieu luc|(?:bi|duoc) (?:thay the|bai bo)|het han|loi thoi|khong con (?:hieu luc"
    r"|gia tri|ap dung)|da chet)\b"
)
_WORK: Final = r"(?:nhiem vu|dau viec|cong viec|viec)"
_DEAD_WORDS: Final = re.compile(
    r"\b(?:(?:het|khong con|con) hieu luc|thay the|bai bo|het han|loi thoi|gia tri|ap dung|da chet"
    r"|vien dan|dan|can cu|phap ly|dua|tren|vao|theo|dung|van ban|co|con|dang|da|bi|duoc|cu|nay"
    r"|cac|nhung|nao|nua|khong|tinh|den|ngay|thang|nam|hom|[\d/]+)\b"
)
_LACK_WORDS: Final = re.compile(
    rf"\b(?:co quan|{_WORK}|{NOT}|giao|de|ghi|neu|ro|xac dinh|duoc|bi|cho|ma|nhung|nao|gi|ai"
    r"|cu the|thoi han|thoi gian|han|deadline|moc|ngay|hoan thanh|thuc hien|chu tri|dau moi"
    r"|phu trach|lead|don vi|nguoi|lam|san pham|dau ra|output|cac|mot so|phan cong|con|co)\b"
)
_COUNTED: Final = re.compile(
    r"\b(?:co |dat |giao )?(nhieu|it) (nhiem vu|viec|chi tieu|can cu) nhat\b(?: .{0,12})?$"
)
_NO_BASES: Final = re.compile(
    rf"\b{NOT} (?:co |ghi |neu )?(?:can cu(?: phap ly)?|co so phap ly)(?: nao)?(?: ca)?$"
)
_BLANK: Final = re.compile(
    r"\b(?:khong|chua|de trong|thieu|ko)(?: (?:co|ghi|ro|de|dong|neu|the hien))*"
    r" (so hieu|so van ban|so|ngay ban hanh|ngay ky|ngay thang|ngay|nguoi ky)(?: ky)?$"
)
_FIELDS: Final = {"so": "number", "ngay": "date", "nguoi": "signer"}
_TASKS_WITHOUT: Final = re.compile(rf"\b(?:co |con |giao |de |ghi )?(?:{_WORK}|giao|{NOT})\b.*$")
_OFFICE: Final = re.compile(
    rf"\b(?:giao|phan cong)(?: (?:{_WORK}|gi|rieng|cho))*|\bco {_WORK} (?:(?:gi|nao) )?(?:cho|cua)"
    r"|\bnhac(?: (?:den|toi|ten))?|\bco ten"
)
_TARGET: Final = re.compile(
    r"\b(?:(?:co|dat|dat ra|neu|de ra|dua ra|xac dinh) )?(?:chi tieu|muc tieu|ty le|ti le)\b"
)
_TASK: Final = re.compile(
    rf"\b(?:(?:co|giao|neu|dat ra|de ra|dua ra|phan cong) )?{_WORK}\b"
    r"(?: (?:gi|nao))?(?: (?:ve|la))?|\b(?:giao|phan cong)\b"
)
_SAYS: Final = re.compile(
    r"\b(?:nhac(?: (?:den|toi|ve|ten))?|noi (?:den|toi|ve)|de cap(?: (?:den|toi|ve))?"
    r"|co (?:muc|noi dung|phan|quy dinh)(?: (?:ve|la))?)\b"
)
_MOST: Final = (
    (r"\b(?:moi|gan day|muon) nhat\b", "newest"),
    (r"\b(?:cu|som|xua|lau) nhat\b", "oldest"),
)
_IDLE_ENDS: Final = frozenset(
    "ve den toi la cho gi nao do viec nhung cac co mot duoc nay o trong cua va thi a ai vay".split()
)


def property_asked(question: Question, sources: Sources, on: dt.date) -> Property | Unclear:
    """The property that a question asks for; Unclear where its words leave a doubt."""
    folded = _ENDS.sub("", question.folded)
    found = _first(folded, question, sources, question.day or on)
    if isinstance(found, Unclear):
        return found
    found = replace(found, subject=as_typed(found.subject, question.text))
    if re.search(rf"\b(?:{NOT}|tru|ngoai tru|it hon|nhieu hon)\b", found.said):
        return Unclear(NoAnswer.UNCLEAR)  # another condition, that nobody has read
    return found


def _first(folded: str, question: Question, sources: Sources, on: dt.date) -> Property | Unclear:
    """The first property whose words stand in the question; the more exact ones come first."""
    if question.numbers or question.by_name:
        cited = cites(folded, question, sources)
        if cited is not None:
            return cited
    for read in (_counted, _blank, _no_bases, _dead, _without, _work, _target, _task, _says):
        found = read(folded, question, sources, on)
        if found is not None:
            return found
    most = next((name for cue, name in _MOST if re.search(cue, folded)), None)
    return Property(folded, most=most)


def _counted(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _COUNTED.search(folded)
    if match is None:
        return None
    most = "most" if match[1] == "nhieu" else "least"
    test = document_tests.counting(sources, match[2])
    return Property(folded[: match.start()], test, told="counted", subject=match[2], most=most)


def _blank(folded: str, _: Question, __: Sources, ___: dt.date) -> Property | None:
    match = _BLANK.search(folded)
    if match is None:
        return None
    attribute = _FIELDS[match[1].split()[0]]
    return Property(
        folded[: match.start()], document_tests.blank(attribute), told=f"blank_{attribute}"
    )


def _no_bases(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _NO_BASES.search(folded)
    if match is None:
        return None
    return Property(
        folded[: match.start()], citation_tests.has_bases(sources), negated=True, told="has_bases"
    )


def _dead(
    folded: str, question: Question, sources: Sources, on: dt.date
) -> Property | Unclear | None:
    if not question.conditions.dead_base and not _DEAD.search(folded):
        return None
    match = _DEAD.search(folded)
    if match is None:
        return Unclear(NoAnswer.UNCLEAR)
    head, denied = before(folded, match.start())
    more = _DEAD_WORDS.sub("", f"{match[0]} {folded[match.end() :]}").strip()
    if denied or more:  # a state that is not known is no state in force
        return Unclear(NoAnswer.UNCLEAR)
    basis = bool(re.search(r"\b(?:can cu|co so|dua)\b", match[0]))
    test = citation_tests.rests_on_dead(sources, on, basis=basis)
    return Property(
        head, test, told="dead_bases" if basis else "cites_dead", subject=on.isoformat()
    )


def _without(
    folded: str, question: Question, sources: Sources, _: dt.date
) -> Property | Unclear | None:
    lacking = question.conditions.lacking
    asked = re.search(r"\b(?:nao|bao nhieu|may|nhung|cac|co)\b", folded)
    if not lacking or asked is None:
        return None
    kind = re.compile(r"\b(?:ke hoach|van ban|quyet dinh|xa|phuong|noi|tinh)(?: nao)?\b")
    begins = kind.search(folded)
    cut = _TASKS_WITHOUT.search(folded, begins.end()) if begins else None
    if cut is None:
        return None
    if _LACK_WORDS.sub("", folded[cut.start() :]).strip():
        return Unclear(NoAnswer.UNCLEAR)  # "nhiệm vụ về chữ ký số chưa có hạn": a matter besides
    subject = "; ".join(sorted(what.value for what in lacking))
    test = task_tests.tasks_without(sources, lacking)
    return Property(folded[: cut.start()], test, told="tasks_without", subject=subject)


def _work(folded: str, question: Question, sources: Sources, _: dt.date) -> Property | None:
    """To give tasks to the offices named behind the verb."""
    if not question.offices:
        return None
    places = [at for name in question.offices if (at := folded.find(normalise(name))) >= 0]
    verbs = [
        match
        for match in _OFFICE.finditer(folded)
        if places and 0 <= min(places) - match.end() <= _CLOSE
    ]
    if not verbs:
        return None
    head, negated = before(folded, verbs[-1].start())
    tail = folded[min(places) :]
    for name in sorted(question.offices, key=len, reverse=True):
        tail = tail.replace(normalise(name), " ")
    tail = re.sub(r"\b(?:chu tri|phoi hop|lam|thuc hien|dau moi|nao|gi|nhiem vu|viec)\b", " ", tail)
    topic, phrase = _topic(tail)
    test = task_tests.gives_work_to(sources, question, topic, denied=negated)
    subject = question.offices[0] + (f": {phrase}" if phrase else "")
    return Property(head, test, negated, "work_of", subject, reads=negated)


def _target(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _TARGET.search(folded)
    if match is None:
        return None
    head, negated = before(folded, match.start())
    phrase, fits = task_tests.threshold(folded[match.end() :])
    topic, phrase = _topic(phrase)
    if not topic:
        return None
    test = task_tests.targets_on(sources, topic, (phrase, fits), denied=negated)
    return Property(head, test, negated, "targets_on", phrase, reads=negated)


def _task(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _TASK.search(folded)
    if match is None:
        return None
    head, negated = before(folded, match.start())
    topic, phrase = _topic(folded[match.end() :])
    if len(topic) < 2:
        return None
    test = task_tests.tasks_on(sources, topic, phrase, denied=negated)
    return Property(head, test, negated, "tasks_on", phrase, reads=negated)


def _says(folded: str, question: Question, sources: Sources, _: dt.date) -> Property | None:
    match = _SAYS.search(folded)
    if match is None:
        return None
    head, negated = before(folded, match.start())
    topic, phrase = _topic(folded[match.end() :])
    if len(topic) < 2 and len(phrase) < _WORD:
        return None
    test = document_tests.says(sources, question, phrase, denied=negated)
    return Property(head, test, negated, "says", phrase, reads=True)


def _topic(tail: str) -> tuple[tuple[str, ...], str]:
    """The words of a phrase without idle ones at its ends; and the phrase."""
    words = tokens(tail)
    while words and words[0] in _IDLE_ENDS:
        words.pop(0)
    while words and words[-1] in _IDLE_ENDS:
        words.pop()
    return tuple(dict.fromkeys(words)), " ".join(words)
