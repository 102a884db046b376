"""The duties under one office: which paragraphs are duties, which only open a list, where to part.

"Sở Y tế có trách nhiệm:" opens a list of duties, "gồm: Dự án 1 …" one of things; "Chủ trì, phối
hợp với các sở:" opens duties that its office leads together with others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest import language
from ingest.deadlines import Deadline, cell_deadline, find_deadline
from ingest.paragraphs import ARTICLE, PLAIN, Paragraph
from ingest.tasks.actors import VERB, actors_at
from ingest.tasks.common_orders import names_contents
from ingest.tasks.duties import coordinating, duty_role
from ingest.tasks.offices_said import sentence_duty
from kg.folding import fold
from kg.model import Assignment, Task
from kg.terms import OfficeRole

OPENS_A_LIST = 14  # words; a longer line that ends with a colon is a duty itself
LAST_WORDS = 4  # that may follow the bodies in a line that only opens a list ("trong việc:")
_SEMICOLON = re.compile(r"(?<=;)\s+")
INNER_END = re.compile(r"[.!?…]\W{0,3}\s(?=[A-ZĐÀ-Ỹ])")
_VERB = re.compile(
    r"^(?:dong thoi,? |thuong xuyen |kip thoi |chu dong |tiep tuc |h[ah]ng (?:nam|quy|thang),? "
    rf"|dinh ky,? |la co quan )?(?:chu tri|phoi hop|tham muu|giup|{VERB})\b"
    rf"|^(?:dinh ky|h[ah]ng (?:nam|quy|thang)|truoc ngay|cham nhat)\b[^.;]{{0,70}} {VERB}\b"
)
# With which a new duty begins inside a paragraph: those that name a part of an office in the work.
_NEW_DUTY = re.compile(
    r"^(?:dong thoi,? |thuong xuyen |kip thoi |chu dong |tiep tuc |h[ah]ng (?:nam|quy|thang),? "
    r"|dinh ky,? |la co quan )?(?:chu tri|phoi hop|tham muu|theo doi|huong dan|kiem tra|don doc"
    r"|tong hop|bao cao|trinh|to chuc|thuc hien|xay dung|trien khai|tham dinh|ra soat|giam sat"
    r"|danh gia|bo tri|chi dao|cung cap|lap|cong khai|de xuat|cap nhat|tuyen truyen|tang cuong"
    r"|quan ly|bao dam|dam bao|nghien cuu|day manh|giup|giao|chiu trach nhiem|van hanh|thong bao"
    r"|guong mau|co trach nhiem|gui)\b"
)
_REPORTS = re.compile(r"(?:dong thoi,? )?tong hop,? (?:va )?bao cao\b")
_PARTNER = re.compile(r"(?:dong thoi,? )?(?:chu tri|phoi hop|dinh ky|h[ah]ng (?:nam|quy|thang))\b")
_HANDLES = re.compile(
    r"(?:ban hanh|tiep nhan|lay y kien|co y kien|cho y kien|tham gia|tra loi"
    r"|cu (?:can bo|nguoi|dai dien)|gui|thong bao"
    r"|giai quyet|xu ly|phan cong|chuan bi|cap|kip thoi|chiu trach nhiem|co trach nhiem)\b"
)
_JOINT = re.compile(
    r"^(?:la co quan )?(?:chu dong |chu tri)?[,;]?\s?(?:phoi hop(?: chat che)?(?: voi| cung)?\s)?"
)
_BARE = re.compile(r"(?:trach nhiem|nhiem vu)(?: sau(?: day)?)?\s?:\W*$")
_WHEN = re.compile(
    r"^thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai|bao cao|to chuc))?\s?:\s?(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """One paragraph that is a duty, and the line that opens its list, "" where none does."""

    item: Paragraph
    lead: str = ""


def timed(items: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[int, str]]:
    """Paragraphs without lines like "Thời gian hoàn thành: …", and these lines' words.

    The words are kept by the `id` of the paragraph before, whose deadline they tell.
    """
    kept: list[Paragraph] = []
    words: dict[int, str] = {}
    for item in items:
        said = _WHEN.match(item.folded)
        if said and kept and item.line_start - kept[-1].line_end <= 2:
            words[id(kept[-1])] = item.text[said.end() :].strip(" .;")
        else:
            kept.append(item)
    return kept, words


def with_deadline(task: Task, words: str | None, *, year: int | None) -> Task:
    """The task with the deadline that the line after its paragraph tells."""
    if not words:
        return task
    due = cell_deadline(words, year=year)
    return replace(task, deadline=due.day, deadline_text=due.text)


def listed_duties(paragraphs: Sequence[Paragraph]) -> list[Duty]:
    """Duties without the lines that only open a list; a list of things stays in its duty."""
    kept: list[Duty] = []
    index = 0
    while index < len(paragraphs):
        duty = paragraphs[index]
        index += 1
        inner = _end_of_list(paragraphs, index)
        parts = paragraphs[index:inner]
        if names_contents(duty, parts=bool(parts)):
            continue
        if parts and _only_opens(duty):
            kept += [replace(part, lead=duty.text) for part in listed_duties(parts)]
            index = inner
        elif not (parts and duty.text.rstrip().endswith(":")):
            kept.append(Duty(duty))
        elif 2 * sum(map(is_duty, parts)) < len(parts):
            kept.append(Duty(duty))  # a list of things, not of duties
            index = inner
        elif len(duty.text.split()) >= OPENS_A_LIST:
            kept.append(Duty(duty))
    return kept


def is_duty(part: Paragraph) -> bool:
    """Whether a paragraph begins with what is to be done, or with who has to do it."""
    if _VERB.match(part.folded) or _HANDLES.match(part.folded):
        return True
    return sentence_duty(part.text, under_heading=True) is not None


def _end_of_list(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Index after the paragraphs that stand under the one before `index`.

    Under a line without a mark that ends with a colon stand the marked ones after it.
    """
    above = paragraphs[index - 1]
    opens = above.rank == PLAIN and above.text.rstrip().endswith(":")
    end = index
    while end < len(paragraphs):
        rank = paragraphs[end].rank
        if not (rank > above.rank or (opens and rank != PLAIN)):
            break
        end += 1
    return end


