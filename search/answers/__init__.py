"""One function for each intent: (question, sources, day) -> Answer."""

import datetime as dt
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from kg.terms import Intent
from search.answers.citing import cited_by, cites, superseded
from search.answers.compare import compare
from search.answers.headers import header
from search.answers.inconsistencies import inconsistency
from search.answers.sections import find_section
from search.answers.successors import successor
from search.answers.targets import target
from search.answers.task_lists import list_tasks, tasks_of_office
from search.answers.tasks import deadline, product, who_leads
from search.answers.validity import in_force, related
from search.answers.which_documents import which_documents
from search.answers.workload import workload
from search.evidence import Answer
from search.question import Question
from search.sources import Sources

Answerer = Callable[[Question, Sources, dt.date], Answer]

ANSWERERS: Final[MappingProxyType[Intent, Answerer]] = MappingProxyType(
    {
        Intent.WHO_CITES: cited_by,
        Intent.WHAT_IT_CITES: cites,
        Intent.SUPERSEDED: superseded,
        Intent.IN_FORCE: in_force,
        Intent.RELATED: related,
        Intent.WHO_LEADS: who_leads,
        Intent.TASKS_OF_OFFICE: tasks_of_office,
        Intent.DEADLINE: deadline,
        Intent.TARGET: target,
        Intent.HEADER: header,
        Intent.FIND_SECTION: find_section,
        Intent.PRODUCT: product,
        Intent.LIST_TASKS: list_tasks,
        Intent.WORKLOAD: workload,
        Intent.WHICH_DOCUMENTS: which_documents,
        Intent.COMPARE: compare,
        Intent.SUCCESSOR: successor,
        Intent.INCONSISTENCY: inconsistency,
    }
)
