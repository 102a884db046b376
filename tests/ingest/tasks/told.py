"""Texts made of lines, and what their tasks say."""

from ingest.tasks import find_tasks
from kg.model import Header, Line, Period, SourceText
from kg.terms import OfficeRole

PLAN = Header(type="Kế hoạch", period=Period(2025, 2025))
LEAD, JOIN, DO = OfficeRole.LEAD, OfficeRole.COORDINATING, OfficeRole.PERFORMING
APPROVE, WATCH, ADVISE = OfficeRole.APPROVING, OfficeRole.MONITORING, OfficeRole.ADVISING


def tasks(*lines):
    made, start = [], 0
    for number, text in enumerate(lines, 1):
        made.append(Line(number, start, text, text))
        start += len(text) + 1
    return find_tasks(SourceText(tuple(made)), PLAN, (), ())


def offices(task):
    return [each.office for each in task.assignments]


def roles(task):
    return [(each.office, each.role) for each in task.assignments]
