"""The library: joins `kg`, `ingest` and `search`. Command line and web app call only this."""

import datetime as dt
from pathlib import Path

from kg.model import DocumentRecord, Target, Task
from kg.placed_tasks import TaskNarrowing
from ui.graph_desk import GraphDesk
from ui.intake import Intake
from ui.law_desk import LawDesk
from ui.overview_desk import OverviewDesk
from ui.question_desk import QuestionDesk
from ui.review_desk import ReviewDesk
from ui.task_desk import TaskDesk


class Library(Intake, LawDesk, GraphDesk, QuestionDesk, TaskDesk, ReviewDesk, OverviewDesk):
    """One library folder, for reading and writing."""

    def documents(  # noqa: PLR0913 - each filter of the list is one
        self,
        *,
        type: str | None = None,  # noqa: A002 - the JSON's word
        issuer: str | None = None,
        place: str | None = None,
        year: int | None = None,
        text: str | None = None,
        stubs: bool = False,
    ) -> list[DocumentRecord]:
        """Held documents (or stubs) that fit; none where there is no library yet."""
        if not self.exists():
            return []
        return self.store.documents(
            type=type, issuer=issuer, place=place, year=year, text=text, stubs=stubs
        )

    def tasks(  # noqa: PLR0913 - each filter of the list is one
        self,
        name: str | None = None,
        file: Path | None = None,
        *,
        office: str | None = None,
        field: str | None = None,
        due_before: dt.date | None = None,
        text: str | None = None,
    ) -> list[tuple[str | None, Task]]:
        """Tasks of one document, of a file, or of the whole library, narrowed by filters.

        More filters, and the document of each task: `placed_tasks`.
        """
        where = TaskNarrowing(office=office, field=field, due_before=due_before, text=text)
        return self.placed_tasks([] if name is None else [name], file, where).pairs

    def targets(
        self, name: str | None = None, file: Path | None = None
    ) -> list[tuple[str | None, Target]]:
        """Targets of one document, of a file, or of the whole library."""
        if file is not None:
            reading, _ = self.read(None, file)
            return [(None, target) for target in reading.targets]
        document = self.find_held(name).id if name is not None else None
        return [(item.document, item.target) for item in self.store.targets(document)]
