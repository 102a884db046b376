"""Answers read from tasks: who leads, what an office must do, by when."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from kg.authorities import same_office
from kg.folding import fold
from kg.model import DocumentRecord, Task
from kg.terms import NoAnswer, OfficeRole
from search.evidence import MAX_EVIDENCE, MAX_ROWS, Answer, place_names, quote, refuse
from search.matching import Match, rank
from search.question import Question
from search.sources import Sources

# Shares of a question's telling words that a task must have; chosen by cost on questions of our
# own: a wrong answer is worth five abstentions.
ENOUGH: Final = 0.5
NEARLY_BEST: Final = 0.85
_ROLE_CUES: Final = (
    (r"\bphoi hop\b", OfficeRole.COORDINATING),
    (r"\bphe duyet\b|\bban hanh\b", OfficeRole.APPROVING),
)

Held = dict[str, DocumentRecord]


def _scope(question: Question, sources: Sources) -> tuple[list[tuple[str, Task]], Held]:
    """Tasks of the plans that the question names, or of all; and the documents by id."""
    records = {record.id: record for record in sources.held()}
    chosen = {plan.id for plan in question.plans} or None
    return list(sources.tasks_in(chosen)), records


def _task_text(task: Task) -> str:
    parts = [task.task, task.product or "", task.field or ""]
    return " ".join(part for part in parts if part)


def _best(question: Question, tasks: Sequence[tuple[str, Task]]) -> list[Match]:
    """Tasks that cover what is asked, within reach of the best one."""
    ranked = rank(question.topic, [_task_text(task) for _, task in tasks])
    enough = [match for match in ranked if match.coverage >= ENOUGH]
    if not enough:
        return []
    return [match for match in enough if match.score >= NEARLY_BEST * enough[0].score]


def _row(document: str, task: Task) -> dict[str, object]:
    return {
        "document": document,
        "task": task.task,
        "assignments": [
            {"office": item.office, "role": item.role.value} for item in task.assignments
        ],
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "deadline_text": task.deadline_text,
        "product": task.product,
        "line_start": task.line_start,
        "line_end": task.line_end,
    }


def _given(
    question: Question,
    sources: Sources,
    records: Held,
    chosen: Sequence[tuple[str, Task]],
    confidence: float,
) -> Answer:
    offices = dict.fromkeys(item.office for _, task in chosen for item in task.assignments)
    deadlines = [task.deadline_text for _, task in chosen if task.deadline_text]
    cited = list(dict.fromkeys(document for document, _ in chosen))
    return Answer(
        question,
        answered=True,
        subject=question.offices[0] if question.offices else "",
        documents=tuple(records[document].header.number or document for document in cited),
        offices=tuple(offices),
        places=place_names([records[document] for document in cited]),
        deadline=deadlines[0] if deadlines else None,
        rows=tuple(_row(document, task) for document, task in chosen[:MAX_ROWS]),
        total=len(chosen),
        evidence=tuple(
            quote(sources, records[document], task.line_start, task.line_end)
            for document, task in chosen[:MAX_EVIDENCE]
        ),
        confidence=confidence,
    )


def who_leads(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Offices of the tasks that the question describes."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    tasks, records = _scope(question, sources)
    best = [match for match in _best(question, tasks) if tasks[match.index][1].assignments]
    if not best:
        return refuse(question, NoAnswer.NOT_FOUND)
    chosen = [tasks[match.index] for match in best[:5]]
    role = next((role for cue, role in _ROLE_CUES if re.search(cue, question.folded)), None)
    if role is not None:
        fitting = [pair for pair in chosen if any(a.role is role for a in pair[1].assignments)]
        chosen = fitting or chosen
    return _given(question, sources, records, chosen, best[0].coverage)


def tasks_of_office(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Every task in which the office has a part, the leading ones first."""
    tasks, records = _scope(question, sources)
    mine = [
        (document, task)
        for document, task in tasks
        if any(_is_asked(question, item.office) for item in task.assignments)
    ]
    if not mine:
        reason = NoAnswer.NOT_FOUND if question.plans or records else NoAnswer.NOT_HELD
        return refuse(question, reason, question.offices[0])
    mine.sort(key=lambda pair: (not _leads(question, pair[1]), pair[0], pair[1].line_start))
    return _given(question, sources, records, mine, 0.9)


def _is_asked(question: Question, office: str) -> bool:
    return any(same_office(office, asked) for asked in question.offices)


def _leads(question: Question, task: Task) -> bool:
    helping = {OfficeRole.COORDINATING, OfficeRole.APPROVING}
    return any(_is_asked(question, a.office) and a.role not in helping for a in task.assignments)


def _due_as_asked(question: Question, task: Task) -> bool:
    """Whether a task has a deadline; a day or quarter with its number where one is asked for."""
    words = fold(task.deadline_text or "")
    if re.search(r"\bngay (?:may|nao)\b", question.folded):
        return task.deadline is not None or re.search(r"\d", words) is not None
    if re.search(r"\bquy (?:may|nao)\b", question.folded):
        return "quy" in words
    return bool(words) or task.deadline is not None


def deadline(question: Question, sources: Sources, on: dt.date) -> Answer:
    """By when a task is due: from tasks with a deadline, then from sentences that state one."""
    tasks, records = _scope(question, sources)
    due = [(document, task) for document, task in tasks if _due_as_asked(question, task)]
    if question.offices:
        due = [
            p for p in due if any(_is_asked(question, a.office) for a in p[1].assignments)
        ] or due
    best = _best(question, due)
    if best:
        chosen = [due[match.index] for match in best[:3]]
        return _given(question, sources, records, chosen, best[0].coverage)
    from search.answers.sections import deadline_sentence

    return deadline_sentence(question, sources, on)
