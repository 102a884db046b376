"""Checks: of one document, of a folder, of what changed between two days or since the last run."""

import datetime as dt
import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import Problem
from kg.model import Reading
from kg.terms import CitationRole, ProblemCode, Relation
from ui import views
from ui.choice_desk import ChoiceDesk
from ui.views import Json

if TYPE_CHECKING:
    from kg.chain_risk import BasesOf
    from kg.registry import Registry

_CACHED = 4096
_MISPRINTS: Final = frozenset({ProblemCode.DATE_IMPOSSIBLE})
"""What the text prints and cannot be; it stands at no citation, so that no row tells it."""


class CheckDesk(ChoiceDesk):
    """Tables of authorities, as JSON-ready values."""

    def check(
        self, name: str | None, file: Path | None, *, on: dt.date, since: dt.date | None = None
    ) -> Json:
        """Table of authorities of a held document or of a file, worst first.

        since: an earlier day; then `changes` tells what became of the bases between the two.
        """
        reading, _ = self.read(name, file)
        return self.check_reading(reading, on=on, since=since)

    def check_reading(self, reading: Reading, *, on: dt.date, since: dt.date | None = None) -> Json:
        """The check of a document already read and linked.

        `document` is the id that a library gives it, a function of what the file says and of its
        bytes alone: another office that checks the same file gets the same JSON.
        """
        from kg.rows import document_id

        head = reading.header
        return {
            "document": document_id(reading),
            "document_number": head.number,
            "document_type": head.type,
            "document_issuer": head.issuer,
            "document_title": head.title,
            "document_date": views.plain(head.date),
        } | self._checked(reading, on, since)

    def _checked(self, reading: Reading, on: dt.date, since: dt.date | None) -> Json:
        from ui.check_changes import between_days

        report = self._report(reading, on)
        if since is not None:
            before = self._report(reading, since)
            report |= {"since": since.isoformat()}
            report |= {"changes": between_days(before, report, self.registry, since, on)}
        return report

    def _report(self, reading: Reading, on: dt.date) -> Json:
        from kg.check import check

        cited = _cited(reading)
        registry = self.store.registry_of_a_moment(cited) if self.exists() else self.registry
        report: Json = views.plain(
            check(
                reading.header,
                reading.mentions,
                reading.source,
                registry,
                on=on,
                bases_of=self._bases_of(cited),
                input_sha256=reading.sha256,
            )
        )
        misprints = [
            # Without the file's name: the same bytes under another one give the same check.
            views.plain(replace(found, place=f"line {found.place.rpartition(':')[2]}"))
            for found in reading.problems
            if found.code in _MISPRINTS
        ]
        report["problems"] += [found for found in misprints if found not in report["problems"]]
        report["inconsistencies"] = views.plain(self.inconsistencies_of(reading, registry))
        return self._with_choices(report, reading, registry, on)

    def _with_choices(
        self, report: Json, reading: Reading, registry: "Registry", on: dt.date
    ) -> Json:
        """With what users chose in this text, and the state of what there is to choose from.

        `chosen` of a row is the choice that decided it, null where none did. The certificate
        names the choices that decided anything by a digest: with others the check is another.
        """
        from kg.certificate import digest

        chosen = self.choices(reading)
        of_place = {place["char_start"]: item for item in chosen for place in item["places"]}
        for row in report["rows"]:
            starts = [mention["char_start"] for mention in row["mentions"]]
            row["chosen"] = next((of_place[at] for at in starts if at in of_place), None)
            _tell_states(row["choices"], registry, on)
        for item in chosen:
            _tell_states(item["offered"], registry, on)
        report["choices"] = chosen
        deciding = [item for item in chosen if item["active"]]
        if deciding:
            report["certificate"]["choices"] = digest(json.dumps(deciding, sort_keys=True))
        return report

    def _bases_of(self, cited: Collection[str]) -> "BasesOf | None":
        """What a held document rests on; None where there is no library.

        cited: keys of documents that it will be asked for; they are looked up at once.
        """
        if not self.exists():
            return None
        store, known = self.store, self.store.records(cited)

        @lru_cache(maxsize=_CACHED)
        def bases(key: str) -> Sequence[str]:
            record = known.get(key) if key in cited else store.document(key)
            if record is None or not record.held:
                return ()
            return tuple(
                dict.fromkeys(
                    mention.target
                    for mention in store.mentions(record.id)
                    if mention.role is CitationRole.BASIS
                    and mention.relation is Relation.LEGAL_BASIS
                    and mention.target
                    and mention.target != key
                )
            )

        return bases

    def check_files(
        self, folder: Path, *, on: dt.date, since: dt.date | None = None
    ) -> Iterator[tuple[str, Json | Problem]]:
        """Each file below a folder with its check, or why it has none; in order of their names.

        Names are relative to the folder. Files are read in limited children, several at a time.
        """
        from ingest import children, pipeline

        files, wrong = pipeline.walk([folder])
        yield from ((problem.place or str(folder), problem) for problem in wrong)
        found: dict[str, Json | Problem] = {}
        for read in children.read_all(files, min(os.cpu_count() or 1, max(1, len(files)))):
            name = read.path.relative_to(folder).as_posix()
            failure = read.failure()
            found[name] = failure or self._of_file(read.reading(), on, since)
        yield from sorted(found.items())

    def _of_file(self, reading: Reading, on: dt.date, since: dt.date | None) -> Json:
        return self.check_reading(self.linked(reading), on=on, since=since)


def _tell_states(choices: Sequence[Json], registry: "Registry", on: dt.date) -> None:
    """Beside each document that may be meant: its state on the day, and its last day."""
    from kg.validity import status_on

    for item in choices:
        if "state" not in item:
            found = status_on(item["key"], registry, on=on)
            item["state"] = found.state.value
            item["effective_until"] = views.plain(found.effective_until)


def _cited(reading: Reading) -> frozenset[str]:
    """Keys of the documents that a linked text means, or may mean."""
    keys = {mention.target for mention in reading.mentions if mention.target}
    return frozenset(keys | {one.key for mention in reading.mentions for one in mention.choices})
