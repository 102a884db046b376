"""What a run of `cancu registry add` or `cancu registry import` tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.errors import Problem
from kg.fact_ledger import FactsTaken
from kg.fact_table import Finding
from ui import fact_wording
from ui.views import Json


@dataclass(frozen=True, slots=True)
class FactReport:
    """Outcome of a table of facts. refused, warnings: of the file itself, beside its rows'.

    table: the file's name, empty for facts given on the command line. seconds: the whole run.
    """

    taken: FactsTaken
    table: str = ""
    refused: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    dry_run: bool = False

    @property
    def added(self) -> int:
        """Documents on which users had said nothing before."""
        return len(self.taken.added)

    @property
    def _refused(self) -> list[Finding]:
        return sorted((*self.refused, *self.taken.refused), key=_line)

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Why rows did not go in, each with its place, "facts.csv:5"."""
        return tuple(finding.problem(self.table) for finding in self._refused)

    def view(self) -> Json:
        """The JSON of `cancu registry add` and `cancu registry import`.

        added, updated, unchanged: documents. rows: rows that went in.
        """
        return {
            "added": self.added,
            "updated": len(self.taken.updated),
            "unchanged": len(self.taken.unchanged),
            "rows": self.taken.rows,
            "refused": [self._finding(f) | {"code": f.code.value} for f in self._refused],
            "warnings": [self._finding(f) for f in self._warnings],
            "dry_run": self.dry_run,
            "seconds": round(self.seconds, 2),
        }

    @property
    def _warnings(self) -> list[Finding]:
        return sorted((*self.warnings, *self.taken.warnings), key=_line)

    @staticmethod
    def _finding(finding: Finding) -> Json:
        return {
            "line": int(finding.line) if finding.line.isdigit() else None,
            "column": finding.column or None,
            "found": finding.found,
            "expected": finding.expected,
            "fault": finding.fault.value,
            "others": [int(line) for line in finding.others if line.isdigit()],
        }

    def sentence(self) -> str:
        """One line that sums up: rows."""
        verb = "Nếu nạp thật sẽ nạp" if self.dry_run else "Đã nạp"
        return f"{verb} {self.taken.rows} dòng, từ chối {self._rows_refused} dòng."

    @property
    def _rows_refused(self) -> int:
        return len({finding.line for finding in self._refused})

    def detail(self) -> str:
        """One line on documents: how many are new, changed, or as they were."""
        return (
            f"Văn bản: thêm {self.added}, cập nhật {len(self.taken.updated)}, "
            f"không đổi {len(self.taken.unchanged)}."
        )

    def remarks(self) -> Iterator[str]:
        """Sentences on rows that were refused, then on what to look at."""
        for finding in self._refused:
            yield fact_wording.refusal_sentence(self._placed(finding), self.table)
        for finding in self._warnings:
            yield fact_wording.warning_sentence(self._placed(finding), self.table)

    def _placed(self, finding: Finding) -> Finding:
        """A fact that was typed, not read from a table, stands on no line."""
        return finding if self.table else replace(finding, line="")


def _line(finding: Finding) -> int:
    return int(finding.line) if finding.line.isdigit() else 0
