"""What a run of `cancu ingest` or `cancu import` tells: while it works, and at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Problem
from ui import views
from ui.views import Json


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a run is done: its place (from 1) among how many, and what came of it.

    size: its bytes. failure: why it gave no document, None where it gave one.
    """

    done: int
    total: int
    path: Path
    size: int
    failure: Problem | None = None


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file that was read: its document and what was found in it."""

    id: str
    path: str
    number: str | None
    title: str | None
    passages: int
    citations: int
    tasks: int
    problems: tuple[Problem, ...]
    change: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Outcome of `Library.ingest`. failures: why files gave no document, or paths no file."""

    documents: tuple[Ingested, ...]
    failures: tuple[Problem, ...]
    seconds: float

    def count(self, change: str) -> int:
        """Documents that were "added", "updated" or "unchanged"."""
        return sum(item.change == change for item in self.documents)

    def view(self) -> Json:
        """The JSON of `cancu ingest`."""
        documents = [
            views.plain(item) | {"problems": [views.problem(found) for found in item.problems]}
            for item in self.documents
        ]
        return {
            "documents": documents,
            "added": self.count("added"),
            "updated": self.count("updated"),
            "unchanged": self.count("unchanged"),
            "failed": [views.problem(item) for item in self.failures],
            "seconds": round(self.seconds, 2),
        }

    def sentence(self) -> str:
        """One line that sums up."""
        return (
            f"Thêm mới {self.count('added')}, cập nhật {self.count('updated')}, "
            f"không đổi {self.count('unchanged')}, không đọc được {len(self.failures)} "
            f"({self.seconds:.1f} giây)."
        )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Outcome of a bulk import: how many rows went in, which did not and why."""

    added: int
    failures: tuple[Problem, ...]
    seconds: float = 0.0

    def view(self) -> Json:
        """The JSON of `cancu import` and `cancu registry import`."""
        return {
            "added": self.added,
            "refused": [views.problem(item) for item in self.failures],
            "seconds": round(self.seconds, 2),
        }

    def sentence(self) -> str:
        """One line that sums up."""
        return f"Đã nạp {self.added} dòng, từ chối {len(self.failures)} dòng."
