"""Check of a document's authorities: what it rests on, and whether that still holds on a day.

One row for each document cited, worst first; the form of each basis; the bodies and places named
in the text that no longer exist; and a certificate by which another office gets the same answer.
Nothing is guessed: what nobody checked is `unknown`, what has several readings is for `review`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.basis_form import FormFinding, form_findings
from kg.ceased import CeasedOffice, ceased_offices
from kg.ceased_places import CeasedPlace, ceased_issuer, ceased_places
from kg.certificate import Certificate, certificate, digest
from kg.chain_risk import BasesOf
from kg.check_advice import Setting, Suggestion
from kg.check_links import all_cited, whole_names, without_own_misprints
from kg.check_rows import CONFIDENT, CheckRow, check_rows
from kg.cited_places import CitedPlace
from kg.errors import Problem
from kg.model import Header, Mention, SourceText
from kg.registry import Registry
from kg.terms import MentionType, Severity

__all__ = ["CONFIDENT", "CheckReport", "CheckRow", "CitedPlace", "Suggestion", "check"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Rows worst first; offices and places that no longer exist; rows counted by severity.

    form: what is wrong with the form of the bases, in text order. problems: what the document says
    amiss of itself (another number of its own, a basis that is itself); those on a cited document
    are with its row.
    """

    document_date: dt.date | None
    as_of: dt.date
    registry_as_of: dt.date
    summary: Mapping[str, int]
    rows: tuple[CheckRow, ...]
    offices: tuple[CeasedOffice, ...]
    places: tuple[CeasedPlace, ...]
    form: tuple[FormFinding, ...]
    certificate: Certificate
    problems: tuple[Problem, ...] = ()


def check(  # noqa: PLR0913 - what a check is of, and on which day
    header: Header,
    mentions: Sequence[Mention],
    source: SourceText | None,
    registry: Registry,
    *,
    on: dt.date,
    bases_of: BasesOf | None = None,
    input_sha256: str = "",
) -> CheckReport:
    """Table of authorities of one document on a day. Mentions may or may not have targets.

    bases_of: what a cited document that the library holds rests on. input_sha256: of the file's
    bytes; where none is given, the text's own.
    """
    mentions = without_own_misprints(whole_names(mentions, source), header)
    setting = Setting(header, source, registry, on, bases_of)
    rows = check_rows(mentions, setting)
    counts = Counter(row.severity.value for row in rows)
    bytes_of = input_sha256 or digest(source.raw if source else "")
    return CheckReport(
        document_date=header.date,
        as_of=on,
        registry_as_of=registry.compiled,
        summary={severity.value: counts[severity.value] for severity in Severity},
        rows=rows,
        offices=_offices(header, mentions, source, on) if source else (),
        places=ceased_places(header, mentions, source, on=on) if source else (),
        form=_form(header, mentions, source, registry, on) if source else (),
        certificate=certificate(bytes_of, registry, on=on),
        problems=_of_itself(mentions),
    )


def _of_itself(mentions: Sequence[Mention]) -> tuple[Problem, ...]:
    own = (MentionType.SELF, MentionType.ANAPHORA)
    found = (p for m in mentions if m.mention_type in own for p in m.problems)
    return tuple(dict.fromkeys(found))


def _offices(
    header: Header, mentions: Sequence[Mention], source: SourceText, on: dt.date
) -> tuple[CeasedOffice, ...]:
    """Bodies that ended: the issuer itself first."""
    issuer = ceased_issuer(header, source, on=on)
    named = ceased_offices(header, mentions, source, on=on)
    return (issuer, *named) if issuer else named


def _form(
    header: Header,
    mentions: Sequence[Mention],
    source: SourceText,
    registry: Registry,
    on: dt.date,
) -> tuple[FormFinding, ...]:
    meant = {
        cited.mention.char_start: cited.key
        for cited in all_cited(mentions, header, registry)
        if not cited.resolution.choices
    }
    return form_findings(header, mentions, source, registry, meant, on=on)