def _only_opens(duty: Paragraph) -> bool:
    """Whether a line says no more than with whom: "Chủ trì, phối hợp với các sở, ban, ngành:"."""
    if duty.text.rstrip().endswith((".", ";")):
        return False
    if duty.folded.strip(" ,:") == "chu tri" or _BARE.search(duty.folded):
        return True
    joint = _JOINT.match(duty.folded)
    if joint is None or "phoi hop" not in joint[0]:
        return False
    listed = actors_at(duty.folded, joint.end())
    return listed is not None and len(duty.folded[listed.end :].split()) <= LAST_WORDS


def led(task: Task, lead: str, offices: Sequence[str]) -> Task:
    """The task with the role and the bodies that the line opening its list gives it."""
    if not lead:
        return task
    own = duty_role(fold(lead))
    if own not in (OfficeRole.LEAD, OfficeRole.COORDINATING):
        return task
    given = [Assignment(office, own) for office in offices]
    named = {fold(office) for office in offices}
    for name in coordinating(lead):
        if fold(name) not in named:
            given.append(Assignment(name, OfficeRole.COORDINATING))
            named.add(fold(name))
    rest = [each for each in task.assignments if fold(each.office) not in named]
    return replace(task, assignments=(*given, *rest))


def inherited(heading: str, *, year: int | None) -> Deadline | None:
    """The day that a heading sets for the duties under it ("… (hoàn thành trước ngày 15/12):")."""
    due = find_deadline(heading, year=year)
    return due if due and due.day else None


def clauses(duty: Paragraph, *, fine: bool) -> Iterator[tuple[int, int]]:
    """Spans of the duties in one paragraph.

    A sentence that begins with a verb is a duty of its own; a part after a semicolon if it is fine,
    or has another role than the part before it, or a deadline.
    """
    cuts, colon = [0], duty.text.find(":")
    sentences = {start for start, _ in sentence_spans(duty)}
    parts = {gap.end() for gap in _SEMICOLON.finditer(duty.text) if not 0 <= colon < gap.start()}
    begins = [*sorted(sentences | parts), len(duty.text)]
    for start, end in pairwise(begins):
        opens = _VERB if start in sentences else _NEW_DUTY
        if start and opens.match(duty.folded[start:]):
            before, part = duty.folded[cuts[-1] : start], duty.text[start:end]
            if fine or start in sentences or _differs(before, part):
                cuts.append(start)
    return pairwise([*cuts, len(duty.text)])


def goes_on(folded: str) -> bool:
    """Whether a sentence without an actor says what the actor before it has to do besides."""
    return _NEW_DUTY.match(folded) is not None


def _differs(before: str, part: str) -> bool:
    """Whether a part is another duty than the one before it: of another role, or due by a day."""
    folded = fold(part)
    role, last = duty_role(folded), duty_role(before)
    if _PARTNER.match(folded) or (last is OfficeRole.COORDINATING and role is not last):
        return True
    if role not in (OfficeRole.PERFORMING, last) or _REPORTS.match(folded):
        return True
    return find_deadline(part) is not None


def sentence_spans(item: Paragraph) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a paragraph; an article of a decision is read as one."""
    if item.rank == ARTICLE or not INNER_END.search(item.text):
        return iter([(0, len(item.text))])
    return iter(language.sentences(item.text))


def cut(item: Paragraph, start: int, *, rank: int = PLAIN) -> Paragraph:
    """The paragraph from an offset on: the duty that stands on its heading's own line."""
    later = ((offset - start, line) for offset, line in item.starts if offset > start)
    starts = ((0, item.line_at(start)), *later)
    text = item.text[start:]
    return Paragraph(
        rank, "", text, fold(text), starts, item.line_at(start), item.line_end, after_blank=False
    )
